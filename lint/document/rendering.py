"""What GitHub shows of a list, piece by piece: the tags, their attributes and the text between.

A safe fix is held against it. The pieces come from the parser that the rules see, not from HTML:
it is set up as GitHub's is, and each piece knows where in the source it comes from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.document import html
from lint.document.markdown import normalise, parse_blocks, parse_inlines
from lint.document.positions import SourceMap
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from lint.diagnostics import Edit
    from lint.document.positions import Lines
    from lint.document.table import RawCell
    from lint.source import Source

TEXT = "text"
_BLANKS = re.compile(r"\s+")
_RAW = {"fence", "code_block"}


class Piece(NamedTuple):
    """A tag with its attributes, or text: what it is, its value, and where it comes from.

    `span` is that of the paragraph, cell or other block. `elsewhere` says that the value may come
    from another place: the definition of a reference.
    """

    kind: str
    value: str
    span: Span
    elsewhere: bool = False


def rendered(source: Source) -> tuple[Piece, ...]:
    """The pieces of `source` in order, all text between two tags in one, comments left out."""
    return tuple(_Rendering(source).pieces())


def difference(before: Sequence[Piece], after: Sequence[Piece], edits: Iterable[Edit]) -> str:
    """What `edits` change that is not theirs to change, in words; "" for nothing.

    The tags must be the same. Their attributes and the text may differ only where the edits are.
    """
    spans = sorted(edit.span for edit in edits)
    starts = [span.start for span in spans]
    if len(before) != len(after):
        return "what GitHub shows would be built another way"
    for old, new in zip(before, after, strict=True):
        if old.kind != new.kind:
            return "what GitHub shows would be built another way"
        if old.value != new.value and not old.elsewhere:
            # Edits do not overlap, so the last one to begin within the block reaches furthest.
            index = bisect_right(starts, old.span.end) - 1
            if index < 0 or spans[index].end < old.span.start:
                return "more than the fixed text would change"
    return ""


def _joined(pieces: Iterable[Piece], span: Span) -> list[Piece]:
    """The pieces of the block at `span`, none of the blanks at either end.

    There is one text, which may be empty, before, between and behind the others, so that text which
    moves out of a link is the same pieces. A block that shows nothing has none.
    """
    found = [Piece(TEXT, "", span)]
    for piece in pieces:
        if piece.kind == TEXT:
            found[-1] = found[-1]._replace(value=found[-1].value + piece.value)
        else:
            found += piece, Piece(TEXT, "", span)
    for index in range(0, len(found), 2):
        value = _BLANKS.sub(" ", found[index].value)
        value = value if index else value.lstrip()
        value = value if index < len(found) - 1 else value.rstrip()
        found[index] = found[index]._replace(value=value)
    return found if len(found) > 1 or found[0].value else []


class _Rendering:
    """Walks the tokens of one document once."""

    def __init__(self, source: Source) -> None:
        self._lines: Lines
        self._lines, _ = normalise(source)
        self._env: dict[str, Any] = {}
        self._length = len(source.text)

    def pieces(self) -> Iterator[Piece]:
        """The pieces in order."""
        for token in parse_blocks(self._lines, self._env):
            if token.type == "gfm_table":
                yield from self._table(token)
                continue
            span = self._span(token)
            if token.type == "inline":
                yield from _joined(self._inlines(token.content, span), span)
            elif token.type == "html_block":
                yield from _joined(_html(token.content, span), span)
            elif token.type in _RAW:
                yield Piece(f"{token.type} {token.info}", token.content, span)
            elif not token.hidden:
                yield Piece(token.type, _attributes(token), span)

    def _span(self, token: Token) -> Span:
        if token.map is None:
            return Span(0, 0)
        first, last = token.map
        starts = self._lines.sources
        return Span(starts[first], starts[last] if last < len(starts) else self._length)

    def _table(self, token: Token) -> Iterator[Piece]:
        rows: list[tuple[list[RawCell], Span]] = token.meta["rows"]
        columns = len(rows[0][0])
        yield Piece("table_open", "", rows[0][1])
        for cells, span in rows:
            yield Piece("tr", "", span)
            for column in range(columns):
                yield Piece("td", "", span)
                if column < len(cells):
                    cell = cells[column]
                    yield from _joined(self._inlines(cell.content, cell.span), cell.span)
        yield Piece("table_close", "", rows[-1][1])

    def _inlines(self, content: str, span: Span) -> Iterator[Piece]:
        for token in parse_inlines(content, self._env):
            kind = token.type
            if kind in {"text", "text_special", "softbreak"}:
                yield Piece(TEXT, token.content if kind != "softbreak" else " ", span)
            elif kind == "html_inline":
                yield from _html(token.content, span)
            elif kind == "code_inline":
                yield Piece(kind, token.content, span)
            else:
                elsewhere = "label" in token.meta
                value = _attributes(token) + (token.content if kind == "image" else "")
                yield Piece(kind, value, span, elsewhere)


def _html(content: str, span: Span) -> Iterator[Piece]:
    for piece in html.tokenize(content, SourceMap((0,), (0,))):
        if isinstance(piece, html.Tag):
            attributes = repr(sorted(piece.attributes.items()))
            yield Piece(f"<{'/' if piece.closing else ''}{piece.name}>", attributes, span)
        elif not isinstance(piece, Span):
            yield Piece(TEXT, piece[0], span)


def _attributes(token: Token) -> str:
    return repr(sorted(token.attrs.items())) if token.attrs else ""

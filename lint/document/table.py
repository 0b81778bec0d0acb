r"""The block rule for GFM tables, with the exact place of every cell.

It takes the place of markdown-it-py's own `table` rule, which keeps no positions, pads short rows
and drops extra cells. The grammar is cmark-gfm's (extensions/table.c), which GitHub runs: the
delimiter row decides, the header is the line above it with the same number of cells, and rows go
on until a blank line or the start of another block. A pipe is escaped by any backslash before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.rules_block.html_block import HTML_SEQUENCES, html_block

from lint.document.positions import SourceMap
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from lint.document.positions import Lines

_BLANKS = " \t\v\f"
# GFM 0.29, section 4.10; the possessive repetitions keep it linear on long lines.
_DELIMITER_CELL = r"[ \t\v\f]*+:?-++:?[ \t\v\f]*+"
_DELIMITER_ROW = lazy(rf"\|?{_DELIMITER_CELL}(?:\|{_DELIMITER_CELL})*+\|?[ \t\v\f]*+$")
# A list item or a setext underline comes first.
_OTHER_BLOCK = lazy(r"-(?:[ \t]|$)|-+[ \t]*$")


# The last of CommonMark's seven start conditions: a line that is one tag. White space is that of
# ASCII: a value may hold any other, so that a long one could be divided in as many ways.
_LONE_TAG = lazy(HTML_SEQUENCES[-1][0].pattern, re.ASCII)
_OTHER_STARTS = tuple(start for start, _, _ in HTML_SEQUENCES[:-1])
# The lines of a text are looked at this many times at most for the end of a paragraph. Each quote
# looks again at those that it goes on with; in real lists it is 1.2 times.
_MOST_LOOKS = 4
_FREE_LOOKS = 10_000


class TooDeepError(RecursionError):
    """A text with so many quotes in quotes that reading it would take many times its length."""


class RawCell(NamedTuple):
    r"""A cell as written: its content with `\\|` unescaped, its span, and the way back."""

    content: str
    span: Span
    spans: SourceMap


def is_delimiter_row(line: str) -> bool:
    """Whether a line, without its indent, is the delimiter row of a table."""
    return (
        line[:1] in {"|", ":", "-"}
        and _DELIMITER_ROW.match(line) is not None
        and _OTHER_BLOCK.match(line) is None
    )


def split_row(line: str) -> list[tuple[int, int]]:
    """The start and end of each cell of a row in `line`, blanks around the content included."""
    position = 1 if line[:1] == "|" else 0
    cells = []
    start = position
    while True:
        pipe = line.find("|", position)
        if pipe < 0:
            if line[start:].strip(_BLANKS):
                cells.append((start, len(line)))
            return cells
        position = pipe + 1
        if pipe and line[pipe - 1] == "\\":
            continue
        cells.append((start, pipe))
        start = position


def _raw_cell(line: str, start: int, end: int, source: int) -> RawCell:
    text = line[start:end]
    stripped = text.strip(_BLANKS)
    first = start + (len(text) - len(text.lstrip(_BLANKS)) if stripped else min(1, len(text)))
    span = Span(source + first, source + first + len(stripped))
    if "\\|" not in stripped:
        return RawCell(stripped, span, SourceMap((0,), (span.start,)))
    contents, sources = [0], [span.start]
    pieces = stripped.split("\\|")
    position = written = 0
    for piece in pieces[:-1]:
        position += len(piece)
        written += len(piece) + 1
        contents.append(position)
        sources.append(span.start + written)
        position += 1
        written += 1
    return RawCell("|".join(pieces), span, SourceMap(contents, sources))


def install(md: MarkdownIt) -> None:
    """Put the rule where cmark-gfm has it: after the other blocks, before setext headings."""
    md.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.disable("table")
    md.block.ruler.before("lheading", "gfm_table", _table, {"alt": ["paragraph", "reference"]})


def _html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it-py's signature
    """Open an HTML block of a lone tag where cmark-gfm does.

    NBSP behind the tag is text. A lone tag ends no paragraph, but it ends a table, and a paragraph
    of a list item or quote that its line would only continue lazily.
    """
    if silent:
        looks = state.env["looks"] = state.env.get("looks", 0) + 1
        if looks > _MOST_LOOKS * len(state.env["lines"].starts) + _FREE_LOOKS:
            raise TooDeepError
    line = _line(state, start_line)
    if line[:1] != "<":
        return False
    if not _LONE_TAG.match(line):
        if not any(start.match(line) for start in _OTHER_STARTS):
            return False
    else:
        if line.rstrip(_BLANKS) != line.rstrip():
            return False
        lazy = state.sCount[start_line] < state.blkIndent
        if silent and (lazy or state.parentType in {"table", "blockquote"}):
            return True
    return html_block(state, start_line, end_line, silent)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _cells(state: StateBlock, line: int) -> tuple[list[RawCell], Span]:
    """The cells of a row and the span of the row."""
    lines: Lines = state.env["lines"]
    text = _line(state, line)
    source = lines.source(state.bMarks[line] + state.tShift[line])
    cells = [_raw_cell(text, start, end, source) for start, end in split_row(text)]
    return cells, Span(source, source + len(text.rstrip()))


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it-py's signature
    in_paragraph = silent and state.parentType == "paragraph"
    if not silent:
        state.env["table_tried"] = False
    delimiter_line = start_line + 1
    if delimiter_line >= end_line or state.sCount[delimiter_line] < state.blkIndent:
        return False
    delimiters = _line(state, delimiter_line)
    if not is_delimiter_row(delimiters) or state.is_code_block(delimiter_line):
        return False
    if state.is_code_block(start_line) or state.sCount[start_line] < state.blkIndent:
        return False
    # A paragraph that was no table at its first delimiter row never becomes one further down
    # (cmark-gfm's CMARK_NODE__TABLE_VISITED).
    if in_paragraph and state.env.get("table_tried"):
        return False
    columns = len(split_row(_line(state, start_line)))
    if columns == 0 or columns != len(split_row(delimiters)):
        state.env["table_tried"] = True
        return False
    if silent:
        return True
    header, header_span = _cells(state, start_line)
    rows = [(header, header_span)]
    terminators = state.md.block.ruler.getRules("blockquote")
    parent_type, state.parentType = state.parentType, "table"
    line = start_line + 2
    while (
        line < end_line
        and state.sCount[line] >= state.blkIndent
        and not state.isEmpty(line)
        and split_row(_line(state, line))
        and not state.is_code_block(line)
        and not any(
            rule(state, line, end_line, True)  # noqa: FBT003 - markdown-it-py's signature
            for rule in terminators
        )
    ):
        rows.append(_cells(state, line))
        line += 1
    state.parentType = parent_type
    token = state.push("gfm_table", "", 0)
    token.map = [start_line, line]
    token.meta = {"rows": rows}
    state.line = line
    return True

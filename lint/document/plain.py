"""Inline content that needs no parser: text, code, words in bold or italics, pictures and links.

The tokens are those of the parser, at a sixth of its time: that takes a quarter off a parse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markdown_it.token import Token

from lint.document.inline import STOP
from lint.patterns import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

# Text that no rule stops at, and what may stand behind it: a line break of HTML, code, words in
# bold or italics, a picture, or a link of text, bold text or a picture. CommonMark, section 6.2:
# between a blank and a letter a mark only opens, behind a letter and before a blank it only closes.
_TEXT = r"(?:[^\n!&*<\[\\\]_`~@]|!(?!\[))"
_HREF = r"\(([^\x00-\x20\x7f<()\\&@]++)\)"
_WORDS = rf"([^\W_](?:{_TEXT}*[^\W_])?)"
_BOLD = rf"\*\*{_WORDS}\*\*"
_MARKED = rf"(?<![^\s(])(?:\*{_WORDS}\*|{_BOLD})(?![^\s.,;:!?)])"
_CODE = r"`([^`\s](?:[^`\n]*[^`\s])?)`(?!`)"
_PIECE = lazy(
    rf"({_TEXT}*+)(?:(<br>)|!\[({_TEXT}*+)\]{_HREF}"
    rf"|\[(?:(?!\^)({_TEXT}++)|{_BOLD}|!\[({_TEXT}*+)\]{_HREF})\]{_HREF}|{_CODE}|{_MARKED})"
)
_ONE_LINK = lazy(rf"({_TEXT}*+)\[(?!\^)({_TEXT}++)\]{_HREF}")
_BEFORE, _BREAK, _ALT, _SRC, _LABEL, _IN_BOLD, _INNER_ALT, _INNER_SRC, _LINK_HREF = range(1, 10)
_IN_CODE, _ITALIC, _STRONG = range(10, 13)
_TEXTS = _BEFORE, _ALT, _LABEL, _IN_BOLD, _INNER_ALT, _ITALIC, _STRONG


class OneLink(NamedTuple):
    """Text with one link of text in it: both as written, and where the URL of the link stands."""

    before: str
    label: str
    behind: str
    url: tuple[int, int]


def one_link(content: str) -> OneLink | None:
    """`content` as text with one link; None for anything else, however simple.

    Nearly every item is so. It takes no tokens to read it, and half of their time.
    """
    found = _ONE_LINK.match(content)
    if found is None:
        return None
    before, label, behind = found[1], found[2], content[found.end() :]
    if "@" in behind or STOP.search(behind) or STOP.search(label) or STOP.search(before):
        return None
    return OneLink(before, label, behind, found.span(3))


def plain_tokens(content: str) -> list[Token] | None:
    """The tokens of `content`; None where another rule of the parser may have a say.

    The parser's text of no characters is left out.
    """
    tokens: list[Token] = []
    at = 0
    while piece := _PIECE.match(content, at):
        if any(STOP.search(text) for text in piece.group(*_TEXTS) if text):
            return None
        if piece[_IN_CODE] and "@" in piece[_IN_CODE]:
            return None
        if piece[_BEFORE]:
            tokens.append(_text(piece[_BEFORE], 0))
        tokens += _behind_text(piece)
        at = piece.end()
    rest = content[at:]
    if "@" in rest or STOP.search(rest):
        return None
    if rest:
        tokens.append(_text(rest, 0))
    return tokens


def _behind_text(piece: re.Match[str]) -> Iterator[Token]:
    """The tokens of what stands behind the text of a piece."""
    start, end = piece.end(_BEFORE), piece.end()
    if piece[_LINK_HREF] is not None:
        yield from _link(piece, start)
    elif piece[_BREAK]:
        meta = {"start": start, "end": end}
        yield Token("html_inline", "", 0, content=piece[_BREAK], meta=meta)
    elif piece[_IN_CODE]:
        meta = {"start": start, "end": end}
        yield Token("code_inline", "code", 0, markup="`", content=piece[_IN_CODE], meta=meta)
    elif piece[_ITALIC]:
        yield from _marked("em", "*", piece[_ITALIC], 0)
    elif piece[_STRONG]:
        yield from _marked("strong", "**", piece[_STRONG], 0)
    else:
        yield _image(piece[_ALT], piece[_SRC], start, piece.span(_SRC), 0)


def _text(text: str, level: int) -> Token:
    return Token("text", "", 0, content=text, level=level)


def _marked(tag: str, mark: str, text: str, level: int) -> Iterator[Token]:
    yield Token(f"{tag}_open", tag, 1, markup=mark, level=level)
    yield _text(text, level + 1)
    yield Token(f"{tag}_close", tag, -1, markup=mark, level=level)


def _image(alt: str, src: str, start: int, place: tuple[int, int], level: int) -> Token:
    return Token(
        "image",
        "img",
        0,
        attrs={"src": src},
        content=alt,
        children=[_text(alt, 0)] if alt else [],
        meta={"start": start, "end": place[1] + 1, "url": place},
        level=level,
    )


def _link(piece: re.Match[str], start: int) -> Iterator[Token]:
    meta = {"start": start, "end": piece.end(), "url": piece.span(_LINK_HREF)}
    yield Token("link_open", "a", 1, attrs={"href": piece[_LINK_HREF]}, meta=meta)
    if piece[_LABEL]:
        yield _text(piece[_LABEL], 1)
    elif piece[_IN_BOLD]:
        yield from _marked("strong", "**", piece[_IN_BOLD], 1)
    else:
        place = piece.span(_INNER_SRC)
        yield _image(piece[_INNER_ALT], piece[_INNER_SRC], start + 1, place, 1)
    yield Token("link_close", "a", -1)

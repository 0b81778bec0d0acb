"""Offsets in a text as the positions of the Language Server Protocol, and back.

Source: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
#position: lines from 0, ended by LF, CR or CRLF as in CommonMark, and columns from 0 in the units
that client and server have agreed on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from lint.source import Source, Span

_BYTES = {types.PositionEncodingKind.Utf8: 1, types.PositionEncodingKind.Utf16: 2}
_CODECS = {types.PositionEncodingKind.Utf8: "utf-8", types.PositionEncodingKind.Utf16: "utf-16-le"}


class Positions:
    """The positions in `source` in the units of `encoding`."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._encoding = types.PositionEncodingKind(encoding)

    def of_span(self, span: Span) -> types.Range:
        """The range of `span`."""
        return types.Range(self.of_offset(span.start), self.of_offset(span.end))

    def of_offset(self, offset: int) -> types.Position:
        """The position of `offset`."""
        line, column = self._source.position(offset)
        before = self._source.text[offset - column + 1 : offset]
        return types.Position(line - 1, self._units(before))

    def offset(self, position: types.Position) -> int:
        """The offset of `position`; one beyond a line, or the text, is its end."""
        if position.line >= self._source.line_count:
            return len(self._source.text)
        start = self._source.line_start(position.line + 1)
        units = 0
        text = self._source.line_text(position.line + 1)
        for index, character in enumerate(text):
            if units >= position.character:
                return start + index
            units += self._units(character)
        return start + len(text)

    def _units(self, text: str) -> int:
        if self._encoding not in _CODECS:
            return len(text)
        size = len(text.encode(_CODECS[self._encoding], "surrogatepass"))
        return size // _BYTES[self._encoding]

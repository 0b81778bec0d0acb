"""Bytes to text, and character offsets to lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from lint.credentials import NOTHING
from lint.errors import InputError

_BOM = "\ufeff"
# CommonMark 0.31, section 2.1: a line ending is LF, CR, or CRLF. Not U+2028, not form feed.
_LINE_ENDING = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open range of character offsets into a source text."""

    start: int
    end: int

    def contains(self, other: Span) -> bool:
        """Whether `other` lies within this span; a span contains itself."""
        return self.start <= other.start and other.end <= self.end


class Source:
    """One text to lint: its path as the user named it, its text, and where its lines begin.

    `file` is where it lies, if not at `path`: a list that was fetched goes by another name.

    Offsets are characters (Unicode code points) into `text`, which has no byte-order mark;
    `bom` says whether the file had one. `user_info` is what is not to be shown of it, as far as it
    was parsed.
    """

    __slots__ = ("_starts", "bom", "file", "path", "text", "user_info")

    def __init__(self, path: str, text: str, file: str | None = None) -> None:
        self.path = path
        self.file = path if file is None else file
        self.user_info = NOTHING
        self.bom = text.startswith(_BOM)
        self.text = text[1:] if self.bom else text
        self._starts = [0, *(match.end() for match in _LINE_ENDING.finditer(self.text))]

    @classmethod
    def decode(cls, path: str, data: bytes, file: str | None = None) -> Source:
        """The source in `data`.

        Raises InputError, naming the path and the place, when the bytes are not UTF-8.
        """
        try:
            return cls(path, data.decode("utf-8"), file)
        except UnicodeDecodeError as error:
            if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
                reason = "it is UTF-16; save it as UTF-8"
            else:
                reason = f"byte {error.start} is not UTF-8 text; save it as UTF-8"
            raise InputError(f"{path}: cannot be read as text: {reason}") from None

    def encode(self) -> bytes:
        """The bytes of a file with this text."""
        return (_BOM * self.bom + self.text).encode()

    @property
    def line_count(self) -> int:
        """How many lines there are; a text that ends in a line ending has an empty last one."""
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column (in characters) of `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_of(self, offset: int) -> int:
        """The 1-based line of `offset`."""
        return bisect_right(self._starts, offset)

    def line_start(self, line: int) -> int:
        """The offset at which the 1-based `line` begins."""
        return self._starts[line - 1]

    def line_text(self, line: int) -> str:
        """The 1-based `line` without its line ending."""
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return self.text[self._starts[line - 1] : end].rstrip("\r\n")

    def slice(self, span: Span) -> str:
        """The text of `span`."""
        return self.text[span.start : span.end]

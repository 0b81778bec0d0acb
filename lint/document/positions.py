r"""From offsets in what markdown-it-py calls inline content back to offsets in the source.

Block rules strip indents, quote markers and trailing blanks, join lines by LF, and unescape `\|`
in table cells; inline rules then count from the start of that content. A `SourceMap` keeps where
each unbroken run of content came from.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


# CommonMark 0.31.2, section 2.1, with the line endings.
_BLANKS = " \t\n\v\f\r"


class SourceMap:
    """Runs of content: `contents[i]` in the content is `sources[i]` in the source."""

    __slots__ = ("_contents", "_sources")

    def __init__(self, contents: Sequence[int], sources: Sequence[int]) -> None:
        self._contents = contents
        self._sources = sources

    @property
    def shift(self) -> int | None:
        """How far the source of an unbroken content lies from it; None for one of several runs."""
        return self._sources[0] - self._contents[0] if len(self._contents) == 1 else None

    def offset(self, position: int) -> int:
        """The source offset of the content character at `position`."""
        if len(self._contents) == 1:
            return self._sources[0] + position - self._contents[0]
        run = max(bisect_right(self._contents, position) - 1, 0)
        return self._sources[run] + position - self._contents[run]

    def span(self, start: int, end: int) -> Span:
        """The source span of the content from `start` to `end`.

        The end is the one after the last character, which may stand in an earlier run than `end`.
        """
        first = self.offset(start)
        return Span(first, self.offset(end - 1) + 1 if end > start else first)

    def gaps(self, occupied: Iterable[tuple[int, int]], length: int) -> Iterator[Span]:
        """The source spans of `length` characters of content that nothing in `occupied` covers."""
        position = 0
        for start, end in sorted(occupied):
            if start > position:
                yield self.span(position, start)
            position = max(position, end)
        if position < length:
            yield self.span(position, length)


class Lines:
    """The lines of a text as markdown-it-py sees it: CR and CRLF become LF, NUL becomes U+FFFD.

    `starts` are offsets into that normalised text, `sources` offsets into the real one.
    """

    __slots__ = ("sources", "starts", "text")

    def __init__(self, text: str, sources: Sequence[int]) -> None:
        self.text = text
        self.sources = sources
        starts = [0]
        find = text.find
        position = find("\n") + 1
        while position:
            starts.append(position)
            position = find("\n", position) + 1
        self.starts = starts

    def source(self, position: int) -> int:
        """The source offset of the character at `position` of the normalised text."""
        line = bisect_right(self.starts, position) - 1
        return self.sources[line] + position - self.starts[line]

    def line(self, number: int) -> str:
        """The 0-based line without its line ending."""
        start = self.starts[number]
        end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)
        return self.text[start:end]

    def place(self, content: str, first_line: int) -> tuple[str, SourceMap]:
        """A block's `content` with the blanks that CommonMark keeps, and where it stands."""
        line = self.line(first_line)
        at = len(line) - len(content)
        if (
            at >= 0
            and line.endswith(content)
            and content[:1].strip()
            and content[-1:].strip()
            and line[:at].rstrip() == line[:at].rstrip(_BLANKS)
        ):
            # One line, to its end: nearly every item.
            return content, SourceMap((0,), (self.sources[first_line] + at,))
        first_line = self._begin(content, first_line)
        content = self._untrimmed(content, first_line)
        return content, self.map_content(content, first_line)

    def _begin(self, content: str, number: int) -> int:
        """The line that `content` begins on, at `number` or after it.

        markdown-it-py trims lines of white space that is none to CommonMark, such as NBSP.
        """
        piece = content.partition("\n")[0].strip()
        last = len(self.starts) - 1
        while number < last and piece not in (line := self.line(number)):
            if not line.rstrip(_BLANKS)[-1:].isspace():
                break
            number += 1
        return number

    def _untrimmed(self, content: str, first_line: int) -> str:
        """`content` with the white space at both ends that CommonMark takes for text, such as NBSP.

        markdown-it-py trims all of Unicode's white space; an autolink swallows what is not ASCII.
        """
        last_line = first_line + content.count("\n")
        if not content or last_line >= len(self.starts):
            return content
        last = self.line(last_line).rstrip(_BLANKS)
        if last and last[-1].isspace() and last.rstrip().endswith(content.rpartition("\n")[2]):
            content += last[len(last.rstrip()) :]
        first = self.line(first_line)
        before = first[: first.find(content.partition("\n")[0])]
        return before[len(before.rstrip()) :].lstrip(_BLANKS) + content

    def map_content(self, content: str, first_line: int) -> SourceMap:
        """Where the lines of a block's `content` stand, the first of them on `first_line`.

        Each line of content is a line of the source without what its containers took from its
        front and, for the last, without the blanks at its end; a tab that a container took in
        part is spaces in the content. So a line is found by its end.
        """
        contents = []
        sources = []
        position = 0
        for number, piece in enumerate(content.split("\n"), first_line):
            if number >= len(self.starts):
                break
            line = self.line(number)
            key = piece.strip()
            column = len(line.rstrip()) - len(key)
            if not line.startswith(key, max(column, 0)):
                # An ATX heading has its closing `#`s taken away.
                column = line.rfind(key)
            # A line of characters that only Python takes for blanks has no key to begin at.
            contents.append(position + (len(piece) - len(piece.lstrip()) if key else 0))
            sources.append(self.sources[number] + max(column, 0))
            position += len(piece) + 1
        return SourceMap(contents, sources)

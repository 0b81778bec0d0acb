"""What a reader sees of a stretch of source: text with styles and links, and the way back."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lint.document.model import LinkKind, Style
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from lint.document.model import Document, Link

BOLD, ITALIC, CODE, SMALL = int(Style.BOLD), int(Style.ITALIC), int(Style.CODE), int(Style.SMALL)
_BREAK, _SOFT = int(Style.BREAK), int(Style.SOFT)
_LINE_BREAKS = lazy(r"\r\n|[\r\n]")
# Where the numbers of a piece stand behind each other, in the order of `Piece`.
_END, _AT, _STOP, _STYLE, _NEXT = range(1, 6)


class Piece(NamedTuple):
    """A run of the text: `text[start:end]` is written in the source from `at` to `stop`."""

    start: int
    end: int
    at: int
    stop: int
    style: int


class Anchor(NamedTuple):
    """A link or an image where it stands in the text; `start` is `end` where it shows no words."""

    start: int
    end: int
    link: Link

    @property
    def is_image(self) -> bool:
        """Whether it is a picture that is no link."""
        return self.link.kind is LinkKind.IMAGE


@dataclass(slots=True)
class View:
    r"""The text of a stretch of source as a reader sees it.

    A line break that shows is `\\n`, any other a blank; badges and images are no text. `numbers`
    are those of the pieces, which lead back to the source: a long list has a view of each item,
    and they take a fourth of what pieces do. `anchors` are the links and images in order.
    """

    text: str
    numbers: array[int]
    anchors: Sequence[Anchor]
    place: Span
    softs: Sequence[int] = ()

    @property
    def pieces(self) -> Iterator[Piece]:
        """The runs of the text in order, made as they are asked for."""
        numbers = self.numbers
        return (Piece(*numbers[at : at + _NEXT]) for at in range(0, len(numbers), _NEXT))

    @property
    def is_plain(self) -> bool:
        """Whether no piece has a style."""
        return not any(self.numbers[_STYLE::_NEXT])

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` is written, without blanks at its ends."""
        start, end = self.trim(start, end)
        numbers = self.numbers
        if not numbers or start >= end:
            at = self.place.start if not numbers else self._source(start)
            return Span(at, at)
        first, last = self._index(start), self._index(end - 1)
        begin, stop = numbers[first + _AT], numbers[last + _STOP]
        if numbers[first + _STOP] - begin == numbers[first + _END] - numbers[first]:
            begin += start - numbers[first]
        if stop - numbers[last + _AT] == numbers[last + _END] - numbers[last]:
            stop = numbers[last + _AT] + end - numbers[last]
        return Span(begin, stop)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """The range without the blanks at its ends."""
        text = self.text
        if start < end and not (text[start].isspace() or text[end - 1].isspace()):
            return start, end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def value(self, start: int, end: int) -> str:
        """`text[start:end]` on one line."""
        return " ".join(self.text[start:end].split())

    def style(self, position: int) -> int:
        """The style of the character at `position`."""
        return self.numbers[self._index(position) + _STYLE] if self.numbers else 0

    def is_styled(self, start: int, end: int) -> bool:
        """Whether anything is not plain in the pieces that hold the characters at two places."""
        first, last = self._index(start), self._index(end)
        return any(self.numbers[first + _STYLE : last + _NEXT : _NEXT])

    def run(self, position: int, style: int) -> int:
        """Where the run of `style` ends that covers `position`; `position` if none does."""
        numbers = self.numbers
        at = self._index(position)
        end = position
        while at < len(numbers) and numbers[at + _STYLE] & style:
            end = numbers[at + _END]
            at += _NEXT
        return end

    def links(self, start: int, end: int) -> list[Anchor]:
        """The links and images that stand between two places of the text, both included."""
        anchors = self.anchors
        first = bisect_left(anchors, start, key=_start)
        found = []
        for at in range(first, len(anchors)):
            if anchors[at].start > end:
                break
            if anchors[at].end <= end:
                found.append(anchors[at])
        return found

    def _index(self, position: int) -> int:
        """Where the numbers of the piece begin that `position` is in."""
        numbers = self.numbers
        low, high = 0, len(numbers) // _NEXT
        while high - low > 1:
            middle = (low + high) // 2
            if numbers[middle * _NEXT] <= position:
                low = middle
            else:
                high = middle
        return low * _NEXT

    def _source(self, position: int) -> int:
        start, end, at, stop, _ = self.numbers[(first := self._index(position)) : first + _NEXT]
        if end - start == stop - at:
            return at + min(max(position - start, 0), stop - at)
        return at if position < end else stop


def _start(anchor: Anchor) -> int:
    return anchor.start


def view(document: Document, *places: Span) -> View:
    """The text of `places`, which are in order and do not overlap, each on a line of its own."""
    parts: list[str] = []
    numbers: list[int] = []
    anchors: list[Anchor] = []
    softs: list[int] = []
    length = 0
    for number, place in enumerate(places):
        if number:
            parts.append("\n")
            numbers += length, length + 1, place.start, place.start, 0
            length += 1
        first = len(numbers)
        length = _take_runs(document, place, parts, numbers, softs, length)
        links = document.links_in(place)
        if links:
            _take_links(links, numbers, first, length, anchors)
    if len(places) == 1:
        whole = places[0]
    else:
        whole = Span(places[0].start, places[-1].end) if places else Span(0, 0)
    return View("".join(parts), array("I", numbers), tuple(anchors), whole, tuple(softs))


def _take_runs(  # noqa: PLR0913, PLR0917 - what `view` collects
    document: Document,
    place: Span,
    parts: list[str],
    numbers: list[int],
    softs: list[int],
    length: int,
) -> int:
    """Take the runs within `place` behind a text of a `length`; the length then."""
    runs = document.runs
    if runs is None:
        return length
    source = document.source.text
    starts, ends, styles, texts = runs.starts, runs.ends, runs.styles, runs.texts
    first, last = place
    index = bisect_left(starts, first)
    # A place may begin and end within a run that is written as it is shown.
    index -= index > 0 and ends[index - 1] > first and index - 1 not in texts
    for at in range(index, bisect_left(starts, last)):
        start, end, style = starts[at], ends[at], styles[at]
        if start < first or end > last:
            start, end = max(start, first), end if at in texts else min(end, last)
        if style & _BREAK:
            text = "\n"
        elif style & _SOFT:
            softs.append(length)
            text = " "
        else:
            text = texts[at] if at in texts else source[start:end]
            if "\n" in text or "\r" in text:
                # A line may end within the text of an HTML block.
                text = _LINE_BREAKS.sub(_blanks, text)
            if not text:
                continue
        after = length + len(text)
        numbers += length, after, start, end, style
        parts.append(text)
        length = after
    return length


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _take_links(
    links: Sequence[Link],
    numbers: Sequence[int],
    first: int,
    length: int,
    anchors: list[Anchor],
) -> None:
    """Take `links`, which are in order, where their words stand in the text."""
    at, number = first + _AT, len(numbers)
    for link in links:
        begin, stop = link.span.start, link.span.end
        # Links nest one deep: an image within one begins behind it.
        while at < number and numbers[at] < begin:
            at += _NEXT
        start = end = numbers[at - _AT] if at < number else length
        if link.kind is not LinkKind.IMAGE:
            inner = at
            while inner < number and numbers[inner] < stop:
                end = numbers[inner - _AT + _END]
                inner += _NEXT
        anchors.append(Anchor(start, end, link))

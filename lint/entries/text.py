"""What a reader sees of a stretch of source: text with styles and links, and the way back."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lint.document.model import LinkKind, Style
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from lint.document.model import Document, Link

BOLD, ITALIC, CODE, SMALL = int(Style.BOLD), int(Style.ITALIC), int(Style.CODE), int(Style.SMALL)
_BREAK, _SOFT = int(Style.BREAK), int(Style.SOFT)
_LINE_BREAKS = lazy(r"\r\n|[\r\n]")


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

    A line break that shows is `\\n`, any other a blank; badges and images are no text. `pieces`
    lead back to the source, `anchors` are the links and images in order.
    """

    text: str
    pieces: Sequence[Piece]
    anchors: Sequence[Anchor]
    place: Span
    softs: Sequence[int] = ()

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` is written, without blanks at its ends."""
        start, end = self.trim(start, end)
        if not self.pieces or start >= end:
            at = self.place.start if not self.pieces else self._source(start)
            return Span(at, at)
        first = self._piece(start)
        last = self._piece(end - 1)
        return Span(
            first.at + (start - first.start) if _straight(first) else first.at,
            last.at + (end - last.start) if _straight(last) else last.stop,
        )

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
        return self._piece(position).style if self.pieces else 0

    def run(self, position: int, style: int) -> int:
        """Where the run of `style` ends that covers `position`; `position` if none does."""
        at = self._index(position)
        end = position
        while at < len(self.pieces) and self.pieces[at].style & style:
            end = self.pieces[at].end
            at += 1
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
        pieces = self.pieces
        low, high = 0, len(pieces)
        while high - low > 1:
            middle = (low + high) // 2
            if pieces[middle].start <= position:
                low = middle
            else:
                high = middle
        return low

    def _piece(self, position: int) -> Piece:
        return self.pieces[self._index(position)]

    def _source(self, position: int) -> int:
        piece = self._piece(position)
        if _straight(piece):
            return piece.at + min(max(position - piece.start, 0), piece.stop - piece.at)
        return piece.at if position < piece.end else piece.stop


def _start(anchor: Anchor) -> int:
    return anchor.start


def _straight(piece: Piece) -> bool:
    return piece.end - piece.start == piece.stop - piece.at


def view(document: Document, *places: Span) -> View:
    """The text of `places`, which are in order and do not overlap, each on a line of its own."""
    parts: list[str] = []
    pieces: list[Piece] = []
    anchors: list[Anchor] = []
    softs: list[int] = []
    length = 0
    for number, place in enumerate(places):
        if number:
            parts.append("\n")
            pieces.append(Piece(length, length + 1, place.start, place.start, 0))
            length += 1
        first = len(pieces)
        _take_runs(document, place, parts, pieces, softs)
        length = pieces[-1].end if pieces else 0
        links = document.links_in(place)
        if links:
            _take_links(links, pieces, first, length, anchors)
    if len(places) == 1:
        whole = places[0]
    else:
        whole = Span(places[0].start, places[-1].end) if places else Span(0, 0)
    # Tuples take half of what lists do, and a long list has a view of each of its items.
    return View("".join(parts), tuple(pieces), tuple(anchors), whole, tuple(softs))


def _take_runs(
    document: Document,
    place: Span,
    parts: list[str],
    pieces: list[Piece],
    softs: list[int],
) -> None:
    """Take the runs within `place`."""
    runs = document.runs
    if runs is None:
        return
    length = pieces[-1].end if pieces else 0
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
        pieces.append(Piece(length, length + len(text), start, end, style))
        parts.append(text)
        length += len(text)


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _take_links(
    links: Sequence[Link],
    pieces: Sequence[Piece],
    first: int,
    length: int,
    anchors: list[Anchor],
) -> None:
    """Take `links`, which are in order, where their words stand in the text."""
    at = first
    number = len(pieces)
    for link in links:
        begin, stop = link.span.start, link.span.end
        # Links nest one deep: an image within one begins behind it.
        while at < number and pieces[at].at < begin:
            at += 1
        start = end = pieces[at].start if at < number else length
        if link.kind is not LinkKind.IMAGE:
            inner = at
            while inner < number and pieces[inner].at < stop:
                end = pieces[inner].end
                inner += 1
        anchors.append(Anchor(start, end, link))

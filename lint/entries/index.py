"""Which entry a place in a list belongs to."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.entries.entry import Entry


class Owners:
    """The entries of a list, to find the innermost one around a span. They nest or are apart."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = sorted(entries, key=lambda entry: (entry.span.start, -entry.span.end))
        self._starts = [entry.span.start for entry in self.entries]
        self._outer: list[int] = []
        self._below: dict[int, list[int]] = {}
        around: list[int] = []
        for index, entry in enumerate(self.entries):
            while around and self.entries[around[-1]].span.end <= entry.span.start:
                around.pop()
            self._outer.append(around[-1] if around else -1)
            self._below.setdefault(self._outer[-1], []).append(index)
            around.append(index)

    def index(self, span: Span) -> int:
        """The index in `entries` of the innermost one around `span`; -1 outside of them."""
        index = bisect_right(self._starts, span.start) - 1
        while index >= 0 and not self.entries[index].span.contains(span):
            index = self._outer[index]
        return index

    def own(self, index: int) -> Iterator[Span]:
        """The parts of the entry at `index` that belong to no entry within it."""
        span = self.entries[index].span
        start = span.start
        for below in self._below.get(index, ()):
            yield Span(start, self.entries[below].span.start)
            start = self.entries[below].span.end
        yield Span(start, span.end)

    def touched(self, span: Span) -> Iterator[int]:
        """The indexes of the entries whose own text `span` covers a part of.

        An empty span covers what it stands within, not what it stands beside.
        """
        index = bisect_right(self._starts, max(span.end - 1, span.start))
        for at in range(index - 1, -1, -1):
            if any(_overlap(span, part) for part in self.own(at)):
                yield at
            if self._outer[at] < 0 and self.entries[at].span.end <= span.start:
                break


def _overlap(span: Span, part: Span) -> bool:
    return max(span.start, part.start) < min(span.end, part.end) or (
        part.start < span.start == span.end < part.end
    )

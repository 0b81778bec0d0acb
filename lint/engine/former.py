"""The names by which awesome-lint 0.1.0 knew the entry around a place.

An identity is made of the entry that a finding stands in. 0.1.0 read fewer entries, and called some
by another name: a row by the cell of its title or the first line of it, an item by the link that
opens it. So that a baseline written then hides the same findings now, each finding has, besides its
own identity, those that it may have had.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from lint.document.model import LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Heading, Item
    from lint.source import Span

Names = tuple[str, str]
"""The section of an entry and its title."""

OUTSIDE: Names = ("", "")
"""The names of what stands in no entry."""

_MOST_CELLS = 20
_MOST_ITEMS = 3


class FormerNames:
    """The names by which 0.1.0 may have known the entries of a document, by place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._rows = sorted(
            ((row, table) for table in document.tables for row in table.rows),
            key=lambda one: one[0].span.start,
        )
        self._row_starts = [row.span.start for row, _ in self._rows]
        self._items = sorted(document.items, key=lambda one: (one.span.start, -one.span.end))
        self._item_starts = [item.span.start for item in self._items]
        self._outer: list[int] = []
        around: list[int] = []
        for index, item in enumerate(self._items):
            while around and self._items[around[-1]].span.end <= item.span.start:
                around.pop()
            self._outer.append(around[-1] if around else -1)
            around.append(index)

    def around(self, span: Span) -> set[Names]:
        """The names of the entries that `span` may have been in; OUTSIDE is always one."""
        names = {OUTSIDE}
        index = bisect_right(self._row_starts, span.start) - 1
        if index >= 0 and self._rows[index][0].span.contains(span):
            row, table = self._rows[index]
            section = _last(table.headings)
            for cell in row.cells[:_MOST_CELLS]:
                names |= {(section, cell.text), (section, cell.text.partition("\n")[0])}
        names.update(
            (_last(item.headings), title)
            for item in islice(self._items_around(span), _MOST_ITEMS)
            if (title := self._opening(item)) is not None
        )
        return names

    def _items_around(self, span: Span) -> Iterator[Item]:
        """The items around `span`, innermost first."""
        index = bisect_right(self._item_starts, span.start) - 1
        while index >= 0:
            if self._items[index].span.contains(span):
                yield self._items[index]
            index = self._outer[index]

    def _opening(self, item: Item) -> str | None:
        """The text of the first link of an item that is no badge, if it has one."""
        links = self._document.links_in(item.text_span)
        plain = (one for one in links if one.kind is not LinkKind.IMAGE and one.badge is None)
        first = next(plain, None)
        return None if first is None else first.text


def _last(headings: tuple[Heading, ...]) -> str:
    return headings[-1].text if headings else ""

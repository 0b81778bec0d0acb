"""What the columns of a table are read from: its first records, and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.document.model import LinkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lint.document.model import Document, Link
    from lint.entries.candidates.records import Record
    from lint.entries.facts import Facts
    from lint.source import Span

# Rows that are looked at; what holds for so many holds for all.
_MOST = 200


class Reading(NamedTuple):
    """How the tables are to be read.

    `wanted` says whether the rows are entries; if it is None, the table does. `mapping` names the
    field of a column by its header, `marks` are null marks, folded. `is_date` says whether a cell
    is a date, for a column whose header may mean something else.
    """

    wanted: bool | None
    mapping: Mapping[str, str]
    marks: frozenset[str]
    is_date: Callable[[str], bool]


class Sample(NamedTuple):
    """The records of a table, with how they are to be read.

    `known_links` are the URLs of entries outside of tables.
    """

    document: Document
    facts: Facts
    reading: Reading
    headers: Sequence[str]
    every: Sequence[Record]
    known_links: frozenset[str]

    @property
    def records(self) -> Sequence[Record]:
        """The first records of the table."""
        return self.every[:_MOST]

    def links(self, span: Span) -> list[Link]:
        """The links within a span that are no pictures."""
        return [one for one in self.document.links_in(span) if one.kind is not LinkKind.IMAGE]

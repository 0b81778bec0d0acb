"""The dates of the entries of a list, each read once, by the habits of the whole list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lint.dates import cells as dates
from lint.entries.identity import series

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lint.dates.cells import StatedDate
    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.rules.base import Context
    from lint.source import Span


@dataclass(frozen=True, slots=True)
class Habit:
    """What is to be said once of a habit of the list, and where: at its first cell."""

    text: str
    place: Span


@dataclass(frozen=True, slots=True)
class ListDates:
    """The dates of a list by the spans of their entries, and its habits in writing them.

    `in_tables` has those of tables by where they stand, with the year that headings give.
    """

    by_entry: Mapping[Span, StatedDate]
    in_tables: Mapping[Span, tuple[StatedDate, int | None]]
    habits: tuple[Habit, ...]


def list_dates(document: Document, context: Context) -> ListDates:
    """The dates of all entries that have one."""
    return context.once(_settle, document)


def entry_date(entry: Entry, document: Document, context: Context) -> StatedDate | None:
    """What an entry says of its date, the year from the headings if need be; None if nothing."""
    stated = list_dates(document, context).by_entry.get(entry.span)
    return stated if stated is not None and stated.precision else None


def stated_dates(document: Document, context: Context) -> Iterator[str]:
    """What the entries of a document that state a year say of their dates, as in ISO 8601."""
    for stated in list_dates(document, context).by_entry.values():
        if stated.iso:
            yield stated.iso


def _settle(document: Document, context: Context) -> ListDates:
    latest = context.today.year + 1
    dated = []
    columns = []
    for each in series(document, context):
        entries = [entry for entry in each.entries if entry.fields.get("date")]
        if entries:
            year = dates.year_in((heading.text for heading in each.headings), latest=latest)
            cells = tuple(entry.fields["date"] for entry in entries)
            dated.append((each, entries))
            month = dates.month_in(each.headings[-1].text) if each.headings else None
            columns.append(dates.Column(cells, year, month, context.accepted))
    settled = dates.settle(columns, latest=latest)
    by_entry = {}
    in_tables = {}
    for (each, entries), column, found in zip(dated, columns, settled.dates, strict=True):
        for entry, stated in zip(entries, found, strict=True):
            by_entry[entry.span] = stated
            if each.table is not None:
                in_tables[entry.places["date"]] = stated, column.year
    habits = tuple(
        Habit(note.text, dated[at][1][cell].places["date"])
        for note in settled.notes
        # Of items, a date is only what reads as one.
        for at, cell in [one for one in note.cells if dated[one[0]][0].table is not None][:1]
    )
    return ListDates(by_entry, in_tables, habits)

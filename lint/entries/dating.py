"""The dates of entries as values, read once by the habits of the whole list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.dates import cells
from lint.entries.identity import series_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.source import Span


class Habit(NamedTuple):
    """What to say once of how a list writes its dates, and where: at the first cell written so."""

    text: str
    place: Span


class Dated(NamedTuple):
    """The entries of a list, each with its date as a value, and the list's habits."""

    entries: tuple[Entry, ...]
    habits: tuple[Habit, ...] = ()


def with_dates(
    document: Document,
    entries: Iterable[Entry],
    *,
    accepted: frozenset[str],
    latest: int,
    excused: Collection[int] = (),
) -> Dated:
    """`entries` with their dates as values, as the cells of the whole list tell to read them.

    `accepted` are notations that the configuration accepts, `latest` is the last year that a date
    may have: next year, for whoever knows today's. `excused` are the entries, by `id`, whose cell
    need not be a date.
    """
    entries = tuple(entries)
    columns: list[cells.Column] = []
    dated: list[tuple[bool, Sequence[Entry]]] = []
    for each in series_of(document, [one for one in entries if one.fields.get("date")]):
        year = cells.year_in((heading.text for heading in each.headings), latest=latest)
        month = cells.month_in(each.headings[-1].text) if each.headings else None
        texts = tuple(entry.fields["date"] for entry in each.entries)
        columns.append(cells.Column(texts, year, month, accepted))
        dated.append((each.table is not None, each.entries))
    if not columns:
        return Dated(entries)
    settled = cells.settle(columns, latest=latest)
    dates = {
        id(entry): date._replace(reason="", slip=None) if id(entry) in excused else date
        for (_, written), stated in zip(dated, settled.dates, strict=True)
        for entry, date in zip(written, stated, strict=True)
    }
    habits = tuple(
        Habit(note.text, dated[at][1][cell].places["date"])
        for note in settled.notes
        # Of items, a date is only what reads as one.
        for at, cell in [one for one in note.cells if dated[one[0]][0]][:1]
    )
    return Dated(
        tuple(
            entry._replace(date=dates[id(entry)]) if id(entry) in dates else entry
            for entry in entries
        ),
        habits,
    )

"""Dates behind a title: which of two counts, and a day in front of other words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lint.dates import cells
from lint.entries.fields.marks import STOP

if TYPE_CHECKING:
    from lint.entries.fields.line import Line

_LONGEST, _MOST_STOPS = 60, 4


def take_date(line: Line, start: int, end: int) -> None:
    """A calendar date goes before a venue with its year, which is the venue then."""
    parts, view = line.parts, line.view
    new = (start, end)
    if parts.date is None:
        parts.date = new
        return
    old = cells.read(view.value(*parts.date))
    date = cells.read(view.value(*new))
    if date is not None and (old is None or date.precision > old.precision):
        if old is not None and old.venue:
            parts.venue = parts.venue or parts.date
        parts.date = new
    elif date is not None and date.venue:
        parts.venue = parts.venue or new


def front_day(line: Line, start: int, end: int) -> int:
    """Where a day of a known year ends that a mark parts from the words behind it; -1 without."""
    found = -1
    for match in islice(
        STOP.finditer(line.text, start + 1, min(end, start + _LONGEST)), _MOST_STOPS
    ):
        words = line.view.value(start, match.start())
        date = cells.read(words) if any(map(str.isdigit, words)) else None
        if date is not None and date.precision > 1 and date.year is not None and not date.venue:
            found = match.start()
    return found if any(map(str.isalpha, line.text[found:end])) else -1

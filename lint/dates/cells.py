"""What a curator means by a date: `2024-05`, `Mar/2023`, `NeurIPS 2022`, `AAAI'26`, `2023年5月`.

What can state a date passes, since no tool knows every venue and every habit; what cannot
(`2025--01`, month 13, a lone word that is no known venue) and what states two dates at once
(`7/4/23`) does not, unless the other cells of the list tell which one is meant. Everything here is
a pure function of text. `settle` reads all the cells of a list at once, each into a `StatedDate`;
`stated` reads one. Notations have names such as `YYYY-MM` or `M/D/YY`, for which see
`lint.dates.notations`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from lint.dates.conventions import OPTIONAL, Column, Convention, Note, Settled, learn, settle
from lint.dates.lines import Line, may_be_date, may_state_date, scan
from lint.dates.notations import LATEST, Date, century, plausible
from lint.dates.readings import (
    OTHER_CALENDAR,
    StatedDate,
    best_of,
    defect_of,
    is_of_another_calendar,
    lines_of,
    stated,
)
from lint.dates.venues import is_publication, known
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "LATEST",
    "OPTIONAL",
    "OTHER_CALENDAR",
    "Column",
    "Convention",
    "Date",
    "Note",
    "Settled",
    "StatedDate",
    "check",
    "is_one",
    "lead",
    "learn",
    "month_in",
    "parse",
    "read",
    "settle",
    "stated",
    "year_in",
]

# What stands before an item's first link is a date only if it is short.
_LONGEST_LEAD = 60
# A year in a heading, alone or with month and day; not the beginning of an arXiv id.
_YEAR = lazy(r"(?<![\d.])(\d{4})(?:\d\d){0,2}(?!\d|\.\d{3})|(?<=\S)['\u2019](\d\d)(?!\w)")
_RANGE_MARK = lazy("\\d\\s?[-~\u2013\u2014\uff5e]\\s?[\\dA-Z]")
_BRACKETS = lazy(r"[^\w([{]*+[(\[{][^\n]*[)\]}][^\w)\]}\n]*+[^\w)\]}]*+")


def parse(text: str, *, latest: int = LATEST) -> list[Date]:
    """All readings of the first date in the line `text`: `7/4/23` has two, `12/29/22` has one.

    The name of a known venue alone is read as the notation `VENUE`; [] is not a date at all.
    `latest` is the last year that a date may have: next year, for whoever knows today's.
    """
    line = scan(text, latest)
    if line.dates:
        return list(line.dates[0])
    if line.defect is None and known(line.text):
        return [Date(None, None, None, "VENUE", line.text)]
    return []


def check(
    text: str,
    *,
    year_from_heading: bool,
    accepted: frozenset[str] = frozenset(),
    venue_column: bool = False,
    latest: int = LATEST,
) -> str | None:
    """Why the cell `text` states no date, as the words of a message; None if it is in order.

    `text` has its markup stripped and a line break where `<br>` stood. Its lines stand for
    themselves, or for one date together (`NeurIPS` above `2022`). Of the `OPTIONAL` notations
    those in `accepted` pass, and `MM-DD` and its like also if headings give the year. Any text
    passes in a column for venues. A cell that is empty, or says on purpose that there is not a date
    (`-`, `TBA`), passes: whether it may is not a question of notation.
    """
    if venue_column or is_of_another_calendar(text):
        return None
    return defect_of(lines_of(text, latest, ahead=False), accepted, year_known=year_from_heading)


def read(
    text: str,
    *,
    heading_year: int | None = None,
    accepted: frozenset[str] = frozenset(),
    latest: int = LATEST,
) -> Date | None:
    """The most precise date in the cell `text`, with its venue; None where it states none.

    Of an ambiguous date only what all its readings have in common is known: the year of `7/4/23`.
    A date without a year has `heading_year`, which may be None.
    """
    return best_of(lines_of(text, latest), heading_year, accepted)


def lead(text: str, *, latest: int = LATEST) -> Date | None:
    """The date that `text`, which stands before the first link of a list item, consists of.

    A year may have a venue with it if that is known (`ICML 2023`) or, in brackets, an abbreviation
    (`[XYZ 2023]`). None if the text says anything else, or no year and no day.
    """
    if not 0 < len(text) <= _LONGEST_LEAD or not may_be_date(text, latest):
        return None
    line = scan(text.replace("\n", " "), latest)
    date = best_of([line], None, frozenset()) if line.defect is None else None
    if date is None or (date.year is None and date.day is None):
        return None
    bracketed = _BRACKETS.fullmatch(text) is not None
    abbreviated = all(bracketed and sum(map(str.isupper, word)) > 1 for word in line.names)
    return date if abbreviated or _is_venue(line) else None


@lru_cache(maxsize=2048)
def is_one(text: str) -> bool:
    """Whether `text` is one date alone, or the ends of a range: `May 30 - Jun 2, 2023`."""
    if not 0 < len(text) <= _LONGEST_LEAD or not may_state_date(text):
        return False
    line = scan(text)
    if line.defect is not None or line.words or not line.dates:
        return False
    return len(line.dates) == 1 or (len(line.dates) == 2 and _RANGE_MARK.search(text) is not None)


def year_in(heading_texts: Iterable[str], *, latest: int = LATEST) -> int | None:
    """The year that headings, outermost first, give to what is below them; None if they do not.

    The innermost heading with a year decides; one with several (`2023-2025`) gives none.
    """
    found = None
    for text in heading_texts:
        years = {
            int(match[1]) if match[1] else century(int(match[2]), latest)
            for match in _YEAR.finditer(unicodedata.normalize("NFKC", text))
        }
        years = {year for year in years if year is not None and plausible(year, latest)}
        if len(years) == 1:
            (found,) = years
    return found


def month_in(heading_text: str) -> int | None:
    """The month that a heading is: `08月`, `August`, `août 2024`; None if it says anything else."""
    text = heading_text.strip()[:_LONGEST_LEAD]
    line = scan(text)
    if len(line.dates) != 1 or line.words or line.defect or line.dates[0][0].day:
        return None
    return line.dates[0][0].month


def _is_venue(line: Line) -> bool:
    """Whether the words of `line` beside its date are the name of a venue, and no sentence."""
    names = [word for word in line.words if word in line.names or word in {"of", "de", "du"}]
    return line.venue and is_publication(" ".join(names))

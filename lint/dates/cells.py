"""What a curator means by a date: `2024-05`, `Mar/2023`, `NeurIPS 2022`, `AAAI'26`, `2023年5月`.

What can state a date passes, since no tool knows every venue and every habit; what cannot
(`2025--01`, month 13, a lone word that is no known venue) and what states two dates at once
(`7/4/23`) does not, unless the other cells of the table tell which one is meant. Everything here is
a pure function of text. Notations have names such as `YYYY-MM` or `M/D/YY`, for which see
`lint.dates.notations`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lint.dates.lines import Line, scan
from lint.dates.notations import LATEST, Date, century, plausible
from lint.dates.venues import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "LATEST",
    "OPTIONAL",
    "Convention",
    "Date",
    "check",
    "lead",
    "learn",
    "parse",
    "read",
    "year_in",
]

# Notations that state a date once a year is known from elsewhere.
_YEARLESS = frozenset(
    {
        *("MM-DD", "MM/DD", "MM.DD", "DD-MM", "DD/MM", "DD.MM"),
        *("Mon DD", "DD Mon", "Mon", "M月", "M月D日"),
    }
)
# ISO 8601 has two digits for month and day; with one, a column sorts wrong.
_UNPADDED = frozenset({"YYYY-M", "YYYY-M-D"})
# Years of other calendars, or before ours: Chinese numerals, the Buddhist era, BC and its like. In
# numbers, those of today: Solar Hijri and Islamic (in Persian and Arabic digits, too), Buddhist
# (in Thai ones), Hebrew.
_OTHER_CALENDAR = re.compile(
    r"[\u3007零一二三四五六七八九十]{2,}年|พ\.?ศ\.?|\b(?:BCE?|CE|AD)\b|\bB\.C\.|\bA\.D\."
    r"|(?<![\w.])(?:1[34]\d|[\u06f1\u0661][\u06f3\u06f4\u0663\u0664]\d"
    r"|(?:25|\u0e52\u0e55)[3-7\u0e53-\u0e57]|57[4-9])\d(?:[-/.]\d{1,2}(?!\d)|\Z)"
)
_LONGEST_SEARCHED = 200
_ORDERS = {"M/D/YY": "month first", "D/M/YY": "day first", "YY/MM/DD": "year first"}
# Notations in which a cell can state several dates: the orders with each mark and full years.
_ORDERED = frozenset(
    order.replace("/", mark) for mark in "/-." for order in (*_ORDERS, "M/D/YYYY", "D/M/YYYY")
)
_ORDER_OF = {
    name: name.replace("YYYY", "YY").replace("-", "/").replace(".", "/") for name in _ORDERED
}
OPTIONAL = _YEARLESS | _UNPADDED | _ORDERED
"""The notations that are accepted where they are asked for, or where a table keeps to them."""

# What a table does in at least this share of its cells it does on purpose.
_MOST = 0.8
# A table keeps to a habit from this number of cells on.
_SEVERAL = 3
# A list that is still kept means the later year where two digits leave a choice of decades.
_RECENT = 2010
# What stands before an item's first link is a date only if it is short.
_LONGEST_LEAD = 60
_LONGEST_QUOTE = 60
# Nobody stacks more lines than this in a cell for a date.
_MOST_LINES = 20

# A year in a heading, alone or with month and day; not the beginning of an arXiv id.
_YEAR = re.compile(r"(?<![\d.])(\d{4})(?:\d\d){0,2}(?!\d|\.\d{3})|(?<=\S)['\u2019](\d\d)(?!\w)")
_UNPADDED_CELL = re.compile(r"\W*\d{4}(?:-[1-9]\d?){1,2}\W*")
_BRACKETS = re.compile(r"\W*[(\[{][^\n]*[)\]}]\W*")


@dataclass(frozen=True, slots=True)
class Convention:
    """A habit of a table: `notations` are to be accepted in its cells, `text` tells the curator."""

    notations: frozenset[str]
    text: str


def parse(text: str, *, latest: int = LATEST) -> list[Date]:
    """All readings of the first date in the line `text`: `7/4/23` has two, `12/29/22` has one.

    The name of a known venue alone is read as the notation `VENUE`; [] is no date at all.
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
    passes in a column for venues. A cell that is empty, or says on purpose that there is no date
    (`-`, `TBA`), passes: whether it may is not a question of notation.
    """
    if venue_column or _OTHER_CALENDAR.search(text[:_LONGEST_SEARCHED]):
        return None
    lines = _lines(text, latest)
    stated = False
    yearless = None
    for line in lines:
        if line.defect is not None:
            return line.defect
        for readings in line.dates:
            options = _options(readings, accepted, year_known=year_from_heading)
            reading = options[0]
            if _ambiguous(options):
                return f"{_quoted(line.text)} is ambiguous: {_choice(options)}"
            if reading.notation in _UNPADDED - accepted:
                return f"{_quoted(line.text)} is not {_padded(reading)}"
            if reading.year is not None or year_from_heading or reading.notation in accepted:
                stated = True
            elif yearless is None:
                yearless = f"{_quoted(line.text)} has no year, and no heading gives one"
    if stated or yearless is not None:
        return None if stated else yearless
    return _unknown(lines)


def learn(
    cells: Iterable[str],
    *,
    year_from_heading: bool = False,
    accepted: frozenset[str] = frozenset(),
    latest: int = LATEST,
) -> Convention | None:
    """The habit that explains what `check` rejects in the date cells of one table, if there is one.

    Numeric dates have an order if most cells are such dates, all of them can be read in that
    order and not all in another: `12/29/22` shows that `7/4/23` is in July. Dates without a year
    or without padding are a habit if most cells, and at least three, are written so. A table in
    which `check` rejects nothing needs no call.
    """
    stated = [lines for cell in cells if (lines := _lines(cell, latest))]
    dates = [[readings for line in lines for readings in line.dates] for lines in stated]
    firsts = [cell[0] for cell in dates if cell]
    enough = len(stated) * _MOST

    numeric = [readings for readings in firsts if readings[0].notation in _ORDERED]
    if numeric and len(numeric) >= enough:
        return _order(numeric, accepted)
    if len(firsts) < _SEVERAL or len(firsts) < enough:
        return None
    yearless = {readings[0].notation for readings in firsts} & _YEARLESS - accepted
    if yearless and not year_from_heading:
        lacking = [cell for cell in dates if cell and all(_lacks_year(each) for each in cell)]
        rejected = any(
            _lacks_year(_options(each[0], accepted, year_known=False)) for each in lacking
        )
        if rejected and len(lacking) >= max(enough, _SEVERAL):
            shown = " or ".join(sorted(yearless))
            return Convention(frozenset(yearless), f"dates are written {shown}, without a year")
    short = [readings[0].notation for readings in firsts if readings[0].notation in _UNPADDED]
    fitting = sum(_UNPADDED_CELL.fullmatch(lines[0].text) is not None for lines in stated)
    if len(short) >= _SEVERAL and fitting >= enough and not accepted.issuperset(short):
        shown = " or ".join(sorted(set(short)))
        return Convention(frozenset(short), f"dates are written {shown}, with one digit below 10")
    return None


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
    return _best(_lines(text, latest), heading_year, accepted)


def lead(text: str, *, latest: int = LATEST) -> Date | None:
    """The date that `text`, which stands before the first link of a list item, consists of.

    A year may have a venue with it if that is known (`ICML 2023`) or, in brackets, an abbreviation
    (`[XYZ 2023]`). None if the text says anything else, or no year and no day.
    """
    if not 0 < len(text) <= _LONGEST_LEAD:
        return None
    line = scan(text.replace("\n", " "), latest)
    date = _best([line], None, frozenset()) if line.defect is None else None
    if date is None or (date.year is None and date.day is None):
        return None
    bracketed = _BRACKETS.fullmatch(text) is not None
    abbreviated = all(bracketed and sum(map(str.isupper, word)) > 1 for word in line.names)
    return date if abbreviated or line.venue else None


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


def _lines(text: str, latest: int) -> list[Line]:
    """The lines of a cell that say something."""
    parts = text.split("\n", _MOST_LINES)[:_MOST_LINES]
    return [line for part in parts if part and not (line := scan(part, latest)).empty]


def _options(
    readings: Sequence[Date], accepted: frozenset[str], *, year_known: bool
) -> Sequence[Date]:
    """The readings of one date that remain: the accepted ones, those that a known year needs."""
    if len(readings) == 1:
        return readings
    options = [reading for reading in readings if reading.notation in accepted] or readings
    recent = [each for each in options if each.year is None or each.year >= _RECENT]
    options = recent or options
    dated = [reading for reading in options if reading.year is not None]
    if year_known or not dated:
        return [reading for reading in options if reading.year is None] or dated
    return dated


def _lacks_year(readings: Sequence[Date]) -> bool:
    return any(reading.year is None for reading in readings)


def _order(numeric: list[tuple[Date, ...]], accepted: frozenset[str]) -> Convention | None:
    """The one order in which all the numeric dates can be read, if any of them needs it."""
    orders = [
        {_ORDER_OF[reading.notation]: reading for reading in readings} for readings in numeric
    ]
    common = set(orders[0]).intersection(*orders)
    if len(common) != 1:
        return None
    (order,) = common
    if not any(_ambiguous(_options(each, accepted, year_known=False)) for each in numeric):
        return None
    notations = frozenset(readings[order].notation for readings in orders)
    shown = " or ".join(sorted(notations, key=len))
    return Convention(notations, f"dates are written {shown}, {_ORDERS[order]}")


def _best(lines: list[Line], year: int | None, accepted: frozenset[str]) -> Date | None:
    best = None
    venue = ""
    for line in lines:
        for readings in line.dates:
            date = _common(_options(readings, accepted, year_known=year is not None))
            if date.year is None:
                date = replace(date, year=year)
            venue = venue or date.venue
            if best is None or date.precision > best.precision:
                best = date
        if not line.dates and line.venue:
            venue = venue or line.text
    return replace(best, venue=best.venue or venue) if best and best.precision else None


def _common(options: Sequence[Date]) -> Date:
    """What all the readings of a date agree in."""
    first = options[0]
    if not _ambiguous(options):
        return first
    year, month, day = (
        values[0] if len(set(values)) == 1 else None
        for values in zip(*(_day(option) for option in options), strict=True)
    )
    return replace(first, year=year, month=month, day=day)


def _day(date: Date) -> tuple[int | None, int | None, int | None]:
    return date.year, date.month, date.day


def _ambiguous(options: Sequence[Date]) -> bool:
    return len(options) > 1 and any(_day(option) != _day(options[0]) for option in options)


def _choice(options: Sequence[Date]) -> str:
    """The readings in words: `4 July or 7 April 2023`."""
    dates = list(dict.fromkeys(options))
    if len({date.year for date in dates}) == 1:
        dates[:-1] = [replace(date, year=None) for date in dates[:-1]]
    shown = [str(date) for date in dates]
    return " or ".join((", ".join(shown[:-1]), shown[-1]))


def _quoted(text: str) -> str:
    return f"'{text}'" if len(text) <= _LONGEST_QUOTE else f"'{text[:_LONGEST_QUOTE]}…'"


def _padded(date: Date) -> str:
    """What an unpadded date is not, and how it would be written."""
    if date.day is None:
        return f"YYYY-MM, as in {date.year}-{date.month:02}"
    return f"YYYY-MM-DD, as in {date.year}-{date.month:02}-{date.day:02}"


def _unknown(lines: list[Line]) -> str | None:
    """What is wrong with lines that state no date: a text that no known venue explains."""
    if known(" ".join(line.text for line in lines)):
        return None
    for line in lines:
        if not line.venue:
            return f"{_quoted(line.text)} is no date"
    return None

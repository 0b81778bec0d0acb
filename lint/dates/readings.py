"""What a cell states of a date, as one value: its parts, or why it cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.credentials import hide
from lint.dates.lines import OLD_YEAR, Line, scan
from lint.dates.notations import LATEST, Date
from lint.dates.venues import known
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

# Notations that state a date once a year is known from elsewhere.
YEARLESS = frozenset(
    {
        *("MM-DD", "MM/DD", "MM.DD", "DD-MM", "DD/MM", "DD.MM"),
        *("Mon DD", "DD Mon", "Mon", "M月", "M月D日"),
    }
)
# ISO 8601 has two digits for month and day; with one, a column sorts wrong.
UNPADDED = frozenset({"YYYY-M", "YYYY-M-D"})
_BARE_YEARS = frozenset({"YYYY", "'YY", "YYYY年"})

OTHER_CALENDAR = "other calendar"
"""The notation of a date whose year is not one of ours."""

# Years of other calendars, or before ours: Chinese numerals, the Buddhist era, BC and its like. In
# numbers, those of today: Solar Hijri and Islamic (in Persian and Arabic digits, too), Buddhist
# (in Thai ones), Hebrew.
_OTHER_CALENDAR = lazy(
    r"(?<![\u3007零一二三四五六七八九十])[\u3007零一二三四五六七八九十]{2,}+年|พ\.?ศ\.?|\b(?:BCE?|CE|AD|AH)\b|\bB\.C\.|\bA\.D\."
    r"|(?<![\w.])(?:1[34]\d|[\u06f1\u0661][\u06f3\u06f4\u0663\u0664]\d"
    r"|(?:25|\u0e52\u0e55)[3-7\u0e53-\u0e57]|57[4-9])\d(?:\s?[-/.]\s?\d{1,2}(?!\d)|\Z)"
)
# Months of the Solar Hijri and the Islamic calendar, and of the Hebrew one.
_OTHER_MONTHS = lazy(
    "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|بهمن|اسفند|محرم|صفر|ربيع|جمادى|رجب|شعبان"
    "|رمضان|شوال|ذو"
    r"|(?i:\b(?:farvardin|ordibehesht|khordad|mordad|shahrivar|aban|azar|bahman|esfand|muharram"
    r"|safar|rajab|shaban|ramadan|shawwal|tishrei|kislev|tevet|shevat|nissan|iyar|sivan|tammuz)\b)"
)
_OTHER_YEAR = lazy(r"(?<!\d)(?:1[34]\d\d|57[4-9]\d)(?!\d)")
_LONGEST_SEARCHED = 200
_THIS_CENTURY = lazy(r"(?<!\d)20\d\d(?!\d)")
# A list that is still kept means the later year where two digits leave a choice of decades.
_RECENT = 2010
_LONGEST_QUOTE = 60
# Nobody stacks more lines than this in a cell for a date.
_MOST_LINES = 20


class Slip(NamedTuple):
    """What is written in a date, and what it should be: certain, so that a fix may write it."""

    written: str
    meant: str


class StatedDate(NamedTuple):
    """What a cell, or the beginning of an item, states of a date.

    `text` is what is written. `year`, `month` and `day` are what is known for certain, `notation`
    is how the date is written (see `lint.dates.notations`, and `OTHER_CALENDAR`), `venue` the
    venue that is stated with it. `reason` says in the words of a message why the text cannot be
    read, or lacks its year; it is "" for a date that is in order, for a venue alone, and for text
    that says on purpose that there is not a date. `slip` is what to write instead.
    """

    text: str
    notation: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    venue: str = ""
    reason: str = ""
    slip: Slip | None = None

    @property
    def precision(self) -> int:
        """How many of year, month and day are known: 0 for what states no date."""
        return sum(part is not None for part in (self.year, self.month, self.day))

    @property
    def iso(self) -> str:
        """As much of `YYYY-MM-DD` (ISO 8601) as is known without a gap; "" without a year."""
        return Date(self.year, self.month, self.day, "").iso


def stated(
    text: str,
    *,
    year: int | None = None,
    accepted: frozenset[str] = frozenset(),
    latest: int = LATEST,
) -> StatedDate:
    """What the cell `text` states.

    `text` has its markup stripped and a line break where `<br>` stood. `year` is that which
    headings give to a date without one; a year in the cell comes before it. `accepted` are the
    notations that the table keeps to, or a curator accepts, of those that are not sound by
    themselves (`lint.dates.cells.OPTIONAL`). `latest` is the last year of a date: next year,
    for whoever knows today's. A year in four digits that lies ahead is read all the same.
    """
    return of_lines(text, lines_of(text, latest), year, accepted)


def of_lines(
    text: str, lines: Sequence[Line], year: int | None, accepted: frozenset[str]
) -> StatedDate:
    """What `text` states by its lines, for which see `lines_of` and `stated`."""
    if is_of_another_calendar(text):
        return StatedDate(text, OTHER_CALENDAR)
    best = best_of(lines, year, accepted)
    reason = defect_of(lines, accepted, year_known=year is not None)
    slip = next((Slip(*line.slip) for line in lines if line.slip), None) if reason else None
    if best is None:
        return StatedDate(text, reason=reason or "", slip=slip)
    parts = best.year, best.month, best.day
    return StatedDate(text, best.notation, *parts, best.venue, reason or "", slip)


def is_of_another_calendar(text: str) -> bool:
    """Whether `text` has a year of a calendar in use other than ours, or one before its first."""
    text = text[:_LONGEST_SEARCHED]
    if _OTHER_CALENDAR.search(text):
        return True
    return _OTHER_YEAR.search(text) is not None and _OTHER_MONTHS.search(text) is not None


def lines_of(text: str, latest: int, *, ahead: bool = True) -> list[Line]:
    """The lines of a cell that say something.

    With `ahead`, what cannot be read by `latest` is read by the last year of all, if that explains
    it: a year that lies ahead is a year.
    """
    parts = text.split("\n", _MOST_LINES)[:_MOST_LINES]
    lines = [line for part in parts if part and not (line := scan(part, latest)).empty]
    if (
        ahead
        and latest < LATEST
        and (
            any(line.defect or not line.dates for line in lines)
            or any(int(year) > latest for year in _THIS_CENTURY.findall(text[:_LONGEST_SEARCHED]))
        )
    ):
        later = lines_of(text, LATEST)
        if any(line.dates for line in later) and not any(line.defect for line in later):
            return later
    return lines


def defect_of(lines: Sequence[Line], accepted: frozenset[str], *, year_known: bool) -> str | None:
    """Why the lines of a cell state no date, as the words of a message; None if they may.

    `year_known` says that headings give the year. No line, which says nothing, is in order.
    """
    known_year = year_known or own_year(lines) is not None
    is_stated = False
    yearless = None
    for line in lines:
        if line.defect is not None:
            return line.defect
        for readings in line.dates:
            options = options_of(readings, accepted, year_known=known_year)
            reading = options[0]
            if is_ambiguous(options):
                return f"{_quoted(line.text)} is ambiguous: {_choice(options)}"
            if reading.notation in UNPADDED - accepted:
                return f"{_quoted(line.text)} is not {_padded(reading)}"
            if reading.notation == OLD_YEAR and OLD_YEAR not in accepted:
                return f"{_quoted(line.text)} is not a date"
            if reading.year is not None or known_year or reading.notation in accepted:
                is_stated = True
            elif yearless is None:
                yearless = f"{_quoted(line.text)} has no year, and no heading gives one"
    if is_stated or yearless is not None:
        return None if is_stated else yearless
    return _unknown(lines)


def own_year(lines: Sequence[Line]) -> int | None:
    """The one year that stands by itself in a cell, beside or below a day without a year.

    That of a venue is none: a paper of a conference in January is of the year before.
    """
    readings = [each for line in lines for each in line.dates]
    if len(readings) < 2:
        return None
    years = {each[0].year for each in readings if each[0].notation in _BARE_YEARS}
    return years.pop() if len(years) == 1 else None


def best_of(lines: Sequence[Line], year: int | None, accepted: frozenset[str]) -> Date | None:
    """The most precise date of the lines, with their venue; None if they state none.

    Of an ambiguous date only what all its readings have in common is known.
    """
    own = own_year(lines)
    year = year if own is None else own
    best = None
    venue = ""
    for line in lines:
        for readings in line.dates:
            date = _common(options_of(readings, accepted, year_known=year is not None))
            if date.notation == OLD_YEAR and OLD_YEAR not in accepted:
                continue
            if date.year is None:
                date = date._replace(year=year)
            venue = venue or date.venue
            if best is None or date.precision > best.precision:
                best = date
        if not line.dates and line.venue:
            venue = venue or line.text
    return best._replace(venue=best.venue or venue) if best and best.precision else None


def options_of(
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


def lacks_year(readings: Sequence[Date]) -> bool:
    """Whether a date can be read without a year."""
    return any(reading.year is None for reading in readings)


def is_ambiguous(options: Sequence[Date]) -> bool:
    """Whether the readings of a date are of several days."""
    return len(options) > 1 and any(_day(option) != _day(options[0]) for option in options)


def _common(options: Sequence[Date]) -> Date:
    """What all the readings of a date agree in."""
    first = options[0]
    if not is_ambiguous(options):
        return first
    year, month, day = (
        values[0] if len(set(values)) == 1 else None
        for values in zip(*(_day(option) for option in options), strict=True)
    )
    return first._replace(year=year, month=month, day=day)


def _day(date: Date) -> tuple[int | None, int | None, int | None]:
    return date.year, date.month, date.day


def _choice(options: Sequence[Date]) -> str:
    """The readings in words: `4 July or 7 April 2023`."""
    dates = list(dict.fromkeys(options))
    if len({date.year for date in dates}) == 1:
        dates[:-1] = [date._replace(year=None) for date in dates[:-1]]
    shown = [str(date) for date in dates]
    return " or ".join((", ".join(shown[:-1]), shown[-1]))


def _quoted(text: str) -> str:
    text = hide(text)
    return f"'{text}'" if len(text) <= _LONGEST_QUOTE else f"'{text[:_LONGEST_QUOTE]}…'"


def _padded(date: Date) -> str:
    """What an unpadded date is not, and how it would be written."""
    if date.day is None:
        return f"YYYY-MM, as in {date.year}-{date.month:02}"
    return f"YYYY-MM-DD, as in {date.year}-{date.month:02}-{date.day:02}"


def _unknown(lines: Sequence[Line]) -> str | None:
    """What is wrong with lines that state no date: a text that no known venue explains."""
    if known(" ".join(line.text for line in lines)):
        return None
    for line in lines:
        if not line.venue:
            return f"{_quoted(line.text)} is not a date"
    return None

"""The parts of a date line: numbers, dates in numbers, months, words, and what is broken.

A notation's name shows its form: YYYY, MM and DD have all their digits, M and D need not, Mon is
the name of a month, short or full.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lint.dates.months import MONTHS, month_number, respelt, roman
from lint.dates.venues import known
from lint.patterns import lazy

# The years that a date can have; whoever knows today's date says more about the last one.
EARLIEST, LATEST = 1900, 2099
# A day, or a year in a column of years, may be of the time since printing; a number may not.
PRINTING = 1500
# The year before the first of the Republic of China, by which Taiwan counts.
REPUBLIC = 1911

SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter", "early", "mid", "late"})
_FILLERS = """
    a about accepted added after and approx around as at before beginning by c ca circa created
    current currently date de del di du end est first from fy half in last later modified now of
    on ongoing or post posted pre present published quarter rev revised second since started
    submitted the till to today until up updated ver version via week
    do of em vom am le г год года р року roku
"""  # noqa: RUF001 - letters of other alphabets
# Words beside a date that are no venue.
FILLERS = SEASONS.union(_FILLERS.split())

_LETTER = lazy(r"[^\W\d_]")
_NUMERIC = lazy(r"(\d{1,4})([-./])(\d{1,4})(?:([-./])(\d{1,4}))?")
_DOUBLED = lazy(r"[-./]{2}")
_RANGE = lazy(r"(\d[\d./-]*?)--?(\d{4}(?:[-./]\d{1,2}){0,2})")
_ORDINAL = lazy(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª)", re.IGNORECASE)
_WEEK = lazy(r"(\d{4})-?[Ww](\d\d)(?:-[1-7])?")
_TIMESTAMP = lazy(r"(\d{4}-?\d\d-?\d\d)T[\dZ]*")
_YEAR_WORD = lazy(r"(\d{4}[\d./-]*?)[-/.']?([^\W\d_][^\W\d_./'-]*\d?)")
_ARXIV_ID = lazy(r"(\d\d)(\d\d)\.\d{4,5}")
_WORD_YEAR = lazy(r"(.*[^\W\d_])([-/.']*)(\d{4}|\d\d)")
_QUARTER_YEAR = lazy(r"([QqHh][1-4])([-/']|(?=\d{4}))(\d{4}|\d\d)")
_PIECE = lazy(r"'\d\d|\d+|[^\W\d_]+")
# A month in Roman numerals: `17.V.2024`, `V/2024`.
_MARKS = lazy(r"[-./]")
_ROMAN_DATE = lazy(r"(?:(\d{1,2})([./-]))?([IVX]{1,4})[./-](\d{4})")
# Letters that stand for a digit (O of the Latin, the Cyrillic and the Greek alphabet, I and l), and
# dates in which they do.
_NOUGHTS = "Oo\u041e\u043e\u039f\u03bf"
LETTERS = str.maketrans({**dict.fromkeys(_NOUGHTS, "0"), **dict.fromkeys("Il", "1")})
LIKE_DIGIT = rf"[\dIl{_NOUGHTS}]"
_LIKE_YEAR = rf"[12Il]{LIKE_DIGIT}{{3}}"
_LETTERED = lazy(
    rf"{_LIKE_YEAR}(?:([-./]){LIKE_DIGIT}{{1,2}}(?:\1{LIKE_DIGIT}{{1,2}})?)?"
    rf"|{LIKE_DIGIT}{{1,2}}([-./])(?:{LIKE_DIGIT}{{1,2}}\2)?{_LIKE_YEAR}"
)


class Date(NamedTuple):
    """One reading of a date as it is written; what it does not say is None or "".

    `notation` is a notation's name such as `YYYY-MM`, `venue` the words beside a bare year.
    """

    year: int | None
    month: int | None
    day: int | None
    notation: str
    venue: str = ""

    @property
    def precision(self) -> int:
        """How many of year, month and day are known."""
        return sum(part is not None for part in (self.year, self.month, self.day))

    @property
    def iso(self) -> str:
        """As much of `YYYY-MM-DD` (ISO 8601) as is known without a gap; "" without a year."""
        if self.year is None:
            return ""
        known = [f"{self.year:04}"]
        for part in (self.month, self.day):
            if part is None:
                break
            known.append(f"{part:02}")
        return "-".join(known)

    def __str__(self) -> str:
        """The date in words, as `4 July 2023`."""
        name = MONTHS[self.month - 1] if self.month else None
        return " ".join(str(part) for part in (self.day, name, self.year) if part is not None)


class Atom(NamedTuple):
    """A part of a line.

    Its `kind` is one of: Number of one or two digits, Year, Abbreviated year, Month, Date in
    numbers, Pair of numbers that states a day without a year, Word, Other (words with digits and
    numbers that are no date), Century (a number that may be a year before 1900) and X for what is
    broken, whose `text` says what is wrong, and `slip` what is written and what it should be, where
    that is certain.
    """

    kind: str
    text: str
    value: int = 0
    readings: tuple[Date, ...] = ()
    slip: tuple[str, str] | None = None


def plausible(year: int, latest: int) -> bool:
    """Whether a date of a list can be of this year."""
    return EARLIEST <= year <= latest


def century(two: int, latest: int) -> int | None:
    """The year that two digits mean: POSIX (strptime, %y) divides the centuries at 69."""
    year = two + (2000 if two < 69 else 1900)
    return year if year <= latest else None


def impossible(year: int | None, month: int, day: int | None) -> str:
    """What is wrong with a month or a day that no calendar has, "" if nothing."""
    if not 1 <= month <= 12:
        return f"month {month}"
    if day is None:
        return ""
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    last = (29 if leap else 28) if month == 2 else 30 if month in {4, 6, 9, 11} else 31
    if 1 <= day <= last:
        return ""
    shown = f" {year}" if month == 2 and day == 29 else ""
    return f"day {day} of {MONTHS[month - 1]}{shown}"


def _date(text: str, *readings: Date) -> Atom:
    return Atom("D", text, readings=readings)


def wrong(text: str, reason: str, meant: str = "") -> Atom:
    """The atom for `text`, which looks like a date and is none; `meant` is what it should be."""
    return Atom("X", f"'{text}' {reason}", slip=(text, meant) if meant else None)


def misspelt(word: Atom) -> Atom:
    """The atom for the word beside a year, broken if that is the name of a month with a slip."""
    meant = respelt(word.text)
    return wrong(word.text, f"is not a month; write {meant}", meant) if meant else word


def atoms_of(chunk: str, latest: int) -> list[Atom]:
    """The atoms of a chunk, which is word characters and the marks `-`, `.`, `/` and `'`."""
    if chunk.isdecimal():
        return [_number(chunk, latest)]
    bare = chunk.strip("-./'")
    if bare.isdecimal():
        if len(bare) == 2 and chunk.startswith("'"):
            return [Atom("A", chunk, year)] if (year := century(int(bare), latest)) else []
        return [_number(bare, latest)]
    if _LETTER.search(bare) is None:
        return _numeric(bare, latest) if bare else []
    month = month_number(bare)
    return [Atom("M", bare, month)] if month else _mixed(bare, latest)


def _number(text: str, latest: int) -> Atom:
    """A number without punctuation."""
    value = int(text)
    if len(text) <= 2:
        return Atom("N", text, value)
    if len(text) == 4 and plausible(value, latest):
        return Atom("Y", text, value)
    if len(text) == 4 and PRINTING <= value < EARLIEST:
        return Atom("C", text, value)
    if len(text) in {6, 8} and plausible(int(text[:4]), latest):
        month, day = int(text[4:6]), int(text[6:]) if len(text) == 8 else None
        if not impossible(int(text[:4]), month, day):
            notation = "YYYYMM" if day is None else "YYYYMMDD"
            return _date(text, Date(int(text[:4]), month, day, notation))
    if len(text) == 6 and (year := century(int(text[:2]), latest)):
        month, day = int(text[2:4]), int(text[4:])
        if not impossible(year, month, day):
            return _date(text, Date(year, month, day, "YYMMDD"))
    return Atom("O", text)


def _numeric(text: str, latest: int) -> list[Atom]:
    """Digits with punctuation: one date, a range of two, something broken, or another number."""
    if match := _ARXIV_ID.fullmatch(text):
        written, month = 2000 + int(match[1]), int(match[2])
        known_month = 2007 <= written <= latest and not impossible(written, month, None)
        return [
            _date(text, Date(written, month, None, "arXiv id")) if known_month else Atom("O", text)
        ]
    if match := _NUMERIC.fullmatch(text):
        if match[5] is None:
            return [_two(match, latest)]
        return [_three(match, latest) if match[2] == match[4] else _two_marks(match, latest)]
    if match := _RANGE.fullmatch(text):
        ends = atoms_of(match[1], latest) + atoms_of(match[2], latest)
        if all(end.kind in "YD" for end in ends):
            return ends
    first, _, rest = text.partition("-")
    if rest[:1].isdecimal() and not first.isdecimal():
        start = atoms_of(first, latest)
        return start if start[0].kind == "D" else [Atom("O", text)]
    year = text[:4]
    if _DOUBLED.search(text) and year.isdecimal() and plausible(int(year), latest):
        return [wrong(text, "is not a date")]
    return [Atom("O", text)]


def _two(match: re.Match[str], latest: int) -> Atom:
    """Two numbers: year and month in either order, two years, month and day."""
    text, a, separator, b = match[0], match[1], match[2], match[3]
    x, y = int(a), int(b)
    if len(a) == 4 and len(b) <= 2:
        if not plausible(x, latest):
            return _old(match)
        if 1 <= y <= 12:
            short = separator == "-" and len(b) == 1
            return _date(text, Date(x, y, None, "YYYY-M" if short else f"YYYY{separator}MM"))
        # 2019-20 is a season or an academic year.
        if separator != "." and x % 100 < y <= x % 100 + 10 and x // 100 * 100 + y <= latest:
            return _date(text, Date(x, None, None, "YYYY-YYYY"))
        return wrong(text, f"is not a date: month {y}")
    if len(a) == len(b) == 4 and separator != "." and PRINTING <= x < EARLIEST and x < y <= latest:
        return Atom("C", text, x)
    if len(b) == 4 and plausible(y, latest):
        if len(a) == 4 and separator != "." and plausible(x, latest):
            return _date(text, Date(x, None, None, "YYYY-YYYY"))
        if len(a) <= 2 and 1 <= x <= 12:
            return _date(text, Date(y, x, None, f"MM{separator}YYYY"))
        return wrong(text, f"is not a date: month {x}") if len(a) <= 2 else Atom("O", text)
    if len(a) <= 2 and len(b) <= 2:
        return _pair(match, latest)
    return Atom("O", text)


def _old(match: re.Match[str]) -> Atom:
    """A year that lists have seldom, before two digits: a range of years or a month of it."""
    text, year, second = match[0], int(match[1]), int(match[3])
    padded = len(match[3]) == 2 and 1 <= second <= 12
    if PRINTING <= year < EARLIEST:
        if match[2] == "-" and year % 100 < second:
            return Atom("C", text, year)  # 1859-60
        if padded:
            return _date(text, Date(year, second, None, f"YYYY{match[2]}MM"))
    return wrong(text, f"is not a date: year {match[1]}") if padded else Atom("O", text)


def _pair(match: re.Match[str], latest: int) -> Atom:
    """Two numbers of at most two digits: month and day, or month and short year."""
    text, a, separator, b = match[0], match[1], match[2], match[3]
    x, y = int(a), int(b)
    padded = len(a) == len(b) == 2
    if separator == "-" and 12 < x < y <= 31:
        return Atom("N", text, x)  # days of one month: May 17-19
    readings = []
    if padded or separator != ".":  # 2.5 is a version or a size
        if not impossible(None, x, y):
            readings.append(Date(None, x, y, f"MM{separator}DD"))
        elif not impossible(None, y, x):
            readings.append(Date(None, y, x, f"DD{separator}MM"))
        elif padded and x <= 12 and 29 < y <= 31:
            return wrong(text, f"is not a date: {impossible(None, x, y)}")
    if padded and x > 12 and 1 <= y <= 12 and (year := century(x, latest)):
        readings.append(Date(year, y, None, f"YY{separator}MM"))
    if padded and separator != "-" and 1 <= x <= 12 and (year := century(y, latest)):
        readings.append(Date(year, x, None, f"MM{separator}YY"))
    if not readings:
        return Atom("O", text)
    yearless = all(reading.year is None for reading in readings)
    return Atom("P" if yearless else "D", text, readings=tuple(readings))


def _three(match: re.Match[str], latest: int) -> Atom:
    """Three numbers with one separator: a day, in one or several orders."""
    text, a, separator, b, c = match[0], match[1], match[2], match[3], match[5]
    x, y, z = int(a), int(b), int(c)
    if len(a) == 4 and len(b) <= 2 and len(c) <= 2:
        known_year = PRINTING <= x <= latest
        reason = impossible(x, y, z) if known_year else f"year {a}"
        if reason:
            return wrong(text, f"is not a date: {reason}")
        short = separator == "-" and len(b + c) < 4
        notation = "YYYY-M-D" if short else f"YYYY{separator}MM{separator}DD"
        return _date(text, Date(x, y, z, notation))
    if len(a) == 3 and separator != "." and len(b) == len(c) == 2 and x > 99:
        here = x + REPUBLIC
        if here <= latest and not impossible(here, y, z):
            return _date(text, Date(here, y, z, f"YYY{separator}MM{separator}DD"))
    if len(a) > 2 or len(b) > 2 or len(c) not in {2, 4}:
        return Atom("O", text)
    year = z if len(c) == 4 else century(z, latest)
    orders = [(year, x, y, "M/D/"), (year, y, x, "D/M/")]
    if separator == ".":  # day first wherever dates are written with dots
        orders = orders[:0:-1] if not impossible(year, y, x) else orders[:1]
    readings = [
        Date(when, month, day, (order + "Y" * len(c)).replace("/", separator))
        for when, month, day, order in orders
        if when and PRINTING <= when <= latest and not impossible(when, month, day)
    ]
    first = century(x, latest) if len(a) == len(b) == len(c) == 2 else None
    if first and not impossible(first, y, z):
        readings.append(Date(first, y, z, f"YY{separator}MM{separator}DD"))
    if readings:
        return _date(text, *readings)
    if len(c) == 4 and plausible(z, latest):
        return wrong(text, "is not a date in any order of its numbers")
    return Atom("O", text)


def _two_marks(match: re.Match[str], latest: int) -> Atom:
    """`2023.05-07` is a range of months; other mixtures of marks after a year are slips."""
    text, year, month, end = match[0], int(match[1]), int(match[3]), int(match[5])
    if len(match[1]) < 4 or len(match[3]) > 2 or len(match[5]) > 2 or not plausible(year, latest):
        return Atom("O", text)
    if 1 <= month < end <= 12 and match[4] != ".":
        return _date(text, Date(year, month, None, f"YYYY{match[2]}MM"))
    return wrong(text, f"is not a date: it mixes '{match[2]}' and '{match[4]}'")


def _mixed(text: str, latest: int) -> list[Atom]:
    """A chunk with letters that is no month: a word, a venue with its year, a month in a date."""
    pieces = _PIECE.findall(text)
    months = [piece for piece in pieces if month_number(piece)]
    if months and all(piece in months or not piece.isalpha() for piece in pieces):
        atoms = [atom for piece in pieces for atom in atoms_of(piece, latest)]
        return [atom if atom.kind != "M" else atom._replace(text=text) for atom in atoms]
    if text.isalpha():
        number = roman(text) if len(text) > 3 else None  # MM and MD are other things
        return [
            Atom("Y", text, number) if number and plausible(number, latest) else Atom("W", text)
        ]
    if _LETTERED.fullmatch(text) and (meant := _with_digits(text, latest)):
        return [wrong(text, f"has a letter in place of a digit; write {meant}", meant)]
    if match := _ROMAN_DATE.fullmatch(text):
        return _roman_date(match, latest)
    if match := _ORDINAL.fullmatch(text):
        return [Atom("N", text, int(match[1]))]
    if match := _WEEK.fullmatch(text):
        return [_date(text, Date(int(match[1]), None, None, "YYYY-Www"))]
    if match := _TIMESTAMP.match(text):
        return atoms_of(match[1], latest)
    if match := _YEAR_WORD.fullmatch(text):
        atoms = atoms_of(match[1], latest)
        return [*atoms, Atom("W", match[2])] if atoms[0].kind in "YDX" else [Atom("O", text)]
    match = _WORD_YEAR.fullmatch(text) or _QUARTER_YEAR.fullmatch(text)
    return _venue_year(match, latest) if match else [Atom("O", text)]


def _with_digits(text: str, latest: int) -> str | None:
    """`text` with digits in the place of its letters, if it is a date then and has a year."""
    if not all(any(map(str.isdecimal, part)) for part in _MARKS.split(text)):
        return None  # 2024-II is half a year
    meant = text.translate(LETTERS)
    (atom, *others) = atoms_of(meant, latest)
    dated = atom.kind == "Y" or (atom.kind == "D" and all(one.year for one in atom.readings))
    if not dated or others:
        return None
    return atom.readings[0].iso if meant[4:5] == "-" else meant


def _roman_date(match: re.Match[str], latest: int) -> list[Atom]:
    """A month in Roman numerals before a year; alone, it may number something else."""
    text, day, month, year = match[0], match[1], roman(match[3]), int(match[4])
    if not month or not plausible(year, latest) or impossible(year, month, int(day or 1)):
        return [Atom("O", text)]
    if day is None:
        return [Atom("W", match[3]), Atom("Y", match[4], year)]
    return [_date(text, Date(year, month, int(day), "D.Roman.YYYY"))]


def _venue_year(match: re.Match[str], latest: int) -> list[Atom]:
    """A word that runs into a year: `ICCV2025`, `AAAI'26`, `Meta/2023`, `mid-2023`."""
    text, word, mark, digits = match[0], match[1], match[2], match[3]
    short = len(digits) == 2
    year = century(int(digits), latest) if short else int(digits)
    if year is None or not plausible(year, latest):
        return [Atom("O", text)]
    capitals = sum(character.isupper() for character in word)
    sure = known(word) or word.casefold() in FILLERS or match.re is _QUARTER_YEAR
    if mark == "'":
        good = sure or capitals > 0
    elif short:
        good = sure
    else:
        good = sure or capitals > 1 or (mark == "-" and capitals > 0)
    if good and (mark != "/" or sure):
        return [Atom("W", word), Atom("A" if short else "Y", mark + digits, year)]
    if mark == "/" and (month := respelt(word)):
        return [wrong(text, f"is not a date; write {month}/{digits}", f"{month}/{digits}")]
    if mark == "'" or (mark == "/" and not short):
        return [wrong(text, f"is not a date: '{word}' is neither a month nor a known venue")]
    return [Atom("O", text)]

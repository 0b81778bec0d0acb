"""Read one line of a date cell: its dates with all their readings, its other words, its defect."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from lint.dates.months import month_number, names_month, roman
from lint.dates.notations import (
    FILLERS,
    LATEST,
    LETTERS,
    LIKE_DIGIT,
    PRINTING,
    REPUBLIC,
    SEASONS,
    Atom,
    Date,
    atoms_of,
    century,
    impossible,
    misspelt,
    plausible,
    wrong,
)
from lint.dates.venues import known
from lint.patterns import lazy

if TYPE_CHECKING:
    import re

# A date stands at the beginning of its cell: beyond this many characters there is prose.
_LONGEST = 200
# Cells that say on purpose that there is not a date, or one that a service writes: `last monday`.
_NULL_WORDS = """
    tba tbd tbc n/a n.a na none null nil unknown undated nd n.d soon upcoming ongoing present
    current unreleased pending forthcoming wip 待定 未知 未定 暂无 无 即将 即将发布 即将开源
    待开源 待更新 不明 未公開 미정 없음 accepted submitted rolling continuous continuously
    daily weekly monthly quarterly yearly annually 每日 每周 每月 每年 长期 持续更新 不定期
"""
_DAYS = "mon tues wednes thurs fri satur sun"
_NULLS = frozenset(
    {
        *_NULL_WORDS.split(),
        *("coming soon", "to appear", "in press", "under review", "in review", "in submission"),
        *("today", "yesterday", "last week", "last month", "invalid", "repo not found"),
        *(f"{last}{day}day" for last in ("", "last ") for day in _DAYS.split()),
        *("no date", "to be announced", "to be determined", "work in progress", "in progress"),
        *("continuously updated", "regularly updated", "online first", "in preparation"),
    }
)

_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`", "'"),
        # Footnote marks, of which NFKC would make digits, and what has no width.
        **dict.fromkeys("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"),
    }
)
# A blank that slipped in behind an apostrophe: `CVPR' 14`.
_APART = lazy(r"(?<=\w)' (?=\d\d(?!\w))")
_CLOCK = lazy(r"(?<!\d)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d|\s?[AaPp][Mm]\b)?")
_SHORTCODE = lazy(r":[a-z0-9_+-]+:")
_BREAK = lazy(r"(?:[^\w\-./']|_)+")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": REPUBLIC, "民国": REPUBLIC}
_ERA = lazy(rf"(?:中[華华])?({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)(\s?年|[./-](?=\d))")
_CJK_DATE = lazy(
    r"(?:(?<!\d)(\d{2,4})\s?[年년]\s?)?(?<!\d)(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日號号일])?"
    r"|(?<!\d)(\d{2,4})\s?[年년]"
)
_CJK_LETTERED = lazy(
    rf"{LIKE_DIGIT}{{4}}\s?[年년]\s?{LIKE_DIGIT}{{1,2}}\s?[月월](?:\s?{LIKE_DIGIT}{{1,2}}\s?[日號号일])?"
)
# One date with blanks between its numbers: `2024. 3. 17.` in Korean, `17. 3. 2024` or `17. 3.` in
# Czech.
_SPACED = lazy(
    r"(\d{4})(?:(\.) ?(\d\d?)(?:\. ?(\d\d?))?\.?| ?([ /-]) ?(\d\d)(?: ?\5 ?(\d\d))?)"
    r"|(\d\d?)\. ?(\d\d?)\. ?(\d{4})\.?|(\d\d?)\. (\d\d?)\."
)
_WEEKDAY = lazy(r"\( ?[^\W\d]{1,10}\.? ?\)$")
# A slip for the mark between a year and its month: `2024:05`, `2024,05`.
_MARK_SLIP = lazy(r"((?:19|20)\d\d)([:;,=])(\d\d)(?:\2(\d\d))?")
_LOOSE = lazy(r"[ :;,=(]")
_OUTSIDE = "()[]{}* "
_SCRIPTS = lazy(r"[\x00-\x7f]+|[^\x00-\x7f]+")
OLD_YEAR = "YYYY before 1900"
"""The notation of a bare year of the time since printing, which may be another number as well."""

_MONTH_NOTATIONS = {
    "NMY": "DD Mon YYYY",
    "MNY": "Mon DD, YYYY",
    "YM": "YYYY Mon",
    "YMN": "YYYY Mon DD",
}
_DIGITS = lazy(r"\d+")
_ASCII_WORD = lazy(r"[A-Za-z]+")
# `'23`, `230503`; a number that no date has; two numbers of one date, `5/3` and `3. 4`.
_DATED_LENGTHS, _LONGEST_NUMBER, _YEAR_LENGTH = frozenset({2, 6}), 6, 4
_CAPITAL_ROMAN = lazy(r"(?<![A-Za-z])[CDILMVX]+(?![A-Za-z])")
_BESIDE = lazy(r"\d[^0-9A-Za-z]{1,3}\d")
_QUARTER = lazy(r"[QqHh][1-4]")
# Dates by the kinds of their atoms, for which see Atom; a range is the date that it begins with.
_DATE = lazy(r"[NP]{1,2}M(?:[NP]M)?[YAC]?|M[NP]{0,2}(?:M[NP]?)?[YAC]|[YC]MN?|MN?|[YAPD]")
_KINDS = str.maketrans("PAC", "NYY")
_BESIDE_DATES = frozenset("NMYAC")
# Words within a date: `17 de mayo de 2024`.
_WITHIN = frozenset({"de", "del", "do", "of", "the"})


@dataclass(slots=True)
class Line:
    """What a line states.

    `dates` holds each date with all its readings; `words` is the rest, without punctuation;
    `defect` says what is wrong with a part that looks like a date and is none, if there is one,
    and `slip` what is written there and what it should be, where that is certain. A line is shared
    by whoever scans its text: `dataclasses.replace` it, never change it.
    """

    text: str
    dates: list[tuple[Date, ...]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    defect: str | None = None
    slip: tuple[str, str] | None = None

    @property
    def empty(self) -> bool:
        """Whether the line says nothing, or says on purpose that there is not a date."""
        if not (self.dates or self.words or self.defect):
            return True
        said = self.text.strip("-.?! ").casefold()
        return said in _NULLS or (not self.dates and " ".join(self.words).casefold() in _NULLS)

    @property
    def names(self) -> list[str]:
        """The words that do not introduce a date."""
        return [
            word
            for word in self.words
            if word.casefold() not in FILLERS and not _QUARTER.fullmatch(word)
        ]

    @property
    def venue(self) -> bool:
        """Whether the line names a venue or an organisation that is known."""
        return known(self.text) or known(" ".join(self.names))


def may_state_date(text: str) -> bool:
    """Whether `text` may state a date: it has a digit, the name of a month or a Roman number.

    Prose has none, and to see that takes a thirtieth of a scan.
    """
    if not text.isascii() or _DIGITS.search(text):
        return True
    return any(month_number(word) or roman(word) for word in _ASCII_WORD.findall(text))


def may_be_date(text: str, latest: int = LATEST) -> bool:
    """Whether `text` may be a date with a year or a day: `Chapter 123` and `Part 7000` are not.

    A number of one, three or five digits is a part of a date only beside another number or the
    name of a month. Such names are common; to see them first takes a third off the reading of a
    list of them.
    """
    if not text.isascii():
        return True
    for digits in _DIGITS.findall(text):
        length = len(digits)
        if length in _DATED_LENGTHS or length > _LONGEST_NUMBER:
            return True
        if length == _YEAR_LENGTH and PRINTING <= int(digits) <= latest:
            return True
    if _BESIDE.search(text):
        return True
    return names_month(text) or _CAPITAL_ROMAN.search(text) is not None


def scan(text: str, latest: int = LATEST) -> Line:
    """What the line `text` (markup stripped) states; `latest` is the last year of a date."""
    return _scan(text[:_LONGEST].strip(), latest)


# A cell is scanned for what its column holds, for what it states, and by each `latest`; and the
# dates of a list repeat: two thirds of the scans of a list of 400 papers are of a known line.
@lru_cache(maxsize=4096)
def _scan(text: str, latest: int) -> Line:
    line = Line(text)
    rest = line.text.replace("`", "'")
    atoms: list[Atom] = []
    if not rest.isascii():
        rest = unicodedata.normalize("NFKC", rest.translate(_LOOKALIKES))
        rest = _take_cjk(rest, atoms, latest)
        if any("\u2e80" <= character <= "\ud7af" for character in rest):
            rest = " ".join(_SCRIPTS.findall(rest))  # East Asian words touch their dates
    if "' " in rest:
        rest = _APART.sub("'", rest)
    if _LOOSE.search(rest):
        rest = _in_order(rest, atoms, latest)
    if ":" in rest:
        rest = _SHORTCODE.sub(" ", _CLOCK.sub(" ", rest))
    if "//" in rest and "://" in rest:
        atoms.append(Atom("O", rest))
    else:
        for chunk in _BREAK.split(rest):
            if chunk:
                atoms += atoms_of(chunk, latest)
    _assemble(line, atoms, latest)
    return line


def _in_order(text: str, atoms: list[Atom], latest: int) -> str:
    """The text with the marks of one date in order, "" if it is a slip that went to `atoms`."""
    bare = _WEEKDAY.sub("", text).strip(_OUTSIDE)
    if match := _MARK_SLIP.fullmatch(bare):
        year, mark, month, day = match.groups()
        if plausible(int(year), latest) and not impossible(
            int(year), int(month), int(day) if day else None
        ):
            meant = "-".join(filter(None, (year, month, day)))
            atoms.append(wrong(bare, f"has '{mark}' in place of '-'; write {meant}", meant))
            return ""
    if match := _SPACED.fullmatch(bare):
        if match[8]:
            return f"{match[8]}.{match[9]}.{match[10]}"
        if match[11]:
            return f"{match[11]:0>2}.{match[12]:0>2}"
        year, month, day = match[1], match[3] or match[6], match[4] or match[7]
        mark = match[2] or match[5]
        if plausible(int(year), latest) and not impossible(
            int(year), int(month), int(day) if day else None
        ):
            return (mark.replace(" ", "-")).join(filter(None, (year, month, day)))
    return text


def _take_cjk(text: str, atoms: list[Atom], latest: int) -> str:
    """The text without its dates such as `2023年5月3日`, which go to `atoms`."""
    text = _ERA.sub(
        lambda era: f"{_ERAS[era[1]] + (int(era[2]) if era[2] != '元' else 1)}{era[3]}", text
    )
    if not any(mark in text for mark in "年년月월"):
        return text
    bare = text.strip()
    if _CJK_LETTERED.fullmatch(bare) and (meant := bare.translate(LETTERS)) != bare:
        found: list[Atom] = []
        if not _take_cjk(meant, found, latest).strip() and [one.kind for one in found] == ["D"]:
            atoms.append(wrong(bare, f"has a letter in place of a digit; write {meant}", meant))
            return ""

    def take(match: re.Match[str]) -> str:
        written = match[1] or match[4]
        year = _written_year(written, latest) if written else None
        if year is not None and not PRINTING <= year <= latest:
            atoms.append(wrong(match[0], f"is not a date: year {written}"))
        elif match[2] is None:
            atoms.append(Atom("Y", match[0], year) if year else Atom("O", match[0]))
        else:
            month, day = int(match[2]), int(match[3]) if match[3] else None
            notation = ("YYYY年" if year else "") + ("M月D日" if day else "M月")
            if reason := impossible(year, month, day):
                atoms.append(wrong(match[0], f"is not a date: {reason}"))
            else:
                reading = Date(year, month, day, notation)
                atoms.append(Atom("D", match[0], readings=(reading,)))
        return " "

    return _CJK_DATE.sub(take, text)


def _written_year(text: str, latest: int) -> int | None:
    """The year before 年: of three digits, it is one of the Republic of China."""
    if len(text) == 3:
        return int(text) + (REPUBLIC if text > "099" else 0)
    return int(text) if len(text) == 4 else century(int(text), latest)


def _assemble(line: Line, atoms: list[Atom], latest: int) -> None:
    """Put the atoms of `line` together to its dates and words."""
    if len(atoms) == 1 and atoms[0].readings:  # nearly every cell
        line.dates.append(atoms[0].readings)
        return
    atoms = _spelt(_joined(atoms))
    matches = list(_DATE.finditer("".join(atom.kind for atom in atoms)))
    edges = [0, *(edge for match in matches for edge in match.span()), len(atoms)]
    gaps = [
        [atom.text for atom in atoms[start:end] if atom.kind != "X"]
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]
    broken = [atom.text for atom in atoms if atom.kind == "X"]
    readings: tuple[Date, ...]
    for index, match in enumerate(matches):
        group = atoms[match.start() : match.end()]
        if match[0] in {"Y", "A"}:
            readings = (_bare_year(group[0], gaps[index] or gaps[index + 1]),)
        elif match[0] in {"D", "P"}:
            readings = group[0].readings
        else:
            readings = _with_month(match[0], group, line.text, latest)
            reason = impossible(readings[0].year, readings[0].month or 1, readings[0].day)
            if reason:
                broken.append(f"'{line.text}' is not a date: {reason}")
        line.dates.append(readings)
    line.words = [word for gap in gaps for word in gap]
    if len(atoms) == 1 and atoms[0].kind == "C":
        line.dates.append((Date(atoms[0].value, None, None, OLD_YEAR),))
        line.words = []
    line.defect = broken[0] if broken else None
    line.slip = next((atom.slip for atom in atoms if atom.slip), None)


def _joined(atoms: list[Atom]) -> list[Atom]:
    """The atoms without the words that stand within a date, and before or after an old year."""
    kinds = [atom.kind for atom in atoms]
    if "M" not in kinds and "C" not in kinds:
        return atoms
    last = len(atoms) - 1
    alone = "C" in kinds and _BESIDE_DATES.isdisjoint(set(kinds) - {"C"})
    return [
        atom
        for at, atom in enumerate(atoms)
        if atom.kind != "W"
        or not (
            (atom.text.casefold() in FILLERS and alone)
            or (
                atom.text.casefold() in _WITHIN
                and 0 < at < last
                and _BESIDE_DATES.issuperset((kinds[at - 1], kinds[at + 1]))
            )
        )
    ]


def _spelt(atoms: list[Atom]) -> list[Atom]:
    """The atoms with a word beside a year broken if it is the name of a month with a slip."""
    kinds = "".join("N" if atom.text.casefold() in _WITHIN else atom.kind for atom in atoms)
    if "W" not in kinds or not ("Y" in kinds or "A" in kinds) or any(one in kinds for one in "MPD"):
        return atoms
    return [
        misspelt(atom)
        if atom.kind == "W" and any(near in "NYA" for near in kinds[max(0, at - 1) : at + 2])
        else atom
        for at, atom in enumerate(atoms)
    ]


def _bare_year(atom: Atom, words: list[str]) -> Date:
    """A year that stands by itself or with a venue, a quarter or a season."""
    short = atom.kind == "A"
    if any(_QUARTER.fullmatch(word) for word in words):
        return Date(atom.value, None, None, "QN YYYY")
    venue = " ".join(word for word in words if word.casefold() not in FILLERS)
    if venue:
        return Date(atom.value, None, None, "VENUE'YY" if short else "VENUE YYYY", venue)
    if any(word.casefold() in SEASONS for word in words):
        return Date(atom.value, None, None, "Season YYYY")
    alone = "YYYY年" if atom.text[-1] in "年년" else "YYYY"
    return Date(atom.value, None, None, "'YY" if short else alone)


def _with_month(kinds: str, group: list[Atom], text: str, latest: int) -> tuple[Date, ...]:
    """The readings of a date with the name of a month; `text` is the line around it."""
    parts = {atom.kind: atom for atom in reversed(group)}  # the first of two counts
    month = parts["M"].value
    dated = parts.get("Y") or parts.get("A") or parts.get("C")
    number = parts.get("N")
    first = (
        number.value if number else int(_DIGITS.findall(parts["P"].text)[0]) if "P" in parts else 0
    )
    day = first if 1 <= first <= 31 else None
    if dated:
        order = "".join(dict.fromkeys(kinds.translate(_KINDS)))
        notation = _MONTH_NOTATIONS.get(order)
        return (Date(dated.value, month, day, notation or _month_year(parts["M"], dated, text)),)
    readings = [Date(None, month, day, "DD Mon" if kinds[0] in "NP" else "Mon DD")] if day else []
    if kinds == "MN" and number and len(number.text) == 2:
        year = century(number.value, latest)
        readings += [Date(year, month, None, "Mon YY")] if year else []
    return tuple(readings) or (Date(None, month, None, "Mon"),)


def _month_year(month: Atom, year: Atom, text: str) -> str:
    """The notation of a month's name before a year, by the punctuation between them."""
    if year.kind == "A":
        return "Mon'YY"
    for mark in "/-":
        if mark in month.text:
            return f"Mon{mark}YYYY"
    return "Mon., YYYY" if "., " in text else "Mon, YYYY" if "," in text else "Mon YYYY"

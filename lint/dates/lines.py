"""Read one line of a date cell: its dates with all their readings, its other words, its defect."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from lint.dates.notations import (
    FILLERS,
    LATEST,
    SEASONS,
    Atom,
    Date,
    atoms_of,
    century,
    impossible,
    plausible,
    wrong,
)
from lint.dates.venues import known

# A date stands at the beginning of its cell: beyond this many characters there is prose.
_LONGEST = 200
# Cells that say on purpose that there is no date.
_NULL_WORDS = """
    tba tbd tbc n/a n.a na none null nil unknown undated nd n.d soon upcoming ongoing present
    current unreleased pending forthcoming wip 待定 未知 未定 暂无 无 即将 即将发布 即将开源
    待开源 待更新 不明 未公開 미정 없음 accepted submitted rolling continuous continuously
    daily weekly monthly quarterly yearly annually 每日 每周 每月 每年 长期 持续更新 不定期
"""
_NULLS = frozenset(
    {
        *_NULL_WORDS.split(),
        *("coming soon", "to appear", "in press", "under review", "in review", "in submission"),
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
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d|\s?[AaPp][Mm]\b)?")
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_BREAK = re.compile(r"(?:[^\w\-./']|_)+")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)年")
_CJK_DATE = re.compile(
    r"(?:(?<!\d)(\d{4}|\d\d)\s?[年년]\s?)?(?<!\d)(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日號号일])?"
    r"|(?<!\d)(\d{4}|\d\d)\s?[年년]"
)
_SCRIPTS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_MONTH_NOTATIONS = {
    "NMY": "DD Mon YYYY",
    "MNY": "Mon DD, YYYY",
    "YM": "YYYY Mon",
    "YMN": "YYYY Mon DD",
}
_QUARTER = re.compile(r"[QqHh][1-4]")
# Dates by the kinds of their atoms, for which see Atom.
_DATE = re.compile(r"[NP]M[YA]?|M[NP]?[YA]|MM[YA]|YMN?|MN?|[YAPD]")


@dataclass(slots=True)
class Line:
    """What a line states.

    `dates` holds each date with all its readings; `words` is the rest, without punctuation;
    `defect` says what is wrong with a part that looks like a date and is none, if there is one.
    """

    text: str
    dates: list[tuple[Date, ...]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    defect: str | None = None

    @property
    def empty(self) -> bool:
        """Whether the line says nothing, or says on purpose that there is no date."""
        return not (self.dates or self.words or self.defect) or (
            self.text.strip("-.?! ").casefold() in _NULLS
        )

    @property
    def names(self) -> list[str]:
        """The words that do not introduce a date."""
        return [word for word in self.words if word.casefold() not in FILLERS]

    @property
    def venue(self) -> bool:
        """Whether the line names a venue or an organisation that is known."""
        return known(self.text) or known(" ".join(self.names))


def scan(text: str, latest: int = LATEST) -> Line:
    """What the line `text` (markup stripped) states; `latest` is the last year of a date."""
    line = Line(text[:_LONGEST].strip())
    rest = line.text.replace("`", "'")
    atoms: list[Atom] = []
    if not rest.isascii():
        rest = unicodedata.normalize("NFKC", rest.translate(_LOOKALIKES))
        rest = _take_cjk(rest, atoms, latest)
        if any("\u2e80" <= character <= "\ud7af" for character in rest):
            rest = " ".join(_SCRIPTS.findall(rest))  # East Asian words touch their dates
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


def _take_cjk(text: str, atoms: list[Atom], latest: int) -> str:
    """The text without its dates such as `2023年5月3日`, which go to `atoms`."""
    if not any(mark in text for mark in "年년月월"):
        return text
    text = _ERA.sub(lambda era: f"{_ERAS[era[1]] + (int(era[2]) if era[2] != '元' else 1)}年", text)

    def take(match: re.Match[str]) -> str:
        written = match[1] or match[4]
        year = None
        if written:
            year = int(written) if len(written) == 4 else century(int(written), latest)
        if year is not None and not plausible(year, latest):
            atoms.append(wrong(match[0], f"is no date: year {written}"))
        elif match[2] is None:
            atoms.append(Atom("Y", match[0], year) if year else Atom("O", match[0]))
        else:
            month, day = int(match[2]), int(match[3]) if match[3] else None
            notation = ("YYYY年" if year else "") + ("M月D日" if day else "M月")
            if reason := impossible(year, month, day):
                atoms.append(wrong(match[0], f"is no date: {reason}"))
            else:
                reading = Date(year, month, day, notation)
                atoms.append(Atom("D", match[0], readings=(reading,)))
        return " "

    return _CJK_DATE.sub(take, text)


def _assemble(line: Line, atoms: list[Atom], latest: int) -> None:
    """Put the atoms of `line` together to its dates and words."""
    if len(atoms) == 1 and atoms[0].readings:  # nearly every cell
        line.dates.append(atoms[0].readings)
        return
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
                broken.append(f"'{line.text}' is no date: {reason}")
        line.dates.append(readings)
    line.words = [word for gap in gaps for word in gap]
    line.defect = broken[0] if broken else None


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
    parts = {atom.kind: atom for atom in group}
    month = parts["M"].value
    dated = parts.get("Y") or parts.get("A")
    number = parts.get("N")
    day = number.value if number and 1 <= number.value <= 31 else None
    if dated:
        notation = _MONTH_NOTATIONS.get(kinds.replace("P", "N").replace("A", "Y"))
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

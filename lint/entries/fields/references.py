"""References: dates, venues with a year and authors, as they stand beside a title."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from functools import lru_cache

from lint.dates import cells
from lint.dates.lines import may_be_date
from lint.dates.venues import known
from lint.entries.fields import people
from lint.entries.fields.openings import opening
from lint.patterns import lazy

_YEAR_LAST = lazy(r"(?:19|20)\d\d\W{0,3}$")
_YEAR_FIRST = lazy(r"^\W{0,3}(?:19|20)\d\d\b")
_ET_AL = lazy(r"\bet al")
# https://info.arxiv.org/help/arxiv_identifier.html
_ARXIV = lazy(r"\d{4}\.\d{4,5}(?:v\d{1,2})?")
# `Ann Lee 2012`, `Ann Lee (MIT) 2012`
_YEAR_BEHIND = lazy(r"\s(?:19|20)\d\d\W{0,3}$")
_PLACED = lazy(r"([^,\n]{2,80}), ((?:19|20)\d\d)")
_LONGEST_DATE = 100
WIDE = "\u2e80"
"""The first of the characters of East Asian scripts."""
# A longer run of them beside a venue in capitals is what is said of the work.
_WIDE_RUN = lazy(rf"[{WIDE}-\U0003ffff]{{5}}")
_INITIAL_LAST = lazy(r"(?:^|\W)\w$")
_WORD_GAPS = lazy(r"[\s,.'@/()-]+")
_NO_DATE = ('"', "“", "《", "?", "!", ", in ", ", In ")
_INTRODUCING = frozenset(
    ["version", "v", "since", "updated", "released", "published", "release", "from", "in"]
)
# `Mon, 3 May 2019`, `5/3(金)`, `3 мая, пт`
_WEEKDAY = lazy(
    r"(?i)^(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
    r"|пн|вт|ср|чт|пт|сб|вс|mo|di|mi|do|fr|sa|so)[.,]{0,2}\s+(?=[^\W_])"
    r"|[\s,]{0,2}(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
    r"|пн|вт|ср|чт|пт|сб|вс|[月火水木金土日一二三四五六월화수목금토일])$"
)
_FOLD = str.maketrans("", "", "*_`[](){}【】（）「」")
_MARKS = (". ", ", ", "; ", " - ", " — ", " – ", " (", "，", "] ", "], ")


@lru_cache(maxsize=4096)
def dated(text: str, *, bracketed: bool = False) -> bool:
    """Whether `text` is a date, alone or with its venue."""
    if not any(map(str.isdigit, text)):
        return False
    bare = text.translate(_FOLD).strip(" \t\n.,;:|-–—、，。")
    if not 2 < len(bare) <= _LONGEST_DATE:
        return False
    if not may_be_date(bare) or _ARXIV.fullmatch(bare):
        return False
    if any(mark in bare for mark in _NO_DATE):
        return False
    if ". " in bare and "," in bare and _are_authors(bare.rpartition(". ")[0]):
        return False
    for mark in ("|", ";", ",", " / "):
        if mark in bare:
            halves = [one.strip() for one in bare.split(mark)]
            if all(_one(one, bracketed=bracketed) for one in halves if one) and len(halves) <= 4:
                return True
    return _one(bare, bracketed=bracketed)


def _are_authors(text: str) -> bool:
    """Whether text that ends in a full stop is authors: no words of a venue."""
    return people.are_people(text, fewest=2) or people.are_references(text)


def _one(bare: str, *, bracketed: bool) -> bool:
    if len(bare) > 60:
        return False
    if cells.lead(f"[{bare}]" if bracketed else bare) is not None:
        return True
    rest = _WEEKDAY.sub("", bare[introduced(bare) :])
    return len(rest) < len(bare) and cells.lead(rest) is not None


def introduced(text: str) -> int:
    """Where a date begins behind a word such as `version` or `updated`; 0 without one."""
    first, _, rest = text.partition(" ")
    return len(text) - len(rest) if rest and first.casefold().strip(":") in _INTRODUCING else 0


def cut(  # noqa: C901 - a branch for each pair of what may be parted
    stretch: str, *, loose: bool = False
) -> tuple[int, int]:
    """Where a stretch falls into authors or a venue and a date: the place and the mark's length.

    `loose` says that one name alone will do.
    """
    if cells.is_one(stretch.strip(" .()[]")):
        return -1, 0
    # Prose without a digit has neither a date nor a year: nearly every summary.
    numbered = any(map(str.isdigit, stretch))
    year = credit_end(stretch, loose=loose) if numbered else 0
    if year:
        return year, 1
    for mark in _MARKS:
        at = stretch.rfind(mark)
        if at <= 0 or (mark == ". " and _INITIAL_LAST.search(stretch, max(0, at - 2), at)):
            continue
        first, second = stretch[:at], stretch[at + len(mark) :].strip(" .)")
        if not numbered:
            if people.are_people(first, loose=loose, fewest=2) and known(second):
                return at, len(mark)
            continue
        if people.are_people(second, fewest=2) and (dated(first) or is_venue_year(first)):
            return at, len(mark)
        if not (dated(second) or is_venue_year(second) or known(second)):
            continue
        if people.are_people(first, loose=loose, fewest=2) or dated(first):
            return at, len(mark)
        if known(first.strip(" []().")):
            date = cells.read(second)
            # `CVPR, 2020` is one date.
            if date is not None and date.precision > 1:
                return at, len(mark)
    return -1, 0


def is_reference(stretch: str, *, loose: bool = False) -> bool:
    """Whether a stretch is what a reference says beside the title: authors, venue, date."""
    stretch = stretch.strip(" \n.,;:-–—()*_")
    if stretch.count("(") > stretch.count(")"):
        stretch += ")"
    if not stretch or len(stretch) > 1500:
        return False
    if dated(stretch) or is_venue_year(stretch) or people.are_people(stretch, loose=loose):
        return True
    return cut(stretch)[0] > 0 or authors_end(stretch) > 0


def credit_end(stretch: str, *, loose: bool) -> int:
    """Where a year begins right behind the authors: `Ann Lee (MIT) 2012`; 0 for none."""
    year = _YEAR_BEHIND.search(stretch) if any(map(str.isdigit, stretch[-4:])) else None
    last = stretch.rpartition(",")[2].strip(" .")
    if (
        year is None
        or dated(last)
        or any(known(stretch[: year.start()].rpartition(mark)[2].strip()) for mark in (",", ". "))
    ):
        return 0
    found = people.are_people(stretch[: year.start()], loose=loose, fewest=2)
    return year.start() if found else 0


def placed(stretch: str) -> int:
    """Where a year begins that a comma parts from the name of a venue; 0 for none.

    `Operations Research, 1966` is a venue with its year where it stands apart, in italics.
    """
    match = _PLACED.fullmatch(stretch)
    if match is None:
        return 0
    words = match[1].split()
    return match.start(2) if words and words[0][:1].isupper() and len(words) <= 7 else 0


def authors_end(stretch: str) -> int:
    """Where a venue or a date begins behind authors: `A. Lee et al., ICML, 2016`; 0 for none."""
    if "," not in stretch and not _ET_AL.search(stretch):
        return 0
    found = opening(stretch)
    if not found.names or found.whole:
        return 0
    if stretch[: found.end].rstrip().endswith((" and", " &")):
        return 0  # another name follows
    rest = stretch[found.end :].strip(" .")
    return found.end if dated(rest) or is_venue_year(rest) or known(rest) else 0


def is_venue_year(bare: str) -> bool:
    """Whether this is the name of a venue with its year: capitals but for small words."""
    if not (_YEAR_LAST.search(bare) or _YEAR_FIRST.match(bare)):
        return False
    words = [word for word in _WORD_GAPS.split(bare) if word and not word.isdigit()]
    if not words or len(words) > 10 or bare.count(",") > 2:
        return False
    if not bare.isascii() and _WIDE_RUN.search(bare):
        return False
    capital = sum(word[:1].isupper() for word in words)
    return capital * 2 > len(words) and any(
        sum(map(str.isupper, word)) > 1 or known(word) for word in words
    )

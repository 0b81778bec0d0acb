"""Where a citation names its venue and its year: `Nature 521.7553 (2015): 436-444`."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import NamedTuple

from lint.entries.fields.references import WIDE
from lint.patterns import lazy

_YEAR = lazy(r"(?<![\d./-])(?:19|20)\d\d(?![\d/-])")
_PAGES = lazy(r"[)\]]?[\s.,:;]{0,3}(?:pp?\.? ?)?(?:\d{1,6}\s?[-–]\s?)?\d{0,6}[\s.,:;)]{0,3}")
# What counts the issues of a journal: `521.7553`, `vol. 3`, `12(3)`.
_ISSUE = lazy(
    r"(?:^|[\s,]{1,3})(?:vol\.?|volume|no\.?|issue|pp?\.)?\s?"
    r"\d[\d.]{0,9}(?:\([\d–-]{1,9}\))?(?=[\s,.;:]|$)"
)
_LONGEST, _LONGEST_TAIL, _MOST_WORDS = 250, 30, 20
_FEWEST_TITLE, _MOST_NAME, _SHORTEST_WIDE = 4, 8, 5
# `Lee, A., & Chen, B. (2023). Title`
_BEHIND_AUTHORS = lazy(r"\((?:19|20)\d\d[a-z]?\)\. ")
_APART = frozenset(".,(:;[")


class Cited(NamedTuple):
    """Where the date of a citation stands in a text, and where the name of its venue ends.

    The date is the year, with the venue if nothing but a comma parts the two.
    """

    venue: int
    start: int
    end: int


def cited(text: str) -> Cited | None:
    """The venue and the year that `text` ends in, a mark between them; None for other words."""
    if len(text) > _LONGEST:
        return None
    years = list(_YEAR.finditer(text))
    if not years:
        return None
    last = years[-1]
    head = text[: last.start()].rstrip()
    if head and head[-1] not in _APART:
        return None
    tail = text[last.end() :]
    if len(tail) > _LONGEST_TAIL or _PAGES.fullmatch(tail) is None:
        return None
    if len(head.split()) > _MOST_WORDS or head[-1:] in {"?", "!"}:
        return None
    issue = _ISSUE.search(head)
    venue = len((head[: issue.start()] if issue else head).rstrip(" .,:;(["))
    joined = head[-1:] == "," and issue is None and not any(map(str.isalnum, tail))
    return Cited(venue, 0 if joined else last.start(), last.end())


def is_named_year(text: str, title: str) -> bool:
    """Whether `text` is a name in capitals and its year, behind a title of several words."""
    words = text.strip(" .,").split()
    if not 1 < len(words) <= _MOST_NAME or len(title.split()) < _FEWEST_TITLE:
        return False
    name = [word for word in words[:-1] if len(word) > 3]
    return (
        _YEAR.fullmatch(words[-1]) is not None
        and bool(name)
        and all(word[:1].isupper() and word.isalpha() for word in name)
    )


def cited_title(text: str) -> str:
    """The title of a work whose cell is its title or a citation; "" for a label such as `PDF`."""
    words = " ".join(text.split())
    if len(words) > _LONGEST * 2:
        return ""
    year = _BEHIND_AUTHORS.search(words)
    if year is not None:
        words = words[year.end() :]
        stop = words.find(". ")
        words = words[:stop] if stop > 0 else words
    named = len(words.split()) >= _FEWEST_TITLE or (
        max(words, default="") >= WIDE and len(words) > 5
    )
    return words.strip(" .") if named else ""

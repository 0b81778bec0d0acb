"""Authors in front of a title, with nothing but commas between: `A. Lee, B. Li, Title, 2020`."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

import re
from typing import NamedTuple

from lint.dates.venues import known
from lint.entries.fields import people
from lint.entries.fields.references import dated, is_venue_year

_JOINT = re.compile(r"[,，;；、]\s*(?:(?P<last>and|&)\s+)?|\s(?P<both>and|&)\s+")
_ET_AL = re.compile(r"(?i)\bet\s?al\b")
_PREPRINT = re.compile(r"(?i)(?:arxiv|corr|preprint|biorxiv|in press|to appear|under review)\b")
_YEAR = re.compile(r"\D{0,12}(?:19|20)\d\d\W{0,3}")
_IN_FULL = frozenset(["full", "initial"])
_MOST_AUTHORS, _MOST_TAILS = 60, 4
# A name that is written in no usual way: lower case, a nickname in quotes.
_LONGEST_ODD, _MOST_ODD_WORDS = 30, 3
_MOST_VENUE_WORDS = 7
_FEWEST_WORDS, _FEWEST_AUTHORS = 3, 3


class Opening(NamedTuple):
    """The names that a text opens with.

    `end` is where what follows them begins, `last` where the last of them does. `closed` says that
    the list is complete: a name behind `and`, or `et al.`. `whole` says that nothing follows.
    """

    names: int
    end: int
    last: int
    closed: bool
    whole: bool


def opening(text: str) -> Opening:
    """The names that `text` opens with, parted by commas."""
    names = odd = start = last = end = 0
    joined = closed = False
    for match in _JOINT.finditer(text):
        if names > _MOST_AUTHORS:
            break
        kind = _kind(text[start : match.start()])
        if kind == "odd" and names and odd * 4 < names:
            odd += 1
        elif kind not in _IN_FULL and not (kind in {"single", "cjk"} and names):
            break
        else:
            names += 1
            last, end = start, match.end()
        if _ET_AL.search(text, start, match.end()) or (joined and not match["both"]):
            closed = True
            break
        joined = bool(match["last"] or match["both"])
        start = match.end()
    else:
        if _kind(text[start:]) in _IN_FULL:
            return Opening(names + 1, len(text), start, closed=joined, whole=True)
    return Opening(names, end, last, closed=closed, whole=False)


def _kind(part: str) -> str:
    """What sort of name a part is: one of those of `people`, `odd` or ""."""
    bare = _ET_AL.sub("", part).strip(" .*†‡\t\n\u00a0").replace('"', "")
    kind = people.kind_of(bare) if bare else ""
    if kind or not bare:
        return kind
    words = bare.split()
    plain = 1 < len(words) <= _MOST_ODD_WORDS and len(bare) <= _LONGEST_ODD
    return "odd" if plain and all(word.replace("-", "").isalpha() for word in words) else ""


def are_listed(text: str) -> bool:
    """Whether `text` is two names or more, and nothing else."""
    found = opening(text.rstrip(" ,.;:，\t\n"))
    return found.whole and found.names > 1


def title_in(text: str, *, fronted: bool) -> tuple[int, int, int] | None:
    """Where the title in `text` begins and ends behind its authors, and where its venue begins.

    `fronted` says that siblings have their authors first. None if there are no authors before it.
    The venue begins at the end of the title where it is known, or a date by itself.
    """
    found = opening(text)
    if not found.names:
        return None
    start = found.end
    stop, venue = _before_tail(text, found.last, start)
    words = len(text[start:stop].split())
    if words == 0:
        # Titles in capitals are like names.
        start = found.last
        return (start, stop, venue) if fronted and found.names > 1 and start < stop else None
    if fronted:
        sure = found.names > 1 or words > 1
    else:
        sure = words >= _FEWEST_WORDS and (
            found.names >= _FEWEST_AUTHORS or (found.closed and found.names > 1)
        )
    return (start, stop, venue) if sure else None


def _before_tail(text: str, first: int, start: int) -> tuple[int, int]:
    """Where the title ends, behind `first`, and where a venue begins that only its year shows.

    A title that such a venue follows begins at `start`.
    """
    stop = len(text.rstrip(" \t\n.,;，"))
    year = False
    for _ in range(_MOST_TAILS):
        comma = max(text.rfind(mark, first, stop) for mark in (",", "，", ". "))
        if comma < 0:
            break
        tail = text[comma + 1 : stop].strip(" .")
        if dated(tail) or is_venue_year(tail) or known(tail) or _PREPRINT.match(tail):
            year = year or _YEAR.fullmatch(tail) is not None
            stop = comma
            continue
        if year and _is_place(tail) and len(text[start:comma].split()) > 1:
            return comma, comma + 1
        break
    return stop, -1


def _is_place(words: str) -> bool:
    """Whether words in front of a year may be the name of a venue: a few, most in capitals."""
    found = words.split()
    capital = sum(word[:1].isupper() for word in found)
    return 0 < len(found) <= _MOST_VENUE_WORDS and capital * 2 > len(found) and ":" not in words

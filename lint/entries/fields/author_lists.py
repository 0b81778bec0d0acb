"""Authors in front of a title, with nothing but commas between: `A. Lee, B. Li, Title, 2020`."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

from lint.dates.venues import known
from lint.entries.fields.openings import opening
from lint.entries.fields.references import dated, is_venue_year
from lint.patterns import lazy

_PREPRINT = lazy(r"(?i)(?:arxiv|corr|preprint|biorxiv|in press|to appear|under review)\b")
_YEAR = lazy(r"\D{0,12}(?:19|20)\d\d\W{0,3}")
_MOST_TAILS = 4
_MOST_VENUE_WORDS = 7
_FEWEST_WORDS, _FEWEST_AUTHORS = 3, 3


def title_in(text: str, *, fronted: bool) -> tuple[int, int, int] | None:
    """Where the title in `text` begins and ends behind its authors, and where its venue begins.

    `fronted` says that siblings have their authors first. None if there are no authors before it.
    The venue begins at the end of the title where it is known, or a date by itself.
    """
    found = opening(text)
    if not found.names:
        return None
    start = found.end
    stop, venue = before_tail(text, found.last, start)
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


def before_tail(text: str, first: int, start: int) -> tuple[int, int]:
    """Where the title ends, behind `first`, and where a venue begins that only its year shows.

    A title that such a venue follows begins at `start`.
    """
    stop = len(text.rstrip(" \t\n.,;，"))
    year = False
    for _ in range(_MOST_TAILS):
        comma = _last_mark(text, first, stop)
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


def _last_mark(text: str, first: int, stop: int) -> int:
    """The last comma or full stop; the one of an initial, `J. of Names`, is none."""
    point = text.rfind(". ", first, stop)
    while point > 0 and text[point - 1].isupper() and not text[point - 2 : point - 1].isalnum():
        point = text.rfind(". ", first, point)
    return max(point, text.rfind(",", first, stop), text.rfind("，", first, stop))


def _is_place(words: str) -> bool:
    """Whether words in front of a year may be the name of a venue: a few, most in capitals."""
    found = words.split()
    capital = sum(word[:1].isupper() for word in found)
    return 0 < len(found) <= _MOST_VENUE_WORDS and capital * 2 > len(found) and ":" not in words

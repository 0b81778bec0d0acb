"""The names that a text opens with, parted by commas: `A. Lee, B. Li, …`."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lint.entries.fields import people
from lint.patterns import lazy

_JOINT = lazy(r"[,，;；、]\s*(?:(?P<last>and|&)\s+)?|\s(?P<both>and|&)\s+")
# Behind one letter, a full stop ends nothing.
_STOP = lazy(r"[^\W\d_]{2}\.\s")
_ET_AL = lazy(r"(?i)\bet\s?al\b")
# No name is longer; what stands between commas often is.
_LONGEST_PART = 60
_PLACES = frozenset(
    ["university", "institute", "college", "school", "lab", "labs", "press", "beach", "city"]
)
_IN_FULL = frozenset(["full", "initial"])
_MOST_AUTHORS, _LONGEST_NAME, _LONGEST_CREDIT = 60, 40, 300
_YEAR_LAST = lazy(r",?\s\(?(?:19|20)\d\d\)?$")
_BRACKET_LAST = lazy(r"\s\([^()]{1,60}\)$")
_FORMAT_LAST = lazy(
    r"(?i)\s\((?:html5?|pdf|epub|mobi|kindle|djvu|azw3?|txt|docx?|odt|latex|markdown|gitbook)\b"
    r"[^()]{0,50}\)$"
)
# A name that is written in no usual way: lower case, a nickname in quotes.
_LONGEST_ODD, _MOST_ODD_WORDS = 30, 3


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


_NONE = Opening(0, 0, 0, closed=False, whole=False)


def opening(text: str) -> Opening:
    """The names that `text` opens with, parted by commas."""
    if text[:1].islower():
        return _NONE
    names = odd = start = last = end = 0
    joined = False
    for match in islice(_JOINT.finditer(text), _MOST_AUTHORS):
        part = text[start : match.start()]
        if names and _ET_AL.fullmatch(part.strip(" .")):
            return Opening(names, match.end(), last, closed=True, whole=False)
        found = _stopped(part, Opening(names, end, last, closed=False, whole=False), start)
        if found.closed:
            return found
        kind = _kind(part)
        if kind == "odd" and names and odd * 4 < names:
            odd += 1
        elif kind in _IN_FULL or (kind in {"single", "cjk"} and names):
            names += 1
            last, end = start, match.end()
        else:
            return _NONE if joined else found
        if _ET_AL.search(text, start, match.end()) or (joined and not match["both"]):
            return Opening(names, end, last, closed=True, whole=False)
        joined = bool(match["last"] or match["both"])
        start = match.end()
    if _kind(text[start:]) in _IN_FULL:
        return Opening(names + 1, len(text), start, closed=joined, whole=True)
    found = _stopped(text[start:], Opening(names, end, last, closed=False, whole=False), start)
    # `Machine Learning and Compression Workshop` names nobody.
    return _NONE if joined and not found.closed else found


def _stopped(part: str, found: Opening, start: int) -> Opening:
    """The names, with one that a full stop ends: `A. Lee, Bo Li. Title, 2020`."""
    match = _STOP.search(part)
    if match is None or not found.names or _kind(part[: match.start() + 2]) not in _IN_FULL:
        return found
    return Opening(found.names + 1, start + match.end(), start, closed=True, whole=False)


def _kind(part: str) -> str:
    """What sort of name a part is: one of those of `people`, `odd` or ""."""
    if len(part) > _LONGEST_PART:
        return ""
    bare = _ET_AL.sub("", part).strip(" .*†‡\t\n\u00a0").replace('"', "")
    kind = people.kind_of(bare) if bare else ""
    if kind or not bare:
        return kind
    words = bare.split()
    plain = 1 < len(words) <= _MOST_ODD_WORDS and len(bare) <= _LONGEST_ODD
    return "odd" if plain and all(word.replace("-", "").isalpha() for word in words) else ""


def is_signed(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` ends in one name behind a stop or a comma: `Title. Ann Lee`."""
    at, mark = max((text.rfind(mark, start, end), mark) for mark in (". ", ", ", " by "))
    return at > start and is_name(text[at + len(mark) : end])


def is_credit(text: str) -> bool:
    """Whether `text` is one name or several with what is said of them: `Ann Lee (MIT), 2012`."""
    if not 0 < len(text) <= _LONGEST_CREDIT or text[:1].islower():
        return False
    return _is_credit(text)


# The shapes of a list, of its groups and of its groups read again ask the same of each summary.
@lru_cache(maxsize=8192)
def _is_credit(text: str) -> bool:
    if people.opens_a_sentence(text) or (_is_caseless(text[0]) and not is_filed(text)):
        return False
    bare = _YEAR_LAST.sub("", text.rstrip(" .:"))
    return opening(_BRACKET_LAST.sub("", bare).rstrip(" ,.")).whole


def _is_caseless(letter: str) -> bool:
    """Whether a letter is of a script without capitals, where any two words look like a name."""
    return letter.isalpha() and not letter.isupper() and not letter.islower()


def is_filed(text: str) -> bool:
    """Whether `text` ends in the formats of a file: `Ann Lee (PDF, EPUB)`."""
    return _FORMAT_LAST.search(text[-_LONGEST_PART:]) is not None


def is_name(text: str) -> bool:
    """Whether `text` is one name in full, or with initials."""
    if not text or _is_caseless(text[0]):
        return False
    if len(text) > _LONGEST_NAME or _kind(text) not in _IN_FULL:
        return False
    return _PLACES.isdisjoint(text.casefold().split())


def are_listed(text: str) -> bool:
    """Whether `text` is two names or more, and nothing else."""
    found = opening(text.rstrip(" ,.;:，\t\n"))
    return found.whole and found.names > 1

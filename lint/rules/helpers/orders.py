"""The orders that a section may keep: alphabetical or by date, forwards or backwards."""

# ruff: noqa: RUF001 - letters of another alphabet are meant
from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from lint.dates.months import roman
from lint.entries.identity import sort_text
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.entries.identity import Series

ALPHABETICAL = ("in alphabetical order", "in reverse alphabetical order")
BY_DATE = ("ordered from old to new", "ordered from new to old")
FIRST = lazy(r"[^\W_]")
"""The character that a title is sorted by first."""
_RUSSIAN = lazy(r"[а-я]")
# Letters of other Cyrillic alphabets stand elsewhere in Unicode than in their alphabets.
_OTHER_CYRILLIC = lazy(r"[ѐ-ӿ]")
_WORD = lazy(r"\w+")
# Digits that are looked at; what is longer is no number that anybody counts with.
_LONGEST = 18
# Where punctuation stands in the order of the Unicode Collation Algorithm, as ICU sorts it: blanks,
# then these, then digits and letters (https://www.unicode.org/charts/collation/).
_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_AS_ICU = {ord(" "): "\x01", **{ord(c): chr(2 + i) for i, c in enumerate(_PUNCTUATION)}}
# Sorts a word behind what begins with it.
_LAST = "\U0010ffff"


class Order(NamedTuple):
    """An order that a section may keep, and the keys of its entries by which it would.

    There are several lists of keys, for lists of links differ in what counts. Where `backwards`
    is set, the last entry comes first.
    """

    name: str
    backwards: bool
    keys: tuple[tuple[str, ...], ...]


def orders(each: Series) -> Iterator[Order]:
    """The orders that the entries of `each` may be in, whether they are or not."""
    titles = [entry.fields.get("title", "") for entry in each.entries]
    keys = title_keys(titles)
    if keys:
        forwards, reverse = ALPHABETICAL
        yield Order(forwards, backwards=False, keys=keys)
        yield Order(reverse, backwards=True, keys=_reversed(keys))
    dates = [entry.known_date for entry in each.entries]
    days = tuple(
        day_key(date.year, date.month, date.day)
        for date in dates
        if date is not None and date.year is not None
    )
    # A year is neither before nor after a day in it.
    if len(days) == len(dates) and len({date.precision for date in dates if date}) == 1:
        forwards, reverse = BY_DATE
        yield Order(forwards, backwards=False, keys=(days,))
        yield Order(reverse, backwards=True, keys=_reversed((days,)))


def title_keys(titles: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The keys by which `titles` may be sorted, a list for each way; () for most other scripts.

    How these are sorted (by sound, by strokes) cannot be seen from their characters; only Russian
    titles are sorted as Latin ones are, where all are Russian.
    """
    plain = [sort_text(title) for title in titles]
    firsts = [FIRST.search(title) for title in plain]
    russian = False
    if not all(first is not None and first[0].isascii() for first in firsts):
        russian = all(first is not None and _RUSSIAN.match(first[0]) for first in firsts)
        if not russian or any(map(_OTHER_CYRILLIC.search, plain)):
            return ()
    words = [_WORD.findall(title) for title in plain]
    keys: tuple[tuple[str, ...], ...] = (
        tuple(plain),
        tuple("".join(one) for one in words),
        tuple(" ".join(one) for one in words),
        tuple(_counted(title) for title in titles),
        tuple(title.translate(_AS_ICU) for title in plain),
    )
    if russian:  # й is a letter of its own, ё is not
        keys += (tuple(title.casefold().replace("ё", "е") for title in titles),)
    # Some lists have “Apple Pie” before “Apple”.
    return keys + tuple(tuple(title + _LAST for title in one) for one in keys)


def is_russian(letter: str) -> bool:
    """Whether a letter is one of the Russian alphabet, which all lists sort alike."""
    return _RUSSIAN.match(letter.casefold().replace("ё", "е")) is not None


def day_key(year: int, month: int | None, day: int | None) -> str:
    """A date as it is sorted, what is unknown of it first."""
    return f"{year:04}-{month or 0:02}-{day or 0:02}"


def is_sorted(keys: Sequence[str]) -> bool:
    """Whether no key is before the one ahead of it."""
    return all(one <= other for one, other in pairwise(keys))


def _counted(title: str) -> str:
    """A title with its numbers, Roman ones too, as people sort them: 9 before 10."""
    words = _WORD.findall(unicodedata.normalize("NFKC", title.partition("\n")[0]))
    return " ".join(_number(word) or sort_text(word) for word in words)


def _number(word: str) -> str | None:
    if word.isdecimal():
        return f"{int(word[:_LONGEST]):0{_LONGEST}}"
    # DVD, MD and MIX are no numbers that anybody counts with.
    total = None if "D" in word or "M" in word else roman(word)
    return None if total is None else f"{total:0{_LONGEST}}"


def _reversed(keys: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(one[::-1] for one in keys)

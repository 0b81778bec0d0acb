"""The position of a new entry in its section, by the order of the section."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lint.dates.writing import parts_of
from lint.rules.helpers.orders import (
    ALPHABETICAL,
    BY_DATE,
    day_key,
    is_sorted,
    title_keys,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.entries.identity import Series

AT_END = "in no order, so it stands at the end"
UNDATED = "of unknown date, so it stands at the end"
# A section with so many entries shows by itself which order it keeps, if so few are out of it. By
# chance, three dates are in order as often as not, five titles once in sixty times.
_FEWEST, _FEWEST_TITLES = 3, 5
_SLACK = 0.9
# A smaller one does as most others do, if there are so many.
_HABIT, _FEWEST_SECTIONS = 0.7, 2


class Position(NamedTuple):
    """Before which of the entries the new one goes, the number of them for behind all; and why."""

    before: int
    order: str


def position(each: Series, others: Iterable[Series], *, title: str, date: str) -> Position:
    """Where an entry with `title` and `date` goes in `each`; `others` show what the list does."""
    kept = _kept(each)
    if not kept and len(each.entries) < _FEWEST_TITLES:
        large = [one for one in others if len(one.entries) >= _FEWEST_TITLES]
        habits = Counter(name for one in large for name in _kept(one)[:1])
        least = max(_FEWEST_SECTIONS, _HABIT * len(large))
        kept = [name for name, count in habits.most_common(1) if count >= least]
    for name in kept:
        keys, new = _keys(each, name, title=title, date=date)
        if new is not None and any(keys):
            return Position(_place(keys, new, backwards=name in _BACKWARDS), name)
    return Position(len(each.entries), UNDATED if kept and not date else AT_END)


_BACKWARDS = frozenset({ALPHABETICAL[1], BY_DATE[1]})


def _kept(each: Series) -> list[str]:
    """The orders that a section keeps, but for a few of its entries; dates first, if any differ."""
    found = []
    for name in (*reversed(BY_DATE), *ALPHABETICAL):
        keys, _ = _keys(each, name)
        known = [key for key in keys if key]
        fewest = _FEWEST_TITLES if name in ALPHABETICAL else _FEWEST
        if len(set(known)) < fewest or len(known) < _SLACK * len(keys):
            continue
        if name in _BACKWARDS:
            known.reverse()
        if is_sorted(known) or _longest(known) >= max(_SLACK * len(known), fewest + 1):
            found.append(name)
    return found


def _keys(
    each: Series,
    name: str,
    *,
    title: str = "",
    date: str = "",
) -> tuple[list[str], str | None]:
    """The keys of the entries by an order, "" for one without, and that of the new one."""
    if name in ALPHABETICAL:
        titles = [entry.fields.get("title", "") for entry in each.entries]
        ways = title_keys([*titles, title or "a"])
        if not ways:
            return [""] * len(titles), None
        reverse = name == ALPHABETICAL[1]
        best = max(ways, key=lambda way: _longest(_turned(way[:-1], turn=reverse)))
        return list(best[:-1]), best[-1] if title else None
    found = [entry.known_date for entry in each.entries]
    year, month, day = parts_of(date)
    known = [one.precision for one in found if one is not None and one.year is not None]
    depth = min(known, default=0)
    if year is None or depth == 0:
        new = None
    else:
        new = day_key(year, month if depth > 1 else None, day if depth > 2 else None)
    return [
        day_key(one.year, one.month if depth > 1 else None, one.day if depth > 2 else None)
        if one is not None and one.year is not None
        else ""
        for one in found
    ], new


def _turned(keys: Sequence[str], *, turn: bool) -> Sequence[str]:
    return keys[::-1] if turn else keys


def _longest(keys: Sequence[str]) -> int:
    """How many of `keys` are in order, the others left out."""
    ends: list[str] = []
    for key in keys:
        at = bisect_right(ends, key)
        ends[at : at + 1] = [key]
    return len(ends)


def _in_order(keys: Sequence[str]) -> list[int]:
    """The indexes of the most keys that are in order, those without a key left out."""
    ends: list[tuple[str, int]] = []
    before: dict[int, int | None] = {}
    for index, key in enumerate(keys):
        if not key:
            continue
        at = bisect_right(ends, key, key=lambda one: one[0])
        before[index] = ends[at - 1][1] if at else None
        ends[at : at + 1] = [(key, index)]
    found: list[int] = []
    at_last: int | None = ends[-1][1] if ends else None
    while at_last is not None:
        found.append(at_last)
        at_last = before[at_last]
    return found[::-1]


def _place(keys: Sequence[str], new: str, *, backwards: bool) -> int:
    """The index that `new` goes before: behind its equals, or ahead of them in a list backwards."""
    if backwards:
        turned = list(reversed(keys))
        chosen = _in_order(turned)
        at = bisect_right([turned[one] for one in chosen], new)
        # Ahead of all that are no later.
        return len(keys) - 1 - chosen[at - 1] if at else len(keys)
    chosen = _in_order(keys)
    at = bisect_right([keys[one] for one in chosen], new)
    return chosen[at - 1] + 1 if at else 0


def equals(each: Series, order: str, *, title: str, date: str) -> range:
    """The indexes that an entry may go before and keep `order`: any among those of its key."""
    keys, new = _keys(each, order, title=title, date=date)
    if new is None:
        return range(len(each.entries), len(each.entries) + 1)
    turned = list(reversed(keys)) if order in _BACKWARDS else list(keys)
    chosen = _in_order(turned)
    values = [turned[one] for one in chosen]
    first, last = bisect_left(values, new), bisect_right(values, new)
    low = chosen[first - 1] + 1 if first else 0
    high = chosen[last] if last < len(chosen) else len(keys)
    if order in _BACKWARDS:
        low, high = len(keys) - high, len(keys) - low
    return range(low, high + 1)

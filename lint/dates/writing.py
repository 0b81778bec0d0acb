"""A date in the notation of another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.dates.months import MONTHS, month_number
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.dates.readings import StatedDate

_TOKEN = lazy(r"\d+|[^\W\d_]+")
# A part of the name of a notation (`lint.dates.notations`).
_PART = lazy(r"YYYY|YY|Mon|MM|DD|M|D")
_KINDS = {"YYYY": "year", "YY": "year", "Mon": "month", "MM": "month", "M": "month"}
_ENGLISH = tuple(name.casefold() for name in MONTHS)
_SHORT = 3
_TEN = 10


def parts_of(iso: str) -> tuple[int | None, int | None, int | None]:
    """The year, the month and the day in `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    found = [int(part) if part.isdigit() else None for part in iso.split("-")[:3]]
    year, month, day = (*found, None, None, None)[:3]
    return year, month, day


def padded(example: str, stated: StatedDate) -> bool | None:
    """Whether `example` writes 4 as 04; None where it has no month and no day below ten."""
    tokens = [one[0] for one in _TOKEN.finditer(example)]
    kinds = _kinds(tokens, stated) or []
    numbers = [
        token
        for token, kind in zip(tokens, kinds, strict=False)
        if kind in {"month", "day"} and token.isdigit() and int(token) < _TEN
    ]
    return all(len(one) > 1 for one in numbers) if numbers else None


def date_like(
    iso: str, example: str, stated: StatedDate, *, pads: bool | None = None
) -> str | None:
    """The date `iso` written as `example` is, of which `stated` is known; None if it cannot be.

    What the date lacks and the notation has is a reason, too. `pads` says whether 4 is written as
    04 where `example` does not show it.
    """
    tokens = list(_TOKEN.finditer(example))
    kinds = _kinds([one[0] for one in tokens], stated)
    if kinds is None:
        return None
    own = padded(example, stated)
    width = 1 if own is False or (own is None and pads is False) else 2
    values = dict(zip(("year", "month", "day"), parts_of(iso), strict=True))
    written = []
    end = 0
    for token, kind in zip(tokens, kinds, strict=True):
        if kind:
            value = values[kind]
            text = None if value is None else _like(token[0], kind, value, width)
            if text is None:
                return None
            written.append(example[end : token.start()] + text)
        else:
            written.append(example[end : token.end()])
        end = token.end()
    return "".join(written) + example[end:]


def shortened(iso: str, example: str, stated: StatedDate) -> str | None:
    """`iso`, which has no day or no month, in the notation of `example` without that part."""
    year, month, _ = parts_of(iso)
    if year is None:
        return None
    found = re.fullmatch(r"(\d{4})([-./])(\d\d)(?:\2(\d\d))?", example.strip())
    if found and month is not None:
        return f"{year}{found[2]}{month:02}"
    return None if stated.venue else str(year)


def _kinds(tokens: list[str], stated: StatedDate) -> list[str] | None:
    """What each of `tokens` is of the date: a part of it, or "" for a word; None if unclear."""
    wanted = {"year": stated.year, "month": stated.month, "day": stated.day}
    parts = [_KINDS.get(one, "day") for one in _PART.findall(stated.notation)]
    kinds = []
    for token in tokens:
        kind = next((one for one in parts if _says(token, one, wanted[one])), "")
        if kind:
            parts.remove(kind)
        elif token.isdigit():
            return None
        kinds.append(kind)
    return None if parts or not any(kinds) else kinds


def _says(token: str, kind: str, value: int | None) -> bool:
    if value is None:
        return False
    if not token.isdigit():
        return kind == "month" and month_number(token) == value
    if kind == "year":
        return int(token[:9]) == value or (len(token) == 2 and int(token) == value % 100)
    return len(token) <= 2 and int(token) == value


def _like(token: str, kind: str, value: int, width: int) -> str | None:
    """`value` as `token` is written, a month or a day with at least `width` digits."""
    if token.isdigit():
        if kind == "year":
            return f"{value % 100:02}" if len(token) == 2 else str(value)
        return f"{value:0{width}}"
    folded = token.casefold()
    own = next((name for name in _ENGLISH if name.startswith(folded)), None)
    if own is None:
        return None  # a language whose names of months have several forms
    name = MONTHS[value - 1]
    if len(folded) < len(own) or len(own) == _SHORT:
        short = "Sept" if value == 9 and len(folded) > _SHORT else name[:_SHORT]
        name = name if len(own) == len(folded) and len(own) != _SHORT else short
    if token.isupper():
        return name.upper()
    return name.lower() if token.islower() else name

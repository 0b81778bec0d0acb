"""What sites say, as facts: strangers' text in one bounded line, and days.

Anybody may write the description of a repository or the title of a preprint, so nothing of it may
move a cursor, reorder a line or fill a screen.
"""

from __future__ import annotations

import datetime as dt
import html
import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 1000
_LONGEST_NAME = 200
_MOST_NAMES = 100

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_SPACE = re.compile(r"\s+")
# What a terminal obeys, and what reorders a line (Unicode Standard Annex #9, section 2).
_OBEYED = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# Tags that were escaped as text: only those of face markup, since `a <b, c> d` may be meant.
_FACE_TAG = re.compile(
    r"</?(?:b|bold|em|i|inf|italic|p|sc|scp|small|span|strong|sub|sup|tt|u|jats:[a-z]+)"
    r"(?: [^<>]*)?/?>",
    re.IGNORECASE,
)
_MATH = re.compile(r"</?(?:mml:)?math\b[^<>]*>", re.IGNORECASE)
# Alternatives to the MathML beside them.
_TEX = re.compile(r"<((?:mml:)?annotation|(?:jats:)?tex-math)\b[^<>]*>[^<>]*</\1>", re.IGNORECASE)
_GLUED = re.compile(r"</?(?:sub|sup|inf|mml:|m[a-z]+\b|jats:su[bp])", re.IGNORECASE)


def text(value: Any, *, markup: bool = False) -> str | None:
    """A title on one line; None for what is none.

    `markup` says that it may hold tags and character references of HTML, which it then loses.
    """
    plain = _plain(value, markup=markup)
    return plain if 0 < len(plain) <= _LONGEST else None


def line(value: Any, most: int = _LONGEST) -> str | None:
    """A description on one line of at most `most` characters, cut at its end; None for no text."""
    plain = _plain(value)
    return plain[: most - 1] + "…" if len(plain) > most else plain or None


def name(value: Any) -> str | None:
    """A name, such as that of a licence or a venue, on one line; None for none, or a long text."""
    plain = _plain(value)
    return plain if 0 < len(plain) <= _LONGEST_NAME else None


def names(values: Iterable[Any]) -> tuple[str, ...] | None:
    """The names of all of `values`; None for none, for more than a list would have, or a wrong one.

    Half of the authors are not the authors.
    """
    found = list(islice(values, _MOST_NAMES + 1))
    said = [name(one) for one in found]
    complete = 0 < len(said) <= _MOST_NAMES and all(said)
    return tuple(one for one in said if one) if complete else None


def first_name_first(value: Any) -> Any:
    """`Doe, Jane` as `Jane Doe`; anything else as it is."""
    if not isinstance(value, str) or value.count(",") != 1:
        return value
    family, _, given = value.partition(",")
    return f"{given.strip()} {family.strip()}".strip()


def day(value: Any) -> str | None:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD` at the beginning of a date or of a date with time.

    Milliseconds since 1970, as an integer, are a date in UTC. None for anything else.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return dt.datetime.fromtimestamp(value / 1000, dt.UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            return None
    if not isinstance(value, str):
        return None
    found = value.partition("T")[0].partition(" ")[0]
    return found if _DAY.fullmatch(found) else None


def _plain(value: Any, *, markup: bool = False) -> str:
    """`value` on one line, "" if it is no text; what nobody could read whole is not looked at."""
    if not isinstance(value, str):
        return ""
    value = value[: 20 * _LONGEST]
    if markup:
        if _MATH.search(value):
            value = _TEX.sub("", value)
        value = html.unescape(_without_tags(value, _ANY_TAG))
        value = _without_tags(value, _FACE_TAG)
    if not (value.isascii() and value.isprintable()):
        value = "".join(map(_kept, value))
    return _SPACE.sub(" ", value).strip()


def _kept(character: str) -> str:
    if character in _BIDI:
        return ""
    return " " if unicodedata.category(character) in _OBEYED else character


def _without_tags(value: str, tags: re.Pattern[str]) -> str:
    """`value` without tags; between two words a tag stands for a blank.

    Registries lose the blanks around face markup (`of<i>Avena</i>Roots`) and formulas. Within a
    formula, and at what is set higher or lower, tags part no words: `H<sub>2</sub>O`.
    """
    value = _MATH.sub(" ", value)

    def blank(found: re.Match[str]) -> str:
        before, after = value[: found.start()][-1:], value[found.end() :][:1]
        if _GLUED.match(found[0]) or not (before + after):
            return ""
        return " " if _ends_word(before) and _ends_word(after) else ""

    return tags.sub(blank, value)


def _ends_word(character: str) -> bool:
    return character.isalnum() or character in "<>"

"""Regular expressions: ours, compiled when they are first used, and those that somebody else wrote.

The latter run on an engine without backtracking. Python's own tries every way to divide a text, so
that `^(a+)+$` never comes to an end on forty letters. RE2 (https://github.com/google/re2) takes
time that grows with the length of the text. It has no wheel for every platform, and is asked for
nowhere else: without it, and for what it does not know, such as `(?=…)`, an expression is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 10_000
"""So many characters of a text of a list are held against an expression of the user's own."""
_LONGEST_SHOWN = 60


_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub", "subn")


class Lazy:
    """An expression that is compiled when one of its methods is first used."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        # Found on the instance from now on, as quickly as on a compiled expression.
        self.__dict__.update((one, getattr(compiled, one)) for one in _METHODS)
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The expression `pattern`, compiled when it is first used.

    A list needs few of the expressions of the rules, and to compile them all takes a sixth of the
    check of a small one.
    """
    return cast("re.Pattern[str]", Lazy(pattern, flags))


class Foreign(str):
    """A regular expression of a repository that was fetched."""

    __slots__ = ()


def finder(pattern: str) -> Callable[[str], bool]:
    """What tells whether `pattern` is found in a text.

    Raises ValueError, saying why in a few words, for a foreign one that cannot be run safely.
    """
    return _safe(pattern) if isinstance(pattern, Foreign) else _own(pattern)


@lru_cache(maxsize=256)
def _own(pattern: str) -> Callable[[str], bool]:
    search = re.compile(pattern).search
    return lambda text: search(text[:LONGEST]) is not None


@lru_cache(maxsize=256)
def _safe(pattern: Foreign) -> Callable[[str], bool]:
    shown = pattern if len(pattern) <= _LONGEST_SHOWN else f"{pattern[:_LONGEST_SHOWN]}…"
    try:
        import re2
    except ImportError:
        raise ValueError(
            f"{shown!r} comes from a fetched repository and needs awesome-lint[re2] to be run"
        ) from None
    options = re2.Options()
    options.log_errors = False
    try:
        search = re2.compile(str(pattern), options).search
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        said = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        raise ValueError(f"{shown!r} cannot be run safely: {said[:_LONGEST_SHOWN]}") from None
    return lambda text: search(text) is not None

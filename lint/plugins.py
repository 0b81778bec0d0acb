"""Rules, reporters and sites of other distributions, by entry points.

An id `vendor/name` is the entry point `vendor.name` of its group. Nothing is looked for until an
option or a configuration names such an id, and only what is named is imported. A configuration
names no file and no module: what runs is what its user has installed.
"""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from lint.errors import ConfigError
from lint.patterns import lazy

RULES = "awesome_lint.rules"
REPORTERS = "awesome_lint.reporters"
SITES = "awesome_lint.sites"

_ID = lazy(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_Kind = TypeVar("_Kind")


def is_plugin(name: str) -> bool:
    """Whether `name` is the id of a plug-in, `vendor/name`."""
    return _ID.fullmatch(name) is not None


def load(group: str, name: str, kind: type[_Kind]) -> _Kind:
    """The object that the entry point of the plug-in `name` in `group` names.

    Raises ConfigError, with the ids nearest to it, where no distribution has it, and for one that
    cannot be imported or is of another kind.
    """
    found = _load(group, name)
    if not isinstance(found, kind):
        raise ConfigError(f"plug-in {name!r} is not a {kind.__name__}")
    return found


@cache
def _load(group: str, name: str) -> object:
    from importlib.metadata import entry_points

    from lint.text import did_you_mean

    known = {one.name: one for one in entry_points(group=group)}
    point = known.get(name.replace("/", ".", 1))
    if point is None:
        ids = [one.replace(".", "/", 1) for one in known]
        raise ConfigError(f"no installed package provides {name!r}{did_you_mean(name, ids)}")
    try:
        return point.load()
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise ConfigError(f"cannot import plug-in {name!r}: {reason}") from error

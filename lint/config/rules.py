"""The rules of a run: those of this package, and the plug-ins that a configuration names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import plugins
from lint.errors import ConfigError
from lint.rules import Rule, all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lint.config.config import Config


def rules_for(configs: Iterable[Config]) -> tuple[Rule, ...]:
    """Every rule that one of `configs` may select, in alphabetical order.

    Raises ConfigError for a plug-in that is not there.
    """
    named = {name for config in configs for name in _named(config) if plugins.is_plugin(name)}
    if not named:
        return tuple(all_rules().values())
    every = {**all_rules(), **{name: plugin(name) for name in named}}
    return tuple(every[name] for name in sorted(every))


def plugin(name: str) -> Rule:
    """The rule with the id `name`, `vendor/name`. Raises ConfigError where it is not there."""
    found = plugins.load(plugins.RULES, name, Rule)
    if found.id != name:
        raise ConfigError(f"plug-in {name!r} defines a rule with another id, {found.id!r}")
    return found


def _named(config: Config) -> Iterator[str]:
    yield from config.select or ()
    yield from (name for name, severity in config.severity.items() if severity is not None)

"""The rules, one module each; a module put here is a rule."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from lint.rules.base import Context, Rule, rule

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Context", "Rule", "all_rules", "rule"]


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its id, in alphabetical order.

    Raises TypeError for a module here that holds no rule, or one not named like the module.
    """
    rules = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        if info.name == "base" or info.ispkg:
            continue
        module = import_module(f"{__name__}.{info.name}")
        found = [value for value in vars(module).values() if isinstance(value, Rule)]
        expected = info.name.replace("_", "-")
        if [one.id for one in found] != [expected]:
            raise TypeError(f"{module.__name__} must hold one rule, with the id {expected!r}")
        rules[expected] = found[0]
    return rules

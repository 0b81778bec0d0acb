"""Where the JSON Schemas live: inside the package once installed, beside it in a checkout."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUFFIX = ".schema.json"


def folder() -> Path:
    """The folder of the schemas.

    The wheel carries it as `lint/schema`; an editable installation finds the checkout's `schema`.
    Without `importlib.resources`, which imports modules for ten milliseconds.
    """
    packaged = Path(__file__).parents[1] / "schema"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "schema"


def names() -> tuple[str, ...]:
    """The names of the schemas, `entry` for entry.schema.json, in alphabetical order."""
    found = (entry.name for entry in folder().iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


def text(name: str) -> str:
    """The schema `name` as it is written, such as `entry` or `entry.schema.json`.

    Raises ConfigError, with the nearest names, where there is none.
    """
    known = names()
    short = name.removesuffix(_SUFFIX)
    if short not in known:
        from lint.text import did_you_mean

        others = did_you_mean(short, known) or f"; expected one of {', '.join(known)}"
        raise ConfigError(f"unknown schema {name!r}{others}")
    return (folder() / (short + _SUFFIX)).read_text(encoding="utf-8")


@cache
def load(name: str) -> Mapping[str, Any]:
    """The schema `name`, parsed; the same object each time, not to be changed."""
    schema: Mapping[str, Any] = json.loads(text(name))
    return schema

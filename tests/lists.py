"""The lists to try the linter on: data of one's own, never part of the project.

`AWESOME_LINT_LISTS` names a folder whose Markdown files are taken, with those of its folders. By
default it is `shared/lists` beside the checkout. Where there are none, the tests that need one
are skipped.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lint.document.parser import parse
from lint.source import Source
from lint.validation.violations import judge

if TYPE_CHECKING:
    from lint.document.model import Document
    from lint.validation.violations import Judged

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "lists"
_FOLDER = Path(os.environ.get("AWESOME_LINT_LISTS") or _BESIDE)
_FILES = sorted(_FOLDER.rglob("*.md"))
_NONE = "no lists given"

LISTS: list[Any] = list(_FILES) or [
    pytest.param(Path("absent.md"), marks=pytest.mark.skip(reason=_NONE))
]


def read_list(path: Path) -> str:
    """Return the text of a list."""
    return path.read_bytes().decode("utf-8")


@cache
def parsed(path: Path) -> Document:
    """A list, parsed once for all tests; nobody may change it."""
    return parse(Source("", read_list(path)))


@cache
def judged(path: Path) -> Judged:
    """The entries of a list and what the schema says of them, found once for all tests."""
    return judge(parsed(path))


def seed(name: str) -> Path:
    """Return the path of a list by its file's name; skips the test where it is absent."""
    for path in _FILES:
        if path.name == name:
            return path
    pytest.skip(f"{_NONE}: {name} is absent")

"""The lists to try the linter on: data beside the checkout, never part of the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "lists"
_FILES = sorted(_FOLDER.glob("*/*.md"))

LISTS: list[Any] = list(_FILES) or [
    pytest.param(
        Path("absent.md"),
        marks=pytest.mark.skip(reason="../shared/lists is not beside the checkout"),
    )
]


def read_list(path: Path) -> str:
    """Return the text of a list."""
    return path.read_bytes().decode("utf-8")


def seed(name: str) -> Path:
    """Return the path of a seed list; skips the test, by name, where it is absent."""
    path = _FOLDER / "seeds" / name
    if not path.is_file():
        pytest.skip(f"../shared/lists/seeds/{name} is not beside the checkout")
    return path

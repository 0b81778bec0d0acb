"""What the tests of the command share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.command import ANCHOR, CLEAN, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def two_lists(folder: Path) -> Path:
    """The working folder, with a list that has one problem and a list that has none."""
    write("list.md", ANCHOR)
    write("clean.md", CLEAN)
    return folder

"""How Hypothesis runs: never against the clock, and in CI the same examples each time.

And no test reads or writes what the user's own runs remember.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.links.server import Server

# A busy machine is no defect, so nothing has a deadline; a red CI run must mean the change.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
os.environ["AWESOME_LINT_NO_CACHE"] = "1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def server() -> Iterator[Server]:
    """A server with a page for each thing that may go wrong."""
    from tests.links.routes import odd
    from tests.links.server import Server

    with Server(odd) as running:
        yield running

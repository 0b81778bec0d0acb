"""How Hypothesis runs: never against the clock, and in CI the same examples each time.

And which files run first, for `-n`. And no test reads or writes what the user's own runs remember.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from tests.links.server import Server

# A busy machine is no defect, so nothing has a deadline; a red CI run must mean the change.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
os.environ["AWESOME_LINT_NO_CACHE"] = "1"
# A container may say that no bytecode is to be written. Each of the several hundred processes that
# the tests start would then compile what all of them import, which takes half a second.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# What takes longest begins first, so that at the end no process waits for one of these alone.
_TESTS = Path(__file__).parent
_SLOWEST = (
    "test_growth.py",
    "actions/test_stranger.py",
    "test_hook.py",
    "links/network/test_hostile_servers.py",
    "test_packaging.py",
    "adding/test_real_lists.py",
    "engine/test_fixer.py",
    "cli/test_init.py",
    "actions/test_action.py",
    "sweep/test_local.py",
    "sweep/test_links.py",
    "validation/test_violations.py",
    "validation/test_fast.py",
    "test_generated.py",
    "reporters/test_html_browser.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collected without the garbage collector, which then leaves the tests themselves alone.

    It would look through all of them again and again: half of the time that they take to collect.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files first, the others as they come."""
    order = {(_TESTS / name).resolve(strict=True): at for at, name in enumerate(_SLOWEST)}
    items.sort(key=lambda item: order.get(item.path, len(order)))


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

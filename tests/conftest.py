"""How Hypothesis runs: never against the clock, and in CI the same examples each time.

And no test reads or writes what the user's own runs remember.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no defect, so nothing has a deadline; a red CI run must mean the change.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
os.environ["AWESOME_LINT_NO_CACHE"] = "1"

# Tests that do not hold at present, a prefix of their ids a line. They run, and what they find is
# shown; the list is to become empty and then to go.
KNOWN = tuple(
    Path(__file__).with_name("known_failures.txt").read_text(encoding="utf-8").split("\n")
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that are known not to hold."""
    known = tuple(filter(None, KNOWN))
    for item in items:
        if item.nodeid.startswith(known):
            item.add_marker(pytest.mark.xfail(reason="known not to hold", strict=False))

"""SECURITY.md promises nothing without a test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def promises() -> dict[str, list[tuple[str, str]]]:
    """The promises of SECURITY.md, by their first words, with the tests that each one names."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    made = text.partition("### Where requests go")[2].partition("## Remaining risks")[0]
    return {
        one.partition("**")[0]: re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", one)
        for one in re.split(r"(?m)^- \*\*", made)[1:]
    }


def test_each_promise_names_tests_that_there_are() -> None:
    assert len(promises()) > 25
    for promise, tests in promises().items():
        assert tests, promise
        for file, name in tests:
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            assert name in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}, name

"""Each format of the small report, to the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lint import __version__
from lint.reporters import FORMATS, render
from lint.reporters.base import RenderOptions
from lint.rules import all_rules
from tests.reporters.small import DIAGNOSTICS, REPORT

GOLDEN = Path(__file__).with_name("golden")
# The report is a page with its styles and script; what it shows is tested in a browser.
NAMES = sorted(FORMATS.keys() - {"html"})


def normalised(name: str, text: str) -> str:
    """`text` without what changes with every release."""
    if name == "sarif":
        text = text.replace(f'"{__version__}"', '"VERSION"')
        text = re.sub(r'("help": \{)[^}]*\}', r"\1...}", text)
        for rule in {one.rule for one in DIAGNOSTICS}:
            text = text.replace(f'"{all_rules()[rule].summary}."', '"SUMMARY"')
    return text


@pytest.mark.parametrize("name", NAMES)
def test_the_small_report(name: str, request: pytest.FixtureRequest) -> None:
    file = next(GOLDEN.glob(f"{name}.*"), GOLDEN / f"{name}.txt")
    text = normalised(name, render(name, REPORT, RenderOptions(width=80)))
    if request.config.getoption("--rewrite-golden", default=False):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


def test_there_is_no_other_golden_file() -> None:
    assert {file.stem for file in GOLDEN.iterdir()} == set(NAMES)

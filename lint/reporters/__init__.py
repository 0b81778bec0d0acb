"""A report in each format: one module a format, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lint.engine.report import Report

FORMATS = {
    "full": "lint.reporters.terminal",
    "concise": "lint.reporters.concise",
    "json": "lint.reporters.json",
    "sarif": "lint.reporters.sarif",
    "github": "lint.reporters.github",
    "junit": "lint.reporters.junit",
    "gitlab": "lint.reporters.gitlab",
    "rdjson": "lint.reporters.rdjson",
    "markdown": "lint.reporters.markdown",
    "html": "lint.reporters.html",
}
"""The module of each format. It has a `render` that takes a report, `width` and `colour`."""


def render(
    name: str, report: Report, *, width: int = 100, colour: bool = False, everything: bool = False
) -> str:
    """`report` in the format `name`, a key of FORMATS, each line with its line feed.

    `width` in columns and `colour` matter to the formats for people alone. `everything` has `full`
    show each diagnostic, however many there are; the others do so anyway.
    """
    more = {"everything": everything} if name == "full" else {}
    text: str = import_module(FORMATS[name]).render(report, width=width, colour=colour, **more)
    return text

"""A report in each format: one module a format, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lint.diagnostics import Report

FORMATS = {
    "full": "lint.reporters.terminal",
    "concise": "lint.reporters.concise",
    "json": "lint.reporters.json",
    "github": "lint.reporters.github",
}
"""The module of each format. It has a `render` with the parameters of `render` below."""


def render(name: str, report: Report, *, width: int = 100, colour: bool = False) -> str:
    """`report` in the format `name`, a key of FORMATS, each line with its line feed.

    `width` in columns and `colour` matter to the formats for people alone.
    """
    text: str = import_module(FORMATS[name]).render(report, width=width, colour=colour)
    return text

"""A report in each format: one module a format, loaded when it is needed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from lint.plugins import REPORTERS, is_plugin, load

if TYPE_CHECKING:
    from lint.engine.report import Report
    from lint.reporters.base import RenderOptions, Reporter

FORMATS = {
    "full": "terminal",
    "concise": "concise",
    "json": "json",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github",
    "junit": "junit",
    "gitlab": "gitlab",
    "rdjson": "rdjson",
    "markdown": "markdown",
    "html": "html",
}
"""The module here of each format, which holds its `REPORTER`."""


def reporter(name: str) -> Reporter:
    """The reporter of the format `name`, a key of FORMATS or the id of a plug-in.

    Raises ConfigError for a plug-in that is not there.
    """
    if is_plugin(name):
        from lint.reporters.base import Reporter

        return load(REPORTERS, name, Reporter)
    found: Reporter = import_module(f"{__name__}.{FORMATS[name]}").REPORTER
    return found


def render(name: str, report: Report, options: RenderOptions | None = None) -> str:
    """`report` in the format `name`, each line with its line feed; see `reporter`."""
    return reporter(name)(report, options)

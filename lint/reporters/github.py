"""Workflow commands that GitHub Actions shows as annotations of a pull request.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands and,
for the escapes, `command.ts` of actions/toolkit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.console.github_log import as_data, as_property, error
from lint.diagnostics import Severity
from lint.files.inputs import STDIN_NAME
from lint.reporters._places import NOT_CHECKED, from_root
from lint.reporters.base import Media, Reporter

if TYPE_CHECKING:
    from lint.diagnostics import Diagnostic
    from lint.engine.report import Report
    from lint.reporters.base import RenderOptions

# The workflow command that shows a severity as an annotation.
_COMMANDS = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - one signature
    """A command for each place of each diagnostic and for each failure, on a line of its own."""
    return "".join(
        (*(error(one, NOT_CHECKED) for one in report.failures), *map(_command, report.places))
    )


def _command(diagnostic: Diagnostic) -> str:
    line, column = diagnostic.source.position(diagnostic.span.start)
    end_line, end_column = diagnostic.source.position(diagnostic.span.end)
    properties = {"line": line, "endLine": end_line, "title": diagnostic.rule}
    if end_line == line:  # columns of different lines make GitHub drop the annotation
        properties = {
            "line": line,
            "endLine": end_line,
            "col": column,
            "endColumn": end_column,
            "title": diagnostic.rule,
        }
    if diagnostic.path != STDIN_NAME:
        properties = {"file": from_root(diagnostic.path), **properties}
    named = ",".join(f"{key}={as_property(str(value))}" for key, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {named}::{as_data(diagnostic.message)}\n"


REPORTER = Reporter(render, Media.COMMANDS)

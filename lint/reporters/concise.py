"""One line a diagnostic, as compilers write it: `path:line:col: severity rule message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.console.escape import visible
from lint.reporters.base import Media, Reporter

if TYPE_CHECKING:
    from lint.diagnostics import Diagnostic
    from lint.engine.report import Report
    from lint.reporters.base import RenderOptions


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - one signature
    """A line for each place of each diagnostic; nothing for a clean report."""
    return "".join(map(_line, report.places))


def _line(diagnostic: Diagnostic) -> str:
    line, column = diagnostic.source.position(diagnostic.span.start)
    place = f"{diagnostic.path}:{line}:{column}"
    return visible(f"{place}: {diagnostic.severity} {diagnostic.rule} {diagnostic.message}") + "\n"


REPORTER = Reporter(render, Media.LINES, r"\x23")

"""A reporter that prints one number: `--format acme/count`."""

from __future__ import annotations

from lint import Media, RenderOptions, Report, Reporter


def render(report: Report, options: RenderOptions) -> str:
    """The number of problems, on a line."""
    del options
    return f"{len(report.diagnostics)}\n"


REPORTER = Reporter(render, Media.LINES)

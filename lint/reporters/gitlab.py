"""GitLab's code quality report, which merge requests show.

Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from lint.console.escape import visible
from lint.diagnostics import Severity
from lint.reporters._places import NOT_CHECKED, failed_path, from_root, place
from lint.reporters.base import Media, Reporter

if TYPE_CHECKING:
    from lint.diagnostics import Diagnostic
    from lint.engine.report import Report
    from lint.reporters.base import RenderOptions

_SEVERITIES = {Severity.INFO: "info", Severity.WARNING: "minor", Severity.ERROR: "major"}


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - one signature
    """A JSON array with an object for each place and each failure, in ASCII."""
    issues = [*map(_failure, report.failures), *map(_issue, report.places)]
    return json.dumps(issues, indent=2) + "\n"


def _failure(line: str) -> dict[str, Any]:
    fingerprint = hashlib.sha256(f"{NOT_CHECKED}\0{line}".encode(errors="replace"))
    return {
        "type": "issue",
        "check_name": NOT_CHECKED,
        "description": visible(line),
        "categories": ["Bug Risk"],
        "severity": "blocker",
        "fingerprint": fingerprint.hexdigest(),
        "location": {"path": failed_path(line), "lines": {"begin": 1, "end": 1}},
    }


def _issue(diagnostic: Diagnostic) -> dict[str, Any]:
    where = place(diagnostic.source, diagnostic.span)
    path = from_root(diagnostic.path)
    # The identity says nothing of the file, and a fingerprint is for the whole project.
    fingerprint = hashlib.sha256(f"{path}\0{diagnostic.identity}".encode(errors="replace"))
    return {
        "type": "issue",
        "check_name": diagnostic.rule,
        "description": visible(diagnostic.message),
        "categories": ["Style"],
        "severity": _SEVERITIES[diagnostic.severity],
        "fingerprint": fingerprint.hexdigest(),
        "location": {
            "path": path,
            "positions": {
                "begin": {"line": where.line, "column": where.column},
                "end": {"line": where.end_line, "column": where.end_column},
            },
            "lines": {"begin": where.line, "end": where.end_line},
        },
    }


REPORTER = Reporter(render, Media.DATA)

"""The report as JSON lines, one for each thing, so that a program can begin before it has all.

The objects are those of schema/report.schema.json with a `type`: a `report` with the `version` goes
first, then each `failure`, `diagnostic`, `link` and `notice`, then the `summary`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lint.reporters.base import Media, Reporter
from lint.reporters.json import members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.engine.report import Report
    from lint.reporters.base import RenderOptions


def render(report: Report, options: RenderOptions) -> str:
    """The lines, in ASCII."""
    return "".join(pieces(report, options))


def pieces(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - one signature
    """What `render` puts together: each line."""
    return (f"{json.dumps(one)}\n" for one in _objects(report))


def _objects(report: Report) -> Iterator[dict[str, Any]]:
    parts = dict(members(report))
    yield {"type": "report", "version": parts["version"]}
    yield from ({"type": "failure", "message": line} for line in parts["failures"])
    yield from ({"type": "diagnostic", **one} for one in parts["diagnostics"])
    yield from ({"type": "link", **one} for one in parts["links"])
    yield from ({"type": "notice", "message": line} for line in parts["notices"])
    yield {"type": "summary", **parts["summary"]}


REPORTER = Reporter(render, Media.DATA, pieces=pieces)

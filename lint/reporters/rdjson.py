"""reviewdog's diagnostic format, which becomes comments with suggestions on a pull request.

Source: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf (reviewdog.proto: lines and
columns count from 1, columns in bytes of UTF-8, the end is exclusive). It refuses fields that it
does not know; `related_locations` came with reviewdog 0.18.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lint.console.escape import visible
from lint.diagnostics import Edit, Severity
from lint.engine.fixer import apply
from lint.provenance import repository, rule_page
from lint.reporters._places import NOT_CHECKED, failed_path, from_root
from lint.reporters.base import Media, Reporter
from lint.rules import all_rules
from lint.source import Span

if TYPE_CHECKING:
    from lint.diagnostics import Diagnostic
    from lint.engine.report import Report
    from lint.reporters.base import RenderOptions
    from lint.source import Source

_SEVERITIES = {Severity.INFO: "INFO", Severity.WARNING: "WARNING", Severity.ERROR: "ERROR"}


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - one signature
    """One DiagnosticResult, in ASCII."""
    result = {
        "source": {"name": "awesome-lint", **_url(repository())},
        "diagnostics": [*map(_failure, report.failures), *map(_diagnostic, report.places)],
    }
    return json.dumps(result, indent=2) + "\n"


def _failure(line: str) -> dict[str, Any]:
    return {
        "message": visible(line),
        "location": {"path": failed_path(line)},
        "severity": "ERROR",
        "code": {"value": NOT_CHECKED},
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    source, finding = diagnostic.source, diagnostic.finding
    path = from_root(diagnostic.path)
    found: dict[str, Any] = {
        "message": visible(diagnostic.message),
        "location": {"path": path, "range": _range(source, diagnostic.span)},
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.rule, **_page(diagnostic.rule)},
    }
    if finding.fix is not None and (edit := _whole(source, finding.fix.edits)) is not None:
        found["suggestions"] = [{"range": _range(source, edit.span), "text": edit.replacement}]
    if finding.related:
        found["related_locations"] = [
            {
                "message": visible(one.message),
                "location": {"path": path, "range": _range(source, one.span)},
            }
            for one in finding.related
        ]
    return found


def _page(rule_id: str) -> dict[str, str]:
    rule = all_rules().get(rule_id)
    return _url(rule_page(rule.id, rule.check.__module__)) if rule is not None else {}


def _url(page: str | None) -> dict[str, str]:
    return {"url": page} if page is not None else {}


def _whole(source: Source, edits: tuple[Edit, ...]) -> Edit | None:
    """`edits` as one: suggestions are alternatives, so those that go together cannot be several.

    None for edits of different lines, which no comment could show.
    """
    span = Span(min(one.span.start for one in edits), max(one.span.end for one in edits))
    if len(edits) > 1 and source.position(span.start)[0] != source.position(span.end)[0]:
        return None
    moved = (
        Edit(Span(e.span.start - span.start, e.span.end - span.start), e.replacement) for e in edits
    )
    return Edit(span, apply(source.slice(span), moved))


def _range(source: Source, span: Span) -> dict[str, dict[str, int]]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    before = source.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode(errors="replace")) + 1}


REPORTER = Reporter(render, Media.DATA)

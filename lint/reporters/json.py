"""The report as a JSON object: the contract with other tools (schema/report.schema.json)."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lint.diagnostics import Severity
from lint.engine.unread import KINDS
from lint.reporters.base import Media, Reporter

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from lint.diagnostics import Diagnostic
    from lint.engine.report import Occurrence, Report
    from lint.links.result import Facts, LinkResult
    from lint.reporters.base import RenderOptions
    from lint.source import Source, Span

VERSION = 2


def render(report: Report, options: RenderOptions) -> str:
    """The object, a line for each thing, in ASCII: no terminal or pipe has an encoding to break it.

    Indenting all of it would take ten times as long: Python's encoder in C cannot.
    """
    return "".join(pieces(report, options))


def pieces(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - one signature
    """What `render` puts together."""
    before = "{\n"
    for key, value in members(report):
        yield f"{before}{json.dumps(key)}: "
        yield from _pieces(value)
        before = ",\n"
    yield "\n}\n"


def members(report: Report) -> Iterator[tuple[str, Any]]:
    """The keys of the object with their values, as schema/report.schema.json describes them.

    Every key is there, null or not.
    """
    yield "version", VERSION
    yield "failures", report.failures
    yield "diagnostics", map(_diagnostic, report.diagnostics)
    links = report.results.items()
    yield "links", (_link(result, report.occurrences[url]) for url, result in links)
    summary = {
        "files": report.files,
        "entries": report.entries,
        "links": report.links,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "suppressed": report.suppressed + report.baselined,
        "elapsed_ms": round(report.elapsed * 1000),
        "unread": {kind: sum(each[kind] for each in report.unread.values()) for kind in KINDS},
    }
    yield "notices", report.notices
    yield "summary", summary


def _pieces(value: Any) -> Iterator[str]:
    """`value` as JSON; what is a series has a line for each."""
    if isinstance(value, (int, dict)):
        yield json.dumps(value)
        return
    before = "[\n"
    for one in value:
        yield before
        yield json.dumps(one)
        before = ",\n"
    yield "[]" if before[0] == "[" else "\n]"


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    entry = {"title": diagnostic.entry, "section": diagnostic.section}
    return {
        "path": diagnostic.path,
        **_place(diagnostic.source, diagnostic.span),
        "rule": diagnostic.rule,
        "severity": str(diagnostic.severity),
        "message": diagnostic.told,
        **_correction(diagnostic),
        "entry": entry if diagnostic.entry else None,
        "places": [
            {**_place(one.source, one.span), "message": one.message, **_correction(one)}
            for one in diagnostic.places
        ],
    }


def _correction(diagnostic: Diagnostic) -> dict[str, Any]:
    source, fix = diagnostic.source, diagnostic.finding.fix
    return {
        "url": diagnostic.finding.url,
        "fix": None
        if fix is None
        else {
            "title": fix.title,
            "safe": fix.safe,
            "edits": [
                {**_place(source, edit.span, "start_"), "replacement": edit.replacement}
                for edit in fix.edits
            ],
        },
    }


def _link(result: LinkResult, occurrences: tuple[Occurrence, ...]) -> dict[str, Any]:
    return {
        "url": result.url,
        "verdict": result.verdict.value,
        "reason": result.reason.value if result.reason else None,
        "status": result.status,
        "final_url": result.final_url,
        "redirect": {"permanent": result.permanent, "to": result.final_url}
        if result.redirected
        else None,
        "cached": result.from_cache,
        "elapsed_ms": round(result.elapsed * 1000),
        "detail": result.detail or None,
        "checked": _day(result.checked),
        "last_good": _day(result.last_good),
        "failing_since": _day(result.failing_since),
        "failures": result.failures,
        "facts": _facts(result.facts),
        "occurrences": [
            {"path": one.source.path, **_place(one.source, one.span), "kind": str(one.kind)}
            for one in occurrences
        ],
    }


def _facts(facts: Facts | None) -> dict[str, Any] | None:
    """What is known; the rest would be half of the report."""
    if facts is None:
        return None
    said = asdict(facts).items()
    # No star is something to say.
    return {key: value for key, value in said if value is not None and value is not False}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _place(source: Source, span: Span, prefix: str = "") -> dict[str, int]:
    """Where `span` is: lines and columns from 1, in characters, the end exclusive."""
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    return {
        f"{prefix}line": line,
        f"{prefix}column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


REPORTER = Reporter(render, Media.DATA, pieces=pieces)

"""SARIF 2.1.0, for code scanning on GitHub and for editors.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html and, for what GitHub reads
of it, https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from lint.console.escape import visible
from lint.diagnostics import Severity
from lint.files.inputs import STDIN_NAME
from lint.provenance import repository, rule_page
from lint.reporters._places import place, uri
from lint.reporters.base import Media, Reporter
from lint.rules import all_rules
from lint.version import __version__

if TYPE_CHECKING:
    from lint.diagnostics import Diagnostic, Edit, Fix
    from lint.engine.report import Report
    from lint.reporters.base import RenderOptions
    from lint.source import Source, Span

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# GitHub refuses a run with more results, and shows the 5,000 most severe:
# https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
_MOST = 25_000
_ROOT = "%SRCROOT%"
# A link, or what would be read as an escape in one.
_LINK = re.compile(r"\]\(|\\[\[\]]")
_FINGERPRINT = "awesomeLint/v1"
# What 0.1.0 may have given in its place. A fingerprint has one value, a property bag takes all.
_FORMER = "formerFingerprints"

# SARIF 2.1.0, section 3.27.10.
_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - one signature
    """One run, in ASCII: no terminal or pipe has an encoding that could break it."""
    return json.dumps(as_object(report), indent=2) + "\n"


def as_object(report: Report) -> dict[str, Any]:
    """The log: a result for each diagnostic, and the rules that they are about with their help.

    Of more than 25,000 the least severe are left out.
    """
    kept = report.diagnostics
    if len(kept) > _MOST:
        ranked = sorted(range(len(kept)), key=lambda index: (-kept[index].severity, index))
        kept = tuple(kept[index] for index in sorted(ranked[:_MOST]))
    named = sorted({one.rule for one in kept})
    indexes = {name: index for index, name in enumerate(named)}
    driver = {
        "name": "awesome-lint",
        "version": __version__,
        "semanticVersion": __version__,
        **({"informationUri": about} if (about := repository()) else {}),
        "rules": [_rule(name) for name in named],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [
            {
                "executionSuccessful": not report.failures,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": _text(line)}} for line in report.failures
                ],
            }
        ],
        "results": [_result(one, indexes[one.rule]) for one in kept],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str) -> dict[str, Any]:
    rule = all_rules().get(name)
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": f"{rule.summary}."},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        **({"helpUri": page} if (page := rule_page(rule.id, rule.check.__module__)) else {}),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"precision": "very-high", "tags": ["documentation"]},
    }


def _result(diagnostic: Diagnostic, index: int) -> dict[str, Any]:
    source, finding = diagnostic.source, diagnostic.finding
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _text(diagnostic.told)},
        "locations": [_location(source, diagnostic.span)],
        # Made of the entry and the content, it outlives moves. The one that GitHub goes by,
        # primaryLocationLineHash, is added by its upload, which warns of any other value.
        "partialFingerprints": {_FINGERPRINT: diagnostic.identity},
    }
    if diagnostic.former:
        result["properties"] = {_FORMER: sorted(diagnostic.former)}
    related = [(one.span, one.message) for one in finding.related]
    related += [(one.span, one.message) for one in diagnostic.more]
    if related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": _text(message)}, **_location(source, span)}
            for number, (span, message) in enumerate(related, start=1)
        ]
    fixes = dict.fromkeys(one.finding.fix for one in diagnostic.places if one.finding.fix)
    if fixes:
        result["fixes"] = [_fix(source, fix) for fix in fixes]
    return result


def _fix(source: Source, fix: Fix) -> dict[str, Any]:
    replacements = [_replacement(source, edit) for edit in fix.edits]
    change = {"artifactLocation": _artifact(source), "replacements": replacements}
    return {"description": {"text": _text(fix.title)}, "artifactChanges": [change]}


def _location(source: Source, span: Span) -> dict[str, Any]:
    return {
        "physicalLocation": {"artifactLocation": _artifact(source), "region": _region(source, span)}
    }


def _artifact(source: Source) -> dict[str, str]:
    reference = uri(source.path)
    if source.path == STDIN_NAME or reference.startswith("file:"):
        return {"uri": reference}
    return {"uri": reference, "uriBaseId": _ROOT}


def _region(source: Source, span: Span) -> dict[str, int]:
    where = place(source, span)
    return {
        "startLine": where.line,
        "startColumn": where.column,
        "endLine": where.end_line,
        "endColumn": where.end_column,
    }


def _replacement(source: Source, edit: Edit) -> dict[str, Any]:
    return {
        "deletedRegion": _region(source, edit.span),
        "insertedContent": {"text": edit.replacement},
    }


def _text(text: str) -> str:
    """`text` as a plain message, where `{0}` is a placeholder and `[x](1)` a link (3.11.5, 6)."""
    shown = visible(text).replace("{", "{{").replace("}", "}}")
    if _LINK.search(shown) is None:
        return shown
    return shown.replace("[", "\\[").replace("]", "\\]")


REPORTER = Reporter(render, Media.DATA)

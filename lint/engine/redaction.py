"""Findings and link results without the user names and passwords of their URLs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lint.credentials import AT_SIGN, NOTHING, Known, hide, hide_destination

if TYPE_CHECKING:
    from lint.diagnostics import Finding
    from lint.links.result import LinkResult


def of_result(result: LinkResult) -> LinkResult:
    """`result` as it may be shown."""
    if "@" not in f"{result.url}{result.final_url}{result.snapshot}":
        return result
    return replace(
        result,
        url=hide(result.url),
        final_url=result.final_url and hide(result.final_url),
        snapshot=result.snapshot and hide(result.snapshot),
    )


def of_finding(finding: Finding, parsed: Known = NOTHING) -> Finding:
    """`finding` as it may be shown, in a list with the user-info that was `parsed`.

    It has no fix that would write credentials.
    A report says what a fix writes, so that one that left them out would destroy the link.
    """
    fix = finding.fix
    texts = [finding.message, finding.url or "", *(one.message for one in finding.related)]
    texts += [fix.title, *(one.replacement for one in fix.edits)] if fix else []
    if not parsed.cut and not any(AT_SIGN.search(text) for text in texts):
        return finding
    if fix is not None and any(
        hide(one.replacement, parsed) != one.replacement for one in fix.edits
    ):
        fix = None
    return finding._replace(
        message=hide(finding.message, parsed),
        url=finding.url and hide_destination(finding.url),
        fix=fix and fix._replace(title=hide(fix.title, parsed)),
        related=tuple(one._replace(message=hide(one.message, parsed)) for one in finding.related),
    )

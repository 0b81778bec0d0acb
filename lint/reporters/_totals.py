"""A report in a few words, for people: how much was found, and how the links are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lint.console.escape import visible
from lint.diagnostics import Severity
from lint.engine.link_facts import UNCHANGED
from lint.files.own_pages import DETAIL as OWN_PAGE
from lint.links.result import Reason, Verdict
from lint.text import plural

if TYPE_CHECKING:
    from lint.engine.report import Report

_MOST_PATTERNS = 5


def found(report: Report) -> str:
    """`1 error, 2 warnings`, or the empty text."""
    counts = {severity: report.count(severity) for severity in sorted(Severity, reverse=True)}
    return ", ".join(plural(count, str(severity)) for severity, count in counts.items() if count)


def unseen(report: Report) -> str:
    """What is not in the report, each after a semicolon: what is kept quiet, what failed."""
    quiet = {"suppressed": report.suppressed, "in the baseline": report.baselined}
    hidden = ", ".join(f"{count:,} {word}" for word, count in quiet.items() if count)
    count = plural(len(report.failures), "failure")
    failed = f"{count}, so not everything was checked" if report.failures else ""
    return "".join(f"; {text}" for text in (hidden, failed) if text)


def links(report: Report) -> str:
    """`3 links to 2 URLs: 1 ok, 1 broken`, with the patterns that excluded some."""
    text = plural(report.links, "link")
    results = report.results.values()
    if not results:
        return text
    if all(result.reason is Reason.OFFLINE for result in results):
        return f"{text}, not checked"
    verdicts = Counter(result.verdict for result in results)
    parts = (f"{verdicts[verdict]:,} {verdict}" for verdict in Verdict if verdicts[verdict])
    told = f"{text} to {plural(len(results), 'URL')}: {', '.join(parts)}"
    excluded = Counter(one.detail for one in results if one.reason is Reason.EXCLUDED)
    own = [(excluded.pop(detail, 0), detail) for detail in (UNCHANGED, OWN_PAGE)]
    by = [f"{count:,} {detail}" for count, detail in own if count]
    most = excluded.most_common(_MOST_PATTERNS)
    by += (f"{count} by {visible(detail)}" for detail, count in most)
    if len(excluded) > _MOST_PATTERNS:
        by.append(f"{sum(excluded.values())} in all by patterns")
    return f"{told} ({', '.join(by)})" if by else told

"""A small report that every format is shown with, and a report of any one finding."""

from __future__ import annotations

from lint.diagnostics import Diagnostic, Edit, Finding, Fix, Related, Severity
from lint.engine.report import Occurrence, Report
from lint.links.result import LinkResult, Reason, Verdict
from lint.source import Source, Span

LIST = Source(
    "docs/list.md",
    "# 论文 list\n"
    "\n"
    "| Date | Links |\n"
    "| 7/4/23 | 论文 [![arXiv](https://img.shields.io/badge/a-b-c)](https://cdn.example/x.pdf) |\n"
    "\t[two\nlines](http://example.org/moved)\n",
)
BADGE = "https://img.shields.io/badge/a-b-c"
LINKED = "https://cdn.example/x.pdf"
MOVED = "http://example.org/moved"


def span(text: str, source: Source = LIST) -> Span:
    start = source.text.index(text)
    return Span(start, start + len(text))


def diagnostic(rule: str, severity: Severity, finding: Finding) -> Diagnostic:
    return Diagnostic(rule, LIST, severity, finding, rule.encode().hex()[:32])


DIAGNOSTICS = (
    diagnostic(
        "invalid-date", Severity.INFO, Finding(span("7/4/23"), "7/4/23 is 7 April or 4 July")
    ),
    diagnostic(
        "badge-url-mismatch",
        Severity.ERROR,
        Finding(
            span(f"[![arXiv]({BADGE})]({LINKED})"),
            "the badge says arXiv: 100%, its link is not",
            related=(Related(span("Links"), "the column"),),
            url=LINKED,
        ),
    ),
    diagnostic(
        "redirected-link",
        Severity.WARNING,
        Finding(
            span(f"[two\nlines]({MOVED})"),
            "it has moved",
            Fix("lead to the new address", (Edit(span(MOVED), "https://new.example/"),), safe=True),
            url=MOVED,
        ),
    ),
)
RESULTS = {
    LINKED: LinkResult(LINKED, Verdict.BROKEN, Reason.NOT_FOUND, 404, LINKED, elapsed=0.0126),
    BADGE: LinkResult(BADGE, Verdict.SKIPPED, Reason.BADGE_IMAGE),
    MOVED: LinkResult(MOVED, Verdict.OK, None, 200, "https://new.example/", permanent=True),
}
REPORT = Report(
    diagnostics=DIAGNOSTICS,
    results=RESULTS,
    occurrences={
        LINKED: (Occurrence(LIST, span(f"[![arXiv]({BADGE})]({LINKED})"), "inline"),),
        BADGE: (Occurrence(LIST, span(f"![arXiv]({BADGE})"), "image"),),
        MOVED: (Occurrence(LIST, span(f"[two\nlines]({MOVED})"), "inline"),),
    },
    files=2,
    entries=1,
    links=3,
    elapsed=0.25,
    headings={"docs/clean.md": (), "docs/list.md": ()},
    advice=("--fix changes 1 line",),
)


def report_of(source: Source, found: Finding) -> Report:
    """A report that says `found` of `source`, and nothing else."""
    one = Diagnostic("x-rule", source, Severity.ERROR, found, "0" * 32)
    return Report((one,), {}, {}, files=1, entries=0, links=0)

"""For people: each diagnostic with its source line and the span marked, then a line of totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from lint.diagnostics import Severity
from lint.links.result import Reason, Verdict
from lint.reporters._snippet import snippet
from lint.reporters._text import many, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.diagnostics import Diagnostic, Report

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_NARROWEST = 40
_Paint = Callable[[str, str], str]


def render(report: Report, *, width: int, colour: bool) -> str:
    """Each diagnostic, its source line cut to `width` columns, and the totals of the run.

    Messages are not wrapped: a terminal does that. Of files that could not be judged it says
    nothing but their number; without any that could, nothing at all.
    """

    def paint(text: str, name: str) -> str:
        return (
            click.style(text, fg=name, bold=name in _COLOURS.values() or None) if colour else text
        )

    blocks = ["\n".join(_block(one, width, paint)) + "\n\n" for one in report.diagnostics]
    totals = _summary(report) + "\n" if report.files else ""
    return "".join(blocks) + totals


def _block(diagnostic: Diagnostic, width: int, paint: _Paint) -> Iterator[str]:
    source, finding = diagnostic.source, diagnostic.finding
    line, column = source.position(diagnostic.span.start)
    end_line, _ = source.position(diagnostic.span.end)
    tint = _COLOURS[diagnostic.severity]
    number = str(line)
    gutter = " " * len(number)
    bar, pointer, equals = (paint(sign, "blue") for sign in ("|", "-->", "="))
    shown = snippet(source, diagnostic.span, max(width, _NARROWEST) - len(number) - 3)
    head = paint(f"{diagnostic.severity}[{diagnostic.rule}]", tint)
    yield f"{head}: {visible(diagnostic.message)}"
    yield f"{gutter}{pointer} {visible(diagnostic.path)}:{line}:{column}"
    yield f"{gutter} {bar}"
    yield f"{paint(number, 'blue')} {bar} {shown.text}".rstrip()
    yield f"{gutter} {bar} {' ' * shown.indent}{paint('^' * shown.marks, tint)}"
    if end_line > line:
        yield f"{gutter} {equals} note: goes on to line {end_line}"
    for related in finding.related:
        place = ":".join(map(str, source.position(related.span.start)))
        yield f"{gutter} {equals} note: {place}: {visible(related.message)}"
    if finding.fix:
        yield f"{gutter} {equals} help: {visible(finding.fix.title)}"


def _summary(report: Report) -> str:
    counts = {word: report.count(severity) for severity, word in _WORDS.items()}
    found = ", ".join(many(count, word) for word, count in counts.items() if count)
    text = f"Found {found}" if found else "No problems found"
    text += f" in {many(report.files, 'file')} ({_totals(report)})"
    quiet = {"suppressed": report.suppressed, "in the baseline": report.baselined}
    hidden = ", ".join(f"{count:,} {word}" for word, count in quiet.items() if count)
    text += f"; {hidden}" if hidden else ""
    text += _remedy(report)
    return f"{text}; {many(len(report.failures), 'failure')}" if report.failures else text


def _remedy(report: Report) -> str:
    """How many of the problems have a fix."""
    fixes = [one.finding.fix for one in report.diagnostics if one.finding.fix]
    safe = sum(fix.safe for fix in fixes)
    counts = {"--fix": safe, "--unsafe-fixes": len(fixes) - safe}
    return "".join(f"; {count:,} fixable with {name}" for name, count in counts.items() if count)


def _totals(report: Report) -> str:
    text = f"{many(report.entries, 'entry')}, {many(report.links, 'link')}"
    results = report.results.values()
    if not results:
        return text
    if all(result.reason is Reason.OFFLINE for result in results):
        return f"{text}, not checked"
    verdicts = Counter(result.verdict for result in results)
    parts = (f"{verdicts[verdict]} {verdict}" for verdict in Verdict if verdicts[verdict])
    return f"{text} to {many(len(results), 'URL')}: {', '.join(parts)}"

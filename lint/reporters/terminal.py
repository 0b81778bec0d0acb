"""For people: the findings with their source lines, the totals, and what may be done next.

Of more findings than somebody reads, a few of each rule are shown, the most severe rules first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from lint.console.escape import visible
from lint.diagnostics import Severity
from lint.reporters import _totals
from lint.reporters._snippet import snippet
from lint.reporters.base import Media, Reporter
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lint.diagnostics import Diagnostic
    from lint.engine.report import Report
    from lint.reporters.base import RenderOptions

MOST_IN_FULL = 50
"""The most findings that are shown one by one."""

_EXAMPLES = 3
_MOST_CLEAN = 10
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NARROWEST = 40
_Paint = Callable[[str, str], str]


def render(report: Report, options: RenderOptions) -> str:
    """Each diagnostic, its source line cut to `width` columns, and the totals of the run.

    More than MOST_IN_FULL are grouped by rule, unless all are to be shown. Of files that
    could not be judged it says nothing but their number; without any that could, nothing at all.
    """
    found = report.diagnostics
    if options.show_all or len(found) <= MOST_IN_FULL:
        listed = findings(found, width=options.width, colour=options.colour)
        return listed + totals(report)
    return examples(found, colour=options.colour) + totals(report, hidden=hidden(found))


def findings(diagnostics: Iterable[Diagnostic], *, width: int, colour: bool) -> str:
    """Each of `diagnostics`. Messages are not wrapped: a terminal does that."""
    paint = _painter(colour=colour)
    return "".join("\n".join(_block(one, width, paint)) + "\n\n" for one in diagnostics)


def examples(diagnostics: Iterable[Diagnostic], *, colour: bool) -> str:
    """A few of `diagnostics` of each rule, a line each, the most severe rules first."""
    paint = _painter(colour=colour)
    groups = _groups(diagnostics).items()
    return "".join("\n".join(_group(*one, paint)) + "\n\n" for one in groups)


def hidden(diagnostics: Iterable[Diagnostic]) -> int:
    """How many of `diagnostics` are not among their `examples`."""
    return sum(max(0, len(group) - _EXAMPLES) for group in _groups(diagnostics).values())


def totals(report: Report, *, hidden: int = 0) -> str:
    """The lines that end a report, of which `hidden` diagnostics are not shown."""
    return "".join(f"{line}\n" for line in _totals_of(report, hidden)) if report.files else ""


def _painter(*, colour: bool) -> _Paint:
    def paint(text: str, name: str) -> str:
        return (
            click.style(text, fg=name, bold=name in _COLOURS.values() or None) if colour else text
        )

    return paint


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
    for note in finding.notes:
        yield f"{gutter} {equals} note: {visible(note)}"
    if finding.hint:
        yield f"{gutter} {equals} help: {visible(finding.hint)}"
    if finding.fix:
        yield f"{gutter} {equals} help: {visible(finding.fix.title)}"


def _groups(diagnostics: Iterable[Diagnostic]) -> Mapping[tuple[Severity, str], list[Diagnostic]]:
    """`diagnostics` by severity and rule: the most severe first, then those with the most."""
    groups: dict[tuple[Severity, str], list[Diagnostic]] = {}
    for one in diagnostics:
        groups.setdefault((one.severity, one.rule), []).append(one)
    ranked = sorted(groups.items(), key=lambda item: (-item[0][0], -len(item[1]), item[0][1]))
    return dict(ranked)


def _group(
    key: tuple[Severity, str], diagnostics: Sequence[Diagnostic], paint: _Paint
) -> Iterator[str]:
    severity, rule = key
    head = paint(f"{severity}[{rule}]", _COLOURS[severity])
    yield f"{head}: {plural(len(diagnostics), 'problem')}"
    for one in diagnostics[:_EXAMPLES]:
        line, column = one.source.position(one.span.start)
        place = paint(f"{visible(one.path)}:{line}:{column}", "blue")
        yield f"  {place}: {visible(one.message)}"
    if len(diagnostics) > _EXAMPLES:
        yield f"  and {len(diagnostics) - _EXAMPLES:,} more"


def _totals_of(report: Report, hidden: int) -> Iterator[str]:
    entries, links = plural(report.entries, "entry"), _totals.links(report)
    touched = {one.path for one in report.diagnostics}
    clean = [path for path in report.paths if path not in touched]
    if len(clean) == report.files == 1:
        yield f"{visible(clean[0])}: no problems ({entries}, {links}){_totals.unseen(report)}"
        return
    for path in clean[:_MOST_CLEAN]:
        yield f"{visible(path)}: no problems"
    if more := clean[_MOST_CLEAN:]:
        yield f"{plural(len(more), 'more file')}: no problems"
    found = _totals.found(report)
    verb = f"Found {found}" if found else "No problems found"
    yield f"{verb} in {plural(report.files, 'file')} ({entries}){_totals.unseen(report)}"
    yield links
    yield from map(visible, report.notices)
    steps = [f"--all shows {hidden:,} more"] * bool(hidden) + list(report.advice)
    if steps:
        yield f"Next: {' · '.join(steps)}"


REPORTER = Reporter(render, Media.LINES, r"\x23")

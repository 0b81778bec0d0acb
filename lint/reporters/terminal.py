"""For people: the findings with their source lines, the totals, and what may be done next.

Of more findings than somebody reads, a few of each rule are shown, the most severe rules first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from lint.console.escape import visible
from lint.diagnostics import Severity
from lint.engine.unread import note as unread_note
from lint.reporters import _totals, _words
from lint.reporters._snippet import ELLIPSIS, snippet
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
# So many that say the same are one, with the first lines of the others.
_FOLDED = 5
_MOST_LINES = 8
_MOST_CLEAN = 10
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NARROWEST = 40
_Paint = Callable[[str, str], str]


def render(report: Report, options: RenderOptions) -> str:
    """The diagnostics as `listing` has them, and the totals of the run."""
    if options.statistics:
        text, hidden = _statistics(report.diagnostics, options), 0
    else:
        text, hidden = listing(report.diagnostics, options)
    return text if options.quiet else text + totals(report, hidden=hidden)


def _statistics(diagnostics: Sequence[Diagnostic], options: RenderOptions) -> str:
    """A line for each rule: how many problems, in how many places, and how many have a fix."""
    paint = _painter(colour=options.colour)
    groups = _groups(diagnostics)
    rows = []
    for (severity, rule), group in groups.items():
        places = [place for one in group for place in one.places]
        fixable = sum(one.finding.fix is not None for one in places)
        words = [f"in {plural(len(places), 'place')}"] * (len(places) > len(group))
        words += [f"{fixable:,} with a fix"] * bool(fixable)
        rows.append((f"{len(group):,}", severity, rule, ", ".join(words)))
    widths = [max((len(str(row[column])) for row in rows), default=0) for column in range(3)]
    lines = []
    for count, severity, rule, more in rows:
        level = paint(f"{severity!s:{widths[1]}}", _COLOURS[severity])
        lines.append(f"{count:>{widths[0]}}  {level}  {rule:{widths[2]}}  {more}".rstrip() + "\n")
    return "".join(lines) + "\n" * bool(lines)


def listing(
    diagnostics: Sequence[Diagnostic], options: RenderOptions, *, earlier: int = 0
) -> tuple[str, int]:
    """The text of `diagnostics`, the most severe first, and how many of them it does not show.

    Each with its source line, cut to `width` columns; five that say the same are one, with the
    lines of the others. If there are more than MOST_IN_FULL, with those that were shown `earlier`,
    a few of each rule. Unless all are to be shown. Messages are not wrapped: a terminal does that.
    """
    paint = _painter(colour=options.colour)
    folds: Sequence[Sequence[Diagnostic]]
    if options.show_all:
        folds = [[one] for one in sorted(diagnostics, key=_rank)]
    else:
        folds = sorted(_folds(diagnostics), key=lambda fold: _rank(fold[0]))
    if options.show_all or earlier + len(folds) <= MOST_IN_FULL:
        most = None if options.show_all else _MOST_LINES
        helped: set[str] = set()
        blocks = (_block(fold, options.width, most, paint, helped) for fold in folds)
        hidden = len(diagnostics) - len(folds)
    else:
        groups = _groups(diagnostics)
        blocks = (_group(*one, paint) for one in groups.items())
        hidden = sum(max(0, len(group) - _EXAMPLES) for group in groups.values())
    return "".join("\n".join(block) + "\n\n" for block in blocks), hidden


def totals(report: Report, *, hidden: int = 0) -> str:
    """The lines that end a report, of which `hidden` diagnostics are not shown."""
    if report.files:
        return "".join(f"{line}\n" for line in _totals_of(report, hidden))
    failures = len(report.failures)
    return f"Nothing was checked: {plural(failures, 'failure')}\n" if failures else ""


def _rank(diagnostic: Diagnostic) -> int:
    return -diagnostic.severity


def _folds(diagnostics: Iterable[Diagnostic]) -> Sequence[Sequence[Diagnostic]]:
    """`diagnostics`, with those together of which a list has several that say the same."""
    alike: dict[tuple[str, str, Severity, str], list[Diagnostic]] = {}
    for one in diagnostics:
        alike.setdefault((one.path, one.rule, one.severity, one.message), []).append(one)
    folds: list[Sequence[Diagnostic]] = []
    for group in alike.values():
        folds += [group] if len(group) >= _FOLDED else [[one] for one in group]
    position = {id(one): number for number, one in enumerate(diagnostics)}
    return sorted(folds, key=lambda fold: position[id(fold[0])])


def _painter(*, colour: bool) -> _Paint:
    def paint(text: str, name: str) -> str:
        return (
            click.style(text, fg=name, bold=name in _COLOURS.values() or None) if colour else text
        )

    return paint


def _block(
    fold: Sequence[Diagnostic], width: int, most: int | None, paint: _Paint, helped: set[str]
) -> Iterator[str]:
    """The lines of a problem; a hint that was given before, as `helped` knows, is not repeated."""
    diagnostic, *same = fold
    source, finding = diagnostic.source, diagnostic.finding
    line, column = source.position(diagnostic.span.start)
    end_line, _ = source.position(diagnostic.span.end)
    tint = _COLOURS[diagnostic.severity]
    number = str(line)
    gutter = " " * len(number)
    bar, pointer, equals = (paint(sign, "blue") for sign in ("|", "-->", "="))
    shown = snippet(source, diagnostic.span, max(width, _NARROWEST) - len(number) - 3)
    head = paint(f"{diagnostic.severity}[{diagnostic.rule}]", tint)
    yield f"{head}: {visible(diagnostic.told)}"
    yield f"{gutter}{pointer} {visible(diagnostic.path)}:{line}:{column}"
    yield f"{gutter} {bar}"
    yield f"{paint(number, 'blue')} {bar} {shown.text}".rstrip()
    yield f"{gutter} {bar} {' ' * shown.indent}{paint('^' * shown.marks, tint)}"
    if ELLIPSIS in (shown.text[:1], shown.text[-1:]) and (name := _words.entry(diagnostic)):
        yield f"{gutter} {equals} {name}"
    if end_line > line:
        yield f"{gutter} {equals} note: continues to line {end_line}"
    for related in finding.related:
        place = ":".join(map(str, source.position(related.span.start)))
        yield f"{gutter} {equals} note: {place}: {visible(related.message)}"
    if diagnostic.more:
        places = _words.lines(diagnostic.more, most)
        yield f"{gutter} {equals} note: other places: {places}"
    if same:
        every = tuple(place for one in same for place in one.places)
        places = _words.lines(every, most)
        yield f"{gutter} {equals} note: {len(same):,} more of these, in {places}"
    for note in finding.notes:
        yield f"{gutter} {equals} note: {visible(note)}"
    if finding.hint and finding.hint not in helped:
        helped.add(finding.hint)
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
        name = _words.short(one.entry)
        where = f", in “{name}”" if name and name not in one.message else ""
        yield f"  {place}: {visible(one.told)}{where}"
    if len(diagnostics) > _EXAMPLES:
        yield f"  and {len(diagnostics) - _EXAMPLES:,} more"


def _totals_of(report: Report, hidden: int) -> Iterator[str]:
    entries, links = plural(report.entries, "entry"), _totals.links(report)
    touched = {one.path for one in report.diagnostics}
    clean = [
        path
        for path in report.paths
        if path not in touched
        and not unread_note(path, report.unread.get(path, {}), report.entries)
    ]
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

"""`awesome-lint check`: from options to tasks, through the engine, to output and exit status."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from lint.api.lists import Interrupted, opened
from lint.cli import settings
from lint.cli.advice import Situation, advice
from lint.console import output
from lint.console.output import Console
from lint.diagnostics import Severity
from lint.engine.baseline import Baselines
from lint.engine.causes import grouped
from lint.engine.unread import note
from lint.files.inputs import STDIN
from lint.links.outage import left_unchecked
from lint.reporters.delivery import deliver, links_out, refuse_to_overwrite_lists
from lint.reporters.early import early_part
from lint.text import display_path, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.api.lists import Lists, Task
    from lint.cli.arguments import ChangeOptions, CheckOptions
    from lint.diagnostics import Diagnostic
    from lint.engine.fix_lists import Outcome
    from lint.engine.report import Report
    from lint.reporters.early import EarlyPart

_PUSHED_FROM = "PRE_COMMIT_FROM_REF"
"""Set by pre-commit where it is about a range of commits: at pre-push, and for `--from-ref`."""


def check_lists(options: CheckOptions) -> int:
    """Check the lists that the paths of `options` name. The exit status.

    Raises LintError for what cannot be used or written.
    """
    options.validate()
    console = Console(quiet=options.output.rendering.quiet)
    configurations = settings.of_check(options)
    with (
        console.busy("Checking the lists…"),
        opened(
            options.paths,
            configurations,
            console,
            stdin_filename=options.stdin_filename,
            commands=options.commands,
        ) as lists,
    ):
        for note in configurations.notes:
            console.note(note)
        refuse_to_overwrite_lists(options.output_files(), (one.source.file for one in lists.tasks))
        return _Check(_compared(lists, options.change), options, console).run()


def _compared(lists: Lists, change: ChangeOptions) -> Lists:
    """`lists` with what they are compared with, if --base or --staged says so."""
    if change.stranger is not None:
        found = lists.since(change.stranger, option="--stranger", forked=True)
        return found.having(
            task._replace(trusted=task.before, before=task.before if change.base else None)
            for task in found.tasks
        )
    if change.base is not None:
        return lists.since(change.base, option="--base", forked=True)
    if change.staged:
        if first := os.environ.get(_PUSHED_FROM):
            return lists.since(first, option=_PUSHED_FROM, forked=False)
        return lists.staged()
    return lists


class _Check:
    """One run of the command: check, fix, write the baseline, report."""

    def __init__(self, lists: Lists, options: CheckOptions, console: Console) -> None:
        self._lists = lists
        self._options = options
        self._console = console
        self._least = Severity.parse(options.rules.severity)
        baselines = Baselines(
            options.baseline.file,
            isolated=options.config.isolated,
            writing=options.baseline.write,
        )
        self._baselines = {
            task.source.path: baselines.for_list(task.source.file, task.config, task.clone)
            for task in lists.tasks
        }

    def run(self) -> int:  # noqa: C901 - the stations of a run, in order
        """The exit status."""
        options, console = self._options, self._console
        interrupted = False
        early = early_part(
            self._lists.tasks, options.output, self._is_shown, changing=self._changes_lists()
        )
        try:
            report = self._lists.check(
                early=None if early is None else partial(_printed, early, console),
                storage=settings.storage(options.requests.storage),
                configuration=self._is_whole(),
                processes=not self._changes_lists(),
            )
        except Interrupted as interruption:
            report, interrupted = interruption.report, True
        if not interrupted:
            if options.fixes.diff:
                return self._diff(report)
            if options.fixes.fix:
                report = self._fix(report)
            if options.baseline.write and not self._is_offline(report):
                self._write_baselines(report)
        elif self._changes_lists():
            console.note("interrupted; nothing was written")
        else:
            console.note("interrupted; the report lacks the links that were not checked")
        entries = report.entries if report.files == 1 else 0
        for path, unread in report.unread.items():
            if said := note(path, unread, entries):
                console.note(said)
        shown = tuple(filter(self._is_shown, report.diagnostics))
        known = sum(map(self._is_known, report.diagnostics))
        report = report._replace(
            diagnostics=grouped(shown), baselined=known, failures=tuple(console.failures)
        )
        report = report._replace(advice=advice(report, self._situation()))
        if links_out(options.output):
            from lint.cli.published import published

            report = report._replace(published=published(self._lists.tasks))
        if older := sum(map(self._is_shown, report.older)):
            console.say(f"{plural(older, 'older problem')} not shown")
        # Standard output is for the list then, even where it could not be read.
        streamed = options.fixes.fix and STDIN in options.paths
        rest = early.rest if early is not None else None
        console.settle()
        deliver(report, options.output, rest=rest, beside=streamed, note=console.note)
        return 130 if interrupted else _status(report, self._lists.tasks)

    def _changes_lists(self) -> bool:
        """Whether the run changes what the findings are about, or shows how it would."""
        options = self._options
        return options.fixes.fix or options.fixes.diff or options.baseline.write

    def _is_whole(self) -> bool:
        """Whether the run is about the lists, not about a change of them."""
        change = self._options.change
        return change.option is None and change.stranger is None

    def _situation(self) -> Situation:
        options, tasks = self._options, self._lists.tasks
        ours = not any(task.locked or task.clone for task in tasks)
        whole = options.change.option is None and not options.config.isolated
        found = any(task.streamed or task.clone for task in tasks)
        kept = options.baseline.write or any(one.exists() for one in self._baselines.values())
        return Situation(
            safe=ours and not options.fixes.fix,
            unsafe=ours and not (options.fixes.fix and options.fixes.unsafe),
            adopting=whole and not found and not kept,
            configured=any(task.config.file for task in tasks),
        )

    def _is_offline(self, report: Report) -> bool:
        """Whether the network is down, and so what the links are is unknown."""
        down = left_unchecked(report.results)
        if down:
            self._console.note("the network is down; no baseline was written")
        return down

    def _is_known(self, diagnostic: Diagnostic) -> bool:
        baseline = self._baselines.get(diagnostic.path)  # none for a configuration
        return baseline is not None and baseline.knows(diagnostic)

    def _is_shown(self, diagnostic: Diagnostic) -> bool:
        return diagnostic.severity >= self._least and not self._is_known(diagnostic)

    def _say_fixed(self, verb: str, outcome: Outcome) -> None:
        if outcome.fixed:
            what = f"{plural(outcome.fixed, 'problem')} in {plural(outcome.files, 'file')}"
            self._console.say(f"{verb} {what}")

    def _diff(self, report: Report) -> int:
        """Show what the fixes would change. The exit status: 1 if there is anything."""
        unsafe = self._options.fixes.unsafe
        text, outcome = self._lists.diff(report, unsafe=unsafe, shown=self._is_shown)
        self._say_fixed("Would fix", outcome)
        if not outcome.files:
            self._say_why_nothing(report)
        output.write_diff(text, self._options.output.file)
        return 2 if self._console.failures else int(outcome.files > 0)

    def _say_why_nothing(self, report: Report) -> None:
        """Say what an empty diff means; it may be that only unsafe fixes are left."""
        shown = list(filter(self._is_shown, report.diagnostics))
        fixes = [fix for one in shown if (fix := one.finding.fix) is not None]
        unsafe = sum(not fix.safe for fix in fixes) if not self._options.fixes.unsafe else 0
        if unsafe:
            what = plural(unsafe, "problem")
            self._console.say(f"No safe fixes; --diff --unsafe-fixes shows fixes for {what}")
        elif shown:
            self._console.say(f"Nothing to fix in {plural(len(shown), 'problem')}")

    def _fix(self, report: Report) -> Report:
        """Fix the lists and report on what they are then."""
        outcome = self._lists.fix(report, unsafe=self._options.fixes.unsafe, shown=self._is_shown)
        self._say_fixed("Fixed", outcome)
        for task in outcome.tasks:
            if task.streamed:
                output.write_data(task.source.encode())
        if not outcome.files:
            return report
        self._lists = self._lists.having(outcome.tasks)
        again = self._lists.check(known=outcome.known, configuration=self._is_whole())
        return again._replace(elapsed=report.elapsed + again.elapsed)

    def _write_baselines(self, report: Report) -> None:
        configs = {task.source.path: task.config for task in self._lists.tasks}
        rules = {rule.id: rule for rule in self._lists.rules}

        def ran(rule_id: str, path: str) -> bool:
            rule = rules.get(rule_id)
            config = configs[path]
            return rule is None or (
                config.selects(rule, path) and not (rule.needs_links and config.offline)
            )

        files = {baseline.file: baseline for baseline in self._baselines.values()}
        failures = self._console.failures
        for file, baseline in files.items():
            paths = {path for path, one in self._baselines.items() if one.file == file}
            judged = {
                path for path in paths if not any(line.startswith(f"{path}: ") for line in failures)
            }
            found = [one for one in report.diagnostics if one.path in judged]
            written = baseline.written(found, judged, ran, self._lists.today)
            written.save()
            self._baselines |= dict.fromkeys(paths, written)
            count = plural(len(written.records), "problem")
            self._console.say(f"Wrote {count} to {display_path(file)}")


def _printed(early: EarlyPart, console: Console, report: Report) -> None:
    console.settle()
    early(report)


def _status(report: Report, tasks: Sequence[Task]) -> int:
    if report.failures:
        return 2
    limits = {
        display_path(task.config.file): task.config.fail_on for task in tasks if task.config.file
    }
    limits |= {task.source.path: task.config.fail_on for task in tasks}
    return int(
        any(
            limit is not None and one.severity >= limit
            for one in report.diagnostics
            for limit in (limits[one.path],)
        )
    )

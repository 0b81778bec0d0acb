"""What the commands do: from options to tasks, through the engine, to output and exit status."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lint import inputs
from lint.baseline import Baselines, shown
from lint.config import Config, Configurations, check_rules, fail_on, nearest
from lint.diagnostics import Severity
from lint.engine import Interrupted, Task, entries, run
from lint.errors import InputError, LintError
from lint.reporters import _output, render
from lint.reporters._output import Console
from lint.reporters._text import many
from lint.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lint.diagnostics import Diagnostic, Report
    from lint.mending import Outcome
    from lint.source import Source


def check_lists(paths: Sequence[str], options: Mapping[str, Any]) -> int:
    """Check the lists that `paths` name; `options` are those of the command. The exit status.

    Raises LintError for what cannot be used or written.
    """
    if options["diff"] and options["write_baseline"]:
        raise LintError("--diff writes nothing, so it does not go with --write-baseline")
    console = Console()
    configurations = Configurations(
        file=options["config"], isolated=options["isolated"], overrides=_overrides(options)
    )
    tasks = list(_tasks(paths, configurations, options["stdin_filename"], console))
    return _Check(tasks, options, console).run()


class _Check:
    """One run of the command: check, mend, write the baseline, report."""

    def __init__(self, tasks: Sequence[Task], options: Mapping[str, Any], console: Console) -> None:
        self._tasks = tasks
        self._options = options
        self._console = console
        self._rules = tuple(all_rules().values())
        self._today = dt.datetime.now(dt.UTC).date()
        self._least = Severity.parse(options["severity"])
        baselines = Baselines(
            options["baseline"], isolated=options["isolated"], writing=options["write_baseline"]
        )
        self._baselines = {
            task.source.path: baselines.for_list(task.source.path, task.config) for task in tasks
        }

    def run(self) -> int:
        """The exit status."""
        options, console = self._options, self._console
        interrupted = False
        try:
            report = run(self._tasks, self._rules, today=self._today, listener=console)
        except Interrupted as interruption:
            report, interrupted = interruption.report, True
        console.clear()
        if not interrupted:
            if options["diff"]:
                return self._diff(report)
            if options["fix"]:
                report = self._fix(report)
            if options["write_baseline"]:
                self._write_baselines(report)
        elif options["fix"] or options["diff"] or options["write_baseline"]:
            console.note("interrupted, so nothing was written")
        shown = tuple(filter(self._is_shown, report.diagnostics))
        known = sum(map(self._is_known, report.diagnostics))
        report = replace(
            report, diagnostics=shown, baselined=known, failures=tuple(console.failures)
        )
        streamed = options["fix"] and any(task.streamed for task in self._tasks)
        _write(report, options["format"], options["output"], beside=streamed)
        return 130 if interrupted else _status(report, self._tasks)

    def _is_known(self, diagnostic: Diagnostic) -> bool:
        return self._baselines[diagnostic.path].knows(diagnostic)

    def _is_shown(self, diagnostic: Diagnostic) -> bool:
        return diagnostic.severity >= self._least and not self._is_known(diagnostic)

    def _mend(self, report: Report, save: Callable[[Task, Source], None]) -> Outcome:
        from lint.mending import mend_lists

        outcome = mend_lists(
            self._tasks,
            report,
            self._rules,
            today=self._today,
            unsafe=self._options["unsafe_fixes"],
            shown=self._is_shown,
            save=save,
            listener=self._console,
        )
        if outcome.fixed:
            verb = "Would fix" if self._options["diff"] else "Fixed"
            what = f"{many(outcome.fixed, 'problem')} in {many(outcome.files, 'file')}"
            self._console.say(f"{verb} {what}")
        return outcome

    def _diff(self, report: Report) -> int:
        """Show what the fixes would change. The exit status: 1 if there is anything."""
        from lint.mending import diff

        parts: list[str] = []
        outcome = self._mend(report, lambda task, new: parts.extend(diff(task.source, new)))
        _output.write_diff("".join(parts), self._options["output"])
        return 2 if self._console.failures else int(outcome.files > 0)

    def _fix(self, report: Report) -> Report:
        """Mend the lists and report on what they are then."""
        from lint.mending import encoded, save

        outcome = self._mend(report, lambda task, new: None if task.streamed else save(task, new))
        for task in outcome.tasks:
            if task.streamed:
                _output.write_data(encoded(task.source))
        if not outcome.files:
            return report
        self._tasks = outcome.tasks
        again = run(
            self._tasks,
            self._rules,
            today=self._today,
            listener=self._console,
            known=outcome.known,
        )
        return replace(again, elapsed=report.elapsed + again.elapsed)

    def _write_baselines(self, report: Report) -> None:
        configs = {task.source.path: task.config for task in self._tasks}

        def ran(rule_id: str, path: str) -> bool:
            rule = all_rules().get(rule_id)
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
            written = baseline.written(found, judged, ran, self._today)
            written.save()
            self._baselines |= dict.fromkeys(paths, written)
            count = many(len(written.records), "problem")
            self._console.say(f"Wrote {count} to {shown(file)}")


def rules_as_json() -> str:
    """The rules as a JSON array."""
    records = [
        {
            "id": rule.id,
            "severity": str(rule.severity),
            "fixable": rule.fixable,
            "preset": rule.preset,
            "since": rule.since,
            "summary": rule.summary,
        }
        for rule in all_rules().values()
    ]
    return json.dumps(records, indent=2) + "\n"


def rules_as_text() -> str:
    """The rules in lines."""
    known = all_rules().values()
    width = max((len(rule.id) for rule in known), default=0)
    return "".join(
        f"{rule.id:{width}}  {rule.severity!s:7}  {'fixable' if rule.fixable else '':7}"
        f"  {rule.summary}{f' (preset {rule.preset})' if rule.preset else ''}\n"
        for rule in known
    )


def explanation(rule: str) -> str:
    """The documentation of `rule`. Raises LintError if there is none."""
    known = all_rules()
    if rule not in known:
        raise LintError(f"there is no rule {rule!r}{nearest(rule, known)}")
    found = known[rule]
    fixable = ", fixable" if found.fixable else ""
    preset = f", in the preset {found.preset}" if found.preset else ""
    facts = f"{str(found.severity).capitalize()}{fixable}{preset}, since {found.since}"
    head = f"# {found.id}\n\n{facts}\n\n"
    return head + found.documentation.rstrip() + "\n"


def show_rows(path: str, config: str | None, *, isolated: bool) -> int:
    """Write the entries of the list at `path` as JSON lines. The exit status."""
    console = Console()
    configurations = Configurations(file=config, isolated=isolated)
    for task in _tasks((path,), configurations, None, console):
        rows = entries(task, console, today=_today())
        _output.write("".join(json.dumps(entry.as_json()) + "\n" for entry in rows))
    return 2 if console.failures else 0


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _overrides(options: Mapping[str, Any]) -> dict[str, Any]:
    """What the command line and the environment say, under the names of the configuration."""
    same = ("select", "ignore", "offline", "timeout", "retries", "concurrency", "per_host")
    found = {key: options[key] for key in same}
    found["allow_addresses"] = options["allow_address"]
    found = {key: value for key, value in found.items() if value is not None and value != ()}
    if options["fail_on"]:
        found["fail_on"] = fail_on(options["fail_on"])
    check_rules(Config().override(found), all_rules())
    return found


def _tasks(
    paths: Sequence[str],
    configurations: Configurations,
    stdin_name: str | None,
    console: Console,
) -> Iterator[Task]:
    """The lists that `paths` name, each with its configuration."""
    for path in inputs.expand(paths, console.fail):
        name = stdin_name or inputs.STDIN_NAME if path == inputs.STDIN else path
        config = configurations.for_path(name)
        try:
            source = inputs.read(path, config.max_file_size, name)
            yield Task(source, config, streamed=path == inputs.STDIN)
        except InputError as error:
            console.fail(str(error))


def _write(report: Report, format_name: str | None, output: str | None, *, beside: bool) -> None:
    """Write the report, to standard error if it is to stand `beside` what is mended."""
    in_actions = os.environ.get("GITHUB_ACTIONS") == "true" and output is None
    name = format_name or ("github" if in_actions else "full")
    width = _output.width(terminal=output is None)
    if output is None:
        colour = _output.wants_colour(beside=beside)
        _output.write(render(name, report, width=width, colour=colour), beside=beside)
    else:
        _output.write_file(output, render(name, report, width=width))


def _status(report: Report, tasks: Sequence[Task]) -> int:
    if report.failures:
        return 2
    limits = {task.source.path: task.config.fail_on for task in tasks}
    return int(
        any(
            limit is not None and one.severity >= limit
            for one in report.diagnostics
            for limit in (limits[one.path],)
        )
    )

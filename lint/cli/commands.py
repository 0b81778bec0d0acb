"""What the commands do: from options to tasks, through the engine, to output and exit status."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint.cli.advice import Situation, advice
from lint.config.config import Config, Configurations, check_rules, fail_on
from lint.console import github_log, output
from lint.console.output import Console
from lint.credentials import hide_within
from lint.diagnostics import Severity
from lint.engine.baseline import Baselines, shown
from lint.engine.pipeline import Interrupted, Task, entries, run
from lint.engine.targets import check_urls, clones_for, tasks_for
from lint.errors import LintError
from lint.files import inputs
from lint.links.store.storage import Storage
from lint.reporters.delivery import check, check_lists_spared, deliver
from lint.reporters.early import early_part
from lint.rules import all_rules
from lint.text import did_you_mean, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lint.diagnostics import Diagnostic
    from lint.engine.fix_lists import Outcome
    from lint.engine.report import Report
    from lint.source import Source


def check_lists(paths: Sequence[str], options: Mapping[str, Any]) -> int:
    """Check the lists that `paths` name; `options` are those of the command. The exit status.

    Of its `commands`, one may have been meant by a path that is not there. Raises LintError for
    what cannot be used or written.
    """
    if options["diff"] and options["write_baseline"]:
        raise LintError("--diff writes nothing, so it does not go with --write-baseline")
    _check_change(paths, options)
    check_urls(paths, options)
    check(options)
    console = Console()
    configurations = Configurations(
        file=options["config"], isolated=options["isolated"], overrides=_overrides(options)
    )
    with clones_for(paths) as clones:
        named = list(tasks_for(paths, configurations, options, console, clones))
        check_lists_spared(options, (task.source.file for task in named))
        return _Check(_compared(named, options, console), options, console).run()


def _check_change(paths: Sequence[str], options: Mapping[str, Any]) -> None:
    """Raise LintError for what does not go with --base or --staged."""
    if options["base"] is not None and options["staged"]:
        raise LintError("--base and --staged do not go together: each says what is judged")
    change = "--staged" if options["staged"] else "--base"
    if (options["base"] is not None or options["staged"]) and options["write_baseline"]:
        raise LintError(f"--write-baseline writes all problems, so it does not go with {change}")
    if options["staged"] and inputs.STDIN in paths:
        raise LintError("--staged judges what git has staged, so it does not go with -")


def _compared(
    tasks: Sequence[Task], options: Mapping[str, Any], console: Console
) -> Sequence[Task]:
    """`tasks` with what they are compared with, if --base or --staged says so."""
    if options["base"] is None and not options["staged"]:
        return tasks
    from lint.engine.revisions import FROM, Comparison

    comparison = Comparison(tuple(all_rules().values()), _today(), console)
    if not options["staged"]:
        return comparison.since(tasks, options["base"], option="--base", forked=True)
    if first := os.environ.get(FROM):
        return comparison.since(tasks, first, option=FROM, forked=False)
    return comparison.staged(tasks)


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
            task.source.path: baselines.for_list(task.source.file, task.config, task.clone)
            for task in tasks
        }

    def run(self) -> int:
        """The exit status."""
        options, console = self._options, self._console
        interrupted = False
        early = early_part(self._tasks, options, self._is_shown)
        try:
            report = run(
                self._tasks,
                self._rules,
                today=self._today,
                listener=console,
                early=early,
                storage=storage(options),
            )
        except Interrupted as interruption:
            report, interrupted = interruption.report, True
        if not interrupted:
            if options["diff"]:
                return self._diff(report)
            if options["fix"]:
                report = self._fix(report)
            if options["write_baseline"]:
                self._write_baselines(report)
        elif options["fix"] or options["diff"] or options["write_baseline"]:
            console.note("interrupted, so nothing was written")
        else:
            console.note("interrupted: links that had no answer yet are not in the report")
        shown = tuple(filter(self._is_shown, report.diagnostics))
        known = sum(map(self._is_known, report.diagnostics))
        report = replace(
            report, diagnostics=shown, baselined=known, failures=tuple(console.failures)
        )
        report = replace(report, advice=advice(report, self._situation()))
        if older := sum(map(self._is_shown, report.older)):
            console.say(f"{plural(older, 'older problem')} not shown")
        streamed = options["fix"] and any(task.streamed for task in self._tasks)
        rest = early.rest if early is not None else None
        deliver(report, options, rest=rest, beside=streamed, note=console.note)
        return 130 if interrupted else _status(report, self._tasks)

    def _situation(self) -> Situation:
        options, tasks = self._options, self._tasks
        ours = not any(task.locked or task.clone for task in tasks)
        whole = options["base"] is None and not options["staged"] and not options["isolated"]
        found = any(task.streamed or task.clone for task in tasks)
        kept = options["write_baseline"] or any(one.exists() for one in self._baselines.values())
        return Situation(
            safe=ours and not options["fix"],
            unsafe=ours and not (options["fix"] and options["unsafe_fixes"]),
            adopting=whole and not found and not kept,
            configured=any(task.config.file for task in tasks),
        )

    def _is_known(self, diagnostic: Diagnostic) -> bool:
        return self._baselines[diagnostic.path].knows(diagnostic)

    def _is_shown(self, diagnostic: Diagnostic) -> bool:
        return diagnostic.severity >= self._least and not self._is_known(diagnostic)

    def _mend(self, report: Report, save: Callable[[Task, Source], None]) -> Outcome:
        from lint.engine.fix_lists import mend_lists

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
            what = f"{plural(outcome.fixed, 'problem')} in {plural(outcome.files, 'file')}"
            self._console.say(f"{verb} {what}")
        return outcome

    def _diff(self, report: Report) -> int:
        """Show what the fixes would change. The exit status: 1 if there is anything."""
        from lint.engine.fix_lists import diff

        parts: list[str] = []
        outcome = self._mend(report, lambda task, new: parts.extend(diff(task.source, new)))
        output.write_diff("".join(parts), self._options["output"])
        return 2 if self._console.failures else int(outcome.files > 0)

    def _fix(self, report: Report) -> Report:
        """Mend the lists and report on what they are then."""
        from lint.engine.fix_lists import encoded, save

        outcome = self._mend(report, lambda task, new: None if task.streamed else save(task, new))
        for task in outcome.tasks:
            if task.streamed:
                output.write_data(encoded(task.source))
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
            count = plural(len(written.records), "problem")
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
        raise LintError(f"there is no rule {rule!r}{did_you_mean(rule, known)}")
    found = known[rule]
    fixable = ", fixable" if found.fixable else ""
    preset = f", in the preset {found.preset}" if found.preset else ""
    facts = f"{str(found.severity).capitalize()}{fixable}{preset}, since {found.since}"
    head = f"# {found.id}\n\n{facts}\n\n"
    return head + found.documentation.rstrip() + "\n"


def show_rows(path: str, options: Mapping[str, Any]) -> int:
    """Write the entries of the list at `path` as JSON lines. The exit status.

    Raises LintError for what cannot be used, and where --resolve would need the network and may
    not.
    """
    check_urls((path,), options)
    console = Console()
    overrides: dict[str, Any] = {"offline": True} if options["offline"] else {}
    if options["resolve"] and (headers := _headers()):
        overrides["headers"] = headers
    configurations = Configurations(
        file=options["config"], isolated=options["isolated"], overrides=overrides
    )
    interrupted = False
    with clones_for((path,)) as clones:
        for task in tasks_for((path,), configurations, options, console, clones):
            if not options["resolve"]:
                rows = [entry.as_json() for entry in entries(task, console, today=_today())]
            elif task.config.offline:
                raise LintError(f"{path}: --resolve needs the network, which offline rules out")
            else:
                from lint.cli.resolve import resolved

                kept = storage(options)
                found, interrupted = resolved(task, console, today=_today(), storage=kept)
                rows = list(found)
            lines = (json.dumps(hide_within(row)) + "\n" for row in rows)
            output.write(github_log.defused("".join(lines), "json"))
            if interrupted:
                console.note("interrupted: the links that were not checked have no verdict")
                break
    if interrupted:
        return 130
    return 2 if console.failures else 0


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _overrides(options: Mapping[str, Any]) -> dict[str, Any]:
    """What the command line and the environment say, under the names of the configuration."""
    same = ("select", "ignore", "offline", "timeout", "retries", "concurrency", "per_host")
    found = {key: options[key] for key in same}
    found["allow_addresses"] = options["allow_address"]
    found["headers"] = _headers()
    found = {key: value for key, value in found.items() if value not in (None, (), {})}
    if options["fail_on"]:
        found["fail_on"] = fail_on(options["fail_on"])
    check_rules(Config().override(found), all_rules())
    return found


def storage(options: Mapping[str, Any]) -> Storage:
    """Where answers are remembered, by the options of a command."""
    folder = options["cache_dir"]
    return Storage(
        cache=not options["no_cache"],
        folder=Path(folder) if folder else None,
        state=options.get("state"),
        refresh=options.get("refresh", False),
    )


def _headers() -> Mapping[str, Mapping[str, str]]:
    """The headers for links that the environment gives."""
    from lint.links.network import headers

    try:
        return headers.from_environment(os.environ)
    except ValueError as error:
        raise LintError(f"{headers.VARIABLE}: {error}") from None


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

"""The pipeline on one page: sources, documents, facts, rules, diagnostics, report."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from lint import plugins
from lint.document.parser import parse
from lint.engine.analysis import Task, anchors_for, read
from lint.engine.link_check import check
from lint.engine.link_facts import planned, results_of, titles_of
from lint.engine.reading import destinations, own_of, read_beside, read_lists
from lint.engine.reporting import Reporting
from lint.engine.rule_runner import judge_by
from lint.files.inputs import home_page
from lint.rules import Context
from lint.sites import Site, with_sites
from lint.source import Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from lint.diagnostics import Diagnostic
    from lint.document.model import Document
    from lint.document.slugs import Anchors
    from lint.engine.analysis import Parsed
    from lint.engine.link_check import Remember
    from lint.engine.link_process import LinkProcess
    from lint.engine.listener import Listener
    from lint.engine.report import Report
    from lint.engine.versions import Version
    from lint.entries.entry import Unread
    from lint.links.result import LinkResult
    from lint.links.store.storage import Storage
    from lint.rules import Rule
    from lint.validation.violations import Entry

__all__ = ["Interrupted", "Task", "entries", "read_whole", "run", "version"]


class Interrupted(KeyboardInterrupt):
    """The run was interrupted while links were checked; `report` has what was known by then."""

    def __init__(self, report: Report) -> None:
        super().__init__("interrupted")
        self.report = report


def run(  # noqa: PLR0913 - what a run is made of, by keyword
    tasks: Sequence[Task],
    rules: Iterable[Rule],
    *,
    today: dt.date,
    listener: Listener,
    known: Mapping[str, LinkResult] | None = None,
    early: Callable[[Report], None] | None = None,
    storage: Storage | None = None,
    configuration: bool = False,
    processes: int = 1,
    beside: int | None = None,
) -> Report:
    """Judge the lists of `tasks` by those of `rules` that their configurations select.

    `listener` is told of a list that cannot be parsed and of a rule that breaks; the rest is
    reported. The link options are those of the first list that is not offline. The URLs of `known`
    are not checked again, nor those of which `storage`, if given, still knows. `early`, if given,
    gets a report on what needs no links before they are checked; all of it is in the final one,
    too. With `configuration`, it also has what the configurations say for nothing. With several
    `processes` (`lint.engine.processes`), each judges a share of lists that are all offline. With
    `beside`, so many links or more are checked by another process while this one reads the lists
    (`lint.engine.link_process`). Raises ConfigError for what a configuration names and nobody can
    use, a schema for one, and for a state file that is none, and Interrupted.
    """
    judge = partial(
        _run,
        rules=tuple(rules),
        today=today,
        known=known or {},
        early=early,
        storage=storage,
        configuration=configuration,
        beside=beside,
    )
    with with_sites(_plugin_sites(tasks)):
        # What a configuration says for nothing is known once all lists are.
        if processes == 1 or (configuration and any(task.config.file for task in tasks)):
            return judge(tasks, listener=listener)
        from lint.engine.processes import judge_shared

        start = time.perf_counter()
        report = judge_shared(tasks, judge, listener, processes)
        return report._replace(elapsed=time.perf_counter() - start)


def _run(  # noqa: PLR0913 - as `run` has it
    tasks: Sequence[Task],
    listener: Listener,
    *,
    rules: tuple[Rule, ...],
    today: dt.date,
    known: Mapping[str, LinkResult],
    early: Callable[[Report], None] | None,
    storage: Storage | None,
    configuration: bool,
    beside: int | None,
) -> Report:
    start = time.perf_counter()
    remember = partial(storage.open, today=today) if storage else None
    with _process(tasks, beside, remember) as process:
        found = process and read_beside(process, tasks, rules, today, known)
        if process and not found:
            process.close()
        lists = found[0] if found else read_lists(tasks, rules, today, listener)
        unused: Callable[..., Iterator[Diagnostic]] | None = None
        if configuration and any(task.config.file for task in tasks):
            from lint.engine.unused import unused_configuration

            unused = partial(unused_configuration, tasks, lists, rules, today, listener)
        others = tuple(unused()) if unused is not None else ()
        reporting = Reporting(lists, rules, today, listener)
        if early is not None or found:
            reporting.begin()
        if early is not None:
            early(reporting.early(others))
        checked = process.checked(listener) if process and found else None
        plan = found[1] if found else planned(lists, known)
        if checked is None:
            checked = check(plan, titles_of(lists), listener, remember)
        results = results_of(lists, plan, checked.results, known)
        if unused is not None and not checked.interrupted:
            others += tuple(unused(results=results))
        report = reporting.report(results, others)
    report = report._replace(elapsed=time.perf_counter() - start, notices=checked.notices)
    if checked.interrupted:
        raise Interrupted(report)
    return report


def _process(
    tasks: Sequence[Task], fewest: int | None, remember: Remember | None
) -> AbstractContextManager[LinkProcess | None]:
    """A process for the links of `tasks`, as `link_process` has it; None for no `fewest`."""
    if fewest is None:
        return nullcontext()
    from lint.engine.link_process import link_process

    return link_process(tasks, fewest, remember)


def _plugin_sites(tasks: Iterable[Task]) -> Iterator[Site]:
    """The sites of plug-ins that the configurations of `tasks` name."""
    names = {name for task in tasks for name in task.config.sites.plugins}
    return (plugins.load(plugins.SITES, name, Site) for name in sorted(names))


def entries(task: Task, listener: Listener, *, today: dt.date) -> tuple[Entry, ...]:
    """The entries of one list.

    `listener` is told why, if it cannot be parsed. Raises ConfigError as `run` does.
    """
    return read_whole(task, listener, today=today)[0]


def read_whole(
    task: Task, listener: Listener, *, today: dt.date
) -> tuple[tuple[Entry, ...], tuple[Unread, ...]]:
    """The entries of one list, and what looks like some and was not read as such.

    `listener` is told why, if it cannot be parsed. Raises ConfigError as `run` does.
    """
    with with_sites(_plugin_sites([task])):
        parsed = read(task, today, listener)
    return ((), ()) if parsed is None else (parsed.judged.entries, parsed.judged.unread)


def version(  # noqa: PLR0913 - what a run is made of, by keyword
    task: Task,
    rules: Iterable[Rule],
    *,
    today: dt.date,
    listener: Listener,
    files: Callable[[Iterable[str]], Mapping[str, bool]],
    anchors: Callable[[Document, Mapping[str, Anchors]], Mapping[str, Anchors]],
    beside: Callable[[], Mapping[str, int] | None],
) -> Version | None:
    """An earlier version of a list with what the rules find in it, without the network.

    `files` says of the relative targets among some URLs whether they existed then, `anchors` what
    the files that the document links into had, by what they have today; `beside` gives what
    `Context` has so. They are asked once the findings are, and the list is read once anybody needs
    what it held. `listener` is told why, if it cannot be parsed; it then counts as empty, and a
    data file as absent (None). Raises ConfigError as `run`.
    """
    from lint.engine.versions import Version

    rules = tuple(rules)
    task = task._replace(config=replace(task.config, offline=True))

    @cache
    def parsed() -> Parsed | None:
        found = read(task, today, listener)
        return found and found._replace(own=own_of(found.document))

    if task.config.source_for(task.source.file) is not None and parsed() is None:
        return None

    def read_entries() -> tuple[Document, Sequence[Entry]]:
        found = parsed()
        if found is None:
            return parse(Source(task.source.path, "")), ()
        return found.document, found.judged.entries

    def find(wanted: frozenset[str] | None) -> Sequence[Diagnostic]:
        each = parsed()
        if each is None:
            return ()
        context = Context(
            today=today,
            entries=each.judged.entries,
            violations=each.judged.violations,
            files=files(destinations(each.document, each.own)),
            own=each.own,
            anchors=anchors(each.document, anchors_for(each, rules) or {}),
            beside=beside(),
            configured=task.config.options(rules),
            home=home_page(task.source.file),
        )
        return judge_by(each, _with_betters(rules, wanted), context, listener)[0]

    return Version(task.source, read_entries, find)


def _with_betters(rules: Sequence[Rule], wanted: frozenset[str] | None) -> Sequence[Rule]:
    """Those of `rules` with the ids `wanted`, all for None, and those that decide what they say."""
    if wanted is None or any(rule.needs_findings for rule in rules if rule.id in wanted):
        return rules
    return [rule for rule in rules if rule.id in wanted or not wanted.isdisjoint(rule.outranks)]

"""A sweep on one page: lists are read, their links checked once, and each list is linted."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from secrets import token_hex
from typing import TYPE_CHECKING, Any, NamedTuple

from lint import urls
from lint.console import output
from lint.engine.pipeline import entries
from lint.engine.targets import clones_for, tasks_for
from lint.errors import LintError
from lint.files.atomic import replace_file
from lint.links import checker
from lint.links.providers import online_sites
from lint.links.scheduling.interrupts import second_ends_the_process
from lint.links.verdicts.fragments import look_in_markdown
from lint.sweep import plain, sources, tables, tasks
from lint.sweep.answers import Answers, Wanted
from lint.sweep.cluster import ClusterError, opened
from lint.sweep.journal import Journal
from lint.sweep.partitions import divided
from lint.sweep.progress import SweepProgress
from lint.sweep.snapshot import completed, local, packed
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping
    from pathlib import Path

    from lint.config.config import Configurations
    from lint.console.output import Console
    from lint.links.protocols import OnlineSite
    from lint.links.result import LinkResult
    from lint.links.store.storage import Storage
    from lint.sweep.options import ClusterOptions, SourceOptions
    from lint.sweep.plain import Plain
    from lint.sweep.sources import Origin

LEAST_ENTRIES = 10
"""A README that a list of lists links to is a list from so many entries on."""
_CLONES = 2
"""So many repositories are cloned at once, over the whole cluster."""
# Tasks for lists that are under way for each worker: more would only fill its memory.
_AHEAD = 4
# How often a partition is begun whose answers did not all arrive.
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sweep is to do. `headers` are those for links, as the environment has them."""

    sources: SourceOptions
    cluster: ClusterOptions
    out: Path
    configurations: Configurations
    terms: plain.Terms
    storage: Storage
    headers: str = ""


@dataclass(slots=True)
class Listed:
    """A list of the sweep: `asks` is what `lint.sweep.reading.read_here` gave."""

    name: str
    origin: Origin
    snapshot: Plain = field(default_factory=dict)
    asks: Plain = field(default_factory=dict)


class _Job(NamedTuple):
    """A partition under way: what it may not follow redirects to, and who takes its answers."""

    keys: Collection[str]
    foreign: Collection[str]
    take: Callable[[str, Plain, Mapping[str, str] | None], None]
    missing: Callable[[Iterable[str]], Collection[str]]


def sweep(plan: Plan, console: Console) -> int:
    """Sweep the lists of `plan`. The exit status.

    Raises LintError for what cannot be used or written, and where the cluster is lost.
    """
    origins = sources.origins(plan.sources.paths, console.fail)
    origins += _linked(plan, console, origins)
    if not origins:
        console.note("there is no list to sweep")
        return 2
    run = _Sweep(plan, console, origins)
    try:
        with asyncio.Runner() as runner:
            return runner.run(run.go())
    except KeyboardInterrupt:
        console.note("interrupted; the same command goes on from there")
        return 130
    finally:
        run.close()


def _linked(plan: Plan, console: Console, known: Iterable[Origin]) -> list[Origin]:
    """The repositories that the list of lists links to; how many is said before any is fetched."""
    index = plan.sources.index
    if index is None:
        return []
    found: list[str] = []
    with clones_for((index,)) as clones:
        for task in tasks_for((index,), plan.configurations, console, clones):
            listed = entries(task, console, today=plan.terms.today)
            found += sources.repositories(listed)
    links = sources.new(known, found)
    most = plan.sources.most
    line = f"{index} links to {plural(len(links), 'repository')}"
    if len(links) > most:
        line += f", of which the first {most:,} are fetched (--max-lists)"
    console.say(line)
    return links[:most]


class _Sweep:
    """One run."""

    def __init__(self, plan: Plan, console: Console, origins: Collection[Origin]) -> None:
        self._plan = plan
        self._console = console
        self._id = token_hex(8)
        names = sources.names(origins)
        self._lists = [Listed(name, one) for name, one in zip(names, origins, strict=True)]
        self._terms = plan.terms.plain()
        refresh = plan.storage.refresh
        self._journal = Journal(plan.out, self._terms, plan.headers, refresh=refresh)
        self._numbers = count()
        self._jobs: dict[int, _Job] = {}
        self._workers: dict[int, str] = {}  # who has a partition, by its number
        self._ordering: set[asyncio.Task[None]] = set()

    async def go(self) -> int:
        """The exit status."""
        out = self._plan.out
        before = tables.dead_before(out)
        with second_ends_the_process():
            known = self._journal.begin()
            self._make(out / "lists")
            async with opened(
                self._plan.cluster, self._plan.headers, self._console.note
            ) as cluster:
                self._cluster = cluster
                with SweepProgress(self._console, len(self._lists)) as self._progress:
                    rows = await cluster.guarded(self._work(known, before))
        tables.write(out, rows, self._plan.terms.today)
        self._journal.end()
        output.write(tables.summary(rows))
        self._console.say(f"Wrote {self._shown(tables.INDEX)}")
        return self._status(rows)

    def close(self) -> None:
        """Keep what is there for the next run."""
        self._journal.close()

    async def _work(
        self, known: Mapping[str, tuple[LinkResult, frozenset[str]]], before: tables.Before
    ) -> list[tables.Row]:
        self._cluster.listen(self._hear)
        clones = asyncio.Semaphore(_CLONES)
        room = asyncio.Semaphore(_AHEAD * await self._cluster.workers())
        await _all(self._read(one, clones if one.origin.is_url else room) for one in self._lists)
        kept = [one for one in self._lists if one.asks]
        results = await self._check(kept, known)
        return list(await _all(self._lint(one, results, room, before) for one in kept))

    # Lists

    async def _read(self, one: Listed, room: asyncio.Semaphore) -> None:
        """Have `one` read; its `asks` stay empty where it is no list, or cannot be linted."""
        async with room:
            found = await (self._fetched(one) if one.origin.is_url else self._local(one))
        self._progress.read()
        fail = self._console.note if one.origin.found else self._console.fail
        for line in found.get("failures", ()):
            fail(line)
        if "failures" in found or (one.origin.found and found["entries"] < LEAST_ENTRIES):
            return
        one.snapshot = found.pop("snapshot")
        one.asks = found

    async def _fetched(self, one: Listed) -> Plain:
        found = self._journal.list(one.name)
        if found is None:
            found = await self._cluster.run(tasks.fetch_list, one.origin.source, self._terms)
            if "failures" not in found:
                self._journal.keep_list(one.name, found)
        return found

    async def _local(self, one: Listed) -> Plain:
        plan = self._plan
        file = one.origin.source
        try:
            around = local(file, plan.configurations, plan.terms)
            snapshot = packed(file, around)
        except LintError as error:
            return {"failures": str(error).splitlines()}
        found = await self._cluster.run(tasks.read_list, snapshot.plain(), self._terms)
        if "failures" not in found:
            found["snapshot"] = completed(snapshot, around, found.pop("targets")).plain()
        return found

    async def _lint(
        self,
        one: Listed,
        results: Mapping[str, LinkResult],
        room: asyncio.Semaphore,
        before: tables.Before,
    ) -> tables.Row:
        wanted = (*one.asks["urls"], one.asks["page"])
        async with room:
            known = [plain.of_result(results[url]) for url in wanted if url in results]
            found = await self._cluster.run(tasks.lint_list, one.snapshot, known, self._terms)
            for line in found.get("failures", ()):
                self._console.fail(line)
            if "failures" not in found:
                for kind in ("json", "html"):
                    self._write(f"lists/{one.name}.{kind}", found.pop(kind))
        self._progress.linted()
        return tables.row(one.name, one.origin.source, found, before)

    # Links

    async def _check(
        self, lists: Iterable[Listed], known: Mapping[str, tuple[LinkResult, frozenset[str]]]
    ) -> Mapping[str, LinkResult]:
        """The results of all links of `lists`, each requested once."""
        plan = self._plan
        sites = online_sites(plan.terms.sites, os.environ)
        wanted, in_markdown = _gathered(lists, sites)
        if not wanted:
            return {}
        options = plan.terms.links
        memory = plan.storage.open(options, sites, today=plan.terms.today, ear=self._console)
        self._answers = answers = Answers(memory, self._journal, self._progress.add)
        try:
            self._progress.checking(wanted)
            for _ in answers.want(wanted, known):
                await asyncio.sleep(0)
            await self._ask(answers.missing(wanted), sites)
            await self._ask_again()
            answers.close()
            results = {url: answers.results[url] for url in wanted}
            if checker.network_down(results):
                self._console.note("no host answered: the network seems to be down")
            loop = asyncio.get_running_loop()

            def check(files: Mapping[str, Collection[str]]) -> Mapping[str, LinkResult]:
                return asyncio.run_coroutine_threadsafe(self._files(files), loop).result()

            if in_markdown:
                results |= await asyncio.to_thread(look_in_markdown, results, in_markdown, check)
            return results
        finally:
            if memory is not None:
                memory.close()

    async def _ask(self, keys: Collection[str], sites: Collection[OnlineSite]) -> None:
        """Ask for `keys`, each host by one worker alone, and for what that has handed back."""
        answers, workers = self._answers, await self._cluster.workers()
        division = await asyncio.to_thread(divided, keys, tuple(sites), workers)
        numbers = [next(self._numbers) for _ in division.partitions]
        await _all(
            self._checked(number, part.keys, division.foreign(place), priority=-place)
            for place, (number, part) in enumerate(zip(numbers, division.partitions, strict=True))
        )
        targets: dict[int, Wanted] = {}
        owners: dict[str, int] = {}
        for url, left in answers.left.items():
            target = urls.http(left.final_url or "")
            place = division.owner(target.host) if target is not None else None
            owners[url] = number = numbers[place or 0]
            targets.setdefault(number, {})[left.final_url or ""] = answers.fragments(url)
        await _all(self._on(owner, answers.also(wanted)) for owner, wanted in targets.items())
        again: dict[int, list[str]] = {}
        for url, owner in owners.items():
            if not answers.follow(url):
                del answers.left[url]
                again.setdefault(owner, []).append(url)
        await _all(self._on(owner, found) for owner, found in again.items())

    async def _on(self, owner: int, keys: Collection[str]) -> None:
        """Ask for `keys` where partition `owner` was checked."""
        if keys:
            await self._checked(next(self._numbers), keys, (), on=self._workers.get(owner))

    async def _ask_again(self) -> None:
        """Ask once more for failures that may be the network's, beside hosts that answered."""
        answers = self._answers
        unsure = answers.unsure()
        found: dict[str, tuple[LinkResult, Mapping[str, str] | None]] = {}
        witnesses = answers.witnesses() if unsure else []
        if witnesses:

            def take(_: str, values: Plain, validators: Mapping[str, str] | None) -> None:
                result = plain.result(values)
                found[result.url] = (result, validators)

            keys = (*unsure, *witnesses)
            job = _Job(keys, (), take, lambda keys: [key for key in keys if key not in found])
            await self._done(next(self._numbers), job, on=answers.heard)
        answers.settle(found)

    async def _files(self, files: Mapping[str, Collection[str]]) -> Mapping[str, LinkResult]:
        """The results for Markdown files behind pages that lists link into."""
        keys = self._answers.also(files)
        if keys:
            await self._checked(next(self._numbers), keys, ())
            self._answers.settle({})
        return {url: self._answers.results[url] for url in files if url in self._answers.results}

    async def _checked(
        self,
        number: int,
        keys: Collection[str],
        foreign: Collection[str],
        *,
        priority: int = 0,
        on: str | None = None,
    ) -> None:
        job = _Job(keys, foreign, self._answers.take, self._answers.missing)
        await self._done(number, job, priority=priority, on=on)

    async def _done(
        self, number: int, job: _Job, *, priority: int = 0, on: str | None = None
    ) -> None:
        """Have a partition checked until each of its links has an answer."""
        self._jobs[number] = job
        run = partial(self._cluster.run, tasks.check_links, self._id, number, self._terms)
        for _ in range(_ATTEMPTS):
            found = await run(priority=priority, on=on)
            if "failures" in found:
                raise LintError("\n".join(found["failures"]))
            if not job.missing(job.keys):
                del self._jobs[number]
                return
        raise ClusterError(f"no answer came for {plural(len(job.missing(job.keys)), 'link')}")

    def _hear(self, event: Plain) -> None:
        """Take what a worker sends: an answer, or that it has begun and waits for its order."""
        job = self._jobs.get(event["partition"]) if event.get("sweep") == self._id else None
        if job is None:
            return
        if event["kind"] == "answer":
            job.take(event["worker"], event["result"], event["validators"])
            return
        self._workers[event["partition"]] = event["worker"]
        links = self._answers.order(job.missing(job.keys))
        order = {"links": links, "foreign": sorted(job.foreign)}
        sending = asyncio.ensure_future(self._cluster.send(event["attempt"], order))
        self._ordering.add(sending)
        sending.add_done_callback(self._ordering.discard)

    # Files

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LintError(f"{folder}: cannot be made: {error.strerror or error}") from None

    def _write(self, name: str, text: str) -> None:
        try:
            replace_file(self._plan.out / name, text.encode("utf-8", errors="backslashreplace"))
        except OSError as error:
            reason = error.strerror or error
            raise LintError(f"{self._shown(name)}: cannot be written: {reason}") from None

    def _shown(self, name: str) -> str:
        return (self._plan.out / name).as_posix()

    def _status(self, rows: Iterable[tables.Row]) -> int:
        if self._console.failures:
            return 2
        return int(any(row.failed for row in rows))


def _gathered(
    lists: Iterable[Listed], sites: Collection[OnlineSite]
) -> tuple[Wanted, dict[str, tuple[str, ...]]]:
    """The URLs of all lists, with the fragments to look for on them, and in their Markdown."""
    wanted: Wanted = {}
    in_markdown: dict[str, tuple[str, ...]] = {}
    for one in lists:
        for found, key in ((wanted, "urls"), (in_markdown, "in_markdown")):
            for url, fragments in one.asks[key].items():
                before = found.get(url, ())
                found[url] = tuple(dict.fromkeys((*before, *fragments))) if fragments else before
        page = urls.http(one.asks["page"] or "")
        if page is not None and any(site.claims(page) for site in sites):
            wanted.setdefault(one.asks["page"], ())
    return wanted, in_markdown


async def _all(work: Iterable[Coroutine[Any, Any, Any]]) -> list[Any]:
    """What each of `work` gives; the first failure ends them all."""
    try:
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(one) for one in work]
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return [one.result() for one in running]

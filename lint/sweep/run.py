"""A sweep on one page: lists are read, their links checked once, and each list is linted."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lint.console import output
from lint.engine.pipeline import entries
from lint.engine.targets import clones_for, tasks_for
from lint.errors import LintError
from lint.files.atomic import replace_file
from lint.links.scheduling.interrupts import second_ends_the_process
from lint.sweep import plain, sources, tables, tasks
from lint.sweep.checking import Links
from lint.sweep.cluster import WorkersDiedError, all_of
from lint.sweep.journal import Journal
from lint.sweep.opening import opened
from lint.sweep.progress import SweepProgress
from lint.sweep.snapshot import completed, local, packed
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from lint.config.reading import Configurations
    from lint.console.output import Console
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


def sweep(plan: Plan, console: Console) -> int:
    """Sweep the lists of `plan`. The exit status.

    Raises LintError for what cannot be used or written, and where the cluster is lost.
    """
    offline = bool(plan.terms.offline)
    origins = sources.origins(plan.sources.paths, console.fail, offline=offline)
    origins += _linked(plan, console, origins)
    if not origins:
        console.note("no lists to sweep")
        return 2
    run = _Sweep(plan, console, origins)
    try:
        with asyncio.Runner() as runner:
            return runner.run(run.go())
    except KeyboardInterrupt:
        console.note("interrupted; the same command continues from there")
        return 130
    finally:
        run.close()


def _linked(plan: Plan, console: Console, known: Iterable[Origin]) -> list[Origin]:
    """The repositories that the list of lists links to; how many is said before any is fetched."""
    index = plan.sources.from_list
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
        line += f"; only the first {most:,} are fetched (--max-lists)"
    console.say(line)
    return links[:most]


class _Sweep:
    """One run."""

    def __init__(self, plan: Plan, console: Console, origins: Collection[Origin]) -> None:
        self._alone = asyncio.Lock()
        self._plan = plan
        self._console = console
        names = sources.names(origins)
        self._lists = [Listed(name, one) for name, one in zip(names, origins, strict=True)]
        self._terms = plan.terms.plain()
        refresh = plan.storage.refresh
        self._journal = Journal(plan.out, self._terms, plan.headers, refresh=refresh)

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
        clones = asyncio.Semaphore(_CLONES)
        room = asyncio.Semaphore(_AHEAD * await self._cluster.workers())
        await all_of(self._read(one, clones if one.origin.is_url else room) for one in self._lists)
        kept = [one for one in self._lists if one.asks]
        links = Links(
            self._cluster,
            self._plan.terms,
            storage=self._plan.storage,
            journal=self._journal,
            progress=self._progress,
            console=self._console,
        )
        homes = (one.snapshot["home"] for one in kept)
        asked = [one.asks for one in kept]
        results = await links.check(asked, known, next(filter(None, homes), None))
        return await all_of(self._lint(one, results, room, before) for one in kept)

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
        source = one.origin.source
        found = self._journal.list(one.name, source)
        if found is None:
            found = await self._run(one, tasks.fetch_list, source, self._terms)
            if "failures" not in found:
                self._journal.keep_list(one.name, source, found)
        return found

    async def _local(self, one: Listed) -> Plain:
        plan = self._plan
        file = one.origin.source
        try:
            around = local(file, plan.configurations, plan.terms)
            snapshot = packed(file, around)
        except Exception as error:  # noqa: BLE001 - the other lists are checked all the same
            return _failed(file, error)
        found = await self._run(one, tasks.read_list, snapshot.plain(), self._terms)
        if "failures" in found:
            return found
        try:
            found["snapshot"] = completed(snapshot, around, found.pop("targets")).plain()
        except Exception as error:  # noqa: BLE001 - the other lists are checked all the same
            return _failed(file, error)
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
            found = await self._run(one, tasks.lint_list, one.snapshot, known, self._terms)
            for line in found.get("failures", ()):
                self._console.fail(line)
            if "failures" not in found:
                for kind in ("json", "html"):
                    self._write(f"lists/{one.name}.{kind}", found.pop(kind))
        self._progress.linted()
        return tables.row(one.name, one.origin.source, found, before)

    async def _run(self, one: Listed, task: Callable[..., Plain], *arguments: Any) -> Plain:
        """What `task` gives for `one`; over a list that workers die of, the sweep does not end.

        A worker may die of another list while `one` waits there, so it is tried again by itself.
        """
        with suppress(WorkersDiedError):
            return await self._cluster.run(task, *arguments)
        try:
            async with self._alone:
                return await self._cluster.run(task, *arguments)
        except WorkersDiedError as error:
            return {"failures": [f"{one.origin.source}: {error.count} workers died over it"]}

    # Files

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LintError(f"{folder}: cannot be created: {error.strerror or error}") from None

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


def _failed(file: str, error: Exception) -> Plain:
    from lint.sweep.reading import failed

    return failed(file, error)

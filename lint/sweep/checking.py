"""The links of a sweep: each requested once, each host by one worker, and what came of it."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from functools import partial
from itertools import count
from secrets import token_hex
from typing import TYPE_CHECKING, NamedTuple

from lint import urls
from lint.errors import LintError
from lint.links.filters import Selection
from lint.links.outage import NOTE, is_down, unchecked
from lint.links.providers import online_sites
from lint.links.verdicts.fragments import look_in_markdown
from lint.links.witnesses import Asked
from lint.sweep import plain, tasks
from lint.sweep.answers import Answers, Wanted
from lint.sweep.cluster import ClusterError, all_of
from lint.sweep.partitions import divided
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from lint.console.output import Console
    from lint.links.protocols import OnlineSite
    from lint.links.result import LinkOptions, LinkResult
    from lint.links.store.storage import Storage
    from lint.sweep.cluster import Cluster
    from lint.sweep.journal import Journal
    from lint.sweep.plain import Plain, Terms
    from lint.sweep.progress import SweepProgress

# How often a partition is begun whose answers did not all arrive.
_ATTEMPTS = 3


class _Asked(NamedTuple):
    """What all lists ask for, by URL: fragments to look for on its page, and in its Markdown.

    `pages` are those of the lists' repositories; `written` and `titles` are as `read_here` has
    them.
    """

    wanted: Wanted
    in_markdown: Wanted
    pages: Wanted
    written: Wanted
    titles: Wanted


class _Job(NamedTuple):
    """A partition under way: what it may not follow redirects to, and who takes its answers."""

    keys: Collection[str]
    foreign: Collection[str]
    take: Callable[[str, Plain, Mapping[str, str] | None], None]
    missing: Callable[[Iterable[str]], Collection[str]]


class Links:
    """The check of all links of one sweep."""

    def __init__(  # noqa: PLR0913 - what the parts of a sweep have in common, by keyword
        self,
        cluster: Cluster,
        terms: Terms,
        *,
        storage: Storage,
        journal: Journal,
        progress: SweepProgress,
        console: Console,
    ) -> None:
        self._cluster = cluster
        self._terms = terms
        # The patterns have their say here, on the links as they are written.
        plainly = replace(terms.links, include=(), exclude=())
        self._sent = replace(terms, links=plainly).plain()
        self._titles: Wanted = {}
        self._notices: set[str] = set()  # what was said of interfaces that fail
        self._storage = storage
        self._journal = journal
        self._progress = progress
        self._console = console
        self._id = token_hex(8)
        self._numbers = count()
        self._jobs: dict[int, _Job] = {}
        self._workers: dict[int, str] = {}  # who has a partition, by its number
        self._ordering: set[asyncio.Task[None]] = set()

    async def check(
        self,
        asked: Iterable[Plain],
        known: Mapping[str, tuple[LinkResult, frozenset[str]]],
        home: str | None = None,
    ) -> Mapping[str, LinkResult]:
        """The results of all links that lists have `asked` for, as `read_here` gives it.

        What is `known` of the journal is not requested again. `home` is the page of the repository
        of some list, if there is one: where few hosts were asked and none answered, its host shows
        whether there is a network.
        """
        terms = self._terms
        sites = online_sites(terms.sites, os.environ)
        all_asked = _gathered(asked, sites)
        skipped = _skipped(all_asked, terms.links)
        chosen = {url: one for url, one in all_asked.wanted.items() if url not in skipped}
        wanted, in_markdown = all_asked.pages | chosen, all_asked.in_markdown
        self._titles = all_asked.titles
        if not wanted:
            return skipped
        memory = self._storage.open(terms.links, sites, today=terms.today, ear=self._console)
        self._cluster.listen(self._hear)
        self._answers = answers = Answers(memory, self._journal, self._progress.add)
        try:
            self._progress.checking(wanted)
            for _ in answers.want(wanted, known):
                await asyncio.sleep(0)
            await self._ask(answers.missing(wanted), sites)
            again = await self._ask_again()
            answers.close()
            results = {url: answers.results[url] for url in wanted} | skipped
            loop = asyncio.get_running_loop()

            def check(files: Mapping[str, Collection[str]]) -> Mapping[str, LinkResult]:
                return asyncio.run_coroutine_threadsafe(self._files(files), loop).result()

            def only(url: str) -> LinkResult | None:
                return check({url: ()}).get(url)

            found = Asked({**results, **again}, interrupted=False, witnessed=bool(again))
            if await asyncio.to_thread(is_down, found, home, only):
                (self._console.note if terms.never_fails else self._console.fail)(NOTE)
                return unchecked(results)
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
        await all_of(
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
        await all_of(self._on(owner, answers.also(wanted)) for owner, wanted in targets.items())
        again: dict[int, list[str]] = {}
        for url, owner in owners.items():
            if not answers.follow(url):
                del answers.left[url]
                again.setdefault(owner, []).append(url)
        await all_of(self._on(owner, found) for owner, found in again.items())

    async def _on(self, owner: int, keys: Collection[str]) -> None:
        """Ask for `keys` where partition `owner` was checked."""
        if keys:
            await self._checked(next(self._numbers), keys, (), on=self._workers.get(owner))

    async def _ask_again(self) -> Mapping[str, LinkResult]:
        """Ask once more for failures that may be the network's, beside hosts that were fine.

        The results of those hosts are included; empty if nothing was asked again.
        """
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
        return {url: result for url, (result, _) in found.items()}

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
        run = partial(self._cluster.run, tasks.check_links, self._id, number, self._sent)
        for _ in range(_ATTEMPTS):
            found = await run(priority=priority, on=on)
            if "failures" in found:
                raise LintError("\n".join(found["failures"]))
            if not job.missing(job.keys):
                del self._jobs[number]
                return
        raise ClusterError(f"no response for {plural(len(job.missing(job.keys)), 'link')}")

    def _hear(self, event: Plain) -> None:
        """Take what a worker sends: an answer, a notice, or that it waits for its order."""
        job = self._jobs.get(event["partition"]) if event.get("sweep") == self._id else None
        if job is None:
            return
        if event["kind"] == "answer":
            job.take(event["worker"], event["result"], event["validators"])
            return
        if event["kind"] == "notice":
            if event["line"] not in self._notices:
                self._notices.add(event["line"])
                self._console.note(event["line"])
            return
        self._workers[event["partition"]] = event["worker"]
        links = self._answers.order(job.missing(job.keys))
        titles = {url: self._titles[url] for url, *_ in links if url in self._titles}
        order = {"links": links, "foreign": sorted(job.foreign), "titles": titles}
        sending = asyncio.ensure_future(self._cluster.send(event["attempt"], order))
        self._ordering.add(sending)
        sending.add_done_callback(self._ordering.discard)


def _gathered(asked: Iterable[Plain], sites: Collection[OnlineSite]) -> _Asked:
    """What all lists ask for."""
    found = _Asked({}, {}, {}, {}, {})
    merged = {
        "urls": found.wanted,
        "in_markdown": found.in_markdown,
        "written": found.written,
        "titles": found.titles,
    }
    for one in asked:
        for key, known in merged.items():
            for url, more in one[key].items():
                before = known.get(url, ())
                known[url] = tuple(dict.fromkeys((*before, *more))) if more else before
        page = urls.http(one["page"] or "")
        if page is not None and any(site.claims(page) for site in sites):
            found.pages[one["page"]] = ()
    return found


def _skipped(asked: _Asked, options: LinkOptions) -> dict[str, LinkResult]:
    """The results of links that the patterns of `options` leave out."""
    if not (options.include or options.exclude):
        return {}
    try:
        selection = Selection(options, asked.written)
    except ValueError as error:
        raise LintError(str(error)) from None
    results = ((url, selection.skipped(url)) for url in asked.wanted)
    return {url: result for url, result in results if result is not None}

"""Checking many links: what need not be asked, what a site knows, and the rest, host by host."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from lint import urls
from lint.errors import ConfigError
from lint.links.filters import Selection
from lint.links.interfaces import Watched
from lint.links.network.client import NetworkClient
from lint.links.network.pool import Hosts, affordable, check_descriptors
from lint.links.network.resolver import system_lookup
from lint.links.providers import dispatch
from lint.links.providers.wayback import with_copies
from lint.links.result import LinkResult, Reason, Verdict
from lint.links.scheduling.attempt import Inquiry
from lint.links.scheduling.host_limits import Limits, accepted
from lint.links.scheduling.interrupts import second_ends_the_process
from lint.links.scheduling.scheduler import Schedule
from lint.links.scheduling.workers import Traffic

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from lint.links.network.resolver import Lookup
    from lint.links.protocols import Memory, OnlineSite
    from lint.links.result import Facts, LinkOptions, Progress
    from lint.links.scheduling.scheduler import OpenHost


class Interrupted(KeyboardInterrupt):
    """The user pressed Ctrl-C; `results` are those known by then, in the order asked for."""

    def __init__(self, results: dict[str, LinkResult]) -> None:
        super().__init__("interrupted")
        self.results = results


def check(  # noqa: PLR0913 - the seams of the engine, each of which may be left out
    urls_to_check: Mapping[str, Collection[str]] | Iterable[str],
    options: LinkOptions,
    progress: Progress | None = None,
    *,
    lookup: Lookup = system_lookup,
    memory: Memory | None = None,
    sites: Sequence[OnlineSite] = (),
    notice: Callable[[str], None] | None = None,
) -> dict[str, LinkResult]:
    """Check links over the network, each distinct URL once.

    `urls_to_check` are normalised and without fragments (`lint.urls.URL.request`); as a mapping
    they come with the fragments to look for on their pages. Every one gets a result, in their
    order. `progress` is called for each as soon as its verdict is known. `lookup` stands in for
    the system's name lookup. What `memory` still knows is not asked for, and it is told of every
    answer as it comes. `sites` are asked first for the URLs that they claim; `notice` is called
    with a line for each of them whose interface fails.

    Raises ConfigError for a pattern or CA bundle that cannot be used, LintError where the process
    may not open enough files, and Interrupted, with what is known so far, on Ctrl-C.
    """
    check_descriptors()
    run = Run(urls_to_check, options, progress, lookup, memory=memory, sites=sites, notice=notice)
    try:
        with asyncio.Runner(loop_factory=_event_loop()) as runner:
            runner.run(run.go())
    except KeyboardInterrupt:
        raise Interrupted(run.results) from None
    return run.results


def network_down(results: Mapping[str, LinkResult]) -> bool:
    """Whether links were asked for and not one host answered: a matter of the network, then."""
    asked = [
        result
        for result in results.values()
        if not result.from_cache
        and result.verdict is not Verdict.SKIPPED
        and result.reason is not Reason.NO_SUCH_HOST  # reserved, so not asked for
    ]
    silent = {Reason.DNS_FAILURE, Reason.REFUSED, Reason.TIMEOUT}
    return bool(asked) and all(
        r.status is None and r.reason in silent and not r.connected for r in asked
    )


class Run:
    """One check: what is to be done, and what it has found out (`results`)."""

    def __init__(  # noqa: PLR0913 - as `check` has it
        self,
        keys: Mapping[str, Collection[str]] | Iterable[str],
        options: LinkOptions,
        progress: Progress | None,
        lookup: Lookup,
        *,
        memory: Memory | None = None,
        sites: Sequence[OnlineSite] = (),
        notice: Callable[[str], None] | None = None,
    ) -> None:
        self._notice = notice
        self._options = options
        self._progress = progress
        self._lookup = lookup
        self._memory = memory
        self._sites = sites
        try:
            self._selection = Selection(options)
        except ValueError as error:
            raise ConfigError(str(error)) from None
        self._accepted = accepted(options)
        self._results: dict[str, LinkResult | None] = dict.fromkeys(keys)
        wanted = keys.items() if isinstance(keys, Mapping) else ()
        self._fragments = {key: fragments for key, fragments in wanted if fragments}
        self._schedule = Schedule(affordable(options.concurrency), Limits(options))
        self._facts: dict[str, Facts] = {}
        # Unknown hosts, kept back until another host has answered.
        self._doubtful: list[tuple[Inquiry, LinkResult]] = []

    @property
    def results(self) -> dict[str, LinkResult]:
        """What is known so far, in the order in which the URLs came."""
        return {key: result for key, result in self._results.items() if result is not None}

    def open_hosts(self) -> list[OpenHost]:
        """The hosts that are not done, those that will take longest first."""
        return self._schedule.open_hosts()

    async def go(self) -> None:
        """Check everything; on cancellation what is known stays in `results`."""
        with second_ends_the_process():
            await self._go()

    async def _go(self) -> None:
        hosts = Hosts(self._options, self._lookup)
        traffic = Traffic(hosts, self._schedule, self._inquire, self._answered)
        self._hosts, self._traffic = hosts, traffic
        try:
            now, later, waiting = dispatch.waited_for(self._results, self._sites)
            async with asyncio.TaskGroup() as tasks:
                traffic.start(tasks)
                begun = self._begin(now, tasks)
                for site in waiting:
                    await site.ready()
                begun += self._begin(later, tasks)
                await asyncio.gather(*begun)
                await traffic.end()
            self._settle(at_end=True)
            await self._find_copies()
        finally:
            traffic.stop()
            self._settle(at_end=True)
            await hosts.close()

    async def _find_copies(self) -> None:
        """Ask for archived copies of what is broken, where the options say so."""
        if not self._options.archive:
            return
        client = NetworkClient(self._hosts)
        try:
            service = self._options.archive_url
            for result in await with_copies(self.results.values(), client, service):
                self._results[result.url] = result
        finally:
            await client.close()

    def _begin(self, keys: Iterable[str], tasks: asyncio.TaskGroup) -> list[asyncio.Task[None]]:
        """Begin to check the URLs `keys`; the tasks that offer them to sites."""
        offered, others = dispatch.claimed(self._sort_out(keys), self._sites)
        begun = [tasks.create_task(self._offer(site, links)) for site, links in offered.items()]
        self._traffic.put(others)
        return begun

    def _sort_out(self, keys: Iterable[str]) -> list[tuple[str, urls.URL]]:
        """Those of `keys` that are to be asked for; results for all others."""
        links = []
        for key in keys:
            target = urls.http(key)
            if (skipped := self._selection.skipped(key)) is not None:
                self._report(skipped)
            elif target is None:
                detail = "not an http or https URL"
                self._report(
                    LinkResult(key, Verdict.UNVERIFIED, Reason.PROTOCOL_ERROR, detail=detail)
                )
            elif (known := self._recall(key)) is not None:
                self._report(known)
            else:
                links.append((key, target))
        return links

    def _recall(self, key: str) -> LinkResult | None:
        if self._memory is None:
            return None
        return self._memory.recall(key, self._fragments.get(key, ()))

    async def _offer(self, site: OnlineSite, links: dict[str, urls.URL]) -> None:
        """Take the answers of `site`; what it does not decide is asked in the ordinary way."""
        client = NetworkClient(self._hosts)
        left = dict(links)
        watched = Watched(client)
        try:
            async for result in dispatch.answers(site, links, watched):
                target = left.pop(result.url)
                fragments = self._fragments.get(result.url, ())
                if result.verdict is Verdict.UNVERIFIED or (
                    result.verdict is Verdict.OK and fragments
                ):
                    # The site has facts, but the page has the last word.
                    if result.facts is not None:
                        self._facts[result.url] = result.facts
                    self._traffic.put([(result.url, target)])
                else:
                    self._remember(result, fragments, {})
        finally:
            await client.close()
        if self._notice is not None and (line := watched.notice(site, len(left))) is not None:
            self._notice(line)
        self._traffic.put(left.items())

    def _inquire(self, key: str, target: urls.URL) -> Inquiry:
        fragments = self._fragments.get(key, ())
        conditional = None if self._memory is None else self._memory.validators(key, fragments)
        return Inquiry(
            key, target, self._hosts, self._options, fragments=fragments, conditional=conditional
        )

    def _answered(self, inquiry: Inquiry, result: LinkResult) -> None:
        """A link has a result; one that is doubtful is kept back."""
        if inquiry.doubtful:
            self._doubtful.append((inquiry, result))
        elif not inquiry.asked:
            self._report(self._with_facts(result))
        else:
            self._remember(result, inquiry.fragments, inquiry.validators)
        self._settle()

    def _settle(self, *, at_end: bool = False) -> None:
        """Report the unknown hosts kept back, once it is clear whether to believe the lookup.

        A lookup is evidence only where the network works (another host has answered) and where
        the name servers know some names. The last may be clear only at the end.
        """
        if not self._doubtful:
            return
        answered, resolver = self._hosts.answered, self._hosts.resolver
        believed = answered and (resolver.knows_names or (at_end and resolver.trustworthy))
        if not believed and not at_end:
            return
        doubt = "unknown host, but " + (
            "no other name could be resolved" if answered else "no host responds"
        )
        for inquiry, result in self._doubtful:
            if not believed:
                result = replace(  # noqa: PLW2901 - what is reported instead
                    result,
                    verdict=Verdict.UNVERIFIED,
                    reason=Reason.DNS_FAILURE,
                    detail=doubt,
                )
            self._remember(result, inquiry.fragments, inquiry.validators)
        self._doubtful.clear()

    def _remember(
        self, result: LinkResult, fragments: Collection[str], validators: Mapping[str, str]
    ) -> None:
        """Report an answer, with what the memory adds to it."""
        result = self._excused(self._with_facts(result))
        if self._memory is not None:
            result = self._memory.remember(result, fragments, validators)
        self._report(result)

    def _excused(self, result: LinkResult) -> LinkResult:
        """`result`, or what it is where the configuration accepts its reason."""
        reason = result.reason
        if reason is None or result.verdict in {Verdict.OK, Verdict.SKIPPED}:
            return result
        end = urls.http(result.final_url or result.url)
        if end is None or not self._accepted.excuses(end.host, reason.value):
            return result
        detail = f"{reason.value}, which the configuration accepts"
        return replace(result, verdict=Verdict.OK, reason=None, detail=detail, missing=())

    def _with_facts(self, result: LinkResult) -> LinkResult:
        facts = self._facts.get(result.url)
        return result if facts is None or result.facts is not None else replace(result, facts=facts)

    def _report(self, result: LinkResult) -> None:
        self._results[result.url] = result
        if self._progress is not None:
            self._progress(result)


def _event_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes the event loop: uvloop where there is one, as it does more in less time."""
    try:
        import uvloop
    except ImportError:  # Windows
        return None
    return uvloop.new_event_loop

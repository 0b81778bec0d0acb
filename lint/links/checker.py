"""Checking many links: who is asked when, and what is reported when.

The links are queued by host. A bounded number of workers serve the queues, the longest first, as
they decide how long everything takes; a worker stays with its host until the queue is empty. So
there are never more tasks than requests under way, and memory grows by a result for each link.
"""

from __future__ import annotations

import asyncio
import heapq
import re
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from lint import urls
from lint.errors import ConfigError
from lint.links.dns import system_lookup
from lint.links.host import Hosts, affordable
from lint.links.request import Inquiry
from lint.links.result import LinkResult, Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lint.links.dns import Lookup
    from lint.links.result import LinkOptions, Progress


class Interrupted(KeyboardInterrupt):
    """The user pressed Ctrl-C; `results` are those known by then, in the order asked for."""

    def __init__(self, results: dict[str, LinkResult]) -> None:
        super().__init__("interrupted")
        self.results = results


def check(
    urls_to_check: Iterable[str],
    options: LinkOptions,
    progress: Progress | None = None,
    *,
    lookup: Lookup = system_lookup,
) -> dict[str, LinkResult]:
    """Check links over the network, each distinct URL once.

    `urls_to_check` are normalised and without fragments (`lint.urls.URL.request`). Every one gets
    a result, in their order. `progress` is called for each as soon as its verdict is known.
    `lookup` stands in for the system's name lookup.

    Raises ConfigError for an exclude pattern or CA bundle that cannot be used, and Interrupted,
    with what is known so far, on Ctrl-C.
    """
    run = Run(urls_to_check, options, progress, lookup)
    try:
        asyncio.run(run.go())
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
    return bool(asked) and all(r.status is None and r.reason in silent for r in asked)


class Run:
    """One check: its queues, its workers, and what it has found out (`results`)."""

    def __init__(
        self,
        keys: Iterable[str],
        options: LinkOptions,
        progress: Progress | None,
        lookup: Lookup,
    ) -> None:
        self._options = options
        self._progress = progress
        self._lookup = lookup
        self._exclude = [(pattern, _compile(pattern)) for pattern in options.exclude]
        self._results: dict[str, LinkResult | None] = dict.fromkeys(keys)
        # Unknown hosts, kept back until another host has answered.
        self._doubtful: list[LinkResult] = []

    @property
    def results(self) -> dict[str, LinkResult]:
        """What is known so far, in the order in which the URLs came."""
        return {key: result for key, result in self._results.items() if result is not None}

    async def go(self) -> None:
        """Check everything; on cancellation what is known stays in `results`."""
        queues = self._sort_out()
        hosts = Hosts(self._options, self._lookup)
        try:
            await self._serve(hosts, queues)
        finally:
            self._settle(hosts, at_end=True)
            await hosts.close()

    def _sort_out(self) -> list[tuple[str, _Queue]]:
        """The queues, by host, longest first; results for what need not be asked for."""
        queues: dict[str, _Queue] = {}
        for key in self._results:
            target = urls.http(key)
            pattern = next((text for text, regex in self._exclude if regex.search(key)), None)
            if pattern is not None:
                self._report(LinkResult(key, Verdict.SKIPPED, Reason.EXCLUDED, detail=pattern))
            elif target is None:
                self._report(_unasked(key, "not an http or https URL"))
            else:
                queues.setdefault(target.host, _Queue()).fresh.append((key, target))
        return sorted(queues.items(), key=lambda item: -len(item[1].fresh))

    async def _serve(self, hosts: Hosts, queues: Sequence[tuple[str, _Queue]]) -> None:
        places = asyncio.Semaphore(affordable(self._options.concurrency))
        async with asyncio.TaskGroup() as workers:
            for host, queue in queues:
                for _ in range(min(self._options.per_host, len(queue.fresh))):
                    await places.acquire()
                    worker = workers.create_task(self._work(hosts, host, queue))
                    worker.add_done_callback(lambda _: places.release())

    async def _work(self, hosts: Hosts, host: str, queue: _Queue) -> None:
        async with hosts.at_work(host):
            while (item := await queue.next()) is not None:
                inquiry = (
                    item if isinstance(item, Inquiry) else Inquiry(*item, hosts, self._options)
                )
                try:
                    said = await inquiry.attempt()
                except Exception as error:  # noqa: BLE001 (no link may end the run of the others)
                    said = _unasked(inquiry.key, f"cannot be checked ({type(error).__name__})")
                if not isinstance(said, LinkResult):
                    queue.put_back(inquiry, said)
                elif inquiry.doubtful:
                    self._doubtful.append(said)
                else:
                    self._report(said)
                self._settle(hosts)

    def _settle(self, hosts: Hosts, *, at_end: bool = False) -> None:
        """Report the unknown hosts kept back, once it is clear whether to believe the lookup.

        A lookup is evidence only where the network works (another host has answered) and where
        the name servers know some names. The last may be clear only at the end.
        """
        if not self._doubtful:
            return
        resolver = hosts.resolver
        believed = hosts.answered and (resolver.knows_names or (at_end and resolver.trustworthy))
        if not believed and not at_end:
            return
        for result in self._doubtful:
            if believed:
                self._report(result)
            else:
                doubt = "unknown host, but then " + (
                    "no name is known here" if hosts.answered else "no host answers"
                )
                self._report(
                    replace(
                        result,
                        verdict=Verdict.UNVERIFIED,
                        reason=Reason.DNS_FAILURE,
                        detail=doubt,
                    )
                )
        self._doubtful.clear()

    def _report(self, result: LinkResult) -> None:
        self._results[result.url] = result
        if self._progress is not None:
            self._progress(result)


class _Queue:
    """The links of one host: those not asked for yet, and those to be asked for again later."""

    __slots__ = ("_count", "_later", "fresh")

    def __init__(self) -> None:
        self.fresh: deque[tuple[str, urls.URL]] = deque()
        self._later: list[tuple[float, int, Inquiry]] = []
        self._count = 0  # inquiries are not ordered, so no two entries may be equal

    def put_back(self, inquiry: Inquiry, seconds: float) -> None:
        """Let `inquiry` come up again after some seconds."""
        self._count += 1
        when = asyncio.get_running_loop().time() + seconds
        heapq.heappush(self._later, (when, self._count, inquiry))

    async def next(self) -> tuple[str, urls.URL] | Inquiry | None:
        """The next link to ask for, or None if there is none; may wait for one that rests."""
        while True:
            wait = self._later[0][0] - asyncio.get_running_loop().time() if self._later else 0.0
            if self._later and wait <= 0:
                return heapq.heappop(self._later)[2]
            if self.fresh:
                return self.fresh.popleft()
            if not self._later:
                return None
            await asyncio.sleep(wait)


def _unasked(key: str, detail: str) -> LinkResult:
    return LinkResult(key, Verdict.UNVERIFIED, Reason.PROTOCOL_ERROR, detail=detail)


def _compile(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ConfigError(
            f"exclude: {pattern!r} is not a regular expression: {error.msg}"
        ) from None

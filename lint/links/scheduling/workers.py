"""Requests as the schedule wants them: a task for each place in use, and none for what waits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lint.links.network.pool import KEEP_ALIVE
from lint.links.result import LinkResult, Reason, Verdict
from lint.links.scheduling.requester import CrowdedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lint import urls
    from lint.links.network.pool import Hosts
    from lint.links.scheduling.attempt import Inquiry
    from lint.links.scheduling.host_queue import Item, Lane
    from lint.links.scheduling.scheduler import Schedule
    from lint.links.verdicts.status import Outcome

# How long a link waits for descriptors that the process lacks, in seconds.
_CROWDED = 0.5


class Traffic:
    """The links of one run on their way, within one event loop.

    `inquire` makes an inquiry of a link when its turn comes; `answered` is told of each with its
    result.
    """

    def __init__(
        self,
        hosts: Hosts,
        schedule: Schedule,
        inquire: Callable[[str, urls.URL], Inquiry],
        answered: Callable[[Inquiry, LinkResult], None],
    ) -> None:
        self._hosts = hosts
        self._schedule = schedule
        self._inquire = inquire
        self._answered = answered
        self._open = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._alarm: asyncio.TimerHandle | None = None
        self._alarm_at: float | None = None
        self._time = asyncio.get_running_loop().time

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Let the requests run in `tasks`."""
        self._tasks = tasks

    def put(self, links: Iterable[tuple[str, urls.URL]]) -> None:
        """Ask for `links`, each by its key, as soon as there is a place."""
        links = list(links)
        self._open += len(links)
        if self._open:
            self._idle.clear()
        for lane in self._schedule.put_fresh(links, self._time()):
            self._drain(lane)
        self._pump()

    def join(self, lane: Lane) -> bool:
        """Whether a second request may begin beside one for the same link that is silent for long.

        Either way `part` is to be called for the first one, and for the second if there is one.
        """
        joined = self._schedule.join(lane, self._time())
        self._pump()
        return joined

    def part(self, lane: Lane, *, second: bool) -> None:
        """A request has ended, the `second` one, or else the one that `join` was called for."""
        self._schedule.part(lane, self._time(), joined=second)

    async def end(self) -> None:
        """Wait until every link has its result."""
        await self._idle.wait()

    def stop(self) -> None:
        """Begin nothing more."""
        if self._alarm is not None:
            self._alarm.cancel()

    def _pump(self) -> None:
        """Begin what may begin, and see to it that the rest is begun when its time comes."""
        now = self._time()
        while (step := self._schedule.next(now)) is not None:
            self._tasks.create_task(self._serve(*step))
        when = self._schedule.alarm()
        if when != self._alarm_at:
            self.stop()
            self._alarm_at = when
            if when is not None:
                self._alarm = asyncio.get_running_loop().call_at(when, self._ring)

    def _ring(self) -> None:
        self._alarm_at = None
        self._pump()

    async def _serve(self, lane: Lane, item: Item) -> None:
        """Hold a place: ask for `item`, and then for what the schedule says, until it is silent."""
        while True:
            await self._ask(lane, item)
            now = self._time()
            self._schedule.release(lane, now)
            step = self._schedule.next(now, lane)
            self._pump()
            if step is None or step[0] is not lane:
                await self._leave(lane, now)
                if step is None:
                    return
            lane, item = step

    async def _ask(self, lane: Lane, item: Item) -> None:
        inquiry = self._inquire(*item) if isinstance(item, tuple) else item
        try:
            said = await inquiry.step(lane, self)
        except CrowdedError:
            self._schedule.shrink()
            said = _CROWDED
        except Exception as error:  # noqa: BLE001 - no link may end the run of the others
            detail = f"cannot be checked ({type(error).__name__})"
            said = LinkResult(inquiry.key, Verdict.UNVERIFIED, Reason.PROTOCOL_ERROR, detail=detail)
        if isinstance(said, LinkResult):
            self._conclude(inquiry, said)
        else:
            host = self._schedule.lane(inquiry.host)
            self._schedule.put(host, inquiry, self._time(), said)
            self._drain(host)
        self._drain(lane)

    def _drain(self, lane: Lane) -> None:
        """Conclude what waits for a host that is not asked any more."""
        if lane.closed is not None and lane.waiting:
            for item in lane.drain():
                self._give_up(item, lane.closed)
        if lane.spent is not None:
            for item in lane.leave():
                self._give_up(item, lane.spent)

    def _give_up(self, item: Item, said: Outcome) -> None:
        inquiry = self._inquire(*item) if isinstance(item, tuple) else item
        self._conclude(inquiry, inquiry.given_up(said))

    def _conclude(self, inquiry: Inquiry, result: LinkResult) -> None:
        self._open -= 1
        self._answered(inquiry, result)
        if not self._open:
            self._idle.set()

    async def _leave(self, lane: Lane, now: float) -> None:
        """Close the connections to a host that is not asked again soon."""
        if lane.busy:
            return
        when = lane.ready_at()
        if when is None or when > now + KEEP_ALIVE:
            await self._hosts.leave(lane.host)

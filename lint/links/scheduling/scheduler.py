"""Who is asked next: a queue for each host, so many places in all, the longest work first.

A place is held for a request, never while waiting. Where one falls free, the next request goes to
the same host, whose connection is open; unless another host has clearly more work before it, in
seconds, which would then be what the run ends with.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

from lint.links.scheduling.host_queue import Lane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lint import urls
    from lint.links.scheduling.host_limits import Limits
    from lint.links.scheduling.host_queue import Item

# The latency, in seconds, that a host is taken to have before any has answered.
_LATENCY = 0.3
_NEW = 0.02
# A host goes before one whose connection is open if it has so many times as much work before it,
# and so many seconds more.
_TIMES_MORE = 2.0
_SECONDS_MORE = 1.0
# A host that was never asked may be one that never answers, and cost a whole timeout. So it counts
# for so many seconds at least, and goes before a further connection to one that has less to do.
_UNKNOWN = 1.0


class OpenHost(NamedTuple):
    """A host that is not done: how many links wait or are under way, and the seconds they take."""

    host: str
    left: int
    seconds: float


class Schedule:
    """The lanes of one run and the places that they share. Times are those of one clock."""

    def __init__(self, places: int, limits: Limits) -> None:
        self._places = places
        self._free = places
        self._limits = limits
        self._lanes: dict[str, Lane] = {}
        self._typical = _LATENCY
        self._known = 0
        self._count = 0
        # Lanes in which a request may begin, the longest work first, each at most once. What was
        # said of a lane is looked up again when its turn comes.
        self._ready: list[tuple[float, int, int, Lane]] = []
        # Lanes in which one may begin later.
        self._alarms: list[tuple[float, int, Lane]] = []

    def lane(self, host: str) -> Lane:
        """The lane of `host`."""
        lane = self._lanes.get(host)
        if lane is None:
            limits = self._limits
            lane = self._lanes[host] = Lane(
                host, limits.most(host), limits.interval(host), limits.allowance(host)
            )
        return lane

    def put_fresh(self, links: Iterable[tuple[str, urls.URL]], now: float) -> Iterable[Lane]:
        """Let `links`, each with its key, wait in the lanes of their hosts, which are returned."""
        lanes: dict[str, Lane] = {}
        for link in links:
            lane = lanes[link[1].host] = self.lane(link[1].host)
            lane.add(link)
        for lane in lanes.values():
            self._stir(lane, now)
        return lanes.values()

    def put(self, lane: Lane, item: Item, now: float, pause: float = 0.0) -> None:
        """Let `item` wait in `lane`, for `pause` seconds at least."""
        lane.add(item, now + pause if pause else 0.0)
        self._stir(lane, now)

    def next(self, now: float, lane: Lane | None = None) -> tuple[Lane, Item] | None:
        """The next request to begin, if possible one in `lane`; None if none may begin."""
        self._wake(now)
        if self._free <= 0:
            return None
        best = self._best(now)
        if lane is not None and lane.is_ready(now) and not self._is_outdone(lane, best):
            return self._start(lane, now)
        if best is None:
            return None
        heapq.heappop(self._ready)
        best.queued = False
        return self._start(best, now)

    def release(self, lane: Lane, now: float) -> None:
        """Give back the place that `next` gave."""
        lane.busy -= 1
        self._free += 1
        if lane.latency is not None:
            self._known += 1
            self._typical += max(_NEW, 1 / self._known) * (lane.latency - self._typical)
        self._stir(lane, now)

    def join(self, lane: Lane, now: float) -> bool:
        """Take a place beside that of a request that is silent for long, for the same link.

        False if none is free, at the host or in all.
        """
        lane.stuck += 1
        joined = self._free > 0 and lane.join(now)
        if joined:
            self._free -= 1
        self._stir(lane, now)
        return joined

    def part(self, lane: Lane, now: float, *, joined: bool) -> None:
        """Give back what `join` gave, whether or not it was a place."""
        if joined:
            lane.stuck -= 1
            self.release(lane, now)
        else:
            lane.stuck -= 1

    def shrink(self) -> None:
        """Make do with half the places: the process has run out of descriptors."""
        given_up = self._places - max(1, self._places // 2)
        self._places -= given_up
        self._free -= given_up

    def alarm(self) -> float | None:
        """When to call `next` again, though nothing else has happened; None for never."""
        return self._alarms[0][0] if self._alarms else None

    def open_hosts(self) -> list[OpenHost]:
        """The hosts that are not done, those that will take longest first."""
        found = [
            OpenHost(lane.host, lane.waiting + lane.busy, lane.urgency(self._typical))
            for lane in self._lanes.values()
            if lane.waiting or lane.busy
        ]
        return sorted(found, key=lambda one: (-one.seconds, -one.left, one.host))

    def _start(self, lane: Lane, now: float) -> tuple[Lane, Item]:
        item = lane.take(now)
        self._free -= 1
        self._stir(lane, now)
        return lane, item

    def _stir(self, lane: Lane, now: float) -> None:
        """See to it that `lane` has its turn."""
        if lane.is_ready(now):
            if not lane.queued:
                lane.queued = True
                self._count += 1
                place = self._rank(lane), -lane.waiting, self._count, lane
                heapq.heappush(self._ready, place)
            return
        when = lane.ready_at()
        if when is not None and (lane.wakes_at is None or when < lane.wakes_at):
            lane.wakes_at = when
            self._count += 1
            heapq.heappush(self._alarms, (when, self._count, lane))

    def _rank(self, lane: Lane) -> float:
        """Where `lane` stands in the queue: what takes longest has the least."""
        seconds = lane.urgency(self._typical)
        return -(seconds if lane.begun else max(seconds, _UNKNOWN))

    def _wake(self, now: float) -> None:
        while self._alarms and self._alarms[0][0] <= now:
            when, _, lane = heapq.heappop(self._alarms)
            if lane.wakes_at == when:
                lane.wakes_at = None
                self._stir(lane, now)

    def _best(self, now: float) -> Lane | None:
        """The first lane in the queue, once those are sorted in again of which it is not true."""
        while self._ready:
            said, *_, lane = self._ready[0]
            if lane.is_ready(now) and self._rank(lane) <= said:
                return lane
            heapq.heappop(self._ready)
            lane.queued = False
            self._stir(lane, now)
        return None

    def _is_outdone(self, lane: Lane, best: Lane | None) -> bool:
        """Whether `best` has so much more work than `lane` that it goes first."""
        if best is None:
            return False
        if lane.busy and not best.begun:
            return self._rank(best) < self._rank(lane)
        mine, most = lane.urgency(self._typical), best.urgency(self._typical)
        return most > _TIMES_MORE * mine and most > mine + _SECONDS_MORE

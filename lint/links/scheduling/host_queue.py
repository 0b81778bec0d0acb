"""One host: the links that wait for it, how many requests it takes, and when it wants to rest."""

from __future__ import annotations

import heapq
import math
from collections import deque
from typing import TYPE_CHECKING, TypeAlias

from lint.links.result import Reason
from lint.links.scheduling.rate_limit import START, Pace, jitter
from lint.links.verdicts.status import duration, outcome

if TYPE_CHECKING:
    from lint import urls
    from lint.links.scheduling.attempt import Inquiry
    from lint.links.scheduling.host_limits import Allowance
    from lint.links.verdicts.status import Outcome

    Item: TypeAlias = "tuple[str, urls.URL] | Inquiry"
    """A link that was not asked for yet, by its key, or one that is under way."""

MAX_RETRY_AFTER = 60.0
"""A host that wants to be left alone for longer, in seconds, is not asked again in this run."""
# Nor is one that limits us again after so many rests in a row, or whose rests take so many seconds
# in all: it would keep the run waiting for ever.
_MAX_RESTS = 5
_MAX_RESTING = 300.0
# A host that has let so many requests run out of time, and answered none, is taken for dead.
_MAX_SILENT = START
_SOON = 0.5
# A failed lookup is remembered, so asking on costs no time, unless it is the waiting that failed.
_SLOW_LOOKUP = 1.0
# How much the last answer counts in the average latency.
_NEW = 0.2
_NEVER: deque[float] = deque(maxlen=0)


class Lane:
    """A host's queue. Times are those of one clock, in seconds.

    `most` is the ceiling of requests at once that the user sets, `interval` the least time between
    the beginnings of two, `allowance` how many links may be asked for; once so many wait or have
    been, `spent` is what is to be said of the others, which `leave` gives. `closed` is set once
    nothing more is to be asked: what is then to be said of every link that waits.
    """

    __slots__ = (
        "_admitted",
        "_again",
        "_allowance",
        "_answered",
        "_beyond",
        "_count",
        "_fresh",
        "_interval",
        "_last_taken",
        "_later",
        "_next_start",
        "_rested",
        "_resting_since",
        "_rests",
        "_silent",
        "begun",
        "busy",
        "closed",
        "host",
        "latency",
        "pace",
        "queued",
        "rests_until",
        "spent",
        "stuck",
        "wakes_at",
    )

    def __init__(
        self,
        host: str,
        most: int | None = None,
        interval: float = 0.0,
        allowance: Allowance | None = None,
    ) -> None:
        self.host = host
        self.pace = Pace(most)
        self.begun = False
        self.busy = 0
        self.stuck = 0  # of those under way, the requests for links that are silent for long
        self.closed: Outcome | None = None
        self.latency: float | None = None
        self.rests_until = 0.0
        # Kept by the schedule: whether it stands in the queue of ready lanes, and its alarm.
        self.queued = False
        self.wakes_at: float | None = None
        self.spent: Outcome | None = None
        self._allowance = allowance
        self._admitted = 0
        self._beyond: list[tuple[str, urls.URL]] = []
        # Hosts without an allowance share one that stays empty: a deque takes 750 bytes.
        self._last_taken = deque[float](maxlen=allowance.per_minute) if allowance else _NEVER
        self._interval = interval
        self._next_start = 0.0
        self._fresh: deque[tuple[str, urls.URL]] = deque()
        self._again: list[Inquiry] = []
        self._later: list[tuple[float, int, Inquiry]] = []
        self._count = 0  # inquiries are not ordered, so no two entries may be equal
        self._answered = False
        self._silent = 0
        self._rests = 0
        self._rested = 0.0
        self._resting_since = 0.0

    @property
    def waiting(self) -> int:
        """How many links wait, those under way elsewhere not counted."""
        return len(self._fresh) + len(self._again) + len(self._later)

    @property
    def _takes_more(self) -> bool:
        """Whether there is room for a further request, within the limit and the ceiling.

        A page that does not answer says nothing of the others, so it takes no room from them, as
        long as the host answers at all.
        """
        busy = self.busy - self.stuck if self._answered else self.busy
        return self.closed is None and busy + 1 <= self.pace.limit and self.busy < self.pace.most

    def urgency(self, typical: float) -> float:
        """For how many seconds what waits will keep the host busy; `typical` is a latency."""
        return self.waiting * (self.latency or typical) / self.pace.limit

    def add(self, item: Item, when: float = 0.0) -> None:
        """Let `item` wait, until `when` at least."""
        if isinstance(item, tuple):
            self._admit(item)
        elif when:
            self._count += 1
            heapq.heappush(self._later, (when, self._count, item))
        else:
            self._again.append(item)

    def _admit(self, link: tuple[str, urls.URL]) -> None:
        """Let a link wait that was not asked for yet, or know at once that it will not be."""
        if self._allowance is not None and self._admitted >= self._allowance.in_all:
            self._beyond.append(link)
            detail = "the request limit of this run is reached"
            self.spent = outcome(Reason.RATE_LIMITED, detail=detail)
            return
        self._admitted += 1
        self._fresh.append(link)

    def is_ready(self, now: float) -> bool:
        """Whether a request may begin."""
        return (
            self._takes_more
            and now >= self.rests_until
            and now >= self._next_start
            and self._waits_until() <= now
        )

    def ready_at(self) -> float | None:
        """When a request may begin, if nothing but time is in its way; None if other things are."""
        if not self._takes_more or not self.waiting:
            return None
        return max(self.rests_until, self._next_start, self._waits_until())

    def _waits_until(self) -> float:
        """Until when all that waits has to, whatever the host and its limits say."""
        if self._again:
            return 0.0
        fresh = self._fresh_from() if self._fresh else math.inf
        return min(fresh, self._later[0][0]) if self._later else fresh

    def _fresh_from(self) -> float:
        """From when on a link that was not asked for yet may be."""
        full = self._allowance and len(self._last_taken) == self._allowance.per_minute
        return self._last_taken[0] + 60.0 if full else 0.0

    def take(self, now: float) -> Item:
        """The next link to ask for, of a lane that is ready; what has begun goes first."""
        self.begun = True
        self.busy += 1
        self._next_start = now + self._interval
        if self._again:
            return self._again.pop()
        if self._later and self._later[0][0] <= now:
            return heapq.heappop(self._later)[2]
        if self._allowance is not None:
            self._last_taken.append(now)
        return self._fresh.popleft()

    def join(self, now: float) -> bool:
        """Let a second request for a link that is under way begin, within the ceiling."""
        if self.busy >= self.pace.most or now < self._next_start:
            return False
        self.busy += 1
        self.stuck += 1
        self._next_start = now + self._interval
        return True

    def drain(self) -> list[Item]:
        """Everything that waits; nothing does any more."""
        later = (item for _, _, item in self._later)
        items: list[Item] = [*self._fresh, *self._again, *later, *self.leave()]
        self._fresh.clear()
        self._again.clear()
        self._later.clear()
        return items

    def leave(self) -> list[tuple[str, urls.URL]]:
        """The links beyond the allowance, each once."""
        items, self._beyond = self._beyond, []
        return items

    def saw(self, said: Outcome | None, began: float, now: float) -> None:
        """Learn from what a request that `began` came to; None is a redirect."""
        if said is None or said.status is not None:
            self._answered = True
            seconds = now - began
            old = self.latency
            self.latency = seconds if old is None else old + _NEW * (seconds - old)
        if said is not None:
            if said.reason is Reason.RATE_LIMITED or (
                said.reason is Reason.SERVER_ERROR and said.retry_after is not None
            ):
                self.pace.limited(began, now)
                self._rest(said.retry_after, began, now)
                return
            if said.reason is Reason.RESET or said.status == 503:
                self.pace.failed(began, now)
                return
            if said.reason is Reason.TIMEOUT or (
                said.reason is Reason.DNS_FAILURE and now - began > _SLOW_LOOKUP
            ):
                self._timed_out(said.reason, now)
                return
            if said.status is None or said.status >= 500:
                return
        self.pace.answered(began, now)
        if began >= self.rests_until:
            self._rests = 0

    def _rest(self, wish: float | None, began: float, now: float) -> None:
        """Leave the host alone for `wish` seconds, or for as long as seems fit."""
        if wish is not None and wish > MAX_RETRY_AFTER:
            self.closed = outcome(Reason.RATE_LIMITED, detail=f"retry after {duration(wish)}")
            return
        if began >= self._resting_since:  # not one of those that were under way at the last time
            if self._rests == _MAX_RESTS or self._rested > _MAX_RESTING:
                detail = f"still limits requests after {_MAX_RESTS} pauses"
                if self._rested > _MAX_RESTING:
                    detail = f"still limits requests after pausing for {duration(self._rested)}"
                self.closed = outcome(Reason.RATE_LIMITED, detail=detail)
                return
            self._resting_since = now
            self._rests += 1
        pause = jitter(self._rests - 1) if wish is None else wish
        if now + pause > self.rests_until:
            self._rested += now + pause - max(now, self.rests_until)
            self.rests_until = now + pause

    def _timed_out(self, reason: Reason, now: float) -> None:
        if self._answered:
            return
        self._silent += 1
        # Those that were asked for at the same time are about to say the same.
        self.rests_until = max(self.rests_until, now + _SOON)
        if self._silent >= _MAX_SILENT:
            detail = f"no response to {self._silent} requests to this host"
            self.closed = outcome(reason, detail=detail)

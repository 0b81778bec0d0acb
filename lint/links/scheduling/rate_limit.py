"""How many requests at once a host takes: few at first, more as it copes, fewer as it does not.

Additive increase and multiplicative decrease, as TCP finds out what a path takes (RFC 5681): up by
one for each answer at the start, later by two for as many answers as there are requests under way;
half as many after a 429, a little fewer after a 503 or a reset and when the answers take longer.
Pure arithmetic: times come from the caller, in seconds by one clock.
"""

from __future__ import annotations

import random
from statistics import median

START = 4
"""Requests at once to a host of which nothing is known."""
LEAST = 2
USUAL = 10
"""So far a host that answers gets ahead quickly; from here on slowly."""
MOST = 16
# By so much it grows then, for as many answers as there are requests under way.
_SLOWLY = 2.0
# Latencies are judged by the median of so many. They vary by a factor of seven from page to page
# (log-normal, p95 over median), so fewer would say little, and less than a threefold rise nothing.
_WINDOW = 20
_RISE = 3.0
# Nor does it matter to a host that is quick all the same, in seconds.
_SLOWER = 0.5
# What is left of the limit after each of the signs.
_LIMITED = 0.5
_FAILED = 0.7
_SLOWED = 0.75
# The most that the first wait before a further try may be, and any wait, in seconds.
_WAIT = 1.0
_LONGEST_WAIT = 60.0


def jitter(again: int) -> float:
    """Seconds to wait before a further try, after `again` waits: exponential, with full jitter.

    https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    """
    return random.uniform(0.0, min(_LONGEST_WAIT, _WAIT * 2**again))  # noqa: S311 (no secret)


class Pace:
    """What one host has shown. `most` is the ceiling that the user sets, if any."""

    __slots__ = ("_best", "_dropped", "_latencies", "_most", "_quickly", "_usual", "limit")

    def __init__(self, most: int | None = None) -> None:
        self._most = MOST if most is None else most
        self._usual = USUAL if most is None else most
        self.limit = float(min(START, self._most))
        self._quickly = True
        self._dropped = 0.0
        self._latencies: list[float] = []
        self._best = float("inf")

    @property
    def most(self) -> int:
        """No more than so many requests at once, ever."""
        return self._most

    def answered(self, began: float, now: float) -> None:
        """An answer came to a request of `began`, of which the host need not be ashamed.

        What was under way when the limit was lowered says nothing of the new one.
        """
        if began >= self._dropped:
            if self.limit < self._usual and self._quickly:
                self.limit = min(self.limit + 1, self._usual)
            elif self.limit < self._most:
                self.limit = min(self.limit + _SLOWLY / self.limit, self._most)
        latencies = self._latencies
        latencies.append(now - began)
        if len(latencies) == _WINDOW:
            self._compare(median(latencies))
            latencies.clear()

    def limited(self, began: float, now: float) -> None:
        """The host says to a request of `began` that it is asked too often.

        All requests that were under way at once say so once.
        """
        self._quickly = False
        if began >= self._dropped:
            self._dropped = now
            self._ease(_LIMITED)

    def failed(self, began: float, now: float) -> None:
        """A request of `began` failed as those to a host do that is asked for too much.

        It may be that one page alone that fails, so this counts for less.
        """
        if began >= self._dropped:
            self._dropped = now
            self._ease(_FAILED)

    def _compare(self, usual: float) -> None:
        if usual > max(_RISE * self._best, self._best + _SLOWER):
            self._quickly = False
            self._ease(_SLOWED)
        self._best = min(self._best, usual)

    def _ease(self, share: float) -> None:
        self.limit = max(float(min(LEAST, self._most)), self.limit * share)

"""How far the check of the links is: what is counted, and when it is shown.

The event loop only counts. A thread shows the counts at a steady pace, so that a line appears and
moves on while nothing answers, and a fast run is not held up by its own display.
"""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

from lint.links.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lint.links.result import LinkResult

# No time left is named before so many seconds and answers: it would be a guess.
_SETTLED_AFTER = 3.0
_SETTLED_ANSWERS = 10
_MOST_HOSTS = 3


class _Host:
    """The links of one host: how many have no verdict, and when others were answered."""

    __slots__ = ("answers", "first", "last", "left")

    def __init__(self, now: float) -> None:
        self.left = 0
        self.answers = 0
        self.first = self.last = now

    def time_left(self, now: float) -> float:
        """The seconds that the host may still need.

        As long as its links took so far, on average, but at least as long as it has been silent.
        """
        silent = now - self.last
        if self.answers < 2:
            return silent
        return max(silent, self.left * (now - self.first) / (self.answers - 1))


class Tally:
    """The counts of a check of `urls`, which are normalised. Times are in seconds of any clock."""

    def __init__(self, urls: Iterable[str], now: float) -> None:
        self.done = self.broken = self.unverified = self.total = 0
        self._start = now
        self._answers = 0
        self._hosts: dict[str, _Host] = {}
        for url in urls:
            host = self._hosts.setdefault(_host(url), _Host(now))
            host.left += 1
            self.total += 1

    def add(self, result: LinkResult, now: float) -> None:
        """Count a verdict."""
        self.done += 1
        self.broken += result.verdict is Verdict.BROKEN
        self.unverified += result.verdict is Verdict.UNVERIFIED
        host = self._hosts.get(_host(result.url))
        if host is None:
            return
        host.left -= 1
        if not result.from_cache and result.verdict is not Verdict.SKIPPED:
            # What nobody was asked for says nothing of how long the rest takes.
            self._answers += 1
            host.first = host.first if host.answers else now
            host.last = now
            host.answers += 1

    def time_left(self, now: float) -> float | None:
        """About how many seconds the rest takes; None while nobody can say.

        The run ends when its slowest host does, and not before all are served at the pace so far.
        """
        past = now - self._start
        if past < _SETTLED_AFTER or self._answers < _SETTLED_ANSWERS:
            return None
        in_all = (self.total - self.done) * past / self._answers
        return max((in_all, *(host.time_left(now) for _, host in self._open())))

    def slowest(self, now: float) -> list[tuple[str, int]]:
        """The hosts that may take longest, with the number of links that each has left."""
        hosts = sorted(
            self._open(), key=lambda item: (-item[1].time_left(now), -item[1].left, item[0])
        )
        return [(name, host.left) for name, host in hosts[:_MOST_HOSTS]]

    def line(self, now: float, width: int) -> str:
        """The counts in at most `width` columns, what matters least left out first."""
        parts = [f"links {self.done:,}/{self.total:,}"]
        parts += [f"{self.broken:,} broken"] if self.broken else []
        parts += [f"{self.unverified:,} unverified"] if self.unverified else []
        left = self.time_left(now)
        parts += [_about(left)] if left is not None and self.done < self.total else []
        text = ""
        for part in parts:
            longer = f"{text}, {part}" if text else part
            text = longer if len(longer) <= width else text
        waiting = ""
        for name, count in self.slowest(now):
            longer = f"{waiting}, {name} ({count:,})" if waiting else f"{name} ({count:,})"
            waiting = longer if len(f"{text}; open: {longer}") <= width else waiting
        return f"{text}; open: {waiting}" if waiting else text

    def _open(self) -> Iterator[tuple[str, _Host]]:
        return ((name, host) for name, host in self._hosts.items() if host.left > 0)


class Progress:
    """A tally that is shown every so many seconds until it is closed.

    `show` gets the tally and the time, in a thread of its own; what it draws is for it to take
    away again.
    """

    def __init__(
        self, urls: Iterable[str], show: Callable[[Tally, float], None], every: float
    ) -> None:
        self._tally = Tally(urls, time.monotonic())
        self._show = show
        self._every = every
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="progress", daemon=True)
        self._thread.start()

    def add(self, result: LinkResult) -> None:
        """Count a verdict."""
        self._tally.add(result, time.monotonic())

    def close(self) -> None:
        """Show nothing any more; nothing is being shown when this returns."""
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closed.wait(self._every):
            self._show(self._tally, time.monotonic())


def in_ci(environ: Mapping[str, str]) -> bool:
    """Whether a log is being written that people read later (CI=true, as all CI systems set it)."""
    return environ.get("CI", "").lower() not in {"", "0", "false", "no"}


def columns(environ: Mapping[str, str], descriptor: int) -> int:
    """The width of the terminal at `descriptor`; COLUMNS, if set, says otherwise."""
    asked = environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(descriptor).columns or 80
    except OSError:
        return 80


def _host(url: str) -> str:
    """The host of a normalised URL, without the cost of taking all of it apart."""
    return url.split("/", 3)[2].rpartition("@")[2] if "://" in url else ""


def _about(seconds: float) -> str:
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds >= 1.5 * size:
            return f"about {seconds / size:.0f} {unit} left"
    if seconds >= 15:
        return f"about {round(seconds, -1):.0f} s left"
    return "a few seconds left"

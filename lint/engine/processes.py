"""Many lists on several processors: each process judges a share of them, and says what it found.

Only where no links are checked, so that nothing but the lists decides what is said of them, and
only where a process can be forked (Linux): the lists are there then without being sent, and what
was imported is, too. The report is that of one process: in the same order, with the same failures.
What goes wrong in another process is done again in this one, which then says so in its own words.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

    from lint.diagnostics import Diagnostic
    from lint.engine.analysis import Task
    from lint.engine.listener import Listener
    from lint.engine.report import Occurrence, Report

    class Judge(Protocol):
        """Makes a report on lists."""

        def __call__(self, tasks: Sequence[Task], /, *, listener: Listener) -> Report:
            """Judge `tasks`."""
            ...


# To start a process and to send what it found takes what 20 kB of a list take.
_FEWEST, _LEAST = 8, 200_000
# A container may see all processors of its host and be allowed two of them.
_MOST = 8
# The first process puts the reports together and prints them, too.
_OWN = 0.85


def processes_for(tasks: Sequence[Task]) -> int:
    """How many processes are worth their while for `tasks`; 1 where they cannot be shared out."""
    if sys.platform != "linux" or len(tasks) < _FEWEST:
        return 1
    # What a list is compared with is read through pipes to git, which no two processes can share.
    if any(not one.config.offline or one.before or one.trusted for one in tasks):
        return 1
    if sum(len(one.source.text) for one in tasks) < _LEAST:
        return 1
    return min(_MOST, len(os.sched_getaffinity(0)))


def judge_shared(tasks: Sequence[Task], judge: Judge, listener: Listener, count: int) -> Report:
    """What `judge` reports on `tasks`, a share in each of `count` processes, this one among them.

    `listener` hears everything in the order of the tasks. A KeyboardInterrupt ends all processes.
    """
    from multiprocessing import get_context

    context = get_context("fork")
    own, *others = _shares(tasks, count)
    started: list[tuple[ForkProcess, Connection, Sequence[Task]]] = []
    try:
        for share in others:
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(share, judge, sender), daemon=True)
            process.start()
            sender.close()
            started.append((process, receiver, share))
        reports = [judge(own, listener=listener)]
        for _, receiver, share in started:
            reports.append(_received(receiver, listener) or judge(share, listener=listener))
    finally:
        for process, receiver, _ in started:
            process.kill()
            process.join()
            receiver.close()
    return _together(reports)


def _shares(tasks: Sequence[Task], count: int) -> Iterator[Sequence[Task]]:
    """`tasks` in `count` parts, in order, of about as much text each; the first has less."""
    total = sum(len(one.source.text) for one in tasks)
    ends = [total * (at + _OWN) / (count - 1 + _OWN) for at in range(count - 1)]
    first = done = number = 0
    for at, task in enumerate(tasks):
        done += len(task.source.text)
        if number < len(ends) and done >= ends[number]:
            yield tasks[first : at + 1]
            first, number = at + 1, number + 1
    yield tasks[first:]


class _Recorder:
    """Keeps what a process says, to be said by the first one in its turn."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def fail(self, line: str) -> None:
        self.said.append(("fail", line))

    def note(self, line: str) -> None:
        self.said.append(("note", line))

    def checking(self, urls: object) -> None:
        """Nothing is checked."""

    def progress(self, result: object) -> None:
        """Nothing is checked."""

    def checked(self) -> None:
        """Nothing is checked."""


def _work(tasks: Sequence[Task], judge: Judge, sender: Connection) -> None:
    """Judge `tasks` in a process of their own, and send what came of it; None if nothing did."""
    # Ctrl-C goes to all processes of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    recorder = _Recorder()
    found: Any = None
    try:
        with suppress(Exception):
            found = judge(tasks, listener=recorder), recorder.said
        sender.send(found)
    finally:
        os._exit(0)  # nothing of the first process is to be put in order here


def _received(receiver: Connection, listener: Listener) -> Report | None:
    """What a process has found, once `listener` has heard what it said; None if it failed."""
    try:
        found = receiver.recv()
    except EOFError:  # it was killed, for want of memory, say
        return None
    if found is None:
        return None
    report: Report = found[0]
    for how, line in found[1]:
        (listener.fail if how == "fail" else listener.note)(line)
    return report


def _together(reports: Sequence[Report]) -> Report:
    """One report of those on the shares of the lists, as if one process had judged them all."""
    occurrences: dict[str, tuple[Occurrence, ...]] = {}
    for report in reports:
        for url, uses in report.occurrences.items():
            occurrences[url] = occurrences.get(url, ()) + uses
    return reports[0]._replace(
        diagnostics=tuple(sorted(_all(one.diagnostics for one in reports), key=_path)),
        results={url: result for one in reports for url, result in one.results.items()},
        occurrences=occurrences,
        files=sum(one.files for one in reports),
        entries=sum(one.entries for one in reports),
        links=sum(one.links for one in reports),
        suppressed=sum(one.suppressed for one in reports),
        older=tuple(_all(one.older for one in reports)),
        asides={url: result for one in reports for url, result in one.asides.items()},
        headings={path: each for one in reports for path, each in one.headings.items()},
        dates=tuple(sorted(_all(one.dates for one in reports))),
        notices=tuple(_all(one.notices for one in reports)),
        unread={path: each for one in reports for path, each in one.unread.items()},
    )


def _path(diagnostic: Diagnostic) -> str:
    return diagnostic.path


def _all(parts: Iterable[Iterable[Any]]) -> Iterator[Any]:
    return chain.from_iterable(parts)

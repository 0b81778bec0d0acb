"""The links of a run, checked by a process of their own while this one reads the lists.

What the links are stands in the documents; to read the entries, to run the rules and to print what
needs no links takes as long again, on another processor. Only where a process can be forked
(Linux), and only for the command line.

The process is forked before the documents are there, and told what to check. Forked later, it would
share them, but only as long as nobody touches them: this process goes on to read them, and each
object that it touches is copied. And by then the other process can have imported what it needs.

What it finds out comes through a pipe, and is taken in once there is nothing else to do: this
process hears of the check as if it did it itself, in the same order. Where the other process fails,
the links are checked in this one.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

from lint.engine.link_check import Checked
from lint.links.scheduling.interrupts import second_ends_the_process

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lint.engine.analysis import Task
    from lint.engine.link_check import Remember
    from lint.engine.link_facts import Plan
    from lint.engine.listener import Listener
    from lint.engine.messages import Row
    from lint.links.result import LinkResult

FEWEST = 1000
"""The fewest links that are worth a process: it saves a tenth of their time."""
# Seconds: the other process needs two at most.
_PATIENCE = 5.0


def fewest_for(tasks: Sequence[Task]) -> int | None:
    """The fewest links of `tasks` that are worth a process; None where none can be had."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return None
    # What a list is compared with is read through pipes to git, which no two processes can share.
    if any(one.before or one.trusted for one in tasks):
        return None
    return FEWEST


@contextmanager
def link_process(
    tasks: Sequence[Task], fewest: int | None, remember: Remember | None
) -> Iterator[LinkProcess | None]:
    """A process for the links of `tasks`; None if there seem to be fewer than `fewest`."""
    online = [task for task in tasks if not task.config.offline]
    process = None
    if fewest is not None and online and _links_about(online) >= fewest:
        with suppress(OSError):  # the system has no room for it
            process = LinkProcess(online, remember)
    try:
        yield process
    finally:
        if process is not None:
            process.close()


def _links_about(tasks: Sequence[Task]) -> int:
    """How many links the lists of `tasks` have at most, before they are parsed."""
    return sum(task.source.text.count("://") for task in tasks)


class LinkProcess:
    """A process that checks the links of some of `tasks`; `remember` opens the storage.

    Raises OSError where it cannot be begun.
    """

    def __init__(self, tasks: Sequence[Task], remember: Remember | None) -> None:
        self._tasks = tasks
        self._urls: list[str] = []
        self._begun = False
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        ours, theirs = (self._orders, self._answers), (orders, answers)
        self._pid = 0
        # Until the other process has handlers of its own, it must not run those of this one.
        before = signal.pthread_sigmask(
            signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGUSR1}
        )
        try:
            # Threads make the fork of a process a matter of warning (Python 3.12): the other one
            # uses no lock that a thread of this one may hold.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                self._pid = os.fork()
            if not self._pid:
                _leave_to(theirs, ours, tasks, remember)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            for pipe in theirs:
                os.close(pipe)
            if not self._pid:
                for pipe in ours:
                    os.close(pipe)

    def begin(self, plan: Plan) -> None:
        """Let it check what is in `plan`, whose configuration is that of one of the tasks."""
        number = next(at for at, one in enumerate(self._tasks) if one.config is plan.config)
        self._urls = [*plan.links, *plan.pages]
        self._begun = True
        self._send((number, dict(plan.links), plan.pages, plan.in_markdown, plan.file))

    def tell(self, titles: Mapping[str, Sequence[str]]) -> None:
        """Let it know the titles in the lists, by normalised URL, once it was told to begin."""
        self._send(titles)

    def checked(self, listener: Listener) -> Checked | None:
        """What came of the check, once it is done and `listener` has heard of it.

        None where it did not come to its end: nothing can be said of the links then. What the check
        raises is raised, and KeyboardInterrupt where it was interrupted without a result. While it
        is waited for, a signal interrupts the check, and a second one ends this process.
        """
        if not self._begun:
            return None
        stopped = False

        def stop(*_: object) -> None:
            nonlocal stopped
            stopped = True
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGUSR1)

        from lint.engine.messages import received

        with second_ends_the_process(stop):
            found = _Account(self._urls, listener).of(received(self._answers))
        if stopped and found is None:
            raise KeyboardInterrupt
        if stopped and found is not None:  # it was done when the signal came
            return found._replace(interrupted=True)
        if found is None:
            listener.note("the process that checked the links failed; checking them again")
        return found

    def close(self) -> None:
        """End the process, in order if it is at work, and wait for its end."""
        if not self._pid:
            return
        os.close(self._orders)
        os.close(self._answers)
        pid, self._pid = self._pid, 0
        end = time.monotonic() + _PATIENCE
        with suppress(ChildProcessError):  # where SIGCHLD is ignored, nobody needs to wait for it
            try:
                while time.monotonic() < end:
                    if os.waitpid(pid, os.WNOHANG)[0]:
                        return
                    time.sleep(0.002)
            except KeyboardInterrupt:
                os.kill(pid, signal.SIGKILL)
                raise
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _send(self, order: object) -> None:
        from lint.engine.messages import send

        with suppress(BrokenPipeError):  # it was killed, for want of memory, say
            send(self._orders, order)


class _Account:
    """What the other process says of the check of some URLs, as `listener` is to hear it."""

    def __init__(self, urls: Sequence[str], listener: Listener) -> None:
        self._urls = urls
        self._listener = listener
        self._results: dict[str, LinkResult] = {}
        self._checking = False

    def of(self, messages: Iterator[tuple[str, Any]]) -> Checked | None:
        """What came of the check, by all `messages`; None if the last one is missing."""
        try:
            for kind, said in messages:
                if kind == "failed":
                    raise said
                if kind == "interrupted":
                    raise KeyboardInterrupt
                if kind == "end":
                    rows, count, interrupted, notices = said
                    self._take(rows)
                    complete = len(self._results) == count
                    return Checked(self._results, interrupted, notices) if complete else None
                self._hear(kind, said)
        finally:
            if self._checking:
                self._listener.checked()
        return None

    def _hear(self, kind: str, said: Any) -> None:
        if kind == "results":
            for result in self._take(said):
                self._listener.progress(result)
        elif kind == "checking":
            self._checking = True
            self._listener.checking([self._urls[number] for number in said])
        elif kind == "checked":
            self._checking = False
            self._listener.checked()
        elif kind == "fail":
            self._listener.fail(said)
        else:
            self._listener.note(said)

    def _take(self, rows: Sequence[Row]) -> list[LinkResult]:
        from lint.engine.messages import result_of

        found = [result_of(row, self._urls) for row in rows]
        self._results.update((one.url, one) for one in found)
        return found


def _leave_to(
    theirs: tuple[int, int],
    ours: tuple[int, int],
    tasks: Sequence[Task],
    remember: Remember | None,
) -> NoReturn:
    """Be the other process from here on."""
    try:
        for pipe in ours:
            os.close(pipe)
        from lint.engine.link_worker import work

        work(*theirs, tasks, remember)
    finally:
        os._exit(0)  # nothing of the process that began this one is to be put in order here

"""The process that checks the links while another one reads the lists (`link_process`).

It gets what is to be checked, and later the titles in the lists, and says what it finds out as it
does. It ends with the process that began it: in order where that tells it to stop, with the stored
answers written, and soon where that is gone.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections import deque
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from lint.engine.link_check import check
from lint.engine.link_facts import Plan
from lint.engine.messages import received, row, send
from lint.errors import LintError
from lint.links.result import LinkResult

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lint.engine.analysis import Task
    from lint.engine.link_check import Remember

STOP = signal.SIGUSR1
"""The signal that does what Ctrl-C does. Ctrl-C itself is for the process that began this one."""
# Seconds. Results are sent together: each message wakes up a thread.
_TOGETHER = 0.05
_MOST_TOGETHER = 500
# So long the storage may take to be closed once nobody wants the results any more.
_GRACE = 2.0


def work(orders: int, answers: int, tasks: Sequence[Task], remember: Remember | None) -> None:
    """Check links as the descriptor `orders` says, and write to `answers` what comes of it.

    The configuration is that of one of `tasks`; `remember`, if given, opens the storage. SIGINT,
    SIGTERM and STOP are blocked when it is called.
    """
    # What was there before stays as it is: to look through it for cycles would copy all of it.
    gc.freeze()
    told = _Orders(orders)
    speaker = _Speaker(answers)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(STOP, told.stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {STOP})
    try:
        end = _checked(told, speaker, tasks, remember)
    except KeyboardInterrupt:
        end = ("interrupted", None)
    except LintError as error:
        end = ("failed", error)
    except Exception:  # noqa: BLE001 - the other process does it again, and says what is wrong
        return
    signal.signal(STOP, signal.SIG_IGN)
    speaker.end(end)


def _checked(
    told: _Orders, speaker: _Speaker, tasks: Sequence[Task], remember: Remember | None
) -> tuple[str, object]:
    """The last message: what has come of the check beside what is said by then."""
    # The slow part of it, which needs no list.
    from lint.links import checker  # noqa: F401
    from lint.links.providers import online_sites  # noqa: F401

    number, links, pages, in_markdown, file = told.plan.result()
    plan = Plan(links, pages, in_markdown, config=tasks[number].config, file=file)
    speaker.number([*plan.links, *plan.pages])
    checked = check(plan, told.titles, speaker, remember)
    rows = speaker.others(checked.results)
    return "end", (rows, len(checked.results), checked.interrupted, checked.notices)


class _Orders:
    """What the other process says: first the plan, then the titles. A thread listens."""

    def __init__(self, pipe: int) -> None:
        self.plan: Future[Any] = Future()
        self.titles: Future[Mapping[str, Collection[str]]] = Future()
        self._pipe = pipe
        self._stopped = False
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self, *_: object) -> None:
        """Do what Ctrl-C does just now, in an event loop or outside."""
        self._stopped = True
        handle: Any = signal.getsignal(signal.SIGINT)
        handle(signal.SIGINT, None)

    def _listen(self) -> None:
        for order, future in zip(received(self._pipe), (self.plan, self.titles), strict=False):
            with suppress(InvalidStateError):  # nobody waits any more
                future.set_result(order)
        # The other process has ended, or has no use for the results.
        if not self._stopped:
            os.kill(os.getpid(), STOP)
            time.sleep(_GRACE)
        os._exit(1)


class _Speaker:
    """Says to the other process what a listener hears; a thread writes, so that nobody waits."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._numbers: dict[str, int] = {}
        self._known: list[LinkResult | None] = []
        self._said: deque[LinkResult | tuple[str, object]] = deque()
        self._stirred = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def number(self, urls: Sequence[str]) -> None:
        """Let results be of these URLs, which both sides know by their numbers."""
        self._numbers = {url: number for number, url in enumerate(urls)}
        self._known = [None] * len(urls)

    def fail(self, line: str) -> None:
        self._say(("fail", line))

    def note(self, line: str) -> None:
        self._say(("note", line))

    def checking(self, urls: Collection[str]) -> None:
        self._say(("checking", [self._numbers[url] for url in urls]))

    def progress(self, result: LinkResult) -> None:
        self._known[self._numbers[result.url]] = result
        self._said.append(result)
        if not self._stirred.is_set():
            self._stirred.set()

    def checked(self) -> None:
        self._say(("checked", None))

    def others(self, results: Mapping[str, LinkResult]) -> list[object]:
        """Those of `results` that are other than what was said."""
        numbers = ((self._numbers[url], result) for url, result in results.items())
        return [row(number, one) for number, one in numbers if self._known[number] is not one]

    def end(self, last: tuple[str, object]) -> None:
        """Say the last message; all is written when this returns, or nobody reads it."""
        self._said.append(last)
        self._ending.set()
        self._stirred.set()
        self._thread.join()

    def _say(self, message: tuple[str, object]) -> None:
        self._said.append(message)
        self._stirred.set()

    def _write(self) -> None:
        with suppress(OSError):
            while not (self._ending.is_set() and not self._said):
                self._stirred.wait()
                self._ending.wait(_TOGETHER)
                self._stirred.clear()
                self._write_all()

    def _write_all(self) -> None:
        rows = []
        while self._said:
            one = self._said.popleft()
            if isinstance(one, LinkResult):
                rows.append(row(self._numbers[one.url], one))
            if rows and (len(rows) == _MOST_TOGETHER or not isinstance(one, LinkResult)):
                send(self._pipe, ("results", rows))
                rows = []
            if not isinstance(one, LinkResult):
                send(self._pipe, one)
        if rows:
            send(self._pipe, ("results", rows))

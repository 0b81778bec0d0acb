"""Ctrl-C and SIGTERM: the first ends the run in order, the second the process, whatever it does."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# 128 and the number of the signal, as shells have it.
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


class Termination:
    """A handler of SIGTERM that does what Ctrl-C does; `came` says that there was one."""

    def __init__(self) -> None:
        self.came = False

    def __call__(self, *_: object) -> None:
        """Interrupt the program."""
        self.came = True
        raise KeyboardInterrupt


@contextmanager
def terminable() -> Iterator[Termination]:
    """Let SIGTERM interrupt the program as Ctrl-C does, for as long as the block runs."""
    termination = Termination()
    if threading.current_thread() is not threading.main_thread():
        yield termination
        return
    before = signal.signal(signal.SIGTERM, termination)
    try:
        yield termination
    finally:
        # None stands for a handler that was not set by Python.
        signal.signal(signal.SIGTERM, signal.SIG_DFL if before is None else before)


@contextmanager
def second_ends_the_process(first: Callable[..., Any] | None = None) -> Iterator[None]:
    """Let a second signal end the process at once.

    The first SIGINT calls `first`, by default what it called before: within an event loop that
    asyncio runs, that cancels the main task. A SIGTERM that is handled by Termination does the
    same. What is to be put in order then may take its time, or hang.
    """
    before: Any = signal.getsignal(signal.SIGINT)
    begin: Any = first or before
    if threading.current_thread() is not threading.main_thread() or not callable(begin):
        yield
        return
    termination = signal.getsignal(signal.SIGTERM)
    seen = False

    def handle(number: int, frame: Any) -> None:
        nonlocal seen
        if seen:
            os.write(2, b"\n")
            os._exit(128 + number)
        seen = True
        if isinstance(termination, Termination):
            termination.came = termination.came or number == signal.SIGTERM
        begin(signal.SIGINT, frame)

    if callable(before):  # it is not where a shell has the signal ignored
        signal.signal(signal.SIGINT, handle)
    if isinstance(termination, Termination):
        signal.signal(signal.SIGTERM, handle)
    try:
        yield
    finally:
        if callable(before):
            signal.signal(signal.SIGINT, before)
        if isinstance(termination, Termination):
            signal.signal(signal.SIGTERM, termination)


@contextmanager
def interrupts_withheld() -> Iterator[None]:
    """Withhold SIGINT from this thread, and from processes of multiprocessing that begin meanwhile.

    A terminal sends Ctrl-C to every process of a group, and one that is still importing answers
    with a traceback. What came meanwhile arrives at the end of the block.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    # It begins with the first process, and lets SIGINT through again when it has.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

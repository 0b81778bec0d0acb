"""Ctrl-C: the first ends the run in order, the second the process, whatever it is doing."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# 128 and the number of the signal, as shells have it.
_STATUS = 130


@contextmanager
def second_ends_the_process() -> Iterator[None]:
    """Within an event loop that asyncio runs: let a second SIGINT end the process at once.

    The first does what it did before, which is to cancel the main task. What is to be put in order
    then may take its time, or hang.
    """
    first: Any = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(first):
        yield
        return
    seen = False

    def handle(number: int, frame: Any) -> None:
        nonlocal seen
        if seen:
            os.write(2, b"\n")
            os._exit(_STATUS)
        seen = True
        first(number, frame)

    signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, first)

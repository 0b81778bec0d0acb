"""Servers for tests: an event loop in a thread, from `with` to its end."""

from __future__ import annotations

import asyncio
import threading
from typing import Self


class Threaded:
    """A server; `_main` serves until `_stop` is set, once it has set `_loop` and `started`."""

    _loop: asyncio.AbstractEventLoop
    _stop: asyncio.Event
    _thread: threading.Thread

    async def _main(self, started: threading.Event) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main(started)))
        self._thread.start()
        assert started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        assert not self._thread.is_alive()

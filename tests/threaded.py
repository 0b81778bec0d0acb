"""Servers for tests: an event loop in a thread, from `with` to its end."""

from __future__ import annotations

import asyncio
import threading
from typing import Self


class Threaded:
    """A server; `_main` serves until `_stop` is set, once it has set `_loop` and `started`."""

    _loop: asyncio.AbstractEventLoop
    _stop: asyncio.Event
    _tasks: set[asyncio.Task[None]]
    _thread: threading.Thread

    async def _main(self, started: threading.Event) -> None:
        raise NotImplementedError

    async def _serve_until_stopped(
        self, started: threading.Event, *servers: asyncio.Server, pause: float = 0.02
    ) -> None:
        """Serve until `_stop` is set, then end the connections whose tasks are in `_tasks`.

        Connections just accepted come to their handler within `pause` seconds; closed in between,
        they leak (CPython).
        """
        started.set()
        await self._stop.wait()
        await asyncio.sleep(pause)
        for server in servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)  # transports close in the next round

    def _track(self) -> None:
        """Have the task that runs end with the server."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

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

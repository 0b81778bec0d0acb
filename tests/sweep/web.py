"""A web on 127.0.0.0/8 that counts what each host was asked, and by which process."""

from __future__ import annotations

import asyncio
import os
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import psutil

from tests.links.server import answer
from tests.threaded import Threaded

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Collection

    Route = Callable[["Asked"], tuple[int, float, str]]
    """The status, the seconds until the answer, and where a redirect leads."""
    Ends = tuple[tuple[str, int], tuple[str, int]]
    """The addresses and ports of a connection, those of the client first."""

_ROUNDS = 5


class Asked(NamedTuple):
    host: str
    method: str
    path: str
    process: int | None
    headers: str = ""
    """All of them, in lower case."""


def fine(_: Asked) -> tuple[int, float, str]:
    return 200, 0.0, ""


@dataclass
class Web(Threaded):
    """Serves `route` on 127.1.0.1 to 127.1.0.`hosts`, all on one port, until its block is left."""

    hosts: int = 20
    route: Route = fine
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    tell_processes: bool = True

    def host(self, number: int) -> str:
        """The host with a number from 1 on."""
        assert 1 <= number <= self.hosts
        return f"127.1.0.{number}"

    def url(self, number: int, path: str) -> str:
        return f"http://{self.host(number)}:{self.port}{path}"

    def processes(self) -> dict[str, set[int | None]]:
        """By host, the processes that asked it."""
        found: dict[str, set[int | None]] = defaultdict(set)
        for one in self.asked:
            found[one.host].add(one.process)
        return dict(found)

    def links(self) -> Counter[tuple[str, str]]:
        """How often each link was asked for, by host and path."""
        return Counter((one.host, one.path) for one in self.asked)

    async def _main(self, started: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._nameless: dict[Ends, asyncio.Future[int | None]] = {}
        self._naming: asyncio.Task[None] | None = None
        self._tasks = set()
        servers = []
        for number in range(1, self.hosts + 1):
            server = await asyncio.start_server(self._connected, self.host(number), self.port)
            self.port = server.sockets[0].getsockname()[1]
            servers.append(server)
        await self._serve_until_stopped(started, *servers, pause=0)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._track()
        ours, its = (writer.get_extra_info(name) for name in ("sockname", "peername"))
        host = ours[0]
        process = None
        if self.tell_processes:
            process = await self._owner((its, ours))
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                method, path, _ = head.split("\r\n", 1)[0].split(" ")
                one = Asked(host, method, path, process, head.lower())
                self.asked.append(one)
                status, seconds, location = self.route(one)
                await asyncio.sleep(seconds)
                headers = (("Location", location),) if location else ()
                writer.write(answer(status, b"hello", *headers, head=method == "HEAD"))
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _owner(self, ends: Ends) -> int | None:
        """The process at the other end of a connection.

        All connections that wait are looked up together: the system lists its sockets in tens of
        milliseconds, so that a lookup for each connection, or for each process, would be timeouts
        of links on a busy machine.
        """
        future: asyncio.Future[int | None] = self._loop.create_future()
        self._nameless[ends] = future
        if self._naming is None or self._naming.done():
            self._naming = self._loop.create_task(self._name_all())
            self._tasks.add(self._naming)
            self._naming.add_done_callback(self._tasks.discard)
        return await future

    async def _name_all(self) -> None:
        rounds: Counter[Ends] = Counter()
        while self._nameless:
            sought = set(self._nameless)
            found = await asyncio.to_thread(owners, sought)
            rounds.update(sought)
            for ends in sought:
                # The list is no snapshot: a socket may be left out once. One whose process was
                # killed is never found.
                if ends in found or rounds[ends] == _ROUNDS:
                    future = self._nameless.pop(ends)
                    if not future.done():
                        future.set_result(found.get(ends))


def owners(sought: Collection[Ends]) -> dict[Ends, int]:
    """The processes on this machine at the near ends of connections.

    Two may have the same port, with connections to different hosts.
    """
    found: dict[Ends, int] = {}
    for one in psutil.net_connections("tcp4"):
        if one.laddr and one.raddr and one.pid not in {None, os.getpid()}:
            ends = ((one.laddr.ip, one.laddr.port), (one.raddr.ip, one.raddr.port))
            if ends in sought:
                found[ends] = one.pid
    return found

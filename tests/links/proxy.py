"""A forward proxy on loopback: absolute URLs for http, CONNECT for https, and a record of both."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.threaded import Threaded

if TYPE_CHECKING:
    import ssl
    import threading
    from collections.abc import Coroutine


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    target: str
    headers: dict[str, str]


@dataclass
class ForwardProxy(Threaded):
    """Hands requests for any name on to loopback, in a thread of its own.

    `refusal` is what it says instead: a status. `authorization` is what it asks for.
    """

    tls: ssl.SSLContext | None = None
    refusal: int | None = None
    authorization: str | None = None
    port: int = 0
    asked: list[Asked] = field(default_factory=list)

    def url(self, user: str = "") -> str:
        scheme = "http" if self.tls is None else "https"
        return f"{scheme}://{user}127.0.0.1:{self.port}"

    @property
    def targets(self) -> list[str]:
        return [asked.target for asked in self.asked]

    async def _main(self, started: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(lambda *_: None)  # tunnels end as they please
        self._stop = asyncio.Event()
        self._tasks = set()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=self.tls)
        self.port = server.sockets[0].getsockname()[1]
        await self._serve_until_stopped(started, server)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._track()
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                while await self._serve(reader, writer):
                    pass
        finally:
            writer.transport.abort() if self.tls else writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        method, target, _ = first.split(" ")
        pairs = (line.partition(":") for line in lines if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        self.asked.append(Asked(method, target, headers))
        status = self.refusal
        if self.authorization and headers.get("proxy-authorization") != self.authorization:
            status = 407
        if status is not None:
            writer.write(f"HTTP/1.1 {status} \x1b[31mno\r\nContent-Length: 0\r\n\r\n".encode())
            return True
        if method == "CONNECT":
            port = int(target.rpartition(":")[2])
            there = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await _tunnel((reader, writer), there)
            return False
        authority, _, path = target.partition("://")[2].partition("/")
        port = int(authority.rpartition(":")[2])
        there = await asyncio.open_connection("127.0.0.1", port)
        kept = [line for line in lines if line and not line.lower().startswith("proxy-")]
        request = "\r\n".join([f"{method} /{path} HTTP/1.1", *kept, "Connection: close", "", ""])
        try:
            there[1].write(request.encode("latin-1"))
            answer = await there[0].readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", answer)
            if length is not None and int(length[1]) and method != "HEAD":
                answer += await there[0].readexactly(int(length[1]))
            writer.write(answer)
            if length is not None:
                return True
            await _copy(there[0], writer)
        finally:
            there[1].transport.abort()
        return False


async def _tunnel(
    one: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    other: tuple[asyncio.StreamReader, asyncio.StreamWriter],
) -> None:
    ways: list[Coroutine[None, None, None]] = [
        _copy(one[0], other[1]),
        _copy(other[0], one[1]),
    ]
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        other[1].transport.abort()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()

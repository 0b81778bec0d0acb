"""A web server on loopback that behaves, and misbehaves, as its routes say. Bytes, no framework."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.threaded import Threaded

if TYPE_CHECKING:
    import ssl
    import threading
    from collections.abc import AsyncIterator, Callable

    Route = Callable[["Request"], AsyncIterator[bytes]]


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    count: int
    """How many requests for this path came before, this one included."""
    server: Server
    body: bytes = b""


class ResetError(Exception):
    """Raised by a route: the connection is reset."""


class HangUpError(Exception):
    """Raised by a route: the connection is closed."""


def answer(status: int, body: bytes = b"", *headers: tuple[str, str], head: bool = False) -> bytes:
    lines = [f"HTTP/1.1 {status} \x1b[31mReason", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + (
        b"" if head or status in {204, 304} else body
    )


@dataclass
class Server(Threaded):
    """Serves `route` on every address given, in a thread of its own, until its block is left."""

    route: Route
    host: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    port: int = 0
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    open: int = 0
    peak: int = 0
    """The most requests that were being answered at once."""

    def url(self, path: str = "/", host: str | None = None) -> str:
        scheme = "http" if self.tls is None else "https"
        return f"{scheme}://{host or self.host}:{self.port}{path}"

    def methods(self, path: str) -> list[str]:
        """The methods with which `path` was asked for, in order."""
        return [request.method for request in self.requests if request.path == path]

    async def _main(self, started: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(lambda *_: None)  # failed handshakes are the point
        self._stop = asyncio.Event()
        self._counts: Counter[str] = Counter()
        self._tasks = set()
        self._busy = 0
        server = await asyncio.start_server(
            self._connected, self.host.strip("[]"), self.port, ssl=self.tls, backlog=1000
        )
        self.port = server.sockets[0].getsockname()[1]
        await self._serve_until_stopped(started, server)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._track()
        self.connections += 1
        self.open += 1
        try:
            while request := await self._read(reader):
                await self._answer(request, writer)
        except ResetError:
            linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.transport.abort()
        except (HangUpError, OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open -= 1
            writer.transport.abort() if self.tls else writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Request | None:
        try:
            head = (await reader.readexactly(1)).decode("latin-1")
            if head == "\x16":  # a TLS handshake
                return Request("TLS", "", {}, 0, self)
            head += (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.split("\r\n")
            pairs = (line.partition(":") for line in lines)
            headers = {k.lower(): v.strip() for k, _, v in pairs if k}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
        except (asyncio.IncompleteReadError, OSError):
            return None
        method, path, _ = first.split(" ")
        self._counts[path] += 1
        request = Request(method, path, headers, self._counts[path], self, body)
        self.requests.append(request)
        return request

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        self._busy += 1
        self.peak = max(self.peak, self._busy)
        try:
            route = self.route if request.method != "TLS" else _no_tls
            async for chunk in route(request):
                writer.write(chunk)
                await writer.drain()
        finally:
            self._busy -= 1


async def ok(request: Request) -> AsyncIterator[bytes]:
    """A route: 200 for everything."""
    yield answer(200, b"hello", head=request.method == "HEAD")


async def _no_tls(_: Request) -> AsyncIterator[bytes]:
    yield answer(400, b"TLS to a port without")
    raise HangUpError

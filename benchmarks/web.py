"""A web on loopback for `links.py`: what it has, and the server that has it.

    python benchmarks/web.py W1

Hosts are addresses in 127/8, all with one port. The server is an asyncio protocol on uvloop, with
no HTTP library, so that it is not what is being measured. Run as a program it prints its port, and
then for each line that it reads what it has seen since the line before, as JSON; it ends with its
standard input. Both sides make a workload from the same seed, so they agree on it without a word.
"""

from __future__ import annotations

import asyncio
import json
import math
import random
import socket
import sys
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, cast

# Seconds. A link that is asked for twice, with a wait between, then stays clear of the timeout, so
# that there is one truth for each.
_LONGEST = 3.0
_BODY = b"<!doctype html><title>A page</title><p>" + b"Some text of it. " * 40


class Kind(Enum):
    """How a page answers."""

    PLAIN = "200"
    MISSING = "404"
    MOVED = "301 to another page of the same host"
    SILENT = "nothing, ever"
    FLAKY = "503 once, then 200"
    NO_HEAD = "405 to HEAD, else 200"


class Page(NamedTuple):
    """A page of host number `host`, which answers after `latency` seconds."""

    host: int
    kind: Kind = Kind.PLAIN
    latency: float = 0.0


@dataclass(frozen=True, slots=True)
class Workload:
    """A list's links, in its order, and what is known of it."""

    name: str
    title: str
    pages: tuple[Page, ...]

    @property
    def hosts(self) -> int:
        """How many hosts there are."""
        return 1 + max(page.host for page in self.pages)

    def url(self, index: int, port: int) -> str:
        """The URL of a page."""
        return f"http://{address(self.pages[index].host)}:{port}/{index}"


def address(host: int) -> str:
    """The address of host number `host`."""
    return f"127.1.{host // 250}.{host % 250 + 1}"


def workload(name: str) -> Workload:
    """The workload called `name`."""
    return WORKLOADS[name](name)


def _even(links: int, hosts: int, latency: float = 0.0) -> tuple[Page, ...]:
    pages = [Page(index % hosts, latency=latency) for index in range(links)]
    random.Random(1).shuffle(pages)
    return tuple(pages)


def _mixed() -> tuple[Page, ...]:
    """As the web is: Zipf's law over hosts, latencies log-normal, one in eleven not plain."""
    dice = random.Random(2)
    hosts = [host for host, size in enumerate(_zipf(1000, 400, 150)) for _ in range(size)]
    kinds = [Kind.MISSING] * 30 + [Kind.MOVED] * 20 + [Kind.SILENT] * 10 + [Kind.FLAKY] * 10
    kinds += [Kind.NO_HEAD] * 20
    kinds += [Kind.PLAIN] * (len(hosts) - len(kinds))
    dice.shuffle(hosts)
    dice.shuffle(kinds)
    # A median of 180 ms and a 95th percentile of 1.2 s.
    spread = math.log(1.2 / 0.18) / 1.645
    return tuple(
        Page(host, kind, min(_LONGEST, dice.lognormvariate(math.log(0.18), spread)))
        for host, kind in zip(hosts, kinds, strict=True)
    )


def _many() -> tuple[Page, ...]:
    """Slow hosts with a few links each, one in thirty of them gone."""
    pages = _even(20_000, 1500, 0.3)
    return tuple(
        page._replace(kind=Kind.MISSING) if index % 30 == 0 else page
        for index, page in enumerate(pages)
    )


def _zipf(links: int, hosts: int, largest: int) -> list[int]:
    """The links of each host: the n-th has `largest` / n to some power, and each has one."""

    def sizes(power: float) -> list[int]:
        return [max(1, round(largest / rank**power)) for rank in range(1, hosts + 1)]

    low, high = 0.1, 5.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if sum(sizes(middle)) > links else (low, middle)
    found = sizes(high)
    for index in range(links - sum(found)):
        found[hosts // 10 + index] += 1
    return found


WORKLOADS = {
    "W1": lambda name: Workload(name, "5,000 links, 250 hosts, at once", _even(5000, 250)),
    "W2": lambda name: Workload(name, "1,000 links, 400 hosts, as the web is", _mixed()),
    "W3": lambda name: Workload(name, "500 links, one host, 100 ms", _even(500, 1, 0.1)),
    "W4": lambda name: Workload(name, "50,000 links, 2,000 hosts, at once", _even(50_000, 2000)),
    "W5": lambda name: Workload(name, "20,000 links, 1,500 hosts, 300 ms", _many()),
}


def _message(status: str, *headers: str, body: bytes = _BODY) -> tuple[bytes, bytes]:
    """An answer to HEAD, and one to GET."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", f"Content-Length: {len(body)}"]
    head = "\r\n".join([*lines, *headers, "", ""]).encode("ascii")
    return head, head + body


_OK = _message("200 OK")
_MISSING = _message("404 Not Found")
_BUSY = _message("503 Service Unavailable")
_REFUSED = _message("405 Method Not Allowed", "Allow: GET")


class Web:
    """What the connections share: the pages, and what has been asked of them."""

    def __init__(self, pages: tuple[Page, ...]) -> None:
        self._pages = pages
        self.time = asyncio.get_running_loop().call_later
        self.busy: Counter[int] = Counter()
        self.begin()

    def begin(self) -> None:
        """Forget what was asked."""
        self._refused: set[int] = set()
        self._most: Counter[int] = Counter()
        self.requests = 0
        self.connections = 0

    def seen(self) -> dict[str, int]:
        """What was asked since it was last forgotten; `most` is at once, of one host."""
        return {
            "requests": self.requests,
            "connections": self.connections,
            "most": max(self._most.values(), default=0),
        }

    def answer(self, method: bytes, path: bytes) -> tuple[int, bytes | None, float]:
        """The host asked, what it answers, None for nothing ever, and after how many seconds."""
        name, _, moved = path[1:].partition(b"/")
        index = int(name)
        host, kind, latency = self._pages[index]
        self.requests += 1
        self.busy[host] += 1
        self._most[host] = max(self._most[host], self.busy[host])
        head = method == b"HEAD"
        said = _OK
        if kind is Kind.SILENT:
            return host, None, 0.0
        if kind is Kind.MISSING:
            said = _MISSING
        elif kind is Kind.MOVED and not moved:
            said = _message("301 Moved Permanently", f"Location: /{index}/new", body=b"")
        elif kind is Kind.FLAKY and index not in self._refused:
            self._refused.add(index)
            said = _BUSY
        elif kind is Kind.NO_HEAD and head:
            said = _REFUSED
        return host, said[not head], latency


class Connection(asyncio.Protocol):
    """One client's requests, one after the other."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._data = b""
        self._host: int | None = None
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it."""
        self._transport = cast("asyncio.Transport", transport)
        self._web.connections += 1

    def connection_lost(self, _: Exception | None) -> None:
        """Whoever waited for an answer does no more."""
        if self._timer is not None:
            self._timer.cancel()
        self._end()

    def data_received(self, data: bytes) -> None:
        """Answer a request once it is whole; none has a body."""
        self._data += data
        if not self._data.endswith(b"\r\n\r\n"):
            return
        method, path, _ = self._data.split(b" ", 2)
        self._data = b""
        self._host, said, latency = self._web.answer(method, path)
        if said is None:
            return
        if latency:
            self._timer = self._web.time(latency, self._send, said)
        else:
            self._send(said)

    def _send(self, said: bytes) -> None:
        self._timer = None
        self._end()
        self._transport.write(said)

    def _end(self) -> None:
        if self._host is not None:
            self._web.busy[self._host] -= 1
            self._host = None


async def serve(work: Workload) -> None:
    """Serve `work` until standard input ends."""
    loop = asyncio.get_running_loop()
    web = Web(work.pages)
    port = 0
    for host in range(work.hosts):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address(host), port))
        port = listener.getsockname()[1]
        await loop.create_server(lambda: Connection(web), sock=listener, backlog=4096)
    print(json.dumps({"port": port}), flush=True)
    ended = loop.create_future()

    def asked() -> None:
        if not sys.stdin.readline():
            loop.remove_reader(sys.stdin.fileno())
            ended.set_result(None)
            return
        print(json.dumps(web.seen()), flush=True)
        web.begin()

    loop.add_reader(sys.stdin.fileno(), asked)
    await ended


if __name__ == "__main__":
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(workload(sys.argv[1])))

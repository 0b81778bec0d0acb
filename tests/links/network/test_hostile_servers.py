"""Servers that send without end: what one run holds of them stays small, and its answers the same.

The run is a process of its own, whose greatest size the system tells.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from tests.command import environment
from tests.links.server import HangUpError, Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

linux = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere 127.0.0.0/8 is one address, or memory is not told"
)
MOST_MORE = 200_000
"""What 1,000 hosts may cost above an idle run, in kB."""
PATIENCE = 240
_RUN = """
import json, resource, sys, time
from ipaddress import ip_network
from lint.links.checker import check
from lint.links.result import LinkOptions

resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))  # were it to fail
wanted = json.load(sys.stdin)
options = LinkOptions(timeout=6, retries=1, allow_addresses=(ip_network("127.0.0.0/8"),))
began = time.monotonic()
results = check(wanted, options)
json.dump(
    {
        "size": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "seconds": time.monotonic() - began,
        "results": [[one.verdict, one.reason, one.status] for one in results.values()],
    },
    sys.stdout,
)
"""
_PACKED = zlib.compress(bytes(50_000_000))
_EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_CHUNKED = _OK + b"Transfer-Encoding: chunked\r\n\r\n"


async def _interim(_: Request) -> AsyncIterator[bytes]:
    """Interim answers, and no answer."""
    while True:
        yield _EARLY * 500


async def _big_interim(_: Request) -> AsyncIterator[bytes]:
    while True:
        yield b"HTTP/1.1 102 Processing\r\n" + _fields(20, 3_000) + b"\r\n"


async def _slow_interim(_: Request) -> AsyncIterator[bytes]:
    while True:
        yield _EARLY
        await asyncio.sleep(0.05)


async def _fields_without_end(_: Request) -> AsyncIterator[bytes]:
    yield _OK
    while True:
        yield b"a:\r\n" * 4_000


async def _wide_head(request: Request) -> AsyncIterator[bytes]:
    """As large a head as passes, of characters that take four bytes each in memory."""
    value = b"\xf0\x9f\x98\x80" + b"x" * 32_000
    head = b"".join(b"X-%d: %s\r\n" % (number, value) for number in range(3))
    yield _OK + head + b"Content-Length: 100000000\r\n\r\n"
    while request.method == "GET":
        yield b" " * 65_536


async def _answers_without_end(request: Request) -> AsyncIterator[bytes]:
    """Answers that nobody asked for, after the one that somebody did."""
    body = b"" if request.method == "HEAD" else b"<title>x</title>"
    while True:
        yield answer(200, body, ("Content-Type", "text/html")) * 300


async def _trailers(request: Request) -> AsyncIterator[bytes]:
    yield _CHUNKED + (b"" if request.method == "HEAD" else b"1\r\nx\r\n0\r\n")
    while True:
        yield _fields(2, 30_000)


async def _body(request: Request) -> AsyncIterator[bytes]:
    if request.method == "HEAD":
        yield _CHUNKED
        return
    yield _CHUNKED
    while True:
        yield b"10000\r\n" + b"x" * 0x10000 + b"\r\n"


async def _dripping_body(request: Request) -> AsyncIterator[bytes]:
    """Nearly as much as is read of a page, and then nearly nothing."""
    yield _OK + b"Content-Length: 4000000\r\n\r\n"
    if request.method == "HEAD":
        return
    yield b"<p>" * 600_000
    while True:
        yield b"x"
        await asyncio.sleep(0.2)


async def _bomb(request: Request) -> AsyncIterator[bytes]:
    yield answer(
        405 if request.method == "HEAD" else 200,
        _PACKED,
        ("Content-Encoding", "deflate"),
        ("Content-Type", "text/html"),
        head=request.method == "HEAD",
    )


async def _circle(request: Request) -> AsyncIterator[bytes]:
    """Redirects along long URLs with many cookies, to a host that wants to rest."""
    step = int(request.path.partition("?")[0].rpartition("/")[2])
    if step == 9:
        yield answer(503, b"", ("Retry-After", "2"))
        return
    yield answer(
        302,
        b"",
        ("Location", f"/circle/{step + 1}?{'x' * 8_000}"),
        *(("Set-Cookie", f"a{step}-{n}={'y' * 900}; Path=/") for n in range(100)),
    )


async def _after_the_tunnel(_: Request) -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    while True:
        yield b"x" * 65_536


def _fields(count: int, length: int) -> bytes:
    return b"".join(b"X-%d: %s\r\n" % (number, b"v" * length) for number in range(count))


HOSTILE: dict[str, Callable[[Request], AsyncIterator[bytes]]] = {
    "interim": _interim,
    "big-interim": _big_interim,
    "slow-interim": _slow_interim,
    "fields": _fields_without_end,
    "wide": _wide_head,
    "answers": _answers_without_end,
    "trailers": _trailers,
    "body": _body,
    "drip": _dripping_body,
    "bomb": _bomb,
    "circle": _circle,
    "upgrade": _after_the_tunnel,
}


async def hostile(request: Request) -> AsyncIterator[bytes]:
    """`/NAME/…` is answered by what NAME names."""
    name = request.path.split("/")[1]
    if name in HOSTILE:
        async for chunk in HOSTILE[name](request):
            yield chunk
        raise HangUpError
    if name == "hints":
        yield _EARLY * int(request.path.rpartition("/")[2])
    yield answer(200, b"<title>x</title>", head=request.method == "HEAD")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(hostile, host="0.0.0.0") as running:
        yield running


def spent(links: dict[str, list[str]]) -> dict[str, Any]:
    """What a run that asks for `links` came to: its size in kB, its seconds, its results."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN],
        input=json.dumps(links).encode(),
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def idle(server: Server) -> int:
    """The size in kB of a run that asks for one page."""
    size: int = spent(links(server, ["ok"], 1))["size"]
    return size


def host(number: int) -> str:
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}"


def links(server: Server, names: list[str], hosts: int) -> dict[str, list[str]]:
    """A link to each of so many hosts, with a fragment, so that pages are read whole."""
    return {
        f"http://{host(number)}:{server.port}/{names[number % len(names)]}/0": ["x"]
        for number in range(hosts)
    }


# The worst kinds alone, by as many as are asked at once, and all of them by a thousand.
@linux
@pytest.mark.parametrize(
    ("names", "hosts"),
    [*(([name], 128) for name in ("interim", "wide", "answers", "body")), (list(HOSTILE), 1_000)],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_hostile_hosts_take_little_memory(
    names: list[str], hosts: int, server: Server, idle: int
) -> None:
    found = spent(links(server, names, hosts))
    assert len(found["results"]) == hosts
    assert {verdict for verdict, _, _ in found["results"]} <= {"ok", "unverified"}
    assert found["size"] - idle < MOST_MORE


@linux
def test_interim_answers_come_before_an_answer(server: Server) -> None:
    url = f"http://127.0.0.1:{server.port}/hints/"
    few, many = spent({f"{url}16": [], f"{url}17": []})["results"]
    assert few == ["ok", None, 200]
    assert many == ["unverified", "protocol-error", None]

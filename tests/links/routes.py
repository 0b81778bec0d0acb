"""One server full of odd behaviour: what each path does, by its first part."""

from __future__ import annotations

import asyncio
import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from tests.links.server import HangUpError, Request, ResetError, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

FOREVER = 60.0


async def odd(request: Request) -> AsyncIterator[bytes]:
    """The route of the server: `/name/argument` is answered by the function `name`."""
    _, name, *arguments = request.path.partition("?")[0].split("/")
    if name in _STREAMS:
        async for chunk in _STREAMS[name](request):
            yield chunk
        return
    yield _PAGES[name](request, "/".join(arguments))


def _head(request: Request) -> bool:
    return request.method == "HEAD"


def _page(status: int, *headers: tuple[str, str]) -> Callable[[Request, str], bytes]:
    return lambda request, _: answer(status, b"x", *headers, head=_head(request))


def _status(request: Request, argument: str) -> bytes:
    """`/status/N`: N."""
    return answer(int(argument), b"x", head=_head(request))


def _on_head(request: Request, argument: str) -> bytes:
    """`/on-head/N`: N to HEAD, 200 to GET."""
    return answer(int(argument) if _head(request) else 200, head=_head(request))


def _head_to(request: Request, argument: str) -> bytes:
    """`/head-to/URL`: HEAD is sent to URL, GET is fine."""
    if _head(request):
        return answer(302, b"", ("Location", _decoded(argument)))
    return answer(200)


def _to(status: int) -> Callable[[Request, str], bytes]:
    """`/301/URL`: on to URL, `%` as a hex digit pair decoded once."""
    return lambda _, argument: answer(status, b"", ("Location", _decoded(argument)))


def _decoded(argument: str) -> str:
    return bytes.fromhex(argument).decode("latin-1")


def to(status: int | str, url: str) -> str:
    """The path that redirects to `url` with `status` (or `head-to`)."""
    return f"/{status}/{url.encode('latin-1').hex()}"


def _chain(_: Request, argument: str) -> bytes:
    """`/chain/N`: N redirects, then 200."""
    left = int(argument)
    return answer(301, b"", ("Location", f"/chain/{left - 1}")) if left else answer(200)


def _cookie_loop(request: Request, argument: str) -> bytes:
    """`/cookie-loop/x`: on to itself until its cookie comes back."""
    if "seen=1" in request.headers.get("cookie", ""):
        return answer(200)
    return answer(302, b"", ("Location", argument), ("Set-Cookie", "seen=1; Path=/cookie-loop"))


def _counting_cookie(request: Request, _: str) -> bytes:
    """`/counting-cookie`: on to itself for ever, with another cookie each time."""
    return answer(302, b"", ("Location", request.path), ("Set-Cookie", f"n={request.count}"))


def _same_cookie(*_: object) -> bytes:
    """`/same-cookie`: on to itself for ever, with the same cookie each time."""
    return answer(302, b"", ("Location", "?"), ("Set-Cookie", "a=1"))


def _limited_get(request: Request, _: str) -> bytes:
    """`/limited-get`: HEAD is no method here, and the first GET is limited."""
    if _head(request):
        return answer(405, head=True)
    return answer(429) if request.count == 2 else answer(200)


def _flaky(first: bytes) -> Callable[[Request, str], bytes]:
    """HEAD and the first GET fail, then it works."""

    def page(request: Request, _: str) -> bytes:
        return first if request.count <= 2 else answer(200)

    return page


def _limited(request: Request, argument: str) -> bytes:
    """`/limited/N/WAIT`: 429 to the first N requests; WAIT is seconds, `none` or a date's."""
    times, wait = argument.split("/")
    if request.count > int(times):
        return answer(200)
    headers = []
    if wait.startswith("date"):
        when = datetime.now(UTC) + timedelta(seconds=int(wait[4:]))
        headers = [("Retry-After", format_datetime(when, usegmt=True))]
    elif wait != "none":
        headers = [("Retry-After", wait)]
    return answer(429, b"", *headers)


def _auth(request: Request, _: str) -> bytes:
    """`/auth`: for user `ü:p@ss` (RFC 7617) only."""
    authorization = request.headers.get("authorization", "")
    return answer(200 if authorization == "Basic w7w6cEBzcw==" else 401)


def _gzip(body: bytes) -> Callable[[Request, str], bytes]:
    return lambda request, _: answer(
        405 if _head(request) else 200, body, ("Content-Encoding", "gzip"), head=_head(request)
    )


async def _hang(_: Request) -> AsyncIterator[bytes]:
    await asyncio.sleep(FOREVER)
    yield b""


async def _hang_on_head(request: Request) -> AsyncIterator[bytes]:
    if _head(request):
        await asyncio.sleep(FOREVER)
    yield answer(200)


async def _drip(request: Request) -> AsyncIterator[bytes]:
    """The head a byte at a time."""
    for byte in answer(200, b"x", head=_head(request)):
        yield bytes([byte])
        await asyncio.sleep(0.5)


async def _drip_body(request: Request) -> AsyncIterator[bytes]:
    if _head(request):
        yield answer(405)
        return
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    for _ in range(1000):
        yield b"x"
        await asyncio.sleep(0.5)


async def _endless(request: Request) -> AsyncIterator[bytes]:
    if _head(request):
        yield answer(405)
        return
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"10000\r\n" + b"x" * 0x10000 + b"\r\n"


async def _short(request: Request) -> AsyncIterator[bytes]:
    if _head(request):
        yield answer(405)
        return
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx"
    raise HangUpError


async def _garbage(_: Request) -> AsyncIterator[bytes]:
    yield b"\x16\x03\x01\x1b[31m this is no HTTP\r\n\r\n"
    raise HangUpError


async def _big_header(_: Request) -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\nContent-Length: 0\r\n\r\n"
    raise HangUpError


async def _long_header(_: Request) -> AsyncIterator[bytes]:
    """As long as some content security policies are."""
    yield b"HTTP/1.1 200 OK\r\nX: " + b"x" * 20_000 + b"\r\nContent-Length: 0\r\n\r\n"


async def _reset(request: Request) -> AsyncIterator[bytes]:
    if request.count:
        raise ResetError
    yield b""


async def _close(request: Request) -> AsyncIterator[bytes]:
    if request.count:
        raise HangUpError
    yield b""


async def _reset_twice(request: Request) -> AsyncIterator[bytes]:
    """Also to aiohttp's own second try, on HEAD and on GET."""
    if request.count <= 4:
        raise ResetError
    yield answer(200)


async def _reset_on_head(request: Request) -> AsyncIterator[bytes]:
    if _head(request):
        raise ResetError
    yield answer(200)


async def _body_to_head(_: Request) -> AsyncIterator[bytes]:
    """Sends a body to HEAD as well, on a connection that stays open."""
    yield answer(404, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


async def _slow(_: Request) -> AsyncIterator[bytes]:
    await asyncio.sleep(0.02)
    yield answer(200)


_PAGES: dict[str, Callable[[Request, str], bytes]] = {
    "": _page(200),
    "ok": _page(200),
    "status": _status,
    "on-head": _on_head,
    "head-to": _head_to,
    **{str(status): _to(status) for status in (300, 301, 302, 303, 304, 307, 308)},
    "chain": _chain,
    "no-location": _page(301),
    "empty-location": _page(302, ("Location", "  ")),
    "cookie-loop": _cookie_loop,
    "counting-cookie": _counting_cookie,
    "same-cookie": _same_cookie,
    "cloudflare": _page(403, ("CF-Mitigated", "challenge")),
    "cloudflare-404": _page(404, ("cf-mitigated", "challenge")),
    "flaky-500": _flaky(answer(500)),
    "flaky-503": _flaky(answer(503, b"", ("Retry-After", "1"))),
    "limited": _limited,
    "limited-get": _limited_get,
    "busy-for-a-day": _page(503, ("Retry-After", "86400")),
    "auth": _auth,
    "bomb": _gzip(gzip.compress(bytes(30_000_000))),
    "bad-gzip": _gzip(b"\x1f\x8b this is no gzip"),
}
_STREAMS: dict[str, Callable[[Request], AsyncIterator[bytes]]] = {
    "hang": _hang,
    "hang-on-head": _hang_on_head,
    "drip": _drip,
    "drip-body": _drip_body,
    "endless": _endless,
    "short": _short,
    "garbage": _garbage,
    "big-header": _big_header,
    "long-header": _long_header,
    "reset": _reset,
    "close": _close,
    "reset-twice": _reset_twice,
    "reset-on-head": _reset_on_head,
    "body-to-head": _body_to_head,
    "slow": _slow,
}

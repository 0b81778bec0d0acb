"""What is read of an answer, and what is kept of it, has limits; an answer within them counts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lint.links.checker import check
from lint.links.network.wire import MOST_BYTES, MOST_INTERIM
from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
from tests.links.server import Request, Server, answer
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"


def asked(*chunks: bytes, path: str = "/") -> LinkResult:
    """What comes of a link whose server sends `chunks` to a GET, and 405 to a HEAD."""

    async def route(request: Request) -> AsyncIterator[bytes]:
        if request.method == "HEAD":
            yield answer(405, head=True)
            return
        for chunk in chunks:
            yield chunk

    with Server(route) as server:
        options = LinkOptions(timeout=5, retries=0, allow_addresses=HERE)
        return next(iter(check([server.url(path)], options).values()))


def fields(size: int) -> bytes:
    """Header fields of so many bytes together, names and values alone."""
    lines = [b"X-%04d: %s\r\n" % (n, b"v" * 994) for n in range(size // 1_000)]
    return b"".join(lines)


@pytest.mark.parametrize(("count", "passes"), [(MOST_INTERIM, True), (MOST_INTERIM + 1, False)])
def test_interim_answers_are_counted(count: int, *, passes: bool) -> None:
    for chunks in ([EARLY * count + answer(404)], [*[EARLY] * count, answer(404)]):
        assert asked(*chunks).reason is (Reason.NOT_FOUND if passes else Reason.PROTOCOL_ERROR)


@pytest.mark.parametrize(
    ("size", "passes"), [(MOST_BYTES - 2_000, True), (MOST_BYTES + 2_000, False)]
)
def test_the_head_is_bounded_as_a_whole(size: int, *, passes: bool) -> None:
    head = b"HTTP/1.1 404 x\r\n" + fields(size) + b"Content-Length: 0\r\n\r\n"
    assert asked(head).reason is (Reason.NOT_FOUND if passes else Reason.PROTOCOL_ERROR)


def test_what_follows_the_answer_changes_nothing() -> None:
    for more in (answer(200) * 100, EARLY, b"\r\n"):
        assert asked(answer(404, b"no"), more).reason is Reason.NOT_FOUND


def test_what_follows_late_is_not_the_answer_to_a_second_look() -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        if request.method == "HEAD":
            yield answer(405, head=True)
            return
        yield answer(404)
        await asyncio.sleep(1.0)  # by then the second look is under way
        yield answer(200)

    with Server(route) as server:
        options = LinkOptions(timeout=5, retries=0, allow_addresses=HERE)
        (result,) = check([server.url("/")], options).values()
    assert result.reason is Reason.NOT_FOUND


def test_another_protocol_is_no_answer() -> None:
    upgrade = b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    assert asked(upgrade, b"x" * 100_000).reason is Reason.PROTOCOL_ERROR


@pytest.mark.parametrize(("length", "passes"), [(8_000, True), (9_000, False)])
def test_a_redirect_to_an_endless_url_breaks_nothing(length: int, *, passes: bool) -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        if "?" in request.path:
            yield answer(200)
        else:
            yield answer(301, b"", ("Location", f"/?{'x' * length}"))

    with Server(route) as server:
        options = LinkOptions(timeout=5, retries=0, allow_addresses=HERE)
        (result,) = check([server.url()], options).values()
    assert result.verdict is (Verdict.OK if passes else Verdict.UNVERIFIED)
    assert len(result.final_url or "") < 9_000


@pytest.mark.parametrize(("count", "broken"), [(3, True), (60, False)])
def test_a_circle_with_more_cookies_than_are_kept_is_not_broken(
    count: int, *, broken: bool
) -> None:
    cookies = [("Set-Cookie", f"c{n}=x; Path=/") for n in range(count)]

    async def circle(_: Request) -> AsyncIterator[bytes]:
        yield answer(302, b"", ("Location", "/"), *cookies)

    with Server(circle) as server:
        options = LinkOptions(timeout=5, retries=0, allow_addresses=HERE)
        (result,) = check([server.url()], options).values()
    assert (result.verdict is Verdict.BROKEN) is broken

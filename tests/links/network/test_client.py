"""Requests of the sites' own: bounded, guarded, and with their secrets kept."""

from __future__ import annotations

import asyncio
import gzip
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from lint.links.network.client import NetworkClient
from lint.links.network.guard import PrivateAddressError
from lint.links.network.pool import Hosts
from lint.links.result import LinkOptions
from tests.links.routes import odd, to
from tests.links.server import Request, Server, answer
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from lint.links.protocols import Reply

OPTIONS = LinkOptions(allow_addresses=HERE)


def ask(url: str, options: LinkOptions = OPTIONS, method: str = "GET", **rest: Any) -> Reply:
    async def main() -> Reply:
        hosts = Hosts(options)
        client = NetworkClient(hosts)
        try:
            return await client.request(method, url, **rest)
        finally:
            await client.close()
            await hosts.close()

    return asyncio.run(main())


async def echo(request: Request) -> AsyncIterator[bytes]:
    """The request itself, as JSON, compressed where that is wanted."""
    told = {
        "method": request.method,
        "headers": request.headers,
        "body": request.body.decode(),
    }
    yield answer(
        200, gzip.compress(json.dumps(told).encode()), ("Content-Encoding", "gzip"), ("X-A", "b")
    )


def test_a_reply_is_whole() -> None:
    with Server(echo) as server:
        reply = ask(server.url("/x?y"), headers={"X-Own": "1"}, method="POST", json={"a": [1]})
        assert reply.url == server.url("/x?y")
    assert reply.status == 200
    assert reply.headers["x-a"] == "b"
    told = reply.json()
    assert told["method"] == "POST"
    assert json.loads(told["body"]) == {"a": [1]}
    assert told["headers"]["x-own"] == "1"
    assert told["headers"]["content-type"] == "application/json"
    assert told["headers"]["user-agent"].startswith("awesome-lint/")


@pytest.mark.parametrize("path", ["/status/404", "/status/500", "/limited/9/1"])
def test_a_failure_is_a_reply_like_any_other(path: str) -> None:
    with Server(odd) as server:
        reply = ask(server.url(path))
    assert reply.status == int(path.split("/")[2]) if "status" in path else 429


def test_redirects_are_followed_only_as_far_as_said() -> None:
    with Server(odd) as server:
        assert ask(server.url("/chain/3")).status == 301
        assert ask(server.url("/chain/3"), redirects=2).headers["location"] == "/chain/0"
        reply = ask(server.url("/chain/3"), redirects=3)
        assert (reply.status, reply.url) == (200, server.url("/chain/0"))


def test_headers_are_dropped_at_another_origin_and_do_not_come_back() -> None:
    secret = {"Authorization": "Bearer secret"}
    with Server(odd) as first, Server(odd) as second:
        start = first.url(to(302, second.url(to(302, first.url("/ok?back")))))
        assert ask(start, headers=secret, redirects=5).status == 200
        with_it, without = first.requests
        assert with_it.headers["authorization"] == "Bearer secret"
        assert "authorization" not in without.headers
        assert "authorization" not in second.requests[0].headers
        ask(first.url(to(302, "/ok?same")), headers=secret, redirects=1)
        assert first.requests[-1].headers["authorization"] == "Bearer secret"


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "POST", "GET"),
        (303, "HEAD", "HEAD"),
        (307, "POST", "POST"),
        (308, "POST", "POST"),
    ],
)
def test_what_a_redirect_makes_of_a_method(status: int, method: str, then: str) -> None:
    with Server(odd) as server:
        content: dict[str, Any] = {"json": {"a": 1}} if method == "POST" else {}
        ask(server.url(to(status, "/ok")), method=method, redirects=1, **content)
        last = server.requests[-1]
    assert (last.path, last.method) == ("/ok", then)
    assert bool(last.body) == (then == "POST")


@pytest.mark.parametrize(
    "where", ["http://10.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://localhost.example.com/"]
)
def test_the_guard_holds_for_it(where: str) -> None:
    def lookup(_: str, __: int) -> list[str]:
        return ["10.0.0.1"]

    async def main(url: str) -> None:
        hosts = Hosts(OPTIONS, lookup)
        client = NetworkClient(hosts)
        with pytest.raises((PrivateAddressError, aiohttp.ClientConnectorError)) as caught:
            await client.request("GET", url, redirects=3)
        error = getattr(caught.value, "os_error", caught.value)
        assert isinstance(error, PrivateAddressError)
        await client.close()
        await hosts.close()

    with Server(odd) as server:
        asyncio.run(main(where))
        asyncio.run(main(server.url(to(302, where))))


@pytest.mark.parametrize("path", ["/bomb", "/endless", "/short", "/bad-gzip"])
def test_a_body_that_is_too_long_or_broken(path: str) -> None:
    with Server(odd) as server, pytest.raises(ValueError, match="cut off, or longer than 100000"):
        ask(server.url(path), most=100_000)


def test_a_body_may_be_as_long_as_allowed() -> None:
    async def route(_: Request) -> AsyncIterator[bytes]:
        yield answer(200, b"x" * 1000)

    with Server(route) as server:
        assert len(ask(server.url(), most=1000).body) == 1000
        with pytest.raises(ValueError, match="longer than 999"):
            ask(server.url(), most=999)


@pytest.mark.parametrize("path", ["/hang", "/drip"])
def test_a_request_has_its_time(path: str) -> None:
    with Server(odd) as server, pytest.raises(TimeoutError):
        ask(server.url(path), timeout=0.3)


@pytest.mark.parametrize("url", ["", "x", "ftp://a.com/", "file:///etc/passwd", "http://[x/"])
def test_what_is_no_http_url(url: str) -> None:
    with pytest.raises(ValueError, match="not an http or https URL"):
        ask(url)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://[x/"])
def test_nor_is_a_redirect_to_one_followed(url: str) -> None:
    with Server(odd) as server, pytest.raises(ValueError, match="other than an http or https URL"):
        ask(server.url(to(302, url)), redirects=1)


def test_what_is_no_answer() -> None:
    with Server(odd) as server:
        with pytest.raises(aiohttp.ClientError):
            ask(server.url("/garbage"))
        with pytest.raises((aiohttp.ClientError, OSError)):
            ask(server.url("/reset"))


def test_a_reply_that_is_no_json() -> None:
    with Server(odd) as server, pytest.raises(ValueError, match="Expecting value"):
        ask(server.url("/ok")).json()

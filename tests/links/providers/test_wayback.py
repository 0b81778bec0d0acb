"""Archived copies of dead pages, from a service that also does everything wrong."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from lint.links.checker import check
from lint.links.network.client import NetworkClient
from lint.links.network.pool import Hosts
from lint.links.providers.wayback import with_copies
from lint.links.result import LinkOptions, LinkResult, Verdict
from tests.links.server import HangUpError, Request, Server, answer
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

COPY = "http://web.archive.org/web/20130919044612/http://example.com/a?b=c"


def found(**closest: Any) -> bytes:
    copy = {
        "available": True,
        "status": "200",
        "url": COPY,
        "timestamp": "20130919044612",
    } | closest
    return json.dumps({"archived_snapshots": {"closest": copy}}).encode()


def ask(urls: list[str], service: Server, **more: Any) -> list[LinkResult]:
    settings: dict[str, Any] = {
        "timeout": 3,
        "retries": 0,
        "allow_addresses": HERE,
        "archive": True,
        "archive_url": service.url("/wayback/available"),
    }
    return list(check(urls, LinkOptions(**(settings | more))).values())


def service(says: Callable[[Request], bytes]) -> Server:
    async def route(request: Request) -> AsyncIterator[bytes]:
        yield says(request)

    return Server(route)


def test_a_broken_link_gets_the_url_of_its_copy(server: Server) -> None:
    urls = [server.url(path) for path in ("/ok", "/status/403", "/status/404?a=b%20c&d")]
    with service(lambda _: answer(200, found())) as archive:
        fine, walled, gone = ask(urls, archive)
        assert (fine.snapshot, walled.snapshot) == (None, None)
        assert gone.snapshot == COPY.replace("http:", "https:", 1)
        assert (gone.verdict, gone.status) == (Verdict.BROKEN, 404)
        (request,) = archive.requests
    query = parse_qs(urlsplit(request.path).query)
    assert query == {"url": [urls[2].removeprefix("http://")]}
    assert request.path.startswith("/wayback/available?url=127.0.0.1%3A")


def test_the_copy_is_from_about_the_day_on_which_the_page_was_last_seen_good() -> None:
    day = dt.date(2024, 2, 29)
    results = [
        LinkResult("https://a.com/", Verdict.BROKEN, last_good=day),
        LinkResult("https://b.com/", Verdict.BROKEN),
        LinkResult("https://c.com/", Verdict.OK, last_good=day),
    ]

    async def main(service: str) -> list[LinkResult]:
        hosts = Hosts(LinkOptions(allow_addresses=HERE))
        client = NetworkClient(hosts)
        try:
            return await with_copies(results, client, service)
        finally:
            await client.close()
            await hosts.close()

    with service(lambda _: answer(200, found())) as archive:
        copies = asyncio.run(main(archive.url("/available?key=x")))
        assert {one.url for one in copies} == {"https://a.com/", "https://b.com/"}
        assert {request.path for request in archive.requests} == {
            "/available?key=x&url=a.com%2F&timestamp=20240229",
            "/available?key=x&url=b.com%2F",
        }


def test_credentials_are_not_sent_to_it(server: Server) -> None:
    url = server.url("/status/404").replace("//", "//user:sEcret@")
    with service(lambda _: answer(200, found())) as archive:
        (gone,) = ask([url], archive)
        assert gone.snapshot is not None
        assert "sEcret" not in str(archive.requests)


def test_it_is_not_asked_unless_it_is_wanted(server: Server) -> None:
    with service(lambda _: answer(200, found())) as archive:
        (gone,) = ask([server.url("/status/404")], archive, archive=False)
        assert gone.snapshot is None
        assert archive.connections == 0


@pytest.mark.parametrize(
    "body",
    [
        b'{"archived_snapshots": {}}',
        b'{"archived_snapshots": []}',
        b"{}",
        b"[]",
        b"null",
        b"<html>",
        b"\xff",
        b"",
        found(available=False),
        found(status="404"),
        found(url=None),
        found(url="https://evil.example/web/20130919044612/x"),
        found(url="http://web.archive.org.evil.example/web/20130919044612/x"),
        found(url="http://user:word@web.archive.org/web/20130919044612/x"),
        found(url="javascript:alert(1)"),
        found(url="http://web.archive.org/save/x"),
        b'{"archived_snapshots": {"closest": [1]}}',
    ],
)
def test_an_answer_without_a_copy_costs_nothing(server: Server, body: bytes) -> None:
    with service(lambda _: answer(200, body)) as archive:
        (gone,) = ask([server.url("/status/404")], archive)
    assert (gone.verdict, gone.status, gone.snapshot) == (Verdict.BROKEN, 404, None)


@pytest.mark.parametrize("status", [301, 403, 404, 429, 500, 503])
def test_a_service_that_is_down_is_left_alone(server: Server, status: int) -> None:
    urls = [server.url(f"/status/404?{n}") for n in range(30)]
    with service(lambda _: answer(status, b"x", ("Location", "/"))) as archive:
        results = ask(urls, archive)
        assert len(archive.requests) < 9
    assert {(one.verdict, one.snapshot) for one in results} == {(Verdict.BROKEN, None)}


def test_a_service_that_hangs_up_and_answers_in_turn(server: Server) -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        number = int(re.findall(r"%3F(\d+)", request.path)[0])
        if number % 2:
            raise HangUpError
        yield answer(200, found())

    urls = [server.url(f"/status/404?{n}") for n in range(4)]
    with Server(route) as archive:
        results = ask(urls, archive)
    assert [one.snapshot is not None for one in results] == [True, False, True, False]


def test_the_guard_holds_for_it_too(server: Server) -> None:
    with service(lambda _: answer(200, found())) as archive:
        (gone,) = ask(["http://gone.invalid/"], archive, allow_addresses=())
        assert gone.snapshot is None
        assert archive.connections == 0
    assert server.connections == 0

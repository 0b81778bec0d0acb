"""What hosts are spared, by what their servers count."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from lint.links.checker import check
from lint.links.result import HostOptions, LinkOptions, LinkResult, Reason, Verdict
from tests.links.routes import odd, to
from tests.links.server import Request, Server, answer, ok
from tests.links.verdicts.test_verdicts import HERE, here

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

OPTIONS = LinkOptions(timeout=5, allow_addresses=HERE)
LIMITED = Verdict.UNVERIFIED, Reason.RATE_LIMITED


def said(result: LinkResult) -> tuple[Verdict, Reason | None]:
    return result.verdict, result.reason


@dataclass
class Resting:
    """A server that limits its first request, and counts those that come while it rests."""

    header: str
    rest: float
    resting: bool = False
    asked: int = 0
    offences: list[str] = field(default_factory=list)

    async def route(self, request: Request) -> AsyncIterator[bytes]:
        self.asked += 1
        if self.resting:
            self.offences.append(request.path)
        if self.asked == 1:
            self.resting = True
            asyncio.get_running_loop().call_later(self.rest, self._wake)
            yield answer(429, b"", ("Retry-After", self.header))
        else:
            yield answer(200)

    def _wake(self) -> None:
        self.resting = False


def test_a_host_that_says_so_is_left_alone_as_a_whole() -> None:
    """Under other names on the same list it is another host."""
    host = Resting("1", 0.8)
    with Server(host.route) as server, Server(ok) as other:
        urls = [server.url(f"/{n}") for n in range(20)]
        others = [other.url(f"/{n}", host="other.com") for n in range(20)]
        options = replace(OPTIONS, per_host=1)
        order: list[str] = []
        results = check([*urls, *others], options, lambda r: order.append(r.url), lookup=here)
    assert {r.verdict for r in results.values()} == {Verdict.OK}
    assert host.offences == []
    assert set(order[:20]) == set(others), "the others need not wait for it"


@pytest.mark.parametrize("wait", ["86400", "61", "date86400"])
def test_a_host_that_wants_more_than_a_minute_is_not_asked_again(wait: str) -> None:
    with Server(odd) as server:
        first = server.url(f"/limited/99/{wait}")
        urls = [first, *(server.url(f"/ok?{n}") for n in range(50))]
        results = check(urls, replace(OPTIONS, per_host=1))
        assert len(server.requests) == 1
    assert {said(r) for r in results.values()} == {LIMITED}
    asks = "retry after 61 seconds" if wait == "61" else "retry after 24 hours"
    assert {r.detail for r in results.values()} == {asks}
    assert results[first].status == 429
    assert {r.status for url, r in results.items() if url != first} == {None}


def test_nor_is_it_asked_for_what_others_redirect_to() -> None:
    with Server(odd) as goal, Server(odd) as start:
        goals = [goal.url(f"/limited/99/86400?{n}", host="goal.com") for n in range(20)]
        urls = [start.url(to(302, url)) for url in goals]
        results = check(urls, replace(OPTIONS, per_host=1), lookup=here)
        assert len(goal.requests) == 1
    assert {said(r) for r in results.values()} == {LIMITED}
    assert [results[url].final_url for url in urls] == goals


def test_a_host_that_limits_for_ever_is_not_asked_for_ever() -> None:
    with Server(odd) as server:
        urls = [server.url(f"/limited/999/0?{n}") for n in range(300)]
        results = check(urls, OPTIONS)
        assert len(server.requests) < 40
    assert {said(r) for r in results.values()} == {LIMITED}
    unasked = [r for r in results.values() if r.status is None]
    assert {r.detail for r in unasked} == {"still limits requests after 5 pauses"}


def test_a_503_that_says_when_is_waited_for() -> None:
    with Server(odd) as server:
        urls = [server.url(f"/flaky-503?{n}") for n in range(3)]
        results = check(urls, OPTIONS)
    assert {r.verdict for r in results.values()} == {Verdict.OK}


def test_a_dead_host_does_not_keep_the_run() -> None:
    """Nor does it keep places from the others: they are all done before it has shown nothing."""
    with Server(odd) as dead, Server(odd) as well:
        hanging = [dead.url(f"/hang?{n}", host="dead.com") for n in range(200)]
        living = [well.url(f"/ok?{n}") for n in range(100)]
        order: list[str] = []
        options = LinkOptions(timeout=2, concurrency=8, allow_addresses=HERE)
        results = check([*hanging, *living], options, lambda r: order.append(r.url), lookup=here)
        assert len(dead.requests) <= 20
    assert set(order[: len(living)]) == set(living)
    assert {said(results[url]) for url in hanging} == {(Verdict.UNVERIFIED, Reason.TIMEOUT)}
    assert {r.verdict for url, r in results.items() if url in living} == {Verdict.OK}
    details = {results[url].detail for url in hanging}
    assert details == {"", "no response to 4 requests to this host"}


def test_a_host_that_answers_at_all_is_asked_for_everything() -> None:
    with Server(odd) as server:
        hanging = [server.url(f"/hang?{n}") for n in range(12)]
        results = check([server.url("/ok"), *hanging], replace(OPTIONS, timeout=0.4))
        assert {f"/hang?{n}" for n in range(12)} <= {request.path for request in server.requests}
    assert {r.detail for r in results.values()} == {""}


def test_a_host_is_asked_for_four_things_at_first_and_for_more_as_it_answers() -> None:
    before_the_first_answer = []

    async def route(request: Request) -> AsyncIterator[bytes]:
        if len(request.server.requests) <= 4:
            await asyncio.sleep(0.3)
            before_the_first_answer.append(len(request.server.requests))
        await asyncio.sleep(0.02)
        yield answer(200)

    with Server(route) as server:
        check([server.url(f"/{n}") for n in range(300)], OPTIONS)
        assert before_the_first_answer[0] == 4
        assert 10 < server.peak <= 16


@pytest.mark.parametrize("per_host", [1, 3, 30])
def test_limits_of_single_hosts(per_host: int) -> None:
    hosts = {"example.com": HostOptions(per_host=per_host)}
    with Server(odd) as server:
        urls = [server.url(f"/slow?{n}", host="www.example.com") for n in range(150)]
        options = replace(OPTIONS, per_host=7, hosts=hosts)
        results = check(urls, options, lookup=here)
        assert server.peak == per_host
    assert {r.verdict for r in results.values()} == {Verdict.OK}


def test_an_interval_keeps_requests_apart() -> None:
    with Server(odd) as server:
        urls = [server.url(f"/slow?{n}") for n in range(8)]
        hosts = {"127.0.0.1": HostOptions(interval=0.1)}
        results = check(urls, replace(OPTIONS, hosts=hosts))
        assert server.peak == 1, "each is done before the next may begin"
    assert {r.verdict for r in results.values()} == {Verdict.OK}


def test_a_head_that_is_silent_is_joined_by_a_get() -> None:
    """The HEAD is answered once the GET is there, so both must be under way."""
    joined = asyncio.Event()

    async def route(request: Request) -> AsyncIterator[bytes]:
        if request.method == "GET":
            joined.set()
            await asyncio.sleep(60)
        await joined.wait()
        yield answer(200, head=True)

    with Server(route) as server:
        (result,) = check([server.url("/x")], replace(OPTIONS, timeout=3)).values()
        assert server.methods("/x") == ["HEAD", "GET"]
    assert result.verdict is Verdict.OK


@pytest.mark.parametrize("status", [404, 500, 403])
def test_what_is_wrong_with_that_head_does_not_count(status: int) -> None:
    joined = asyncio.Event()

    async def route(request: Request) -> AsyncIterator[bytes]:
        if request.method == "GET":
            joined.set()
            await asyncio.sleep(0.2)
            yield answer(200)
        await joined.wait()
        yield answer(status, head=True)

    with Server(route) as server:
        (result,) = check([server.url("/x")], replace(OPTIONS, timeout=3)).values()
        assert server.methods("/x") == ["HEAD", "GET"]
    assert (result.verdict, result.status) == (Verdict.OK, 200)


def test_the_get_that_joined_may_say_that_a_link_is_broken() -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        if request.method == "HEAD":
            await asyncio.sleep(60)
        yield answer(410)

    with Server(route) as server:
        (result,) = check([server.url("/x")], replace(OPTIONS, timeout=2)).values()
    assert (result.verdict, result.reason) == (Verdict.BROKEN, Reason.GONE)


@pytest.mark.parametrize(
    "options", [replace(OPTIONS, timeout=2, per_host=1), replace(OPTIONS, timeout=2, concurrency=1)]
)
def test_where_there_is_no_place_for_both_the_get_takes_that_of_the_head(
    options: LinkOptions,
) -> None:
    with Server(odd) as server:
        urls = [server.url("/hang-on-head"), server.url("/ok")]
        results = check(urls, options)
        assert server.methods("/hang-on-head") == ["HEAD", "GET"]
    assert {r.verdict for r in results.values()} == {Verdict.OK}


def test_redirects_of_a_silent_head_are_followed_by_get() -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        if request.method == "HEAD":
            await asyncio.sleep(60)
        yield answer(200) if request.path == "/new" else answer(301, b"", ("Location", "/new"))

    with Server(route) as server:
        (result,) = check([server.url("/x")], replace(OPTIONS, timeout=2)).values()
        assert server.methods("/new")[-1] == "GET"
    assert (result.verdict, result.permanent) == (Verdict.OK, True)
    assert result.final_url == server.url("/new")

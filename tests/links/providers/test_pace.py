"""How often interfaces are asked: by a clock that jumps, and by what a server saw."""

from __future__ import annotations

import asyncio
import json
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import urls
from lint.links import checker
from lint.links.protocols import Reply
from lint.links.providers import SitesOptions, _client, arxiv, crates, online_sites
from lint.links.result import HostOptions, LinkOptions
from tests.links.providers.interfaces import World
from tests.links.providers.test_online import sites
from tests.links.server import Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping

    from lint.links.protocols import OnlineSite
    from tests.links.server import Request

# As they are where no test makes them short.
WAITS = _client.WAITS
OPTIONS = LinkOptions(
    retries=0,
    allow_addresses=(ip_network("127.0.0.0/8"),),
    # Its pages are asked for as those of anybody else.
    hosts={"arxiv.org": HostOptions(per_host=16)},
)


class Clock(asyncio.SelectorEventLoop):
    """An event loop whose time is that of its timers: it never waits for one."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        wait = self._selector.select  # type: ignore[attr-defined] # of BaseSelectorEventLoop

        def select(timeout: float | None) -> Any:
            self.now += timeout or 0.0
            return wait(0)

        self._selector.select = select  # type: ignore[attr-defined] # as above

    def time(self) -> float:
        return self.now


class Canned:
    """A client that answers from a list, 200 once it is used up, and takes a second for each."""

    def __init__(
        self, *answers: tuple[int, Mapping[str, str]] | Exception, body: bytes = b"{}"
    ) -> None:
        self.answers = list(answers)
        self.body = body
        self.began: list[float] = []
        self.busy = self.peak = 0

    async def request(self, method: str, url: str, **_: Any) -> Reply:
        assert method == "GET"
        loop = asyncio.get_running_loop()
        self.began.append(loop.time())
        self.busy += 1
        self.peak = max(self.peak, self.busy)
        await asyncio.sleep(1)
        self.busy -= 1
        said = self.answers.pop(0) if self.answers else (200, {})
        if isinstance(said, Exception):
            raise said
        return Reply(url, *said, self.body)


def run(
    client: Canned,
    pace: Callable[[], _client.Pace],
    requests: int,
    ask: Callable[[_client.Pace], Awaitable[int]] | None = None,
) -> list[int | None]:
    """The statuses of requests that are made at once, None for failures."""

    async def plainly(pace: _client.Pace) -> int:
        return (await pace.get(client, "http://a.example/")).status

    async def one(pace: _client.Pace) -> int | None:
        try:
            return await (ask or plainly)(pace)
        except _client.FailedError:
            return None

    async def main() -> list[int | None]:
        shared = pace()
        return await asyncio.gather(*(one(shared) for _ in range(requests)))

    loop = Clock()
    try:
        return loop.run_until_complete(main())
    finally:
        loop.close()


def test_requests_begin_so_far_apart_and_one_after_another() -> None:
    client = Canned()
    assert run(client, lambda: _client.Pace(1, 3.0), 4) == [200] * 4
    assert client.began == [0.0, 3.0, 6.0, 9.0]
    assert client.peak == 1


def test_no_more_at_once() -> None:
    client = Canned()
    assert run(client, lambda: _client.Pace(4), 10) == [200] * 10
    assert client.peak == 4
    assert client.began == [0.0] * 4 + [1.0] * 4 + [2.0] * 2


def test_an_interface_rests_as_long_as_it_wishes() -> None:
    client = Canned((503, {"Retry-After": "30"}))
    assert run(client, lambda: _client.Pace(1, 3.0), 2) == [200, 200]
    assert client.began == [0.0, 31.0, 34.0]


@pytest.mark.parametrize(
    ("headers", "asked"),
    [({}, 4), ({"Retry-After": "61"}, 1), ({"Retry-After": "soon"}, 4), ({"Retry-After": "1"}, 2)],
)
def test_one_that_limits_its_callers_is_left_alone(headers: dict[str, str], asked: int) -> None:
    client = Canned(*[(429, headers)] * 9)
    assert run(client, lambda: _client.Pace(1), 5) == [None] * 5
    assert len(client.began) == asked


def test_one_that_does_not_say_for_how_long_is_left_alone_longer_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_client, "WAITS", WAITS)
    assert WAITS == (3.0, 10.0, 30.0)
    client = Canned(*[(429, {})] * 9)
    assert run(client, lambda: _client.Pace(1), 3) == [None] * 3
    assert client.began == [0.0, 4.0, 15.0, 46.0]
    again = Canned((429, {}), (200, {}), (429, {}), (404, {}), (429, {}))
    assert run(again, lambda: _client.Pace(1), 3) == [200, 404, 200]
    assert again.began == [0.0, 4.0, 5.0, 16.0, 17.0, 21.0]


@pytest.mark.parametrize(
    "failure", [(500, {}), (503, {}), TimeoutError(), ConnectionResetError(), ValueError()]
)
def test_one_that_fails_three_times_in_a_row_is_left_alone(
    failure: tuple[int, Mapping[str, str]] | Exception,
) -> None:
    client = Canned(failure, failure, (404, {}), *[failure] * 9)
    assert run(client, lambda: _client.Pace(1), 9) == [None, None, 404, *[None] * 6]
    assert len(client.began) == 6


REFUSALS = {
    "crates": [f"https://crates.io/crates/x{number}" for number in range(800)],
    "doi": [f"https://doi.org/10.5555/x{number}" for number in range(800)],
    "npm": [f"https://www.npmjs.com/package/x{number}" for number in range(800)],
    "pypi": [f"https://pypi.org/project/x{number}/" for number in range(800)],
    "wikipedia": [f"https://en.wikipedia.org/wiki/X{number}" for number in range(800)],
}


@pytest.mark.parametrize("status", sorted(_client.TO_ALL))
@pytest.mark.parametrize("site", REFUSALS)
def test_one_that_refuses_three_times_in_a_row_is_left_alone(site: str, status: int) -> None:
    client = Canned(*[(status, {"Location": "https://a.example/"})] * 900)

    async def main() -> int:
        (online,) = [one for one in online_sites(SitesOptions(), {}) if one.name == site]
        links = {text: url for text in REFUSALS[site] if (url := urls.http(text)) is not None}
        return len([one async for one in online.answers(links, client)])

    loop = Clock()
    try:
        found = loop.run_until_complete(main())
    finally:
        loop.close()
    # Four or five are under way at once. Whoever resolves DOIs is another than who knows titles.
    assert 3 <= len(client.began) <= (16 if site == "doi" else 7)
    assert found == 0


def test_one_that_answers_with_pages_is_left_alone() -> None:
    client = Canned(body=b"<html>")

    async def ask(pace: _client.Pace) -> int:
        return (await pace.get_json(client, "http://a.example/"))[0]

    assert run(client, lambda: _client.Pace(1), 9, ask) == [None] * 9
    assert len(client.began) == 3


@given(st.lists(st.booleans(), max_size=20), st.integers(1, 5))
def test_every_work_is_asked_for_and_what_fails_is_passed_over(
    fails: list[bool], at_once: int
) -> None:
    works = [_client.Work(f"pypi:{number}") for number in range(len(fails))]

    async def ask(work: _client.Work) -> Iterable[Any]:
        await asyncio.sleep(0)
        if fails[int(work.name)]:
            raise _client.FailedError
        return [_client.exists(work.identity)]

    async def main() -> list[str]:
        return [one.url async for one in _client.each(works, ask, at_once)]

    found = asyncio.run(main())
    expected = [work.identity for work, fail in zip(works, fails, strict=True) if not fail]
    assert sorted(found) == sorted(expected)


def test_the_terms_of_use_are_kept_by_default() -> None:
    assert arxiv.Arxiv("")._apart == 3.0
    assert crates.Crates("")._apart == 1.0


def check(site: str, texts: Iterable[str]) -> tuple[list[str], Server]:
    """The requests that a site, by its name, makes for URLs, all of which it knows."""
    world = World()
    world.seconds = 0.01
    with Server(world.route) as server:
        asked = [one for one in sites(server) if one.name == site]
        checker.check(list(texts), OPTIONS, lookup=lambda _, __: ["127.0.0.1"], sites=asked)
    return world.asked, server


def test_two_hundred_papers_a_request_each_once() -> None:
    papers = [f"http://arxiv.org:1/abs/2301.{number:05}" for number in range(450)]
    spellings = [f"http://arxiv.org:1/pdf/2301.{number:05}v1.pdf" for number in range(450)]
    asked, server = check("arxiv", papers + spellings)
    lists = [parse_qs(urlsplit(one).query) for one in asked]
    names = [one["id_list"][0].split(",") for one in lists]
    # A URL that names a version needs that one, too.
    assert [len(one) for one in names] == [200] * 4 + [100]
    assert [int(one["max_results"][0]) for one in lists] == [200] * 4 + [100]
    assert len({name for one in names for name in one}) == 900
    assert server.peak == 1
    asked, _ = check("arxiv", papers + [one.replace("/abs/", "/pdf/") for one in papers])
    assert len(asked) == 3


def test_fifty_titles_of_works_a_request() -> None:
    asked, server = check("doi", (f"http://doi.org:1/10.1145/{n}" for n in range(120)))
    count = {
        name: sum(one.startswith(f"/{name}/") for one in asked) for name in ("doi", "crossref")
    }
    # Of these there is only one, and only what is there is asked for further.
    assert count == {"doi": 120, "crossref": 1}
    assert 1 < server.peak <= 5


def test_fifty_pages_a_request_for_each_language() -> None:
    pages = [f"http://{code}.wikipedia.org:1/wiki/P{n}" for code in ("en", "zh") for n in range(70)]
    asked, server = check("wikipedia", pages)
    titles = [parse_qs(urlsplit(one).query)["titles"][0].split("|") for one in asked]
    assert [len(one) for one in titles] == [50, 20, 50, 20]
    assert server.peak == 1


def test_a_hundred_crates_a_request() -> None:
    asked, server = check("crates", (f"http://crates.io:1/crates/c{n}" for n in range(250)))
    names = [parse_qs(urlsplit(one).query)["ids[]"] for one in asked]
    assert [len(one) for one in names] == [100, 100, 50]
    assert server.peak == 1


@pytest.mark.parametrize(
    ("site", "text", "most"),
    [
        ("huggingface", "http://huggingface.co:1/a/m{}", 4),
        ("npm", "http://www.npmjs.com:1/package/p{}", 4),
        ("openreview", "http://openreview.net:1/forum?id=n{}", 2),
        ("pypi", "http://pypi.org:1/project/p{}/", 4),
        ("vimeo", "http://vimeo.com:1/10000{:03}", 4),
        ("youtube", "http://youtu.be:1/aaaaaaaa{:03}", 5),
    ],
)
def test_one_work_a_request_and_few_at_once(site: str, text: str, most: int) -> None:
    asked, server = check(site, (text.format(n) for n in [*range(40), *range(40)]))
    interface = [one for one in asked if one.startswith(f"/{site}/")]
    assert 40 <= len(interface) <= 41  # a video that is known comes on top
    assert 1 < server.peak <= most


def test_only_those_who_ask_for_it_are_told_a_mail_address() -> None:
    told = set()
    for one in ("arxiv", "doi", "wikipedia", "crates", "huggingface", "youtube"):
        asked, _ = check(one, KNOWN[one])
        told |= {path.split("/")[1] for path in asked if "lists%40example.org" in path}
        assert asked
    assert told == {"crossref", "datacite", "openalex"}


KNOWN = {
    "arxiv": ["http://arxiv.org:1/abs/2303.04129"],
    "doi": ["http://doi.org:1/10.1145/1"],
    "wikipedia": ["http://en.wikipedia.org:1/wiki/LLM"],
    "crates": ["http://crates.io:1/crates/serde"],
    "huggingface": ["http://huggingface.co:1/meta/Old"],
    "youtube": ["http://youtu.be:1/fqVLjtvWgq8"],
}


def test_no_request_has_a_token_or_a_cookie() -> None:
    for one, known in KNOWN.items():
        _, server = check(one, known)
        sent = {name for request in server.requests for name in request.headers}
        assert sent <= {"host", "user-agent", "accept", "accept-encoding", "accept-language"}


def test_answers_come_before_the_last_one_is_asked_for() -> None:
    """A consumer that stops leaves nothing behind."""

    async def slow(request: Request) -> AsyncIterator[bytes]:
        if "/p1/" in request.path:
            await asyncio.sleep(30)
        info = {"name": request.path.split("/")[-2]}
        yield answer(200, json.dumps({"info": info}).encode())

    async def first(site: OnlineSite) -> str:
        from lint.links.network.client import NetworkClient
        from lint.links.network.pool import Hosts

        hosts = Hosts(OPTIONS)
        client = NetworkClient(hosts)
        offered = {}
        for n in range(2):
            url = urls.http(f"https://pypi.org/project/p{n}/")
            assert url is not None
            offered[url.request] = url
        results = site.answers(offered, client)
        try:
            return (await anext(results)).url
        finally:
            await results.aclose()  # type: ignore[attr-defined] # they are generators
            await client.close()
            await hosts.close()
            assert len(asyncio.all_tasks()) == 1

    with Server(slow) as server:
        (site,) = (one for one in sites(server) if one.name == "pypi")
        assert asyncio.run(first(site)) == "https://pypi.org/project/p0/"

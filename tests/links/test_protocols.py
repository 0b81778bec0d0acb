"""How the engine works with a memory and with sites: small ones, kept here in dictionaries."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from lint.links.checker import check
from lint.links.providers import dispatch
from lint.links.result import Facts, LinkOptions, LinkResult, Reason, Verdict
from tests.links.server import Request, Server, answer, ok
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Mapping

    from lint import urls
    from lint.links.protocols import Client

    Route = Callable[[Mapping[str, urls.URL], Client], AsyncIterator[LinkResult]]

OPTIONS = LinkOptions(timeout=4, retries=0, allow_addresses=HERE)
LONG_AGO = dt.date(2020, 1, 1)


@dataclass
class Notes:
    """A memory: what it knows, and what it was told, in order."""

    known: dict[str, LinkResult] = field(default_factory=dict)
    tags: dict[str, Mapping[str, str]] = field(default_factory=dict)
    told: list[tuple[LinkResult, Collection[str], Mapping[str, str]]] = field(default_factory=list)

    def recall(self, url: str, fragments: Collection[str]) -> LinkResult | None:
        return None if fragments else self.known.get(url)

    def validators(self, url: str, fragments: Collection[str] = ()) -> Mapping[str, str]:
        return {} if fragments else self.tags.get(url, {})

    def remember(
        self, result: LinkResult, fragments: Collection[str], validators: Mapping[str, str]
    ) -> LinkResult:
        self.told.append((result, fragments, dict(validators)))
        return replace(result, last_good=LONG_AGO)


@dataclass(eq=False)
class Site:
    """A site that claims the paths that begin with `/site` and answers as `route` does."""

    route: Route
    name: str = "site"
    offered: list[str] = field(default_factory=list)

    def claims(self, url: urls.URL) -> bool:
        return url.path.startswith("/site")

    def answers(self, links: Mapping[str, urls.URL], client: Client) -> AsyncIterator[LinkResult]:
        self.offered += links
        return self.route(links, client)


def fine(url: str) -> LinkResult:
    return LinkResult(url, Verdict.OK, final_url=url)


async def everything(links: Mapping[str, urls.URL], _: Client) -> AsyncIterator[LinkResult]:
    for key in links:
        yield fine(key)


def test_what_is_remembered_is_not_asked_again(server: Server) -> None:
    known, new = server.url("/ok?known"), server.url("/ok?new")
    memory = Notes({known: replace(fine(known), from_cache=True)})
    seen: list[LinkResult] = []
    results = check([new, known], OPTIONS, seen.append, memory=memory)
    assert list(results) == [new, known]
    assert results[known].from_cache
    assert [request.path for request in server.requests] == ["/ok?new"]
    assert [result.url for result in seen] == [known, new], "it counts as progress"
    assert [result.url for result, _, _ in memory.told] == [new]


def test_every_answer_is_remembered_as_it_comes(server: Server) -> None:
    urls = [server.url(f"/status/{status}") for status in (200, 404, 403)]
    urls += ["http://gone.com/", server.url("/hang")]
    memory = Notes()
    reported: list[str] = []

    def progress(result: LinkResult) -> None:
        reported.append(result.url)
        assert [one.url for one, _, _ in memory.told] == reported
        assert result.last_good == LONG_AGO, "with what the memory adds"

    options = replace(OPTIONS, timeout=1)
    results = check(urls, options, progress, lookup=_nobody, memory=memory)
    assert {r.url for r, _, _ in memory.told} == set(urls)
    assert {r.last_good for r in results.values()} == {LONG_AGO}


def _nobody(_: str, __: int) -> list[str]:
    import socket

    raise socket.gaierror(socket.EAI_NONAME, "unknown")


def test_what_nobody_asked_for_is_not_remembered(server: Server) -> None:
    limited = server.url("/limited/9/86400")
    links = [limited, *(server.url(f"/ok?{n}") for n in range(5))]
    links += ["http://excluded.com/", "mailto:a@b.c"]
    memory = Notes()
    options = replace(OPTIONS, per_host=1, exclude=("excluded",))
    results = check(links, options, memory=memory)
    assert [result.url for result, _, _ in memory.told] == [limited]
    assert len(results) == len(links)


@pytest.mark.parametrize("status", [200, 304])
def test_a_server_may_say_that_nothing_has_changed(status: int) -> None:
    async def route(_: Request) -> AsyncIterator[bytes]:
        yield answer(status, b"", ("ETag", '"2"'), ("Last-Modified", "yesterday"))

    with Server(route) as server:
        url = server.url("/x")
        memory = Notes(tags={url: {"If-None-Match": '"1"'}})
        (result,) = check([url], OPTIONS, memory=memory).values()
        assert [r.headers.get("if-none-match") for r in server.requests] == ['"1"']
    assert (result.verdict, result.status) == (Verdict.OK, status)
    ((_, _, validators),) = memory.told
    assert validators == {"ETag": '"2"', "Last-Modified": "yesterday"}


def test_that_is_asked_of_the_url_itself_alone(server: Server) -> None:
    """A 304 where nothing was said of it is no answer; nor are validators those of a redirect."""
    start = server.url("/chain/1")
    memory = Notes(tags={start: {"If-None-Match": '"1"'}})
    check([start], OPTIONS, memory=memory)
    asked = {request.path: request.headers for request in server.requests}
    assert "if-none-match" in asked["/chain/1"]
    assert "if-none-match" not in asked["/chain/0"]
    ((_, _, validators),) = memory.told
    assert validators == {}


def test_fragments_are_looked_for_by_get_at_once(server: Server) -> None:
    plain, wanted = server.url("/ok?plain"), server.url("/ok?wanted")
    memory = Notes({wanted: fine(wanted)})
    check({plain: (), wanted: ("part",)}, OPTIONS, memory=memory)
    assert server.methods("/ok?plain") == ["HEAD"]
    assert server.methods("/ok?wanted") == ["GET"]
    told = {result.url: fragments for result, fragments, _ in memory.told}
    assert told == {plain: (), wanted: ("part",)}


def test_a_site_is_offered_what_it_claims_and_nothing_else(server: Server) -> None:
    site = Site(everything)
    claimed = [server.url(f"/site/{n}") for n in range(3)]
    links = [server.url("/ok"), *claimed, "http://10.0.0.1/", "mailto:a@b.c"]
    memory = Notes({claimed[0]: fine(claimed[0])})
    results = check(links, OPTIONS, memory=memory, sites=[site, Site(everything, "second")])
    assert site.offered == claimed[1:], "what is remembered need not be asked"
    assert [request.path for request in server.requests] == ["/ok"]
    assert [results[url].verdict for url in claimed] == [Verdict.OK] * 3
    assert {result.url for result, _, _ in memory.told} == {links[0], *claimed[1:], links[4]}


def test_a_site_answers_while_others_are_asked(server: Server) -> None:
    """It waits for the last of them, and they for its first answer: no one waits for the other."""
    first, last = asyncio.Event(), asyncio.Event()
    seen: list[str] = []

    async def route(links: Mapping[str, urls.URL], _: Client) -> AsyncIterator[LinkResult]:
        for number, key in enumerate(links):
            if number == 1:
                await last.wait()
            yield fine(key)
            first.set()

    def progress(result: LinkResult) -> None:
        seen.append(result.url)
        if result.url == ordinary:
            last.set()

    ordinary = server.url("/ok")
    claimed = [server.url(f"/site/{n}") for n in range(2)]
    results = check([*claimed, ordinary], OPTIONS, progress, sites=[Site(route)])
    assert {r.verdict for r in results.values()} == {Verdict.OK}
    assert seen[-1] == claimed[1]


async def _raises(links: Mapping[str, urls.URL], _: Client) -> AsyncIterator[LinkResult]:
    yield fine(next(iter(links)))
    raise ZeroDivisionError


async def _half(links: Mapping[str, urls.URL], _: Client) -> AsyncIterator[LinkResult]:
    yield fine(next(iter(links)))


async def _foreign(links: Mapping[str, urls.URL], _: Client) -> AsyncIterator[LinkResult]:
    yield fine("http://elsewhere.com/")
    yield fine(next(iter(links)))
    yield fine(next(iter(links)))


async def _hangs(links: Mapping[str, urls.URL], _: Client) -> AsyncIterator[LinkResult]:
    yield fine(next(iter(links)))
    await asyncio.sleep(60)


@pytest.mark.parametrize("route", [_raises, _half, _foreign, _hangs])
def test_what_a_site_does_not_answer_is_asked(
    monkeypatch: pytest.MonkeyPatch,
    route: Route,
) -> None:
    monkeypatch.setattr(dispatch, "_SILENCE", 0.2)
    with Server(ok) as server:
        links = [server.url(f"/site/{n}") for n in range(4)]
        results = check(links, OPTIONS, sites=[Site(route)])
        asked = {request.path for request in server.requests}
    assert list(results) == links
    assert {r.verdict for r in results.values()} == {Verdict.OK}
    assert asked == {f"/site/{n}" for n in range(1, 4)}


def test_a_site_whose_claims_are_a_defect(server: Server) -> None:
    class Broken(Site):
        def claims(self, url: urls.URL) -> bool:
            raise ZeroDivisionError(url)

    (result,) = check([server.url("/ok")], OPTIONS, sites=[Broken(everything)]).values()
    assert result.verdict is Verdict.OK


def test_facts_without_a_verdict_are_kept_and_the_url_is_asked() -> None:
    facts = Facts("x:1", title="A title")

    async def route(links: Mapping[str, urls.URL], _: Client) -> AsyncIterator[LinkResult]:
        first, second, third = links
        yield LinkResult(first, Verdict.UNVERIFIED, Reason.NOT_FOUND, facts=facts)
        yield replace(fine(second), facts=facts)
        yield replace(fine(third), facts=facts)

    memory = Notes()
    with Server(ok) as server:
        first, second, third = (server.url(f"/site-{n}") for n in range(3))
        links: dict[str, tuple[str, ...]] = {first: (), second: (), third: ("part",)}
        results = check(links, OPTIONS, memory=memory, sites=[Site(route)])
        asked = {request.path for request in server.requests}
    assert asked == {"/site-0", "/site-2"}
    assert {r.verdict for r in results.values()} == {Verdict.OK}
    assert {r.facts for r in results.values()} == {facts}
    assert {result.facts for result, _, _ in memory.told} == {facts}


def test_a_broken_link_may_be_told_by_a_site_alone(server: Server) -> None:
    async def route(links: Mapping[str, urls.URL], _: Client) -> AsyncIterator[LinkResult]:
        for key in links:
            yield LinkResult(key, Verdict.BROKEN, Reason.NOT_FOUND)

    (result,) = check([server.url("/site")], OPTIONS, sites=[Site(route)]).values()
    assert (result.verdict, result.reason) == (Verdict.BROKEN, Reason.NOT_FOUND)
    assert server.requests == []


def test_an_unknown_host_is_believed_where_a_site_was_reached(server: Server) -> None:
    """A reply to a site shows that the network works, as any answer does."""

    async def route(links: Mapping[str, urls.URL], client: Client) -> AsyncIterator[LinkResult]:
        await client.request("GET", server.url("/ok"))
        for key in links:
            yield fine(key)

    links = ["http://gone.com/", server.url("/site")]
    results = check(links, OPTIONS, lookup=_nobody, sites=[Site(route)])
    assert results[links[0]].reason is Reason.NO_SUCH_HOST


def test_what_is_known_of_sites_survives_an_interruption(server: Server) -> None:
    from lint.links.checker import Run
    from lint.links.network.resolver import system_lookup

    seen = asyncio.Event()
    links = [server.url(f"/site/{n}") for n in range(3)]
    run = Run(links, OPTIONS, lambda _: seen.set(), system_lookup, sites=[Site(_hangs)])

    async def main() -> None:
        task = asyncio.create_task(run.go())
        await seen.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert list(run.results) == links[:1]

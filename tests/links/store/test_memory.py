"""When a link is asked again, and whose fault a failure is. Days are simulated: no clock."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from lint.links.result import (
    CacheOptions,
    Facts,
    LinkOptions,
    LinkResult,
    Reason,
    Verdict,
)
from lint.links.store.sqlite import FILE_NAME
from lint.links.store.storage import Storage
from tests.command import PATIENCE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping
    from pathlib import Path

    from lint.links.protocols import Client, OnlineSite
    from lint.links.store.memory import LinkMemory
    from lint.urls import URL

    Opened = Callable[..., LinkMemory]

START = dt.date(2026, 11, 19)
URL_A, URL_B = "https://a.example/x", "https://b.example/y"
OK_A, OK_B = (LinkResult(url, Verdict.OK, None, 200, url) for url in (URL_A, URL_B))
REFUSED = LinkResult(URL_A, Verdict.UNVERIFIED, Reason.REFUSED)
NO_NAME = LinkResult(URL_A, Verdict.UNVERIFIED, Reason.DNS_FAILURE)
EXPIRED = LinkResult(URL_A, Verdict.UNVERIFIED, Reason.TLS_EXPIRED)
GONE = LinkResult(URL_A, Verdict.BROKEN, Reason.NOT_FOUND, 404)
BUSY = LinkResult(URL_A, Verdict.UNVERIFIED, Reason.SERVER_ERROR, 500)
HTTP_B = LinkResult("http://b.example/", Verdict.OK, None, 200)
ADDRESS = LinkResult("https://192.0.2.1/", Verdict.OK, None, 200)


class Ear(list[str]):
    def note(self, line: str) -> None:
        self.append(line)

    fail = note


class Site:
    """A site that claims a host, and is never asked."""

    name = "a-site"

    def claims(self, url: URL) -> bool:
        return url.host == "a.example"

    def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        raise NotImplementedError


@pytest.fixture
def opened(tmp_path: Path) -> Iterable[Opened]:
    """Opens the memory of a run so many days after START, and closes the one before."""
    memories: list[LinkMemory] = []

    def open_memory(
        day: int = 0,
        options: LinkOptions | None = None,
        sites: tuple[OnlineSite, ...] = (),
        storage: Storage | None = None,
    ) -> LinkMemory:
        for memory in memories:
            memory.close()
        ear = Ear()
        opened = (storage or Storage(folder=tmp_path)).open(
            options or LinkOptions(), sites, today=START + dt.timedelta(day), ear=ear
        )
        assert opened is not None
        memories[:] = [opened]
        return opened

    yield open_memory
    for memory in memories:
        memory.close()
        assert list(memory._ear) == []  # type: ignore[call-overload]


def remember(memory: LinkMemory, *results: LinkResult) -> list[LinkResult]:
    return [memory.remember(result, (), {}) for result in results]


@pytest.mark.parametrize(
    ("result", "fresh"),
    [
        (OK_A, [0, 1, 6]),
        (BUSY, []),
        (replace(BUSY, reason=Reason.FORBIDDEN, status=403), [0]),
        (REFUSED, []),
        (EXPIRED, [0]),
        (GONE, []),
    ],
)
def test_how_long_an_answer_counts(opened: Opened, result: LinkResult, fresh: list[int]) -> None:
    remember(opened(), OK_B, result)
    for day in (-1, 0, 1, 6, 7, 8, 400):
        known = opened(day).recall(URL_A, ())
        assert (known is not None) == (day in fresh)
        if known is not None:
            assert known.from_cache
            assert (known.verdict, known.reason, known.status) == (
                result.verdict,
                result.reason,
                result.status,
            )


def test_how_long_is_configurable(opened: Opened) -> None:
    options = LinkOptions(cache=CacheOptions(good_days=2, unverified_days=0))
    remember(opened(), OK_B, BUSY)
    assert opened(0, options).recall(URL_A, ()) is None
    assert opened(0, options).recall(URL_B, ()) is not None
    assert opened(1, options).recall(URL_B, ()) is not None
    assert opened(2, options).recall(URL_B, ()) is None
    never = LinkOptions(cache=CacheOptions(good_days=0))
    assert opened(0, never).recall(URL_B, ()) is None


@pytest.mark.parametrize(
    "result",
    [
        LinkResult(URL_A, Verdict.SKIPPED, Reason.EXCLUDED),
        LinkResult(URL_A, Verdict.UNVERIFIED, Reason.RATE_LIMITED),
        replace(OK_A, from_cache=True),
    ],
)
def test_what_was_not_asked_is_not_stored(opened: Opened, result: LinkResult) -> None:
    assert remember(opened(), OK_B, result)[1] == result
    memory = opened()
    assert memory.recall(URL_A, ()) is None
    assert memory.recall(URL_B, ()) is not None


def test_nothing_is_kept_of_a_url_with_credentials(opened: Opened, tmp_path: Path) -> None:
    url = "https://user:hunter2@a.example/"
    (result,) = remember(opened(), LinkResult(url, Verdict.OK, None, 200))
    assert result.url == url
    assert opened().recall(url, ()) is None
    for file in tmp_path.iterdir():
        assert b"hunter2" not in file.read_bytes()


def test_fragments_that_nobody_looked_for_are_not_known(opened: Opened) -> None:
    opened().remember(replace(OK_A, missing=("b", "c")), ("a", "b", "c"), {})
    memory = opened()
    for fragments, missing in ((("a",), ()), (("a", "b"), ("b",)), ((), ())):
        known = memory.recall(URL_A, fragments)
        assert known is not None
        assert known.missing == missing
    assert memory.recall(URL_A, ("a", "d")) is None


def test_facts_are_kept(opened: Opened) -> None:
    facts = Facts("arxiv:1706.03762", "Attention", "2017-06-12", topics=("x",))
    remember(opened(), replace(OK_A, facts=facts))
    known = opened().recall(URL_A, ())
    assert known is not None
    assert known.facts == facts


def test_a_site_that_was_not_there_may_say_more(opened: Opened) -> None:
    remember(opened(), OK_A, OK_B)
    memory = opened(sites=(Site(),))
    assert memory.recall(URL_B, ()) is not None
    assert memory.recall(URL_A, ()) is None
    # It said nothing, so it is not asked again; nor is one of which it has told before.
    remember(memory, OK_A)
    assert opened(sites=(Site(),)).recall(URL_A, ()) is not None
    assert opened().recall(URL_A, ()) is not None
    remember(opened(), replace(OK_A, facts=Facts("x")))
    assert opened(sites=(Site(),)).recall(URL_A, ()) is not None


OTHERS = [
    LinkOptions(user_agent="me"),
    LinkOptions(ca_bundle="/x/ca.pem"),
    LinkOptions(trust_proxy=True),
    LinkOptions(allow_addresses=(ip_network("10.0.0.0/8"),)),
    LinkOptions(accept={"a.example": (403,)}),
    LinkOptions(accept={"example": ("5xx",)}),
    LinkOptions(accept={"*": (403,)}),
    LinkOptions(headers={"https://a.example": {"X": "1"}}),
    LinkOptions(headers={"https://a.example": {"X": "2"}}),
]


@pytest.mark.parametrize("options", OTHERS)
def test_answers_to_other_questions_do_not_count(opened: Opened, options: LinkOptions) -> None:
    etag = {"ETag": '"1"'}
    opened().remember(OK_A, (), etag)
    memory = opened(0, options)
    assert memory.recall(URL_A, ()) is None
    assert memory.validators(URL_A) == {}
    memory.remember(OK_A, (), etag)
    for others in [LinkOptions(), *OTHERS]:
        memory = opened(0, others)
        assert (memory.recall(URL_A, ()) is not None) == (others == options)
        assert bool(memory.validators(URL_A)) == (others == options)


@pytest.mark.parametrize(
    "options",
    [
        LinkOptions(timeout=1, retries=0, concurrency=1, per_host=1, exclude=("x",)),
        LinkOptions(accept={"b.example": (403,), "x.a.example": (403,)}),
        LinkOptions(headers={"http://a.example": {"X": "1"}, "https://c.example": {"X": "1"}}),
    ],
)
def test_what_does_not_matter_to_a_url_does_not_matter(
    opened: Opened, options: LinkOptions
) -> None:
    remember(opened(), OK_A)
    assert opened(0, options).recall(URL_A, ()) is not None


def test_options_for_where_a_redirect_led_matter(opened: Opened) -> None:
    remember(opened(), replace(OK_A, final_url="https://c.example/"))
    assert opened().recall(URL_A, ()) is not None
    assert opened(0, LinkOptions(accept={"c.example": (403,)})).recall(URL_A, ()) is None


def test_validators_are_for_what_a_304_would_answer(opened: Opened) -> None:
    both = {"ETag": 'W/"1"', "Last-Modified": "Tue, 03 Nov 2026 10:00:00 GMT"}
    memory = opened()
    memory.remember(OK_A, ("a",), both)
    memory.remember(replace(OK_B, final_url=URL_A), (), both)
    memory = opened(9)
    headers = {"If-None-Match": both["ETag"], "If-Modified-Since": both["Last-Modified"]}
    assert memory.validators(URL_A) == memory.validators(URL_A, ("a",)) == headers
    assert memory.validators(URL_A, ("a", "b")) == {}
    assert memory.validators(URL_B) == {}
    assert memory.validators("https://c.example/") == {}
    memory.remember(replace(BUSY, reason=Reason.FORBIDDEN, status=403), (), {})
    assert opened(10).validators(URL_A) == {}


def test_a_304_stands_for_the_remembered_answer(opened: Opened) -> None:
    facts = Facts("x", "A title")
    memory = opened()
    memory.remember(replace(OK_A, missing=("b",), facts=facts), ("a", "b"), {"ETag": '"1"'})
    memory = opened(8)
    unmodified = LinkResult(URL_A, Verdict.OK, None, 304, URL_A, elapsed=0.5)
    result = memory.remember(unmodified, ("b",), {"ETag": '"1"'})
    assert result == replace(
        OK_A, elapsed=0.5, missing=("b",), facts=facts, last_good=START + dt.timedelta(8)
    )
    memory = opened(14)
    known = memory.recall(URL_A, ("a", "b"))
    assert known is not None
    assert (known.status, known.missing, known.facts) == (200, ("b",), facts)
    assert memory.validators(URL_A)
    # One that nobody can have asked for is what it is.
    assert memory.remember(replace(unmodified, url=URL_B), (), {}).status == 304


def test_refresh_asks_again_and_keeps_the_history(opened: Opened, tmp_path: Path) -> None:
    remember(opened(), OK_A)
    memory = opened(1, storage=Storage(folder=tmp_path, refresh=True))
    assert memory.recall(URL_A, ()) is None
    result, _ = remember(memory, GONE, OK_B)
    assert (result.last_good, result.failing_since) == (START, START + dt.timedelta(1))


def test_without_a_cache_there_is_no_memory(tmp_path: Path) -> None:
    storage = Storage(cache=False, folder=tmp_path)
    assert storage.open(LinkOptions(), (), today=START, ear=Ear()) is None
    assert list(tmp_path.iterdir()) == []


def test_three_days_make_a_link_broken(opened: Opened) -> None:
    for day in range(2):
        _, result = remember(opened(day), OK_B, EXPIRED)
        assert (result.verdict, result.failures) == (Verdict.UNVERIFIED, day + 1)
    assert opened(1).recall(URL_A, ()) is not None
    _, result = remember(opened(2), OK_B, EXPIRED)
    assert (result.verdict, result.reason) == (Verdict.BROKEN, Reason.TLS_EXPIRED)
    assert result.detail == "failing since 2026-11-19"
    # A broken one is asked again in each run.
    assert opened(2).recall(URL_A, ()) is None


def test_a_link_counts_once_a_run(opened: Opened) -> None:
    _, *results = remember(opened(), OK_B, REFUSED, REFUSED, BUSY)
    assert [one.failures for one in results] == [1, 1, 1]
    _, again = remember(opened(), OK_B, REFUSED)
    assert (again.failures, again.failing_since) == (2, START)


def test_when_it_was_last_good_is_known(opened: Opened) -> None:
    remember(opened(), OK_A)
    (result,) = remember(opened(3), GONE)
    assert (result.last_good, result.failing_since, result.failures) == (
        START,
        START + dt.timedelta(3),
        1,
    )


@pytest.mark.parametrize(
    ("failure", "others", "counts"),
    [
        # Nobody else answered, or only in a way that a dead network has, too.
        (REFUSED, [], False),
        (REFUSED, [replace(REFUSED, url=URL_B), replace(NO_NAME, url=URL_B)], False),
        (REFUSED, [replace(BUSY, url=URL_B)], False),
        (REFUSED, [OK_B], True),
        (REFUSED, [ADDRESS], True),
        (REFUSED, [replace(GONE, url=URL_B)], True),
        (BUSY, [], False),
        (BUSY, [replace(BUSY, url=URL_B)], False),
        (BUSY, [OK_B], True),
        # Whether names can be looked up is shown by a name alone.
        (NO_NAME, [], False),
        (NO_NAME, [ADDRESS], False),
        (NO_NAME, [HTTP_B], True),
        # And whether certificates can be judged here by one that is fine.
        (EXPIRED, [HTTP_B], False),
        (EXPIRED, [replace(EXPIRED, url=URL_B)], False),
        (EXPIRED, [ADDRESS], True),
        # Who gives an answer has a network to come by.
        (GONE, [], True),
        (replace(BUSY, reason=Reason.FORBIDDEN, status=403), [], True),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_failure_counts_where_others_answer(
    *, opened: Opened, failure: LinkResult, others: list[LinkResult], counts: bool, first: bool
) -> None:
    """Whichever came first; the last of three days says what the others were."""
    verdict = failure.verdict
    for day in range(3):
        memory = opened(day)
        order = [failure, *others] if first else [*others, failure]
        results = {one.url: one for one in remember(memory, *order)}
        result = {**results, **memory.corrected()}[URL_A]
        assert result.failures == (day + 1 if counts else 0)
        verdict = result.verdict
    ages = counts and failure.reason in EXPIRED_OR_BUSY
    assert verdict == (Verdict.BROKEN if ages else failure.verdict)


EXPIRED_OR_BUSY = {Reason.DNS_FAILURE, Reason.TLS_EXPIRED, Reason.SERVER_ERROR}


def test_nothing_is_stored_while_the_network_is_down(opened: Opened) -> None:
    """A run a minute later, with the network back, is to ask them all."""
    remember(opened(), REFUSED, replace(NO_NAME, url=URL_B))
    memory = opened()
    assert memory.recall(URL_A, ()) is None
    assert memory.recall(URL_B, ()) is None


def test_a_network_that_is_down_makes_nothing_broken(opened: Opened) -> None:
    for day in range(3):
        remember(opened(day), OK_B, NO_NAME)
    memory = opened(3)
    (result,) = remember(memory, NO_NAME)
    assert (result.verdict, result.failures) == (Verdict.UNVERIFIED, 3)
    remember(memory, OK_B)
    assert memory.corrected()[URL_A].verdict is Verdict.BROKEN
    assert memory.corrected()[URL_A].failures == 4


def test_a_later_answer_takes_the_place_of_a_failure_held_back(opened: Opened) -> None:
    memory = opened()
    remember(memory, REFUSED, OK_A)
    assert memory.corrected() == {}
    known = opened().recall(URL_A, ())
    assert known is not None
    assert known.verdict is Verdict.OK


def test_witnesses_are_named_where_nobody_answered(opened: Opened) -> None:
    urls = [f"https://{host}.example/{n}" for host in "bcdef" for n in range(2)]
    remember(opened(), *(LinkResult(url, Verdict.OK, None, 200) for url in urls))
    memory = opened(1)
    assert all(memory.recall(url, ()) for url in urls)
    assert memory.witnesses() == []
    remember(memory, NO_NAME, replace(REFUSED, url="https://z.example/"))
    witnesses = memory.witnesses()
    assert witnesses == [urls[0], urls[2], urls[4]]
    assert memory.doubtful() == [URL_A]
    assert memory.witnesses() == []
    assert memory.recall(witnesses[0], ()) is None
    assert memory.recall(urls[1], ()) is not None
    remember(memory, LinkResult(urls[0], Verdict.OK, None, 200))
    assert {url: one.failures for url, one in memory.corrected().items()} == {
        URL_A: 1,
        "https://z.example/": 1,
    }


def test_good_answers_are_written_by_the_loop(opened: Opened, tmp_path: Path) -> None:
    def stored() -> int:
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
            (count,) = connection.execute("SELECT count(*) FROM links").fetchone()
        return int(count)

    async def main() -> None:
        memory = opened()
        for n in range(3):
            remember(memory, *(replace(OK_A, url=f"{URL_A}/{n}/{m}") for m in range(7)))
            assert memory.recall(f"{URL_A}/{n}/3", ()) is not None
            async with asyncio.timeout(PATIENCE):
                while stored() < 7 * (n + 1):  # noqa: ASYNC110 - by a look from outside
                    await asyncio.sleep(0.001)
        # A failure takes them along.
        remember(memory, OK_A, replace(GONE, url=URL_B))
        assert stored() == 23

    asyncio.run(main())
    # And without a loop there is no waiting.
    remember(opened(), replace(OK_B, url="https://c.example/"))
    assert stored() == 24


def test_what_a_loop_left_unwritten_is_not_lost(opened: Opened) -> None:
    async def leave(memory: LinkMemory, url: str) -> None:
        remember(memory, OK_A, replace(OK_A, url=url))

    memory = opened()
    asyncio.run(leave(memory, "https://c.example/"))
    memory.witnesses()
    asyncio.run(leave(memory, "https://d.example/"))
    memory.close()
    assert all(opened().recall(f"https://{host}.example/", ()) for host in "cd")


def test_a_record_of_a_stranger_is_asked_again(opened: Opened, tmp_path: Path) -> None:
    remember(opened(), OK_A, OK_B)
    opened().close()
    for change in ("verdict = 'splendid'", "facts = '[]'", "facts = '{}'", "fragments = '7'"):
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
            connection.execute(f"UPDATE links SET {change} WHERE url = ?", (URL_A,))
            connection.commit()
        assert opened().recall(URL_A, ("a",)) is None
        assert opened().recall(URL_B, ()) is not None
        remember(opened(), OK_A)

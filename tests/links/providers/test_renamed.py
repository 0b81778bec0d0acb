"""Papers whose titles in a list are not theirs: the versions that are asked for, what is said."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint import urls
from lint.links.protocols import Reply
from lint.links.providers import arxiv
from lint.links.providers._client import WAITS
from lint.links.result import Facts
from tests.links.providers.interfaces import FORMER, feed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PAPER = "https://arxiv.org/abs/2402.17294"
TITLES = {
    1: "RiverAgent: Guiding a Small Boat by Reading Its Map",
    2: "Guiding All the Boats on a River by What Maps Say",
}
ANOTHER = "A Title That No Version Ever Had or Will Have"


class Feed:
    """arXiv's interface: a paper of so many versions, whose titles are `TITLES`, then the last one.

    `lost` are the versions that it never gives; from the request `until` on it refuses.
    """

    def __init__(
        self, versions: int, lost: frozenset[int] = frozenset(), until: int | None = None
    ) -> None:
        self.versions = versions
        self.lost = lost
        self.until = until
        self.asked: list[list[str]] = []

    def title(self, version: int) -> str:
        earlier = min(version, self.versions - 1)
        return "Steering Boats" if version == self.versions else TITLES[min(earlier, 2)]

    async def request(self, method: str, url: str, **__: Any) -> Reply:
        assert method == "GET"
        names = parse_qs(urlsplit(url).query)["id_list"][0].split(",")
        self.asked.append(names)
        if self.until is not None and len(self.asked) >= self.until:
            return Reply(url, 429, {}, b"Rate exceeded.")
        entries = []
        for name in names:
            paper, _, number = name.partition("v")
            version = int(number or self.versions)
            if version in self.lost or version > self.versions:
                continue
            title = LONG if version == self.versions else self.title(version)
            entries.append(
                f"<entry><id>http://arxiv.org/abs/{paper}v{version}</id><title>{title}</title>"
                f"<published>2024-02-27T00:00:00Z</published></entry>"
            )
        return Reply(url, 200, {}, feed("".join(entries)))


LONG = "Steering Boats of Any Size with Maps That Are Read Aloud"


def ask(client: Feed, written: Mapping[str, tuple[str, ...]]) -> dict[str, Facts | None]:
    site = arxiv.Arxiv("http://127.0.0.1:1", apart=0.0, written=written)
    offered = {key: url for key in written if (url := urls.http(key)) is not None}

    async def run() -> dict[str, Facts | None]:
        return {one.url: one.facts async for one in site.answers(offered, client)}

    return asyncio.run(run())


def facts(client: Feed, *titles: str, page: str = PAPER) -> Facts:
    found = ask(client, {page: titles})[page]
    assert found is not None
    return found


def test_only_a_title_that_differs_costs_a_request() -> None:
    client = Feed(3)
    assert facts(client, LONG).former is None
    assert client.asked == [["2402.17294"]]
    client = Feed(3)
    assert facts(client, TITLES[1]).former == (TITLES[1], TITLES[2])
    assert client.asked == [["2402.17294"], ["2402.17294v1", "2402.17294v2"]]


def test_a_paper_of_one_version_has_no_other_title() -> None:
    client = Feed(1)
    assert facts(client, ANOTHER).former == ()
    assert len(client.asked) == 1


def test_at_most_ten_versions() -> None:
    client = Feed(30)
    facts(client, ANOTHER)
    assert client.asked[1] == [f"2402.17294v{one}" for one in [*range(1, 6), *range(25, 30)]]


def test_a_link_to_a_version_has_the_title_of_that_version() -> None:
    client = Feed(3)
    found = facts(client, TITLES[1], page=f"{PAPER}v1")
    assert (found.title, found.former) == (TITLES[1], None)
    assert client.asked == [["2402.17294", "2402.17294v1"]]
    # Any other title that the paper has had is none of a wrong link either.
    client = Feed(3)
    found = facts(client, LONG, page=f"{PAPER}v1")
    assert (found.title, found.former) == (TITLES[1], (TITLES[2], LONG))
    assert client.asked[1] == ["2402.17294v2"]


@pytest.mark.parametrize("until", [2, 1])
def test_where_versions_cannot_be_read_nothing_is_known(until: int) -> None:
    client = Feed(3, until=until)
    found = ask(client, {PAPER: (ANOTHER,)})
    # One that limits its callers is waited for, and asked the same again.
    assert len(client.asked) == until + len(WAITS)
    assert all(again == client.asked[until - 1] for again in client.asked[until - 1 :])
    assert [one.former if one else "none" for one in found.values()] == [None] * (until - 1)


def test_what_some_versions_say_is_enough_where_it_is_the_title() -> None:
    assert facts(Feed(3, lost=frozenset({2})), TITLES[1]).former == (TITLES[1],)
    # The title may be that of the version which is lost.
    assert facts(Feed(3, lost=frozenset({1})), TITLES[1]).former is None


@given(st.integers(1, 120), st.integers(1, 14))
@settings(max_examples=20)
def test_requests_have_at_most_two_hundred_names_and_ask_once(papers: int, versions: int) -> None:
    client = Feed(versions)
    pages = [f"https://arxiv.org/abs/2402.{number:05}" for number in range(papers)]
    found = ask(client, dict.fromkeys(pages, (ANOTHER,)))
    assert found.keys() == {*pages}
    assert all(one is not None and one.former is not None for one in found.values())
    names = [name for request in client.asked for name in request]
    assert len(names) == len(set(names)) == papers * min(versions, 11)
    most = max(map(len, client.asked))
    assert most <= 200
    assert len(client.asked) <= 2 * len(names) // 200 + 3


def test_remembered_facts_do_unless_the_title_is_another_one() -> None:
    site = arxiv.Arxiv("", written={PAPER: (TITLES[1],)})
    assert site.suffices(PAPER, Facts("arxiv:2402.17294", TITLES[1]))
    assert not site.suffices(PAPER, Facts("arxiv:2402.17294", LONG))
    assert site.suffices(PAPER, Facts("arxiv:2402.17294", LONG, former=()))
    assert site.suffices(f"{PAPER}v1", Facts("arxiv:2402.17294", LONG))
    assert {paper for paper, _ in FORMER} <= {"2402.17294", "2402.17295"}

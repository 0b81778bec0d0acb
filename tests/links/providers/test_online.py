"""What the sites say of links, by fakes of their interfaces; and that their faults cost nothing."""

from __future__ import annotations

import asyncio
import json
import zlib
from functools import partial
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint import urls
from lint.links import checker
from lint.links.network.client import NetworkClient
from lint.links.network.pool import Hosts
from lint.links.providers import (
    _client,
    arxiv,
    crates,
    doi,
    huggingface,
    names,
    npm,
    openreview,
    pypi,
    vimeo,
    wikipedia,
    youtube,
)
from lint.links.providers.options import SitesOptions
from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
from tests.links.providers.interfaces import DECISIONS, FAULTS, FORMER, INTERFACES, World, hang
from tests.links.server import Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence

    from lint.links.protocols import OnlineSite
    from lint.links.result import Facts
    from tests.links.providers.interfaces import Fault
    from tests.links.server import Request

OPTIONS = LinkOptions(
    timeout=5.0, retries=0, allow_addresses=(ip_network("127.0.0.0/8"), ip_network("::1/128"))
)
SITES = (doi, huggingface, npm, openreview, pypi, vimeo, wikipedia, youtube)


class Said(NamedTuple):
    """What is expected of a site: a verdict, None if it cannot give one, and facts."""

    verdict: Verdict | None
    title: str | None = None
    date: str | None = None
    withdrawn: bool = False
    pushed: str | None = None
    moved_to: str | None = None
    description: str | None = None
    venue: str | None = None
    doi: str | None = None
    decision: str | None = None
    state: str | None = None
    note: str | None = None


there = partial(Said, Verdict.OK)
unsaid = partial(Said, None)
LATEST: Mapping[str, Any] = {"pushed": "2025-01-02"}
FIRST: Mapping[str, Any] = {"pushed": "2025-01-01"}
GONE = Said(Verdict.BROKEN)
NOTHING = unsaid()
PAPER = "Foundation Models for Decision Making", "2023-03-07"
CLAIM = "A Quantum Claim", "2023-08-16", True
DIALOGUE = "Are Large Models & Small", "2024-07-10"
ORAL: Mapping[str, Any] = {"venue": "ICLR 2022 Oral", "decision": "accepted"}
DECIDED = {
    "rejected": "rejected",
    "desk": "rejected",
    "left": "withdrawn",
    "open": None,
    "journal": "accepted",
    "workshop": "accepted",
    "imported": None,
}
MODEL = None, "2023-08-20", False, "2024-01-02"

EXPECTED: Mapping[str, Said] = {
    "arxiv.org/abs/2303.04129": there(*PAPER, **LATEST),
    "www.arxiv.org/pdf/2303.04129v2.pdf": there(*PAPER, **LATEST),
    "export.arxiv.org/pdf/2303.04129v1": there(*PAPER, **FIRST),
    "arxiv.org/abs/2303.04129?context=cs": there(*PAPER, **LATEST),
    # There may be a newer version, and there is HTML only of some papers.
    "arxiv.org/abs/2303.04129v3": unsaid(*PAPER, **LATEST),
    "arxiv.org/abs/2303.04129v0": unsaid(*PAPER, **LATEST),
    "arxiv.org/html/2303.04129": unsaid(*PAPER, **LATEST),
    "arxiv.org/abs/2303.04129/": unsaid(*PAPER, **LATEST),
    "arxiv.org/abs/2303.04129.pdf": unsaid(*PAPER, **LATEST),
    "ar5iv.org/abs/2303.04129": unsaid(*PAPER, **LATEST),
    "www.alphaxiv.org/overview/2303.04129v1": unsaid(*PAPER, **FIRST),
    # Of a withdrawn paper there are the older versions, and the page that says so.
    "arxiv.org/abs/2308.08167": there(*CLAIM, **LATEST),
    "arxiv.org/pdf/2308.08167v1": there(*CLAIM, **FIRST),
    "arxiv.org/pdf/2308.08167": unsaid(*CLAIM, **LATEST),
    "arxiv.org/pdf/2308.08167v2": unsaid(*CLAIM, **LATEST),
    "arxiv.org/abs/2403.17444": there("Unclear Fate", "2024-03-26", pushed="2025-01-03"),
    "arxiv.org/pdf/2403.17444": unsaid("Unclear Fate", "2024-03-26", pushed="2025-01-03"),
    "arxiv.org/abs/hep-th/9901001v1": there("Strings & Things", "1999-01-01", **FIRST),
    "arxiv.org/abs/2402.17294v2": there(FORMER["2402.17294", 2], "2024-02-27", **LATEST),
    "arxiv.org/abs/2502.00001": there(
        "A Published Paper", "2025-02-01", venue="CVPR 2025", **LATEST
    ),
    "arxiv.org/abs/2502.00002": there(
        "A Paper in a Journal",
        "2025-02-01",
        venue="Nature 518, 529-533 (2015)",
        doi="10.1038/nature14236",
        **FIRST,
    ),
    "arxiv.org/abs/2312.99999": NOTHING,
    "arxiv.org/list/cs.CL/recent": NOTHING,
    "doi.org/10.1145/3626772.3657819": there(*DIALOGUE),
    "dx.doi.org/10.1145%2F3626772.3657819": there(*DIALOGUE),
    "dl.acm.org/doi/10.1145/3626772.3657819": unsaid(*DIALOGUE),
    "doi.org/10.1145/1": there(),
    "doi.org/10.5555/retracted": there("A Study of Avena fictiva Roots", "2012-09", withdrawn=True),
    "doi.org/10.5555/taken-back": there("A Study", "2012", withdrawn=True),
    "doi.org/10.5555/corrected": there("STREAM: A Sorted Reading", "2012"),
    "aclanthology.org/2023.acl-long.1/": unsaid("A Long Paper", "2023-07"),
    "doi.org/10.5281/ZENODO.1234": there("A Data Set", "2020-05-06"),
    "doi.org/10.1000/182": there("The DOI Handbook", "2012-01-01"),
    "doi.org/10.48550/arXiv.2303.04129": there("Foundation Models", "2023-03-07"),
    "doi.org/10.9999/nothing": NOTHING,
    "doi.org/abcd": NOTHING,
    "openreview.net/forum?id=gEZrGCozdqR": there("Finetuned Models", "2021-09-29", **ORAL),
    "openreview.net/pdf?id=gEZrGCozdqR": there("Finetuned Models", "2021-09-29", **ORAL),
    "openreview.net/forum?id=Hk4fpoA5Km": there("An Older Paper", "2018-09-27"),
    "openreview.net/pdf?id=Hk4fpoA5Km": unsaid("An Older Paper", "2018-09-27"),
    "openreview.net/forum?id=aReply": NOTHING,
    **{
        f"openreview.net/forum?id={one}": there("A Submission", venue=venue, decision=DECIDED[one])
        for one, (venue, _) in DECISIONS.items()
    },
    "openreview.net/forum?id=nobody": NOTHING,
    "openreview.net/group?id=ICLR.cc": NOTHING,
    "huggingface.co/Qwen/Qwen-VL": there(*MODEL),
    "hf.co/Qwen/Qwen-VL": there(*MODEL),
    "huggingface.co/Qwen/Qwen-VL/tree/main": unsaid(*MODEL),
    "hf-mirror.com/Qwen/Qwen-VL": unsaid(*MODEL),
    "huggingface.co/meta/Old": there(*MODEL, moved_to="https://huggingface.co/meta/New"),
    "huggingface.co/datasets/a/b": there(*MODEL),
    "huggingface.co/spaces/a/b": there(*MODEL),
    "huggingface.co/a/disabled": unsaid(*MODEL),
    "huggingface.co/papers/2303.04129": there(*PAPER),
    "huggingface.co/papers/2303.04130": NOTHING,
    "huggingface.co/a/private": NOTHING,
    "huggingface.co/docs/hub": NOTHING,
    "www.youtube.com/watch?v=fqVLjtvWgq8": there("A <b> & c"),
    "youtu.be/fqVLjtvWgq8?t=4": there("A <b> & c"),
    "www.youtube.com/playlist?list=PL1": there("A Playlist"),
    "www.youtube.com/playlist?list=PL2": NOTHING,
    "youtu.be/notEmbedded": NOTHING,
    "youtu.be/privateVid0": NOTHING,
    "youtu.be/onlyNoEmbed": NOTHING,
    "youtu.be/removedVid0": GONE,
    "www.youtube.com/watch?v=neverExists": GONE,
    "vimeo.com/1084537": there("Big Buck Bunny"),
    "player.vimeo.com/video/1084537": there("Big Buck Bunny"),
    "vimeo.com/478635699/c9433cf35e": there("Not Listed"),
    "vimeo.com/478635699": NOTHING,
    "vimeo.com/500000001": NOTHING,
    "vimeo.com/500000002": NOTHING,
    "vimeo.com/500000003": NOTHING,
    "vimeo.com/watch": NOTHING,
    "pypi.org/project/markdown_it.PY/": there(description="Markdown parser"),
    "pypi.org/project/markdown-it-py/4.0/": unsaid(description="Markdown parser"),
    "pypi.python.org/pypi/markdown-it-py": unsaid(description="Markdown parser"),
    "pypi.org/project/octo-yanked/": there(
        description="x", state="yanked", note="a bad dependency"
    ),
    "pypi.org/project/octo-inactive/": there(state="inactive"),
    "pypi.org/project/nothing": NOTHING,
    "pypi.org/help": NOTHING,
    "www.npmjs.com/package/react": there(description="A package"),
    "npmjs.com/package/@types/node": there(description="A package"),
    "www.npmjs.com/package/react/v/18.0.0": unsaid(description="A package"),
    "www.npmjs.com/package/octo-ask": there(state="deprecated", note="use [31mocto-fine"),
    "www.npmjs.com/package/octo-silent": there(state="deprecated"),
    "www.npmjs.com/package/octo-undone": there(),
    "www.npmjs.com/package/octo-held": there(
        description="security holding package", state="security-holding"
    ),
    "www.npmjs.com/package/octo-kept": there(description="kept by npm", state="security-holding"),
    "www.npmjs.com/package/octo-security": there(description="secures"),
    "www.npmjs.com/package/nothing": NOTHING,
    "www.npmjs.com/~someone": NOTHING,
    "crates.io/crates/serde": there(date="2014-12-05", pushed="2025-09-27", description="A crate"),
    "crates.io/crates/serde/1.0.0": unsaid(
        date="2014-12-05", pushed="2025-09-27", description="A crate"
    ),
    "crates.io/crates/octo-crate": there(
        date="2014-12-05", pushed="2025-09-27", description="A crate", state="yanked"
    ),
    # The interface has only the names as they were given.
    "crates.io/crates/serde-json": NOTHING,
    "crates.io/categories": NOTHING,
    "en.wikipedia.org/wiki/Large_language_model": there("Large language model"),
    "en.m.wikipedia.org/wiki/LLM": there("Large language model"),
    "en.wikipedia.org/wiki/large%20language_model": there("Large language model"),
    "en.wikipedia.org/wiki/Mercury": there("Mercury"),
    "en.wikipedia.org/wiki/AC/DC": there("AC/DC"),
    "zh.wikipedia.org/wiki/%E5%A4%A7%E8%AF%AD%E8%A8%80%E6%A8%A1%E5%9E%8B": there("大语言模型"),
    "en.wikipedia.org/wiki/Nobody": NOTHING,
    "en.wikipedia.org/wiki/Special:Random": NOTHING,
    "en.wikipedia.org/w/index.php?title=LLM": NOTHING,
}


def sites(server: Server) -> Sequence[OnlineSite]:
    """All sites but GitHub, at the interfaces of `server`, without pauses."""
    bases = {name: server.url(f"/{name}") for name in INTERFACES}
    bases["wikipedia"] = server.url("/wikipedia/{language}")
    options = SitesOptions(urls=bases, mailto="lists@example.org")
    return (
        arxiv.Arxiv(bases["arxiv"], apart=0.0),
        crates.Crates(bases["crates"], apart=0.0),
        *(one.open_site(options, {}) for one in SITES),
    )


def look(
    server: Server, pages: Iterable[str], asked: Sequence[OnlineSite]
) -> dict[str, LinkResult]:
    """The results by page, host and path."""
    keys = {}
    for page in pages:
        host, slash, path = page.partition("/")
        url = urls.http(f"http://{host}:{server.port}{slash}{path}")
        assert url is not None
        keys[url.request] = page
    found = checker.check(list(keys), OPTIONS, lookup=lambda _, __: ["127.0.0.1"], sites=asked)
    return {keys[key]: result for key, result in found.items()}


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    with Server(world.route) as running:
        yield running


def test_every_site_is_here() -> None:
    with Server(World().route) as server:
        assert {one.name for one in sites(server)} == {*names()} - {"github"}


def test_what_the_sites_say_where_pages_are_behind_a_wall(world: World, server: Server) -> None:
    world.page = lambda _: 403
    found = look(server, EXPECTED, sites(server))
    verdicts = {
        Verdict.OK: (Verdict.OK, None),
        Verdict.BROKEN: (Verdict.BROKEN, Reason.NOT_FOUND),
        None: (Verdict.UNVERIFIED, Reason.FORBIDDEN),
    }
    said = {page: (one.verdict, one.reason) for page, one in found.items()}
    assert said == {page: verdicts[one.verdict] for page, one in EXPECTED.items()}
    assert {page: _known(one.facts) for page, one in found.items()} == {
        page: one[1:] for page, one in EXPECTED.items()
    }
    moved = found["huggingface.co/meta/Old"]
    assert (moved.final_url, moved.permanent) == ("https://huggingface.co/meta/New", False)
    facts = {page: one.facts for page, one in found.items() if one.facts is not None}
    assert {page for page, one in facts.items() if one.gated} == {
        page for page in EXPECTED if "Qwen/Qwen-VL" in page
    }
    assert {page for page, one in facts.items() if one.disabled} == {"huggingface.co/a/disabled"}
    assert {page for page, one in facts.items() if one.disambiguation} == {
        "en.wikipedia.org/wiki/Mercury"
    }
    paper = facts["huggingface.co/papers/2303.04129"]
    assert (paper.code, paper.homepage) == ("https://github.com/o/r", None)


def _known(facts: Facts | None) -> tuple[object, ...]:
    fields = Said._fields[1:]
    return NOTHING[1:] if facts is None else tuple(getattr(facts, name) for name in fields)


@pytest.fixture(scope="module")
def plain() -> Mapping[str, LinkResult]:
    """The results of the ordinary way for pages that answer this and that."""
    with Server(World(_status).route) as server:
        found = look(server, EXPECTED, ())
    assert {one.verdict for one in found.values()} == {*Verdict} - {Verdict.SKIPPED}
    return found


def _status(page: str) -> int:
    """What a page answers: something, but always the same."""
    return (200, 403, 404)[zlib.crc32(page.encode()) % 3]


def _verdicts(results: Mapping[str, LinkResult]) -> Mapping[str, tuple[object, ...]]:
    return {page: (one.verdict, one.reason, one.status) for page, one in results.items()}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_all_interfaces_costs_no_verdict(
    world: World, server: Server, plain: Mapping[str, LinkResult], fault: str
) -> None:
    world.page = _status
    world.fault = FAULTS[fault]
    found = look(server, EXPECTED, sites(server))
    assert len({asked.split("/")[1] for asked in world.asked}) >= len(sites(server))
    assert _verdicts(found) == _verdicts(plain)
    assert not any(one.facts for one in found.values())


def test_interfaces_that_hang_cost_no_verdict(
    world: World,
    server: Server,
    plain: Mapping[str, LinkResult],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_client, "SECONDS", 0.1)
    world.page, world.fault = _status, hang
    assert _verdicts(look(server, EXPECTED, sites(server))) == _verdicts(plain)


def collect(asked: Sequence[OnlineSite]) -> dict[str, LinkResult]:
    """What the sites themselves say of all pages, by host and path; whatever they raise, too."""

    async def ask() -> dict[str, LinkResult]:
        hosts = Hosts(OPTIONS)
        found: dict[str, LinkResult] = {}
        try:
            for site in asked:
                offered = {key: url for key, url in PAGES.items() if site.claims(url)}
                client = NetworkClient(hosts)
                found |= {one.url: one async for one in site.answers(offered, client)}
                await client.close()
        finally:
            await hosts.close()
        return found

    return asyncio.run(ask())


PAGES = {page: url for page in EXPECTED if (url := urls.http(f"https://{page}")) is not None}
WRONG = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda value: st.lists(value, max_size=2) | st.dictionaries(st.just("id"), value),
    max_leaves=3,
)


@st.composite
def spoiled(draw: st.DrawFn) -> Fault:
    """A fault: answers in which one value is another, or absent."""
    path = draw(st.lists(st.integers(0, 8), max_size=6))
    wrong = draw(WRONG)

    async def act(_: Request, good: bytes) -> AsyncIterator[bytes]:
        head, __, body = good.partition(b"\r\n\r\n")
        try:
            said = _with(json.loads(body), path, wrong)
        except ValueError:
            yield good
        else:
            yield answer(int(head[9:12]), json.dumps(said).encode())

    return act


def _with(value: Any, path: list[int], wrong: object) -> Any:
    """`value` with `wrong` at the place that `path` leads to, by the order of keys and items."""
    if not path or not value or not isinstance(value, list | dict):
        return wrong
    keys = [*value] if isinstance(value, dict) else list(range(len(value)))
    key = keys[path[0] % len(keys)]
    copy: Any = value.copy()
    copy[key] = _with(value[key], path[1:], wrong)
    return copy


@given(
    st.sampled_from(sorted(INTERFACES)), st.sampled_from(sorted(FAULTS)).map(FAULTS.get) | spoiled()
)
@settings(max_examples=60)
def test_an_interface_says_nothing_for_the_fault_of_another(name: str, fault: Fault) -> None:
    world = World()
    world.faulty, world.fault = frozenset({name}), fault
    with Server(world.route) as server:
        found = collect(sites(server))
    for page, result in found.items():
        # One word in a sound answer tells that from what is there.
        told = Verdict.OK if page == "huggingface.co/a/disabled" else EXPECTED[page].verdict
        assert result.verdict in {told, Verdict.UNVERIFIED}

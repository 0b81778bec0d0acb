"""An interface that fails is named once, and arXiv's pages are left to readers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from lint import urls
from lint.links.checker import check
from lint.links.providers import _client, arxiv
from lint.links.result import HostOptions, LinkOptions, Reason, Verdict
from lint.links.scheduling.host_limits import Limits
from lint.links.scheduling.scheduler import Schedule
from tests.command import run, write
from tests.links.server import Request, Server, answer
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

PAPERS = [f"https://arxiv.org/abs/2401.{number:05}" for number in range(1, 801)]
# The pages are on this machine, where nobody listens: they are refused at once.
OPTIONS = LinkOptions(
    timeout=5,
    retries=0,
    allow_addresses=HERE,
    hosts={"arxiv.org": HostOptions(per_host=16)},
)
HTML = answer(200, b"<html>", ("Content-Type", "text/html"))


@pytest.mark.parametrize(
    ("first", "rest", "requests", "said"),
    [
        (answer(403), answer(403), 1, "refused after 1 request"),
        (answer(429), answer(429), 4, "limited requests after 4 requests"),
        (HTML, HTML, 3, "returned a web page after 3 requests"),
        (answer(500), answer(500), 3, "failed after 3 requests"),
        (
            answer(301, b"", ("Location", "https://example.org/")),
            answer(301, b"", ("Location", "https://example.org/")),
            1,
            "redirected elsewhere after 1 request",
        ),
    ],
)
def test_an_interface_that_fails_is_named_once(
    first: bytes, rest: bytes, requests: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_client, "WAITS", (0.0, 0.0, 0.0))

    async def route(request: Request) -> AsyncIterator[bytes]:
        yield first if len(request.server.requests) == 1 else rest

    lines: list[str] = []
    with Server(route) as server:
        site = arxiv.Arxiv(server.url("").rstrip("/"), apart=0.0)
        results = check(
            PAPERS, OPTIONS, lookup=lambda *_: ["127.0.0.1"], sites=[site], notice=lines.append
        )
        assert len(server.requests) == requests
    assert len(results) == len(PAPERS)
    assert lines == [
        f"arXiv's API {said}: titles, dates and withdrawals of 800 links were not checked"
    ]


def test_an_interface_that_recovers_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_client, "WAITS", (0.0, 0.0, 0.0))
    feed = b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>'

    async def route(request: Request) -> AsyncIterator[bytes]:
        first = len(request.server.requests) == 1
        yield answer(429) if first else answer(200, feed, ("Content-Type", "application/atom+xml"))

    lines: list[str] = []
    with Server(route) as server:
        site = arxiv.Arxiv(server.url("").rstrip("/"), apart=0.0)
        check(PAPERS, OPTIONS, lookup=lambda *_: ["127.0.0.1"], sites=[site], notice=lines.append)
        assert len(server.requests) == 5
    assert lines == []


def feed(papers: Iterable[str]) -> bytes:
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/{paper}v1</id><published>2024-01-02T00:00:00Z</published>"
        f"<updated>2024-01-02T00:00:00Z</updated><title>Paper {paper} on invented things</title>"
        "<summary>Text.</summary></entry>"
        for paper in papers
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode()


ONCE = "once"


@pytest.mark.parametrize(
    ("answered", "requests", "said"),
    [
        ({ONCE: answer(429, b"", ("Retry-After", "1"))}, 5, None),
        ({"": answer(429, b"", ("Retry-After", "3600"))}, 1, "limited requests after 1 request"),
        ({"": HTML}, 3, "returned a web page after 3 requests"),
        ({"": answer(301, b"", ("Location", "/"))}, 1, "redirected elsewhere after 1 request"),
        ({"": answer(403)}, 1, "refused after 1 request"),
    ],
)
def test_the_command_says_once_what_was_not_checked(
    answered: dict[str, bytes],
    requests: int,
    said: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On 800 links, on stderr and in the report. Their pages are behind a proxy, which has them."""
    monkeypatch.chdir(tmp_path)
    # Three seconds between requests; that they are kept is shown where the clock is a test's own.
    monkeypatch.setattr(arxiv, "_APART", 0.0)

    async def route(request: Request) -> AsyncIterator[bytes]:
        if not request.path.startswith("/api/query"):
            yield answer(200, head=request.method == "HEAD")
            return
        asked = [one for one in request.server.requests if one.path.startswith("/api/query")]
        papers = parse_qs(urlsplit(request.path).query)["id_list"][0].split(",")
        fine = answer(200, feed(papers), ("Content-Type", "application/atom+xml"))
        yield answered.get("", answered.get(ONCE, fine) if len(asked) == 1 else fine)

    with Server(route) as server:
        base = server.url("").rstrip("/")
        write(
            ".awesome-lint.toml",
            f"[links]\ntrust_proxy = true\n[links.hosts.'arxiv.org']\nper_host = 16\n"
            f"[sites.urls]\narxiv = '{base}'\n",
        )
        pages = [one.replace("https", "http") for one in PAPERS]
        lines = [f"- [Paper {one[-10:]} on invented things]({one}) - Text." for one in pages]
        write("README.md", "\n".join(["# L", "", *lines, ""]))
        done = run(
            *("README.md", "--format", "json", "--allow-address", "127.0.0.0/8"),
            http_proxy=base,
            no_proxy="127.0.0.1",
        )
        asked = [one for one in server.requests if one.path.startswith("/api/query")]
        others = len(server.requests) - len(asked)
    assert (len(asked), others) == (requests, 0 if said is None else 800)
    report = json.loads(done.stdout)
    line = f"arXiv's API {said}: titles, dates and withdrawals of 800 links were not checked"
    assert report["notices"] == ([] if said is None else [line])
    assert done.stderr.count(line) == (said is not None)
    assert {one["verdict"] for one in report["links"]} == {"ok"}


def begun(host: str, links: int, options: LinkOptions) -> list[float]:
    """When, on a clock of their own, so many links to `host` are asked for, each within 0.1 s."""
    schedule = Schedule(128, Limits(options))
    now = 0.0
    found = []
    pages = [urls.http(f"https://{host}/{number}") for number in range(links)]
    (lane,) = schedule.put_fresh([(one.href, one) for one in pages if one is not None], now)
    # Nobody waits for what will not be asked for.
    left = [] if lane.spent is None else lane.leave()
    assert lane.waiting == links - len(left)
    while now < 600:
        while (step := schedule.next(now)) is not None:
            found.append(now)
            lane.saw(None, now, now + 0.1)
            schedule.release(step[0], now)
        now = round(now + 0.1, 1)
    assert len(found) == links - len(left)
    return found


@pytest.mark.parametrize("host", ["arxiv.org", "www.arxiv.org", "export.arxiv.org"])
def test_pages_of_arxiv_are_asked_for_at_its_pace(host: str) -> None:
    times = begun(host, 800, LinkOptions())
    assert len(times) == 100
    for time in times:
        assert sum(time <= one < time + 60 for one in times) <= 40


@pytest.mark.parametrize("host", ["github.com", "doi.org", "en.wikipedia.org", "notarxiv.org"])
def test_others_are_asked_as_fast_as_ever(host: str) -> None:
    times = begun(host, 800, LinkOptions())
    assert len(times) == 800
    assert times[-1] < 60


def test_the_configuration_may_say_otherwise() -> None:
    options = LinkOptions(hosts={"arxiv.org": HostOptions(interval=0.1)})
    assert len(begun("arxiv.org", 800, options)) == 800


def test_what_is_beyond_is_unverified_and_not_asked_for() -> None:
    """By a server that stands for arXiv, whose hundred pages are counted."""
    from lint.links.scheduling import host_limits

    async def route(request: Request) -> AsyncIterator[bytes]:
        yield answer(200, head=request.method == "HEAD")

    with Server(route) as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(host_limits, "_ARXIV", host_limits.Allowance(1000, 100))
        links = [server.url(f"/abs/{number}", "arxiv.org") for number in range(120)]
        options = LinkOptions(timeout=5, allow_addresses=HERE)
        results = check(links, options, lookup=lambda *_: ["127.0.0.1"])
        assert len(server.requests) == 100
    assert [one.verdict for one in results.values()].count(Verdict.OK) == 100
    beyond = [one for one in results.values() if one.verdict is not Verdict.OK]
    assert {(one.verdict, one.reason, one.status) for one in beyond} == {
        (Verdict.UNVERIFIED, Reason.RATE_LIMITED, None)
    }

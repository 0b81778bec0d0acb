"""GitHub's GraphQL interface, by a fake that carries out real queries: what is said of which URL.

The fake serves the pages, too, so that whatever the interface does, its verdicts can be held
against those of the ordinary way.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import urls
from lint.links import checker
from lint.links.protocols import Reply
from lint.links.providers._github_pages import page
from lint.links.providers.github import open_site
from lint.links.providers.options import SitesOptions
from lint.links.result import HostOptions, LinkOptions, LinkResult, Verdict
from lint.links.scheduling.host_limits import Limits
from tests.links.providers.github_api import TOKEN, GitHub, Repository, reply
from tests.links.providers.test_pace import Clock
from tests.links.server import HangUpError, Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lint.links.protocols import OnlineSite

HOST = "github.localhost"
OPTIONS = LinkOptions(allow_addresses=(ipaddress.ip_network("127.0.0.0/8"),), retries=0)


def github() -> GitHub:
    """An instance with a bit of everything."""
    return GitHub(
        [
            Repository(
                "o/tool",
                objects={"main:": "Tree", "main:a b": "Tree", "v1:b.md": "Blob", "f/x:": "Tree"},
                numbers={7: "Issue", 8: "PullRequest", 9: "Discussion"},
                releases={"v1": False, "draft": True, "pkg/v2": False},
                stargazerCount=0,
            ),
            Repository(
                "new/name",
                isArchived=True,
                archivedAt="2024-03-04T05:06:07Z",
                stargazerCount=1234,
                objects={"main:a": "Tree"},
                numbers={2: "Issue"},
            ),
            Repository("o/private", visibility="PRIVATE"),
            Repository("o/inside", visibility="INTERNAL"),
            Repository("o/disabled", isDisabled=True),
            Repository("o/locked", isLocked=True),
            Repository("o/fork", isFork=True, licence=None, description=None, pushedAt=None),
        ],
        renames={"old/name": "new/name"},
        owners={"o": "User", "org": "Organization"},
        gists={("o", "0123456789abcdef0123")},
    )


PATHS = [
    *("/o/tool", "/O/Tool/", "/o/tool.git", "/o/tool?tab=readme-ov-file"),
    *("/o/tool/tree/main", "/o/tool/tree/main/a%20b/", "/o/tool/blob/v1/b.md"),
    *("/o/tool/tree/f/x", "/o/tool/tree/main/gone", "/o/tool/blob/main/a%20b"),
    *("/o/tool/issues/7", "/o/tool/pull/8", "/o/tool/discussions/9", "/o/tool/issues/10"),
    *("/o/tool/releases/tag/v1", "/o/tool/releases/tag/pkg/v2", "/o/tool/releases/tag/draft"),
    *("/o/tool/wiki", "/o/tool/releases", "/o", "/org", "/nobody"),
    *(
        "/old/name",
        "/old/name/tree/main/a",
        "/old/name/issues/1",
        "/new/name",
        "/new/name/issues/2",
    ),
    *("/o/private", "/o/inside", "/o/disabled", "/o/locked", "/o/fork", "/gone/gone"),
]


class Run:
    """A check of pages of `github`, with the interface and without."""

    def __init__(self, api: GitHub, server: Server) -> None:
        self.api = api
        self.server = server
        self.environ = {
            "GITHUB_TOKEN": TOKEN,
            "GITHUB_GRAPHQL_URL": server.url("/graphql"),
            "GITHUB_SERVER_URL": server.url("", host=HOST),
        }

    def site(self) -> OnlineSite:
        found = open_site(SitesOptions(), self.environ)
        assert found is not None
        return found

    def check(self, paths: Iterable[str], *, sites: bool = True) -> dict[str, LinkResult]:
        """The results by path."""
        keys = {self._key(path): path for path in paths}
        found = checker.check(list(keys), OPTIONS, sites=(self.site(),) if sites else ())
        return {keys[key]: result for key, result in found.items()}

    def _key(self, path: str) -> str:
        url = urls.http(self.server.url(path, host=HOST))
        assert url is not None
        return url.request


@pytest.fixture
def api() -> GitHub:
    return github()


@pytest.fixture
def run(api: GitHub) -> Iterable[Run]:
    with Server(api.route) as server:
        yield Run(api, server)


def test_the_interface_says_what_the_pages_say_and_in_one_query(run: Run) -> None:
    found = run.check(PATHS)
    assert run.api.sizes == [12]
    asked = run.api.pages
    plain = run.check(PATHS, sites=False)
    assert len(run.api.queries) == 1
    assert asked < (run.api.pages - asked) / 1.5
    assert {path: (one.verdict, one.reason) for path, one in found.items()} == {
        path: (one.verdict, one.reason) for path, one in plain.items()
    }
    moved = {path: (one.final_url, one.permanent) for path, one in found.items() if one.redirected}
    assert moved == {
        path: (one.final_url, one.permanent) for path, one in plain.items() if one.redirected
    }


def test_facts(run: Run) -> None:
    found = run.check(PATHS)
    tool = found["/o/tool"].facts
    assert tool is not None
    assert tool.identity == f"{HOST}:{run.server.port}:o/tool"
    assert (tool.archived, tool.pushed, tool.fork) == (False, "2025-05-30", False)
    assert (tool.description, tool.topics, tool.licence) == ("A thing", ("awesome",), "MIT")
    assert (tool.date, tool.stars, tool.release, tool.empty) == ("2020-01-02", 0, "pkg/v2", False)
    old, fork = found["/old/name/tree/main/a"].facts, found["/o/fork"].facts
    assert old is not None
    assert fork is not None
    assert old.moved_to == run.server.url("/new/name/tree/main/a", host=HOST)
    assert (old.archived, old.archived_on, old.stars) == (True, "2024-03-04", 1234)
    assert (fork.fork, fork.description, fork.licence, fork.pushed) == (True, None, None, None)
    # What a page says by itself comes with what the interface knows of its repository.
    assert found["/o/tool/tree/f/x"].facts is not None
    assert found["/old/name/issues/1"].verdict is Verdict.BROKEN
    # An issue does not age with its repository, and of what not everybody sees nothing is said.
    issue = found["/new/name/issues/2"].facts
    assert issue is not None
    assert (issue.archived, issue.pushed, issue.date, issue.archived_on) == (False, *[None] * 3)
    assert all(found[f"/o/{name}"].facts is None for name in ("private", "disabled", "locked"))


def test_gists() -> None:
    site = open_site(SitesOptions(), {"GITHUB_TOKEN": TOKEN})
    assert site is not None
    claimed = {
        "https://gist.github.com/o/0123456789abcdef0123": True,
        "https://gist.github.com/0123456789abcdef0123": False,
        "https://gist.github.com/o/0123456789abcdef0123/revisions": False,
        "https://gist.github.com/o": False,
    }
    assert {url: claims(site, url) for url in claimed} == claimed


def claims(site: OnlineSite, text: str) -> bool:
    url = urls.http(text)
    assert url is not None
    return site.claims(url)


@pytest.mark.parametrize(
    "text",
    [
        # What the interface cannot tell, or might read as something else.
        "https://github.com/o/r/wiki",
        "https://github.com/o/r/issues",
        "https://github.com/o/r/tree/main@%7B1%7D/a",
        "https://github.com/o/r/tree/main..dev",
        "https://github.com/o/r/tree/main%5E",
        "https://github.com/o/r/tree/abc1234/a",
        "https://github.com/o/r/tree/v1-3-gabc1234",
        "https://github.com/o/r/blob/main",
        "https://github.com/o/r/issues/007",
        "https://github.com/o/r/issues/99999999999",
        "https://github.com/o/r/releases/download/v1/a.zip",
        "https://github.com/someone_company/r",
        "https://github.com/o%22/r",
        "https://github.com/o/r%7D",
        "https://github.com/o/..%2f",
        "https://github.com/topics/awesome",
        "https://github.com/orgs/o/people",
        "https://github.com/",
        "https://github.com:8443/o/r",
        "https://user:secret@github.com/o/r",
        "https://raw.githubusercontent.com/o/r/main/a",
        "https://o.github.io/r",
        "https://api.github.com/repos/o/r",
        "https://github.com.example.net/o/r",
    ],
)
def test_what_is_left_to_the_ordinary_way(text: str) -> None:
    site = open_site(SitesOptions(), {"GITHUB_TOKEN": TOKEN})
    assert site is not None
    assert not claims(site, text)
    assert claims(site, "https://www.github.com/o/r")


def html(status: int) -> bytes:
    return answer(status, b"<html><h1>Unicorn!</h1>", ("Content-Type", "text/html"))


def data(**said: object) -> bytes:
    return reply(200, said)


def hang_up(*_: object) -> bytes:
    raise HangUpError


LIMITED = {"type": "RATE_LIMITED", "message": "API rate limit exceeded for user ID 1."}
# A field that an old instance lacks: https://docs.github.com/graphql has no list of the codes.
UNKNOWN_FIELD = {
    "message": "Field 'archivedAt' doesn't exist on type 'Repository'",
    "path": ["fragment R", "archivedAt"],
    "extensions": {"code": "undefinedField", "typeName": "Repository", "fieldName": "archivedAt"},
}
SECONDARY = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes."}
HEAVY = {"type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits for this query exceeded."}
FAULTS: dict[str, Callable[[Request, int], bytes | None]] = {
    "bad credentials": lambda *_: reply(401, {"message": "Bad credentials"}),
    "forbidden": lambda *_: reply(403, {"message": "Resource not accessible"}),
    "secondary limit": lambda *_: reply(403, {"message": "wait"}, ("Retry-After", "900")),
    "secondary limit for ever": lambda *_: reply(429, {"message": "wait"}, ("Retry-After", "0")),
    "no number": lambda *_: reply(429, {}, ("Retry-After", "9" * 5000)),
    "not found": lambda *_: reply(404, {"message": "Not Found"}),
    "elsewhere": lambda *_: answer(302, b"", ("Location", "https://github.com/login")),
    "unicorn": lambda *_: html(502),
    "a page": lambda *_: html(200),
    "nothing": lambda *_: answer(200, b""),
    "no object": lambda *_: reply(200, ["data"]),
    "no data": lambda *_: data(),
    "null": lambda *_: data(data=None),
    "errors alone": lambda *_: data(errors=[{"message": "Something went wrong"}]),
    "misunderstood": lambda *_: data(errors=[UNKNOWN_FIELD]),
    "odd errors": lambda *_: data(data=None, errors=[None, 3, {"path": "x", "type": None}]),
    "limited": lambda *_: data(data=None, errors=[LIMITED]),
    "limited, half of it": lambda *_: data(data={"q0": None}, errors=[LIMITED]),
    "heavy": lambda *_: data(data=None, errors=[HEAVY]),
    "all heavy": lambda *_: data(
        data={"q0": None}, errors=[{**HEAVY, "path": [f"q{index}"]} for index in range(20)]
    ),
    "half": lambda *_: answer(200, b'{"data": {"q0": {"nameWithOwner"'),
    "other types": lambda *_: data(data={"q0": 3, "q1": ["x"], "q2": {"nameWithOwner": 7}}),
    "strange names": lambda *_: data(
        data={
            f"q{index}": {
                "nameWithOwner": "x/y\u202e) evil",
                "visibility": "PUBLIC",
                "isDisabled": False,
                "isLocked": False,
            }
            for index in range(20)
        }
    ),
    "hang up": hang_up,
}


MAY_PASS = frozenset(
    {
        *("no number", "unicorn", "a page", "nothing", "no object", "no data", "null", "heavy"),
        *("all heavy", "half", "hang up", "errors alone", "odd errors"),
    }
)


@pytest.mark.parametrize("name", FAULTS)
def test_no_fault_makes_a_verdict_worse(run: Run, name: str) -> None:
    run.api.fault = FAULTS[name]
    found = run.check(PATHS)
    # What may pass is tried again with less at once, and given up soon.
    most = 3 if name in MAY_PASS else 2 if name == "secondary limit for ever" else 1
    assert len(run.api.queries) == most
    run.api.fault = None
    assert verdicts(found) == verdicts(run.check(PATHS, sites=False))


def verdicts(found: dict[str, LinkResult]) -> dict[str, tuple[object, ...]]:
    return {
        path: (one.verdict, one.reason, one.status, one.final_url, one.permanent)
        for path, one in found.items()
    }


@pytest.mark.parametrize("kind", ["FORBIDDEN", "NOT_FOUND", "INSUFFICIENT_SCOPES", "SERVICE"])
def test_a_repository_with_an_error_is_left_to_its_page(run: Run, kind: str) -> None:
    run.api.errors = {"o/tool": kind}
    found = run.check(["/o/tool", "/new/name", "/o/tool/issues/7"])
    assert len(run.api.queries) == 1
    assert [one.verdict for one in found.values()] == [Verdict.OK] * 3
    assert [one.status for one in found.values()] == [200, None, 200]


def test_a_hundred_at_a_time(run: Run) -> None:
    names = [f"o/r{index}" for index in range(250)]
    run.api.repositories = [Repository(name) for name in names]
    found = run.check([f"/{name}" for name in names])
    assert run.api.sizes == [100, 100, 50]
    assert run.api.pages == 0
    assert {one.verdict for one in found.values()} == {Verdict.OK}


def test_many_pages_of_one_repository_are_spread(run: Run) -> None:
    run.api.repositories = [Repository("o/r", numbers=dict.fromkeys(range(1, 51), "Issue"))]
    found = run.check([f"/o/r/issues/{number}" for number in range(1, 51)])
    assert run.api.sizes == [3]
    assert {one.verdict for one in found.values()} == {Verdict.OK}


def test_a_query_that_is_too_heavy_is_halved(run: Run) -> None:
    names = [f"o/r{index}" for index in range(120)]
    run.api.repositories = [Repository(name) for name in names]
    run.api.fault = lambda request, _: html(502) if fields(request) > 50 else None
    run.check([f"/{name}" for name in names])
    assert run.api.sizes == [50, 50, 20]
    assert run.api.pages == 0


@pytest.mark.parametrize(
    ("count", "most", "sizes"),
    [(4, 2, [2, 2]), (7, 3, [3, 3, 1]), (3, 1, [1, 1, 1]), (2, 1, [1, 1]), (101, 50, [50, 50, 1])],
)
def test_a_small_query_is_halved_too(run: Run, count: int, most: int, sizes: list[int]) -> None:
    names = [f"o/r{index}" for index in range(count)]
    run.api.repositories = [Repository(name) for name in names]
    timeout = {"data": None, "errors": [{"message": "Something went wrong while executing"}]}
    run.api.fault = lambda request, _: (
        answer(200, json.dumps(timeout).encode()) if fields(request) > most else None
    )
    found = run.check([f"/{name}" for name in names])
    assert {one.verdict for one in found.values()} == {Verdict.OK}
    assert run.api.sizes == sizes
    assert run.api.pages == 0


def test_what_alone_is_too_heavy_is_asked_for_again(run: Run) -> None:
    names = [f"o/r{index}" for index in range(6)]
    run.api.repositories = [Repository(name) for name in names]
    run.api.errors = {"o/r3": "RESOURCE_LIMITS_EXCEEDED"}

    def recover(_: Request, count: int) -> None:
        if count > 1:
            run.api.errors = {}

    run.api.fault = recover
    run.check([f"/{name}" for name in names])
    assert run.api.sizes == [6, 1]
    assert run.api.pages == 0


def fields(request: Request) -> int:
    return str(json.loads(request.body)["query"]).count("\n  q")


@pytest.mark.parametrize(
    ("limit", "used", "expected"),
    [(5000, 0, 4), (1000, 890, 4), (1000, 898, 2), (1000, 950, 1), (60, 59, 1)],
)
def test_a_tenth_of_the_budget_is_left_to_others(
    run: Run, limit: int, used: int, expected: int
) -> None:
    names = [f"o/r{index}" for index in range(400)]
    run.api.repositories = [Repository(name) for name in names]
    run.api.limit, run.api.used = limit, used
    found = run.check([f"/{name}" for name in names])
    assert len(run.api.queries) == expected
    assert run.api.pages == 400 - 100 * expected
    assert {one.verdict for one in found.values()} == {Verdict.OK}


def test_a_budget_that_is_used_up_is_not_asked_for_again(run: Run) -> None:
    run.api.repositories = [Repository(f"o/r{index}") for index in range(150)]
    run.api.fault = lambda *_: data(data={"q0": None}, errors=[LIMITED])
    run.check([f"/o/r{index}" for index in range(150)])
    assert len(run.api.queries) == 1
    assert run.api.pages == 150


def test_an_instance_may_have_no_budget(run: Run) -> None:
    run.api.limits = False
    names = [f"o/r{index}" for index in range(250)]
    run.api.repositories = [Repository(name) for name in names]
    run.check([f"/{name}" for name in names])
    assert run.api.sizes == [100, 100, 50]


def test_a_secondary_limit_is_waited_for_once(run: Run) -> None:
    run.api.fault = lambda _, count: (
        reply(403, {"message": "wait"}, ("Retry-After", "0")) if count == 1 else None
    )
    run.check(["/o/tool"])
    assert len(run.api.queries) == 2
    assert run.api.pages == 0


@pytest.mark.parametrize(
    ("refusal", "began"),
    [
        # https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
        ((403, {}, SECONDARY), [0.0, 61.0]),
        ((429, {}, SECONDARY), [0.0, 61.0]),
        ((200, {}, {"data": None, "errors": [{**LIMITED, **SECONDARY}]}), [0.0, 61.0]),
        ((403, {"Retry-After": "7"}, SECONDARY), [0.0, 8.0]),
        ((403, {"Retry-After": "61"}, SECONDARY), [0.0]),
        ((403, {"X-RateLimit-Remaining": "0"}, SECONDARY), [0.0]),
        ((403, {}, {"message": "Resource not accessible by personal access token"}), [0.0]),
        ((200, {}, {"data": None, "errors": [LIMITED]}), [0.0]),
    ],
)
def test_how_long_a_limit_is_waited_for(
    refusal: tuple[int, dict[str, str], object], began: list[float]
) -> None:
    """One that goes on is not asked a third time."""
    status, headers, said = refusal
    client = Refusing(Reply("", status, headers, json.dumps(said).encode()))
    site = open_site(SitesOptions(), {"GITHUB_TOKEN": TOKEN})
    url = urls.http("https://github.com/o/tool")
    assert site is not None
    assert url is not None
    found = site

    async def ask() -> list[LinkResult]:
        return [one async for one in found.answers({url.request: url}, client)]

    loop = Clock()
    try:
        assert loop.run_until_complete(ask()) == []
    finally:
        loop.close()
    assert client.began == began


class Refusing:
    """A client of an interface that always refuses, and takes a second for that."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.began: list[float] = []

    async def request(self, method: str, url: str, **_: Any) -> Reply:
        assert (method, url) == ("POST", "https://api.github.com/graphql")
        self.began.append(asyncio.get_running_loop().time())
        await asyncio.sleep(1)
        return self.reply


def test_what_failed_for_no_stated_reason_is_asked_for_again(run: Run) -> None:
    """GitHub's timeouts have neither a type nor a code; the rest of such an answer counts."""
    went_wrong = {"message": "Something went wrong while executing your query.", "path": ["q0"]}

    def fault(_: Request, count: int) -> bytes | None:
        return data(data={"q0": None}, errors=[went_wrong]) if count == 1 else None

    run.api.fault = fault
    found = run.check(["/old/name"])
    assert len(run.api.queries) == 2
    assert run.api.pages == 0
    facts = found["/old/name"].facts
    assert facts is not None
    assert facts.archived


def test_the_token_goes_to_the_interface_alone(run: Run) -> None:
    run.check(PATHS)
    for request in run.server.requests:
        expected = f"Bearer {TOKEN}" if request.path == "/graphql" else None
        assert request.headers.get("authorization") == expected


def test_a_redirect_of_the_interface_is_not_followed(run: Run) -> None:
    run.api.fault = lambda *_: answer(307, b"", ("Location", run.server.url("/o", host=HOST)))
    run.check(["/o/tool"])
    assert [one.path for one in run.server.requests if one.method == "POST"] == ["/graphql"]


def test_pages_are_asked_for_gently_unless_the_user_says_otherwise() -> None:
    most = [
        Limits(LinkOptions(per_host=per_host, hosts=hosts)).most(host)
        for per_host, hosts, host in (
            (None, {}, "github.com"),
            (None, {}, "gist.github.com"),
            (None, {"github.com": HostOptions(interval=1)}, "github.com"),
            (None, {"github.com": HostOptions(per_host=9)}, "github.com"),
            (12, {}, "github.com"),
            (None, {}, "example.com"),
        )
    ]
    assert most == [4, 4, 4, 9, 12, None]


def test_without_a_token_there_is_no_site() -> None:
    assert open_site(SitesOptions(), {}) is None
    evil = SitesOptions(urls={"github": "https://evil.example/graphql"})
    assert open_site(evil, {"GITHUB_TOKEN": TOKEN}) is None


@given(
    st.lists(
        st.sampled_from(
            [
                "/o/tool",
                "/tree/",
                "/blob/",
                "main",
                "a",
                "%2e",
                "%00",
                "..",
                ":",
                "^",
                "{",
                "}",
                '"',
                "\\",
                "\n",
                "é",
                "7",
            ]
        )
    )
)
def test_whatever_a_path_holds_the_query_is_sound(parts: list[str]) -> None:
    from graphql import parse, validate

    from lint.links.providers import _github_query as module
    from tests.links.providers.github_api import SCHEMA

    url = urls.http("https://github.com/" + "".join(parts))
    assert url is not None
    found = page(url, "github.com")
    if found is not None:
        questions = module.questions([module.Asked(url.request, url, found)])
        assert validate(SCHEMA, parse(str(module.Query(questions).body["query"]))) == []

"""What goes to which origin, and which statuses are accepted from which host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lint.links.checker import check
from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
from tests.links.routes import odd, to
from tests.links.server import Server
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECRET = {"X-Key": "sEcret", "Authorization": "Bearer sEcret"}


@pytest.fixture
def one() -> Iterator[Server]:
    with Server(odd) as running:
        yield running


@pytest.fixture
def other() -> Iterator[Server]:
    with Server(odd) as running:
        yield running


def ask(url: str, **options: object) -> LinkResult:
    settings = LinkOptions(timeout=3, retries=0, allow_addresses=HERE, **options)  # type: ignore[arg-type]  # as the tests give them
    return check([url], settings)[url]


def sent(server: Server) -> list[bool]:
    """Whether each request that came to `server` had the secret headers, all of them or none."""
    found = [
        {name for name, value in request.headers.items() if "sEcret" in value}
        for request in server.requests
    ]
    assert all(not names or names == {"x-key", "authorization"} for names in found)
    return [bool(names) for names in found]


def test_headers_go_to_their_origin(one: Server, other: Server) -> None:
    headers = {one.url(""): SECRET}
    assert ask(one.url("/ok"), headers=headers).verdict is Verdict.OK
    assert ask(other.url("/ok"), headers=headers).verdict is Verdict.OK
    assert all(sent(one))
    assert not any(sent(other))
    assert one.requests[0].headers["user-agent"].startswith("awesome-lint/")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_headers_are_dropped_at_the_first_hop_elsewhere(
    one: Server, other: Server, status: int
) -> None:
    url = one.url(to(status, other.url("/ok")))
    assert ask(url, headers={one.url(""): SECRET}).verdict is Verdict.OK
    assert sent(one) == [True]
    assert sent(other) == [False]


def test_they_stay_on_redirects_within_their_origin(one: Server) -> None:
    assert ask(one.url(to(302, "/ok")), headers={one.url(""): SECRET}).verdict is Verdict.OK
    assert sent(one) == [True, True]


def test_they_are_for_one_host_and_port_and_scheme(one: Server) -> None:
    """The same server by its other names."""
    port = one.port
    for origin in (f"http://localhost:{port}", f"https://127.0.0.1:{port}", "http://127.0.0.1"):
        ask(one.url("/ok"), headers={origin: SECRET})
    assert not any(sent(one))


def test_a_third_hop_gets_them_only_where_it_is_their_origin_again(
    one: Server, other: Server
) -> None:
    with Server(odd) as third:
        back = one.url(to(302, other.url(to(302, one.url("/ok")))))
        away = one.url(to(302, other.url(to(302, third.url("/ok")))))
        for url in (back, away):
            assert ask(url, headers={one.url(""): SECRET}).verdict is Verdict.OK
        assert sent(one) == [True, True, True]
        assert not any(sent(other))
        assert sent(third) == [False]


def test_each_origin_gets_its_own(one: Server, other: Server) -> None:
    headers = {one.url(""): {"X-One": "1"}, other.url(""): {"X-Other": "2"}}
    ask(one.url(to(302, other.url("/ok"))), headers=headers)
    ours, theirs = one.requests[0].headers, other.requests[0].headers
    assert (ours.get("x-one"), ours.get("x-other")) == ("1", None)
    assert (theirs.get("x-one"), theirs.get("x-other")) == (None, "2")


def test_the_credentials_of_a_url_go_before_a_header(one: Server) -> None:
    url = one.url("/ok").replace("//", "//user:word@")
    ask(url, headers={one.url(""): {"authorization": "Bearer x"}})
    values = [request.headers["authorization"] for request in one.requests]
    assert values == ["Basic dXNlcjp3b3Jk"]


def test_a_header_goes_before_our_own(one: Server) -> None:
    ask(one.url("/ok"), headers={one.url(""): {"user-agent": "me", "Accept": "text/plain"}})
    headers = one.requests[0].headers
    assert (headers["user-agent"], headers["accept"]) == ("me", "text/plain")


@pytest.mark.parametrize("path", ["", "/ok"])
def test_credentials_go_to_their_origin_alone(one: Server, other: Server, path: str) -> None:
    url = one.url(to(302, other.url(path or to(302, one.url("/ok")))))
    ask(url.replace("//", "//user:word@", 1))
    assert all("authorization" in request.headers for request in one.requests)
    assert not any("authorization" in request.headers for request in other.requests)


@pytest.mark.parametrize(
    ("path", "accept", "expected"),
    [
        ("/status/999", {"127.0.0.1": (999,)}, (Verdict.OK, None, 999)),
        ("/status/403", {"*": ("4xx",)}, (Verdict.OK, None, 403)),
        ("/status/404", {"*": (404,)}, (Verdict.OK, None, 404)),
        ("/status/503", {"127.0.0.1": ("5xx",)}, (Verdict.OK, None, 503)),
        ("/cloudflare", {"127.0.0.1": (403,)}, (Verdict.OK, None, 403)),
        ("/limited/99/86400", {"127.0.0.1": (429,)}, (Verdict.OK, None, 429)),
        ("/status/404", {"127.0.0.1": (403,)}, (Verdict.BROKEN, Reason.NOT_FOUND, 404)),
        ("/status/404", {"example.org": (404,)}, (Verdict.BROKEN, Reason.NOT_FOUND, 404)),
        ("/status/404", {}, (Verdict.BROKEN, Reason.NOT_FOUND, 404)),
    ],
)
def test_statuses_are_accepted_by_host(
    one: Server,
    path: str,
    accept: Mapping[str, tuple[int | str, ...]],
    expected: tuple[Verdict, Reason | None, int],
) -> None:
    result = ask(one.url(path), accept=accept)
    assert (result.verdict, result.reason, result.status) == expected


def test_it_is_the_host_that_answers_whose_statuses_are_accepted(
    one: Server, other: Server
) -> None:
    names = {"one.com", "other.com"}
    url = one.url(to(302, other.url("/status/403", "other.com")), "one.com")
    for host in names:
        options = LinkOptions(timeout=3, retries=0, allow_addresses=HERE, accept={host: (403,)})
        (result,) = check([url], options, lookup=lambda _, __: ["127.0.0.1"]).values()
        assert (result.verdict is Verdict.OK) is (host == "other.com")

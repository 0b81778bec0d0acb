"""The verdicts, by asking one server full of odd behaviour once for everything."""

from __future__ import annotations

import socket
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint import urls
from lint.links.checker import check
from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
from tests.links.routes import odd, to
from tests.links.server import Server, ok

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
OPTIONS = LinkOptions(timeout=4.0, per_host=100, allow_addresses=HERE, second_look=False)

OK = "ok", None
# Path, verdict, reason, status. `{}` is the server's port.
VERDICTS: list[tuple[str, tuple[str, str | None], int | None]] = [
    ("/ok", OK, 200),
    ("/status/204", OK, 204),
    ("/status/206", OK, 206),
    ("/status/404", ("broken", "not-found"), 404),
    ("/status/410", ("broken", "gone"), 410),
    ("/status/400", ("unverified", "client-error"), 400),
    ("/status/401", ("unverified", "auth-required"), 401),
    ("/status/403", ("unverified", "forbidden"), 403),
    ("/status/405", ("unverified", "client-error"), 405),
    ("/status/418", ("unverified", "client-error"), 418),
    ("/status/451", ("unverified", "legal"), 451),
    ("/status/500", ("unverified", "server-error"), 500),
    ("/status/503", ("unverified", "server-error"), 503),
    ("/status/599", ("unverified", "server-error"), 599),
    ("/status/600", ("unverified", "protocol-error"), 600),
    ("/status/999", ("unverified", "bot-wall"), 999),
    ("/status/304", ("unverified", "protocol-error"), 304),
    ("/cloudflare", ("unverified", "bot-wall"), 403),
    ("/cloudflare-404", ("unverified", "bot-wall"), 404),
    ("/limited/99/none", ("unverified", "rate-limited"), 429),
    ("/limited/99/1", ("unverified", "rate-limited"), 429),
    ("/limited/99/86400", ("unverified", "rate-limited"), 429),
    ("/limited/99/date86400", ("unverified", "rate-limited"), 429),
    ("/limited/99/99999999999999999999999", ("unverified", "rate-limited"), 429),
    ("/limited/99/soon", ("unverified", "rate-limited"), 429),
    ("/limited/1/1", OK, 200),
    ("/limited/1/date1", OK, 200),
    ("/limited/1/none", OK, 200),
    ("/limited/1/86400", ("unverified", "rate-limited"), 429),
    ("/limited/1/61", ("unverified", "rate-limited"), 429),
    ("/limited/3/none", ("unverified", "rate-limited"), 429),
    ("/limited-get", OK, 200),
    ("/flaky-500", OK, 200),
    ("/flaky-503", OK, 200),
    ("/busy-for-a-day", ("unverified", "rate-limited"), 503),
    ("/reset-twice", OK, 200),
    ("/reset-on-head", OK, 200),
    ("/reset", ("unverified", "reset"), None),
    ("/close", ("unverified", "reset"), None),
    ("/hang", ("unverified", "timeout"), None),
    ("/hang-on-head", OK, 200),
    ("/drip", ("unverified", "timeout"), None),
    ("/drip-body", OK, 200),
    ("/endless", OK, 200),
    ("/short", OK, 200),
    ("/bomb", OK, 200),
    ("/bad-gzip", OK, 200),
    ("/garbage", ("unverified", "protocol-error"), None),
    ("/big-header", ("unverified", "protocol-error"), None),
    ("/long-header", OK, 200),
    ("/body-to-head", ("broken", "not-found"), 404),
    ("/no-location", ("unverified", "protocol-error"), 301),
    ("/empty-location", ("unverified", "protocol-error"), 302),
    ("/chain/1", OK, 200),
    ("/chain/10", OK, 200),
    ("/chain/11", ("unverified", "too-many-redirects"), 301),
    ("/chain/30", ("unverified", "too-many-redirects"), 301),
    ("/cookie-loop/start", OK, 200),
    ("/counting-cookie", ("unverified", "too-many-redirects"), 302),
    ("/same-cookie", ("broken", "redirect-loop"), 302),
    (to(302, ""), ("unverified", "protocol-error"), 302),
    (to(302, "?"), ("broken", "redirect-loop"), 302),
    (to(302, "#x"), ("broken", "redirect-loop"), 302),
    (to(303, "/ok"), OK, 200),
    (to(307, "/ok"), OK, 200),
    (to(308, "../ok"), OK, 200),
    (to(300, "/ok"), ("unverified", "protocol-error"), 300),
    (to(304, "/ok"), ("unverified", "protocol-error"), 304),
    (to(302, "/status/404?to"), ("broken", "not-found"), 404),
    (to(302, "/status/403?to"), ("unverified", "forbidden"), 403),
    (to(301, "/status/404?to"), ("broken", "not-found"), 404),
    (to(301, "http://[bad"), ("broken", "bad-redirect"), 301),
    (to(301, "file:///etc/passwd"), ("broken", "bad-redirect"), 301),
    (to(302, "http://[bad"), ("broken", "bad-redirect"), 302),
    (to(302, "http://u:secret@[bad\x1b[31m"), ("broken", "bad-redirect"), 302),
    (to(302, "file:///etc/passwd"), ("broken", "bad-redirect"), 302),
    (to(302, "mailto:a@b.c"), OK, 302),
    (to(302, "javascript:alert(1)"), ("broken", "bad-redirect"), 302),
    (to(302, "HTTP:/ok"), OK, 200),
    (to(302, "http://gone.invalid/"), ("broken", "no-such-host"), 302),
    (to(302, "http://10.0.0.1/"), ("skipped", "private-address"), 302),
    (to(302, "http://[::ffff:10.0.0.1]/"), ("skipped", "private-address"), 302),
    (to(302, "//0xa000001/"), ("skipped", "private-address"), 302),
    ("/auth", ("unverified", "auth-required"), 401),
]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(odd) as running:
        yield running


def here(_: str, __: int) -> list[str]:
    return ["127.0.0.1"]


def own(server: Server, path: str, to: str | None = None) -> str:
    """The URL of `to`, or else of `path`, on the host that `path` has for itself.

    What a host says of one link, that it is asked too often for one, holds for its other links.
    """
    number = [known for known, _, _ in VERDICTS].index(path)
    return server.url(to or path, host=f"n{number}.com")


@pytest.fixture(scope="module")
def results(server: Server) -> dict[str, LinkResult]:
    """What one run says of every path of VERDICTS, by path."""
    links = check([own(server, path) for path, _, _ in VERDICTS], OPTIONS, lookup=here)
    return {path: links[own(server, path)] for path, _, _ in VERDICTS}


@pytest.mark.parametrize(("path", "said", "status"), VERDICTS)
def test_verdict(
    results: dict[str, LinkResult], path: str, said: tuple[str, str | None], status: int | None
) -> None:
    result = results[path]
    assert (str(result.verdict), result.reason and str(result.reason)) == said, result
    assert result.status == status


def test_nothing_of_the_server_is_said_but_escaped(results: dict[str, LinkResult]) -> None:
    for result in results.values():
        said = f"{result.detail}{result.final_url}"
        assert said.isascii()
        assert said.isprintable()
        assert "secret" not in said


def test_patience_and_verdict_are_explained(results: dict[str, LinkResult]) -> None:
    assert results["/limited/99/86400"].detail == "retry after 24 hours"
    assert results["/limited/99/99999999999999999999999"].detail.endswith("days")
    assert results[to(302, "file:///etc/passwd")].detail == "redirects to a file: URL"
    assert results[to(302, "http://10.0.0.1/")].detail == "redirects to http://10.0.0.1"
    assert results["/no-location"].detail == "status 301 without a Location"


def test_how_often_is_asked(results: dict[str, LinkResult], server: Server) -> None:
    assert results
    assert server.methods("/status/204") == ["HEAD"]
    assert server.methods("/status/410") == ["HEAD", "GET"]
    assert server.methods("/status/403") == ["HEAD", "GET"]
    assert server.methods("/status/500") == ["HEAD", "GET", "GET", "GET"]
    assert server.methods("/status/503") == ["HEAD", "GET", "GET"], "the HEAD waits, too"
    assert server.methods("/hang") == ["HEAD", "GET"]
    assert server.methods("/limited/99/1") == ["HEAD", "GET", "GET"]
    assert server.methods("/limited/99/none") == ["HEAD", "GET", "GET"]
    assert server.methods("/limited/99/86400") == ["HEAD"], "it has asked to be left alone"
    assert server.methods("/busy-for-a-day") == ["HEAD"]
    assert server.methods("/flaky-500") == ["HEAD", "GET", "GET"]
    # aiohttp itself asks again at once, which is one of the two retries.
    assert server.methods("/reset") == ["HEAD", "HEAD", "GET", "GET", "GET", "GET"]


def test_all_time_is_the_links_own(results: dict[str, LinkResult]) -> None:
    for result in results.values():
        # A busy machine comes late, but what waits for a place would take many times as long.
        assert 0 <= result.elapsed < 3 * OPTIONS.timeout
    assert results["/hang"].elapsed > 0.9 * OPTIONS.timeout


def test_where_redirects_led(results: dict[str, LinkResult], server: Server) -> None:
    def led(path: str) -> tuple[str | None, bool]:
        return results[path].final_url, results[path].permanent

    assert led("/ok") == (own(server, "/ok"), False)
    assert not results["/ok"].redirected
    for path, goal, permanent in (
        ("/chain/10", "/chain/0", True),
        (to(308, "../ok"), "/ok", True),
        (to(307, "/ok"), "/ok", False),
        (to(302, "/status/404?to"), "/status/404?to", False),
    ):
        assert led(path) == (own(server, path, goal), permanent)
    assert led(to(302, "http://10.0.0.1/")) == ("http://10.0.0.1/", False)


def test_a_name_in_other_letters_is_asked_by_its_ascii_form(server: Server) -> None:
    url = urls.http(f"http://b\xfccher.com:{server.port}/ok?idn")
    assert url is not None
    (result,) = check([url.request], OPTIONS, lookup=here).values()
    assert result.verdict is Verdict.OK
    (request,) = [request for request in server.requests if request.path == "/ok?idn"]
    assert request.headers["host"] == f"xn--bcher-kva.com:{server.port}"


def test_an_empty_query_is_sent(server: Server) -> None:
    check([server.url("/ok?"), server.url(to(302, "/ok/there?"))], OPTIONS)
    assert server.methods("/ok?") == ["HEAD"]
    assert server.methods("/ok/there?") == ["HEAD"]


def test_permanent_only_if_every_hop_is(server: Server) -> None:
    mixed = server.url(to(301, to(302, to(301, "/ok"))))
    steady = server.url(to(301, to(308, "/ok")))
    results = check([mixed, steady], OPTIONS)
    assert [r.permanent for r in results.values()] == [False, True]
    assert {r.final_url for r in results.values()} == {server.url("/ok")}


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/ok?caf\xe9", "/ok?caf%E9"),  # Latin-1, sent on as the bytes they are
        ("/ok?caf\xc3\xa9", "/ok?caf%C3%A9"),
        ("/ok?a b", "/ok?a%20b"),
        ("/x/../ok#fragment", "/ok"),
        ("  /ok  ", "/ok"),
    ],
)
def test_a_location_is_read_as_browsers_do(server: Server, location: str, path: str) -> None:
    (result,) = check([server.url(to(302, location))], OPTIONS).values()
    assert result.verdict is Verdict.OK
    assert result.final_url == server.url(path)
    assert path in {request.path for request in server.requests}


def test_nothing_is_broken_on_a_head_alone(server: Server) -> None:
    statuses = [*range(400, 600), 600, 999, 304, 300]
    paths = [f"/on-head/{status}" for status in statuses]
    paths += [
        to("head-to", where)
        for where in ("/status/404", "?", "http://[bad", "file:///x", "http://gone.invalid/")
    ]
    results = check(map(server.url, paths), OPTIONS)
    assert {result.verdict for result in results.values()} == {Verdict.OK}


def test_a_url_is_sent_as_it_is_written(server: Server) -> None:
    path = "/ok?a=%7e%2F|^`{}[]+%20&&=;%27%zz"
    check([server.url(path)], OPTIONS)
    assert server.methods(path) == ["HEAD"]


def test_what_is_sent(server: Server) -> None:
    check([server.url("/ok?headers")], OPTIONS)
    check([server.url("/ok?agent")], LinkOptions(user_agent="me/1", allow_addresses=HERE))
    check([server.url("/ok?contact")], LinkOptions(contact="a@b.example", allow_addresses=HERE))
    (first,) = [r.headers for r in server.requests if r.path == "/ok?headers"]
    (second,) = [r.headers for r in server.requests if r.path == "/ok?agent"]
    assert first["user-agent"].startswith("awesome-lint/")
    (third,) = [r.headers for r in server.requests if r.path == "/ok?contact"]
    assert third["user-agent"].endswith(" (+a@b.example)")
    # Not installed from a repository, it knows no page to name.
    assert "+" not in first["user-agent"]
    assert first["accept"].startswith("text/html")
    assert "accept-language" in first
    assert "cookie" not in first
    assert "authorization" not in first
    assert second["user-agent"] == "me/1"


def test_credentials_go_to_their_origin_only(server: Server) -> None:
    with Server(odd) as other:
        user = f"http://%C3%BC:p%40ss@127.0.0.1:{server.port}"
        back = to(302, server.url("/auth?back"))
        away = to(302, other.url("/ok?elsewhere"))
        results = check(
            [f"{user}/auth", f"{user}{away}", f"{user}{to(302, other.url(back))}"], OPTIONS
        )
        assert [r.verdict for r in results.values()] == [Verdict.OK] * 3
        assert all("authorization" not in request.headers for request in other.requests)
        assert other.requests
    for result in results.values():
        assert "p%40ss" not in f"{result.detail}{result.final_url if result.redirected else ''}"


def test_cookies_stay_in_their_chain_and_host(server: Server) -> None:
    with Server(odd) as other:
        there = other.url("/ok").replace("127.0.0.1", "127.0.0.2")
        check([server.url("/cookie-loop/again"), server.url(f"/cookie-loop/{there}")], OPTIONS)
    check([server.url("/cookie-loop/")], OPTIONS)
    first = next(r for r in server.requests if r.path == "/cookie-loop/")
    assert "cookie" not in first.headers


def test_a_refused_connection_is_not_broken() -> None:
    with Server(odd) as server:
        url = server.url()
    options = LinkOptions(timeout=9, allow_addresses=HERE)  # Windows knocks for two seconds
    (result,) = check([url], options).values()
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.REFUSED)


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason="no IPv6 here")
def test_ipv6() -> None:
    with Server(odd, host="[::1]") as server:
        (result,) = check([server.url("/ok")], OPTIONS).values()
    assert result.verdict is Verdict.OK
    assert server.requests[0].headers["host"] == f"[::1]:{server.port}"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=50), max_size=20))
def test_whatever_is_written_behind_the_host_can_be_asked_for(texts: list[str]) -> None:
    with Server(ok) as server:
        written = [urls.http(server.url(f"/{text}")) for text in texts]
        results = check([url.request for url in written if url is not None], OPTIONS)
        assert {r.verdict for r in results.values()} <= {Verdict.OK}
        asked = {server.url(request.path) for request in server.requests}
    assert asked == set(results)


def test_without_retries_a_failure_stands(server: Server) -> None:
    options = LinkOptions(timeout=2.0, retries=0, allow_addresses=HERE)
    keys = [server.url("/flaky-500?0"), server.url("/limited/99/1?0")]
    results = check(keys, options)
    assert [r.verdict for r in results.values()] == [Verdict.UNVERIFIED] * 2
    assert server.methods("/flaky-500?0") == ["HEAD", "GET"]

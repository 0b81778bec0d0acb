"""What is called broken is broken: second looks, circles, programs' schemes and sloppy servers."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.links.checker import check
from lint.links.network import lenient
from lint.links.result import HostOptions, LinkOptions, LinkResult, Reason, Verdict
from lint.links.store.record import following, record, told
from lint.links.verdicts import unavailable
from tests.links.routes import to
from tests.links.server import HangUpError, Request, Server, answer, ok
from tests.links.store.test_record import START
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

OPTIONS = LinkOptions(timeout=4.0, retries=0, allow_addresses=HERE)
PAGE = b"<!doctype html><title>Fine</title><p>" + b"words for readers. " * 40
FIRST, SECOND = ["HEAD", "GET"], ["HEAD", "GET", "GET"]


def ask(
    respond: Callable[[Request], bytes], options: LinkOptions = OPTIONS, path: str = "/x"
) -> tuple[LinkResult, list[Request]]:
    """The result of a link to a server that does what `respond` says, and what it was asked."""

    async def route(request: Request) -> AsyncIterator[bytes]:
        yield respond(request)

    with Server(route) as server:
        (result,) = check([server.url(path)], options).values()
    return result, server.requests


def page(request: Request, status: int = 200, body: bytes = PAGE, *more: tuple[str, str]) -> bytes:
    head = request.method == "HEAD"
    return answer(status, body, ("Content-Type", "text/html"), *more, head=head)


def is_browser(request: Request) -> bool:
    return request.headers["user-agent"].startswith("Mozilla/5.0")


def said(result: LinkResult) -> tuple[str, str | None, int | None]:
    return result.verdict.value, result.reason and result.reason.value, result.status


# The second look ----------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [404, 410])
@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (200, ("ok", None)),
        (204, ("ok", None)),
        (404, ("broken", "not-found")),
        (410, ("broken", "gone")),
        (401, ("unverified", "auth-required")),
        (403, ("unverified", "forbidden")),
        (429, ("unverified", "rate-limited")),
        (500, ("unverified", "server-error")),
        (503, ("unverified", "server-error")),
        (999, ("unverified", "bot-wall")),
    ],
)
def test_a_browser_is_asked_for_its_opinion(
    first: int, second: int, expected: tuple[str, str | None]
) -> None:
    result, asked = ask(lambda one: page(one, second if is_browser(one) else first))
    assert said(result) == (*expected, second)
    assert [one.method for one in asked] == SECOND
    assert bool(result.detail) == (second in {200, 204})


def test_the_second_look_says_who_asks_and_sends_nothing_of_the_users() -> None:
    options = LinkOptions(
        timeout=4.0,
        allow_addresses=HERE,
        user_agent="me/1 (+https://example.org)",
        hosts={"127.0.0.1": HostOptions(headers={"X-Key": "word"})},
    )
    _, (head, get, look) = ask(lambda one: page(one, 404), options)
    assert [one.headers.get("x-key") for one in (head, get, look)] == ["word", "word", None]
    assert is_browser(look)
    assert look.headers["user-agent"].endswith(" me/1 (+https://example.org)")
    assert not is_browser(get)
    assert "if-none-match" not in look.headers


def test_the_guard_holds_for_the_second_look() -> None:
    """What redirects a browser inside, and programs nowhere, gets no request there."""
    with Server(ok, host="127.0.0.2") as inside:
        names = [inside.url(), inside.url(host="2130706434"), inside.url(host="[::ffff:7f00:2]")]
        for address in names:

            def respond(request: Request, there: str = address) -> bytes:
                if is_browser(request):
                    return page(request, 302, b"", ("Location", there))
                return page(request, 404)

            options = LinkOptions(timeout=4.0, allow_addresses=(ip_network("127.0.0.1/32"),))
            result, asked = ask(respond, options)
            assert [one.method for one in asked] == SECOND
            assert said(result)[:2] == ("skipped", "private-address")
        assert inside.connections == 0


def test_the_second_look_can_be_turned_off() -> None:
    options = LinkOptions(timeout=4.0, allow_addresses=HERE, second_look=False)
    result, asked = ask(lambda one: page(one, 404), options)
    assert result.reason is Reason.NOT_FOUND
    assert [one.method for one in asked] == FIRST


@pytest.mark.parametrize("status", [401, 403, 429, 999])
def test_no_second_look_at_a_host_that_keeps_programs_out(status: int) -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        yield page(request, status if request.path == "/closed" else 404)

    options = LinkOptions(timeout=4.0, retries=0, per_host=1, allow_addresses=HERE)
    with Server(route) as server:
        paths = ["/closed", *(f"/{n}" for n in range(4))]
        results = check(map(server.url, paths), options)
        assert not any(map(is_browser, server.requests))
    reasons = [one.reason for one in results.values()]
    assert reasons[1:] == [Reason.NOT_FOUND] * 4


def test_a_host_that_refuses_one_second_look_is_asked_for_no_other() -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        yield page(request, 403 if is_browser(request) else 404)

    options = LinkOptions(timeout=4.0, retries=0, per_host=1, allow_addresses=HERE)
    with Server(route) as server:
        results = check([server.url(f"/{n}") for n in range(5)], options)
        assert sum(map(is_browser, server.requests)) == 1
    assert {one.reason for one in results.values()} == {Reason.FORBIDDEN}


def test_second_looks_are_paced_as_all_requests_are() -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        yield page(request, 404)

    options = LinkOptions(timeout=4.0, retries=0, per_host=2, allow_addresses=HERE)
    with Server(route) as server:
        check([server.url(f"/{n}") for n in range(20)], options)
        assert server.peak <= 2
        assert Counter(one.method for one in server.requests) == {"HEAD": 20, "GET": 40}


# Circles ------------------------------------------------------------------------------------------


def test_a_circle_that_nobody_would_leave_is_broken() -> None:
    for length in (1, 2, 3, 9):
        steps = [f"/{n}" for n in range(length)]
        following_step = dict(zip(steps, [*steps[1:], steps[0]], strict=True))
        result, asked = ask(
            lambda one, go=following_step: page(one, 302, b"", ("Location", go[one.path])),  # type: ignore[misc]
            path=steps[0],
        )
        assert said(result) == ("broken", "redirect-loop", 302)
        assert len(asked) <= 5 * length + 3


def test_a_circle_for_programs_alone_is_none() -> None:
    result, _ = ask(
        lambda one: page(one) if is_browser(one) else page(one, 302, b"", ("Location", "/x"))
    )
    assert said(result) == ("ok", None, 200)


def test_a_url_that_answers_when_it_is_asked_again_is_fine() -> None:
    """A server that sends on to the same page, until it has seen the client twice."""
    seen: Counter[str] = Counter()

    def respond(request: Request) -> bytes:
        seen[request.method] += 1
        if request.method == "HEAD" or seen["GET"] % 2:
            return page(request, 302, b"", ("Location", "/x"))
        return page(request)

    options = LinkOptions(timeout=4.0, allow_addresses=HERE, second_look=False)
    result, _ = ask(respond, options)
    assert said(result) == ("ok", None, 200)


# Programs -----------------------------------------------------------------------------------------

PROGRAMS = [
    "vscode",
    "vscode-insiders",
    "intent",
    "itms-apps",
    "slack",
    "mailto",
    "tel",
    "tg",
    "zoommtg",
]
NO_PROGRAMS = ["javascript", "data", "file", "about", "blob", "view-source", "vbscript"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_may_open_a_program(status: int) -> None:
    chance = random.Random(status)
    for scheme in PROGRAMS:
        rest = chance.choice(["//open", ":x?a=%7B%22", "//host/path#Intent;end", ":a@b.c"])
        location = f"{scheme}:{rest.lstrip(':')}"
        result, _ = ask(lambda one, to=location: page(one, status, b"", ("Location", to)))  # type: ignore[misc]
        assert said(result) == ("ok", None, status), location
        assert scheme in result.detail
        assert not result.permanent
        assert not result.redirected


@pytest.mark.parametrize("scheme", NO_PROGRAMS)
def test_a_redirect_to_what_browsers_do_not_open_is_broken(scheme: str) -> None:
    result, _ = ask(lambda one: page(one, 302, b"", ("Location", f"{scheme}:x")))
    assert said(result) == ("broken", "bad-redirect", 302)


# What the configuration accepts -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "status", "location"),
    [
        ((302,), 302, "/x"),
        (("3xx",), 307, "/x"),
        (("3xx",), 302, "javascript:x"),
        ((301,), 301, "/y"),
    ],
)
def test_a_redirect_that_is_accepted_is_not_followed(
    accept: tuple[int | str, ...], status: int, location: str
) -> None:
    for options in (
        LinkOptions(allow_addresses=HERE, accept={"127.0.0.1": accept}),
        LinkOptions(allow_addresses=HERE, hosts={"127.0.0.1": HostOptions(accept=accept)}),
    ):
        result, asked = ask(lambda one: page(one, status, b"", ("Location", location)), options)
        assert said(result) == ("ok", None, status)
        assert [one.method for one in asked] == ["HEAD"]


@pytest.mark.parametrize(
    ("reason", "status"), [("not-found", 404), ("server-error", 500), ("forbidden", 403)]
)
def test_a_reason_may_be_accepted(reason: str, status: int) -> None:
    options = LinkOptions(retries=0, allow_addresses=HERE, accept={"*": (reason,)})
    result, _ = ask(lambda one: page(one, status), options)
    assert said(result) == ("ok", None, status)
    assert reason in result.detail
    other, _ = ask(lambda one: page(one, 401), options)
    assert other.reason is Reason.AUTH_REQUIRED


# 503 ----------------------------------------------------------------------------------------------

WALLS = [
    "<title>Sorry! Something went wrong!</title>To discuss automated access, write to us.",
    "<title>503</title><p>Unusual traffic from your network. Are you a robot?",
    "<h1>Service unavailable</h1><!-- x --><p>Please enable JavaScript and cookies to continue",
    "Your IP has been blocked during maintenance by our bot protection",
]
DOWN = [
    ("<h1>Down for maintenance</h1>", unavailable.MAINTENANCE),
    ("We'll be back soon!", unavailable.MAINTENANCE),
    ("<p>Die Wartung dauert bis 9 Uhr", unavailable.MAINTENANCE),
    ("<title>x</title>No such app", unavailable.NO_SITE),
    ("This site has been suspended", unavailable.NO_SITE),
    ("The website was not found", unavailable.NO_SITE),
    ("The site you asked for does not exist", unavailable.NO_SITE),
    ("No app is configured at that hostname", unavailable.NO_SITE),
]
SILENT = [
    "",
    "<html><title>503 Service Temporarily Unavailable</title><hr>nginx",
    "<script>var x = 'maintenance'</script><p>Sorry",
    "<!-- maintenance -->",
]


def lived(result: LinkResult, days: int) -> LinkResult:
    import datetime as dt

    known = None
    for day in range(days):
        known = following(record(result, START + dt.timedelta(day)), known, counted=True)
    assert known is not None
    return told(result, known)


@pytest.mark.parametrize("text", WALLS)
def test_a_503_that_speaks_to_programs_is_a_wall(text: str) -> None:
    result, _ = ask(lambda one: page(one, 503, text.encode()))
    assert said(result) == ("unverified", "bot-wall", 503)
    assert lived(result, 40).verdict is Verdict.UNVERIFIED


@pytest.mark.parametrize(("text", "note"), DOWN)
def test_a_503_of_a_site_that_is_down_ages(text: str, note: str) -> None:
    result, _ = ask(lambda one: page(one, 503, text.encode()))
    assert said(result) == ("unverified", "server-error", 503)
    assert result.detail == note
    assert [lived(result, days).verdict.value for days in (2, 3)] == ["unverified", "broken"]


@pytest.mark.parametrize("text", SILENT)
def test_a_503_that_says_nothing_never_ages(text: str) -> None:
    result, _ = ask(lambda one: page(one, 503, text.encode()))
    assert said(result) == ("unverified", "server-error", 503)
    assert lived(result, 40).verdict is Verdict.UNVERIFIED


def test_other_server_errors_age_as_ever() -> None:
    for status in (500, 502, 504, 521):
        result, _ = ask(lambda one, n=status: page(one, n, WALLS[0].encode()))  # type: ignore[misc]
        assert lived(result, 3).verdict is Verdict.BROKEN


@given(st.text(max_size=300))
def test_any_page_of_a_503_can_be_judged(text: str) -> None:
    assert unavailable.judge(text) in {None, "", *unavailable.SITE_IS_DOWN}


@pytest.mark.parametrize(
    "piece", ["<script>", "<!--", "<", "</script  ", "site ", "automatisch", "&"]
)
def test_a_page_of_a_503_is_judged_in_linear_time(piece: str) -> None:
    assert unavailable.judge(piece * 100_000) in {None, ""}


# Refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        ([0, 1, 2], "unverified"),
        ([0, 1, 2, 3, 12], "unverified"),
        ([0, 1, 2, 13], "unverified"),
        ([0, 1, 2, 3, 13], "broken"),
        ([0, 4, 8, 12, 30], "broken"),
        (list(range(13)), "unverified"),
        (list(range(14)), "broken"),
    ],
)
def test_a_refused_connection_ages_slowly(days: list[int], verdict: str) -> None:
    import datetime as dt

    refused = LinkResult("https://a.example/", Verdict.UNVERIFIED, Reason.REFUSED)
    known = None
    for day in days:
        known = following(record(refused, START + dt.timedelta(day)), known, counted=True)
    assert known is not None
    assert told(refused, known).verdict.value == verdict


# Answers as browsers read them --------------------------------------------------------------------

HEADS: Mapping[str, bytes] = {
    "length": b"Content-Length: 20\r\n\r\n" + PAGE,
    "length twice": b"Content-Length: %d\r\nContent-Length: %d\r\n\r\n" % (len(PAGE), len(PAGE))
    + PAGE,
    "length and chunks": (
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    ),
    "no chunks": b"Transfer-Encoding: chunked\r\n\r\n" + PAGE,
    "a bad chunk": b"Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
    "no colon": b"this is no header\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE,
    "a bad name": b"X Y: 1\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE,
    "bare line feeds": b"X: 1\n\n" + PAGE,
}


@pytest.mark.parametrize("status", [200, 404])
@pytest.mark.parametrize("kind", HEADS)
def test_a_sloppy_answer_is_an_answer(kind: str, status: int) -> None:
    def respond(request: Request) -> bytes:
        if request.method == "HEAD":
            return page(request, 405)
        return b"HTTP/1.1 %d X\r\nContent-Type: text/html\r\n" % status + HEADS[kind]

    result, asked = ask(respond)
    expected = ("ok", None, 200) if status == 200 else ("broken", "not-found", 404)
    assert said(result) == expected
    assert {one.method for one in asked} == {"HEAD", "GET"}


def test_a_sloppy_redirect_is_followed() -> None:
    def respond(request: Request) -> bytes:
        if request.path == "/there":
            return page(request)
        return b"HTTP/1.1 301 X\r\nno colon\r\nLocation: /there\r\n\r\n"

    result, _ = ask(respond)
    assert said(result) == ("ok", None, 200)
    assert (result.final_url or "").endswith("/there")


def test_bytes_after_a_head_spoil_no_other_link() -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        yield answer(404 if request.path == "/gone" else 200, PAGE)

    options = LinkOptions(timeout=4.0, per_host=1, allow_addresses=HERE)
    with Server(route) as server:
        paths = [*(f"/{n}" for n in range(6)), "/gone"]
        results = check(map(server.url, paths), options)
    verdicts = [one.verdict.value for one in results.values()]
    assert verdicts == ["ok"] * 6 + ["broken"]


def test_what_is_no_http_is_called_so() -> None:
    result, _ = ask(lambda _: b"220 ftp.example.org ready\r\n\r\n")
    assert said(result) == ("unverified", "protocol-error", None)
    different = b"HTTP/1.1 200 X\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"
    result, _ = ask(lambda _: different)
    assert result.reason is Reason.PROTOCOL_ERROR


@pytest.mark.parametrize("kind", [b"\x04", b"\x07"])
def test_a_server_that_speaks_http2_alone_is_named(kind: bytes) -> None:
    frame = b"\x00\x00\x06" + kind + b"\x00\x00\x00\x00\x00" + b"\x00\x03\x00\x00\x00\x64"
    result, _ = ask(lambda _: frame)
    assert said(result) == ("unverified", "http2-only", None)


def test_a_server_that_wants_an_upgrade_to_http2_is_named() -> None:
    result, _ = ask(lambda one: page(one, 426, b"", ("Upgrade", "h2c")))
    assert said(result) == ("unverified", "http2-only", 426)


def test_the_status_shown_is_that_of_the_get() -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        if request.method == "GET":
            raise HangUpError
        yield page(request, 405)

    with Server(route) as server:
        (result,) = check([server.url("/x")], OPTIONS).values()
    assert said(result) == ("unverified", "reset", None)


@given(st.binary(max_size=200))
def test_any_bytes_can_be_parsed(data: bytes) -> None:
    for begin in (b"", b"HTTP/1.1 200 OK\r\n"):
        try:
            head = lenient.parse(begin + data)
        except lenient.NotHttpError:
            continue
        if head is not None:
            assert 100 <= head.status <= 999
            assert lenient.parse(head.raw) is not None


def test_an_answer_may_come_in_any_pieces() -> None:
    whole = b"HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 5\r\n\r\nhello"
    for size, first in itertools.product((1, 3, 7), (0, 1)):
        pieces = [whole[:first], *(whole[n : n + size] for n in range(first, len(whole), size))]
        data = b""
        head = None
        for piece in pieces:
            data += piece
            head = head or lenient.parse(data)
        assert head is not None
        assert data[head.end :] == b"hello"


def test_a_redirect_by_program_is_told_from_the_endpoints() -> None:
    """The route of the other tests, with the same answer."""
    from tests.links.routes import odd

    with Server(odd) as server:
        (result,) = check([server.url(to(302, "slack://open"))], OPTIONS).values()
    assert result.verdict is Verdict.OK

"""Proxies as the environment names them, and the guard before them; all of them are real."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
import trustme

from lint import urls
from lint.errors import ConfigError
from lint.links.checker import check
from lint.links.network.proxies import Proxies
from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
from tests.links.network.test_tls import context
from tests.links.proxy import ForwardProxy
from tests.links.routes import odd, to
from tests.links.server import Server
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

PUBLIC = "93.184.216.34"
ALLOWED = LinkOptions(timeout=3, retries=0, allow_addresses=HERE)
STRICT = LinkOptions(timeout=3, retries=0)


def lookup(host: str, _: int) -> list[str]:
    """`good.com` is public, `inside.com` is private, and no other name is known."""
    known = {"good.com": PUBLIC, "inside.com": "10.0.0.1"}
    if host not in known:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")
    return [known[host]]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def bundle(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("tls") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture
def proxy() -> Iterator[ForwardProxy]:
    with ForwardProxy() as running:
        yield running


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[LinkResult]]:
    def ask(
        links: Sequence[str], options: LinkOptions = STRICT, **environment: str
    ) -> list[LinkResult]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return list(check(links, options, lookup=lookup).values())

    return ask


# Which proxy ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "http", "https"),
    [
        ({}, None, None),
        ({"HTTP_PROXY": "http://p:1"}, "http://p:1", None),
        ({"HTTPS_PROXY": "http://p:1"}, None, "http://p:1"),
        ({"ALL_PROXY": "p:1"}, "http://p:1", "http://p:1"),
        ({"all_proxy": "http://p:1", "https_proxy": "q:2"}, "http://p:1", "http://q:2"),
        ({"http_proxy": "p:1", "HTTP_PROXY": "q:2"}, "http://p:1", None),
        ({"http_proxy": "", "HTTP_PROXY": "q:2"}, "http://q:2", None),
        ({"HTTP_PROXY": "q:2", "REQUEST_METHOD": "GET"}, None, None),
        ({"http_proxy": "q:2", "REQUEST_METHOD": "GET"}, "http://q:2", None),
        ({"HTTPS_PROXY": "https://p"}, None, "https://p"),
        ({"HTTPS_PROXY": "p"}, None, "http://p"),
        ({"HTTPS_PROXY": "u:w@p:1"}, None, "http://u:w@p:1"),
        ({"HTTPS_PROXY": " http://[::1]:1/ "}, None, "http://[::1]:1"),
        (
            {"ALL_PROXY": "socks5://p:1", "HTTP_PROXY": "q:2", "HTTPS_PROXY": "q:2"},
            "http://q:2",
            "http://q:2",
        ),
    ],
)
def test_the_environment_names_the_proxy(
    environment: dict[str, str], http: str | None, https: str | None
) -> None:
    proxies = Proxies(environment)
    for url, expected in (("http://a.com/", http), ("https://a.com/", https)):
        parsed = urls.http(url)
        assert parsed is not None
        found = proxies.of(parsed)
        assert (str(found.url) if found else None) == expected
    assert bool(proxies) is bool(http or https)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks5://user:sEcret@p:1"),
        ("HTTPS_PROXY", "socks4://user:sEcret@p:1"),
        ("HTTP_PROXY", "http://user:sEcret@[p"),
        ("HTTP_PROXY", "http://"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_said(name: str, value: str) -> None:
    with pytest.raises(
        ConfigError, match=f"^{'HTTP_PROXY' if name == 'HTTP_PROXY' else name}: "
    ) as raised:
        Proxies({name: value})
    assert "sEcret" not in str(raised.value)


@pytest.mark.parametrize(
    ("entries", "url", "direct"),
    [
        ("example.com", "http://example.com/", True),
        ("example.com", "http://www.example.com/", True),
        (".example.com", "http://www.example.com/", True),
        (".example.com", "http://example.com/", True),
        ("*.example.com", "http://www.example.com/", True),
        ("EXAMPLE.com", "http://example.com/", True),
        ("example.com", "http://notexample.com/", False),
        ("example.com", "http://example.com.org/", False),
        ("ample.com", "http://example.com/", False),
        ("a.com, example.com", "http://example.com/", True),
        ("a.com example.com", "http://example.com/", True),
        ("*", "http://example.com/", True),
        ("", "http://example.com/", False),
        (",", "http://example.com/", False),
        (".", "http://example.com/", False),
        ("example.com:80", "http://example.com/", True),
        ("example.com:80", "http://example.com:8080/", False),
        ("example.com:443", "https://example.com/", True),
        ("10.0.0.0/8", "http://10.1.2.3/", True),
        ("10.0.0.0/8", "http://11.1.2.3/", False),
        ("10.1.2.3/8", "http://10.200.0.1/", True),
        ("10.0.0.0/8", "http://ten.example.com/", False),
        ("127.0.0.1", "http://127.0.0.1:81/", True),
        ("127.0.0.1:81", "http://127.0.0.1:81/", True),
        ("127.0.0.1:82", "http://127.0.0.1:81/", False),
        ("::1", "http://[::1]/", True),
        ("[::1]", "http://[::1]/", True),
        ("[::1]:81", "http://[::1]:81/", True),
        ("2001:db8::/32", "http://[2001:db8::5]/", True),
        ("localhost", "http://localhost/", True),
    ],
)
def test_no_proxy_names_hosts_domains_and_networks(entries: str, url: str, *, direct: bool) -> None:
    proxies = Proxies({"ALL_PROXY": "http://p:1", "NO_PROXY": entries})
    parsed = urls.http(url)
    assert parsed is not None
    assert (proxies.of(parsed) is None) is direct


# Through the proxy ------------------------------------------------------------------------------


def test_http_goes_through_the_proxy(
    server: Server, proxy: ForwardProxy, ask: Callable[..., list[LinkResult]]
) -> None:
    port = server.port
    links = [
        f"http://good.com:{port}{path}" for path in ("/ok?a%20b=%3F", "/status/404", "/301/2f6f6b")
    ]
    ok, gone, moved = ask(links, http_proxy=proxy.url())
    assert (ok.verdict, gone.reason) == (Verdict.OK, Reason.NOT_FOUND)
    assert moved.final_url == f"http://good.com:{port}/ok"
    assert set(proxy.targets) == {*links, f"http://good.com:{port}/ok"}
    assert {request.headers["host"] for request in server.requests} == {f"good.com:{port}"}


def test_https_goes_through_a_tunnel(
    authority: trustme.CA, bundle: str, proxy: ForwardProxy, ask: Callable[..., list[LinkResult]]
) -> None:
    with Server(odd, tls=context(authority, "good.com")) as server:
        own = {server.url("", "good.com"): {"X-Key": "sEcret"}}
        options = LinkOptions(
            timeout=3, retries=0, ca_bundle=bundle, headers=own, second_look=False
        )
        good, gone = ask(
            [server.url("/ok", "good.com"), server.url("/status/404", "good.com")],
            options,
            HTTPS_PROXY=proxy.url(),
        )
        assert (good.verdict, gone.reason) == (Verdict.OK, Reason.NOT_FOUND)
    assert {(one.method, one.target) for one in proxy.asked} == {
        ("CONNECT", f"good.com:{server.port}")
    }
    assert {request.headers["x-key"] for request in server.requests} == {"sEcret"}
    assert "sEcret" not in str(proxy.asked)


def test_certificates_are_checked_behind_a_tunnel(
    authority: trustme.CA, bundle: str, proxy: ForwardProxy, ask: Callable[..., list[LinkResult]]
) -> None:
    with Server(odd, tls=context(authority, "bad.com")) as server:
        options = LinkOptions(timeout=3, retries=0, ca_bundle=bundle)
        (result,) = ask([server.url("/ok", "good.com")], options, HTTPS_PROXY=proxy.url())
    assert result.reason is Reason.TLS_HOSTNAME


def test_a_proxy_may_speak_tls(
    authority: trustme.CA, bundle: str, ask: Callable[..., list[LinkResult]]
) -> None:
    options = LinkOptions(timeout=3, retries=0, ca_bundle=bundle)
    with (
        Server(odd) as plain,
        Server(odd, tls=context(authority, "good.com")) as secure,
        ForwardProxy(tls=context(authority)) as proxy,
    ):
        links = [plain.url("/ok", "good.com"), secure.url("/ok", "good.com")]
        results = ask(links, options, ALL_PROXY=proxy.url())
        assert [one.verdict for one in results] == [Verdict.OK, Verdict.OK]
        assert len(proxy.asked) == 2


def test_a_login_at_the_proxy_stays_there(
    server: Server, ask: Callable[..., list[LinkResult]]
) -> None:
    with ForwardProxy(authorization="Basic dXNlcjpwQHNz") as proxy:
        link = server.url("/ok", "good.com")
        (ok,) = ask([link], ALL_PROXY=proxy.url("user:p%40ss@"))
        assert ok.verdict is Verdict.OK
        (wrong,) = ask([link], ALL_PROXY=proxy.url("user:sEcret@"))
        assert wrong.verdict is Verdict.UNVERIFIED
        assert "sEcret" not in str(wrong)
    assert not any("authorization" in name for one in server.requests for name in one.headers)


def test_no_proxy_is_asked_directly(
    server: Server, proxy: ForwardProxy, ask: Callable[..., list[LinkResult]]
) -> None:
    (ok,) = ask([server.url("/ok")], ALLOWED, ALL_PROXY=proxy.url(), NO_PROXY="127.0.0.0/8")
    assert ok.verdict is Verdict.OK
    assert proxy.asked == []


def test_a_redirect_decides_anew(
    server: Server, proxy: ForwardProxy, ask: Callable[..., list[LinkResult]]
) -> None:
    link = server.url(to(302, server.url("/ok")), "good.com")
    (ok,) = ask([link], ALLOWED, ALL_PROXY=proxy.url(), no_proxy="127.0.0.1")
    assert ok.verdict is Verdict.OK
    assert proxy.targets == [link]
    assert [request.path for request in server.requests][-1] == "/ok"


# The guard --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "inside.com", "localhost"]
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_private_targets_are_not_handed_to_the_proxy(
    host: str, scheme: str, proxy: ForwardProxy, ask: Callable[..., list[LinkResult]]
) -> None:
    (result,) = ask([f"{scheme}://{host}/"], ALL_PROXY=proxy.url())
    assert (result.verdict, result.reason) == (Verdict.SKIPPED, Reason.PRIVATE_ADDRESS)
    assert proxy.asked == []


@pytest.mark.parametrize("target", ["http://127.0.0.1/", "http://inside.com/", "https://10.0.0.1/"])
def test_nor_are_those_that_redirects_lead_to(
    target: str, server: Server, proxy: ForwardProxy, ask: Callable[..., list[LinkResult]]
) -> None:
    link = server.url(to(302, target), "good.com")
    (result,) = ask([link], ALL_PROXY=proxy.url())
    assert result.reason is Reason.PRIVATE_ADDRESS
    assert set(proxy.targets) == {link}


def test_private_targets_that_are_allowed_are(
    server: Server, proxy: ForwardProxy, ask: Callable[..., list[LinkResult]]
) -> None:
    (result,) = ask([server.url("/ok")], ALLOWED, ALL_PROXY=proxy.url())
    assert result.verdict is Verdict.OK
    assert proxy.targets == [server.url("/ok")]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_unknown_name_is_left_to_the_proxy_only_if_that_is_trusted(
    scheme: str, server: Server, proxy: ForwardProxy, ask: Callable[..., list[LinkResult]]
) -> None:
    links = [server.url("/ok", "good.com"), f"{scheme}://unknown.com:{server.port}/ok"]
    _, unknown = ask(links, ALL_PROXY=proxy.url())
    assert (unknown.verdict, unknown.reason) == (Verdict.UNVERIFIED, Reason.PROTOCOL_ERROR)
    assert unknown.detail == "unknown host, so the proxy was not contacted"
    assert not any("unknown.com" in target for target in proxy.targets)
    trusting = LinkOptions(timeout=3, retries=0, trust_proxy=True)
    ask([*links, "http://inside.com/"], trusting, ALL_PROXY=proxy.url())
    assert any("unknown.com" in target for target in proxy.targets)
    assert not any("inside.com" in target for target in proxy.targets)


def test_a_name_that_cannot_exist_needs_no_proxy(
    proxy: ForwardProxy, ask: Callable[..., list[LinkResult]], server: Server
) -> None:
    links = [server.url("/ok", "good.com"), "http://x.invalid/"]
    _, result = ask(links, ALL_PROXY=proxy.url())
    assert result.reason is Reason.NO_SUCH_HOST
    assert len(proxy.asked) == 1


# What goes wrong with the proxy says nothing of the links -----------------------------------------


@pytest.mark.parametrize("status", [403, 404, 407, 410, 502, 503])
def test_a_tunnel_that_is_refused(status: int, ask: Callable[..., list[LinkResult]]) -> None:
    with ForwardProxy(refusal=status) as proxy:
        (result,) = ask(["https://good.com/"], HTTPS_PROXY=proxy.url())
    reason = Reason.PROXY_AUTH if status == 407 else Reason.PROTOCOL_ERROR
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, reason)
    assert result.status is None
    assert result.detail == f"the proxy returned {status}"


def test_a_proxy_that_wants_a_login(ask: Callable[..., list[LinkResult]]) -> None:
    """The 407 is the proxy's, to the GET as to the HEAD."""
    with ForwardProxy(refusal=407) as proxy:
        (result,) = ask(["http://good.com/"], HTTP_PROXY=proxy.url())
        assert [one.method for one in proxy.asked] == ["HEAD", "GET"]
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.PROXY_AUTH)
    assert result.status == 407


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_down(scheme: str, ask: Callable[..., list[LinkResult]]) -> None:
    with ForwardProxy() as gone:
        pass
    (result,) = ask([f"{scheme}://good.com/"], ALL_PROXY=gone.url())
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.TIMEOUT)
    assert result.detail == "the proxy cannot be reached"


def test_a_proxy_whose_name_is_unknown(ask: Callable[..., list[LinkResult]]) -> None:
    (result,) = ask(["https://good.com/"], ALL_PROXY="http://user:sEcret@proxy.invalid:1")
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.TIMEOUT)
    assert result.detail == "the proxy cannot be reached"

"""Behind a proxy as without one: sloppy answers are read, and missing certificates are fetched."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lint import urls
from lint.links.checker import check
from lint.links.network.direct import connect
from lint.links.network.guard import PrivateAddressError
from lint.links.network.intermediates import ALONE
from lint.links.network.pool import Hosts
from lint.links.network.proxies import NotHandedOnError
from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
from tests.links.network.test_intermediates import NAME, Shelf, Signed, sign
from tests.links.network.test_proxies import STRICT, lookup
from tests.links.proxy import ForwardProxy
from tests.links.server import HangUpError, Request, Server, ok

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.links.server import Route

SLOPPY = b"HTTP/1.1 200 Fine\r\nthis is no header\r\nContent-Length: 2\r\n\r\nok"


async def sloppy(_: Request) -> AsyncIterator[bytes]:
    yield SLOPPY
    raise HangUpError


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[ForwardProxy]:
    with ForwardProxy(authorization="Basic dXNlcjpwQHNz") as running:
        monkeypatch.setenv("ALL_PROXY", running.url("user:p%40ss@"))
        yield running


def only(url: str, options: LinkOptions) -> LinkResult:
    return check([url], options, lookup=lookup)[url]


def test_a_sloppy_answer_is_an_answer_behind_a_proxy(proxy: ForwardProxy) -> None:
    with Server(sloppy) as server:
        url = server.url("/a?b=%20", NAME)
        result = only(url, STRICT)
        assert result.verdict is Verdict.OK, (result.detail, result.reason, proxy.asked)
        assert set(proxy.targets) == {url}
        assert {one.path for one in server.requests} == {"/a?b=%20"}
        assert {one.headers["host"] for one in server.requests} == {f"{NAME}:{server.port}"}
    assert {one.headers.get("proxy-authorization") for one in proxy.asked} == {proxy.authorization}
    assert not any("proxy-authorization" in one.headers for one in server.requests)


def test_and_behind_a_tunnel(proxy: ForwardProxy, tmp_path: Path) -> None:
    root = sign("Root")
    with tls_server(tmp_path, sign("leaf", root, ca=False), sloppy) as server:
        (tmp_path / "ca.pem").write_bytes(root.pem)
        options = LinkOptions(timeout=3, retries=0, ca_bundle=str(tmp_path / "ca.pem"))
        assert only(server.url("/", NAME), options).verdict is Verdict.OK
        assert not any("proxy-authorization" in one.headers for one in server.requests)
    assert {one.method for one in proxy.asked} == {"CONNECT"}
    assert {one.headers.get("proxy-authorization") for one in proxy.asked} == {proxy.authorization}


def tls_server(folder: Path, leaf: Signed, route: Route) -> Server:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    key = leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.pem").write_bytes(key + leaf.pem)
    tls.load_cert_chain(folder / "server.pem")
    return Server(route, tls=tls)


@pytest.mark.parametrize("host", [NAME, "inside.com", "127.0.0.1"])
def test_a_certificate_is_fetched_through_the_proxy_from_where_it_may_be(
    host: str, proxy: ForwardProxy, tmp_path: Path
) -> None:
    shelf = Shelf()
    with Server(shelf.route) as certificates:
        address = certificates.url("/ca.der", host)
        root = sign("Root")
        between = sign("Between", root)
        shelf.pages["/ca.der"] = between.der
        (tmp_path / "ca.pem").write_bytes(root.pem)
        options = LinkOptions(timeout=3, retries=0, ca_bundle=str(tmp_path / "ca.pem"))
        with tls_server(tmp_path, sign("leaf", between, address, ca=False), ok) as server:
            result = only(server.url("/", NAME), options)
    if host == NAME:
        assert result.verdict is Verdict.OK
        assert proxy.targets.count(address) == 1
    else:
        assert (result.reason, result.detail) == (Reason.TLS_UNTRUSTED, ALONE)
        assert address not in proxy.targets
        assert certificates.requests == []


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://127.0.0.1/", PrivateAddressError),
        ("https://inside.com/", PrivateAddressError),
        ("https://unknown.com/", NotHandedOnError),
    ],
)
def test_the_guard_stands_before_the_proxy(
    url: str, error: type[OSError], proxy: ForwardProxy
) -> None:
    with pytest.raises(error):
        asyncio.run(_connect(url))
    assert proxy.asked == []


@pytest.mark.parametrize("status", [403, 407, 502])
def test_a_tunnel_that_is_refused_is_an_error(status: int, proxy: ForwardProxy) -> None:
    proxy.refusal = status
    with pytest.raises(OSError, match="refused the tunnel"):
        asyncio.run(_connect(f"https://{NAME}/"))


async def _connect(url: str) -> None:
    hosts = Hosts(STRICT, lookup)
    target = urls.http(url)
    assert target is not None
    try:
        tls = ssl.create_default_context() if target.scheme == "https" else None
        _, writer = await connect(hosts, target, tls)
        writer.close()
    finally:
        await hosts.close()

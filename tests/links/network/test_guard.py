"""No connection arrives at an address that is not public, however it is written or reached."""

from __future__ import annotations

import asyncio
import socket
import sys
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint import urls
from lint.links.checker import check
from lint.links.network.guard import Guard, PrivateAddressError, is_public
from lint.links.network.pool import Hosts
from lint.links.result import LinkOptions, Reason, Verdict
from tests.links.routes import odd, to
from tests.links.server import Server, ok

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOPBACK = ip_network("127.0.0.0/8")


def _addresses(text: str) -> list[str]:
    return text.split()


# The first and the last address of each block that is not public, and of its public neighbours.
NOT_PUBLIC = _addresses("""
    0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.0 127.0.0.1
    127.255.255.255 169.254.0.0 169.254.169.254 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.0
    192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.0 192.168.255.255 198.18.0.0 198.19.255.255
    198.51.100.7 203.0.113.7 224.0.0.1 239.255.255.255 240.0.0.0 255.255.255.255
    :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.1.2.3 ::ffff:100.64.0.1 64:ff9b::10.0.0.1
    64:ff9b::127.0.0.1 64:ff9b:1::808:808 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
    2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 2002:c0a8:101::1
    2002:808:808::1
    3fff::1 4000::1 5f00::1 fc00::1 fd00::2 fe80::1 fec0::1 ff02::1 ff0e::1
""")
PUBLIC = _addresses("""
    1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
    169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.0.3.0 192.167.255.255
    192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 8.8.8.8
    2001:200::1 2001:4860:4860::8888 2606:4700::1 2620:fe::fe 2a00:1450::1 ::ffff:8.8.8.8
    64:ff9b::8.8.8.8 3ffe::1
""")


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    assert not is_public(ip_address(address))
    assert not Guard().permits(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(ip_address(address))
    assert Guard().permits(address)


@given(st.ip_addresses())
def test_not_more_is_public_than_python_says(address: IPv4Address | IPv6Address) -> None:
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped  # which Python judges so since 3.13 only
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_loopback


def test_what_is_allowed_is_permitted_and_nothing_else() -> None:
    guard = Guard((LOOPBACK, ip_network("fd00::/8")))
    assert guard.permits("127.0.0.1")
    assert guard.permits("::ffff:127.0.0.1")
    assert guard.permits("fd00::2")
    assert not guard.permits("::1")
    assert not guard.permits("10.0.0.1")
    assert not guard.permits("64:ff9b::127.0.0.1")
    assert not guard.permits("no address")


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_socket_is_made_for_it(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    info = (family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, 80))
    with pytest.raises(PrivateAddressError):
        Guard().socket(info)


def test_a_socket_is_made_for_others() -> None:
    info = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", 80))
    Guard([LOOPBACK]).socket(info).close()


def test_no_session_connects_to_it_even_unasked(listener: Server) -> None:
    """The last line: whatever is asked of a session, past every earlier check."""

    async def ask() -> None:
        hosts = Hosts(LinkOptions())
        async with hosts.open() as session:
            for host in ("127.0.0.1", "[::ffff:127.0.0.1]", "localhost"):
                with pytest.raises(aiohttp.ClientConnectorError) as caught:
                    await session.get(f"http://{host}:{listener.port}/")
                assert isinstance(caught.value.os_error, PrivateAddressError)
        await hosts.close()

    asyncio.run(ask())
    assert listener.connections == 0


def _numbers(draw: st.DrawFn, address: int) -> str:
    """An IPv4 address in one of the forms that inet_aton, and so browsers, take."""
    parts = draw(st.integers(1, 4))
    bits = 8 * (5 - parts)
    numbers = [(address >> (32 - 8 * (i + 1))) & 0xFF for i in range(parts - 1)]
    numbers.append(address & ((1 << bits) - 1))
    forms = ("{}", "0x{:x}", "0X{:08X}", "0{:o}")
    return ".".join(draw(st.sampled_from(forms)).format(number) for number in numbers)


def _disguise(draw: st.DrawFn, host: str) -> str:
    """The same host to a browser: full width, percent-encoded, with a final dot."""
    wide = str.maketrans("0123456789.", "０１２３４５６７８９。")  # noqa: RUF001 (the point)
    how = draw(st.sampled_from(("plain", "wide", "percent", "dot", "credentials")))
    if how == "wide":
        return host.translate(wide)
    if how == "percent":
        return "".join(f"%{ord(c):02x}" for c in host)
    if how == "credentials":
        return f"8.8.8.8@{host}"
    return f"{host}." if how == "dot" else host


@st.composite
def loopback_hosts(draw: st.DrawFn) -> str:
    """A URL's host that leads to this machine."""
    address = draw(
        st.one_of(st.just(0x7F000001), st.integers(0x7F000000, 0x7FFFFFFE), st.just(0), st.just(1))
    )
    four = str(IPv4Address(address))
    six = IPv6Address((0xFFFF << 32) | address)
    return draw(
        st.one_of(
            st.sampled_from(
                ("localhost", "LOCALHOST", "localhost.", "a.localhost", "ＬocalＨost", "[::1]")  # noqa: RUF001
            ),
            st.sampled_from(("[::]", "[0:0:0:0:0:0:0:1]", f"[::ffff:{four}]", f"[{six.exploded}]")),
            st.builds(lambda: _disguise(draw, _numbers(draw, address))),
        )
    )


@pytest.fixture(scope="module")
def listener() -> Iterator[Server]:
    """Takes connections to every IPv4 address of this machine."""
    with Server(ok, host="0.0.0.0") as server:
        yield server


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(loopback_hosts(), min_size=10, max_size=20))
def test_no_spelling_gets_through(listener: Server, hosts: list[str]) -> None:
    written = [urls.http(f"http://{host}:{listener.port}/") for host in hosts]
    keys = [url.request for url in written if url is not None]
    assert len(keys) == len(hosts), "each of these is a URL to a browser"
    results = check(keys, LinkOptions(timeout=1))
    assert {r.reason for r in results.values()} == {Reason.PRIVATE_ADDRESS}, results
    assert {r.verdict for r in results.values()} == {Verdict.SKIPPED}
    assert listener.connections == 0


def test_each_would_get_through_if_allowed(listener: Server) -> None:
    hosts = ["127.1", "0x7f000001", "2130706433", "localhost"]
    if sys.platform == "linux":  # others do not connect to these
        hosts += ["[::ffff:127.0.0.1]", "0"]
    everything = (ip_network("0.0.0.0/0"),)
    before = listener.connections
    keys = [url.request for h in hosts if (url := urls.http(f"http://{h}:{listener.port}/{h}"))]
    results = check(keys, LinkOptions(timeout=1, allow_addresses=everything))
    assert {r.verdict for r in results.values()} == {Verdict.OK}
    assert listener.connections > before
    listener.connections = 0


def test_the_spelling_itself_is_read_as_a_browser_would(listener: Server) -> None:
    """Also where it was not normalised before."""
    keys = [f"http://{h}:{listener.port}/" for h in ("127.1", "0x7f.1", "2130706433", "LOCALHOST")]
    results = check(keys, LinkOptions(timeout=1))
    assert list(results) == keys
    assert {r.reason for r in results.values()} == {Reason.PRIVATE_ADDRESS}
    assert listener.connections == 0


HERE = (ip_network("127.0.0.1/32"),)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("host", ["127.0.0.2", "127.2", "0x7f000002", "[::1]", "0", "10.0.0.1"])
def test_no_redirect_gets_through(listener: Server, status: int, host: str) -> None:
    with Server(odd) as server:
        there = f"http://{host}:{listener.port}/"
        url = server.url(to(status, server.url(to(302, there))))
        (result,) = check([url], LinkOptions(timeout=1, allow_addresses=HERE)).values()
    assert (result.verdict, result.reason) == (Verdict.SKIPPED, Reason.PRIVATE_ADDRESS)
    assert result.status == 302
    assert result.detail.startswith("redirects to http://")
    assert listener.connections == 0


def test_what_a_name_resolves_to_counts(listener: Server) -> None:
    names = {
        "inside.com": ["127.0.0.2"],
        "mapped.com": ["::ffff:127.0.0.2"],
        "both.com": ["127.0.0.2", "127.0.0.1", "::1"],
    }
    keys = [f"http://{name}:{listener.port}/" for name in names]
    options = LinkOptions(timeout=1, allow_addresses=HERE)
    results = check(keys, options, lookup=lambda name, _: names[name])
    inside, mapped, both = results.values()
    assert inside.reason is mapped.reason is Reason.PRIVATE_ADDRESS
    assert inside.detail == "inside.com is 127.0.0.2"
    assert both.verdict is Verdict.OK
    assert listener.connections == 1
    listener.connections = 0

"""Behind a proxy: every address of a name has to be public, and no socket but its own is made."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import aiohttp
import pytest
import yarl
from hypothesis import given
from hypothesis import strategies as st

from lint.links.checker import check
from lint.links.network.guard import Guard, PrivateAddressError
from lint.links.network.pool import Hosts
from lint.links.network.proxies import Proxy
from lint.links.network.resolver import Resolver
from lint.links.result import LinkOptions, Reason, Verdict
from tests.links.proxy import ForwardProxy
from tests.links.server import Server, ok

if TYPE_CHECKING:
    from collections.abc import Iterator

PUBLIC, PUBLIC_6 = "93.184.216.34", "2606:2800:220:1::1"
PRIVATE = ("10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fd00::1", "fe80::1", "::ffff:a00:1")
OPTIONS = LinkOptions(timeout=3, retries=0)


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[ForwardProxy]:
    with ForwardProxy() as running:
        monkeypatch.setenv("ALL_PROXY", running.url())
        yield running


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("private", PRIVATE)
@pytest.mark.parametrize("public", [PUBLIC, PUBLIC_6])
def test_a_name_with_a_private_address_is_not_handed_on(
    scheme: str, private: str, public: str, proxy: ForwardProxy
) -> None:
    names = {"first.com": [private, public], "last.com": [public, private]}
    links = [f"{scheme}://{name}/" for name in names]
    results = check(links, OPTIONS, lookup=lambda name, _: names[name])
    for (name, _), result in zip(names.items(), results.values(), strict=True):
        assert (result.verdict, result.reason) == (Verdict.SKIPPED, Reason.PRIVATE_ADDRESS)
        assert result.detail == f"{name} is {private}"
    assert proxy.asked == []


def test_nor_one_whose_private_address_this_machine_has_no_way_to(proxy: ForwardProxy) -> None:
    """Systems leave out what they cannot reach, IPv6 say, but the proxy may."""

    def lookup(_: str, flags: int) -> list[str]:
        return [PUBLIC] if flags & socket.AI_ADDRCONFIG else [PUBLIC, "fd00::1"]

    (result,) = check(["http://both.com/"], OPTIONS, lookup=lookup).values()
    assert result.reason is Reason.PRIVATE_ADDRESS
    assert proxy.asked == []


def test_nor_one_with_so_many_addresses_that_few_are_kept(proxy: ForwardProxy) -> None:
    many = [f"93.184.{n // 250}.{n % 250}" for n in range(3_000)]
    names = {"many.com": [*many, "10.0.0.1"], "public.com": many}
    links = [f"http://{name}/" for name in names]
    many_, public = check(links, OPTIONS, lookup=lambda name, _: names[name]).values()
    assert many_.detail == "many.com is 10.0.0.1"
    assert public.reason is not Reason.PRIVATE_ADDRESS
    assert proxy.asked


def test_public_names_are_handed_on(proxy: ForwardProxy) -> None:
    with Server(ok) as server:
        link = f"http://good.com:{server.port}/"
        (result,) = check([link], OPTIONS, lookup=lambda *_: [PUBLIC, PUBLIC_6]).values()
    assert result.verdict is Verdict.OK
    assert set(proxy.targets) == {link}


@given(st.lists(st.ip_addresses(), min_size=1, max_size=50))
def test_a_name_passes_if_each_of_its_addresses_does(addresses: list[object]) -> None:
    guard = Guard()
    written = [str(address) for address in addresses]

    async def passes() -> bool:
        resolver = Resolver(guard, lookup=lambda *_: written)
        try:
            await resolver.check("name.com")
        except PrivateAddressError:
            return False
        finally:
            await resolver.close()
        return True

    assert asyncio.run(passes()) == all(map(guard.permits, written))


# The proxy's own sockets --------------------------------------------------------------------------


def _info(address: str, port: int = 80) -> tuple[object, ...]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port)


@given(st.ip_addresses())
def test_a_proxy_makes_no_socket_for_another_address(address: object) -> None:
    proxy = Proxy(yarl.URL("http://127.0.0.1:1"))
    if str(address) == "127.0.0.1":
        return
    with pytest.raises(PrivateAddressError):
        proxy.socket(_info(str(address)))  # type: ignore[arg-type]


def test_a_proxy_makes_sockets_for_what_its_name_resolves_to() -> None:
    proxy = Proxy(yarl.URL("http://localhost:1"))
    with pytest.raises(PrivateAddressError):
        proxy.socket(_info("127.0.0.1"))  # type: ignore[arg-type]
    (first, *_) = asyncio.run(proxy.resolve("localhost", 1))
    proxy.socket(_info(first["host"])).close()  # type: ignore[arg-type]
    for other in ("127.0.0.2", PUBLIC, "10.0.0.1"):
        with pytest.raises(PrivateAddressError):
            proxy.socket(_info(other))  # type: ignore[arg-type]


def test_a_session_through_a_proxy_connects_to_nothing_else() -> None:
    """The last line: a session that is told of another proxy, past every earlier check."""
    with Server(ok, host="127.0.0.2") as elsewhere, ForwardProxy() as proxy:

        async def ask() -> None:
            hosts = Hosts(LinkOptions(), lookup=lambda *_: [PUBLIC])
            async with hosts.open(Proxy(yarl.URL(proxy.url()))) as session:
                with pytest.raises(aiohttp.ClientConnectorError) as caught:
                    await session.get("http://good.com/", proxy=elsewhere.url("/"))
                assert isinstance(caught.value.os_error, PrivateAddressError)
            await hosts.close()

        asyncio.run(ask())
        assert elsewhere.connections == 0

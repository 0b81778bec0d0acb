"""Connections without aiohttp, past the same guard: for what its connections cannot do."""

from __future__ import annotations

import asyncio
import re
import socket
from typing import TYPE_CHECKING

from lint.links.network.proxies import check_target

if TYPE_CHECKING:
    import ssl

    from aiohttp import AddrInfoType

    from lint.links.network.pool import Hosts
    from lint.links.network.proxies import Proxy
    from lint.urls import URL

_PORTS = {"http": 80, "https": 443}
_LIMIT = 65_536
# RFC 9110, section 9.3.6: any 2xx makes a tunnel.
_TUNNEL = re.compile(rb"HTTP/1\.[01] 2[0-9]{2}\b")
_MOST_HEAD = 65_536


async def connect(
    hosts: Hosts, url: URL, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to the host of `url`, with `tls` where it is given, for the caller to close.

    Behind a proxy it is one to the proxy, with `tls` through a tunnel. Raises OSError:
    PrivateAddressError, what a lookup raises, and what the last of the addresses came to. The
    address is decided upon when the socket is made (`Guard.socket`, `Proxy.socket`).
    """
    hosts.check(url.host)
    host = url.host.removeprefix("[").removesuffix("]")
    port = int(url.port) if url.port else _PORTS[url.scheme]
    proxy = hosts.proxy_for(url)
    if proxy is None:
        infos, make = await _infos(hosts, host, port), hosts.guard.socket
    else:
        await check_target(host, hosts.guard, hosts.resolver, trusting=hosts.trusts_proxy)
        infos, make = await _infos_of(proxy), proxy.socket
    failure: OSError | None = None
    for info in infos:
        one = make(info)
        one.settimeout(0.0)
        try:
            await asyncio.get_running_loop().sock_connect(one, info[4])
            if proxy is not None and tls is not None:
                await _open_tunnel(one, f"{url.host}:{port}", proxy)
            return await asyncio.open_connection(
                sock=one,
                ssl=tls,
                server_hostname=None if tls is None else host.rstrip("."),
                limit=_LIMIT,
            )
        except OSError as error:
            failure = error
            one.close()
        except BaseException:
            one.close()
            raise
    raise failure or OSError("no address")


async def _open_tunnel(one: socket.socket, authority: str, proxy: Proxy) -> None:
    """Have the proxy behind the socket connect it to `authority`. Raises OSError."""
    loop = asyncio.get_running_loop()
    fields = {"Host": authority, **proxy.login()}
    lines = [f"CONNECT {authority} HTTP/1.1", *(f"{name}: {fields[name]}" for name in fields)]
    await loop.sock_sendall(one, "\r\n".join([*lines, "", ""]).encode("latin-1"))
    found = bytearray()
    # Nothing comes through the tunnel before we have sent something.
    while b"\r\n\r\n" not in found[-5000:]:
        chunk = await loop.sock_recv(one, 4096)
        found += chunk
        if not chunk or len(found) > _MOST_HEAD:
            raise OSError("the proxy did not respond")
    if not _TUNNEL.match(found):
        raise OSError("the proxy has refused the tunnel")


async def _infos(hosts: Hosts, host: str, port: int) -> list[AddrInfoType]:
    """The addresses of `host`, as a maker of sockets takes them."""
    try:
        socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
    except OSError:
        found = [one["host"] for one in await hosts.resolver.resolve(host, port)]
        return [_info(address, port) for address in found]
    return [_info(host, port)]


async def _infos_of(proxy: Proxy) -> list[AddrInfoType]:
    port = proxy.url.port or _PORTS[proxy.url.scheme]
    return [_info(one["host"], port) for one in await proxy.resolve(proxy.host, port)]


def _info(address: str, port: int) -> AddrInfoType:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port)

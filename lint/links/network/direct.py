"""Connections without aiohttp, past the same guard: for what its connections cannot do."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

    from lint.links.network.pool import Hosts
    from lint.urls import URL

_PORTS = {"http": 80, "https": 443}
_LIMIT = 65_536


async def connect(
    hosts: Hosts, url: URL, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to the host of `url`, with `tls` where it is given, for the caller to close.

    Raises OSError: PrivateAddressError, what a lookup raises, and what the last of the host's
    addresses came to. The address is decided upon when the socket is made (`Guard.socket`).
    """
    hosts.check(url.host)
    host = url.host.removeprefix("[").removesuffix("]")
    port = int(url.port) if url.port else _PORTS[url.scheme]
    failure: OSError | None = None
    for address in await _addresses(hosts, host, port):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        one = hosts.guard.socket(
            (family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port))
        )
        one.settimeout(0.0)
        try:
            await asyncio.get_running_loop().sock_connect(one, (address, port))
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


async def _addresses(hosts: Hosts, host: str, port: int) -> list[str]:
    try:
        socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
    except OSError:
        return [one["host"] for one in await hosts.resolver.resolve(host, port)]
    return [host]

"""Per host: how many requests at once, and the connections that they share.

A host has a session, and so a pool of connections, of its own, which is closed as soon as nobody
needs the host any more. Thus the idle connections are bounded by the hosts at work, where one pool
for all keeps those of every host that was ever asked, until the descriptors run out.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp

from lint import __version__
from lint.errors import ConfigError
from lint.links.dns import Resolver, system_lookup
from lint.links.guard import Guard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from lint.links.dns import Lookup
    from lint.links.result import LinkOptions

# Who asks, and where an operator who wonders finds out more.
ABOUT = "https://pypi.org/project/awesome-lint/"
USER_AGENT = f"awesome-lint/{__version__} (+{ABOUT})"
# Some servers send 406 or another page without these.
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en,*;q=0.5",
}
# Above aiohttp's 8,190 bytes, which real content security policies pass; a browser's limit is
# 256 kB for all headers together.
_MAX_HEADER = 32_768
# Seconds until an unused connection is closed, while its host is still at work.
_KEEP_ALIVE = 4.0


class _Host:
    """A host at work: its places and its session, opened when first needed."""

    __slots__ = ("places", "session", "users")

    def __init__(self, per_host: int) -> None:
        self.places = asyncio.Semaphore(per_host)
        self.session: aiohttp.ClientSession | None = None
        self.users = 0


class Hosts:
    """The hosts of one run. Made and used within one event loop.

    `answered` says whether any host has sent an answer yet. Raises ConfigError for a `ca_bundle`
    that cannot be used.
    """

    def __init__(self, options: LinkOptions, lookup: Lookup = system_lookup) -> None:
        self.guard = Guard(options.allow_addresses)
        self.resolver = Resolver(self.guard, options.retries, lookup)
        self.answered = False
        self._per_host = options.per_host
        self._headers = {**_HEADERS, "User-Agent": options.user_agent or USER_AGENT}
        self._tls = tls_context(options.ca_bundle)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def at_work(self, name: str) -> AsyncIterator[None]:
        """Keep the connections to the host `name` open meanwhile."""
        self._enter(name)
        try:
            yield
        finally:
            await self._leave(name)

    @asynccontextmanager
    async def place(self, name: str) -> AsyncIterator[aiohttp.ClientSession]:
        """Wait for one of the places of the host `name`, and hold it for one request."""
        host = self._enter(name)
        try:
            async with host.places:
                if host.session is None:
                    host.session = self._open()
                yield host.session
        finally:
            await self._leave(name)

    async def close(self) -> None:
        """Close what is still open."""
        await self.resolver.close()
        for host in self._hosts.values():
            if host.session is not None:
                await host.session.close()
        self._hosts.clear()

    def _enter(self, name: str) -> _Host:
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = _Host(self._per_host)
        host.users += 1
        return host

    async def _leave(self, name: str) -> None:
        host = self._hosts[name]
        host.users -= 1
        if not host.users:
            del self._hosts[name]
            if host.session is not None:
                await host.session.close()

    def _open(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=0,  # the places are the limit
            keepalive_timeout=_KEEP_ALIVE,
            resolver=self.resolver,
            socket_factory=self.guard.socket,
            ssl=self._tls,
            use_dns_cache=False,  # the resolver remembers
        )
        return aiohttp.ClientSession(
            connector=connector,
            headers=self._headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),  # see request.py
            auto_decompress=False,
            max_line_size=_MAX_HEADER,
            max_field_size=_MAX_HEADER,
        )


def tls_context(ca_bundle: str | None) -> ssl.SSLContext:
    """What certificates are trusted: the system's, and those in the PEM file `ca_bundle`.

    Raises ConfigError naming the file if it cannot be used.
    """
    context = ssl.create_default_context()
    # Set by Python 3.13 and later, not by browsers: it refuses sound certificates of older make.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.set_alpn_protocols(["http/1.1"])
    if ca_bundle is not None:
        try:
            context.load_verify_locations(cafile=ca_bundle)
        except (OSError, ValueError) as error:
            reason = "it holds no certificates" if isinstance(error, ssl.SSLError) else error
            raise ConfigError(f"{ca_bundle}: cannot be used as a CA bundle: {reason}") from None
    return context


def affordable(concurrency: int) -> int:
    """How many of `concurrency` requests at once the process may have descriptors for.

    Some systems allow 256 (macOS). A request may leave an idle connection beside the busy one,
    and the lookups have sockets of their own.
    """
    if sys.platform == "win32":
        return concurrency
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return concurrency
    return max(1, min(concurrency, (soft - 64) // 3))

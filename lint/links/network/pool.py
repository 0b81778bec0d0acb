"""The one way out: every request of a run goes through here, past the guard.

A host has sessions, and so pools of connections, of its own, which are closed as soon as nobody
needs the host for now. Thus the idle connections are bounded by the hosts at work, where one pool
for all keeps those of every host that was ever asked, until the descriptors run out.
"""

from __future__ import annotations

import logging
import os
import ssl
import sys
from typing import TYPE_CHECKING, Any

import aiohttp
import yarl

from lint.errors import ConfigError, LintError
from lint.links.network import bodies
from lint.links.network.cares import open_ares
from lint.links.network.guard import Guard
from lint.links.network.headers import merged
from lint.links.network.intermediates import Intermediates
from lint.links.network.proxies import Connector, Direct, Proxies
from lint.links.network.resolver import Resolver, system_lookup
from lint.links.network.wire import bounded
from lint.links.scheduling.host_limits import Limits, accepted
from lint.links.scheduling.second_look import Looks
from lint.provenance import agent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractAsyncContextManager

    from lint import urls
    from lint.links.network.proxies import Proxy
    from lint.links.network.resolver import Lookup
    from lint.links.result import LinkOptions

# These log what servers sent, which without a handler lands on standard error as it came.
for _name in ("aiohttp", "asyncio"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

# Some servers send 406 or another page without these.
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": bodies.ENCODINGS,
    "Accept-Language": "en,*;q=0.5",
}
# Above aiohttp's 8,190 bytes, which real content security policies pass; a browser's limit is
# 256 kB for all headers together.
_MAX_HEADER = 32_768
# Of a body that nobody has read yet, in bytes; half of what aiohttp reads by itself.
_READ_AHEAD = 32_768
KEEP_ALIVE = 2.0
"""Seconds until an unused connection is closed, while its host is still at work."""


class Hosts:
    """What all requests of one run share. Made and used within one event loop.

    `answered` says whether any host has sent an answer yet, `completed` by what the certificates of
    a host are verified that are not as those of all; `room` is for the bodies that are being read,
    `trusts_proxy` as in LinkOptions.
    Raises ConfigError for a `ca_bundle` that cannot be used.
    """

    def __init__(self, options: LinkOptions, lookup: Lookup = system_lookup) -> None:
        self.guard = Guard(options.allow_addresses)
        ares = open_ares() if lookup is system_lookup else None
        self.resolver = Resolver(self.guard, options.retries, lookup, ares)
        self.accepted = accepted(options)
        self.limits = Limits(options)
        sent_as = options.user_agent or agent(options.contact)
        self.looks = Looks(options, sent_as)
        self.answered = False
        self.room = bodies.Room()
        self._connected: set[str] = set()
        self._permitted: set[str] = set()
        self._headers = {**_HEADERS, "User-Agent": sent_as}
        self._own_headers = options.headers
        # The system's certificates take 30 ms to load, which plain HTTP can do without.
        self._tls = None if options.ca_bundle is None else tls_context(options.ca_bundle)
        self.completed: dict[str, ssl.SSLContext] = {}
        self.intermediates = Intermediates(self, options.ca_bundle, fetch=options.aia)
        self.trusts_proxy = options.trust_proxy
        self._proxies = Proxies(os.environ)
        self._hosts: dict[str, Connections] = {}

    def to(self, host: str) -> Connections:
        """The connections to `host` that its links share."""
        found = self._hosts.get(host)
        if found is None:
            found = self._hosts[host] = self.connections()
        return found

    def connections(self) -> Connections:
        """Connections of the caller's own, who closes them."""
        return Connections(self)

    async def leave(self, host: str) -> None:
        """Close the connections to `host`; nobody may be using them."""
        connections = self._hosts.pop(host, None)
        if connections is not None:
            await connections.close()

    async def close(self) -> None:
        """Close what is still open."""
        await self.intermediates.close()
        await self.resolver.close()
        while self._hosts:
            _, connections = self._hosts.popitem()
            await connections.close()

    def check(self, host: str) -> None:
        """Raise PrivateAddressError for a host that is itself a private address."""
        if host not in self._permitted:
            self.guard.check_host(host)
            self._permitted.add(host)

    def has_connected(self, url: urls.URL) -> bool:
        """Whether a connection to the host of `url` was ever made, without a proxy."""
        return url.host.removeprefix("[").removesuffix("]") in self._connected

    def headers_for(self, url: urls.URL) -> Mapping[str, str]:
        """The headers that the user wants sent to the origin of `url` and to its host."""
        found = self.limits.headers(url.host)
        if url.origin in self._own_headers:
            return merged({"": found}, {"": self._own_headers[url.origin]})[""]
        return found

    def tls_for(self, host: str) -> ssl.SSLContext:
        """What certificates of `host` are trusted."""
        if self._tls is None:
            self._tls = tls_context(None)
        return self.completed.get(host, self._tls)

    async def complete(self, url: urls.URL) -> bool:
        """Whether certificates were found that the host of `url` does not send.

        From now on they are at hand where its own is verified.
        """
        sent = await self.intermediates.of(url)
        if sent.context is None:
            return False
        self.completed[url.host] = sent.context
        return True

    def sent_to(
        self, url: urls.URL, headers: Mapping[str, str], *, own: bool = True
    ) -> dict[str, str]:
        """The headers of a request to `url`: `headers`, the user's own, and those of all."""
        found: dict[str, tuple[str, str]] = {}
        more = self.headers_for(url) if own else {}
        for name, value in (*self._headers.items(), *more.items(), *headers.items()):
            found[name.lower()] = name, value
        return dict(found.values())

    def proxy_for(self, url: urls.URL) -> Proxy | None:
        """The proxy that requests to `url` go through, if any."""
        return self._proxies.of(url) if self._proxies else None

    def connects_to(self, url: urls.URL) -> bool:
        """Whether `lint.links.network.direct` makes connections to the host of `url`.

        It makes none within another that is encrypted.
        """
        proxy = self.proxy_for(url)
        return proxy is None or proxy.url.scheme == "http"

    def open(self, proxy: Proxy | None = None) -> aiohttp.ClientSession:
        """A session for the requests to one host, all of them through `proxy` if there is one."""
        common: dict[str, Any] = {
            "limit": 0,  # the schedule is the limit
            "keepalive_timeout": KEEP_ALIVE,
            # For the proxy itself; a request to https has its own.
            "ssl": self.tls_for("") if proxy is not None and proxy.url.scheme == "https" else True,
            "use_dns_cache": False,  # the resolver remembers
        }
        connector = (
            Direct(
                self._connected,
                resolver=self.resolver,
                socket_factory=self.guard.socket,
                **common,
            )
            if proxy is None
            else Connector(proxy, self.guard, self.resolver, trusting=self.trusts_proxy, **common)
        )
        return aiohttp.ClientSession(
            connector=bounded(connector),
            proxy=None if proxy is None else proxy.url,
            headers=self._headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),  # see request.py
            auto_decompress=False,
            max_line_size=_MAX_HEADER,
            max_field_size=_MAX_HEADER,
            read_bufsize=_READ_AHEAD,
        )


class Connections:
    """Connections to one host, opened when first needed and kept until they are closed.

    Those through a proxy are apart, and may differ between http and https.
    """

    __slots__ = ("_of", "_sessions")

    def __init__(self, hosts: Hosts) -> None:
        self._of = hosts
        self._sessions: dict[Proxy | None, aiohttp.ClientSession] = {}

    def request(
        self,
        method: str,
        url: urls.URL,
        headers: Mapping[str, str],
        *,
        own: bool = True,
        **rest: Any,
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """One request to `url`, which has no credentials; redirects are not followed.

        The user's own headers for it are sent, too, unless `own` is false. Opened, it raises what
        aiohttp does. Raises PrivateAddressError for a URL whose host is a private address; a name
        is checked as it is looked up and as it is connected to.
        """
        hosts = self._of
        hosts.check(url.host)
        if own and (more := hosts.headers_for(url)):
            given = {name.lower() for name in headers}
            more = {name: value for name, value in more.items() if name.lower() not in given}
            headers = {**more, **headers}
        proxy = hosts.proxy_for(url)
        session = self._sessions.get(proxy)
        if session is None:
            session = self._sessions[proxy] = hosts.open(proxy)
        if url.scheme == "https":
            rest["ssl"] = hosts.tls_for(url.host)
        return session.request(
            method,
            as_yarl(url),
            headers=headers,
            allow_redirects=False,
            **rest,
        )

    async def close(self) -> None:
        """Close them all."""
        while self._sessions:
            _, session = self._sessions.popitem()
            await session.close()


def as_yarl(url: urls.URL) -> yarl.URL:
    """`url` for aiohttp, as it stands: yarl must not normalise it in its own way."""
    text = url.request
    if text.endswith("?"):
        # An empty query, which yarl would drop; to a server it may be another URL.
        return yarl.URL.build(
            scheme=url.scheme,
            authority=url.origin.partition("//")[2],
            path=f"{url.path}?",
            encoded=True,
        )
    return yarl.URL(text, encoded=True)


# The event loop has seven, name lookups four, a link two; certificates and proxies come on top.
_FEWEST_DESCRIPTORS = 20


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


def check_descriptors() -> None:
    """Raise LintError where the process may not open as many files as the check of one link needs.

    The event loop would end the process where it cannot have its own.
    """
    held: list[int] = []
    try:
        for _ in range(_FEWEST_DESCRIPTORS):
            held.append(os.open(os.devnull, os.O_RDONLY))  # noqa: PERF401 - those there are closed
    except OSError as error:
        raise LintError(
            f"cannot check links: {error.strerror}; raise the limit of this process (ulimit -n)"
            " or use --offline"
        ) from None
    finally:
        for one in held:
            os.close(one)


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

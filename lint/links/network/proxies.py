"""Which proxy a request goes through, by the environment; and connections that go through one.

HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY are read as curl reads them. The proxy's own address
may be private: whoever sets the environment means it. What is asked of the proxy is looked up and
checked here first, as if there were none.
"""

from __future__ import annotations

import ipaddress
import socket
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import aiohttp
import yarl
from aiohttp.abc import AbstractResolver, ResolveResult

from lint import urls
from lint.credentials import hide
from lint.errors import ConfigError
from lint.links.network.guard import PrivateAddressError
from lint.links.network.resolver import LookupFailedError, UnknownHostError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import AddrInfoType

    from lint.links.network.guard import Guard
    from lint.links.network.resolver import Resolver
    from lint.urls import URL

_ALL = "*"
_PORTS = {"http": "80", "https": "443"}


class NotHandedOnError(OSError):
    """A name that nobody here knows, so that it cannot be said what the proxy would connect to."""


class Proxy(AbstractResolver):
    """A proxy, which looks itself up, once, and makes sockets for its own addresses alone.

    `url` has the user name and password for it, if any; `host` is without brackets.
    """

    def __init__(self, url: yarl.URL) -> None:
        self.url = url
        self.host = url.raw_host or ""
        self._addresses: list[ResolveResult] | None = None

    def login(self) -> dict[str, str]:
        """The header that logs in at the proxy, if it wants that."""
        if self.url.user is None and self.url.password is None:
            return {}
        login = f"{self.url.user or ''}:{self.url.password or ''}".encode()
        return {"Proxy-Authorization": f"Basic {b64encode(login).decode()}"}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of the proxy.

        Raises PrivateAddressError for any other name, and socket.gaierror.
        """
        if host != self.host:
            raise PrivateAddressError(host)
        if self._addresses is None:
            self._addresses = await aiohttp.ThreadedResolver().resolve(host, port, family)
        return self._addresses

    async def close(self) -> None:
        """There is nothing to close."""

    def socket(self, info: AddrInfoType) -> socket.socket:
        """A socket for one of the proxy's addresses (aiohttp's socket factory).

        Raises PrivateAddressError for any other address.
        """
        family, kind, protocol, _, address = info
        host = str(address[0])
        if host not in (self.host, *(one["host"] for one in self._addresses or ())):
            raise PrivateAddressError(host)
        return socket.socket(family, kind, protocol)


class Proxies:
    """The proxies that the environment `environ` names.

    A name in lower case goes before the same in capitals. HTTP_PROXY in capitals is left alone
    where REQUEST_METHOD is set, as a CGI server takes it from a header (https://httpoxy.org).
    Raises ConfigError for a proxy that cannot be used.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        def value(name: str) -> str:
            capitals = "" if name == "http_proxy" and "REQUEST_METHOD" in environ else name.upper()
            return (environ.get(name) or environ.get(capitals) or "").strip()

        everything = value("all_proxy")
        self._proxies = {
            scheme: _proxy(f"{scheme.upper()}_PROXY", own)
            if (own := value(f"{scheme}_proxy"))
            else _proxy("ALL_PROXY", everything)
            for scheme in ("http", "https")
        }
        self._direct = value("no_proxy").replace(",", " ").split()

    def __bool__(self) -> bool:
        return any(self._proxies.values())

    def of(self, url: URL) -> Proxy | None:
        """The proxy for requests to `url`; None where they go there directly."""
        proxy = self._proxies.get(url.scheme)
        return None if proxy is None or self._is_direct(url) else proxy

    def _is_direct(self, url: URL) -> bool:
        host = url.host.removeprefix("[").removesuffix("]").rstrip(".")
        port = url.port or _PORTS[url.scheme]
        return any(_names(entry, host, port) for entry in self._direct)


class Direct(aiohttp.TCPConnector):
    """Connections without a proxy; to `connected` is added each host that there was one to."""

    def __init__(self, connected: set[str], **options: Any) -> None:
        super().__init__(**options)
        self._connected = connected

    async def connect(
        self,
        req: aiohttp.ClientRequest,
        traces: list[aiohttp.tracing.Trace],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp's interface
    ) -> aiohttp.connector.Connection:
        """A connection for `req`; raises what aiohttp does."""
        connection = await super().connect(req, traces, timeout)
        self._connected.add(req.url.raw_host or "")
        return connection


class Connector(aiohttp.TCPConnector):
    """Connections to `proxy` and to nothing else, for requests whose targets the guard permits.

    `targets` looks the targets up; one with a private address is refused, whatever others it has,
    since the proxy chooses among them. With `trusting`, a name that cannot be looked up is left to
    the proxy.
    """

    def __init__(
        self,
        proxy: Proxy,
        guard: Guard,
        targets: Resolver,
        *,
        trusting: bool,
        **options: Any,
    ) -> None:
        super().__init__(
            resolver=proxy,
            socket_factory=proxy.socket,
            **options,
        )
        self._guard = guard
        self._targets = targets
        self._trusting = trusting

    async def connect(
        self,
        req: aiohttp.ClientRequest,
        traces: list[aiohttp.tracing.Trace],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp's interface
    ) -> aiohttp.connector.Connection:
        """A connection for `req`, once its target is checked.

        Raises aiohttp.ClientConnectorError with what was wrong with the target.
        """
        if req.proxy is None:
            raise ValueError("a request that should go through the proxy does not")
        host = req.url.raw_host or ""
        try:
            await check_target(host, self._guard, self._targets, trusting=self._trusting)
        except OSError as error:
            raise aiohttp.ClientConnectorError(req.connection_key, error) from None
        return await super().connect(req, traces, timeout)


async def check_target(host: str, guard: Guard, targets: Resolver, *, trusting: bool) -> None:
    """Raise OSError where a proxy may not be asked to connect to `host`, as `Connector` has it."""
    guard.check_host(host)
    if _is_address(host):
        return
    try:
        await targets.check(host)
    except (UnknownHostError, LookupFailedError) as error:
        if isinstance(error, UnknownHostError) and error.reserved:
            raise
        # Behind a proxy the local name servers often know none but local names, so this says
        # nothing of the host.
        if not trusting:
            raise NotHandedOnError from None


def _proxy(variable: str, text: str) -> Proxy | None:
    """The proxy that an environment variable names; None for an empty one."""
    if not text:
        return None
    shown = hide(text)
    scheme, separator, _ = text.partition("://")
    if separator and scheme.lower() not in {"http", "https"}:
        raise ConfigError(f"{variable}: {shown!r} is not an http or https proxy")
    url = urls.http(text if separator else f"http://{text}")
    if url is None:
        raise ConfigError(f"{variable}: {shown!r} is not a valid proxy URL")
    user = f"{url.username}:{url.password}@" if url.username or url.password else ""
    port = url.port or _PORTS[url.scheme]
    return Proxy(yarl.URL(f"{url.scheme}://{user}{url.host}:{port}", encoded=True))


def _names(entry: str, host: str, port: str) -> bool:
    """Whether an entry of NO_PROXY names `host`.

    Every host (`*`), a domain with the hosts in it (a dot or `*.` in front makes no difference), an
    address or a network (`10.0.0.0/8`); each but the network with or without a port. Source: the
    manual of CURLOPT_NOPROXY, and `proxy_bypass_environment` of Python for the port.
    """
    if entry == _ALL:
        return True
    try:
        network = ipaddress.ip_network(entry.removeprefix("[").removesuffix("]"), strict=False)
        return _is_address(host) and ipaddress.ip_address(host) in network
    except ValueError:
        pass
    name, colon, wanted = entry.rpartition(":")
    if colon and wanted.isdigit():
        return wanted == port and _names(name, host, port)
    domain = entry.lower().removeprefix("*").strip(".")
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True

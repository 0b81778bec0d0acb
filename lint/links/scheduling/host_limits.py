"""What the configuration says of single hosts: `[links.hosts]`. Imports nothing heavy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.links.network import accepted_statuses, headers
from lint.links.result import HostOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lint.links.result import LinkOptions

_NONE = HostOptions()

GENTLY: Mapping[str, HostOptions] = {"github.com": HostOptions(per_host=4)}
"""Hosts that are asked gently where neither the configuration nor `--per-host` says otherwise.

A third of all links lead to github.com, which answers 429 to those who ask for many pages at once
without an account; with a token, its own interface answers for nearly all of them.
"""


class Allowance(NamedTuple):
    """How many links of one host may be asked for within any minute, and in a run."""

    per_minute: int
    in_all: int


ARXIV = "arxiv.org"
_ARXIV = Allowance(per_minute=40, in_all=100)
# arXiv asks programs to leave its pages to readers and to use its interface
# (https://info.arxiv.org/help/robots.html), which answers for nearly all papers: what is left is
# asked for forty times a minute, and of a hundred pages in a run.


class Limits:
    """How each host is asked, by the options of a check."""

    def __init__(self, options: LinkOptions) -> None:
        self._hosts = options.hosts
        self._per_host = options.per_host
        self._timeout = options.timeout

    def most(self, host: str) -> int | None:
        """The most requests at once to `host`, normalised; None where it decides for itself."""
        own = _nearest(self._hosts, host).per_host or self._per_host
        return own or _nearest(GENTLY, host).per_host

    def interval(self, host: str) -> float:
        """The least time between the beginnings of two requests to `host`, in seconds."""
        return _nearest(self._hosts, host).interval

    def allowance(self, host: str) -> Allowance | None:
        """How many links to `host` may be asked for; None for any number."""
        mine = next(named(self._hosts, host), None)
        return _ARXIV if mine is None and ARXIV in accepted_statuses.names_of(host) else None

    def timeout(self, host: str) -> float:
        """The longest that a link to `host` may take, in seconds."""
        return _nearest(self._hosts, host).timeout or self._timeout

    def headers(self, host: str) -> dict[str, str]:
        """The headers to send to `host`, its user agent among them."""
        found = _nearest(self._hosts, host)
        agent = {"User-Agent": found.user_agent} if found.user_agent else {}
        return {**found.headers, **agent}


def accepted(options: LinkOptions) -> accepted_statuses.Accepted:
    """What counts as fine, by all that `options` say."""
    hosts = {name: one.accept for name, one in options.hosts.items() if one.accept}
    return accepted_statuses.Accepted(options.accept, hosts)


def _nearest(hosts: Mapping[str, HostOptions], host: str) -> HostOptions:
    """What the nearest name says: that of `host`, or of what it is below."""
    return next(named(hosts, host), _NONE)


def named(hosts: Mapping[str, HostOptions], host: str) -> Iterator[HostOptions]:
    """What `hosts` say of `host`, the nearest name first."""
    if hosts:
        yield from (hosts[name] for name in accepted_statuses.names_of(host) if name in hosts)


def checked(table: Mapping[str, Mapping[str, Any]]) -> dict[str, HostOptions]:
    """The table of the configuration, by host.

    Raises ValueError, saying why, for what names no host or no time, or cannot be sent.
    """
    accepted_statuses.check(
        {host: values.get("accept", ()) for host, values in table.items()}, below=True
    )
    for host, values in table.items():
        if host == accepted_statuses.EVERY_HOST:
            raise ValueError("'*' is not a host; use 'per_host' for all hosts")
        for name in ("interval", "timeout"):
            if math.isnan(values.get(name, 0)):
                raise ValueError(f"the {name} of {host!r} must be a number, not nan")
        headers.check(values.get("headers", {}), host)
        headers.check({"User-Agent": values.get("user_agent", "")}, host)
    return {host: HostOptions(**values) for host, values in table.items()}

"""What the configuration says of single hosts: `[links.hosts]`. Imports nothing heavy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from lint.links.network import accepted_statuses
from lint.links.result import HostOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.links.result import LinkOptions

_NONE = HostOptions()

GENTLY: Mapping[str, HostOptions] = {"github.com": HostOptions(per_host=4)}
"""Hosts that are asked gently where neither the configuration nor `--per-host` says otherwise.

A third of all links lead to github.com, which answers 429 to those who ask for many pages at once
without an account; with a token, its own interface answers for nearly all of them.
"""


class Limits:
    """The limits of each host, by the options of a check."""

    def __init__(self, options: LinkOptions) -> None:
        self._hosts = options.hosts
        self._per_host = options.per_host

    def most(self, host: str) -> int | None:
        """The most requests at once to `host`, normalised; None where it decides for itself."""
        own = _nearest(self._hosts, host).per_host or self._per_host
        return own or _nearest(GENTLY, host).per_host

    def interval(self, host: str) -> float:
        """The least time between the beginnings of two requests to `host`, in seconds."""
        return _nearest(self._hosts, host).interval


def _nearest(hosts: Mapping[str, HostOptions], host: str) -> HostOptions:
    """What the nearest name says: that of `host`, or of what it is below."""
    if not hosts:
        return _NONE
    labels = host.rstrip(".").split(".")
    names = (".".join(labels[index:]) for index in range(len(labels)))
    return next((hosts[name] for name in names if name in hosts), _NONE)


def checked(table: Mapping[str, Mapping[str, Any]]) -> dict[str, HostOptions]:
    """The table of the configuration, by host.

    Raises ValueError, saying why, for what names no host or no time.
    """
    accepted_statuses.check(dict.fromkeys(table, ()))
    for host, values in table.items():
        if host == accepted_statuses.EVERY_HOST:
            raise ValueError("'*' is no host; 'per_host' holds for every host")
        if math.isnan(values.get("interval", 0)):
            raise ValueError(f"the interval of {host!r} must be a number, not nan")
    return {host: HostOptions(**values) for host, values in table.items()}

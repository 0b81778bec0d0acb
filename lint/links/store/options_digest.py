"""Which options an answer depends on, as a digest: another one, and the answer does not count."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from lint import urls
from lint.links.network.accepted_statuses import names_of
from lint.links.store.record import PRIVATE

if TYPE_CHECKING:
    from lint.links.result import HostOptions, LinkOptions

_LENGTH = 12


class Relevance:
    """What of some options matters to which URL."""

    def __init__(self, options: LinkOptions) -> None:
        self._options = options
        self._common: dict[str, Any] = {
            "user_agent": options.user_agent,
            # The folder is another one on every machine.
            "ca_bundle": options.ca_bundle and PurePath(options.ca_bundle).name,
            "allow_addresses": sorted(map(str, options.allow_addresses)),
            "trust_proxy": options.trust_proxy,
        }
        special = options.accept or options.headers or any(map(_asks_apart, options.hosts.values()))
        self._same = None if special else _digest(self._common)

    def of(self, url: str, final_url: str = "") -> str:
        """The digest for `url`, whose redirects led to `final_url`; "" where all is as usual.

        What follows a `+` in it has secrets in it, if only as a digest.
        """
        if self._same is not None:
            return self._same
        ends = [end for end in map(urls.parse, dict.fromkeys((url, final_url))) if end]
        values = {**self._common, "accept": {}}
        for host in {"*", *(name for end in ends for name in _names(end.host))}:
            if host in self._options.accept:
                values["accept"][host] = sorted(map(str, self._options.accept[host]))
        headers = {
            end.origin: dict(self._options.headers[end.origin])
            for end in ends
            if end.origin in self._options.headers
        }
        for name in {name for end in ends for name in names_of(end.host)}:
            one = self._options.hosts.get(name)
            if one is not None and _asks_apart(one):
                values.setdefault("hosts", {})[name] = [
                    sorted(map(str, one.accept)),
                    one.user_agent,
                ]
                headers |= {name: dict(one.headers)} if one.headers else {}
        return _digest(values) + (PRIVATE + _digest(headers) if headers else "")


def _asks_apart(host: HostOptions) -> bool:
    """Whether the answers of `host` may be other ones for what the configuration says of it."""
    return bool(host.accept or host.headers or host.user_agent)


def _names(host: str) -> list[str]:
    """`host` and those that it is below of."""
    labels = host.rstrip(".").split(".")
    return [".".join(labels[index:]) for index in range(len(labels))]


def _digest(values: dict[str, Any]) -> str:
    if not any(values.values()):
        return ""
    text = json.dumps(values, sort_keys=True)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:_LENGTH]

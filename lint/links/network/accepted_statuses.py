"""Which statuses count as fine, by host: `[links.accept]`. Imports nothing heavy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVERY_HOST = "*"
_CLASS = re.compile(r"[1-5]xx")
# A host as it stands in a normalised URL, or an address.
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")


class Accepted:
    """The statuses that count as fine, by host; a host stands for its subdomains, too.

    `table` is that of the configuration: statuses (`403`) and classes (`"5xx"`) by host, `*` for
    all of them.
    """

    def __init__(self, table: Mapping[str, Sequence[int | str]]) -> None:
        self._hosts = {host: frozenset(statuses) for host, statuses in table.items()}

    def counts(self, host: str, status: int) -> bool:
        """Whether the answer `status` of `host`, normalised, is as good as a 200."""
        if not self._hosts:
            return False
        labels = host.rstrip(".").split(".")
        names = [".".join(labels[index:]) for index in range(len(labels))]
        wanted = {status, f"{status // 100}xx"}
        return any(wanted & self._hosts.get(name, frozenset()) for name in (*names, EVERY_HOST))


def check(table: Mapping[str, Sequence[int | str]]) -> None:
    """Raise ValueError, saying why, for a table that `Accepted` could not use as it is meant."""
    for host, statuses in table.items():
        if host != EVERY_HOST and not _HOST.fullmatch(host):
            raise ValueError(
                f"{host!r} is no host such as 'example.org'"
                + ("; a host has no upper case" if _HOST.fullmatch(host.lower()) else "")
            )
        for status in statuses:
            if isinstance(status, str) and not _CLASS.fullmatch(status):
                raise ValueError(
                    f"{status!r} is neither a status such as 403 nor a class like '5xx'"
                )

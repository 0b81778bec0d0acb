"""What counts as fine, by host: `[links.accept]` and `accept` in `[links.hosts]`.

Statuses such as 403 or 302, classes of them such as `"5xx"`, and reasons such as `"tls-untrusted"`.
Imports nothing heavy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.links.result import Reason
from lint.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

EVERY_HOST = "*"
BELOW = "*."
"""Before a host: not itself, only those below it."""
_CLASS = re.compile(r"[1-5]xx")
# A host as it stands in a normalised URL, or an address.
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_SKIPPED = {Reason.OFFLINE, Reason.EXCLUDED, Reason.PRIVATE_ADDRESS, Reason.BADGE_IMAGE}
REASONS = tuple(one.value for one in Reason if one not in _SKIPPED)
"""The reasons that a host may be excused for: those of links that were asked for."""


class Accepted:
    """What counts as fine, by host; a host stands for its subdomains, too.

    `tables` are those of the configuration: statuses, classes and reasons by host, `*` for all of
    them.
    """

    def __init__(self, *tables: Mapping[str, Sequence[int | str]]) -> None:
        self._hosts: dict[str, frozenset[int | str]] = {}
        for table in tables:
            for host, accepted in table.items():
                self._hosts[host] = self._hosts.get(host, frozenset()) | frozenset(accepted)

    def counts(self, host: str, status: int) -> bool:
        """Whether the answer `status` of `host`, normalised, is as good as a 200."""
        return bool(self._hosts) and self._has(host, {status, f"{status // 100}xx"})

    def excuses(self, host: str, reason: str) -> bool:
        """Whether a link to `host`, normalised, counts as fine though there is `reason`."""
        return bool(self._hosts) and self._has(host, {reason})

    def _has(self, host: str, wanted: set[int | str]) -> bool:
        names = (*names_of(host), EVERY_HOST)
        return any(wanted & self._hosts.get(name, frozenset()) for name in names)


def names_of(host: str) -> Iterator[str]:
    """The names by which a table may mean `host`, the nearest first."""
    labels = host.rstrip(".").split(".")
    for index in range(len(labels)):
        name = ".".join(labels[index:])
        yield name
        if index + 1 < len(labels):
            yield f"{BELOW}{name.partition('.')[2]}"


def check(table: Mapping[str, Sequence[int | str]], *, below: bool = False) -> None:
    """Raise ValueError, saying why, for a table that `Accepted` could not use as it is meant.

    With `below`, a name may begin with BELOW.
    """
    for host, accepted in table.items():
        name = host.removeprefix(BELOW) if below else host
        if host != EVERY_HOST and not _HOST.fullmatch(name):
            raise ValueError(
                f"{host!r} is not a host name such as 'example.org'"
                + ("; host names are lower case" if _HOST.fullmatch(name.lower()) else "")
            )
        for one in accepted:
            if isinstance(one, str) and not _CLASS.fullmatch(one) and one not in REASONS:
                raise ValueError(
                    f"{one!r} is neither a status such as 403 nor a class like '5xx', nor a reason"
                    f" like 'tls-untrusted'{did_you_mean(one, REASONS)}"
                )

"""Whether the network is down, so that what failed says nothing of the links. Imports lightly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import urls
from lint.links.result import LinkResult, Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lint.links.witnesses import Asked

LEAST_HOSTS = 3
# Hosts that every resolver has: where not even these have an address, there is no network.
_EVERYWHERE = frozenset({"arxiv.org", "doi.org", "github.com", "pypi.org"})
"""If so many hosts fail and none answers, it is the network, without any other witness."""
NOTE = "no host responded: the network seems to be down"
DETAIL = "the network is down"
"""What is said of a link that was asked for in vain."""


def is_down(asked: Asked, elsewhere: str | None, ask: Callable[[str], LinkResult | None]) -> bool:
    """Whether nobody could be reached at all.

    Where fewer than LEAST_HOSTS were tried, one that ought to be there must have failed, too: those
    that were remembered as fine (`asked.witnessed`), one that has an address everywhere, else the
    host of the URL `elsewhere`, for which `ask` is called.
    """
    from lint.links import checker

    if not checker.network_down(asked.results):
        return False
    hosts: dict[str, set[Reason | None]] = {}
    for key, one in asked.results.items():
        if _is_in_vain(one) and (url := urls.http(key)) is not None:
            hosts.setdefault(url.host, set()).add(one.reason)
    if len(hosts) >= LEAST_HOSTS or asked.witnessed:
        return True
    if any(Reason.DNS_FAILURE in hosts.get(host, ()) for host in _EVERYWHERE):
        return True
    witness = urls.http(elsewhere) if elsewhere is not None else None
    if witness is None:
        return False
    if witness.host in hosts:
        return True
    result = ask(f"{witness.origin}/")
    return result is not None and checker.network_down({result.url: result})


def unchecked(results: Mapping[str, LinkResult]) -> dict[str, LinkResult]:
    """`results` without what was found out in vain: those links count as not checked."""
    return {
        key: LinkResult(key, Verdict.SKIPPED, Reason.OFFLINE, detail=DETAIL)
        if _is_in_vain(result)
        else result
        for key, result in results.items()
    }


def left_unchecked(results: Mapping[str, LinkResult]) -> bool:
    """Whether links were left unchecked because the network is down."""
    return any(one.reason is Reason.OFFLINE and one.detail == DETAIL for one in results.values())


def _is_in_vain(result: LinkResult) -> bool:
    return result.verdict is Verdict.UNVERIFIED and not result.from_cache

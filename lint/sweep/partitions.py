"""URLs divided among workers, so that a host is asked by one of them alone."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint import urls
from lint.sweep.domains import registrable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lint.links.protocols import OnlineSite

HEAVY = 100
"""A domain with more links than this is asked by its own worker alone, redirects included."""
# For each worker, so that nobody waits long for the last one; more would end more often, and the
# end of a partition is a wait for its slowest host.
_PER_WORKER = 4
# Links of one partition at least, where there are enough for every worker.
_LEAST = 200
# A host answers some ten requests at once, of the hundred or so that a worker has under way: that
# much longer than the same links on many hosts does a domain take.
_ALONE = 10


@dataclass(slots=True)
class Partition:
    """URLs that one worker checks: all those of its `domains`.

    `site` names the site whose interface answers for them, "" for none.
    """

    keys: list[str] = field(default_factory=list)
    domains: set[str] = field(default_factory=set)
    longest: int = 0
    site: str = ""

    @property
    def weight(self) -> int:
        """How long it takes, in no unit: its links, or those of one domain if that is longer."""
        return max(len(self.keys), self.longest * _ALONE)

    def add(self, domain: str, keys: Sequence[str]) -> None:
        """Let the partition have all links of a domain."""
        self.keys += keys
        self.domains.add(domain)
        self.longest = max(self.longest, len(keys))


@dataclass(frozen=True, slots=True)
class Division:
    """All partitions, those that take longest first, and the domains with many links."""

    partitions: Sequence[Partition]
    heavy: Mapping[str, int]
    """The number of the partition by heavy domain."""

    def foreign(self, number: int) -> frozenset[str]:
        """The heavy domains of other partitions."""
        return frozenset(domain for domain, owner in self.heavy.items() if owner != number)

    def owner(self, host: str) -> int | None:
        """The partition of the heavy domain that `host` belongs to."""
        return self.heavy.get(registrable(host))


def divided(keys: Iterable[str], sites: Sequence[OnlineSite], workers: int) -> Division:
    """`keys`, normalised http(s) URLs, by registrable domain, for so many workers.

    Domains that an interface answers for are apart, together where one answers for several.
    """
    by_domain: dict[str, list[str]] = {}
    claimed: dict[str, str] = {}
    same: dict[str, str] = {}  # a site that shares a domain with another goes by the other's name
    for key in keys:
        url = urls.http(key)
        domain = registrable(url.host) if url is not None else ""
        by_domain.setdefault(domain, []).append(key)
        for site in sites:
            if url is not None and _claims(site, url):
                name = _found(same, site.name)
                other = claimed.setdefault(domain, name)
                if _found(same, other) != name:
                    same[name] = _found(same, other)
    apart: dict[str, Partition] = {}
    rest: dict[str, list[str]] = {}
    for domain, links in by_domain.items():
        if domain in claimed:
            name = _found(same, claimed[domain])
            apart.setdefault(name, Partition(site=name)).add(domain, links)
        else:
            rest[domain] = links
    found = [*apart.values(), *_balanced(rest, workers)]
    found.sort(key=lambda one: -one.weight)
    owners = {domain: number for number, one in enumerate(found) for domain in one.domains}
    heavy = {domain: owners[domain] for domain, links in by_domain.items() if len(links) > HEAVY}
    return Division(found, heavy)


def _balanced(domains: Mapping[str, Sequence[str]], workers: int) -> list[Partition]:
    """The domains in partitions that take about as long as each other, the longest domain first."""
    total = sum(map(len, domains.values()))
    most = min(len(domains), _PER_WORKER * workers)
    count = min(most, max(workers, total // _LEAST))
    found = [Partition() for _ in range(count)]
    least = [(0, number) for number in range(count)]
    for domain, links in sorted(domains.items(), key=lambda item: (-len(item[1]), item[0])):
        _, number = heapq.heappop(least)
        found[number].add(domain, links)
        heapq.heappush(least, (found[number].weight, number))
    return found


def _found(same: Mapping[str, str], name: str) -> str:
    while name in same:
        name = same[name]
    return name


def _claims(site: OnlineSite, url: urls.URL) -> bool:
    try:
        return site.claims(url)
    except Exception:  # noqa: BLE001 - a defect of a site must not end the sweep
        return False

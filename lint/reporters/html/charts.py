"""The numbers behind the two pictures: verdicts by host, and entries by date."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lint.links.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_MOST_HOSTS = 12
_MOST_MONTHS = 60
_MOST_YEARS = 40
# Months are shown where at least this share of the dates has one.
_SHARE = 0.8
_VERDICTS = (Verdict.BROKEN, Verdict.UNVERIFIED, Verdict.OK, Verdict.SKIPPED)


class Host(NamedTuple):
    """A host, or all the others together, with the number of its URLs by verdict."""

    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def bars(self) -> Sequence[tuple[str, float, float]]:
        """The parts of a bar of 100: verdict, beginning and length."""
        found = []
        start = 0.0
        for verdict, count in self.counts.items():
            if count:
                length = 100 * count / self.total
                found.append((verdict, round(start, 2), round(length, 2)))
                start += length
        return found


class HostVerdicts(NamedTuple):
    """The hosts to show, and the rest as one line if there is any."""

    shown: Sequence[Host]
    number: int
    others: Host | None


class Column(NamedTuple):
    """A month or a year and how many entries are of it; `height` is of 100."""

    label: str
    entries: int
    height: float


class Dates(NamedTuple):
    """Entries by month or year without gaps; `without` are those that state a year alone."""

    unit: str
    columns: Sequence[Column]
    dated: int
    without: int

    @property
    def highest(self) -> Column:
        """The column with the most entries, the first of several."""
        return max(self.columns, key=lambda column: column.entries)


def by_host(links: Iterable[tuple[str, str]]) -> HostVerdicts:
    """Pairs of host and verdict, counted.

    Shown are the hosts with most broken links, then most unverified ones, then most links that
    were not skipped.
    """
    counted: dict[str, Counter[str]] = {}
    for host, verdict in links:
        counted.setdefault(host, Counter())[verdict] += 1
    hosts = [_host(name, counts) for name, counts in counted.items()]
    hosts.sort(key=_rank)
    rest = hosts[_MOST_HOSTS:]
    if len(rest) == 1:
        return HostVerdicts(hosts, len(hosts), None)
    others = None
    if rest:
        total: Counter[str] = Counter()
        for other in rest:
            total.update(other.counts)
        others = _host(f"{len(rest):,} other hosts", total)
    return HostVerdicts(hosts[:_MOST_HOSTS], len(hosts), others)


def entries_by_date(dates: Sequence[str]) -> Dates | None:
    """`dates`, each as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, by month if that can be shown.

    That is where nearly all of them have a month and not too many months lie between the first and
    the last. None if there are none.
    """
    if not dates:
        return None
    months = sorted(date[:7] for date in dates if len(date) >= 7)
    if len(months) >= len(dates) * _SHARE:
        first, last = _month(months[0]), _month(months[-1])
        if last - first < _MOST_MONTHS:
            counts = Counter(map(_month, months))
            labels = {one: f"{one // 12:04}-{one % 12 + 1:02}" for one in range(first, last + 1)}
            return Dates("month", _columns(labels, counts), len(dates), len(dates) - len(months))
    years = Counter(int(date[:4]) for date in dates)
    latest = max(years)
    first = max(min(years), latest - _MOST_YEARS + 1)
    labels = {year: str(year) for year in range(first, latest + 1)}
    if earlier := sum(count for year, count in years.items() if year < first):
        years[first - 1] = earlier
        labels = {first - 1: f"before {first}"} | labels
    return Dates("year", _columns(labels, years), len(dates), 0)


def _columns(labels: Mapping[int, str], counts: Mapping[int, int]) -> Sequence[Column]:
    most = max(counts.get(key, 0) for key in labels)
    return [
        Column(label, counts.get(key, 0), round(100 * counts.get(key, 0) / most, 2))
        for key, label in labels.items()
    ]


def _month(text: str) -> int:
    """The number of a month `YYYY-MM`, counted from year 0."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def _host(name: str, counts: Mapping[str, int]) -> Host:
    return Host(name, {verdict.value: counts.get(verdict, 0) for verdict in _VERDICTS})


def _rank(host: Host) -> tuple[int, int, int, str]:
    counts = host.counts
    asked = host.total - counts[Verdict.SKIPPED]
    return -counts[Verdict.BROKEN], -counts[Verdict.UNVERIFIED], -asked, host.name

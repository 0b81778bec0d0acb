"""What comes out of a sweep besides the reports: tables of its lists and links, and their page."""

from __future__ import annotations

import csv
import os
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lint.console.escape import visible
from lint.credentials import hide
from lint.errors import LintError
from lint.links.result import Verdict

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TextIO

    from lint.sweep.plain import Plain

LISTS, LINKS, INDEX = "lists.csv", "links.csv", "index.html"
_LIST_COLUMNS = (
    "rank",
    "name",
    "source",
    "health",
    "entries",
    "links",
    "dead",
    "unverified",
    "stale",
    "new",
    "errors",
    "warnings",
    "infos",
)
_LINK_COLUMNS = ("url", "verdict", "reason", "status", "final_url", "lists")
# What a spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# Without a network, a sweep checks nothing; the next one must not call every dead link new.
_NOT_NEW = frozenset({Verdict.BROKEN.value, Verdict.SKIPPED.value})
# In characters: the names of all lists of a sweep, each shorter than a hundred.
_LONGEST_CELL = 10_000_000

Before = dict[str, frozenset[str]]
"""The links that the last sweep found dead or did not check, by the source of the list as its table
has it. None of them is new where it is dead now."""


class Link(NamedTuple):
    """A link of a list, as `lint.sweep.reading.LINK` names its parts."""

    url: str
    verdict: str
    reason: str | None
    status: int | None
    final_url: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A list and its numbers. `new` is the dead links that the last sweep did not find dead.

    `new` is None without a last sweep of the list, `judged` false where it could not be linted.
    """

    name: str
    source: str
    links: Sequence[Link] = ()
    entries: int = 0
    stale: int = 0
    new: int | None = None
    findings: Mapping[str, int] | None = None
    failed: bool = False

    @property
    def judged(self) -> bool:
        """Whether the list has a report."""
        return self.findings is not None

    def count(self, verdict: Verdict) -> int:
        """How many links have this verdict."""
        return sum(link.verdict == verdict.value for link in self.links)

    @property
    def dead(self) -> int:
        """The broken links."""
        return self.count(Verdict.BROKEN)

    @property
    def unverified(self) -> int:
        """The links of which nothing certain is known."""
        return self.count(Verdict.UNVERIFIED)

    @property
    def health(self) -> float | None:
        """The links that are neither dead nor stale, in percent of those that were checked."""
        checked = len(self.links) - self.count(Verdict.SKIPPED)
        return 100 * (checked - self.dead - self.stale) / checked if checked else None

    def numbers(self) -> tuple[object, ...]:
        """The row of the table, without its rank."""
        findings = self.findings or {}
        health = "" if self.health is None else f"{self.health:.1f}"
        return (
            self.name,
            self.source,
            health,
            self.entries,
            len(self.links),
            self.dead,
            self.unverified,
            self.stale,
            "" if self.new is None else self.new,
            *(findings.get(severity, 0) for severity in ("error", "warning", "info")),
        )


def row(name: str, source: str, found: Plain, before: Before) -> Row:
    """The row of a list, of what `lint.sweep.reading.linted` gave."""
    if "failures" in found:
        return Row(name, source)
    links = [Link(*one) for one in found["links"]]
    dead = {str(_cell(link.url)) for link in links if link.verdict == Verdict.BROKEN.value}
    last = before.get(str(_cell(source)))
    return Row(
        name,
        source,
        links,
        found["entries"],
        found["stale"],
        None if last is None else len(dead - last),
        found["findings"],
        found["failed"],
    )


def ranked(rows: Iterable[Row]) -> list[Row]:
    """`rows`, the healthiest first; where nothing was checked, last."""

    def rank(one: Row) -> tuple[float, int, int, str]:
        health = -1.0 if one.health is None else one.health
        return -health, one.unverified, -one.entries, one.name

    return sorted(rows, key=rank)


def dead_before(out: Path) -> Before:
    """What the last sweep into `out` found; empty without one."""
    sources: dict[str, str] = {}
    dead: dict[str, set[str]] = {}
    # A link of every list has a cell with all their names, which the standard limit is too low for.
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        with (out / LISTS).open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                sources[line["name"]] = line["source"]
        with (out / LINKS).open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                if line["verdict"] in _NOT_NEW:
                    for name in line["lists"].split():
                        dead.setdefault(name, set()).add(line["url"])
    except (OSError, ValueError, KeyError, AttributeError, csv.Error):
        return {}
    finally:
        csv.field_size_limit(limit)
    return {source: frozenset(dead.get(name, ())) for name, source in sources.items()}


def write(out: Path, rows: Iterable[Row], today: dt.date) -> None:
    """Write the tables and the page. Raises LintError where that cannot be."""
    from lint.sweep.index import page

    rows = ranked(rows)
    with _file(out / LISTS) as file:
        table = csv.writer(file)
        table.writerow(_LIST_COLUMNS)
        table.writerows(
            (rank, *map(_cell, one.numbers())) for rank, one in enumerate(rows, 1) if one.judged
        )
    with _file(out / INDEX) as file:
        file.write(page(rows, today))
    # The last one: by it the next sweep knows what is new.
    with _file(out / LINKS) as file:
        table = csv.writer(file)
        table.writerow(_LINK_COLUMNS)
        table.writerows((*map(_cell, link), " ".join(names)) for link, names in _links(rows))


def summary(rows: Sequence[Row]) -> str:
    """What a sweep has found, in a few lines."""
    from lint.text import plural

    verdicts = Counter(link.verdict for link, _ in _links(rows))
    parts = [f"{verdicts[one.value]:,} {one.value}" for one in Verdict if verdicts[one.value]]
    judged = [one for one in rows if one.judged]
    lines = [
        f"{plural(len(judged), 'list')}, {plural(sum(one.entries for one in judged), 'entry')}, "
        f"{plural(sum(verdicts.values()), 'link')}" + (f": {', '.join(parts)}" if parts else "")
    ]
    worst = [one for one in reversed(ranked(judged)) if one.dead][:_WORST]
    width = max((len(one.name) for one in worst), default=0)
    lines += [f"  {one.name:<{width}}  {one.dead:,} dead of {len(one.links):,}" for one in worst]
    return "".join(f"{line}\n" for line in lines)


# Lists with dead links that the summary names.
_WORST = 5


def _links(rows: Iterable[Row]) -> Iterator[tuple[Link, list[str]]]:
    """Each link of all lists once, by its URL, with the names of the lists."""
    names: dict[str, tuple[Link, list[str]]] = {}
    for one in rows:
        for link in one.links:
            names.setdefault(link.url, (link, []))[1].append(one.name)
    yield from (names[url] for url in sorted(names))


def _cell(value: object) -> object:
    """A value as a cell that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = visible(hide(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


@contextmanager
def _file(path: Path) -> Iterator[TextIO]:
    """A file that is whole or as it was. Raises LintError where it cannot be written."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield file
        os.replace(draft, path)  # noqa: PTH105 - in one step
    except OSError as error:
        reason = error.strerror or error
        raise LintError(f"{path.as_posix()}: cannot be written: {reason}") from None

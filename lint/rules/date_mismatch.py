"""Date that differs from the first version of the paper.

## What it does

Compares the month of an entry with the date of the first version of its paper, as given by arXiv. A
date two or more months earlier is reported as `date-contradiction`.

A later date can be the date of a publication or of the latest version. It is ignored if the row
names a venue, if it is the bare following year, or if more than a fifth of the dates in the table
or list differ, which means that they have another meaning. A difference of up to three days is
ignored, because of time zones and weekends. A link to a version (`…v2`) may have the date of that
version.

## Why it matters

Either the date is a typo, or the link leads to a different paper.

## Bad

```md bad
| Date    | Title |
|---------|-------|
| 2023-05 | [LLaMA](https://arxiv.org/abs/2302.13971) |
```

## Good

```md good
| Date      | Title |
|-----------|-------|
| Feb, 2023 | [LLaMA](https://arxiv.org/abs/2302.13971) |
| ICLR 2023 | [ReAct](https://arxiv.org/abs/2210.03629) |
| 2023      | [ReAct](https://arxiv.org/abs/2210.03629) |
```

## Fix safety

The fix writes the date of the first version in the notation of the old one. It is unsafe, because
the link may be the one that is wrong.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from lint.dates.writing import date_like
from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.entries.identity import series
from lint.rules import date_contradiction
from lint.rules.base import Context, rule
from lint.rules.helpers.papers import own_papers
from lint.sites import arxiv
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.dates.readings import StatedDate
    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.identity import Series
    from lint.rules.helpers.papers import Paper

_ARXIV = "arxiv:"
_SLACK = dt.timedelta(days=3)
# From so many dates on, this share of other ones is a habit.
_FEWEST, _HABIT = 5, 0.2
# A conference is in the year of its papers, or in the next.
_MOST_YEARS = 1


class _Dated(NamedTuple):
    """An entry with what its date says and the first version of its paper."""

    entry: Entry
    stated: StatedDate
    paper: Paper
    first: dt.date


@rule("date-mismatch", Severity.INFO, since="0.1.0", needs_links=True, separate=True, fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    tables = [_dated(each, context) for each in series(document, context) if each.table is not None]
    dated = [one for table in tables if not _is_habit(table) for one in table]
    wrong = [one for one in dated if _differs(one)]
    if not wrong or _is_habit(dated):
        return
    said = {finding.span for finding in date_contradiction.check.check(document, context)}
    for one in wrong:
        place = one.entry.places["date"]
        if place not in said:
            name = one.paper.facts.identity.removeprefix(_ARXIV)
            text = clip(one.entry.fields["date"])
            message = (
                f"the date is {text}, but the first version of arXiv:{name} is from {one.first}"
            )
            yield Finding(place, message, _fix(document, one))


def differ(table: Series, context: Context) -> bool:
    """Whether the dates of a table differ from those of the papers too often to mean them."""
    return _is_habit(_dated(table, context))


def first_version(entry: Entry, context: Context) -> dt.date | None:
    """The day of the first version of the one paper of an entry; None where it is not known."""
    found = [first for one in own_papers(entry, context) if (first := _first(one)) is not None]
    return found[0] if len(found) == 1 else None


def _fix(document: Document, one: _Dated) -> Fix | None:
    """The fix, where the date stands in the source as it reads."""
    text = one.entry.fields["date"]
    place = one.entry.places["date"]
    source = document.source.slice(place)
    new = date_like(one.first.isoformat(), text, one.stated)
    # A date without its year means that of a heading.
    if new is None or new == text or source.count(text) != 1 or "YY" not in one.stated.notation:
        return None
    start = place.start + source.index(text)
    edit = Edit(Span(start, start + len(text)), new)
    return Fix(f"write {clip(new)}", (edit,), safe=False)


def _dated(table: Series, context: Context) -> list[_Dated]:
    """The rows that state a month or a year and link to one paper of which the first day is known.

    Without those whose date is that of a venue.
    """
    found = []
    for entry in table.entries:
        stated = entry.known_date
        if stated is None or stated.year is None or stated.venue:
            continue
        papers = [one for one in own_papers(entry, context) if _first(one) is not None]
        if len(papers) == 1 and (first := _first(papers[0])) is not None:
            found.append(_Dated(entry, stated, papers[0], first))
    return found


def _is_habit(dated: list[_Dated]) -> bool:
    """Whether so many dates differ that they mean something else than the first version."""
    return len(dated) >= _FEWEST and sum(map(_differs, dated)) > _HABIT * len(dated)


def _first(paper: Paper) -> dt.date | None:
    """The day of the first version; None where only that of a DOI or of a publication is known."""
    facts = paper.facts
    if not facts.identity.startswith(_ARXIV) or paper.link.site.startswith("doi"):
        return None
    try:
        return dt.date.fromisoformat(facts.date or "")
    except ValueError:
        return None


def _version(paper: Paper) -> tuple[int, int] | None:
    """The year and month of the version that a link names."""
    url = paper.link.link.web
    if url is None or arxiv.version(url) is None:
        return None
    try:
        day = dt.date.fromisoformat(paper.facts.pushed or "")
    except ValueError:
        return None
    return day.year, day.month


def _differs(one: _Dated) -> bool:
    """Whether a date cannot be that of the first version, nor of its publication."""
    year, month = one.stated.year or 0, one.stated.month
    if month is None:
        return year > one.first.year + _MOST_YEARS
    near = {(day.year, day.month) for day in (one.first - _SLACK, one.first, one.first + _SLACK)}
    if (version := _version(one.paper)) is not None:
        near.add(version)
    near.add(arxiv.month(one.paper.facts.identity.removeprefix(_ARXIV)))
    if (year, month) in near:
        return False
    later = (year, month) > (one.first.year, one.first.month)
    return not (later and _is_published(one.entry))


def _is_published(entry: Entry) -> bool:
    """Whether a row names a venue other than arXiv."""
    venue = entry.fields.get("venue", "")
    return bool(venue.strip(" -–—")) and "arxiv" not in venue.casefold()  # noqa: RUF001 - dashes

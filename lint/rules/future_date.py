"""Date in the future.

## What it does

Checks for entries with a date after today. A year next to a venue may be next year's, because
conferences accept papers in advance. A day may be tomorrow's, because of time zones. A table or
list with at least three future dates that make up a fifth of its dates is a calendar and is
ignored.

## Why it matters

The year is usually off by one, or day and month are swapped.

## Bad

```md bad
| Date    | Title |
|---------|-------|
| 2024-03 | [Foundation Models for Decision Making](https://arxiv.org/abs/2303.04129) |
| 2098-03 | [ReAct](https://arxiv.org/abs/2210.03629) |
```

## Good

```md good
| Date    | Title |
|---------|-------|
| 2024-03 | [Foundation Models for Decision Making](https://arxiv.org/abs/2303.04129) |
| 2023-03 | [ReAct](https://arxiv.org/abs/2210.03629) |
```
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.entries.identity import series
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.dates.readings import StatedDate
    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.identity import Series

_FEWEST = 3
_SHARE = 0.2
# Headings below which dates are those of events.
_EVENTS = lazy(
    r"(?i)\b(?:calendars?|cfp|conferences?|deadlines?|events?|meetups?|planned|roadmap|schedules?"
    r"|upcoming)\b|会议日程|活动|预告|イベント|予定"
)


@rule("future-date", Severity.WARNING, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of tables and lists."""
    for each in series(document, context):
        if any(_EVENTS.search(heading.text) for heading in each.headings):
            continue
        found, dated = _future(each, context.today)
        if len(found) >= _FEWEST and len(found) >= _SHARE * dated:
            continue
        for entry in found:
            text = clip(entry.fields["date"])
            message = f"the date {text} is in the future (today is {context.today.isoformat()})"
            yield Finding(entry.places["date"], message)


def _future(each: Series, today: dt.date) -> tuple[list[Entry], int]:
    """The entries with a date in the future, and how many have a date."""
    dated = [(entry, date) for entry in each.entries if (date := entry.known_date) is not None]
    return [entry for entry, date in dated if _ahead(date, today)], len(dated)


def _ahead(date: StatedDate, today: dt.date) -> bool:
    tomorrow = today + dt.timedelta(days=1)
    if date.year is None:
        return False
    if date.month is None:
        return date.year > (today.year + 1 if date.venue else tomorrow.year)
    if date.day is None:
        return (date.year, date.month) > (tomorrow.year, tomorrow.month)
    return (date.year, date.month, date.day) > (tomorrow.year, tomorrow.month, tomorrow.day)

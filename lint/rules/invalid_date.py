"""Date that is invalid or ambiguous.

## What it does

Checks the cells in columns of dates. Nearly every notation that lists use is valid: `2024-05-17`,
`2024-05`, `May/2023`, `Sep., 2024`, `NeurIPS 2022`, or `05-17` below a heading with the year. Typos
are invalid (`2025--01`, `2024-O5`, `Feburary 2024`, month 13), and `7/4/23` is ambiguous: April or
July.

If the other cells of the list settle the order of day and month, or if no date has a year, this is
a convention of the list. It is reported once, as an info. Set `dates` in the configuration to
accept the notation permanently.

## Why it matters

Readers and programs cannot sort by a date that they cannot read. An invalid date can also mean that
the cells of the row are shifted.

## Bad

```md bad
| Date    | Title |
|---------|-------|
| 2022-12 | Constitutional AI |
| 7/4/23  | Rejection Improves Reliability |
```

## Good

```md good
| Date            | Title |
|-----------------|-------|
| 2022-12         | Constitutional AI |
| NeurIPS<br>2022 | Learn to Explain |
| Mar/2023        | Foundation Models for Decision Making |
```

## Fix safety

The fix rewrites a date with only one possible reading, such as `2025--01`. It is unsafe, because
the correct value may still be a different one.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.entries.entry import ROWS
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.dates.readings import StatedDate
    from lint.document.model import Document
    from lint.validation.violations import Violation

# A year, a month and maybe a day, which can be read in one way only, whatever stands between.
_BETWEEN = r" ?[-./\u2013\u2014]{1,3} ?"
_YEAR_FIRST = lazy(
    rf"\[?((?:19|20)[0-9]{{2}}){_BETWEEN}([0-9]{{1,2}})(?:{_BETWEEN}([0-9]{{1,2}}))?\]?"
)


@rule("invalid-date", Severity.ERROR, since="0.1.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    dates = {
        entry.places["date"]: entry.date
        for entry in context.entries
        if entry.form in ROWS and entry.date is not None
    }
    for violation in context.violations.get("invalid-date", ()):
        finding, stated = violation.finding(), dates.get(violation.span)
        if stated is not None and violation.severity is None:
            finding = finding._replace(fix=_fix(document, violation, stated))
        yield finding


def _fix(document: Document, violation: Violation, stated: StatedDate) -> Fix | None:
    """The slip put right, or the date in the form of ISO 8601 if it is one and nothing else."""
    written = document.source.slice(violation.span)
    if stated.slip is not None:
        wrong, new = stated.slip
        if written.count(wrong) != 1:
            return None
    else:
        match = _YEAR_FIRST.fullmatch(written.strip())
        if match is None:
            return None
        year, month, day = match.groups()
        try:
            date = dt.date(int(year), int(month), int(day or 1))
        except ValueError:
            return None
        wrong, new = match[0], date.isoformat() if day else f"{date:%Y-%m}"
        if new == written.strip():
            return None
    start = violation.span.start + written.index(wrong)
    return Fix(f"replace with {new}", (Edit(Span(start, start + len(wrong)), new),))

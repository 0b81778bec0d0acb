"""Row without a date in a table with a date column.

## What it does

Checks for empty cells in date columns. Marks such as `-`, `N/A` or `TBD` state that there is no
date and are allowed. Set `null_marks` in the configuration to add more.

## Why it matters

Readers cannot tell whether the date is unknown or was forgotten, and a table with gaps cannot be
sorted by date.

## Bad

```md bad
| Date | Title |
|------|-------|
| 2017 | Attention Is All You Need |
|      | BERT |
```

## Good

```md good
| Date | Title |
|------|-------|
| 2017 | Attention Is All You Need |
| TBD  | A paper to come |
```

## Fix safety

If the row links to a paper on arXiv, the fix writes the date of its first version in the notation
of the nearest row with a date. It is unsafe, because the column may contain another date, such as
that of the publication. There is no fix if the dates of other rows differ from their papers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.dates.writing import date_like, shortened
from lint.diagnostics import Fix, Severity
from lint.entries.identity import series
from lint.rules import date_mismatch
from lint.rules.base import Context, rule
from lint.rules.helpers.empty_cells import filled, nearest
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.diagnostics import Finding
    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.identity import Series
    from lint.source import Span

# Rows that are further away may be written in another way.
_MOST_TRIED = 20


@rule("missing-date", Severity.ERROR, since="0.1.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    found = context.violations.get("missing-date", ())
    fixes = _fixes(document, context) if found and context.results else {}
    for violation in found:
        yield violation.finding()._replace(fix=fixes.get(violation.span))


def _fixes(document: Document, context: Context) -> dict[Span, Fix]:
    """The fixes, by the places of the empty cells."""
    fixes = {}
    for each in series(document, context):
        missing = [one for one in each.entries if one.fields.get("date") == ""]
        if each.table is None or each.table.html or not missing:
            continue
        if date_mismatch.differ(each, context):
            continue
        for entry in missing:
            if (fix := _fix(document, context, each, entry)) is not None:
                fixes[entry.places["date"]] = fix
    return fixes


def _fix(document: Document, context: Context, each: Series, entry: Entry) -> Fix | None:
    first = date_mismatch.first_version(entry, context)
    if first is None:
        return None
    for other, _ in zip(nearest(each, entry), range(_MOST_TRIED), strict=False):
        new = _written(document, other, first.isoformat())
        if new is not None and (edit := filled(document, entry, "date", new)) is not None:
            return Fix(f"write {clip(new)}", (edit,), safe=False)
    return None


def _written(document: Document, other: Entry, iso: str) -> str | None:
    """The date `iso` as the date of another row is written, with its emphasis."""
    stated = other.known_date
    # A date without its year means that of a heading.
    if stated is None or stated.venue or "YY" not in stated.notation:
        return None
    example = other.fields["date"]
    source = document.source.slice(other.places["date"])
    new = date_like(iso, example, stated) or shortened(iso, example, stated)
    if new is None or source.count(example) != 1 or any(sign in source for sign in "[<\n"):
        return None
    return source.replace(example, new)

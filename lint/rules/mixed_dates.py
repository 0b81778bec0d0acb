"""Table with dates in different notations.

## What it does

Checks that the dates of a table use one notation. `2024-05` and `2024-05-17` are the same notation,
and so are `May, 2024` and `May 2024`. A bare year and a venue with its year fit any notation.

## Why it matters

Dates in one notation can be sorted, searched and compared at a glance.

## Bad

```md bad
| Date    | Title |
|---------|-------|
| 2024-05 | DeepSeek-V2 |
| 2024-04 | Llama 3 |
| 06/2022 | Minerva |
```

## Good

```md good
| Date         | Title |
|--------------|-------|
| 2024-05      | DeepSeek-V2 |
| 2024-04-18   | Llama 3 |
| 2022         | Minerva |
| NeurIPS 2022 | ScienceQA |
```

## Fix safety

The fix writes all dates in the notation that most of them have, if that notation is numeric and no
information is lost. It is unsafe, because it changes the text that readers see.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.entries.identity import series
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.dates.readings import StatedDate
    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.identity import Series

# Notations that go together, under the name of the one that states a month; a template where the
# others can be written so, with what it adds for a day.
_TEMPLATES = {
    "YYYY-MM": ("{0.year}-{0.month:02}", "-{0.day:02}"),
    "YYYY/MM": ("{0.year}/{0.month:02}", "/{0.day:02}"),
    "YYYY.MM": ("{0.year}.{0.month:02}", ".{0.day:02}"),
    "MM/YYYY": ("{0.month:02}/{0.year}", ""),
    "MM.YYYY": ("{0.month:02}.{0.year}", ""),
}
_NUMBERS = frozenset(
    order.replace("/", mark)
    for mark in "/-."
    for order in ("M/D/YY", "D/M/YY", "YY/MM/DD", "M/D/YYYY", "D/M/YYYY")
)
_NUMERIC = "M/D/YY"
_WORDS = "Mon YYYY"
_MONTH_NAMES = lazy(r"(?:DD )?Mon(?: DD)?[., /'-]*(?:YYYY|YY)|YYYY Mon(?: DD)?")
# A cell that is its date and nothing else.
_PLAIN = lazy(
    r"(?i)\d{4}([-./])\d{1,2}(?:\1\d{1,2})?|\d{1,2}([-./])(?:\d{1,2}\2)?\d{4}|\d{4}年\d{1,2}月"
    r"|[a-z]{3,9}[., /'-]{1,3}(?:\d{1,2},? )?\d{4}|\d{1,2} [a-z]{3,9}[., ]{1,2}\d{4}"
)
_FEWEST = 3


class _Dated(NamedTuple):
    entry: Entry
    date: StatedDate
    notation: str


@rule("mixed-dates", Severity.INFO, since="0.1.0", fixable=True, relative=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the tables, at most one for each, at its first other notation."""
    # What invalid-date reports is said once; its word on a table's habit has a severity.
    refused = {one.span for one in context.violations.get("invalid-date", ()) if not one.severity}
    for each in series(document, context):
        if each.table is None:
            continue
        dated = [one for one in _dated(each) if one.entry.places["date"] not in refused]
        counts = Counter(one.notation for one in dated).most_common()
        if len(dated) < _FEWEST or len(counts) < 2:
            continue
        usual, number = counts[0]
        others = [one for one in dated if one.notation != usual]
        first = clip(others[0].entry.fields["date"])
        shown = usual
        if usual == _NUMERIC:
            written = Counter(one.date.notation for one in dated if one.notation == usual)
            shown = written.most_common(1)[0][0]
        message = (
            f"{number} of the {len(dated)} dates in this table"
            f" {'is' if number == 1 else 'are'} written {shown},"
            f" {len(others)} {'is' if len(others) == 1 else 'are'} not, such as {first}"
        )
        fix = None
        if number > counts[1][1]:
            fix = _fix(document, others, usual)
        yield Finding(others[0].entry.places["date"], message, fix)


def _dated(each: Series) -> Iterator[_Dated]:
    """The entries with a date of their own, and the notation that it belongs to."""
    for entry in each.entries:
        date = entry.known_date
        if date is None or (date.month is None and date.notation not in _NUMBERS):
            continue
        notation = date.notation
        if notation in _NUMBERS:
            notation = _NUMERIC
        elif _MONTH_NAMES.fullmatch(notation):
            notation = _WORDS
        elif notation[:7] in _TEMPLATES:
            notation = notation[:7]
        yield _Dated(entry, date, notation)


def _fix(document: Document, others: Sequence[_Dated], usual: str) -> Fix | None:
    """The dates of `others` in the notation `usual`, if all of them can be written so."""
    if usual not in _TEMPLATES:
        return None
    month, day = _TEMPLATES[usual]
    edits = []
    for one in others:
        written = one.entry.fields["date"]
        place = one.entry.places["date"]
        at = document.source.slice(place).find(written)
        if at < 0 or not _PLAIN.fullmatch(written) or one.date.month is None:
            return None
        if one.date.day is not None and not day:
            return None
        new = (month + (day if one.date.day is not None else "")).format(one.date)
        start = place.start + at
        edits.append(Edit(Span(start, start + len(written)), new))
    count = "the date" if len(edits) == 1 else f"{len(edits)} dates"
    return Fix(f"write {count} as {usual}", tuple(edits))

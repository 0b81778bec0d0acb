"""Table row without content.

## What it does

Checks for table rows that are empty or contain only marks such as `TBD`. No other rule reports such
a row. A single mark in a row with content is fine.

## Why it matters

The row takes up space and tells readers nothing.

## Bad

```md bad
| Date | Title | Links |
|------|-------|-------|
| 2017 | Attention Is All You Need | [paper](https://arxiv.org/abs/1706.03762) |
|      |       |       |
```

## Good

```md good
| Date | Title | Links |
|------|-------|-------|
| 2017 | Attention Is All You Need | [paper](https://arxiv.org/abs/1706.03762) |
| 2018 | BERT  | TBD   |
```

## Fix safety

The fix removes the row. It is unsafe, because the row may be kept for a later entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Fix, Severity
from lint.rules.base import Context, rule
from lint.rules.helpers.lines import remove, whole_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.diagnostics import Finding
    from lint.document.model import Document


@rule("placeholder-row", Severity.INFO, since="0.1.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    text = document.source.text
    html = [table.span for table in document.tables if table.html]
    for violation in context.violations.get("placeholder-row", ()):
        fix = None
        # In an HTML table, cells may reach into other rows.
        if not any(span.contains(violation.span) for span in html):
            # Unsafe: the row may be kept for what is to come.
            fix = Fix("remove the row", (remove(text, whole_lines(text, violation.span)),))
        yield violation.finding()._replace(fix=fix)

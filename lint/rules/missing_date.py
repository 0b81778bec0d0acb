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
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Severity
from lint.rules.base import Context, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.diagnostics import Finding
    from lint.document.model import Document


@rule("missing-date", Severity.ERROR, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    for violation in context.violations.get("missing-date", ()):
        yield violation.finding()

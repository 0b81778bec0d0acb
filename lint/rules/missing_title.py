"""Entry without a title.

## What it does

Checks for entries whose title is an empty cell or a link without text.

## Why it matters

Readers look for the title, and other problems are told apart by it.

## Bad

```md bad
| Date | Title | Summary |
|------|-------|---------|
| 2017 |       | Introduces the Transformer. |
```

## Good

```md good
| Date | Title | Summary |
|------|-------|---------|
| 2017 | Attention Is All You Need | Introduces the Transformer. |
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


@rule("missing-title", Severity.ERROR, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    for violation in context.violations.get("missing-title", ()):
        yield violation.finding()

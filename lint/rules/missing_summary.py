"""Entry without a summary where other entries have one.

## What it does

Checks for empty cells in summary columns. An image counts as content. If most rows of a table have
no summary, this is reported once, as an info.

A list item requires a summary only if nine in ten of the items around it, and of all items in the
document, have one; the problem is then a warning. Items that start with a mark whose items never
have a summary, such as `↪️`, are ignored.

## Why it matters

Readers cannot tell what the entry is about without opening its link.

## Bad

```md bad
| Date | Title | Summary |
|------|-------|---------|
| 2017 | Attention Is All You Need | Introduces the Transformer. |
| 2018 | BERT |  |
```

## Good

```md good
| Date | Title | Summary |
|------|-------|---------|
| 2017 | Attention Is All You Need | Introduces the Transformer. |
| 2018 | BERT | An encoder, trained on masked words. |
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


@rule("missing-summary", Severity.ERROR, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    for violation in context.violations.get("missing-summary", ()):
        yield violation.finding()

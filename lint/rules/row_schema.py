"""Entry that violates its JSON Schema.

## What it does

Reports violations that have no rule of their own. These come from custom schemas (`[[tables]]
schema` in the configuration) that do not name a rule in `x-rule`. The message is that of
`x-message`, or else that of the validator. The built-in schema has one such check: a title that
consists only of question marks or dots.

## Why it matters

The schema describes what a valid entry of the list looks like.

## Bad

```md bad
| Date | Title | Summary |
|------|-------|---------|
| 2017 | ???   | Introduces the Transformer. |
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


@rule("row-schema", Severity.ERROR, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    for violation in context.violations.get("row-schema", ()):
        yield violation.finding()

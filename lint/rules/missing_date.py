"""A row says no date though its table has a column for it.

A mark such as `-`, `N/A` or `TBD` says on purpose that there is none, and is no finding; further
marks can be configured as `null_marks`.

```md bad
| Date | Title |
|------|-------|
| 2017 | Attention Is All You Need |
|      | BERT |
```

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
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document."""
    for violation in context.violations.get("missing-date", ()):
        yield violation.finding()

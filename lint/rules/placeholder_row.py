"""A table row says nothing yet: it is empty, or holds nothing but marks such as TBD.

Nothing else is reported of such a row. A single mark in a row that says something is fine.

```md bad
| Date | Title | Links |
|------|-------|-------|
| 2017 | Attention Is All You Need | [paper](https://arxiv.org/abs/1706.03762) |
|      |       |       |
```

```md good
| Date | Title | Links |
|------|-------|-------|
| 2017 | Attention Is All You Need | [paper](https://arxiv.org/abs/1706.03762) |
| 2018 | BERT  | TBD   |
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Severity
from lint.rules._rule import Context, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.diagnostics import Finding
    from lint.document.model import Document


@rule("placeholder-row", Severity.INFO, since="0.1.0")
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document."""
    for violation in context.violations.get("placeholder-row", ()):
        yield violation.finding()

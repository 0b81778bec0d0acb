"""A row has no link though its table has a column for links.

A link anywhere in the row will do, for example around the title. A mark such as `-` or `TBD` in one
of the columns of links says on purpose that there is none. Columns such as `Code` may hold ticks
instead: they ask for links only where most rows have some.

```md bad
| Title | Links |
|-------|-------|
| Attention Is All You Need | [paper](https://arxiv.org/abs/1706.03762) |
| BERT  |       |
```

```md good
| Title | Links |
|-------|-------|
| Attention Is All You Need | [paper](https://arxiv.org/abs/1706.03762) |
| BERT  | TBD   |
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


@rule("missing-link", Severity.ERROR, since="0.1.0")
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document."""
    for violation in context.violations.get("missing-link", ()):
        yield violation.finding()

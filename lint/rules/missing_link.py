"""Row without a link in a table with link columns.

## What it does

Checks for rows without a link. A link in any cell counts, for example on the title. A mark such as
`-` or `TBD` in a link column states that there is none and is allowed. A column such as `Code` may
contain check marks instead, so it requires links only if most of its rows have one.

## Why it matters

Readers cannot get to what the entry describes.

## Bad

```md bad
| Title | Links |
|-------|-------|
| Attention Is All You Need | [paper](https://arxiv.org/abs/1706.03762) |
| BERT  |       |
```

## Good

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
def check(document: Document, context: Context) -> Iterator[Finding]:
    for violation in context.violations.get("missing-link", ()):
        yield violation.finding()

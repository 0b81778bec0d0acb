"""A cell in a column of dates holds none, or one that can be read in two ways.

Nearly every notation that lists use is a date: `2024-05-17`, `2024-05`, `May/2023`, `Sep., 2024`,
`NeurIPS 2022`, `05-17` below a heading that names the year. What is none is a slip (`2025--01`,
month 13) or a sign that cells have moved, and `7/4/23` is in April or in July. A table whose other
cells settle the order of day and month keeps a habit of its own, which is said once, as an info;
`dates` in the configuration accepts it for good.

```md bad
| Date    | Title |
|---------|-------|
| 2022-12 | Constitutional AI |
| 7/4/23  | Rejection Improves Reliability |
```

```md good
| Date            | Title |
|-----------------|-------|
| 2022-12         | Constitutional AI |
| NeurIPS<br>2022 | Learn to Explain |
| Mar/2023        | Foundation Models for Decision Making |
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


@rule("invalid-date", Severity.ERROR, since="0.1.0")
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document."""
    for violation in context.violations.get("invalid-date", ()):
        yield violation.finding()

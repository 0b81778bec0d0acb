"""An entry lacks the summary that its table has a column for, or that its whole list has.

List items need none unless nine in ten of the items around them and of all items in the document
have one; the finding is then a warning. Items behind a mark that never has a summary, such as `↪️`,
need none. A picture is content, too. Where most rows of a table leave
the cell empty, that is said once, as an info.

```md bad
| Date | Title | Summary |
|------|-------|---------|
| 2017 | Attention Is All You Need | Introduces the Transformer. |
| 2018 | BERT |  |
```

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
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document."""
    for violation in context.violations.get("missing-summary", ()):
        yield violation.finding()

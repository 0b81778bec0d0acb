"""An entry breaks its JSON Schema in a way that has no rule of its own.

This rule speaks for schemas of your own (`[[tables]] schema` in the configuration) where they name
none in `x-rule`, with their message from `x-message` or else the validator's. The schema that comes
with awesome-lint leaves it one thing: a title of nothing but question marks or dots.

```md bad
| Date | Title | Summary |
|------|-------|---------|
| 2017 | ???   | Introduces the Transformer. |
```

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
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document."""
    for violation in context.violations.get("row-schema", ()):
        yield violation.finding()

"""Link to an archived repository.

## What it does

Checks for links to repositories that their owners have archived, that is, made read-only.

Each repository is reported once. It is not reported where the list says so itself: next to the link
or in a heading above it. Requires a token for GitHub (see docs/configuration.md).

## Why it matters

An archived repository receives no fixes and no security updates. Readers should know before they
depend on it.

## Bad

```md bad
- [tool](https://github.com/archived-example/tool) - Makes things.
```

## Good

```md good
- [tool](https://github.com/archived-example/tool) - Makes things (archived).
- [other](https://github.com/openai-example/other) - Actively maintained.

## No longer maintained

- [thing](https://github.com/archived-example/thing)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.rules.base import Context, rule
from lint.rules.helpers import repositories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document


@rule("archived-repository", Severity.INFO, since="0.1.0", needs_links=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each repository."""
    for link, result in repositories.resting(document, context):
        if result.facts is not None and result.facts.archived:
            yield Finding(link.span, f"{result.url} is archived", url=result.url)

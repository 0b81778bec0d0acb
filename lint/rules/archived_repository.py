"""A repository is archived: it can be read, and nobody works on it any more.

Said once for each repository, and not where the list says so itself, beside the link or in a
heading above it. Only a token for GitHub lets a run know (docs/configuration.md).

```md bad
- [tool](https://github.com/archived-example/tool) - Makes things.
```

```md good
- [tool](https://github.com/archived-example/tool) - Makes things (archived).
- [other](https://github.com/openai-example/other) - Is worked on.

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
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each repository."""
    for link, result in repositories.resting(document, context):
        if result.facts is not None and result.facts.archived:
            yield Finding(link.span, f"{result.url} is archived", url=result.url)

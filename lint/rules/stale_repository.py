"""Nobody has pushed to a repository for a long time.

That alone makes nothing wrong, as much is finished, so the rule is off unless it is asked for: by
`extend = ["maintenance"]`, or by a severity of its own. Said once for each repository, and not
where the list says so itself; an archived one is `archived-repository`. How many days are a long
time can be configured:

```toml
[rules.stale-repository]
days = 1000
```

```md bad
- [tool](https://github.com/stale-example/tool) - Had its last push in 2021.
```

```md good
- [tool](https://github.com/openai-example/tool) - Is worked on.
- [old](https://github.com/stale-example/old) - Unmaintained, but still the best.
```
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.rules.base import Context, rule
from lint.rules.helpers import repositories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

PRESET = "maintenance"


@dataclass(frozen=True, slots=True)
class Options:
    """When a repository is stale."""

    days: int = field(
        default=730,
        metadata={
            "description": "A repository is stale after so many days without a push.",
            "minimum": 1,
            "maximum": 36500,
        },
    )


@rule(
    "stale-repository",
    Severity.WARNING,
    since="0.1.0",
    needs_links=True,
    preset=PRESET,
    options=Options,
)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each repository."""
    longest = dt.timedelta(days=context.options(Options).days)
    for link, result in repositories.resting(document, context):
        facts = result.facts
        if facts is None or facts.archived or facts.pushed is None:
            continue
        try:
            pushed = dt.date.fromisoformat(facts.pushed)
        except ValueError:  # a month, or a year alone
            continue
        if context.today - pushed > longest:
            message = f"{result.url} had its last push on {facts.pushed}"
            yield Finding(link.span, message, url=result.url)

"""Repository without a recent push.

## What it does

Checks for repositories without a push in the last two years, or in as many days as configured. Each
repository is reported once. It is not reported where the list says so itself: next to the link or
in a heading above it. An archived repository is reported as `archived-repository`. Requires a token
for GitHub (see docs/configuration.md).

This rule is off by default. Enable it with `extend = ["maintenance"]` or by setting its severity.

## Why it matters

A repository that nobody works on may be abandoned. It may also be finished, so check before you
remove it.

## Bad

The examples use this configuration:

```toml
[rules.stale-repository]
days = 1000
```

```md bad
- [tool](https://github.com/stale-example/tool) - Last push in 2021.
```

## Good

```md good
- [tool](https://github.com/openai-example/tool) - Actively maintained.
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
            "description": "The number of days without a push after which a repository is stale.",
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
def check(document: Document, context: Context) -> Iterator[Finding]:
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

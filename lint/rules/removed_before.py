"""Added entry that was removed from the list before.

## What it does

Checks whether an entry that a change adds (`--base`, `--staged`) was in the list before and was
removed. An entry is recognised by where it leads, under any URL of a paper, a repository or a
video. An entry that was given another URL or another title was edited, not removed.

The last 1,000 commits that changed the file under its current name are searched. In a shallow
clone, a note says that this was not checked. Changes that add more than 50 entries are ignored.

## Why it matters

The entry was removed for a reason, which the commit may tell. The contributor may not know it.

## Bad

A change adds the first entry, which was removed last year:

```md bad
<!-- removed: https://arxiv.org/abs/2210.03629 2024-05-01 Keep to papers with code -->

- [ReAct](https://arxiv.org/abs/2210.03629) - Reasoning and acting.
- [ReWOO](https://arxiv.org/abs/2305.18323) - Reasoning without observation.
```

## Good

```md good
- [ReWOO](https://arxiv.org/abs/2305.18323) - Reasoning without observation.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.rules.base import Context, rule
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

# Enough of a hash to be unique in any list's history.
_HASH = 10


@rule("removed-before", Severity.INFO, since="0.2.0", separate=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    for entry in context.entries:
        commit = context.removed.get(entry.span)
        if commit is not None:
            name = clip(entry.title)
            who = f"“{name}”" if name else "this entry"
            yield Finding(
                entry.places.get("title", entry.span),
                f"{who} was in this list before; it was removed on {commit.day} in"
                f" {commit.name[:_HASH]} (“{clip(commit.title)}”)",
            )

"""Repository of the list without a description, topics or a licence.

## What it does

Checks that the GitHub repository of the list has a description, the topics `awesome` and
`awesome-list`, and a licence. Forks are ignored. Requires a token for GitHub (see
docs/configuration.md).

## Why it matters

Description and topics are how people find a list on GitHub. Without a licence, nobody may reuse it.

## Bad

```md bad
<!-- repository: {"description": "Tools for Swift", "topics": ["swift"], "licence": "CC0-1.0"} -->
# Awesome Swift

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.
```

## Good

```md good
<!-- repository: {"description": "A", "topics": ["awesome", "awesome-list"], "licence": "MIT"} -->
# Awesome Swift

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

_TOPICS = ("awesome", "awesome-list")


@rule(
    "incomplete-repository",
    Severity.WARNING,
    since="0.1.0",
    needs_links=True,
    preset=guideline.PRESET,
    needs_repository=True,
)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding for each thing, on the main heading or the first entry."""
    known = context.repository
    if known is None or known.fork or not guideline.is_front_page(document, context):
        return
    place = document.headings[0].span if document.headings else context.entries[0].span
    if known.description is None:
        yield Finding(place, "the repository of the list has no description")
    if known.topics is not None:
        lacking = [topic for topic in _TOPICS if topic not in known.topics]
        if lacking:
            word = "topic" if len(lacking) == 1 else "topics"
            message = f"the repository of the list is missing the {word} {' and '.join(lacking)}"
            yield Finding(place, message)
    if known.licence is None:
        yield Finding(place, "GitHub detects no licence in the repository of the list")

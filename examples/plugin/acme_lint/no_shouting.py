"""Heading in capitals.

## What it does

Checks for headings of two or more words that are written in capitals.

## Why it matters

Capitals are harder to read, and screen readers may spell them out.

## Bad

```md bad
## BOOKS AND PAPERS
```

## Good

```md good
## Books and papers
## NLP
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import Context, Document, Finding, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("acme/no-shouting", Severity.WARNING, since="1.0.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each heading of two or more words in capitals."""
    del context
    for heading in document.headings:
        if heading.text.isupper() and " " in heading.text:
            yield Finding(heading.span, f"heading {heading.text!r} is in capitals")

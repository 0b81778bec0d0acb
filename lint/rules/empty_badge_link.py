"""Badge or image with an empty link.

## What it does

Checks for badges and images that are links without a destination, such as `[![tag](…)]()`. Each
file is reported once, at the first one.

## Why it matters

A reader who clicks the badge stays on the same page. A badge without a link (`![tag](…)`) looks the
same.

## Bad

```md bad
[![ICML 2023](https://img.shields.io/badge/ICML-2023-blue)]()
```

## Good

```md good
![ICML 2023](https://img.shields.io/badge/ICML-2023-blue)
[![arXiv](https://img.shields.io/badge/arXiv-2106.09685-red)](https://arxiv.org/abs/2106.09685)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.rules.base import Context, rule
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document


@rule("empty-badge-link", Severity.INFO, since="0.1.0", relative=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the first such link."""
    empty = [
        link
        for link in document.links
        if not link.url.strip()
        and link.kind is not LinkKind.IMAGE
        and any(inner.kind is LinkKind.IMAGE for inner in document.links_in(link.span))
    ]
    if not empty:
        return
    first = empty[0]
    thing = "badge" if first.badge is not None else "image"
    name = f" “{clip(first.text)}”" if first.text.strip() else ""
    more = len(empty) - 1
    others = f" (and {more} more)" if more else ""
    yield Finding(first.span, f"the {thing}{name} has an empty link{others}")

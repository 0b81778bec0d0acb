"""HTML link without a closing tag.

## What it does

Checks for `<a href="…">` without `</a>`.

## Why it matters

A browser ends such a link only at the next link or at the end of the table cell. All text and
badges up to there lead to the wrong page.

## Bad

```md bad
<p>
<a href="https://example.com/paper">Paper
and its summary
<a href="https://example.com/code">Code</a>
</p>
```

## Good

```md good
<p>
<a href="https://example.com/paper">Paper</a>
and its summary
<a name="code"></a>
<a href="https://example.com/code">Code</a>
</p>
```
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link

_END_TAG = lazy(r"(?i)</a\b[^<>]*>")


@rule("unclosed-html", Severity.WARNING, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, at the start tag of each link without an end."""
    for index, link in enumerate(document.links):
        # The span of a link that is closed ends with its end tag.
        if link.kind is not LinkKind.HTML or _END_TAG.search(document.source.slice(link.span)):
            continue
        following = islice(document.links, index + 1, None)
        after = next((one for one in following if _is_link_behind(one, link)), None)
        if after is None:
            until = "never closed"
        else:
            line, _ = document.source.position(after.span.start)
            until = f"not closed before the next link, on line {line}"
        yield Finding(link.span, f"the link to {clip(link.url) or 'nowhere'} is {until}")


def _is_link_behind(one: Link, link: Link) -> bool:
    return one.kind is not LinkKind.IMAGE and one.span.start >= link.span.end

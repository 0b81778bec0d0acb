"""Link with swapped text and URL.

## What it does

Checks for links such as `[https://example.org](Android)`, `(Android)[https://example.org]` or
`(https://example.org)[Android]`. Links whose destination can be a file or a section are ignored.

## Why it matters

The first form displays the URL and leads to a file called Android. GitHub renders the other forms
as text.

## Bad

```md bad
- See [https://example.org/android](Android) for phones.
- See (Linux)[https://example.org/linux] for the desktop.
```

## Good

```md good
- See [Android](https://example.org/android) for phones.
- See [https://example.org/linux](https://example.org/linux) for the desktop.
```

## Fix safety

The fix swaps the two, or the brackets. It is unsafe, because the text may not be meant as a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.rules.base import Context, rule
from lint.rules.helpers.swaps import swaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document


# What is said of either part follows from the slip.
_CONSEQUENCES = (
    "badge-url-mismatch",
    "broken-link",
    "insecure-link",
    "malformed-link",
    "missing-file",
    "redirected-link",
    "stray-url-punctuation",
    "tracking-parameter",
    "unverified-link",
)


@rule("swapped-text-and-url", Severity.ERROR, since="0.2.0", fixable=True, outranks=_CONSEQUENCES)
def check(document: Document, context: Context) -> Iterator[Finding]:
    for slip in swaps(document, context):
        yield Finding(slip.span, slip.problem, slip.fix)

"""The text and the URL of a link have changed places.

`[https://example.org](Android)` shows the address and leads to a file called Android, and GitHub
shows `(Android)[https://example.org]` as text. Links whose destination may well be a file or a
section are left alone.

```md bad
- See [https://example.org/android](Android) for phones.
- See (Linux)[https://example.org/linux] for the desktop.
```

```md good
- See [Android](https://example.org/android) for phones.
- See [https://example.org/linux](https://example.org/linux) for the desktop.
```
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
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document."""
    for slip in swaps(document, context):
        yield Finding(slip.span, slip.problem, slip.fix)

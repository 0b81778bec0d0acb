"""Link that could not be checked.

## What it does

Checks for links without a conclusive result: the server required a login, limited or blocked
automated requests, returned an error, or did not respond. Links that were not requested because
their host limits requests are reported as one.

## Why it matters

The link may or may not be broken. Readers may still see the page in a browser.

## Bad

```md bad
- [A tool](https://busy.example/tool) - Returns 429.
```

## Good

```md good
- [A tool](https://fine.example/tool) - Works.
- [Another tool](https://gone.example/tool) - Returns 404: see `broken-link`.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.links.result import Reason, Verdict
from lint.rules.base import Context, rule
from lint.rules.helpers.results import checked, history, how_to_accept, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document


@rule("unverified-link", Severity.WARNING, since="0.1.0", needs_links=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each use of a URL."""
    for link, result in checked(document, context):
        if result.verdict is Verdict.UNVERIFIED:
            message = f"{result.url} could not be verified: it {in_words(result)}"
            # A host that is left alone is one cause, for all of its links.
            unasked = result.reason is Reason.RATE_LIMITED and result.status is None
            yield Finding(
                link.span,
                message,
                url=result.url,
                cause=result.url.split("/", 3)[2] if unasked else None,
                notes=history(result),
                hint=how_to_accept(result, "unverified-link"),
            )

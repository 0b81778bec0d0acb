"""Link to a private network.

## What it does

Checks for links whose host is, or resolves to, an address that cannot be reached from the internet:
loopback, private, link-local or shared. Such a host is not contacted. Use `--allow-address` to
allow an address.

## Why it matters

Readers cannot open the link.

## Bad

```md bad
- [Dashboard](https://private.example/dashboard) - Resolves to 10.0.0.7.
```

## Good

```md good
- [Dashboard](https://fine.example/dashboard) - Resolves to a public address.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.links.result import Reason, Verdict
from lint.rules.base import Context, rule
from lint.rules.helpers.results import checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document


@rule("private-address", Severity.WARNING, since="0.1.0", needs_links=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each use of a URL."""
    for link, result in checked(document, context):
        if result.verdict is Verdict.SKIPPED and result.reason is Reason.PRIVATE_ADDRESS:
            detail = f" ({result.detail})" if result.detail else ""
            message = f"{result.url} leads to a private address{detail} and was not contacted"
            yield Finding(link.span, message, url=result.url)

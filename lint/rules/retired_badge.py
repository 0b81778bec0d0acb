"""Badge of a service that was shut down.

## What it does

Checks for badges of travis-ci.org, David, Gemnasium, bitHound, Greenkeeper, Waffle, LGTM, the
former Code Climate, and for badges that shields.io has retired. When links are checked, a broken
image is reported as `broken-link` instead.

## Why it matters

The badge displays “no longer available” or nothing. A link check does not find it, because the
server still answers the request.

## Bad

```md bad
[![Build](https://travis-ci.org/owner/tool.svg?branch=master)](https://travis-ci.org/owner/tool)
![Dependencies](https://img.shields.io/david/owner/tool.svg)
```

## Good

```md good
![Build](https://github.com/owner/tool/actions/workflows/test.yml/badge.svg)
![Build](https://img.shields.io/travis/com/owner/tool)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.links.result import Verdict
from lint.rules.base import Context, rule
from lint.rules.data.retired_badges import retired

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link

# What is said of the badge as a link, and of the page behind it, has the same cause.
_CONSEQUENCES = ("ci-badge", "insecure-link", "redirected-link", "sunset-site")


@rule("retired-badge", Severity.WARNING, since="0.2.0", outranks=_CONSEQUENCES)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each badge, on the link that it is in."""
    around: Link | None = None
    for link in document.links:
        if link.kind is not LinkKind.IMAGE:
            around = link
            continue
        url = link.web
        found = None if url is None else retired(url)
        if url is None or found is None:
            continue
        result = context.results.get(url.request)
        if result is not None and result.verdict is Verdict.BROKEN:
            continue
        whole = around if around is not None and around.span.contains(link.span) else link
        what = f"the badge is at {found.instead}" if found.instead else "remove the badge"
        yield Finding(whole.span, f"{found.said}; {what}", url=url.request)

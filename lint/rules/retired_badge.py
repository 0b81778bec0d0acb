"""Badge of a service that was shut down.

## What it does

Checks for badges of travis-ci.org, David, Gemnasium, bitHound, Greenkeeper, Waffle, LGTM, the
former Code Climate, and for badges that shields.io has retired. When links are checked, a broken
image is reported as `broken-link` instead. With `badge_images = true`, the words in the image
count: “no longer available” or “retired badge” is reported for a badge of any service, and a badge
of shields.io that displays something else is not.

## Why it matters

The badge displays “no longer available” or nothing. A link check does not find it, because the
server still responds to the request.

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
from lint.links.verdicts.badge_pictures import words_of
from lint.rules.base import Context, rule
from lint.rules.data.retired_badges import farewell, is_of_shields, retired

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link
    from lint.urls import URL

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
        if url is None:
            continue
        result = context.results.get(url.request)
        if result is not None and result.verdict is Verdict.BROKEN:
            continue
        message = _message(url, "" if result is None else words_of(result.detail))
        if message is not None:
            whole = around if around is not None and around.span.contains(link.span) else link
            yield Finding(whole.span, message, url=url.request)


def _message(url: URL, words: str) -> str | None:
    """What to say of the badge at `url`, whose picture says `words`, "" if unknown."""
    gone = farewell(words, url) if words else None
    found = retired(url) if gone or not (words and is_of_shields(url)) else None
    if found is not None:
        what = f"the badge is at {found.instead}" if found.instead else "remove the badge"
        return f"{found.said}; {what}"
    return f"the badge displays “{gone}”; remove the badge" if gone else None

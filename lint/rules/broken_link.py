"""Broken link.

## What it does

Checks for links whose target does not exist. Only conclusive results count: status 404 or 410 for a
full request, a host that does not exist, a redirect loop, or a redirect to something that is not a
web address.

Temporary errors and sites that block automated requests are reported as `unverified-link`. An error
that lasts for three days, with a failed run on each of them, no longer counts as temporary. An
address such as `https://github.com/user/repo` is ignored in a line that shows how to write an
entry.

## Why it matters

A broken link is useless to readers, and the page may have been replaced or moved.

## Bad

```md bad
- [A tool](https://gone.example/tool) - Returns 404.
```

## Good

```md good
- [A tool](https://fine.example/tool) - Works.
- [Another tool](https://busy.example/tool) - Limits requests and may work.
```

## Fix safety

The fix is unsafe. It requires `archive = true` in `[links]`, which looks up each broken page in the
Wayback Machine. If there is a copy, the fix links to it; check first that the copy is what the
entry means.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Fix, Severity
from lint.links.result import Verdict
from lint.rules.base import Context, rule
from lint.rules.helpers.edits import retarget
from lint.rules.helpers.results import checked, history, how_to_accept, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link
    from lint.links.result import LinkResult


# https://en.wikipedia.org/wiki/Help:Using_the_Wayback_Machine, "Specific archive copy".
_DAY = re.compile(r"/web/(\d{4})(\d{2})(\d{2})")


@rule("broken-link", Severity.ERROR, since="0.1.0", needs_links=True, fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each use of a URL."""
    for link, result in checked(document, context):
        if result.verdict is Verdict.BROKEN:
            message = f"{result.url} {in_words(result)}"
            yield Finding(
                link.span,
                message,
                _copy(document, link, result),
                url=result.url,
                notes=history(result),
                hint=how_to_accept(result, "broken-link"),
            )


def _copy(document: Document, link: Link, result: LinkResult) -> Fix | None:
    """The fix that links to an archived copy, if there is one."""
    day = _DAY.search(result.snapshot or "")
    if result.snapshot is None or day is None:
        return None
    _, hash_sign, fragment = link.url.partition("#")
    edit = retarget(document, link, f"{result.snapshot}{hash_sign}{fragment}")
    title = f"link to the Wayback Machine's copy of {'-'.join(day.groups())}"
    return Fix(title, (edit,)) if edit else None

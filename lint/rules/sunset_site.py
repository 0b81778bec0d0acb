"""Link to a site that was shut down.

## What it does

Checks for links to Papers with Code, goo.gl, git.io, Google Code, CodePlex, Bintray, RawGit and
other sites that were shut down. A site that keeps its existing links and takes no new ones is an
info.

When links are checked, pages that still exist are ignored, and a link that still redirects to a
page elsewhere is an info that names that page.

## Why it matters

Such a link is broken, or will be soon.

## Bad

```md bad
- [A library](https://a-library.codeplex.com/)
- [A tool](http://a-tool.googlecode.com/)
```

## Good

```md good
- [A place](https://goo.gl/maps/x) - Short links of Google Maps still work.
- [A library](https://code.google.com/archive/p/a-library) - Links to the archive.
```

## Fix safety

The fix links to the page that the link still redirects to. It is unsafe, because the site may
redirect to the wrong page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint import urls
from lint.diagnostics import Finding, Fix, Severity
from lint.links.result import Verdict
from lint.rules.base import Context, rule
from lint.rules.data.sunsets import sunset
from lint.rules.helpers.edits import retarget
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.source import Span


@rule("sunset-site", Severity.WARNING, since="0.1.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each link, and for images without any."""
    last: Span | None = None
    for link in document.links:
        url = link.web
        found = None if url is None else sunset(url)
        if url is None or found is None or (last is not None and last.contains(link.span)):
            continue
        result = context.results.get(url.request)
        verdict = None if result is None else result.verdict
        if verdict is Verdict.BROKEN:
            continue  # and reported as that
        said, fix = f"{found.said}; {found.instead}", None
        severity = Severity.INFO if found.frozen else None
        if result is not None and verdict is Verdict.OK and found.partly:
            target = urls.http(result.final_url or url.request)
            if target is None or sunset(target) is not None:
                continue  # the old page is still there
            if target.path != "/" and not re.fullmatch(found.landing, target.request):
                where = clip(target.request)
                edit = retarget(document, link, target.request)
                fix = Fix(f"link to {where}", (edit,)) if edit else None
                said, severity = (
                    f"{found.said}; this link still redirects to {where}",
                    Severity.INFO,
                )
        last = link.span
        yield Finding(link.span, said, fix, url=url.request, severity=severity, cause=found.said)

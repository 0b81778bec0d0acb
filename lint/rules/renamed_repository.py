"""Link to a repository that was renamed or transferred.

## What it does

Checks for links to repositories with a new name or a new owner.

## Why it matters

The old URL redirects only until someone else takes the old name. It then leads to the work of a
stranger.

## Bad

```md bad
- [gpt-2](https://github.com/renamed-example/gpt-2) - Now `openai-example/gpt-2`.
```

## Good

```md good
- [whisper](https://github.com/openai-example/whisper) - Not renamed.
- [whisper](https://github.com/OpenAI-Example/Whisper) - Case is ignored.
```

## Fix safety

The fix links to the new name and keeps the rest of the URL, such as a folder or an anchor. It is
safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import urls
from lint.diagnostics import Finding, Fix, Severity
from lint.rules.base import Context, rule
from lint.rules.helpers import repositories
from lint.rules.helpers.edits import retarget
from lint.rules.helpers.results import checked
from lint.sites.site import segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.urls import URL


@rule(
    "renamed-repository",
    Severity.WARNING,
    since="0.1.0",
    needs_links=True,
    fixable=True,
    outranks=("insecure-link",),  # its fix says all of the new address
)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each use of a URL."""
    for link, result in checked(document, context):
        old = link.web
        moved = repositories.renamed(old, result) if old is not None else None
        new = urls.http(moved) if moved is not None else None
        if old is None or new is None:
            continue
        target = f"{new.request}#{old.fragment}" if old.fragment else new.request
        edit = retarget(document, link, target)
        fix = Fix(f"link to {target}", (edit,), safe=True) if edit else None
        message = f"the repository {_name(old)} is now {_name(new)}"
        yield Finding(link.span, message, fix, url=result.url)


def _name(url: URL) -> str:
    return "/".join(segments(url)[:2])

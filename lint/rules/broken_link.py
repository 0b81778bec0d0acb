"""A link is dead: what it leads to does not exist.

Only a certain answer counts: 404 or 410 to a full request, a host that does not exist, a redirect
that goes in a circle or to no web address. What may be a passing fault, or a site that keeps
programs out, is `unverified-link`.

```md bad
- [A tool](https://gone.example/tool) - The server says 404.
```

```md good
- [A tool](https://fine.example/tool) - Answers.
- [Another tool](https://busy.example/tool) - Asks for fewer requests, and may be fine.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.links.result import Verdict
from lint.rules._results import checked, in_words
from lint.rules._rule import Context, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document


@rule("broken-link", Severity.ERROR, since="0.1.0", needs_links=True)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each use of a URL."""
    for link, result in checked(document, context):
        if result.verdict is Verdict.BROKEN:
            yield Finding(link.span, f"{result.url} {in_words(result)}", url=result.url)

"""A link could not be checked, so that it may or may not be dead.

The server asked for a login or for fewer requests, kept programs out, had an error, or gave no
answer. A reader with a browser may well see the page.

```md bad
- [A tool](https://busy.example/tool) - The server says 429.
```

```md good
- [A tool](https://fine.example/tool) - Answers.
- [Another tool](https://gone.example/tool) - Certainly dead: that is `broken-link`.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.links.result import Verdict
from lint.rules.base import Context, rule
from lint.rules.helpers.results import checked, history, how_to_accept, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document


@rule("unverified-link", Severity.WARNING, since="0.1.0", needs_links=True)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each use of a URL."""
    for link, result in checked(document, context):
        if result.verdict is Verdict.UNVERIFIED:
            message = f"{result.url} could not be verified: it {in_words(result)}"
            yield Finding(
                link.span,
                message,
                url=result.url,
                notes=history(result),
                hint=how_to_accept(result, "unverified-link"),
            )

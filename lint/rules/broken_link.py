"""A link is dead: what it leads to does not exist.

Only a certain answer counts: 404 or 410 to a full request, a host that does not exist, a redirect
that goes in a circle or to no web address. What may be a passing fault, or a site that keeps
programs out, is `unverified-link`; a fault that has lasted for three days, seen by a run on each of
them, is no passing one.

With `archive = true` in `[links]`, the Wayback Machine is asked for a copy of each dead page; where
it has one, a link to that is offered as an unsafe fix: it is for people to say whether the copy is
what the entry means.

```md bad
- [A tool](https://gone.example/tool) - The server says 404.
```

```md good
- [A tool](https://fine.example/tool) - Answers.
- [Another tool](https://busy.example/tool) - Asks for fewer requests, and may be fine.
```
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
def RULE(document: Document, context: Context) -> Iterator[Finding]:
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

"""A code of conduct names nobody to turn to: the placeholder of its template is still there.

The Contributor Covenant leaves the address for reports to be filled in, `[INSERT EMAIL ADDRESS]` up
to version 1.4 and `[INSERT CONTACT METHOD]` from version 2 on (https://www.contributor-covenant.org/).
The guideline wants contributors to be taken seriously
(https://github.com/sindresorhus/awesome/blob/main/awesome.md).

```md bad
# Code of Conduct

Abusive behavior may be reported to the project team at [INSERT EMAIL ADDRESS].
```

```md good
# Code of Conduct

Abusive behavior may be reported to the project team at conduct@example.org.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity, Span
from lint.rules import _guideline
from lint.rules._rule import Context, rule
from lint.rules._text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

_PLACEHOLDER = re.compile(r"\[INSERT (?:EMAIL ADDRESS|CONTACT METHOD)\]", re.IGNORECASE)


@rule("unfilled-code-of-conduct", Severity.WARNING, since="0.1.0", preset=_guideline.PRESET)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each placeholder."""
    for prose in document.prose:
        for match in _PLACEHOLDER.finditer(document.source.text, prose.start, prose.end):
            yield Finding(
                Span(*match.span()), f"the placeholder {clip(match[0])} was never filled in"
            )

"""The description of an entry begins with the name of the entry.

The name stands in the link already: `[pkg](…) - pkg is a tool that packs` says less than `Tool that
packs` (https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md, “It should not
contain the name of the list”). A sentence that needs the words of the name, such as `[Logging](…) -
Logging for humans`, is left alone.

```md bad
- [Got](https://github.com/sindresorhus/got) - Got is an HTTP request library.
```

```md good
- [Got](https://github.com/sindresorhus/got) - HTTP request library.
- [Math](https://github.com/example/math) - Math functions.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.rules.helpers.descriptions import descriptions, skip
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

_DASHES = "-\u2013\u2014:"
# What follows a name at the head of a sentence about it, and seldom any other word.
_SAYS = re.compile(
    r"(?:[*_`]*)(?:\s+(?:is|are|was|allows|lets|enables|provides|offers|aims|makes|helps you"
    r"|helps|gives|supports|implements|simplifies|can)\b|\s*[:\u2013\u2014]\s|\s-\s)"
)


@rule("repeated-item-name", Severity.WARNING, since="0.1.0", preset=guideline.PRESET)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, at most one for an entry."""
    if not guideline.is_list(document, context):
        return
    for one in descriptions(document, context):
        start = one.words_at
        if one.text[start : start + 1] not in _DASHES:
            continue
        while start < len(one.text) and one.text[start] in _DASHES:
            start += 1
        start = skip(one.text, start)
        end = start + len(one.name)
        if one.text[start:end].casefold() != one.name.casefold():
            continue
        if _SAYS.match(one.text, end):
            yield Finding(
                one.span(start, end), f"the description begins with the name “{clip(one.name)}”"
            )

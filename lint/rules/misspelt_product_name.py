"""The name of a well-known product is not written as its owners write it.

The guideline asks for correct naming, for example `Node.js`, not `NodeJS` or `node.js`
(https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md). Code, URLs, texts of
links, and what is part of a path or a compound are left alone, for repositories and packages are
called as they like; so is a name that the linked project of the same line bears itself.

```md bad
- [Got](https://github.com/sindresorhus/got) - HTTP requests for NodeJS.
```

```md good
- [nodejs](https://github.com/nodejs/node) - Node.js, the command is `nodejs`, a package nodejs-bin.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.rules.base import Context, rule
from lint.rules.data.product_names import misspellings
from lint.rules.helpers import guideline
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document


@rule(
    "misspelt-product-name",
    Severity.WARNING,
    since="0.1.0",
    fixable=True,
    preset=guideline.PRESET,
)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each place."""
    pattern, names = misspellings()
    text = document.source.text
    for prose in document.prose:
        for match in pattern.finditer(text, prose.start, prose.end):
            slip, span = match[0], Span(*match.span())
            if not _is_title(document, slip, span):
                name = names[slip]
                fix = Fix(f"write {name}", (Edit(span, name),))
                yield Finding(span, f"{name} is written “{slip}”", fix)


def _is_title(document: Document, word: str, place: Span) -> bool:
    """Whether a link in the line of `place` leads to something that is called `word`."""
    source = document.source
    line, _ = source.position(place.start)
    links = document.links_in(Span(source.line_start(line), place.end))
    return any(word in link.text.split() for link in links)

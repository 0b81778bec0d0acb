"""Misspelt product name.

## What it does

Checks the spelling of well-known product names in prose, for example `Node.js`, not `NodeJS` or
`node.js`. Code, URLs, link texts, paths and compounds are ignored, because repositories and
packages choose their own names. A name that the linked project of the same line uses itself is
ignored too, and so is a python that is a snake.

## Why it matters

The [guidelines](https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md) require
correct names.

## Bad

```md bad
- [Got](https://github.com/sindresorhus/got) - HTTP requests for NodeJS.
```

## Good

```md good
- [nodejs](https://github.com/nodejs/node) - Node.js, the command is `nodejs`, a package nodejs-bin.
```

## Fix safety

The fix writes the correct name. It is unsafe, because the text may refer to something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.patterns import lazy
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
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each place."""
    pattern, names = misspellings()
    text = document.source.text
    for prose in document.prose:
        for match in pattern.finditer(text, prose.start, prose.end):
            slip, span = match[0], Span(*match.span())
            if not _is_title(document, slip, span) and not _is_snake(document, slip, span):
                name = names[slip]
                fix = Fix(f"replace with {name}", (Edit(span, name),))
                yield Finding(span, f"“{slip}” should be {name}", fix)


def _is_title(document: Document, word: str, place: Span) -> bool:
    """Whether a link in the line of `place` leads to something that is called `word`."""
    source = document.source
    line, _ = source.position(place.start)
    links = document.links_in(Span(source.line_start(line), place.end))
    return any(word in link.text.split() for link in links)


# What stands behind the snake in a sentence, and hardly behind the language used as an adjective.
_SNAKE = lazy(r"(?i)\b(?:an?|his|her|my|pet|ball|blood|carpet|rock|tree|burmese|reticulated)\s+\Z")
_BEHIND_SNAKE = lazy(
    r"(?i)\s*(?:[.,;:!?)]|\Z|(?:\s(?:and|or|are|as|at|bites?|by|can|eats?|from|has|hatches|in|into"
    r"|is|lays|lives|near|of|on|sheds|swallows|that|was|which|who|with)\b))"
)
_REPTILES = lazy(
    r"(?i)\b(?:adders?|anacondas?|boas?|cobras?|crocodiles?|geckos?|herpetolog\w+|iguanas?|lizards?"
    r"|mambas?|rattlesnakes?|reptiles?|snakes?|terrari\w+|tortoises?|vipers?|zoos?)\b"
)
# How far around the word its sentence is looked at.
_NEAR = 200


def _is_snake(document: Document, word: str, place: Span) -> bool:
    """Whether `word` is the animal: beside another reptile, or with an article and no noun."""
    if word != "python":
        return False
    source = document.source
    line, _ = source.position(place.start)
    start = max(source.line_start(line), place.start - _NEAR)
    before = source.text[start : place.start]
    after = source.line_text(line)[place.end - source.line_start(line) :][:_NEAR]
    if not _BEHIND_SNAKE.match(after):
        return False
    return bool(_SNAKE.search(before) or _REPTILES.search(before + after))

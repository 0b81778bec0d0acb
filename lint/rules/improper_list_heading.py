"""List heading that is missing, repeated or not in title case.

## What it does

Checks that the list has exactly one level 1 heading, in title case (`# Awesome Name of List`), or
an image with the name instead. Headings in a script other than Latin have no case and are ignored.
Sections start at level 2.

## Why it matters

A level 1 heading is the title of the page. The
[guidelines](https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md) require a
single one.

## Bad

```md bad
# awesome-swift

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.
```

## Good

```md good
# Awesome Swift for iOS

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.data.product_names import begins_small
from lint.rules.helpers import guideline
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Heading

# Words that title case leaves small within a title: articles, conjunctions, short prepositions.
_SMALL_WORDS = """
    a an and as at but by en for from if in into is nor of off on onto or out over per so than
    that the to up upon v via vs when with within without yet
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_WORD = lazy(r"[^\s/()\[\]:,;!?\"“”|&–—-]+")  # noqa: RUF001 - the dashes of titles are meant
_LOWER = lazy(r"[a-z]+(?:['’][a-z]+)?\.?")  # noqa: RUF001 - as are their apostrophes
# The name of a repository, or its words run together.
_SLUG = lazy(r"(?i)awesome[-_]\w+(?:-\w+)*|[aA]wesome[A-Z]\w*")


@rule(
    "improper-list-heading",
    Severity.WARNING,
    since="0.1.0",
    preset=guideline.PRESET,
    relative=True,
)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding: no heading, its level, its case, or a second one."""
    if not guideline.is_list(document, context):
        return
    main = [heading for heading in document.headings if heading.level == 1]
    if not main:
        yield from _without(document, context)
        return
    if len(main) == 1:
        yield from _case(main[0])
    else:
        yield Finding(
            main[1].span,
            f"the list has {len(main)} level 1 headings; sections start at level 2",
        )


def _without(document: Document, context: Context) -> Iterator[Finding]:
    """A list without a main heading, which may have a picture at its top instead."""
    written = (one for one in document.headings if not guideline.is_html(document, one))
    first = next(written, None)
    entry = min(one.span for one in context.entries)
    top = entry if first is None else min(entry, first.span)
    pictures = (
        link for link in document.links if link.kind is LinkKind.IMAGE and link.badge is None
    )
    if any(picture.span < top for picture in pictures):
        return
    if first is None or first.span > entry:
        yield Finding(entry, "the list has no level 1 heading")
    else:
        message = f"the first heading “{clip(first.text)}” has level {first.level}, expected 1"
        yield Finding(first.span, message)


def _case(heading: Heading) -> Iterator[Finding]:
    """What is wrong with the case of the main heading."""
    text = heading.text
    if _SLUG.fullmatch(text):
        yield Finding(heading.span, f"“{clip(text)}” is not a title like “Awesome Name of List”")
        return
    found = _WORD.findall(text)
    small = [
        word
        for number, word in enumerate(found)
        if _LOWER.fullmatch(word) and not begins_small(word) and (number == 0 or word not in _SMALL)
    ]
    if small:
        message = f"“{clip(text)}” is not in title case: {clip(', '.join(small))}"
        yield Finding(heading.span, message)

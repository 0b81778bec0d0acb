"""Text that was decoded with the wrong encoding.

## What it does

Checks for UTF-8 text that was decoded as Mac Roman, Windows-1252 or a similar encoding and saved
again: an apostrophe displays as `â€™`, a book emoji as `üìö` after an Apple logo. Accented words
and mathematics are ignored. Code is ignored too, because it may show damaged text on purpose.

## Why it matters

Readers see meaningless characters.

## Bad

```md bad
- [A guide](https://example.com/guide) - It wonâ€™t take long.
```

## Good

```md good
- [A guide](https://example.com/guide) - It won’t take long.
- [Um guia](https://example.com/guia) - IRMÃ, MAÇÃ, √π.
- [A tool](https://example.com/tool) - Fixes `wonâ€™t`.
```

## Fix safety

The fix restores the original text in the whole file. It is safe: it changes only sequences that
cannot be intended.
"""
# ruff: noqa: RUF002  the examples are damaged

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.rules.base import Context, rule
from lint.rules.data.mojibake import changes, find_damage
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lint.document.model import Document


@rule("mojibake", Severity.WARNING, since="0.1.0", fixable=True, relative=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the first damaged run."""
    text = document.source.text
    if text.isascii():
        return
    damage = find_damage(text, _visible(document))
    if damage is None:
        return
    runs = changes(text, damage.mended)
    start, end, meant = next(run for run in runs if run[1] > damage.places[0])
    more = len(runs) - 1
    count = f", and {more} more place{'s' * (more > 1)}" if more else ""
    edits = tuple(Edit(Span(first, last), mended) for first, last, mended in runs)
    yield Finding(
        Span(start, end),
        f"“{clip(text[start:end])}” should be “{clip(meant)}”: UTF-8 decoded as"
        f" {damage.codec}{count}",
        Fix("decode the text as UTF-8", edits, safe=True),
    )


def _visible(document: Document) -> Callable[[int], bool]:
    """Whether a reader sees the character at an offset as text, not as code or a comment."""
    spans = [*document.prose, *(link.span for link in document.links)]
    spans += [
        heading.span
        for heading in document.headings
        if document.source.text[heading.span.start] == "<"
    ]
    spans += [table.span for table in document.tables if table.html]
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(spans):
        if ends and span.start <= ends[-1]:
            ends[-1] = max(ends[-1], span.end)
        else:
            starts.append(span.start)
            ends.append(span.end)

    def visible(offset: int) -> bool:
        index = bisect_right(starts, offset) - 1
        return index >= 0 and offset < ends[index]

    return visible

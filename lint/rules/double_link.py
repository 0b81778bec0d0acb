"""Entry that links to the same page as an entry in another section.

## What it does

Compares the main links of list items across sections. Links in descriptions and in tables are
ignored. A paper, repository or video is recognised under any of its addresses; addresses that
differ in their `#fragment` are different pages. The same name twice in one list is reported as
`duplicate-link`.

This is an info, because some lists put an entry into two sections on purpose. The written
guidelines do not mention it, but [their linter](https://github.com/sindresorhus/awesome-lint)
checks it.

## Why it matters

Readers see the same thing twice. An entry belongs in the section where it fits best.

## Bad

```md bad
## Tools

- [Got](https://github.com/sindresorhus/got) - HTTP requests.

## Network

- [got](https://github.com/sindresorhus/got#readme) - Nicer requests.
```

## Good

```md good
## Tools

- [Got](https://github.com/sindresorhus/got) - HTTP requests.

## Network

- [Ky](https://github.com/sindresorhus/ky) - Fork of [Got](https://github.com/sindresorhus/got).
- [Retries](https://github.com/sindresorhus/got#retry) - How to retry.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Related, Severity
from lint.entries.identity import address, main_link, name_key, series
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link


@rule("double-link", Severity.INFO, since="0.1.0", preset=guideline.PRESET)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each entry that repeats an earlier one."""
    if not guideline.is_list(document, context):
        return
    found = [
        (main.link, number)
        for number, each in enumerate(series(document, context))
        if each.table is None
        for entry in each.entries
        if (main := main_link(entry)) is not None and address(main.link)
    ]
    seen: dict[str, tuple[Link, int]] = {}
    for link, number in sorted(found, key=lambda one: one[0].span):
        first, its_number = seen.setdefault(address(link), (link, number))
        same_name = name_key(first.text) == name_key(link.text)
        if first is link or (number == its_number and same_name):
            continue
        line, _ = document.source.position(first.span.start)
        yield Finding(
            link.span,
            f"“{clip(link.text)}” links to the same page as “{clip(first.text)}” on line {line}",
            related=(Related(first.span, "the first of the two"),),
        )

"""Repository of the list without a contributing.md.

## What it does

Checks that the repository of the list has a file contributing.md, in any case, that is not empty.
The file may be in the root of the repository, in docs/ or in .github/.

Only a list in the root of its repository is checked and, if there are several READMEs, only
readme.md. In the examples, the comment names the files in the repository.

## Why it matters

Contributors read there what belongs in the list and how to write an entry. GitHub links to it when
they open a pull request, and the
[guidelines](https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md) require it.

## Bad

```md bad
<!-- beside: readme.md license -->
# Awesome Swift

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.
```

## Good

```md good
<!-- beside: readme.md license contributing.md -->
# Awesome Swift

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

_PLACES = ("contributing.md", "docs/contributing.md", ".github/contributing.md")


@rule("missing-contributing", Severity.WARNING, since="0.1.0", preset=guideline.PRESET)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, on the main heading or the first entry."""
    if context.beside is None or not guideline.is_front_page(document, context):
        return
    sizes = {place: context.beside[place] for place in _PLACES if place in context.beside}
    if any(sizes.values()) or guideline.is_translation(document, context):
        return
    place = document.headings[0].span if document.headings else context.entries[0].span
    if sizes:
        yield Finding(place, f"{next(iter(sizes))} is empty")
    else:
        yield Finding(place, "the repository of the list has no contributing.md")

"""The repository of a list has no contributing.md, or an empty one.

Whoever wants to add an entry reads there what belongs in the list and how an entry is written. The
guideline asks for a file of this name, in any case
(https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md). GitHub shows it to
contributors from the root of the repository, docs/ or .github/.

Only a list at the root of its repository is judged, as the files that lie beside it are known
there, and of several READMEs readme.md alone. In the examples, the comment says which ones do.

```md bad
<!-- beside: readme.md license -->
# Awesome Swift

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.
```

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
def RULE(document: Document, context: Context) -> Iterator[Finding]:
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

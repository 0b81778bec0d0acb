"""Link to a section that does not exist.

## What it does

Checks links to sections of the same page. GitHub derives the anchor of a heading from its text: in
lower case, with a hyphen for each space and without punctuation. An emoji is removed but the hyphen
of its space is kept, so `## 🚩 Start` becomes `#-start`. The second heading of the same name gets
`-1`. Case and a trailing hyphen are ignored. `id` and `name` of HTML elements are anchors as well.

`## Start {#begin}` has the anchor `#begin` on sites that are built with Docusaurus, Hugo, Jekyll,
MkDocs or VitePress, but not on GitHub. It is accepted on a page with front matter and next to the
configuration of such a generator. Elsewhere it is an info.

## Why it matters

The link does nothing: the reader stays where they are.

## Bad

```md bad
- [Start](#start)

## 🚩 Start
```

## Good

```md good
- [Start](#-start)
- [Tools](#tools)

## 🚩 Start

<a name="tools"></a>
```

## Fix safety

The fix links to the nearest section if the two differ only in punctuation, an emoji, a count or a
typo. It is unsafe, because a different section may be meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Fix, Severity
from lint.document.anchors import ALWAYS, anchors
from lint.document.model import LinkKind
from lint.rules.base import Context, rule
from lint.rules.helpers.edits import retarget
from lint.rules.helpers.site_generators import ON_GITHUB, is_site
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.document.slugs import Anchors


@rule("missing-anchor", Severity.ERROR, since="0.1.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each link."""
    found: Anchors | None = None
    linked: frozenset[str] = frozenset()
    for link in document.links:
        anchor = link.url[1:]
        if link.url[:1] != "#" or link.kind is LinkKind.IMAGE or ALWAYS.fullmatch(anchor):
            continue
        if found is None:
            found = anchors(document)
            linked = _linked(document, found)
        if found.find(anchor) is not None:
            continue
        message, severity = f"section #{clip(anchor)} does not exist", None
        nearest = found.foreign(anchor)
        if nearest is None:
            nearest = found.nearest(anchor, linked)
        elif is_site(context):
            continue
        else:
            message += ON_GITHUB
            severity = Severity.INFO
        if nearest is None:
            yield Finding(link.span, message, cause=anchor)
            continue
        written = "#" + nearest.replace("\ufe0f", "%EF%B8%8F")
        edit = retarget(document, link, written)
        # Unsafe: the nearest section is a guess, however good.
        fix = Fix(f"link to {written}", (edit,)) if edit else None
        yield Finding(
            link.span,
            f"{message}; did you mean {clip(written)}?",
            fix,
            severity=severity,
            cause=anchor,
        )


def _linked(document: Document, found: Anchors) -> frozenset[str]:
    """The sections that are linked already."""
    targets = (found.find(link.url[1:]) for link in document.links if link.url[:1] == "#")
    return frozenset(filter(None, targets))

"""A link leads to a section that does not exist.

GitHub makes the anchor of a heading from its text: in lower case, with a hyphen for each blank and
without punctuation. An emoji goes and leaves the hyphen of its blank behind, so that `## 🚩 Start`
is `#-start`; the second heading of a name gets `-1`. Case does not count, nor does a hyphen at the
end. `id` and `name` of an HTML element are anchors, too.

The nearest section is offered where no more than punctuation, an emoji, a count or a slip of the
pen differs. `## Start {#begin}` has the anchor `#begin` on a site that is made with Docusaurus,
Hugo, Jekyll, MkDocs or VitePress, not on GitHub: on a page with front matter, and beside the
configuration of such a generator, it counts; elsewhere it is no more than an info.

```md bad
- [Start](#start)

## 🚩 Start
```

```md good
- [Start](#-start)
- [Tools](#tools)

## 🚩 Start

<a name="tools"></a>
```
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
def RULE(document: Document, context: Context) -> Iterator[Finding]:
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
        message, severity = f"there is no section #{clip(anchor)}", None
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
            f"{message}; the nearest is {clip(written)}",
            fix,
            severity=severity,
            cause=anchor,
        )


def _linked(document: Document, found: Anchors) -> frozenset[str]:
    """The sections that are linked already."""
    targets = (found.find(link.url[1:]) for link in document.links if link.url[:1] == "#")
    return frozenset(filter(None, targets))

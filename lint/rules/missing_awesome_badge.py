"""Awesome badge that is missing or replaced by another image.

## What it does

Checks that the Awesome badge is at the top of the list: next to the heading, below it or in a
centred block, in Markdown or HTML. The `mentioned-badge` is for projects, not for lists. Other
badges are ignored.

## Why it matters

The badge links back to the list of lists. The
[guidelines](https://github.com/sindresorhus/awesome/blob/main/awesome.md#awesome-badge) require it
and do not allow it to be modified.

## Bad

```md bad
# Awesome Swift

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.
```

## Good

```md good
# Awesome Swift [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.sites import github
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link

_LIST_OF_LISTS = "sindresorhus/awesome"
# The three badges, on their own host or straight from the repository, by whichever mirror.
_BADGE = lazy(
    r"https?://(?:awesome\.re/badge(?:-flat2?)?\.svg"
    r"|[^/]+/(?:gh/)?sindresorhus/awesome[/@][^?#]*\bbadge(?:-flat2?)?\.svg)(?:[?#].*)?"
)
# What the list of lists itself shows at its top.
_LOGO = "Awesome"


@rule("missing-awesome-badge", Severity.WARNING, since="0.1.0", preset=guideline.PRESET)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding: on the badge that is none, else on the main heading or first entry."""
    if not guideline.is_front_page(document, context):
        return
    shown = [
        (link, image)
        for link in document.links
        if link.kind is not LinkKind.IMAGE and _leads_home(link)
        for image in document.links_in(link.span)
        if image.kind is LinkKind.IMAGE
    ]
    if any(_BADGE.fullmatch(image.url.strip()) for _, image in shown):
        return
    images = [link for link in document.links if link.kind is LinkKind.IMAGE]
    badge = next((image for image in images if _BADGE.fullmatch(image.url.strip())), None)
    if shown:
        link, image = shown[0]
        mentioned = "mentioned-badge" in image.url
        what = "for projects, not for lists" if mentioned else "not one of the Awesome badges"
        yield Finding(link.span, f"{clip(image.url)} is {what}")
    elif badge is not None:
        yield Finding(badge.span, "the Awesome badge does not link to https://awesome.re")
    elif not any(image.text == _LOGO for image in images):
        place = document.headings[0].span if document.headings else context.entries[0].span
        yield Finding(place, "the list has no Awesome badge")


def _leads_home(link: Link) -> bool:
    """Whether a link leads to the list of lists."""
    url = link.web
    if url is None:
        return False
    return url.host in {"awesome.re", "www.awesome.re"} or github.repository(url) == _LIST_OF_LISTS

"""Link with an empty destination.

## What it does

Checks for links with a text and no destination, such as `[text]()`, for labels that lead to the top
of the page (`[Code](#)`), and for images without a URL.
If the text says that the target is still to come (`[Coming soon]()`), it is an info. Badges and
images within a link are reported as `empty-badge-link`.

## Why it matters

GitHub renders `[text]()` as a link to the current page.

## Bad

```md bad
- [Attention Is All You Need]() - Introduces the Transformer.
```

## Good

```md good
- [Attention Is All You Need](https://arxiv.org/abs/1706.03762) - Introduces the Transformer.
- <a name="tools"></a>Tools
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.entries.words import is_label
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

_PLACEHOLDER = lazy(
    r"(?i)\W*+(?:(?:(?:code|data|dataset|demo|link|model|page|paper|project|weights)\W*+)?"
    r"(?:com\w+\W+soon|tba|tbd|todo|wip|soon|to\W+be\W+\w+|work\W+in\W+progress)|n/?a|none"
    r"|待\w{1,4}|敬请期待|即将\w{2,4}|準備中|近日公開)\W*+|[^\w-]*+-\W*+"
)
_TO_TOP = lazy(r"(?i)\b(?:home|index|menu|page|start)\b|首页|主页|返回")
_LONGEST = 40


@rule("empty-link", Severity.ERROR, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    for link in document.links:
        text = link.text.strip()
        if link.kind is LinkKind.IMAGE and not link.url.strip():
            if document.source.text[link.span.start] == "!":
                yield Finding(link.span, f"the image “{clip(text)}” has no URL")
            continue
        if link.url == "#" and is_label(text) and not _TO_TOP.search(text):
            yield Finding(link.span, f"the link “{clip(text)}” leads to the top of the page")
        if link.url.strip() or link.kind is LinkKind.IMAGE or not text:
            continue
        if any(one.kind is LinkKind.IMAGE for one in document.links_in(link.span)):
            continue
        if len(text) <= _LONGEST and _PLACEHOLDER.fullmatch(text):
            yield Finding(
                link.span, f"“{clip(text)}” has no destination yet", severity=Severity.INFO
            )
        else:
            yield Finding(link.span, f"the link “{clip(text)}” has an empty destination")

"""Link with an empty destination.

## What it does

Checks for links with a text and no destination, such as `[text]()`, for labels that lead to the top
of the page (`[Code](#)`), and for images without a URL.
If the text says that the target is still to come (`[Coming soon]()`), it is an info. Badges and
images within a link are reported as `empty-badge-link`. Five or more empty links with one text are
one problem, and those in a line that shows how to write an entry are ignored.

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

from collections import Counter
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.entries.words import is_label
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers.templates import is_in_template
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link

_PLACEHOLDER = lazy(
    r"(?i)\W*+(?:(?:(?:code|data|dataset|demo|link|model|page|paper|project|slides|video|weights)\W*+)?"
    r"(?:com\w+\W+soon|tba|tbd|todo|wip|soon|to\W+be\W+\w+|work\W+in\W+progress|not\W+yet"
    r"|(?:not\W+(?:yet\W+)?|un)(?:available|published|released)(?:\W+yet)?|in\W+preparation"
    r"|pending|upcoming)|n/?a|none"
    r"|(?:(?:代码|论文|数据|链接|コード|論文|코드|논문)\W*+)?"
    r"(?:待\w{1,4}|敬请期待|即将\w{2,4}|尚未\w{1,4}|暂未\w{1,4}|未开源|未公开|未発表|未公開|準備中"
    r"|近日公開|公開予定|준비\s?중|공개\s?예정|추후\s?공개)"
    r"|скоро|próximamente|em\sbreve|bientôt|demnächst)\W*+|[^\w-]*+-\W*+"
)
_TO_TOP = lazy(r"(?i)\b(?:home|index|menu|page|start)\b|首页|主页|返回")
_LONGEST = 40


# So many empty links with one text come from one cause: files that were taken away, a program.
_HABIT = 5


@rule("empty-link", Severity.ERROR, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each link; what is a habit is one cause."""
    found = [
        (text, finding)
        for link in document.links
        if (finding := _empty(document, context, link, text := link.text.strip())) is not None
    ]
    uses = Counter(text for text, _ in found)
    for text, finding in found:
        yield finding._replace(cause=text) if uses[text] >= _HABIT else finding


def _empty(document: Document, context: Context, link: Link, text: str) -> Finding | None:
    if link.kind is LinkKind.IMAGE:
        if link.url.strip() or document.source.text[link.span.start] != "!":
            return None
        return Finding(link.span, f"the image “{clip(text)}” has no URL")
    to_top = link.url == "#" and is_label(text) and not _TO_TOP.search(text)
    if not to_top and (link.url.strip() or not text):
        return None
    if any(one.kind is LinkKind.IMAGE for one in document.links_in(link.span)):
        return None
    if is_in_template(document, context, link):
        return None
    if to_top:
        return Finding(link.span, f"the link “{clip(text)}” leads to the top of the page")
    if len(text) <= _LONGEST and _PLACEHOLDER.fullmatch(text):
        message = f"“{clip(text)}” has no destination yet"
        return Finding(link.span, message, severity=Severity.INFO)
    return Finding(link.span, f"the link “{clip(text)}” has an empty destination")

"""Paper that was withdrawn or retracted.

## What it does

Checks for papers that arXiv marks as withdrawn in their comments, and for papers with a DOI that
Crossref lists as retracted, according to their publisher or Retraction Watch. Each paper of an
entry is reported once. It is not reported where the entry says so itself.

## Why it matters

A paper is withdrawn because it is wrong, for example because of an error in a proof. Readers should
not build on it.

## Bad

```md bad
- [Proof of Everything](https://arxiv.org/abs/2401.99999) - Proves it.
```

## Good

```md good
- [Proof of Everything](https://arxiv.org/abs/2401.99999) - Proves it (withdrawn).
- [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.entries.index import Owners
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers.results import checked
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

_SAID = lazy(r"(?i)\b(?:withdr[ae]wn?|withdrawal|retracted|retraction)\b|撤回|撤稿|철회")


@rule("withdrawn-paper", Severity.WARNING, since="0.1.0", needs_links=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, on the first link to each paper of an entry."""
    owners: Owners | None = None
    seen = set()
    for link, result in checked(document, context):
        facts = result.facts
        if facts is None or not facts.withdrawn:
            continue
        owners = owners or Owners(context.entries)
        index = owners.index(link.span)
        around = owners.entries[index].span if index >= 0 else _line(document, link.span)
        if (facts.identity, around) in seen or _SAID.search(document.source.slice(around)):
            continue
        seen.add((facts.identity, around))
        title = f" (“{clip(facts.title)}”)" if facts.title else ""
        how = "retracted" if facts.identity.startswith("doi:") else "withdrawn"
        yield Finding(link.span, f"{result.url}{title} was {how}", url=result.url)


def _line(document: Document, span: Span) -> Span:
    text = document.source.text
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)

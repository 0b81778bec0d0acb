"""Paper listed under a former title.

## What it does

Checks for entries whose title is that of an earlier version of the arXiv paper. A title that no
version had is reported as `title-mismatch`. A link to a version (`…v1`) is compared with the title
of that version.

## Why it matters

The page on arXiv displays the latest version, so readers who follow the link find a different
title.

## Bad

```md bad
- [LLaMA: Small Models Trained on More Tokens](https://arxiv.org/abs/2301.99999)
```

## Good

```md good
- [Open Models Trained on Public Data Alone](https://arxiv.org/abs/2301.99999)
- [LLaMA: Small Models Trained on More Tokens](https://arxiv.org/abs/2301.99999v1)
```

## Fix safety

The fix writes the current title. It is unsafe, because the list may keep the name that its readers
know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.entries.identity import series, title_link
from lint.rules.base import Context, rule
from lint.rules.helpers.papers import own_papers
from lint.rules.helpers.titles import escaped, former_title, written
from lint.sites import arxiv
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.rules.helpers.papers import Paper


@rule("renamed-paper", Severity.INFO, since="0.2.0", needs_links=True, fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of tables and lists, one for each paper of an entry."""
    if not any(result.facts and result.facts.former for result in context.results.values()):
        return
    for each in series(document, context):
        for entry in each.entries:
            papers = [one for one in own_papers(entry, context) if one.facts.title]
            yield from _entry(document, entry, papers)


def _entry(document: Document, entry: Entry, papers: list[Paper]) -> Iterator[Finding]:
    """The paper of an entry whose former title that has, unless another one is called so today."""
    from lint.titles.comparison import compare

    title = written(entry.fields)
    if not all(compare(title, one.facts.title or "").mismatch for one in papers):
        return
    for paper in papers:
        url = paper.link.link.web
        former = former_title(title, paper.facts)
        if former is None or url is None or arxiv.version(url) is not None:
            continue
        now = paper.facts.title or ""
        yield Finding(
            paper.link.link.span,
            f"the paper “{clip(title)}” is now titled “{clip(now)}”",
            _fix(document, entry, title, former, now),
        )
        return


def _fix(document: Document, entry: Entry, title: str, former: str, now: str) -> Fix | None:
    """The fix, where the title stands in the source as it reads, and nothing stands beside it."""
    from lint.titles.words import read

    place = entry.places.get("title")
    if place is None or read(title).joined != read(former).joined or re.search(r"[\\$]", now):
        return None
    source = document.source.slice(place)
    if source.count(title) != 1:
        return None
    start = place.start + source.index(title)
    link = title_link(entry)
    new = escaped(document, now, link.link if link is not None else None)
    edit = Edit(Span(start, start + len(title)), new)
    return Fix(f"replace with “{clip(now)}”", (edit,), safe=False)

"""Title that differs from the title of the linked work.

## What it does

Compares the title of an entry with the title on arXiv, on OpenReview or in the registry of the DOI.
All common ways to write a title match: with or without LaTeX, other capitals, dashes and accents, a
missing subtitle, a truncated end, `LLMs` for large language models, a typo, an added venue or
author, a name that the list gives to the paper.

Text that may not be a title is ignored: the name of a model, a topic, a translation. Titles of a
few words are compared only if the titles around them are complete. Only the link of the title and
links labelled as the paper are compared. If two of them lead to different works, both titles are
named.

A title of an earlier version of the paper is reported as `renamed-paper`. If the earlier titles are
unknown, the message says so.

## Why it matters

The row or its link was copied, and a reader who follows the link finds a different paper.

## Bad

```md bad
- [Language Models are Few-Shot Learners](https://arxiv.org/abs/2302.13971)
- [ReAct](https://arxiv.org/abs/2210.03629) ([paper](https://openreview.net/forum?id=another))
```

## Good

```md good
- [LLAMA - Open & Efficient Foundation Language Models (2023)](https://arxiv.org/abs/2302.13971)
- [LLaMA 7B](https://arxiv.org/abs/2302.13971)
- [LLaMA 开放且高效的基础语言模型](https://arxiv.org/abs/2302.13971)
- [ReAct](https://arxiv.org/abs/2210.03629)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Related, Severity
from lint.entries.identity import series, title_link
from lint.rules.base import Context, rule
from lint.rules.helpers.papers import own_papers
from lint.rules.helpers.titles import former_title, written
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.links.result import Facts
    from lint.rules.helpers.papers import Paper
    from lint.titles.comparison import Comparison

# A series has complete titles where so many of those compared have, and so great a share of all but
# the one in question.
_FEWEST_COMPLETE, _COMPLETE = 3, 0.8
# Titles that are less alike than this are no two titles of one paper.
_RENAMED = 0.5


@rule("title-mismatch", Severity.WARNING, since="0.1.0", needs_links=True, separate=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of tables and lists."""
    if not any(result.facts and result.facts.title for result in context.results.values()):
        return
    for each in series(document, context):
        found = [
            (entry, _compared(entry, papers))
            for entry in each.entries
            if (papers := [one for one in own_papers(entry, context) if one.facts.title])
        ]
        complete = _are_complete([compared for _, compared in found])
        for entry, compared in found:
            yield from _entry(entry, compared, complete=complete)


def _compared(entry: Entry, papers: list[Paper]) -> list[tuple[Paper, Comparison]]:
    """An entry's papers with what its title has in common with theirs."""
    from lint.titles.comparison import compare

    title = written(entry.fields)
    return [(paper, compare(title, paper.facts.title or "")) for paper in papers]


def _are_complete(series: list[list[tuple[Paper, Comparison]]]) -> bool:
    """Whether the entries of a series have the titles of their papers, and not names for them."""
    from lint.titles.comparison import ALIKE

    compared = [one for papers in series for _, one in papers[:1]]
    full = sum(one.certain and one.likeness >= ALIKE for one in compared)
    return full >= _FEWEST_COMPLETE and full >= _COMPLETE * (len(compared) - 1)


def _entry(
    entry: Entry, compared: list[tuple[Paper, Comparison]], *, complete: bool
) -> Iterator[Finding]:
    """The papers of an entry whose titles are not its own, or not one."""
    from lint.titles.comparison import compare

    title = written(entry.fields)
    wrong = [
        paper
        for paper, one in compared
        if one.mismatch
        and (complete or not one.brief)
        and not any(not compare(title, former).mismatch for former in paper.facts.former or ())
    ]
    right = next((paper for paper, _ in compared if paper not in wrong), None)
    if right is None:
        for paper in wrong:
            message = f"{_named(entry, paper)} leads to “{_title(paper)}”, not “{clip(title)}”"
            if paper.facts.former is None and paper.facts.identity.startswith("arxiv:"):
                message += " (earlier titles unknown)"
            yield Finding(paper.link.link.span, message)
        return
    for paper, _ in compared:
        if paper is not right and two_works(right.facts, paper.facts):
            message = (
                f"{_named(entry, paper)} leads to “{_title(paper)}”,"
                f" but {_named(entry, right)} to “{_title(right)}”"
            )
            related = (Related(right.link.link.span, "the other link"),)
            yield Finding(paper.link.link.span, message, related=related)


def two_works(one: Facts, other: Facts) -> bool:
    """Whether two papers are certainly two works by their titles.

    A preprint and what was published of it may have different titles, if not altogether.
    """
    from lint.titles.comparison import compare

    if f"doi:{one.doi}" == other.identity or f"doi:{other.doi}" == one.identity:
        return False
    pairs = ((one, other), (other, one))
    if any(former_title(a.title or "", b) is not None for a, b in pairs):
        return False
    found = [compare(a.title or "", b.title or "") for a, b in pairs]
    if one.identity.partition(":")[0] != other.identity.partition(":")[0]:
        return all(each.mismatch and each.likeness < _RENAMED for each in found)
    return all(each.mismatch for each in found)


def _named(entry: Entry, paper: Paper) -> str:
    """What a message calls the link to a paper."""
    link = paper.link
    if link is title_link(entry):
        return "the title"
    words = clip(link.label or link.message)
    return f"the {'link' if link.link.badge is None else 'badge'} “{words}”"


def _title(paper: Paper) -> str:
    return clip(paper.facts.title or "")

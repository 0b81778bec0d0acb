"""Two papers with different titles and the same link.

## What it does

Compares the titles of entries with the same link across the list. Only titles of five or more words
are compared, because a short name can stand for a model, a dataset or a benchmark of the paper.
Titles with words in common are ignored, because a paper can be renamed. Titles in another language
are compared with titles in the same language, and reported only if they have nothing in common. If
the title of the paper is known, the problem is reported as `title-mismatch` instead.

## Why it matters

A paper has one title, so one of the two entries has the wrong link: it was copied with the row, or
swapped with a neighbour.

## Bad

```md bad
- [Baseline Defenses for Adversarial Attacks Against Aligned Models](https://arxiv.org/abs/2308.14132)
- [Detecting Language Model Attacks with Perplexity](https://arxiv.org/abs/2308.14132)
```

## Good

```md good
- [Baseline Defenses for Adversarial Attacks Against Aligned Models](https://arxiv.org/abs/2309.00614)
- [Detecting Language Model Attacks with Perplexity](https://arxiv.org/abs/2308.14132)
- [Perplexity filter](https://arxiv.org/abs/2308.14132)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Related, Severity
from lint.document.model import LinkKind
from lint.entries.identity import main_link, work
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers.foreign_titles import are_of_two_works
from lint.rules.helpers.papers import facts_of
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.labels import EntryLink

_PAPERS = ("arxiv:", "doi:", "openreview:")
# Titles that are more alike may be those of one paper.
_ALIKE = 0.4
# Words before a URL that is the source of a sentence, not the link of a title.
_SOURCE = lazy(
    r"(?i)(?:\b(?:and|at|aus|by|cf|dans|de|en|from|in|of|on|per|see|selon|siehe|source|to|via|von|with"
    r"|из|по|см|в)\.?\s|来自|出自|摘自|引自|より|から)\s{0,3}[<(]?\Z"
)
_REACH = 20
_VERSION = lazy(r"\d{4}\.\d{4,5}(v\d{1,2})")


@rule("swapped-title", Severity.WARNING, since="0.1.0", separate=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings on the later of two titles, by papers in the order of their first links."""
    works: dict[str, list[tuple[Entry, EntryLink]]] = {}
    for entry in context.entries:
        link = main_link(entry)
        paper = work(link) if link is not None else None
        if link is None or paper is None or _is_cited(document, link):
            continue
        if paper.startswith(_PAPERS):
            works.setdefault(paper, []).append((entry, link))
    for linked in works.values():
        if len({_title(entry) for entry, _ in linked}) > 1:
            yield from _paper(document, context, linked)


def _paper(
    document: Document, context: Context, linked: list[tuple[Entry, EntryLink]]
) -> Iterator[Finding]:
    """Findings on the entries that link to one paper."""
    from lint.titles.comparison import compare, is_title

    facts = facts_of(linked[0][1], context)
    if facts is not None and facts.title is not None:
        return
    titled = [(entry, link) for entry, link in linked if is_title(_title(entry))]
    # Where none is in English, all may be titles in one other language.
    candidates = titled or linked
    for entry, link in candidates[1:]:
        first, first_link = candidates[0]
        if _version(link) != _version(first_link):
            # A paper may have another title in another version.
            continue
        one, other = _title(entry), _title(first)
        if titled:
            alike = max(compare(one, other).likeness, compare(other, one).likeness)
            differ = alike < _ALIKE
        else:
            differ = are_of_two_works(one, other)
        if differ:
            line, _ = document.source.position(first.span.start)
            message = f"this entry links to the same paper as “{clip(other)}” on line {line}"
            yield Finding(
                link.link.span,
                message,
                related=(Related(first.places["title"], "the other title"),),
            )


def _is_cited(document: Document, link: EntryLink) -> bool:
    """Whether a URL is the source of what is said: `“30 tokens/s” from https://arxiv.org/…`."""
    if link.link.kind is not LinkKind.AUTOLINK:
        return False
    start = link.link.span.start
    return _SOURCE.search(document.source.text[max(0, start - _REACH) : start]) is not None


def _version(link: EntryLink) -> str:
    """The version of a paper on arXiv that a link names, "" for none."""
    match = _VERSION.search(link.link.url)
    return match[1] if match else ""


def _title(entry: Entry) -> str:
    return entry.fields.get("title", "").partition("\n")[0]

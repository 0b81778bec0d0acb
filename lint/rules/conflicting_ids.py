"""Links of one entry that identify different papers.

## What it does

Checks for entries whose title leads to one arXiv paper and whose `arXiv` or `Paper` badge leads to
another. Identifiers are compared without their version, and only with identifiers of the same kind:
a paper can be on arXiv, on OpenReview and at a publisher at the same time. An entry is ignored if
one of several such badges matches the title. Badges for something else, such as `Dataset` or
`Blog`, are ignored too.

Also checks that a badge that displays an identifier links to that identifier.

## Why it matters

One of the links was copied from another entry, and readers end up at the wrong paper.

## Bad

```md bad
- [ReAct](https://arxiv.org/abs/2210.03629)
  [![arXiv](https://img.shields.io/badge/arXiv-Paper-red)](https://arxiv.org/abs/2303.04129)
- [Weak-to-strong generalization](https://openai.com/index/weak-to-strong-generalization)
  [![arXiv](https://img.shields.io/badge/arXiv-2312.09390-red)](https://arxiv.org/abs/2303.04129)
```

## Good

```md good
- [ReAct](https://arxiv.org/abs/2210.03629)
  [![arXiv](https://img.shields.io/badge/arXiv-2210.03629-red)](https://arxiv.org/pdf/2210.03629v3)
- [ScienceQA](https://arxiv.org/abs/2209.09513)
  [![Dataset](https://img.shields.io/badge/Dataset-Paper-red)](https://arxiv.org/abs/2110.13214)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Related, Severity
from lint.document.model import LinkKind
from lint.entries.identity import called_paper, title_link, work
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.sites import arxiv, doi, identity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Badge, Document
    from lint.entries.entry import Entry
    from lint.entries.labels import EntryLink

_SCHEMES = ("arxiv", "doi", "openreview")
# What a link to the paper itself is called; `Dataset` may lead to the paper on the dataset.
_ARXIV_WORDS = lazy(r"(?i)arxiv(?: paper)?[ :]*")
_DOI_WORDS = lazy(r"(?i)doi[ :]*")
# A DOI for all versions and one for each: both are right.
_VERSIONED = ("doi:10.5281/", "doi:10.6084/")


@rule("conflicting-ids", Severity.WARNING, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings on badges with an identifier, then on entries, each in the order of the document."""
    for link in document.links:
        if link.badge is None or link.kind is LinkKind.IMAGE:
            continue
        shown, url = _shown(link.badge), link.web
        actual = identity(url) if url is not None else None
        if shown is None or actual is None:
            continue
        # A badge may show the beginning of a DOI, which is long.
        shortened = shown.startswith("doi:") and actual.startswith(shown)
        if not shortened and _conflict(shown, actual):
            yield Finding(
                link.span, f"the badge displays {_name(shown)} but links to {_name(actual)}"
            )
    for entry in context.entries:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[Finding]:
    """Whether the links to the paper of an entry are of another paper than its title's."""
    title = title_link(entry)
    own = work(title) if title is not None else None
    if title is None or own is None or own.partition(":")[0] not in _SCHEMES:
        return
    alike = [
        (link, other)
        for link in entry.links or ()
        if link is not title
        and _called_paper(link)
        and (other := work(link)) is not None
        and other.partition(":")[0] == own.partition(":")[0]
    ]
    if all(_conflict(own, other) for _, other in alike):
        for link, other in alike:
            thing = "link" if link.link.badge is None else "badge"
            message = f"the {thing} leads to {_name(other)}, but the title to {_name(own)}"
            yield Finding(link.link.span, message, related=(Related(title.link.span, "the title"),))


def _called_paper(link: EntryLink) -> bool:
    if called_paper(link):
        return True
    return link.link.badge is not None and _shown(link.link.badge) is not None


def _shown(badge: Badge) -> str | None:
    """The work whose identifier a badge shows: `arXiv | 2503.17407`, `DOI | 10.1145/3626772`."""
    text = f"{badge.label} {badge.message}".strip()
    if match := _ARXIV_WORDS.match(text):
        return arxiv.identity(text[match.end() :])
    match = _DOI_WORDS.match(text)
    return doi.identity(text[match.end() :]) if match else None


def _conflict(one: str, other: str) -> bool:
    """Whether two works cannot be the same; those of different kinds may be."""
    if one.partition(":")[0] != other.partition(":")[0] or one.startswith(_VERSIONED):
        return False
    return one != other


def _name(work: str) -> str:
    kind, _, identifier = work.partition(":")
    return {"arxiv": "arXiv:", "openreview": "OpenReview "}.get(kind, f"{kind}:") + identifier

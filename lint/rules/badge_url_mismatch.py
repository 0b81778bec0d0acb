"""Badge that links to a different site than its label names.

## What it does

Checks that a badge leads to the kind of site that its label promises. `schema/badge.schema.json`
defines the promises: `arXiv` must lead to arXiv under any of its hosts, `GitHub` to GitHub,
`Website` to any site except arXiv, `Paper` to any site except a repository, a video or a social
network. A `PDF` may lead to a repository that is named after it, such as `book-pdf`.
The text that the badge displays counts, not its alternative text. Badges without a link,
dynamic badges and tags are ignored.

Plain links are checked like badges if their text is `arXiv`, `GitHub`, `OpenReview`, `Code`,
`Paper` or `PDF` and they are used as labels: in a column of links, or next to the title and
description of an entry.

A `Code` label that leads to an account is an info in an entry without a paper: it may be all the
code of a project. A `GitHub` label that leads to an account is reported in an entry with a paper,
where the code was meant, unless more than a fifth of the `GitHub` labels of the list lead to
accounts.

If at least five badges of one label, and at least a fifth of them, lead elsewhere, this is a
convention of the list. It is reported once, as an info.

## Why it matters

A reader who clicks `arXiv` expects arXiv. In most cases, the link was copied from another entry.

## Bad

```md bad
- [Weak-to-strong generalization](https://openai.com/index/weak-to-strong-generalization)
  [![arXiv](https://img.shields.io/badge/arXiv-2312.09390-red)](https://cdn.openai.com/w2s.pdf)
```

## Good

```md good
- [Weak-to-strong generalization](https://openai.com/index/weak-to-strong-generalization)
  [![arXiv](https://img.shields.io/badge/arXiv-2312.09390-red)](https://arxiv.org/abs/2312.09390)
  [![Paper](https://img.shields.io/badge/Paper-PDF-red)](https://cdn.openai.com/w2s.pdf)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.entries.identity import called_paper
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lint.document.model import Document
    from lint.entries.labels import EntryLink
    from lint.source import Span


@rule("badge-url-mismatch", Severity.ERROR, since="0.1.0", separate=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, then those on accounts."""
    violations = context.violations.get("badge-url-mismatch", ())
    whole = _whole_accounts(context) if violations else frozenset()
    named = _named_repositories(context) if violations else frozenset()
    accounts = _to_accounts(context) if violations else {}
    for violation in violations:
        finding = violation.finding()
        if finding.span in named:
            continue
        link = accounts.get(finding.span)
        # Of a convention, more is said.
        if link is not None and finding.severity is None:
            finding = finding._replace(message=f"{_named(link)}, an account, not the code")
        # The code of a project may be all that an account has; that of a paper is not.
        yield finding._replace(severity=Severity.INFO) if finding.span in whole else finding
    yield from _accounts(context)


def _whole_accounts(context: Context) -> frozenset[Span]:
    """The places of links to accounts in entries without a paper."""
    return frozenset(
        link.link.span
        for entry in context.entries
        if not any(map(_is_paper, entry.links or ()))
        for link in entry.links or ()
        if link.site == "github/owner"
    )


def _to_accounts(context: Context) -> Mapping[Span, EntryLink]:
    """The labels of code that lead to accounts, by their places."""
    return {
        link.link.span: link
        for entry in context.entries
        for link in entry.links or ()
        if link.site == "github/owner" and link.says in _CODES
    }


def _named(link: EntryLink) -> str:
    thing = "badge" if link.link.badge is not None else "link"
    return f"the {thing} “{clip(link.shown)}” links to {clip(link.page)}"


_WORD = lazy(r"[a-z0-9]+")


def _named_repositories(context: Context) -> frozenset[Span]:
    """The places of links to repositories with the label in their name: `PDF` to `book-pdf`."""
    return frozenset(
        link.link.span
        for entry in context.entries
        for link in entry.links or ()
        if link.site == "github/repository"
        and link.says
        and link.says in _WORD.findall(link.page.rstrip("/").rpartition("/")[2].lower())
    )


_CODES = frozenset(
    {
        *("code", "code link", "codes", "official code", "代码", "コード", "코드"),
        *("код", "исходный код", "código", "código fuente", "quellcode"),
    }
)
# What a label says that leads to the code of an entry, besides these.
_CODE = frozenset({"github", "github code", "github link", "github repo", "github repository"})
_SHARE = 5
_PAPERS = frozenset({"arxiv", "doi", "doi/arxiv", "huggingface/paper", "openreview"})


def _accounts(context: Context) -> Iterator[Finding]:
    """Labels `GitHub` on the page of an account, where the list has them on repositories."""
    labelled = [
        (entry, link)
        for entry in context.entries
        for link in entry.links or ()
        if link.says in _CODE and link.site.startswith("github/")
    ]
    astray = [one for one in labelled if one[1].site == "github/owner"]
    if len(astray) * _SHARE > len(labelled):
        return
    for entry, link in astray:
        if any(one is not link and _is_paper(one) for one in entry.links or ()):
            message = f"{_named(link)}, an account, not the code of the paper"
            yield Finding(link.link.span, message)


def _is_paper(link: EntryLink) -> bool:
    return link.site in _PAPERS or called_paper(link)

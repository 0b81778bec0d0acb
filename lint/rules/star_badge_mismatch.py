"""Badge with the numbers of a different repository.

## What it does

Checks badges of `github/stars`, `forks`, `license`, `last-commit` and the like, whose image names
the repository that they describe. A badge with a link is compared with its target, a badge without
one with all repositories that its entry links to. Case, `.git` and anything after the name of the
repository are ignored. If links are checked, a renamed repository matches both of its names.

A repository of the same name with a different owner has often been transferred, and is only an
info.

## Why it matters

The badge was copied from another entry and displays the numbers of that entry.

## Bad

```md bad
- [lychee](https://github.com/lycheeverse/lychee)
  ![stars](https://img.shields.io/github/stars/pypa/pip)
- [![stars](https://img.shields.io/github/stars/pypa/pip)](https://github.com/lycheeverse/lychee)
```

## Good

```md good
- [lychee](https://github.com/lycheeverse/lychee#readme)
  ![stars](https://img.shields.io/github/stars/LycheeVerse/lychee.svg)
- [Weights](https://huggingface.co/openai-community/gpt2)
  ![stars](https://img.shields.io/github/stars/openai/gpt-2)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import urls
from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.rules.base import Context, rule
from lint.sites import github

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.document.model import Document, Link
    from lint.source import Span

_PAGES = ".github.io"


@rule("star-badge-mismatch", Severity.WARNING, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings on badges that are links, then on those that are none, each in order."""
    for link in document.links:
        if link.badge is not None and link.badge.repository and link.kind is not LinkKind.IMAGE:
            finding = _check(link, [link], context)
            if finding is not None:
                yield finding
    # A list within an item belongs to it, so entries nest: any of those around may explain a badge.
    bare: dict[Span, Finding | None] = {}
    for entry in context.entries:
        links = document.links_in(entry.span)
        targets = [link for link in links if link.kind is not LinkKind.IMAGE]
        for image in links:
            if image.kind is LinkKind.IMAGE and not image.linked and _repository(image):
                finding = _check(image, targets, context)
                bare[image.span] = finding and bare.get(image.span, finding)
    yield from (finding for finding in bare.values() if finding is not None)


def _repository(link: Link) -> str:
    return link.badge.repository if link.badge is not None else ""


def _check(badge: Link, targets: Sequence[Link], context: Context) -> Finding | None:
    """What is wrong with a badge that stands for `targets`; None without a repository in them."""
    counted = _repository(badge)
    found: dict[str, None] = {}
    for link in targets:
        url = link.web
        if url is None:
            continue
        result = context.results.get(url.request)
        final = urls.http(result.final_url) if result is not None and result.final_url else None
        for one in (url, final or url):
            # `owner.github.io/name` is made of `owner/name`, or of any other of that owner.
            owner = one.host.removesuffix(_PAGES)
            if owner != one.host and counted.casefold().startswith(f"{owner}/"):
                return None
            if (repository := github.repository(one)) is not None:
                found[repository] = None
    if not found or counted.casefold() in found:
        return None
    shown = next(iter(found))
    moved = any(one.partition("/")[2] == counted.casefold().partition("/")[2] for one in found)
    rest = "" if len(found) == 1 else f" and {len(found) - 1} more"
    whose = "it links" if badge in targets else "its entry links"
    return Finding(
        badge.span,
        f"the badge displays {counted}, but {whose} to {shown}{rest}",
        severity=Severity.INFO if moved else None,
    )

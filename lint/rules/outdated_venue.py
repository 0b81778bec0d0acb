"""Venue that says arXiv although the paper was published elsewhere.

## What it does

Checks for venue cells that contain only `arXiv` or `preprint` where arXiv gives the venue of the
paper: in its journal reference, or in a comment such as `Accepted at CVPR 2024`. Only certain
venues count. A submission, a workshop and the longer version of a paper do not.

## Why it matters

Readers look for the published version, and the venue tells them that a paper was reviewed.

## Bad

```md bad
| Date    | Venue | Title |
|---------|-------|-------|
| 2023-02 | arXiv | [Published](https://arxiv.org/abs/2302.99999) |
```

## Good

```md good
| Date    | Venue     | Title |
|---------|-----------|-------|
| 2023-02 | CVPR 2024 | [Published](https://arxiv.org/abs/2302.99999) |
| 2017-06 | arXiv     | [Attention Is All You Need](https://arxiv.org/abs/1706.03762) |
```

## Fix safety

The fix writes the venue into the cell. It is unsafe, because the cell may describe the link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.dates import venues
from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.entries.identity import series
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers.papers import own_papers
from lint.rules.helpers.titles import escaped
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.entries.entry import Entry

_PREPRINT = lazy(
    r"(?i)\W*(?:arxiv|preprint|arxiv preprint|corr)(?:[\s,.'’(-]{0,3}(?:(?:19|20)\d\d|\d\d))?\W*"  # noqa: RUF001
)
_FIELDS = ("venue", "date")


@rule("outdated-venue", Severity.INFO, since="0.2.0", needs_links=True, fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of tables and lists, one for each entry."""
    if not any(result.facts and result.facts.venue for result in context.results.values()):
        return
    for each in series(document, context):
        for entry in each.entries:
            name = next(
                (one for one in _FIELDS if _PREPRINT.fullmatch(entry.fields.get(one, ""))), None
            )
            papers = list(own_papers(entry, context)) if name is not None else []
            published = {
                one.facts.venue for one in papers if one.facts.identity.startswith("arxiv:")
            }
            if name is not None and len(published) == 1 and (venue := published.pop()) is not None:
                yield _finding(document, entry, name, venue)


def _finding(document: Document, entry: Entry, name: str, venue: str) -> Finding:
    says, place = entry.fields[name].strip(), entry.places[name]
    message = f"the {name} is {clip(says)}, but the paper was published in {clip(venue)}"
    source = document.source.slice(place)
    fix = None
    # A whole journal reference is no name for a cell.
    if (
        source.count(says) == 1
        and venues.is_venue(venue.split(maxsplit=1)[0])
        and venue[-1].isdigit()
    ):
        start = place.start + source.index(says)
        edit = Edit(Span(start, start + len(says)), escaped(document, venue, None))
        fix = Fix(f"replace with {venue}", (edit,), safe=False)
    return Finding(place, message, fix)

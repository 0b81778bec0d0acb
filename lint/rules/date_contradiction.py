"""Date earlier than the paper's submission to arXiv.

## What it does

Checks for entries that are dated at least two months before their arXiv paper was submitted. The
identifier of a paper starts with the month of its submission (2303.04129: March 2023).

A difference of less than six months is an info, because a model may be published before its paper.
So is any difference if the venue of the entry names the year of its date.
A bare year counts as December of that year. A year next to a venue is the year of the conference
and is ignored. Later dates are fine: papers appear on arXiv before they are published.

## Why it matters

Either the date is a typo, or the link leads to a different paper.

## Bad

```md bad
| Date    | Title |
|---------|-------|
| 2017-03 | [Foundation Models for Decision Making](https://arxiv.org/abs/2303.04129) |
```

## Good

```md good
| Date         | Title |
|--------------|-------|
| Mar/2023     | [Foundation Models for Decision Making](https://arxiv.org/abs/2303.04129) |
| NeurIPS 2022 | [Constitutional AI](https://arxiv.org/abs/2212.08073) |
| 2019         | [T5](https://arxiv.org/abs/1910.10683) |
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.entries.identity import called_paper, series, title_link, work
from lint.rules.base import Context, rule
from lint.sites import arxiv
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.dates.readings import StatedDate
    from lint.document.model import Document
    from lint.entries.entry import Entry

_ARXIV = "arxiv:"
# Months from the date to the paper: a release, then its paper; beyond, nothing explains it.
_ODD, _WRONG = 2, 6


@rule("date-contradiction", Severity.WARNING, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of tables and lists."""
    for each in series(document, context):
        for entry in each.entries:
            date = entry.known_date
            stated = _month(date) if date is not None else None
            paper = _paper(entry) if stated is not None else None
            if stated is None or paper is None:
                continue
            written = arxiv.month(paper)
            months = (written[0] - stated[0]) * 12 + written[1] - stated[1]
            if months >= _ODD:
                text = clip(entry.fields["date"])
                message = (
                    f"the date {text} is {months} months before the submission of arXiv:{paper}"
                    f" ({written[0]}-{written[1]:02})"
                )
                # A paper may be put on arXiv long after its conference.
                held = str(stated[0]) in entry.fields.get("venue", "")
                severity = Severity.INFO if held or months < _WRONG else None
                yield Finding(entry.places["date"], message, severity=severity)


def _month(date: StatedDate) -> tuple[int, int] | None:
    """The last month that `date` can mean, None where it is that of a conference."""
    if date.year is None or (date.month is None and date.venue):
        return None
    return date.year, date.month or 12


def _paper(entry: Entry) -> str | None:
    """The arXiv identifier of an entry's own paper, the earliest if there are several.

    It is where the title leads or what a label calls the paper. Any other link may be to a paper
    that uses, evaluates or cites the thing, unless the entry has no other link.
    """
    title = title_link(entry)
    links = entry.links or ()
    if title is not None and (work(title) or "").startswith(_ARXIV):
        found = [title]
    else:
        found = [link for link in links if called_paper(link)]
        if not found and title is None and len(links) == 1:
            found = list(links)
    papers = [
        known.removeprefix(_ARXIV)
        for link in found
        if (known := work(link)) is not None and known.startswith(_ARXIV)
    ]
    return min(papers, key=arxiv.month, default=None)

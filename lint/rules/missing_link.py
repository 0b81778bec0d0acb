"""Row without a link in a table with link columns.

## What it does

Checks for rows without a link. A link in any cell counts, for example on the title. A mark such as
`-` or `TBD` in a link column states that there is none and is allowed. A column such as `Code` may
contain check marks instead, so it requires links only if most of its rows have one.

An empty cell of such a column is an info if a site has the repository of the paper in the row.

## Why it matters

Readers cannot get to what the entry describes.

## Bad

```md bad
| Title | Links |
|-------|-------|
| Attention Is All You Need | [paper](https://arxiv.org/abs/1706.03762) |
| BERT  |       |
```

## Good

```md good
| Title | Links |
|-------|-------|
| Attention Is All You Need | [paper](https://arxiv.org/abs/1706.03762) |
| BERT  | TBD   |
```

## Fix safety

The fix writes a link to the repository of the paper into the empty cell of a code column, with the
text that the column has in other rows. It is unsafe, because a site may name the wrong repository.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lint import sites, urls
from lint.diagnostics import Finding, Fix, Severity
from lint.document.model import LinkKind
from lint.entries.identity import series, work
from lint.rules.base import Context, rule
from lint.rules.helpers.empty_cells import filled
from lint.rules.helpers.papers import own_papers
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.identity import Series

_CODE = ("code", "github", "repo", "repository", "implementation", "source code")
_SITES = ("github:", "gitlab:", "codeberg:", "bitbucket:")


@rule("missing-link", Severity.ERROR, since="0.1.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, those on code at the end."""
    for violation in context.violations.get("missing-link", ()):
        yield violation.finding()
    if not any(one.facts and one.facts.code for one in context.results.values()):
        return
    for each in series(document, context):
        if each.table is not None and not each.table.html:
            for field in _CODE:
                yield from _column(document, context, each, field)


def _column(document: Document, context: Context, each: Series, field: str) -> Iterator[Finding]:
    """Findings on the empty cells of a column in which most rows have a link to code."""
    texts = Counter(text for one in each.entries if (text := _label(one, field)) is not None)
    if texts.total() * 2 <= len(each.entries):
        return
    # A text that most rows share is the column's own, not the name of a repository.
    text, count = texts.most_common(1)[0]
    for entry in each.entries:
        code = _code(entry, context) if entry.fields.get(field) == "" else None
        if code is None:
            continue
        edit = filled(document, entry, field, f"[{text}]({code})")
        if edit is None:
            continue
        own = count * 2 > texts.total() and text.isalnum() and not set("()|<> ") & set(code)
        fix = Fix(f"link to {clip(code)}", (edit,), safe=False) if own else None
        message = f"the {field} of the paper is missing: {clip(code)}"
        yield Finding(entry.places[field], message, fix, severity=Severity.INFO)


def _label(entry: Entry, field: str) -> str | None:
    """The text of the only link in a cell, "" for a picture; None where no code is linked."""
    place = entry.places.get(field)
    links = [
        one
        for one in entry.links or ()
        if place is not None
        and place.contains(one.link.span)
        and (work(one) or "").startswith(_SITES)
    ]
    if len(links) != 1:
        return None
    link = links[0].link
    return link.text if link.kind is LinkKind.INLINE and link.badge is None else ""


def _code(entry: Entry, context: Context) -> str | None:
    """The URL of the repository of the one paper of an entry, which the row does not link to."""
    papers = list(own_papers(entry, context))
    code = papers[0].facts.code if len(papers) == 1 else None
    url = urls.http(code) if code is not None else None
    known = sites.identity(url) if url is not None else None
    if known is None or not known.startswith(_SITES):
        return None
    return None if any(work(one) == known for one in entry.links or ()) else code

"""Malformed link.

## What it does

Checks for destinations with a typo that no reader can follow (`https:/…`, `www.…` without a scheme,
`arXiv:2308.03281`, a link inside a link), for link syntax that GitHub renders as text, and for
`None` or `[object Object]` in place of a URL.

Only certain cases are reported. A path that looks like a host is ignored if such a file exists. A
path that does not exist on arXiv is a warning, and is ignored if the server has it. A placeholder
such as `URL` is ignored in a line that shows how to write an entry.

## Why it matters

The link does not work, or GitHub renders its brackets as text.

GitHub ends a bare URL at whitespace, not at fullwidth punctuation: in `见 https://example.com。`
the full stop becomes part of the URL. Write the URL in `<…>` or add a space after it.

## Bad

```md bad
- [Transformer](https:/example.com/transformer) - Missing slash.
- [Search](www.example.com/search) - Without a scheme, this is a path.
- [Paper] (https://example.com/paper) - Space before the URL.
- [Paper](arXiv:2308.03281) - Unknown scheme.
```

## Good

```md good
- [Transformer](https://example.com/transformer) - Attention is all you need.
- [Archive](https://web.archive.org/web/2019/https://example.com/) - A URL within a URL is fine.
- As in [1] (https://example.com/notes), no link was meant.
```

## Fix safety

Fixes with only one possible target are safe, such as the slashes of `https:/…`. Fixes that guess
the target are unsafe, such as a scheme for `www.example.com` or a link that renders as text today.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Fix, Severity
from lint.links.result import Verdict
from lint.rules.base import Context, rule
from lint.rules.helpers.destinations import defect
from lint.rules.helpers.edits import retarget
from lint.rules.helpers.syntax import slips, swallowed, torn
from lint.rules.helpers.templates import is_in_template
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link
    from lint.rules.helpers.destinations import Defect


# What is said of a destination that nobody meant follows from the slip.
_CONSEQUENCES = (
    "archived-repository",
    "badge-url-mismatch",
    "broken-link",
    "date-mismatch",
    "missing-fragment",
    "private-address",
    "redirected-link",
    "renamed-repository",
    "stale-repository",
    "stray-url-punctuation",
    "title-mismatch",
    "unverified-link",
    "withdrawn-paper",
)


@rule("malformed-link", Severity.ERROR, since="0.1.0", fixable=True, outranks=_CONSEQUENCES)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, at most one for a place."""
    found = [
        Finding(slip.span, f"link syntax renders as text: {slip.problem}", slip.fix)
        for slip in slips(document)
    ]
    starts = [finding.span.start for finding in found]
    for link in document.links:
        finding = _destination(document, link, context)
        if finding is None:
            continue
        # What is left of a lost link may be an autolink; the slip has been reported.
        before = bisect_right(starts, link.span.start) - 1
        if before < 0 or link.span.start >= found[before].span.end:
            found.append(finding)
    yield from sorted(found, key=lambda finding: finding.span)


def _destination(document: Document, link: Link, context: Context) -> Finding | None:
    if slip := swallowed(document, link):
        return Finding(slip.span, slip.problem, slip.fix)
    if slip := torn(document, link):
        return Finding(slip.span, f"link syntax renders as text: {slip.problem}")
    wrong = defect(link.url, context.files)
    if wrong is None or is_in_template(document, context, link):
        return None
    severity = None
    if wrong.lenient:
        url = link.web
        result = context.results.get(url.request) if url is not None else None
        if result is not None and result.verdict is Verdict.OK:
            return None
        severity = Severity.WARNING
    # One slip of a program is in many places; what somebody mistyped is corrected at each.
    cause = link.url if wrong.meant is None else None
    message = f"{clip(link.url)} {wrong.problem}"
    return Finding(link.span, message, _fix(document, link, wrong), severity=severity, cause=cause)


def _fix(document: Document, link: Link, wrong: Defect) -> Fix | None:
    if wrong.meant is None:
        return None
    edit = retarget(document, link, wrong.meant)
    return Fix(f"link to {clip(wrong.meant)}", (edit,), wrong.safe) if edit is not None else None

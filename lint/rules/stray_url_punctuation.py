"""URL that ends with punctuation.

## What it does

Checks for destinations that end with a full stop, comma or semicolon from the surrounding sentence.
Ends that may be intended are ignored: in a query, in a fragment, on a wiki, after an abbreviation
(`Example_Inc.`), or if the server has a page at this URL.

## Why it matters

Most servers have no page at such a URL.

## Bad

```md bad
- [LoRA](https://gone.example/abs/2106.09685.) - Low-rank adaptation.
```

## Good

```md good
- [LoRA](https://fine.example/abs/2106.09685) - Low-rank adaptation.
- [Netscape](https://en.wikipedia.org/wiki/Netscape_Corp.) - A company.
```

## Fix safety

The fix removes the punctuation from the URL. It is safe.
"""
# ruff: noqa: RUF001  fullwidth punctuation is what this module is about

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint import urls
from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.document.model import LinkKind
from lint.links.result import Verdict
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

# One mark at the end: two dots are an ellipsis, the end of a URL that was cut off, and a dot for a
# whole segment changes nothing.
_END = lazy(r"(?!/\.)[\w)/-]([.,;。，；、])", re.ASCII)
_ABBREVIATION = lazy(
    r"(?i)(?:^|[\W_])(?:[a-z]|al|bros|co|corp|dept|dr|eds?|etc|inc|jr|ltd|mrs?|ms|no|op|ph\.?d|pp"
    r"|prof|sr|st|univ|vol|vs)\.$"
)
_WIKI = lazy(r"(?i)wiki")


@rule("stray-url-punctuation", Severity.WARNING, since="0.1.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each link."""
    for link in document.links:
        text = link.url.rstrip()
        end = _END.fullmatch(text, max(0, len(text) - 2))
        if end is None or link.kind is LinkKind.IMAGE or "?" in text or "#" in text:
            continue
        url = urls.http(text)
        if url is None or _WIKI.search(text) or _ABBREVIATION.search(text):
            continue
        result = context.results.get(url.request)
        if result is not None and result.verdict is Verdict.OK:
            continue
        place = link.url_span
        written = document.source.slice(place)
        fix = None
        if written.endswith(end[1]) and link.kind is not LinkKind.AUTOLINK:
            mended = text[:-1]
            edit = Edit(Span(place.end - 1, place.end), "")
            fix = Fix(f"link to {clip(mended)}", (edit,), safe=True)
        yield Finding(link.span, f"the URL {clip(text)} ends with “{end[1]}”", fix, url=url.request)

"""A quotation mark or bracket is opened and never closed, or closed and never opened.

Entries are to have correct grammar and consistent formatting
(https://github.com/sindresorhus/awesome/blob/main/awesome.md#pay-attention-to-grammar). Judged are
quotation marks and the brackets of East Asian scripts within one paragraph, heading or cell. Marks
that need no partner are left alone: an apostrophe in any form, inches, the `„` and `”` of other
languages, and a bracket behind a number that counts.

```md bad
- [Zen](https://example.org/zen) - The “Zen of Python.
- [Tao](https://example.org/tao) - The "Tao" of "Programming.
```

```md good
- [Zen](https://example.org/zen) - The “Zen of Python” by its author.
- [Tao](https://example.org/tao) - The "Tao of Programming" on a 13" screen.
```
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.document.model import Document

_PAIRS = {
    "\u201c": "\u201d",
    "\u300e": "\u300f",
    "\u300c": "\u300d",
    "\u300a": "\u300b",
    "\u3010": "\u3011",
}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = re.compile("[" + "".join(chain(_PAIRS, _OPENING)) + '\\"\u201e\u201f\uff02\u2033]')
# Quotation marks of languages that close with what English opens with, or use one for both.
_OTHER_QUOTES = frozenset("\u201e\u201f\uff02\u2033")
_CURLY = frozenset("\u201c\u201d")


@rule("unbalanced-punctuation", Severity.WARNING, since="0.1.0", preset=guideline.PRESET)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, at most one for a block and kind of mark."""
    text = document.source.text
    if not _MARK.search(text):
        return
    prose = sorted(document.prose)
    starts = [span.start for span in prose]
    blocks = [
        *(paragraph.span for paragraph in document.paragraphs),
        *(heading.span for heading in document.headings),
        *(
            cell.span
            for table in document.tables
            if not table.html
            for row in (table.header, *table.rows)
            for cell in row.cells
        ),
    ]
    for block in sorted(blocks):
        if not _MARK.search(text, block.start, block.end):
            continue
        inside = prose[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        yield from _judge(text, [*inside, *_texts(document, block)])


def _texts(document: Document, block: Span) -> Iterator[Span]:
    """The texts of the links in a block."""
    text = document.source.text
    for link in document.links_in(block):
        if link.kind is LinkKind.INLINE and link.badge is None:
            close = text.rfind("](", link.span.start, link.url_span.start)
            yield Span(link.span.start, max(close, link.span.start))
        elif link.kind is LinkKind.REFERENCE and link.badge is None:
            yield Span(link.span.start, text.find("]", link.span.start, link.span.end))


def _judge(text: str, spans: Sequence[Span]) -> Iterator[Finding]:
    marks = sorted(
        {
            match.start()
            for span in spans
            for match in _MARK.finditer(text, span.start, max(span.start, span.end))
        }
    )
    found = {text[at] for at in marks}
    straight = [at for at in marks if text[at] == '"']
    inches = any(text[at - 1 : at].isdigit() for at in straight)
    if len(straight) % 2 and not inches and not found & (_CURLY | _OTHER_QUOTES):
        at = straight[-1]
        yield Finding(Span(at, at + 1), f'" has no partner: the text has {len(straight)}')
    if '"' in found or found & _OTHER_QUOTES or "\u201c" not in found:
        marks = [at for at in marks if text[at] not in _CURLY]
    open_marks: list[int] = []
    for at in marks:
        mark = text[at]
        if mark in _PAIRS:
            open_marks.append(at)
        elif mark in _OPENING:
            if not open_marks or text[open_marks[-1]] != _OPENING[mark]:
                if _OPENING[mark] not in {text[one] for one in open_marks}:
                    yield Finding(Span(at, at + 1), f"{mark} closes what no {_OPENING[mark]} opens")
                    return
                while text[open_marks[-1]] != _OPENING[mark]:
                    open_marks.pop()
            open_marks.pop()
    if open_marks:
        at = open_marks[0]
        mark = text[at]
        yield Finding(Span(at, at + 1), f"{mark} is never closed by {_PAIRS[mark]}")

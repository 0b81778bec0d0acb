"""Quotation mark or bracket without its counterpart.

## What it does

Checks quotation marks and the brackets of East Asian scripts within a paragraph, heading or cell.
Marks that do not come in pairs are ignored: apostrophes, inches, the `„` and `”` of other
languages, and brackets after a number in an enumeration.

## Why it matters

The other mark was forgotten or deleted. The
[guidelines](https://github.com/sindresorhus/awesome/blob/main/awesome.md#pay-attention-to-grammar)
require correct grammar and consistent formatting.

## Bad

```md bad
- [Zen](https://example.org/zen) - The “Zen of Python.
- [Tao](https://example.org/tao) - The "Tao" of "Programming.
```

## Good

```md good
- [Zen](https://example.org/zen) - The “Zen of Python” by its author.
- [Tao](https://example.org/tao) - The "Tao of Programming" on a 13" screen.
```
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lint.document.model import Document

_PAIRS = {
    "\u201c": "\u201d",
    "\u300e": "\u300f",
    "\u300c": "\u300d",
    "\u300a": "\u300b",
    "\u3010": "\u3011",
    "\uff08": "\uff09",
    "\uff3b": "\uff3d",
    "\uff5b": "\uff5d",
    "\u3014": "\u3015",
    "\u3016": "\u3017",
    "\u3018": "\u3019",
    "\u3008": "\u3009",
    "\uff62": "\uff63",
}
# Whoever types them without an input method closes a fullwidth bracket by one of ASCII, and the
# other way round; that is no bracket without a partner.
_ASCII = {"\uff08": ("(", ")"), "\uff3b": ("[", "]"), "\uff5b": ("{", "}")}
# A closing bracket that counts: `1\uff09`.
_COUNTS = lazy(
    r"(?:.*[\s\uff0c\u3002\uff1b\uff1a])?[*_#>|-]*(?:\d{1,3}|[A-Za-z]|[\u2460-\u24ff]|[\u4e00-\u5341]{1,2})\Z"
)
_LONGEST_NUMBER = 20
_EYES = frozenset(":;^\uff1a\uff1b\uff3e")
_CLOSING = frozenset(_PAIRS[mark] for mark in _ASCII)
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = lazy("[" + "".join(chain(_PAIRS, _OPENING)) + '\\"\u201e\u201f\uff02\u2033]')
# Quotation marks of languages that close with what English opens with, or use one for both.
_OTHER_QUOTES = frozenset("\u201e\u201f\uff02\u2033")
_CURLY = frozenset("\u201c\u201d")


@rule("unbalanced-punctuation", Severity.WARNING, since="0.1.0", preset=guideline.PRESET)
def check(document: Document, context: Context) -> Iterator[Finding]:
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
    findings: list[Finding] = []
    for block in sorted(blocks):
        if not _MARK.search(text, block.start, block.end):
            continue
        inside = prose[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        bare = [one.span for one in document.links_in(block) if one.kind is LinkKind.AUTOLINK]
        findings += _check(text, [*inside, *_texts(document, block)], bare)
    headings = [heading.span.start for heading in document.headings]
    paired = set(_across(text, findings, headings))
    yield from (one for one in findings if one.span not in paired)


def _across(text: str, findings: Iterable[Finding], headings: Sequence[int]) -> Iterator[Span]:
    """The quotation marks of quotations that go on from one block of a section to another."""
    before: Span | None = None
    for one in findings:
        if text[one.span.start] != '"':
            continue
        if _opens(text, one.span):
            before = one.span
        else:
            same = before is not None and bisect_left(headings, before.start) == bisect_left(
                headings, one.span.start
            )
            if before is not None and same:
                yield from (before, one.span)
            before = None


def _opens(text: str, mark: Span) -> bool:
    """Whether a quotation mark can only stand before a quotation."""
    return not text[mark.start - 1 : mark.start].strip(" \t\n*_([") and bool(
        text[mark.end : mark.end + 1].strip()
    )


def _texts(document: Document, block: Span) -> Iterator[Span]:
    """The texts of the links in a block."""
    text = document.source.text
    for link in document.links_in(block):
        if link.kind is LinkKind.INLINE and link.badge is None:
            close = text.rfind("](", link.span.start, link.url_span.start)
            yield Span(link.span.start + 1, max(close, link.span.start + 1))
        elif link.kind is LinkKind.REFERENCE and link.badge is None:
            yield Span(link.span.start + 1, text.find("]", link.span.start, link.span.end))


def _check(text: str, spans: Sequence[Span], bare: Sequence[Span]) -> Iterator[Finding]:
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
    # In LaTeX, two apostrophes close a quotation.
    latex = any("''" in text[span.start : span.end] for span in spans) if straight else False
    if len(straight) % 2 and not (inches or latex) and not found & (_CURLY | _OTHER_QUOTES):
        at = straight[-1]
        yield Finding(Span(at, at + 1), f'" is unmatched: the text has {len(straight)}')
    if '"' in found or found & _OTHER_QUOTES or "\u201c" not in found:
        marks = [at for at in marks if text[at] not in _CURLY]
    yield from _unpaired(text, marks, _Surplus(text, spans).swallowed(text, bare))


def _unpaired(text: str, marks: Iterable[int], surplus: _Surplus) -> Iterator[Finding]:
    """The first of `marks`, which have two sides, that lacks the other one."""
    open_marks: list[int] = []
    for at in marks:
        mark = text[at]
        if mark in _PAIRS:
            open_marks.append(at)
        elif mark in _OPENING:
            opening = _OPENING[mark]
            if opening not in {text[one] for one in open_marks}:
                if _counts(text, at) or surplus.opens(opening):
                    continue
                yield Finding(Span(at, at + 1), f"unmatched {mark}")
                return
            while text[open_marks[-1]] != opening:
                open_marks.pop()
            open_marks.pop()
    while open_marks and surplus.closes(text[open_marks[-1]]):
        open_marks.pop()
    if open_marks:
        at = open_marks[0]
        mark = text[at]
        yield Finding(Span(at, at + 1), f"unmatched {mark}: missing {_PAIRS[mark]}")


class _Surplus:
    """The brackets of ASCII in some texts that are closed, or opened, without a partner.

    Each is the partner of one fullwidth bracket. So is a fullwidth bracket that an autolink took
    in, which is none of the texts.
    """

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        ends = [(span.start, max(span.start, span.end)) for span in spans]
        self._count = {
            mark: sum(text.count(closing, *one) - text.count(opening, *one) for one in ends)
            for mark, (opening, closing) in _ASCII.items()
        }

    def swallowed(self, text: str, links: Iterable[Span]) -> _Surplus:
        """The same with the closing brackets that the autolinks at `links` took in."""
        for span in links:
            for mark in _ASCII:
                self._count[mark] += text.count(_PAIRS[mark], span.start, span.end)
        return self

    def opens(self, mark: str) -> bool:
        """Whether a bracket is left that opens what the partner of `mark` closes."""
        return self._take(mark, -1)

    def closes(self, mark: str) -> bool:
        """Whether a bracket is left that closes `mark`."""
        return self._take(mark, 1)

    def _take(self, mark: str, sign: int) -> bool:
        left = self._count.get(mark, 0) * sign > 0
        if left:
            self._count[mark] -= sign
        return left


def _counts(text: str, at: int) -> bool:
    """Whether a closing bracket belongs to a number, or to a face: `1\uff09`, `:\uff09`."""
    if text[at] not in _CLOSING:
        return False
    start = max(text.rfind("\n", 0, at) + 1, at - _LONGEST_NUMBER)
    return text[at - 1 : at] in _EYES or _COUNTS.match(text, start, at) is not None

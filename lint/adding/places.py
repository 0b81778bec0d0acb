"""Where in the source the text of a field stands, character by character."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from lint.document.model import Style
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.document.model import Document

# A field may be kilobytes long; one that is longer is not looked for.
_LONGEST = 20_000
_LOOKS = Style.BOLD | Style.ITALIC | Style.CODE | Style.STRUCK | Style.SMALL
_TAG_BEFORE = lazy(r"<[A-Za-z]{1,10}>\Z")
_TAG_BEHIND = lazy(r"</[A-Za-z]{1,10}>")
_MARKS = "*_~`"
# The longest tag of either expression.
_TAG = 13


def locate(document: Document, around: Span, place: Span, text: str) -> Span | None:
    """The span within `place` of what reads `text`, blanks aside; None if it is not there.

    `around` is that of the entry or the cell, in which the runs of the text begin.

    It grows over a link of which it would cover a part, but for one whose text it is within, and
    over the marks of an emphasis that begins or ends with it and of which it would keep only one.
    """
    wanted = "".join(text.split())
    if not wanted or len(wanted) > _LONGEST or place.end - place.start > _LONGEST:
        return None
    shown: list[str] = []
    spans: list[tuple[int, int]] = []
    styles: list[int] = []
    for run in document.runs_in(around):
        if run.end <= place.start or run.start >= place.end:
            continue
        exact = run.end - run.start == len(run.text)
        for at, char in enumerate(run.text):
            span = (run.start + at, run.start + at + 1) if exact else (run.start, run.end)
            if not char.isspace() and place.start <= span[0] and span[1] <= place.end:
                shown.append(char)
                spans.append(span)
                styles.append(run.style & _LOOKS)
    read = "".join(shown)
    at = read.find(wanted)
    if at < 0:
        return None
    end = at + len(wanted)
    span = Span(spans[at][0], spans[end - 1][1])
    return _whole_links(document, _whole_styles(document, span, styles[at:end]), place)


def _whole_styles(document: Document, span: Span, styles: Sequence[int]) -> Span:
    """`span` with the marks of the looks that its first or its last characters alone have."""
    common = reduce(and_, styles)
    text = document.source.text
    start, end = span
    if looks := styles[0] & ~common:
        left = _marks(looks)
        before = text[max(0, start - left) : start]
        tag = _TAG_BEFORE.search(text[max(0, start - _TAG) : start])
        start -= len(tag[0]) if tag else len(before) - len(before.rstrip(_MARKS))
    if looks := styles[-1] & ~common:
        right = _marks(looks)
        behind = text[end : end + right]
        tag = _TAG_BEHIND.match(text, end)
        end = tag.end() if tag else end + len(behind) - len(behind.lstrip(_MARKS))
    return Span(start, end)


def _marks(looks: int) -> int:
    """How many characters mark `looks`, but for tags (CommonMark 0.31, 6.1 and 6.2; GFM, 6.5)."""
    marks = 2 * bool(looks & Style.BOLD) + bool(looks & Style.ITALIC)
    return marks + 2 * bool(looks & Style.STRUCK) + bool(looks & Style.CODE)


def _whole_links(document: Document, span: Span, place: Span) -> Span:
    for link in document.links_in(place):
        outside = link.span.start < span.start and span.end < link.span.end
        if not outside and link.span.start < span.end and span.start < link.span.end:
            span = Span(min(span.start, link.span.start), max(span.end, link.span.end))
    return span

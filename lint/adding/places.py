"""Where in the source the text of a field stands, character by character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.source import Span

if TYPE_CHECKING:
    from lint.document.model import Document

# A field may be kilobytes long; one that is longer is not looked for.
_LONGEST = 20_000


def locate(document: Document, around: Span, place: Span, text: str) -> Span | None:
    """The span within `place` of what reads `text`, blanks aside; None if it is not there.

    `around` is that of the entry or the cell, in which the runs of the text begin.

    It grows over a link of which it would cover a part, but for one whose text it is within.
    """
    wanted = "".join(text.split())
    if not wanted or len(wanted) > _LONGEST or place.end - place.start > _LONGEST:
        return None
    shown: list[str] = []
    spans: list[tuple[int, int]] = []
    for run in document.runs_in(around):
        if run.end <= place.start or run.start >= place.end:
            continue
        exact = run.end - run.start == len(run.text)
        for at, char in enumerate(run.text):
            span = (run.start + at, run.start + at + 1) if exact else (run.start, run.end)
            if not char.isspace() and place.start <= span[0] and span[1] <= place.end:
                shown.append(char)
                spans.append(span)
    read = "".join(shown)
    at = read.find(wanted)
    if at < 0:
        return None
    return _whole_links(document, Span(spans[at][0], spans[at + len(wanted) - 1][1]), place)


def _whole_links(document: Document, span: Span, place: Span) -> Span:
    for link in document.links_in(place):
        outside = link.span.start < span.start and span.end < link.span.end
        if not outside and link.span.start < span.end and span.start < link.span.end:
            span = Span(min(span.start, link.span.start), max(span.end, link.span.end))
    return span

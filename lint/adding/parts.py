"""The parts of an entry in the source: its fields, its links, and the words between them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from lint.adding.places import locate
from lint.document.model import Link, LinkKind, Style
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.document.model import Document, Run
    from lint.entries.entry import Entry

_FIRST = ("title", "date", "venue", "authors", "summary")
# What joins parts, and belongs to none.
_JOINTS = " \t\r\n-–—|,;.·•/"  # noqa: RUF001 - dashes
# A bracket that closes before some words, or opens behind them, is around something else.
_BEFORE, _BEHIND = f"{_JOINTS})]）】", f"{_JOINTS}([（【"  # noqa: RUF001


class Part(NamedTuple):
    """A field by its name, or a link: `field` is "" unless it is the title. `inner` are fields.

    A field may have a `link` within it, such as a title of which a part is linked.
    """

    span: Span
    field: str
    link: Link | None = None
    inner: tuple[Part, ...] = ()

    @property
    def titled(self) -> bool:
        """Whether the title is in it."""
        return self.field == "title" or any(one.field == "title" for one in self.inner)


class Words(NamedTuple):
    """Words that stand between parts."""

    span: Span
    text: str


def parts_of(document: Document, entry: Entry, within: Span) -> list[Part] | None:
    """The parts of `entry` in the span `within`, in order and apart.

    None where the title is not found, or where two parts cross.
    """
    fields: list[Part] = []
    for name in dict.fromkeys((*_FIRST, *entry.fields)):
        place, text = entry.places.get(name), entry.fields.get(name, "")
        if place is None or not text.strip() or not _meet(place, within):
            continue
        scope = Span(max(place.start, within.start), min(place.end, within.end))
        span = locate(document, within, scope, text)
        if span is None:
            if name == "title":
                return None
            if name not in _FIRST:
                continue
            span = scope
        # A venue may be the words of a date, and stands there.
        if not any(one.span.contains(span) and one.field != "title" for one in fields):
            fields.append(Part(span, name))
    links = [
        link for link in document.links_in(within) if not link.linked and within.contains(link.span)
    ]
    fields = [
        one
        for one in fields
        if one.field in _FIRST or not any(_meet(one.span, link.span) for link in links)
    ]
    return _arranged(fields, links)


def _arranged(fields: Sequence[Part], links: Sequence[Link]) -> list[Part] | None:
    found: list[Part] = []
    free = list(fields)
    for link in links:
        around = next((one for one in fields if one.span.contains(link.span)), None)
        if around is not None and around.span != link.span:
            if around.field == "title" and around.link is None:
                free[free.index(around)] = around._replace(link=link)
            continue
        inner = tuple(one for one in fields if link.span.contains(one.span))
        if around is not None:  # a field that is all of a link, as its place says
            inner = (around,)
        free = [one for one in free if one not in inner]
        found.append(Part(link.span, "", link, tuple(sorted(inner, key=lambda one: one.span))))
    found = sorted((*found, *free), key=lambda one: one.span)
    if any(one.span.end > two.span.start for one, two in pairwise(found)):
        return None
    return found


def between(document: Document, within: Span, parts: Sequence[Part]) -> Iterator[Words]:
    """The words in `within` that stand in none of `parts`, with what joins them left out."""
    words: list[Run] = []
    gap = -1
    for run in document.runs_in(within):
        for at, piece in _outside(run, parts):
            if at != gap or run.style & Style.BREAK:
                yield from _joined(words)
                words, gap = [], at
            if not run.style & Style.BREAK:
                words.append(piece)
    yield from _joined(words)


def _outside(run: Run, parts: Sequence[Part]) -> Iterator[tuple[int, Run]]:
    """What of a run stands in no part, each with the number of parts before it."""
    exact = run.end - run.start == len(run.text)
    at = bisect_right(parts, run.start, key=lambda one: one.span.start)
    start = max(run.start, parts[at - 1].span.end) if at else run.start
    if not exact:
        if start == run.start and (at == len(parts) or parts[at].span.start >= run.end):
            yield at, run
        return
    while start < run.end:
        end = min(run.end, parts[at].span.start) if at < len(parts) else run.end
        if start < end:
            text = run.text[start - run.start : end - run.start]
            yield at, run._replace(start=start, end=end, text=text)
        if at == len(parts):
            return
        start = max(start, parts[at].span.end)
        at += 1


def _joined(words: Sequence[Run]) -> Iterator[Words]:
    shown = [one for one in words if one.text.lstrip(_BEFORE).rstrip(_BEHIND)]
    if not shown:
        return
    first, last = shown[0], shown[-1]
    start = first.start + len(first.text) - len(first.text.lstrip(_BEFORE))
    end = last.end - (len(last.text) - len(last.text.rstrip(_BEHIND)))
    if start < end:
        text = "".join(one.text for one in words).lstrip(_BEFORE).rstrip(_BEHIND)
        yield Words(Span(start, end), " ".join(text.split()))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def is_picture(link: Link) -> bool:
    """Whether a link is an image, but not a badge."""
    return link.kind is LinkKind.IMAGE and link.badge is None

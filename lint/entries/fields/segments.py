"""What stands behind a title, cut into stretches at bars, breaks and labels."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lint.entries.fields import people
from lint.entries.fields.days import take_date
from lint.entries.fields.marks import BROKEN_LABEL
from lint.entries.fields.stretches import classify
from lint.entries.text import ITALIC
from lint.entries.words import UNFINISHED, is_label
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.entries.fields.line import Line

_BARS = lazy(r"\n|\s\|\s|\s[-–—]\s(?=\S{3,9}\s(?:19|20)\d\d$)|\s?[•·]\s|\s/\s(?=\[)")
# Nobody follows a title by more labels, tags or stretches.
_MOST_PARTS = 60


def segments(line: Line, start: int) -> None:
    """Take what stands behind the title from `start` on, stretch by stretch."""
    view, text, end = line.view, line.text, line.end
    at = start
    rough: list[tuple[int, int]] = []
    bars = [match.span() for match in _BARS.finditer(text, start, end)]
    # A line of its own in italics is a part of its own, though the break does not show.
    softs = (
        (one, one + 1)
        for one in view.softs[:_MOST_PARTS]
        if start <= one < end - 1 and (view.style(one + 1) ^ view.style(max(one - 1, 0))) & ITALIC
    )
    for first, last in sorted([*bars, *softs]):
        if first >= at:
            rough.append((at, first))
            at = last
    rough.append((at, end))
    rough = [part for one in rough[:_MOST_PARTS] for part in _unlabelled(line, *one)]
    for one in rough[:_MOST_PARTS]:
        for first, last in _without_links(line, *one):
            classify(line, first, last)


def _unlabelled(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches around labels whose link is broken: `[[pdf]] (https://…)`."""
    at = start
    for match in islice(BROKEN_LABEL.finditer(line.text, start, end), _MOST_PARTS):
        linked = any(one.start < match.end() and match.start() < one.end for one in line.anchors)
        if not linked and is_label(match[1]):
            yield at, match.start()
            at = match.end()
    quote = line.text.find('"', at, end)
    if 0 <= quote <= at + 3 and (close := line.text.find('"', quote + 1, end)) > quote + 10:
        yield quote + 1, close
        at = close + 1
    yield at, end


def _without_links(line: Line, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a segment that are no label links."""
    text = line.text
    found: list[tuple[int, int]] = []
    at = start
    if people.are_people(text[start:end], loose=True):
        # Authors, each with a page.
        return [(start, end)]
    for one in line.anchors:
        if one.start < at or one.start >= end:
            continue
        label = line.labels_at(one) or line.facts.is_url(one)
        if (not label and _inner_words(line, at, end)) or _goes_on(text, at, one.start):
            continue
        stop = one.start
        while stop > at and text[stop - 1] in "[( （【":
            stop -= 1
        opening = text.rfind("(", at, stop)
        if opening >= 0 and ")" not in text[opening:stop] and is_label(text[opening + 1 : stop]):
            # `(link: https://…)`
            stop = opening
        found.append((at, stop))
        at = one.end
        while at < end and text[at] in "]) ）】":
            at += 1
        if line.facts.is_dated(one) and (line.parts.date is None or not line.parts.lead_date):
            take_date(line, one.start, one.end)
    found.append((at, end))
    return found


def _goes_on(text: str, start: int, stop: int) -> bool:
    """Whether a sentence goes on into a link: `words, see [site](u)`."""
    words = text[start:stop].split()
    glued = text[stop - 1 : stop] in {" ", "\u00a0"}
    return glued and len(words) > 1 and words[-1].casefold() in UNFINISHED


def _inner_words(line: Line, start: int, end: int) -> bool:
    """Whether links stand within a sentence."""
    return sum(map(str.isalpha, line.text[start:end])) > 60

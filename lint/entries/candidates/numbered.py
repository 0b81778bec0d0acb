"""Numbered paragraphs that open with a linked name, with what stands below each: `1、[Name](u)`."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from lint.document.model import LinkKind
from lint.entries.candidates.block import FEWEST
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.document.model import Document
    from lint.entries.facts import Facts
    from lint.source import Span

_NUMBER = lazy(r"(\d{1,3})[、.．]\s{0,4}(?=\[)")
# A remark behind a name: `(in English)`.
_LONGEST_REMARK = 30
# What stands between a paragraph and the next one, which may be a quote.
_GAP, _LONGEST_GAP = " \t\r\n>", 200


def numbered_names(document: Document, places: Sequence[Span], facts: Facts) -> frozenset[int]:
    """Where the numbered paragraphs begin, if a list is made of them.

    Each is a linked name and hardly a word more; the numbers go up within a section, and most have
    a paragraph of their own below them.
    """
    found = {
        at: (number, facts.path(place.start))
        for at, place in enumerate(places)
        if (number := _number(document, place, facts))
    }
    if len(found) < FEWEST:
        return frozenset()
    steps = [
        after[0] > before[0] for before, after in pairwise(found.values()) if before[1] == after[1]
    ]
    followed = sum(
        at + 1 < len(places)
        and at + 1 not in found
        and follows(document, places[at].end, places[at + 1])
        for at in found
    )
    if sum(steps) * 10 < len(steps) * 8 or followed * 10 < len(found) * 7:
        return frozenset()
    return frozenset(places[at].start for at in found)


def follows(document: Document, end: int, place: Span) -> bool:
    """Whether nothing stands between `end` and a paragraph."""
    near = 0 <= place.start - end < _LONGEST_GAP
    return near and not document.source.text[end : place.start].strip(_GAP)


def is_picture(document: Document, place: Span) -> bool:
    """Whether a paragraph is pictures and nothing else."""
    source, at = document.source.text, place.start
    links = document.links_in(place)
    for one in links:
        if one.kind is not LinkKind.IMAGE or source[at : one.span.start].strip():
            return False
        at = one.span.end
    return bool(links) and not source[at : place.end].strip()


def _number(document: Document, place: Span, facts: Facts) -> int:
    """The number before a linked name that is all of a paragraph; 0 for none."""
    source = document.source.text
    match = _NUMBER.match(source, place.start, place.end)
    if match is None:
        return 0
    links = [one for one in document.links_in(place) if one.kind is not LinkKind.IMAGE]
    if len(links) != 1 or links[0].span.start != match.end() or not facts.is_web(links[0]):
        return 0
    return int(match[1]) if place.end - links[0].span.end <= _LONGEST_REMARK else 0

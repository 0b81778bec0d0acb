"""Candidates that hold what follows them: headings, `<details>`, titles above a list."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from lint.entries.candidates.block import Block
from lint.entries.entry import Form
from lint.entries.fields.line import PLAIN
from lint.entries.fields.parts import read_parts
from lint.entries.fields.properties import is_property
from lint.entries.text import view
from lint.source import Span

if TYPE_CHECKING:
    from lint.document.model import Document
    from lint.entries.candidates.inside import Inside
    from lint.entries.candidates.tree import Candidates
    from lint.entries.facts import Facts

_MOST_PROPERTIES = 30


def heading_groups(document: Document, facts: Facts) -> list[list[Block]]:
    """Headings of one level below one heading; each with what follows up to the next."""
    headings = document.headings
    end = len(document.source.text)
    ends = [end] * len(headings)
    open_: list[int] = []
    for at, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = heading.span.start
        open_.append(at)
    groups: dict[tuple[int, int], list[Block]] = defaultdict(list)
    for at, heading in enumerate(headings):
        if heading.level == 1 and sum(one.level == 1 for one in headings[:4]) < 2:
            continue
        path = facts.path(heading.span.start)
        parent = path[-2].span.start if len(path) > 1 else -1
        text = view(document, heading.span)
        stop = heading.span.start + len(
            document.source.text[heading.span.start : ends[at]].rstrip()
        )
        span = Span(heading.span.start, max(stop, heading.span.end))
        groups[parent, heading.level].append(
            Block(
                span,
                text,
                read_parts(text, facts, PLAIN),
                path[:-1],
                Form.HEADING,
                Span(heading.span.end, span.end),
            )
        )
    return list(groups.values())


def details_groups(document: Document, facts: Facts) -> list[list[Block]]:
    """The `<details>` below one heading; each with what its summary says."""
    groups: dict[int, list[Block]] = defaultdict(list)
    summaries = [one for one in document.elements if one.name == "summary"]
    starts = [one.span.start for one in summaries]
    for element in document.elements:
        if element.name != "details":
            continue
        at = bisect_left(starts, element.inner.start)
        if at >= len(summaries) or summaries[at].span.end > element.inner.end:
            continue
        first = summaries[at]
        if document.source.text[element.inner.start : first.span.start].strip():
            continue
        text = view(document, first.inner)
        parent = element.headings[-1].span.start if element.headings else -1
        groups[parent].append(
            Block(
                element.span,
                text,
                read_parts(text, facts, PLAIN),
                element.headings,
                Form.DETAILS,
                Span(first.span.end, element.inner.end),
            )
        )
    return list(groups.values())


def listed_groups(
    document: Document, found: Candidates, facts: Facts, inside: Inside
) -> list[list[Block]]:
    """Paragraphs of a section, each with a list of its properties below it."""
    groups: dict[int, list[Block]] = defaultdict(list)
    source = document.source.text
    nodes = [node for node in found.nodes if node.parent is None]
    starts = [node.item.span.start for node in nodes]
    for at, paragraph in enumerate(found.paragraphs):
        following = found.paragraphs[at + 1 : at + 2]
        end = following[0].span.start if following else len(source)
        first = bisect_left(starts, paragraph.span.end)
        last = bisect_left(starts, end)
        if first == last or source[paragraph.span.end : starts[first]].strip(" \t\r\n-*+"):
            continue
        path = facts.path(paragraph.span.start)
        last = min(last, first + _MOST_PROPERTIES)
        chosen = [one for one in nodes[first:last] if facts.path(one.item.span.start) == path]
        if not chosen or not all(is_property(one, inside.keys) for one in chosen):
            continue
        text = view(document, paragraph.span)
        if "\n" in text.text.strip():
            continue
        stop = chosen[-1].item.span.end
        groups[path[-1].span.start if path else -1].append(
            Block(
                Span(paragraph.span.start, stop),
                text,
                read_parts(text, facts, PLAIN),
                path,
                Form.PARAGRAPH,
                Span(chosen[0].item.span.start, stop),
            )
        )
    return list(groups.values())

"""Entries in HTML: `<li>`, `<p>` and `<dt>` with its `<dd>`."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from lint.entries.block import FEWEST, Block, Blocks, name_of, opens_with_link
from lint.entries.entry import Form
from lint.entries.parts import read_parts
from lint.entries.shapes import PLAIN
from lint.entries.text import view
from lint.source import Span

if TYPE_CHECKING:
    from lint.document.model import Document
    from lint.entries.facts import Facts
    from lint.entries.tree import Candidates


def read_elements(  # noqa: C901 - one condition for each thing that rules an element out
    document: Document, found: Candidates, facts: Facts, blocks: Blocks
) -> None:
    """Take the elements that are entries, outside of lists and tables of Markdown."""
    groups: dict[tuple[str, int], list[Block]] = defaultdict(list)
    taken = sorted([*blocks.taken, *(entry.span for entry in blocks.entries)])
    starts = [span.start for span in taken]
    nodes = [node.item.span for node in found.nodes if node.parent is None]
    node_starts = [span.start for span in nodes]
    elements = [one for one in document.elements if one.name in {"li", "p", "dt", "dd"}]
    for number, element in enumerate(elements):
        if element.name == "dd" or not document.links_in(element.inner):
            continue
        at = bisect_right(starts, element.span.start) - 1
        inner = bisect_right(node_starts, element.span.start) - 1
        if (at >= 0 and taken[at].contains(element.span)) or (
            inner >= 0 and nodes[inner].contains(element.span)
        ):
            continue
        if facts.meta(element.headings) or any(
            table.span.contains(element.span) for table in document.tables
        ):
            continue
        span = element.span
        places = [element.inner]
        if (
            element.name == "dt"
            and number + 1 < len(elements)
            and elements[number + 1].name == "dd"
        ):
            places.append(elements[number + 1].inner)
            span = Span(span.start, elements[number + 1].span.end)
        text = view(document, *places)
        parts = read_parts(text, facts, PLAIN)
        block = Block(span, text, parts, element.headings, Form.HTML, span)
        if not opens_with_link(block, facts):
            continue
        if element.name == "p" and parts.summary is None and not parts.labels:
            continue
        key = element.headings[-1].span.start if element.headings else -1
        groups[element.name, key].append(block)
    for group in groups.values():
        names = {name_of(one) for one in group}
        if len(group) >= FEWEST and len(names) * 3 >= len(group) * 2:
            for one in group:
                blocks.add(document, one)

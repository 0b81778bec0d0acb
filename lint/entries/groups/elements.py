"""Elements of HTML that are entries: `<li>`, `<p>`, `<dt>` with its `<dd>`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING

from lint.entries.candidates.block import (
    FEWEST,
    Block,
    Blocks,
    has_labels,
    name_of,
    opens_with_link,
    with_authors,
)
from lint.entries.candidates.lines import lines_of
from lint.entries.entry import Form
from lint.entries.fields.line import PLAIN
from lint.entries.fields.parts import read_parts
from lint.entries.groups.titled import is_titled
from lint.entries.text import View, view
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.document.model import Document, Element
    from lint.entries.candidates.tree import Candidates
    from lint.entries.facts import Facts

# Nobody says more of one thing.
_MOST_FOLLOWING = 8
_LISTS = ("<ul>", "<ol>")
# Elements that may hold anything.
_PLAIN = frozenset({"p", "div"})


def read_elements(document: Document, found: Candidates, facts: Facts, blocks: Blocks) -> None:
    """Take the elements that are entries, outside of lists and tables of Markdown."""
    groups: dict[tuple[str, int], list[Block]] = defaultdict(list)
    for element, span, places in _loose(document, found, facts, blocks):
        key = element.headings[-1].span.start if element.headings else -1
        text = view(document, *places)
        parts = read_parts(text, facts, PLAIN)
        block = Block(span, text, parts, element.headings, Form.HTML, span)
        plain = element.name in _PLAIN
        lines = list(_named_lines(document, block, facts)) if plain else []
        if len(lines) >= FEWEST or (plain and not opens_with_link(block, facts)):
            groups["line", key] += lines
        elif _is_named(block, element.name, facts, defined=len(places) > 1):
            groups[element.name, key].append(block)
    taken: list[Block] = []
    for group in groups.values():
        names = {name_of(one) for one in group}
        if len(group) >= FEWEST and len(names) * 3 >= len(group) * 2:
            taken += with_authors(group, facts)
    for one in _outermost(taken, blocks):
        blocks.add(document, one)


def _outermost(taken: list[Block], blocks: Blocks) -> Iterator[Block]:
    """The elements that lie in no other one, and hold at most one entry, which they replace."""
    entries = sorted(blocks.entries, key=lambda one: one.span)
    starts = [one.span.start for one in entries]
    replaced: set[int] = set()
    end = 0
    for one in sorted(taken, key=lambda one: (one.span.start, -one.span.end)):
        if one.span.end <= end:
            continue
        first, last = bisect_left(starts, one.span.start), bisect_left(starts, one.span.end)
        if last - first > 1:
            continue
        replaced.update(map(id, entries[first:last]))
        end = one.span.end
        yield one
    blocks.entries = [one for one in blocks.entries if id(one) not in replaced]


def _loose(
    document: Document, found: Candidates, facts: Facts, blocks: Blocks
) -> Iterator[tuple[Element, Span, list[Span]]]:
    """The elements with links that stand in no entry, list or table.

    With each comes its place and the stretches of it to be read: a `<dt>` goes with the `<dd>`
    behind it.
    """
    entries = [*blocks.taken, *(entry.span for entry in blocks.entries)]
    items = [node.item.span for node in found.nodes if node.parent is None]
    around = [sorted(entries), items, sorted(table.span for table in document.tables)]
    starts = [[span.start for span in spans] for spans in around]
    elements = [one for one in document.elements if one.name in {"li", "p", "dt", "dd"}]
    boxes = _boxes(document)
    if boxes:
        first_of = [box.span.start for box in boxes]
        elements = [
            one
            for one in elements
            if not (at := bisect_right(first_of, one.span.start))
            or not boxes[at - 1].span.contains(one.span)
        ]
        elements = sorted([*elements, *boxes], key=lambda one: one.span)
    for number, element in enumerate(elements):
        start = element.span.start
        if element.name == "dd" or any(
            (at := bisect_right(first, start)) and spans[at - 1].contains(element.span)
            for spans, first in zip(around, starts, strict=True)
        ):
            continue
        span, places = element.span, [element.inner]
        behind = _following(document, elements, number)
        if len(behind) > 1 and not document.links_in(element.inner):
            # What a date or a kind has in common, each by itself.
            named = [one for one in behind if _opens(view(document, one.inner), facts)]
            if len(named) == len(behind):
                yield from ((one, one.span, [one.inner]) for one in behind)
                continue
        for following in behind:
            places.append(following.inner)
            span = Span(start, following.span.end)
        if document.links_in(span) and not facts.meta(element.headings):
            yield element, span, places


def _boxes(document: Document) -> list[Element]:
    """The `<div>` that hold text and links of their own, but no block of another kind.

    A `<p>` may stand behind the link: `<div><a href="…">Name</a><p>…</p></div>`.
    """
    starts = sorted(
        one.span.start
        for kind in (
            document.paragraphs,
            document.items,
            document.tables,
            document.headings,
            (one for one in document.elements if one.name != "p"),
        )
        for one in kind
    )
    paragraphs = [one.inner.start for one in document.elements if one.name == "p"]
    boxes = []
    for element in document.elements:
        inner = element.inner
        blocks = bisect_left(starts, inner.end) - bisect_left(starts, inner.start)
        if element.name != "div" or blocks:
            continue
        links = document.links_in(inner)
        first = bisect_left(paragraphs, inner.start)
        below = first < len(paragraphs) and paragraphs[first] < inner.end
        if links and not (below and paragraphs[first] <= links[0].span.start):
            boxes.append(element)
    return boxes


def _following(document: Document, elements: Sequence[Element], number: int) -> list[Element]:
    """The elements that go with one: the `<dd>` of a `<dt>`, a `<p>` of words below a link."""
    first, after = elements[number], elements[number + 1 : number + 1 + _MOST_FOLLOWING]
    if first.name == "dt":
        return list(takewhile(lambda one: one.name == "dd", after))
    words = after[0] if after else first
    if first.name == words.name == "li" and after:
        # `<li><a href="…">Name</a><ul><li>What it is</li></ul></li>`
        nested = document.source.text[first.inner.start : first.inner.end].rstrip()
        found = nested[-4:].lower() in _LISTS and not document.links_in(words.inner)
        return [words] if found else []
    if first.name != "p" or words.name != "p" or first.headings != words.headings:
        return []
    between = document.source.text[first.span.end : words.span.start]
    links = document.links_in(first.inner)
    alone = len(links) == 1 and _is_linked(view(document, first.inner))
    return [words] if alone and not between.strip() and not document.links_in(words.inner) else []


def _named_lines(document: Document, block: Block, facts: Facts) -> Iterator[Block]:
    """The lines of a `<p>` that open with a bold or quoted title, or have a title and a date."""
    lines = list(lines_of(document, block.text, facts, block.headings))
    for one in lines:
        parts = one.parts
        sure = (
            parts.kind in {"bold", "quoted"}
            or (parts.kind == "text" and parts.date is not None and parts.labels > 0)
            or (parts.kind == "link" and len(lines) >= FEWEST and parts.summary is not None)
        )
        if sure and is_titled(one, facts):
            one.form = Form.HTML
            yield one


def _opens(text: View, facts: Facts) -> bool:
    """Whether a text opens with a link that has a name."""
    first = next((one for one in text.anchors if not one.is_image), None)
    return (
        first is not None and first.start == text.trim(0, 1)[0] and not facts.is_label(first.link)
    )


def _is_linked(text: View) -> bool:
    """Whether a text is one link and nothing else."""
    return [(one.start, one.end) for one in text.anchors] == [text.trim(0, len(text.text))]


def _is_named(block: Block, element: str, facts: Facts, *, defined: bool) -> bool:
    """Whether an element opens with a linked name, or with a title that labels follow.

    `defined` says that it is a `<dt>` with its `<dd>`.
    """
    parts = block.parts
    if opens_with_link(block, facts):
        # A linked name alone in a paragraph may lead anywhere.
        said = parts.summary is not None or parts.date is not None or parts.authors is not None
        return element not in _PLAIN or said or parts.labels > 0
    if element == "li":
        return has_labels(block, facts)
    titled = parts.title is not None and parts.kind in {"bold", "quoted", "text"}
    return defined and titled and parts.labels > 0

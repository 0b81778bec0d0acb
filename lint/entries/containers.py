"""Entries that hold what follows them: headings and `<details>`."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from lint.document.model import LinkKind
from lint.entries import people
from lint.entries.block import FEWEST, Block, Blocks, name_of, opens_with_link
from lint.entries.building import build
from lint.entries.entry import Form
from lint.entries.marks import skip_marks
from lint.entries.parts import read_parts
from lint.entries.properties import is_property, known_keys, property_of
from lint.entries.shapes import PLAIN
from lint.entries.text import BOLD, view
from lint.entries.trimming import trim_summary
from lint.entries.words import SUMMARIES, simple
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lint.document.model import Document
    from lint.entries.facts import Facts
    from lint.entries.tree import Candidates, Node

_LONGEST_ENTRY = 6000


def read_containers(document: Document, found: Candidates, facts: Facts, blocks: Blocks) -> None:
    """Take the headings and `<details>` that are entries; marks the items within them."""
    inside = _Inside(document, found)
    groups = [*_heading_groups(document, facts), *_details_groups(document, facts)]
    linked = Counter(
        _level(document, one) for group in groups for one in group if opens_with_link(one, facts)
    )
    for group in groups:
        _containers(document, group, facts, inside, blocks, linked)
    blocks.taken.sort()
    inside.mark(blocks.taken)


class _Inside:
    """What lies within a span: items, tables, paragraphs."""

    def __init__(self, document: Document, found: Candidates) -> None:
        self.nodes = found.nodes
        self.starts = [node.item.span.start for node in found.nodes]
        self.tables = [table.span.start for table in document.tables]
        self.paragraphs = [one.span for one in found.paragraphs]
        self.paragraph_starts = [one.span.start for one in found.paragraphs]
        self.keys = known_keys(found.nodes)

    def items(self, span: Span) -> Sequence[Node]:
        return self.nodes[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def has_table(self, span: Span) -> bool:
        return bisect_left(self.tables, span.start) < bisect_left(self.tables, span.end)

    def first_paragraphs(self, span: Span) -> Sequence[Span]:
        first = bisect_left(self.paragraph_starts, span.start)
        return self.paragraphs[first : min(bisect_left(self.paragraph_starts, span.end), first + 4)]

    def mark(self, taken: Iterable[Span]) -> None:
        for span in taken:
            for node in self.items(span):
                node.verdict = "part"


def _heading_groups(document: Document, facts: Facts) -> list[list[Block]]:
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


def _details_groups(document: Document, facts: Facts) -> list[list[Block]]:
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


def _level(document: Document, block: Block) -> str:
    """What containers have in common that are written alike: form and level."""
    source = document.source.text
    start = block.span.start
    return (
        source[start : start + 3]
        if source[start] == "<"
        else source[start : start + 7].partition(" ")[0]
    )


def _containers(  # noqa: C901, PLR0912, PLR0913, PLR0917 - what a group is judged by, step by step
    document: Document,
    group: list[Block],
    facts: Facts,
    inside: _Inside,
    blocks: Blocks,
    whole: Counter[str],
) -> None:
    """Take the entries among headings of one level, or `<details>` of one section."""
    linked = [one for one in group if opens_with_link(one, facts)]
    if len(linked) * 2 >= len(group) and linked:
        html = document.source.text[linked[0].span.start] == "<" and linked[0].form is Form.HEADING
        if len(linked) < (FEWEST if html else 2) and whole[_level(document, linked[0])] <= FEWEST:
            return
        chosen = linked
        if sum(one.body.start < one.body.end for one in linked) * 2 < len(linked):
            # Nothing below them: banners.
            return
    elif sum(_has_labels(one, facts) for one in group) * 2 >= len(group) >= FEWEST:
        chosen = [one for one in group if _has_labels(one, facts)]
    else:
        chosen = [one for one in group if _is_labelled_body(document, one, facts, inside)]
        if len(chosen) < FEWEST or len(chosen) * 10 < len(group) * 7:
            return
    chosen = [one for one in chosen if not facts.meta(facts.path(one.span.start))]
    sections = sum(_is_section(one, facts, inside) for one in chosen)
    if not chosen or sections * 2 >= len(chosen):
        return
    names = Counter(name_of(one) for one in chosen)
    if len(names) * 3 < len(chosen) * 2:
        return
    for one in chosen:
        if any(span.contains(one.span) for span in blocks.taken[-50:]):
            continue
        if _is_section(one, facts, inside):
            continue
        extra = list(_below(document, one, facts, inside))
        items = inside.items(one.body)
        depth = min((node.item.depth for node in items), default=0)
        for node in items:
            if node.item.depth == depth:
                extra += property_of(node)
        entry = build(document, one.text, one.parts, one.span, one.form, one.headings, extra=extra)
        blocks.entries.append(entry)
        blocks.taken.append(one.span)


def _has_labels(block: Block, facts: Facts) -> bool:
    """Whether labels stand in a heading itself: `## Title [[Paper](u)]`."""
    parts = block.parts
    web = any(facts.is_web(one.link) for one in block.text.anchors if not one.is_image)
    return (
        web
        and parts.kind in {"text", "bold", "quoted"}
        and parts.labels > 0
        and not parts.others
        and not all(one.link.badge for one in block.text.anchors if not one.is_image)
    )


def _is_section(block: Block, facts: Facts, inside: _Inside) -> bool:
    """Whether what follows are entries of their own."""
    if inside.has_table(block.body) and block.form is Form.HEADING:
        return True
    own = labels = 0
    for node in inside.items(block.body):
        first = next((one for one in node.text.anchors if not one.is_image), None)
        if first is None or not facts.is_web(first.link):
            continue
        start = skip_marks(node.text.text, 0, len(node.text.text))
        if first.start > start:
            continue
        if facts.is_label(first.link) or is_property(node, inside.keys):
            labels += 1
        else:
            own += 1
    return own >= FEWEST and own > labels


def _is_labelled_body(document: Document, block: Block, facts: Facts, inside: _Inside) -> bool:
    """Whether a title is followed by labelled links, and by nothing that has a name of its own."""
    if block.parts.title is None or block.parts.kind not in {"text", "bold", "quoted"}:
        return False
    if block.span.end - block.span.start > _LONGEST_ENTRY:
        return False
    links = [
        one
        for one in document.links_in(block.body)
        if facts.is_web(one) and one.kind is not LinkKind.IMAGE
    ]
    if not links:
        return False
    items = inside.items(block.body)
    depth = min((node.item.depth for node in items), default=0)
    if any(node.item.depth == depth and not is_property(node, inside.keys) for node in items):
        return False
    if not items and len(inside.first_paragraphs(block.body)) > 3:
        return False
    keyed = sum(
        is_property(node, inside.keys) and any(facts.is_web(one.link) for one in node.text.anchors)
        for node in inside.items(block.body)
    )
    labels = sum(facts.is_label(link) for link in links)
    return max(labels, keyed) * 4 >= len(links) * 3


def _below(
    document: Document, block: Block, facts: Facts, inside: _Inside
) -> Iterator[tuple[str, str, Span]]:
    """What the first paragraphs below a title say: field, text and place."""
    for place in inside.first_paragraphs(block.body):
        text = view(document, place)
        words = text.text
        start, stop = skip_marks(words, 0, len(words)), len(words)
        # `**Summary**: …`
        if start < stop and text.style(start) & BOLD:
            bold = text.run(start, BOLD)
            key = simple(words[start:bold])
            if key in SUMMARIES or words[bold - 1 : bold + 1].strip()[-1:] in {":", "："}:
                start = skip_marks(words, bold, stop)
        found = trim_summary(text, facts, start, stop)
        if found is None or sum(map(str.isalpha, words[found[0] : found[1]])) <= 3:
            continue
        name = "authors" if people.are_people(words[found[0] : found[1]]) else "summary"
        yield name, text.value(*found), text.span(*found)
        if name == "summary":
            return

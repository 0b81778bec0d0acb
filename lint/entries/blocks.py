"""Entries that are no list items: headings, `<details>`, paragraphs, lines, other HTML."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint.entries import people
from lint.entries.building import build
from lint.entries.entry import Entry, Form, Unread
from lint.entries.lists import _is_property, _known_keys, property_of
from lint.entries.parts import Hints, Parts, _skip, front_number, read_parts
from lint.entries.segments import trim_summary
from lint.entries.text import BOLD, View, view
from lint.entries.words import SUMMARIES, simple
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lint.document.model import Document, Heading
    from lint.entries.facts import Facts
    from lint.entries.tree import Candidates, Node

_PLAIN = Hints()
_FEWEST = 3
_LONGEST_PARAGRAPH = 500_000
_LONGEST_GAP = 1000


@dataclass(slots=True)
class Blocks:
    """What was found: entries, and what looks like some."""

    entries: list[Entry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """A candidate: `span` is the whole of it, `text` what holds its title."""

    span: Span
    text: View
    parts: Parts
    headings: tuple[Heading, ...]
    form: Form
    body: Span


def read_blocks(document: Document, found: Candidates, facts: Facts) -> Blocks:
    """The entries of `document` that are neither items nor rows; marks the items within them."""
    blocks = Blocks()
    inside = _Inside(document, found)
    groups = [*_heading_groups(document, facts), *_details_groups(document, facts)]
    linked = Counter(
        _level(document, one) for group in groups for one in group if _is_linked(one, facts)
    )
    for group in groups:
        _containers(document, group, facts, inside, blocks, linked)
    blocks.taken.sort()
    inside.mark(blocks.taken)
    _paragraphs(document, found, facts, blocks)
    _elements(document, found, facts, blocks)
    return blocks


# Containers: headings and details ---------------------------------------------------------------


class _Inside:
    """What lies within a span: items, tables, paragraphs."""

    def __init__(self, document: Document, found: Candidates) -> None:
        self.nodes = found.nodes
        self.starts = [node.item.span.start for node in found.nodes]
        self.tables = [table.span.start for table in document.tables]
        self.paragraphs = [one.span for one in found.paragraphs]
        self.paragraph_starts = [one.span.start for one in found.paragraphs]
        self.keys = _known_keys(found.nodes)

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


def _heading_groups(document: Document, facts: Facts) -> list[list[_Block]]:
    """Headings of one level below one heading; each with what follows up to the next."""
    headings = document.headings
    end = len(document.source.text)
    ends = [end] * len(headings)
    open_: list[int] = []
    for at, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = heading.span.start
        open_.append(at)
    groups: dict[tuple[int, int], list[_Block]] = defaultdict(list)
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
            _Block(
                span,
                text,
                read_parts(text, facts, _PLAIN),
                path[:-1],
                Form.HEADING,
                Span(heading.span.end, span.end),
            )
        )
    return list(groups.values())


def _details_groups(document: Document, facts: Facts) -> list[list[_Block]]:
    groups: dict[int, list[_Block]] = defaultdict(list)
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
            _Block(
                element.span,
                text,
                read_parts(text, facts, _PLAIN),
                element.headings,
                Form.DETAILS,
                Span(first.span.end, element.inner.end),
            )
        )
    return list(groups.values())


def _level(document: Document, block: _Block) -> str:
    """What containers have in common that are written alike: form and level."""
    source = document.source.text
    start = block.span.start
    return (
        source[start : start + 3]
        if source[start] == "<"
        else source[start : start + 7].partition(" ")[0]
    )


def _containers(
    document: Document,
    group: list[_Block],
    facts: Facts,
    inside: _Inside,
    blocks: Blocks,
    whole: Counter[str],
) -> None:
    """Take the entries among headings of one level, or `<details>` of one section."""
    linked = [one for one in group if _is_linked(one, facts)]
    if len(linked) * 2 >= len(group) and linked:
        html = document.source.text[linked[0].span.start] == "<" and linked[0].form is Form.HEADING
        if len(linked) < (_FEWEST if html else 2) and whole[_level(document, linked[0])] <= _FEWEST:
            return
        chosen = linked
        if sum(one.body.start < one.body.end for one in linked) * 2 < len(linked):
            # Nothing below them: banners.
            return
    elif sum(_has_labels(one, facts) for one in group) * 2 >= len(group) >= _FEWEST:
        chosen = [one for one in group if _has_labels(one, facts)]
    else:
        chosen = [one for one in group if _is_labelled_body(document, one, facts, inside)]
        if len(chosen) < _FEWEST or len(chosen) * 10 < len(group) * 7:
            return
    chosen = [one for one in chosen if not facts.meta(facts.path(one.span.start))]
    sections = sum(_is_section(document, one, facts, inside) for one in chosen)
    if not chosen or sections * 2 >= len(chosen):
        return
    names = Counter(_name(one) for one in chosen)
    if len(names) * 3 < len(chosen) * 2:
        return
    for one in chosen:
        if any(span.contains(one.span) for span in blocks.taken[-50:]):
            continue
        if _is_section(document, one, facts, inside):
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


def _name(block: _Block) -> str:
    parts = block.parts
    return block.text.value(*parts.title).casefold() if parts.title is not None else ""


def _is_linked(block: _Block, facts: Facts) -> bool:
    parts = block.parts
    if parts.kind not in {"link", "url"} or parts.title is None:
        return False
    if block.form is Form.HEADING and parts.summary is not None and parts.others:
        return False
    return any(
        facts.is_web(one.link)
        for one in block.text.anchors
        if one.end > one.start and one.start < parts.title[1] and one.end > parts.title[0]
    )


def _has_labels(block: _Block, facts: Facts) -> bool:
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


def _is_section(document: Document, block: _Block, facts: Facts, inside: _Inside) -> bool:
    """Whether what follows are entries of their own."""
    if inside.has_table(block.body) and block.form is Form.HEADING:
        return True
    own = labels = 0
    for node in inside.items(block.body):
        first = next((one for one in node.text.anchors if not one.is_image), None)
        if first is None or not facts.is_web(first.link):
            continue
        start = _skip(node.text.text, 0, len(node.text.text))
        if first.start > start:
            continue
        if facts.is_label(first.link) or _is_property(node, inside.keys):
            labels += 1
        else:
            own += 1
    return own >= _FEWEST and own > labels


def _is_labelled_body(document: Document, block: _Block, facts: Facts, inside: _Inside) -> bool:
    """Whether a title is followed by labelled links, and by nothing that has a name of its own."""
    if block.parts.title is None or block.parts.kind not in {"text", "bold", "quoted"}:
        return False
    if block.span.end - block.span.start > 6000:
        return False
    links = [
        one for one in document.links_in(block.body) if facts.is_web(one) and one.kind != "image"
    ]
    if not links:
        return False
    items = inside.items(block.body)
    depth = min((node.item.depth for node in items), default=0)
    if any(node.item.depth == depth and not _is_property(node, inside.keys) for node in items):
        return False
    if not items and len(inside.first_paragraphs(block.body)) > 3:
        return False
    keyed = sum(
        _is_property(node, inside.keys) and any(facts.is_web(one.link) for one in node.text.anchors)
        for node in inside.items(block.body)
    )
    labels = sum(facts.is_label(link) for link in links)
    return max(labels, keyed) * 4 >= len(links) * 3


def _below(
    document: Document, block: _Block, facts: Facts, inside: _Inside
) -> Iterator[tuple[str, str, Span]]:
    """What the first paragraphs below a title say: field, text and place."""
    for place in inside.first_paragraphs(block.body):
        text = view(document, place)
        words = text.text
        start, stop = _skip(words, 0, len(words)), len(words)
        # `**Summary**: …`
        if start < stop and text.style(start) & BOLD:
            bold = text.run(start, BOLD)
            key = simple(words[start:bold])
            if key in SUMMARIES or words[bold - 1 : bold + 1].strip()[-1:] in {":", "："}:  # noqa: RUF001
                start = _skip(words, bold, stop)
        found = trim_summary(text, facts, start, stop)
        if found is None or sum(map(str.isalpha, words[found[0] : found[1]])) <= 3:
            continue
        name = "authors" if people.are_people(words[found[0] : found[1]]) else "summary"
        yield name, text.value(*found), text.span(*found)
        if name == "summary":
            return


# Paragraphs ---------------------------------------------------------------------------------------


def _paragraphs(document: Document, found: Candidates, facts: Facts, blocks: Blocks) -> None:
    sections: dict[int, list[_Block]] = defaultdict(list)
    linked: Counter[int] = Counter()
    starts = [span.start for span in blocks.taken]
    for places in _joined(document, found):
        span = Span(places[0].start, places[-1].end)
        at = bisect_right(starts, span.start) - 1
        if at >= 0 and blocks.taken[at].end >= span.end:
            continue
        if span.end - span.start > _LONGEST_PARAGRAPH or not document.links_in(span):
            continue
        path = facts.path(span.start)
        if facts.meta(path):
            continue
        key = path[-1].span.start if path else -1
        text = view(document, *places)
        for block in _lines(document, text, facts, path):
            linked[key] += 1
            if _is_paragraph(block, facts):
                sections[key].append(block)
    whole = Counter(_shape_of(one) for group in sections.values() for one in group)
    for key, group in sections.items():
        shapes = Counter(map(_shape_of, group))
        for shape, count in shapes.items():
            chosen = [one for one in group if _shape_of(one) == shape]
            names = {_name(one) or one.text.place.start for one in chosen}
            strong = shape == "bold"
            fits = count * 10 >= linked[key] * (4 if strong else 6)
            enough = whole[shape] >= _FEWEST if strong else count >= _FEWEST
            if fits and enough and len(names) * 3 >= len(chosen) * 2:
                for one in chosen:
                    _add(document, one, facts, blocks)
            elif strong:
                for one in chosen:
                    line = document.source.position(one.span.start)[0]
                    why = "it opens with a title, unlike its neighbours"
                    blocks.unread.append(Unread("paragraphs", "paragraph", one.span, line, why))


def _joined(document: Document, found: Candidates) -> list[list[Span]]:
    """The paragraphs; those that nothing but a comment parts are one."""
    joined: list[list[Span]] = []
    source = document.source.text
    for paragraph in found.paragraphs:
        if joined:
            gap = source[joined[-1][-1].end : paragraph.span.start].strip()
            near = paragraph.span.start - joined[-1][-1].end < _LONGEST_GAP
            if near and gap.startswith("<!--") and gap.endswith("-->"):
                between = source[joined[-1][-1].end : paragraph.span.start].replace("\r\n", "\n")
                if "\n\n" not in between:
                    joined[-1].append(paragraph.span)
                    continue
        joined.append([paragraph.span])
    return joined


def _shape_of(block: _Block) -> str:
    kind = block.parts.kind
    return "bold" if kind in {"bold", "quoted"} else "link" if kind in {"link", "url"} else kind


def _add(document: Document, block: _Block, facts: Facts, blocks: Blocks) -> None:
    del facts
    blocks.entries.append(
        build(document, block.text, block.parts, block.span, block.form, block.headings)
    )


def _lines(
    document: Document, text: View, facts: Facts, path: tuple[Heading, ...]
) -> Iterable[_Block]:
    """The entries that a paragraph may hold: one, or one for each line that opens with a name."""
    breaks = sorted({*text.softs, *(at for at, char in enumerate(text.text) if char == "\n")})
    ranges = []
    start = 0
    for stop in (*breaks, len(text.text)):
        ranges.append((start, stop))
        start = stop + 1
    heads = [at for at, one in enumerate(ranges) if _is_head(text, facts, *one)]
    if not heads:
        heads = [0]
    if heads[0] != 0:
        return
    for number, first in enumerate(heads):
        last = heads[number + 1] - 1 if number + 1 < len(heads) else len(ranges) - 1
        start, stop = ranges[first][0], ranges[last][1]
        if not any(not one.is_image for one in text.links(start, stop)):
            continue
        whole = len(heads) == 1
        span, line = text.place, text
        if not whole:
            inside = [one.link.span for one in text.links(start, stop)]
            span = text.span(start, stop)
            ends = [span.end, *(one.end for one in inside)]
            span = Span(min(span.start, inside[0].start), max(ends))
            line = view(document, span)
        parts = read_parts(line, facts, _PLAIN)
        form = Form.PARAGRAPH if whole else Form.LINE
        if parts.kind == "picture" or (inside_html(line) and parts.kind in {"link", "url"}):
            form = Form.HTML
        yield _Block(span, line, parts, path, form, span)


def inside_html(text: View) -> bool:
    """Whether the first link of a text is written in HTML."""
    return bool(text.anchors) and text.anchors[0].link.kind == "html"


def _is_head(text: View, facts: Facts, start: int, stop: int) -> bool:
    """Whether a line opens with a name."""
    at = _skip(text.text, start, stop)
    at = front_number(text.text, at, stop)
    first = next(iter(text.links(start, stop)), None)
    if first is not None and not first.is_image and first.start <= at and first.start == first.end:
        badge = first.link.badge
        return first.start == start and (badge is None or not badge.service)
    if at >= stop:
        return False
    if first is not None and first.start == at and not first.is_image:
        return not facts.is_label(first.link)
    return bool(text.style(at) & BOLD)


def _is_paragraph(block: _Block, facts: Facts) -> bool:
    parts, text = block.parts, block.text
    web = [one for one in text.anchors if not one.is_image and facts.is_web(one.link)]
    if not web:
        return False
    if parts.kind in {"bold", "quoted"}:
        own = parts.title is not None and any(
            one.start < parts.title[1] and one.end > parts.title[0] and one.end > one.start
            for one in web
        )
        return own or (
            parts.labels > 0 and parts.others == 0 and not (parts.key and parts.labels > 4)
        )
    if parts.kind == "text":
        return parts.labels > 0 and parts.others == 0 and parts.summary is None
    if parts.kind in {"link", "url"} and parts.title is not None:
        title = next(
            (one for one in web if one.start < parts.title[1] and one.end > parts.title[0]), None
        )
        if title is None:
            return False
        rest = text.text[parts.title[1] :].lstrip("*_ ")
        separated = rest[:1] in {"", "-", "–", "—", ":", "：", "\n", "(", "（", "[", "|", ",", "，"}  # noqa: RUF001
        separated = separated or parts.numbered
        return separated and (parts.summary is not None or parts.labels > 0)
    if parts.kind == "picture":
        return sum(map(str.isalpha, text.text)) > 10
    return False


# HTML ---------------------------------------------------------------------------------------------


def _elements(document: Document, found: Candidates, facts: Facts, blocks: Blocks) -> None:
    groups: dict[tuple[str, int], list[_Block]] = defaultdict(list)
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
        parts = read_parts(text, facts, _PLAIN)
        block = _Block(span, text, parts, element.headings, Form.HTML, span)
        if not _is_linked(block, facts):
            continue
        if element.name == "p" and parts.summary is None and not parts.labels:
            continue
        key = element.headings[-1].span.start if element.headings else -1
        groups[element.name, key].append(block)
    for group in groups.values():
        names = {_name(one) for one in group}
        if len(group) >= _FEWEST and len(names) * 3 >= len(group) * 2:
            for one in group:
                _add(document, one, facts, blocks)

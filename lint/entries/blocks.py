"""Entries that are no list items: headings, `<details>`, paragraphs, lines, other HTML."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from lint.entries import people
from lint.entries.building import build, property_field
from lint.entries.entry import Entry, Form, Unread
from lint.entries.lists import _is_property, _known_keys, key_of, property_of
from lint.entries.parts import (
    Hints,
    Parts,
    _skip,
    front_number,
    read_parts,
    read_stretches,
)
from lint.entries.segments import dated, is_reference, trim_summary
from lint.entries.text import BOLD, ITALIC, View, view
from lint.entries.words import PAPERS, SUMMARIES, TITLES, is_label, key_in, simple
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from lint.document.model import Document, Heading
    from lint.entries.facts import Facts
    from lint.entries.text import Anchor
    from lint.entries.tree import Candidates, Node

_PLAIN = Hints()
_FEWEST = 3
_SURE = 6
_LONGEST_LEAD = 30
_SMALL = 6
_LONGEST_PARAGRAPH = 500_000
_LONGEST_GAP = 1000
_LONGEST_NAME = 250
_MOST_LINES = 500
_MOST_PROPERTIES = 30
# Words that end no title.
_UNFINISHED = frozenset(
    [
        *("a", "an", "and", "are", "at", "by", "can", "check", "for", "from", "in", "is", "of"),
        *("on", "or", "our", "see", "the", "their", "this", "to", "use", "using", "via", "visit"),
        *("was", "were", "with", "your", "read", "del", "de", "la", "el", "en", "y", "auf", "der"),
        *("die", "das", "und", "von", "le", "les", "et", "à"),
    ]
)
_COUNTED = re.compile(r"\W{0,3}(\d{1,3})\s+(?=\S)")


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
    groups = [
        *_heading_groups(document, facts),
        *_details_groups(document, facts),
        *_listed_groups(document, found, facts, inside),
    ]
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
        self.details = [one.span.start for one in document.elements if one.name == "details"]
        self.tables = [table.span.start for table in document.tables]
        self.paragraphs = sorted(
            [
                *(one.span for one in found.paragraphs),
                *(one.inner for one in document.elements if one.name == "p"),
            ],
            key=lambda one: one.start,
        )
        self.paragraph_starts = [one.start for one in self.paragraphs]
        self.keys = _known_keys(found.nodes) | self._repeated(document, found)

    def _repeated(self, document: Document, found: Candidates) -> frozenset[str]:
        """The keys that lists have in common which stand below different titles."""
        titles = sorted([*self.paragraph_starts, *(one.span.start for one in document.headings)])
        below: dict[str, set[int]] = defaultdict(set)
        for node in found.nodes:
            if node.parent is None and (key := key_of(node)[0]):
                below[key].add(bisect_left(titles, node.item.span.start))
        return frozenset(key for key, places in below.items() if len(places) >= _FEWEST)

    def items(self, span: Span) -> Sequence[Node]:
        return self.nodes[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def has_details(self, span: Span) -> bool:
        return bisect_left(self.details, span.start) < bisect_left(self.details, span.end)

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


def _listed_groups(
    document: Document, found: Candidates, facts: Facts, inside: _Inside
) -> list[list[_Block]]:
    """Paragraphs of a section, each with a list of its properties below it."""
    groups: dict[int, list[_Block]] = defaultdict(list)
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
        if not chosen or not all(_is_property(one, inside.keys) for one in chosen):
            continue
        text = view(document, paragraph.span)
        if "\n" in text.text.strip():
            continue
        stop = chosen[-1].item.span.end
        groups[path[-1].span.start if path else -1].append(
            _Block(
                Span(paragraph.span.start, stop),
                text,
                read_parts(text, facts, _PLAIN),
                path,
                Form.PARAGRAPH,
                Span(chosen[0].item.span.start, stop),
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
    sections = sum(_is_section(one, facts, inside) for one in chosen)
    if not chosen or sections * 2 >= len(chosen):
        return
    if not _distinct({_name(one) for one in chosen}, chosen):
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


def _distinct(names: Collection[object], chosen: Sequence[_Block]) -> bool:
    """Whether most members of a group have names of their own; of a few, one may come twice."""
    return len(names) * 3 >= len(chosen) * 2 or (
        len(chosen) < _SMALL and len(names) * 2 >= len(chosen)
    )


def _has_usual_label(block: _Block) -> bool:
    """Whether a link of a block is labelled as the part of a work."""
    return block.parts.labels > 0 and any(
        simple(one.link.text) in PAPERS for one in block.text.anchors if not one.is_image
    )


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


def _is_section(block: _Block, facts: Facts, inside: _Inside) -> bool:
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
    if _has_titles(document, block, facts, inside):
        return False
    keyed = sum(
        _is_property(node, inside.keys) and any(facts.is_web(one.link) for one in node.text.anchors)
        for node in inside.items(block.body)
    )
    source = document.source.text
    labels = sum(
        facts.is_label(link)
        or (source[link.span.start - 1] == "[" and source[link.span.end : link.span.end + 1] == "]")
        for link in links
    )
    # The pages of the authors say nothing of the title.
    named = sum(
        not facts.is_label(link) and people.are_people(link.text, loose=True) for link in links
    )
    return max(labels, keyed) * 4 >= (len(links) - named) * 3 and max(labels, keyed) > 0


def _has_titles(document: Document, block: _Block, facts: Facts, inside: _Inside) -> bool:
    """Whether the paragraphs below a heading, or `<details>`, have titles of their own."""
    if block.form is Form.HEADING and inside.has_details(block.body):
        return True
    titled = 0
    for place in inside.first_paragraphs(block.body):
        if not document.links_in(place):
            continue
        text = _broken(view(document, place), facts)
        parts = _read(text, facts)
        if parts.title is None or parts.key or parts.kind not in {"bold", "quoted", "text"}:
            continue
        name = text.value(*parts.title)
        titled += parts.labels > 0 and not is_label(name) and not is_reference(name)
    return titled >= 2


def _below(
    document: Document, block: _Block, facts: Facts, inside: _Inside
) -> Iterator[tuple[str, str, Span]]:
    """What the first paragraphs below a title say: field, text and place."""
    for place in inside.first_paragraphs(block.body):
        text = _broken(view(document, place), facts)
        words = text.text
        if "\n" in words.strip() or " | " in words or is_reference(words):
            parts = read_stretches(text, facts, _PLAIN)
            fields = [("authors", parts.authors), ("venue", parts.venue), ("date", parts.date)]
            for name, found in (*fields, ("summary", parts.summary)):
                if found is not None:
                    yield name, text.value(*found), text.span(*found)
            if parts.summary is not None:
                return
            continue
        start, stop = _skip(words, 0, len(words)), len(words)
        # `**Summary**: …`
        if start < stop and text.style(start) & BOLD:
            bold = text.run(start, BOLD)
            key = simple(words[start:bold])
            if key in SUMMARIES or words[bold - 1 : bold + 1].strip()[-1:] in {":", "："}:
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
    sections = {key: _hinted(_renumbered(group, facts), facts) for key, group in sections.items()}
    whole = Counter(_shape_of(one) for group in sections.values() for one in group)
    for key, group in sections.items():
        shapes = Counter(_shape_of(one) for one in group)
        for shape, count in shapes.items():
            chosen = [one for one in group if _shape_of(one) == shape]
            names = {_name(one) or one.text.place.start for one in chosen}
            labels = sum(one.parts.key and is_label(_name(one)) for one in chosen)
            if labels * 3 >= len(chosen):
                continue
            strong = shape == "bold"
            least = 9 if shape == "bare" else 4 if strong else 6
            fits = count * 10 >= linked[key] * least
            fewest = 2 if strong and all(_has_usual_label(one) for one in chosen) else _FEWEST
            enough = (whole[shape] if strong or shape == "text" else count) >= fewest
            if fits and enough and _distinct(names, chosen):
                for one in chosen:
                    _add(document, one, facts, blocks)
            elif strong:
                for one in chosen:
                    line = document.source.position(one.span.start)[0]
                    why = "it opens with a title, unlike its neighbours"
                    blocks.unread.append(Unread("paragraphs", "paragraph", one.span, line, why))


def _renumbered(group: list[_Block], facts: Facts) -> list[_Block]:
    """The blocks, read behind their numbers if they count: `4 Title`, `5 Title`."""
    numbers = [match for one in group if (match := _COUNTED.match(one.text.text))]
    if len(numbers) < _FEWEST or len(numbers) * 3 < len(group) * 2:
        return group
    counts = [int(one[1]) for one in numbers]
    steps = sum(after - before == 1 for before, after in pairwise(counts))
    if steps * 3 < (len(counts) - 1) * 2:
        return group
    for one in group:
        match = _COUNTED.match(one.text.text)
        if match and not one.parts.numbered:
            one.parts = read_parts(one.text, facts, _PLAIN, start=match.end())
            one.parts.numbered = True
    return group


def _hinted(group: list[_Block], facts: Facts) -> list[_Block]:
    """The blocks, read again if a mark parts name and summary in nearly all: `名称：简介 https://…`."""
    plain = [one for one in group if one.parts.kind == "text" and one.parts.title is not None]
    if len(plain) < _FEWEST:
        return group
    titles = [one.text.text[slice(*one.parts.title)] for one in plain if one.parts.title]
    dashed = sum(any(f" {dash} " in title for dash in "-–—") for title in titles)
    wide = sum("：" in title[:_LONGEST_LEAD] for title in titles)
    colons = sum(len(title.partition(": ")[0].split()) <= 3 and ": " in title for title in titles)
    coloned = max(wide, colons if len(plain) >= _SURE else 0)
    if max(dashed, coloned) * 10 < len(plain) * 9:
        return group
    hints = Hints(dashed=dashed >= coloned, coloned=coloned > dashed)
    for one in plain:
        start = one.parts.title[0] if one.parts.title else 0
        named = read_parts(one.text, facts, hints, start=start)
        if named.title is not None and named.kind == "text" and one.parts.date is None:
            named.numbered = one.parts.numbered
            one.parts = named
    return group


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
    """What entries that are written alike have in common."""
    kind = block.parts.kind
    if kind in {"bold", "quoted"}:
        return "bold"
    if kind in {"link", "url"}:
        return "bare" if _is_bare(block) else "link"
    return kind


def _is_bare(block: _Block) -> bool:
    """Whether a block is a linked name and nothing else."""
    parts = block.parts
    if parts.kind != "link" or parts.title is None:
        return False
    if parts.summary or parts.date or parts.labels or parts.others:
        return False
    rest = block.text.text[parts.title_end :]
    return not any(map(str.isalnum, rest))


def _add(document: Document, block: _Block, facts: Facts, blocks: Blocks) -> None:
    del facts
    blocks.entries.append(
        build(document, block.text, block.parts, block.span, block.form, block.headings)
    )


def _lines(
    document: Document, text: View, facts: Facts, path: tuple[Heading, ...]
) -> Iterable[_Block]:
    """The entries that a paragraph may hold: one, or one for each line that opens with a name."""
    text = _broken(text, facts)
    breaks = sorted({*text.softs, *(at for at, char in enumerate(text.text) if char == "\n")})
    ranges = []
    start = 0
    for stop in (*breaks, len(text.text)):
        ranges.append((start, stop))
        start = stop + 1
    heads = [at for at, one in enumerate(ranges) if _is_head(text, facts, *one)]
    if len(heads) * 3 < len(ranges) * 2 and _are_lines(text, facts, ranges):
        heads = list(range(len(ranges)))
    if heads and heads[0] == 0 and not any(not one.is_image for one in text.links(*ranges[0])):
        # A line of links below a name is its own.
        heads = [0, *(at for at in heads[1:] if not _only_links(text, *ranges[at]))]
    if not heads:
        heads = [0]
    if heads[0] != 0 and len(heads) < _FEWEST:
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
            line = _broken(view(document, span), facts)
        parts = _read(line, facts)
        form = Form.PARAGRAPH if whole else Form.LINE
        if parts.kind == "picture" or (inside_html(line) and parts.kind in {"link", "url"}):
            form = Form.HTML
        yield _Block(span, line, parts, path, form, span)


def _read(text: View, facts: Facts) -> Parts:
    """The parts of a paragraph; of one that names its fields, `**Title**: …`, those behind it."""
    parts = read_parts(text, facts, _PLAIN)
    first = text.text[: max(0, text.text.find("\n"))]
    if parts.kind == "link" and parts.title is not None:
        rest = text.text[parts.title_end :].strip()
        if len(rest) < _LONGEST_NAME and "\n" not in rest and is_reference(rest, loose=True):
            return read_parts(text, facts, Hints(authors=True))
    key = key_in(first.lstrip(" \t*_"))
    if key in TITLES:
        start = min(at for mark in ":：" if (at := text.text.find(mark)) > 0) + 1
        named = read_parts(text, facts, _PLAIN, start=start)
        if named.title is not None:
            return named
    return parts


def _broken(text: View, facts: Facts) -> View:
    """`text` with its lines kept apart where each of them says something else.

    The source of a paragraph often has a title, its authors, a venue and labels on lines of their
    own, though nothing shows it.
    """
    softs = []
    before = _only_links(text, 0, text.softs[0] if text.softs else 0)
    for number, at in enumerate(text.softs[:_MOST_LINES]):
        stop = text.softs[number + 1] if number + 1 < len(text.softs) else len(text.text)
        line = text.text[at + 1 : stop].strip(" \t*_")
        start = _skip(text.text, at + 1, stop)
        first = next((one for one in text.links(at + 1, stop) if not one.is_image), None)
        labelled = (
            first is not None
            and first.start <= start + 2
            and not any(map(str.isalnum, text.text[start : first.start]))
            and facts.is_label(first.link)
        )
        known = start < stop and bool(text.style(start) & ITALIC)
        only = _only_links(text, at + 1, stop)
        if before or only or labelled or known or dated(line) or is_reference(line):
            softs.append(at)
        before = only
    if not softs:
        return text
    characters = list(text.text)
    for at in softs:
        characters[at] = "\n"
    left = [at for at in text.softs if at not in set(softs)]
    return replace(text, text="".join(characters), softs=left)


def _only_links(text: View, start: int, stop: int) -> bool:
    """Whether a line holds links and nothing else but labels of them."""
    links = [one for one in text.links(start, stop) if not one.is_image and one.end > one.start]
    if not links or sum(one.end - one.start for one in links) > _LONGEST_NAME:
        return False
    at = start
    for one in links:
        words = text.text[at : one.start]
        if any(map(str.isalnum, words)) and not is_label(words):
            return False
        at = max(at, one.end)
    return not any(map(str.isalnum, text.text[at:stop]))


def _are_lines(text: View, facts: Facts, ranges: list[tuple[int, int]]) -> bool:
    """Whether each line is an entry by itself: a name with links behind it, or a mark before."""
    if not _FEWEST <= len(ranges) <= _MOST_LINES:
        return False
    found = filled = 0
    names = set()
    for start, stop in ranges:
        filled += bool(text.text[start:stop].strip())
        links = [one for one in text.links(start, stop) if not one.is_image and one.end > one.start]
        if not links:
            continue
        at = front_number(text.text, _skip(text.text, start, stop), stop)
        words = text.text[at : links[0].start].strip(" [(:：-–—|,，\u3000")
        after = text.text[links[-1].end : stop]
        marked = at > start and text.text[start:at].strip() != ""
        ends = not any(map(str.isalnum, after))
        labels = all(facts.is_label(one.link) or facts.is_url(one) for one in links)
        if any(map(str.isalnum, words)) and len(words) <= 200 and labels and (ends or marked):
            found += 1
            names.add(words)
    return found >= _FEWEST and found * 5 >= filled * 4 and len(names) * 3 >= found * 2


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
    if not text.style(at) & BOLD:
        return False
    bold = min(text.run(at, BOLD), stop)
    words = text.text[at:bold].strip()
    keyed = words[-1:] in {":", "："} or text.text[bold : bold + 2].strip()[:1] in {":", "："}
    if keyed and (property_field(words) or is_label(words)):
        return False
    return not dated(words) or start == 0


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
        listed = parts.others > 0 and _ends_in_links(text)
        return own or (
            (parts.labels > 0 or listed)
            and (parts.others == 0 or listed)
            and not (parts.key and parts.labels > 4)
        )
    if parts.kind == "text":
        if parts.labels == 0 or parts.others or _is_sentence(block):
            return False
        return parts.summary is None or _is_titled(block, web)
    if parts.kind in {"link", "url"} and parts.title is not None:
        title = next(
            (one for one in web if one.start < parts.title[1] and one.end > parts.title[0]), None
        )
        if title is None:
            return False
        rest = text.text[parts.title[1] :].lstrip("*_ ")
        separated = rest[:1] in {"", "-", "–", "—", ":", "：", "\n", "(", "（", "[", "|", ",", "，"}
        separated = separated or parts.numbered or parts.lead_date
        separated = separated or parts.authors is not None or parts.date is not None
        # What is bold, or on a line of its own, is a name.
        separated = separated or bool(text.style(parts.title[0]) & BOLD)
        separated = separated or parts.title[1] in text.softs
        said = parts.summary is not None or parts.labels > 0 or parts.date is not None
        return separated and (said or parts.authors is not None or _is_bare(block))
    if parts.kind == "picture":
        return sum(map(str.isalpha, text.text)) > 10
    return False


def _ends_in_links(text: View) -> bool:
    """Whether all links of a paragraph stand in its last line, which holds nothing else."""
    last = text.text.rstrip().rfind("\n")
    if last <= 0 or not _only_links(text, last + 1, len(text.text)):
        return False
    return all(one.is_image or one.start > last for one in text.anchors)


def _is_sentence(block: _Block) -> bool:
    """Whether a title in plain text goes on into its link: `The code is at [GitHub](u)`."""
    parts, text = block.parts, block.text.text
    if parts.title is None:
        return True
    words = text[slice(*parts.title)].split()
    if text[parts.title_end : parts.title_end + 2].strip()[:1] in {"[", "(", "|", "\n"}:
        return False
    return not words or words[-1].casefold() in _UNFINISHED


def _is_titled(block: _Block, web: Sequence[Anchor]) -> bool:
    """Whether labels follow a title at once, and a summary behind them or on a new line."""
    parts, text = block.parts, block.text
    if parts.title is None or parts.summary is None:
        return False
    start, stop = parts.title
    if stop - start > _LONGEST_NAME or text.text[start:stop].rstrip().endswith((".", "。")):
        return False
    first = web[0]
    if first.start >= stop and not any(map(str.isalnum, text.text[stop : first.start])):
        return parts.summary[0] >= first.end
    between = text.text[stop : parts.summary[0] + 1]
    return "\n" in between or "|" in between


# HTML ---------------------------------------------------------------------------------------------


def _elements(document: Document, found: Candidates, facts: Facts, blocks: Blocks) -> None:
    groups: dict[tuple[str, int], list[_Block]] = defaultdict(list)
    taken = sorted([*blocks.taken, *(entry.span for entry in blocks.entries)])
    starts = [span.start for span in taken]
    nodes = [node.item.span for node in found.nodes if node.parent is None]
    node_starts = [span.start for span in nodes]
    elements = [one for one in document.elements if one.name in {"li", "p", "dt", "dd"}]
    for number, element in enumerate(elements):
        if element.name == "dd":
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
        if not document.links_in(span):
            continue
        text = view(document, *places)
        parts = read_parts(text, facts, _PLAIN)
        block = _Block(span, text, parts, element.headings, Form.HTML, span)
        if element.name == "p" and not _is_linked(block, facts):
            for one in _lines(document, text, facts, element.headings):
                if one.parts.kind in {"bold", "quoted"} and _is_paragraph(one, facts):
                    one.form = Form.HTML
                    groups[
                        "line", element.headings[-1].span.start if element.headings else -1
                    ].append(one)
            continue
        defined = element.name == "dt" and len(places) > 1 and parts.title is not None
        labelled = element.name == "li" and _has_labels(block, facts)
        if (
            not labelled
            and not _is_linked(block, facts)
            and not (defined and parts.kind in {"bold", "quoted", "text"} and parts.labels)
        ):
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

"""Headings and `<details>` that are entries with what follows them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from lint.entries.candidates.block import (
    FEWEST,
    Block,
    Blocks,
    distinct,
    has_labels,
    name_of,
    opens_with_link,
)
from lint.entries.candidates.containers import (
    are_properties,
    bold_groups,
    details_groups,
    heading_groups,
    listed_groups,
)
from lint.entries.candidates.inside import Inside
from lint.entries.entry import Form
from lint.entries.fields import people
from lint.entries.fields.below import read_below
from lint.entries.fields.building import build
from lint.entries.fields.lines import break_lines, holds_only_links, read_paragraph
from lint.entries.fields.marks import skip_marks
from lint.entries.fields.properties import is_key, is_property, key_of, property_of
from lint.entries.fields.references import WIDE, dated, is_reference
from lint.entries.groups.described import Described, shows_name
from lint.entries.text import view
from lint.entries.words import is_label, letters
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.document.model import Document
    from lint.entries.candidates.tree import Candidates, Node
    from lint.entries.facts import Facts

# An entry is longer only if it is a section.
_LONGEST = 6000
# An entry around this one was taken shortly before it.
_NEAREST = 50
# Properties may stand above a summary, a paragraph each.
_MOST_PARAGRAPHS = 10
_MOST_POINTS = 4
# A point of fewer words is a remark.
_FEWEST_WORDS = 4


def read_containers(document: Document, found: Candidates, facts: Facts, blocks: Blocks) -> None:
    """Take the headings and `<details>` that are entries; marks the items within them."""
    inside = Inside(document, found, facts)
    listed = listed_groups(document, found, facts, inside)
    inside.titled = sorted(
        one.span.start
        for group in listed
        for one in group
        if one.parts.kind in {"bold", "quoted"} and not one.parts.key
    )
    groups = [*heading_groups(document, facts), *details_groups(document, facts), *listed]
    groups += bold_groups(document, found, facts, frozenset(inside.titled))
    linked = Counter(
        _level(document, one) for group in groups for one in group if opens_with_link(one, facts)
    )
    described = Described(document, groups, facts, inside)
    bodies = {
        id(one)
        for group in groups
        for one in group
        if not opens_with_link(one, facts)
        and _is_labelled_body(document, one, facts, inside)
        and described.points_beside_code(one.body)
    }
    every = (one for group in groups for one in group)
    labelled = Counter(_level(document, one) for one in every if id(one) in bodies)
    for group in groups:
        chosen = _chosen(document, group, facts, linked)
        if not chosen:
            chosen = [one for one in group if id(one) in bodies]
            alike = labelled[_level(document, group[0])]
            if max(len(chosen), alike) < FEWEST or len(chosen) * 10 < len(group) * 7:
                chosen = []
        chosen = [
            one for one in chosen if opens_with_link(one, facts) or not described.holds_names(one)
        ]
        if not chosen:
            chosen = described.chosen(group)
        elif any(opens_with_link(one, facts) for one in chosen):
            known = {id(one) for one in chosen}
            beside = {id(one) for one in described.beside(group)}
            chosen = [one for one in group if id(one) in known | beside]
        chosen = [one for one in _counted(chosen) if not facts.meta(facts.path(one.span.start))]
        entries = [one for one in chosen if not _is_section(one, facts, inside)]
        if len(entries) * 2 > len(chosen) and distinct({name_of(one) for one in chosen}, chosen):
            for one in entries:
                _take(document, one, facts, inside, blocks)
    _keep_outermost(blocks)
    blocks.taken.sort()
    inside.mark(blocks.taken)


def _counted(chosen: list[Block]) -> list[Block]:
    """The members of a group that have numbers, if nearly all do; otherwise all members."""
    numbered = [one for one in chosen if one.parts.numbered]
    return numbered if len(numbered) * 10 >= len(chosen) * 7 else chosen


def _keep_outermost(blocks: Blocks) -> None:
    """Drop the paragraphs that were taken with what is below them, and lie within a title's."""
    outer = sorted(one.span for one in blocks.entries if one.form is Form.PARAGRAPH)
    ends = [*accumulate((one.end for one in outer), max)]
    starts = [one.start for one in outer]
    kept = []
    for one in blocks.entries:
        before = bisect_left(starts, one.span.start)
        if one.form is not Form.PARAGRAPH or not before or ends[before - 1] < one.span.end:
            kept.append(one)
    blocks.entries[:] = kept


def _level(document: Document, block: Block) -> str:
    """What containers have in common that are written alike: form and level."""
    source = document.source.text
    start = block.span.start
    return (
        source[start : start + 3]
        if source[start] == "<"
        else source[start : start + 7].partition(" ")[0]
    )


def _chosen(
    document: Document, group: list[Block], facts: Facts, whole: Counter[str]
) -> list[Block]:
    """The members of a group that look like entries, if enough of them do; sections among them.

    `whole` are the numbers of containers in the document that open with a link, by their level.
    """
    linked = [one for one in group if opens_with_link(one, facts)]
    if linked and len(linked) * 2 >= len(group):
        html = document.source.text[linked[0].span.start] == "<" and linked[0].form is Form.HEADING
        if len(linked) < (FEWEST if html else 2) and whole[_level(document, linked[0])] <= FEWEST:
            return []
        # With nothing below them, they are banners.
        filled = sum(one.body.start < one.body.end or bool(one.parts.summary) for one in linked)
        return linked if filled * 2 >= len(linked) else []
    labelled = [one for one in group if has_labels(one, facts)]
    return labelled if len(labelled) * 2 >= len(group) >= FEWEST else []


def _take(document: Document, one: Block, facts: Facts, inside: Inside, blocks: Blocks) -> None:
    """Take an entry with what its body says, unless it lies within another one."""
    if any(span.contains(one.span) for span in blocks.taken[-_NEAREST:]):
        return
    items = inside.items(one.body)
    places = [*inside.first_paragraphs(one.body, _MOST_PARAGRAPHS), *inside.framed(one.body)]
    places += inside.told(one.body)
    if not places and not items and not inside.has_table(one.body):
        # Text of raw HTML stands in no paragraph.
        places = [Span(one.body.start, min(one.body.end, one.body.start + _LONGEST))]
    title = one.text.value(*one.parts.title) if one.parts.title is not None else ""
    extra = read_below(document, places, facts, title)
    depth = min((node.item.depth for node in items), default=0)
    for node in items:
        if node.item.depth == depth:
            extra += property_of(node)
    if one.parts.summary is None and all(name != "summary" for name, _, _ in extra):
        extra += _first_point(items[:_MOST_POINTS], inside.keys)
    entry = build(document, one.draft, extra=extra)
    blocks.entries.append(entry)
    blocks.taken.append(one.span)


def _first_point(nodes: Sequence[Node], keys: frozenset[str]) -> list[tuple[str, str, Span]]:
    """The text of the first item below a title that is not a link, if it is a sentence."""
    for node in nodes:
        if holds_only_links(node.text, 0, len(node.text.text)):
            continue
        words = node.text.text.strip()
        if node.text.anchors or node.children or is_key(key_of(node)[0], keys) or dated(words):
            return []
        if max(len(words.split()), _wide(words)) < _FEWEST_WORDS:
            return []
        return [("summary", node.text.value(0, len(words)), node.text.span(0, len(words)))]
    return []


def _wide(words: str) -> int:
    """How many characters are of East Asian scripts."""
    return sum(one >= WIDE for one in words)


def _is_section(block: Block, facts: Facts, inside: Inside) -> bool:
    """Whether what follows are entries of their own."""
    if inside.has_table(block.body) and block.form is Form.HEADING:
        return True
    own = labels = 0
    name = letters(block.text.value(*block.parts.title)) if block.parts.title else ""
    for node in inside.items(block.body):
        first = next((one for one in node.text.anchors if not one.is_image), None)
        if first is None or not facts.is_web(first.link):
            continue
        start = skip_marks(node.text.text, 0, len(node.text.text))
        if first.start > start:
            continue
        if (
            facts.is_label(first.link)
            or is_property(node, inside.keys)
            or facts.is_url(first)
            or shows_name(first.link, name)
        ):
            labels += 1
        else:
            own += 1
    return own >= FEWEST and own > labels


def _is_labelled_body(document: Document, block: Block, facts: Facts, inside: Inside) -> bool:
    """Whether a title is followed by labelled links, and by nothing that has a name of its own."""
    if block.parts.title is None or block.parts.kind not in {"text", "bold", "quoted"}:
        return False
    if block.span.end - block.span.start > _LONGEST:
        return False
    links = [
        one for one in document.links_in(block.body) if facts.is_web(one) and one.kind != "image"
    ]
    if not links:
        return False
    items = inside.items(block.body)
    depth = min((node.item.depth for node in items), default=0)
    outer = [node for node in items if node.item.depth == depth]
    if outer and not are_properties(outer, inside.keys):
        return False
    paragraphs = inside.first_paragraphs(block.body)
    below = [one for one in paragraphs if one.start in inside.keyed]
    keyed = sum(len(document.links_in(one)) for one in below)
    if not items and len(paragraphs) > max(3, len(below)):
        return False
    if _has_titles(document, block, facts, inside):
        return False
    keyed += sum(
        is_property(node, inside.keys) and any(facts.is_web(one.link) for one in node.text.anchors)
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
    return max(labels, keyed) * 3 >= (len(links) - named) * 2 and max(labels, keyed) > 0


def _has_titles(document: Document, block: Block, facts: Facts, inside: Inside) -> bool:
    """Whether the paragraphs below a heading, or `<details>`, have titles of their own."""
    if block.form is Form.HEADING and (
        inside.has_details(block.body) or inside.has_titled(block.body)
    ):
        return True
    titled = 0
    for place in inside.first_paragraphs(block.body):
        if not document.links_in(place):
            continue
        text = break_lines(view(document, place), facts)
        parts = read_paragraph(text, facts)
        if parts.title is None or parts.key or parts.kind not in {"bold", "quoted", "text"}:
            continue
        name = text.value(*parts.title)
        titled += parts.labels > 0 and not is_label(name) and not is_reference(name)
    return titled >= 2

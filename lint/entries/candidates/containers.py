"""Candidates that hold what follows them: headings, `<details>`, titles above a list."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lint.entries.candidates.block import Block
from lint.entries.candidates.tree import Node
from lint.entries.entry import Form
from lint.entries.fields.line import NAMED, PLAIN, Hints
from lint.entries.fields.parts import read_parts
from lint.entries.fields.properties import is_property
from lint.entries.fields.references import WIDE
from lint.entries.text import BOLD, ITALIC, view
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.document.model import Document
    from lint.entries.candidates.inside import Inside
    from lint.entries.candidates.tree import Candidates, Node
    from lint.entries.facts import Facts

_MOST_PROPERTIES = 30
_LONGEST_REMARK = 40
_LONGEST_BOLD = 200
# Words behind a linked heading that say nothing of what it is.
_MOST_STYLED, _MOST_GLUED, _MOST_MIXED = 3, 2, 8
# CommonMark, section 4.1, behind a blank line: it is no underline of a heading.
_RULE = lazy(r"\n\n {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*(?=\n)")
_BOLD = ("**", "__")
_PICTURES = ("![", "[![", "<img")


def heading_groups(document: Document, facts: Facts) -> list[list[Block]]:
    """Headings of one level below one heading; each with what follows up to the next."""
    headings = document.headings
    end = len(document.source.text)
    ends = [end] * len(headings)
    places = [_with_link(document, one.span) for one in headings]
    open_: list[int] = []
    for at, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = places[at].start
        open_.append(at)
    groups: dict[tuple[int, int], list[Block]] = defaultdict(list)
    for at, heading in enumerate(headings):
        if heading.level == 1 and sum(one.level == 1 for one in headings[:4]) < 2:
            continue
        path = facts.path(heading.span.start)
        parent = path[-2].span.start if len(path) > 1 else -1
        linked = places[at]
        text = view(document, linked)
        end = ends[at]
        if at + 1 == len(headings) or headings[at + 1].span.start >= end:
            end = _before_rule(document, heading.span.end, end)
        stop = heading.span.start + len(document.source.text[heading.span.start : end].rstrip())
        span = Span(linked.start, max(stop, linked.end))
        groups[parent, heading.level].append(
            Block(
                span,
                text,
                read_parts(text, facts, PLAIN),
                path[:-1],
                Form.HEADING,
                Span(linked.end, span.end),
            )
        )
    for group in groups.values():
        _take_kinds(group, facts)
        for one in group:
            said = one.parts.summary
            if said is not None and not any(map(str.isalpha, one.text.text[slice(*said)])):
                # `### [Name](u) ⭐ 12`
                one.parts.summary = None
            _take_remark(one)
    return list(groups.values())


def _before_rule(document: Document, start: int, end: int) -> int:
    """Where a line across the page ends what stands between two places; `end` without one.

    What a list says at its very end stands below such a line.
    """
    source = document.source.text
    said = next((at for at in range(start, end) if source[at].isalnum()), end)
    match = _RULE.search(source, said, end)
    return match.start() if match else end


def _take_remark(block: Block) -> None:
    """Take a word or two behind a linked heading for a tag: `### [Name](u) *Free*`.

    They are set apart from the name by their style, or nothing parts them from it.
    """
    said, words = block.parts.summary, block.text.text
    if said is None or block.parts.title is None or block.parts.kind not in NAMED:
        return
    remark = words[slice(*said)]
    # Scripts without blanks: two characters are a word.
    count = max(len(remark.split()), (1 + sum(one >= WIDE for one in remark)) // 2)
    style = block.text.style(said[0]) & (BOLD | ITALIC)
    between = words[block.parts.title_end : said[0]]
    stop = min(block.text.run(said[0], style), said[1]) if style else said[0]
    styled = stop == said[1] and count <= _MOST_STYLED
    glued = not between.strip(" *_") and count <= _MOST_GLUED and words[said[1] - 1].isalnum()
    linked = any(said[0] <= one.start < said[1] for one in block.text.anchors)
    # `### [Name](u) *Free* or as [Print edition](u)`
    mixed = said[0] < stop and linked and count <= _MOST_MIXED
    if mixed or ((styled or glued) and not linked):
        block.parts.tags.append(block.text.value(said[0], stop if mixed else said[1]))
        block.parts.summary = None


def _with_link(document: Document, place: Span) -> Span:
    """A heading with the link around it: `<a href="…"><h3>Name</h3></a>`."""
    at = bisect_left(document.links, place.start, key=lambda one: one.span.start) - 1
    outer = document.links[at].span if at >= 0 else place
    return outer if outer.contains(place) else place


def _take_kinds(group: Sequence[Block], facts: Facts) -> None:
    """Read the links of headings that say of what kind each is as titles: `Article: [Title](u)`."""
    keyed = [one for one in group if one.parts.kind == "key" and one.parts.others == 1]
    named = sum(one.parts.kind in NAMED for one in group)
    if keyed and (len(keyed) + named) * 2 >= len(group) > 1:
        for one in keyed:
            one.parts = read_parts(one.text, facts, Hints(links_first=True))


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
    """Paragraphs of a section with their properties below: in a list, or a paragraph each."""
    groups: dict[int, list[Block]] = defaultdict(list)
    nodes = [node for node in found.nodes if node.parent is None]
    starts = [node.item.span.start for node in nodes]
    keyed = [one.span.start in inside.keyed for one in found.paragraphs]
    shown = [_is_picture(document, one.span) for one in found.paragraphs]
    for at, paragraph in enumerate(found.paragraphs):
        after = at + 1
        # A picture may stand between a title and its list.
        pictured = after < len(shown) and shown[after] and not shown[at]
        title_end = found.paragraphs[after].span.end if pictured else paragraph.span.end
        after += pictured
        while after < min(len(keyed), at + _MOST_PROPERTIES) and keyed[after]:
            after += 1
        following = found.paragraphs[after : after + 1]
        end = following[0].span.start if following else len(document.source.text)
        first = bisect_left(starts, title_end)
        last = min(bisect_left(starts, end), first + _MOST_PROPERTIES)
        path = facts.path(paragraph.span.start)
        chosen = [one for one in nodes[first:last] if facts.path(one.item.span.start) == path]
        below = [one.span for one in found.paragraphs[at + 1 + pictured : after]]
        below = [one for one in below if facts.path(one.start) == path]
        below += [one.item.span for one in chosen]
        if keyed[at] or not below or not are_properties(chosen, inside.keys):
            continue
        between = document.source.text[title_end : min(one.start for one in below)]
        text = view(document, paragraph.span)
        if between.strip(" \t\r\n-*+") or "\n" in text.text.strip():
            continue
        stop = max(one.end for one in below)
        parts = read_parts(text, facts, PLAIN)
        whole, body = Span(paragraph.span.start, stop), Span(min(below).start, stop)
        # Bold titles are alike over the whole document.
        key = -2 if parts.kind == "bold" else path[-1].span.start if path else -1
        groups[key].append(Block(whole, text, parts, path, Form.PARAGRAPH, body))
    return list(groups.values())


def _is_picture(document: Document, place: Span) -> bool:
    """Whether a paragraph shows a picture, and no words."""
    if not document.source.text.startswith(_PICTURES, place.start):
        return False
    return not any(map(str.isalnum, view(document, place).text))


def bold_groups(
    document: Document, found: Candidates, facts: Facts, known: frozenset[int]
) -> list[list[Block]]:
    """Bold lines without a link that stand above what is said of them, as headings do.

    `known` are the places of those that are read in another way.
    """
    groups: dict[int, list[Block]] = defaultdict(list)
    headings = [one.span.start for one in document.headings]
    paragraphs = found.paragraphs
    bold = [one for one in paragraphs if _is_bold(document, one.span)]
    for at, paragraph in enumerate(bold):
        start = paragraph.span.start
        ends = [len(document.source.text)]
        ends += [one.span.start for one in bold[at + 1 : at + 2]]
        after = bisect_left(headings, start)
        ends += headings[after : after + 1]
        end = _before_rule(document, paragraph.span.end, min(ends))
        stop = start + len(document.source.text[start:end].rstrip())
        if start in known or stop <= paragraph.span.end:
            continue
        path = facts.path(start)
        text = view(document, paragraph.span)
        parts = read_parts(text, facts, PLAIN)
        span, body = Span(start, stop), Span(paragraph.span.end, stop)
        key = path[-1].span.start if path else -1
        groups[key].append(Block(span, text, parts, path, Form.PARAGRAPH, body))
    return list(groups.values())


def _is_bold(document: Document, place: Span) -> bool:
    """Whether a paragraph is one line of bold words."""
    source = document.source.text
    if (
        place.end - place.start > _LONGEST_BOLD
        or source[place.start : place.start + 2] not in _BOLD
    ):
        return False
    if document.links_in(place):
        return False
    text = view(document, place)
    words = text.text.rstrip()
    return bool(words) and "\n" not in words and text.run(0, BOLD) >= len(words)


def are_properties(nodes: Sequence[Node], keys: frozenset[str]) -> bool:
    """Whether items are properties; a few short ones without a link may be remarks: `Oral`.

    One may be longer: a summary.
    """
    others = [one for one in nodes if not is_property(one, keys)]
    longer = sum(len(one.text.text) > _LONGEST_REMARK or bool(one.children) for one in others)
    remarks = longer <= 1 and not any(one.text.anchors for one in others)
    return remarks and (not others or len(others) < len(nodes))

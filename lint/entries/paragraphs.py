"""Entries that are paragraphs, or lines of one."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from lint.document.model import LinkKind
from lint.entries.block import FEWEST, Block, Blocks, name_of
from lint.entries.entry import Form, Unread
from lint.entries.marks import front_number, skip_marks
from lint.entries.parts import read_parts
from lint.entries.shapes import PLAIN
from lint.entries.text import BOLD, View, view
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lint.document.model import Document, Heading
    from lint.entries.facts import Facts
    from lint.entries.tree import Candidates

_LONGEST_PARAGRAPH = 500_000
_LONGEST_GAP = 1000


def read_paragraphs(  # noqa: C901 - from candidates to groups in one go
    document: Document, found: Candidates, facts: Facts, blocks: Blocks
) -> None:
    """Take the paragraphs and lines that are entries."""
    sections: dict[int, list[Block]] = defaultdict(list)
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
            names = {name_of(one) or one.text.place.start for one in chosen}
            strong = shape == "bold"
            fits = count * 10 >= linked[key] * (4 if strong else 6)
            enough = whole[shape] >= FEWEST if strong else count >= FEWEST
            if fits and enough and len(names) * 3 >= len(chosen) * 2:
                for one in chosen:
                    blocks.add(document, one)
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


def _shape_of(block: Block) -> str:
    kind = block.parts.kind
    return "bold" if kind in {"bold", "quoted"} else "link" if kind in {"link", "url"} else kind


def _lines(
    document: Document, text: View, facts: Facts, path: tuple[Heading, ...]
) -> Iterable[Block]:
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
        parts = read_parts(line, facts, PLAIN)
        form = Form.PARAGRAPH if whole else Form.LINE
        if parts.kind == "picture" or (_in_html(line) and parts.kind in {"link", "url"}):
            form = Form.HTML
        yield Block(span, line, parts, path, form, span)


def _in_html(text: View) -> bool:
    """Whether the first link of a text is written in HTML."""
    return bool(text.anchors) and text.anchors[0].link.kind is LinkKind.HTML


def _is_head(text: View, facts: Facts, start: int, stop: int) -> bool:
    """Whether a line opens with a name."""
    at = skip_marks(text.text, start, stop)
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


def _is_paragraph(block: Block, facts: Facts) -> bool:
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
        separated = rest[:1] in {"", "-", "–", "—", ":", "：", "\n", "(", "（", "[", "|", ",", "，"}
        separated = separated or parts.numbered
        return separated and (parts.summary is not None or parts.labels > 0)
    if parts.kind == "picture":
        return sum(map(str.isalpha, text.text)) > 10
    return False

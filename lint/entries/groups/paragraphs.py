"""Paragraphs of a section, and their lines, that are entries."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from lint.entries.candidates.block import (
    FEWEST,
    Block,
    Blocks,
    distinct,
    is_bare,
    name_of,
    with_authors,
)
from lint.entries.candidates.lines import joined_paragraphs, lines_of
from lint.entries.candidates.numbered import follows, is_picture, numbered_names
from lint.entries.entry import Form, Unread
from lint.entries.fields.below import read_below
from lint.entries.fields.line import PLAIN, Hints
from lint.entries.fields.lines import DEFINES
from lint.entries.fields.parts import read_parts
from lint.entries.fields.references import dated
from lint.entries.groups.titled import is_titled, opens_sentence
from lint.entries.text import view
from lint.entries.words import PAPERS, is_label, simple
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Heading
    from lint.entries.candidates.tree import Candidates
    from lint.entries.facts import Facts

_SURE = 6
_LONGEST_LEAD = 30
_LONGEST_PARAGRAPH = 500_000
# What stands between a paragraph and the next one, which may be a quote.
_GAP, _LONGEST_GAP, _MOST_BELOW = " \t\r\n>", 200, 2
_MOST_OF_NAME = 20
_MOST_POINTS = 8
_NEAR = 5
_COUNTED = lazy(r"\W{0,3}(\d{1,3})\s+(?=\S)")


def read_paragraphs(document: Document, found: Candidates, facts: Facts, blocks: Blocks) -> None:
    """Take the paragraphs and lines that are entries, section by section."""
    sections, linked, web = _sections(document, found, facts, blocks)
    sections = {key: _hinted(_renumbered(group, facts), facts) for key, group in sections.items()}
    every = [one for group in sections.values() for one in group]
    whole = Counter(map(_shape_of, every))
    # In short sections, the whole document shows that linked names are entries.
    named = sum(_shape_of(one) == "link" and _says(one) for one in every)
    if named < FEWEST or named * 10 < sum(web.values()) * 6:
        whole["link"] = 0
    # Sentences say so only where hardly another paragraph has links.
    opening = named if named >= _SURE and named * 10 >= sum(web.values()) * 8 else 0
    quoted = sum(_shape_of(one) == "bare" and _is_quoted(document, one) for one in every)
    for key, group in sections.items():
        shapes: dict[str, list[Block]] = defaultdict(list)
        for one in group:
            shapes[_shape_of(one)].append(one)
        for shape, chosen in _joined(shapes, web[key], facts, opening):
            if sum(one.parts.key and is_label(name_of(one)) for one in chosen) * 3 >= len(chosen):
                continue
            count = web[key] if shape == "link" else linked[key]
            alike = whole[shape]
            if shape == "bare":
                # Links that stand in quotes of their own are not words of a sentence.
                alike = quoted if all(_is_quoted(document, one) for one in chosen) else 0
            if _is_group(chosen, shape, count, alike):
                _take(document, chosen, facts, blocks)
            elif shape == "bold":
                for one in chosen:
                    line = document.source.position(one.span.start)[0]
                    why = "it opens with a title, unlike its neighbours"
                    blocks.unread.append(Unread("paragraphs", "paragraph", one.span, line, why))


def _take(document: Document, chosen: list[Block], facts: Facts, blocks: Blocks) -> None:
    """Take the entries of a group, with the paragraphs below them where most have one."""
    chosen = with_authors(chosen, facts)
    _read_brackets(chosen)
    followed = sum(bool(one.below) for one in chosen)
    for one in chosen:
        extra: list[tuple[str, str, Span]] = list(one.said)
        if followed * 10 >= len(chosen) * 7:
            for node in one.points:
                node.verdict = "part"
        if one.below and followed * 10 >= len(chosen) * 7 and one.parts.summary is None:
            extra += read_below(document, one.below, facts)
            one.span = Span(one.span.start, max(one.stop, one.below[-1].end))
        blocks.add(document, one, extra)


def _read_brackets(chosen: list[Block]) -> None:
    """Take brackets of a few words at the end for summaries where those of most others are."""
    framed = sum(
        one.parts.summary is not None
        and one.text.text[: one.parts.summary[0]].rstrip().endswith(("(", "（"))
        for one in chosen
    )
    if framed < FEWEST or framed * 10 < len(chosen) * 6:
        return
    for one in chosen:
        parts, text = one.parts, one.text.text.rstrip()
        start = parts.title_end
        while text[start : start + 1] in {" ", "(", "（"}:
            start += 1
        inner = one.text.value(start, len(text) - 1)
        if parts.summary is None and parts.tags == [inner] and text[-1:] in {")", "）"}:
            parts.summary, parts.tags = (start, len(text) - 1), []


def _sections(
    document: Document, found: Candidates, facts: Facts, blocks: Blocks
) -> tuple[dict[int, list[Block]], Counter[int], Counter[int]]:
    """The paragraphs and lines with a title, and the numbers of those with links, by section.

    The last are of links to the web.
    """
    sections: dict[int, list[Block]] = defaultdict(list)
    linked: Counter[int] = Counter()
    web: Counter[int] = Counter()
    starts = [span.start for span in blocks.taken]
    items = [node.item.span.start for node in found.nodes]
    last: Block | None = None
    paragraphs = joined_paragraphs(document, found)
    wholes = [Span(places[0].start, places[-1].end) for places in paragraphs]
    names = numbered_names(document, wholes, facts)
    for places, span in zip(paragraphs, wholes, strict=True):
        at = bisect_right(starts, span.start) - 1
        if at >= 0 and blocks.taken[at].end >= span.end:
            continue
        if names and last is not None and _is_of_name(document, last, span, names):
            continue
        if not document.links_in(span):
            last = _with_below(document, last, span)
            continue
        last = None
        if span.end - span.start > _LONGEST_PARAGRAPH:
            continue
        path = facts.path(span.start)
        if facts.meta(path):
            continue
        key = _section(path)
        for block in lines_of(document, view(document, *places), facts, path):
            linked[key] += 1
            web[key] += any(
                facts.is_web(one.link) for one in block.text.anchors if not one.is_image
            )
            whole = block.form is not Form.LINE
            opens = block.parts.kind == "link" and block.parts.numbered
            block.counted = whole and opens and span.start in names
            titled = block.counted or is_titled(block, facts)
            if titled or (whole and opens_sentence(block, facts)):
                sections[key].append(block)
                last = block if block.form is not Form.LINE else None
        if last is not None and (point := _point_below(document, found, items, last)):
            last.below.append(point)
    return sections, linked, web


def _is_of_name(document: Document, block: Block, span: Span, names: frozenset[int]) -> bool:
    """Whether a paragraph belongs to the numbered name above it; joins it to that."""
    if not block.counted or span.start in names:
        return False
    if not follows(document, max(block.span.end, block.stop), span):
        return False
    if not is_picture(document, span) and len(block.below) < _MOST_OF_NAME:
        block.below.append(span)
    block.stop = span.end
    return True


def _section(path: tuple[Heading, ...]) -> int:
    """The section that a paragraph stands in; below a date, the one that all the dates are in."""
    while path and dated(path[-1].text.strip()):
        path = path[:-1]
    return path[-1].span.start if path else -1


def _with_below(document: Document, block: Block | None, span: Span) -> Block | None:
    """The block, with a paragraph without links that follows it at once; None behind its last."""
    if block is None:
        return None
    end = block.below[-1].end if block.below else block.span.end
    near = span.start - end < _LONGEST_GAP
    if not near or document.source.text[end : span.start].strip(_GAP):
        return None
    if len(block.below) == _MOST_BELOW:
        return None
    block.below.append(span)
    return block


def _point_below(
    document: Document, found: Candidates, starts: list[int], block: Block
) -> Span | None:
    """The words of the first item of a list without links that follows a block at once."""
    at = bisect_right(starts, block.span.end - 1)
    if at >= len(starts) or starts[at] - block.span.end > _LONGEST_GAP:
        return None
    node, gap = found.nodes[at], document.source.text[block.span.end : starts[at]]
    if gap.strip(_GAP) or node.parent is not None or not node.paragraphs:
        return None
    after = found.nodes[at : at + _MOST_POINTS + 1]
    listed = list(takewhile(lambda one: one.item.group == node.item.group, after))
    linked = sum(bool(document.links_in(one.item.span)) for one in listed)
    # One of the points may name what it comes from.
    if len(listed) > _MOST_POINTS or linked * 2 >= len(listed) or document.links_in(node.item.span):
        return None
    block.points = listed
    return node.paragraphs[0]


def _is_group(chosen: list[Block], shape: str, linked: int, whole: int) -> bool:
    """Whether blocks of one shape are entries.

    `linked` is the number of blocks with links in their section, `whole` that of blocks of this
    shape in the document.
    """
    if shape == "numbered":
        return distinct({name_of(one) for one in chosen}, chosen)
    strong = shape == "bold"
    least = 9 if shape == "bare" else 4 if strong else 6
    sure = strong and all(_has_usual_label(one) for one in chosen)
    sure = sure or all(one.parts.authors and one.parts.date for one in chosen)
    fewest = 2 if sure else FEWEST
    short = shape == "link" and all(map(_says, chosen))
    short = short or (shape == "bare" and len(chosen) > 1)
    alike = max(whole, len(chosen)) if strong or short or shape == "text" else len(chosen)
    enough = alike >= fewest
    names = {name_of(one) or one.text.place.start for one in chosen}
    fits = enough and len(chosen) * 10 >= linked * least
    if shape == "link" and fits and len(names) * 3 >= len(chosen):
        # Pages of one place are called alike: `[Name](u1). …`, `[Name](u2). …`.
        return distinct({one.text.anchors[0].link.url for one in chosen}, chosen)
    return fits and distinct(names, chosen)


def _is_quoted(document: Document, block: Block) -> bool:
    """Whether a block stands in a quote."""
    source, start = document.source.text, block.span.start
    line = source.rfind("\n", max(0, start - _LONGEST_GAP), start) + 1
    return source[line:start].lstrip(" ").startswith(">")


def _says(block: Block) -> bool:
    """Whether a block says more of a thing than its name."""
    parts = block.parts
    found = parts.summary is not None or parts.date is not None or parts.authors is not None
    return found or bool(block.said) or (parts.numbered and bool(block.below))


def _joined(
    shapes: dict[str, list[Block]], web: int, facts: Facts, alike: int
) -> Iterator[tuple[str, list[Block]]]:
    """The blocks by shape; those that open with a linked name are one if there is hardly another.

    A sentence after such a name may be prose: it counts only where they all are written so, and
    `alike` is the number of them in the document.
    """
    opened = [one for shape in ("link", "bare") for one in shapes.get(shape, ())]
    sentences = [one for one in opened if not is_titled(one, facts)]
    if sentences and max(len(opened), alike) >= FEWEST and len(opened) * 10 >= web * 8:
        yield "link", sorted(opened, key=lambda one: one.span.start)
        shapes = {key: ones for key, ones in shapes.items() if key not in {"link", "bare"}}
    urls = [one for one in opened if one.parts.kind == "url"]
    if any(map(is_bare, urls)):
        # A few words behind some make no other kind. Below the title of the list, those with a
        # paragraph each are its own.
        whole = [one for one in facts.headings if one.level == 1]
        urls = [one for one in urls if one.form is Form.LINE or [*one.headings] != whole]
        yield "bare", sorted(urls, key=lambda one: one.span.start)
        shapes = {
            key: [one for one in ones if one.parts.kind != "url"] for key, ones in shapes.items()
        }
    for shape, chosen in shapes.items():
        sure = [one for one in chosen if shape != "link" or is_titled(one, facts)]
        if sure:
            yield shape, sure


def _renumbered(group: list[Block], facts: Facts) -> list[Block]:
    """The blocks, read behind their numbers if they count: `4 Title`, `5 Title`."""
    numbers = [match for one in group if (match := _COUNTED.match(one.text.text))]
    if len(numbers) < FEWEST or len(numbers) * 3 < len(group) * 2:
        return group
    counts = [int(one[1]) for one in numbers]
    steps = sum(after - before == 1 for before, after in pairwise(counts))
    if steps * 3 < (len(counts) - 1) * 2:
        return group
    for one in group:
        match = _COUNTED.match(one.text.text)
        if match and not one.parts.numbered:
            one.parts = read_parts(one.text, facts, PLAIN, start=match.end())
            one.parts.numbered = True
    return group


def _hinted(group: list[Block], facts: Facts) -> list[Block]:
    """The blocks, read again if a mark parts name and summary in nearly all: `Name: summary https://…`."""
    plain = [one for one in group if one.parts.kind == "text" and one.parts.title is not None]
    if len(plain) < FEWEST:
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


def _shape_of(block: Block) -> str:
    """What entries that are written alike have in common."""
    kind = block.parts.kind
    if block.counted:
        return "numbered"
    if kind in {"bold", "quoted"} or _is_defined(block):
        return "bold"
    if kind in {"link", "url"}:
        counted = block.parts.numbered and bool(block.below)
        return "bare" if is_bare(block) and not block.said and not counted else "link"
    return kind


def _is_defined(block: Block) -> bool:
    """Whether a title stands on a line by itself, above the lines that define it: `: …`."""
    title, text = block.parts.title, block.text.text
    if title is None:
        return False
    end = text.find("\n", title[1])
    return end > 0 and text[end : end + _NEAR].lstrip("\n").startswith(DEFINES)


def _has_usual_label(block: Block) -> bool:
    """Whether a link of a block is labelled as the part of a work."""
    return block.parts.labels > 0 and any(
        simple(one.link.text) in PAPERS for one in block.text.anchors if not one.is_image
    )

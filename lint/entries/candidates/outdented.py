"""What belongs to the items of a list and is not indented far enough to lie in them.

CommonMark (section 5.2) puts into an item what begins as far right as its text does. Many authors
indent less, below a number most of all: the list then ends before each such line, and the next
number begins another one. The numbers go on, though, and so does the list for a reader.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lint.document.model import Document, Paragraph
    from lint.entries.candidates.tree import Node

_NUMBER = lazy(r"(\d{1,9})[.)]")
_MOST_PARAGRAPHS, _MOST_ITEMS = 6, 30
# Bullets of two kinds take turns in nothing but such lists.
_FEWEST_BULLETS = 3


class _Block(NamedTuple):
    """An outermost item, or a paragraph outside of lists; `mark` begins an item."""

    start: int
    end: int
    node: Node | None
    paragraph: Paragraph | None
    mark: str


class _Leader(NamedTuple):
    """An item with what follows it up to the next one of its list."""

    node: Node
    number: int
    items: list[Node]
    paragraphs: list[Paragraph]


def adopt(document: Document, nodes: Sequence[Node], loose: list[Paragraph]) -> list[Paragraph]:
    """Give items what belongs to them; the paragraphs that belong to none."""
    taken: set[int] = set()
    for section in _sections(document, nodes, loose):
        if sum(one.node is not None for one in section) < 2:
            continue
        for run in (*_counted(document, section), *_alternating(document, section)):
            for one in run:
                taken.update(_take(one, run[0].node.item.group))
    return [one for one in loose if one.span.start not in taken] if taken else loose


def _sections(
    document: Document, nodes: Sequence[Node], loose: Sequence[Paragraph]
) -> Iterator[list[_Block]]:
    """The outermost items and the paragraphs of each section, in order."""
    source = document.source.text
    blocks = [
        _Block(one.item.span.start, one.item.span.end, one, None, source[one.item.span.start])
        for one in nodes
        if one.parent is None
    ]
    blocks += [_Block(one.span.start, one.span.end, None, one, "") for one in loose]
    blocks.sort(key=lambda one: one.start)
    headings = [one.span.start for one in document.headings]
    for _, section in groupby(blocks, key=lambda one: bisect_right(headings, one.start)):
        yield list(section)


def _counted(document: Document, section: Sequence[_Block]) -> Iterator[list[_Leader]]:
    """Items whose numbers go on over what stands between them."""
    run: list[_Leader] = []
    for leader in _leaders(document, section, str.isdigit):
        if run and leader.number not in {run[-1].number + 1, run[-1].number}:
            yield from _belonging(document, run)
            run = []
        run.append(leader)
    yield from _belonging(document, run)


def _alternating(document: Document, section: Sequence[_Block]) -> Iterator[list[_Leader]]:
    """Items alone in their lists, with a list of another bullet behind each."""
    marks = [one.mark for one in section if one.node is not None]
    if marks and not marks[0].isdigit() and len(set(marks)) == 2:
        run = list(_leaders(document, section, marks[0].__eq__))
        groups = {one.node.item.group for one in run}
        filled = all(one.items and not one.paragraphs for one in run)
        if len(run) >= _FEWEST_BULLETS and len(groups) == len(run) and filled:
            run[-1] = _near(document, run[-1], 0)
            yield run


def _leaders(
    document: Document, section: Sequence[_Block], leads: Callable[[str], bool]
) -> Iterator[_Leader]:
    """The items of a section whose mark leads others, each with what stands behind it."""
    leader: _Leader | None = None
    source = document.source.text
    for block in section:
        if block.node is not None and leads(block.mark):
            if leader is not None:
                yield leader
            number = _NUMBER.match(source, block.start)
            leader = _Leader(block.node, int(number[1]) if number else 0, [], [])
        elif leader is not None and block.node is not None:
            leader.items.append(block.node)
        elif leader is not None and block.paragraph is not None:
            leader.paragraphs.append(block.paragraph)
    if leader is not None:
        yield leader


def _belonging(document: Document, run: list[_Leader]) -> Iterator[list[_Leader]]:
    """A run of items if what stands between them belongs to them."""
    gaps = run[:-1]
    items = sum(bool(one.items) for one in gaps)
    paragraphs = sum(bool(one.paragraphs) for one in gaps)
    if run and (run[0].number == run[-1].number or _holds_code(document, run)):
        # Where numbers do not go on, words between them may be of the next one as well. Steps with
        # code are instructions.
        paragraphs = 0
    if max(items, paragraphs) * 2 < max(len(gaps), 1):
        return
    if any(len(one.items) > _MOST_ITEMS or len(one.paragraphs) > _MOST_PARAGRAPHS for one in gaps):
        return
    if paragraphs * 2 < len(gaps):
        # Words between a few items interrupt the list.
        run = [one._replace(paragraphs=[]) for one in run]
    most = min((len(one.paragraphs) for one in gaps), default=0)
    run[-1] = _near(document, run[-1], most)
    yield run


def _holds_code(document: Document, run: Sequence[_Leader]) -> bool:
    """Whether code in fences stands between items."""
    source = document.source.text
    start, end = run[0].node.item.span.end, run[-1].node.item.span.start
    return any(source.find(f"\n{fence}", start, end) >= 0 for fence in ("```", "~~~"))


def _near(document: Document, last: _Leader, most: int) -> _Leader:
    """The last item of a list with what follows it at once."""
    blocks = sorted(
        [
            *((one.item.span, one, None) for one in last.items),
            *((one.span, None, one) for one in last.paragraphs),
        ],
        key=lambda one: one[0].start,
    )
    near = last._replace(items=[], paragraphs=[])
    end = last.node.item.span.end
    for span, node, paragraph in blocks:
        if document.source.text[end : span.start].strip():
            break
        if node is not None:
            near.items.append(node)
        elif paragraph is not None and len(near.paragraphs) < most:
            near.paragraphs.append(paragraph)
        else:
            break
        end = span.end
    return near


def _take(leader: _Leader, group: int) -> Iterator[int]:
    """Give an item what belongs to it; where the paragraphs among that begin."""
    node = leader.node
    if not node.paragraphs:
        return
    ends = [node.item.span.end]
    for one in leader.items:
        one.parent = node
        node.add_child(one)
        ends.append(one.item.span.end)
        _lower(one)
    for paragraph in leader.paragraphs:
        node.add_paragraph(paragraph.span)
        ends.append(paragraph.span.end)
        yield paragraph.span.start
    node.item = node.item._replace(span=Span(node.item.span.start, max(ends)), group=group)


def _lower(node: Node) -> None:
    """Put an item, and those within it, one level deeper."""
    stack = [node]
    while stack:
        one = stack.pop()
        one.item = one.item._replace(depth=one.item.depth + 1)
        stack += one.children

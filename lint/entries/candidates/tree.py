"""Candidates of lists: the items of a document as a tree, each with the text of its own."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint.entries.candidates.outdented import adopt
from lint.entries.text import View, view
from lint.source import Span

if TYPE_CHECKING:
    from lint.document.model import Document, Item, Paragraph
    from lint.entries.fields.line import Parts

_NO_TEXT = View("", array("I"), (), Span(0, 0))


@dataclass(slots=True, eq=False)
class Node:
    """An item with the items within it; `paragraphs` are its own.

    Most have no children and one paragraph, for which there are no lists.
    """

    item: Item
    parent: Node | None
    children: list[Node] | tuple[Node, ...] = ()
    paragraphs: list[Span] | tuple[Span, ...] = ()
    text: View = field(default_factory=lambda: _NO_TEXT)
    parts: Parts | None = None
    verdict: str = ""
    """`entry`, `record`, `part` of an entry, the name of what else it is, or "" for unknown."""
    why: str = ""
    web: bool = False
    """Whether the text of its own links to a web page."""
    telling: Node | None = None
    """The item within it that is its summary."""
    below: bool = False
    """Whether labels stand in a paragraph below, and no link before them."""
    unlinked: bool = False
    """Whether no link is asked of it: hardly any item of its list has one."""

    def forget(self) -> None:
        """Let go of what was read, and of the items within it, once nobody looks at this item."""
        self.text, self.parts, self.children = _NO_TEXT, None, ()

    def add_child(self, node: Node) -> None:
        """Take the next item within this one."""
        if isinstance(self.children, tuple):
            self.children = [*self.children]
        self.children.append(node)

    def add_paragraph(self, place: Span) -> None:
        """Take the next paragraph of the item's own."""
        if not self.paragraphs:
            self.paragraphs = (place,)
            return
        if isinstance(self.paragraphs, tuple):
            self.paragraphs = [*self.paragraphs]
        self.paragraphs.append(place)


@dataclass(slots=True)
class Candidates:
    """The items of a document in order, and the paragraphs that stand in none."""

    nodes: list[Node]
    paragraphs: list[Paragraph]


def candidates(document: Document) -> Candidates:
    """The tree of the items of `document`, and its other paragraphs."""
    nodes: list[Node] = []
    stack: list[Node] = []
    paragraphs = sorted(document.paragraphs, key=lambda one: one.span.start)
    loose: list[Paragraph] = []
    at = 0

    def take(limit: int) -> None:
        """Give the paragraphs before `limit` to the items that are open."""
        nonlocal at
        while at < len(paragraphs) and paragraphs[at].span.start < limit:
            start = paragraphs[at].span.start
            while stack and stack[-1].item.span.end <= start:
                stack.pop()
            if stack:
                stack[-1].add_paragraph(paragraphs[at].span)
            else:
                loose.append(paragraphs[at])
            at += 1

    for item in document.items:
        take(item.span.start)
        while stack and (
            stack[-1].item.span.end <= item.span.start or stack[-1].item.depth >= item.depth
        ):
            stack.pop()
        node = Node(item, stack[-1] if stack else None)
        if stack:
            stack[-1].add_child(node)
        nodes.append(node)
        stack.append(node)
    take(len(document.source.text) + 1)
    loose = adopt(document, nodes, loose)
    for node in nodes:
        _take_number(document, node)
        if node.paragraphs:
            node.text = _text_of(document, node)
    return Candidates(nodes, loose)


def _text_of(document: Document, node: Node) -> View:
    """What is read of an item with a paragraph: the first one."""
    text, known = view(document, node.paragraphs[0]), node.item.text
    if text.text == known:
        text.text = known  # a long list has both of each item
    return text


def _take_number(document: Document, node: Node) -> None:
    """Read `- 1. Name`, a list within an item, as the name of the item that has others below it."""
    if node.paragraphs or len(node.children) < 2:
        return
    first = node.children[0]
    before = document.source.text[node.item.span.start : first.item.span.start]
    if first.children or not first.paragraphs or before.strip(" \t-*+"):
        return
    if first.item.group == node.children[1].item.group:
        return  # a list within an item that has no name
    node.paragraphs = first.paragraphs
    node.children = node.children[1:]
    first.verdict = "part"

"""Properties: items that say something of the item above them, by a key such as `Paper:`."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lint.entries.words import AUTHORS, DATES, LABELS, SUMMARIES, VENUES, is_label, simple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lint.entries.facts import Facts
    from lint.entries.tree import Node
    from lint.source import Span

_LONGEST_KEY = 40
# What so many items have below them is a property.
_FEWEST = 3


def key_of(node: Node) -> tuple[str, int]:
    """The key that an item begins with, `Paper: …` or `[Code](u)`, and where the rest begins."""
    text = node.text.text
    limit = text[:_LONGEST_KEY]
    found = (limit.find(mark) for mark in ":：")
    at = min((at for at in found if at > 0), default=-1)
    if at > 0 and text[at : at + 3] != "://":
        key = simple(limit[:at])
        if key and len(key.split()) <= 4:
            return key, at + 1
    for one in node.text.anchors:
        if not one.is_image:
            if one.end > one.start and not any(map(str.isalnum, text[: one.start])):
                return simple(one.link.text), one.end
            break
    return "", 0


def known_keys(nodes: Iterable[Node]) -> frozenset[str]:
    """The keys of properties: the usual ones, and those that several items have below them."""
    parents: dict[str, set[int]] = defaultdict(set)
    for node in nodes:
        if node.parent is not None:
            key, _ = key_of(node)
            if key:
                parents[key].add(id(node.parent))
    learned = {key for key, found in parents.items() if len(found) >= 3}
    return frozenset(LABELS | SUMMARIES | DATES | AUTHORS | VENUES | learned)


def is_property(node: Node, keys: frozenset[str]) -> bool:
    """Whether an item begins with one of the keys of properties, or with a label."""
    key, _ = key_of(node)
    return bool(key) and (key in keys or is_label(key))


def is_record(node: Node, facts: Facts, keys: frozenset[str]) -> bool:
    """Whether the items below one are its properties and links."""
    children = node.children
    if not children or not any(map(str.isalnum, node.text.text)):
        return False
    found = [child for child in children if is_property(child, keys)]
    if len(found) * 2 < len(children) or not found:
        return False
    # Links with names of their own are things of their own.
    names = [
        child
        for child in children
        if child not in found and child.parts is not None and child.parts.kind in {"link", "url"}
    ]
    if len(names) >= max(len(found), 1):
        return False
    parts = node.parts
    if parts is None or parts.title is None:
        return False
    return any(
        facts.is_web(one.link)
        for each in (node, *found)
        for one in each.text.anchors
        if not one.is_image
    )


def property_field(key: str) -> str:
    """The field that a property of this key is; "" for a link or anything else."""
    folded = simple(key)
    for name, known in (
        ("summary", SUMMARIES),
        ("date", DATES),
        ("authors", AUTHORS),
        ("venue", VENUES),
    ):
        if folded in known:
            return name
    return ""


def property_of(node: Node) -> Iterator[tuple[str, str, Span]]:
    """The field that an item is, if it is one: name, text and place."""
    key, at = key_of(node)
    name = property_field(key)
    if not name:
        return
    text = node.text
    while at < len(text.text) and text.text[at] in " :：-–—*_\t":
        at += 1
    value = text.value(at, len(text.text))
    if value:
        yield name, value, text.span(at, len(text.text))

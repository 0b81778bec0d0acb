"""Groups of list items: which of them are entries, which belong to one, and which are neither."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lint.entries.items import entry_of
from lint.entries.parts import read_parts
from lint.entries.properties import is_property, is_record, key_of, known_keys
from lint.entries.shapes import (
    NAMED,
    PLAIN,
    Shape,
    first_link,
    hints_of,
    is_labelled,
    is_linked,
    labels_below,
    shape_of,
)
from lint.entries.words import LABELS, PAPERS, simple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.facts import Facts
    from lint.entries.tree import Node

# A list has summaries where nearly all of its items have one, and there are some.
_FEWEST_SIBLINGS, _SHARE = 5, 0.9


def read_items(document: Document, nodes: Sequence[Node], facts: Facts) -> list[Entry]:
    """The entries that items are; every node gets a verdict."""
    for node in nodes:
        if node.verdict != "part":
            node.parts = read_parts(node.text, facts, PLAIN)
            node.web = any(facts.is_web(one.link) for one in node.text.anchors if not one.is_image)
            if not node.web and len(node.paragraphs) > 1:
                node.below = labels_below(document, node, facts)
    keys = known_keys(nodes)
    groups: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        groups[node.item.group].append(node)
    whole = shape_of([node for node in nodes if node.verdict != "part"], facts)
    for group in groups.values():
        _judge(group, whole, facts, keys)
    taken = [node for node in nodes if node.verdict in {"entry", "record"}]
    asked = _asked(taken)
    return [entry_of(document, node, facts, asked=node in asked) for node in taken]


def _asked(nodes: Sequence[Node]) -> set[Node]:
    """The items that a summary is asked of, for want of one.

    Nearly all of their siblings and of the document's items have one: some lists leave out what a
    name says by itself. Other links, items or paragraphs may stand for it.
    """
    items = [node for node in nodes if node.verdict == "entry" and _has_summary(node) is not None]
    if not _usual(items):
        return set()
    groups: dict[int, list[Node]] = defaultdict(list)
    for node in items:
        groups[node.item.group].append(node)
    return {
        node
        for group in groups.values()
        if _usual(group)
        for node in group
        if not _has_summary(node) and node.item.span.end <= node.item.text_span.end
    }


def _has_summary(node: Node) -> bool | None:
    """Whether an item that opens with a link has a summary; None where links may stand for one."""
    parts = node.parts
    if parts is None or parts.kind not in NAMED or parts.before is not None:
        return None
    if parts.summary is not None:
        return True
    return None if parts.labels or parts.others or parts.authors or parts.tags else False


def _usual(nodes: Sequence[Node]) -> bool:
    stated = sum(bool(_has_summary(node)) for node in nodes)
    return len(nodes) >= _FEWEST_SIBLINGS and stated >= len(nodes) * _SHARE


def _judge(group: list[Node], whole: Shape, facts: Facts, keys: frozenset[str]) -> None:
    """Give every item of a list its verdict."""
    group = [node for node in group if not node.verdict]
    parent = group[0].parent if group else None
    if parent is not None and parent.verdict in {"record", "part"}:
        for node in group:
            node.verdict = "part"
        return
    shape = shape_of(group, facts)
    hints = hints_of(shape, whole)
    if hints != PLAIN:
        for node in group:
            if node.parts is not None and not (node.parts.kind in NAMED and not hints.authors):
                node.parts = read_parts(node.text, facts, hints)
        shape = shape_of(group, facts)
    meta = facts.meta(group[0].item.headings) if group else ""
    owners = _all_owners(group, facts)
    alike = shape.linked + shape.labelled
    for node in group:
        node.verdict, node.why = _verdict(
            node, shape, whole, facts, keys, meta, alike, owners=owners
        )
    _bare(group)
    _keyed(group, shape, facts)
    _labels(group, facts)
    contacts = [node for node in group if node.verdict == "contact"]
    if contacts and len(contacts) * 2 >= shape.web:
        for node in group:
            if node.web and not is_linked(node, facts):
                node.verdict, node.why = "contact", ""


def _all_owners(group: Sequence[Node], facts: Facts) -> bool:
    """Whether all items lead to people: contributors, not entries."""
    found = [one for node in group for one in node.text.anchors if not one.is_image]
    return len(found) >= 2 and all(facts.is_owner(one.link.url) for one in found)


def _verdict(  # noqa: C901, PLR0912, PLR0913, PLR0917 - one branch for each kind of item
    node: Node,
    shape: Shape,
    whole: Shape,
    facts: Facts,
    keys: frozenset[str],
    meta: str,
    alike: int,
    *,
    owners: bool,
) -> tuple[str, str]:
    parts = node.parts
    assert parts is not None  # noqa: S101 - read_items reads them all
    links = [one for one in node.text.anchors if not one.is_image]
    web = [one for one in links if facts.is_web(one.link)]
    parent = node.parent
    if meta and not (meta == "news" and parts.kind in NAMED and not parts.lead_date):
        return meta, ""
    if owners:
        return "contributors", ""
    if parent is not None and parent.verdict == "entry":
        every = [one for one in links if not facts.is_label(one.link)]
        if links and not every:
            return "part", ""
        if is_property(node, keys) and (
            parts.kind in {"label", "prose", "key"} or not is_linked(node, facts)
        ):
            return "part", ""
        if is_property(node, keys) and parts.summary is None:
            return "part", ""
    if is_record(node, facts, keys):
        return "record", ""
    if is_linked(node, facts):
        return "entry", ""
    if links and not web:
        return "contents", ""
    if not web and not node.below:
        return "text", ""
    if is_labelled(node):
        if parts.title is not None and simple(node.text.value(*parts.title)) in LABELS:
            return "contact", ""
        if parent is not None and parent.verdict == "entry" and shape.labelled * 2 < shape.total:
            return "part", ""
        strong = (parts.kind != "text" and not parts.key and parts.others == 0) or parts.front_label
        enough = alike * 2 >= max(shape.web, 1) and (alike >= 2 or whole.labelled >= 3 or strong)
        if enough:
            return "entry", ""
        return "", "it opens with a title, unlike its neighbours"
    if parent is not None and parent.verdict in {"entry", "part"}:
        return "part", ""
    if parts.kind == "prose":
        return "prose", ""
    if parts.kind == "label":
        return "", "it has labels and no name"
    return "", "no title was found"


def _labels(group: Sequence[Node], facts: Facts) -> None:
    """Names that are labels elsewhere: `- [Twitter](u)` among communities is an entry."""
    found = [
        node
        for node in group
        if node.verdict == "" and node.parts is not None and node.parts.kind == "label"
    ]
    if not found:
        return
    named = any(node.verdict == "entry" for node in group)
    names = {simple(anchor.link.text) for node in found if (anchor := first_link(node)) is not None}
    if not named and not PAPERS.isdisjoint(names):
        return
    for node in found:
        anchor = first_link(node)
        parts = node.parts
        if anchor is None or parts is None or not facts.is_web(anchor.link) or anchor.link.badge:
            continue
        parts.title, parts.title_end, parts.kind = (anchor.start, anchor.end), anchor.end, "link"
        node.verdict, node.why = "entry", ""


def _bare(group: Sequence[Node]) -> None:
    """Items without a link are entries among entries of the same shape: title, date, authors."""
    taken = [node for node in group if node.verdict == "entry" and is_labelled(node)]
    if len(taken) < 3 or len(taken) * 10 < len(group) * 6:
        return
    for node in group:
        parts = node.parts
        if node.verdict != "text" or parts is None or parts.title is None or node.children:
            continue
        if parts.date is not None or parts.authors is not None:
            node.verdict = "entry"


def _keyed(group: Sequence[Node], shape: Shape, facts: Facts) -> None:
    """`Institute - [Name](u)`: the links are names if they differ and the words before do, too."""
    found = [
        node
        for node in group
        if node.parts is not None and node.parts.kind == "key" and not node.verdict
    ]
    names = [simple(anchor.link.text) for node in found if (anchor := first_link(node)) is not None]
    enough = len(found) >= 3 and (len(found) + shape.linked) * 10 >= shape.total * 8
    if not enough or len(set(names)) < len(names):
        for node in found:
            node.why = "words stand before the link"
        return
    if any(key_of(node)[0] in LABELS for node in found):
        for node in found:
            node.verdict = "contact"
        return
    for node in found:
        anchor = first_link(node)
        parts = node.parts
        if anchor is not None and parts is not None and facts.is_web(anchor.link):
            parts.title, parts.title_end, parts.kind = (
                (anchor.start, anchor.end),
                anchor.end,
                "link",
            )
            node.verdict = "entry"

"""The verdict on an item: an entry, a part of one, or the name of what else it is."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lint.dates import cells
from lint.document.model import LinkKind
from lint.entries.fields.line import NAMED, Parts
from lint.entries.fields.properties import is_property, key_of
from lint.entries.fields.references import WIDE
from lint.entries.groups.shapes import Shape, is_labelled, is_linked
from lint.entries.words import LABELS, is_label, simple
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.entries.candidates.tree import Node
    from lint.entries.facts import Facts

_MOST_LINES = 3
_MOST_WORDS, _FEWEST = 5, 2
_FEWEST_WORDS = 8
_MOST_CHILDREN = 20
_SPLIT, _LONGEST_HEAD = 3, 16
_AROUND = " \t\n\u00a0:：-–—"
# Of the items with others below them, so many have words there.
_SHARE = (6, 10)

# A part of what stands above it: `Day 2`, `Lecture 10`.
_NUMBERED = lazy(
    r"(?i)(?:day|part|lecture|lesson|session|week|chapter|episode|season|volume|vol\.?|video|slides"
    r"|module|unit|track)\s?#?\d{1,3}"
)

Verdict = tuple[str, str]
"""The verdict, and why an item was not read if the verdict is ""."""


class Group(NamedTuple):
    """What is known of the items of one list.

    `shape` is how they are written, `whole` how those of the document are. `keys` are the keys of
    properties, `near_keys` also those that a link below an entry probably has. `meta` is the kind
    of section about the list itself that they stand in, or "". `owners` says that all of them lead
    to people, `lone` that each has one item with a link below it. `described` are the lists whose
    items have words below them first, then their links; `addressed` those whose items have one bare
    URL below them. `peers` says that most items are a name and a URL,
    `sections` that most of those with others below them are headings of names with a URL each.
    """

    facts: Facts
    keys: frozenset[str]
    near_keys: frozenset[str]
    shape: Shape
    whole: Shape
    meta: str
    owners: bool
    lone: bool = False
    described: frozenset[int] = frozenset()
    addressed: frozenset[int] = frozenset()
    peers: bool = False
    sections: bool = False


def verdict_on(node: Node, group: Group) -> Verdict:
    """The verdict on an item of a list."""
    parts, facts = node.parts, group.facts
    assert parts is not None  # noqa: S101 - read_items reads them all
    links = [one for one in node.text.anchors if not one.is_image]
    web = any(facts.is_web(one.link) for one in links)
    if group.meta and not (group.meta == "news" and _is_listed(node, parts)):
        return group.meta, ""
    if group.owners:
        return "contributors", ""
    if _is_part(node, parts, group):
        return "part", ""
    alone = (group.lone and has_lone(node)) or (
        node.item.group in group.addressed and not web and _is_addressed(node, facts)
    )
    one_named = group.sections and len(node.children) == 1 and _is_section(node, facts)
    if one_named and not web:
        return "text", ""
    if is_record(node, facts, group.keys) or alone or is_split(node, facts, peers=group.peers):
        return "record", ""
    if is_linked(node, facts):
        return "entry", ""
    if not web and (links or not node.below):
        return "contents" if links else "text", ""
    if is_labelled(node):
        return _titled(node, parts, group)
    return _untitled(node, parts)


def _is_listed(node: Node, parts: Parts) -> bool:
    """Whether an item among news is a thing of the list: named, or behind its venue."""
    if not parts.lead_date or parts.date is None:
        return parts.kind in NAMED and not parts.lead_date
    opening = cells.read(node.text.value(*parts.date))
    return opening is not None and bool(opening.venue) and is_labelled(node)


def _is_part(node: Node, parts: Parts, group: Group) -> bool:
    """Whether an item below an entry is one of its links or properties."""
    parent = node.parent
    if parent is None or parent.verdict != "entry":
        return False
    facts = group.facts
    links = [one for one in node.text.anchors if not one.is_image]
    if links and all(facts.is_label(one.link) for one in links):
        return True
    if parts.summary is None and is_property(node, group.near_keys):
        return True
    if _is_short_link(node, parts) and (
        parent.item.group in group.described or _NUMBERED.fullmatch(node.text.text.strip())
    ):
        return True
    return is_property(node, group.keys) and (
        parts.kind in {"label", "prose", "key"} or not is_linked(node, facts)
    )


def _is_short_link(node: Node, parts: Parts) -> bool:
    """Whether an item is a link of a few words and nothing else."""
    words = node.text.text.strip()
    if parts.kind != "link" or parts.title is None or len(words.split()) > _MOST_WORDS:
        return False
    return not node.children and len(words) - (parts.title[1] - parts.title[0]) <= _FEWEST


def _titled(node: Node, parts: Parts, group: Group) -> Verdict:
    """The verdict on an item that opens with a title which labels follow."""
    shape, parent = group.shape, node.parent
    if _is_sentence(node, parts) and shape.web * 2 < shape.total:
        return "prose", ""
    name = simple(node.text.value(*parts.title)) if parts.title is not None else ""
    if name in LABELS:
        return "contact", ""
    if parent is not None and name.split()[:1] == ["see"]:
        # `See also: https://…` below other words
        return "part", ""
    if parent is not None and parent.verdict == "entry" and shape.labelled * 2 < shape.total:
        return "part", ""
    strong = (
        (parts.kind != "text" and not parts.key and parts.others == 0)
        or parts.front_label
        or (parts.date is not None and not parts.others and not parts.lead_date)
    )
    alike = shape.linked + shape.labelled
    several = alike >= 2 or group.whole.labelled >= 3 or strong
    if several and alike * 2 >= max(shape.web, 1):
        return "entry", ""
    return "", "it opens with a title, unlike its neighbours"


def _is_sentence(node: Node, parts: Parts) -> bool:
    """Whether words before a bare URL are the clauses of a sentence rather than a name."""
    if parts.kind != "text" or parts.title is None or parts.date is not None:
        return False
    words = node.text.value(*parts.title)
    wide = sum(one >= WIDE for one in words)
    url = all(one.link.kind is LinkKind.AUTOLINK for one in node.text.anchors)
    clauses = "，" in words or ", " in words
    return url and clauses and max(len(words.split()), wide // 2) >= _FEWEST_WORDS


def _untitled(node: Node, parts: Parts) -> Verdict:
    """The verdict on an item with links and no title."""
    if node.parent is not None and node.parent.verdict in {"entry", "part"}:
        return "part", ""
    if parts.kind == "prose":
        return "prose", ""
    return "", "it has labels and no name" if parts.kind == "label" else "no title was found"


def has_lone(node: Node) -> bool:
    """Whether one item below a name says where it is, and no name of its own opens it."""
    parts, shown = node.parts, [child for child in node.children if child.web]
    if node.web or parts is None or parts.title is None or len(shown) != 1:
        return False
    inner = shown[0].parts
    return inner is not None and len(node.children) <= _MOST_LINES and inner.kind not in NAMED


def _is_bare(node: Node, facts: Facts) -> bool:
    """Whether an item is a URL and nothing else."""
    shown = [one for one in node.text.anchors if not one.is_image]
    if len(shown) != 1 or node.children or not facts.is_url(shown[0]):
        return False
    text = node.text.text
    rest = text[: shown[0].start] + text[shown[0].end :]
    return not any(map(str.isalnum, rest))


def described_lists(nodes: Iterable[Node], keys: frozenset[str]) -> frozenset[int]:
    """The lists most of whose items have words without a link below them, and then links.

    Some of the links are labelled by one of `keys`.
    """
    seen: Counter[int] = Counter()
    told: Counter[int] = Counter()
    labelled: set[int] = set()
    for node in nodes:
        if len(node.children) < 2:
            continue
        group, first = node.item.group, node.children[0]
        seen[group] += 1
        told[group] += not first.text.anchors and not key_of(first)[0] and not first.children
        if any(is_property(child, keys) for child in node.children[1:_MOST_CHILDREN]):
            labelled.add(group)
    return frozenset(
        group
        for group in labelled
        if told[group] > 1 and told[group] * _SHARE[1] >= seen[group] * _SHARE[0]
    )


def addressed_lists(nodes: Iterable[Node], facts: Facts) -> frozenset[int]:
    """The lists most of whose items are names with one bare URL below them."""
    seen: Counter[int] = Counter()
    found: Counter[int] = Counter()
    for node in nodes:
        if node.children:
            seen[node.item.group] += 1
            found[node.item.group] += _is_addressed(node, facts)
    return frozenset(
        group
        for group, count in found.items()
        if count > 1 and count * _SHARE[1] >= seen[group] * _SHARE[0]
    )


def _is_addressed(node: Node, facts: Facts) -> bool:
    """Whether one of the items below a name without a link is a URL, and the others have none."""
    parts, children = node.parts, node.children
    if parts is None or parts.title is None or node.web or len(children) > _MOST_CHILDREN:
        return False
    linked = [child for child in children if child.text.anchors]
    if len(linked) != 1 or any(child.children for child in children):
        return False
    anchors = linked[0].text.anchors
    shown = linked[0].text.text.strip()
    return (
        len(anchors) == 1
        and facts.is_url(anchors[0])
        and facts.is_web(anchors[0].link)
        and len(shown) - (anchors[0].end - anchors[0].start) <= _FEWEST
    )


def are_peers(nodes: Sequence[Node], facts: Facts) -> bool:
    """Whether most items of a list are a name and a URL, and hardly one has URLs below it."""
    named = sum(bool(_before_url(node, facts)) for node in nodes)
    split = sum(is_split(node, facts, peers=True) for node in nodes)
    few = split * _SPLIT <= len(nodes)
    return few and named > _FEWEST and named * _SHARE[1] >= len(nodes) * _SHARE[0]


def are_sections(nodes: Sequence[Node], facts: Facts) -> bool:
    """Whether most items with others below them have names with a URL each there, several."""
    above = [node for node in nodes if node.children]
    several = [node for node in above if len(node.children) > 1 and _is_section(node, facts)]
    return len(several) >= _FEWEST and len(several) * 2 >= len(above)


def _is_section(node: Node, facts: Facts) -> bool:
    """Whether all items below one are a name and a URL; no labels, and no parts."""
    heads = [_before_url(child, facts) for child in node.children]
    named = all(head and not is_label(head) for head in heads)
    return named and not node.web and not is_split(node, facts, peers=False)


def is_split(node: Node, facts: Facts, *, peers: bool) -> bool:
    """Whether a name has several URLs below it, each a part: `Part 1: https://…`, `Part 2: …`.

    Among `peers`, the parts may be called anything in a word or two.
    """
    parts, children = node.parts, node.children
    if parts is None or parts.title is None or node.web or parts.key:
        return False
    if not 1 < len(children) <= _MOST_CHILDREN:
        return False
    heads = [_before_url(child, facts) for child in children]
    if not all(heads) or len(set(heads)) < len(heads):
        return False
    numbered = all(any(map(str.isdigit, head)) for head in heads)
    if numbered and len({"".join(one for one in head if not one.isdigit()) for head in heads}) == 1:
        return True
    return (
        peers
        and len(children) <= _MOST_LINES
        and all(len(head.split()) <= _FEWEST and len(head) <= _LONGEST_HEAD for head in heads)
    )


def _before_url(node: Node, facts: Facts) -> str:
    """The words of an item before a URL that ends it; "" for another item."""
    shown = [one for one in node.text.anchors if not one.is_image]
    if len(shown) != 1 or node.children or not facts.is_url(shown[0]):
        return ""
    text = node.text.text
    if any(map(str.isalnum, text[shown[0].end :])) or not facts.is_web(shown[0].link):
        return ""
    return text[: shown[0].start].strip(_AROUND)


def is_record(node: Node, facts: Facts, keys: frozenset[str]) -> bool:
    """Whether the items below one are its properties and links."""
    children = node.children
    if not children or not any(map(str.isalnum, node.text.text)):
        return False
    found = [child for child in children if is_property(child, keys)]
    if not found:
        # One bare URL is the page of what stands above it, several are pages of their own.
        shown = [child for child in children if child.web or child.children]
        if len(shown) == 1 and _is_bare(shown[0], facts) and len(children) <= _MOST_LINES:
            found = shown
            children = shown
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
        for each in (node, *(found if len(found) < _FEWEST else node.children))
        for one in each.text.anchors
        if not one.is_image
    )

"""Which items lack the summary that their siblings have."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from lint.entries.fields import people
from lint.entries.fields.items import title_anchor
from lint.entries.fields.line import NAMED
from lint.entries.fields.properties import is_key, key_of
from lint.entries.fields.references import dated
from lint.entries.text import BOLD, ITALIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.entries.candidates.tree import Node
    from lint.entries.text import View

_LONGEST_KEY = 40
# A remark such as `Oral` says nothing of an entry.
_SHORTEST = 8
# A list has summaries where nearly all of its items have one, and there are some.
_FEWEST_SIBLINGS, _SHARE = 5, 0.9
_FEWEST_MARKED = 2
_FEWEST_DESCRIBED, _FEWEST_WORDS, _FEWEST_OF_SENTENCE = 3, 6, 4
_MOST_CHILDREN = 20


def asked_nodes(nodes: Sequence[Node]) -> set[Node]:
    """The items that a summary is asked of, for want of one.

    Nearly all of their siblings and of the document's items have one: some lists leave out what a
    name says by itself. Other links, items or paragraphs may stand for it.
    """
    items = [node for node in nodes if node.verdict == "entry" and _has_summary(node) is not None]
    marked: dict[str, list[Node]] = defaultdict(list)
    for node in items:
        if mark := _mark(node):
            marked[mark].append(node)
    # What stands behind a mark that never has a summary is of another kind: `↪️ [See also](u)`.
    exempt = {
        node
        for group in marked.values()
        if len(group) >= _FEWEST_MARKED and not any(map(_has_summary, group))
        for node in group
    }
    items = [node for node in items if node not in exempt]
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


def describe(nodes: Iterable[Node]) -> None:
    """Mark the entries one of whose items within is their summary, as it is in most of a list."""
    groups: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.children and node.parts is not None:
            groups[node.item.group].append(node)
    for group in groups.values():
        known = _keys_below(group)
        for node in group:
            node.telling = _explained(node, known)
        found = [node for node in group if _is_described(node)]
        if len(found) >= _FEWEST_DESCRIBED and len(found) * 10 >= len(group) * 6:
            for node in found:
                node.telling = node.children[0]


def _keys_below(group: Iterable[Node]) -> frozenset[str]:
    """The keys of items below those of a list, if another of them has one that begins alike."""
    keys: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for node in group:
        for key in {key_of(child)[0] for child in node.children[:_MOST_CHILDREN]} - {""}:
            first = key.split()[0]
            keys[first].add(key)
            counts[first] += 1
    return frozenset(key for first, count in counts.items() if count > 1 for key in keys[first])


def _explained(node: Node, keys: frozenset[str]) -> Node | None:
    """The item below an entry without a summary that is words, where no other is."""
    parts = node.parts
    if parts is None or parts.summary is not None or len(node.children) > _MOST_CHILDREN:
        return None
    telling = [one for one in node.children if not one.web]
    if len(telling) != 1:
        # Of several, the others are properties, dates and authors.
        telling = [one for one in telling if not is_key(key_of(one)[0], keys)]
        telling = [one for one in telling if not _is_reference(one.text.text)]
    if len(telling) != 1:
        return None
    first = telling[0]
    others = len(node.children) > 1
    if others and any(one.verdict in {"entry", "record"} for one in node.children):
        return None
    if first.text.anchors or first.children or is_key(key_of(first)[0], keys):
        return None
    words = first.text.text.strip()
    if len(words) < _SHORTEST or dated(words) or not (" " in words or not words.isascii()):
        return None
    return None if others and _is_reference(words) else first


def _is_reference(words: str) -> bool:
    """Whether words are no more than authors, or a date or a venue."""
    return dated(words) or people.are_people(words, loose=True)


def _is_described(node: Node) -> bool:
    """Whether the first item below an entry is a sentence without a link, and it has no other."""
    parts, first = node.parts, node.children[0]
    if parts is None or first.text.anchors or first.children or key_of(first)[0]:
        return False
    if parts.summary is not None:
        start, stop = node.text.trim(*parts.summary)
        if not _is_styled(node.text, start, stop):
            return False
    words = first.text.text.strip()
    if words.endswith((".", "。", "!", "…")) and len(words.split()) >= _FEWEST_OF_SENTENCE:
        return True
    return len(words) > _LONGEST_KEY and (not words.isascii() or len(words.split()) > _FEWEST_WORDS)


def _is_styled(text: View, start: int, stop: int) -> bool:
    """Whether all words between two places are bold or in italics."""
    return all(
        one.style & (BOLD | ITALIC)
        or not any(map(str.isalnum, text.text[max(one.start, start) : min(one.end, stop)]))
        for one in text.pieces
        if one.start < stop and one.end > start
    )


def _mark(node: Node) -> str:
    """What stands before the linked title of an item: `↪️`, `:arrow_right:`, a picture's URL."""
    anchor = title_anchor(node)
    if anchor is None or (node.parts is not None and node.parts.plain):
        return ""
    lead = "".join(node.text.text[: min(anchor.start, _LONGEST_KEY)].split())
    pictures = [
        one.link.url for one in node.text.anchors if one.is_image and one.end <= anchor.start
    ]
    return " ".join([lead.strip("*_[(“\"'"), *pictures[:3]]).strip()


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

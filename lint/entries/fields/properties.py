"""Properties: items that say one thing of the title above them, `Paper: …`, `[Code](u)`."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lint.entries.fields.building import property_field
from lint.entries.fields.references import WIDE
from lint.entries.words import AUTHORS, DATES, LABELS, SUMMARIES, VENUES, is_label, simple
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lint.entries.candidates.tree import Node
    from lint.entries.text import View
    from lint.source import Span

_LONGEST_KEY = 60
_FEWEST = 3
# A key has no more words, or characters of East Asian scripts.
_MOST_WORDS, _MOST_WIDE = 2, 4
_REMARK = lazy(r"[(（][^()（）]{0,40}[)）]\W{0,4}$")


def key_of(node: Node) -> tuple[str, int]:
    """The key that an item begins with, `Paper: …` or `[Code](u)`, and where its value begins."""
    return key_in_view(node.text)


def key_in_view(view: View) -> tuple[str, int]:
    """The key that a text begins with, and where its value begins; "" without one."""
    text = view.text
    limit = text[:_LONGEST_KEY]
    at = -1
    if ":" in limit or "：" in limit:
        at = min((at for mark in (":", "：") if (at := limit.find(mark)) > 0), default=-1)
    before = limit[: max(at, 0)]
    if (
        at > 0
        and text[at : at + 3] != "://"
        and sum(map(before.count, "(（[【")) <= sum(map(before.count, ")）]】"))
    ):
        # A remark in brackets is none of the key: `Code (soon): …`.
        key = simple(_REMARK.sub("", limit[:at]))
        if key and len(key.split()) <= 4:
            return key, at + 1
    for one in view.anchors:
        if not one.is_image:
            if one.end > one.start and not any(map(str.isalnum, text[: one.start])):
                return simple(one.link.text), one.end
            break
    return "", 0


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


def known_keys(nodes: Iterable[Node], fewest: int = _FEWEST) -> frozenset[str]:
    """The keys of properties: the usual ones, and those that so many items have below them."""
    parents: dict[str, set[int]] = defaultdict(set)
    for node in nodes:
        if node.parent is not None:
            key, _ = key_of(node)
            if key:
                parents[key].add(id(node.parent))
    learned = {key for key, found in parents.items() if len(found) >= fewest}
    return frozenset(LABELS | SUMMARIES | DATES | AUTHORS | VENUES | learned)


def is_property(node: Node, keys: frozenset[str]) -> bool:
    """Whether an item begins with the key of a property."""
    key, _ = key_of(node)
    return bool(key) and (key in keys or is_label(key))


def is_key(key: str, keys: frozenset[str] = frozenset()) -> bool:
    """Whether words before a colon are a key: usual, one of `keys`, or as short as one.

    A summary may have a colon as well: `Material on deltas: slides, data and exercises`.
    """
    if key in keys or is_label(key) or property_field(key):
        return True
    wide = sum(one >= WIDE for one in key)
    return 0 < len(key.split()) <= _MOST_WORDS and wide <= _MOST_WIDE

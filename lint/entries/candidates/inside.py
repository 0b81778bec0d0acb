"""What lies within a heading or `<details>`: items, tables, paragraphs."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from lint.document.model import LinkKind
from lint.entries.candidates.block import FEWEST
from lint.entries.fields.building import property_field
from lint.entries.fields.lines import holds_only_links
from lint.entries.fields.properties import key_in_view, key_of, known_keys
from lint.entries.text import BOLD, view
from lint.entries.words import SUMMARIES, is_label, key_in, simple
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.document.model import Document, Table
    from lint.entries.candidates.tree import Candidates, Node
    from lint.entries.facts import Facts
    from lint.entries.text import View

_LONGEST_KEY, _LONGEST_PROPERTY = 80, 500
_FIRST = 4
_MOST_LINES, _MOST_WORDS, _MOST_MARKS = 12, 3, 3
_MOST_CELLS, _FEWEST_LETTERS = 3, 12


class Inside:
    """What lies within a span: items, tables, paragraphs."""

    def __init__(self, document: Document, found: Candidates, facts: Facts) -> None:
        self.nodes = found.nodes
        self.starts = [node.item.span.start for node in found.nodes]
        self.details, self.folded = _folds(document)
        """Where `<details>` begin that have names of their own, and the texts of the others."""
        self.titled: list[int] = []
        """Where bold titles with their properties below begin."""
        framed = [(table, _framed(document, table)) for table in document.tables]
        self.tables = [table.span.start for table, words in framed if words is None]
        self.frames = [words for _, words in framed if words is not None]
        """The cells of words in tables that lay out a picture beside them."""
        self.keyed = _keyed(document, found, facts)
        self.paragraphs = sorted(
            [
                *(one.span for one in found.paragraphs),
                *(one.inner for one in document.elements if one.name == "p"),
            ],
            key=lambda one: one.start,
        )
        self.paragraph_starts = [one.start for one in self.paragraphs]
        self.keys = known_keys(found.nodes) | self._repeated(document, found)

    def _repeated(self, document: Document, found: Candidates) -> frozenset[str]:
        """The keys that lists have in common which stand below different titles."""
        titles = sorted([*self.paragraph_starts, *(one.span.start for one in document.headings)])
        below: dict[str, set[int]] = defaultdict(set)
        for node in found.nodes:
            if node.parent is None and (key := _key_alone(node)):
                below[key].add(bisect_left(titles, node.item.span.start))
        keys = {key for key, places in below.items() if len(places) >= FEWEST}
        # Beside such keys, those are some, too, that two lists have in common.
        usual = {key for key in below if is_label(key)}
        seen = Counter(place for key in keys | usual for place in below[key])
        every = Counter(place for places in below.values() for place in places)
        keys |= {
            key
            for key, places in below.items()
            if len(places) > 1 and all(seen[place] * 2 >= every[place] for place in places)
        }
        return frozenset(keys)

    def items(self, span: Span) -> Sequence[Node]:
        """The items within a span."""
        return self.nodes[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def has_details(self, span: Span) -> bool:
        """Whether a separate `<details>` block begins within a span."""
        return bisect_left(self.details, span.start) < bisect_left(self.details, span.end)

    def has_titled(self, span: Span) -> bool:
        """Whether a bold title with its properties begins within a span."""
        return bisect_left(self.titled, span.start) < bisect_left(self.titled, span.end)

    def has_table(self, span: Span) -> bool:
        """Whether a table begins within a span."""
        return bisect_left(self.tables, span.start) < bisect_left(self.tables, span.end)

    def framed(self, span: Span) -> Sequence[Span]:
        """The cells of words beside pictures within a span."""
        first = bisect_left(self.frames, span.start, key=lambda one: one.start)
        return self.frames[first : bisect_left(self.frames, span.end, key=lambda one: one.start)]

    def told(self, span: Span) -> Sequence[Span]:
        """The texts of `<details>` within a span that tell of what stands above them."""
        first = bisect_left(self.folded, span.start, key=lambda one: one.start)
        return self.folded[first : bisect_left(self.folded, span.end, key=lambda one: one.start)]

    def first_paragraphs(self, span: Span, most: int = _FIRST) -> Sequence[Span]:
        """The first paragraphs within a span."""
        first = bisect_left(self.paragraph_starts, span.start)
        last = bisect_left(self.paragraph_starts, span.end)
        return self.paragraphs[first : min(last, first + most)]

    def mark(self, taken: Iterable[Span]) -> None:
        """Mark the items within spans as parts of entries."""
        for span in taken:
            for node in self.items(span):
                node.verdict = "part"


def _folds(document: Document) -> tuple[list[int], list[Span]]:
    """Where `<details>` begin that have names of their own; the texts of those that tell.

    The others are called as a usual part of a thing, or as others of the document: `Abstract`.
    """
    every = [one for one in document.elements if one.name == "details"]
    summaries = [one for one in document.elements if one.name == "summary"] if every else []
    starts = [one.span.start for one in summaries]
    names: list[str] = []
    bodies: list[Span] = []
    for one in every:
        at = bisect_left(starts, one.inner.start)
        inner = at < len(summaries) and summaries[at].span.end <= one.inner.end
        names.append(simple(view(document, summaries[at].inner).text) if inner else "")
        bodies.append(Span(summaries[at].span.end, one.inner.end) if inner else one.inner)
    counts = Counter(names)
    own: list[int] = []
    told: list[Span] = []
    for one, name, body in zip(every, names, bodies, strict=True):
        if not name or not (is_label(name) or name in SUMMARIES or counts[name] >= FEWEST):
            own.append(one.span.start)
        elif name in SUMMARIES:
            told.append(body)
    return own, told


def _framed(document: Document, table: Table) -> Span | None:
    """The one cell of words in a table of HTML of one row, whose others hold pictures or frames."""
    cells = table.header.cells
    if not table.html or table.rows or not 1 < len(cells) <= _MOST_CELLS:
        return None
    told = [one for one in cells if any(map(str.isalnum, one.text))]
    if len(told) != 1 or any(
        one.kind is not LinkKind.IMAGE for one in document.links_in(told[0].span)
    ):
        return None
    return told[0].span if len(told[0].text) >= _FEWEST_LETTERS else None


def _key_alone(node: Node) -> str:
    """The key that an item begins with; "" for the name of a link that words are said of."""
    key, at = key_of(node)
    text = node.text
    named = any(one.start < one.end <= at <= one.end + _MOST_MARKS for one in text.anchors[:1])
    return "" if named and len(text.text[at:].split()) > _MOST_WORDS else key


def _keyed(document: Document, candidates: Candidates, facts: Facts) -> set[int]:
    """Where the paragraphs begin that are a label with its link: `Paper: https://…`.

    A key that several paragraphs have is one, whatever its links are called: `Watch: [YouTube](u)`.
    """
    source = document.source.text
    keyed: set[int] = set()
    others: dict[str, list[int]] = defaultdict(list)
    same: dict[frozenset[str], list[int]] = defaultdict(list)
    for one in candidates.paragraphs:
        place = one.span
        first = source[place.start : min(place.end, place.start + _LONGEST_KEY)]
        if place.end - place.start > _LONGEST_PROPERTY or not (":" in first or "：" in first):
            continue
        if not document.links_in(place):
            continue
        text = view(document, place)
        key, at = key_in_view(text)
        if key and (keys := _property_keys(text, facts)):
            same[frozenset() if _are_sure(text, keys) else keys].append(place.start)
        if not key or "\n" in text.text.strip():
            continue
        links = text.links(at, len(text.text))
        if is_label(key) and all(facts.is_url(one) or facts.is_label(one.link) for one in links):
            keyed.add(place.start)
        elif text.text[at - 1] in ":：" and holds_only_links(text, at, len(text.text)):
            others[key].append(place.start)
    keyed.update(at for keys, found in same.items() if not keys or len(found) > 1 for at in found)
    keyed.update(at for found in others.values() if len(found) >= FEWEST for at in found)
    return keyed


def _are_sure(text: View, keys: Iterable[str]) -> bool:
    """Whether the keys of lines are usual ones, or in bold."""
    usual = all(is_label(one) or property_field(one) for one in keys)
    return usual or bool(text.style(0) & BOLD)


def _property_keys(text: View, facts: Facts) -> frozenset[str]:
    """The keys of the lines of a paragraph if each has one, and one a link: `Site: https://…`."""
    breaks = sorted({*text.softs, *(at for at, char in enumerate(text.text) if char == "\n")})
    lines = list(pairwise([-1, *breaks, len(text.text.rstrip())]))
    keys = set()
    if not 1 < len(lines) <= _MOST_LINES:
        return frozenset()
    for before, stop in lines:
        key = key_in(text.text[before + 1 : stop].lstrip(" *_-"))
        if not key or len(key.split()) > _MOST_WORDS:
            return frozenset()
        links = text.links(before + 1, stop)
        known = all(facts.is_url(one) or facts.is_label(one.link) for one in links)
        if not known and property_field(key) != "summary" and not is_label(key):
            return frozenset()
        keys.add(key)
    return frozenset(keys)

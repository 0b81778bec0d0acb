"""Headings, and `<details>`, that name a thing and are followed by what is said of it."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from lint.document.model import LinkKind
from lint.entries.candidates.block import FEWEST, Block, opens_with_link
from lint.entries.entry import Form
from lint.entries.fields.building import property_field
from lint.entries.fields.lines import holds_only_links
from lint.entries.fields.marks import skip_marks
from lint.entries.fields.properties import is_property
from lint.entries.fields.references import dated
from lint.entries.text import Anchor, View, view
from lint.entries.words import is_label, letters, simple
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.document.model import Document, Link
    from lint.entries.candidates.inside import Inside
    from lint.entries.candidates.tree import Node
    from lint.entries.facts import Facts
    from lint.source import Span

# An entry is longer, or has more links, only if it is a section.
_LONGEST, _LONGEST_NAME, _MOST_LINKS = 4000, 120, 15
_MOST_PARAGRAPHS = 12
_SHORTEST_NAME = 3
_LONGEST_REMARK, _FEW_WORDS, _MOST_PLACES = 20, 2, 6
# Sections that tell how to do something link to what it needs.
_HOW_TO = """
    install installation installing setup usage prerequisites requirements dependencies tutorial
    quickstart deployment deploy configuration development faq question questions howto build
    building getting step steps guide guides docs documentation api features roadmap todo conduct
    discussion discussions history support community
    安装 使用 部署 配置 環境 环境 사용법 설치 установка instalación instalação インストール
"""
_GUIDES = frozenset(_HOW_TO.split())
# Such words lead whatever follows them.
_DOING = _GUIDES - frozenset(
    """api building community deployment development discussion discussions docs documentation faq
    features guide guides history question questions step steps support tutorial""".split()  # noqa: SIM905
)

# What a reader may do where a link leads.
_CALLS = frozenset(
    """
    apply, apply now, buy, details, enter, get, get it, go, join, learn more, listen, more info,
    open, order, read more, register, sign up, start, subscribe, try, view, visit, watch, mehr,
    en savoir plus, más información, saiba mais, ver más, подробнее, перейти, смотреть, 詳細, 详情,
    查看, 访问, 자세히
    """.replace("\n   ", "")
    .strip()
    .split(", ")
)
# A heading of a change log.
_VERSION = lazy(r"(?i)\bversion\b|\bv?\d{1,4}\.\d{1,4}\.\d")
# Code stands in documentation.
_FENCES = ("```", "~~~")

_NONE, _WEAK, _STRONG = 0, 1, 2


class Described:
    """The headings and `<details>` of a document that may each be about one thing."""

    def __init__(
        self,
        document: Document,
        groups: Sequence[Sequence[Block]],
        facts: Facts,
        inside: Inside,
    ) -> None:
        self.document = document
        self.facts = facts
        self.inside = inside
        self._starts = [one.span.start for one in document.headings]
        self._counts = Counter(simple(one.text) for one in document.headings)
        self._elements = [one.span.start for one in document.elements if one.name in {"li", "dt"}]
        self._says: dict[int, int] = {}
        self._strong: Counter[int] = Counter()
        self._all: Counter[int] = Counter()
        for group in groups:
            for one in group:
                said = self._says[id(one)] = self._read(one)
                self._strong[_level(one)] += said == _STRONG
                self._all[_level(one)] += said != _NONE

    def beside(self, group: Sequence[Block]) -> list[Block]:
        """The members of a group that are entries beside headings that open with a link."""
        return [one for one in group if self._says[id(one)] and not self._is_guide(one)]

    def chosen(self, group: Sequence[Block]) -> list[Block]:
        """The members of a group that are entries by what follows them."""
        found = [one for one in group if self._says[id(one)]]
        strong = sum(self._says[id(one)] == _STRONG for one in found)
        guides = sum(map(self._is_guide, found))
        if not strong or strong * 10 < len(found) * 6 or guides * 3 >= len(found):
            return []
        level = _level(found[0])
        whole = self._strong[level]
        if strong < FEWEST and (whole < FEWEST or whole * 10 < self._all[level] * 6):
            return []
        return found if len(found) * 2 > len(group) else []

    def holds_names(self, block: Block) -> bool:
        """Whether headings stand within a block that are names, not parts which others have too."""
        first = bisect_right(self._starts, block.span.start)
        last = bisect_left(self._starts, block.span.end)
        inner = self.document.headings[first : min(last, first + _MOST_LINKS)]
        return any(
            self._counts[simple(one.text)] < FEWEST and not is_label(one.text) for one in inner
        )

    def _is_guide(self, block: Block) -> bool:
        """Whether a block stands in a section that tells how to do something, or is one."""
        names = [one.text for one in block.headings if one.level > 1]
        names.append(block.text.text)
        return any(map(_tells_how, names)) or block.text.text.rstrip().endswith(("?", "？"))

    def _read(self, block: Block) -> int:
        """How much speaks for a block being about one thing."""
        parts, body = block.parts, block.body
        if parts.title is None or body.end - body.start > _LONGEST:
            return _NONE
        if parts.title[1] - parts.title[0] > _LONGEST_NAME or self._holds_headings(block):
            return _NONE
        if self.inside.has_table(body) or self.inside.has_titled(body):
            return _NONE
        if block.form is Form.HEADING and self.inside.has_details(body):
            return _NONE
        links = self._links(block)
        if not links or len(links) > _MOST_LINKS:
            return _NONE
        name = letters(block.text.value(*parts.title))
        named = [one for one in links if _is_named(one, name)]
        words = block.text.value(*parts.title)
        if dated(words) or is_label(words) or property_field(words) or _VERSION.search(words):
            return _NONE
        if not self.points_beside_code(body):
            return _NONE
        if self._holds_things(body, name):
            return _NONE
        told = self._tellings(body, name)
        if told == _NONE:
            return _NONE
        below = self._property_links(body)
        alone = told == _STRONG and all(self._is_pointer(one) or id(one) in below for one in links)
        return _STRONG if named or alone or opens_with_link(block, self.facts) else _WEAK

    def points_beside_code(self, body: Span) -> bool:
        """Whether a body contains no code, or also a line of links to the thing.

        Code without one is documentation.
        """
        source = self.document.source.text
        if all(source.find(mark, body.start, body.end) < 0 for mark in _FENCES):
            return True
        for place in self.inside.first_paragraphs(body, _MOST_PARAGRAPHS):
            links = [one for one in self.document.links_in(place) if self.facts.is_web(one)]
            text = view(self.document, place)
            bare = not any(map(str.isalnum, text.text))
            if links and (bare or holds_only_links(text, 0, len(text.text))):
                return True
        return any(
            is_property(node, self.inside.keys) and node.text.anchors
            for node in self.inside.items(body)
        )

    def _tellings(self, body: Span, name: str) -> int:
        """How much the paragraphs of a body, and its elements, tell of one name.

        Strong is one link, or links that stand by themselves; none, names of their own.
        """
        first = bisect_left(self.inside.paragraph_starts, body.start)
        places = self.inside.paragraphs[first : first + _MOST_PARAGRAPHS]
        places = [one for one in places if one.start < body.end]
        first = bisect_left(self._elements, body.start)
        if len(places) == _MOST_PARAGRAPHS or bisect_left(self._elements, body.end) - first > 1:
            return _NONE
        told = _STRONG
        linked = others = 0
        for place in places:
            links = [
                one
                for one in self.document.links_in(place)
                if one.kind is not LinkKind.IMAGE and self.facts.is_web(one)
            ]
            if not links or place.start in self.inside.keyed:
                continue
            linked += 1
            text = view(self.document, place)
            start = skip_marks(text.text, 0, len(text.text))
            opens = next((one for one in text.anchors if one.start <= start < one.end), None)
            if opens is not None and not self._is_pointer(opens.link):
                others += not shows_name(opens.link, name)
            last = text.anchors[-1]
            if any(map(str.isalnum, text.text[last.end :])) or (
                len(links) == 1 and self._is_within(text, last)
            ):
                told = _WEAK
            if len(links) > 1 and not holds_only_links(text, 0, len(text.text)):
                told = _WEAK
            if _lines_with_links(text) > 1 and told == _WEAK:
                others += 1
        if others > 1 or (others and linked > 1):
            return _NONE
        return told if linked <= 1 else _WEAK

    def _is_within(self, text: View, link: Anchor) -> bool:
        """Whether a label stands within a sentence: `file them in our [tracker](u)`."""
        before = text.text[: link.start].rstrip(" [(（【*")
        framed = text.text[link.start - 1 : link.start] in {"[", "(", "（", "【"}
        return not framed and before[-1:].isalnum() and not self.facts.is_url(link)

    def _links(self, block: Block) -> list[Link]:
        """The links to the web below a block's title."""
        return [
            one
            for one in self.document.links_in(block.body)
            if one.kind is not LinkKind.IMAGE and self.facts.is_web(one)
        ]

    def _holds_headings(self, block: Block) -> bool:
        """Whether headings stand within a block."""
        start = block.body.start if block.form is not Form.HEADING else block.span.start
        at = bisect_right(self._starts, start)
        return at < len(self._starts) and self._starts[at] < block.span.end

    def _holds_things(self, body: Span, name: str) -> bool:
        """Whether one of the outer items within a body may be a thing of its own."""
        items = self._outer_items(body)
        own = [node for node in items if self._is_own(node, name)]
        # Below words on it, a few links of a word or two: its page and where else it is found.
        few = len(own) < len(items) <= _MOST_PLACES and all(map(_is_short_link, own))
        first = next(iter(self.inside.first_paragraphs(body)), None)
        told = first is not None and first.start < items[0].item.span.start if items else False
        return bool(own) and not (few and told)

    def _outer_items(self, body: Span) -> list[Node]:
        """The outer items within a body."""
        items = self.inside.items(body)
        depth = min((node.item.depth for node in items), default=0)
        return [node for node in items if node.item.depth == depth]

    def _property_links(self, body: Span) -> set[int]:
        """The links that are properties of what stands above them, as those of siblings are."""
        return {
            id(one.link)
            for node in self._outer_items(body)
            if is_property(node, self.inside.keys) or _is_short_link(node)
            for one in node.text.anchors
        }

    def _is_own(self, node: Node, name: str) -> bool:
        """Whether an item has a link and is no property of a name."""
        if is_property(node, self.inside.keys):
            return False
        links = [one for one in node.text.anchors if self.facts.is_web(one.link)]
        if not all(self._is_pointer(one.link) or shows_name(one.link, name) for one in links):
            return True
        # An item without a link of its own is a title if links stand below it.
        below = any(map(self.facts.is_web, self.document.links_in(node.item.span)))
        shown = sum(one.end - one.start for one in links)
        return below and (not links or len(node.text.text.strip()) - shown > _LONGEST_REMARK)

    def _is_pointer(self, link: Link) -> bool:
        """Whether a link shows its URL, is a label, or says what to do there."""
        known = self.facts.is_url(Anchor(0, 0, link)) or self.facts.is_label(link)
        return known or simple(link.text) in _CALLS


def _level(block: Block) -> int:
    """What blocks have in common that are written alike."""
    if block.form is not Form.HEADING:
        return -1
    return len(block.headings)


def _tells_how(heading: str) -> bool:
    """Whether a heading names instructions: `Setup on Windows`, `API docs`; not `API clients`."""
    words = simple(heading).split()
    return bool(words) and (words[-1] in _GUIDES or words[0] in _DOING)


def _is_short_link(node: Node) -> bool:
    """Whether an item is a link of a word or two, and nothing else."""
    text = node.text
    if node.children or len(text.text.split()) > _FEW_WORDS:
        return False
    return holds_only_links(text, 0, len(text.text))


def _lines_with_links(text: View) -> int:
    """The number of lines of a paragraph that have links behind words."""
    breaks = sorted({*text.softs, *(at for at, char in enumerate(text.text) if char == "\n")})
    count = start = 0
    for stop in (*breaks, len(text.text)):
        links = [one for one in text.links(start, stop) if not one.is_image]
        count += bool(links) and any(map(str.isalnum, text.text[start : links[0].start]))
        start = stop + 1
    return count


def _is_named(link: Link, name: str) -> bool:
    """Whether a link shows a name, or its URL holds it."""
    return shows_name(link, name) or (len(name) > _SHORTEST_NAME and name in letters(link.url))


def shows_name(link: Link, name: str) -> bool:
    """Whether a link shows a name, or a part of it; `name` is its letters."""
    text = letters(link.text)
    if min(len(text), len(name)) < _SHORTEST_NAME or text.isdigit():
        return False
    return name in text or (text in name and (name.startswith(text) or len(text) * 2 >= len(name)))

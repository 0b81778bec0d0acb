"""Items that are entries because their neighbours are: names alone, labels, keys before links."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields import people
from lint.entries.fields.items import first_link, opens_wiki
from lint.entries.fields.line import Hints
from lint.entries.fields.marks import DASHES
from lint.entries.fields.parts import read_parts
from lint.entries.fields.properties import key_of
from lint.entries.fields.references import dated, is_reference
from lint.entries.groups.shapes import Shape, is_labelled
from lint.entries.text import ITALIC
from lint.entries.words import LABELS, PAPERS, simple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.document.model import Document
    from lint.entries.candidates.tree import Node
    from lint.entries.facts import Facts

# A dash behind a name stands within so many characters.
_LONGEST_NAME = 60
_LONGEST_BARE = 40
_FEWEST_LISTED, _LONGEST_LISTED = 10, 120
_FEWEST_MIXED = 3
_DASH_MARKS = frozenset(mark.strip() for mark in DASHES)
_LINKS_FIRST = Hints(links_first=True)


def take_labels(group: Sequence[Node], facts: Facts) -> None:
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


def take_contacts(group: Sequence[Node]) -> None:
    """Names of sites that are labels elsewhere are names among other names: `**GitLab** | …`."""
    found = [node for node in group if node.verdict == "contact" and is_labelled(node)]
    taken = sum(node.verdict == "entry" and is_labelled(node) for node in group)
    if taken >= 2 * len(found):
        for node in found:
            node.verdict = "entry"


def take_unlinked(group: Sequence[Node]) -> None:
    """Items without a link are entries among entries of the same shape: title, date, authors."""
    taken = [node for node in group if node.verdict == "entry" and is_labelled(node)]
    dated = [node for node in group if _is_dated(node)]
    if len(dated) >= 3 and len(dated) * 10 >= len(group) * 8:
        for node in dated:
            node.verdict = "entry" if node.verdict == "text" else node.verdict
        return
    _take_empty(group)
    _take_bold(group)
    _take_bare(group, taken)
    _take_cited(group, taken)
    if len(taken) < 3 or len(taken) * 10 < len(group) * 6:
        return
    for node, before in zip(group, [None, *group], strict=False):
        parts = node.parts
        if node.verdict != "text" or parts is None or parts.title is None or node.children:
            continue
        if before is not None and before.verdict == "entry" and _cites(node, before):
            node.verdict = "part"
            continue
        if parts.date is not None or parts.authors is not None:
            node.verdict = "entry"


def _take_cited(group: Sequence[Node], taken: Sequence[Node]) -> None:
    """Titles above a reference each, among others with links that stand above one, too."""
    cited = sum(map(_is_cited, taken))
    if not cited or cited * 2 < len(taken):
        return
    for node in group:
        named = node.parts is not None and node.parts.title is not None
        if node.verdict == "text" and named and _is_cited(node):
            node.verdict = "entry"


def _is_cited(node: Node) -> bool:
    """Whether the one item below another is the reference of it: authors, a venue and a year."""
    if len(node.children) != 1:
        return False
    below = node.children[0].text
    if below.anchors or node.children[0].children:
        return False
    # `Lee, Ann and Chen, Bo A. *ICCV 2015*`
    plain = next((one.end for one in reversed([*below.pieces]) if not one.style & ITALIC), 0)
    venue = below.text[plain:]
    set_apart = people.are_people(below.text[:plain], fewest=2) and dated(venue)
    return set_apart or is_reference(below.text)


def _take_bold(group: Sequence[Node]) -> None:
    """Bold names without a link, `**Name** - text`, among linked ones with a text each."""
    named = [node for node in group if node.verdict == "entry" and _is_named(node)]
    told = sum(node.parts is not None and node.parts.summary is not None for node in named)
    found = [node for node in group if node.verdict == "text" and _is_bold(node)]
    if told < 2 or told * 10 < len(named) * 8 or len(found) > 2 * len(named):
        return
    for node in found:
        node.verdict, node.unlinked = "entry", True


def _is_bold(node: Node) -> bool:
    """Whether an item is a short bold name, a dash and words without a link."""
    parts = node.parts
    if parts is None or parts.kind != "bold" or parts.title is None or parts.summary is None:
        return False
    start, stop = parts.title
    between = node.text.text[stop : parts.summary[0]].strip(" :\u00a0")
    dashed = between[-1:] in _DASH_MARKS
    return dashed and not parts.key and not node.children and stop - start <= _LONGEST_BARE


def _take_empty(group: Sequence[Node]) -> None:
    """Links that lead nowhere yet, `[Name]()`, are names where their siblings are."""
    linked = [node for node in group if node.verdict == "entry" and _is_named(node)]
    if len(linked) < 2 or len(linked) * 2 < len(group):
        return
    for node in group:
        anchor = first_link(node) if node.verdict == "contents" and _is_named(node) else None
        if anchor is not None and not anchor.link.url.strip():
            node.verdict = "entry"


def _is_named(node: Node) -> bool:
    return node.parts is not None and node.parts.kind == "link"


def _take_bare(group: Sequence[Node], taken: Sequence[Node]) -> None:
    """Names alone among names that labels follow: nobody has a link for them yet."""
    if len(taken) < 2 or len(taken) * 2 < len(group):
        return
    for node in group:
        parts, words = node.parts, node.text.text.strip()
        if node.verdict != "text" or node.children or parts is None or parts.title is None:
            continue
        plain = len(words) <= _LONGEST_BARE and words[:1].isupper() and words[-1:].isalnum()
        if plain and not any(mark in words for mark in (": ", "：", ", ", "。")):
            node.verdict = "entry"


def _cites(node: Node, before: Node) -> bool:
    """Whether an item is the reference of the one before, which has links and a name alone."""
    parts, known = node.parts, before.parts
    if parts is None or known is None or parts.authors is None or parts.title is None:
        return False
    alone = known.authors is None and known.date is None and known.labels > 0
    return alone and parts.authors[1] <= parts.title[0]


def take_listed(group: Sequence[Node], whole: Shape) -> None:
    """Names without a link that make up a list: `Company - City`, where hardly any item has one."""
    if len(group) < _FEWEST_LISTED or whole.web * 2 > len(group):
        return
    found = [node for node in group if node.verdict == "text" and _is_listed(node)]
    names = {name_of(node) for node in found}
    if len(found) * 10 < len(group) * 9 or len(names) * 10 < len(found) * 9:
        return
    for node in found:
        node.verdict, node.unlinked = "entry", True


def take_mixed(group: Sequence[Node]) -> None:
    """Names without a link among linked ones, where both kinds have a text behind a dash.

    `Name - text`, `Name`, `[Name](u) - text`, `[Name](u)`: nobody has linked them all.
    """
    linked = [node for node in group if node.verdict == "entry" and _is_named(node)]
    plain = [node for node in group if node.verdict == "text" and node.parent is None]
    if len(linked) < _FEWEST_MIXED or len(linked) * 3 < len(group) or len(plain) < 2:
        return
    told = sum(_is_listed(node) for node in plain)
    if told < 2 or not any(node.parts is not None and node.parts.summary for node in linked):
        return
    fit = [node for node in plain if _is_listed(node) or _is_short_name(node)]
    if len(fit) < len(plain) or len(linked) + len(plain) < len(group):
        return
    for node in fit:
        node.verdict, node.unlinked = "entry", True


def _is_short_name(node: Node) -> bool:
    """Whether an item is a name alone: words in capitals, without a mark."""
    parts, words = node.parts, node.text.text.strip()
    if parts is None or parts.title is None or node.children or len(words) > _LONGEST_BARE:
        return False
    marked = any(mark in words for mark in (": ", "：", ", ", "，", "。"))
    return not marked and words[:1].isalnum() and words[-1:].isalnum() and not words[0].islower()


def name_of(node: Node) -> str:
    """The title of an item, "" without one."""
    parts = node.parts
    return node.text.value(*parts.title) if parts is not None and parts.title is not None else ""


def _is_listed(node: Node) -> bool:
    """Whether an item is a short name, a dash and a few words."""
    parts = node.parts
    if parts is None or parts.kind not in {"text", "bold"} or parts.title is None or node.children:
        return False
    name, text = node.text.value(*parts.title), node.text.text
    rest = text[parts.title[1] :]
    return (
        len(name) <= _LONGEST_BARE
        and len(text) <= _LONGEST_LISTED
        and name[:1].isalnum()
        and not name[:1].islower()
        and any(rest.startswith(mark) for mark in DASHES)
    )


def _is_dated(node: Node) -> bool:
    """Whether an item is a title behind a date in brackets or a venue: `[ICML 2020] Title`."""
    parts = node.parts
    if parts is None or parts.title is None or parts.date is None or not parts.lead_date:
        return False
    start = parts.date[0]
    framed = node.text.text[max(start - 1, 0) : start] in {"[", "【"}
    return framed and parts.title[1] - parts.title[0] > 8


def take_by(group: Sequence[Node]) -> None:
    """Take the people behind `by` for authors where most titles of a list end so."""
    titled = [node for node in group if node.parts is not None and node.parts.kind == "text"]
    found = [(node, at) for node in titled if (at := _by(node)) > 0]
    if len(found) < 2 or len(found) * 10 < len(titled) * 6:
        return
    for node, at in found:
        parts = node.parts
        if parts is not None and parts.title is not None and parts.authors is None:
            parts.authors = node.text.trim(at + len(" by "), parts.title[1])
            parts.title = (parts.title[0], at)


def _by(node: Node) -> int:
    """Where ` by ` stands in a title before the names of people alone; -1 for nowhere."""
    if node.parts is None or node.parts.title is None:
        return -1
    start, stop = node.parts.title
    at = node.text.text.rfind(" by ", start, stop)
    named = at > 0 and people.are_people(node.text.text[at + len(" by ") : stop], loose=True)
    return at if named else -1


def take_sourced(group: Sequence[Node], facts: Facts) -> None:
    """Bold names whose one link stands in brackets at the end, where most items are so.

    `**Name** - text ([site](u))`
    """
    found = [node for node in group if not node.verdict and _is_sourced(node, facts)]
    alike = sum(node.verdict == "entry" and _is_bold(node) for node in group)
    if len(found) < 2 or len(found) + alike < 3 or (len(found) + alike) * 10 < len(group) * 6:
        return
    for node in found:
        node.verdict, node.why = "entry", ""


def _is_sourced(node: Node, facts: Facts) -> bool:
    """Whether an item is a short bold name, words, and one link in brackets at the end."""
    parts, anchor = node.parts, first_link(node)
    if parts is None or parts.kind != "bold" or parts.title is None or parts.key:
        return False
    text = node.text.text.rstrip(" .\n")
    if anchor is None or len(node.text.anchors) > 1 or not facts.is_web(anchor.link):
        return False
    framed = text[anchor.start - 1 : anchor.start] in {"(", "（"}
    return framed and anchor.end == len(text) - 1 and not node.children


def take_wiki(group: Sequence[Node]) -> None:
    """Pages of a wiki, `[[Page]] - text`, each with a text of its own, are entries."""
    found = [node for node in group if node.verdict == "text" and opens_wiki(node)]
    told = sum(node.parts is not None and node.parts.summary is not None for node in found)
    if len(found) >= 3 and len(found) * 2 > len(group) and told * 10 >= len(found) * 8:
        for node in found:
            node.verdict = "entry"


def take_names(document: Document, group: Sequence[Node]) -> None:
    """Names without a link in an ordered list of entries: what is still to be found or written."""
    if not group or not document.source.text[group[0].item.span.start].isdigit():
        return
    taken = sum(node.verdict in {"entry", "record"} for node in group)
    if taken < 2 or taken * 3 < len(group):
        return
    for node in group:
        parts = node.parts
        if node.verdict == "text" and parts is not None and parts.title is not None:
            words = node.text.text
            named = len(words) <= _LONGEST_NAME and words.rstrip()[-1:] not in ".。:："
            if (named or parts.authors is not None) and not node.children:
                # Where most have no link, nothing is missing.
                node.verdict, node.unlinked = "entry", taken * 2 < len(group)


def take_keyed(group: Sequence[Node], shape: Shape, facts: Facts) -> None:
    """`Institute - [Name](u)`: the links are names if they differ and the words before do, too."""
    found = [
        node
        for node in group
        if node.parts is not None and node.parts.kind == "key" and not node.verdict
    ]
    names = [
        " ".join(anchor.link.text.casefold().split())
        for node in found
        if (anchor := first_link(node)) is not None
    ]
    enough = len(found) >= 3 and (len(found) + shape.linked) * 10 >= shape.total * 7
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
            again = read_parts(node.text, facts, _LINKS_FIRST)
            if again.kind == "link" and again.title == (anchor.start, anchor.end):
                node.parts = again
            else:
                parts.title, parts.title_end = (anchor.start, anchor.end), anchor.end
                parts.kind = "link"
            node.verdict = "entry"

"""Groups of list items: which of them are entries, which belong to one, and which are neither."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lint.document.model import LinkKind
from lint.entries import people
from lint.entries.building import build, property_field
from lint.entries.entry import Form
from lint.entries.parts import Hints, read_parts
from lint.entries.words import AUTHORS, DATES, LABELS, PAPERS, SUMMARIES, VENUES, is_label, simple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.facts import Facts
    from lint.entries.tree import Node
    from lint.source import Span

_NAMED = ("link", "url", "picture")
_LONGEST_KEY = 40
# A dash behind a name stands within so many characters.
_LONGEST_NAME = 60
_DASHES = (" - ", " – ", " — ", " -- ")
_YEAR_FIRST = re.compile(r"\W{0,4}(?:19|20)\d\d\s?(?:[-–—:：|,]|\))\s")
_PLAIN = Hints()
# A list has summaries where nearly all of its items have one, and there are some.
_FEWEST_SIBLINGS, _SHARE = 5, 0.9
_FEWEST_MARKED = 2


@dataclass(slots=True)
class Shape:
    """How the items of a list, or of a document, are written: counts."""

    linked: int = 0
    labelled: int = 0
    keyed: int = 0
    bare: int = 0
    dated: int = 0
    authored: int = 0
    dashed: int = 0
    coloned: int = 0
    web: int = 0
    total: int = 0


def read_items(document: Document, nodes: Sequence[Node], facts: Facts) -> list[Entry]:
    """The entries that items are; every node gets a verdict."""
    for node in nodes:
        if node.verdict != "part":
            node.parts = read_parts(node.text, facts, _PLAIN)
            node.web = any(facts.is_web(one.link) for one in node.text.anchors if not one.is_image)
            if not node.web and len(node.paragraphs) > 1:
                node.below = _labels_below(document, node, facts)
    keys = _known_keys(nodes)
    groups: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        groups[node.item.group].append(node)
    whole = _shape([node for node in nodes if node.verdict != "part"], facts)
    for group in groups.values():
        _judge(document, group, whole, facts, keys)
    taken = [node for node in nodes if node.verdict in {"entry", "record"}]
    asked = _asked(taken)
    return [_entry(document, node, facts, asked=node in asked) for node in taken]


def _asked(nodes: Sequence[Node]) -> set[Node]:
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


def _mark(node: Node) -> str:
    """What stands before the linked title of an item: `↪️`, `:arrow_right:`, a picture's URL."""
    anchor = _title_anchor(node)
    if anchor is None:
        return ""
    lead = "".join(node.text.text[: min(anchor.start, _LONGEST_KEY)].split())
    pictures = [
        one.link.url for one in node.text.anchors if one.is_image and one.end <= anchor.start
    ]
    return " ".join([lead.strip("*_[(“\"'"), *pictures[:3]]).strip()


def _has_summary(node: Node) -> bool | None:
    """Whether an item that opens with a link has a summary; None where links may stand for one."""
    parts = node.parts
    if parts is None or parts.kind not in _NAMED or parts.before is not None:
        return None
    if parts.summary is not None:
        return True
    return None if parts.labels or parts.others or parts.authors or parts.tags else False


def _usual(nodes: Sequence[Node]) -> bool:
    stated = sum(bool(_has_summary(node)) for node in nodes)
    return len(nodes) >= _FEWEST_SIBLINGS and stated >= len(nodes) * _SHARE


# Keys ---------------------------------------------------------------------------------------------


def key_of(node: Node) -> tuple[str, int]:
    """The key that an item begins with, `Paper: …` or `[Code](u)`, and where what follows begins."""
    text = node.text.text
    limit = text[:_LONGEST_KEY]
    at = min((at for mark in (":", "：") if (at := limit.find(mark)) > 0), default=-1)
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


def _known_keys(nodes: Iterable[Node]) -> frozenset[str]:
    """The keys of properties: the usual ones, and those that several items have below them."""
    parents: dict[str, set[int]] = defaultdict(set)
    for node in nodes:
        if node.parent is not None:
            key, _ = key_of(node)
            if key:
                parents[key].add(id(node.parent))
    learned = {key for key, found in parents.items() if len(found) >= 3}
    return frozenset(LABELS | SUMMARIES | DATES | AUTHORS | VENUES | learned)


def _is_property(node: Node, keys: frozenset[str]) -> bool:
    key, _ = key_of(node)
    return bool(key) and (key in keys or is_label(key))


def _is_record(node: Node, facts: Facts, keys: frozenset[str]) -> bool:
    """Whether the items below one are its properties and links."""
    children = node.children
    if not children or not any(map(str.isalnum, node.text.text)):
        return False
    found = [child for child in children if _is_property(child, keys)]
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


# Groups -------------------------------------------------------------------------------------------


def _labels_below(document: Document, node: Node, facts: Facts) -> bool:
    """Whether the labels of an item stand in a paragraph or a quote below its title."""
    links = [
        link
        for place in node.paragraphs[1:4]
        for link in document.links_in(place)
        if link.kind is not LinkKind.IMAGE and facts.is_web(link)
    ]
    return bool(links) and all(map(facts.is_label, links))


def _shape(nodes: Iterable[Node], facts: Facts) -> Shape:
    shape = Shape()
    for node in nodes:
        parts = node.parts
        if parts is None or node.verdict == "part":
            continue
        shape.total += 1
        shape.web += node.web or node.below
        if parts.kind in _NAMED:
            linked = _is_linked(node, facts)
            shape.linked += linked
            shape.labelled += not linked and _is_labelled(node)
        elif parts.kind == "key":
            shape.keyed += 1
        elif parts.title is not None:
            shape.labelled += _is_labelled(node)
            shape.bare += not parts.labels
            title = node.text.text[slice(*parts.title)][:_LONGEST_NAME]
            shape.dashed += parts.kind == "text" and any(mark in title for mark in _DASHES)
            shape.coloned += parts.kind == "text" and _is_coloned(node, title, facts)
        shape.dated += parts.lead_date or _YEAR_FIRST.match(node.text.text) is not None
        shape.authored += parts.authors is not None
    return shape


def _is_coloned(node: Node, title: str, facts: Facts) -> bool:
    """Whether a colon parts a name from a text that ends in a bare URL."""
    at = min(
        (at for mark in (": ", "：") if (at := title[:_LONGEST_KEY].find(mark)) > 0), default=0
    )
    links = [one for one in node.text.anchors if not one.is_image]
    return (
        at > 0 and bool(links) and all(map(facts.is_url, links)) and bool(title[at + 2 :].strip())
    )


def _is_linked(node: Node, facts: Facts) -> bool:
    """Whether an item opens with a link to what it is about."""
    parts = node.parts
    if parts is None or parts.kind not in _NAMED:
        return False
    anchor = _title_anchor(node)
    if anchor is None:
        return False
    url = anchor.link.url
    if facts.is_web(anchor.link):
        return True
    # A file beside the list may be a book; a page of Markdown is a part of the list.
    path = url.partition("#")[0].partition("?")[0].casefold()
    if facts.is_own(url) or url[:1] == "#" or "://" in url or ":" in url[:12]:
        return False
    name = path.rpartition("/")[2]
    return "." in name and not name.endswith((".md", ".html", ".markdown", ".png", ".jpg", ".svg"))


def _title_anchor(node: Node):  # type: ignore[no-untyped-def]  # noqa: ANN202
    parts = node.parts
    assert parts is not None  # noqa: S101 - callers looked
    if parts.title is None:
        return parts.badge_title
    for one in node.text.anchors:
        if one.end > one.start and one.start < parts.title[1] and one.end > parts.title[0]:
            return one
    return None


def _is_labelled(node: Node) -> bool:
    """Whether an item opens with a title that labels follow."""
    parts = node.parts
    if parts is None or parts.title is None:
        return False
    if parts.kind == "link" and node.web and parts.labels:
        # The title leads to notes on it beside the list.
        return True
    if parts.kind not in {"text", "bold", "quoted"}:
        return False
    if node.below:
        return not parts.key
    if not node.web:
        return False
    if _title_anchor(node) is not None:
        return True
    return parts.labels > 0 and (not parts.key or parts.others == 0)


def _judge(
    document: Document, group: list[Node], whole: Shape, facts: Facts, keys: frozenset[str]
) -> None:
    """Give every item of a list its verdict."""
    group = [node for node in group if not node.verdict]
    parent = group[0].parent if group else None
    if parent is not None and parent.verdict in {"record", "part"}:
        for node in group:
            node.verdict = "part"
        return
    shape = _shape(group, facts)
    hints = _hints(shape, whole)
    if hints != _PLAIN:
        for node in group:
            if node.parts is not None and not (node.parts.kind in _NAMED and not hints.authors):
                node.parts = read_parts(node.text, facts, hints)
        shape = _shape(group, facts)
    meta = facts.meta(group[0].item.headings) if group else ""
    owners = _all_owners(group, facts)
    alike = shape.linked + shape.labelled
    for node in group:
        node.verdict, node.why = _verdict(node, shape, whole, facts, keys, meta, alike, owners)
    _bare(group)
    _plain_names(document, group)
    _keyed(group, shape, facts)
    _labels(group, facts)
    contacts = [node for node in group if node.verdict == "contact"]
    if contacts and len(contacts) * 2 >= shape.web:
        for node in group:
            if node.web and not _is_linked(node, facts):
                node.verdict, node.why = "contact", ""


def _hints(shape: Shape, whole: Shape) -> Hints:
    total = max(shape.total, 1)
    return Hints(
        dates_first=shape.dated >= 2 and shape.dated * 5 >= total * 3,
        links_first=(shape.linked >= 2 and shape.linked * 2 >= shape.web)
        or (shape.linked >= 1 and whole.linked * 10 >= whole.web * 7),
        authors=(shape.authored >= 3 and shape.authored * 10 >= total * 3)
        or (shape.authored >= 2 and shape.authored * 2 >= total),
        coloned=shape.coloned >= 2 and shape.coloned * 10 >= (shape.labelled + shape.bare) * 6,
        dashed=shape.dashed >= 2 and shape.dashed * 10 >= (shape.labelled + shape.bare) * 6,
    )


def _all_owners(group: Sequence[Node], facts: Facts) -> bool:
    """Whether all items lead to people: contributors, not entries."""
    found = [one for node in group for one in node.text.anchors if not one.is_image]
    return len(found) >= 2 and all(facts.is_owner(one.link.url) for one in found)


def _verdict(
    node: Node,
    shape: Shape,
    whole: Shape,
    facts: Facts,
    keys: frozenset[str],
    meta: str,
    alike: int,
    owners: bool,  # noqa: FBT001 - one signature for all kinds
) -> tuple[str, str]:
    parts = node.parts
    assert parts is not None  # noqa: S101 - read_items reads them all
    links = [one for one in node.text.anchors if not one.is_image]
    web = [one for one in links if facts.is_web(one.link)]
    parent = node.parent
    if meta and not (meta == "news" and parts.kind in _NAMED and not parts.lead_date):
        return meta, ""
    if owners:
        return "contributors", ""
    if parent is not None and parent.verdict == "entry":
        every = [one for one in links if not facts.is_label(one.link)]
        if links and not every:
            return "part", ""
        if _is_property(node, keys) and (
            parts.kind in {"label", "prose", "key"} or not _is_linked(node, facts)
        ):
            return "part", ""
        if _is_property(node, keys) and parts.summary is None:
            return "part", ""
    if _is_record(node, facts, keys):
        return "record", ""
    if _is_linked(node, facts):
        return "entry", ""
    if links and not web:
        return "contents", ""
    if not web and not node.below:
        return "text", ""
    if _is_labelled(node):
        if parts.title is not None and simple(node.text.value(*parts.title)) in LABELS:
            return "contact", ""
        if parent is not None and parent.verdict == "entry" and shape.labelled * 2 < shape.total:
            return "part", ""
        strong = (
            (parts.kind != "text" and not parts.key and parts.others == 0)
            or parts.front_label
            or (parts.date is not None and not parts.others and not parts.lead_date)
        )
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
    names = {simple(anchor.link.text) for node in found if (anchor := _first(node)) is not None}
    if not named and not PAPERS.isdisjoint(names):
        return
    for node in found:
        anchor = _first(node)
        parts = node.parts
        if anchor is None or parts is None or not facts.is_web(anchor.link) or anchor.link.badge:
            continue
        parts.title, parts.title_end, parts.kind = (anchor.start, anchor.end), anchor.end, "link"
        node.verdict, node.why = "entry", ""


def _bare(group: Sequence[Node]) -> None:
    """Items without a link are entries among entries of the same shape: title, date, authors."""
    taken = [node for node in group if node.verdict == "entry" and _is_labelled(node)]
    dated = [node for node in group if _is_dated(node)]
    if len(dated) >= 3 and len(dated) * 10 >= len(group) * 8:
        for node in dated:
            node.verdict = "entry" if node.verdict == "text" else node.verdict
        return
    if len(taken) < 3 or len(taken) * 10 < len(group) * 6:
        return
    for node in group:
        parts = node.parts
        if node.verdict == "text" and parts is not None and parts.title is not None:
            if (parts.date is not None or parts.authors is not None) and not node.children:
                node.verdict = "entry"


def _is_dated(node: Node) -> bool:
    """Whether an item is a title behind a date in brackets or a venue: `[ICML 2020] Title`."""
    parts = node.parts
    if parts is None or parts.title is None or parts.date is None or not parts.lead_date:
        return False
    start = parts.date[0]
    framed = node.text.text[max(start - 1, 0) : start] in {"[", "【"}
    return framed and parts.title[1] - parts.title[0] > 8


def _plain_names(document: Document, group: Sequence[Node]) -> None:
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
            if (
                len(words) <= _LONGEST_NAME
                and words.rstrip()[-1:] not in ".。:："
                and not node.children
            ):
                node.verdict = "entry"


def _keyed(group: Sequence[Node], shape: Shape, facts: Facts) -> None:
    """`Institute - [Name](u)`: the links are names if they differ and the words before do, too."""
    found = [
        node
        for node in group
        if node.parts is not None and node.parts.kind == "key" and not node.verdict
    ]
    names = [simple(anchor.link.text) for node in found if (anchor := _first(node)) is not None]
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
        anchor = _first(node)
        parts = node.parts
        if anchor is not None and parts is not None and facts.is_web(anchor.link):
            parts.title, parts.title_end, parts.kind = (
                (anchor.start, anchor.end),
                anchor.end,
                "link",
            )
            node.verdict = "entry"


def _first(node: Node):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return next(
        (one for one in node.text.anchors if not one.is_image and one.end > one.start), None
    )


# Entries ------------------------------------------------------------------------------------------


def _form(document: Document, node: Node) -> Form:
    parts = node.parts
    assert parts is not None  # noqa: S101 - only those with parts are entries
    if node.verdict == "record":
        return Form.NESTED
    if parts.lead_date:
        return Form.DATE_FIRST
    if parts.kind in _NAMED:
        return Form.ITEM
    if parts.numbered or document.source.text[node.item.span.start].isdigit():
        return Form.NUMBER_FIRST
    return Form.TITLE_FIRST


def _entry(document: Document, node: Node, facts: Facts, *, asked: bool) -> Entry:
    parts = node.parts
    assert parts is not None  # noqa: S101 - only those with parts are entries
    extra = list(_properties(node)) if node.verdict == "record" else []
    said = _later(document, node, facts)
    if said is not None and said[0] == "authors":
        extra.append(said)
    without = list(_inner(node)) if node.verdict == "entry" else []
    summary = None
    if parts.summary is None and said is not None and said[0] == "summary":
        summary = said[1:]
    if asked and summary is None:
        summary = "", _title_place(node)
    return build(
        document,
        node.text,
        parts,
        node.item.span,
        _form(document, node),
        node.item.headings,
        without=without,
        summary=summary,
        extra=extra,
    )


def _title_place(node: Node) -> Span:
    anchor = _title_anchor(node)
    return node.text.place if anchor is None else anchor.link.span


def _inner(node: Node) -> Iterator[Span]:
    """The items within an entry that are no part of it."""
    for child in node.children:
        if child.verdict in {"entry", "record"}:
            yield child.item.span
        else:
            yield from _inner(child)


def _properties(node: Node) -> Iterator[tuple[str, str, Span]]:
    """The fields that the items below a title give: name, text and place."""
    for child in node.children:
        yield from property_of(child)


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


def _later(document: Document, node: Node, facts: Facts) -> tuple[str, str, Span] | None:
    """What a second paragraph or a quote says: the field, the text and its place."""
    from lint.entries.text import view

    for place in node.paragraphs[1:2]:
        text = view(document, place)
        words = text.value(0, len(text.text))
        key = words.partition(":")[0]
        if not any(map(str.isalnum, words)) or (len(key) < 30 and ":" in words[:30]):
            return None
        if node.below:
            text = view(document, place)
            parts = read_parts(text, facts, _PLAIN)
            found = parts.title if parts.kind == "text" else None
            if found and people.are_people(text.value(*found), loose=True):
                return "authors", text.value(*found), text.span(*found)
            return None
        shown = [one for one in text.anchors if not one.is_image]
        if any(facts.is_label(one.link) for one in shown):
            return None
        linked = sum(sum(map(str.isalnum, text.text[one.start : one.end])) for one in shown)
        if linked and linked >= sum(map(str.isalnum, words)):
            return None
        start = next((at for at, char in enumerate(text.text) if char.isalnum()), 0)
        name = "authors" if people.are_people(words, loose=True) else "summary"
        return name, text.value(start, len(text.text)), text.span(start, len(text.text))
    return None

"""The entry that an item is, with what its paragraphs and the items below it say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.entry import Entry, Form
from lint.entries.fields import people
from lint.entries.fields.below import date_behind_links
from lint.entries.fields.building import Draft, build, build_plain
from lint.entries.fields.line import NAMED, PLAIN, Hints
from lint.entries.fields.marks import skip_marks
from lint.entries.fields.parts import read_parts, read_stretches
from lint.entries.fields.properties import is_key, property_of
from lint.entries.fields.references import dated
from lint.entries.text import view
from lint.entries.words import SUMMARIES, simple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.document.model import Document
    from lint.entries.candidates.tree import Node
    from lint.entries.facts import Facts
    from lint.entries.text import Anchor
    from lint.source import Span


# A reference below a title has its authors first; one author alone may stand there.
_REFERENCE, _AUTHORS = Hints(fronted=True), Hints(authors=True)


def _form(document: Document, node: Node) -> Form:
    parts = node.parts
    assert parts is not None  # noqa: S101 - only those with parts are entries
    if node.verdict == "record":
        return Form.NESTED
    if parts.lead_date:
        return Form.DATE_FIRST
    if parts.kind in NAMED:
        return Form.ITEM
    if parts.numbered or document.source.text[node.item.span.start].isdigit():
        return Form.NUMBER_FIRST
    return Form.TITLE_FIRST


def entry_of(document: Document, node: Node, facts: Facts, *, asked: bool) -> Entry:
    """The entry that an item is; `asked` says that its summary is missing."""
    parts = node.parts
    assert parts is not None  # noqa: S101 - only those with parts are entries
    if not node.children and len(node.paragraphs) < 2:
        # Nearly every item: nothing stands below it.
        if parts.plain and node.verdict == "entry" and not asked:
            draft = Draft(node.text, parts, node.item.span, Form.ITEM, node.item.headings)
            return build_plain(document, draft)
        summary = ("", _title_place(node)) if asked else None
        return _built(document, node, summary=summary)
    extra = list(_properties(node))
    said = _later(document, node, facts)
    if said is not None and said[0] == "authors":
        extra.append(said)
    cited = list(_cited(node, facts))
    extra += (one for one in cited if one[0] != "date" or parts.date is None)
    if parts.date is None:
        extra += _later_date(document, node)
    without = list(_inner(node)) if node.verdict == "entry" else []
    summary = None
    if parts.summary is None and said is not None and said[0] == "summary":
        summary = said[1:]
    # The first item may be the reference.
    told = node.telling is not None and not (cited and node.telling is node.children[0])
    if summary is None and told and node.telling is not None:
        below = node.telling.text
        start = skip_marks(below.text, 0, len(below.text))
        summary = below.value(start, len(below.text)), below.span(start, len(below.text))
        parts.summary = None
    if asked and summary is None:
        summary = "", _title_place(node)
    return _built(document, node, without=without, summary=summary, extra=extra)


def _built(
    document: Document,
    node: Node,
    *,
    without: Sequence[Span] = (),
    summary: tuple[str, Span] | None = None,
    extra: Sequence[tuple[str, str, Span]] = (),
) -> Entry:
    """The entry of an item, with what stands below it as `build` has that."""
    parts = node.parts
    assert parts is not None  # noqa: S101 - only those with parts are entries
    draft = Draft(node.text, parts, node.item.span, _form(document, node), node.item.headings)
    entry = build(document, draft, without=without, summary=summary, extra=extra)
    # A page of a wiki is found by its name.
    nameless = node.unlinked or opens_wiki(node)
    return entry._replace(links=None) if nameless and not entry.links else entry


def opens_wiki(node: Node) -> bool:
    """Whether the title of an item is the name of a page in a wiki: `[[Page]]`."""
    parts = node.parts
    return (
        parts is not None and parts.title is not None and "[[" in node.text.text[: parts.title[0]]
    )


def _title_place(node: Node) -> Span:
    anchor = title_anchor(node)
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
        if node.verdict == "record":
            yield from _dated_property(child)
        elif child.verdict not in {"entry", "record"}:
            # Points below a name may say `When: every second Monday`.
            yield from (one for one in property_of(child) if one[0] != "date" or dated(one[1]))


def _dated_property(node: Node) -> Iterator[tuple[str, str, Span]]:
    """The field that an item is, and the date that a venue has with its year."""
    for name, value, place in property_of(node):
        yield name, value, place
        if name == "venue" and dated(value):
            yield "date", value, place


def _cited(node: Node, facts: Facts) -> Iterator[tuple[str, str, Span]]:
    """The authors, the venue and the date that the first item below a title states of it."""
    first = node.children[0] if node.children else None
    if first is None or first.text.anchors or first.verdict in {"entry", "record"}:
        return
    text = first.text
    parts = read_stretches(text, facts, _AUTHORS)
    sure = parts.date or parts.venue
    if parts.authors is None or not (
        sure or people.are_people(text.value(*parts.authors), fewest=2)
    ):
        parts = read_parts(text, facts, _REFERENCE)
        if parts.authors is None or parts.title is None or parts.authors[1] > parts.title[0]:
            return
    for name, found in (("authors", parts.authors), ("date", parts.date), ("venue", parts.venue)):
        if found is not None:
            yield name, text.value(*found), text.span(*found)


def _later_date(document: Document, node: Node) -> Iterator[tuple[str, str, Span]]:
    """The date behind the links of the second paragraph: its field, text and place."""
    for place in node.paragraphs[1:2]:
        text = view(document, place)
        if (found := date_behind_links(text)) is not None:
            yield "date", text.value(*found), text.span(*found)


def _later(document: Document, node: Node, facts: Facts) -> tuple[str, str, Span] | None:
    """What a second paragraph or a quote says: the field, the text and its place."""
    for place in node.paragraphs[1:2]:
        text = view(document, place)
        words = text.value(0, len(text.text))
        key = simple(words[:30].rpartition(":")[0].partition(":")[0])
        if not any(map(str.isalnum, words)) or (key not in SUMMARIES and is_key(key)):
            return None
        if node.below:
            text = view(document, place)
            parts = read_parts(text, facts, PLAIN)
            found = parts.title if parts.kind == "text" else None
            if found and people.are_people(text.value(*found), loose=True):
                return "authors", text.value(*found), text.span(*found)
            if text.anchors:
                return None
        shown = [one for one in text.anchors if not one.is_image]
        if any(facts.is_label(one.link) for one in shown):
            return None
        linked = sum(sum(map(str.isalnum, text.text[one.start : one.end])) for one in shown)
        if linked and linked >= sum(map(str.isalnum, words)):
            return None
        start = skip_marks(text.text, 0, len(text.text))
        start += next((at for at, char in enumerate(text.text[start:]) if char.isalnum()), 0)
        name = "authors" if people.are_people(words, loose=True) else "summary"
        return name, text.value(start, len(text.text)), text.span(start, len(text.text))
    return None


def title_anchor(node: Node) -> Anchor | None:
    """The link that a title is, if it is one."""
    parts = node.parts
    assert parts is not None  # noqa: S101 - callers looked
    if parts.title is None:
        return parts.badge_title
    for one in node.text.anchors:
        if one.end > one.start and one.start < parts.title[1] and one.end > parts.title[0]:
            return one
    return None


def first_link(node: Node) -> Anchor | None:
    """The first link of an item that shows words."""
    return next(
        (one for one in node.text.anchors if not one.is_image and one.end > one.start), None
    )

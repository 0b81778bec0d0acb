"""How the items of a list, or of a document, are written, and what that shows of each."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lint.document.model import Document, LinkKind
from lint.entries.fields.front import opens_with_date
from lint.entries.fields.items import title_anchor
from lint.entries.fields.line import NAMED, Hints, Parts
from lint.entries.fields.marks import DASHES
from lint.entries.fields.openings import is_credit, is_filed, is_name, is_signed, opening
from lint.entries.fields.references import WIDE
from lint.entries.text import Anchor, view
from lint.entries.words import PAPERS, POINTERS, simple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lint.entries.candidates.tree import Node
    from lint.entries.facts import Facts
    from lint.entries.text import View

_LONGEST_KEY = 40
# So many items of a document have their authors first, if the items of a list may have.
_FEWEST_FRONTED = 3
_MANY_AUTHORED = 8
_FEWEST_SIGNED, _MANY_SIGNED = 3, 5
_NO_BOOKS = tuple(
    ".md .markdown .html .png .jpg .svg .sh .bat .ps1 .py .js .json .yml .yaml .toml .cfg".split()  # noqa: SIM905
)
_NEAR = 4
# Shorter words are in small letters within a title, too.
_SMALL = 4
# A dash behind a name stands within so many characters.
_LONGEST_NAME = 60


@dataclass(slots=True)
class Shape:
    """How the items of a list, or of a document, are written: counts."""

    linked: int = 0
    labelled: int = 0
    keyed: int = 0
    bare: int = 0
    dated: int = 0
    authored: int = 0
    fronted: int = 0
    named: int = 0
    signed: int = 0
    filed: int = 0
    told: int = 0
    dashed: int = 0
    coloned: int = 0
    web: int = 0
    total: int = 0


def shape_of(nodes: Iterable[Node], facts: Facts) -> Shape:
    """The shape of some items."""
    shape = Shape()
    for node in nodes:
        parts = node.parts
        if parts is None or node.verdict == "part":
            continue
        shape.total += 1
        shape.web += node.web or node.below
        if parts.plain:
            shape.linked += is_linked(node, facts)
            shape.told += 1
            continue
        if parts.kind in NAMED:
            linked = is_linked(node, facts)
            shape.linked += linked
            shape.labelled += not linked and is_labelled(node)
        elif parts.kind == "key":
            shape.keyed += 1
        elif parts.title is not None:
            shape.labelled += is_labelled(node)
            shape.bare += not parts.labels
            title = node.text.text[slice(*parts.title)][:_LONGEST_NAME]
            shape.dashed += parts.kind == "text" and any(mark in title for mark in DASHES)
            shape.coloned += parts.kind == "text" and _is_coloned(node, title, facts)
        shape.dated += parts.lead_date or (
            parts.kind not in NAMED and opens_with_date(node.text.text)
        )
        _count_people(node, parts, shape)
    return shape


def _count_people(node: Node, parts: Parts, shape: Shape) -> None:
    """Count where an item has names of people, or what may be some."""
    shape.authored += parts.authors is not None
    title, authors = parts.title, parts.authors
    if title is None:
        return
    text = node.text.text
    summary = text[slice(*parts.summary)] if parts.summary is not None else ""
    if parts.kind in NAMED:
        signed = authors is not None or is_credit(summary)
        shape.signed += signed
        shape.filed += signed and is_filed(summary)
        shape.told += signed or bool(summary)
        return
    if authors is not None and authors[1] <= title[0]:
        shape.fronted += 1
    elif parts.kind == "text":
        words = text[slice(*title)]
        shape.named += opening(words).names > 0 or is_name(words.partition(": ")[0])
    if authors is None:
        shape.signed += is_name(summary) or (parts.kind == "text" and is_signed(text, *title))


def hints_of(shape: Shape, whole: Shape) -> Hints:
    """What a list of this shape shows of its items; `whole` is the shape of the document."""
    total = max(shape.total, 1)
    return Hints(
        dates_first=shape.dated >= 2 and shape.dated * 5 >= total * 3,
        links_first=(shape.linked >= 2 and shape.linked * 2 >= shape.web)
        or (shape.linked >= 1 and whole.linked * 10 >= whole.web * 7),
        authors=(shape.authored >= 3 and shape.authored * 10 >= total * 3)
        or (shape.authored >= 2 and shape.authored * 2 >= total)
        or (whole.authored >= _MANY_AUTHORED and whole.authored * 10 >= whole.total * 7),
        fronted=(shape.fronted >= 2 or whole.fronted >= _FEWEST_FRONTED)
        and (shape.fronted + shape.named) * 10 >= total * 7,
        signed=(
            shape.signed >= _FEWEST_SIGNED
            or 0 < shape.signed <= _MANY_SIGNED < whole.signed
            or _are_filed(shape, whole)
        )
        and shape.signed * 10 >= (shape.told if _are_filed(shape, whole) else total) * 6,
        coloned=shape.coloned >= 2 and shape.coloned * 10 >= (shape.labelled + shape.bare) * 6,
        dashed=shape.dashed >= 2 and shape.dashed * 10 >= (shape.labelled + shape.bare) * 6,
    )


def _is_coloned(node: Node, title: str, facts: Facts) -> bool:
    """Whether a colon parts a name from a text that ends in a URL, `[link](u)` or `[site](u)`."""
    at = min(
        (at for mark in (": ", "：") if (at := title[:_LONGEST_KEY].find(mark)) > 0), default=0
    )
    links = [one for one in node.text.anchors if not one.is_image]
    return (
        at > 0
        and bool(links)
        and bool(title[at + 2 :].strip())
        and not _is_capital(title[at + 2 :])
        and all(
            facts.is_url(one)
            or simple(one.link.text) in POINTERS
            or (_is_summary(title[at + 1 :].strip()) and simple(one.link.text) not in PAPERS)
            for one in links
        )
    )


def _are_filed(shape: Shape, whole: Shape) -> bool:
    """Whether names with the formats of a file follow the titles of a document, and few words."""
    return shape.signed > 0 and whole.filed > 1 and whole.signed * 10 >= whole.told * 8


def _is_capital(words: str) -> bool:
    """Whether words behind a colon are in capitals, as the second half of a title is."""
    long = [word for word in words.split() if word[:1].isalpha() and len(word) > _SMALL]
    capital = sum(word[0].isupper() for word in long)
    return len(long) > 1 and capital * 4 >= len(long) * 3


def _is_summary(words: str) -> bool:
    """Whether words behind a colon are a summary: in small letters, or a sentence without them."""
    return words[:1].islower() or (words[:1] >= WIDE and words.endswith(("。", "！", ".")))


def is_linked(node: Node, facts: Facts) -> bool:
    """Whether an item opens with a link to what it is about."""
    parts = node.parts
    if parts is None or parts.kind not in NAMED:
        return False
    anchor = title_anchor(node)
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
    return "." in name and not name.endswith(_NO_BOOKS)


def is_labelled(node: Node) -> bool:
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
    if title_anchor(node) is not None:
        return True
    return parts.labels > 0 and (not parts.key or parts.others == 0)


def labels_below(document: Document, node: Node, facts: Facts) -> bool:
    """Whether the labels of an item stand in a paragraph or a quote below its title."""
    places = node.paragraphs[1:4]
    links = [
        link
        for place in places
        for link in document.links_in(place)
        if link.kind is not LinkKind.IMAGE and facts.is_web(link)
    ]
    if not links or not all(
        facts.is_label(one) or facts.is_url(Anchor(0, 0, one)) for one in links
    ):
        return False
    return not any(_points(view(document, place), facts) for place in places)


def _points(text: View, facts: Facts) -> bool:
    """Whether a sentence goes on behind a label, or ends in a pointer: `see the [docs](u) if …`."""
    for one in text.anchors:
        if one.is_image or facts.is_url(one):
            continue
        before = text.text[: one.start].rstrip(" \u00a0*_")
        after = text.text[one.end : one.end + _NEAR].lstrip(" \u00a0*_")
        within = before[-1:].isalpha() and before[-1:].islower()
        if within and (after[:1].islower() or simple(one.link.text) in POINTERS):
            return True
    return False

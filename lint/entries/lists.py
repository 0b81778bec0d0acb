"""List items as entries: those that open with a link, after a badge or a date at most."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from lint import urls
from lint.dates.cells import lead
from lint.document.model import LinkKind
from lint.entries.labels import entry_link
from lint.entries.tables import Entry, image_words
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lint.document.model import Document, Item, Link

_WORD = re.compile(r"\w")
# What may stand before the link that opens an item, besides images, badges and a date.
_DECORATION = re.compile(r"(?is)<[^<>]*>|&\w+;|:[a-z0-9_+-]+:|^\[[ x]\]\s")
# What is longer is prose; and the patterns here are for short texts.
_LONGEST_PREFIX = 500
_MOST_LABELS = 50
# Between the title of an item and its summary.
_SEPARATORS = " \t\n-–—:：,，.;|·•→"  # noqa: RUF001 - fullwidth ones are meant
# A list has summaries where nearly all of its items have one, and there are some.
_FEWEST_SIBLINGS = 5
_SHARE = 0.9


def read_lists(document: Document) -> Iterator[Entry]:
    """The entries that list items are: those that open with a link to a web page.

    A summary is asked for where nearly all of an item's siblings and of the document's items have
    one: some lists leave out what a name says by itself.
    """
    read = (_read_item(document, item) for item in document.items)
    items = [one for one in read if one is not None]
    usual = _have_summaries(items)
    items.sort(key=lambda one: one.item.group)
    for _, group in groupby(items, key=lambda one: one.item.group):
        siblings = list(group)
        asked = usual and _have_summaries(siblings)
        yield from (_item_entry(one, asked=asked) for one in siblings)


def _have_summaries(items: Sequence[_ItemParts]) -> bool:
    decided = [one.summary for one in items if one.summary is not None]
    return len(decided) >= _FEWEST_SIBLINGS and sum(map(bool, decided)) >= len(decided) * _SHARE


@dataclass(frozen=True, slots=True)
class _ItemParts:
    """An item that is an entry; `summary` is None where other links may stand for one."""

    item: Item
    title: str
    summary: str | None
    date: str
    links: tuple[Link, ...]
    title_span: Span
    summary_span: Span


def _item_entry(one: _ItemParts, *, asked: bool) -> Entry:
    """The entry that an item is; `asked` says that it should have a summary."""
    fields = {"date": one.date} if one.date else {}
    fields["title"] = one.title
    # What a list within the item or a paragraph of its own says is summary enough.
    alone = one.item.span.end <= one.item.text_span.end
    if one.summary or (asked and one.summary is not None and alone):
        fields["summary"] = one.summary
    place = Span(one.item.text_span.start, one.title_span.start)
    return Entry(
        one.item.headings[-1].text if one.item.headings else "",
        fields,
        tuple(map(entry_link, one.links)),
        one.item.span,
        {"date": place, "title": one.title_span, "summary": one.summary_span},
        listed=True,
    )


def _read_item(document: Document, item: Item) -> _ItemParts | None:
    """The parts of an item that opens with a link; None for any other item."""
    found = document.links_in(item.text_span)
    links = [link for link in found if link.kind is not LinkKind.IMAGE]
    title = next((link for link in links if link.badge is None), links[0] if links else None)
    if title is None or urls.http(title.url) is None:
        return None
    before = _prefix(document, item, title, found)
    if len(before) > _LONGEST_PREFIX:
        return None
    before = " ".join(_DECORATION.sub(" ", before).replace("*", "").split())
    date = before if _WORD.search(before) else ""
    if date and lead(date) is None:
        return None
    text = " ".join(item.text.split())
    rest = text.partition(title.text)[2] if title.text else text
    others = [link for link in links if link.span.start > title.span.start]
    summary = _summary(rest, [link.text for link in others])
    return _ItemParts(
        item,
        title.text or _alternative(document, title),
        summary,
        date,
        tuple(links),
        title.span,
        _behind(document, title, item) if summary else title.span,
    )


def _prefix(document: Document, item: Item, title: Link, found: Iterable[Link]) -> str:
    """What is written before the link of the title, without images and badges."""
    parts = []
    position = item.text_span.start
    for link in found:
        if link.span.start >= title.span.start:
            break
        if link.span.start >= position:
            parts.append(document.source.text[position : link.span.start])
            position = link.span.end
    parts.append(document.source.text[position : title.span.start])
    return " ".join(parts)


def _behind(document: Document, title: Link, item: Item) -> Span:
    """Where the words after the title stand, without what separates them from it."""
    end = max(item.text_span.end, title.span.end)
    text = document.source.text[title.span.end : end]
    start = title.span.end + len(text) - len(text.lstrip(_SEPARATORS + "*_"))
    end -= len(text) - len(text.rstrip())
    return Span(start, end) if start < end else title.span


def _alternative(document: Document, link: Link) -> str:
    """The name of a link without text: what its picture is called, if it shows one."""
    images = [one for one in document.links_in(link.span) if one.kind is LinkKind.IMAGE]
    return image_words(images[0]) if images else ""


def _summary(rest: str, labels: Sequence[str]) -> str | None:
    """The words after the title; "" if there are none, None if all of them are labels of links."""
    words = rest
    for label in labels[:_MOST_LABELS]:
        if label:
            words = words.replace(label, " ", 1)
    if _WORD.search(words):
        return rest.lstrip(_SEPARATORS).rstrip()
    return None if labels else ""

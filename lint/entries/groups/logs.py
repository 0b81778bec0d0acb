"""Logs: links to pages beside the list, most with their day before the name: `200220 Name`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.dates import cells
from lint.entries.fields.items import first_link
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.entries.candidates.tree import Node
    from lint.entries.fields.line import Range

_DAY = lazy(r"[\[(]?((?:\d{2}|\d{4})(?:\d{4}|([-./_])\d\d\2\d\d))[\])]?[\s:_,-]{1,4}(?=\S)")
_PAGES = (".md", ".markdown", ".mdx", ".html")
_FEWEST, _MONTHS, _DAYS = 3, 12, 31


class Logged(NamedTuple):
    """Whether days stand before most names of pages, and whether all of them are known as such."""

    named: bool = False
    dated: bool = False


def logged_pages(nodes: Iterable[Node]) -> Logged:
    """Whether most pages that a document links to have a day before their name.

    `200510` may be a day or a month: where one day of a log is not known, none is a date.
    """
    pages = [node for node in nodes if node.verdict != "part" and _page(node)]
    days = [node for node in pages if day_of(node) is not None]
    urls = {_page(node) for node in days}
    if len(urls) < _FEWEST:
        return Logged()
    distinct = len(urls) * 10 >= len(days) * 9
    known = all(map(_is_known, days))
    return Logged(distinct and len(days) * 10 >= len(pages) * 6, known)


def take_logged(group: Sequence[Node], *, logged: Logged) -> None:
    """Pages with a day before their name are entries where the document and their list say so."""
    if not logged.named:
        return
    found = {node: day for node in group if (day := day_of(node)) is not None}
    if len(found) * 10 < sum(bool(_page(node)) for node in group) * 6:
        return
    for node, day in found.items():
        parts, anchor = node.parts, first_link(node)
        if node.verdict != "contents" or parts is None or anchor is None:
            continue
        if logged.dated:
            parts.date, parts.lead_date = day, True
        parts.kind = "link"
        match = _DAY.match(node.text.text, anchor.start)
        parts.title = (match.end() if match else anchor.start, anchor.end)
        parts.title_end = max(parts.title_end, anchor.end)
        node.verdict = "entry"


def _is_known(node: Node) -> bool:
    """Whether the day before the name of a page reads as a day."""
    place = day_of(node)
    date = cells.read(node.text.text[slice(*place)]) if place is not None else None
    return date is not None and bool(date.day)


def day_of(node: Node) -> Range | None:
    """Where the day stands in front of the name of a page that opens an item."""
    anchor = first_link(node) if _page(node) else None
    if anchor is None:
        return None
    match = _DAY.match(node.text.text, anchor.start, anchor.end)
    if match is None or not any(map(str.isalpha, node.text.text[match.end() : anchor.end])):
        return None
    digits = "".join(filter(str.isdigit, match[1]))
    month, day = int(digits[-4:-2]), int(digits[-2:])
    return match.span(1) if 0 < month <= _MONTHS and 0 < day <= _DAYS else None


def _page(node: Node) -> str:
    """The page beside the list that an item opens with a link to; "" for none."""
    anchor = first_link(node)
    if anchor is None or node.web or any(map(str.isalnum, node.text.text[: anchor.start])):
        return ""
    url = anchor.link.url.strip()
    path = url.partition("#")[0].casefold()
    return url if "://" not in url and path.endswith(_PAGES) else ""

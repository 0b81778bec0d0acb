"""The entries of a list where they stand, the works that they link to, and their dates."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar
from urllib.parse import parse_qs

from lint.document.model import LinkKind
from lint.entries.entry import ROWS, Form
from lint.entries.nulls import fold
from lint.patterns import lazy
from lint.sites import identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lint.document.model import Document, Heading, Item, Link, Table
    from lint.entries.entry import Entry
    from lint.entries.labels import EntryLink


_WORD = lazy(r"\w+")

_PAPERS = """
    arxiv | arxiv link | arxiv paper | arxiv pdf | doi | full paper | open review | openreview
    | paper | paper link | paper pdf | pdf | preprint | 论文 | 論文 | 논문
"""
_CALLED_PAPER = frozenset(map(str.strip, _PAPERS.split("|")))
_EDGES = lazy(r"^[\W_]+|[\W_]+$")


_Result = TypeVar("_Result")


class HasEntries(Protocol):
    """What knows the entries of a document, such as the context of a rule."""

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries, in order."""
        ...

    def once(self, work: Callable[[Document, Any], _Result], document: Document) -> _Result:
        """What `work`, a pure function, says of `document`: done once, whoever asks."""
        ...


class Series(NamedTuple):
    """Entries that stand together: those of one table, or those of one list of items.

    `table` is set for the former, `items`, one for each entry, for the latter.
    """

    entries: tuple[Entry, ...]
    headings: tuple[Heading, ...]
    table: Table | None = None
    items: tuple[Item, ...] = ()

    @property
    def place(self) -> str:
        """What the entries stand in, in the words of a message."""
        return "list" if self.table is None else "table"


def series(document: Document, context: HasEntries) -> Sequence[Series]:
    """All series of a document: first the tables, then the lists, each in order."""
    return context.once(_series, document)


def _series(document: Document, context: HasEntries) -> Sequence[Series]:
    return tuple(series_of(document, context.entries))


def series_of(document: Document, entries: Iterable[Entry]) -> Iterator[Series]:
    """The series that `entries` of a document make up: first the tables, then the lists."""
    tables = {
        row.span.start: table for table in document.tables for row in (table.header, *table.rows)
    }
    items = {item.span.start: item for item in document.items}
    in_tables: dict[int, list[Entry]] = {}
    in_lists: dict[int, list[tuple[Entry, Item]]] = {}
    in_sections: dict[tuple[str, tuple[Heading, ...]], list[Entry]] = {}
    for entry in entries:
        if entry.listed:
            item = items[entry.span.start]
            in_lists.setdefault(item.group, []).append((entry, item))
        elif entry.form not in ROWS or entry.span.start not in tables:
            # A row may be one that GitHub shows as text.
            if entry.form is Form.HEADING:
                path = _path(document, entry.places["title"].end)[:-1]  # without the entry itself
            else:
                path = _path(document, entry.span.start)
            in_sections.setdefault((entry.form, path), []).append(entry)
        else:
            table = tables[entry.span.start]
            in_tables.setdefault(table.span.start, []).append(entry)
    for rows in in_tables.values():
        table = tables[rows[0].span.start]
        yield Series(tuple(rows), table.headings, table)
    for listed in in_lists.values():
        found = tuple(item for _, item in listed)
        yield Series(tuple(entry for entry, _ in listed), found[0].headings, items=found)
    for (_, path), within in in_sections.items():
        yield Series(tuple(within), path)


def _path(document: Document, position: int) -> tuple[Heading, ...]:
    """The headings that lead to a place, outermost first."""
    before = bisect_left(document.headings, position, key=lambda one: one.span.start)
    path: list[Heading] = []
    for heading in reversed(document.headings[:before]):
        if not path or heading.level < path[-1].level:
            path.append(heading)
            if heading.level == 1:
                break
    return tuple(reversed(path))


def title_link(entry: Entry) -> EntryLink | None:
    """The link of an entry's title; None if the title has none but badges."""
    place = entry.places.get("title")
    if place is None:
        return None
    for one in entry.links or ():
        if one.link.badge is None and place.contains(one.link.span):
            return one
    return None


def work(link: EntryLink) -> str | None:
    """The work that a link leads to, as `lint.sites.identity` has it."""
    url = link.link.web
    return None if url is None else identity(url)


def called_paper(link: EntryLink) -> bool:
    """Whether a link is labelled as the paper of its entry: `arXiv`, `PDF`, `论文`."""
    return (link.says or _EDGES.sub("", fold(link.link.text))) in _CALLED_PAPER


def main_link(entry: Entry) -> EntryLink | None:
    """The link that says what an entry is about: the title's, else the first one that is no badge.

    An entry with badges alone is about what the first of them leads to.
    """
    links = entry.links or ()
    plain = (link for link in links if link.link.badge is None)
    return title_link(entry) or next(plain, None) or next(iter(links), None)


def address(link: Link) -> str:
    """What two links have in common that lead to the same: the work, else the URL without scheme.

    A place within the work counts, such as a section or a moment in a video. "" for no web page.
    """
    url = link.web
    if url is None:
        return ""
    place = "" if url.fragment.lower() == "readme" else url.fragment
    known = identity(url)
    if known is None:
        page = url.request.partition("://")[2].removeprefix("www.").rstrip("/")
        return f"{page}#{place}" if place else page
    moment = parse_qs(url.query).get("t", [""])[0]
    return "#".join(filter(None, (known, moment, place)))


def name_key(title: str) -> str:
    """A title as it is compared with another: its letters and digits, in lower case."""
    return "".join(_WORD.findall(fold(title))).replace("_", "")


def row_key(document: Document, entry: Entry) -> tuple[object, ...]:
    """What two rows have in common that say the same: the words of all fields, all links."""
    words = tuple((name, fold(text)) for name, text in entry.fields.items())
    links = tuple(
        link.url if link.kind is LinkKind.IMAGE else address(link) or link.url
        for link in document.links_in(entry.span)
    )
    return words, links


def sort_text(title: str) -> str:
    """A title as it is sorted: in lower case, letters without their accents."""
    line = title.partition("\n")[0]
    if line.isascii():
        return line.lower().strip()
    text = unicodedata.normalize("NFKD", line).casefold()
    return "".join(char for char in text if not unicodedata.combining(char)).strip()

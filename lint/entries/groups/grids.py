"""Tables whose form says less than they hold: grids of cards, and tables without a header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.document.model import Cell, LinkKind, Row
from lint.entries.entry import Entry, Form
from lint.entries.fields.building import Draft, build
from lint.entries.fields.line import Hints
from lint.entries.fields.parts import read_parts
from lint.entries.headers import is_known
from lint.entries.text import view
from lint.source import Span

if TYPE_CHECKING:
    from lint.document.model import Document, Link, Table
    from lint.entries.facts import Facts

_HINTS = Hints(links_first=True)
# A grid has so many cards, and no more cells than this.
_FEWEST, _MOST_CELLS = 3, 5000
# What holds for so many of the cells holds for all.
_SHARE = 0.7
_SAMPLE = 50


def with_header(document: Document, table: Table, facts: Facts) -> Table:
    """`table`, with a header of empty cells where its first row is a row like the others."""
    cells = table.header.cells
    if not table.rows or any(is_known(cell.text) for cell in cells):
        return table
    if table.html and "<th" in document.source.slice(table.header.span).lower():
        return table
    sample = table.rows[:_SAMPLE]
    for at, cell in enumerate(cells):
        if not any(_leads_out(link, facts) for link in document.links_in(cell.span)):
            continue
        alike = sum(
            at < len(row.cells)
            and any(_leads_out(link, facts) for link in document.links_in(row.cells[at].span))
            for row in sample
        )
        if alike * 10 >= len(sample) * 6:
            start = table.header.span.start
            empty = tuple(Cell("", Span(start, start), colspan=cell.colspan) for cell in cells)
            header = Row(empty, Span(start, start))
            return table._replace(header=header, rows=(table.header, *table.rows))
    return table


def _leads_out(link: Link, facts: Facts) -> bool:
    return link.kind is not LinkKind.IMAGE and facts.is_web(link)


def read_grid(
    document: Document, table: Table, facts: Facts, known_links: frozenset[str]
) -> tuple[Entry, ...]:
    """The cards of a grid, an entry each; none if the cells of a row belong together.

    In a grid, each column has cells that open with a linked name. `known_links` are the URLs of
    entries outside of tables.
    """
    header = [cell for cell in table.header.cells if cell.text or cell.image]
    if sum(_is_linked(document, cell, facts) for cell in header) * 2 < len(header):
        return ()
    rows = (table.header, *table.rows)
    columns: dict[int, list[Cell]] = {}
    for row in rows:
        for at, cell in enumerate(row.cells):
            if cell.text or cell.image:
                columns.setdefault(at, []).append(cell)
    cells = sum(map(len, columns.values()))
    if len(columns) < 2 or not _FEWEST <= cells <= _MOST_CELLS:
        return ()
    first = [cell for column in columns.values() for cell in column[:_SAMPLE]]
    if any(
        _SHARE * len(column) > sum(_is_linked(document, cell, facts) for cell in column)
        for column in columns.values()
    ):
        return ()
    found = [entry for cell in first if (entry := _card(document, cell, table, facts)) is not None]
    if len(found) < max(_FEWEST, _SHARE * len(first)):
        return ()
    links = [entry.links[0].link for entry in found if entry.links]
    if len({entry.title.casefold() for entry in found}) < len(found) * _SHARE:
        return ()
    owners = sum(facts.is_owner(link.url) for link in links)
    again = sum(link.url in known_links for link in links)
    if max(owners, again) * 2 >= len(found):
        return ()
    every = (_card(document, cell, table, facts) for row in rows for cell in row.cells)
    return tuple(entry for entry in every if entry is not None)


def _is_linked(document: Document, cell: Cell, facts: Facts) -> bool:
    links = [link for link in document.links_in(cell.span) if _leads_out(link, facts)]
    return bool(links) and (not links[0].text or not facts.is_label(links[0]))


def _card(document: Document, cell: Cell, table: Table, facts: Facts) -> Entry | None:
    """The entry of one cell; None if it does not open with a linked name."""
    if not cell.text or not _is_linked(document, cell, facts):
        return None
    text = view(document, cell.span)
    parts = read_parts(text, facts, _HINTS)
    if parts.title is None and parts.badge_title is None:
        return None
    entry = build(document, Draft(text, parts, cell.span, Form.HTML, table.headings))
    return entry if any(map(str.isalnum, entry.title)) else None

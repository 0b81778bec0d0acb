"""Tables as entries: what each row says of one thing, field by field.

An entry has no field for which its table has no column, and the field "" where the cell is empty:
so a schema can tell what is missing from what nobody promised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.entries.candidates.records import records_of, unnamed_columns
from lint.entries.columns import Columns
from lint.entries.entry import Entry, Unread
from lint.entries.fields.rows import RowReader
from lint.entries.groups.grids import read_grid, with_header
from lint.entries.groups.row_kinds import RowKinds
from lint.entries.groups.samples import Reading, Sample
from lint.entries.groups.tables import decide

if TYPE_CHECKING:
    from lint.document.model import Document, Table
    from lint.entries.facts import Facts
    from lint.source import Span

__all__ = ["Reading", "TableEntries", "read_table"]

# A table that is wider is a matrix.
_MOST_COLUMNS = 100


class TableEntries(NamedTuple):
    """The entries of one table; `placeholders` are its rows that say nothing yet, and why."""

    columns: Columns
    entries: tuple[Entry, ...]
    placeholders: tuple[tuple[Span, str], ...]


def read_table(
    document: Document,
    table: Table,
    reading: Reading,
    facts: Facts,
    known_links: frozenset[str] = frozenset(),
) -> TableEntries | Unread | None:
    """The entries of `table`; None if it holds none, or why none was found in what looks like some.

    `known_links` are the URLs of entries outside of tables.
    """
    width = sum(cell.colspan for cell in table.header.cells)
    if reading.wanted is False or width > _MOST_COLUMNS:
        return None
    if reading.wanted is None:
        cards = () if facts.meta(table.headings) else read_grid(document, table, facts, known_links)
        if cards:
            return TableEntries(Columns(()), cards, ())
        table = with_header(document, table, facts)
    headers = [cell.text for cell in table.header.cells for _ in range(cell.colspan)]
    unnamed = unnamed_columns(table, len(headers))
    found = list(records_of(table, len(headers), unnamed))
    headers += [""] * unnamed
    # Headings within a table, and the rows of a template, say nothing of its columns.
    filled = [record for record in found if len(record.cells) > 1] or found
    decision = decide(Sample(document, facts, reading, headers, filled, known_links))
    meta = bool(facts.meta(table.headings))
    if decision.columns is None:
        linked = any(facts.is_web(link) for link in document.links_in(table.span))
        if decision.why and linked and not meta:
            line = document.source.position(table.span.start)[0]
            return Unread("tables", "table", table.span, line, decision.why)
        return None
    if meta and not reading.wanted:
        return None
    kinds = RowKinds(document, decision.columns, reading.marks, facts)
    described, placeholders = kinds.sort(found, [cell.text for cell in table.header.cells])
    reader = RowReader(document, table, decision.columns, reading.marks, facts)
    return TableEntries(decision.columns, tuple(reader.entries(described)), tuple(placeholders))

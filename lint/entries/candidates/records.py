"""Candidates of tables: the records that rows describe, and what stands in their cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lint.document.model import LinkKind
from lint.entries.fields.building import image_words
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lint.document.model import Cell, Document, Row, Table

# So many rows show that the header lacks a column.
_FEWEST = 2
# A comment in the Markdown of old that some lists put into a last cell.
_COMMENT = lazy(r"\[//\]:")


@dataclass(slots=True)
class Record:
    """One thing's cells by column, the first row's before those of the rows that belong to it."""

    cells: dict[int, list[Cell]]
    span: Span
    short: bool = False
    surplus: bool = False
    rows: int = 1


def text_of(document: Document, record: Record, column: int) -> str:
    """What the cells of one column of a record say, a line each."""
    cells = record.cells.get(column, ())
    return "\n".join(filter(None, (cell_text(document, cell) for cell in cells)))


def cell_text(document: Document, cell: Cell) -> str:
    """What a reader sees in a cell; of one with pictures alone, their words."""
    if cell.text or not cell.image:
        return cell.text
    images = [link for link in document.links_in(cell.span) if link.kind is LinkKind.IMAGE]
    return ", ".join(image_words(image) for image in images) or "image"


def unnamed_columns(table: Table, columns: int) -> int:
    """How many columns most rows have behind those of the header, which has none for them."""
    if table.html or len(table.rows) < _FEWEST:
        return 0
    widths = sorted(_width(row) for row in table.rows)
    return max(widths[(len(widths) - 1) // 2] - columns, 0)


def _width(row: Row) -> int:
    """The number of cells up to the last one that is filled."""
    filled = (at for at, cell in enumerate(row.cells, 1) if cell.text or cell.image)
    return max(filled, default=0)


def records_of(table: Table, columns: int, unnamed: int = 0) -> Iterator[Record]:
    """The records of a table of so many columns, and of some that the header does not name."""
    if table.html:
        yield from _html_records(table, columns)
        return
    for row in table.rows:
        cells = list(row.cells)
        if len(cells) > 1 and _COMMENT.match(cells[-1].text):
            cells.pop()
        surplus = any(cell.text or cell.image for cell in cells[columns:])
        yield Record(
            {index: [cell] for index, cell in enumerate(cells[: columns + unnamed])},
            row.span,
            short=len(cells) < columns,
            surplus=surplus,
        )


def _html_records(table: Table, columns: int) -> Iterator[Record]:
    """The records of an HTML table.

    A row below a cell that reaches down into it (rowspan) goes on with the record above if one of
    its cells takes several columns, as a summary below a title does. Otherwise it is a record of
    its own, and the cell from above is shared: a category beside its members. A row of its own
    with such a wide cell is no record: nobody knows what the cell says of each column.
    """
    record: Record | None = None
    reaching: dict[int, tuple[int, Cell]] = {}
    for row in table.rows:
        placed, below = _place_cells(row, reaching, columns)
        if record is not None and reaching and any(cell.colspan > 1 for cell in row.cells):
            for column, cell in placed.items():
                record.cells.setdefault(column, []).append(cell)
            record.span = Span(record.span.start, row.span.end)
            record.rows += 1
        else:
            if record is not None:
                yield record
            record = None
            if any(cell.colspan > 1 for cell in row.cells):
                reaching = below
                continue
            shared = {column: [cell] for column, (_, cell) in reaching.items()}
            record = Record(shared | {at: [cell] for at, cell in placed.items()}, row.span)
        reaching = below
    if record is not None:
        yield record


def _place_cells(
    row: Row, reaching: Mapping[int, tuple[int, Cell]], columns: int
) -> tuple[dict[int, Cell], dict[int, tuple[int, Cell]]]:
    """The cells of `row` by column, and those that reach into the rows below, with how many.

    HTML Standard, section 4.9.12.1: a cell takes the first columns that none from above covers.
    """
    placed = {}
    below = {at: (rows - 1, cell) for at, (rows, cell) in reaching.items() if rows > 1}
    column = 0
    for cell in row.cells:
        while column in reaching:
            column += 1
        if column >= columns:
            break
        placed[column] = cell
        if cell.rowspan > 1:
            below[column] = (cell.rowspan - 1, cell)
        column += cell.colspan
    return placed, below

"""Rows that GitHub shows as text: behind a blank line, or below a line of dashes that is too short.

Whoever wrote them meant a table, and they are read as its rows.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING, NamedTuple

from lint.document.model import Cell, Document, Heading, LinkKind, Paragraph, Row, Table
from lint.document.table import is_delimiter_row, split_row
from lint.entries.text import view
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANKS = " \t\r\n"
# What stands between a header and a row: blanks, and the line of dashes.
_BETWEEN = " \t\r\n|:-"
_FEWEST_CELLS = 2
_LONGEST_PARAGRAPH, _LONGEST_GAP = 500_000, 200


class _Loose(NamedTuple):
    """The rows of a paragraph; `header` says that the first is one."""

    rows: list[Row]
    header: bool


def with_loose_rows(document: Document) -> Document:
    """The document with rows that are written as paragraphs in its tables."""
    source = document.source.text
    found = {
        at: loose
        for at, paragraph in enumerate(document.paragraphs)
        if source.startswith("|", paragraph.span.start)
        and (loose := _rows_of(document, paragraph)) is not None
    }
    if not found or document.data:
        return document
    tables = list(document.tables)
    ends = {table.span.end: at for at, table in enumerate(tables) if not table.html}
    taken = set()
    before = sorted(ends)
    for at, loose in found.items():
        span = Span(loose.rows[0].span.start, loose.rows[-1].span.end)
        if loose.header:
            header, *rows = loose.rows
            tables.append(Table(header, tuple(rows), span, _path(document.headings, span.start)))
            index = len(tables) - 1
        else:
            index = _table_before(source, before, ends, span.start)
            if index < 0 or not _fits(tables[index], loose.rows):
                continue
            table = tables[index]
            whole = Span(table.span.start, span.end)
            tables[index] = table._replace(rows=(*table.rows, *loose.rows), span=whole)
        taken.add(at)
        ends[span.end] = index
        insort(before, span.end)
    if not taken:
        return document
    return document._replace(
        tables=tuple(sorted(tables, key=lambda one: one.span.start)),
        paragraphs=tuple(one for at, one in enumerate(document.paragraphs) if at not in taken),
    )


def _table_before(source: str, ends: Sequence[int], tables: dict[int, int], start: int) -> int:
    """The index of the table that ends right before a place; -1 for none."""
    at = bisect_right(ends, start) - 1
    if at < 0 or source[ends[at] : min(start, ends[at] + _LONGEST_GAP)].strip(_BETWEEN):
        return -1
    return tables[ends[at]] if start - ends[at] < _LONGEST_GAP else -1


def _fits(table: Table, rows: Sequence[Row]) -> bool:
    width = len(table.header.cells)
    return all(_FEWEST_CELLS <= len(row.cells) <= width for row in rows)


def _path(headings: Sequence[Heading], start: int) -> tuple[Heading, ...]:
    """The headings that lead to a place, outermost first."""
    path: tuple[Heading, ...] = ()
    for heading in headings:
        if heading.span.start > start:
            break
        path = (*(one for one in path if one.level < heading.level), heading)
    return path


def _rows_of(document: Document, paragraph: Paragraph) -> _Loose | None:
    """The rows that the lines of a paragraph are; None unless all of them are rows."""
    start, end = paragraph.span
    if end - start > _LONGEST_PARAGRAPH:
        return None
    rows: list[Row] = []
    header = False
    at = start
    for line in document.source.text[start:end].splitlines(keepends=True):
        bare = line.strip(_BLANKS)
        first = at + len(line) - len(line.lstrip(_BLANKS))
        at += len(line)
        if is_delimiter_row(bare):
            if len(rows) > 1:
                return None
            header = header or len(rows) == 1
            continue
        cells = _cells(document, bare, first) if bare[:1] == "|" else ()
        if len(cells) < _FEWEST_CELLS:
            return None
        rows.append(Row(cells, Span(first, first + len(bare))))
    return _Loose(rows, header) if len(rows) > header else None


def _cells(document: Document, line: str, start: int) -> tuple[Cell, ...]:
    """The cells of a row that is written in `line`, which begins at `start`."""
    cells = []
    for first, last in split_row(line):
        text = line[first:last].strip(_BLANKS)
        at = start + line.index(text, first) if text else start + first
        span = Span(at, at + len(text))
        image = any(link.kind is LinkKind.IMAGE for link in document.links_in(span))
        cells.append(Cell(view(document, span).text.strip(), span, image))
    return tuple(cells)

"""Tables as entries: what each row says of one thing, field by field.

An entry has no field for which its table has no column, and the field "" where the cell is empty:
so a schema can tell what is missing from what nobody promised.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lint.document.model import LinkKind
from lint.entries.columns import read_columns
from lint.entries.labels import EntryLink, entry_link
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lint.document.model import Cell, Document, Link, Row, Table
    from lint.entries.columns import Columns

_NULLS = """
    n/a | n.a | na | nan | none | null | nil | unknown | undefined | unreleased | unavailable
    | pending | not available | not released | not yet | no link | no code | under review
    | 无 | 暂无 | 未知 | 未公开 | 不明 | なし | 未公開 | 未定 | 없음 | 미정
    | tba | tbc | tbd | todo | to do | wip | fixme | placeholder | soon | coming soon | stay tuned
    | same | same as above | as above | see above | ditto | idem | ibid | 同上 | 同前
    | to be added | to be announced | to be determined | to be done | to be released
    | to be updated | work in progress | xx | xxx
    | 待定 | 待补充 | 待更新 | 待开源 | 待发布 | 待添加 | 即将发布 | 即将开源 | 敬请期待 | 準備中
"""
_NULL_MARKS = frozenset(map(str.strip, _NULLS.split("|")))
# No mark for nothing is longer; a cell may hold kilobytes.
_LONGEST_MARK = 40
_WORD = re.compile(r"\w")
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_AROUND_MARK = re.compile(r"^[\W_]+|[\W_]+$")
# A comment in the Markdown of old that some lists put into a last cell.
_COMMENT = re.compile(r"\[//\]:")
# A table that is wider is a matrix.
_MOST_COLUMNS = 100
_BLANKS = (" ", "\t")
_BOLD = re.compile(r"(?i)(?:\*\*|__|<(?:b|strong|h[1-6]|th)\b)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a table row, an HTML record or a list item says.

    `fields` are texts by the name of the field: `date`, `title`, `summary`, `venue`, and the other
    cells by their headers. `links` are the links in order, None where there are none and nothing
    asks for any. `places` says where each field stands or, if it is not written, where it would.
    `short` says that a table row has fewer cells than the header, `surplus` that it has more with
    content; `listed` is set for an item of a list.
    """

    section: str
    fields: Mapping[str, str]
    links: tuple[EntryLink, ...] | None
    span: Span
    places: Mapping[str, Span]
    short: bool = False
    surplus: bool = False
    listed: bool = False

    def as_json(self) -> dict[str, Any]:
        """The entry in the terms of schema/entry.schema.json."""
        instance: dict[str, Any] = {"section": self.section, **self.fields}
        if self.links is not None:
            instance["links"] = [link.as_json() for link in self.links]
        return instance


@dataclass(frozen=True, slots=True)
class Reading:
    """How the tables are to be read.

    `wanted` says whether the rows are entries; if it is None, the headers do. `mapping` names the
    field of a column by its header, `marks` are null marks, folded. `is_date` judges the cells of
    a column whose header may mean something else than a date.
    """

    wanted: bool | None
    mapping: Mapping[str, str]
    marks: frozenset[str]
    is_date: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class TableEntries:
    """The entries of one table; `placeholders` are its rows that say nothing yet, and why."""

    columns: Columns
    entries: tuple[Entry, ...]
    placeholders: tuple[tuple[Span, str], ...]


@dataclass(slots=True)
class _Record:
    """One thing's cells by column, the first row's before those of the rows that belong to it."""

    cells: dict[int, list[Cell]]
    span: Span
    short: bool = False
    surplus: bool = False


def fold(mark: str) -> str:
    """A null mark as it is compared with cells: NFKC, lower case, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", mark).casefold().split())


def is_null(text: str, marks: frozenset[str]) -> bool:
    """Whether a cell says on purpose that there is nothing: `-`, `⚠️`, `N/A`, `(TBD)`.

    So does text without a letter or digit. `marks` are further ones, folded. Empty text is none.
    """
    if not text or len(text) > _LONGEST_MARK:
        return False
    folded = fold(text)
    bare = _AROUND_MARK.sub("", folded)
    return not bare or bare in _NULL_MARKS or folded in marks or bool(_SHORTCODE.fullmatch(folded))


def read_table(document: Document, table: Table, reading: Reading) -> TableEntries | None:
    """The entries of `table`, or None if it holds none."""
    width = sum(cell.colspan for cell in table.header.cells)
    if reading.wanted is False or width > _MOST_COLUMNS:
        return None
    headers = [cell.text for cell in table.header.cells for _ in range(cell.colspan)]
    columns = read_columns(headers, reading.mapping)
    if not reading.wanted and not columns.describe_entries:
        return None
    records = list(_records(table, len(headers)))
    if columns.weak_date and columns.date is not None:
        dates = [_text(document, record, columns.date) for record in records]
        stated = [text for text in dates if text and not is_null(text, reading.marks)]
        if sum(map(reading.is_date, stated)) * 2 < len(stated):
            columns = read_columns(headers, reading.mapping, weak_dates=False)
            if not reading.wanted and not columns.describe_entries:
                return None
    header = [cell.text for cell in table.header.cells]
    reader = _Reader(document, table, columns, reading.marks)
    described = []
    placeholders = []
    for record in records:
        cells = [cell for column in record.cells.values() for cell in column]
        if reason := reader.placeholder(cells):
            # A lone `<a name>` is no row that waits to be filled, but a line that slipped in.
            if not any(document.source.slice(cell.span)[:1] == "<" for cell in cells):
                placeholders.append((record.span, reason))
        elif not reader.is_heading(record) and [cell.text for cell in cells] != header:
            described.append(record)
    return TableEntries(columns, tuple(reader.entries(described)), tuple(placeholders))


class _Reader:
    """Makes entries of the records of one table."""

    def __init__(
        self, document: Document, table: Table, columns: Columns, marks: frozenset[str]
    ) -> None:
        self.document = document
        self.columns = columns
        self.marks = marks
        self.section = table.headings[-1].text if table.headings else ""

    def placeholder(self, cells: Sequence[Cell]) -> str | None:
        """Why a row with these cells says nothing; None if it says something."""
        filled = [cell for cell in cells if cell.text or cell.image]
        if not filled:
            return "the row is empty"
        if all(not cell.image and is_null(cell.text, self.marks) for cell in filled):
            return f"the row holds nothing but {' '.join(filled[0].text.split())!r}"
        return None

    def is_heading(self, record: _Record) -> bool:
        """Whether a record is a heading within the table: one cell, bold, alone or over the width.

        A title alone is an unfinished entry unless it is bold and in the first column.
        """
        filled = [
            (column, cell)
            for column, cells in record.cells.items()
            for cell in cells
            if cell.text or cell.image
        ]
        if len(filled) != 1 or self.document.links_in(record.span):
            return False
        column, cell = filled[0]
        if cell.colspan >= len(self.columns.keys):
            return True
        bold = _BOLD.match(self.document.source.text, cell.span.start) is not None
        alone = len(record.cells) == 1 and self.columns.title != 0
        return column == 0 and (bold or alone)

    def entries(self, records: Sequence[_Record]) -> Iterator[Entry]:
        """The entries that `records` describe."""
        linked = [self.links(record) for record in records]
        summary = self.columns.summary
        pictured = summary is not None and self.are_pictures(records, summary)
        # Headers such as `Code` may stand over ticks: most rows must prove that they mean links.
        expected = bool(self.columns.links) and (
            not self.columns.weak_links or sum(map(bool, linked)) * 2 > len(linked)
        )
        for record, links in zip(records, linked, strict=True):
            fields, places = self.fields(record)
            if pictured and not fields["summary"]:
                del fields["summary"]
            asked = expected and not any(
                is_null(_text(self.document, record, index), self.marks)
                for index in self.columns.links
            )
            if self.columns.links:
                places["links"] = self.place(record, self.columns.links[0])
            yield Entry(
                self.section,
                fields,
                links if links or asked else None,
                record.span,
                places,
                record.short,
                record.surplus,
            )

    def are_pictures(self, records: Sequence[_Record], column: int) -> bool:
        """Whether most cells of a column show a picture and no text: not all things have one."""
        cells = [cell for record in records for cell in record.cells.get(column, ())]
        pictures = sum(cell.image and not cell.text for cell in cells)
        return pictures * 2 > sum(cell.image or bool(cell.text) for cell in cells)

    def links(self, record: _Record) -> tuple[EntryLink, ...]:
        """The links of a record; images are none."""
        labelled = [
            cell.span for index in self.columns.links for cell in record.cells.get(index, ())
        ]
        return tuple(
            entry_link(link, labelled=any(span.contains(link.span) for span in labelled))
            for link in self.document.links_in(record.span)
            if link.kind is not LinkKind.IMAGE
        )

    def fields(self, record: _Record) -> tuple[dict[str, str], dict[str, Span]]:
        """The texts of a record by field, and where they stand."""
        fields = {}
        places = {}
        for index, name in enumerate(self.columns.keys):
            if name:
                fields[name] = _text(self.document, record, index)
                places[name] = self.place(record, index)
        title = self.columns.title
        if title is None or not (self.columns.title_and_summary or self.columns.paper):
            return fields, places
        below = record.cells.get(title, [])[1:]
        if below:
            fields["title"] = _cell_text(self.document, record.cells[title][0])
            summary = "\n".join(_cell_text(self.document, cell) for cell in below)
            places["summary"] = self.visible(below[0].span)
        else:
            fields["title"], _, summary = fields["title"].partition("\n")
            places["summary"] = places["title"]
        if summary or self.columns.title_and_summary:
            fields["summary"] = summary.strip()
        return fields, places

    def place(self, record: _Record, column: int) -> Span:
        """Where a cell stands; one that is not written would stand at the end of the row."""
        cells = record.cells.get(column)
        end = record.span.end
        return self.visible(cells[0].span) if cells else Span(end - 1, end)

    def visible(self, span: Span) -> Span:
        """`span`, or for an empty cell the blanks in it, or else what closes it."""
        if span.start < span.end:
            return span
        text = self.document.source.text
        start, end = span.start, span.end
        while text[start - 1 : start] in _BLANKS:
            start -= 1
        while text[end : end + 1] in _BLANKS:
            end += 1
        return Span(start, max(end, start + 1))


def _text(document: Document, record: _Record, column: int) -> str:
    cells = record.cells.get(column, ())
    return "\n".join(filter(None, (_cell_text(document, cell) for cell in cells)))


def _cell_text(document: Document, cell: Cell) -> str:
    """What a reader sees in a cell; of one with pictures alone, their words."""
    if cell.text or not cell.image:
        return cell.text
    images = [link for link in document.links_in(cell.span) if link.kind is LinkKind.IMAGE]
    return ", ".join(image_words(image) for image in images) or "image"


def image_words(image: Link) -> str:
    """What a picture says: the words on a badge, else its alternative text, else its URL."""
    badge = image.badge
    shown = f"{badge.label} {badge.message}".strip() if badge is not None else ""
    return shown or image.text or image.url


def _records(table: Table, columns: int) -> Iterator[_Record]:
    """The records of a table of so many columns."""
    if table.html:
        yield from _html_records(table, columns)
        return
    for row in table.rows:
        cells = list(row.cells)
        if len(cells) > 1 and _COMMENT.match(cells[-1].text):
            cells.pop()
        surplus = any(cell.text or cell.image for cell in cells[columns:])
        yield _Record(
            {index: [cell] for index, cell in enumerate(cells[:columns])},
            row.span,
            short=len(cells) < columns,
            surplus=surplus,
        )


def _html_records(table: Table, columns: int) -> Iterator[_Record]:
    """The records of an HTML table.

    A row below a cell that reaches down into it (rowspan) goes on with the record above if one of
    its cells takes several columns, as a summary below a title does. Otherwise it is a record of
    its own, and the cell from above is shared: a category beside its members. A row of its own
    with such a wide cell is no record: nobody knows what the cell says of each column.
    """
    record: _Record | None = None
    reaching: dict[int, tuple[int, Cell]] = {}
    for row in table.rows:
        placed, below = _place_cells(row, reaching, columns)
        if record is not None and reaching and any(cell.colspan > 1 for cell in row.cells):
            for column, cell in placed.items():
                record.cells.setdefault(column, []).append(cell)
            record.span = Span(record.span.start, row.span.end)
        else:
            if record is not None:
                yield record
            record = None
            if any(cell.colspan > 1 for cell in row.cells):
                reaching = below
                continue
            shared = {column: [cell] for column, (_, cell) in reaching.items()}
            record = _Record(shared | {at: [cell] for at, cell in placed.items()}, row.span)
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

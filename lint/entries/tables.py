"""Tables as entries: what each row says of one thing, field by field.

An entry has no field for which its table has no column, and the field "" where the cell is empty:
so a schema can tell what is missing from what nobody promised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lint.dates import cells as dating
from lint.document.model import LinkKind
from lint.entries.cells import read_title
from lint.entries.column_facts import decide
from lint.entries.columns import Columns
from lint.entries.entry import Entry, Form, Unread
from lint.entries.grids import read_grid, with_header
from lint.entries.labels import EntryLink, entry_link
from lint.entries.nulls import is_null
from lint.entries.records import Record, cell_text, records_of, text_of
from lint.entries.words import is_label, key_in, simple
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lint.document.model import Cell, Document, Table
    from lint.entries.facts import Facts

# A table that is wider is a matrix.
_MOST_COLUMNS = 100
# A title that is the one above.
_SAME = frozenset(("↳", "〃", "″", "同上", "ditto", "same as above"))
_BLANKS = (" ", "\t")
_SEVERAL = 3
# A letter or two, twice: `aa`, `xxx`.
_LETTERS = re.compile(r"(\w)\1++\W*(?:'?\d\d)?")
# A name in the brackets of a template: `<title>`, `{title}`.
_IN_BRACKETS = re.compile(r"<[^<>]{1,40}>|\{[^{}]{1,40}\}|\[[^\[\]]{1,40}\]")
_BLANK_URL = re.compile(
    r"(?i)x{3}|\.{3}|…|<|\{|your[-_]|/(?:url|link|owner/repo|user(?:name)?/repo)\b"
)
_LONGEST_BLANK = 60
_WORDS = re.compile(r"\w+")
_BLANK_WORDS = frozenset(
    """a an the of to or and your my this here its in for with title name names paper papers project
    tool model method dataset book course link links url website page homepage code repo repository
    github arxiv pdf doi date year month day yyyy mm dd venue conference journal author authors
    first last description summary abstract short brief one line sentence text tag tags category
    license language example sample optional if any available placeholder template format
    标题 名称 论文 论文标题 链接 代码 日期 年份 会议 作者 简介 描述 项目 示例 模板 タイトル 名前 リンク 説明 日付
    제목 이름 링크 설명 날짜""".split()  # noqa: SIM905 - a list of words
)
_BOLD = re.compile(r"(?i)(?:\*\*|__|<(?:b|strong|h[1-6]|th)\b)")


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
    found = list(records_of(table, len(headers)))
    # Headings within a table, and the rows of a template, say nothing of its columns.
    judged = [record for record in found if len(record.cells) > 1] or found
    decision = decide(
        document,
        judged,
        headers,
        reading.mapping,
        reading.marks,
        reading.is_date,
        facts,
        wanted=reading.wanted,
        known_links=known_links,
    )
    if decision.columns is not None and not reading.wanted and facts.meta(table.headings):
        return None
    if decision.columns is None:
        linked = any(facts.is_web(link) for link in document.links_in(table.span))
        if decision.why and linked and not facts.meta(table.headings):
            line = document.source.position(table.span.start)[0]
            return Unread("tables", "table", table.span, line, decision.why)
        return None
    header = [cell.text for cell in table.header.cells]
    reader = _Reader(document, table, decision.columns, reading.marks, facts)
    described = []
    placeholders = []
    for record in found:
        cells = [cell for column in record.cells.values() for cell in column]
        if reason := reader.placeholder(cells):
            # A lone `<a name>` is no row that waits to be filled, but a line that slipped in.
            if not any(document.source.slice(cell.span)[:1] == "<" for cell in cells):
                placeholders.append((record.span, reason))
        elif reader.is_own(cells):
            continue
        elif not reader.is_heading(record) and [cell.text for cell in cells] != header:
            described.append(record)
    described = reader.without_template(described)
    described = reader.without_headings(described)
    return TableEntries(decision.columns, tuple(reader.entries(described)), tuple(placeholders))


class _Reader:
    """Makes entries of the records of one table."""

    def __init__(
        self,
        document: Document,
        table: Table,
        columns: Columns,
        marks: frozenset[str],
        facts: Facts,
    ) -> None:
        self.facts = facts
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

    def is_own(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is a lone link into the list itself, which slipped in: `Back to top`."""
        filled = [cell for cell in cells if cell.text or cell.image]
        links = self.document.links_in(filled[0].span) if len(filled) == 1 else ()
        return bool(links) and all(self.facts.is_own(link.url) for link in links)

    def without_template(self, records: list[Record]) -> list[Record]:
        """The records without first ones that only show how to write one: `| aa | arxiv | u |`."""
        first = 0
        while first < len(records) and self.is_template(records[first]):
            first += 1
        rest = records[first : first + _SEVERAL - 1]
        # A table of templates alone, or rows with links below one.
        alone = first == len(records)
        linked = bool(rest) and all(self.document.links_in(record.span) for record in rest)
        return records[first:] if alone or linked else records

    def without_headings(self, records: list[Record]) -> list[Record]:
        """The records without those that have a first cell alone, where titles are links."""
        title = self.columns.title
        if title != 0 or len(self.columns.keys) < _SEVERAL:
            return records
        lone = {id(record) for record in records if self.is_lone(record)}
        named = sum(
            any(self.document.links_in(cell.span) for cell in record.cells.get(0, ())[:1])
            for record in records
        )
        if not lone or named * 3 < (len(records) - len(lone)) * 2 or not named:
            return records
        return [record for record in records if id(record) not in lone]

    def is_lone(self, record: Record) -> bool:
        """Whether a record of full width has text in its first cell, and nothing else."""
        if record.short or self.document.links_in(record.span):
            return False
        return not any(
            cell.text or cell.image for at, cells in record.cells.items() if at for cell in cells
        )

    def is_template(self, record: Record) -> bool:
        """Whether a record leads nowhere, and its cells are labels, headers and letters."""
        links = self.document.links_in(record.span)
        if any(self.facts.is_web(link) and not _BLANK_URL.search(link.url) for link in links):
            return False
        cells = [cell.text for column in record.cells.values() for cell in column if cell.text]
        title = record.cells.get(self.columns.title or 0, ())[:1]
        if not cells or not all(self.is_blank(cell.text) for cell in title):
            return False
        return sum(map(self.is_blank, cells)) * 2 > len(cells)

    def is_blank(self, text: str) -> bool:
        """Whether a cell names what belongs into it: `aa`, `paper title`, `<name>`, `YYYY-MM`."""
        if is_label(text) or simple(text) in self.columns.keys or _LETTERS.fullmatch(text):
            return True
        if _IN_BRACKETS.fullmatch(text) or not any(map(str.isalnum, text)):
            return True
        words = _WORDS.findall(text[:_LONGEST_BLANK].casefold())
        blank = [word for word in words if word in _BLANK_WORDS or _LETTERS.fullmatch(word)]
        # `A` and `For` say nothing of a template.
        return (
            len(text) < _LONGEST_BLANK and len(blank) == len(words) > 0 and max(map(len, blank)) > 3
        )

    def is_heading(self, record: Record) -> bool:
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

    def entries(self, records: Sequence[Record]) -> Iterator[Entry]:
        """The entries that `records` describe."""
        linked = [self.links(record) for record in records]
        keys = self.facts.keys
        summary = self.columns.summary
        pictured = summary is not None and self.are_pictures(records, summary)
        # Headers such as `Code` may stand over ticks: most rows must prove that they mean links.
        expected = bool(self.columns.links) and (
            not self.columns.weak_links or sum(map(bool, linked)) * 2 > len(linked)
        )
        above = ""
        for record, links in zip(records, linked, strict=True):
            fields, places = self.fields(record)
            if above and fields.get("title", "").strip() in _SAME:
                fields["title"] = above
            above = fields.get("title", "")
            if keys and fields.get("summary"):
                self.drop_keyed(fields, keys)
            if pictured and not fields["summary"]:
                del fields["summary"]
            asked = expected and not any(
                is_null(text_of(self.document, record, index), self.marks)
                for index in self.columns.links
            )
            if self.columns.links:
                places["links"] = self.place(record, self.columns.links[0])
            for index in self.columns.optional:
                name = self.columns.keys[index]
                if not fields.get(name):
                    fields.pop(name, None)
            yield Entry(
                self.section,
                fields,
                links if links or asked else None,
                record.span,
                places,
                record.short,
                record.surplus,
                Form.RECORD if record.rows > 1 else Form.ROW,
                self.document.source.position(record.span.start)[0],
                self.document.source.position(max(record.span.end - 1, record.span.start))[0],
            )

    def drop_keyed(self, fields: dict[str, str], keys: frozenset[str]) -> None:
        """Take the lines that are properties out of a summary."""
        text = fields.get("summary", "")
        lines = [line for line in text.split("\n") if key_in(line) not in keys]
        kept = "\n".join(lines).strip()
        if kept != text:
            if kept or self.columns.title_and_summary:
                fields["summary"] = kept
            else:
                del fields["summary"]

    def are_pictures(self, records: Sequence[Record], column: int) -> bool:
        """Whether most cells of a column show a picture and no text: not all things have one."""
        cells = [cell for record in records for cell in record.cells.get(column, ())]
        pictures = sum(cell.image and not cell.text for cell in cells)
        return pictures * 2 > sum(cell.image or bool(cell.text) for cell in cells)

    def links(self, record: Record) -> tuple[EntryLink, ...]:
        """The links of a record; images are none."""
        labelled = [
            cell.span for index in self.columns.links for cell in record.cells.get(index, ())
        ]
        return tuple(
            entry_link(link, labelled=any(span.contains(link.span) for span in labelled))
            for link in self.document.links_in(record.span)
            if link.kind is not LinkKind.IMAGE
        )

    def fields(self, record: Record) -> tuple[dict[str, str], dict[str, Span]]:
        """The texts of a record by field, and where they stand."""
        fields = {}
        places = {}
        for index, name in enumerate(self.columns.keys):
            if name:
                fields[name] = text_of(self.document, record, index)
                places[name] = self.place(record, index)
        title = self.columns.title
        if title is None:
            return fields, places
        below = record.cells.get(title, [])[1:]
        if below:
            summary = "\n".join(cell_text(self.document, cell) for cell in below)
            fields["title"] = cell_text(self.document, record.cells[title][0])
            if self.columns.summary is None:
                fields["summary"] = summary.strip()
                places["summary"] = self.visible(below[0].span)
        for cell in record.cells.get(title, [])[:1]:
            self.title(cell, fields, places)
        venue = fields.get("venue", "")
        if "date" not in fields and len(venue) <= _LONGEST_BLANK and any(map(str.isdigit, venue)):
            date = dating.read(venue)
            if date is not None and date.venue:
                # A venue with its year is the date, too.
                fields["date"], places["date"] = venue, places["venue"]
        if self.columns.title_and_summary:
            fields.setdefault("summary", "")
            places.setdefault("summary", places["title"])
        return fields, places

    def title(self, cell: Cell, fields: dict[str, str], places: dict[str, Span]) -> None:
        """Take the title out of its cell, and what else the cell says of the thing."""
        summarised = self.columns.summary is not None
        found = read_title(self.document, cell, self.facts, summarised=summarised)
        if found is None:
            return
        fields["title"], _ = found["title"]
        for name, (text, span) in found.items():
            if name == "title" or name in fields or not text:
                continue
            fields[name] = text
            places[name] = span

    def place(self, record: Record, column: int) -> Span:
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

"""The entries of the records of a table, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.dates import cells as dating
from lint.document.model import Cell, Document, LinkKind, Table
from lint.entries.candidates.records import Record, cell_text, text_of
from lint.entries.entry import Entry, Form
from lint.entries.fields.cells import read_title
from lint.entries.fields.citations import cited_title
from lint.entries.fields.marks import is_symbol, skip_marks
from lint.entries.fields.references import dated
from lint.entries.headers import is_activity
from lint.entries.labels import EntryLink, entry_link
from lint.entries.nulls import is_null
from lint.entries.shared_keys import sharing
from lint.entries.words import key_in
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.entries.columns import Columns
    from lint.entries.facts import Facts

# A title that is the one above.
_SAME = frozenset(("↳", "〃", "″", "同上", "ditto", "same as above"))
_BLANKS = (" ", "\t")
_LONGEST_VENUE = 60
# With fewer rows, what they might share would take longer to make than it saves.
_MANY = 100


def _without_marks(text: str) -> str:
    """A summary without the emoji in front of its words: `⚠️ Seems to be offline`."""
    start = skip_marks(text, 0, len(text)) if text[0] == ":" or is_symbol(text[0]) else 0
    return text[start:] if start < len(text) else text


class RowReader:
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
            if fields.get("summary"):
                fields["summary"] = _without_marks(fields["summary"])
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
            if len(records) >= _MANY:
                fields, places = sharing(fields), sharing(places)
            line = self.document.source.line_of(record.span.start)
            end_line = self.document.source.line_of(max(record.span.end - 1, record.span.start))
            yield Entry(
                self.section,
                fields,
                links if links or asked else None,
                record.span,
                places,
                record.short,
                record.surplus,
                Form.RECORD if record.rows > 1 else Form.ROW,
                line,
                line if end_line == line else end_line,
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
        if not fields.get("title"):
            self.cited(record, fields, places)
        if "date" not in fields:
            self.date(record, fields, places)
        if self.columns.title_and_summary:
            fields.setdefault("summary", "")
            places.setdefault("summary", places["title"])
        return fields, places

    def cited(self, record: Record, fields: dict[str, str], places: dict[str, Span]) -> None:
        """Take the title of a linked work where the work has no name of its own yet."""
        for index in self.columns.links:
            for cell in record.cells.get(index, ()):
                words = cited_title(cell.text)
                if words:
                    fields["title"], places["title"] = words, self.visible(cell.span)
                    return

    def date(self, record: Record, fields: dict[str, str], places: dict[str, Span]) -> None:
        """Take a date where no column is of dates: the text of a link, a venue with its year."""
        for index in sorted(record.cells):
            labelled = index in self.columns.links
            if index in {self.columns.title, self.columns.summary}:
                continue
            if is_activity(self.columns.keys[index]):
                continue
            for cell in record.cells[index]:
                if len(cell.text) > _LONGEST_VENUE or not any(map(str.isdigit, cell.text)):
                    continue
                linked = labelled or bool(self.document.links_in(cell.span))
                if linked and dated(cell.text):
                    fields["date"], places["date"] = cell.text, self.visible(cell.span)
                    return
        venue = fields.get("venue", "")
        if len(venue) <= _LONGEST_VENUE and any(map(str.isdigit, venue)):
            date = dating.read(venue)
            if date is not None and date.venue:
                fields["date"], places["date"] = venue, places["venue"]

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

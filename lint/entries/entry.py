"""An entry of a list: one thing that it recommends or records, in whatever form it is written."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.dates.readings import StatedDate
    from lint.entries.labels import EntryLink
    from lint.source import Span


class Form(StrEnum):
    """How an entry is written. The words are part of the JSON contract."""

    ROW = "row"
    """A row of a table."""
    RECORD = "record"
    """Several rows of an HTML table."""
    ITEM = "item"
    """A list item that opens with a link."""
    TITLE_FIRST = "title-first-item"
    """A list item that opens with its title, the links behind it."""
    DATE_FIRST = "date-first-item"
    """A list item that opens with its date."""
    NUMBER_FIRST = "number-first-item"
    """An item of a numbered list that opens with its title."""
    NESTED = "nested"
    """A list item whose links or properties are items within it."""
    PARAGRAPH = "paragraph"
    LINE = "line"
    """A line of a paragraph."""
    HEADING = "heading"
    """A heading with what follows it."""
    DETAILS = "details"
    HTML = "html"
    """Another element of HTML."""


ITEMS = frozenset({Form.ITEM, Form.TITLE_FIRST, Form.DATE_FIRST, Form.NUMBER_FIRST, Form.NESTED})
ROWS = frozenset({Form.ROW, Form.RECORD})


class Entry(NamedTuple):
    """What a list says of one thing.

    `fields` are texts by the name of the field: `date`, `title`, `summary`, `venue`, `authors`, and
    the other cells of a row by their headers. `date` is the first of them as a value, None where
    nothing is written, or the entry was read without the rest of its list. `links` are the links in
    order, None where there are none and nothing asks for any. `places` says where each field stands
    or, if it is not written, where it would. `short` says that a table row has fewer cells than the
    header, `surplus` that it has more with content. `line` and `end_line` count from 1. `group`
    numbers the list that an item is in.
    """

    section: str
    fields: Mapping[str, str]
    links: tuple[EntryLink, ...] | None
    span: Span
    places: Mapping[str, Span]
    short: bool = False
    surplus: bool = False
    form: Form = Form.ROW
    line: int = 0
    end_line: int = 0
    tags: tuple[str, ...] = ()
    date: StatedDate | None = None

    @property
    def known_date(self) -> StatedDate | None:
        """The date, None where not even its year, month or day is known."""
        return self.date if self.date is not None and self.date.precision else None

    @property
    def listed(self) -> bool:
        """Whether the entry is an item of a list."""
        return self.form in ITEMS

    @property
    def title(self) -> str:
        """The name of the thing, "" where it has none."""
        return self.fields.get("title", "")

    def as_json(self) -> dict[str, Any]:
        """The entry in the terms of schema/entry.schema.json."""
        instance: dict[str, Any] = {"section": self.section, **self.fields}
        if self.tags:
            instance["tags"] = list(self.tags)
        if self.links is not None:
            instance["links"] = [link.as_json() for link in self.links]
        return instance

    def as_row(self) -> dict[str, Any]:
        """The entry with its form and its lines, as `awesome-lint rows` prints it."""
        place = {"line": self.line, "end_line": self.end_line, "form": self.form.value}
        return {**place, **self.as_json()}


class Unread(NamedTuple):
    """What looks like an entry and was not read as one, and why."""

    kind: str
    """`items`, `rows`, `tables`, `paragraphs` or `headings`."""
    form: str
    span: Span
    line: int
    why: str

"""Data files as lists: the rows of a CSV file, or the mappings of a YAML file, as one table.

A list is often generated from data. Read as a table, an entry of the data is what a row of a list
is: its columns are the names of its values, and every finding stands at a value of the file.
"""

from __future__ import annotations

import os
import re
from array import array
from typing import TYPE_CHECKING, NamedTuple

from lint.document.model import Cell, Document, Link, LinkKind, Row, Runs, Style, Table
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lint.source import Source

DELIMITERS = {".csv": ",", ".tsv": "\t"}
YAML = frozenset({".yaml", ".yml"})
SUFFIXES = frozenset({*DELIMITERS, *YAML})
"""The ends of the names, in lower case, of the files that can be read."""
MOST_COLUMNS = 100
"""No table has more columns than this; what an entry has besides is left out."""

_URL = lazy(r"https?://[^\s<>\"]++", re.IGNORECASE)


class DataError(Exception):
    """A file whose entries cannot be read; `offset` is where in its text the reason stands."""

    def __init__(self, reason: str, offset: int = 0) -> None:
        super().__init__(reason)
        self.offset = offset


class Value(NamedTuple):
    """A text and where it is written, with the quotes around it."""

    text: str
    span: Span


class Record(NamedTuple):
    """One entry: its values by the name of the column, and where all of it stands."""

    span: Span
    values: Mapping[str, Sequence[Value]]


class Data(NamedTuple):
    """The entries of a file in order, where the names of its columns stand, and its comments."""

    records: Sequence[Record]
    header: Mapping[str, Span]
    comments: Sequence[Span] = ()


def is_data(path: str) -> bool:
    """Whether the file at `path` is of a kind that can be read."""
    return os.path.splitext(path)[1].lower() in SUFFIXES  # noqa: PTH122 - not a Path for each file


def parse_data(source: Source, items: str | None) -> Document:
    """The document that the data in `source` makes; `items` leads to the entries of a YAML file.

    Raises DataError for a file that cannot be read so.
    """
    suffix = os.path.splitext(source.file)[1].lower()  # noqa: PTH122 - as above
    if suffix in YAML:
        from lint.document.data_yaml import read_yaml

        return _document(source, read_yaml(source.text, items))
    from lint.document.data_csv import read_csv

    return _document(source, read_csv(source.text, DELIMITERS.get(suffix, ",")))


def _document(source: Source, data: Data) -> Document:
    names = list(data.header)[:MOST_COLUMNS]
    values = sorted(
        {
            value.span: value
            for record in data.records
            for name in names
            for value in record.values.get(name, ())
        }.values(),
        key=lambda one: one.span,
    )
    links = tuple(link for value in values for link in _links(source, value))
    start = data.records[0].span.start if data.records else 0
    header = Row(
        tuple(Cell(name, data.header[name]) for name in names),
        Span(min([start, *(data.header[name].start for name in names)]), start),
    )
    rows = tuple(_row(record, names) for record in data.records)
    end = max((row.span.end for row in rows), default=start)
    table = Table(header, rows, Span(header.span.start, max(end, start)), ())
    return Document(
        source,
        tables=(table,) if rows else (),
        links=links,
        comments=tuple(data.comments),
        runs=_runs(source, values),
        data=True,
        link_starts=tuple(link.span.start for link in links),
    )


def _row(record: Record, names: Sequence[str]) -> Row:
    start = record.span.start
    here = Span(start, min(start + 1, record.span.end))
    cells = []
    for name in names:
        values = record.values.get(name, ())
        text = "\n".join(" ".join(value.text.split()) for value in values if value.text)
        span = Span(values[0].span.start, values[-1].span.end) if values else here
        cells.append(Cell(text, span))
    return Row(tuple(cells), record.span)


def _runs(source: Source, values: Sequence[Value]) -> Runs:
    """The texts of `values`, which are in order, a line each."""
    starts, ends, styles = array("q"), array("q"), array("q")
    texts: dict[int, str] = {}
    for value in values:
        if starts:
            starts.append(ends[-1])
            ends.append(ends[-1])
            styles.append(int(Style.BREAK))
        if source.slice(value.span) != value.text:
            texts[len(starts)] = value.text
        starts.append(value.span.start)
        ends.append(value.span.end)
        styles.append(0)
    return Runs(starts, ends, styles, texts)


def _links(source: Source, value: Value) -> Iterator[Link]:
    """The link that a value is, if it is one: a URL and nothing else."""
    url = value.text.strip()
    if _URL.fullmatch(url) is None:
        return
    at = source.text.find(url, value.span.start, value.span.end)
    place = value.span if at < 0 else Span(at, at + len(url))
    yield Link(url, url, place, place, LinkKind.AUTOLINK)

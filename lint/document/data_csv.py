"""The rows of a CSV file (RFC 4180), each with its exact span."""

from __future__ import annotations

import csv
import re
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from lint.document.data import Data, DataError, Record, Value
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FIELDS = {
    ",": re.compile(r'"(?:[^"]|"")*+"|[^,\r\n]*+'),
    "\t": re.compile(r'"(?:[^"]|"")*+"|[^\t\r\n]*+'),
}
_LINE_END = re.compile(r"\r\n|[\r\n]")


def read_csv(text: str, delimiter: str) -> Data:
    """The rows of `text` below its first one, which names the columns.

    Raises DataError for what is no CSV, and for a header with a name twice.
    """
    rows = list(_rows(text, delimiter))
    if not rows:
        raise DataError("there is no header")
    _, header = rows[0]
    names: dict[str, Span] = {}
    for number, value in enumerate(header, 1):
        name = value.text.strip() or f"column {number}"
        if name in names:
            raise DataError(f"two columns are called {name!r}", value.span.start)
        names[name] = value.span
    records = []
    for span, values in rows[1:]:
        if len(values) > len(header):
            more = f"the row has {len(values)} values, the header {len(header)}"
            raise DataError(more, span.start)
        if any(value.text.strip() for value in values):
            named = zip(names, values, strict=False)
            records.append(Record(span, {name: (value,) for name, value in named}))
    return Data(records, names)


def _rows(text: str, delimiter: str) -> Iterator[tuple[Span, Sequence[Value]]]:
    """The rows of `text` that are not blank, with their values where they stand."""
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    if starts[-1] != len(text):
        starts.append(len(text))
    lines = [text[first:last] for first, last in pairwise(starts)]
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    field = _FIELDS[delimiter]
    done = 0
    reads = iter(partial(next, reader, None), None)
    try:
        for row in reads:
            first, done = done, reader.line_num
            if row:
                values = list(_values(text, starts[first], row, field))
                yield Span(starts[first], values[-1].span.end), values
    except csv.Error as error:
        at = starts[min(done, len(starts) - 1)]
        raise DataError(f"no CSV: {error}", at) from None


def _values(text: str, start: int, row: Sequence[str], field: re.Pattern[str]) -> Iterator[Value]:
    """The values of a row that begins at `start`, each where it stands."""
    for value in row:
        match = field.match(text, start)
        end = match.end() if match is not None else start
        yield Value(value, Span(start, end))
        start = end + 1

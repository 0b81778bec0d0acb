"""What `init` proposes for what looks like entries and was not read: `[[tables]]` that read it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lint.engine.unread import KINDS
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lint.document.model import Document, Table
    from lint.validation.violations import Judged

_TABLES = """\

# Tables that look like entries and were not read, and what would read them: take off the "# ".
"""
_MOST_TABLES = 5
_MOST_COLUMNS = 3
# A map is worth proposing where so many of the rows have a title then.
_SHARE = 0.8


def proposals(
    document: Document,
    judged: Judged,
    block: Callable[[Sequence[str], str], str],
    read: Callable[[str], Judged],
) -> str:
    """The comments that a configuration has on what was not read; "" where all was.

    `block` makes the lines of `[[tables]]` for headers and the one of them that is the title,
    `read` the entries of the list where such lines hold. What is proposed was tried.
    """
    unread = {one.span.start for one in judged.unread if one.kind == "tables"}
    tables = [one for one in document.tables if one.span.start in unread]
    found = [
        "".join(f"# {line}\n" for line in (*_said(document, table, rows), *text.splitlines()))
        for table in _unlike(tables)
        for text, rows in islice(_tried(document, table, block, read), 1)
    ]
    return (_TABLES + "#\n".join(found)) * bool(found) + _others(judged)


def _said(document: Document, table: Table, rows: int) -> Iterator[str]:
    line = document.source.position(table.header.span.start)[0]
    yield f"Line {line}: with this, {rows} of {plural(len(table.rows), 'row')} are read."


def _unlike(tables: Sequence[Table]) -> Iterator[Table]:
    """The first tables of those with the same headers, no more than a few."""
    first: dict[tuple[str, ...], Table] = {}
    for table in tables:
        headers = tuple(cell.text for cell in table.header.cells)
        if all(text.strip() for text in headers):
            first.setdefault(headers, table)
    yield from islice(first.values(), _MOST_TABLES)


def _tried(
    document: Document,
    table: Table,
    block: Callable[[Sequence[str], str], str],
    read: Callable[[str], Judged],
) -> Iterator[tuple[str, int]]:
    """The lines that read `table`, the likeliest first, and how many of its rows have a title."""
    headers = [cell.text for cell in table.header.cells]
    for at in _titles(document, table):
        text = block(headers, headers[at])
        entries = [one for one in read(text).entries if table.span.contains(one.span)]
        named = sum(bool(one.title) for one in entries)
        if named and named >= _SHARE * len(table.rows):
            yield text, named


def _titles(document: Document, table: Table) -> list[int]:
    """The columns that may hold titles, the likeliest first: words, no two alike, with links."""
    likely: list[tuple[tuple[float, int, int], int]] = []
    for at in range(len(table.header.cells)):
        cells = [row.cells[at] for row in table.rows if at < len(row.cells)]
        words = [cell.text for cell in cells if any(map(str.isalpha, cell.text))]
        if len(words) < _SHARE * len(table.rows):
            continue
        linked = sum(bool(document.links_in(cell.span)) for cell in cells)
        unique = len({word.casefold() for word in words}) / len(words)
        likely.append(((-round(unique, 1), -linked, at), at))
    return [at for _, at in sorted(likely)][:_MOST_COLUMNS]


def _others(judged: Judged) -> str:
    """A line on what no key reads: anything but tables."""
    counts = {kind: 0 for kind in KINDS if kind != "tables"}
    for one in judged.unread:
        if one.kind in counts:
            counts[one.kind] += 1
    if not any(counts.values()):
        return ""
    what = ", ".join(plural(count, KINDS[kind]) for kind, count in counts.items() if count)
    return (
        f"\n# Not read as entries either, which no key changes: {what}.\n"
        "# `awesome-lint rows --unread` says where, and why.\n"
    )

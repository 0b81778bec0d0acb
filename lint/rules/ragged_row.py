r"""Table row with too many cells, or with a cell left out in the middle.

## What it does

Checks for rows with more cells than the header row. The cause is often a `|` within a cell, which
must be written as `\|`.

Cells that are left out at the end of a row are fine. A cell that is left out earlier shifts the
cells after it into the wrong columns. This is reported if the rest of the table proves it, for
example by a link in the date column.

## Why it matters

GitHub drops the cells beyond the header, so readers never see them. Shifted cells are read under
the wrong heading.

## Bad

```md bad
| Model | Licence |
|-------|---------|
| BERT  | Apache-2.0 | released in 2018 |
```

## Good

```md good
| Model | Licence    | Year |
|-------|------------|------|
| BERT  | Apache-2.0 | 2018 |
| GPT-2 | MIT        |
| T5    | Apache-2.0 | 2019 | |
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.document.model import Cell, Document, Row, Table

# What stands in a cell and is nothing to lose: blanks, comments in HTML and in the Markdown of old
# (`[//]: #06/18`), and the marks for "none".
_NOTHING = lazy(
    r"(?is)(?>\s|&nbsp;|<br\s*/?>|<!--.*?-->|\[[^\]]*\]:\s*(?:#|<>).*|n/a|none|tbd|todo|null"
    r"|[-/\\_.*\u2013\u2014\u00d7\u2717\u274c\u26a0\ufe0f])*+"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = lazy(
    rf"(?i)\W*(?:(?:19|20)\d\d(?:[-./]\d{{1,2}}){{0,2}}|\d{{1,2}}[-./]\d{{1,2}}(?:[-./]\d{{2,4}})?"
    rf"|{_MONTH}\W{{0,2}}(?:\d{{1,2}}\W{{1,2}})?(?:\d{{2}}|\d{{4}}))\W*"
)
_WORD = lazy(r"\w")
# A column is of one kind where nine in ten of its filled cells are, and there are some of them.
_SHARE = 0.9
_FEWEST = 5
_MAX_COLUMNS = 50


# What cells in the wrong columns are said not to be, and the row to lack.
_CONSEQUENCES = (
    "date-contradiction",
    "invalid-date",
    "missing-date",
    "missing-link",
    "missing-summary",
    "missing-title",
)


@rule("ragged-row", Severity.WARNING, since="0.1.0", outranks=_CONSEQUENCES)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, at most one for a row."""
    for table in document.tables:
        # A browser shows every cell of an HTML table, and spans make rows short.
        if table.html:
            continue
        columns = len(table.header.cells)
        kinds: list[str] | None = None
        for row in table.rows:
            if len(row.cells) > columns:
                if columns <= _MAX_COLUMNS:
                    kinds = kinds or _columns(document, table)
                yield from _dropped(document, row, columns, kinds or ())
            elif 1 < len(row.cells) < columns <= _MAX_COLUMNS:
                kinds = kinds or _columns(document, table)
                yield from _moved(document, table.header, row, kinds)


def _dropped(document: Document, row: Row, columns: int, kinds: Sequence[str]) -> Iterator[Finding]:
    lost = _lost(row, columns)
    if not lost:
        return
    span = Span(lost[0].span.start, lost[-1].span.end)
    text = clip(" | ".join(cell.text for cell in lost))
    counts = f"the row has {len(row.cells)} cells, the header {columns}"
    # Where a table is too short to tell, what its cells are said to lack is of the same slip.
    pushed = _is_pushed(document, row, kinds) if any(kinds) else bool(kinds)
    covers = row.span if pushed else None
    yield Finding(span, f"GitHub drops “{text}”: {counts}", covers=covers)


def _lost(row: Row, columns: int) -> list[Cell]:
    """The cells beyond the header's columns that have content."""
    return [cell for cell in row.cells[columns:] if not _NOTHING.fullmatch(cell.text)]


def _is_pushed(document: Document, row: Row, kinds: Sequence[str]) -> bool:
    """Whether cells of a long row stand in wrong columns, and would all be right further back."""
    if not 0 < len(kinds) < len(row.cells) <= _MAX_COLUMNS:
        return False
    # What GitHub drops is of no kind that is known.
    cells, by = (
        [_kind(document, cell) for cell in row.cells[: len(kinds)]],
        len(row.cells) - len(kinds),
    )
    back = [*cells[by:], *[""] * by]
    wrong = next((i for i, kind in enumerate(kinds) if not _fits(cells[i], kind)), None)
    if wrong is None or back[wrong] != kinds[wrong]:
        return False
    return any(all(map(_fits, back[first:], kinds[first:])) for first in range(wrong + 1))


def _moved(document: Document, header: Row, row: Row, kinds: Sequence[str]) -> Iterator[Finding]:
    """Whether cells of a short row stand in wrong columns, and would all be right further on."""
    cells = [_kind(document, cell) for cell in row.cells]
    wrong = next((i for i, kind in enumerate(cells) if not _fits(kind, kinds[i])), None)
    if wrong is None or not any(
        _moves(cells, kinds, first, by)
        for first in range(wrong + 1)
        for by in range(1, len(kinds) - len(cells) + 1)
    ):
        return
    cell, heading = row.cells[wrong], header.cells[wrong]
    yield Finding(
        cell.span,
        f"a cell is missing before this one: “{clip(cell.text)}” is in the column"
        f" “{clip(heading.text)}”, because the row has {len(cells)} cells and the header"
        f" {len(kinds)}",
        covers=row.span,
    )


def _moves(cells: Sequence[str], kinds: Sequence[str], first: int, by: int) -> bool:
    """Whether all cells from `first` on are of the very kind of the column `by` further on."""
    return all(_fits(cells[i], kinds[i]) for i in range(first)) and all(
        cells[i] in {"", kinds[i + by]} for i in range(first, len(cells))
    )


def _fits(cell: str, column: str) -> bool:
    return not cell or column in {"", cell}


def _columns(document: Document, table: Table) -> list[str]:
    """The kind of each column, "" for one that is of no kind."""
    columns = len(table.header.cells)
    rows = (row for row in table.rows if len(row.cells) >= columns)
    full = [row for row in rows if not _lost(row, columns)]
    found = []
    for index in range(columns):
        kinds = [kind for row in full if (kind := _kind(document, row.cells[index]))]
        most = max(set(kinds), key=lambda kind: (kinds.count(kind), kind), default="")
        strong = len(kinds) >= _FEWEST and kinds.count(most) >= _SHARE * len(kinds)
        found.append(most if strong else "")
    return found


def _kind(document: Document, cell: Cell) -> str:
    """`date`, `links` for nothing but links, `text` for words, "" for an empty cell."""
    if _NOTHING.fullmatch(cell.text) and not cell.image:
        return ""
    if _DATE.fullmatch(cell.text):
        return "date"
    rest = cell.text
    links = [link for link in document.links_in(cell.span) if link.kind is not LinkKind.IMAGE]
    for link in links:
        rest = rest.replace(link.text, "", 1)
    return "text" if not links or _WORD.search(rest) else "links"

"""Table that renders as text because its delimiter row does not match its header.

## What it does

Checks for tables whose delimiter row (`|---|---|`) has a different number of cells than the header
row above it, or no header row at all.

## Why it matters

GitHub renders such a table as a single paragraph with all its rows.

## Bad

```md bad
| Title | Date | Link |
|-------|------|
| LoRA  | 2021 | [arXiv](https://arxiv.org/abs/2106.09685) |
```

## Good

```md good
| Title | Date | Link |
|-------|------|------|
| LoRA  | 2021 | [arXiv](https://arxiv.org/abs/2106.09685) |
```
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.table import is_delimiter_row, split_row
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.source import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from lint.document.model import Document

# A line of nothing but what a delimiter row is made of, with a pipe in it; behind quote markers.
_CANDIDATE = lazy(r"(?m)^[ \t>]*+[|:\-][ \t|:\-]*+\r?$")
_PREFIX = lazy(r"[ \t>]*")


@rule("broken-table", Severity.ERROR, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, at most one for a paragraph."""
    text = document.source.text
    paragraphs: list[Span] = []
    last: Span | None = None
    for candidate in _CANDIDATE.finditer(text):
        delimiters = candidate[0].strip(" \t>\r")
        if "|" not in delimiters or not is_delimiter_row(delimiters):
            continue
        paragraphs = paragraphs or sorted(one.span for one in document.paragraphs)
        index = bisect_right(paragraphs, Span(candidate.end(), candidate.end())) - 1
        if index < 0 or paragraphs[index] == last or paragraphs[index].end < candidate.end() - 1:
            continue
        finding = _check(document, paragraphs[index], candidate, delimiters)
        if finding is not None:
            last = paragraphs[index]
            yield finding


def _check(
    document: Document, paragraph: Span, candidate: re.Match[str], delimiters: str
) -> Finding | None:
    """What keeps a delimiter row within a paragraph from making a table, if that is certain."""
    source = document.source
    columns = len(split_row(delimiters))
    end = candidate.end() - candidate[0].endswith("\r")
    line, _ = source.position(end)
    header_line = line - 1
    if header_line < 1 or source.line_start(line) <= paragraph.start:
        if columns < 2:
            return None
        start = candidate.start() + len(candidate[0]) - len(candidate[0].lstrip(" \t>"))
        return Finding(Span(start, end), "the delimiter row has no header row above it")
    start = max(source.line_start(header_line), paragraph.start)
    header = source.text[start : source.line_start(line)].rstrip("\r\n")
    blanks = _PREFIX.match(header)
    start += blanks.end() if blanks else 0
    cells = len(split_row(header.strip(" \t>")))
    if cells == columns or (columns < 2 and "|" not in header):
        return None
    return Finding(
        Span(start, end),
        f"GitHub shows this table as text: its header has {_cells(cells)},"
        f" its delimiter row {columns}",
    )


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"

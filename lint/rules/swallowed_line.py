"""Line below a table that renders as a row.

## What it does

Checks for text directly below a table, such as a remark or the anchor of the next section.

## Why it matters

A table ends only at a blank line. GitHub renders the line as a row with one cell.

## Bad

```md bad
| Title | Date |
|-------|------|
| LoRA  | 2021 |
More papers are in the wiki.
```

## Good

```md good
| Title | Date |
|-------|------|
| LoRA  | 2021 |

More papers are in the wiki.
```

## Fix safety

The fix inserts a blank line. It is unsafe, because it changes how the page renders.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.rules.base import Context, rule
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Row

_LINE_ENDING = re.compile(r"\r\n|\n|\r")


# What a row lacks that was never meant to be one.
_CONSEQUENCES = (
    "invalid-date",
    "missing-date",
    "missing-link",
    "missing-summary",
    "missing-title",
    "unsorted-entry",
)


@rule("swallowed-line", Severity.WARNING, since="0.1.0", fixable=True, outranks=_CONSEQUENCES)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each run of lines."""
    for table in document.tables:
        if table.html:
            continue
        rows = [table.header, *table.rows]
        count = len(rows)
        while count > 1 and "|" not in _written(document, rows[count - 1]):
            count -= 1
        # Only where every other row begins with a pipe is a line without any no row.
        if count == len(rows) or any(_written(document, row)[:1] != "|" for row in rows[:count]):
            continue
        lines = rows[count:]
        text = clip(document.source.slice(lines[0].span))
        what = (
            "renders as a row" if len(lines) == 1 else f"and {len(lines) - 1} more render as rows"
        )
        yield Finding(
            Span(lines[0].span.start, lines[-1].span.end),
            f"“{text}” {what} of the table above: missing blank line",
            Fix("insert a blank line", (_blank_line(document, lines[0]),)),
        )


def _written(document: Document, row: Row) -> str:
    return document.source.slice(row.span).replace("\\|", "")


def _blank_line(document: Document, row: Row) -> Edit:
    """The edit that puts a blank line before `row`, within the quote that it may stand in."""
    source = document.source
    number, _ = source.position(row.span.start)
    start = source.line_start(number)
    ending = _LINE_ENDING.search(source.text, source.line_start(number - 1))
    before = source.text[start : row.span.start].rstrip()
    return Edit(Span(start, start), before + (ending[0] if ending else "\n"))

"""Duplicate table row.

## What it does

Checks for two rows of a table with the same cells and links. Case, whitespace and the spelling of
links are ignored: `abs` and `pdf` of one arXiv paper are equal. Rows that differ in anything else
are not duplicates.

## Why it matters

The second row adds nothing. It was most likely added without noticing the first.

## Bad

```md bad
| Date    | Title | Link |
|---------|-------|------|
| 2022-10 | ReAct | [paper](https://arxiv.org/abs/2210.03629) |
| 2022-10 | ReAct | [Paper](https://arxiv.org/pdf/2210.03629) |
```

## Good

```md good
| Model | Size | Paper |
|-------|------|-------|
| LLaMA | 7B   | [paper](https://arxiv.org/abs/2302.13971) |
| LLaMA | 13B  | [paper](https://arxiv.org/abs/2302.13971) |
```

## Fix safety

The fix removes the later row, or the one that a change adds. It is unsafe, because the wrong row
may be the one that is kept up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Fix, Related, Severity
from lint.entries.identity import row_key, series
from lint.rules.base import Context, rule
from lint.rules.helpers.lines import remove, whole_lines
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.entries.entry import Entry


@rule("duplicate-row", Severity.WARNING, since="0.1.0", fixable=True, separate=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the tables, one for each row that repeats an earlier one."""
    text = document.source.text
    for each in series(document, context):
        if each.table is None:
            continue
        first: dict[object, Entry] = {}
        # Of two, the one that a change adds is reported, wherever it stands.
        added = context.added or frozenset()
        for entry in sorted(each.entries, key=lambda one: one.span in added):
            original = first.setdefault(row_key(document, entry), entry)
            if original is entry:
                continue
            line, _ = document.source.position(original.span.start)
            name = clip(entry.fields.get("title", ""))
            message = f"duplicate row{f' “{name}”' if name else ''}: same as line {line}"
            fix = None
            if not each.table.html:  # there, cells may reach into other rows
                fix = Fix("remove the row", (remove(text, whole_lines(text, entry.span)),))
            word = "first" if original.span < entry.span else "other"
            related = (Related(original.span, f"the {word} of the two"),)
            yield Finding(entry.span, message, fix, related)

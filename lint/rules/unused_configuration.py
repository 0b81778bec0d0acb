"""Configuration that matches nothing in the lists.

## What it does

Checks `headers`, `section`, `file` and `map` of `[[tables]]`, `[per_file_ignores]` and
`[policy.allowed_values]` for values that match nothing, and `exclude`, `include` and `accept` of
`[links]` where links are checked. Problems are reported at the line of the
key. This requires that all Markdown files below the folder of the configuration are linted in full:
it is skipped if files are named, and with `--base` or `--staged`.

A column that is mapped to a misspelt field name is also reported if files are named. Any other name
is a custom field.

## Why it matters

A renamed header, a removed section or a typo in a pattern has no effect, and nobody notices.

## Bad

The examples use this configuration:

```toml
[[tables]]
headers = ["Model", "Released"]
map = { "Model" = "title" }
```

```md bad
| Model | Release |
|-------|---------|
| BERT  | 2018-10 |
```

## Good

```md good
| Model | Released |
|-------|----------|
| BERT  | 2018-10  |
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Severity
from lint.rules.base import Context, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.diagnostics import Finding
    from lint.document.model import Document


@rule("unused-configuration", Severity.WARNING, since="0.2.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the configuration, which is the document where there are any."""
    yield from sorted(context.unused, key=lambda one: one.span)

"""Configuration that fits nothing in the lists, or that names a field with a slip.

A header that was renamed, a section that is gone or a pattern with a typing error changes nothing,
and nobody notices. Reported, on the line of the key, are `headers`, `section`, `file` and `map` of
`[[tables]]`, `[per_file_ignores]` and `[policy.allowed_values]`, where all Markdown files below the
folder of the configuration were read in full: not where files are named, nor with `--base` or
`--staged`; where links are checked, so are `exclude`, `include` and `accept` of `[links]` that fit
no link. That a column is mapped to what is nearly a field is said of named files, too; any other
name is a field of your own.

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
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the configuration, which is the document where there are any."""
    yield from sorted(context.unused, key=lambda one: one.span)

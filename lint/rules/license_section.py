"""Licence section in the list.

## What it does

Checks for a section about the licence of the list. A section with entries that has such a name is
ignored.

## Why it matters

GitHub displays the licence from the file `license` at the top of the repository, so the
[guidelines](https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md) do not
allow it to be repeated in the list.

## Bad

```md bad
# Awesome Swift

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.

## License

CC0
```

## Good

```md good
# Awesome Swift

## License

- [LicensePlist](https://github.com/mono0926/LicensePlist) - Licences of all dependencies.
- [SPDX](https://spdx.org/licenses/) - Names of licences.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

_NAMES = frozenset({"license", "licence", "licensing", "copyright and license"})
# A section with more entries is a category.
_MOST_ENTRIES = 1


@rule("license-section", Severity.WARNING, since="0.1.0", preset=guideline.PRESET)
def check(document: Document, context: Context) -> Iterator[Finding]:
    if not guideline.is_list(document, context):
        return
    for heading in document.headings:
        if guideline.words(heading.text) not in _NAMES:
            continue
        below = guideline.section(document, heading)
        entries = [one for one in context.entries if below.contains(one.span)]
        if len(entries) <= _MOST_ENTRIES:
            yield Finding(
                heading.span,
                f"the section “{clip(heading.text)}” repeats the licence that GitHub displays above"
                " the list",
            )

"""Package that is deprecated, yanked or removed.

## What it does

Checks for packages that their registry marks as deprecated (npm), that were removed from npm for
security reasons, or whose releases are all yanked (PyPI, crates.io).

A project that declares itself inactive (`Development Status :: 7 - Inactive` on PyPI) is an info,
and so is one that the list itself calls deprecated next to the link. Each package is reported once,
and not below a heading that says so.

## Why it matters

A reader who installs the package gets a warning, or nothing at all.

## Bad

```md bad
- [request](https://www.npmjs.com/package/deprecated-example) - Makes requests.
```

## Good

```md good
- [undici](https://www.npmjs.com/package/undici) - Makes requests.

## No longer maintained

- [request](https://www.npmjs.com/package/deprecated-example)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.entries.index import Owners
from lint.rules.base import Context, rule
from lint.rules.helpers import repositories
from lint.rules.helpers.results import checked
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.links.result import Facts

_REGISTRIES = {"npm": "npm", "pypi": "PyPI", "crates": "crates.io"}
_SAYS = {
    "deprecated": "is deprecated on",
    "security-holding": "was removed for security reasons from",
    "yanked": "has only yanked releases on",
    "inactive": "is marked as inactive on",
}


@rule("dead-package", Severity.WARNING, since="0.2.0", needs_links=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each package."""
    owners: Owners | None = None
    seen = set()
    for link, result in checked(document, context):
        facts = result.facts
        if facts is None or facts.state not in _SAYS or facts.identity in seen:
            continue
        if repositories.said_above(document, link.span):
            continue
        seen.add(facts.identity)
        owners = owners or Owners(context.entries)
        said = repositories.said_beside(document, owners, link.span)
        severity = Severity.INFO if said or facts.state == "inactive" else None
        yield Finding(link.span, _message(facts), url=result.url, severity=severity)


def _message(facts: Facts) -> str:
    registry, _, name = facts.identity.partition(":")
    message = f"{name} {_SAYS[facts.state or '']} {_REGISTRIES.get(registry, registry)}"
    return f"{message}: “{clip(facts.note)}”" if facts.note else message

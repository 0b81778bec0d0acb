"""Code of conduct that is empty or an unfilled template.

## What it does

Checks the code of conduct for the placeholders of the Contributor Covenant (`[INSERT EMAIL
ADDRESS]` up to version 1.4, `[INSERT CONTACT METHOD]` from version 2) and for the address of
another project, from which the file was copied. Addresses are checked only if the git remotes show
that the repository belongs to someone else.

For a list in the root of its repository, an empty code of conduct next to it is reported as well.
In the examples, a comment names the files in the repository, one of them empty, or the URL of the
repository.

## Why it matters

Reports that people send reach nobody. See the [Contributor
Covenant](https://www.contributor-covenant.org/) and the
[guidelines](https://github.com/sindresorhus/awesome/blob/main/awesome.md).

## Bad

```md bad
# Code of Conduct

Abusive behavior may be reported to the project team at [INSERT EMAIL ADDRESS].
```

```md bad
<!-- home: https://github.com/sindre-example/awesome-fjords -->
# Code of Conduct

Abusive behavior may be reported to the project team at sindresorhus@gmail.com.
```

```md bad
<!-- beside: readme.md code-of-conduct.md=0 -->
# Awesome Fjords

- [Geiranger](https://en.wikipedia.org/wiki/Geirangerfjord) - The best known.
```

## Good

```md good
<!-- home: https://github.com/sindre-example/awesome-fjords -->
# Code of Conduct

Abusive behavior may be reported to the project team at conduct@example.org.
```
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lint import urls
from lint.diagnostics import Finding, Severity
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.sites import github
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

_PLACEHOLDER = lazy(r"\[INSERT (?:EMAIL ADDRESS|CONTACT METHOD)\]", re.IGNORECASE)
_FOREIGN = lazy(r"(?<![\w.+-])sindresorhus@gmail\.com\b", re.IGNORECASE)
_OWNER = "sindresorhus"
_NAMES = frozenset({"code of conduct", "contributor covenant code of conduct"})
_FILES = tuple(
    f"{folder}{name}.md"
    for folder in ("", "docs/", ".github/")
    for name in ("code-of-conduct", "code_of_conduct")
)


@rule("unfilled-code-of-conduct", Severity.WARNING, since="0.1.0", preset=guideline.PRESET)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document: that the file is empty, then each thing left in it."""
    yield from _empty(document, context)
    for prose in document.prose:
        for match in _PLACEHOLDER.finditer(document.source.text, prose.start, prose.end):
            yield Finding(
                Span(*match.span()), f"the placeholder {clip(match[0])} was never filled in"
            )
    if _is_code_of_conduct(document) and _is_somebody_elses(context):
        for match in _FOREIGN.finditer(document.source.text):
            yield Finding(
                Span(*match.span()), f"{clip(match[0])} is the address of another project"
            )


def _empty(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, on the main heading or the first entry."""
    if context.beside is None or not guideline.is_front_page(document, context):
        return
    sizes = {name: context.beside[name] for name in _FILES if name in context.beside}
    if sizes and not any(sizes.values()) and not guideline.is_translation(document, context):
        place = document.headings[0].span if document.headings else context.entries[0].span
        yield Finding(place, f"{next(iter(sizes))} is empty")


def _is_code_of_conduct(document: Document) -> bool:
    name = PurePosixPath(document.source.path.replace("\\", "/")).name.lower()
    titles = {guideline.words(one.text) for one in document.headings[:1]}
    return re.fullmatch(r"code.?of.?conduct.*", name) is not None or bool(titles & _NAMES)


def _is_somebody_elses(context: Context) -> bool:
    """Whether the repository is known to have another owner."""
    url = urls.http(context.home or "")
    name = github.repository(url) if url is not None else None
    return name is not None and name.partition("/")[0].lower() != _OWNER

"""A code of conduct names nobody to turn to: it is empty, or a template that was not filled in.

The Contributor Covenant leaves the address for reports to be filled in, `[INSERT EMAIL ADDRESS]` up
to version 1.4 and `[INSERT CONTACT METHOD]` from version 2 on (https://www.contributor-covenant.org/).
Many lists have copied the file of another project, sindresorhus/awesome above all, whose address is
still in it. The guideline wants contributors to be taken seriously
(https://github.com/sindresorhus/awesome/blob/main/awesome.md).

The placeholder and the address are looked for in the code of conduct itself, if that is checked,
too; the address only where the repository is known, by its git remotes, to be somebody else's. A
list at the root of its repository is told that the file beside it is empty. In the examples, a
comment says which files lie there, one without content, and whose the repository is.

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
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.sites import github
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

_PLACEHOLDER = re.compile(r"\[INSERT (?:EMAIL ADDRESS|CONTACT METHOD)\]", re.IGNORECASE)
_FOREIGN = re.compile(r"(?<![\w.+-])sindresorhus@gmail\.com\b", re.IGNORECASE)
_OWNER = "sindresorhus"
_NAMES = frozenset({"code of conduct", "contributor covenant code of conduct"})
_FILES = tuple(
    f"{folder}{name}.md"
    for folder in ("", "docs/", ".github/")
    for name in ("code-of-conduct", "code_of_conduct")
)


@rule("unfilled-code-of-conduct", Severity.WARNING, since="0.1.0", preset=guideline.PRESET)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
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

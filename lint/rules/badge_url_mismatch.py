"""A badge says one site and links to another.

A reader who presses the badge `arXiv` expects arXiv; more often than not the link was copied from
another entry. What a badge promises is written in `schema/badge.schema.json`: `arXiv` requires
arXiv under any of its names, `GitHub` requires GitHub, `Website` may be any site but arXiv, `Paper`
any but a repository, a video or a social site. What the badge shows counts, not its alternative
text. Badges without a link, dynamic ones and tags promise nothing. Plain links count as badges do
if they say `arXiv`, `GitHub`, `OpenReview`, `Code`, `Paper` or `PDF` and stand as labels: in a
column
of links, or beside the title and description of an entry.

Where a fifth of the badges of one label lead elsewhere, and at least five, that is the list's own
way to use the label, and is said once, as an info.

```md bad
- [Weak-to-strong generalization](https://openai.com/index/weak-to-strong-generalization)
  [![arXiv](https://img.shields.io/badge/arXiv-2312.09390-red)](https://cdn.openai.com/w2s.pdf)
```

```md good
- [Weak-to-strong generalization](https://openai.com/index/weak-to-strong-generalization)
  [![arXiv](https://img.shields.io/badge/arXiv-2312.09390-red)](https://arxiv.org/abs/2312.09390)
  [![Paper](https://img.shields.io/badge/Paper-PDF-red)](https://cdn.openai.com/w2s.pdf)
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


@rule("badge-url-mismatch", Severity.ERROR, since="0.1.0", separate=True)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document."""
    for violation in context.violations.get("badge-url-mismatch", ()):
        yield violation.finding()

"""Two papers of quite different titles have the same link.

A paper has one title, so one of the two has the link of the other: copied with the row, or swapped
between neighbours. Titles of five words or more are compared, anywhere in the list; short names
stand for a model, a dataset or a benchmark of the paper, and titles with words in common may be
one paper's before and after it was renamed. Which of the two is wrong, the paper itself must tell.

```md bad
- [Baseline Defenses for Adversarial Attacks Against Aligned Models](https://arxiv.org/abs/2308.14132)
- [Detecting Language Model Attacks with Perplexity](https://arxiv.org/abs/2308.14132)
```

```md good
- [Baseline Defenses for Adversarial Attacks Against Aligned Models](https://arxiv.org/abs/2309.00614)
- [Detecting Language Model Attacks with Perplexity](https://arxiv.org/abs/2308.14132)
- [Perplexity filter](https://arxiv.org/abs/2308.14132)
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Related, Severity
from lint.entries import fold
from lint.rules._entries import main_link, work
from lint.rules._rule import Context, rule
from lint.rules._text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.entries import Entry

_PAPERS = ("arxiv:", "doi:", "openreview:")
# A name in brackets at the end is the list's own, as in `… via Knowledge Editing (DINM)`.
_BRACKETS = re.compile(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")  # noqa: RUF001 - fullwidth is meant
_WORD = re.compile(r"[^\W_]{2,}")
_FEWEST_WORDS = 5
# Below this share of words that two titles have in common, they are two papers'.
_ALIKE = 0.25


@rule("swapped-title", Severity.WARNING, since="0.1.0")
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, on the later of the two titles."""
    first: dict[str, list[tuple[Entry, frozenset[str]]]] = {}
    for entry in context.entries:
        link = main_link(entry)
        paper = work(link) if link is not None else None
        words = _words(entry)
        if link is None or paper is None or not paper.startswith(_PAPERS):
            continue
        if len(words) < _FEWEST_WORDS:
            continue
        others = first.setdefault(paper, [])
        for other, its_words in others[:1]:
            if len(words & its_words) < _ALIKE * len(words | its_words):
                line, _ = document.source.position(other.span.start)
                title = clip(other.fields["title"])
                message = f"this entry leads to the same paper as “{title}” in line {line}"
                related = (Related(other.places["title"], "the other title"),)
                yield Finding(link.link.span, message, related=related)
        others.append((entry, words))


def _words(entry: Entry) -> frozenset[str]:
    title = entry.fields.get("title", "").partition("\n")[0]
    return frozenset(_WORD.findall(fold(_BRACKETS.sub(" ", title))))

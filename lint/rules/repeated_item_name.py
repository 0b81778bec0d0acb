"""Description that starts with the name of its entry.

## What it does

Checks for descriptions that repeat the name of the entry, such as `[pkg](…) - pkg is a tool that
packs`. A description that needs the words of the name, such as `[Logging](…) - Logging for humans`,
is ignored.

## Why it matters

The name is already in the link, so `Tool that packs` says the same in fewer words. See “It should
not contain the name of the list” in the
[guidelines](https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md).

## Bad

```md bad
- [Got](https://github.com/sindresorhus/got) - Got is an HTTP request library.
```

## Good

```md good
- [Got](https://github.com/sindresorhus/got) - HTTP request library.
- [Math](https://github.com/example/math) - Math functions.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.rules.helpers.descriptions import descriptions, is_symbol, skip
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

_DASHES = "-\u2013\u2014:"
# What follows a name at the head of a sentence about it, and seldom any other word.
_SAYS = lazy(
    r"(?:[*_`]*)(?:\s+(?:is|are|was|allows|lets|enables|provides|offers|aims|makes|helps you"
    r"|helps|gives|supports|implements|simplifies|can)\b|\s*[:\u2013\u2014]\s|\s-\s"
    r"|,\s(?:an?|the)\s"
    # “is” in other languages; those of East Asia need no space.
    r"|\s+(?:ist|sind|est|sont|es|é|são|è|sono|jest|это|является)\s"
    r"|\s*(?:是|は(?!じ)|은|는)\s*)"
)
# Any other verb shows by the article of its object, or by its name: “Slicer slices”. Without them
# it may be a noun, as in “Python bindings for …”.
_VERB = lazy(r"[*_`]*\s+([a-z]{2,20}s)(\s+(?:an?|any|each|every|its?|the|your)\s)?")
_STEM = 4


@rule("repeated-item-name", Severity.WARNING, since="0.1.0", preset=guideline.PRESET)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, at most one for an entry."""
    if not guideline.is_list(document, context):
        return
    for one in descriptions(document, context):
        start = _behind_marks(one.text) or one.words_at
        if one.text[start : start + 1] not in _DASHES:
            continue
        while start < len(one.text) and one.text[start] in _DASHES:
            start += 1
        start = skip(one.text, start)
        end = start + len(one.name)
        if one.text[start:end].casefold() != one.name.casefold():
            continue
        if _SAYS.match(one.text, end) or _acts(one.name, one.text, end):
            yield Finding(
                one.span(start, end), f"the description starts with the name “{clip(one.name)}”"
            )


def _acts(name: str, text: str, end: int) -> bool:
    """Whether a verb follows the name that ends at `end`, in the third person."""
    match = _VERB.match(text, end)
    if match is None:
        return False
    if match[2] is not None:
        return True
    name, verb = name.casefold(), match[1]
    return (
        name.endswith(("er", "or"))
        and not verb.startswith(name)
        and len(name) > _STEM < len(verb)
        and name[:_STEM] == verb[:_STEM]
    )


# What may stand between the link and the dash: `**NEW**`, `(beta)`, `v2`, `MIT`.
_MARK = lazy(
    r"\*\*[^*\n]{1,30}\*\*|__[^_\n]{1,30}__|[*_][^*_\n]{1,30}[*_]|`[^`\n]{1,30}`"
    r"|\([^()\n]{1,30}\)|\[[^\[\]\n]{1,30}\]|[A-Z]{2,12}!?(?!\w)|[vV]?\d[\w.]{0,12}(?!\w)"
)
_MOST_MARKS = 4


def _behind_marks(text: str) -> int | None:
    """Where the dash stands that follows one mark or several; None without any mark."""
    at, marks = _past_symbols(text, 0), 0
    while marks < _MOST_MARKS and (match := _MARK.match(text, at)):
        marks += 1
        at = _past_symbols(text, match.end())
    return at if marks and text[at : at + 1] in {*_DASHES} else None


def _past_symbols(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or is_symbol(text[at])):
        at += 1
    return at

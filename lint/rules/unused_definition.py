"""Definition of a link without a reference to it.

## What it does

Checks for definitions `[name]: https://…` that nothing refers to. Of two definitions with the same
name, only the first has an effect. Comments in the form of a definition, `[//]: # (text)`, are
ignored.

## Why it matters

GitHub does not render a definition, so it stays behind when its last reference is deleted, and the
next editor wonders what it is for.

## Bad

```md bad
- [Vim][vim] - A text editor.

[vim]: https://www.vim.org
[emacs]: https://www.gnu.org/software/emacs/
```

## Good

```md good
- [Vim][vim] - A text editor.

[//]: # (More editors are welcome.)

[vim]: https://www.vim.org
```

## Fix safety

The fix removes the definition. It is safe, and is offered only if nothing else on the page changes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers.lines import whole_lines
from lint.rules.helpers.references import lost
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Definition, Document
    from lint.source import Span

# Idioms for a comment: https://stackoverflow.com/q/4823468
_COMMENT = lazy(r"(?i)//.*|comment.*|#|_|-+|\W*")
_NOWHERE = frozenset({"", "#", "<>", "about:blank", "/"})
_BLANK = lazy(r"\s*+")
_INDENT = lazy(r" {0,3}\Z")


@rule("unused-definition", Severity.INFO, since="0.2.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    unused = [one for one in document.definitions if not one.used and not _is_comment(one)]
    if not unused:
        return
    # What a slip refers to is used as soon as that is corrected.
    meant = {found.nearest.span for found in context.once(lost, document) if found.nearest}
    layout = _Layout(document)
    for one in unused:
        if one.span in meant:
            continue
        name = f"[{clip(one.label)}]"
        message = f"{name} is already defined, so this definition has no effect"
        if not one.repeated:
            message = f"unused definition {name}"
        yield Finding(one.span, message, layout.fix(one))


def _is_comment(one: Definition) -> bool:
    return one.url.strip() in _NOWHERE or _COMMENT.fullmatch(one.label.strip()) is not None


class _Layout:
    """How a definition is taken out of a document."""

    def __init__(self, document: Document) -> None:
        self._text = document.source.text
        self._starts = [item.span.start for item in document.items]
        ends = [item.span.end for item in document.items]
        self._furthest = list(accumulate(ends, max))
        self._ends = sorted(ends)

    def fix(self, one: Definition) -> Fix | None:
        """Take the lines of a definition out, where nothing else stands on or depends on them."""
        lines = whole_lines(self._text, one.span)
        if not _INDENT.fullmatch(self._text[lines.start : one.span.start]):
            return None
        if self._text[one.span.end : lines.end].strip() or self._parts_lists(lines):
            return None
        return Fix("remove the definition", (Edit(lines, ""),), safe=True)

    def _parts_lists(self, lines: Span) -> bool:
        """Whether the lists around these lines would be others without them."""
        at = bisect_left(self._starts, lines.start)
        if at and self._furthest[at - 1] > lines.start:
            return True
        last = bisect_right(self._ends, lines.start) - 1
        before = last >= 0 and _is_blank(self._text, self._ends[last], lines.start)
        return (
            before and at < len(self._starts) and _is_blank(self._text, lines.end, self._starts[at])
        )


def _is_blank(text: str, start: int, end: int) -> bool:
    return _BLANK.fullmatch(text, start, end) is not None

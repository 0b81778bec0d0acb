"""List item that renders as text.

## What it does

Checks for lines that begin with a list marker and a link, without a space between them, such as
`-[Ed](https://example.org)`. Such a line is reported if a line next to it is an item with the same
marker, or lacks its space as well.

## Why it matters

GitHub renders the line as text, mostly at the end of the item above, so the entry is missing from
the list.

## Bad

```md bad
- [Ed](https://www.gnu.org/software/ed/) - A line editor.
-[Sed](https://www.gnu.org/software/sed/) - A stream editor.
```

## Good

```md good
- [Ed](https://www.gnu.org/software/ed/) - A line editor.
- [Sed](https://www.gnu.org/software/sed/) - A stream editor.

“Programs must be written for people to read.”
-[Hal Abelson](https://example.org/abelson)
```

## Fix safety

The fix inserts the missing space. It is unsafe, because it changes how the page renders.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from lint.document.model import Document

# GFM, section 5.2: a bullet or a number of up to nine digits, then a blank. Some lists have the
# names of their entries in bold.
_ITEM = lazy(r"[ >]{0,12}([-+*]|\d{1,9}[.)])([ \t]{0,4})(?:\*\*|__)?!?\[")
_GLUED = lazy(r"(?m)^[ >]{0,12}([-+*]|\d{1,9}[.)])(?:\*\*|__)?(?=!?\[)")
# So many lines without a space are a list, whatever stands around them.
_FEWEST = 2


@rule("item-syntax", Severity.WARNING, since="0.2.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each line."""
    text = document.source.text
    prose: list[Span] = []
    for found in _GLUED.finditer(text):
        marker = Span(*found.span(1))
        if not any(link.span.start == found.end() for link in document.links_in(_at(found.end()))):
            continue
        prose = prose or sorted(span for one in document.paragraphs for span in one.prose)
        before = bisect_right(prose, marker.start, key=_start) - 1
        if before < 0 or not prose[before].contains(marker):
            continue
        number, _ = document.source.position(marker.start)
        item = _item(document, number)
        if item is None or not _is_of_a_list(document, number, item):
            continue
        end = document.source.line_start(number) + len(document.source.line_text(number).rstrip())
        yield Finding(
            Span(marker.start, end),
            f"“{clip(text[marker.start : end])}” renders as text, not as a list item:"
            f" missing space after “{found[1]}”",
            Fix("insert a space", (Edit(_at(marker.end, 0), " "),)),
        )


def _start(span: Span) -> int:
    return span.start


def _at(offset: int, length: int = 1) -> Span:
    return Span(offset, offset + length)


def _is_of_a_list(document: Document, number: int, found: re.Match[str]) -> bool:
    """Whether the lines next to line `number`, which is `found`, say that it was to be an item."""
    above, below = _neighbour(document, number, -1), _neighbour(document, number, 1)
    alike = [one for one in (above, below) if one is not None and _kind(one) == _kind(found)]
    if found[1] == "*":
        # It may begin what is emphasized.
        line = document.source.line_text(number)
        return "*" not in line[found.end(1) :] and any(one[2] for one in alike)
    return any(one[2] for one in alike) or len(alike) + 1 >= _FEWEST


def _neighbour(document: Document, number: int, step: int) -> re.Match[str] | None:
    """The item, with or without a space, in the next line from `number` on that is not blank."""
    for line in (number + step, number + 2 * step):
        if not 1 <= line <= document.source.line_count:
            return None
        if document.source.line_text(line).strip(" >\t\r\n"):
            return _item(document, line)
    return None


def _item(document: Document, number: int) -> re.Match[str] | None:
    return _ITEM.match(document.source.line_text(number))


def _kind(item: re.Match[str]) -> str:
    """What the items of one list have in common: the bullet, or the sign behind the number."""
    return item[1][-1]

"""Phrase that is repeated in a table cell.

## What it does

Checks for five or more words in a table cell that are immediately repeated. Links, code and
repeated single words (`very, very`) are ignored.

## Why it matters

The phrase was most likely pasted twice.

## Bad

```md bad
| Title | Summary |
|-------|---------|
| LoRA  | Low-rank adaptation of large modelsLow-rank adaptation of large models |
```

## Good

```md good
| Title | Summary |
|-------|---------|
| LoRA  | Low-rank adaptation of large models, where large models are frozen |
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.diagnostics import Finding, Severity
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Cell, Document

# Words are told apart at a capital, too: what is pasted in a row has no blank between. A script
# without blanks gives a word for each character.
_WORD = lazy(
    r"[A-Z]?[^\W\d_A-Z\u3040-\u30ff\u3400-\u9fff]+|[A-Z]+(?![^\W\d_A-Z\u3040-\u9fff])|\d+"
    r"|[\u3040-\u30ff\u3400-\u9fff]"
)
_WIDE = lazy(r"[\u3040-\u30ff\u3400-\u9fff]")
_NOT_TEXT = lazy(r"<[^<>]*>|`[^`]*`|\$[^$]*\$")
_LETTERS = lazy(r"[^\W\d_]")
# How many words make a phrase; two characters of a script without blanks count as one word.
_FEWEST = 5
# No longer phrase is looked for; this bounds the work on a hostile cell.
_LONGEST = 300
_KEY = 3


class _Word(NamedTuple):
    text: str
    start: int
    end: int


@rule("repeated-text", Severity.WARNING, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, at most one for each cell."""
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from _check(document, cell)


def _check(document: Document, cell: Cell) -> Iterator[Finding]:
    for words in _passages(document, cell.span):
        found = _repetition(words)
        if found is None:
            continue
        first, period, count = found
        start = words[first].start
        phrase = document.source.text[start : words[first + period - 1].end]
        times = "twice" if count // period == 2 else f"{count // period} times"
        yield Finding(
            Span(start, words[first + count - 1].end),
            f"“{clip(phrase)}” appears {times} in a row",
        )
        return


def _passages(document: Document, span: Span) -> Iterator[list[_Word]]:
    """The words of a cell, between its links, its tags' insides left out."""
    text = document.source.text
    position = span.start
    breaks = [link.span for link in document.links_in(span)]
    for gap in (*breaks, Span(span.end, span.end)):
        if gap.start > position:
            part = _NOT_TEXT.sub(lambda match: " " * len(match[0]), text[position : gap.start])
            yield [
                _Word(match[0], position + match.start(), position + match.end())
                for match in _WORD.finditer(part)
            ]
        position = max(position, gap.end)


def _repetition(words: list[_Word]) -> tuple[int, int, int] | None:
    """The first word of the first repetition, how many words it repeats, and how many it spans."""
    seen: dict[tuple[str, ...], int] = {}
    texts = [word.text for word in words]
    for index in range(len(texts) - _KEY + 1):
        key = tuple(texts[index : index + _KEY])
        before = seen.get(key)
        seen[key] = index
        if before is None:
            continue
        period = index - before
        if period > _LONGEST or texts[before:index] != texts[index : index + period]:
            continue
        if not _is_phrase(texts[before:index]):
            continue
        count = 2 * period
        while index + count - period < len(texts) and (
            texts[before + count] == texts[before + count - period]
        ):
            count += 1
        return before, period, count
    return None


def _is_phrase(texts: list[str]) -> bool:
    words = [text for text in texts if _LETTERS.search(text)]
    length = sum(0.5 if _WIDE.match(text) else 1 for text in words)
    return length >= _FEWEST and len(set(words)) >= _FEWEST - 1

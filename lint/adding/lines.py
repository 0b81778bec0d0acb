"""A new entry as whole lines: where they go, with what parts them from their neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lint.entries.entry import Form
from lint.rules.helpers.lines import whole_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.adding.filling import Filled
    from lint.adding.house import House
    from lint.entries.entry import Entry
    from lint.source import Span

_NUMBERED = re.compile(r"(\d{1,9})([.)])")
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Draft:
    """The text to insert at an offset of the source, and what it should be read as.

    `shown` is the entry without what parts it from its neighbours. `urls` are those of its links
    in order, `unknown` the names of the fields that nobody knows.
    """

    at: int
    text: str
    shown: str
    title: str
    urls: tuple[str, ...]
    unknown: tuple[str, ...]
    filled: frozenset[str] = frozenset()

    def applied(self, text: str) -> str:
        """`text` with the entry in it."""
        return text[: self.at] + self.text + text[self.at :]


def lines_of(house: House, entry: Entry, filled: Filled, index: int) -> Draft | None:
    """The draft of whole lines with `filled` in place of `entry`; None if its lines are shared."""
    text = house.document.source.text
    entries = house.series.entries
    block = whole_lines(text, entry.span)
    before, after = text[block.start : entry.span.start], text[entry.span.end : block.end]
    if before.strip(" \t>|") or after.strip(" \t\r\n|"):
        return None
    body = before + _numbered(house, filled.text, index) + after.rstrip("\r\n")
    # Blanks behind a row say nothing, nor does one behind an item; two may be a line break.
    is_break = entry.form is not Form.ROW and body.endswith("  ")
    body = body.rstrip("\r\n") if is_break else body.rstrip()
    blocks = [whole_lines(text, one.span) for one in entries]
    ending = found[0] if (found := _BREAK.search(text)) else "\n"
    joint = _between(text, blocks, index)
    if joint is None:
        return None
    shown = body
    if index < len(entries):
        at = blocks[index].start
        body = body + ending + joint
    else:
        at = _end(text, blocks[-1])
        body = joint + body + ending
        if not text[:at].endswith(("\n", "\r")):
            body = ending + body.rstrip("\r\n")
    unknown = tuple(sorted(filled.removed))
    return Draft(
        at, body, shown, filled.title, tuple(filled.urls), unknown, frozenset(filled.parts)
    )


def _end(text: str, block: Span) -> int:
    """The end of the last line of a block that is not blank."""
    end = len(text[: block.end].rstrip())
    found = _BREAK.search(text, end)
    return found.end() if found else len(text)


def _between(text: str, blocks: Sequence[Span], index: int) -> str | None:
    """The blank lines between entries around `index`; None where something else stands there."""
    if len(blocks) == 1:
        return ""
    at = min(max(index, 1), len(blocks) - 1)
    start = _end(text, blocks[at - 1])
    gap = text[start : blocks[at].start]
    if gap.strip(" \t\r\n>"):
        # A heading or a comment between two entries is no habit.
        return ""
    return gap


def _numbered(house: House, text: str, index: int) -> str:
    """An item of a numbered list with the number of its place."""
    found = _NUMBERED.match(text)
    if found is None:
        return text
    source = house.document.source
    entries = house.series.entries
    numbers = [
        int(one[1]) if (one := _NUMBERED.match(source.text, each.span.start)) else 0
        for each in entries
    ]
    if len(set(numbers)) == 1 and len(numbers) > 1:
        number = numbers[0]
    else:
        number = numbers[index] if index < len(numbers) else numbers[-1] + 1
    return f"{number}{text[found.end(1) :]}"

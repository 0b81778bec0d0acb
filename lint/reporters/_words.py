"""What a finding is called in words, for people: its entry, and where else it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.console.escape import visible
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.diagnostics import Diagnostic

_LONGEST_NAME = 60


def entry(diagnostic: Diagnostic) -> str:
    """`in “Attention Is All You Need”, section Papers`; "" where neither is known."""
    title, section = short(diagnostic.entry), short(diagnostic.section)
    if title:
        return f"in “{title}”" + (f", section {section}" if section else "")
    return f"in section {section}" if section else ""


def short(name: str) -> str:
    """A title or a heading, visible and cut if it is long."""
    shown = visible(clip(name))
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 1]}…"


def lines(diagnostics: Sequence[Diagnostic], most: int | None) -> str:
    """`lines 8, 9 and 10`, or `lines 8, 9, 10 and 54 more` of more than `most`."""
    found = list(dict.fromkeys(one.line for one in diagnostics))
    named = [f"{line:,}" for line in found[:most]]
    if len(named) < len(found):
        return f"lines {', '.join(named)} and {len(found) - len(named):,} more"
    if len(named) == 1:
        return f"line {named[0]}"
    return f"lines {', '.join(named[:-1])} and {named[-1]}"

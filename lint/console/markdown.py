"""Untrusted text as code in Markdown, where GitHub Flavored Markdown reads nothing else (6.3)."""

from __future__ import annotations

import re

from lint.console.escape import visible
from lint.credentials import hide

_LONGEST = 500


def code(text: str, longest: int = _LONGEST) -> str:
    """`text` in one line as a code span, cut after `longest` characters."""
    line = " ".join(visible(" ".join(hide(text).split())).split()) or " "
    if len(line) > longest:
        line = line[: longest - 1] + "…"
    ticks = "`" * (longest_run(line) + 1)
    edge = " " if line.startswith("`") or line.endswith("`") or not line.strip() else ""
    return f"{ticks}{edge}{line}{edge}{ticks}"


def longest_run(text: str) -> int:
    """The length of the longest run of backticks in `text`."""
    return max(map(len, re.findall("`+", text)), default=0)

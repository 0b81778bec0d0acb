"""Text of a list within a message."""

from __future__ import annotations

_LONGEST = 160


def clip(text: str) -> str:
    """`text` in one line, its end left out where it is too long to be read."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

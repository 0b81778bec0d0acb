"""Receives what is not a finding: failures and notes."""

from __future__ import annotations

from typing import Protocol


class Notes(Protocol):
    """Receives failures and notes, a line each."""

    def fail(self, line: str) -> None:
        """Receive a failure: something that was requested and not done."""

    def note(self, line: str) -> None:
        """Receive a note on the run."""

"""Receives failures, notes and the progress of the link check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lint.links.protocols import Notes

if TYPE_CHECKING:
    from collections.abc import Collection

    from lint.links.result import LinkResult


class Listener(Notes, Protocol):
    """Receives what a run says besides its report."""

    def checking(self, urls: Collection[str]) -> None:
        """Receive the links that are about to be checked."""

    def progress(self, result: LinkResult) -> None:
        """Receive the result of one of them."""

    def checked(self) -> None:
        """Receive the end of the link check."""


class NullListener:
    """Keeps the failures, and ignores everything else."""

    def __init__(self) -> None:
        self.failures: list[str] = []

    def fail(self, line: str) -> None:
        """Keep a failure."""
        self.failures.append(line)

    def note(self, line: str) -> None:
        """Ignore a note."""

    def checking(self, urls: Collection[str]) -> None:
        """Ignore the beginning of the link check."""

    def progress(self, result: LinkResult) -> None:
        """Ignore a result."""

    def checked(self) -> None:
        """Ignore the end of the link check."""

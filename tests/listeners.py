"""Listeners for runs of the engine: one that nothing must go wrong for, and one that remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from lint.links.result import LinkResult


class Strict:
    """A failure or a note fails the test."""

    def fail(self, line: str) -> None:
        raise AssertionError(line)

    def note(self, line: str) -> None:
        raise AssertionError(line)

    def checking(self, urls: Collection[str]) -> None:
        """Links may be checked."""

    def progress(self, result: LinkResult) -> None:
        """Links may be checked."""

    def checked(self) -> None:
        """Links may be checked."""


class Recorder:
    """Everything is remembered: failures, notes, the URLs to check, and those that were."""

    def __init__(self) -> None:
        self.failures: list[str] = []
        self.notes: list[str] = []
        self.asked: list[str] = []
        self.seen: list[str] = []

    def fail(self, line: str) -> None:
        self.failures.append(line)

    def note(self, line: str) -> None:
        self.notes.append(line)

    def checking(self, urls: Collection[str]) -> None:
        self.asked += urls

    def progress(self, result: LinkResult) -> None:
        self.seen.append(result.url)

    def checked(self) -> None:
        """The end of the link check is not remembered."""

"""How far a sweep is: its lists, its links, and the hosts that take longest."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Self

from lint.console.progress import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lint.console.output import Console
    from lint.links.result import LinkResult


class SweepProgress:
    """One line on standard error, shown by a thread while the block lasts."""

    def __init__(self, console: Console, lists: int) -> None:
        self._console = console
        self._lists = lists
        self._read = 0
        self._linted = 0
        self._links: Tally | None = None
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="progress", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()
        self._console.draw(None)

    def read(self) -> None:
        """Count a list that was read."""
        self._read += 1

    def linted(self) -> None:
        """Count a list that has its report."""
        self._linted += 1

    def checking(self, urls: Iterable[str]) -> None:
        """Begin to count the verdicts on `urls`."""
        self._links = Tally(urls, time.monotonic())

    def add(self, result: LinkResult) -> None:
        """Count a verdict."""
        if self._links is not None:
            self._links.add(result, time.monotonic())

    def line(self, width: int) -> str:
        """The counts in at most `width` columns."""
        if self._linted:
            return f"lists {self._linted:,}/{self._lists:,} linted"
        read = f"lists {self._read:,}/{self._lists:,} read"
        if self._links is None:
            return read
        return f"{read}; {self._links.line(time.monotonic(), width - len(read) - 2)}"

    def _run(self) -> None:
        while not self._closed.wait(self._console.every):
            self._console.draw(self.line)

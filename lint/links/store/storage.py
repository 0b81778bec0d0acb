"""Where a run remembers what it finds out about links. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from lint.links.protocols import Notes, OnlineSite
    from lint.links.result import LinkOptions
    from lint.links.store.memory import LinkMemory


class Storage(NamedTuple):
    """Where a run remembers.

    In the cache in `folder` (None: that of the platform) unless `cache` is off, and in the file
    `state`. `refresh` says to ask again whatever is known.
    """

    cache: bool = True
    folder: Path | None = None
    state: str | None = None
    refresh: bool = False

    def open(
        self, options: LinkOptions, sites: Sequence[OnlineSite], *, today: dt.date, ear: Notes
    ) -> LinkMemory | None:
        """The memory of a run on `today` (UTC) with these options and sites; None for none.

        Raises ConfigError for a state file that is none.
        """
        if not self.cache and not self.state:
            return None
        try:
            import sqlite3  # noqa: F401 - a Python may be built without
        except ImportError:
            ear.note("this Python has no sqlite3, so link results are not cached")
            return None
        from lint.links.store.location import open_cache
        from lint.links.store.memory import LinkMemory
        from lint.links.store.state_file import State

        state = State(self.state) if self.state else None
        cache = open_cache(self.folder, ear.note) if self.cache else None
        return LinkMemory(cache, state, options, sites, today=today, ear=ear, refresh=self.refresh)

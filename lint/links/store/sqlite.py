"""The records of all URLs in an SQLite file that many runs may share.

Every write is a transaction of its own and short: a run that is killed loses nothing that was
written, and others wait for milliseconds. With a write-ahead log a commit does not wait for the
disk (https://www.sqlite.org/wal.html, "Performance Considerations"): what a power cut may cost is
the last answers, never the file.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.links.store.record import Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

FILE_NAME = "links.sqlite3"
KEEP_DAYS = 365
"""What nobody has asked for in so many days is forgotten."""
# In seconds; another run's transaction takes milliseconds.
_PATIENCE = 5.0
# Pages of 4 kB in the log before they are brought into the file, which waits for the disk.
_LOG_PAGES = 4000

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE links (
            url TEXT PRIMARY KEY,
            checked TEXT NOT NULL,
            verdict TEXT NOT NULL,
            options TEXT NOT NULL,
            site TEXT NOT NULL,
            reason TEXT NOT NULL,
            status INTEGER,
            final_url TEXT NOT NULL,
            permanent INTEGER NOT NULL,
            detail TEXT NOT NULL,
            fragments TEXT NOT NULL,
            missing TEXT NOT NULL,
            facts TEXT NOT NULL,
            etag TEXT NOT NULL,
            last_modified TEXT NOT NULL,
            last_good TEXT NOT NULL,
            failing_since TEXT NOT NULL,
            failures INTEGER NOT NULL,
            fault_since TEXT NOT NULL,
            fault_days INTEGER NOT NULL,
            fault_last TEXT NOT NULL
        )""",
    ),
)
"""The statements that make each version (`PRAGMA user_version`) of the one before it, from 0."""

_COLUMNS = ", ".join(Record._fields)
_SELECT = f"SELECT {_COLUMNS} FROM links WHERE url = ?"  # noqa: S608 - nothing of a user's
# A good answer without facts leaves those that are there: its site may be down today.
_WRITE = (
    f"INSERT INTO links ({_COLUMNS}) VALUES ({', '.join('?' * len(Record._fields))}) "  # noqa: S608
    "ON CONFLICT (url) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in Record._fields[1:] if name != "facts")
    + ", facts = CASE WHEN excluded.facts = '' AND excluded.verdict = 'ok' THEN facts"
    " ELSE excluded.facts END"
)


class CacheError(Exception):
    """The file cannot be used; the text says why. `damaged` says that it is no sound cache."""

    def __init__(self, text: str, *, damaged: bool = False) -> None:
        super().__init__(text)
        self.damaged = damaged


class Contents(NamedTuple):
    """What a cache holds: how many URLs of each verdict, and the days of the oldest and newest."""

    verdicts: dict[str, int]
    oldest: str
    newest: str


class Cache:
    """An open cache. Every method raises CacheError where the file fails; it is then closed."""

    def __init__(self, file: Path, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
        """Open `file`, which is made if it is not there; its folder must be there."""
        self.file = file
        with self._errors(opening=True):
            self._connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
            self._prepare(migrations)

    def get(self, url: str) -> Record | None:
        """What is kept of `url`."""
        try:
            row = self._connection.execute(_SELECT, (url,)).fetchone()
        except sqlite3.Error as error:
            raise self._failure(error) from None
        return None if row is None else Record._make(row)

    def put(self, records: Iterable[Record]) -> None:
        """Keep `records`, each in the place of what was there."""
        with self._transaction():
            self._connection.executemany(_WRITE, records)

    def update(
        self, url: str, change: Callable[[Record | None], Record], more: Iterable[Record] = ()
    ) -> Record:
        """Keep what `change` makes of the record of `url`, and `more` in the same transaction.

        No other run writes in between.
        """
        with self._transaction():
            self._connection.executemany(_WRITE, more)
            row = self._connection.execute(_SELECT, (url,)).fetchone()
            record = change(None if row is None else Record._make(row))
            self._connection.execute(_WRITE, record)
        return record

    def check(self) -> None:
        """Look the whole file through (some 50 ms for 50,000 URLs)."""
        with self._errors():
            (said,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
            # No check of SQLite's looks at the encoding of texts.
            for _ in self._connection.execute(f"SELECT {_COLUMNS} FROM links"):  # noqa: S608
                pass
            if said != "ok":
                raise CacheError(said, damaged=True)

    def contents(self) -> Contents:
        """What there is."""
        count = "SELECT verdict, count(*), min(checked), max(checked) FROM links GROUP BY verdict"
        with self._errors():
            rows = self._connection.execute(count).fetchall()
        verdicts = {verdict: number for verdict, number, _, _ in rows}
        return Contents(
            verdicts,
            min((row[2] for row in rows), default=""),
            max((row[3] for row in rows), default=""),
        )

    def forget(self, today: dt.date) -> None:
        """Drop what has not been asked for in a year."""
        import datetime as dt

        limit = (today - dt.timedelta(days=KEEP_DAYS)).isoformat()
        with self._transaction():
            self._connection.execute("DELETE FROM links WHERE checked < ?", (limit,))

    def clear(self) -> int:
        """Drop everything, also under runs that use the file. How many URLs there were."""
        with self._transaction():
            removed = self._connection.execute("DELETE FROM links").rowcount
        # The room is given back where nobody else is reading just now.
        with contextlib.suppress(sqlite3.OperationalError):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return removed

    def close(self) -> None:
        """Close the file; nothing is lost without."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    def _prepare(self, migrations: tuple[tuple[str, ...], ...]) -> None:
        """Bring the file to our version, whichever it has."""
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > len(migrations):
            raise CacheError("a later version of awesome-lint made it")
        _patiently(self._connection, "PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        if version < len(migrations):
            with self._transaction():
                # Another run may have done it meanwhile.
                (version,) = self._connection.execute("PRAGMA user_version").fetchone()
                for statement in (one for step in migrations[version:] for one in step):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {len(migrations)}")
        self._connection.execute(f"SELECT {_COLUMNS} FROM links LIMIT 0")  # noqa: S608

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextlib.contextmanager
    def _errors(self, *, opening: bool = False) -> Iterator[None]:
        """What SQLite says as a CacheError; the file is closed then."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._failure(error, opening=opening) from None
        except CacheError:
            self.close()
            raise

    def _failure(self, error: sqlite3.Error, *, opening: bool = False) -> CacheError:
        if hasattr(self, "_connection"):
            self.close()
        return CacheError(str(error), damaged=_is_damage(error, opening=opening))


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Execute what SQLite does not wait for by itself: a change of the journal's mode."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute(statement).fetchall()
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return


def _is_damage(error: sqlite3.Error, *, opening: bool) -> bool:
    """Whether the file is to blame, not the disk, a lock or a permission."""
    code = _code(error)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return True
    # Text that is no UTF-8 is found by Python, which has no code for it. An SQL error while
    # the tables are looked at says that they are others.
    return code is None or (opening and code == sqlite3.SQLITE_ERROR)


def _code(error: sqlite3.Error) -> int | None:
    """The primary result code (https://www.sqlite.org/rescode.html)."""
    code: Any = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF

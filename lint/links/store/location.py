"""The folder of the cache: where it is, and what to do where its file cannot be used."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from lint.links.store.sqlite import FILE_NAME, Cache, CacheError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# SQLite keeps its log and its index beside the file (https://www.sqlite.org/tempfiles.html).
_BESIDE = ("-wal", "-shm")
_ASIDE = ".damaged"
_LOCK = ".lock"


def default() -> Path:
    """The folder for caches of this platform, as its own rules say; it need not exist.

    Raises CacheError where nobody has a home, as in some containers.
    """
    import platformdirs

    try:
        folder = platformdirs.user_cache_path("awesome-lint", appauthor=False)
    except RuntimeError:
        folder = None
    if folder is None or not folder.is_absolute():
        raise CacheError("there is no home folder")
    return folder


def open_cache(folder: Path | None, note: Callable[[str], None]) -> Cache | None:
    """The cache in `folder` (None: that of the platform), made if need be; None if there is none.

    A damaged file is set aside. `note` is told of that, and why there is no cache, in one line.
    """
    try:
        folder = folder or default()
    except CacheError as error:
        note(f"cannot use the cache ({error}); continuing without it")
        return None
    file = folder / FILE_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Cache(file)
    except CacheError as error:
        if error.damaged:
            return replacement(file, str(error), note)
        note(without(file, error))
    except OSError as error:
        note(without(file, error))
    return None


def replacement(file: Path, reason: str, note: Callable[[str], None]) -> Cache | None:
    """A new cache in the place of the damaged one in `file`, which is set aside.

    None, once `note` was told, where that cannot be done.
    """
    try:
        with _alone(file):
            try:
                # Another run may have been here first.
                return _sound(file)
            except CacheError as error:
                if not error.damaged:
                    raise
            aside = _set_aside(file)
            note(
                f"{file}: the cache is damaged ({reason}); renamed it to {aside.name}"
                " and started a new one"
            )
            return Cache(file)
    except (OSError, sqlite3.Error, CacheError) as error:
        note(without(file, error))
        return None


def without(file: Path, error: Exception) -> str:
    """The line that says that there is no cache in this run."""
    reason = error.strerror if isinstance(error, OSError) else None
    return f"{file}: cannot use the cache ({reason or error}); continuing without it"


def set_aside(file: Path) -> list[Path]:
    """The damaged files that were set aside from `file`, and what belongs to them."""
    return sorted(file.parent.glob(f"{file.name}{_ASIDE}*"))


def size_of(file: Path) -> int:
    """The bytes of `file` and of what SQLite keeps beside it; 0 if it is not there."""
    beside = (file.with_name(file.name + end) for end in ("", *_BESIDE))
    return sum(one.stat().st_size for one in beside if one.is_file())


def remove(file: Path, *, sound: bool) -> list[tuple[Path, int]]:
    """Remove what was set aside from `file`, and the file itself unless it is `sound`.

    The files with their sizes in bytes, but for what has no content. Raises OSError for one that
    cannot be removed.
    """
    ends = (_LOCK,) if sound else ("", *_BESIDE, _LOCK)
    found = [file.with_name(file.name + end) for end in ends]
    removed = []
    for one in (*found, *set_aside(file)):
        if one.is_file():
            removed.append((one, one.stat().st_size))
            one.unlink(missing_ok=True)
    return [(one, size) for one, size in removed if size]


def _sound(file: Path) -> Cache:
    """The cache in `file`, looked through; CacheError for one that is damaged anywhere."""
    cache = Cache(file)
    cache.check()
    return cache


def _set_aside(file: Path) -> Path:
    """Rename `file` and what is beside it; the new name. Raises OSError."""
    aside, number = file.with_name(file.name + _ASIDE), 1
    while os.path.lexists(aside):
        number += 1
        aside = file.with_name(f"{file.name}{_ASIDE}-{number}")
    # The log first: a new file must not find the log of an old one.
    for end in (*_BESIDE, ""):
        with contextlib.suppress(FileNotFoundError):
            file.with_name(file.name + end).rename(aside.with_name(aside.name + end))
    return aside


@contextlib.contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Keep other runs from setting `file` aside at the same time.

    SQLite's own locks work on every platform, so a file without content serves as a lock.
    """
    lock = sqlite3.connect(file.with_name(file.name + _LOCK), timeout=10, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()

"""`awesome-lint cache`: what is remembered of links, and how to forget it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lint.console.escape import visible
from lint.errors import LintError
from lint.links.result import Verdict
from lint.links.store.location import default, remove, set_aside, size_of
from lint.links.store.sqlite import FILE_NAME, Cache, CacheError
from lint.text import plural

if TYPE_CHECKING:
    from lint.links.store.sqlite import Contents


def info(folder: str | None) -> str:
    """What there is in the cache in `folder` (None: that of the platform).

    Raises LintError for one that cannot be read.
    """
    file = _file(folder)
    try:
        if not file.exists():
            return _lines(f"{file}: no cache")
        size = size_of(file)
        contents = _contents(file)
        rows = [
            ("File", f"{file}, {_bytes(size)}"),
            ("URLs", f"{sum(contents.verdicts.values()):,}"),
            *((f"  {one}", f"{contents.verdicts[one]:,}") for one in _verdicts(contents)),
        ]
        if contents.oldest:
            rows.append(("Checked", f"from {contents.oldest} to {contents.newest}"))
        rows += (("Damaged", f"{one}, {_bytes(one.stat().st_size)}") for one in set_aside(file))
    except OSError as error:
        raise LintError(f"{file}: cannot be read: {error.strerror or error}") from None
    return _lines(*(f"{name:12}  {value}" for name, value in rows))


def clear(folder: str | None) -> str:
    """Empty the cache in `folder` (None: that of the platform); what was removed.

    Runs that use it just now go on. Raises LintError for what cannot be removed.
    """
    file = _file(folder)
    said = []
    try:
        size = size_of(file)
        urls = _emptied(file) if file.exists() else None
        if urls is not None:
            said.append(f"{file}: removed {plural(urls, 'URL')} ({_bytes(size)})")
        said += (
            f"{one}: removed ({_bytes(size)})" for one, size in remove(file, sound=urls is not None)
        )
    except OSError as error:
        raise LintError(f"{file}: cannot be removed: {error.strerror or error}") from None
    return _lines(*said) if said else _lines(f"{file}: no cache")


def _file(folder: str | None) -> Path:
    try:
        return (Path(folder) if folder else default()) / FILE_NAME
    except CacheError as error:
        raise LintError(
            f"cannot use the cache: {error}; choose another folder with --cache-dir"
        ) from None


def _contents(file: Path) -> Contents:
    """What is in `file`. Raises LintError."""
    try:
        cache = Cache(file)
        try:
            return cache.contents()
        finally:
            cache.close()
    except CacheError as error:
        raise LintError(f"{file}: cannot read the cache: {error}") from None


def _emptied(file: Path) -> int | None:
    """How many URLs were removed from `file`; None for a damaged one, which may go as it is.

    Raises LintError for one that is not to be changed.
    """
    try:
        cache = Cache(file)
        try:
            return cache.clear()
        finally:
            cache.close()
    except CacheError as error:
        if error.damaged:
            return None
        raise LintError(f"{file}: cannot clear the cache: {error}") from None


def _verdicts(contents: Contents) -> list[str]:
    """The verdicts in `contents` in the order in which they are spoken of."""
    known = [verdict.value for verdict in Verdict]
    return [one for one in known if one in contents.verdicts]


def _bytes(size: int) -> str:
    """A number of bytes, for reading."""
    if size < 1000:
        return plural(size, "byte")
    thousands = size / 1000
    return f"{thousands:,.1f} kB" if thousands < 1000 else f"{thousands / 1000:,.1f} MB"


def _lines(*lines: str) -> str:
    return "".join(f"{visible(line)}\n" for line in lines)

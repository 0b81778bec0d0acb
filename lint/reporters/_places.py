"""Where things are, in the ways in which the formats for programs count."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from lint.files.inputs import STDIN_NAME

if TYPE_CHECKING:
    from lint.source import Source, Span


NOT_CHECKED = "not-checked"
"""What stands where formats for programs name a rule, for what could not be checked."""


class Place(NamedTuple):
    """A span in lines and columns from 1, in Unicode characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def place(source: Source, span: Span) -> Place:
    """Where `span` is."""
    return Place(*source.position(span.start), *source.position(span.end))


def failed_path(line: str) -> str:
    """The file that `line`, on what could not be checked, begins with; "." where it names none."""
    path, colon, _ = line.partition(": ")
    return from_root(path) if colon else "."


def from_root(path: str) -> str:
    """`path` with slashes, from the root of the checkout in GitHub Actions and GitLab CI.

    Outside of the root, and elsewhere, it stays as it was named. Bytes that are no text become
    U+FFFD.
    """
    return _bytes(_from_root(path)).decode(errors="replace")


def uri(path: str) -> str:
    """`path` as a URI reference (RFC 3986, section 4.1), from the root where it can be.

    An absolute one becomes a `file:` URI. A colon in the first part of a relative one is encoded,
    as it would end a scheme.
    """
    path = _from_root(path)
    if Path(path).is_absolute():
        return "file://" + quote(_bytes(path if path.startswith("/") else f"/{path}"), safe="/:")
    return quote(_bytes(path), safe="/")


def _from_root(path: str) -> str:
    root = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    if root and path != STDIN_NAME:
        absolute, top = Path(path).resolve(), Path(root).resolve()
        if absolute.is_relative_to(top):
            return absolute.relative_to(top).as_posix()
    return Path(path).as_posix()


def _bytes(path: str) -> bytes:
    """`path` as the file system has it."""
    try:
        return os.fsencode(path)
    except UnicodeEncodeError:
        return path.encode(errors="replace")

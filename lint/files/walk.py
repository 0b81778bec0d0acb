"""The files that a folder stands for: those of the project, without what git ignores."""
# ruff: noqa: PTH100, PTH110, PTH113, PTH114, PTH118, PTH122
# os.path asks about folders that may not be entered without raising, and makes no Path of each.

from __future__ import annotations

import errno
import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint.files import gitignore
from lint.text import display_path

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


SUFFIXES = frozenset({".md", ".markdown"})
"""The ends of the names, in lower case, of the files that a folder stands for."""
_INSTALLED = frozenset({"node_modules", "__pycache__"})
_IGNORE = ".gitignore"
# In characters, and in patterns with those of the folders above: each is held against each path.
_LONGEST = 1_000_000
_MOST = 10_000


def files_below(
    folder: str, report: Callable[[OSError], None], suffixes: Collection[str] = SUFFIXES
) -> list[str]:
    """The files below `folder` whose names end in `suffixes`, sorted, with forward slashes.

    Left out are hidden files and folders, installed packages, and what git ignores by the
    `.gitignore` files in the folder, below it, and above it up to the root of its repository, and
    by `.git/info/exclude` there. Git itself is not asked: that a file is tracked all the same does
    not count. A folder that is searched although those above exclude it was meant, so they do not
    count. Symbolic links to folders are not followed. `report` is told of what cannot be read, and
    of a `.gitignore` that is too long to be: then nothing in it counts.
    """
    found: list[str] = []
    top = os.path.abspath(folder)
    layers = {top: _above(top, report)}
    for parent, folders, files in os.walk(folder, onerror=report):
        place = os.path.abspath(parent)
        known = layers.pop(place)
        if _IGNORE in files:
            known += _layer(os.path.join(place, _IGNORE), place, known, report)
        folders[:] = [
            name
            for name in folders
            if _is_ours(parent, name) and not _ignored(known, os.path.join(place, name, ""))
        ]
        layers |= {os.path.join(place, name): known for name in folders}
        found += [
            Path(parent, name).as_posix()
            for name in files
            if not name.startswith(".")
            and os.path.splitext(name)[1].lower() in suffixes
            and os.path.isfile(os.path.join(parent, name))
            and not _ignored(known, os.path.join(place, name))
        ]
    return sorted(found)


class _Layer(NamedTuple):
    """The patterns of one file, which hold in `folder` and below."""

    folder: str
    patterns: tuple[gitignore.Pattern, ...]


def _is_ours(parent: str, name: str) -> bool:
    """Whether a folder holds files of this project: not hidden, not installed packages."""
    hidden = name.startswith(".") or name in _INSTALLED
    return not hidden and not os.path.isfile(os.path.join(parent, name, "pyvenv.cfg"))


def _above(top: str, report: Callable[[OSError], None]) -> tuple[_Layer, ...]:
    """The patterns that hold in `top` by the folders above it, the nearest last."""
    folders = [top, *map(str, Path(top).parents)]
    root = next((one for one in folders if os.path.exists(os.path.join(one, ".git"))), None)
    if root is None:
        return ()
    layers = _layer(os.path.join(root, ".git", "info", "exclude"), root, (), report)
    for inner, folder in reversed([*pairwise(folders[: folders.index(root) + 1])]):
        layers += _layer(os.path.join(folder, _IGNORE), folder, layers, report)
        if _ignored(layers, os.path.join(inner, "")):
            return ()
    return layers


def _ignored(layers: tuple[_Layer, ...], path: str) -> bool:
    """Whether `path`, with a slash at its end if it is a folder, is excluded.

    The last pattern that fits decides (https://git-scm.com/docs/gitignore, "Pattern format"), and
    a folder that is excluded is not entered, so that no pattern is asked about what is in it.
    """
    for layer in reversed(layers):
        inside = path.removeprefix(layer.folder).replace(os.sep, "/").lstrip("/")
        found = gitignore.decision(layer.patterns, inside)
        if found is not None:
            return found
    return False


def _layer(
    file: str, folder: str, above: tuple[_Layer, ...], report: Callable[[OSError], None]
) -> tuple[_Layer, ...]:
    """The patterns in `file`, if it is there and has any; git follows no symbolic link there."""
    try:
        with open(file, encoding="utf-8-sig", errors="replace") as stream:  # noqa: PTH123 - a str
            text = "" if os.path.islink(file) else stream.read(_LONGEST + 1)
    except OSError:
        return ()
    lines = sum(1 for line in text.split("\n") if not line.startswith(("#", "\r")) and line)
    if len(text) > _LONGEST:
        why = f"longer than {_LONGEST:,} characters"
    elif lines + sum(len(one.patterns) for one in above) > _MOST:
        why = f"more than {_MOST:,} patterns, with those of the folders above"
    else:
        found = gitignore.patterns(text)
        return (_Layer(folder, found),) if found else ()
    report(OSError(errno.EFBIG, why, display_path(Path(file))))
    return ()

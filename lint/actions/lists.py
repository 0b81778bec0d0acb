"""The lists of a stranger's change: those of the base are checked wherever the change puts them.

Otherwise a list that is renamed to what no folder stands for, or replaced by a symbolic link, would
be a list that nobody looks at; and a link out of the repository would have the runner read out what
is there.
"""
# ruff: noqa: PTH113, PTH118
# os.path asks about what links lead to without raising, and shows paths as they were written.

from __future__ import annotations

import os
import tempfile
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lint.errors import LintError
from lint.files import inputs
from lint.files.walk import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lint.console.output import Console
    from lint.git.repository import Difference, Repository

# What says which files of a folder are lists; see `lint.files.walk`.
_DECIDING = frozenset({".gitignore", "pyvenv.cfg"})
# In bytes; a longer .gitattributes is none that anybody wrote.
_LONGEST = 1_000_000


def lists_of(
    repository: Repository, commit: str, paths: Sequence[str], console: Console
) -> tuple[str, ...]:
    """What to check where `paths` are to be, in a working tree that is a stranger's change.

    That is `paths`, and where the change has put the lists that they named in `commit`, of which
    `console` is told. Raises LintError for a list that the change makes something else than a file,
    one that leads out of the repository, and one that a checkout would not show as it is.
    """
    changed = repository.staged(commit)
    _refuse_encodings(repository, commit, changed)
    moved = {one.old_path: path for path, one in changed.items() if one.status == "R"}
    if paths:
        here = {path: inputs.expand([path], _ignore) for path in paths}
    else:
        readme = inputs.readme()
        here = {} if readme is None else {readme: (readme,)}
    now = [*chain.from_iterable(here.values())]
    known = {os.path.realpath(path) for path in now}
    added = []
    for old in _lists_then(repository, commit, paths):
        file = os.path.join(repository.root, *old.split("/"))
        if old in moved:
            file = os.path.join(repository.root, *moved[old].split("/"))
        elif os.path.lexists(file) and not os.path.isfile(file):
            raise LintError(
                f"{old}: cannot check: the pull request replaces it by something other than a file"
            )
        if os.path.isfile(file) and os.path.realpath(file) not in known:
            known.add(os.path.realpath(file))
            added.append(os.path.relpath(file).replace(os.sep, "/"))
            console.note(f"{added[-1]}: checked, because {old} is a list in the base")
    for path in (*now, *added):
        _refuse_way_out(repository, path)
    if not added:
        return tuple(paths)
    # Of what was named, what is neither there nor moved is for the check to complain about.
    gone = {
        path for path, found in here.items() if not found and _has_moved(repository, path, moved)
    }
    return (*(path for path in here if path not in gone), *added)


def _lists_then(repository: Repository, commit: str, paths: Sequence[str]) -> Iterator[str]:
    """The lists that `paths` stood for in `commit`, by their paths from the root.

    Its Markdown files, empty, and what says which of them count are laid out in a folder of their
    own, so that they are found as everywhere else.
    """
    named = {place for path in paths or (".",) if (place := _inside(repository, path)) is not None}
    files = repository.files(commit)
    with tempfile.TemporaryDirectory() as folder:
        top = Path(os.path.realpath(folder))
        (top / ".git").mkdir()
        for path, entry in files.items():
            name = PurePosixPath(path)
            decides = name.name in _DECIDING
            if entry.kind != "blob" or not (
                decides or name.suffix.lower() in SUFFIXES or path in named
            ):
                continue
            link = entry.mode == "120000"
            if link and repository.file(commit, path) is None:
                continue  # to a folder, or to nothing
            file = top / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(repository.content(entry.object) if decides and not link else b"")
        for place in sorted(named):
            start = top / place
            if not paths:
                readme = inputs.readme(str(start)) if start.is_dir() else None
                found = [] if readme is None else [str(start / readme)]
            else:
                found = list(inputs.expand([str(start)], _ignore))
            yield from (Path(one).relative_to(top).as_posix() for one in found)


def _inside(repository: Repository, path: str) -> str | None:
    """`path` from the root of the repository, links not followed; None for what is elsewhere."""
    if path == inputs.STDIN or inputs.is_url(path):
        return None
    folder = os.path.realpath(".")  # the workspace is the runner's own
    file = Path(os.path.normpath(os.path.join(folder, path)))
    root = os.path.realpath(repository.root)
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else None


def _has_moved(repository: Repository, path: str, moved: Mapping[str, str]) -> bool:
    place = _inside(repository, path)
    return any(old == place or old.startswith(f"{place}/") for old in moved)


def _refuse_way_out(repository: Repository, path: str) -> None:
    """Raise LintError if `path`, which is in the repository, leads out of it, or into `.git`."""
    place = _inside(repository, path)
    if place is None:
        return
    root, real = Path(os.path.realpath(repository.root)), Path(os.path.realpath(path))
    if not real.is_relative_to(root) or real.relative_to(root).parts[:1] == (".git",):
        raise LintError(f"{place}: cannot check: symbolic link out of the repository")


def _refuse_encodings(
    repository: Repository, commit: str, changed: Mapping[str, Difference]
) -> None:
    """Raise LintError if the change has a checkout write files in another encoding (gitattributes).

    What is read then is not what GitHub shows.
    """
    for path, one in changed.items():
        if PurePosixPath(path).name.lower() != ".gitattributes" or not one.new.strip("0"):
            continue
        old = repository.file(commit, path)
        before = b"" if old is None else repository.content(old[1].object)
        size = repository.size(one.new)
        if size > _LONGEST or (
            b"working-tree-encoding" in repository.content(one.new)
            and b"working-tree-encoding" not in before
        ):
            raise LintError(f"{path}: cannot check: the pull request changes the encoding of files")


def _ignore(_: str) -> None:
    """What cannot be expanded is for the check to complain about."""

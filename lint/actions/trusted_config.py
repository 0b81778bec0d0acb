"""A stranger's branch is judged by the configuration of the branch that it is to go into.

Otherwise whoever asks for a change could turn off the rules that it breaks, or name private
addresses that the runner may then ask for. Where a workflow has rights and secrets, such a branch
is not judged at all.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from lint.actions.named_files import named_files
from lint.config.reading import FILE_NAME as CONFIGURATION
from lint.engine.baseline import FILE_NAME as BASELINE
from lint.errors import LintError
from lint.git.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lint.actions.event import Event

# The last two say which files of a folder are lists.
_NAMES = frozenset({BASELINE, CONFIGURATION, "pyproject.toml", ".gitignore", "pyvenv.cfg"})
# A list may link to these where they are new; empty, they configure nothing.
_EMPTY = frozenset({"pyproject.toml", ".gitignore"})
# Files of these kinds may be schemas, or parts of them. What a configuration names has any kind.
_KINDS = frozenset({".json", ".toml"})


class _Kept(NamedTuple):
    """What was there: the bytes of a file, the target of a link, or nothing."""

    path: Path
    data: bytes | None = None
    target: str | None = None


def refuse_with_rights(event: Event, folders: Iterable[str]) -> None:
    """Raise LintError if a stranger's branch is checked out around one of `folders` with rights.

    That is the branch itself, a merge of it, or files of it beside another commit. The commit that
    the event is about is one of this repository's own.
    """
    tip = event.tip
    if not tip:
        return
    for folder in dict.fromkeys(chain.from_iterable(map(_checkouts, folders))):
        try:
            repository = Repository(folder)
        except LintError:
            continue  # no branch of anybody's
        head = repository.head()
        if head is None:
            continue
        merged = tip in {head, *repository.parents(head)} or repository.contains(head, tip)
        if (merged and head != event.sha) or repository.staged(head):
            raise LintError(
                f"{event.name} runs with the permissions and secrets of this repository, so the"
                " branch of a pull request must not be checked out: use pull_request"
            )


def _checkouts(folder: str) -> Iterator[str]:
    """`folder`, and the checkouts right below it, where `path` of actions/checkout puts them."""
    yield folder
    if Path(folder).is_dir():
        yield from (str(one.parent) for one in Path(folder).glob("*/.git"))


@contextmanager
def configuration_of(
    repository: Repository, commit: str, given: Iterable[str] = ()
) -> Iterator[tuple[str, ...]]:
    """Within the block, what configures a check is in the working tree as it is in `commit`.

    The paths of the files that differ, from the root of the repository. Afterwards they are as they
    were. `given` are files, as seen from the working folder, that count besides those that are
    known and those that a configuration names. Raises LintError, with nothing changed, for a file
    that lies behind a symbolic link.
    """
    root = Path(repository.root)
    changed = repository.staged(commit)
    paths = dict.fromkeys(chain(changed, (one.old_path for one in changed.values())))
    named = named_files(repository, commit, given)
    kept, wanted = [], []
    for path in paths:
        counts = path in named or _is_named(path)
        before = _before(repository, commit, path) if counts or _is_of_kind(path) else None
        # A schema that was not there configures nothing, and a list may link to a new JSON file.
        if counts or before is not None:
            kept.append(_keep(root, path))
            wanted.append(before or (_absent(path), None))
    try:
        for there, before in zip(kept, wanted, strict=True):
            _put(there.path, *before)
        yield tuple(sorted(one.path.relative_to(root).as_posix() for one in kept))
    finally:
        for one in kept:
            _put(*one)


def _before(
    repository: Repository, commit: str, path: str
) -> tuple[bytes | None, str | None] | None:
    """What `commit` has at `path`: the bytes of a file, also of one that a link leads to.

    Or where a link leads whose end is no file; None for nothing.
    """
    file = repository.file(commit, path)
    if file is not None:
        return repository.content(file[1].object), None
    target = repository.link(commit, path)
    return None if target is None else (None, target)


def _absent(path: str) -> bytes | None:
    """What stands for a file that is not to count."""
    return b"" if PurePosixPath(path).name.lower() in _EMPTY else None


def _is_named(path: str) -> bool:
    return PurePosixPath(path).name.lower() in _NAMES


def _is_of_kind(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in _KINDS


def _keep(root: Path, path: str) -> _Kept:
    file = root
    for part in PurePosixPath(path).parts[:-1]:
        file /= part
        if file.is_symlink() or (file.exists() and not file.is_dir()):
            raise LintError(f"{path}: cannot check: it is behind a symbolic link")
    file /= PurePosixPath(path).name
    if file.is_symlink():
        return _Kept(file, target=str(file.readlink()))
    if file.is_dir():
        raise LintError(f"{path}: cannot check: it is a directory")
    return _Kept(file, data=file.read_bytes() if file.exists() else None)


def _put(file: Path, data: bytes | None, target: str | None = None) -> None:
    """Make `file` what is given: a file with `data`, a link to `target`, or nothing."""
    file.unlink(missing_ok=True)
    if target is not None:
        file.symlink_to(target)
    elif data is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

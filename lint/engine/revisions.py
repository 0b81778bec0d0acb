"""Lists are compared with what they were: where a branch began, or before what is staged."""
# ruff: noqa: PTH112, PTH118, PTH120
# os.path follows symbolic links and asks without raising.

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lint.engine import pipeline
from lint.engine.changes import Before, History
from lint.engine.versions import Past
from lint.errors import InputError, LintError
from lint.files.inputs import COMMUNITY_FOLDERS, SITE_FOLDER, STDIN_NAME, target_places
from lint.files.linked_files import anchors_in, lacking
from lint.git.repository import Repository
from lint.source import Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lint.document.model import Document
    from lint.document.slugs import Anchors
    from lint.engine.listener import Listener
    from lint.engine.pipeline import Task
    from lint.engine.versions import Version
    from lint.git.repository import Difference, Entry
    from lint.rules import Rule

    _Start = Callable[[Repository], str]

_LOCKED = "it has unstaged changes, so it was not fixed"
_ENDING = re.compile(r"\r\n?")


class _Base:
    """A repository, and the commit or tree in it that lists are compared with."""

    def __init__(self, repository: Repository, commit: str) -> None:
        self.repository = repository
        self.commit = commit

    @cached_property
    def differences(self) -> Mapping[str, Difference]:
        """What is staged, compared with the commit."""
        return self.repository.staged(self.commit)


class _Old(NamedTuple):
    """What to compare a list with: its path then, and its content; None if it was not there."""

    base: _Base
    path: str
    data: bytes | None


class Comparison:
    """Finds what lists were before, and judges that, for one run.

    `rules`, `today` and `listener` are as for `lint.engine.pipeline.run`.
    """

    def __init__(self, rules: Sequence[Rule], today: dt.date, listener: Listener) -> None:
        self._rules = rules
        self._today = today
        self._listener = listener
        self._repositories: dict[str, Repository] = {}
        self._bases: dict[str, _Base] = {}

    def since(
        self, tasks: Iterable[Task], revision: str, *, option: str, forked: bool
    ) -> list[Task]:
        """`tasks`, each to be compared with what it was where HEAD and `revision` part.

        Those that cannot be are left out, once the listener was told. Raises LintError for a
        revision that there is not, naming the `option` that it comes from, and where the clone
        lacks the place where they part; unless `forked`, the revision itself does then.
        """

        def start(repository: Repository) -> str:
            try:
                commit = repository.commit(revision)
                fork = repository.fork(commit)
                if fork is None and forked:
                    raise repository.unrelated(revision)
            except LintError as error:
                raise LintError(f"{option} {error}") from None
            return fork or commit

        def find(task: Task, base: _Base) -> tuple[Task, _Old | None]:
            return task, self._in_commit(task, base)

        return self._compared(tasks, start, find)

    def staged(self, tasks: Iterable[Task]) -> list[Task]:
        """`tasks`, as they are staged, each to be compared with what it was in the last commit.

        One of which nothing is staged is to be judged as a whole. Those that cannot be judged are
        left out, once the listener was told.
        """

        def start(repository: Repository) -> str:
            return repository.head() or repository.empty_tree()

        return self._compared(tasks, start, self._in_index)

    def _compared(
        self,
        tasks: Iterable[Task],
        start: _Start,
        find: Callable[[Task, _Base], tuple[Task, _Old | None]],
    ) -> list[Task]:
        """`tasks` with what `find` finds them to have been in the commit of `start`."""
        found: list[tuple[Task, _Old | None, Version | None]] = []
        for task in tasks:
            path = task.source.path
            if path == STDIN_NAME:
                raise LintError(
                    "standard input has no earlier version; use --stdin-filename to name the file"
                )
            try:
                repository = self._repository(path)
            except LintError as error:
                self._listener.fail(f"{path}: cannot be compared with an earlier version: {error}")
                continue
            if repository.root not in self._bases:
                self._bases[repository.root] = _Base(repository, start(repository))
            try:
                new, old = find(task, self._bases[repository.root])
            except InputError as error:
                self._listener.fail(str(error))
            else:
                found.append((new, old, None if old is None else self._version(new, old)))
        past = Past(version for _, _, version in found if version is not None)
        return [
            task if old is None else task._replace(before=Before(version, past, _history(old)))
            for task, old, version in found
        ]

    def _repository(self, path: str) -> Repository:
        folder = os.path.dirname(os.path.realpath(path))
        if folder not in self._repositories:
            if not os.path.isdir(folder):
                raise LintError("no such folder")
            self._repositories[folder] = Repository(folder)
        return self._repositories[folder]

    def _in_commit(self, task: Task, base: _Base) -> _Old:
        """What the list of `task` was in a commit, where it may have had another name."""
        path = base.repository.path(task.source.path)
        found = base.repository.file(base.commit, path)
        if found is None and path in base.differences:
            found = base.repository.file(base.commit, base.differences[path].old_path)
        if found is None:
            return _Old(base, path, None)
        return _Old(base, found[0], self._content(task, base, found[1].object, found[1].size))

    def _in_index(self, task: Task, base: _Base) -> tuple[Task, _Old | None]:
        """The list of `task` as it is staged, and what it was; None if nothing of it is staged.

        Raises InputError for what is staged and cannot be judged.
        """
        repository, shown = base.repository, task.source.path
        change = base.differences.get(repository.path(shown))
        if change is None or change.status == "D":
            return task, None
        if change.status == "U":
            raise InputError(f"{shown}: has unresolved conflicts")
        most = task.config.max_file_size
        if repository.size(change.new) > most:
            raise InputError(f"{shown}: larger than max_file_size ({most:,} bytes)")
        source = Source.decode(shown, repository.content(change.new))
        if not _same(source, task.source):
            task = task._replace(source=source, locked=_LOCKED)
        if change.status == "A":
            return task, _Old(base, change.old_path, None)
        size = repository.size(change.old)
        return task, _Old(base, change.old_path, self._content(task, base, change.old, size))

    def _content(self, task: Task, base: _Base, name: str, size: int | None) -> bytes | None:
        """The blob `name`; None, once the listener was told, if it is too large to be judged."""
        if size is not None and size > task.config.max_file_size:
            self._note(task, "was larger than max_file_size")
            return None
        return base.repository.content(name)

    def _version(self, task: Task, old: _Old) -> Version | None:
        """What the list of `task` was, judged; None if it was not there, or cannot be judged."""
        if old.data is None:
            return None
        try:
            source = Source.decode(task.source.path, old.data)
        except InputError:
            self._note(task, "was not UTF-8 text")
            return None
        most = task.config.max_file_size
        return pipeline.version(
            task._replace(source=source, before=None, trusted=None),
            self._rules,
            today=self._today,
            listener=self._listener,
            files=lambda urls: _files(old, urls),
            anchors=lambda document, today: _anchors(old, document, today, most),
            beside=lambda: _beside(old),
        )

    def _note(self, task: Task, why: str) -> None:
        self._listener.note(f"{task.source.path}: {why}, so all of it counts as new")


def _history(old: _Old) -> History | None:
    """Where to look up earlier versions of a list; nowhere before the first commit."""
    repository, commit = old.base.repository, old.base.commit
    if old.data is None or repository.head() is None:
        return None
    return History(repository, commit, old.path)


def judged_at(  # noqa: PLR0913, PLR0917 - what a run is made of
    repository: Repository,
    commit: str,
    path: str,
    task: Task,
    rules: Sequence[Rule],
    today: dt.date,
    listener: Listener,
) -> Version | None:
    """The list of `task` as it was at `path` in `commit`, judged without the network.

    None if it was not there, or was too large. Raises InputError for what is no UTF-8 text.
    """
    found = repository.file(commit, path)
    most = task.config.max_file_size
    if found is None or (found[1].size or 0) > most:
        return None
    data = repository.content(found[1].object)
    old = _Old(_Base(repository, commit), path, data)
    return pipeline.version(
        task._replace(source=Source.decode(task.source.path, data), before=None),
        rules,
        today=today,
        listener=listener,
        files=lambda urls: _files(old, urls),
        anchors=lambda document, today: _anchors(old, document, today, most),
        beside=lambda: _beside(old),
    )


def _same(one: Source, other: Source) -> bool:
    """Whether two versions differ in nothing but what a checkout may convert: line endings."""
    first, second = (_ENDING.sub("\n", source.text) for source in (one, other))
    return first == second and one.bom == other.bom


def _files(old: _Old, urls: Iterable[str]) -> Mapping[str, bool]:
    """Of each relative target among `urls`, whether it existed; see `lint.files.inputs.file_facts`.

    What exists today counts as having existed: then nothing is said of it today.
    """
    repository, commit = old.base.repository, old.base.commit
    root, places = target_places(os.path.join(repository.root, *old.path.split("/")), urls)
    today = {place: os.path.lexists(root / place) for place in set(places.values())}
    then = repository.existing(commit, (place for place, exists in today.items() if not exists))
    return {target: today[place] or place in then for target, place in places.items()}


def _anchors(
    old: _Old, document: Document, today: Mapping[str, Anchors], most: int
) -> Mapping[str, Anchors]:
    """The anchors of the files that `document`, a list as it was, links into, by relative target.

    Those of `today`, but of a file that lacks one of them now those of then, if it was there and
    had at most `most` bytes: what is there today counts as having been there.
    """
    repository, commit = old.base.repository, old.base.commit
    list_then = os.path.join(repository.root, *old.path.split("/"))
    then: dict[str, Anchors] = {}
    for target, place in target_places(list_then, lacking(document, today))[1].items():
        found = repository.file(commit, place)
        if found is not None and (found[1].size or 0) <= most:
            anchors = anchors_in(repository.content(found[1].object))
            if anchors is not None:
                then[target] = anchors
    return {**today, **then}


def _beside(old: _Old) -> Mapping[str, int] | None:
    """The files that went with the repository; see `lint.files.inputs.beside`."""
    if "/" in old.path:
        return None
    repository, commit = old.base.repository, old.base.commit
    sizes: dict[str, int] = {}

    def keep(name: str, entry: Entry) -> None:
        if entry.size is not None or name.rpartition("/")[2] == SITE_FOLDER:
            sizes[name] = max(sizes.get(name, 0), entry.size or 0)

    for name, entry in repository.folder(commit).items():
        keep(name.lower(), entry)
        if entry.kind == "tree" and name.lower() in COMMUNITY_FOLDERS:
            for inner, one in repository.folder(commit, name).items():
                keep(f"{name.lower()}/{inner.lower()}", one)
    return sizes

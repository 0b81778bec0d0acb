"""What a check would have said about the latest changes of a list, had it been there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lint.config.rules import rules_for
from lint.engine.changes import Before, Change
from lint.engine.revisions import judged_at
from lint.engine.versions import Past
from lint.errors import InputError, LintError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from lint.diagnostics import Diagnostic, Severity
    from lint.engine.analysis import Task
    from lint.engine.listener import Listener
    from lint.engine.versions import Version
    from lint.git.repository import Commit, Repository

MOST = 20
"""So many changes are tried."""


class Tried(NamedTuple):
    """A change, and what would have been said about it."""

    commit: Commit
    found: Sequence[Diagnostic]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How often each rule would have spoken, the most severe and most frequent first."""
        severities = {one.rule: one.severity for one in self.found}
        counts = Counter(one.rule for one in self.found)
        return sorted(counts.items(), key=lambda pair: (-severities[pair[0]], -pair[1], pair[0]))

    def fails(self, limit: Severity | None) -> bool:
        """Whether the check would have failed, with `limit` as the level for that."""
        return limit is not None and any(one.severity >= limit for one in self.found)


def tried(repository: Repository, task: Task, *, today: dt.date, listener: Listener) -> list[Tried]:
    """The latest changes that were merged into the list of `task`, the latest first.

    Each is judged as `--base` would have, without network, by the configuration of today. The one
    that brought the list is none. Raises LintError where git fails.
    """
    from lint.validation import validator

    path = repository.path(task.source.path)
    commits = repository.history(path, MOST + 1) if repository.head() else []
    rules = rules_for([task.config])
    versions: dict[str, Version | None] = {}

    def at(commit: str) -> Version | None:
        if commit not in versions:
            try:
                versions[commit] = judged_at(repository, commit, path, task, rules, today, listener)
            except InputError:
                versions[commit] = None
        return versions[commit]

    made = []
    for number, commit in enumerate(commits[:MOST]):
        if not commit.parents:
            continue
        # Between two commits in this row nothing has changed the list.
        following = commits[number + 1 : number + 2]
        before = at(following[0].name if following else commit.parents[0])
        now = at(commit.name)
        if now is None or before is None:
            continue
        change = Change(now, Before(before, Past((before,))))
        found, _ = change.split(now.found, rules, validator.RULES)
        made.append(Tried(commit, found))
    return made


def repository_of(path: str) -> Repository:
    """The repository around the list at `path`. Raises LintError, in one line, without one."""
    from pathlib import Path

    from lint.git.repository import Repository

    try:
        return Repository(str(Path(path).resolve().parent))
    except LintError as error:
        raise LintError(f"{path}: {error}") from None

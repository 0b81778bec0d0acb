"""Lists that are checked together: what the functions of `lint.api` and the commands run."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from lint.config.rules import rules_for
from lint.engine.analysis import Task
from lint.engine.pipeline import Interrupted, read_whole, run
from lint.engine.processes import processes_for
from lint.engine.targets import clones_for, tasks_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from lint.config.reading import Configurations
    from lint.diagnostics import Diagnostic
    from lint.engine.fix_lists import Outcome
    from lint.engine.listener import Listener
    from lint.engine.report import Report
    from lint.entries.entry import Entry, Unread
    from lint.links.result import LinkResult
    from lint.links.store.storage import Storage
    from lint.rules import Rule
    from lint.source import Source

__all__ = ["Interrupted", "Lists", "Task", "opened", "utc_today"]


@contextmanager
def opened(  # noqa: PLR0913 - the last three are by keyword and have defaults
    paths: Sequence[str],
    configurations: Configurations,
    listener: Listener,
    *,
    stdin_filename: str | None = None,
    commands: Sequence[str] = (),
    today: dt.date | None = None,
) -> Iterator[Lists]:
    """The lists that `paths` name: files, folders, URLs of repositories, and - for standard input.

    What cannot be read is left out, and `listener` receives why. Standard input goes by
    `stdin_filename`. A path that does not exist may have been meant as one of `commands`. Clones of
    repositories are deleted at the end. Raises ConfigError for an invalid configuration.
    """
    with clones_for(paths) as clones:
        tasks = tasks_for(
            paths,
            configurations,
            listener,
            clones,
            stdin_filename=stdin_filename,
            commands=commands,
        )
        yield Lists(tasks, listener, today=today)


class Lists:
    """Lists with their configurations, to be checked, compared and fixed together.

    `listener` receives failures, notes and the progress of the link check. `today` (UTC, by default
    the current day) decides what lies in the future. No method changes `tasks`.
    """

    def __init__(
        self, tasks: Iterable[Task], listener: Listener, *, today: dt.date | None = None
    ) -> None:
        self.tasks = tuple(tasks)
        self.listener = listener
        self.today = today or utc_today()

    def having(self, tasks: Iterable[Task]) -> Lists:
        """The same run on other `tasks`."""
        return Lists(tasks, self.listener, today=self.today)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that the configurations may select, those of plug-ins among them."""
        return tuple(rules_for(task.config for task in self.tasks))

    def check(
        self,
        *,
        storage: Storage | None = None,
        known: Mapping[str, LinkResult] | None = None,
        early: Callable[[Report], None] | None = None,
        configuration: bool = False,
        processes: bool = False,
    ) -> Report:
        """What the rules find, with one diagnostic for each place.

        Links are checked as the configurations say, but for those of `known` and those that
        `storage` has fresh results of. `early` receives a report on what needs no links before they
        are checked. With `configuration`, keys without effect are reported, too. With `processes`,
        many offline lists are shared among the processors, and many links are checked beside the
        reading of the lists. Raises ConfigError for an invalid schema
        or state file, and Interrupted, which has the report so far.
        """
        return run(
            self.tasks,
            self.rules,
            today=self.today,
            listener=self.listener,
            known=known,
            early=early,
            storage=storage,
            configuration=configuration,
            processes=processes_for(self.tasks) if processes else 1,
            beside=self._fewest_links() if processes else None,
        )

    def _fewest_links(self) -> int | None:
        """The fewest links that are worth a process of their own; None where none can be had."""
        if all(task.config.offline for task in self.tasks):
            return None
        from lint.engine.link_process import fewest_for

        return fewest_for(self.tasks)

    def check_links(self, *, storage: Storage | None = None) -> Report:
        """The results of the links alone. Raises as `check` does."""
        return run(self.tasks, (), today=self.today, listener=self.listener, storage=storage)

    def entries(self, task: Task) -> tuple[Entry, ...]:
        """The entries of one of the lists. Raises ConfigError as `check` does."""
        return read_whole(task, self.listener, today=self.today)[0]

    def unread(self, task: Task) -> tuple[Unread, ...]:
        """What looks like entries in one of the lists and was not read as such."""
        return read_whole(task, self.listener, today=self.today)[1]

    def since(self, revision: str, *, option: str, forked: bool) -> Lists:
        """The lists, each compared with what it was where HEAD and `revision` part.

        Lists that cannot be compared are left out. Raises LintError, which names `option`, for an
        unknown revision and for a clone without the commit where they part; unless `forked`,
        `revision` itself counts then.
        """
        from lint.engine.revisions import Comparison

        comparison = Comparison(self.rules, self.today, self.listener)
        return self.having(comparison.since(self.tasks, revision, option=option, forked=forked))

    def staged(self) -> Lists:
        """The lists as they are staged, each compared with its last commit."""
        from lint.engine.revisions import Comparison

        return self.having(Comparison(self.rules, self.today, self.listener).staged(self.tasks))

    def fix(
        self, report: Report, *, unsafe: bool, shown: Callable[[Diagnostic], bool] | None = None
    ) -> Outcome:
        """Apply the fixes of `report` and write the files; `shown` chooses among the diagnostics.

        A list that did not come from a file of its own is not written. A list that changed
        meanwhile or is read-only stays as it is, and `listener` receives why.
        """

        def save(task: Task, source: Source) -> None:
            if not task.streamed:
                self.save(task, source)

        return self._fixed(report, save, unsafe=unsafe, shown=shown)

    def diff(
        self, report: Report, *, unsafe: bool, shown: Callable[[Diagnostic], bool] | None = None
    ) -> tuple[str, Outcome]:
        """What `fix` would change, as a unified diff; nothing is written."""
        from lint.engine.fix_lists import diff

        parts: list[str] = []

        def show(task: Task, source: Source) -> None:
            parts.extend(diff(task.source, source))

        outcome = self._fixed(report, show, unsafe=unsafe, shown=shown)
        return "".join(parts), outcome

    def save(self, task: Task, source: Source) -> None:
        """Write `source`, a later version of the list of `task`, to its file.

        Raises LintError for a file that changed meanwhile or cannot be written.
        """
        from lint.engine.fix_lists import save

        save(task, source)

    def _fixed(
        self,
        report: Report,
        save: Callable[[Task, Source], None],
        *,
        unsafe: bool,
        shown: Callable[[Diagnostic], bool] | None,
    ) -> Outcome:
        from lint.engine.fix_lists import mend_lists

        return mend_lists(
            self.tasks,
            report,
            self.rules,
            today=self.today,
            unsafe=unsafe,
            shown=shown or _every,
            save=save,
            listener=self.listener,
        )


def utc_today() -> dt.date:
    """The current day, in UTC."""
    return dt.datetime.now(dt.UTC).date()


def _every(_: Diagnostic) -> bool:
    return True

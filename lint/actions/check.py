"""The check of a change, or of whole lists, in a workflow: `python -Im lint.actions.check`.

It needs no rights and no secrets. The environment says all: ACTION_PATHS, ACTION_ARGS and so on are
the inputs of action.yml (see `lint.actions.choices`), ACTION_CACHE is the folder of the cache and
ACTION_FOLDER one for the reports, ACTION_JOB and ACTION_JOB_INDEX tell jobs apart; paths start from
GITHUB_WORKSPACE, the checkout. The exit status is that of the check.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint.actions import outputs
from lint.actions.choices import Inputs, artifact_name
from lint.actions.event import Event, enter_workspace
from lint.actions.lists import lists_of
from lint.actions.trusted_config import configuration_of, refuse_with_rights
from lint.cli.crash import guarded
from lint.console.output import Console
from lint.errors import LintError
from lint.files import inputs
from lint.git.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lint.actions.new_entries import New
    from lint.cli.arguments import CheckOptions
    from lint.engine.analysis import Parsed
    from lint.engine.changes import Change

REPORT, ROWS = "report.json", "change.json"
"""The files that a comment is made of."""
_SARIF = "report.sarif"
# The page of the job, and what goes there where no annotations are made with it.
_SUMMARY = "GITHUB_STEP_SUMMARY"
_PAGE = "summary.md"


class _Run:
    """One check: what to compare with, the command line, and what is left for later steps."""

    def __init__(self, chosen: Inputs, event: Event, environ: Mapping[str, str]) -> None:
        self._inputs = chosen
        self._event = event
        self._environ = environ
        refuse_with_rights(event, (".", *map(_folder, chosen.paths)))
        self._folder = Path()
        self._console = Console()
        self._base = "" if chosen.links == "all" else chosen.base or self._default()
        self._paths = chosen.paths
        self._stranger = ""

    def run(self) -> int:
        """Check, and write what is asked for. The exit status."""
        self._refuse_no_change()
        place = Path(self._environ.get("ACTION_FOLDER") or ".")
        place.mkdir(parents=True, exist_ok=True)
        # A folder of its own: what an earlier step left there is none of this one's.
        self._folder = Path(tempfile.mkdtemp(prefix="report-", dir=place))
        with self._trusted():
            status = self._check()
            report = self._report()
            if self._inputs.comment and report is not None and status in {0, 1}:
                self._write_rows(report)
        found = outputs.counts(report) if report is not None else {}
        if self._inputs.fail_if_empty and found.get("entries") == 0:
            self._console.refuse("no entries found, and fail-if-empty is set")
            status = status or 1
        self._output(status, found)
        return status

    def _refuse_no_change(self) -> None:
        """Raise LintError where what is checked out is what a change is to be compared with.

        Nothing would be found, whatever the change is.
        """
        if self._event.name == "pull_request_target" and self._event.base == self._head():
            raise LintError(
                "cannot check: pull_request_target checks out the base, not the pull request;"
                " use pull_request"
            )
        if self._base and Repository(".").commit(self._base) == self._head():
            raise LintError(
                f"invalid input base: {self._base!r} is the commit that is checked out; check out"
                " the branch, or remove base to check the whole list"
            )

    @staticmethod
    def _head() -> str | None:
        try:
            return Repository(".").head()
        except LintError:
            return None

    def _default(self) -> str:
        """What a change is to go into; "" where the event is about none.

        What is checked out for a pull request is a merge of it, of which the first parent is the
        tip of the base (https://docs.github.com/actions/reference/workflows-and-actions/
        events-that-trigger-workflows#pull_request). The event may name an older one.
        """
        base = self._event.base
        if not base:
            return ""
        repository = Repository(".")
        parents = repository.parents("HEAD")
        return parents[0] if len(parents) == 2 and self._merges(parents) else base

    def _merges(self, parents: Sequence[str]) -> bool:
        """Whether HEAD, with these parents, is the merge that GitHub made of the pull request."""
        head = self._event.find("pull_request", "head", "sha")
        return head is not None and parents[1] == head

    @contextlib.contextmanager
    def _trusted(self) -> Any:
        """A block in which a stranger's branch is configured as its base is."""
        if not self._event.stranger:
            yield
            return
        repository = Repository(".")
        self._stranger = repository.commit(self._base or self._default())
        fork = repository.fork(self._stranger) or self._stranger
        with configuration_of(repository, fork, self._files()) as paths:
            for path in paths:
                self._console.note(
                    f"{path}: using the version of the base, not that of the pull request"
                )
            self._paths = lists_of(repository, fork, self._paths, self._console)
            yield

    def _arguments(self) -> list[str]:
        chosen = self._inputs
        found = ["--cache-dir", cache] if (cache := self._environ.get("ACTION_CACHE")) else []
        found += ["--config", chosen.config] if chosen.config else []
        found += ["--base", self._base] if self._base else []
        found += ["--stranger", self._stranger] if self._stranger else []
        found += ["--offline"] if chosen.links == "none" else []
        found += ["--fail-on", chosen.fail_on] if chosen.fail_on else []
        if not any(one.startswith("--diff") for one in chosen.args):  # which takes no reports
            found += ["--report", f"json={self._folder / REPORT}"]
        if chosen.sarif:
            found += ["--report", f"sarif={self._folder / _SARIF}"]
        if not chosen.annotations:
            found += ["--format", "full"]
            if self._environ.get(_SUMMARY) and chosen.summary:
                found += ["--report", f"markdown={self._folder / _PAGE}"]
        for one in chosen.reports:
            found += ["--report", one]
        return [*found, *chosen.args, *(["--", *self._paths] if self._paths else [])]

    def _check(self) -> int:
        hidden = set() if self._inputs.summary else {_SUMMARY}
        done = subprocess.run(  # noqa: S603 - no shell; the inputs are those of the workflow
            [sys.executable, "-Im", "lint", "check", *self._arguments()],
            env={key: value for key, value in os.environ.items() if key not in hidden},
            check=False,
        )
        page, target = self._folder / _PAGE, self._environ.get(_SUMMARY)
        if target and page.is_file():
            with Path(target).open("a", encoding="utf-8", newline="\n") as stream:
                stream.write(page.read_text(encoding="utf-8") + "\n")
        return done.returncode

    def _report(self) -> Any:
        """The JSON report of the check; None if it wrote none."""
        file = self._folder / REPORT
        return json.loads(file.read_bytes()) if file.is_file() else None

    def _write_rows(self, report: Any) -> None:
        """Leave the rows of the change beside the report; none without a base."""
        from lint.actions import changed_rows
        from lint.actions.comment_text import each_place
        from lint.actions.new_entries import new_entries

        found = list(each_place(report))
        made: list[changed_rows.Row] = []
        new: list[New] = []
        if self._base:
            for parsed, change in self._changes():
                source = parsed.source
                mine = [one for one in found if one["path"] == source.path]
                made += changed_rows.rows(source, change.changed, mine)
                new += new_entries(parsed)
        (self._folder / ROWS).write_text(changed_rows.encoded(made, new), encoding="utf-8")

    def _options(self) -> CheckOptions:
        """The command line as the check reads it. Raises click.ClickException for a wrong one."""
        from lint.cli.main import check
        from lint.cli.options import check_options

        return check_options(check.make_context("check", self._arguments()).params, commands=())

    def _files(self) -> Iterable[str]:
        """What the command line and the environment name that decides what is reported."""
        from click import ClickException

        try:
            options = self._options()
        except ClickException:
            return ()  # the check says why
        state = options.requests.storage.state
        return filter(None, (options.config.file, options.baseline.file, state))

    def _changes(self) -> Iterable[tuple[Parsed, Change]]:
        """Each list of the change, with what became of it."""
        from lint.config.reading import Configurations
        from lint.config.rules import rules_for
        from lint.engine.analysis import Task, read
        from lint.engine.listener import NullListener
        from lint.engine.revisions import Comparison

        options = self._options()
        configurations = Configurations(file=options.config.file, isolated=options.config.isolated)
        today = dt.datetime.now(dt.UTC).date()
        tasks = []
        for path in inputs.expand(options.paths, lambda _: None):
            config = configurations.for_path(path)
            with contextlib.suppress(LintError):  # the check has said so
                tasks.append(Task(inputs.read(path, config.max_file_size), config))
        quiet = NullListener()
        comparison = Comparison(rules_for(task.config for task in tasks), today, quiet)
        for task in comparison.since(tasks, self._base, option="base", forked=True):
            parsed = read(task, today, quiet)
            if parsed is not None and parsed.change is not None:
                yield parsed, parsed.change

    def _output(self, status: int, counts: Mapping[str, int]) -> None:
        """Tell later steps what there is."""
        files = {"sarif": _SARIF, "report": REPORT, "rows": ROWS}
        paths = {name: self._folder / file for name, file in files.items()}
        there: dict[str, object] = {name: path for name, path in paths.items() if path.is_file()}
        there |= {"artifact": artifact_name(self._inputs, self._environ)}
        outputs.write({**there, **counts, "status": status}, self._environ)


def _folder(path: str) -> str:
    """The folder that `path` is, or that it lies in."""
    return path if Path(path).is_dir() else str(Path(path).parent)


def main(environ: Mapping[str, str] | None = None) -> int:
    """Run the check that the environment describes. The exit status."""
    environ = os.environ if environ is None else environ
    try:
        enter_workspace(environ)
        return _Run(
            Inputs.from_environment(environ), Event.from_environment(environ), environ
        ).run()
    except LintError as error:
        for line in str(error).splitlines():
            Console().refuse(line)
        return 2


if __name__ == "__main__":
    sys.exit(guarded(main))

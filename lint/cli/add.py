"""`awesome-lint add`: works by their URLs become entries like their neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.adding.asking import ask
from lint.adding.insertion import Added, List, Present, Refused
from lint.adding.tidying import tidied
from lint.api.lists import opened
from lint.cli import settings
from lint.console import github_log, output
from lint.console.output import Console
from lint.errors import LintError
from lint.files import inputs
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.adding.asking import Answer
    from lint.api.lists import Lists, Task
    from lint.cli.arguments import AddOptions


def add_works(options: AddOptions) -> int:
    """Show the entries of works, or write them into a list. The exit status.

    1 says that one is there already or was refused. Raises LintError for what cannot be used: a
    section that is not there, a list that cannot be read.
    """
    options.validate()
    console = Console()
    path = options.file or inputs.readme()
    if path is None:
        raise LintError("no README in this folder; name the list with --file")
    with opened((path,), settings.of_add(options), console) as lists:
        task = next(iter(lists.tasks), None)
        if task is None:
            return 2
        if task.config.offline:
            remedy = "remove --offline, or `offline` from the configuration"
            raise LintError(f"{path}: add needs the network; {remedy}")
        if options.write and task.locked:
            raise LintError(f"{path}: {task.locked}")
        return _Adding(lists, task, options, console).run()


class _Adding:
    """One run of the command: ask, draft, show, write."""

    def __init__(self, lists: Lists, task: Task, options: AddOptions, console: Console) -> None:
        self._lists = lists
        self._task = task
        self._options = options
        self._console = console

    def run(self) -> int:
        """The exit status."""
        today = self._lists.today
        current = List(self._task, today)
        if self._options.section is not None:
            current.check(self._options.section)
        wanted = list(dict.fromkeys(map(self._tidied, self._options.urls)))
        left = [url for url in wanted if not self._is_there(current, url)]
        status = int(len(left) < len(wanted))
        entries = []
        try:
            answers = self._asked(current, left)
            if self._console.failures:
                return 2
            for answer in answers:
                outcome = self._outcome(current, answer)
                if isinstance(outcome, Added):
                    current = List(outcome.task, today)
                    entries.append(outcome)
                else:
                    status = 1
        except KeyboardInterrupt:
            self._console.note("interrupted, so nothing was added")
            return 130
        output.write(github_log.defused_line("".join(f"{one.entry}\n" for one in entries)))
        if entries and self._options.write:
            self._lists.save(self._task, current.task.source)
        return status

    def _tidied(self, url: str) -> str:
        """A URL without what was copied with it, which is said."""
        new = tidied(url, self._task, self._lists.today)
        if new != url:
            self._console.note(f"{clip(url)} is written as {clip(new)}")
        return new

    def _asked(self, current: List, urls: Sequence[str]) -> Sequence[Answer]:
        """What the sites say of `urls`."""
        answers = ask(
            self._task,
            urls,
            current.needs,
            summary=self._options.summary,
            today=self._lists.today,
            listener=self._console,
            storage=settings.storage(self._options.requests.storage),
        )
        self._console.settle()
        return answers

    def _is_there(self, current: List, url: str) -> bool:
        """Whether a URL is in the list, which is said; nobody need be asked for that."""
        found = current.find(url)
        if found is None:
            return False
        self._say_present(found, url)
        return True

    def _say_present(self, found: Present, url: str) -> None:
        path = self._task.source.path
        output.write(f"{path}:{found.line}\n")
        self._console.note(f"{path}:{found.line}: {clip(url)} is already in the list")

    def _outcome(self, current: List, answer: Answer) -> Added | Present | Refused:
        """What becomes of one URL, which is said."""
        shown = clip(answer.url)
        if answer.work is None:
            self._console.note(f"{shown} {answer.why}, so it is not added")
            return Refused(answer.why)
        outcome = current.add(answer.work, self._options.section)
        if isinstance(outcome, Present):
            self._say_present(outcome, answer.url)
        elif isinstance(outcome, Refused):
            self._console.note(f"{shown} is not added: {outcome.why}")
            for one in outcome.found:
                self._console.note(f"  {one.rule}: {clip(one.message)}")
        else:
            self._say(outcome, answer, shown)
        return outcome

    def _say(self, outcome: Added, answer: Answer, shown: str) -> None:
        path = self._task.source.path
        verb = "added" if self._options.write else "belongs here"
        where = f", section {clip(outcome.section)!r}" if outcome.section else ""
        self._console.note(f"{path}:{outcome.line}: {verb}{where}, {outcome.order}")
        work = answer.work
        if work is not None and work.doubt:
            self._console.note(f"{shown} could not be verified ({clip(work.doubt)})")
        if work is not None and work.url != answer.url:
            self._console.note(f"{shown} is now {clip(work.url)}, which the entry has")
        if work is not None and work.state:
            self._console.note(f"{shown} is {clip(work.state)}")
        if outcome.untitled:
            self._console.note(f"{shown}: no site has the title; it is made from the URL")
        if outcome.unknown:
            # A column may be called what a field is.
            unknown = {name.casefold(): clip(name) for name in outcome.unknown}
            names = ", ".join(unknown.values())
            self._console.note(f"{shown}: not found on any site: {names}")

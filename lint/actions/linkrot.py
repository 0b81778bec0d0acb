"""The links of a list, watched from week to week: `python -Im lint.actions.linkrot`.

Checks all links, keeps their history on a branch, where no cache that runs out can lose it, and one
issue up to date with what is dead. With ACTION_FIXES, a number of links, also proposes to mend so
many in one pull request. The environment: ACTION_PATHS, ACTION_CONFIG, ACTION_BRANCH and
ACTION_LOGIN are the inputs of .github/actions/link-rot/action.yml, ACTION_CACHE is the folder of
the cache, none by default; GITHUB_TOKEN needs contents: write and issues: write.
"""

from __future__ import annotations

import datetime as dt
import os
import shlex
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.actions import badge, dead_links_issue
from lint.actions.api import LOGIN, Api, author
from lint.actions.branch import Remote
from lint.actions.event import Event, enter_workspace
from lint.actions.trusted_config import refuse_with_rights
from lint.cli.crash import guarded
from lint.cli.published import rule_pages
from lint.console.output import Console
from lint.errors import LintError
from lint.links.result import Verdict
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lint.engine.analysis import Task
    from lint.engine.report import Report

BRANCH = "awesome-lint-state"
"""The branch with the history of the links."""
_STATE = "links.json"


class Settings(NamedTuple):
    """What a workflow asks for."""

    paths: tuple[str, ...] = ()
    config: str | None = None
    branch: str = BRANCH
    fixes: int = 0
    login: str = LOGIN
    cache: Path | None = None
    page: str = ""
    """The URL of the repository on the web, "" where it is not known."""
    rules: str | None = None
    """The URL of the folder with the pages of the rules, if it is known."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """The settings in `environ`. Raises LintError for what cannot be used."""
        fixes = environ.get("ACTION_FIXES", "").strip() or "0"
        if not fixes.isascii() or not fixes.isdecimal() or int(fixes) > 100:
            raise LintError(f"invalid input fixes: expected a number from 0 to 100, got {fixes!r}")
        try:
            paths = tuple(shlex.split(environ.get("ACTION_PATHS", "")))
        except ValueError as error:
            raise LintError(f"invalid input paths: {str(error).lower()}") from None
        cache = environ.get("ACTION_CACHE", "")
        server, name = environ.get("GITHUB_SERVER_URL", ""), environ.get("GITHUB_REPOSITORY", "")
        return cls(
            paths,
            environ.get("ACTION_CONFIG", "").strip() or None,
            environ.get("ACTION_BRANCH", "").strip() or BRANCH,
            int(fixes),
            environ.get("ACTION_LOGIN", "").strip() or LOGIN,
            Path(cache) if cache else None,
            f"{server}/{name}" if server.startswith("https://") and name else "",
            rule_pages(environ),
        )


class Watch:
    """One run: the check, the history, the issue, the proposal."""

    def __init__(self, settings: Settings, api: Api, remote: Remote, today: dt.date) -> None:
        self._settings = settings
        self._api = api
        self._remote = remote
        self._today = today
        self._console = Console()

    def run(self) -> int:
        """The exit status: 0, or 2 where a list could not be judged."""
        settings = self._settings
        tip = self._remote.tip(settings.branch)
        with tempfile.TemporaryDirectory() as folder:
            state = Path(folder, _STATE)
            known = self._remote.file(tip, _STATE) if tip else None
            if known is not None:
                state.write_bytes(known)
            tasks, report = self._check(state)
            now = state.read_bytes() if state.is_file() else None
        links = report.results.values()
        counts = {verdict: sum(one.verdict is verdict for one in links) for verdict in Verdict}
        said = ", ".join(f"{count:,} {verdict}" for verdict, count in counts.items() if count)
        self._console.say(f"{plural(len(report.results), 'link')}: {said or 'none'}")
        answered = not report.results or counts[Verdict.OK] > 0
        files = {_STATE: now} if now is not None else {}
        if answered:
            files[badge.FILE] = badge.badge(len(report.results), len(dead_links(report)))
        old = {path: self._remote.file(tip, path) if tip else None for path in files}
        if files != old:
            commit = self._remote.commit(files, "Update the history of the links", tip)
            self._remote.push(commit, settings.branch, tip)
            self._console.say(f"pushed the history to the branch {settings.branch}")
        if not answered:
            # A runner without a network is no reason to call a list dead.
            self._console.note("no link responded; the issue is unchanged")
            return 2
        self._console.say(self._tell(report))
        if settings.fixes:
            from lint.actions.fix_pull_request import propose

            self._console.say(
                propose(self._api, self._remote, tasks, report, settings, self._today)
            )
        return 2 if self._console.failures else 0

    def _check(self, state: Path) -> tuple[Sequence[Task], Report]:
        """Check all links, with the history in the file `state`, which is brought up to date."""
        from lint.config.overrides import Overrides
        from lint.config.reading import Configurations
        from lint.engine.analysis import Task
        from lint.engine.baseline import Baselines
        from lint.engine.pipeline import run
        from lint.files import inputs
        from lint.links.store.storage import Storage
        from lint.rules import all_rules

        configurations = Configurations(
            file=self._settings.config, overrides=Overrides(offline=False, archive=True)
        )
        tasks = []
        for path in inputs.expand(self._settings.paths, self._console.fail):
            config = configurations.for_path(path)
            tasks.append(Task(inputs.read(path, config.max_file_size), config))
        if not tasks:
            raise LintError("no list to check; set the input `paths`")
        report = run(
            tasks,
            tuple(all_rules().values()),
            today=self._today,
            listener=self._console,
            storage=Storage(
                cache=self._settings.cache is not None,
                folder=self._settings.cache,
                state=str(state),
                refresh=True,
            ),
        )
        baselines = Baselines(None, isolated=False, writing=False)
        known = {one.source.path: baselines.for_list(one.source.path, one.config) for one in tasks}
        found = (one for one in report.diagnostics if not known[one.path].knows(one))

        return tasks, report._replace(diagnostics=tuple(found))

    def _tell(self, report: Report) -> str:
        """Bring the issue up to date. What was done, in one line."""
        own = self._own_issue()
        told = dead_links_issue.read(str(own["body"] or "") if own else "", self._today)
        issue = dead_links_issue.Issue(
            told,
            dead_links(report),
            good=[url for url, one in report.results.items() if one.verdict is Verdict.OK],
            all_urls=report.results,
            today=self._today,
            repository=self._settings.page,
            rules=self._settings.rules,
        )
        if own is None:
            if not issue.any:
                return "no broken links"
            made = self._api.post(
                "/issues", {"title": dead_links_issue.TITLE, "body": issue.body()}
            )
            return f"opened #{int(made['number'])}"
        number = int(own["number"])
        change: dict[str, Any] = {}
        if _plain(str(own["body"] or "")) != _plain(issue.body()):
            change["body"] = issue.body()
        if own["state"] == "open" and not issue.any:
            change |= {"state": "closed", "state_reason": "completed"}
        elif own["state"] == "closed" and issue.fresh:
            change["state"] = "open"
        if change:
            self._api.patch(f"/issues/{number}", change)
        if comment := issue.comment():
            self._api.post(f"/issues/{number}/comments", {"body": comment})
        return f"#{number}: {'updated' if change else 'unchanged'}"

    def _own_issue(self) -> Mapping[str, Any] | None:
        """The issue that this has made, if there is one."""
        login = self._settings.login
        found = self._api.pages("/issues", state="all", creator=login)
        return dead_links_issue.newest(one for one in found if _is_own(one, login))


def dead_links(report: Report) -> list[dead_links_issue.Dead]:
    """The links that `report` calls broken, and that nothing in the list keeps quiet about."""
    from lint.rules.helpers.results import in_words

    places: dict[str, list[tuple[str, int]]] = {}
    names: dict[str, tuple[str, str]] = {}
    for one in report.diagnostics:
        url = one.finding.url
        if one.rule == "broken-link" and url is not None and url in report.results:
            line, _ = one.source.position(one.span.start)
            places.setdefault(url, []).append((one.path, line))
            names.setdefault(url, (one.entry, one.section))
    made = []
    for url, where in places.items():
        result = report.results[url]
        moved = result.facts.moved_to if result.facts else None
        unique = tuple(dict.fromkeys(where))
        made.append(
            dead_links_issue.Dead(
                url, in_words(result), unique, result.snapshot, moved, *names[url]
            )
        )
    return made


def _is_own(issue: Mapping[str, Any], login: str) -> bool:
    """Whether an issue was made here: pull requests are listed as issues, too."""
    marked = str(issue["body"] or "").startswith(dead_links_issue.MARK)
    return marked and author(issue) == login and "pull_request" not in issue


def _plain(text: str) -> str:
    """A text as it was before an editor in a browser, which writes CRLF, saved it."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def main(environ: Mapping[str, str] | None = None, today: dt.date | None = None) -> int:
    """Do what the environment describes. The exit status."""
    from lint.engine.pipeline import Interrupted

    environ = os.environ if environ is None else environ
    try:
        enter_workspace(environ)
        event = Event.from_environment(environ)
        api = Api.from_environment(environ)
        remote = Remote.from_environment(Path(), environ)
        settings = Settings.from_environment(environ)
        refuse_with_rights(event, (".", *(str(Path(path).parent) for path in settings.paths)))
        return Watch(settings, api, remote, today or dt.datetime.now(dt.UTC).date()).run()
    except Interrupted:
        Console().note("interrupted; nothing was posted")
        return 130
    except LintError as error:
        Console().refuse(str(error))
        return 2
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        Console().fail(f"unexpected response from GitHub: {error!r}")
        return 2


if __name__ == "__main__":
    sys.exit(guarded(main))

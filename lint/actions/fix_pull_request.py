"""One pull request with a small batch of fixes: links that have moved, at their new addresses.

Only safe fixes of what the check of the links found. So long as one is open there is no other, and
what was declined, closed without a merge, is not proposed again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.actions import dead_links_issue
from lint.actions.api import author
from lint.actions.markdown import code
from lint.text import plural

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from lint.actions.api import Api
    from lint.actions.branch import Remote
    from lint.actions.linkrot import Settings
    from lint.diagnostics import Diagnostic
    from lint.engine.analysis import Task
    from lint.engine.report import Report
    from lint.source import Source

BRANCH = "awesome-lint/links"
"""The branch that is proposed."""
MARK = "<!-- awesome-lint: moved links -->"
"""The first line of the proposal."""
_KEYS = re.compile(r"<!-- links((?: [0-9a-f]{16})+) -->")


def propose(  # noqa: PLR0913, PLR0917 - what a run is made of
    api: Api,
    remote: Remote,
    tasks: Sequence[Task],
    report: Report,
    settings: Settings,
    today: dt.date,
) -> str:
    """Propose to mend the links that have moved, so many as `settings.fixes`. What was done."""
    owner = api.repository.partition("/")[0]
    earlier = [
        one
        for one in api.pages("/pulls", state="all", head=f"{owner}:{BRANCH}")
        if author(one) == settings.login and str(one["body"] or "").startswith(MARK)
    ]
    if any(one["state"] == "open" for one in earlier):
        return "a pull request with fixes is already open"
    declined = {
        key
        for one in earlier
        if not one["merged_at"]
        for found in _KEYS.finditer(str(one["body"]))
        for key in found[1].split()
    }
    chosen = _chosen(report, settings.fixes, declined)
    if not chosen:
        return "no links to fix"
    files = dict(_mended(tasks, report, chosen, today))
    if not files:
        return "no links to fix: no fix could be applied"
    tip = remote.tip(BRANCH)
    if tip is not None and not remote.author(tip).endswith(
        "github-actions[bot]@users.noreply.github.com"
    ):
        return f"the branch {BRANCH} has commits of others; not overwritten"
    head = remote.head()
    title = f"Fix {plural(len(chosen), 'moved link')}"
    remote.push(remote.commit(files, title, head), BRANCH, tip)
    base = api.get("")["default_branch"]
    body = _body(chosen)
    made = api.post("/pulls", {"title": title, "head": BRANCH, "base": base, "body": body})
    return f"opened #{int(made['number'])}: {title}"


def _chosen(report: Report, most: int, declined: Collection[str]) -> Mapping[str, list[Diagnostic]]:
    """The diagnostics of the first `most` links that can be mended safely, by their URLs."""
    from lint.rules import all_rules

    asking = {rule.id for rule in all_rules().values() if rule.needs_links}
    found: dict[str, list[Diagnostic]] = {}
    for one in report.diagnostics:
        url, fix = one.finding.url, one.finding.fix
        if url is None or fix is None or not fix.safe or one.rule not in asking:
            continue
        if dead_links_issue.key(url) not in declined and (url in found or len(found) < most):
            found.setdefault(url, []).append(one)
    return found


def _mended(
    tasks: Sequence[Task],
    report: Report,
    chosen: Mapping[str, list[Diagnostic]],
    today: dt.date,
) -> Iterator[tuple[str, bytes]]:
    """The files that the fixes of `chosen` change, by their paths from the root."""
    from lint.console.output import Console
    from lint.engine.fix_lists import mend_lists
    from lint.git.repository import Repository
    from lint.rules import all_rules

    wanted = {one.identity for found in chosen.values() for one in found}
    made: dict[str, bytes] = {}
    repository = Repository(".")

    def shown(one: Diagnostic) -> bool:
        """Of what could be mended, only what is chosen; the rest tells whether a fix is one."""
        return one.finding.fix is None or not one.finding.fix.safe or one.identity in wanted

    def save(task: Task, new: Source) -> None:
        made[repository.path(task.source.path)] = new.encode()

    mend_lists(
        tasks,
        report,
        tuple(all_rules().values()),
        today=today,
        unsafe=False,
        shown=shown,
        save=save,
        listener=Console(),
    )
    yield from made.items()


def _body(chosen: Mapping[str, list[Diagnostic]]) -> str:
    lines = [f"- {code(found[0].message)}" for found in chosen.values()]
    keys = " ".join(map(dead_links_issue.key, chosen))
    return (
        "\n\n".join(
            (
                MARK,
                (
                    "These links have moved permanently. If you close this pull request without"
                    " merging it, they are not proposed again."
                ),
                "\n".join(lines),
                f"<!-- links {keys} -->",
            )
        )
        + "\n"
    )

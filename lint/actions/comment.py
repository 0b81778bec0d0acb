"""The comment on a pull request, made or brought up to date: `python -Im lint.actions.comment`.

Runs on `workflow_run`, with the right to write to pull requests, and so runs and reads nothing of
the branch but the report that the check left. Which pull request it is about GitHub says, never the
report. The environment: GITHUB_TOKEN, ACTION_LABEL (a label for while rows need a change, none by
default) and ACTION_LOGIN (who the token writes as).
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lint.actions import artifact
from lint.actions.api import LOGIN, Api, author
from lint.actions.comment_text import MARK, Comment
from lint.actions.event import Event
from lint.cli.crash import guarded
from lint.cli.published import rule_pages
from lint.console.output import Console
from lint.errors import LintError

if TYPE_CHECKING:
    from collections.abc import Mapping


def post(api: Api, event: Event, *, label: str, login: str, rules: str | None = None) -> str:
    """Tell the pull request of `event` what its check found. What was done, in one line.

    `rules` is the URL of the folder with the pages of the rules, if that is known.
    Raises LintError for an event or a report that cannot be used, and where GitHub refuses.
    """
    if event.name != "workflow_run":
        raise LintError(f"cannot comment on the event {event.name!r}: use workflow_run")
    if event.find("repository", "full_name") != api.repository:
        raise LintError("cannot comment: the event is about another repository")
    pull = _pull(api, event)
    if pull is None:
        return "no open pull request has this head commit: no comment"
    left = artifact.fetch(api, int(event.find("workflow_run", "id")))
    if left is None:
        return "the check left no report: no comment"
    number = int(pull["number"])
    page = str(event.find("repository", "html_url") or "")
    comment = Comment(left, str(pull["head"]["sha"]), page, rules)
    done = _write(api, number, comment, login)
    if label:
        _mark(api, pull, label, wanted=comment.wants_change)
    return f"#{number}: {done}"


def _pull(api: Api, event: Event) -> Mapping[str, Any] | None:
    """The open pull request whose tip is what the run checked.

    The event names those of branches of this repository alone, so that of a fork is asked for.
    """
    head = event.find("workflow_run", "head_sha")
    if event.find("workflow_run", "event") != "pull_request" or not isinstance(head, str):
        return None
    repository = event.find("repository", "id")
    for one in event.find("workflow_run", "pull_requests") or ():
        # Of a fork's network, the event names those that go into other repositories, too.
        if one["base"]["repo"]["id"] == repository:
            pull: Mapping[str, Any] = api.get(f"/pulls/{int(one['number'])}")
            if pull["state"] == "open" and pull["head"]["sha"] == head:
                return pull
    owner = event.find("workflow_run", "head_repository", "owner", "login")
    branch = event.find("workflow_run", "head_branch")
    if not owner or not branch:
        return None
    found = api.pages("/pulls", state="open", head=f"{owner}:{branch}")
    return next((one for one in found if one["head"]["sha"] == head), None)


def _write(api: Api, number: int, comment: Comment, login: str) -> str:
    """Make the comment, or bring it up to date; nobody else's is touched."""
    own = None
    for one in api.pages(f"/issues/{number}/comments"):
        if author(one) == login and str(one["body"] or "").startswith(MARK):
            own = one
            break
    if own is None:
        if comment.empty:
            return "no list was changed: no comment"
        api.post(f"/issues/{number}/comments", {"body": comment.text()})
        return "told"
    body = comment.text()
    if own["body"].replace("\r\n", "\n").strip() == body.strip():
        return "comment unchanged"
    api.patch(f"/issues/comments/{int(own['id'])}", {"body": body})
    return "comment updated"


def _mark(api: Api, pull: Mapping[str, Any], label: str, *, wanted: bool) -> None:
    """Have the pull request bear `label` if it is `wanted`, and not otherwise."""
    there = any(one["name"].lower() == label.lower() for one in pull["labels"])
    path = f"/issues/{int(pull['number'])}/labels"
    if wanted and not there:
        api.post(path, {"labels": [label]})
    elif there and not wanted:
        api.delete(f"{path}/{quote(label, safe='')}")


def main(environ: Mapping[str, str] | None = None) -> int:
    """Post the comment that the environment describes. The exit status."""
    environ = os.environ if environ is None else environ
    console = Console()
    try:
        done = post(
            Api.from_environment(environ),
            Event.from_environment(environ),
            label=environ.get("ACTION_LABEL", "").strip(),
            login=environ.get("ACTION_LOGIN", "").strip() or LOGIN,
            rules=rule_pages(environ),
        )
    except LintError as error:
        console.refuse(str(error))
        return 2
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        console.fail(f"unexpected response from GitHub: {error!r}")
        return 2
    console.say(done)
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main))

"""What the event that started a workflow says; GitHub writes it, so it is to be trusted.

https://docs.github.com/en/webhooks/webhook-events-and-payloads: `pull_request`, `merge_group`,
`workflow_run`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint.errors import LintError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PULLS = frozenset({"pull_request", "pull_request_target"})


def enter_workspace(environ: Mapping[str, str]) -> None:
    """Go from the empty folder that a step runs in to the checkout, if `environ` names one.

    Raises LintError where it is not there.
    """
    folder = environ.get("GITHUB_WORKSPACE")
    try:
        if folder:
            os.chdir(folder)
    except OSError as error:
        raise LintError(f"cannot enter GITHUB_WORKSPACE: {error.strerror}") from None


class Event:
    """The event `name` with the object `payload`; `sha` is the commit that it is about."""

    def __init__(self, name: str, payload: Mapping[str, Any], sha: str = "") -> None:
        self.name = name
        self.payload = payload
        self.sha = sha

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Event:
        """The event of the workflow that this runs in; one without a name outside of one.

        Raises LintError for a payload that cannot be read.
        """
        environ = os.environ if environ is None else environ
        file = environ.get("GITHUB_EVENT_PATH")
        if not file:
            return cls("", {})
        try:
            payload = json.loads(Path(file).read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            raise LintError(f"cannot read GITHUB_EVENT_PATH: {error}") from None
        return cls(environ.get("GITHUB_EVENT_NAME", ""), payload, environ.get("GITHUB_SHA", ""))

    @property
    def base(self) -> str:
        """The commit that a change is to go into; "" where the event is about none."""
        if self.name in _PULLS:
            return str(self.find("pull_request", "base", "sha") or "")
        if self.name == "merge_group":
            return str(self.find("merge_group", "base_sha") or "")
        return ""

    @property
    def stranger(self) -> bool:
        """Whether what is checked out may come from somebody who may not write here.

        So is the branch of a fork, and one whose repository is gone.
        """
        if self.name not in _PULLS:
            return False
        theirs = self.find("pull_request", "head", "repo", "full_name")
        return theirs is None or theirs != self.find("repository", "full_name")

    @property
    def tip(self) -> str:
        """The commit of a stranger that an event with rights and secrets is about; "" for none.

        `pull_request_target` and `workflow_run` have those of the repository, whoever wrote the
        branch (https://securitylab.github.com/resources/github-actions-preventing-pwn-requests).
        """
        if self.name == "pull_request_target":
            return str(self.find("pull_request", "head", "sha") or "")
        theirs = self.find("workflow_run", "head_repository", "full_name")
        if self.name == "workflow_run" and theirs != self.find("repository", "full_name"):
            return str(self.find("workflow_run", "head_sha") or "")
        return ""

    def find(self, *keys: str) -> Any:
        """The value under `keys`, one within the other; None where there is none."""
        value: Any = self.payload
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value

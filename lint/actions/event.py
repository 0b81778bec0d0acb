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


class Event:
    """The event `name` with the object `payload`."""

    def __init__(self, name: str, payload: Mapping[str, Any]) -> None:
        self.name = name
        self.payload = payload

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
        except (OSError, ValueError) as error:
            raise LintError(f"GITHUB_EVENT_PATH: cannot be read: {error}") from None
        return cls(environ.get("GITHUB_EVENT_NAME", ""), payload)

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

    def find(self, *keys: str) -> Any:
        """The value under `keys`, one within the other; None where there is none."""
        value: Any = self.payload
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value

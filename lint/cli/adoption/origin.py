"""Where this awesome-lint comes from: the repository and the commit that others are to pin."""

from __future__ import annotations

import re
from typing import NamedTuple

from lint import urls
from lint.errors import LintError
from lint.provenance import installed

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
# GitHub's rules for both; stricter than a YAML file or a URL would ask for.
_NAME = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")


class Origin(NamedTuple):
    """The URL of a repository, without `.git`, and the full hash of a commit in it.

    The `tag` is that of a version which is known to name the commit.
    """

    url: str
    commit: str
    tag: str | None = None

    @property
    def name(self) -> str:
        """Owner and name, as a workflow calls an action. Raises LintError where there are none."""
        url = urls.http(self.url)
        name = url.path.strip("/") if url is not None else ""
        if not _NAME.fullmatch(name):
            raise LintError(
                f"{self.url}: expected the URL of a repository with an owner and a name"
            )
        return name


def origin(repository: str | None, commit: str | None) -> Origin:
    """The origin that the options name, or else the one that this awesome-lint was installed from.

    Raises LintError for what cannot be pinned, and where neither is known.
    """
    known = installed() if repository is None or commit is None else None
    tag = known.tag if known and repository is None and commit is None else None
    repository = repository or (known.url if known else None)
    commit = commit or (known.commit if known else None)
    if repository is None or commit is None:
        raise LintError(
            "cannot pin awesome-lint, which was not installed from git;"
            " add --repository URL --rev COMMIT"
        )
    url = urls.http(repository)
    if url is None or url.username or url.password or url.query or url.fragment:
        # Not with its value: there may be a password in it.
        raise LintError(
            "invalid --repository: expected an http or https URL without user name, query and"
            " fragment"
        )
    if not _COMMIT.fullmatch(commit):
        raise LintError(f"invalid --rev {commit!r}: expected the full hash of a commit")
    return Origin(url.request.rstrip("/").removesuffix(".git"), commit, tag)

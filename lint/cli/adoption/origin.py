"""Where this awesome-lint comes from: the repository and the commit that others are to pin."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint import urls
from lint.errors import LintError
from lint.git import remotes
from lint.git.repository import Repository
from lint.provenance import checkout, installed
from lint.text import display_path

if TYPE_CHECKING:
    from lint.provenance import Installed

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


class _Known(NamedTuple):
    """What is known of where this comes from; `why` says what is not, in a few words."""

    url: str | None = None
    commit: str | None = None
    tag: str | None = None
    why: str = "it was not installed from git"


def origin(repository: str | None, commit: str | None) -> Origin:
    """The origin that the options name, or else the one that this awesome-lint was installed from.

    Raises LintError for what cannot be pinned, and where neither is known.
    """
    if repository is not None:
        given = urls.http(repository)
        if given is None or given.username or given.password or given.query or given.fragment:
            # Not with its value: there may be a password in it.
            raise LintError(
                "invalid --repository: expected an http or https URL without user name, query and"
                " fragment"
            )
        repository = given.request.rstrip("/").removesuffix(".git")
    if commit is not None and not _COMMIT.fullmatch(commit):
        raise LintError(f"invalid --rev {commit!r}: expected the full hash of a commit")
    if repository is not None and commit is not None:
        return Origin(repository, commit)
    known = _known()
    url, name = repository or known.url, commit or known.commit
    if url is None or name is None:
        missing = ["--repository URL"] * (url is None) + ["--rev COMMIT"] * (name is None)
        raise LintError(f"cannot pin awesome-lint: {known.why}; add {' '.join(missing)}")
    return Origin(url, name, known.tag if repository is None and commit is None else None)


def source() -> Origin | None:
    """The origin that this awesome-lint was installed from; None where it is not known."""
    known = _known()
    if known.url is None or known.commit is None:
        return None
    return Origin(known.url, known.commit, known.tag)


def _known() -> _Known:
    """What the installer noted, or what the checkout knows that it was installed from."""
    noted, folder = installed(), checkout()
    if folder is not None:
        return _of_checkout(folder, noted)
    if noted is None or not _COMMIT.fullmatch(noted.commit):
        return _Known()
    page = remotes.as_page(noted.url)
    return _Known(page, noted.commit, noted.tag, "the URL it was installed from has no web page")


def _of_checkout(folder: Path, noted: Installed | None) -> _Known:
    """What the clone in `folder` knows: its remote, and the commit that was installed.

    Where the installer did not note that, it is the one checked out now.
    """
    where = display_path(folder)
    try:
        clone = Repository(str(folder))
        # A folder in somebody else's repository is no clone of ours.
        if not Path(clone.root).samefile(folder):
            return _Known(why=f"{where}, which it was installed from, is not a git repository")
        commit = noted.commit if noted is not None else clone.head()
        pushed = commit is not None and clone.is_pushed(commit)
    except (LintError, OSError):
        return _Known(why=f"{where}, which it was installed from, is not a git repository")
    page = remotes.page(folder)
    if page is None:
        return _Known(None, commit, why=f"{where} has no remote on the web")
    if commit is None or not pushed:
        return _Known(page, why=f"the remote of {where} does not have the commit checked out there")
    return _Known(page, commit, noted.tag if noted is not None else None)

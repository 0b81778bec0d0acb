"""Branches of the repository that a workflow writes to, without touching what is checked out.

Commits are made of objects (git-commit-tree(1)) and pushed; no hook and no filter runs. The token
goes to git in the environment, where no other process sees it, and to the server alone.
"""

from __future__ import annotations

import base64
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lint.errors import LintError
from lint.git.program import call

if TYPE_CHECKING:
    from collections.abc import Mapping

# In seconds; a push of a state of some megabytes takes a few.
_PATIENCE = 300
# https://github.com/actions/checkout#push-a-commit-using-the-built-in-token
_BOT = {
    "NAME": "github-actions[bot]",
    "EMAIL": "41898282+github-actions[bot]@users.noreply.github.com",
}


class Remote:
    """The repository at `url`, reached from the clone in `folder` with `token`."""

    def __init__(self, folder: Path, url: str, token: str) -> None:
        self._folder = folder
        self._url = url
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        self._environment = kept | {
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_LFS_SKIP_PUSH": "1",
            "LC_ALL": "C",
        }
        for who in ("AUTHOR", "COMMITTER"):
            self._environment |= {f"GIT_{who}_{what}": value for what, value in _BOT.items()}
        self._settings = _credentials(url, token)

    @classmethod
    def from_environment(cls, folder: Path, environ: Mapping[str, str]) -> Remote:
        """The repository of the workflow that this runs in."""
        url = f"{environ['GITHUB_SERVER_URL'].rstrip('/')}/{environ['GITHUB_REPOSITORY']}"
        return cls(folder, url, environ["GITHUB_TOKEN"])

    def tip(self, branch: str) -> str | None:
        """The commit at the tip of `branch`, fetched; None if there is no such branch."""
        found = self._git("ls-remote", "--heads", self._url, f"refs/heads/{branch}", remote=True)
        if not found:
            return None
        source = f"refs/heads/{branch}"
        self._git("fetch", "--no-tags", "--depth=1", "--quiet", self._url, source, remote=True)
        return self._git("rev-parse", "--verify", "FETCH_HEAD").decode().strip()

    def file(self, commit: str, path: str) -> bytes | None:
        """The file at `path` in `commit`; None if there is none."""
        if not self._git("ls-tree", commit, "--", path):
            return None
        return self._git("cat-file", "blob", f"{commit}:{path}")

    def author(self, commit: str) -> str:
        """Who made `commit`: an address."""
        return (
            self._git("show", "--no-patch", "--no-show-signature", "--format=%ce", commit)
            .decode()
            .strip()
        )

    def commit(self, files: Mapping[str, bytes], message: str, parent: str | None) -> str:
        """A commit that is `parent` with `files` in their places; without one, of them alone."""
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
            if parent is not None:
                self._git("read-tree", parent, more=index)
            for path, data in files.items():
                blob = (
                    self._git("hash-object", "-w", "--no-filters", "--stdin", given=data)
                    .decode()
                    .strip()
                )
                place = f"{self._mode(parent, path)},{blob},{path}"
                self._git("update-index", "--add", "--cacheinfo", place, more=index)
            tree = self._git("write-tree", more=index).decode().strip()
        parents = ("-p", parent) if parent is not None else ()
        return self._git("commit-tree", tree, *parents, "-m", message).decode().strip()

    def push(self, commit: str, branch: str, expected: str | None) -> None:
        """Make `commit` the tip of `branch`, of which `expected` must be the tip (None: no branch).

        Raises LintError if it is not, and where the server refuses.
        """
        lease = f"--force-with-lease=refs/heads/{branch}:{expected or ''}"
        target = f"{commit}:refs/heads/{branch}"
        self._git("push", "--quiet", "--no-verify", lease, self._url, target, remote=True)

    def head(self) -> str:
        """The commit that is checked out."""
        return self._git("rev-parse", "--verify", "HEAD").decode().strip()

    def _mode(self, parent: str | None, path: str) -> str:
        there = self._git("ls-tree", parent, "--", path) if parent is not None else b""
        return there.split()[0].decode() if there else "100644"

    def _git(
        self,
        *arguments: str,
        given: bytes = b"",
        more: Mapping[str, str] | None = None,
        remote: bool = False,
    ) -> bytes:
        environment = {**self._environment, **(self._settings if remote else {}), **(more or {})}
        done = call(arguments, str(self._folder), environment, given, patience=_PATIENCE)
        if done.returncode:
            lines = done.stderr.decode(errors="replace").strip().splitlines() or ["failed"]
            raise LintError(f"git {arguments[0]}: {lines[-1].removeprefix('fatal: ')}")
        return done.stdout


def _credentials(url: str, token: str) -> Mapping[str, str]:
    """Settings of git (git-config(1), GIT_CONFIG_COUNT) that send `token` to the server of `url`.

    The first of them takes away what actions/checkout may have set: two headers are refused.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"}:
        return {}
    key = f"http.{parts.scheme}://{parts.netloc}/.extraheader"
    secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": key,
        "GIT_CONFIG_VALUE_0": "",
        "GIT_CONFIG_KEY_1": key,
        "GIT_CONFIG_VALUE_1": f"AUTHORIZATION: basic {secret}",
    }

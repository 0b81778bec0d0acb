"""Real git repositories for tests: a folder, its history, and the linter run within it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from tests import command

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

_LINE = re.compile(r"(.+?:\d+:\d+): \w+ ([a-z-]+)")
CURATOR = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A Curator"), ("EMAIL", "curator@example.com"))
}
# A test run that a hook starts must not work on the repository of that hook.
UNSET = dict.fromkeys(("PRE_COMMIT_FROM_REF",), "")


class Repository:
    """A git repository in `folder`, made unless it is there, with the branch `main`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ".git").exists():
            self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str | Path, **more: str) -> str:
        """What git answers, without blanks around it."""
        done = self.try_git(*arguments, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def try_git(self, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        settings = ("-c", "protocol.file.allow=always", "-c", "core.autocrlf=false")
        return command.call(["git", *settings, *arguments], environment(**more), cwd=self.folder)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def commit(self, name: str | None = None, text: str | bytes = "") -> str:
        """Commit everything, with `text` as the file `name` if given. The commit."""
        if name is not None:
            self.write(name, text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--no-verify", "--message", "A change")
        return self.git("rev-parse", "HEAD")


def environment(**more: str) -> dict[str, str]:
    """The environment of a curator whose own settings of git count for nothing."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return kept | quiet | CURATOR | more


def lint(*arguments: str | Path, stdin: str = "", **more: str) -> tuple[int, list[str], str]:
    """Run the linter offline in the working folder.

    The exit status, the findings as `place rule`, and what is said on standard error.
    """
    status, out, err = command.concise(*arguments, stdin=stdin, **(UNSET | more))
    found = map(_LINE.match, out.splitlines())
    return status, [f"{one[1]} {one[2]}" for one in found if one], err

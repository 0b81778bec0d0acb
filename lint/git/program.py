"""Running git: where it is, its environment, how long it may take, and what its complaints mean.

No repository can make it run anything, and no working folder can replace it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint.errors import LintError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# In seconds; the largest of repositories answers in a few.
_PATIENCE = 120
PLACES = frozenset(
    [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    ]
)
"""Variables that say which repository is meant (`git rev-parse --local-env-vars`), as in hooks."""
SAFE = {
    # A partial clone would fetch what it lacks. Older versions do not know GIT_NO_LAZY_FETCH;
    # without an allowed protocol none can.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_OPTIONS = (
    "--no-pager",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
)
_DUBIOUS = re.compile(r"dubious ownership in repository at '(.*)'")


class Limits(NamedTuple):
    """How far to go back: in commits, in bytes that git writes, and in seconds."""

    commits: int
    size: int
    seconds: float


def call(
    arguments: Sequence[str],
    folder: str,
    environment: Mapping[str, str],
    given: bytes = b"",
    *,
    patience: float = _PATIENCE,
) -> subprocess.CompletedProcess[bytes]:
    """Run git with `given` as its standard input, for at most `patience` seconds.

    Raises LintError where it cannot be run, or takes longer.
    """
    try:
        return subprocess.run(  # noqa: S603 - no shell; no argument is an option but our own
            [program(), *_OPTIONS, *arguments],
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise LintError(f"git {arguments[0]} timed out after {patience} seconds") from None
    except OSError as error:
        raise LintError(f"cannot run git: {error.strerror or error}") from None


def stream(
    arguments: Sequence[str], folder: str, environment: Mapping[str, str], limits: Limits
) -> Iterator[bytes]:
    """The lines of what git writes, as long as they are within `limits`; the rest is not read."""
    try:
        process = subprocess.Popen(  # noqa: S603 - as in `call`
            [program(), *_OPTIONS, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise LintError(f"cannot run git: {error.strerror or error}") from None
    timer = threading.Timer(limits.seconds, process.kill)
    timer.daemon = True
    timer.start()
    left = limits.size
    try:
        with process:
            while left > 0 and process.stdout is not None:
                line = process.stdout.readline(left)
                if not line:
                    break
                left -= len(line)
                yield line
            process.kill()
    finally:
        process.kill()
        timer.cancel()


def program() -> str:
    """Where git is. Not in the working folder, where Windows would look first: that is untrusted.

    Raises LintError if there is none.
    """
    name = "git.exe" if os.name == "nt" else "git"
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    places = (shutil.which(Path(one, name)) for one in folders if Path(one).is_absolute())
    found = next(filter(None, places), None)
    if found is None:
        raise LintError("git is not installed, or not in PATH")
    return str(found)


def failure(said: str) -> LintError:
    """What git's complaint means."""
    if found := _DUBIOUS.search(said):
        return LintError(
            "git does not trust this repository, which belongs to another user; to trust it, run"
            f" `git config --global --add safe.directory '{found[1]}'`"
        )
    if "promisor remote" in said:
        return LintError(
            "the clone is partial and lacks an earlier version; run"
            " `git fetch --refetch --no-filter`"
        )
    if "not a git repository" in said or "must be run in a work tree" in said:
        return LintError("not in a git repository")
    lines = said.strip().splitlines() or ["git failed"]
    return LintError(f"git: {lines[-1].removeprefix('fatal: ')}")


def records(output: bytes) -> Iterator[str]:
    """The fields of what git writes with -z."""
    return map(os.fsdecode, output.split(b"\0")[:-1])


def text(output: bytes) -> str:
    """One line of output; a path may end with a blank."""
    return os.fsdecode(output).removesuffix("\n").removesuffix("\r")

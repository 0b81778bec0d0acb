"""The command line in a process of its own, as a user runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import lint

PATIENCE = 60
SCRUBBED = re.compile(
    r"AWESOME_LINT_|GITHUB_|GH_|(CI|NO_COLOR|FORCE_COLOR|COLUMNS|TERM|PYTHONUTF8)$|(?i:\w+_proxy)$"
)
POSIX = pytest.mark.skipif(os.name == "nt", reason="a matter of POSIX")
ANCHOR = "# Papers\n\n[to a section](#nowhere)\n"
CLEAN = "# Papers\n\n[to a section](#papers)\n"
FOUND = "list.md:3:1: error missing-anchor"


def environment(**more: str) -> dict[str, str]:
    """The environment without what would change the output, earlier runs among it."""
    kept = {key: value for key, value in os.environ.items() if not SCRUBBED.match(key)}
    root = str(Path(lint.__file__).parents[1])
    ours = {"PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", "AWESOME_LINT_NO_CACHE": "1"}
    return kept | ours | more


def run(
    *arguments: str | Path, stdin: str | bytes = "", **more: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "lint", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=environment(**more),
        timeout=PATIENCE,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args,
        done.returncode,
        done.stdout.decode().replace("\r\n", "\n"),
        done.stderr.decode().replace("\r\n", "\n"),
    )


def concise(*arguments: str | Path, stdin: str = "", **more: str) -> tuple[int, str, str]:
    """Exit status, standard output and error of an offline run in the format `concise`."""
    done = run("--offline", "--format", "concise", *arguments, stdin=stdin, **more)
    return done.returncode, done.stdout, done.stderr


def write(name: str, text: str | bytes) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())

"""The end of the process: nothing that was printed is lost, and the status is kept."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """\
import atexit, sys
atexit.register(lambda: print("left", flush=True))
from lint.__main__ import run
sys.argv = ["awesome-lint", *sys.argv[1:]]
run()
"""


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [(["--version"], 0, "awesome-lint "), (["rules", "--format", "json"], 0, '"broken-link"')],
)
def test_all_is_said_and_exit_functions_run(arguments: list[str], status: int, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (status, "")
    assert said in done.stdout
    assert done.stdout.endswith("left\n")


def test_a_failure_keeps_its_status() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, "--no-such-option"], capture_output=True, check=False
    )
    assert done.returncode == 2

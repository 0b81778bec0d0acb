"""Nothing of a list or a server is a command to GitHub Actions, in any format, and --diff applies.

`commands` reads a log as the runner does (ActionCommand.cs of actions/runner).
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.console.github_log import listening, quoted
from lint.reporters import FORMATS, reporter
from tests.command import run, write

pytestmark = pytest.mark.usefixtures("folder")

COMMANDS = {
    "add-mask",
    "debug",
    "error",
    "group",
    "notice",
    "set-output",
    "stop-commands",
    "warning",
}
EVIL = """\
::error::x [a](#no) ##[error]y

[##[add-mask]z](#gone)
  ::set-output name=a::b
[t](http://[::error::q)
"""


def commands(log: str) -> list[str]:
    """The commands that the runner obeys in `log`."""
    found, token = [], None
    for line in log.split("\n"):
        new = re.match(r"::([^\s:]+)[^:]*::(.*)", line.lstrip())
        old = re.search(r"##\[([^\s\]]+)[^\]]*\]", line)
        name = new[1] if new else old[1] if old else ""
        if token is not None:
            token = None if name == token else token
        elif name == "stop-commands" and new:
            token = new[2]
        elif name in COMMANDS:
            found.append(name)
    return found


def test_the_reader_of_the_tests_knows_commands() -> None:
    assert commands("::error file=a::b\n  ::set-output name=x::y\nx ##[group]y") == [
        "error",
        "set-output",
        "group",
    ]
    assert commands("::stop-commands::t\n::error::a\n::t::\n::error::b") == ["error"]
    assert commands(EVIL)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("file", ["list.md", "::error::##[error]list.md"])
def test_a_list_gives_no_commands(name: str, file: str) -> None:
    if "::" in file and not hasattr(Path, "hardlink_to"):
        pytest.skip("no such name here")
    write(file, EVIL)
    done = run("--offline", "--format", name, file, "gone ##[error].md", GITHUB_ACTIONS="true")
    assert "Traceback" not in done.stderr
    expected = [
        line.split(" ")[0].removeprefix("::")
        for line in done.stdout.split("\n")
        if name == "github"
    ]
    assert commands(done.stdout) == [word for word in expected if word]
    assert commands(done.stderr) == []


def test_elsewhere_a_report_stays_as_it_is() -> None:
    write("list.md", EVIL)
    assert "##[add-mask]" in run("--offline", "--format", "full", "list.md").stdout


def test_json_means_the_same() -> None:
    write("list.md", EVIL)
    options = ("--offline", "--format", "json", "list.md")
    log = run(*options, GITHUB_ACTIONS="true").stdout
    found, plain = json.loads(log), json.loads(run(*options).stdout)
    assert found["diagnostics"] == plain["diagnostics"]


def test_rows_give_no_commands() -> None:
    write("list.md", "| Date | Title |\n| - | - |\n| 2024 | ##[error]x |\n")
    log = run("rows", "list.md", GITHUB_ACTIONS="true").stdout
    assert commands(log) == []
    assert json.loads(log)["title"] == "##[error]x"


def test_a_diff_gives_no_commands_and_applies() -> None:
    text = "# A\n\n::error::x\n[a](<https://x.com/ >) ##[error]y\n  ::set-output name=a::b\n[b](http://github.com/x)\n"
    write("list.md", text)
    done = run("--offline", "--diff", "--unsafe-fixes", "list.md", GITHUB_ACTIONS="true")
    assert done.returncode == 1
    assert "+[b](https://github.com/x)" in done.stdout
    assert commands(done.stdout) == []
    applied = subprocess.run(
        ["git", "apply", "-"], input=done.stdout.encode(), capture_output=True, check=False
    )
    assert applied.returncode == 0, applied.stderr
    assert "https://github.com/x" in Path("list.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
@given(lines=st.lists(st.sampled_from(["::error::", "##[error]", " ", "\u00a0", "a", "\n"])))
def test_no_text_gives_a_command(name: str, lines: list[str]) -> None:
    if name == "github":
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GITHUB_ACTIONS", "true")
        text = reporter(name).in_log("".join(lines))
        assert name not in {"full", "concise"} or commands(text) == []
        assert "##[" not in text
        assert commands(quoted("".join(lines))) == []
        patch.setenv("GITHUB_ACTIONS", "")
        assert not listening()
        assert reporter(name).in_log("".join(lines)) == quoted("".join(lines)) == "".join(lines)

"""What the options for the output do, what is noticed at a first run, and what is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lint.validation.schemas import load
from tests.command import POSIX, environment, run, write

LIST = "# T\n\n- [a](#x) - b.\n" + "".join(
    f"- [b {n}](http://arxiv.org/abs/170{n}.03762)\n" for n in range(1, 4)
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("README.md", LIST)


def check(*options: str, **more: str) -> tuple[int, str, str]:
    done = run("--offline", *options, **more)
    return done.returncode, done.stdout, done.stderr


def test_statistics_are_a_line_for_each_rule() -> None:
    status, out, err = check("--statistics")
    assert (status, err) == (1, "")
    assert out.startswith(
        "1  error  missing-anchor\n1  info   insecure-link   in 3 places, 3 with a fix\n\nFound 1"
    )
    write("README.md", "# T\n")
    assert check("--statistics")[:2] == (0, "README.md: no problems (0 entries, 0 links)\n")


@pytest.mark.parametrize("others", [["--format", "json"], ["--format", "concise"], ["--all"]])
def test_statistics_are_for_people(others: list[str]) -> None:
    status, _, err = check("--statistics", *others)
    assert status == 2
    assert f"--statistics cannot be combined with {' '.join(others)}" in err


def test_quiet_prints_problems_and_failures() -> None:
    status, out, err = check("--quiet", "--fix")
    assert (status, err) == (1, "")
    assert out.startswith("error[missing-anchor]")
    assert "Found" not in out
    assert "Next" not in out
    status, out, err = check("-q", "gone.md")
    assert (status, out) == (2, "")
    assert err == "awesome-lint: gone.md: no such file or folder\n"


def test_colour_by_choice() -> None:
    assert "\x1b[" in check("--color", "always", NO_COLOR="1")[1]
    assert "\x1b[" not in check("--color", "never", FORCE_COLOR="1")[1]
    assert "\x1b[" in check(AWESOME_LINT_COLOR="always")[1]
    check("--color", "always", "--output", "x.txt")
    assert "\x1b[" in Path("x.txt").read_text(encoding="utf-8")


def test_a_preset_comes_on_top() -> None:
    assert "missing-awesome-badge" not in check()[1]
    assert "missing-awesome-badge" in check("--extend", "sindresorhus")[1]
    out = check("--extend", "sindresorhus", "--select", "missing-anchor")[1]
    assert "missing-awesome-badge" in out
    assert "insecure-link" not in out
    write(".awesome-lint.toml", 'extend = ["maintenance"]\n')
    shown = check("--extend", "sindresorhus", "--show-settings")[1]
    assert 'extend = ["maintenance", "sindresorhus"]' in shown
    status, _, err = check("--extend", "sindresorhs")
    assert status == 2
    assert "unknown preset 'sindresorhs'; did you mean 'sindresorhus'?" in err


def test_settings_have_a_source() -> None:
    secret = "hunter2"
    write(
        ".awesome-lint.toml",
        f'fail_on = "warning"\n[links]\nheaders = {{"https://x.example" = {{A = "{secret}"}}}}\n',
    )
    status, out, err = check("--show-settings", "--timeout", "3", AWESOME_LINT_RETRIES="1")
    assert (status, err) == (0, "")
    assert out.startswith("README.md\n  configuration: .awesome-lint.toml\n  baseline: none\n")
    rows = [line.split("#") for line in out.splitlines() if " = " in line]
    keys = {tuple(part.strip() for part in row) for row in rows}
    assert keys >= {
        ('fail_on = "warning"', ".awesome-lint.toml"),
        ("links.timeout = 3.0", "--timeout"),
        ("links.retries = 1", "AWESOME_LINT_RETRIES"),
        ("links.concurrency = 128", "default"),
        ("links.headers = …", ".awesome-lint.toml"),
        ("offline = true", "--offline"),
    }
    assert secret not in out
    write(".awesome-lint.toml", '[[tables]]\nheaders = ["Date"]\n')
    assert "tables = [{…}]" in check("--show-settings")[1]
    out = check("--show-settings", "--isolated", "--fail-on", "never")[1]
    assert "configuration: none (--isolated)" in out
    assert 'fail_on = "never"' in out


def test_the_version_has_a_short_option() -> None:
    assert run("-V").stdout == run("--version").stdout != ""


def test_unsafe_fixes_do_nothing_alone() -> None:
    assert check("--unsafe-fixes")[::2] == (
        2,
        "awesome-lint: --unsafe-fixes requires --fix or --diff\n",
    )
    assert check("--unsafe-fixes", "--diff")[0] == 1
    # In the environment it says what --fix is to do.
    assert check(AWESOME_LINT_UNSAFE_FIXES="1")[0] == 1


def test_json_lines_have_what_the_object_has() -> None:
    write("bad.md", b"\xff")
    status, out, _ = check("--format", "jsonl", "README.md", "bad.md")
    assert status == 2
    lines = [json.loads(line) for line in out.splitlines()]
    whole = json.loads(check("--format", "json", "README.md", "bad.md")[1])
    kinds = [line.pop("type") for line in lines]
    assert kinds == ["report", "failure", "diagnostic", "diagnostic", *["link"] * 3, "summary"]
    again = {
        "version": lines[0]["version"],
        "failures": [lines[1]["message"]],
        "diagnostics": lines[2:4],
        "links": lines[4:7],
        "notices": [],
        "summary": lines[7],
    }
    Draft202012Validator(load("report")).validate(again)
    for each in (again, whole):
        each["summary"].pop("elapsed_ms")
    assert again == whole


@pytest.mark.parametrize(
    ("name", "meant"),
    [("REDME.md", "README.md"), ("readme.me", "README.md"), ("docs/gide.md", "docs/guide.md")],
)
def test_a_mistyped_file_is_asked_about(name: str, meant: str) -> None:
    write("docs/guide.md", "# G\n")
    write("docs/guide.py", "")
    _, _, err = check("--quiet", name)
    assert err == (f"awesome-lint: {name}: no such file or folder; did you mean '{meant}'?\n")


def test_a_configuration_of_another_name_is_noticed() -> None:
    write("awesome-lint.toml", "")
    write("pyproject.toml", "[tool.awesome_lint]\noffline = true\n")
    file, table = check()[2].splitlines()
    assert file.endswith(": awesome-lint.toml is ignored; rename it to .awesome-lint.toml")
    assert table.endswith(
        ": pyproject.toml: [tool.awesome_lint] is ignored; rename it to [tool.awesome-lint]"
    )
    assert check("--isolated")[2] == ""
    write("pyproject.toml", '# [tool.awesome_lint]\n[tool.other]\nx = "tool.awesome_lint"\n')
    assert check()[2].count("\n") == 1


def test_in_a_workflow_what_is_refused_is_an_annotation() -> None:
    write(".awesome-lint.toml", "nonsense = 1\n")
    status, out, err = check(GITHUB_ACTIONS="true")
    assert (status, out) == (2, "")
    assert err.startswith("::error title=awesome-lint::.awesome-lint.toml:1: ")


@POSIX
def test_a_terminal_is_not_empty_for_long() -> None:
    """What is done is shown where the lists take a while, and gone where the report begins."""
    import pty
    import subprocess
    import sys

    # A list that takes a second or two to read.
    rows = "".join(f"| [n{n}](https://example.org/{n}) | words |\n" for n in range(9_000))
    write("README.md", f"# T\n\n| Name | Notes |\n| --- | --- |\n{rows}")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "lint", "--offline", "--format", "json"],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=environment(),
        timeout=120,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert shown.startswith("\rChecking the lists…\r")
    # Blanks over it, and the cursor at the beginning.
    assert shown.split("\r")[2:] == [" " * len("Checking the lists…"), ""]

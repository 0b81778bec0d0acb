"""What nobody foresaw, and what the machine lacks, is one line and exit status 2."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lint.actions.event import Event
from lint.cli.crash import hidden
from lint.config.reading import read
from lint.errors import ConfigError, LintError
from lint.links.protocols import Reply
from lint.links.store.record import _facts, _texts
from tests.command import ANCHOR, PATIENCE, POSIX, call, environment, run, write

SECRETS = {
    "GITHUB_TOKEN": "s3cret-of-the-job",
    "AWESOME_LINT_HEADERS": "https://api.example.org X-Word: 0a1b2c\nhttps://b.example Y: 3d4e5f",
}
# A defect, put into the program as it starts.
BROKEN = """
import os, sys
from lint.cli import check
from lint.cli.main import main

def broken(*_):
    raise {error}

check.check_lists = broken
sys.argv = ["awesome-lint", "https://me:passw0rd@a.example/list.md"]
main()
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("list.md", ANCHOR)
    return tmp_path


def crash(error: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    # The folders that platformdirs goes by on Linux, macOS and Windows.
    places = {"HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "LOCALAPPDATA": str(home)}
    return call(
        [sys.executable, "-c", BROKEN.format(error=error)],
        environment(**places, **SECRETS, **more),
    )


def logs(home: Path) -> list[Path]:
    return sorted(home.rglob("crash-*.log"))


@pytest.mark.parametrize(
    "error",
    [
        "KeyError('x')",
        "RecursionError('deep')",
        "ExceptionGroup('two', [ValueError('a'), KeyError('b')])",
        "type('Panic', (BaseException,), dict())('of an extension')",
        r"ValueError('two\nlines \x1b[2J ::error::x')",
        "ValueError('x' * 1_000_000)",
        "ValueError('x\\n' * 1_000_000)",
        "ValueError('?a' * 1_000_000)",
    ],
)
def test_a_defect_is_one_line_and_its_details_are_in_a_file_of_the_users_own(
    error: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    done = crash(error, home)
    assert (done.returncode, done.stdout) == (2, "")
    (log,) = logs(home)
    assert re.fullmatch(r"awesome-lint: crashed: .*\n", done.stderr)
    assert str(log) in done.stderr
    assert "\x1b" not in done.stderr
    assert len(done.stderr) < 1000
    text = log.read_text(encoding="utf-8")
    assert "Traceback (most recent call last):" in text
    assert ", in broken" in text
    assert len(text) < 300_000
    if os.name == "posix":
        assert log.stat().st_mode & 0o777 == 0o600


def test_a_defect_shows_no_secret(tmp_path: Path) -> None:
    home = tmp_path / "home"
    said = (
        "https://u:pass-in-url@h.example/?a=1&api_key=in-query",
        *("s3cret-of-the-job", "0a1b2c", "3d4e5f"),
        "Authorization: Bearer in-a-header",
        "{'Cookie': 'in-a-cookie'}",
        "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
    )
    done = crash(f"ValueError({said!r}, os.environ['AWESOME_LINT_HEADERS'])", home)
    printed = crash(f"ValueError({said!r})", home, AWESOME_LINT_TRACEBACK="1")
    assert "a.example/list.md" in logs(home)[0].read_text(encoding="utf-8")
    for text in (
        *(done.stderr, printed.stderr),
        *(log.read_text(encoding="utf-8") for log in logs(home)),
    ):
        assert "ValueError" in text
        for secret in (
            *("pass-in-url", "passw0rd", "in-query", "s3cret", "0a1b2c", "3d4e5f"),
            *("in-a-header", "in-a-cookie", "ghp_0"),
        ):
            # A raise is shown with its line, which is made of the same text.
            assert secret not in text


def test_the_details_are_printed_where_that_is_wanted(tmp_path: Path) -> None:
    error = r"ValueError('\x1b[2J')"
    quiet = crash(error, tmp_path, AWESOME_LINT_TRACEBACK="0")
    assert quiet.stderr.count("\n") == 1
    told = crash(error, tmp_path, AWESOME_LINT_TRACEBACK="1")
    assert told.returncode == 2
    assert "Traceback (most recent call last):\n" in told.stderr
    assert "\x1b" not in told.stderr
    assert told.stderr.splitlines()[-1].startswith("awesome-lint: crashed: ")


@POSIX
def test_a_defect_is_one_line_where_no_file_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder", encoding="utf-8")
    (tmp_path / "Library").write_text("no folder", encoding="utf-8")
    done = crash("KeyError('x')", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot write the details" in done.stderr


def test_only_the_newest_details_are_kept(tmp_path: Path) -> None:
    crash("KeyError('x')", tmp_path)
    (first,) = logs(tmp_path)
    for number in range(30):
        first.with_name(f"crash-20000101T0000{number:02}-0.log").touch()
    crash("KeyError('y')", tmp_path)
    kept = logs(tmp_path)
    assert len(kept) == 20
    assert first in kept
    assert "KeyError: 'y'" in "".join(one.read_text(encoding="utf-8") for one in kept[-2:])


def test_a_step_of_the_action_that_crashes_is_one_line(tmp_path: Path) -> None:
    # A payload nobody writes: it is no object.
    write("event.json", "[]")
    deep = tmp_path / "deep.json"
    deep.write_text("[" * 150_000, encoding="utf-8")
    for module in ("check", "comment", "linkrot"):
        for event in ("event.json", str(deep)):
            done = subprocess.run(
                [sys.executable, "-m", f"lint.actions.{module}"],
                env=environment(
                    GITHUB_EVENT_PATH=event,
                    GITHUB_EVENT_NAME="workflow_run",
                    HOME=str(tmp_path),
                    XDG_STATE_HOME=str(tmp_path),
                ),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
            assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr


@pytest.mark.parametrize("text", ["[" * 150_000, '{"a":' * 150_000])
def test_json_nested_too_deeply_is_unfit_input(text: str) -> None:
    write("event.json", text)
    with pytest.raises(LintError, match="cannot read GITHUB_EVENT_PATH"):
        Event.from_environment({"GITHUB_EVENT_PATH": "event.json"})
    with pytest.raises(ValueError, match="nested too deeply"):
        Reply("https://a.example/", 200, {}, text.encode()).json()


@pytest.mark.parametrize("text", ["[" * 150_000, '{"a":' * 150_000])
def test_what_is_remembered_and_nested_too_deeply_is_not_known(text: str) -> None:
    assert _texts(text) == []
    with pytest.raises(ValueError, match="nested too deeply"):
        _facts(text)


@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * 150_000) + " = 1\n",
        f"[{'.'.join(['a'] * 150_000)}]\n",
        " . ".join(['"a"'] * 50_000) + " = 1\n",
        "a = " + "[" * 150_000,
        "a = " + "{b = " * 150_000,
    ],
    ids=["key", "table", "quoted", "arrays", "tables"],
)
def test_a_configuration_nested_too_deeply_is_one_line(text: str) -> None:
    write("deep.toml", text)
    with pytest.raises(ConfigError, match=r"^deep\.toml: nested too deeply$"):
        read(Path("deep.toml"))


def test_a_configuration_without_end_is_one_line() -> None:
    write("long.toml", "# x\n" * 250_001)
    with pytest.raises(ConfigError, match=r"^long\.toml: larger than 1,000,000 bytes$"):
        read(Path("long.toml"))


def test_words_that_are_no_secret_stay() -> None:
    text = "File 'lint/x.py', line 3, in token: raise KeyError(key)"
    assert hidden(text, {"HOME": "lint", "EMPTY_TOKEN": ""}) == text


# What the machine lacks ---------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("--version",), ("check", "--help"), ("cache", "info", "--help"), ("rules",)],
    ids=" ".join,
)
def test_a_full_disk_is_one_line(arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-m", "lint", *arguments],
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 2
    line = r"awesome-lint: the (output|report) cannot be written: No space left on device\n"
    assert re.fullmatch(line, done.stderr)


@POSIX
@pytest.mark.parametrize("limit", [5, 6, 8, 10, 14, 20])
def test_hardly_any_descriptors_are_a_line_and_no_traceback(limit: int) -> None:
    write("linked.md", "# A\n\n[x](http://127.0.0.1:9/x)\n")
    code = (
        "import resource, runpy, sys\n"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({limit}, {limit}))\n"
        "runpy.run_module('lint', run_name='__main__')\n"
    )
    for arguments, statuses in (
        (("--offline", "--format", "concise", "list.md"), {1, 2}),
        (("--allow-address", "127.0.0.1", "--timeout", "1", "linked.md"), {2}),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode in statuses, done.stderr
        assert "Traceback" not in done.stderr
        assert done.stderr.count("\n") == (done.returncode == 2), done.stderr
        assert done.returncode == 1 or "ulimit -n" in done.stderr


def test_a_working_run_is_not_touched() -> None:
    done = run("--offline", "--format", "concise", "list.md")
    assert (done.returncode, done.stderr) == (1, "")

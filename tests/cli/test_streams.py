"""What the command line reads and writes: bad files, full disks, readers who leave."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lint.reporters import FORMATS
from lint.validation.schemas import load
from tests.command import (
    ANCHOR,
    FOUND,
    PATIENCE,
    POSIX,
    concise,
    environment,
    run,
    run_process,
    write,
)

pytestmark = pytest.mark.usefixtures("two_lists")


# Files that cannot be judged ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\xff", "byte 0 is not UTF-8 text"),
        ("# Ü".encode("utf-16"), "it is UTF-16"),
        (b"x" * 5_000_001, "larger than max_file_size (5,000,000 bytes)"),
    ],
)
def test_a_file_that_cannot_be_judged_is_one_line_and_the_others_are_reported(
    data: bytes, reason: str
) -> None:
    write("bad.md", data)
    status, out, err = concise("bad.md", "list.md", "gone.md", "gone.md")
    assert status == 2
    assert out.startswith(FOUND)
    first, second = err.splitlines()
    assert first.startswith("awesome-lint: gone.md: no such file")
    assert second.startswith("awesome-lint: bad.md: ")
    assert reason in second


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "null_mark = []",
            ".awesome-lint.toml:1: unknown key 'null_mark'; did you mean 'null_marks'?",
        ),
        ("fail_on = [", ".awesome-lint.toml:1:12: "),
        (
            "ignore = ['missing-ancor']",
            ".awesome-lint.toml:1: 'ignore[1]': unknown rule 'missing-ancor'; did",
        ),
        ("tables = [{schema = 'gone.json'}]", ".awesome-lint.toml:1: gone.json: cannot be read"),
        ("dates = ['nonsense']", ".awesome-lint.toml:1: 'dates': 'nonsense'"),
    ],
)
def test_a_broken_configuration_is_one_line_and_no_report(text: str, line: str) -> None:
    write(".awesome-lint.toml", text)
    write("list.md", "| Date | Title |\n| - | - |\n| 2024 | A |\n")
    status, out, err = concise("list.md")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"awesome-lint: {line}")
    assert concise("--isolated", "list.md")[2] == ""


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "> " * 100_000 + "x",
        "![" * 50_000,
        "* " * 20_000 + "x",
        "x" * 4_000_000,
        "[a](b) " * 20_000,
        "| a " * 50_000 + "|\n" + "| - " * 50_000 + "|\n",
        "<table>" * 20_000,
        "*a **b " * 20_000,
    ],
    ids=lambda text: text[:8],
)
def test_a_hostile_list_gets_a_report_or_one_line(text: str) -> None:
    write("list.md", text)
    status, _, err = concise("list.md")
    assert status in {0, 1, 2}
    assert err.count("\n") == (status == 2)
    assert "Traceback" not in err


def test_an_empty_file_is_clean() -> None:
    write("empty.md", "")
    done = run("--offline", "empty.md")
    assert done.stdout == "empty.md: no problems (0 entries, 0 links)\n"
    assert concise("empty.md") == (0, "", "")


def test_names_cannot_speak_to_the_terminal() -> None:
    done = run("--offline", "gone\x1b[2J.md")
    assert done.stderr == "awesome-lint: gone\\x1b[2J.md: no such file or folder\n"


# Streams ------------------------------------------------------------------------------------------


def test_the_report_goes_to_a_file_as_a_whole() -> None:
    write("report.json", "old")
    done = run("--offline", "--format", "json", "--output", "report.json", "list.md")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    Draft202012Validator(load("report")).validate(report)
    assert [one["rule"] for one in report["diagnostics"]] == ["missing-anchor"]
    assert sorted(path.name for path in Path().iterdir()) == ["clean.md", "list.md", "report.json"]


def test_a_report_that_cannot_be_written_is_one_line(folder: Path) -> None:
    for target in ("gone/report.txt", str(folder)):
        done = run("--offline", "--output", target, "list.md")
        assert (done.returncode, done.stdout) == (2, "")
        assert re.fullmatch(r"awesome-lint: .*: the report cannot be written: .*\n", done.stderr)
    assert sorted(path.name for path in Path().iterdir()) == ["clean.md", "list.md"]


@POSIX
def test_a_report_keeps_the_link_and_the_mode_of_what_it_replaces() -> None:
    write("real.txt", "old")
    Path("real.txt").chmod(0o640)
    Path("link.txt").symlink_to("real.txt")
    run("--offline", "--output", "link.txt", "list.md")
    assert Path("link.txt").is_symlink()
    assert "missing-anchor" in Path("real.txt").read_text(encoding="utf-8")
    assert Path("real.txt").stat().st_mode & 0o777 == 0o640


@POSIX
def test_a_device_is_written_to_not_replaced() -> None:
    assert run("--offline", "--output", "/dev/null", "list.md").returncode == 1
    assert not Path("/dev/null").is_file()
    done = run_process("--offline", "--format", "concise", "--output", "/dev/stdout", "list.md")
    assert done.stdout.startswith(FOUND)


def shell(command: str, **more: str) -> subprocess.CompletedProcess[str]:
    program = f"'{sys.executable}' -m lint"
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("awesome-lint", program)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**more),
        timeout=PATIENCE,
        check=False,
    )


@POSIX
def test_a_reader_who_leaves_ends_it_quietly() -> None:
    write("list.md", ANCHOR + "[x](#gone)\n" * 5_000)
    done = shell("awesome-lint --offline list.md | head -n 1")
    assert (done.stdout.count("\n"), done.stderr) == (1, "")
    for name in ("full", "json"):  # the latter is written in pieces
        done = shell(f"{{ awesome-lint --offline --format {name} list.md; echo $? >&2; }} | true")
        assert done.stderr == "1\n"


@POSIX
def test_closed_streams_end_it_quietly() -> None:
    assert shell("awesome-lint --offline list.md >&-; echo $?").stdout == "1\n"
    assert shell("awesome-lint --offline list.md >&- 2>&-; echo $?").stdout == "1\n"
    done = shell("awesome-lint --offline - <&-; echo $?")
    assert done.stdout.endswith("2\n")
    assert done.stderr == "awesome-lint: <stdin>: standard input is closed\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_a_full_disk_is_one_line() -> None:
    done = shell("awesome-lint --offline list.md > /dev/full; echo $?")
    assert done.stdout == "2\n"
    assert re.fullmatch(r"awesome-lint: the report cannot be written: .*\n", done.stderr)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "iso8859-15"])
def test_a_terminal_without_unicode_gets_escapes(encoding: str) -> None:
    write("论.md", "# 题\n\n[题](#no)\n")
    arguments = ("--offline", "--format", "concise", "论.md", "无.md")
    done = run_process(*arguments, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stdout.partition(" error ")[0]) == (2, "\\u8bba.md:3:1:")
    assert done.stderr.startswith("awesome-lint: \\u65e0.md: ")
    for name in FORMATS:
        done = run("--offline", "--format", name, "论.md", PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (1, "")
        assert name != "json" or json.loads(done.stdout)["diagnostics"][0]["path"] == "论.md"

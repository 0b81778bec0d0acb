"""Where reports go: to standard output, to files beside it, and to the page of a job."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lint.console import output
from tests.command import ANCHOR, CLEAN, FOUND, POSIX, run, run_process, write
from tests.reporters.reading import READERS

LIST = "# List\n\n" + "".join(f"[a](#no-{number})\n" for number in range(60))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("list.md", ANCHOR)
    return tmp_path


def reports(*values: str) -> list[str]:
    return [part for value in values for part in ("--report", value)]


# --report -----------------------------------------------------------------------------------------


def test_each_further_report_is_a_file() -> None:
    values = reports("json=a.json", "junit=b=c.xml", "json=d.json")
    done = run("--offline", "--format", "concise", *values, "list.md")
    assert done.returncode == 1
    assert done.stdout.startswith(FOUND)
    assert not done.stderr
    said = READERS["json"](Path("a.json").read_text(encoding="utf-8"))
    assert said == READERS["junit"](Path("b=c.xml").read_text(encoding="utf-8"))
    assert Path("d.json").exists()


def test_beside_a_report_that_is_a_file_itself() -> None:
    done = run("--offline", "--output", "x.txt", *reports("sarif=y.json"), "list.md")
    assert done.stdout == ""
    assert "missing-anchor" in Path("x.txt").read_text(encoding="utf-8")
    assert READERS["sarif"](Path("y.json").read_text(encoding="utf-8"))


def test_a_clean_list_has_reports_too() -> None:
    write("list.md", CLEAN)
    assert run("--offline", *reports("markdown=x.md"), "list.md").returncode == 0
    assert "no problems" in Path("x.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("json", "expected FORMAT=FILE"),
        ("json=", "expected FORMAT=FILE"),
        ("json=-", "expected FORMAT=FILE"),
        ("yaml=x", "unknown format 'yaml' (choose from full, concise, "),
        ("=x", "unknown format ''"),
    ],
)
def test_what_is_no_report_is_refused(value: str, words: str) -> None:
    done = run("--offline", *reports(value), "list.md")
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "options",
    [["--output", "./list.md"], reports("json=x", "sarif=list.md"), ["--diff", "--output", "a.md"]],
)
def test_no_report_is_written_over_a_list(options: list[str]) -> None:
    write("a.md", CLEAN)
    done = run("--offline", *options, "list.md", "a.md")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(": cannot write the report here: the file is one of the lists\n")
    assert done.stderr.count("\n") == 1
    assert Path("list.md").read_text(encoding="utf-8") == ANCHOR
    assert Path("a.md").read_text(encoding="utf-8") == CLEAN
    assert not Path("x").exists()


@pytest.mark.parametrize(
    "options",
    [
        reports("json=x", "sarif=x"),
        reports("json=x", "sarif=./x"),
        ["--output", "x", *reports("json=x")],
    ],
)
def test_two_reports_do_not_go_into_one_file(options: list[str]) -> None:
    done = run("--offline", *options, "list.md")
    assert done.returncode == 2
    assert "two reports would be written to this file" in done.stderr
    assert not Path("x").exists()


def test_a_diff_is_no_report() -> None:
    done = run("--offline", "--diff", *reports("json=x"), "list.md")
    assert done.returncode == 2
    assert "--diff cannot be combined with --report" in done.stderr


def test_a_report_that_cannot_be_written_leaves_the_others() -> None:
    values = reports("json=no/such/folder.json", "json=x.json")
    done = run("--offline", "--format", "concise", *values, "list.md")
    assert done.returncode == 2
    assert done.stdout.startswith(FOUND)
    assert done.stderr == (
        "awesome-lint: no/such/folder.json: the report cannot be written: "
        "No such file or directory\n"
    )
    assert Path("x.json").exists()


@POSIX
def test_a_report_is_whole_or_not_there() -> None:
    Path("old.json").write_text("old", encoding="utf-8")
    Path("old.json").chmod(0o640)
    run("--offline", *reports("json=old.json"), "list.md")
    assert json.loads(Path("old.json").read_text(encoding="utf-8"))["version"] == 2
    assert Path("old.json").stat().st_mode & 0o777 == 0o640
    assert not [file for file in Path().iterdir() if file.name.startswith(".old")]


def test_the_environment_names_reports() -> None:
    run("--offline", "list.md", AWESOME_LINT_REPORT="json=a.json junit=b.xml")
    assert Path("a.json").exists()
    assert Path("b.xml").exists()


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_a_document_is_utf_8_whatever_the_encoding_of_a_pipe(name: str) -> None:
    write("论.md", ANCHOR)
    done = run_process("--offline", "--format", name, "论.md", PYTHONIOENCODING="latin-1")
    assert "论.md" in done.stdout


# --all --------------------------------------------------------------------------------------------


def test_all_shows_each_in_full() -> None:
    write("list.md", LIST)
    few = run("--offline", "list.md").stdout
    assert few.startswith("error[missing-anchor]: 60 problems\n  list.md:3:1: ")
    assert "Next: --all shows 57 more · init --baseline list.md: only new rows fail" in few
    every = run("--offline", "--all", "list.md").stdout
    assert every.count("--> list.md:") == 60
    assert run("--offline", "list.md", AWESOME_LINT_ALL="1").stdout == every
    assert run("--offline", "--format", "concise", "list.md").stdout.count("\n") == 60
    run("--offline", "--all", *reports("full=x.txt"), "list.md")
    assert Path("x.txt").read_text(encoding="utf-8").count("--> list.md:") == 60


# In GitHub Actions --------------------------------------------------------------------------------


def test_in_actions_there_are_annotations_and_a_summary() -> None:
    Path("summary.md").write_text("before\n", encoding="utf-8")
    done = run("--offline", "list.md", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY="summary.md")
    assert READERS["github"](done.stdout)
    assert not done.stderr
    summary = Path("summary.md").read_text(encoding="utf-8")
    assert summary.startswith("before\n### awesome-lint: 1 error\n")
    assert READERS["markdown"](summary.removeprefix("before\n"))


@pytest.mark.parametrize("options", [("--format", "full"), ("--output", "x.txt")])
def test_a_report_of_another_kind_leaves_the_summary_alone(options: tuple[str, ...]) -> None:
    run("--offline", *options, "list.md", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY="summary.md")
    assert not Path("summary.md").exists()


def test_where_the_summary_cannot_be_written_the_rest_stands() -> None:
    done = run("--offline", "list.md", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY="no/summary.md")
    assert done.returncode == 1
    assert READERS["github"](done.stdout)
    assert "GITHUB_STEP_SUMMARY: cannot be written" in done.stderr


def test_annotations_elsewhere_need_no_summary() -> None:
    done = run("--offline", "--format", "github", "list.md")
    assert done.stdout.startswith("::error file=list.md,line=3")


# Long reports -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_a_report_in_pieces_is_that_in_a_file(name: str) -> None:
    items = "".join(
        f"- [A {number}](https://host.example/{number}) - B.\n" for number in range(900)
    )
    write("long.md", f"# List\n\n{items}")
    read = READERS[name]
    shown = run("--offline", "--format", name, *reports(f"{name}=x"), "long.md").stdout
    kept = Path("x").read_text(encoding="utf-8")
    assert len(shown) > output._WRITTEN_AT_ONCE
    elapsed = re.compile(r'"elapsed_ms": \d+')
    assert elapsed.sub("", shown) == elapsed.sub("", kept)
    assert read(shown) == read(kept)

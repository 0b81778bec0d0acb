"""What a run advises is true: --fix changes so many lines, a baseline keeps the old rows quiet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import run, write

pytestmark = pytest.mark.usefixtures("folder")

ANCHORS = "# List\n\n" + "".join(f"- [a {number}](#no-{number})\n" for number in range(60))
SAFE = "[a](http://github.com/a/b)\n"
UNSAFE = "[b](#efficent-attention)\n"


def advice(*arguments: str, stdin: str = "") -> list[str]:
    text = run("--offline", *arguments, stdin=stdin).stdout
    last = text.splitlines()[-1]
    return last.removeprefix("Next: ").split(" · ") if last.startswith("Next: ") else []


def test_fix_changes_as_many_lines_as_it_says() -> None:
    write("README.md", f"# Efficient attention\n\n{SAFE}\n{SAFE.strip()} {SAFE}\n{UNSAFE}")
    assert advice() == [
        "--fix changes 2 lines",
        "--fix --unsafe-fixes can fix 1 more problem",
    ]
    diff = run("--offline", "--diff").stdout
    assert diff.count("\n-[") == 2
    unsafe = ["--fix --unsafe-fixes can fix 1 problem"]
    assert advice("--fix") == unsafe
    assert advice() == unsafe
    assert advice("--fix", "--unsafe-fixes") == []
    assert run("--offline").returncode == 0


def test_a_baseline_is_advised_where_it_is_of_use() -> None:
    write("README.md", ANCHORS)
    init = "init --baseline: only new rows fail"
    assert advice() == ["--all shows 57 more", init]
    for narrowed in ("--isolated", "--write-baseline"):
        assert init not in advice(narrowed)
    Path(".awesome-lint-baseline.json").unlink()
    assert run("init", "--offline", "--baseline").returncode == 0
    assert run("--offline").returncode == 0
    write("README.md", ANCHORS + "- [new](#nowhere)\n")
    assert run("--offline").returncode == 1
    assert advice() == []


def test_where_there_is_a_configuration_it_is_kept() -> None:
    write("README.md", ANCHORS)
    write(".awesome-lint.toml", "")
    assert "--write-baseline: only new rows fail" in advice()
    assert run("--offline", "--write-baseline").returncode == 0
    assert advice() == []


def test_another_list_is_named() -> None:
    write("docs/x.md", ANCHORS)
    assert "init --baseline docs/x.md: only new rows fail" in advice("docs/x.md")
    assert run("init", "--offline", "--baseline", "docs/x.md").returncode == 0
    assert run("--offline", "docs/x.md").returncode == 0


def test_of_several_lists_one_baseline_is_written() -> None:
    write("a.md", ANCHORS)
    write("b.md", ANCHORS)
    assert "--write-baseline: only new rows fail" in advice("a.md", "b.md")


def test_of_standard_input_there_is_no_list_to_begin_with() -> None:
    assert not [one for one in advice("-", stdin=ANCHORS) if "baseline" in one]


def test_few_findings_need_no_baseline() -> None:
    write("README.md", "[a](#no)\n")
    assert advice() == []

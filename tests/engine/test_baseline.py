"""A baseline keeps quiet about what was there, and about nothing else."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from lint.engine.baseline import FILE_NAME
from tests.command import PATIENCE, concise, run, write

LIST = "# A\n\n[x](#gone)\n\n[y]()\n"
NAMES = ("--select", "missing-anchor,empty-link,broken-link")
TODAY = dt.datetime.now(dt.UTC).date().isoformat()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("list.md", LIST)
    return tmp_path


def findings(file: str = FILE_NAME) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(file).read_text(encoding="utf-8"))["findings"]
    return found


def rules(file: str = FILE_NAME) -> list[tuple[str, str]]:
    return [(one["path"], one["rule"]) for one in findings(file)]


def test_what_was_there_is_quiet_and_what_is_new_is_not() -> None:
    status, out, err = concise(*NAMES, "--write-baseline", "list.md")
    assert (status, out, err) == (0, "", f"Wrote 2 problems to {FILE_NAME}\n")
    assert rules() == [("list.md", "empty-link"), ("list.md", "missing-anchor")]
    assert {one["since"] for one in findings()} == {TODAY}
    assert "2 in the baseline" in run("--offline", *NAMES, "list.md").stdout
    # Lines may move, blanks may change; another finding is another finding.
    write("list.md", "# A\n\nNew here: [z](#new)\n\nText\n\n[y]()\n\n[x](#gone)\n")
    status, out, _ = concise(*NAMES, "list.md")
    assert (status, out.count("\n")) == (1, 1)
    assert out.startswith("list.md:3:11: error missing-anchor section #new does not exist")
    summary = json.loads(run("--offline", *NAMES, "--format", "json", "list.md").stdout)["summary"]
    assert (summary["errors"], summary["suppressed"]) == (1, 2)


def test_a_finding_that_is_gone_leaves_at_the_next_write_and_the_others_keep_their_day() -> None:
    concise(*NAMES, "--write-baseline", "list.md")
    aged = Path(FILE_NAME).read_text(encoding="utf-8").replace(TODAY, "2020-01-02")
    write(FILE_NAME, aged)
    write("list.md", "# A\n\n[y]()\n\n[z](#new)\n")
    assert concise(*NAMES, "list.md")[0] == 1
    assert Path(FILE_NAME).read_text(encoding="utf-8") == aged
    assert concise(*NAMES, "--write-baseline", "list.md")[0] == 0
    assert [(one["rule"], one["since"]) for one in findings()] == [
        ("empty-link", "2020-01-02"),
        ("missing-anchor", TODAY),
    ]


def test_what_a_run_does_not_see_stays() -> None:
    write("b.md", LIST)
    concise(*NAMES, "--write-baseline", "list.md", "b.md")
    (row, *_) = findings()
    # Of a rule that needs the network, of a file that is gone, and of a rule that is.
    for path, rule in (("b.md", "broken-link"), ("c.md", "empty-link"), ("b.md", "old-rule")):
        row = {**row, "path": path, "rule": rule, "identity": f"{path}{rule}"}
        data = json.loads(Path(FILE_NAME).read_text(encoding="utf-8"))
        data["findings"].append(row)
        write(FILE_NAME, json.dumps(data))
    write("list.md", "# A\n")
    write("b.md", "# A\n\n[y]()\n")
    concise("--select", "empty-link", "--write-baseline", "b.md")
    assert rules() == [
        ("b.md", "broken-link"),
        ("b.md", "empty-link"),
        ("b.md", "missing-anchor"),
        ("list.md", "empty-link"),
        ("list.md", "missing-anchor"),
    ]
    concise(*NAMES, "--write-baseline", "b.md", "list.md")
    assert rules() == [("b.md", "broken-link"), ("b.md", "empty-link")]


def test_the_file_is_sorted_one_finding_a_line_and_the_same_every_time() -> None:
    write("b.md", "# B\n\n[论文](#gone) [x]() [x]() [x]()\n")
    concise(*NAMES, "--write-baseline", "list.md", "b.md")
    first = Path(FILE_NAME).read_bytes()
    concise(*NAMES, "--write-baseline", "b.md", "list.md")
    assert Path(FILE_NAME).read_bytes() == first
    lines = first.decode().splitlines()
    assert lines[:3] == ["{", '  "version": 1,', '  "findings": [']
    assert lines[-2:] == ["  ]", "}"]
    rows = [json.loads(line.strip().rstrip(",")) for line in lines[3:-2]]
    assert rows == findings()
    assert len({row["identity"] for row in rows if row["rule"] == "empty-link"}) == 4
    keys = [(row["path"], row["rule"], row["identity"]) for row in rows]
    assert keys == sorted(keys)
    assert sorted(path.name for path in Path().iterdir()) == [FILE_NAME, "b.md", "list.md"]
    write("list.md", "# A\n")
    write("b.md", "# B\n")
    concise(*NAMES, "--write-baseline", "b.md", "list.md")
    assert (
        Path(FILE_NAME).read_text(encoding="utf-8") == '{\n  "version": 1,\n  "findings": []\n}\n'
    )
    assert concise(*NAMES, "b.md", "list.md") == (0, "", "")


def test_what_two_branches_add_merges() -> None:
    def git(*arguments: str) -> None:
        names = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *names, *arguments], timeout=PATIENCE, check=True)

    text = "".join(f"[x{n}](#gone{n})\n\n" for n in range(0, 40, 4))
    git("init", "-q", "-b", "main")
    write("list.md", text)
    concise(*NAMES, "--write-baseline", "list.md")
    git("add", ".")
    git("commit", "-qm", "first")
    for branch in ("one", "two"):
        git("checkout", "-q", "-b", branch, "main")
        write(f"{branch}.md", "[x](#gone)\n")
        concise(*NAMES, "--write-baseline", f"{branch}.md", "list.md")
        git("add", ".")
        git("commit", "-qm", branch)
    before = [("list.md", "missing-anchor")] * 10
    assert rules() == [*before, ("two.md", "missing-anchor")]
    write("a.md", "[x](#gone)\n")
    concise(*NAMES, "--write-baseline", "a.md", "list.md", "two.md")
    git("add", ".")
    git("commit", "-qm", "third")
    git("merge", "-q", "--no-edit", "one", "-X", "ours")
    assert concise(*NAMES, "a.md", "list.md", "two.md")[0] == 0


@pytest.mark.parametrize(
    ("baseline", "quiet"),
    [
        (FILE_NAME, True),
        (f"docs/{FILE_NAME}", True),
        (f"docs/deep/{FILE_NAME}", True),
        (f"other/{FILE_NAME}", False),
        ("docs/deep/baseline.json", False),
    ],
)
def test_the_nearest_baseline_upwards_is_found(baseline: str, quiet: bool) -> None:  # noqa: FBT001 - a column
    write("docs/deep/list.md", LIST)
    Path(baseline).parent.mkdir(parents=True, exist_ok=True)
    concise(*NAMES, "--baseline", baseline, "--write-baseline", "docs/deep/list.md")
    assert len(findings(baseline)) == 2
    assert (concise(*NAMES, "docs/deep/list.md")[0] == 0) is quiet
    assert concise(*NAMES, "--isolated", "docs/deep/list.md")[0] == 1
    assert concise(*NAMES, "--isolated", "--baseline", baseline, "docs/deep/list.md")[0] == 0


def test_a_new_baseline_goes_beside_the_configuration() -> None:
    write("docs/deep/list.md", LIST)
    write("docs/.awesome-lint.toml", "")
    concise(*NAMES, "--write-baseline", "docs/deep/list.md", "list.md")
    assert rules(f"docs/{FILE_NAME}") == [
        ("deep/list.md", "empty-link"),
        ("deep/list.md", "missing-anchor"),
    ]
    assert len(rules()) == 2
    write("config/x.toml", "")
    Path(FILE_NAME).rename(f"config/{FILE_NAME}")
    assert concise(*NAMES, "--config", "config/x.toml", "list.md")[0] == 1
    write(f"config/{FILE_NAME}", Path(f"config/{FILE_NAME}").read_text().replace('"l', '"../l'))
    assert concise(*NAMES, "--config", "config/x.toml", "list.md")[0] == 0


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", ":1:1: invalid baseline: Expecting value"),
        (b"{", ":1:2: invalid baseline: Expecting property name"),
        (b"\xff", ": byte 0 is not UTF-8 text"),
        (b"[]", ": invalid baseline: missing array 'findings'"),
        (b'{"findings": {}}', ": invalid baseline: missing array 'findings'"),
        (b'{"version": 2, "findings": []}', ": unsupported baseline version 2, expected 1"),
        (b'{"version": 1, "findings": [1]}', ": 'findings[1]' must have the texts path, rule,"),
        (b'{"version": 1, "findings": [{"path": 1}]}', ": 'findings[1]' must have the texts"),
        (b"<<<<<<< ours\n", ":1:1: invalid baseline: Expecting value"),
        (b"[" * 100_000, ": invalid baseline: "),
    ],
    ids=range(10),
)
@pytest.mark.parametrize("options", [(), ("--write-baseline",), ("--baseline", FILE_NAME)])
def test_a_broken_baseline_is_one_line(data: bytes, reason: str, options: tuple[str, ...]) -> None:
    write(FILE_NAME, data)
    status, out, err = concise(*NAMES, *options, "list.md")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"awesome-lint: {FILE_NAME}{reason}")
    assert Path(FILE_NAME).read_bytes() == data


def test_a_baseline_that_is_not_there_is_one_line_unless_it_is_to_be_written() -> None:
    status, out, err = concise(*NAMES, "--baseline", "gone.json", "list.md")
    assert (status, out) == (2, "")
    assert err.startswith("awesome-lint: gone.json: cannot be read: ")
    status, _, err = concise(*NAMES, "--baseline", "gone/b.json", "--write-baseline", "list.md")
    assert status == 2
    assert err.startswith("awesome-lint: gone/b.json: cannot be written: ")


def test_a_list_that_cannot_be_judged_keeps_its_findings() -> None:
    concise(*NAMES, "--write-baseline", "list.md")
    before = Path(FILE_NAME).read_bytes()
    write("list.md", b"\xff")
    assert concise(*NAMES, "--write-baseline", "list.md")[0] == 2
    assert Path(FILE_NAME).read_bytes() == before


def test_what_is_quiet_is_not_mended() -> None:
    write("list.md", "[x](http://arxiv.org/abs/1706.03762)\n")
    concise("--write-baseline", "list.md")
    write("list.md", "[x](http://arxiv.org/abs/1706.03762) [y](http://github.com/a/b)\n")
    assert concise("--fix", "list.md") == (0, "", "Fixed 1 problem in 1 file\n")
    assert Path("list.md").read_text(encoding="utf-8").count("https:") == 1
    concise("--fix", "--write-baseline", "list.md")
    assert rules() == [("list.md", "insecure-link")]

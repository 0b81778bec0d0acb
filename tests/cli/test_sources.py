"""`[[sources]]`: the data that a list is generated from is judged where it is written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.command import concise, run, write

CONFIG = """\
[[sources]]
file = "data/*.yaml"
items = "projects"
map = { homepage = "links", when = "date" }

[[sources]]
file = "data/*.csv"
"""
TOOLS = """\
projects:
  - name: Weir
    homepage: https://weir.example/
    when: 2024-13
    description: A gauge for rivers.
  # awesome-lint: ignore insecure-link -- their server knows no other
  - name: Sluice
    homepage: "http://github.com/o/sluice"
    when: 2024-02
    description: >
      Opens [gates](and
      closes) them.
  - name:
    homepage: http://github.com/o/lock
    when: 2024-03 # awesome-lint: ignore missing-title
    description: Keeps boats.
"""
FOUND = [
    "data/tools.yaml:4:11: error invalid-date '2024-13' is not a date: month 13",
    "data/tools.yaml:14:15: info insecure-link the link uses http, but github.com supports https",
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(".awesome-lint.toml", CONFIG)
    Path("data").mkdir()
    write("data/tools.yaml", TOOLS)
    return tmp_path


def test_the_entries_of_a_yaml_file_are_judged_where_they_stand() -> None:
    assert concise("data/tools.yaml") == (1, "".join(f"{one}\n" for one in FOUND), "")
    rows = [json.loads(line) for line in run("rows", "data/tools.yaml").stdout.splitlines()]
    assert [(one["title"], one["line"], one["end_line"]) for one in rows] == [
        ("Weir", 2, 5),
        ("Sluice", 7, 12),
        ("", 13, 16),
    ]
    assert rows[0]["links"][0]["url"] == "https://weir.example/"


def test_without_the_comments_all_is_reported() -> None:
    write("data/tools.yaml", TOOLS.replace("awesome-lint: ignore", "ignore"))
    found = [line.split()[:3] for line in concise("data/tools.yaml")[1].splitlines()]
    assert [(place.split(":", 1)[1], rule) for place, _, rule in found] == [
        ("4:11:", "invalid-date"),
        ("8:16:", "insecure-link"),
        ("13:5:", "missing-title"),
        ("14:15:", "insecure-link"),
    ]


def test_a_folder_stands_for_its_data_files_too() -> None:
    write("README.md", "# A\n\n- [Weir](https://weir.example/) - A gauge.\n")
    write("data/more.csv", 'name,url\r\n"Ford, a",http://github.com/o/ford\r\n')
    write("data/other.yml", "not: read\n")
    write("README.rst", "A\n=\n")
    status, out, err = concise(".")
    csv = "data/more.csv:2:11: info insecure-link the link uses http, but github.com supports https"
    assert (status, out.splitlines()) == (1, [csv, *FOUND])
    assert err == "awesome-lint: README.rst: reStructuredText is not supported, so it was skipped\n"


def test_nothing_is_fixed_in_data() -> None:
    write(".awesome-lint.toml", CONFIG.rpartition("\n[[sources]]")[0])
    write("data/tools.yaml", TOOLS.replace("2024-13", "2024-12"))
    before = Path("data/tools.yaml").read_bytes()
    assert concise("--fix", "--unsafe-fixes", "data")[1] == f"{FOUND[1]}\n"
    assert Path("data/tools.yaml").read_bytes() == before
    report = json.loads(run("--offline", "--format", "json", "data").stdout)
    assert [one["fix"] for one in report["diagnostics"]] == [None]


def test_a_data_file_without_sources_is_refused() -> None:
    write("data/other.yml", "- name: x\n")
    message = "no [[sources]] says how to read it; only Markdown is read without"
    assert concise("data/other.yml") == (2, "", f"awesome-lint: data/other.yml: {message}\n")


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")
def test_no_link_leads_out(tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text(TOOLS)
    Path("data/link.yaml").symlink_to(outside)
    status, out, err = concise("data/link.yaml")
    assert (status, out) == (2, "")
    assert (
        err == "awesome-lint: data/link.yaml: it lies outside of the folder of its configuration\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("projects:\n  - [\n", "3:1: no YAML: "),
        ("tools: []\n", "1:1: 'items' in [[sources]] is 'projects', but there is no 'projects'"),
        ("projects:\n  - Weir\n", "2:5: an entry must be a mapping"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(text: str, message: str) -> None:
    write("data/tools.yaml", text)
    status, out, err = concise("data/tools.yaml")
    assert (status, out) == (2, "")
    assert err.startswith(f"awesome-lint: data/tools.yaml:{message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('[[sources]]\nitems = "x"\n', "'file'"),
        ('[[sources]]\nfile = "data/*.toml"\n', "'sources[1].file'"),
        ('[[sources]]\nfile = "a.csv"\nkeys = 1\n', "unknown key 'sources[1].keys'"),
    ],
)
def test_what_a_source_needs_is_said(config: str, message: str) -> None:
    write(".awesome-lint.toml", config)
    status, _, err = concise("data/tools.yaml")
    assert status == 2
    assert ".awesome-lint.toml:" in err
    assert message in err


def test_a_pattern_that_fits_no_file_is_said() -> None:
    write(".awesome-lint.toml", f'{CONFIG}\n[[sources]]\nfile = "gone/*.tsv"\n')
    write("data/a.csv", "name,url\nA,https://a.example/\n")
    out = concise("--select", "unused-configuration", ".")[1]
    assert "unused-configuration 'gone/*.tsv' matches no file" in out
    assert out.count("\n") == 1

"""What a configuration says for nothing is reported in it, where that is certain."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lint.config.reading import Configurations
from lint.config.rules import rules_for
from lint.engine.listener import NullListener
from lint.engine.pipeline import run as run_engine
from lint.engine.targets import tasks_for
from tests.command import run
from tests.history import Repository
from tests.links.server import Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.links.server import Request

LIST = """\
# Papers

## Models (2024)

| Model | Licence | Auth |
| --- | --- | --- |
| [A](https://example.org/a) | MIT | No |

## Tools

| Name | Description | Link |
| --- | --- | --- |
| B | What it is. | [b](https://example.org/b) |
"""
OWN = ".awesome-lint.toml"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(LIST, encoding="utf-8")
    return tmp_path


def found(configuration: str, *paths: str, name: str = OWN) -> list[tuple[int, str]]:
    """The lines and messages of what is reported of the configuration."""
    Path(name).write_text(configuration, encoding="utf-8")
    listener = NullListener()
    tasks = list(tasks_for(paths, Configurations(), listener, None))
    rules = rules_for(task.config for task in tasks)
    report = run_engine(
        tasks, rules, today=dt.date(2025, 1, 1), listener=listener, configuration=True
    )
    said = [one for one in report.diagnostics if one.rule == "unused-configuration"]
    assert {one.path for one in said} <= {name}
    return [(one.line, one.message) for one in said]


UNFIT = [
    (
        "[[tables]]\n\nheaders = ['Modle']",
        3,
        "no table has the header 'Modle'; did you mean 'Model'?",
    ),
    ("[[tables]]\nheaders = ['Model', 'Link']", 2, "no table has all of these headers"),
    (
        "[[tables]]\nsection = 'Modles*'",
        2,
        "no table is below a heading that matches 'Modles*'",
    ),
    (
        "[[tables]]\nheaders = ['Model']\nsection = 'Tools'",
        3,
        "no table below such a heading has these headers",
    ),
    ("[[tables]]\n[[tables]]\nfile = 'docs/*.md'", 3, "'docs/*.md' matches no list"),
    (
        "[[tables]]\nheaders = ['Model']\nmap = { 'Model' = 'title', 'Licens' = 'a' }",
        3,
        "no table has the header 'Licens'; did you mean 'Licence'?",
    ),
    ("[per_file_ignores]\n'archive/**' = ['broken-link']", 2, "'archive/**' matches no list"),
    (
        "[policy.allowed_values]\nAuth = ['No']\nHTTPS = ['No']",
        3,
        "no table has the header 'HTTPS'",
    ),
]
FIT = [
    "[[tables]]\nheaders = ['model', 'LICENCE']\nsection = 'models*'\nmap = { Model = 'title' }",
    "[[tables]]\nsection = 'papers'\nfile = 'README.md'",
    "[[tables]]",
    "[per_file_ignores]\n'*.md' = ['broken-link']",
    "[policy.allowed_values]\n'auth' = ['No']",
    "[[tables]]\nmap = { Model = 'model', Licence = 'data' }",
]


@pytest.mark.parametrize(("configuration", "line", "message"), UNFIT)
def test_what_fits_nothing_is_reported_on_its_line(
    configuration: str, line: int, message: str
) -> None:
    assert found(f"offline = true\n{configuration}") == [(line + 1, message)]
    assert found(f"offline = true\n{configuration}", ".") == [(line + 1, message)]


@pytest.mark.parametrize("configuration", FIT)
def test_what_fits_is_silent(configuration: str) -> None:
    assert found(f"offline = true\n{configuration}") == []


@pytest.mark.parametrize(("configuration", "line", "message"), UNFIT[:3])
def test_it_is_found_in_a_pyproject_too(configuration: str, line: int, message: str) -> None:
    table = configuration.replace("[[tables]]", "[[tool.awesome-lint.tables]]")
    text = f"[tool.awesome-lint]\noffline = true\n{table}"
    assert found(text, name="pyproject.toml") == [(line + 2, message)]


@pytest.mark.parametrize(("configuration", "line", "message"), UNFIT)
def test_nothing_is_said_unless_all_lists_were_read(
    configuration: str, line: int, message: str
) -> None:
    configuration = f"offline = true\n{configuration}"
    assert found(configuration, "README.md") == []
    Path("docs").mkdir()
    Path("docs/MORE.md").write_text("# More\n", encoding="utf-8")
    assert found(configuration) == []  # the README of the folder alone
    assert found(configuration, "docs") == []
    assert found(configuration, ".", "README.md") == []
    if "docs/" not in configuration:
        assert found(configuration, ".") == [(line + 1, message)]
    Path("docs/MORE.md").write_bytes(b"\xff")
    assert found(configuration, ".") == []


def test_a_table_in_any_list_counts() -> None:
    Path("docs").mkdir()
    Path("docs/MORE.md").write_text("| HTTPS |\n| --- |\n| No |\n", encoding="utf-8")
    assert found("offline = true\n[policy.allowed_values]\nHTTPS = ['No']", ".") == []


@pytest.mark.parametrize(
    ("field", "near"),
    [
        ("sumary", "summary"),
        ("tittle", "title"),
        ("titles", "title"),
        ("link", "links"),
        ("dat", "date"),
    ]
    + [(own, "") for own in ("model", "data", "update", "subtitle", "authors", "selection")],
)
def test_a_map_to_what_is_nearly_a_field_is_reported_of_named_files_too(
    field: str, near: str
) -> None:
    configuration = f"offline = true\n[[tables]]\nmap = {{ Model = '{field}' }}"
    message = f"unknown field {field!r}; did you mean {near!r}?"
    expected = [(3, message)] if near else []
    assert found(configuration, "README.md") == expected
    assert found(configuration) == expected


@pytest.mark.parametrize(
    "more",
    [
        "ignore = ['unused-configuration']",
        "select = ['broken-link']",
        "severity = { unused-configuration = 'off' }",
    ],
)
def test_it_can_be_turned_off(more: str) -> None:
    assert found(f"offline = true\n{more}\n[[tables]]\nheaders = ['x']") == []


def test_a_change_alone_is_no_occasion(folder: Path) -> None:
    repository = Repository(folder)
    Path(OWN).write_text("[[tables]]\nheaders = ['x']\nmap = { y = 'sumary' }", encoding="utf-8")
    repository.commit()
    for option in ("--base=HEAD", "--staged"):
        done = run("--offline", option, ".")
        assert "unused-configuration" not in done.stdout + done.stderr
    assert "unused-configuration" in run("--offline", ".").stdout


def test_the_command_reports_it_and_fails_as_the_configuration_says() -> None:
    text = "fail_on = 'warning'\n[[tables]]\nheaders = ['x']\n"
    Path(OWN).write_text(text, encoding="utf-8")
    Path("README.md").write_text("# A\n\n[x](#b) b\n\n## B\n", encoding="utf-8")
    done = run("--offline", "--format", "json", "--ignore", "missing-anchor")
    report = json.loads(done.stdout)
    (one,) = report["diagnostics"]
    assert done.returncode == 1, done.stderr
    assert (one["path"], one["rule"], one["severity"], one["line"]) == (
        OWN,
        "unused-configuration",
        "warning",
        3,
    )


@pytest.mark.parametrize(
    "format_name", ["full", "concise", "github", "gitlab", "sarif", "rdjson", "html", "markdown"]
)
def test_every_format_shows_it(format_name: str) -> None:
    Path(OWN).write_text("[[tables]]\nheaders = ['x']\n", encoding="utf-8")
    done = run("--offline", "--format", format_name, "--select", "unused-configuration")
    assert done.returncode == 0, done.stderr
    assert "no table has the header" in done.stdout
    assert OWN in done.stdout


def test_fixes_and_baselines_go_on_beside_it() -> None:
    Path(OWN).write_text("[[tables]]\nheaders = ['x']\n", encoding="utf-8")
    Path("README.md").write_text("# A\n\n[x](https://a.example/?utm_source=x)\n", encoding="utf-8")
    fixed = run("--offline", "--fix", "--unsafe-fixes", "--format", "concise", ".")
    assert f"{OWN}:2:1: warning unused-configuration" in fixed.stdout
    assert "utm_source" not in Path("README.md").read_text(encoding="utf-8")
    written = run("--offline", "--write-baseline", ".")
    assert written.returncode == 0, written.stderr
    assert "unused-configuration" not in Path(".awesome-lint-baseline.json").read_text("utf-8")


# All links are left out, so that nobody is asked: `example` fits them.
LINK_KEYS = [
    ("exclude = ['example', 'nowhere']", {4}),
    ("exclude = [\n  'example',\n  'glob:example.com/*',\n]", {6}),
    ("exclude = ['example']\ninclude = ['example.org/a$', 'exmaple']", {5}),
    ("exclude = ['example', '^mailto:']", {4}),
    ("exclude = ['example']\n[links.accept]\n'other.example' = [403]", {6}),
    ("exclude = ['example']\n[links.accept]\n'a.example.org' = [403]\n'*' = [500]", {6}),
    ("exclude = ['example']\n[links.hosts.'other.example']\ntimeout = 3", {5}),
    ("exclude = ['example']\n[links.hosts.'*.a.example.org']\ntimeout = 3", {5}),
]
FITTING = [
    "exclude = ['example', 'glob:example.org/*', 'https://example.org/a']",
    "include = ['/a', 'b$']\nexclude = ['org']",
    "exclude = ['example']\naccept = { 'example.org' = [403], 'org' = [404] }",
    "exclude = ['example']\n[links.hosts.'example.org']\ntimeout = 3",
    "exclude = ['example']",
]


def link_keys(keys: str, *paths: str) -> set[int]:
    """The lines of the configuration in which something fits no link."""
    return {line for line, _ in found(f"# Links\n\n[links]\n{keys}", *paths)}


@pytest.mark.parametrize(("keys", "lines"), LINK_KEYS)
def test_patterns_and_hosts_that_fit_no_link(keys: str, lines: set[int]) -> None:
    assert link_keys(keys) == lines
    assert link_keys(keys, ".") == lines
    assert link_keys(keys, "README.md") == set()
    assert found(f"offline = true\n[links]\n{keys}") == []
    Path("docs").mkdir()
    Path("docs/MORE.md").write_text("# More\n", encoding="utf-8")
    assert link_keys(keys) == set()
    assert link_keys(keys, ".") == lines


@pytest.mark.parametrize("keys", FITTING)
def test_patterns_and_hosts_that_fit_a_link(keys: str) -> None:
    assert link_keys(keys) == set()


def test_the_help_for_a_pattern_names_the_other_way_to_write_one() -> None:
    Path(OWN).write_text("[links]\nexclude = ['example', 'x.com/*.html']\n", encoding="utf-8")
    done = run("check", "--format", "full")
    assert "'x.com/*.html' matches no link" in done.stdout
    assert "with 'glob:' in front" in done.stdout


def test_the_host_that_a_redirect_leads_to_fits() -> None:
    async def refuses(request: Request) -> AsyncIterator[bytes]:
        yield answer(403, head=request.method == "HEAD")

    with Server(refuses, "127.0.0.9") as there:

        async def moved(request: Request) -> AsyncIterator[bytes]:
            where = ("Location", f"http://127.0.0.9:{there.port}/to")
            yield answer(302, b"", where, head=request.method == "HEAD")

        with Server(moved, "127.0.0.8") as server:
            text = f"# L\n\n- [A](http://127.0.0.8:{server.port}/from) - It is.\n"
            Path("README.md").write_text(text, encoding="utf-8")
            keys = "allow_addresses = ['127.0.0.0/8']\naccept = { '127.0.0.9' = [403] }"
            assert link_keys(keys) == set()
            assert link_keys(keys.replace("127.0.0.9", "127.0.0.10")) == {5}

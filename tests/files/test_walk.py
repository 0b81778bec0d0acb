"""The files that a folder stands for are those that git itself would take."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.files.gitignore import patterns as read
from lint.files.inputs import expand
from lint.files.walk import files_below

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", "-c", "core.quotePath=false", *arguments],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        timeout=60,
    )
    return done.stdout.decode()


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# A list\n", encoding="utf-8")


def found(folder: Path) -> list[str]:
    problems: list[OSError] = []
    files = files_below(str(folder), problems.append)
    assert not problems
    return [one.removeprefix(f"{folder.as_posix()}/") for one in files]


NAMES = ("a.md", "b.md", "x/a.md", "x/b.md", "x/y/a.md", "x/y/c.md", "z/b.md", "z/x/a.md")
GLOBS = (
    *("a.md", "x", "y", "*", "x/*", "x/y", "?.md", "[ab].*", "z/**", "**/y", "[!b].m[[:alpha:]]"),
    "\\x",
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    return tmp_path


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ({".gitignore": "x/\n"}, ["a.md", "b.md", "z/b.md"]),
        ({".gitignore": "/x\n"}, ["a.md", "b.md", "z/b.md", "z/x/a.md"]),
        ({".gitignore": "*.md\n!/z/**\n"}, ["z/b.md", "z/x/a.md"]),
        ({".gitignore": "/?.md\nx/*\n!x/y/\n"}, ["x/y/a.md", "x/y/c.md", "z/b.md", "z/x/a.md"]),
        ({".gitignore": "x/**\n!x/a.md\n/z\n"}, ["a.md", "b.md", "x/a.md"]),
        ({".gitignore": "b.md\n", "z/.gitignore": "!b.md\nx\n"}, ["a.md", "x/a.md", "x/y/a.md", "x/y/c.md", "z/b.md"]),  # noqa: E501 - a row of a table
        ({".gitignore": "# x\n\n!\n\\\r\nz/ \r\n"}, list(NAMES[:6])),
        ({".gitignore": "!a.md\n", ".git/info/exclude": "*.md\n"}, ["a.md", "x/a.md", "x/y/a.md", "z/x/a.md"]),  # noqa: E501 - a row of a table
    ],
)  # fmt: skip
def test_what_git_ignores_is_left_out(
    repository: Path, patterns: dict[str, str], left: list[str]
) -> None:
    make(repository, *NAMES)
    for name, text in patterns.items():
        (repository / name).write_text(text, encoding="utf-8", newline="")
    assert found(repository) == left
    as_git_has_it = git(repository, "ls-files", "-co", "--exclude-standard", "*.md")
    assert sorted(as_git_has_it.splitlines()) == left


@given(
    st.dictionaries(
        st.sampled_from([".gitignore", "x/.gitignore", "x/y/.gitignore", ".git/info/exclude"]),
        st.lists(
            st.builds(
                "{}{}{}{}".format,
                st.sampled_from(["", "!", "/", "**/"]),
                st.sampled_from(GLOBS),
                st.sampled_from(["", "/", "/**", " "]),
                st.sampled_from(["", "\r"]),
            ),
            max_size=4,
        ),
    ),
    st.sampled_from(["", "x", "z"]),
)
def test_as_git(
    tmp_path_factory: pytest.TempPathFactory, patterns: dict[str, list[str]], inside: str
) -> None:
    folder = tmp_path_factory.mktemp("repository")
    git(folder, "init", "--quiet")
    make(folder, *NAMES)
    for name, lines in patterns.items():
        (folder / name).write_text("\n".join(lines), encoding="utf-8", newline="")
    listed = git(folder / inside, "ls-files", "-co", "--exclude-standard", "*.md").splitlines()
    if not listed and inside:
        return  # the folder may be ignored itself, which git says nothing of
    assert found(folder / inside) == sorted(listed)


def test_a_folder_that_is_named_is_searched_though_it_is_ignored(repository: Path) -> None:
    make(repository, "build/out/a.md", "build/b.md", "build/c.md")
    (repository / ".gitignore").write_text("build/\n", encoding="utf-8")
    (repository / "build" / ".gitignore").write_text("c.md\n", encoding="utf-8")
    assert found(repository) == []
    assert found(repository / "build") == ["b.md", "out/a.md"]
    assert found(repository / "build" / "out") == ["a.md"]


def test_outside_of_a_repository_patterns_count_from_the_folder_on(tmp_path: Path) -> None:
    make(tmp_path, "lists/a.md", "lists/b.md", "lists/sub/b.md")
    (tmp_path / ".gitignore").write_text("a.md\n", encoding="utf-8")
    (tmp_path / "lists" / ".gitignore").write_text("/b.md\n", encoding="utf-8")
    assert found(tmp_path / "lists") == ["a.md", "sub/b.md"]


@pytest.mark.parametrize("inner", [".gitignore", "docs/.gitignore", ".git/info/exclude"])
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("?" * 1_000_001, "longer than 1,000,000 characters"),
        ("a\n" * 10_001, "more than 10,000 patterns, with those of the folders above"),
    ],
)
def test_patterns_without_end_are_refused_in_one_line(
    repository: Path, monkeypatch: pytest.MonkeyPatch, inner: str, text: str, why: str
) -> None:
    make(repository, "docs/a.md", "b.md")
    monkeypatch.chdir(repository)
    (repository / inner).write_text(text, encoding="utf-8")
    told: list[str] = []
    assert expand(["."], told.append) == ("b.md", "docs/a.md")
    assert len(told) == 1
    assert told[0].endswith(f"{inner}: cannot be read: {why}")


def test_patterns_of_folders_add_up(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("x", "x/y", "z"):
        make(repository, f"{folder}/a.md")
        (repository / folder / ".gitignore").write_text("# b\n\nb\n" * 3_334, encoding="utf-8")
    (repository / ".gitignore").write_text("b\n" * 3_333, encoding="utf-8")
    monkeypatch.chdir(repository)
    told: list[str] = []
    expand(["."], told.append)
    assert [one.partition(":")[0] for one in told] == ["x/y/.gitignore"]


@pytest.mark.parametrize("unit", ["?", "*a", "**/", "**/a", "[a]", "[[:alpha:]]", "a/", "\\a", "é"])
def test_a_pattern_that_no_path_is_as_long_as_is_none(unit: str) -> None:
    count = 4096 // len(unit)
    assert len(read(unit * count + "\n" + unit * (count + 1) + "\nb\n")) == 2

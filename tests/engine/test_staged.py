"""`--staged`: what is staged alone, with real git and, in a hook of git's own, a real commit."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import lint as package
from tests.command import POSIX, run
from tests.engine.test_base import BAD, GOOD, HEAD, LIST, OLD, SOUND, TABLE, older
from tests.history import UNSET, Repository, lint

if TYPE_CHECKING:
    from collections.abc import Callable

LOCKED = "awesome-lint: README.md: it has unstaged changes, so it was not fixed\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a list that has an old defect."""
    made = Repository(tmp_path / "list")
    made.commit("README.md", LIST)
    monkeypatch.chdir(made.folder)
    return made


def staged(*arguments: str, **more: str) -> tuple[int, list[str], str]:
    return lint("--staged", *arguments, **more)


def stage(repository: Repository, text: str | bytes, name: str = "README.md") -> None:
    repository.write(name, text)
    repository.git("add", "--all")


def test_a_bad_row_is_reported_and_an_old_one_is_not(repository: Repository) -> None:
    stage(repository, LIST + BAD)
    assert staged() == (1, ["README.md:11:3 invalid-date"], older(1))


def test_a_good_row_passes_beside_an_old_one(repository: Repository) -> None:
    stage(repository, LIST + GOOD)
    assert staged() == (0, [], older(1))


def test_a_file_of_which_nothing_is_staged_is_judged_whole(repository: Repository) -> None:
    assert staged() == (1, ["README.md:9:3 invalid-date"], "")
    repository.write("README.md", LIST + BAD)
    assert staged() == (1, ["README.md:9:3 invalid-date", "README.md:11:3 invalid-date"], "")
    repository.write("new.md", TABLE + BAD)
    repository.git("add", "--intent-to-add", "new.md")
    assert staged("new.md") == (1, ["new.md:3:3 invalid-date"], "")
    repository.write("docs/a.md", "# A\n")
    repository.git("add", "docs")
    assert staged("README.md", "docs/a.md")[1] == [
        "README.md:9:3 invalid-date",
        "README.md:11:3 invalid-date",
    ]


def test_what_is_not_staged_is_not_judged(repository: Repository) -> None:
    stage(repository, HEAD + TABLE + OLD + BAD)
    # In the index the bad row is the tenth line.
    repository.write("README.md", "A word.\n\n" + LIST + BAD.replace("14", "15"))
    assert staged() == (1, ["README.md:10:3 invalid-date"], older(1))
    out = run("--offline", "--staged", **UNSET).stdout
    assert "10 | | 2024-14 | Bad" in out
    stage(repository, LIST + GOOD)
    repository.write("README.md", LIST + GOOD + BAD)
    assert staged() == (0, [], older(1))


def test_what_is_not_staged_is_not_mended(repository: Repository) -> None:
    row = GOOD.replace("https:", "http:")
    stage(repository, LIST + row)
    repository.write("README.md", LIST + row + "\nMore.\n")
    for option in ("--fix", "--diff"):
        status, _, err = staged(option)
        assert status == 2
        assert err.startswith(LOCKED)
    assert repository.read("README.md") == LIST + row + "\nMore.\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_fix_touches_what_is_staged_alone(repository: Repository, ending: str) -> None:
    old, new = (row.replace("https:", "http:").replace("\n", ending) for row in (SOUND, GOOD))
    text = (HEAD + TABLE).replace("\n", ending)
    repository.commit("README.md", text + old)
    stage(repository, text + old + new)
    status, found, err = staged("--fix")
    assert (status, found) == (0, [])
    assert err == "Fixed 1 problem in 1 file\n" + older(1)
    assert repository.read("README.md") == text + old + new.replace("http:", "https:")
    # What git has staged is the curator's to change.
    assert repository.git("show", ":README.md").endswith(new.rstrip())


def test_line_endings_of_a_checkout_are_no_change(repository: Repository) -> None:
    repository.write(".gitattributes", "*.md text\n")
    stage(repository, (LIST + GOOD.replace("https:", "http:")).replace("\n", "\r\n"))
    assert "\r" not in repository.git("cat-file", "blob", ":README.md")
    assert staged("--fix")[0] == 0
    assert repository.read("README.md") == (LIST + GOOD).replace("\n", "\r\n")


def test_before_the_first_commit_all_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Repository(tmp_path / "young")
    monkeypatch.chdir(made.folder)
    made.write("README.md", LIST)
    assert staged() == (1, ["README.md:9:3 invalid-date"], "")
    made.git("add", "--all")
    assert staged() == (1, ["README.md:9:3 invalid-date"], "")
    status, _, err = lint("--base", "HEAD")
    assert (status, err.count("\n")) == (2, 1)


def test_a_renamed_file_is_compared_with_what_it_was(repository: Repository) -> None:
    repository.git("mv", "README.md", "list.md")
    assert staged("list.md") == (0, [], older(1))
    stage(repository, LIST + BAD, "list.md")
    assert staged("list.md") == (1, ["list.md:11:3 invalid-date"], older(1))


def test_a_new_file_is_judged_whole(repository: Repository) -> None:
    stage(repository, TABLE + BAD + GOOD, "docs/new list.md")
    assert staged("docs/new list.md") == (1, ["docs/new list.md:3:3 invalid-date"], "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"# A \xff\n", "README.md: cannot be read as text: byte 4 is not UTF-8 text"),
        (b"# A\n" * 2_000_000, "README.md: larger than max_file_size (5,000,000 bytes)"),
    ],
)
def test_what_is_staged_and_cannot_be_judged(
    repository: Repository, data: bytes, reason: str
) -> None:
    stage(repository, data)
    repository.write("README.md", LIST)
    status, found, err = staged()
    assert (status, found) == (2, [])
    assert err.startswith(f"awesome-lint: {reason}")


def test_a_file_with_conflicts_is_not_judged(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "other")
    repository.commit("README.md", LIST.replace("Sound", "One"))
    repository.git("switch", "--quiet", "main")
    repository.commit("README.md", LIST.replace("Sound", "Other"))
    assert repository.try_git("merge", "other").returncode == 1
    assert staged() == (
        2,
        [],
        "awesome-lint: README.md: has unresolved conflicts\n",
    )


def test_taken_out_of_the_index_and_still_there(repository: Repository) -> None:
    repository.git("rm", "--cached", "--quiet", "README.md")
    assert staged() == (1, ["README.md:9:3 invalid-date"], "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--base", "HEAD"], "--base cannot be combined with --staged"),
        (["--write-baseline"], "--staged cannot be combined with --write-baseline"),
        (["-"], "--staged cannot be combined with standard input"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_what_does_not_go_with_it(arguments: list[str], message: str) -> None:
    status, found, err = staged(*arguments)
    assert (status, found) == (2, [])
    assert err.startswith(f"awesome-lint: {message}")


def test_where_pre_commit_looks_at_a_range_it_is_the_range(repository: Repository) -> None:
    first = repository.git("rev-parse", "HEAD")
    repository.commit("README.md", LIST + BAD)
    variables = {"PRE_COMMIT_FROM_REF": first, "PRE_COMMIT_TO_REF": "HEAD"}
    assert staged(**variables) == (1, ["README.md:11:3 invalid-date"], older(1))
    repository.commit("README.md", LIST + GOOD)
    assert staged(**variables) == (0, [], older(1))
    # A branch that has nothing in common with what was pushed before it.
    repository.git("switch", "--quiet", "--orphan", "alone")
    repository.commit("README.md", LIST + BAD)
    assert staged(**variables) == (1, ["README.md:11:3 invalid-date"], older(1))
    status, _, err = staged(PRE_COMMIT_FROM_REF="--all")
    assert (status, err) == (
        2,
        "awesome-lint: PRE_COMMIT_FROM_REF '--all': unknown revision\n",
    )


COMMITS: list[Callable[[Repository], list[str]]] = [
    lambda _: ["commit", "--all"],
    lambda _: ["commit", "--only", "README.md"],
    lambda repository: [repository.git("add", "README.md") or "commit"],
]


@POSIX
@pytest.mark.parametrize("commit", COMMITS)
@pytest.mark.parametrize("worktree", [False, True])
def test_a_hook_of_git_sees_what_is_committed(
    repository: Repository, commit: Callable[[Repository], list[str]], *, worktree: bool
) -> None:
    if worktree:
        repository.git("worktree", "add", "--quiet", "../other")
        repository = Repository(repository.folder.parent / "other")
    hook = Path(repository.git("rev-parse", "--path-format=absolute", "--git-path", "hooks"))
    hook.mkdir(exist_ok=True)
    root = Path(package.__file__).parents[1]
    command = shlex.join([sys.executable, "-m", "lint", "--offline", "--staged", "README.md"])
    (hook / "pre-commit").write_text(
        f"#!/bin/sh\nPYTHONPATH={shlex.quote(str(root))} exec {command}\n", encoding="utf-8"
    )
    (hook / "pre-commit").chmod(0o755)
    repository.write("README.md", LIST + BAD)
    done = repository.try_git(*commit(repository), "--message", "Bad", **UNSET)
    assert done.returncode == 1, done.stderr
    assert "'2024-14' is not a date" in done.stdout + done.stderr
    assert "'2024-13' is not a date" not in done.stdout + done.stderr
    repository.git("reset", "--quiet", "--hard")
    repository.write("README.md", LIST + GOOD)
    done = repository.try_git(*commit(repository), "--message", "Good", **UNSET)
    assert done.returncode == 0, done.stdout + done.stderr
    assert older(1) in done.stdout + done.stderr


def test_the_index_is_not_written(repository: Repository) -> None:
    stage(repository, LIST + BAD)
    index = repository.folder / ".git" / "index"
    os.utime(repository.folder / "README.md", (1_000_000_000, 1_000_000_000))
    before = index.read_bytes(), index.stat().st_mtime_ns
    assert staged()[0] == 1
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before

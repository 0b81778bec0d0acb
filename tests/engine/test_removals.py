"""Entries that a change adds although they were removed before, with real git."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lint.engine.changes import History
from lint.engine.removals import LIMITS
from lint.git.repository import Repository as Git
from tests.command import run
from tests.history import UNSET, Repository

if TYPE_CHECKING:
    from pathlib import Path

    from lint.git.program import Limits

HEAD = "# List\n\n## Papers\n\n"
REACT = "- [ReAct](https://arxiv.org/abs/2210.03629) - Reasoning and acting.\n"
REWOO = "- [ReWOO](https://arxiv.org/abs/2305.18323) - Reasoning without observation.\n"
OTHER = "- [Other](https://github.com/Owner/Name) - Another thing.\n"
LONGER = "- [Longer](https://github.com/owner/name-longer) - Another thing.\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository in which ReAct and Other were removed from a list, one after the other."""
    made = Repository(tmp_path / "list")
    made.commit("README.md", HEAD + REACT + REWOO + OTHER + LONGER)
    made.commit("README.md", HEAD + REWOO + OTHER + LONGER)
    made.commit("README.md", HEAD + REWOO + LONGER)
    made.commit("README.md", HEAD + LONGER + REWOO)
    monkeypatch.chdir(made.folder)
    return made


def found(*arguments: str) -> tuple[list[str], str]:
    options = ("--offline", "--isolated", "--select", "removed-before", "--format", "json")
    done = run("check", *options, *arguments, **UNSET)
    assert done.returncode == 0, done.stderr
    diagnostics = json.loads(done.stdout)["diagnostics"]
    return [f"{one['line']}: {one['message']}" for one in diagnostics], done.stderr


def change(repository: Repository, text: str) -> None:
    repository.git("switch", "--quiet", "--create", "change")
    repository.commit("README.md", text)


@pytest.mark.parametrize("url", ["abs/2210.03629", "pdf/2210.03629v2"])
def test_it_is_told_with_the_commit(repository: Repository, url: str) -> None:
    removal = repository.git("rev-parse", "HEAD~2")
    again = REACT.replace("abs/2210.03629", url).replace("[ReAct]", "[ReAct again]")
    change(repository, HEAD + LONGER + again + REWOO)
    day = repository.git("show", "--no-patch", "--format=%cs", removal)
    told, said = found("--base", "main")
    assert told == [
        (
            f"6: “ReAct again” was in this list before; it was removed on {day} in"
            f" {removal[:10]} (“A change”)"
        )
    ]
    assert said == ""


def test_it_is_told_of_what_is_staged(repository: Repository) -> None:
    repository.write("README.md", HEAD + LONGER + REWOO + OTHER.replace("Owner", "OWNER"))
    repository.git("add", "--all")
    told, _ = found("--staged")
    assert [one[:11] for one in told] == ["7: “Other” "]
    assert repository.git("rev-parse", "HEAD~1")[:10] in told[0]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + REWOO + LONGER,  # moved
        HEAD + LONGER + REWOO.replace("without", "with no"),  # edited
        HEAD + LONGER + REWOO + OTHER.replace("Owner/Name", "owner/nam"),  # only alike
        HEAD + LONGER + REWOO + OTHER.replace("Owner/Name", "owner/name2"),
    ],
)
def test_nothing_is_told_of_others(repository: Repository, text: str) -> None:
    change(repository, text)
    assert found("--base", "main") == ([], "")


def test_nothing_is_told_of_the_whole_list(repository: Repository) -> None:
    change(repository, HEAD + LONGER + REWOO + REACT)
    assert found() == ([], "")


def test_an_entry_whose_link_was_replaced_was_not_removed(repository: Repository) -> None:
    repository.commit("README.md", HEAD + LONGER + REWOO.replace("2305.18323", "2305.99999"))
    change(repository, HEAD + LONGER + REWOO.replace("2305.18323", "2305.99999") + REWOO)
    assert found("--base", "main")[0] == []


def test_an_entry_that_came_back_is_in_the_list(repository: Repository) -> None:
    repository.commit("README.md", HEAD + REACT + LONGER + REWOO)
    change(repository, HEAD + REACT + LONGER + REWOO + REACT)
    assert found("--base", "main")[0] == []


def test_a_mention_in_another_entry_is_none(repository: Repository) -> None:
    mention = f"{LONGER.rstrip()} See [this](https://arxiv.org/abs/1706.03762).\n"
    repository.commit("README.md", HEAD + mention + REWOO)
    repository.commit("README.md", HEAD + REWOO)
    change(repository, HEAD + REWOO + "- [New](https://arxiv.org/abs/1706.03762) - New.\n")
    assert found("--base", "main")[0] == []


def test_a_shallow_clone_says_that_it_was_not_checked(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(repository, HEAD + LONGER + REWOO + REACT)
    clone = tmp_path / "clone"
    source = repository.folder.as_uri()
    repository.git("clone", "--quiet", "--depth=2", "--branch=change", source, clone)
    monkeypatch.chdir(clone)
    told, said = found("--base", "HEAD~1")
    assert told == []
    assert "README.md: removed-before was not checked: the clone is shallow" in said
    # What needs no history needs no word on it.
    Repository(clone).commit("README.md", HEAD + LONGER + REWOO)
    assert found("--base", "HEAD~1") == ([], "")


def test_the_history_is_read_within_limits(repository: Repository) -> None:
    history = History(Git(str(repository.folder)), repository.git("rev-parse", "HEAD"), "README.md")

    def commits(limits: Limits) -> int:
        lines = history.repository.patches(history.commit, history.path, limits)
        return len({commit for commit, _ in lines})

    assert commits(LIMITS) == 4
    assert commits(LIMITS._replace(commits=2)) == 2
    assert commits(LIMITS._replace(size=200)) == 1
    assert commits(LIMITS._replace(size=0)) == 0


def test_a_hostile_message_stays_in_its_line(repository: Repository) -> None:
    repository.write("README.md", HEAD + LONGER)
    repository.git("add", "--all")
    message = f"\x1b[31m{'x' * 500}\u202e\x01"
    repository.git("commit", "--quiet", "--message", message)
    change(repository, HEAD + LONGER + REWOO)
    done = run("check", "--offline", "--isolated", "--base", "main", **UNSET)
    told = [line for line in done.stdout.splitlines() if "removed-before" in line]
    assert len(told) == 1
    assert len(told[0]) < 500
    assert not {"\x1b", "\u202e", "\x01"} & set(told[0])

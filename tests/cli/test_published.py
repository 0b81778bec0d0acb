"""Links out of a report: to the lines of a list that is on GitHub as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.command import run, write
from tests.history import Repository

if TYPE_CHECKING:
    from pathlib import Path

LIST = "# Tools\n\n- [Hammer](#nowhere) - Drives nails.\n"
HOME = "https://github.com/o/r"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a remote on GitHub that has the commit."""
    monkeypatch.chdir(tmp_path)
    repository = Repository(tmp_path)
    write("docs/a list.md", LIST)
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message=x")
    repository.git("remote", "add", "origin", "git@github.com:o/r.git")
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    return repository


def linked(name: str = "markdown") -> bool:
    return f"{HOME}/blob/" in run("--offline", "--format", name, "docs/a list.md").stdout


def test_a_line_has_an_address(here: Repository) -> None:
    head = here.git("rev-parse", "HEAD")
    done = run("--offline", "--format", "markdown", "docs/a list.md")
    assert f"| [3](<{HOME}/blob/{head}/docs/a%20list.md?plain=1#L3>) |" in done.stdout
    page = run("--offline", "--format", "html", "docs/a list.md").stdout
    assert f'href="{HOME}/blob/{head}/docs/a%20list.md?plain=1#L3"' in page
    assert "<h1>Tools (o/r)</h1>" in page


@pytest.mark.usefixtures("here")
def test_a_list_that_was_changed_has_none() -> None:
    write("docs/a list.md", f"{LIST}\n")
    assert not linked()
    assert not linked("html")


def test_a_commit_that_was_never_pushed_has_none(here: Repository) -> None:
    here.git("commit", "--quiet", "--allow-empty", "--message=y")
    assert not linked()
    here.git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert linked()


@pytest.mark.parametrize("remote", ["git@git.example:o/r.git", "/srv/git/r.git"])
def test_a_remote_elsewhere_has_none(here: Repository, remote: str) -> None:
    here.git("remote", "set-url", "origin", remote)
    assert not linked()


def test_in_a_workflow_the_repository_is_the_one_that_it_runs_in(
    here: Repository, tmp_path: Path
) -> None:
    head = here.git("rev-parse", "HEAD")
    here.git("remote", "remove", "origin")
    summary = tmp_path / "summary.md"
    run(
        "--offline",
        "docs/a list.md",
        GITHUB_ACTIONS="true",
        GITHUB_SERVER_URL="https://github.example",
        GITHUB_REPOSITORY="p/q",
        GITHUB_STEP_SUMMARY=str(summary),
        GITHUB_ACTION_REPOSITORY="x/awesome-lint",
        GITHUB_ACTION_REF="v0",
    )
    text = summary.read_text(encoding="utf-8")
    assert f"https://github.example/p/q/blob/{head}/docs/a%20list.md?plain=1#L3" in text
    assert "(<https://github.com/x/awesome-lint/blob/v0/docs/rules/missing-anchor.md>)" in text

"""Links to the pages of a list's own repository, judged by its files: real folders, no network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lint.files.own_pages import own_targets
from tests.command import concise, run, write

if TYPE_CHECKING:
    from pathlib import Path

HOME = "https://github.com/O/r"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    write(".git/config", f'[remote "origin"]\n\turl = {HOME}.git\n')
    write(".git/HEAD", "ref: refs/heads/main\n")
    (tmp_path / "docs").mkdir()
    write("docs/guide.md", "# Install\n")
    write("docs/README.md", "# Here\n")
    return tmp_path


@pytest.mark.parametrize(
    ("url", "target"),
    [
        (f"{HOME}/blob/main/docs/guide.md#install", "/docs/guide.md#install"),
        ("https://github.com/o/R/blob/main/a%20b.md", "/a%20b.md"),
        (f"{HOME}/tree/main/docs/", "/docs"),
        (f"{HOME}/tree/main", "/"),
        (f"{HOME}/-/blob/main/x", "/x"),
        (f"{HOME}/blob/main2/x", None),
        (f"{HOME}/blob/v1/x", None),
        (f"{HOME}/blob/main/x?plain=1", None),
        (f"{HOME}2/blob/main/x", None),
        (f"{HOME}/issues/blob/main/x", None),
        ("https://github.com/other/r/blob/main/x", None),
        ("https://example.org/O/r/blob/main/x", None),
        ("docs/blob/main/x", None),
    ],
)
def test_the_files_that_are_meant(repository: Path, url: str, target: str | None) -> None:
    assert own_targets(str(repository / "README.md"), [url]).get(url) == target


def test_a_branch_may_have_slashes_and_a_worktree_its_own(repository: Path) -> None:
    write(".git/HEAD", "ref: refs/heads/a/b\n")
    url = f"{HOME}/blob/a/b/x.md"
    assert own_targets("README.md", [url]) == {url: "/x.md"}
    (repository / ".git" / "worktrees" / "w").mkdir(parents=True)
    write(".git/worktrees/w/HEAD", "ref: refs/heads/c\n")
    write(".git/worktrees/w/commondir", "../..\n")
    (repository / "w").mkdir()
    write("w/.git", f"gitdir: {repository}/.git/worktrees/w\n")
    other = f"{HOME}/blob/c/x.md"
    assert own_targets("w/README.md", [url, other]) == {other: "/x.md"}


@pytest.mark.parametrize("head", ["0123456789012345678901234567890123456789\n", ""])
def test_without_a_branch_nothing_is_known(repository: Path, head: str) -> None:
    write(".git/HEAD", head)
    assert own_targets("README.md", [f"{HOME}/blob/main/x"]) == {}
    (repository / ".git" / "HEAD").unlink()
    assert own_targets("README.md", [f"{HOME}/blob/main/x"]) == {}


@pytest.mark.usefixtures("repository")
def test_they_are_judged_offline_and_not_requested() -> None:
    page = f"{HOME}/blob/main"
    write(
        "README.md",
        f"# A\n\n[a]({page}/docs/guide.md#install)\n[b]({page}/docs/guide.md#instal)\n"
        f"[c]({page}/gone.md)\n[d]({HOME}/tree/main/docs#here)\n[e]({HOME}/tree/main/docs#her)\n",
    )
    _, found, _ = concise("README.md", "--select", "missing-file,missing-fragment")
    assert [line.partition(";")[0] for line in found.splitlines()[:3]] == [
        "README.md:4:1: warning missing-fragment /docs/guide.md has no section #instal",
        "README.md:5:1: error missing-file file /gone.md does not exist",
        "README.md:7:1: warning missing-fragment /docs has no section #her",
    ]
    done = run("--format", "json", "README.md")
    links = json.loads(done.stdout)["links"]
    assert {(one["verdict"], one["reason"]) for one in links} == {("skipped", "excluded")}
    assert {one["detail"] for one in links} == {"checked by the files of the repository"}

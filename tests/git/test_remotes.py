"""The page of a list's own repository, as real git repositories name it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from lint.git import remotes

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *arguments: str) -> None:
    environ = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, check=True, env=environ, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "list"
    folder.mkdir()
    git(folder, "init", "--quiet")
    return folder


@pytest.mark.parametrize(
    ("remote", "page"),
    [
        ("https://github.com/o/r.git", "https://github.com/o/r"),
        ("https://github.com/o/r", "https://github.com/o/r"),
        ("https://user:secret@github.com/o/r.git", "https://github.com/o/r"),
        ("git@github.com:o/r.git", "https://github.com/o/r"),
        ("ssh://git@github.com/o/r.git", "https://github.com/o/r"),
        ("ssh://git@github.com:22/o/r/", "https://github.com/o/r"),
        ("git://github.com/o/r.git", "https://github.com/o/r"),
        ("/srv/git/r.git", None),
        ("../r", None),
        ("C:\\lists\\r", None),
        ("file:///srv/git/r.git", None),
        ("https://github.com/", None),
    ],
)
def test_origin(repository: Path, remote: str, page: str | None) -> None:
    git(repository, "remote", "add", "origin", remote)
    git(repository, "config", "user.name", "url = https://example.com/")
    assert remotes.page(repository) == page


def test_upstream_goes_before_origin_and_others_do_not_count(repository: Path) -> None:
    git(repository, "remote", "add", "else", "https://github.com/else/r")
    assert remotes.page(repository) is None
    git(repository, "remote", "add", "origin", "https://github.com/fork/r")
    assert remotes.page(repository) == "https://github.com/fork/r"
    git(repository, "remote", "add", "upstream", "https://github.com/o/r")
    assert remotes.page(repository) == "https://github.com/o/r"


def test_a_worktree_has_the_remotes_of_its_repository(repository: Path, tmp_path: Path) -> None:
    git(repository, "remote", "add", "origin", "https://github.com/o/r")
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    git(repository, *identity, "commit", "--quiet", "--allow-empty", "-m", "x")
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "tree"))
    assert (tmp_path / "tree" / ".git").is_file()
    assert remotes.page(tmp_path / "tree") == "https://github.com/o/r"


def test_a_submodule_has_remotes_of_its_own(repository: Path) -> None:
    inner = repository / ".git" / "modules" / "inner"
    inner.mkdir(parents=True)
    (inner / "config").write_text('[remote "origin"]\n\turl = https://github.com/o/inner\n')
    (repository / "inner").mkdir()
    (repository / "inner" / ".git").write_text("gitdir: ../.git/modules/inner\n")
    assert remotes.page(repository / "inner") == "https://github.com/o/inner"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"nonsense", b"gitdir: nowhere"])
def test_nothing_is_known_where_nothing_can_be_read(tmp_path: Path, content: bytes) -> None:
    assert remotes.page(tmp_path) is None
    (tmp_path / ".git").write_bytes(content)
    assert remotes.page(tmp_path) is None

"""The pre-commit hook, as a user installs it: with git, pre-commit and the package index."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.command import call
from tests.links.routes import odd
from tests.links.server import Server

if TYPE_CHECKING:
    import subprocess

pytest.importorskip("pre_commit", reason="pre-commit is not installed")

ROOT = Path(__file__).parents[1]
# Installing the hook fetches the dependencies of awesome-lint.
PATIENCE = 300

SOUND = """\
# Attention

- [Foundations](#foundations)

## Foundations

| Date | Title | Summary | Links |
| --- | --- | --- | --- |
| Jun/2017 | **Attention Is All You Need** | The Transformer | \
[![arXiv](https://img.shields.io/badge/arXiv-Paper-red)](https://arxiv.org/abs/1706.03762) |
"""
# The badge says arXiv and leads elsewhere.
DEFECTIVE = SOUND.replace("https://arxiv.org/abs/1706.03762", "https://example.com/paper.pdf")
ROW = "| {date} | **{title}** | Something new | [a page]({url}) |\n"
GOOD = ROW.format(date="Jan/2024", title="Good", url="https://good.example")
BAD = ROW.format(date="2024-13", title="Bad", url="https://bad.example")


def run(*command: str | Path, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    # A test run started by a hook must not work on the repository of that hook; GITHUB_ACTIONS and
    # AWESOME_LINT_* decide on the form of the report.
    foreign = ("GIT_", "GITHUB_", "AWESOME_LINT_", "PRE_COMMIT")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    environment |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home),
        "PYTHONUTF8": "1",
    }
    for who in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{who}_NAME": "A Curator", f"GIT_{who}_EMAIL": "curator@example.com"}
    return call(command, environment, cwd=cwd, patience=PATIENCE)


class Repository:
    """A git repository whose pre-commit keeps what it installs in `home`."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.home = home
        folder.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        done = run("git", *arguments, cwd=self.folder, home=self.home)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", "--", name)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", "As it stands")

    def pre_commit(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return run(sys.executable, "-m", "pre_commit", *arguments, cwd=self.folder, home=self.home)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Repository:
    """This checkout as it stands, changes that are not committed included, as a repository."""
    folder = tmp_path_factory.mktemp("hook") / "awesome-lint"
    folder.mkdir()
    for name in ("lint", "schema"):
        unwanted = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    repository = Repository(folder, home)
    repository.commit()
    return repository


@pytest.fixture
def curated(tmp_path: Path, home: Path, checkout: Repository) -> Repository:
    """A repository with a list, which uses the hook."""
    repository = Repository(tmp_path / "awesome-list", home)
    repository.write(
        ".pre-commit-config.yaml",
        f"repos:\n- repo: {checkout.folder.as_uri()}\n  rev: {checkout.git('rev-parse', 'HEAD')}\n"
        "  hooks:\n  - id: awesome-lint\n  - id: awesome-lint-links\n"
        "    args: [--allow-address, 127.0.0.1, --no-cache]\n",
    )
    return repository


def test_try_repo_reports_a_defect(tmp_path: Path, home: Path, checkout: Repository) -> None:
    repository = Repository(tmp_path / "awesome-list", home)
    repository.write("README.md", DEFECTIVE)
    done = repository.pre_commit("try-repo", checkout.folder, "awesome-lint", "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "badge-url-mismatch" in done.stdout
    assert "README.md:9:" in done.stdout


def test_hook_passes_a_sound_list(curated: Repository) -> None:
    curated.write("README.md", SOUND)
    done = curated.pre_commit("run", "--all-files", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_hook_is_not_shadowed_by_a_folder_of_the_repository(curated: Repository) -> None:
    curated.write("lint/__init__.py", "raise SystemExit('the wrong lint')\n")
    curated.write("README.md", SOUND)
    done = curated.pre_commit("run", "--all-files", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the wrong lint" not in done.stdout


@pytest.mark.parametrize("name", ["docs/ReadMe.md", "readme.zh-CN.markdown"])
def test_hook_looks_at_every_readme(curated: Repository, name: str) -> None:
    curated.write("README.md", SOUND)
    curated.write(name, DEFECTIVE)
    done = curated.pre_commit("run", "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{name}:9:" in done.stdout


@pytest.mark.parametrize("name", ["CHANGELOG.md", "readme.txt", "--output/README.md"])
def test_hook_leaves_other_files_alone(curated: Repository, name: str) -> None:
    curated.write(name, DEFECTIVE)
    done = curated.pre_commit("run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no files to check" in done.stdout


def test_hook_judges_the_rows_that_are_staged(curated: Repository) -> None:
    curated.write("README.md", DEFECTIVE)
    curated.commit()
    curated.write("README.md", DEFECTIVE + GOOD)
    done = curated.pre_commit("run", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 older problem not shown" in done.stdout
    curated.write("README.md", DEFECTIVE + GOOD + BAD)
    # What is not staged is put aside.
    (curated.folder / "README.md").write_text("[x](#nowhere)\n" + DEFECTIVE, encoding="utf-8")
    done = curated.pre_commit("run")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "README.md:11:3" in done.stdout
    assert "badge-url-mismatch" not in done.stdout
    assert "missing-anchor" not in done.stdout


def test_all_files_means_all(curated: Repository) -> None:
    curated.write("README.md", DEFECTIVE)
    curated.commit()
    done = curated.pre_commit("run", "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "README.md:9:" in done.stdout


def test_a_range_of_commits_is_judged_by_what_it_brings(curated: Repository) -> None:
    curated.write("README.md", DEFECTIVE)
    curated.commit()
    curated.write("README.md", DEFECTIVE + GOOD)
    curated.commit()
    curated.write("README.md", DEFECTIVE + GOOD + BAD)
    curated.commit()
    done = curated.pre_commit("run", "--from-ref", "HEAD~1", "--to-ref", "HEAD")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "README.md:11:3" in done.stdout
    assert "badge-url-mismatch" not in done.stdout


def test_a_push_is_held_up_by_the_links_that_it_adds(curated: Repository, home: Path) -> None:
    remote = Repository(curated.folder.parent / "remote", home)
    remote.git("config", "receive.denyCurrentBranch", "ignore")
    curated.git("remote", "add", "origin", remote.folder.as_uri())
    curated.write("README.md", DEFECTIVE)
    curated.commit()
    curated.git("push", "--quiet", "--no-verify", "--set-upstream", "origin", "main")
    installed = curated.pre_commit("install", "--hook-type", "pre-push")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    with Server(odd) as server:
        fine, dead = server.url("/ok"), server.url("/status/404")
        good = ROW.format(date="Jan/2024", title="Fine", url=fine)
        curated.write("README.md", DEFECTIVE + good)
        curated.commit()
        push = ("git", "push", "origin", "main")
        done = run(*push, cwd=curated.folder, home=home)
        assert done.returncode == 0, done.stdout + done.stderr
        assert server.methods("/ok")
        bad = ROW.format(date="Feb/2024", title="Dead", url=dead)
        curated.write("README.md", DEFECTIVE + good + bad)
        curated.commit()
        done = run(*push, cwd=curated.folder, home=home)
        assert done.returncode == 1, done.stdout + done.stderr
    assert "broken-link" in done.stdout + done.stderr
    assert "badge-url-mismatch" not in done.stdout + done.stderr

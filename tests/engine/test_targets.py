"""What the command line names, as a user of the command sees it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.command import concise, run, write

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("folder")


def git(*arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *arguments], check=True, env=environment, timeout=60)


def test_a_mistyped_command_is_taken_for_one_where_there_is_no_such_file() -> None:
    done = run("chekc", "--offline")
    assert done.returncode == 2
    assert done.stdout == "Nothing was checked: 1 failure\n"
    assert done.stderr == (
        "awesome-lint: chekc: no such file or folder;"
        " did you mean the command 'check' or 'cache'?\n"
    )
    write("chekc", "# A list\n")
    assert concise("chekc")[0] == 0


def test_a_folder_without_what_git_ignores_and_with_links_between_its_lists() -> None:
    git("init", "--quiet", ".")
    write(".gitignore", "build/\n")
    write("a.md", "# A list\n\n[b](docs/b.md#there) [b](docs/b.md#gone)\n")
    write("docs/b.md", "# There\n\n[a](../a.md#a-list)\n")
    write("build/c.md", "[x](#gone)\n")
    expected = "a.md:3:22: warning missing-fragment docs/b.md has no section #gone\n"
    assert concise(".") == (0, expected, "")
    assert concise("a.md", "docs/b.md") == (0, expected, "")
    assert concise("build")[1].startswith("build/c.md:1:1: error missing-anchor")


def test_standard_input_is_judged_as_the_file_whose_name_it_has() -> None:
    write("docs/.awesome-lint.toml", 'ignore = ["missing-anchor"]\n')
    write("docs/b.md", "# There\n")
    text = "[a](b.md#there) [b](b.md#gone) [c](gone.md) [d](#gone)\n"
    status, out, _ = concise("-", "--stdin-filename", "docs/unsaved.md", stdin=text)
    assert (status, [line.split()[:3] for line in out.splitlines()]) == (
        1,
        [
            ["docs/unsaved.md:1:17:", "warning", "missing-fragment"],
            ["docs/unsaved.md:1:32:", "error", "missing-file"],
        ],
    )


def test_two_lists_of_one_name_are_not_mixed_up() -> None:
    write("a.md", "# A list\n")
    status, _, said = concise("a.md", "-", "--stdin-filename", "a.md", stdin="[x](#gone)\n")
    assert (status, said) == (2, "awesome-lint: -: a.md is the name of another list\n")


def test_the_owner_of_a_code_of_conduct_is_that_of_the_remote() -> None:
    git("init", "--quiet", ".")
    write("code-of-conduct.md", "# Code of Conduct\n\nWrite to sindresorhus@gmail.com.\n")
    select = ("--select", "unfilled-code-of-conduct")
    assert concise("code-of-conduct.md", *select) == (0, "", "")
    git("remote", "add", "origin", "git@github.com:sindresorhus/awesome.git")
    assert concise("code-of-conduct.md", *select) == (0, "", "")
    git("remote", "set-url", "origin", "git@github.com:o/awesome.git")
    assert concise("code-of-conduct.md", *select)[1].startswith("code-of-conduct.md:3:10: warning")


@pytest.mark.parametrize("arguments", [("init",), ("init", "--baseline")])
def test_init_takes_no_url(folder: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "https://github.com/o/r")
    assert (done.returncode, done.stdout) == (2, "")
    assert "clone the repository first" in done.stderr
    assert not list(folder.iterdir())

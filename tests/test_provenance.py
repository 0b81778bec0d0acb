"""What awesome-lint says of where it comes from, by what an installer noted."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from lint import __version__, provenance
from tests.command import environment
from tests.history import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COMMIT = "0123456789abcdef0123456789abcdef01234567"
PAGE = f"{COMMIT}/docs/rules/broken-link.md"


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The metadata of a distribution that Python finds first, to note something in (PEP 610)."""
    folder = tmp_path / "awesome_lint-0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: awesome-lint\nVersion: 0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    _forget()
    yield folder / "direct_url.json"
    _forget()


def _forget() -> None:
    provenance.repository.cache_clear()
    provenance._commit.cache_clear()


def git(url: str) -> Mapping[str, Any]:
    return {"url": url, "vcs_info": {"vcs": "git", "commit_id": COMMIT}}


@pytest.mark.parametrize(
    ("said", "home", "page"),
    [
        (
            git("https://github.com/o/r.git"),
            "https://github.com/o/r",
            f"https://github.com/o/r/blob/{PAGE}",
        ),
        (
            git("https://gitlab.example/o/r"),
            "https://gitlab.example/o/r",
            f"https://gitlab.example/o/r/-/blob/{PAGE}",
        ),
        (
            git("https://codeberg.org/o/r/"),
            "https://codeberg.org/o/r",
            f"https://codeberg.org/o/r/src/commit/{PAGE}",
        ),
        # A forge whose addresses are not known has a repository, and no pages to name.
        (git("https://git.example/o/r"), "https://git.example/o/r", None),
        (git("https://user:secret@github.com/o/r"), None, None),
        (git("ssh://git@github.com/o/r"), None, None),
        ({"url": "file:///home/me/awesome-lint", "dir_info": {"editable": True}}, None, None),
        ({"url": "https://github.com/o/r/archive/main.zip", "archive_info": {}}, None, None),
        (None, None, None),
    ],
)
def test_pages_are_those_of_the_repository_that_was_installed(
    noted: Path, said: object, home: str | None, page: str | None
) -> None:
    if said is not None:
        noted.write_text(json.dumps(said), encoding="utf-8")
    assert provenance.repository() == home
    assert provenance.rule_page("broken-link", "lint.rules.broken_link") == page
    where = f" (+{home})" if home else ""
    assert provenance.agent() == f"awesome-lint/{__version__}{where}"
    asked = f"awesome-lint/{__version__} (+lists@example.org)"
    assert provenance.agent("lists@example.org") == asked


@pytest.mark.parametrize("form", ["sarif", "rdjson"])
def test_reports_lead_to_the_pages_of_rules(noted: Path, tmp_path: Path, form: str) -> None:
    (tmp_path / "list.md").write_text("[x](#nowhere)\n", encoding="utf-8")
    texts = []
    for said in (git("https://github.com/o/r.git"), {}):
        noted.write_text(json.dumps(said), encoding="utf-8")
        command = [sys.executable, "-m", "lint", "--offline", "--isolated", "--format", form]
        done = subprocess.run(
            [*command, "list.md"],
            cwd=tmp_path,
            env={"PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        texts.append(done.stdout)
    assert f"https://github.com/o/r/blob/{COMMIT}/docs/rules/missing-anchor.md" in texts[0]
    assert '"https://github.com/o/r"' in texts[0]
    assert "awesome-lint/" not in texts[1]
    assert "pypi.org" not in "".join(texts)


def test_an_extra_comes_from_where_awesome_lint_came(noted: Path, tmp_path: Path) -> None:
    def command(said: object) -> str:
        noted.write_text(json.dumps(said), encoding="utf-8")
        _forget()
        return provenance.install_command("lsp")

    where = "git+https://github.com/o/r.git"
    assert command(git("https://github.com/o/r.git")) == (
        f'pip install "awesome-lint[lsp] @ {where}@{COMMIT}"'
    )
    # Not with a password.
    assert command(git("https://u:secret@github.com/o/r")) == 'pip install "awesome-lint[lsp]"'
    folder = {"url": tmp_path.as_uri(), "dir_info": {}}
    assert command(folder) == f'pip install "{tmp_path}[lsp]"'
    gone = {"url": (tmp_path / "gone.whl").as_uri(), "archive_info": {}}
    assert command(gone) == command({}) == 'pip install "awesome-lint[lsp]"'


@pytest.mark.parametrize("form", ["html", "markdown"])
@pytest.mark.parametrize("pushed", [True, False])
def test_a_checkout_knows_where_it_is_on_github(
    noted: Path, tmp_path: Path, form: str, *, pushed: bool
) -> None:
    """As after `pip install .`, which notes the folder alone."""
    folder = tmp_path / "clone"
    folder.mkdir()
    clone = Repository(folder)
    clone.git("commit", "--quiet", "--allow-empty", "--message=x")
    clone.git("remote", "add", "origin", "git@github.com:o/r.git")
    if pushed:
        clone.git("update-ref", "refs/remotes/origin/main", "HEAD")
    noted.write_text(json.dumps({"url": folder.as_uri(), "dir_info": {}}), encoding="utf-8")
    (tmp_path / "list.md").write_text("[x](#nowhere)\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "lint", "--offline", "--isolated", "--format", form, "list.md"],
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    page = (
        f"https://github.com/o/r/blob/{clone.git('rev-parse', 'HEAD')}/docs/rules/missing-anchor.md"
    )
    assert (page in done.stdout) == pushed

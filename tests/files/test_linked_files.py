"""Links into other Markdown files of the repository, by real files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from lint.document.parser import parse
from lint.files.linked_files import anchor_facts
from lint.source import Source
from tests.command import concise, write

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = "# Install\n\n## The first step\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "guide.md").write_text(GUIDE, encoding="utf-8")
    return tmp_path


def _known(file: Path, text: str, most: int = 10_000) -> set[str]:
    return set(anchor_facts(parse(Source(str(file), text)), most))


def test_the_files_that_a_list_links_into(repository: Path) -> None:
    (repository / "论文 a.markdown").write_text("# A", encoding="utf-8")
    text = """[x](docs/guide.md#a) [x](./docs/guide.md#a) [x](/docs/guide.md#a)
        [x](docs/guide.md?a#a) [x](%E8%AE%BA%E6%96%87%20a.markdown#a)"""
    assert _known(repository / "README.md", text) == {
        "docs/guide.md",
        "./docs/guide.md",
        "/docs/guide.md",
        "论文 a.markdown",
    }
    assert _known(repository / "docs" / "list.md", "[x](guide.md#a) [y](../docs/guide.md#b)") == {
        "guide.md",
        "../docs/guide.md",
    }


def test_a_folder_is_shown_with_its_readme(repository: Path) -> None:
    (repository / "docs" / "README.md").write_text("# Here", encoding="utf-8")
    (repository / "empty").mkdir()
    text = "[x](docs#here) [x](docs/#here) [x](./docs#a) [x](empty#a) [x](gone#a) [x](Makefile#a)"
    (repository / "Makefile").write_text("a:", encoding="utf-8")
    (repository / "elsewhere").symlink_to(repository / "docs")
    known = anchor_facts(parse(Source(str(repository / "README.md"), text)), 10_000)
    assert set(known) == {"docs", "docs/", "./docs"}
    assert known["docs"].find("here") is not None
    assert known["docs"].find("a") is None
    assert _known(repository / "README.md", "[x](elsewhere#here)") == set()


def test_what_cannot_be_judged_is_absent(repository: Path) -> None:
    (repository / "latin.md").write_bytes(b"# \xe9")
    (repository / "large.md").write_text("# A\n" * 5000, encoding="utf-8")
    (repository / "page.html").write_text("<p id=a>", encoding="utf-8")
    (repository / "folder.md").mkdir()
    text = """[x](docs/guide.md) [x](docs/guide.md#L1) [x](docs/guide.md#)
        [x](docs/guide.md?plain=1#a) [x](gone.md#a) [x](latin.md#a) [x](large.md#a) [x](page.html#a)
        [x](folder.md#a) [x](#a) [x](../outside.md#a) [x](a%00.md#a)
        [x](https://example.org/docs/guide.md#a)"""
    assert _known(repository / "README.md", text) == set()
    assert _known(repository / "README.md", "[x](large.md#a)", 100_000) == {"large.md"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_symbolic_link_is_absent(repository: Path) -> None:
    (repository / "linked.md").symlink_to("docs/guide.md")
    assert _known(repository / "README.md", "[x](linked.md#a)") == set()


def test_the_list_itself_is_judged_by_what_it_says_now(repository: Path) -> None:
    file = repository / "README.md"
    file.write_text("# Old", encoding="utf-8")
    facts = anchor_facts(parse(Source(str(file), "# New\n[x](README.md#new)")), 1000)
    assert facts["README.md"].find("new") == "new"
    assert facts["README.md"].find("old") is None


def test_offline_from_the_command_line(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    links = "- [A](docs/guide.md#install)\n- [B](docs/guide.md#the-frist-step)\n"
    write("README.md", f"{links}- [C](docs/guide.md#x)\n")
    _, found, _ = concise("--select", "missing-fragment")
    assert found.splitlines()[:2] == [
        f"README.md:{line}:3: warning missing-fragment docs/guide.md has no section {said}"
        for line, said in (
            (2, "#the-frist-step; did you mean #the-first-step?"),
            (3, "#x"),
        )
    ]
    concise("--select", "missing-fragment", "--fix", "--unsafe-fixes")
    text = (repository / "README.md").read_text(encoding="utf-8")
    assert "[B](docs/guide.md#the-first-step)" in text
    assert "[C](docs/guide.md#x)" in text

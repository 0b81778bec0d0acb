"""Which files the user names, what can be read of them, and which files a list may refer to."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lint.errors import InputError
from lint.files.inputs import (
    STDIN,
    beside,
    expand,
    file_facts,
    home_page,
    read,
    relative_target,
    repository_page,
)

pytestmark = pytest.mark.usefixtures("folder")

SYMLINKS = pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# A list\n", encoding="utf-8")


def expanded(*paths: str) -> tuple[list[str], list[str]]:
    failures: list[str] = []
    return list(expand(paths, failures.append)), failures


def test_a_folder_stands_for_its_markdown_files_in_order(folder: Path) -> None:
    make(folder, "b.md", "a.MARKDOWN", "sub/c.md", "notes.txt", "README", "sub/deep/d.md")
    assert expanded(".") == (["a.MARKDOWN", "b.md", "sub/c.md", "sub/deep/d.md"], [])
    assert expanded("sub") == (["sub/c.md", "sub/deep/d.md"], [])
    whole = folder.as_posix()
    assert expanded(str(folder / "sub" / "deep")) == ([f"{whole}/sub/deep/d.md"], [])


def test_a_folder_is_searched_only_where_its_own_files_are(folder: Path) -> None:
    make(folder, "a.md", ".git/x.md", ".hidden/x.md", "node_modules/p/README.md", ".x.md")
    make(folder, "env/lib/x.md", "env/pyvenv.cfg", "__pycache__/x.md", "venv/x.md")
    assert expanded(".") == (["a.md", "venv/x.md"], [])


def test_a_hidden_folder_that_is_named_is_searched(folder: Path) -> None:
    make(folder, ".github/x.md")
    assert expanded(".github") == ([".github/x.md"], [])


def test_a_file_that_is_named_needs_no_suffix_and_keeps_its_name(folder: Path) -> None:
    make(folder, "list.txt", "sub/a.md")
    assert expanded("./list.txt", "sub/../sub/a.md") == (["./list.txt", "sub/../sub/a.md"], [])


def test_a_file_comes_once_under_its_first_name(folder: Path) -> None:
    make(folder, "a.md", "b.md")
    assert expanded("b.md", "./a.md", ".", "a.md", str(folder / "b.md"), STDIN, STDIN) == (
        ["b.md", "./a.md", STDIN],
        [],
    )


@SYMLINKS
def test_symbolic_links_neither_loop_nor_double_a_file(folder: Path) -> None:
    make(folder, "sub/a.md")
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "alias.md").symlink_to("sub/a.md")
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "dangling.md").symlink_to("nowhere.md")
    assert expanded(".") == (["alias.md"], [])


@pytest.mark.parametrize("name", ["README.md", "readme.md", "Readme.markdown"])
def test_without_a_path_the_readme_of_this_folder_is_meant(folder: Path, name: str) -> None:
    make(folder, name, "other.md", "sub/README.md")
    assert expanded() == ([name], [])


@pytest.mark.parametrize(
    ("paths", "reason"),
    [
        ((), "no README.md in this folder; pass a file or a folder"),
        (("gone.md",), "gone.md: no such file or folder"),
        (("empty",), "empty: no Markdown files in this folder"),
        (("nul\0.md",), "nul\0.md: no such file or folder"),
    ],
)
def test_what_names_no_list_is_said_in_one_line(
    folder: Path, paths: tuple[str, ...], reason: str
) -> None:
    (folder / "empty" / "README.md").mkdir(parents=True)  # a folder, for all its name
    assert expanded(*paths) == ([], [reason])


def test_a_missing_path_does_not_hide_the_others(folder: Path) -> None:
    make(folder, "a.md")
    assert expanded("gone.md", "a.md")[0] == ["a.md"]


def test_a_file_is_read_with_its_path_and_without_its_mark(folder: Path) -> None:
    (folder / "a.md").write_bytes("\ufeff# Ü\r\n".encode())
    source = read("./a.md", 100)
    assert (source.path, source.text, source.bom) == ("./a.md", "# Ü\r\n", True)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"# ok\n\xc3(", "byte 5 is not UTF-8 text"),
        ("# Ü".encode("utf-16"), "it is UTF-16"),
        (b"\x89PNG\r\n\x1a\n\0", "byte 0 is not UTF-8 text"),
        (b"x" * 101, r"larger than max_file_size \(100 bytes\)"),
    ],
)
def test_a_file_that_cannot_be_judged(folder: Path, data: bytes, reason: str) -> None:
    (folder / "a.md").write_bytes(data)
    with pytest.raises(InputError, match=rf"^a\.md: .*{reason}"):
        read("a.md", 100)


def test_the_size_counts_up_to_the_last_byte(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"x" * 100)
    assert read("a.md", 100).text == "x" * 100


def test_a_folder_and_a_missing_file_cannot_be_read(folder: Path) -> None:
    for path in (str(folder), "gone.md"):
        with pytest.raises(InputError, match="cannot be read: "):
            read(path, 100)


@SYMLINKS
def test_a_link_to_itself_cannot_be_read(folder: Path) -> None:
    (folder / "loop.md").symlink_to("loop.md")
    assert expanded("loop.md") == (["loop.md"], [])
    with pytest.raises(InputError, match=r"^loop\.md: cannot be read: "):
        read("loop.md", 100)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads it all")
def test_an_unreadable_file_and_folder(folder: Path) -> None:
    make(folder, "a.md", "sub/b.md")
    (folder / "a.md").chmod(0)
    (folder / "sub").chmod(0)
    try:
        with pytest.raises(InputError, match=r"^a\.md: cannot be read: Permission denied"):
            read("a.md", 100)
        assert expanded("sub") == ([], ["sub: cannot be read: Permission denied"])
    finally:
        (folder / "sub").chmod(0o700)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless file here")
def test_an_endless_file_is_read_up_to_the_limit() -> None:
    with pytest.raises(InputError, match="larger than"):
        read("/dev/zero", 100)


def test_standard_input_is_named_and_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, shown in ((None, "<stdin>"), ("docs/a.md", "docs/a.md")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# x\n")))
        source = read(STDIN, 100, name)
        assert (source.path, source.text) == (shown, "# x\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 101)))
    with pytest.raises(InputError, match=r"^<stdin>: larger than"):
        read(STDIN, 100)
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match=r"^<stdin>: standard input is closed"):
        read(STDIN, 100)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("docs/a.md", "docs/a.md"),
        ("/docs/a%20b.md?raw=true#x", "/docs/a b.md"),
        ("%E8%AE%BA.md", "论.md"),
        ("../a.md", "../a.md"),
        ("a:b", None),
        ("#section", None),
        ("?tab=readme", None),
        ("", None),
        ("//example.org/x", None),
        ("https://example.org/x", None),
        ("HTTPS:/x", None),
        ("mailto:a@example.org", None),
        (r"C:\a.md", None),
        ("dir/a:b.md", "dir/a:b.md"),
    ],
)
def test_the_relative_target_of_a_url(url: str, target: str | None) -> None:
    assert relative_target(url) == target


def test_facts_of_a_list_in_a_repository(folder: Path) -> None:
    make(folder, "repo/docs/list.md", "repo/docs/a b.md", "repo/top.md", "outside.md")
    (folder / "repo" / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")  # a worktree
    targets = {
        "a%20b.md#x": ("a b.md", True),
        "./list.md": ("./list.md", True),
        "gone.md": ("gone.md", False),
        "../top.md": ("../top.md", True),
        "/top.md": ("/top.md", True),
        "/list.md": ("/list.md", False),
        "..": ("..", True),
        "/": ("/", True),
        "../../issues": None,
        "../../outside.md": None,
        "/../outside.md": None,
        "..\\top.md": None,
        "nul%00.md": ("nul\0.md", False),
        "https://example.org/": None,
    }
    facts = file_facts("repo/docs/list.md", targets)
    assert facts == dict(filter(None, targets.values()))


def test_facts_of_a_list_in_no_repository(folder: Path) -> None:
    make(folder, "docs/list.md", "docs/sub/a.md", "top.md")
    facts = file_facts("docs/list.md", ["sub/a.md", "sub/../gone.md", "../top.md", "/top.md", ".."])
    assert facts == {"sub/a.md": True, "sub/../gone.md": False}


def test_facts_of_standard_input(folder: Path) -> None:
    make(folder, "a.md", "docs/b.md")
    assert file_facts("<stdin>", ["a.md"]) == {}
    assert file_facts("docs/unsaved.md", ["b.md", "a.md"]) == {"b.md": True, "a.md": False}


def repository(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    subprocess.run(["git", "init", "--quiet", "."], cwd=folder, check=True, timeout=60)


def test_the_files_beside_a_list_at_the_root_of_a_repository(folder: Path) -> None:
    repository(folder / "repo")
    make(folder, "repo/README.md", "repo/.GitHub/Contributing.MD", "repo/docs/sub/a.md")
    make(folder, "repo/tools/a.md", "repo/license/a.md", "repo/docs/b.md", "outside.md")
    (folder / "repo" / "CONTRIBUTING.md").write_bytes(b"")
    size = len("# A list") + len(os.linesep)
    expected = {
        "readme.md": size,
        ".github/contributing.md": size,
        "docs/b.md": size,
        "contributing.md": 0,
    }
    assert beside("repo/README.md") == expected
    assert beside(str(folder / "repo" / "tools" / ".." / "unsaved.md")) == expected


def test_the_files_beside_any_other_list_are_not_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(folder / "repo")
    make(folder, "alone/README.md", "repo/docs/README.md", "repo/lists/README.md")
    for path in ("alone/README.md", "repo/docs/README.md", "repo/lists/README.md", "gone/a.md"):
        assert beside(path) is None
    monkeypatch.chdir(folder / "repo")
    assert beside("README.md") is not None
    assert beside("<stdin>") is None


@SYMLINKS
def test_a_link_beside_a_list_is_a_file_that_is_not_empty(folder: Path) -> None:
    repository(folder)
    (folder / "contributing.md").symlink_to("wiki/a.md")
    (folder / "docs").symlink_to(folder / "real", target_is_directory=True)
    make(folder, "real/a.md")
    facts = beside("readme.md")
    assert facts is not None
    assert facts == {"contributing.md": len("wiki/a.md"), "docs/a.md": len("# A list\n")}


def test_of_files_that_differ_in_case_the_largest_counts(folder: Path) -> None:
    repository(folder)
    make(folder, "Contributing.md")
    (folder / "contributing.md").write_bytes(b"")
    if len(list(folder.glob("*.md"))) == 1:
        pytest.skip("this file system does not tell case")
    assert beside("readme.md") == {"contributing.md": len("# A list\n")}


def test_the_page_of_the_repository(folder: Path) -> None:
    repository(folder / "repo")
    make(folder, "repo/README.md", "repo/.github/a.md", "alone/a.md")
    assert home_page("repo/README.md") is None
    remote = ["git", "remote", "add", "origin", "git@github.com:o/r.git"]
    subprocess.run(remote, cwd=folder / "repo", check=True, timeout=60)
    page = "https://github.com/o/r"
    assert (home_page("repo/README.md"), repository_page("repo/README.md")) == (page, page)
    assert (home_page("repo/.github/a.md"), repository_page("repo/.github/a.md")) == (page, None)
    assert (home_page("alone/a.md"), home_page("<stdin>")) == (None, None)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("chekc", "; did you mean the command 'check' or 'cache'?"),
        ("rule", "; did you mean the command 'rules'?"),
        ("schema.md", ""),
        ("./chekc", ""),
        ("xyz", ""),
    ],
)
def test_a_mistyped_command(path: str, words: str) -> None:
    said: list[str] = []
    assert expand([path], said.append, ["check", "cache", "rules", "schema"]) == ()
    assert said == [f"{path}: no such file or folder{words}"]


def test_a_url_stays_as_it_is() -> None:
    url = "HTTPS://github.com/o/r"
    assert expanded(url, "https:/x", url) == ([url], ["https:/x: no such file or folder"])


def test_a_list_that_goes_by_another_name(folder: Path) -> None:
    make(folder, "a.md")
    source = read("a.md", 100, "o/r/a.md")
    assert (source.path, source.file) == ("o/r/a.md", "a.md")
    with pytest.raises(InputError, match=r"^o/r/b\.md: cannot be read"):
        read("b.md", 100, "o/r/b.md")

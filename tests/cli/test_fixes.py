"""`--fix` and `--diff` as a user runs them: what is written, what is shown, what is left alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.command import PATIENCE, POSIX, concise, environment, run, write
from tests.links.routes import to
from tests.links.server import Request, Server
from tests.lists import seed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

# A safe fix, an unsafe one, and a problem without a fix.
LIST = "# A\n\n[x](http://arxiv.org/abs/1706.03762) [y](#tols) [z]()\n\n# Tools\n"
SAFE = LIST.replace("http:", "https:")
BOTH = SAFE.replace("#tols", "#tools")
NAMES = ("--select", "insecure-link,missing-anchor,empty-link")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("list.md", LIST)
    return tmp_path


def text(name: str = "list.md") -> str:
    return Path(name).read_bytes().decode()


def test_safe_fixes_are_written_and_what_remains_decides() -> None:
    status, out, err = concise(*NAMES, "--fix", "list.md")
    assert (status, text(), err) == (1, SAFE, "Fixed 1 problem in 1 file\n")
    assert [line.split()[2] for line in out.splitlines()] == ["missing-anchor", "empty-link"]
    before = Path("list.md").stat().st_mtime_ns
    assert concise(*NAMES, "--fix", "list.md") == (1, out, "")
    assert Path("list.md").stat().st_mtime_ns == before
    assert [path.name for path in Path().iterdir()] == ["list.md"]


def test_a_list_that_is_mended_in_full_is_clean() -> None:
    write("list.md", "[x](http://arxiv.org/abs/1706.03762)\n")
    assert concise("--fix", "list.md") == (0, "", "Fixed 1 problem in 1 file\n")


def test_unsafe_fixes_are_written_for_those_who_ask() -> None:
    status, out, err = concise(*NAMES, "--fix", "--unsafe-fixes", "list.md")
    assert (status, text(), err) == (1, BOTH, "Fixed 2 problems in 1 file\n")
    assert out.count("\n") == 1
    write("list.md", LIST)
    status, _, err = concise(*NAMES, "--unsafe-fixes", "list.md")
    assert (status, err) == (2, "awesome-lint: --unsafe-fixes requires --fix or --diff\n")
    assert text() == LIST


@pytest.mark.parametrize(
    ("options", "after"), [(("--diff",), SAFE), (("--fix", "--diff", "--unsafe-fixes"), BOTH)]
)
@pytest.mark.parametrize("shape", [lambda text: text, lambda text: "\ufeff" + text.rstrip()])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_diff_writes_nothing_and_can_be_applied(
    options: tuple[str, ...], after: str, shape: object, ending: str
) -> None:
    assert callable(shape)
    before, after = (shape(one).replace("\n", ending) for one in (LIST, after))
    write("docs/list 论.md", before)
    done = subprocess.run(
        [sys.executable, "-m", "lint", "--offline", *NAMES, *options, "docs/list 论.md"],
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(b"Would fix ")
    assert text("docs/list 论.md") == before
    write("changes.diff", done.stdout)
    subprocess.run(
        ["git", "-c", "core.autocrlf=false", "apply", "changes.diff"], timeout=PATIENCE, check=True
    )
    assert text("docs/list 论.md") == after


def test_without_anything_to_fix_a_diff_is_empty_and_the_status_0() -> None:
    options = (*NAMES, "--ignore", "insecure-link", "--diff")
    said = "No safe fixes; --diff --unsafe-fixes shows fixes for 1 problem\n"
    assert concise(*options, "list.md") == (0, "", said)
    more = (*options, "--ignore", "missing-anchor")
    assert concise(*more, "list.md") == (0, "", "Nothing to fix in 1 problem\n")
    write("sound.md", "# A\n")
    assert concise(*more, "sound.md") == (0, "", "")
    assert concise(*NAMES, "--diff", "list.md", "gone.md")[0] == 2


def test_a_diff_goes_where_the_output_goes() -> None:
    assert concise(*NAMES, "--diff", "--output", "a.diff", "list.md")[:2] == (1, "")
    assert text("a.diff").startswith("--- a/list.md\n+++ b/list.md\n@@ -1,5 +1,5 @@\n")


def test_standard_input_is_written_to_standard_output() -> None:
    write("docs/list.md", LIST)
    for options, status, after in (
        (("--fix",), 1, SAFE),
        (("--fix", "--ignore", "insecure-link"), 1, LIST),
        (("--fix", "--unsafe-fixes", "--ignore", "empty-link"), 0, BOTH),
    ):
        done = run(
            "--offline", *NAMES, *options, "--stdin-filename", "docs/list.md", "-", stdin=LIST
        )
        assert (done.returncode, done.stdout) == (status, after)
        assert "docs/list.md:3:" in done.stderr or status == 0
    assert text("docs/list.md") == LIST


def test_standard_input_keeps_its_bytes() -> None:
    given = ("\ufeff" + LIST.replace("\n", "\r\n")).encode()
    done = subprocess.run(
        [sys.executable, "-m", "lint", "--offline", *NAMES, "--fix", "-"],
        input=given,
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert done.stdout == given.replace(b"http:", b"https:")
    bad = run("--offline", "--fix", "-", stdin=b"\xff\xfe")
    assert (bad.returncode, bad.stdout) == (2, "")


def test_what_is_hidden_or_not_shown_is_not_mended() -> None:
    comment = "<!-- awesome-lint: ignore missing-anchor, insecure-link -->"
    for given, options in (
        (LIST.replace("[z]()", comment), NAMES),
        (LIST, ("--ignore", "missing-anchor,insecure-link")),
        (LIST, ("--select", "empty-link")),
    ):
        write("list.md", given)
        concise(*options, "--fix", "--unsafe-fixes", "list.md")
        assert text() == given
    write("list.md", "# A\n\n[a](#a) <!-- awesome-lint: ignore missing-anchor -- once -->\n")
    concise("--severity", "error", "--fix", "list.md")
    assert "once" in text()
    concise("--fix", "list.md")
    assert text() == "# A\n\n[a](#a)\n"


def test_the_report_is_of_the_list_as_it_is_then() -> None:
    done = run("--offline", *NAMES, "--format", "json", "--fix", "list.md")
    report = json.loads(done.stdout)
    assert [one["rule"] for one in report["diagnostics"]] == ["missing-anchor", "empty-link"]
    assert report["diagnostics"][1]["column"] == SAFE.splitlines()[2].index("[z]") + 1
    assert report["summary"]["files"] == 1


def test_each_list_is_mended_on_its_own() -> None:
    write("a.md", SAFE)
    write("b.md", LIST)
    write("bad.md", b"\xff")
    status, _, err = concise(*NAMES, "--fix", ".")
    assert status == 2
    assert err.startswith("awesome-lint: bad.md: ")
    assert err.endswith("Fixed 2 problems in 2 files\n")
    assert [text("a.md"), text("b.md"), text("list.md")] == [SAFE] * 3


@POSIX
def test_the_mode_and_the_link_are_kept() -> None:
    write("real.md", LIST)
    Path("real.md").chmod(0o640)
    Path("list.md").unlink()
    Path("list.md").symlink_to("real.md")
    concise(*NAMES, "--fix", "list.md")
    assert Path("list.md").is_symlink()
    assert text("real.md") == SAFE
    assert Path("real.md").stat().st_mode & 0o777 == 0o640


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anything")
def test_a_list_that_may_not_be_written_is_one_line() -> None:
    Path("list.md").chmod(0o440)
    status, _, err = concise(*NAMES, "--fix", "list.md")
    assert (status, err) == (2, "awesome-lint: list.md: cannot be written: it is read-only\n")
    assert text() == LIST


def test_a_list_that_changes_meanwhile_is_left_alone(folder: Path) -> None:
    async def changing(_: Request) -> AsyncIterator[bytes]:
        (folder / "list.md").write_bytes(b"# Another list\n")
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    with Server(changing) as server:
        write("list.md", f"[link]({server.url('/')}) [y](#tols)\n\n# Tools\n")
        options = ("--allow-address", "127.0.0.1", "--format", "concise")
        done = run("--fix", "--unsafe-fixes", *options, "list.md")
    assert done.returncode == 2
    assert (
        done.stderr
        == "awesome-lint: list.md: changed while it was being checked, so it was not fixed\n"
    )
    assert text() == "# Another list\n"
    assert "missing-anchor" in done.stdout


def test_a_redirect_is_mended_without_asking_for_its_target_again(server: Server) -> None:
    old, new = server.url(to(301, server.url("/ok/tool"))), server.url("/ok/tool")
    write("list.md", f"[a]({old}#part)\n")
    options = ("--allow-address", "127.0.0.1", "--format", "concise", "--fix", "--unsafe-fixes")
    done = run(*options, "list.md")
    assert (done.returncode, done.stdout) == (0, "")
    assert text() == f"[a]({new}#part)\n"
    assert len(server.requests) == 2
    assert run(*options, "list.md").stderr == ""


def test_a_fix_that_leads_nowhere_is_not_applied() -> None:
    # Without the parameter the page is not there, as only a check of the link can tell.
    async def picky(request: Request) -> AsyncIterator[bytes]:
        status = 200 if "utm_source" in request.path else 404
        yield f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode()

    with Server(picky) as server:
        url = server.url("/?utm_source=a")
        write("list.md", f"[a]({url})\n")
        options = ("--allow-address", "127.0.0.1", "--format", "concise", "--fix", "--unsafe-fixes")
        done = run(*options, "list.md")
    assert text() == f"[a]({url})\n"
    assert "the fix of tracking-parameter is not applied: it introduces broken-link" in done.stderr


@pytest.mark.parametrize("name", ["jump-into-llm.md", "large-language-model.md"])
def test_the_seeds_are_mended(name: str) -> None:
    data = seed(name).read_bytes()
    write("list.md", data)
    concise("--select", "mojibake", "--fix", "list.md")
    damaged = data.decode()
    lines = [line if line.isascii() else _mended(line) for line in damaged.split("\n")]
    assert text() == "\n".join(lines)
    assert concise("--select", "mojibake", "list.md")[1] == ""


def _mended(line: str) -> str:
    try:
        return line.encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return line


def test_writing_and_showing_do_not_go_together() -> None:
    done = run("--offline", "--diff", "--write-baseline", "list.md")
    assert done.returncode == 2
    assert done.stderr.startswith("awesome-lint: --diff cannot be combined with --write-baseline")


# Outside of the folder ----------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("named", [".", "docs", None])
def test_what_a_folder_links_to_elsewhere_is_not_written(
    named: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "list"
    place = inside / "docs" if named == "docs" else inside
    place.mkdir(parents=True)
    write(str(tmp_path / "outside" / "other.md"), LIST)
    (place / "README.md").symlink_to(tmp_path / "outside" / "other.md")
    (place / "linked").symlink_to(tmp_path / "outside")
    monkeypatch.chdir(inside)
    status, _, err = concise(*NAMES, "--fix", *([named] if named else []))
    assert status == 2
    assert err.startswith("awesome-lint: ")
    assert "README.md: a symbolic link out of the folder is not fixed" in err
    assert text(str(tmp_path / "outside" / "other.md")) == LIST
    assert (place / "README.md").is_symlink()
    # Its user names it, and so means where it leads.
    link = place / "README.md"
    assert concise(*NAMES, "--fix", link)[0] == 1
    assert text(str(tmp_path / "outside" / "other.md")) == SAFE
    write(str(tmp_path / "outside" / "other.md"), LIST)
    assert concise(*NAMES, "--fix", place / "linked")[0] == 1
    assert text(str(tmp_path / "outside" / "other.md")) == SAFE


@POSIX
def test_what_a_folder_links_to_within_itself_is_written() -> None:
    write("docs/real.md", LIST)
    Path("list.md").unlink()
    Path("README.md").symlink_to("docs/real.md")
    status, _, err = concise(*NAMES, "--fix", ".")
    assert (status, err) == (1, "Fixed 1 problem in 1 file\n")
    assert text("docs/real.md") == SAFE


@POSIX
@pytest.mark.parametrize("target", ["outside.json", "nowhere.json"])
@pytest.mark.parametrize("options", [(), ("--write-baseline",)])
def test_a_baseline_that_is_a_link_is_refused(
    options: tuple[str, ...], target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = '{"version": 1, "findings": []}'
    write("outside.json", empty)
    write("list/list.md", LIST)
    monkeypatch.chdir(tmp_path / "list")
    Path(".awesome-lint-baseline.json").symlink_to(f"../{target}")
    status, out, err = concise(*options, "list.md")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert ".awesome-lint-baseline.json: is a symbolic link" in err
    assert text("../outside.json") == empty
    assert not Path("../nowhere.json").exists()
    # Whoever names it, or wants none, is not in its way.
    assert concise("--isolated", "list.md")[0] == 1
    if target == "outside.json":
        assert concise("--baseline", ".awesome-lint-baseline.json", "list.md")[0] == 1


@POSIX
@pytest.mark.parametrize(
    "name",
    [
        *("a b.md", "a\tb.md", "a\nb.md", "a\r\nb.md", 'a"b.md', "a\\b.md", "论.md", " a .md"),
        *("\u202egnp.md", "\x7f\x1b[2J.md", "a\n--- a/x\n+++ b/x\n.md", "\x85\u2028.md", "'$x`.md"),
        os.fsdecode(b"not utf-8 \xff\xfe.md"),
    ],
)
def test_git_applies_a_diff_whatever_the_name(name: str, tmp_path: Path) -> None:
    try:
        write(name, LIST)
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such name")
    diff = run("--offline", "--isolated", *NAMES, "--diff", name)
    assert diff.returncode == 1, diff.stderr
    assert diff.stdout.count("\n--- ") == 0
    subprocess.run(["git", "init", "-q", tmp_path], check=True, timeout=PATIENCE)
    applied = subprocess.run(
        ["git", "-C", tmp_path, "apply", "-"],
        input=diff.stdout.encode(),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (applied.returncode, applied.stderr) == (0, b"")
    assert text(name) == SAFE


@POSIX
def test_a_name_is_written_as_git_writes_it() -> None:
    from lint.engine.fix_lists import diff
    from lint.source import Source

    subprocess.run(["git", "init", "-q", "."], check=True, timeout=PATIENCE)
    for name in ("a b", "a\tb", 'a"b\\', "论", "\x01\x07\x08\x0b\x0c\r\x1f\x7f", "plain"):
        write(name, "x\n")
        subprocess.run(["git", "add", "-A"], check=True, timeout=PATIENCE)
        write(name, "y\n")
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", "diff", "--no-ext-diff"],
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        )
        ours = "".join(diff(Source(name, "x\n", name), Source(name, "y\n", name)))
        assert ours.split("\n")[:2] == done.stdout.decode().split("\n")[2:4]
        subprocess.run(["git", "add", "-A"], check=True, timeout=PATIENCE)

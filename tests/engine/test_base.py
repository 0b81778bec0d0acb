"""`--base`: of a change only what it brings in, with real git."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lint.config.config import Config
from lint.engine import pipeline
from lint.engine.changes import Before
from lint.engine.pipeline import Task
from lint.engine.versions import Past
from lint.rules import all_rules
from lint.source import Source
from lint.validation.schemas import load
from tests.command import POSIX, run
from tests.history import UNSET, Repository, environment, lint
from tests.links.routes import odd
from tests.links.server import Server
from tests.listeners import Strict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from lint.engine.report import Report

OLD = "| 2024-13 | Old | [p](https://arxiv.org/abs/2401.00001) |\n"
SOUND = "| 2024-01 | Sound | [p](https://arxiv.org/abs/2401.00002) |\n"
BAD = "| 2024-14 | Bad | [p](https://arxiv.org/abs/2401.00003) |\n"
GOOD = "| 2024-02 | Good | [p](https://arxiv.org/abs/2401.00004) |\n"
TABLE = "| Date | Title | Link |\n| --- | --- | --- |\n"
HEAD = "# List\n\n- [Papers](#papers)\n\n## Papers\n\n"
LIST = HEAD + TABLE + OLD + SOUND
ITEMS = "- [Old](https://old.example) [x]()\n  - [Child](https://child.example) [y]()\n  - a note\n"


@pytest.fixture
def list_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a list that has an old defect, on a branch of its own."""
    repository = Repository(tmp_path / "list")
    repository.commit("README.md", LIST)
    repository.git("switch", "--quiet", "--create", "change")
    monkeypatch.chdir(repository.folder)
    return repository


def since_main(*arguments: str, **more: str) -> tuple[int, list[str], str]:
    return lint("--base", "main", *arguments, **more)


def older(count: int) -> str:
    return f"{count} older problem{'s' * (count != 1)} not shown\n" if count else ""


@pytest.mark.parametrize(
    ("before", "after", "found", "hidden"),
    [
        pytest.param(LIST, LIST, [], 1, id="nothing"),
        pytest.param(LIST, LIST + GOOD, [], 1, id="a good row added"),
        pytest.param(LIST, LIST + BAD, ["11:3 invalid-date"], 1, id="a bad row added"),
        pytest.param(
            LIST, LIST.replace("Old", "New"), ["9:3 invalid-date"], 0, id="a bad row edited"
        ),
        pytest.param(LIST, LIST.replace("Sound", "New"), [], 1, id="a good row edited"),
        pytest.param(LIST, LIST.replace(OLD, ""), [], 0, id="a bad row taken out"),
        pytest.param(LIST, HEAD + TABLE + SOUND + OLD, [], 1, id="a row moved"),
        pytest.param(
            LIST + "\n## More\n\n" + TABLE + GOOD,
            HEAD + TABLE + SOUND + "\n## More\n\n" + TABLE + GOOD + OLD,
            [],
            1,
            id="a row moved to another table",
        ),
        pytest.param(
            LIST, LIST.replace("| 2024-13 | Old", "|   2024-13|  Old  "), [], 1, id="padding"
        ),
        pytest.param(LIST, LIST.replace("\n", "\r\n"), [], 1, id="line endings"),
        pytest.param(
            LIST,
            LIST.replace("## Papers", "## The papers"),
            ["3:3 missing-anchor"],
            1,
            id="heading",
        ),
        pytest.param(
            LIST,
            LIST.replace("# List\n", "# List\n\nA word, and [nothing]().\n"),
            ["3:13 empty-link"],
            1,
            id="a paragraph added",
        ),
        pytest.param(
            "[nothing]()\n", "[nothing]() and more\n", [], 1, id="outside of entries, as it was"
        ),
        pytest.param(
            "[a]()\n\n[a]()\n", "[a]()\n\n- [a]() new\n\n[a]()\n", ["3:3 empty-link"], 2, id="alike"
        ),
        pytest.param(
            TABLE + OLD + "| 2024-01 | - | [p][1] |\n\n[1]: https://arxiv.org/abs/2401.00001\n",
            TABLE + OLD + "| 2024-01 | - | [p][1] |\n\n[1]: https://arxiv.org/abs/24010001\n",
            [],
            1,
            id="a definition changed",
        ),
        pytest.param(
            "[x](#y) <!-- awesome-lint: ignore missing-anchor -->\n",
            "[x](#y)\n",
            ["1:1 missing-anchor"],
            0,
            id="a suppression taken out",
        ),
        pytest.param(
            ITEMS,
            "- [A](https://a.example) - New.\n" + ITEMS.replace("  - ", "    * "),
            [],
            2,
            id="items elsewhere, at other depths, with other markers",
        ),
        pytest.param(
            "1. [A](https://a.example)\n2. [B](https://b.example) [c]()\n",
            "1. [N](https://n.example)\n2. [A](https://a.example)\n"
            "3. [B](https://b.example) [c]()\n",
            [],
            1,
            id="items numbered anew",
        ),
        pytest.param(
            "- [A](https://a.example) [x]()\n",
            "- [A](https://a.example) [x]()\n  - [B](https://b.example) [y]()\n",
            ["2:28 empty-link"],
            1,
            id="an item added below a bad one",
        ),
        pytest.param(
            "- [A](https://a.example) [x]()\n  - [B](https://b.example) [y]()\n",
            "- [A](https://a.example) New [x]()\n  - [B](https://b.example) [y]()\n",
            ["1:30 empty-link"],
            1,
            id="an item edited above a bad one",
        ),
        pytest.param(
            LIST,
            LIST + BAD + BAD,
            ["11:3 invalid-date", "12:1 duplicate-row", "12:3 invalid-date"],
            1,
            id="a row added twice",
        ),
        pytest.param(
            LIST, HEAD + TABLE + SOUND + OLD + SOUND, ["9:1 duplicate-row"], 1, id="a row copied"
        ),
        pytest.param(
            LIST,
            HEAD + TABLE + OLD + SOUND + GOOD + OLD,
            ["12:1 duplicate-row", "12:3 invalid-date"],
            1,
            id="a bad row copied to the end",
        ),
        pytest.param(
            LIST + SOUND, HEAD + TABLE + SOUND + OLD + SOUND, [], 2, id="old duplicates moved"
        ),
    ],
)
def test_only_what_a_change_brings_in_is_reported(
    list_repository: Repository, before: str, after: str, found: list[str], hidden: int
) -> None:
    list_repository.git("switch", "--quiet", "main")
    list_repository.commit("README.md", before)
    list_repository.git("switch", "--quiet", "--force-create", "change")
    list_repository.write("README.md", after)
    status, shown, err = since_main()
    assert (shown, err) == ([f"README.md:{one}" for one in found], older(hidden))
    assert status in ({1} if any("anchor" in one or "date" in one for one in found) else {0, 1})
    list_repository.commit()
    assert since_main() == (status, shown, err)


def test_a_definition_that_changes_its_links_is_a_change(list_repository: Repository) -> None:
    badge = "[![arXiv](https://img.shields.io/badge/arXiv-b31b1b)][1]"
    row = f"| 2024-01 | Work | {badge} |\n"
    text = f"{TABLE}{row}\n[1]: https://arxiv.org/abs/2401.00001\n"
    list_repository.git("switch", "--quiet", "main")
    list_repository.commit("README.md", text)
    list_repository.git("switch", "--quiet", "--force-create", "change")
    list_repository.write("README.md", text.replace("arxiv.org/abs/2401.00001", "x.example"))
    assert since_main() == (1, ["README.md:3:20 badge-url-mismatch"], "")


def test_what_happened_on_the_other_branch_does_not_count(list_repository: Repository) -> None:
    list_repository.commit("README.md", LIST + GOOD)
    list_repository.git("switch", "--quiet", "main")
    list_repository.commit("README.md", HEAD + TABLE + SOUND + BAD)
    list_repository.git("switch", "--quiet", "change")
    # Seen from the tip of main, the old row would be one that this branch adds.
    assert since_main() == (0, [], older(1))
    list_repository.git("tag", "v1", "main")
    assert lint("--base", "v1") == (0, [], older(1))
    assert lint("--base", list_repository.git("rev-parse", "main")) == (0, [], older(1))


def test_a_renamed_file_is_compared_with_what_it_was(list_repository: Repository) -> None:
    list_repository.write("docs/guide.md", "# Guide\n")
    list_repository.commit("README.md", LIST.replace("# List", "# List\n\n[g](docs/guide.md)"))
    list_repository.git("branch", "--force", "main")
    list_repository.git("mv", "README.md", "docs/list of.md")
    list_repository.write("docs/list of.md", list_repository.read("docs/list of.md") + BAD)
    found = ["docs/list of.md:3:1 missing-file", "docs/list of.md:13:3 invalid-date"]
    assert since_main("docs/list of.md")[1:] == (found, older(1))
    list_repository.commit()
    assert since_main("docs/list of.md")[1:] == (found, older(1))


def test_everything_in_a_new_file_is_new(list_repository: Repository) -> None:
    list_repository.write("new.md", TABLE + OLD.replace("Old", "Odd") + BAD)
    places = ["new.md:3:3 invalid-date", "new.md:4:3 invalid-date"]
    assert since_main(".") == (1, places, older(1))
    list_repository.commit()
    assert since_main(".") == (1, places, older(1))


def test_a_row_that_moved_to_another_file_is_no_change(list_repository: Repository) -> None:
    list_repository.write("README.md", HEAD + TABLE + SOUND)
    list_repository.write("more.md", TABLE + OLD)
    assert since_main(".") == (0, [], older(1))


def test_a_file_that_went_or_was_never_there(list_repository: Repository) -> None:
    text = LIST + "\n[a](docs/a.md) [b](docs) [n](never.md)\n"
    list_repository.write("docs/a.md", "# A\n")
    list_repository.commit("README.md", text)
    list_repository.git("branch", "--force", "main")
    list_repository.git("rm", "-r", "--quiet", "docs")
    found = ["README.md:12:1 missing-file", "README.md:12:16 missing-file"]
    assert since_main() == (1, found, older(2))


def test_a_section_of_another_file_that_went_or_was_never_there(
    list_repository: Repository,
) -> None:
    links = "[a](docs/a.md#part) [n](docs/a.md#never) [g](docs/g.md#x)"
    list_repository.write("docs/a.md", "# A\n\n## Part\n")
    list_repository.write("docs/g.md", "# G\n")
    list_repository.commit("README.md", f"{LIST}\n{links}\n")
    list_repository.git("branch", "--force", "main")
    list_repository.write("docs/a.md", "# A\n\n## Parts\n")
    for _ in range(2):
        assert since_main() == (0, ["README.md:12:1 missing-fragment"], older(3))
        list_repository.commit()
    list_repository.write("docs/a.md", "# A\n\n## Part\n")
    assert since_main() == (0, [], older(3))


def test_a_guideline_that_held_before(list_repository: Repository) -> None:
    list_repository.write("docs/Contributing.md", "# How\n")
    list_repository.write(".awesome-lint.toml", 'extend = ["sindresorhus"]\nfail_on = "info"\n')
    items = "".join(f"- [Item {n}](https://{n}.example) - Good.\n" for n in range(9))
    list_repository.commit("README.md", f"# Awesome List\n\n## Items\n\n{items}")
    list_repository.git("branch", "--force", "main")
    only = ("--select", "missing-contributing")
    assert since_main(*only) == (0, [], "")
    list_repository.git("rm", "--quiet", "docs/Contributing.md")
    assert since_main(*only)[1] == ["README.md:1:1 missing-contributing"]
    list_repository.commit()
    list_repository.git("branch", "--force", "main")
    list_repository.write("README.md", f"# Awesome Things\n\n## Items\n\n{items}")
    assert since_main(*only) == (0, [], older(1))


DAMAGED = "- [Caf√©](https://{}.example) - Na√Øve caf√©s, r√©sum√©s and fa√ßades.\n"


def test_what_is_said_once_for_a_file_is_not_said_of_the_next_place(
    list_repository: Repository,
) -> None:
    first, second = DAMAGED.format("a"), DAMAGED.format("b")
    list_repository.commit("README.md", first + second)
    list_repository.git("branch", "--force", "main")
    assert lint()[1] == ["README.md:1:7 mojibake"]
    list_repository.write("README.md", second)
    assert since_main() == (0, [], older(1))
    list_repository.write("README.md", second + first)
    assert since_main() == (0, [], older(1))
    # The fix would decode the other row, too.
    list_repository.write("README.md", first.replace("Na", "The na") + second)
    assert since_main()[1] == ["README.md:1:7 mojibake"]
    assert since_main("--fix")[1] == ["README.md:1:7 mojibake"]
    assert list_repository.read("README.md") == first.replace("Na", "The na") + second


def test_a_habit_that_ends_says_nothing_of_old_rows(list_repository: Repository) -> None:
    badge = "[![arXiv](https://img.shields.io/badge/arXiv-b31b1b)](https://{}/abs/2401.{:05})"
    rows = [
        f"| 2024-01 | Work {n} | {badge.format('x.example' if n < 6 else 'arxiv.org', n)} |\n"
        for n in range(60)
    ]
    list_repository.commit("README.md", TABLE + "".join(rows[:20]))
    list_repository.git("branch", "--force", "main")
    list_repository.write("README.md", TABLE + "".join(rows))
    assert len(lint()[1]) == 6
    assert since_main() == (0, [], older(6))


def test_an_entry_out_of_order_is_reported_for_whoever_put_it_there(
    list_repository: Repository,
) -> None:
    names = [f"- [{letter * 4}](https://{letter}.example)\n" for letter in "abcdefghij"]
    list_repository.commit("README.md", "".join([*names[2:], *names[:2]]))
    list_repository.git("branch", "--force", "main")
    only = ("--select", "unsorted-entry")
    list_repository.write("README.md", "".join([names[0], *names[2:], names[1]]))
    assert lint(*only)[1] == ["README.md:10:3 unsorted-entry"]
    assert since_main(*only) == (0, [], older(1))
    list_repository.commit("README.md", "".join(names))
    list_repository.git("branch", "--force", "main")
    list_repository.write("README.md", "".join(names) + "- [bee](https://bee.example)\n")
    assert since_main(*only)[1] == ["README.md:11:3 unsorted-entry"]


CROSS = (
    "## A\n\n- [Tool](https://tool.example) - One.\n\n## B\n\n- [Thing](https://b.example) - Two.\n"
)


@pytest.mark.parametrize(
    ("added", "found"),
    [
        ("- [Tool](https://tool.example) - Again.\n", ["README.md:8:3 duplicate-link"]),
        ("- [Tool: a tool](https://www.tool.example/) - Yes.\n", ["README.md:8:3 duplicate-link"]),
        ("- [Another](https://tool.example) - Of the same page.\n", []),
        ("- [Tool](https://tool.example/other) - Of another page.\n", []),
        ("\n## C\n\n- [Thing](https://b.example)\n", ["README.md:11:3 duplicate-link"]),
    ],
)
def test_an_entry_is_held_against_the_whole_list(
    list_repository: Repository, added: str, found: list[str]
) -> None:
    text = CROSS + "\n* [Tool](https://tool.example) - Cross-listed of old.\n"
    list_repository.commit("README.md", text)
    list_repository.git("branch", "--force", "main")
    list_repository.write("README.md", CROSS + added + text.removeprefix(CROSS))
    assert since_main()[1:] == (found, "")
    assert lint()[1] == []


def test_the_new_one_of_two_alike_is_reported(list_repository: Repository) -> None:
    new = "- [Tool](https://tool.example) - Again, above the old one.\n"
    list_repository.commit("README.md", CROSS)
    list_repository.git("branch", "--force", "main")
    list_repository.write("README.md", CROSS.replace("- [Tool]", new + "- [Tool]"))
    assert since_main()[1] == ["README.md:3:3 duplicate-link"]
    message = run("--offline", "--format", "concise", "--base", "main", **UNSET).stdout
    assert "“Tool” is listed twice in this list, also on line 4" in message
    # Another name for what was there is an edit.
    list_repository.write("README.md", CROSS.replace("One.", "The one."))
    assert since_main() == (0, [], "")


def test_entries_per_change(list_repository: Repository) -> None:
    list_repository.write(".awesome-lint.toml", "[policy]\nentries_per_change = 1\n")
    list_repository.commit()
    list_repository.git("branch", "--force", "main")
    # One is edited, one moved, one added.
    moved = SOUND + OLD.replace("Old", "Older").replace("13", "12")
    list_repository.write("README.md", HEAD + TABLE + moved + GOOD)
    assert since_main() == (0, [], "")
    list_repository.write("README.md", HEAD + TABLE + GOOD + moved + BAD.replace("14", "03"))
    assert since_main() == (0, ["README.md:12:13 entry-policy"], "")
    out = run("--offline", "--format", "concise", "--base", "main", **UNSET).stdout
    assert "policy.entries_per_change: the change adds 2 entries, expected at most 1" in out
    assert lint()[1] == []
    list_repository.write("new.md", TABLE + GOOD + SOUND)
    assert since_main("new.md")[1] == []


def test_fixes_touch_what_changed_alone(list_repository: Repository) -> None:
    old = "- [a](http://arxiv.org/abs/2401.00001) - Old.\n"
    new = "- [b](http://arxiv.org/abs/2401.00077) - New.\n"
    text = "# List\n\n[x](#papers)\n\n## Papers\n\n- [in](#papers)\n"
    list_repository.commit("README.md", text + old)
    list_repository.git("branch", "--force", "main")
    list_repository.write("README.md", text + old + new)
    done = run("--offline", "--base", "main", "--diff", **UNSET)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line[:1] in "+-"][2:] == [
        f"-{new.rstrip()}",
        f"+{new.rstrip().replace('http:', 'https:')}",
    ]
    status, found, err = since_main("--fix")
    assert (status, found) == (0, [])
    assert err == "Fixed 1 problem in 1 file\n" + older(1)
    assert list_repository.read("README.md") == text + old + new.replace("http:", "https:")


def test_an_entry_that_stays_is_not_mended(list_repository: Repository) -> None:
    text = "- [A](https://a.example) - See [there](#the-sections).\n\n# The sections\n"
    list_repository.commit("README.md", text)
    list_repository.git("branch", "--force", "main")
    changed = text.replace("# The sections", "# The section")
    list_repository.write("README.md", changed)
    report = json.loads(run("--offline", "--format", "json", "--base", "main", **UNSET).stdout)
    assert [(one["rule"], one["fix"]) for one in report["diagnostics"]] == [
        ("missing-anchor", None)
    ]
    assert since_main("--fix", "--unsafe-fixes")[:2] == (1, ["README.md:1:32 missing-anchor"])
    assert list_repository.read("README.md") == changed


def test_the_json_report_has_its_fields_and_no_others(list_repository: Repository) -> None:
    list_repository.write("README.md", LIST + BAD)
    report = json.loads(run("--offline", "--format", "json", "--base", "main", **UNSET).stdout)
    Draft202012Validator(load("report")).validate(report)
    assert [one["line"] for one in report["diagnostics"]] == [11]
    assert (report["summary"]["errors"], report["summary"]["suppressed"]) == (1, 0)
    assert len(report["links"]) == 3


def test_a_severity_that_is_not_shown_is_not_counted(list_repository: Repository) -> None:
    list_repository.commit("README.md", LIST + "\n[a](http://arxiv.org/abs/2401.00009)\n\n[x]()\n")
    list_repository.git("branch", "--force", "main")
    assert since_main()[2] == older(3)
    assert since_main("--severity", "error")[2] == older(2)
    lint("--write-baseline")
    assert since_main()[2] == ""


def test_only_links_that_came_are_asked_for(list_repository: Repository) -> None:
    with Server(odd) as server:
        gone, old, new = (server.url(f"/status/{n}") for n in (404, 410, 404))
        new = server.url("/status/404?new")
        row = f"| 2024-01 | Linked | [p]({gone}) [q]({old}) |\n"
        list_repository.commit("README.md", LIST + row)
        list_repository.git("branch", "--force", "main")
        # One that moved, one whose row was edited, one that came.
        text = HEAD + TABLE + row.replace("Linked", "Edited") + OLD + SOUND
        list_repository.write("README.md", text + f"| 2024-02 | New | [p]({new}) |\n")
        options = ("--format", "json", "--allow-address", "127.0.0.1", "--isolated")
        done = run(*options, "--base", "main", "--no-cache", **UNSET)
        report = json.loads(done.stdout)
        Draft202012Validator(load("report")).validate(report)
    assert server.methods("/status/404?new")
    assert not server.methods("/status/404")
    assert not server.methods("/status/410")
    shown = [(one["line"], one["rule"]) for one in report["diagnostics"]]
    assert (12, "broken-link") in shown
    assert [one for one in shown if one[1] == "broken-link"] == [(12, "broken-link")]
    reasons = {one["url"]: (one["verdict"], one["reason"]) for one in report["links"]}
    assert reasons[gone] == ("skipped", "excluded")
    assert reasons[new] == ("broken", "not-found")


def test_a_comment_about_a_link_that_is_not_asked_for_is_of_use(
    list_repository: Repository,
) -> None:
    with Server(odd) as server:
        row = f"| 2024-01 | Dead | [p]({server.url('/status/404')})"
        old = f"{row} <!-- awesome-lint: ignore broken-link --> |\n"
        list_repository.commit("README.md", HEAD + TABLE + old)
        list_repository.git("branch", "--force", "main")
        new = f"| 2024-02 | New | [p]({server.url('/ok')}) |\n"
        list_repository.write("README.md", HEAD + TABLE + old + new)
        options = ("--format", "concise", "--allow-address", "127.0.0.1", "--no-cache")
        done = run(*options, "--base", "main", **UNSET)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert server.methods("/ok")


def test_a_partial_clone_uses_no_network(
    list_repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_repository.commit("README.md", LIST + GOOD)
    list_repository.git("config", "uploadpack.allowFilter", "true")
    folder = list_repository.folder.parent / "partial"
    url = list_repository.folder.as_uri()
    list_repository.git("clone", "--quiet", "--filter=blob:none", "--branch=change", url, folder)
    # Whatever git is allowed elsewhere.
    Repository(folder).git("config", "protocol.file.allow", "always")
    monkeypatch.chdir(folder)
    status, found, err = lint("--base", "origin/main")
    assert (status, found) == (2, [])
    assert err == (
        "awesome-lint: the clone is partial and lacks an earlier version; run"
        " `git fetch --refetch --no-filter`\n"
    )


@pytest.mark.parametrize("name", ["a b.md", "ü 论文.md", "-x.md", ":(glob)*.md", "docs/deep/x.md"])
def test_odd_names(list_repository: Repository, name: str) -> None:
    list_repository.commit(name, LIST)
    list_repository.git("branch", "--force", "main")
    list_repository.write(name, LIST + BAD)
    path = f"./{name}"
    assert since_main(path) == (1, [f"{path}:11:3 invalid-date"], older(1))


@POSIX
def test_a_name_with_a_line_break(list_repository: Repository) -> None:
    list_repository.commit("a\nb.md", LIST)
    list_repository.git("branch", "--force", "main")
    list_repository.git("mv", "a\nb.md", "c\td.md")
    assert since_main("c\td.md") == (0, [], older(1))


@POSIX
def test_a_symbolic_link_stands_for_what_it_leads_to(list_repository: Repository) -> None:
    list_repository.write("docs/list.md", LIST)
    (list_repository.folder / "README.md").unlink()
    (list_repository.folder / "README.md").symlink_to("docs/list.md")
    list_repository.commit()
    list_repository.git("branch", "--force", "main")
    list_repository.write("docs/list.md", LIST + BAD)
    assert since_main("README.md") == (1, ["README.md:11:3 invalid-date"], older(1))
    # It was a link once, and has become the file.
    (list_repository.folder / "README.md").unlink()
    list_repository.write("README.md", LIST + BAD)
    assert since_main("README.md") == (1, ["README.md:11:3 invalid-date"], older(1))


def test_from_another_folder_and_in_a_worktree(
    list_repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_repository.write("README.md", LIST + BAD)
    monkeypatch.chdir(list_repository.folder.parent)
    path = "list/README.md"
    assert since_main(path) == (1, [f"{path}:11:3 invalid-date"], older(1))
    list_repository.git("worktree", "add", "--quiet", "../other", "main")
    other = Repository(list_repository.folder.parent / "other")
    other.write("README.md", LIST + GOOD)
    assert since_main("other/README.md") == (0, [], older(1))


def test_a_submodule_is_compared_with_its_own_history(list_repository: Repository) -> None:
    outer = Repository(list_repository.folder.parent / "outer")
    outer.commit("README.md", LIST)
    outer.git("submodule", "add", "--quiet", list_repository.folder, "sub")
    outer.commit()
    inner = Repository(outer.folder / "sub")
    inner.git("branch", "--force", "main", "HEAD")
    inner.write("README.md", LIST + BAD)
    paths = [str(outer.folder / "README.md"), str(inner.folder / "README.md")]
    status, found, err = since_main(*paths)
    assert (status, err) == (1, older(2))
    assert [one.rpartition("sub")[2][1:] for one in found] == ["README.md:11:3 invalid-date"]


@pytest.mark.usefixtures("list_repository")
def test_standard_input_under_a_name() -> None:
    done = lint("--base", "main", "--stdin-filename", "README.md", "-", stdin=LIST + BAD)
    assert done == (1, ["README.md:11:3 invalid-date"], older(1))
    status, found, err = lint("--base", "main", "-", stdin=LIST + BAD)
    assert (status, found) == (2, [])
    assert err == (
        "awesome-lint: standard input has no earlier version;"
        " use --stdin-filename to name the file\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--base", "-x"], "--base '-x': unknown revision"),
        (["--base", "--help"], "--base '--help': unknown revision"),
        (["--base", ""], "--base '': unknown revision"),
        (["--base", "nope"], "--base 'nope': unknown revision"),
        (["--base", "HEAD:README.md"], "--base 'HEAD:README.md': unknown revision"),
        (["--base", "main", "--staged"], "--base cannot be combined with --staged"),
        (["--base", "main", "--write-baseline"], "--base cannot be combined with --write-baseline"),
    ],
)
def test_what_cannot_be_compared(
    list_repository: Repository, arguments: list[str], message: str
) -> None:
    assert list_repository.folder.exists()
    status, found, err = lint(*arguments, "README.md")
    assert (status, found) == (2, [])
    assert err.startswith(f"awesome-lint: {message}")
    assert err.count("\n") == 1


def test_a_branch_of_the_remote_is_named(list_repository: Repository) -> None:
    list_repository.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    err = lint("--base", "trunk")[2]
    assert err == ("awesome-lint: --base 'trunk': unknown revision; did you mean 'origin/trunk'?\n")


def test_a_branch_of_a_similar_name_is_named(list_repository: Repository) -> None:
    assert list_repository.folder.exists()
    err = lint("--base", "mian")[2]
    assert err == "awesome-lint: --base 'mian': unknown revision; did you mean 'main'?\n"


def test_histories_without_a_common_ancestor(list_repository: Repository) -> None:
    list_repository.git("switch", "--quiet", "--orphan", "alone")
    list_repository.commit("README.md", LIST + GOOD)
    status, _, err = since_main()
    assert status == 2
    assert err == "awesome-lint: --base 'main': no common ancestor with HEAD\n"


def test_a_shallow_clone_says_what_to_fetch(
    list_repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_repository.commit("README.md", LIST + GOOD)
    list_repository.git("switch", "--quiet", "main")
    list_repository.commit("other.md", "# Other\n")
    folder = list_repository.folder.parent / "shallow"
    url = list_repository.folder.as_uri()
    list_repository.git(
        "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=change", url, folder
    )
    monkeypatch.chdir(folder)
    for name in ("origin/main", "origin/nope"):
        status, found, err = lint("--base", name)
        assert (status, found, err.count("\n")) == (2, [], 1)
        assert "the clone is shallow" in err
        assert "git fetch --unshallow" in err
        assert "fetch-depth: 0" in err
    Repository(folder).git("fetch", "--quiet", "--unshallow")
    assert lint("--base", "origin/main") == (0, [], older(1))


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.md").write_text(LIST, encoding="utf-8")
    inside = Repository(tmp_path / "in")
    inside.commit("README.md", LIST)
    status, found, err = lint("--base", "HEAD", "list.md", "in/README.md")
    assert (status, found) == (2, [])
    assert err == (
        "awesome-lint: list.md: cannot be compared with an earlier version: not in a git"
        " repository\n" + older(1)
    )


def test_without_git(list_repository: Repository, tmp_path: Path) -> None:
    assert list_repository.folder.exists()
    status, _, err = since_main(PATH=str(tmp_path))
    assert status == 2
    assert err.endswith(": git is not installed, or not in PATH\n")


def test_an_earlier_version_that_is_no_text(list_repository: Repository) -> None:
    list_repository.commit("README.md", b"\xff\xfe\x00\x01")
    list_repository.git("branch", "--force", "main")
    list_repository.write("README.md", LIST)
    assert since_main() == (
        1,
        ["README.md:9:3 invalid-date"],
        "awesome-lint: README.md: was not UTF-8 text, so all of it counts as new\n",
    )


def test_both_versions_are_judged_by_the_configuration_of_today(
    list_repository: Repository,
) -> None:
    list_repository.write(".awesome-lint.toml", "[policy]\nfinal_punctuation = 'required'\n")
    list_repository.write("README.md", LIST + ITEMS.replace("[y]()", "- Fine"))
    list_repository.commit()
    list_repository.git("branch", "--force", "main")
    list_repository.write(".awesome-lint.toml", "[policy]\nbanned_words = ['fine']\n")
    assert lint()[1][-1] == "README.md:12:38 entry-policy"
    assert since_main() == (0, [], older(3))


@POSIX
def test_nothing_that_a_repository_names_is_run(list_repository: Repository) -> None:
    marker = list_repository.folder.parent / "marker"
    trap = list_repository.folder.parent / "trap"
    trap.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{marker}'\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    list_repository.write(".gitattributes", "*.md diff=evil filter=evil\n")
    list_repository.commit()
    list_repository.git("branch", "--force", "main")
    list_repository.git("mv", "README.md", "list.md")
    for key in (
        "core.fsmonitor",
        "diff.evil.textconv",
        "diff.evil.command",
        "diff.external",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "core.pager",
        "core.sshCommand",
    ):
        list_repository.git("config", key, str(trap))
    hooks = list_repository.folder / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction"):
        (hooks / hook).symlink_to(trap)
    marker.unlink(missing_ok=True)
    list_repository.write("list.md", LIST + BAD)
    assert since_main("list.md")[1] == ["list.md:11:3 invalid-date"]
    assert lint("--staged", "list.md")[1] == []
    assert not marker.exists()


def test_a_repository_that_a_hook_is_about_is_not_mixed_up(
    list_repository: Repository, tmp_path: Path
) -> None:
    other = Repository(tmp_path / "other")
    other.commit("x.md", "# X\n")
    list_repository.write("README.md", LIST + BAD)
    foreign = {
        "GIT_DIR": str(other.folder / ".git"),
        "GIT_WORK_TREE": str(other.folder),
        "GIT_INDEX_FILE": str(other.folder / ".git" / "index"),
    }
    found = (1, ["README.md:11:3 invalid-date"], older(1))
    assert since_main(**foreign) == found
    list_repository.git("add", "--all")
    assert lint("--staged", **foreign) == found


def compared(before: str, after: str, *presets: str) -> Report:
    """What a change of a list brings in, by all rules."""
    rules = tuple(all_rules().values())
    config = Config(offline=True, extend=presets)
    today = dt.date(2025, 1, 1)

    def task(text: str) -> Task:
        return Task(Source("<stdin>", text), config)

    version = pipeline.version(
        task(before),
        rules,
        today=today,
        listener=Strict(),
        files=lambda _: {},
        anchors=lambda _, facts: facts,
        beside=lambda: None,
    )
    assert version is not None
    past = Before(version, Past([version]))
    return pipeline.run([task(after)._replace(before=past)], rules, today=today, listener=Strict())


ROWS = [
    "| 2024-13 | Old | [p](https://arxiv.org/abs/2401.00001) |",
    "| 2024-01 | Sound | [p](https://arxiv.org/abs/2401.00002) |",
    "| 2024-01 | Sound | [q](https://arxiv.org/pdf/2401.00002) |",
    "| 2023-01 | Too early | [p](http://arxiv.org/abs/2401.00003) |",
    "| - | - | - |",
    "| 2024-01 | | [![arXiv](https://img.shields.io/badge/arXiv-b31b1b)](https://x.example) |",
    "| 2024/02 | Other notation | [nowhere](#nowhere) |",
    "| 2024-03 | Short |",
    "| 2024-03 | Long | [p](https://x.example/?utm_source=y) | more |",
    "| 2024-04 | Caf√© na√Øve r√©sum√© fa√ßade | [![x](https://x.example/x.png)]() |",
    "| 2024-05 | Twice over and over again twice over and over again | [p]() |",
]
BULLETS = [
    "- [beta](https://beta.example) - Something.",
    "- [alpha](https://alpha.example) - something",
    "- [alpha](https://www.alpha.example/) - Another one.",
    "- [gamma](http://github.com/a/b) - Gamma, [s](#nowhere).\n  - [sub](https://s.example) [x]()",
    "- [mailer](https://github.com/m/mailer) \u2013 One.",
    "- [py-mailer](https://github.com/m/mailer) - Two.",
    "- plain, without any [link]()",
    "- [delta](https://delta.example.) - Delta",
]
REASONS = "# Awesome List\n\n## Items\n\n"
BAD_ROW = "| 1999-77 | Bad one | [nowhere](#nothing) [p](https://bad.example/p) |"


def made(rows: Sequence[str], bullets: Sequence[str]) -> str:
    table = TABLE + "".join(f"{row}\n" for row in rows)
    return f"{REASONS}{table}\n## More\n\n" + "".join(f"{item}\n" for item in bullets)


@given(
    st.lists(st.sampled_from(ROWS), max_size=12),
    st.lists(st.sampled_from(BULLETS), max_size=12),
    st.randoms(),
)
def test_a_permutation_is_no_change(rows: list[str], bullets: list[str], random: Random) -> None:
    before = made(rows, bullets)
    random.shuffle(rows)
    random.shuffle(bullets)
    report = compared(before, made(rows, bullets), "sindresorhus")
    assert [(one.rule, one.message) for one in report.diagnostics] == []


@given(st.lists(st.sampled_from(ROWS), max_size=12), st.lists(st.sampled_from(BULLETS), max_size=6))
def test_a_row_at_the_end_is_reported_alone(rows: list[str], bullets: list[str]) -> None:
    report = compared(made(rows, bullets), made([*rows, BAD_ROW], bullets))
    source = Source("<stdin>", made([*rows, BAD_ROW], bullets))
    lines = {source.position(one.span.start)[0] for one in report.diagnostics}
    assert lines == {source.text[: source.text.index(BAD_ROW)].count("\n") + 1}
    assert {one.rule for one in report.diagnostics} == {"invalid-date", "missing-anchor"}


def test_a_run_of_git_keeps_its_own_settings() -> None:
    # What the tests rely on: no configuration of whoever runs them counts.
    assert environment()["GIT_CONFIG_GLOBAL"] == os.devnull
    assert sys.version_info >= (3, 11)

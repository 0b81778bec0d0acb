"""The check in a workflow: what an event and inputs mean, and whose configuration counts."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from lint.actions import changed_rows
from lint.actions.check import main
from lint.actions.choices import Inputs
from lint.actions.event import Event
from lint.actions.trusted_config import configuration_of
from lint.errors import LintError
from lint.git.repository import Repository as Git
from lint.source import Source, Span
from tests.command import POSIX
from tests.history import Repository

TABLE = "# List\n\n| Date | Title | Link |\n| --- | --- | --- |\n"
OLD = "| 2024-13 | Old | [p](https://arxiv.org/abs/2401.00001) |\n"
BAD = "| 2024-14 | Bad | [p](https://arxiv.org/abs/2401.00003) |\n"
GOOD = "| 2024-02 | Good | [p](https://arxiv.org/abs/2402.00004) |\n"
LENIENT = 'ignore = ["invalid-date"]\n'


class Pull(Repository):
    """A repository with a pull request, checked out as GitHub merges it."""

    def merge(self, text: str, **files: str) -> str:
        """The tip of a branch with `text` as the list, merged into main."""
        self.git("switch", "--quiet", "--create", "patch")
        for name, content in files.items():
            self.write(name.replace("__", "/"), content)
        tip = self.commit("README.md", text)
        self.git("switch", "--quiet", "--detach", "main")
        self.git("merge", "--quiet", "--no-ff", "--message", "Merge", "patch")
        return tip


@pytest.fixture
def pull(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pull:
    repository = Pull(tmp_path / "list")
    repository.commit("README.md", TABLE + OLD)
    monkeypatch.chdir(repository.folder)
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "ACTION_", "AWESOME_LINT_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWESOME_LINT_NO_CACHE", "1")
    monkeypatch.setenv("PYTHONPATH", str(Path(changed_rows.__file__).parents[2]))
    return repository


def check(pull: Pull, tip: str, *, fork: bool = True, base: str = "", **inputs: str) -> int:
    """The exit status of the check of the pull request with the tip `tip`."""
    place = pull.folder.parent
    theirs = {"full_name": "guest/list" if fork else "owner/list"}
    event = {
        "repository": {"full_name": "owner/list"},
        "pull_request": {
            "base": {"sha": base or pull.git("rev-parse", "main")},
            "head": {"sha": tip, "repo": theirs},
        },
    }
    (place / "event.json").write_text(json.dumps(event), encoding="utf-8")
    return main(
        {
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_EVENT_PATH": str(place / "event.json"),
            "GITHUB_OUTPUT": str(place / "output"),
            "ACTION_FOLDER": str(place / "reports"),
            "ACTION_LINKS": "none",
            "ACTION_REPORT": "comment",
        }
        | {f"ACTION_{name.upper()}": value for name, value in inputs.items()}
    )


def left(pull: Pull, name: str) -> Path:
    """The file that the last check named as its output `name`."""
    lines = (pull.folder.parent / "output").read_text(encoding="utf-8").splitlines()
    return Path(dict(line.split("=", 1) for line in lines)[name])


def found(pull: Pull) -> list[tuple[int, str]]:
    report = json.loads(left(pull, "report").read_bytes())
    return [(one["line"], one["rule"]) for one in report["diagnostics"]]


def rows(pull: Pull) -> list[changed_rows.Row]:
    return changed_rows.decoded(left(pull, "rows").read_bytes())[1]


def test_a_pull_request_is_judged_by_what_it_brings_in(pull: Pull) -> None:
    tip = pull.merge(TABLE + OLD + BAD + GOOD)
    assert check(pull, tip) == 1
    assert found(pull) == [(6, "invalid-date")]
    assert [(one.line, one.text, one.corrected) for one in rows(pull)] == [
        (6, BAD.strip(), None),
        (7, GOOD.strip(), None),
    ]
    output = (pull.folder.parent / "output").read_text(encoding="utf-8")
    assert output.splitlines()[-1] == "status=1"


def test_new_entries_are_left_with_what_is_in_the_list_already(pull: Pull) -> None:
    again = OLD.replace("2024-13", "2024-01").replace("/abs/", "/pdf/")
    tip = pull.merge(TABLE + OLD + GOOD + again + "| 2024-02 | Page | [p](https://p.example) |\n")
    check(pull, tip)
    new = changed_rows.decoded(left(pull, "rows").read_bytes())[2]
    assert [(one.line, one.title, one.work, one.also) for one in new] == [
        (6, "Good", "arxiv:2402.00004", ()),
        (7, "Old", "arxiv:2401.00001", (5,)),
        (8, "Page", "", ()),
    ]


def test_the_merge_says_what_the_base_is(pull: Pull) -> None:
    """Once main moved on, the event names an older base, to which its rows would be new."""
    before = pull.git("rev-parse", "main")
    pull.git("switch", "--quiet", "--create", "patch")
    tip = pull.commit("README.md", TABLE + OLD + GOOD)
    pull.git("switch", "--quiet", "main")
    pull.commit("README.md", TABLE + BAD + OLD)
    pull.git("switch", "--quiet", "--detach", "main")
    pull.git("merge", "--quiet", "--no-ff", "--message", "Merge", "patch")
    assert check(pull, tip, base=before) == 0
    assert found(pull) == []
    assert [one.text for one in rows(pull)] == [GOOD.strip()]


def test_a_branch_that_is_checked_out_itself_is_compared_with_the_base(pull: Pull) -> None:
    tip = pull.merge(TABLE + OLD + BAD)
    pull.git("switch", "--quiet", "patch")
    assert check(pull, tip) == 1
    assert found(pull) == [(6, "invalid-date")]


def test_all_links_are_those_of_the_whole_list(pull: Pull) -> None:
    tip = pull.merge(TABLE + OLD + GOOD)
    assert check(pull, tip, links="all", args="--offline") == 1
    assert found(pull) == [(5, "invalid-date")]
    assert rows(pull) == []


def test_a_shallow_clone_gets_a_clear_line(
    pull: Pull, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tip = pull.merge(TABLE + OLD + BAD)
    shallow = Pull(pull.folder.parent / "shallow")
    url = pull.folder.as_uri()
    shallow.git("fetch", "--quiet", "--depth=1", url, pull.git("rev-parse", "HEAD"))
    shallow.git("switch", "--quiet", "--detach", "FETCH_HEAD")
    monkeypatch.chdir(shallow.folder)
    assert check(shallow, tip, fork=False, base=pull.git("rev-parse", "main")) == 2
    assert "fetch-depth: 0" in capfd.readouterr().err
    # Two commits deep is deep enough.
    shallow.git("fetch", "--quiet", "--depth=2", url, pull.git("rev-parse", "HEAD"))
    assert check(shallow, tip, base=pull.git("rev-parse", "main")) == 1
    assert found(shallow) == [(6, "invalid-date")]


@pytest.mark.parametrize("fork", [True, False])
@pytest.mark.parametrize(
    ("before", "files"),
    [
        ({}, {".awesome-lint.toml": LENIENT}),
        ({}, {"pyproject.toml": "[tool.awesome-lint]\n" + LENIENT}),
        ({".awesome-lint.toml": "# all\n"}, {".awesome-lint.toml": LENIENT}),
        (
            {
                ".awesome-lint.toml": '[[tables]]\nheaders = ["Date"]\nschema = "row.json"\n',
                "row.json": '{"$ref": "entry.schema.json"}',
            },
            {"row.json": "{}"},
        ),
    ],
    ids=["new", "pyproject", "changed", "schema"],
)
def test_a_stranger_is_judged_by_the_configuration_of_the_base(
    pull: Pull, before: dict[str, str], files: dict[str, str], *, fork: bool
) -> None:
    for name, text in before.items():
        pull.commit(name, text)
    tip = pull.merge(TABLE + OLD + BAD, **files)
    assert check(pull, tip, fork=fork) == int(fork)
    assert found(pull) == ([(6, "invalid-date")] if fork else [])
    # And nothing is left of it.
    assert pull.git("status", "--porcelain") == ""
    assert {name: pull.read(name) for name in files} == files


SCHEMA = '[[tables]]\nheaders = ["Date"]\nschema = "{}"\n'
STRICT = '{"$ref": "entry.schema.json"}'


@pytest.mark.parametrize(
    ("before", "after", "args"),
    [
        (
            {".awesome-lint.toml": SCHEMA.format("row.schema"), "row.schema": STRICT},
            "row.schema",
            "",
        ),
        (
            {"docs/.awesome-lint.toml": SCHEMA.format("../x/row"), "x/row": STRICT},
            "x/row",
            "--config docs/.awesome-lint.toml",
        ),
        (
            {"ci/lint.conf": SCHEMA.format("row.schema"), "ci/row.schema": STRICT},
            "ci/row.schema",
            "--config=ci/lint.conf",
        ),
        ({"ci/lint.conf": "# all\n"}, "ci/lint.conf", "--config ci/lint.conf"),
        ({"known": '{"version": 1, "findings": {}}'}, "known", "--baseline known"),
        (
            {
                "pyproject.toml": "[tool.awesome-lint]\n[[tool.awesome-lint.tables]]\n"
                'headers = ["Date"]\nschema = "row"\n',
                "row": STRICT,
            },
            "row",
            "",
        ),
    ],
    ids=["suffix", "above", "given", "configuration", "baseline", "pyproject"],
)
def test_what_the_base_names_is_that_of_the_base_under_any_name(
    pull: Pull, before: dict[str, str], after: str, args: str
) -> None:
    for name, text in before.items():
        pull.commit(name, text)
    lenient = LENIENT if before[after] == "# all\n" else "{}"
    tip = pull.merge(TABLE + OLD + BAD, **{after: lenient})
    with configuration_of(
        Git(str(pull.folder)), pull.git("rev-parse", "main"), args.replace("=", " ").split()[1:]
    ) as paths:
        assert paths == (after,)
        assert pull.read(after) == before[after]
    assert pull.read(after) == lenient
    if after != "known":
        assert check(pull, tip, args=args) == 1
        assert found(pull) == [(6, "invalid-date")]


@POSIX
@pytest.mark.parametrize(
    "schema", ["link.json", "folder/row.schema", "deep/row.json", "folder/a.json"]
)
def test_links_of_the_base_lead_where_they_led(pull: Pull, schema: str) -> None:
    """To a file, and through a folder: what the branch has them lead to does not count."""
    for place, text in (("good", STRICT), ("evil", "{}")):
        for name in ("row.schema", "row.json"):
            pull.write(f"{place}/{name}", text)
        pull.write(f"{place}/a.json", '{"$ref": "row.json"}')
    pull.write(".awesome-lint.toml", SCHEMA.format(schema))
    (pull.folder / "link.json").symlink_to("good/row.schema")
    (pull.folder / "folder").symlink_to("good")
    (pull.folder / "deep").symlink_to("other")
    (pull.folder / "other").symlink_to("folder/../good")
    pull.commit()
    base = pull.git("rev-parse", "HEAD")
    pull.git("switch", "--quiet", "--create", "patch")
    for name in ("link.json", "folder", "other"):
        (pull.folder / name).unlink()
    (pull.folder / "link.json").symlink_to("evil/row.json")
    (pull.folder / "folder").symlink_to("evil")
    (pull.folder / "other").symlink_to("evil")
    pull.commit()
    with configuration_of(Git(str(pull.folder)), base):
        text = pull.read(schema)
        assert text == (
            STRICT if "row" in schema or schema == "link.json" else '{"$ref": "row.json"}'
        )
        assert pull.read(f"{schema.rpartition('/')[0] or 'good'}/row.json") == STRICT
    assert (pull.folder / "folder").readlink() == Path("evil")
    assert pull.git("status", "--porcelain") == ""


def test_a_branch_without_a_repository_is_a_stranger() -> None:
    ours = {"full_name": "owner/list"}
    others = [{"full_name": "x/list"}, {"full_name": "a/list"}]
    for theirs, stranger in ((None, True), (ours, False), *((one, True) for one in others)):
        payload = {"repository": ours, "pull_request": {"head": {"repo": theirs}}}
        assert Event("pull_request", payload).stranger is stranger
        assert Event("pull_request_target", payload).stranger is stranger
        assert not Event("push", payload).stranger
        run = {"head_repository": theirs, "head_sha": "0123"}
        payload = {"repository": ours, "workflow_run": run}
        assert Event("workflow_run", payload).tip == ("0123" if stranger else "")


@POSIX
def test_configuration_is_not_written_through_a_link(pull: Pull) -> None:
    pull.commit("docs/.awesome-lint.toml", "# mine\n")
    outside = pull.folder.parent / "outside"
    outside.mkdir()
    (outside / ".awesome-lint.toml").write_text("# theirs\n", encoding="utf-8")
    pull.git("rm", "--quiet", "-r", "docs")
    (pull.folder / "docs").symlink_to(outside)
    pull.commit()
    git = Git(str(pull.folder))
    with (
        pytest.raises(LintError, match="behind a symbolic link"),
        configuration_of(git, pull.git("rev-parse", "HEAD^")),
    ):
        pass
    assert (outside / ".awesome-lint.toml").read_text(encoding="utf-8") == "# theirs\n"


@POSIX
def test_a_link_in_the_place_of_a_configuration_comes_back(pull: Pull) -> None:
    pull.commit(".awesome-lint.toml", "# mine\n")
    (pull.folder / ".awesome-lint.toml").unlink()
    (pull.folder / ".awesome-lint.toml").symlink_to("../outside.toml")
    pull.commit()
    with configuration_of(Git(str(pull.folder)), pull.git("rev-parse", "HEAD^")) as paths:
        assert paths == (".awesome-lint.toml",)
        assert pull.read(".awesome-lint.toml") == "# mine\n"
        assert not (pull.folder / ".awesome-lint.toml").is_symlink()
    assert (pull.folder / ".awesome-lint.toml").readlink() == Path("../outside.toml")
    assert not (pull.folder.parent / "outside.toml").exists()


def test_a_new_file_that_a_list_links_to_is_there(pull: Pull) -> None:
    row = GOOD.replace("https://arxiv.org/abs/2402.00004", "data.json")
    files = {"data.json": "{}", "pyproject.toml": "[project]\n"}
    tip = pull.merge(TABLE + OLD + row + "\n[x](pyproject.toml)\n", **files)
    assert check(pull, tip) == 0
    assert found(pull) == []


def test_inputs_are_split_without_a_shell() -> None:
    found = Inputs.from_environment(
        {
            "ACTION_PATHS": "README.md\n'my list.md' $(id) `id` ; * $HOME\n",
            "ACTION_ARGS": '--ignore "a,b"',
            "ACTION_REPORT": "sarif\ncomment json=a b=c.json".replace("b=c", "html=c"),
        }
    )
    assert found.paths == ("README.md", "my list.md", "$(id)", "`id`", ";", "*", "$HOME")
    assert found.args == ("--ignore", "a,b")
    assert (found.sarif, found.comment, found.links) == (True, True, "changed")
    assert found.reports[0] == "json=a"


@pytest.mark.parametrize(
    ("inputs", "line"),
    [
        ({"ACTION_LINKS": "some"}, "invalid input links: 'some' (choose from changed, all, none)"),
        (
            {"ACTION_FAIL_ON": "fatal"},
            "invalid input fail-on: 'fatal' (choose from error, warning, info, never)",
        ),
        (
            {"ACTION_REPORT": "pdf=x"},
            "invalid input report: 'pdf=x' (choose from sarif, comment, FORMAT=FILE)",
        ),
        ({"ACTION_PATHS": "'x"}, "invalid input paths: no closing quotation"),
    ],
)
def test_inputs_that_cannot_be_used_are_named(
    inputs: dict[str, str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(inputs) == 2
    assert capsys.readouterr().err == f"awesome-lint: {line}\n"


def test_a_file_in_the_folder_of_the_list_is_not_run(pull: Pull) -> None:
    pull.write("lint/__init__.py", "raise SystemExit('shadowed')\n")
    pull.write("json.py", "raise SystemExit('shadowed')\n")
    assert check(pull, pull.merge(TABLE + OLD + GOOD)) == 0


FIX: dict[str, Any] = {"title": "t", "safe": True}


def edit(line: int, column: int, end_line: int, end_column: int, text: str) -> dict[str, Any]:
    return {
        "start_line": line,
        "start_column": column,
        "end_line": end_line,
        "end_column": end_column,
        "replacement": text,
    }


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([[edit(2, 1, 2, 2, "x")]], "xb\ncd"),
        ([[edit(2, 1, 2, 2, "x"), edit(3, 2, 3, 3, "y")]], "xb\ncy"),
        ([[edit(2, 1, 2, 3, "x")], [edit(2, 1, 2, 2, "z")]], "x\ncd"),
        ([[edit(1, 1, 1, 2, "x"), edit(2, 1, 2, 2, "x")]], None),
        ([[edit(2, 1, 4, 1, "")]], ""),
        ([], None),
    ],
)
def test_a_row_is_corrected_by_what_stays_within_it(
    edits: list[list[dict[str, Any]]], expected: str | None
) -> None:
    source = Source("a.md", "1\nab\ncd\n4\n")
    span = Span(2, 8)
    found = [{"fix": FIX | {"edits": one}} for one in edits] + [{"fix": None}]
    (row,) = changed_rows.rows(source, [span], found)
    assert (row.line, row.end_line, row.text, row.corrected) == (2, 3, "ab\ncd", expected)


def test_a_comparison_with_itself_is_refused(
    pull: Pull, capsys: pytest.CaptureFixture[str]
) -> None:
    tip = pull.merge(TABLE + OLD + BAD)
    assert check(pull, tip, base="HEAD", fork=False) == 1  # of the event, the parent counts
    assert main({"ACTION_BASE": "HEAD", "ACTION_LINKS": "none"}) == 2
    assert "base: 'HEAD' is the commit that is checked out" in capsys.readouterr().err
    assert main({"ACTION_BASE": "HEAD^", "ACTION_LINKS": "none"}) == 1


def test_the_base_of_a_pull_request_is_no_change(
    pull: Pull, capsys: pytest.CaptureFixture[str]
) -> None:
    pull.merge(TABLE + OLD + BAD)
    pull.git("switch", "--quiet", "main")
    event = {
        "repository": {"full_name": "owner/list"},
        "pull_request": {
            "base": {"sha": pull.git("rev-parse", "main")},
            "head": {"sha": pull.git("rev-parse", "patch"), "repo": {"full_name": "guest/list"}},
        },
    }
    place = pull.folder.parent / "event.json"
    place.write_text(json.dumps(event), encoding="utf-8")
    done = main(
        {
            "GITHUB_EVENT_NAME": "pull_request_target",
            "GITHUB_EVENT_PATH": str(place),
            "GITHUB_SHA": pull.git("rev-parse", "main"),
            "ACTION_LINKS": "none",
        }
    )
    assert done == 2
    assert "pull_request_target checks out the base" in capsys.readouterr().err


def test_paths_without_a_list_are_refused(
    pull: Pull, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pull.write("src/x.py", "")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    summary = pull.folder.parent / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    for paths in ("src", "nowhere/*.md"):
        assert main({"ACTION_PATHS": paths, "ACTION_LINKS": "none"}) == 2
        assert f"::error title=not-checked::{paths}: " in capfd.readouterr().out
    assert summary.read_text(encoding="utf-8").count("not everything was checked\n\n0 files") == 2
    assert main({"ACTION_PATHS": "src", "ACTION_LINKS": "nonsense"}) == 2
    assert capfd.readouterr().err.startswith(
        "::error title=awesome-lint::invalid input links: 'nonsense'"
    )

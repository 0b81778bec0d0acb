"""`init --pre-commit` and `init --github`: what they write, and what they say of the past."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from lint.cli.adoption.files import pre_commit, workflows
from lint.cli.adoption.origin import Origin, origin
from lint.errors import LintError
from lint.provenance import installed
from tests.command import run, run_process
from tests.history import Repository

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
COMMIT = "0123456789abcdef0123456789abcdef01234567"
URL = "https://github.com/someone/awesome-lint"
PINNED = ("--repository", URL, "--rev", COMMIT)
TABLE = "# List\n\n| Date | Title | Link |\n| --- | --- | --- |\n"
FILES = [
    ".github/workflows/awesome-lint-comment.yml",
    ".github/workflows/awesome-lint.yml",
    ".github/workflows/link-rot.yml",
]


def row(date: str, number: int) -> str:
    return f"| {date} | Work {number} | [p](https://arxiv.org/abs/2401.{number:05}) |\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path / "list")
    made.commit("README.md", TABLE + row("2024-13", 1))
    monkeypatch.chdir(made.folder)
    return made


def init(*arguments: str, noted: object = None) -> tuple[int, list[str], str]:
    """What init says where the installer has noted what is `noted` (PEP 610), or nothing."""
    if set(PINNED) <= set(arguments):
        done = run("init", *arguments)
        return done.returncode, done.stdout.splitlines(), done.stderr
    with tempfile.TemporaryDirectory() as folder:
        note(Path(folder), noted)
        done = run_process("init", *arguments, PYTHONPATH=os.pathsep.join((folder, str(ROOT))))
    return done.returncode, done.stdout.splitlines(), done.stderr


def note(folder: Path, noted: object) -> None:
    """Put metadata of this awesome-lint into `folder`, as pip and uv write it."""
    metadata = folder / "awesome_lint-0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Name: awesome-lint\nVersion: 0\n", encoding="utf-8")
    if noted is not None:
        (metadata / "direct_url.json").write_text(json.dumps(noted), encoding="utf-8")


def untracked(repository: Repository) -> list[str]:
    return repository.git("ls-files", "--others").splitlines()


def test_the_files_are_written_and_nothing_else(repository: Repository) -> None:
    status, out, err = init("--github", "--pre-commit", *PINNED)
    assert (status, err) == (0, "")
    assert untracked(repository) == sorted([*FILES, ".pre-commit-config.yaml"])
    assert out[:4] == [
        "Wrote .pre-commit-config.yaml",
        "Wrote .github/workflows/awesome-lint.yml",
        "Wrote .github/workflows/awesome-lint-comment.yml",
        "Wrote .github/workflows/link-rot.yml",
    ]
    assert out[4:] == ["This list has no merged changes to try it on"]


def test_what_is_there_stays(repository: Repository) -> None:
    repository.write(".pre-commit-config.yaml", "repos: []\n")
    repository.write(FILES[1], "name: mine\n")
    status, out, err = init("--github", "--pre-commit", *PINNED)
    assert (status, err) == (0, "")
    assert repository.read(".pre-commit-config.yaml") == "repos: []\n"
    assert repository.read(FILES[1]) == "name: mine\n"
    assert out[0] == (
        ".pre-commit-config.yaml already exists and was not overwritten; its new content would be:"
    )
    assert f"        rev: {COMMIT}" in out
    assert untracked(repository) == sorted([*FILES, ".pre-commit-config.yaml"])


def test_what_is_there_as_it_would_be_written_is_up_to_date(repository: Repository) -> None:
    assert init("--pre-commit", *PINNED)[1][0] == "Wrote .pre-commit-config.yaml"
    status, out, err = init("--pre-commit", *PINNED)
    assert (status, err) == (0, "")
    assert out == [
        ".pre-commit-config.yaml is up to date",
        "This list has no merged changes to try it on",
    ]
    assert repository.read(".pre-commit-config.yaml").count(COMMIT) == 1


def test_a_baseline_and_a_configuration_come_with_it_if_asked_for(repository: Repository) -> None:
    status, out, _ = init("--baseline", "--github", "--offline", *PINNED)
    assert status == 0
    assert out[0].startswith("Wrote .awesome-lint.toml")
    assert (repository.folder / ".awesome-lint-baseline.json").is_file()
    assert (repository.folder / FILES[0]).is_file()


def test_the_workflows_hold_what_they_should(repository: Repository) -> None:
    repository.commit("docs/my list.md", TABLE)
    assert init("docs/my list.md", "--github", *PINNED)[0] == 0
    made = {Path(name).name: yaml.safe_load(repository.read(name)) for name in FILES}
    steps = {name: next(iter(one["jobs"].values()))["steps"] for name, one in made.items()}
    assert steps["awesome-lint.yml"][-1] == {
        "uses": f"someone/awesome-lint@{COMMIT}",
        "with": {"paths": "'docs/my list.md'", "report": "comment"},
    }
    assert steps["awesome-lint-comment.yml"] == [
        {"uses": f"someone/awesome-lint/.github/actions/comment@{COMMIT}"}
    ]
    assert steps["link-rot.yml"][-1]["with"] == {"paths": "'docs/my list.md'"}
    # `on` is a boolean in YAML 1.1.
    assert made["awesome-lint-comment.yml"][True]["workflow_run"]["workflows"] == [
        made["awesome-lint.yml"]["name"]
    ]
    rights = {name: next(iter(one["jobs"].values()))["permissions"] for name, one in made.items()}
    assert rights == {
        "awesome-lint.yml": {"contents": "read"},
        "awesome-lint-comment.yml": {"actions": "read", "pull-requests": "write"},
        "link-rot.yml": {"contents": "write", "issues": "write"},
    }
    assert all(one["permissions"] == {} for one in made.values())


def test_pre_commit_accepts_what_is_written(repository: Repository) -> None:
    repository.commit("docs/liste (1).md", TABLE)
    assert init("docs/liste (1).md", "--pre-commit", *PINNED)[0] == 0
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (repo,) = yaml.safe_load(repository.read(".pre-commit-config.yaml"))["repos"]
    assert (repo["repo"], repo["rev"]) == (URL, COMMIT)
    assert [one["id"] for one in repo["hooks"]] == ["awesome-lint", "awesome-lint-links"]
    assert all(re.search(one["files"], "docs/liste (1).md") for one in repo["hooks"])
    assert not re.search(repo["hooks"][0]["files"], "docs/liste 1.md")


@pytest.mark.parametrize("path", ["a: b #c.md", "'x'.md", 'q"uote.md', "-x.md", "é.md"])
def test_any_name_survives_yaml(tmp_path: Path, path: str) -> None:
    import shlex

    pinned = Origin(URL, COMMIT)
    made = {file.name: yaml.safe_load(text) for file, text in workflows(tmp_path, path, pinned)}
    (job,) = made["link-rot.yml"]["jobs"].values()
    assert shlex.split(job["steps"][-1]["with"]["paths"]) == [path]
    _, text = pre_commit(tmp_path, path, pinned)
    assert re.search(yaml.safe_load(text)["repos"][0]["hooks"][0]["files"], path)


def test_a_name_that_a_workflow_would_evaluate_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LintError, match="cannot write a workflow for"):
        list(workflows(tmp_path, "${{ github.token }}.md", Origin(URL, COMMIT)))


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ((), "cannot pin awesome-lint: it was not installed from git; add --repository URL --rev"),
        (
            ("--repository", URL),
            "cannot pin awesome-lint: it was not installed from git; add --rev COMMIT\n",
        ),
        (
            ("--repository", URL, "--rev", "main"),
            "invalid --rev 'main': expected the full hash of a commit",
        ),
        (
            ("--repository", "git@github.com:a/b", "--rev", COMMIT),
            "invalid --repository: expected an http or https URL",
        ),
        (
            ("--repository", "https://secret@github.com/a/b", "--rev", COMMIT),
            "invalid --repository: expected an http or https URL",
        ),
        (
            ("--repository", "https://github.com/a", "--rev", COMMIT),
            "https://github.com/a: expected the URL of a repository",
        ),
    ],
)
def test_what_cannot_be_pinned_is_refused(
    repository: Repository, options: tuple[str, ...], line: str
) -> None:
    status, out, err = init("--github", *options)
    assert (status, out) == (2, [])
    assert err.startswith(f"awesome-lint: {line}")
    assert err.count("\n") == 1
    assert untracked(repository) == []


def test_options_that_mean_nothing_are_refused(repository: Repository) -> None:
    assert init(*PINNED)[2] == (
        "awesome-lint: --repository and --rev require --pre-commit or --github\n"
    )
    assert untracked(repository) == []


def test_a_list_without_a_repository_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    status, _, err = init("--github", *PINNED)
    assert (status, err) == (2, "awesome-lint: README.md: not in a git repository\n")
    assert not (tmp_path / ".github").exists()


@pytest.mark.parametrize(
    ("noted", "expected"),
    [
        (
            {"url": f"{URL}.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            Origin(URL, COMMIT),
        ),
        *(
            (
                {
                    "url": URL,
                    "vcs_info": {"vcs": "git", "commit_id": COMMIT, "requested_revision": asked},
                },
                Origin(URL, COMMIT, tag),
            )
            for asked, tag in (("v1.2.0", "v1.2.0"), ("main", None), ("v1.2 # x", None))
        ),
        ({"url": URL, "vcs_info": []}, None),
        ({"url": "file:///x", "dir_info": {}}, None),
        ({"url": URL, "vcs_info": {"vcs": "hg", "commit_id": COMMIT}}, None),
        (None, None),
    ],
)
def test_what_it_was_installed_from_is_what_it_pins(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    noted: Mapping[str, object] | None,
    expected: Origin | None,
) -> None:
    """As pip notes it: PEP 610, in the metadata of a distribution that Python finds first."""
    note(tmp_path, noted)
    monkeypatch.syspath_prepend(tmp_path)
    if expected is None:
        assert installed() is None
    else:
        assert origin(None, None) == expected
        assert origin("https://example.org/a/b", None) == Origin("https://example.org/a/b", COMMIT)


@pytest.fixture
def clone(tmp_path: Path) -> Repository:
    """A clone of a repository with this tool, as `git clone` leaves it."""
    there = Repository(tmp_path / "there")
    there.commit("pyproject.toml", "")
    made = Repository(tmp_path / "clone")
    made.git("remote", "add", "origin", str(there.folder))
    made.git("fetch", "--quiet", "origin")
    made.git("reset", "--quiet", "--hard", "origin/main")
    return made


@pytest.mark.parametrize(
    "remote",
    [
        f"{URL}.git",
        URL,
        "git@github.com:someone/awesome-lint.git",
        "ssh://git@github.com/someone/awesome-lint.git",
    ],
)
@pytest.mark.parametrize("way", ["pip install .", "pip install -e .", "git+file"])
def test_a_checkout_knows_its_remote_and_its_commit(
    repository: Repository, clone: Repository, remote: str, way: str
) -> None:
    head = clone.git("rev-parse", "HEAD")
    clone.git("remote", "set-url", "origin", remote)
    noted: dict[str, object] = {"url": clone.folder.as_uri(), "dir_info": {}}
    if way == "pip install -e .":
        noted["dir_info"] = {"editable": True}
    elif way == "git+file":
        del noted["dir_info"]
        noted["vcs_info"] = {"vcs": "git", "commit_id": head}
    status, out, err = init("--github", "--pre-commit", noted=noted)
    assert (status, err) == (0, ""), out
    assert f"uses: someone/awesome-lint@{head}\n" in repository.read(FILES[1])
    (repo,) = yaml.safe_load(repository.read(".pre-commit-config.yaml"))["repos"]
    assert (repo["repo"], repo["rev"]) == (URL, head)


def test_git_over_ssh_is_pinned_by_its_web_page(repository: Repository) -> None:
    url = "ssh://git@github.com/someone/awesome-lint.git"
    noted = {"url": url, "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
    assert init("--github", noted=noted)[::2] == (0, "")
    assert f"uses: someone/awesome-lint@{COMMIT}\n" in repository.read(FILES[1])


def test_a_checkout_that_cannot_be_pinned_is_said_with_what_is_missing(
    repository: Repository, clone: Repository, tmp_path: Path
) -> None:
    def said(folder: Path = clone.folder) -> str:
        status, out, err = init("--github", noted={"url": folder.as_uri(), "dir_info": {}})
        assert (status, out, err.count("\n")) == (2, [], 1)
        # No option is found fault with that was not given.
        assert "invalid" not in err
        return err.removeprefix("awesome-lint: cannot pin awesome-lint: ").strip()

    where = clone.folder.as_posix()
    assert said() == f"{where} has no remote on the web; add --repository URL"
    clone.git("remote", "set-url", "origin", URL)
    clone.commit("pyproject.toml", "# not pushed\n")
    assert said() == (
        f"the remote of {where} does not have the commit checked out there; add --rev COMMIT"
    )
    inside = clone.folder / "inside"
    inside.mkdir()
    for folder in (inside, tmp_path / "gone"):
        assert said(folder) == (
            f"{folder.as_posix()}, which it was installed from, is not a git repository;"
            " add --repository URL --rev COMMIT"
        )
    assert untracked(repository) == []


def test_the_past_is_judged_change_by_change(repository: Repository) -> None:
    text = TABLE + row("2024-13", 1)
    for number, date in ((2, "2024-02"), (3, "2024-14")):
        repository.git("switch", "--quiet", "--create", f"add-{number}")
        text += row(date, number)
        repository.commit("README.md", text)
        repository.commit("other.txt", date)
        repository.git("switch", "--quiet", "main")
        repository.git("merge", "--quiet", "--no-ff", "-m", f"Merge #{number}", f"add-{number}")
    repository.commit("other.txt", "no change of the list")
    repository.commit("README.md", text + "\n[x](#nowhere)\n")
    status, out, err = init("--pre-commit", *PINNED)
    assert (status, err) == (0, "")
    assert out[1] == (
        "Of the last 3 merged changes, it would have failed 2 and passed 1 without a problem (links"
        " were not checked):"
    )
    told = [line.split("  ", 3)[-1].strip() for line in out[2:]]
    assert told == [
        "A change",
        "1 problem: 1 missing-anchor",
        "Merge #3",
        "1 problem: 1 invalid-date",
        "Merge #2",
        "no problems",
    ]


def test_one_change_is_told_of_as_one(repository: Repository) -> None:
    repository.write("README.md", TABLE)
    repository.commit()
    out = init("--pre-commit", *PINNED)[1]
    assert out[1].startswith("Of the one merged change, it would have failed 0 and passed 1 ")


def test_a_tag_stands_beside_the_commit_that_it_names_alone(tmp_path: Path) -> None:
    for tag, comment in (("v1.2.0", " # v1.2.0"), (None, "")):
        pinned = Origin(URL, COMMIT, tag)
        texts = [text for _, text in workflows(tmp_path, "README.md", pinned)]
        texts.append(pre_commit(tmp_path, "README.md", pinned)[1])
        lines = [line for text in texts for line in text.splitlines() if COMMIT in line]
        assert len(lines) == 4
        assert all(line.endswith(COMMIT + comment) for line in lines)


def test_before_the_first_commit_there_is_nothing_to_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Repository(tmp_path).write("README.md", TABLE)
    monkeypatch.chdir(tmp_path)
    status, out, err = init("--pre-commit", *PINNED)
    assert (status, err) == (0, "")
    assert out[1:] == ["This list has no merged changes to try it on"]


def test_at_most_twenty_changes_are_tried(repository: Repository) -> None:
    text = TABLE
    for number in range(23):
        text += row("2024-02", number + 10)
        repository.commit("README.md", text)
    out = init("--pre-commit", *PINNED)[1]
    assert out[1].startswith("Of the last 20 merged changes, it would have failed 0 and passed 20 ")
    assert len(out) == 2 + 2 * 20


def test_a_message_of_a_commit_cannot_move_the_cursor(repository: Repository) -> None:
    repository.write("README.md", TABLE)
    repository.git("commit", "--quiet", "--all", "-m", "\x1b[2J" + "x" * 200)
    out = init("--pre-commit", *PINNED)[1]
    assert "\\x1b[2J" in out[2]
    assert "\x1b" not in "".join(out)
    assert out[2].endswith("x…")

"""A hostile contributor: the real steps of the actions, in a checkout full of their files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.actions.rest import Rest
from tests.actions.runner import ROOT, Runner
from tests.actions.test_action import TABLE, pytestmark
from tests.actions.traps import trapped
from tests.history import Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["pytestmark"]

ACTIONS = (ROOT / "action.yml", *sorted((ROOT / ".github" / "actions").glob("*/action.yml")))
LOCK = ROOT / ".github" / "actions" / "requirements.txt"
BAD = "| 2024-14 | New | [p](https://new.example/) |\n"


def test_what_is_installed_is_what_the_lock_names(installed: Mapping[str, str]) -> None:
    """All of it, of these versions, and nothing else but pip and the linter."""
    python = installed["python"]
    done = subprocess.run(
        [
            python,
            "-Im",
            "pip",
            "--isolated",
            "list",
            "--format",
            "json",
            "--disable-pip-version-check",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    found = {
        re.sub(r"[-_.]+", "-", one["name"]).lower(): one["version"]
        for one in json.loads(done.stdout)
    }
    locked = dict(re.findall(r"(?m)^([\w-]+)==(\S+)", LOCK.read_text(encoding="utf-8")))
    assert found.pop("awesome-lint")
    found.pop("pip")
    found.pop("setuptools", None)  # comes with the venv of Python 3.11
    assert found.items() <= locked.items()
    assert {"aiohttp", "hatchling", "jsonschema"} <= found.keys()
    subprocess.run([python, "-Im", "pip", "check"], check=True, cwd="/", capture_output=True)


def test_the_lock_names_hashes_and_no_address() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text
    for block in re.split(r"(?m)^(?=\w)", text)[1:]:
        assert re.match(
            r"[\w-]+==\S+ (?:; .*)?\\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+\Z", block
        )


def test_a_package_with_another_hash_is_not_installed(tmp_path: Path) -> None:
    """The action with one digit of one hash changed."""
    action = tmp_path / "action"
    shutil.copytree(ROOT / ".github", action / ".github")
    lock = action / ".github" / "actions" / "requirements.txt"
    text = lock.read_text(encoding="utf-8")
    start = text.index("click==")
    end = text.index("\n", text.rindex("--hash", start, text.index("\ndefusedxml==")))
    forged = re.sub("(?<=sha256:)[0-9a-f]{8}", "0" * 8, text[start:end])
    lock.write_text(forged, encoding="utf-8")
    (action / "action.yml").write_bytes((ROOT / "action.yml").read_bytes())
    runner = Runner(tmp_path / "runner", action / "action.yml", tmp_path)
    done = runner.step("Install awesome-lint")
    assert done.returncode
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
    assert "::error title=awesome-lint::cannot be installed" in done.stdout
    assert "python" not in runner.outputs["install"]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda path: path.parent.name)
def test_no_step_runs_in_the_checkout(action: Path) -> None:
    steps = yaml.safe_load(action.read_text(encoding="utf-8"))["runs"]["steps"]
    for step in (one for one in steps if "run" in one):
        assert step["env"]["BASH_ENV"] == ""
        place = step["working-directory"]
        assert place.startswith("${{ runner.temp }}")
        # One command, of an isolated Python that an absolute path names.
        assert re.fullmatch(
            r'"\$ACTION_PYTHON" -I(?:m [\w.]+| "\$GITHUB_ACTION_PATH[/.\w]+")\n', step["run"]
        )


class Fork:
    """A pull request of a fork, merged as GitHub does, with the runner that checks it."""

    def __init__(
        self, folder: Path, installed: Mapping[str, str], streams: pytest.CaptureFixture[str]
    ) -> None:
        self.repository = Repository(folder / "work")
        self.folder = self.repository.folder
        self._place = folder
        self._installed = installed
        self._streams = streams
        self._tip = ""
        self._before = ""

    def base(self, **files: str) -> None:
        for name, text in files.items():
            self.repository.write(name, text)
        self.repository.commit()
        self.repository.git("switch", "--quiet", "--create", "patch")

    def merge(self) -> None:
        """Commit what was done to the branch, and merge it."""
        self._tip = self.repository.commit()
        self._before = self.repository.git("rev-parse", "main")
        self.repository.git("switch", "--quiet", "--detach", "main")
        self.repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "patch")

    def event(self, theirs: str = "guest/list") -> dict[str, Any]:
        head = {"sha": self._tip, "repo": {"full_name": theirs}}
        base = {"sha": self._before}
        return {
            "repository": {"full_name": "owner/list"},
            "pull_request": {"base": base, "head": head},
        }

    def check(
        self, name: str = "pull_request", theirs: str = "guest/list", **inputs: str
    ) -> tuple[subprocess.CompletedProcess[str], list[tuple[str, int, str]]]:
        """What the step that checks does, and what it reports: file, line and rule."""
        runner, inputs, environment = self._prepared(name, theirs, inputs)
        done = runner.step_inside(self._streams, "Check", inputs, **environment)
        return self._reported(runner, done)

    def check_as_on_the_runner(
        self,
        name: str = "pull_request",
        theirs: str = "guest/list",
        variables: Mapping[str, str] | None = None,
        **inputs: str,
    ) -> tuple[subprocess.CompletedProcess[str], list[tuple[str, int, str]]]:
        """The same by bash and the Python in which the action was installed."""
        runner, inputs, environment = self._prepared(name, theirs, inputs)
        done = runner.step("Check", inputs, **environment, **(variables or {}))
        return self._reported(runner, done)

    def _prepared(
        self, name: str, theirs: str, inputs: dict[str, str]
    ) -> tuple[Runner, dict[str, str], dict[str, str]]:
        """A runner, the inputs and the variables of the step."""
        file = self._place / "event.json"
        file.write_text(json.dumps(self.event(theirs)), encoding="utf-8")
        runner = Runner(self._place, ROOT / "action.yml", self.folder)
        runner.skip_install(self._installed)
        environment = {
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(file),
            "GITHUB_SHA": self.repository.git("rev-parse", "main"),
        }
        return runner, {"links": "none", "report": "comment"} | inputs, environment

    @staticmethod
    def _reported(
        runner: Runner, done: subprocess.CompletedProcess[str]
    ) -> tuple[subprocess.CompletedProcess[str], list[tuple[str, int, str]]]:
        assert "Traceback" not in done.stderr
        report = runner.outputs["check"].get("report")
        if report is None or done.returncode == 2:
            return done, []
        found = json.loads(Path(report).read_bytes())["diagnostics"]
        return done, [(one["path"], one["line"], one["rule"]) for one in found]


@pytest.fixture
def fork(tmp_path: Path, installed: Mapping[str, str], capfd: pytest.CaptureFixture[str]) -> Fork:
    return Fork(tmp_path, installed, capfd)


def test_nothing_of_the_branch_is_run_by_its_check(fork: Fork) -> None:
    fork.base(**{"README.md": TABLE})
    trap = trapped(fork.folder)
    fork.repository.write("README.md", TABLE + BAD)
    fork.merge()
    done, found = fork.check_as_on_the_runner(variables=trap.variables())
    assert (done.returncode, found) == (1, [("README.md", 5, "invalid-date")]), done.stderr
    assert trap.sprung() == ""


@pytest.mark.parametrize(
    ("action", "step"), [("comment", "Comment"), ("link-rot", "Check the links")]
)
def test_nor_by_the_companions(
    action: str, step: str, tmp_path: Path, installed: Mapping[str, str]
) -> None:
    repository = Repository(tmp_path / "work")
    trap = trapped(repository.folder)
    repository.commit("README.md", "# List\n")
    file = ROOT / ".github" / "actions" / action / "action.yml"
    runner = Runner(tmp_path, file, repository.folder)
    runner.skip_install(installed)
    (tmp_path / "event.json").write_text("{}", encoding="utf-8")
    rest = Rest()
    with rest.server() as api:
        done = runner.step(
            step,
            {"token": "none"},
            **rest.environment(api) | trap.variables(),
            GITHUB_SERVER_URL=repository.folder.parent.as_uri(),
            GITHUB_EVENT_NAME="push",
            GITHUB_EVENT_PATH=str(tmp_path / "event.json"),
        )
    # They were run, and said no in a line.
    assert done.returncode == 2
    assert re.fullmatch(r"::error title=awesome-lint::[^\n]+\n", done.stderr)
    assert trap.sprung() == ""


@pytest.mark.parametrize("out", ["branch", "merge", "index", "below"])
def test_a_branch_that_is_checked_out_with_rights_is_refused(fork: Fork, out: str) -> None:
    fork.base(**{"README.md": TABLE})
    fork.repository.write("README.md", TABLE + BAD)
    fork.merge()
    git = fork.repository.git
    if out == "branch":
        git("switch", "--quiet", "patch")
    elif out in {"index", "below"}:
        git("switch", "--quiet", "main")
    if out == "index":
        git("checkout", "patch", "--", ".")
    if out == "below":
        git("clone", "--quiet", "--branch", "patch", ".", "pr")
    done, _ = fork.check_as_on_the_runner(
        "pull_request_target", paths="pr" if out == "below" else ""
    )
    assert done.returncode == 2
    assert done.stderr == (
        "::error title=awesome-lint::pull_request_target runs with the permissions and secrets of"
        " this repository, so the"
        " branch of a pull request must not be checked out: use pull_request\n"
    )


def test_the_base_may_be_checked_out_with_rights(fork: Fork) -> None:
    fork.base(**{"README.md": TABLE})
    fork.repository.write("README.md", TABLE + BAD)
    fork.merge()
    fork.repository.git("switch", "--quiet", "main")
    done, found = fork.check_as_on_the_runner("pull_request_target")
    # Then there is nothing to check, which is said rather than passed.
    assert done.returncode == 2
    assert found == []
    assert "checks out the base, not the pull request" in done.stderr
    # Nor is a branch refused that was merged by now.
    fork.repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "patch")
    assert fork.check_as_on_the_runner("pull_request_target")[0].returncode == 1


GOOD = "| 2024-02 | Good | [p](https://good.example/) |\n"
OLD = "| 2024-13 | Old | [o](https://old.example/) |\n"
LISTS = {"README.md": TABLE + GOOD, "docs/a.md": TABLE + GOOD, "docs/deep/b.md": TABLE + GOOD}


def write(fork: Fork, **files: str) -> None:
    for name, text in files.items():
        fork.repository.write(name, text)


def hide_by_gitignore(fork: Fork) -> None:
    write(fork, **{".gitignore": "docs\n"})


def hide_by_gitignore_below(fork: Fork) -> None:
    write(fork, **{"docs/deep/.gitignore": "*\n"})


def hide_by_environment(fork: Fork) -> None:
    write(fork, **{"docs/deep/pyvenv.cfg": "home = /usr\n"})


def hide_by_folder(fork: Fork) -> None:
    write(fork, **{"docs/deep/pyvenv.cfg/x": ""})


def hide_by_hidden_name(fork: Fork) -> None:
    fork.repository.git("mv", "docs/deep/b.md", "docs/deep/.b.md")


def hide_by_hidden_folder(fork: Fork) -> None:
    fork.repository.git("mv", "docs/deep", "docs/.deep")


def hide_by_suffix(fork: Fork) -> None:
    fork.repository.git("mv", "docs/deep/b.md", "docs/deep/b.txt")


def hide_outside(fork: Fork) -> None:
    fork.repository.git("mv", "docs/deep/b.md", "b.md")


def hide_by_installed(fork: Fork) -> None:
    (fork.folder / "docs" / "node_modules").mkdir()
    fork.repository.git("mv", "docs/deep/b.md", "docs/node_modules/b.md")


def hide_by_link_to_folder(fork: Fork) -> None:
    fork.repository.git("mv", "docs/deep", "elsewhere")
    (fork.folder / "docs" / "deep").symlink_to("../elsewhere")


def hide_by_folder_name(fork: Fork) -> None:
    fork.repository.git("mv", "docs", "moved")


@pytest.mark.parametrize(
    "hide",
    [value for name, value in sorted(globals().items()) if name.startswith("hide_")],
    ids=lambda hide: hide.__name__,
)
def test_a_list_of_the_base_is_checked_wherever_it_went(
    fork: Fork, hide: Callable[[Fork], None]
) -> None:
    fork.base(**LISTS, **{".gitignore": "build\n", "docs/.gitignore": "# none\n"})
    write(fork, **{"docs/deep/b.md": TABLE + GOOD + BAD})
    hide(fork)
    fork.merge()
    done, found = fork.check(paths="docs")
    assert done.returncode == 1, done.stdout + done.stderr
    assert [(line, rule) for _, line, rule in found] == [(6, "invalid-date")]
    # Nothing is left of how it was found.
    assert fork.repository.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("name", "paths"),
    [("LIST.md", ""), ("docs/README.md", "README.md"), (".README.md", "./README.md")],
)
def test_a_renamed_readme_is_checked(fork: Fork, name: str, paths: str) -> None:
    fork.base(**{"README.md": TABLE + GOOD})
    fork.repository.write("README.md", TABLE + GOOD + BAD)
    (fork.folder / "docs").mkdir()
    fork.repository.git("mv", "README.md", name)
    fork.merge()
    done, found = fork.check(paths=paths)
    assert (done.returncode, found) == (1, [(name, 6, "invalid-date")]), done.stderr


def test_another_readme_does_not_take_the_place_of_the_list(fork: Fork) -> None:
    fork.base(**{"README.md": TABLE + GOOD})
    write(fork, **{"README.md": TABLE + GOOD + BAD, "README.MARKDOWN": "# Nothing\n"})
    fork.merge()
    done, found = fork.check()
    assert (done.returncode, found) == (1, [("README.md", 6, "invalid-date")]), done.stderr


def test_a_list_that_is_gone_is_no_defect(fork: Fork) -> None:
    fork.base(**LISTS)
    fork.repository.git("rm", "--quiet", "docs/deep/b.md")
    fork.merge()
    done, found = fork.check(paths="docs")
    assert (done.returncode, found) == (0, []), done.stderr


def test_links_of_the_base_are_followed(fork: Fork) -> None:
    """A sound repository: a link to a folder, one to nothing, one to a list."""
    fork.base(**LISTS)
    fork.repository.git("switch", "--quiet", "main")
    (fork.folder / "all").symlink_to("docs")
    (fork.folder / "docs" / "gone.md").symlink_to("nowhere.md")
    (fork.folder / "docs" / "c.md").symlink_to("../README.md")
    fork.repository.commit()
    fork.repository.git("switch", "--quiet", "--force-create", "patch")
    write(fork, **{"docs/a.md": TABLE + GOOD + BAD, "README.md": TABLE + GOOD + BAD})
    (fork.folder / "docs" / "new.md").symlink_to("a.md")
    fork.merge()
    for paths in ("docs", "all"):
        done, found = fork.check(paths=paths)
        assert done.returncode == 1, done.stderr
        assert [(line, rule) for _, line, rule in found] == [(6, "invalid-date")] * 2


OUT = "cannot check: symbolic link out of the repository"
OTHER = "cannot check: the pull request replaces it by something other than a file"


@pytest.mark.parametrize(
    ("target", "paths", "why"),
    [
        ("../outside.md", "", OUT),
        ("../outside.md", ".", OUT),
        ("/proc/self/environ", "README.md", OUT),
        (".git/config", ".", OUT),
        ("docs", ".", OTHER),
        ("nowhere", "README.md", OTHER),
    ],
)
def test_a_list_that_becomes_a_link_out_is_refused(
    fork: Fork, target: str, paths: str, why: str
) -> None:
    fork.base(**LISTS)
    (fork.folder.parent / "outside.md").write_text("# secret\n", encoding="utf-8")
    (fork.folder / "README.md").unlink()
    (fork.folder / "README.md").symlink_to(target)
    fork.merge()
    done, _ = fork.check_as_on_the_runner(paths=paths)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith(f"README.md: {why}")
    assert "secret" not in done.stdout + done.stderr


def test_a_new_link_leads_no_check_out(fork: Fork) -> None:
    fork.base(**LISTS)
    (fork.folder / "docs" / "new.md").symlink_to("/proc/self/environ")
    fork.merge()
    done, _ = fork.check_as_on_the_runner(paths="docs")
    assert done.returncode == 2
    assert "docs/new.md: cannot check: symbolic link out" in done.stderr


def test_another_encoding_of_the_checkout_is_refused(fork: Fork) -> None:
    """In UTF-7, `|` is `+AHw-`: no table is left of what GitHub shows."""
    fork.base(**LISTS)
    write(fork, **{".gitattributes": "*.md working-tree-encoding=UTF-7\n"})
    fork.merge()
    done, _ = fork.check()
    assert done.returncode == 2
    assert (
        ".gitattributes: cannot check: the pull request changes the encoding of files"
        in done.stderr
    )


@pytest.mark.parametrize(
    ("matter", "hidden"),
    [
        (f"---\ntitle: List\n{TABLE}{BAD}---\n", True),
        ("---\ntitle: List\n---\n" + TABLE + GOOD, False),
        ("---\ntitle: List\n- [New](https://new.example/)\n---\n" + TABLE + GOOD, True),
    ],
)
def test_front_matter_swallows_no_list(fork: Fork, matter: str, *, hidden: bool) -> None:
    before = "---\ntitle: A list\nurl: https://x.example/\n---\n" if not hidden else ""
    fork.base(**{"README.md": before + TABLE + GOOD})
    write(fork, **{"README.md": matter})
    fork.merge()
    done, _ = fork.check()
    assert done.returncode == (2 if hidden else 0), done.stdout + done.stderr
    assert ("the change moves part of the list into its front matter" in done.stderr) is hidden


IGNORE = "<!-- awesome-lint: ignore invalid-date -->"
OFF, ON = "<!-- awesome-lint: off invalid-date -->", "<!-- awesome-lint: on -->"
NEXT = GOOD.replace("good.", "next.").replace("Good", "Next")


def table(*parts: str) -> str:
    """Tables with these rows; a comment that stands alone ends one table, and begins another."""
    head = TABLE.partition("\n\n")[2]
    text = "# List\n\n" + head
    for part in parts:
        text += f"\n{part}\n\n{head}" if part in {OFF, ON} or "ignore-file" in part else part
    return text


def inline(row: str, comment: str = IGNORE) -> str:
    return row.replace(" |\n", f" {comment} |\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (table(GOOD), table(GOOD, inline(BAD))),
        (table(GOOD), table(GOOD, OFF, BAD)),
        (table(GOOD), table(GOOD, "<!-- awesome-lint: ignore-file invalid-date -->", BAD)),
        (table(GOOD), "<!-- awesome-lint: off -->\n\n" + table(GOOD, BAD)),
        # The comment was there, for another row.
        (table(inline(OLD), GOOD), table(inline(BAD), GOOD)),
        # An end is taken away, or a beginning moved.
        (table(OFF, OLD, ON, GOOD, NEXT), table(OFF, OLD, GOOD, BAD, NEXT)),
        (table(GOOD, NEXT, OFF, OLD), table(OFF, BAD, GOOD, NEXT, OLD)),
    ],
)
@pytest.mark.parametrize("links", ["none", "all"])
def test_a_comment_that_comes_with_the_change_hides_nothing(
    fork: Fork, old: str, new: str, links: str
) -> None:
    fork.base(**{"README.md": old})
    write(fork, **{"README.md": new})
    fork.merge()
    more = {"links": "none"} if links == "none" else {"links": "all", "args": "--offline"}
    done, found = fork.check(**more)
    assert done.returncode == 1, done.stdout + done.stderr
    line = 1 + new[: new.index("2024-14")].count("\n")
    assert ("README.md", line, "invalid-date") in found
    if links == "none":
        assert len(found) == 1
    assert re.search(
        r"'2024-14'[^\n]*; “awesome-lint: [^”\n]*” on line \d+ is not trusted because the change"
        r" comes from a fork",
        done.stdout,
    )
    if links == "none":
        # A branch of the repository's own may hide what it likes.
        assert fork.check(theirs="owner/list")[0].returncode == 0


def test_the_base_may_trust_comments(fork: Fork) -> None:
    trust = "[github]\ntrust_suppressions = true\n"
    fork.base(**{"README.md": table(GOOD), ".awesome-lint.toml": trust})
    write(fork, **{"README.md": table(GOOD, inline(BAD))})
    fork.merge()
    done, found = fork.check()
    assert (done.returncode, found) == (0, []), done.stdout


def test_a_fork_may_not_trust_itself(fork: Fork) -> None:
    fork.base(**{"README.md": table(GOOD)})
    trust = "[github]\ntrust_suppressions = true\n"
    write(fork, **{"README.md": table(GOOD, inline(BAD)), ".awesome-lint.toml": trust})
    fork.merge()
    assert fork.check()[0].returncode == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The entry is edited: by its link, by its title, by both in part.
        (table(inline(OLD), GOOD), table(inline(OLD.replace("Old", "Older")), GOOD)),
        (table(inline(OLD), GOOD), table(inline(OLD.replace("old.ex", "new.ex")), GOOD)),
        # It is moved, with its comment; another row comes beside it.
        (table(inline(OLD), GOOD), table(GOOD, inline(OLD), NEXT)),
        # A row comes into a stretch that is off, at its beginning, its end, or within it.
        (table(OFF, OLD, GOOD, ON, NEXT), table(OFF, BAD, OLD, GOOD, ON, NEXT)),
        (table(OFF, OLD, GOOD, ON, NEXT), table(OFF, OLD, GOOD, BAD, ON, NEXT)),
        (table(OFF, OLD, GOOD, ON, NEXT), table(OFF, OLD, BAD, GOOD, ON, NEXT)),
        # The whole file is off.
        (
            table("<!-- awesome-lint: ignore-file invalid-date -->", OLD),
            table("<!-- awesome-lint: ignore-file invalid-date -->", OLD, BAD),
        ),
    ],
)
def test_a_comment_of_the_base_holds(fork: Fork, old: str, new: str) -> None:
    fork.base(**{"README.md": old})
    write(fork, **{"README.md": new})
    fork.merge()
    done, found = fork.check()
    assert (done.returncode, found) == (0, []), done.stdout + done.stderr

"""A hostile contributor: the real steps of the actions, in a checkout full of their files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.actions.rest import Rest
from tests.actions.test_action import ROOT, TABLE, Runner, pytestmark
from tests.history import Repository

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["pytestmark"]

ACTIONS = (ROOT / "action.yml", *sorted((ROOT / ".github" / "actions").glob("*/action.yml")))
LOCK = ROOT / ".github" / "actions" / "requirements.txt"
BAD = "| 2024-14 | New | [p](https://new.example/) |\n"
# What is run as such, and what the linter is made of.
PACKAGES = ("lint", "lint/actions", "pip", "venv", "ensurepip", "hatchling", "click", "aiohttp")


class Trap:
    """Files and variables that leave a mark when anything of them is run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mark = folder.parent / "mark"
        python = f"open({str(self.mark)!r}, 'a').write(__file__ + '\\n')\n"
        shell = f"echo bash >> {str(self.mark)!r}\n"
        names = {*sys.stdlib_module_names, "sitecustomize", "usercustomize"}
        self.files = {f"{name}.py": python for name in names}
        for package in PACKAGES:
            self.files |= {f"{package}/{name}.py": python for name in ("__init__", "__main__")}
        for name in ("env.sh", ".bashrc", ".bash_profile", ".profile"):
            self.files[name] = shell
        for name in ("git", "python", "python3", "mktemp", "mkdir"):
            self.files[name] = f"#!/bin/sh\n{shell}"
        self.files |= {
            "setup.py": python,
            "setup.cfg": "[install]\nprefix = stolen\n",
            "pip.conf": "[install]\ntarget = stolen\n[global]\nno-index = true\n",
            "hatch.toml": '[build.hooks.custom]\npath = "token.py"\n',
            "requirements.txt": "./evil\n",
            "lib/python3/site-packages/evil.pth": f"import os; {python}",
        }

    def variables(self) -> dict[str, str]:
        """What an earlier step, or the workflow, may have left for all later ones."""
        here = str(self.folder)
        return {
            "BASH_ENV": f"{here}/env.sh",
            "ENV": f"{here}/env.sh",
            "PYTHONPATH": here,
            "PYTHONHOME": here,
            "PYTHONSTARTUP": f"{here}/token.py",
            "PYTHONUSERBASE": here,
            "PYTHONINSPECT": "1",
            "PYTHONPYCACHEPREFIX": f"{here}/cache",
            "PYTHONWARNINGS": "error",
            "PYTHONBREAKPOINT": "token.evil",
            "PIP_CONFIG_FILE": f"{here}/pip.conf",
            "PIP_TARGET": f"{here}/stolen",
            "PIP_PREFIX": f"{here}/stolen",
            "PIP_USER": "1",
            "PIP_REQUIREMENT": f"{here}/requirements.txt",
            "PIP_NO_BINARY": ":all:",
            "HATCH_BUILD_HOOKS_ENABLE": "true",
        }

    def sprung(self) -> str:
        return self.mark.read_text(encoding="utf-8") if self.mark.exists() else ""


def trapped(folder: Path) -> Trap:
    """A checkout at `folder` in which everything is a trap."""
    trap = Trap(folder)
    for name, text in trap.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if text.startswith("#!"):
            file.chmod(0o755)
    return trap


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What the step that installs leaves, run in a checkout full of traps."""
    folder = tmp_path_factory.mktemp("hostile")
    trap = trapped(folder / "work")
    before = sorted(trap.folder.rglob("*"))
    runner = Runner(folder, ROOT / "action.yml", trap.folder)
    done = runner.step("Install awesome-lint", **trap.variables())
    assert done.returncode == 0, done.stdout + done.stderr
    assert trap.sprung() == ""
    assert sorted(trap.folder.rglob("*")) == before
    return runner.outputs["install"]


def test_what_is_installed_is_what_the_lock_names(installed: Mapping[str, str]) -> None:
    """All of it, of these versions, and nothing else but pip and the linter."""
    python = installed["python"]
    done = subprocess.run(
        [python, "-Im", "pip", "list", "--format", "json", "--disable-pip-version-check"],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    found = {
        one["name"].lower().replace("_", "-"): one["version"] for one in json.loads(done.stdout)
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

    def __init__(self, folder: Path, installed: Mapping[str, str]) -> None:
        self.repository = Repository(folder / "work")
        self.folder = self.repository.folder
        self._place = folder
        self._installed = installed
        self._tip = ""

    def base(self, **files: str) -> None:
        for name, text in files.items():
            self.repository.write(name, text)
        self.repository.commit()
        self.repository.git("switch", "--quiet", "--create", "patch")

    def merge(self) -> None:
        """Commit what was done to the branch, and merge it."""
        self._tip = self.repository.commit()
        self.repository.git("switch", "--quiet", "--detach", "main")
        self.repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "patch")

    def event(self, theirs: str = "guest/list") -> dict[str, Any]:
        head = {"sha": self._tip, "repo": {"full_name": theirs}}
        base = {"sha": self.repository.git("rev-parse", "main")}
        return {
            "repository": {"full_name": "owner/list"},
            "pull_request": {"base": base, "head": head},
        }

    def check(
        self,
        name: str = "pull_request",
        theirs: str = "guest/list",
        variables: Mapping[str, str] | None = None,
        **inputs: str,
    ) -> tuple[subprocess.CompletedProcess[str], list[tuple[str, int, str]]]:
        """The step that checks, and what it reports: file, line and rule."""
        file = self._place / "event.json"
        file.write_text(json.dumps(self.event(theirs)), encoding="utf-8")
        runner = Runner(self._place, ROOT / "action.yml", self.folder)
        runner.skip_install(self._installed)
        done = runner.step(
            "Check",
            {"links": "none", "report": "comment"} | inputs,
            GITHUB_EVENT_NAME=name,
            GITHUB_EVENT_PATH=str(file),
            GITHUB_SHA=self.repository.git("rev-parse", "main"),
            **(variables or {}),
        )
        assert "Traceback" not in done.stderr
        report = runner.outputs["check"].get("report")
        if report is None or done.returncode == 2:
            return done, []
        found = json.loads(Path(report).read_bytes())["diagnostics"]
        return done, [(one["path"], one["line"], one["rule"]) for one in found]


@pytest.fixture
def fork(tmp_path: Path, installed: Mapping[str, str]) -> Fork:
    return Fork(tmp_path, installed)


def test_nothing_of_the_branch_is_run_by_its_check(fork: Fork) -> None:
    fork.base(**{"README.md": TABLE})
    trap = trapped(fork.folder)
    fork.repository.write("README.md", TABLE + BAD)
    fork.merge()
    done, found = fork.check(variables=trap.variables())
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
    assert re.fullmatch(r"awesome-lint: [^\n]+\n", done.stderr)
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
    done, _ = fork.check("pull_request_target", paths="pr" if out == "below" else "")
    assert done.returncode == 2
    assert done.stderr == (
        "awesome-lint: pull_request_target runs with the rights and secrets of this repository, so"
        " the branch of a pull request must not be checked out in it: check it on pull_request\n"
    )


def test_the_base_may_be_checked_out_with_rights(fork: Fork) -> None:
    fork.base(**{"README.md": TABLE})
    fork.repository.write("README.md", TABLE + BAD)
    fork.merge()
    fork.repository.git("switch", "--quiet", "main")
    done, found = fork.check("pull_request_target")
    assert (done.returncode, found) == (0, []), done.stderr
    # Nor is a branch refused that was merged by now.
    fork.repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "patch")
    assert fork.check("pull_request_target")[0].returncode == 1

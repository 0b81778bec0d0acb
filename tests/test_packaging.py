"""The wheel holds what the program needs, and works in an environment that has nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import lint
from tests.command import call

if TYPE_CHECKING:
    import subprocess

ROOT = Path(__file__).parents[1]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
# Building and installing fetch packages from the index.
PATIENCE = 300


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return call(command, environment | {"PYTHONUTF8": "1"}, cwd=cwd, patience=PATIENCE)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment with the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / SCRIPTS / "python"
    done = run(python, "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / SCRIPTS


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder with the examples alone: no checkout to find a schema in."""
    return shutil.copytree(ROOT / "examples", tmp_path / "examples")


def test_wheel_holds_the_package_and_its_schemas_and_no_other_name(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {
        "lint",
        f"awesome_lint-{lint.__version__}.dist-info",
    }
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "lint").rglob("*.py")}
    schemas = {f"lint/schema/{path.name}" for path in (ROOT / "schema").glob("*.json")}
    pages = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "lint/reporters/html").iterdir()
        if path.suffix in {".css", ".jinja", ".js"}
    }
    assert schemas
    assert len(pages) == 3
    assert modules | schemas | pages | {"lint/py.typed"} <= set(names)


@pytest.mark.parametrize(
    "command",
    [["awesome-lint"], ["awesome-list-lint"], ["python", "-Im", "lint"]],
    ids=" ".join,
)
def test_installed_wheel_says_its_version(programs: Path, empty: Path, command: list[str]) -> None:
    done = run(programs / command[0], *command[1:], "--version", cwd=empty)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"awesome-lint {lint.__version__}, ")


def test_installed_wheel_has_its_schemas(programs: Path, empty: Path) -> None:
    done = run(programs / "awesome-lint", "schema", "entry", cwd=empty)
    assert done.returncode == 0, done.stderr
    written = (ROOT / "schema" / "entry.schema.json").read_text(encoding="utf-8")
    assert json.loads(done.stdout) == json.loads(written)


def test_installed_wheel_checks_a_list(programs: Path, empty: Path) -> None:
    done = run(
        programs / "awesome-lint", "--offline", "--format", "json", "attention.md", cwd=empty
    )
    assert done.returncode == 1, done.stderr
    found = {(one["line"], one["rule"]) for one in json.loads(done.stdout)["diagnostics"]}
    assert found == planted()


def planted() -> set[tuple[int, str]]:
    """The lines and rules that examples/README.md names."""
    text = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| \[`([a-z-]+)`\]", text, re.MULTILINE)
    assert rows
    return {(int(line), rule) for line, rule in rows}


def test_changelog_has_unreleased_changes_on_top() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings[0] == "[Unreleased]"

"""The workflows hold no known weakness, follow GitHub's schema, and pin what they use."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=sysconfig.get_path("scripts"))
    assert zizmor is not None, "zizmor is among the development dependencies"
    done = run(zizmor, "--offline", "--no-progress", "--pedantic", *map(str, WORKFLOWS))
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_follow_the_schema_of_github() -> None:
    validate = [sys.executable, "-m", "check_jsonschema"]
    done = run(*validate, "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_and_name_their_version(path: Path) -> None:
    uses = re.findall(r"^\s*(?:- )?uses: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert uses
    for one in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)


def test_ci_runs_every_python_that_the_project_names() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', project)
    matrix = re.search(r"python: \[(.*)\]", workflow)
    assert matrix is not None
    assert re.findall(r'"([\d.]+)"', matrix[1]) == named


def test_pre_commit_accepts_the_configuration_and_the_hook() -> None:
    for check, name in (
        ("validate-config", ".pre-commit-config.yaml"),
        ("validate-manifest", ".pre-commit-hooks.yaml"),
    ):
        done = run(sys.executable, "-m", "pre_commit", check, name)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["try_it", "test_it"])
def test_the_gate_runs_the_commands_of_the_readme(name: str) -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    repeated = re.search(rf"^{name}='(.*)'$", gate, re.MULTILINE)
    assert repeated is not None
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"```sh\n{repeated[1]}\n```" in readme

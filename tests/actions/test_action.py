"""The shell steps of the actions, run as a runner does: bash, its files, a fake event, loopback."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.actions.rest import Rest
from tests.actions.runner import BASH, ROOT, Runner
from tests.actions.test_comment import SHA, Hub, archive, diagnostic, report, row
from tests.history import Repository
from tests.links.routes import odd
from tests.links.server import Server

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = "# List\n\n| Date | Title | Link |\n| --- | --- | --- |\n"

pytestmark = pytest.mark.skipif(
    BASH is None or os.name == "nt", reason="runs bash as a Linux runner has it"
)


def test_it_is_installed_from_the_actions_own_checkout(installed: Mapping[str, str]) -> None:
    code = "import lint.actions.check, sys; print(lint.__file__); print(sys.prefix)"
    done = subprocess.run(
        [installed["python"], "-Ic", code], capture_output=True, text=True, check=True, cwd="/"
    )
    place, prefix = done.stdout.splitlines()
    assert place.startswith(prefix)


@pytest.mark.parametrize("name", ["comment", "link-rot"])
def test_its_companions_install_the_same(name: str) -> None:
    action = ROOT / ".github" / "actions" / name / "action.yml"
    own, companion = (
        yaml.safe_load(file.read_text(encoding="utf-8"))["runs"]["steps"]
        for file in (ROOT / "action.yml", action)
    )
    here, up = "$GITHUB_ACTION_PATH", "/../../.."
    assert companion[1] == own[1] | {"run": own[1]["run"].replace(here, here + up)}
    assert companion[0] == own[0]
    assert Path(f"{action.parent}{up}", ".github", "actions", "install.py").is_file()


@pytest.fixture
def web() -> Any:
    with Server(odd) as server:
        yield server


@pytest.fixture
def runner(tmp_path: Path, installed: Mapping[str, str], web: Server) -> Runner:
    """A runner with a pull request of a fork, which adds two rows and turns off a rule."""
    repository = Repository(tmp_path / "work")
    old = f"| 2024-13 | Old | [p]({web.url('/status/404/old')}) |\n"
    settings = '[links]\nallow_addresses = ["127.0.0.0/8"]\n'
    repository.write(".awesome-lint.toml", settings)
    repository.commit("README.md", TABLE + old)
    repository.git("switch", "--quiet", "--create", "patch")
    repository.write(".awesome-lint.toml", "ignore = ['invalid-date']\n" + settings)
    new = f"| 2024-14 | New | [p]({web.url('/status/404')}) |\n"
    new += f"| 2024-02 | Good | [p]({web.url('/status/200')}) |\n"
    tip = repository.commit("README.md", TABLE + old + new)
    repository.git("switch", "--quiet", "--detach", "main")
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "patch")
    base = repository.git("rev-parse", "main")
    event = {
        "repository": {"full_name": "owner/list"},
        "pull_request": {
            "base": {"sha": base},
            "head": {"sha": tip, "repo": {"full_name": "guest/list"}},
        },
    }
    (tmp_path / "event.json").write_text(json.dumps(event), encoding="utf-8")
    made = Runner(tmp_path, ROOT / "action.yml", repository.folder)
    made.skip_install(installed)
    return made


def check(
    runner: Runner, event: str = "pull_request", **inputs: str
) -> subprocess.CompletedProcess[str]:
    return runner.step(
        "Check",
        {key.replace("_", "-"): value for key, value in inputs.items()},
        GITHUB_EVENT_NAME=event,
        GITHUB_EVENT_PATH=str(runner.temp.parent / "event.json"),
    )


def test_a_pull_request_is_checked(runner: Runner, web: Server) -> None:
    done = check(runner, report="comment sarif")
    assert done.returncode == 1, done.stderr
    commands = [line.partition("title=")[2].partition("::")[0] for line in done.stdout.splitlines()]
    assert sorted(filter(None, commands)) == ["broken-link", "invalid-date"]
    assert "file=README.md,line=6" in done.stdout
    # Only the links that it adds were asked for.
    assert {one.path for one in web.requests} == {"/status/404", "/status/200"}
    outputs = runner.outputs["check"]
    assert outputs["status"] == "1"
    found = json.loads(Path(outputs["report"]).read_bytes())
    assert {one["line"] for one in found["diagnostics"]} == {6}
    assert json.loads(Path(outputs["sarif"]).read_bytes())["version"] == "2.1.0"
    assert json.loads(Path(outputs["rows"]).read_bytes())["count"] == 2
    assert "invalid-date" in runner.summary.read_text(encoding="utf-8")
    assert "using the version of the base" in done.stderr
    # The answers are where the next step keeps them.
    assert any((runner.temp / "awesome-lint" / "cache").iterdir())


def test_inputs_choose_what_is_done(runner: Runner, web: Server) -> None:
    done = check(runner, links="none", fail_on="never", paths="README.md", args="--severity error")
    assert done.returncode == 0, done.stderr
    assert "title=invalid-date" in done.stdout
    assert web.requests == []
    assert "sarif" not in runner.outputs["check"]
    assert "rows" not in runner.outputs["check"]
    done = check(runner, links="all", report="concise=all.txt")
    assert done.returncode == 1
    assert "README.md:5:" in (runner.workspace / "all.txt").read_text(encoding="utf-8")
    assert check(runner, paths="gone.md").returncode == 2


COUNTS = {"errors": "2", "warnings": "0", "broken": "1", "unverified": "0", "entries": "3"}


def test_outputs_count_what_was_found(runner: Runner) -> None:
    assert check(runner).returncode == 1
    outputs = runner.outputs["check"]
    assert {name: outputs.get(name) for name in COUNTS} == COUNTS
    # An action that does not say what it has set says nothing to the steps after it.
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert {*COUNTS, "status", "report", "sarif"} == set(action["outputs"])


def test_the_configuration_may_be_named(runner: Runner) -> None:
    text = "ignore = ['invalid-date']\n"
    (runner.workspace / "lenient.toml").write_text(text, encoding="utf-8")
    done = check(runner, event="push", links="none", config="lenient.toml")
    assert done.returncode == 0, done.stdout + done.stderr
    done = check(runner, event="push", links="none", config="gone.toml")
    assert done.returncode == 2
    assert "::error title=awesome-lint::gone.toml" in done.stderr


@pytest.mark.parametrize("annotations", ["true", "false"])
@pytest.mark.parametrize("summary", ["true", "false"])
def test_annotations_and_the_summary_can_be_turned_off(
    runner: Runner, annotations: str, summary: str
) -> None:
    done = check(runner, links="none", annotations=annotations, summary=summary)
    assert done.returncode == 1
    assert "invalid-date" in done.stdout
    assert ("::error" in done.stdout) is (annotations == "true")
    assert runner.summary.exists() is (summary == "true")
    if summary == "true":
        assert "invalid-date" in runner.summary.read_text(encoding="utf-8")


def test_a_list_without_entries_can_fail(runner: Runner) -> None:
    (runner.workspace / "prose.md").write_text("# List\n\nNothing yet.\n", encoding="utf-8")
    chosen = {"paths": "prose.md", "links": "none"}
    assert check(runner, event="push", **chosen).returncode == 0
    done = check(runner, event="push", **chosen, fail_if_empty="true")
    assert done.returncode == 1
    assert "::error title=awesome-lint::no entries found" in done.stderr
    assert runner.outputs["check"]["status"] == "1"


def test_a_wrong_input_is_an_annotation(runner: Runner) -> None:
    wrong = {
        "paths": "'x",
        "args": "--nonsense",
        "config": "gone.toml",
        "base": "nowhere",
        "links": "some",
        "fail_on": "fatal",
        "report": "pdf=x",
        "annotations": "yes",
        "summary": "no",
        "fail_if_empty": "1",
    }
    for name, value in wrong.items():
        done = check(runner, event="push", **{"links": "none", name: value})
        assert done.returncode == 2, name
        (line,) = done.stderr.splitlines()
        assert line.startswith("::error title=awesome-lint::"), line


def test_the_report_of_an_earlier_step_is_not_taken(runner: Runner) -> None:
    check(runner, links="none", report="comment sarif")
    earlier = runner.outputs["check"]
    assert check(runner, links="none", report="comment", args="--nonsense").returncode == 2
    later = runner.outputs["check"]
    assert set(later) == {"artifact", "status"}
    # What the earlier step left is there, with what it found.
    assert json.loads(Path(earlier["report"]).read_bytes())["summary"]["errors"] == 1
    check(runner, event="push", links="none", report="comment sarif")
    for name in ("report", "sarif", "rows"):
        assert runner.outputs["check"][name] != earlier[name]


def test_each_job_of_a_matrix_leaves_an_artifact_of_its_own(runner: Runner) -> None:
    def name(index: str, **inputs: str) -> str:
        runner.index = index
        check(runner, links="none", report="comment", **inputs)
        return runner.outputs["check"]["artifact"]

    first = name("0")
    assert first.startswith("awesome-lint-report-lint-0-")
    assert name("0") == first  # of another attempt, which takes its place
    assert len({first, name("1"), name("0", paths="README.md")}) == 3
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (left,) = (one for one in action["runs"]["steps"] if "upload-artifact" in one.get("uses", ""))
    assert left["with"]["name"] == "${{ steps.check.outputs.artifact }}"


def test_without_a_change_the_whole_list_is_checked(runner: Runner, web: Server) -> None:
    (runner.temp.parent / "event.json").write_text("{}", encoding="utf-8")
    done = check(runner, event="push")
    assert done.returncode == 1, done.stderr
    assert {one.path for one in web.requests} >= {"/status/404/old", "/status/404"}


NAMES = ("paths", "args", "config", "base", "report", "links", "fail-on", "annotations", "summary")


@pytest.mark.parametrize("name", [*NAMES, "fail-if-empty"])
def test_no_shell_evaluates_an_input(runner: Runner, name: str) -> None:
    marks = [runner.workspace / f"mark-{number}" for number in range(4)]
    ways = ("$(touch {})", "`touch {}`", "; touch {}", "&& touch {}")
    evil = " ".join(way.format(mark) for way, mark in zip(ways, marks, strict=True))
    evil += " ${IFS} '\"' * #"
    before = set(runner.workspace.iterdir())
    done = check(runner, **{"links": "none", name.replace("-", "_"): evil})
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    assert set(runner.workspace.iterdir()) == before


def test_the_comment_is_posted(
    tmp_path: Path, installed: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub(tmp_path)
    hub.data = archive(report(diagnostic()), row())
    hub.rest.artifacts = [
        {"id": 5, "name": "awesome-lint-report", "size_in_bytes": len(hub.data), "expired": False}
    ]
    (tmp_path / "event.json").write_text(json.dumps(hub.event()), encoding="utf-8")
    runner = Runner(tmp_path, ROOT / ".github" / "actions" / "comment" / "action.yml", tmp_path)
    runner.skip_install(installed)
    with hub.running() as (api, _):
        environment = hub.rest.environment(api)
        monkeypatch.setenv("TEST_TOKEN", environment.pop("GITHUB_TOKEN"))
        done = runner.step(
            "Comment",
            {"label": "wanting"},
            **environment,
            GITHUB_EVENT_NAME="workflow_run",
            GITHUB_EVENT_PATH=str(tmp_path / "event.json"),
        )
    assert (done.returncode, done.stderr) == (0, f"#{hub.number}: told\n")
    assert "needs a change" in hub.rest.said(hub.number)[0]
    assert hub.rest.pulls[hub.number]["labels"] == [{"name": "wanting"}]
    assert SHA[:12] in hub.rest.said(hub.number)[0]


def test_the_links_are_watched(
    tmp_path: Path, installed: Mapping[str, str], web: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = Repository(tmp_path / "remotes" / "owner" / "list")
    published.git("config", "core.bare", "true")
    repository = Repository(tmp_path / "work")
    repository.write(
        ".awesome-lint.toml",
        f'[links]\nallow_addresses = ["127.0.0.0/8"]\narchive_url = "{web.url("/status/404")}"\n',
    )
    items = f"- [A]({web.url('/status/404')}) - A.\n- [B]({web.url('/status/200')}) - B.\n"
    repository.commit("README.md", f"# List\n\n{items}")
    rest = Rest()
    action = ROOT / ".github" / "actions" / "link-rot" / "action.yml"
    runner = Runner(tmp_path, action, repository.folder)
    runner.skip_install(installed)
    with rest.server() as api:
        environment = rest.environment(api)
        monkeypatch.setenv("TEST_TOKEN", environment.pop("GITHUB_TOKEN"))
        place = (tmp_path / "remotes").as_uri()
        done = runner.step("Check the links", {}, **environment, GITHUB_SERVER_URL=place)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        "2 links: 1 ok, 1 broken",
        "pushed the history to the branch awesome-lint-state",
        "opened #1",
    ]
    assert "/status/404" in published.git("show", "awesome-lint-state:links.json")

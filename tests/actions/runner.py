"""A runner of GitHub: bash runs the steps of an action, and files are what they leave."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.command import SCRUBBED, call

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash")
# Installing fetches packages from the index.
PATIENCE = 300


class Runner:
    """A runner: its folders, and what steps have left for later ones."""

    def __init__(self, folder: Path, action: Path, workspace: Path) -> None:
        self.temp = folder / "temp"
        self.temp.mkdir(parents=True, exist_ok=True)
        self.workspace = workspace
        self.outputs: dict[str, dict[str, str]] = {
            "python": {"python-path": shutil.which("python3") or ""}
        }
        self.summary = folder / "summary.md"
        self.job, self.index = "lint", "0"
        self._action = action
        self._output = folder / "output"
        self._value = yaml.safe_load(action.read_text(encoding="utf-8"))

    def skip_install(self, left: Mapping[str, str]) -> None:
        """Have what the step that installs has `left` on another runner."""
        self.outputs["install"] = dict(left)
        (self.temp / "awesome-lint" / "empty").mkdir(parents=True, exist_ok=True)

    def step(
        self, name: str, inputs: Mapping[str, str] | None = None, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the step `name`, with the inputs that are given and the defaults of the others."""
        step, environment, place = self._prepared(name, inputs or {}, environ)
        assert BASH is not None
        done = call(
            # https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax: bash
            [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            environment,
            cwd=place,
            patience=PATIENCE,
        )
        self._keep_outputs(step)
        return done

    def step_inside(
        self,
        streams: pytest.CaptureFixture[str],
        name: str,
        inputs: Mapping[str, str] | None = None,
        **environ: str,
    ) -> subprocess.CompletedProcess[str]:
        """The same in this process, which need not start bash and a Python: what they run is here.

        What the module starts itself is a process. `streams` are the fixture `capfd`.
        """
        step, environment, place = self._prepared(name, inputs or {}, environ)
        command = re.fullmatch(r'"\$ACTION_PYTHON" -Im (lint\.actions\.\w+)\n', step["run"])
        assert command is not None
        streams.readouterr()
        with pytest.MonkeyPatch.context() as here:
            here.chdir(place)
            for variable in set(os.environ) - set(environment):
                here.delenv(variable)
            for variable, value in environment.items():
                here.setenv(variable, value)
            status = importlib.import_module(command[1]).main()
        self._keep_outputs(step)
        return subprocess.CompletedProcess([command[1]], status, *streams.readouterr())

    def _prepared(
        self, name: str, inputs: Mapping[str, str], environ: Mapping[str, str]
    ) -> tuple[dict[str, Any], dict[str, str], Path | str]:
        """The step `name`, its environment, and the folder that it runs in."""
        (step,) = (one for one in self._value["runs"]["steps"] if one.get("name") == name)
        given = {key: str(one["default"]) for key, one in self._value["inputs"].items()}
        given |= inputs
        self._output.write_text("", encoding="utf-8")
        kept = {key: value for key, value in os.environ.items() if not SCRUBBED.match(key)}
        kept = {key: value for key, value in kept.items() if key != "PYTHONPATH"}
        environment = {
            **kept,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self._action.parent),
            "GITHUB_OUTPUT": str(self._output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            **environ,
        }
        environment |= {
            key: self._evaluated(str(value), given) for key, value in step.get("env", {}).items()
        }
        place = step.get("working-directory")
        return step, environment, self._evaluated(place, given) if place else self.workspace

    def _keep_outputs(self, step: Mapping[str, Any]) -> None:
        lines = self._output.read_text(encoding="utf-8").splitlines()
        self.outputs[str(step.get("id"))] = dict(line.split("=", 1) for line in lines)

    def _evaluated(self, text: str, inputs: Mapping[str, str]) -> str:
        """`text` with the few expressions that the actions use."""

        def value(found: re.Match[str]) -> str:
            match found[1].split("."):
                case ["inputs", name]:
                    return self._evaluated(inputs[name], {})
                case ["steps", step, "outputs", name]:
                    return self.outputs[step].get(name, "")
                case ["runner", "temp"]:
                    return str(self.temp)
                case ["github", "token"]:
                    return os.environ.get("TEST_TOKEN", "")
                case ["github", "job"]:
                    return self.job
                case ["strategy", "job-index"]:
                    return self.index
                case _:
                    raise AssertionError(found[0])

        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", value, text)

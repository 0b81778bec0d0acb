"""A checkout full of files that leave a mark when they are run, and the action installed in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.actions.runner import ROOT, Runner

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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


def install(folder: Path) -> Mapping[str, str]:
    """What the step that installs leaves, run in `folder` in a checkout full of traps."""
    trap = trapped(folder / "work")
    before = sorted(trap.folder.rglob("*"))
    runner = Runner(folder, ROOT / "action.yml", trap.folder)
    done = runner.step("Install awesome-lint", {}, **trap.variables())
    assert done.returncode == 0, done.stdout + done.stderr
    assert trap.sprung() == ""
    assert sorted(trap.folder.rglob("*")) == before
    return runner.outputs["install"]

"""Install awesome-lint from the checkout of the action that this file is in.

Run by the steps of the actions as `python -I install.py`, before anything is installed, and so made
of nothing but the standard library. What is to be checked is a stranger's: pip and the build run in
an empty folder, isolated, and without what a variable could make of them. The packages are those of
requirements.txt beside this file, by their hashes. The environment: RUNNER_TEMP takes the folder
awesome-lint with the virtual environment and the folder `empty`, which later steps run in;
GITHUB_OUTPUT takes the path of the environment's Python as `python`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]
_LOCK = _HERE / "requirements.txt"
# What makes another program of bash, Python, pip or Hatch. On Windows, case does not count.
_UNSAFE = re.compile(r"(?:BASH_ENV|ENV|PYTHON.*|PIP_.*|HATCH.*)\Z", re.IGNORECASE)
# Where packages come from is for the machine to say: their hashes are known
# (https://pip.pypa.io/en/stable/topics/configuration/#environment-variables).
_KEPT = frozenset(
    f"PIP_{name}"
    for name in (
        "CERT",
        "CLIENT_CERT",
        "EXTRA_INDEX_URL",
        "FIND_LINKS",
        "INDEX_URL",
        "NO_INDEX",
        "PROXY",
        "TRUSTED_HOST",
    )
)


def environment() -> dict[str, str]:
    """The variables of this process without those that could have other code run."""
    return {
        key: value
        for key, value in os.environ.items()
        if key.upper() in _KEPT or not _UNSAFE.match(key)
    } | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def install(folder: Path) -> Path:
    """Install awesome-lint into the folder `venv` of `folder`; the path of its Python.

    Raises subprocess.CalledProcessError where a step fails; it has said why.
    """
    place, empty = folder / "venv", folder / "empty"
    if empty.exists():
        shutil.rmtree(empty)
    empty.mkdir(parents=True)

    def run(*command: str | Path) -> None:
        subprocess.run(  # noqa: S603 - no shell, and nothing of the checkout
            list(map(str, command)), cwd=empty, env=environment(), check=True
        )

    run(sys.executable, "-Im", "venv", "--clear", place)
    posix = place / "bin" / "python"
    python = posix if posix.exists() else place / "Scripts" / "python.exe"
    pip = (python, "-Im", "pip", "install", "--quiet", "--no-deps")
    # A source distribution would run code to be built, with packages that no hash is known of.
    run(*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", _LOCK)
    run(*pip, "--no-index", "--no-build-isolation", _ROOT)
    return python


def main() -> int:
    """Do what the environment describes. The exit status."""
    try:
        python = install(Path(os.environ["RUNNER_TEMP"], "awesome-lint").absolute())
    except subprocess.CalledProcessError as error:
        print("::error title=awesome-lint::cannot be installed; the lines above say why")  # noqa: T201
        return int(error.returncode) or 1
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(f"python={python}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

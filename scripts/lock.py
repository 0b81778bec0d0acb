"""Write the two lock files: what the actions install, by hashes, and what development uses.

    python scripts/lock.py            keep the versions that are there wherever they still fit
    python scripts/lock.py --upgrade  take the newest versions

`constraints.txt` pins what `pip install --editable . --group dev` takes, and all extras.

The packages in `.github/actions/requirements.txt` are the dependencies in pyproject.toml and what
builds awesome-lint, with all that they need, for every version of Python that pyproject.toml
names. Needs a package index; fails, with the file as it was, where one of these has no wheel for a
Python and a system of a runner. No address of an index is in the files.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / ".github" / "actions" / "requirements.txt"
CONSTRAINTS = ROOT / "constraints.txt"
HEAD = "# Made by scripts/lock.py; do not edit.\n"
SYSTEMS = (
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-unknown-linux-musl",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
    "x86_64-pc-windows-msvc",
)
"""Those of the runners that GitHub hosts, and of the containers on them."""
OPTIONS = ("--quiet", "--no-config", "--no-header", "--no-annotate")
WHEELS = ("--only-binary", ":all:")
NO_ADDRESS = ("--no-emit-index-url", "--no-emit-find-links")


def compiled(lock: Path, *arguments: str | Path) -> None:
    """Run `uv pip compile`; on failure, say that `lock` stays as it was, and exit."""
    done = subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{lock.name} stays as it was: uv failed")


def written(lock: Path, made: Path) -> None:
    """Make the text of `made` that of `lock`, unless an address is in it."""
    text = made.read_text(encoding="utf-8")
    if "://" in text:
        sys.exit(f"{lock.name} stays as it was: it would name an address")
    lock.write_text(HEAD + text, encoding="utf-8", newline="\n")


def lock_actions(folder: Path, wanted: list[str], versions: list[str], *, upgrade: bool) -> None:
    """Write what the actions install; each package needs a wheel for all `versions` and systems."""
    requirements, made = folder / "requirements.in", folder / LOCK.name
    requirements.write_text("\n".join(wanted) + "\n", encoding="utf-8")
    if LOCK.exists() and not upgrade:
        # uv keeps the versions of the file that it is to write.
        shutil.copyfile(LOCK, made)
    universal = ("--universal", "--python-version", versions[0])
    hashes = ("--generate-hashes", *NO_ADDRESS)
    compiled(LOCK, requirements, "--output-file", made, *WHEELS, *universal, *hashes)
    for version in versions:
        for system in SYSTEMS:
            target = ("--python-version", version, "--python-platform", system)
            compiled(LOCK, made, "--no-deps", *WHEELS, *target)
    written(LOCK, made)


def lock_development(folder: Path, oldest: str, *, upgrade: bool) -> None:
    """Write the versions that development uses, from the `oldest` Python on."""
    made = folder / CONSTRAINTS.name
    if CONSTRAINTS.exists() and not upgrade:
        shutil.copyfile(CONSTRAINTS, made)
    universal = ("--universal", "--python-version", oldest)
    source = (ROOT / "pyproject.toml", "--all-extras", "--group", f"{ROOT / 'pyproject.toml'}:dev")
    compiled(CONSTRAINTS, *source, "--output-file", made, *universal, *NO_ADDRESS)
    written(CONSTRAINTS, made)


def main() -> None:
    """Write both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    named = " ".join(project["project"]["classifiers"])
    versions = re.findall(r"Python :: (3\.\d+)", named)
    upgrade = "--upgrade" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        lock_development(Path(folder), versions[0], upgrade=upgrade)
        lock_actions(Path(folder), wanted, versions, upgrade=upgrade)


if __name__ == "__main__":
    main()

"""Write .github/actions/requirements.txt: the packages that the actions install, by their hashes.

    python scripts/lock.py            keep the versions that are there wherever they still fit
    python scripts/lock.py --upgrade  take the newest versions

The packages are the dependencies in pyproject.toml and what builds awesome-lint, with all that they
need, for every version of Python that pyproject.toml names. Needs a package index; fails, with
the file as it was, where a package has no wheel for a Python and a system of a runner. No
address of an index is in the file.
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
OPTIONS = ("--quiet", "--no-config", "--only-binary", ":all:", "--no-header", "--no-annotate")


def compiled(*arguments: str | Path) -> None:
    """Run `uv pip compile`; on failure, exit with what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{LOCK.name} stays as it was: uv failed")


def main() -> None:
    """Write the file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    named = " ".join(project["project"]["classifiers"])
    versions = re.findall(r"Python :: (3\.\d+)", named)
    with tempfile.TemporaryDirectory() as folder:
        requirements, made = Path(folder, "requirements.in"), Path(folder, LOCK.name)
        requirements.write_text("\n".join(wanted) + "\n", encoding="utf-8")
        if LOCK.exists() and "--upgrade" not in sys.argv[1:]:
            # uv keeps the versions of the file that it is to write.
            shutil.copyfile(LOCK, made)
        universal = ("--universal", "--python-version", versions[0])
        bare = ("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links")
        compiled(requirements, "--output-file", made, *universal, *bare)
        for version in versions:
            for system in SYSTEMS:
                target = ("--python-version", version, "--python-platform", system)
                compiled(made, "--no-deps", *target)
        text = made.read_text(encoding="utf-8")
    if "://" in text:
        sys.exit(f"{LOCK.name} stays as it was: it would name an address")
    LOCK.write_text(HEAD + text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

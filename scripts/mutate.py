"""Break the code in small ways, one at a time, and see whether the tests notice.

    python scripts/mutate.py             every area below
    python scripts/mutate.py writing     one of them
    python scripts/mutate.py --most 40   at most so many mutants of each area, the same every day

Prints the mutants that no test noticed, and exits with 1 where fewer were noticed than the floor of
their area says. The mutants are cosmic-ray's (https://cosmic-ray.readthedocs.io); they are made in
a copy of the checkout, never in the checkout itself.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("lint", "schema", "tests", "docs", "examples", "scripts", ".github")
FILES = ("pyproject.toml", "README.md", "CONTRIBUTING.md", "SECURITY.md", "action.yml", "LICENSE")


class Area(NamedTuple):
    """What is mutated, the tests that must notice, and the least share of mutants that they do."""

    code: tuple[str, ...]
    tests: tuple[str, ...]
    floor: float


# Some mutants change nothing that can be seen (a constant one larger, `<=` for `<` where they do
# not differ), so no floor is 1: four of writing.py's nine change the name of a passing file. Each
# floor is a little below what was measured last.
AREAS = {
    "guard": Area(("lint/links/network/guard.py",), ("tests/links/network/test_guard.py",), 0.85),
    "fixes": Area(
        ("lint/engine/fixer.py",),
        ("tests/engine/test_fixer.py", "tests/engine/test_fix_properties.py"),
        0.7,
    ),
    "writing": Area(("lint/files/atomic.py",), ("tests/files/test_atomic.py",), 0.55),
    # Without those that install awesome-lint, which take a minute.
    "actions": Area(
        ("lint/actions",),
        (
            "tests/actions/test_check.py",
            "tests/actions/test_comment.py",
            "tests/actions/test_dead_links_issue.py",
            "tests/actions/test_linkrot.py",
        ),
        0.65,
    ),
    "credentials": Area(
        ("lint/credentials.py",),
        ("tests/test_credentials.py", "tests/test_hidden_user_info.py"),
        0.55,
    ),
}
# `|` stands between types nearly everywhere, and annotations are never evaluated.
_UNSEEN = "core/ReplaceBinaryOperator_BitOr"
# Seconds for the tests of one mutant, which may loop for ever.
PATIENCE = 300
CONFIG = """\
[cosmic-ray]
module-path = {code}
timeout = {patience}.0
excluded-modules = []
test-command = {command}

[cosmic-ray.distributor]
name = "local"
"""


def copy(folder: Path) -> None:
    """Copy what the tests need into `folder`."""
    unwanted = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
    for name in FILES:
        shutil.copy(ROOT / name, folder)


def cosmic_ray(folder: Path, *arguments: str) -> None:
    """Run cosmic-ray in `folder`."""
    program = [sys.executable, "-m", "cosmic_ray.cli", *arguments]
    # The bytecode of one mutant must not stand for the next, which has its size and its second.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(program, cwd=folder, env=environment, check=True)


def thin_out(session: Path, most: int) -> None:
    """Leave at most `most` of the mutants (0: all) in a session that is still to be run."""
    order = (
        "SELECT job_id, operator_name FROM mutation_specs"
        " ORDER BY module_path, operator_name, occurrence, start_pos_row, start_pos_col"
    )
    with sqlite3.connect(session) as database:
        found = database.execute(order).fetchall()
        jobs = [job for job, operator in found if not operator.startswith(_UNSEEN)]
        number = min(most or len(jobs), len(jobs))
        kept = {*random.Random(0).sample(jobs, number)}  # noqa: S311 - no secret
        left_out = [(job,) for job, _ in found if job not in kept]
        database.executemany("DELETE FROM mutation_specs WHERE job_id = ?", left_out)
        database.executemany("DELETE FROM work_items WHERE job_id = ?", left_out)
    database.close()


def results(session: Path) -> list[tuple[str, str]]:
    """Each mutant as a place and an operator, and whether a test noticed it: KILLED or SURVIVED.

    One that is no Python, or breaks the tests themselves, says nothing and is left out.
    """
    with sqlite3.connect(session) as database:
        rows = database.execute(
            "SELECT module_path, start_pos_row, operator_name, test_outcome"
            " FROM mutation_specs JOIN work_results USING (job_id)"
            " WHERE test_outcome IN ('KILLED', 'SURVIVED')"
            " ORDER BY module_path, start_pos_row, operator_name"
        ).fetchall()
    database.close()
    return [
        (f"{path}:{line} {operator.removeprefix('core/')}", outcome)
        for path, line, operator, outcome in rows
    ]


def measure(name: str, area: Area, most: int) -> bool:
    """Run the mutants of an area, and say which survived. Whether its floor is reached."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "checkout")
        folder.mkdir()
        copy(folder)
        # The copy is imported, whichever awesome-lint is installed.
        command = f"{sys.executable} -m pytest -x -q -p no:cacheprovider {' '.join(area.tests)}"
        config = CONFIG.format(code=list(area.code), patience=PATIENCE, command=f"'{command}'")
        (folder / "mutants.toml").write_text(config, encoding="utf-8")
        cosmic_ray(folder, "init", "mutants.toml", "mutants.sqlite")
        thin_out(folder / "mutants.sqlite", most)
        cosmic_ray(folder, "baseline", "mutants.toml")
        cosmic_ray(folder, "exec", "mutants.toml", "mutants.sqlite")
        found = results(folder / "mutants.sqlite")
    survived = [mutant for mutant, outcome in found if outcome == "SURVIVED"]
    for mutant in survived:
        print(f"{name}: no test noticed {mutant}")
    score = 1 - len(survived) / len(found) if found else 0.0
    print(
        f"{name}: {len(found) - len(survived)} of {len(found)} mutants noticed,"
        f" {score:.0%}; the floor is {area.floor:.0%}"
    )
    return score >= area.floor


def main() -> int:
    """Run what the command line names. The exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("areas", nargs="*", choices=[*AREAS, []], help="by default all of them")
    parser.add_argument("--most", type=int, default=0, help="mutants of each area; by default all")
    options = parser.parse_args()
    names = options.areas or list(AREAS)
    reached = [measure(name, AREAS[name], options.most) for name in names]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())

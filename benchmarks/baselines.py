"""Check that the baselines of an older version hide the same findings.

    python benchmarks/baselines.py OLD NEW FOLDER...

OLD and NEW are `awesome-lint` programs, each FOLDER holds Markdown files. OLD writes a baseline of
each file offline, and NEW checks the file with it. What both report at the same place, by the same
rule, and what the baseline does not hide is printed; so is what it hides though OLD did not report
it. Exits with 1 if there is anything.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

Place = tuple[int, int, str]


def run(program: str, *arguments: str) -> bytes:
    """What `program` prints of an offline check."""
    command = [program, "--offline", "--isolated", *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    if done.returncode not in {0, 1}:
        raise SystemExit(f"{arguments[-1]}: exit {done.returncode}: {done.stderr.decode()[-400:]}")
    return done.stdout


def places(program: str, *arguments: str) -> set[Place]:
    """Where `program` reports which rule."""
    report = json.loads(run(program, "--format", "json", *arguments))
    return {
        (place["line"], place["column"], one["rule"])
        for one in report["diagnostics"]
        for place in one.get("places") or [one]
    }


def compare(old: str, new: str, file: Path) -> tuple[int, set[Place], set[Place]]:
    """How many findings both have, those of them still shown, and those hidden without reason."""
    with tempfile.TemporaryDirectory() as folder:
        baseline = str(Path(folder, "baseline.json"))
        run(old, "--baseline", baseline, "--write-baseline", str(file))
        before, after = places(old, str(file)), places(new, str(file))
        shown = places(new, "--baseline", baseline, str(file))
    return len(before & after), before & shown, after - shown - before


def main() -> int:
    """Compare all files, and say how many findings both versions have."""
    old, new, *folders = sys.argv[1:]
    files = sorted(file for folder in folders for file in Path(folder).glob("*.md"))
    common = wrong = 0
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda file: compare(old, new, file), files)
        for file, (both, shown, hidden) in zip(files, results, strict=True):
            common += both
            wrong += len(shown) + len(hidden)
            for what, found in (("shown", shown), ("hidden, but new", hidden)):
                for line, column, rule in sorted(found):
                    print(f"{file.name}:{line}:{column}: {rule}: {what}")
    print(f"{len(files)} lists, {common} findings in both versions, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""Compare the reports of two versions on real lists.

    python benchmarks/compare_reports.py OLD NEW FOLDER...

OLD and NEW are `awesome-lint` programs, each FOLDER holds Markdown files. Both check every file
with `--offline --isolated --format json`; what differs but for `elapsed_ms` is printed, a line for
each finding that only one of them has. Exits with 1 if anything differs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any


def report(program: str, file: Path) -> dict[str, Any]:
    """What `program` says of `file`, without the time that it took."""
    command = [program, "--offline", "--isolated", "--format", "json", str(file)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    if done.returncode not in {0, 1}:
        raise SystemExit(f"{file.name}: exit {done.returncode}: {done.stderr.decode()[-400:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    found["summary"].pop("elapsed_ms")
    for link in found["links"]:
        link.pop("elapsed_ms")
    return found


def lines(found: dict[str, Any]) -> set[str]:
    """The findings of a report of any version, a line for each place."""
    return {
        f"{place['line']}:{place['column']} {one['severity']} {one['rule']} {place['message']}"
        for one in found["diagnostics"]
        for place in one.get("places") or [one]
    }


def main() -> int:
    """Compare, and say how many files differ."""
    old, new, *folders = sys.argv[1:]
    files = sorted(file for folder in folders for file in Path(folder).glob("*.md"))

    def both(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
        return report(old, file), report(new, file)

    different = 0
    with ThreadPoolExecutor(2) as pool:
        for file, (before, after) in zip(files, pool.map(both, files), strict=True):
            if before == after:
                continue
            different += 1
            print(f"{file.name}: {before['summary']} -> {after['summary']}")
            for line in sorted(lines(before) - lines(after)):
                print(f"  - {line}")
            for line in sorted(lines(after) - lines(before)):
                print(f"  + {line}")
    print(f"{len(files)} lists, {different} with another report")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

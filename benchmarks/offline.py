"""Costs of the start and of an offline check, as ratios measured in one run.

    python benchmarks/offline.py [--runs N] [--strict] [LIST]

Each cost is compared with something that cannot be avoided: the start with an interpreter that
imports click, the check with markdown-it-py's bare parse of the same list. The two sides run in
turns, and each turn gives a ratio, of which the median counts: what else a busy machine does then
disturbs both sides alike.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

PARSE = """\
import sys
from markdown_it import MarkdownIt
text = open(sys.argv[1], encoding="utf-8").read()
MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
"""


class Ratio(NamedTuple):
    """Two ways of spending time, and how many times the second the first may cost.

    What is short is repeated `times` as often as the rest.
    """

    name: str
    ours: Callable[[], object]
    base: Callable[[], object]
    limit: float
    times: int = 1


def synthetic_list(entries: int) -> str:
    """A list of about 100 bytes an entry: four fifths list items, one fifth table rows."""
    arxiv = "[![arXiv](https://img.shields.io/badge/arXiv-Paper-red)](https://arxiv.org/abs/{})"
    lines = ["# Synthetic list", ""]
    for section in range(entries // 100):
        lines += [f"## Section {section}", ""]
        lines += [
            f"- [project-{section}-{n}](https://github.com/owner-{n}/project-{section}-{n}) -"
            " A library for the work of one kind, with `code` and *emphasis*."
            for n in range(80)
        ]
        lines += ["", "| Date | Title | Summary | Links |", "| --- | --- | --- | --- |"]
        lines += [
            f"| 2023-{n % 12 + 1:02} | **Paper {section}-{n}** | What it is about. |"
            f" {arxiv.format(f'23{n % 12 + 1:02}.{section:02}{n:03}')} |"
            for n in range(20)
        ]
        lines.append("")
    return "\n".join(lines)


def process(*command: str | Path) -> Callable[[], object]:
    """What runs `command` and waits for it."""
    return lambda: subprocess.run(command, check=True, capture_output=True)


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(ratio: Ratio, runs: int) -> bool:
    """Print one line about `ratio`; whether it keeps its limit."""
    ratio.ours()
    ratio.base()
    pairs = [(seconds(ratio.ours), seconds(ratio.base)) for _ in range(runs * ratio.times)]
    ours = statistics.median(pair[0] for pair in pairs)
    base = statistics.median(pair[1] for pair in pairs)
    quotient = statistics.median(pair[0] / pair[1] for pair in pairs)
    kept = quotient <= ratio.limit
    print(
        f"{ratio.name:<28} {ours * 1000:6.0f} ms, {base * 1000:6.0f} ms, ratio {quotient:5.2f}"
        f"  (limit {ratio.limit:g}{'' if kept else ', exceeded'})"
    )
    return kept


def ratios(path: Path) -> list[Ratio]:
    """What is measured, on the list at `path`."""
    from markdown_it import MarkdownIt

    from lint.cli.main import main

    text = path.read_text(encoding="utf-8")
    check = ["check", "--offline", "--isolated", "--fail-on", "never", str(path)]
    program = Path(sysconfig.get_path("scripts")) / "awesome-lint"

    def check_here() -> None:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
            main(check, prog_name="awesome-lint")

    def parse_here() -> None:
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)

    python = sys.executable
    return [
        Ratio(
            "--version / import click",
            process(program, "--version"),
            process(python, "-c", "import click"),
            1.3,
            times=5,
        ),
        Ratio("check / parse, in process", check_here, parse_here, 4),
        Ratio(
            "check / parse, whole process",
            process(program, *check),
            process(python, "-c", PARSE, path),
            4,
        ),
    ]


def main() -> int:
    """Measure and print; 1 with `--strict` where a limit is exceeded."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "list", nargs="?", type=Path, help="a Markdown file; without, 4,000 entries"
    )
    parser.add_argument("--runs", type=int, default=7, help="runs of each side (default 7)")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a limit is exceeded")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.list
        if path is None:
            path = Path(folder) / "README.md"
            path.write_text(synthetic_list(4000), encoding="utf-8")
        name = options.list or "synthetic list"
        print(f"{name}, {path.stat().st_size:,} bytes, {options.runs} runs")
        kept = [measure(ratio, options.runs) for ratio in ratios(path)]
    return 1 if options.strict and not all(kept) else 0


if __name__ == "__main__":
    sys.exit(main())

"""Costs of the start and of offline checks, as ratios measured in one run.

    python benchmarks/offline.py [--rounds N] [--program PROGRAM]... [--strict] [LIST]...

Each cost is compared with something that cannot be avoided: the start with an interpreter that
imports click, the check of a list with markdown-it-py's bare parse of it, a hook with the check of
the whole list. All commands run in turns, and each round gives a ratio, of which the median counts:
what else a busy machine does then disturbs all sides alike. What counts is the processor time of a
command and its children; only where a second processor is to help it is the time on the clock.

LIST are Markdown files, by default synthetic lists of 400 and 74 kB. The first one is held to the
limit of a large list; the hook runs on the one whose size is nearest to 174 kB, with one row staged
that it did not have. Without LIST, 100 small files are checked, too. PROGRAM is an `awesome-lint`,
by default the one of this environment; several, such as an older version, are measured in turns.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PARSE = """\
import sys
from markdown_it import MarkdownIt
text = open(sys.argv[1], encoding="utf-8").read()
MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
"""
CHECK = ("check", "--offline", "--isolated", "--fail-on", "never")
PYTHON = sys.executable
_FILES = 100
_LARGE, _MEDIUM, _HOOK = 4000, 740, 1740
_HOOK_SIZE = 174_000


class Times(NamedTuple):
    """What a command took, in seconds: of the processor, children included, and on the clock."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, where it runs, and where compiled modules are kept: as once installed."""

    words: tuple[str | Path, ...]
    cwd: Path
    compiled: Path

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment, without the word of a container that nothing is to be compiled ahead."""
        found = {**os.environ, "PYTHONPYCACHEPREFIX": str(self.compiled)}
        found.pop("PYTHONDONTWRITEBYTECODE", None)
        return found

    def run(self) -> Times:
        """Run it once. Raises CalledProcessError for an exit status other than 0 and 1."""
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(
            self.words, cwd=self.cwd, env=self.environ, capture_output=True, check=False
        )
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in {0, 1}:
            raise subprocess.CalledProcessError(done.returncode, self.words, None, done.stderr)
        user = after.ru_utime - before.ru_utime
        return Times(user + after.ru_stime - before.ru_stime, wall)


@dataclass(frozen=True, slots=True)
class Row:
    """A ratio: what is measured, by names of commands, and how many times the base it may take.

    From both sides the command of the same name in `less` is taken off: its start.
    """

    name: str
    ours: str
    base: str
    limit: float
    less: tuple[str, str] | None = None
    clock: bool = False

    def ratio(self, times: Mapping[str, Times]) -> float:
        """The ratio in one round."""
        ours, base = (times[one].wall if self.clock else times[one].cpu for one in self.sides)
        if self.less is not None:
            ours, base = ours - times[self.less[0]].cpu, base - times[self.less[1]].cpu
        return ours / base

    @property
    def sides(self) -> tuple[str, str]:
        """The names of the two commands."""
        return self.ours, self.base


def synthetic_list(entries: int) -> str:
    """A list of about 100 bytes an entry: four fifths list items, one fifth table rows."""
    arxiv = "[![arXiv](https://img.shields.io/badge/arXiv-Paper-red)](https://arxiv.org/abs/{})"
    lines = ["# Synthetic list", ""]
    for section in range(max(entries // 100, 1)):
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


def with_row(text: str) -> str:
    """A list with one row more: an item before the first, or the first row of a table again."""
    item = "- [another](https://github.com/another/one) - A library for the work of another kind."
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if line.startswith(("- [", "* [")):
            return "\n".join((*lines[:at], line[0] + item[1:], *lines[at:], ""))
        if at and line.startswith("|") and set(lines[at - 1]) <= set("|-: "):
            again = line.replace("https://", "https://another.")
            return "\n".join((*lines[:at], again, *lines[at:], ""))
    return f"{text}\n\n{item}\n"


def repository(folder: Path, text: str) -> Path:
    """A repository with the list `text`, one row of which is staged."""
    git = ("git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.org")
    path = folder / "README.md"
    subprocess.run(("git", "init", "-q", folder), check=True)
    path.write_text(text, encoding="utf-8")
    subprocess.run((*git, "add", "README.md"), check=True)
    subprocess.run((*git, "commit", "-qm", "list"), check=True)
    path.write_text(with_row(text), encoding="utf-8")
    subprocess.run((*git, "add", "README.md"), check=True)
    return path


def prepare(folder: Path, lists: Sequence[Path]) -> Sequence[Path]:
    """Write into `folder` what is measured; the lists, synthetic ones if there are no `lists`."""
    (folder / "one.md").write_text("# One\n\n- [a](https://example.org) - B.\n", encoding="utf-8")
    (folder / "empty.md").write_text("", encoding="utf-8")
    many = folder / "many"
    many.mkdir()
    for number in range(_FILES):
        text = synthetic_list(100).replace("owner-", f"owner-{number}-")
        (many / f"list-{number:03}.md").write_text(text, encoding="utf-8")
    hooked = folder / "hooked"
    hooked.mkdir()
    if lists:
        nearest = min(lists, key=lambda path: abs(path.stat().st_size - _HOOK_SIZE))
        repository(hooked, nearest.read_text(encoding="utf-8"))
        return [path.resolve() for path in lists]
    repository(hooked, synthetic_list(_HOOK))
    for entries in (_LARGE, _MEDIUM):
        path = folder / f"synthetic-{entries}.md"
        path.write_text(synthetic_list(entries), encoding="utf-8")
    return [folder / f"synthetic-{entries}.md" for entries in (_LARGE, _MEDIUM)]


def commands(folder: Path, lists: Sequence[Path], program: str) -> dict[str, Command]:
    """What is run, by name."""
    hooked, many = folder / "hooked", folder / "many"
    words: dict[str, tuple[str | Path, ...]] = {
        "click": (PYTHON, "-c", "import click"),
        "parse nothing": (PYTHON, "-c", PARSE, folder / "empty.md"),
        "--version": (program, "--version"),
        "one item": (program, *CHECK, folder / "one.md"),
        "hook": (program, *CHECK, "--staged", "README.md"),
        "hooked list": (program, *CHECK, "README.md"),
        "one processor": ("taskset", "-c", "0", program, *CHECK, many),
        "two processors": ("taskset", "-c", "0,1", program, *CHECK, many),
    }
    for path in lists:
        words[f"check {path.name}"] = (program, *CHECK, path)
        words[f"parse {path.name}"] = (PYTHON, "-c", PARSE, path)
    compiled = folder / "compiled"
    return {name: Command(each, hooked, compiled) for name, each in words.items()}


def rows(lists: Sequence[Path], *, many: bool) -> list[Row]:
    """What is reported. The first list is held to the limits of a large one.

    `many` says to check many files, too, which takes longer than all the rest.
    """
    found = [
        Row("--version / import click", "--version", "click", 1.3),
        Row("one item / import click", "one item", "click", 4.2),
        Row("hook, one row staged / check", "hook", "hooked list", 1.15),
    ]
    if many and shutil.which("taskset"):
        name = f"{_FILES} files, two processors / one"
        found.append(Row(name, "two processors", "one processor", 0.6, clock=True))
    for at, path in enumerate(lists):
        ours, base = f"check {path.name}", f"parse {path.name}"
        found.append(Row(f"{path.name}: check / parse", ours, base, 2.5 if at else 2.0))
        if not at:
            less = ("one item", "parse nothing")
            found.append(Row(f"{path.name}: the same without start", ours, base, 1.6, less))
    return found


def measure(programs: Sequence[str], folder: Path, lists: Sequence[Path], rounds: int) -> bool:
    """Print the medians of all rows; whether the first program keeps the limits."""
    many = not lists
    lists = prepare(folder, lists)
    table = rows(lists, many=many)
    wanted = {name for row in table for name in (*row.sides, *(row.less or ()))}
    ratios: dict[tuple[int, str], list[float]] = {}
    seconds: dict[tuple[int, str], list[float]] = {}
    for number in range(rounds + 1):
        for at, program in enumerate(programs):
            known = commands(folder, lists, program)
            times = {name: known[name].run() for name in known if name in wanted}
            if not number:  # the first round fills the caches of the disk, and compiles
                continue
            for row in table:
                ratios.setdefault((at, row.name), []).append(row.ratio(times))
                spent = times[row.ours]
                taken = spent.wall if row.clock else spent.cpu
                seconds.setdefault((at, row.name), []).append(taken)
    kept = True
    for row in table:
        columns = []
        for at in range(len(programs)):
            median = statistics.median(ratios[at, row.name])
            taken = statistics.median(seconds[at, row.name])
            columns.append(f"{median:5.2f} ({taken * 1000:6.0f} ms)")
        exceeded = statistics.median(ratios[0, row.name]) > row.limit
        kept = kept and not exceeded
        note = ", exceeded" if exceeded else ""
        print(f"{row.name:<44} {'  '.join(columns)}  limit {row.limit:g}{note}", flush=True)
    return kept


def main() -> int:
    """Measure and print; 1 with `--strict` where a limit is exceeded."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("lists", nargs="*", type=Path, help="Markdown files; without, two of ours")
    parser.add_argument("--rounds", type=int, default=7, help="runs of each command (default 7)")
    parser.add_argument("--program", action="append", help="an awesome-lint; repeatable")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a limit is exceeded")
    options = parser.parse_args()
    own = str(Path(sysconfig.get_path("scripts")) / "awesome-lint")
    with tempfile.TemporaryDirectory() as folder:
        programs = [str(Path(one).absolute()) for one in options.program or [own]]
        kept = measure(programs, Path(folder), options.lists, options.rounds)
    return 1 if options.strict and not kept else 0


if __name__ == "__main__":
    sys.exit(main())

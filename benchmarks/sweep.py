"""How long a sweep takes with two workers and with one, on a web of its own on loopback.

    python benchmarks/sweep.py [--lists N] [--workers N ...] [--report-only]

200 generated lists share the links of workload W5 (`web.py`): 20,000 links on 1,500 hosts that
answer after 300 ms, and each list has a hundred of its own and twenty that others have, too. Every
sweep has a scheduler and workers of its own, an empty cache and `--concurrency 32`. Exits with 1
where two workers take more than 0.6 of the time of one, or the verdicts differ. Needs Linux, for
the addresses in 127/8, and `awesome-lint[sweep]`. Takes ten minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil
from web import workload

NAME = "W5"
LIMIT = 0.6
_SHARED = 20
_CONCURRENCY = "32"
_PATIENCE = 30


class Run(NamedTuple):
    """What one sweep took: seconds, those of the processors by process, and megabytes.

    `verdicts` are by URL.
    """

    seconds: float
    cpu: dict[str, float]
    memory: dict[str, float]
    verdicts: dict[str, str]


def write_lists(folder: Path, count: int, port: int) -> None:
    """Lists of all links of the workload, each of which also has some of the next one's."""
    work = workload(NAME)
    folder.mkdir()
    own = len(work.pages) // count
    for number in range(count):
        first = number * own
        shown = [index % len(work.pages) for index in range(first, first + own + _SHARED)]
        lines = [f"- [Name {index}]({work.url(index, port)}) - What it is." for index in shown]
        text = "\n".join(["# Awesome Benchmark", "", "## Things", "", *lines, ""])
        (folder / f"list{number:04}.md").write_text(text, encoding="utf-8")


class Cluster:
    """A scheduler and workers, each a process of its own, in `place` until `close`."""

    def __init__(self, place: Path, workers: int) -> None:
        self._place = place
        self._file = place / "scheduler.json"
        self.processes = {"scheduler": self._started("scheduler", "--port", "0")}
        end = time.monotonic() + _PATIENCE
        while not self._file.exists() and time.monotonic() < end:
            time.sleep(0.1)
        for number in range(workers):
            name = f"worker {number + 1}"
            self.processes[name] = self._started("worker", "--nthreads", "1", "--no-nanny")
        while (place / "log").read_bytes().count(b"Registered to:") < workers:
            if time.monotonic() > end:
                raise SystemExit("the cluster does not start")
            time.sleep(0.1)
        self.address: str = json.loads(self._file.read_bytes())["address"]

    def close(self) -> None:
        """End it."""
        for process in self.processes.values():
            process.kill()
            process.wait()

    def _started(self, kind: str, *options: str) -> psutil.Popen:
        common = ("--scheduler-file", str(self._file), "--host", "127.0.0.1", "--no-dashboard")
        with (self._place / "log").open("ab") as log:
            return psutil.Popen(
                [sys.executable, "-m", "dask", kind, *options, *common],
                cwd=self._place,
                stdout=log,
                stderr=log,
            )


def sweep(lists: Path, workers: int) -> Run:
    """Sweep `lists` with so many workers."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        cluster = Cluster(place, workers)
        try:
            command = [
                *(sys.executable, "-m", "lint", "sweep", str(lists), "--out", str(place / "out")),
                *("--scheduler", cluster.address, "--concurrency", _CONCURRENCY, "--isolated"),
                *("--allow-address", "127.0.0.0/8", "--cache-dir", str(place / "cache")),
                *("--fail-on", "never"),
            ]
            begun = time.monotonic()
            client = psutil.Popen(command)
            cpu, memory = watched(client, {"client": client, **cluster.processes})
            seconds = time.monotonic() - begun
        finally:
            cluster.close()
        if client.returncode:
            raise SystemExit(f"the sweep ended with {client.returncode}")
        with (place / "out" / "links.csv").open(encoding="utf-8", newline="") as table:
            verdicts = {line["url"]: line["verdict"] for line in csv.DictReader(table)}
        return Run(seconds, cpu, memory, verdicts)


def watched(
    client: psutil.Popen, processes: dict[str, psutil.Popen]
) -> tuple[dict[str, float], dict[str, float]]:
    """The processor seconds and the megabytes that `processes` took until `client` ended."""
    cpu: dict[str, float] = {}
    memory: dict[str, float] = {}
    while client.poll() is None:
        for name, process in processes.items():
            with contextlib.suppress(psutil.Error):
                times = process.cpu_times()
                cpu[name] = times.user + times.system
                memory[name] = max(memory.get(name, 0.0), process.memory_info().rss / 1e6)
        time.sleep(0.2)
    return cpu, memory


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lists", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--report-only", action="store_true")
    options = parser.parse_args()
    web = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("web.py")), NAME],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert web.stdout is not None
    runs: dict[int, Run] = {}
    try:
        port = json.loads(web.stdout.readline())["port"]
        with tempfile.TemporaryDirectory() as folder:
            lists = Path(folder, "lists")
            write_lists(lists, options.lists, port)
            for workers in options.workers:
                runs[workers] = run = sweep(lists, workers)
                parts = (
                    f"{name} {run.cpu[name]:.1f} s, {run.memory[name]:.0f} MB" for name in run.cpu
                )
                print(f"{workers} workers: {run.seconds:.1f} s ({'; '.join(parts)})", flush=True)
    finally:
        web.communicate()
    first, last = runs[options.workers[0]], runs[options.workers[-1]]
    ratio = last.seconds / first.seconds
    same = first.verdicts == last.verdicts
    print(f"ratio {ratio:.2f}, limit {LIMIT}; verdicts {'the same' if same else 'DIFFER'}")
    return int(not options.report_only and (ratio > LIMIT or not same))


if __name__ == "__main__":
    sys.exit(main())

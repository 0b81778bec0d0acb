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
import csv
import json
import os
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


def sweep(lists: Path, workers: int) -> Run:
    """Sweep `lists` with so many workers."""
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__HTTP__ROUTES": "[]"}
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "scheduler.json")
        common = ["--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard"]

        def start(kind: str, *options: str) -> psutil.Popen:
            command = [sys.executable, "-m", "dask", kind, *options, *common]
            with Path(place, "log").open("ab") as log:
                return psutil.Popen(command, cwd=place, env=environment, stdout=log, stderr=log)

        processes = {"scheduler": start("scheduler", "--port", "0")}
        try:
            end = time.monotonic() + _PATIENCE
            while not file.exists() and time.monotonic() < end:
                time.sleep(0.1)
            for number in range(workers):
                processes[f"worker {number}"] = start("worker", "--nthreads", "1", "--no-nanny")
            while Path(place, "log").read_bytes().count(b"Registered to:") < workers:
                time.sleep(0.1)
            address = json.loads(file.read_bytes())["address"]
            out = Path(place, "out")
            command = [
                *(sys.executable, "-m", "lint", "sweep", str(lists), "--out", str(out)),
                *("--scheduler", address, "--concurrency", _CONCURRENCY, "--isolated"),
                *("--allow-address", "127.0.0.0/8", "--cache-dir", str(Path(place, "cache"))),
                *("--fail-on", "never"),
            ]
            begun = time.monotonic()
            processes["client"] = client = psutil.Popen(command, env=environment)
            cpu: dict[str, float] = {}
            memory: dict[str, float] = {}
            while client.poll() is None:
                for name, process in processes.items():
                    try:
                        times = process.cpu_times()
                        used = process.memory_info().rss / 1e6
                    except psutil.Error:
                        continue
                    cpu[name] = times.user + times.system
                    memory[name] = max(memory.get(name, 0.0), used)
                time.sleep(0.2)
            seconds = time.monotonic() - begun
            if client.returncode:
                raise SystemExit(f"the sweep ended with {client.returncode}")
            with (out / "links.csv").open(encoding="utf-8", newline="") as table:
                verdicts = {line["url"]: line["verdict"] for line in csv.DictReader(table)}
            return Run(seconds, cpu, memory, verdicts)
        finally:
            for process in processes.values():
                if process.poll() is None:
                    process.kill()
                process.wait()


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

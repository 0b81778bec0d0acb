"""A scheduler and two workers, each a process of its own, on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.command import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PATIENCE = 60
QUIET = {
    "DASK_DISTRIBUTED__SCHEDULER__HTTP__ROUTES": "[]",
    "DASK_DISTRIBUTED__WORKER__HTTP__ROUTES": "[]",
}


@dataclass
class Cluster:
    """A scheduler and its workers; `workers` are in the order in which they began."""

    folder: Path
    options: Sequence[str] = ()
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        address: str = json.loads((self.folder / "scheduler.json").read_bytes())["address"]
        return address

    def begin(self, workers: int = 2, **more: str) -> None:
        file = self.folder / "scheduler.json"
        file.unlink(missing_ok=True)
        self.scheduler = self.process(
            *("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"), *self.options
        )
        end = time.monotonic() + PATIENCE
        while not file.exists():
            assert time.monotonic() < end
            assert self.scheduler.poll() is None
            time.sleep(0.05)
        (self.folder / "worker.log").unlink(missing_ok=True)
        for _ in range(workers):
            self.add_worker(**more)
        self.wait(workers)

    def wait(self, workers: int) -> None:
        """Wait until so many workers have been registered."""
        log = self.folder / "worker.log"
        end = time.monotonic() + PATIENCE
        while not log.exists() or log.read_bytes().count(b"Registered to:") < workers:
            assert time.monotonic() < end
            time.sleep(0.05)

    def add_worker(self, **more: str) -> subprocess.Popen[bytes]:
        worker = self.process(
            *("worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard"),
            *self.options,
            **more,
        )
        self.workers.append(worker)
        return worker

    def process(self, kind: str, *options: str, **more: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(
                [
                    *(sys.executable, "-m", "dask", kind, *options),
                    *("--scheduler-file", str(self.folder / "scheduler.json")),
                ],
                cwd=self.folder,
                env=environment() | QUIET | more,
                stdout=log,
                stderr=log,
            )

    def end(self) -> None:
        for one in (*self.workers, self.scheduler):
            if one is not None:
                one.kill()
                one.wait(10)
        self.workers.clear()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One for the tests of a module, which leave its processes alone."""
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        found.begin()
        yield found
    finally:
        found.end()


@pytest.fixture
def own_cluster(tmp_path: Path) -> Iterator[Cluster]:
    """One for a test that kills some of it; the test begins it."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    found = Cluster(folder)
    try:
        yield found
    finally:
        found.end()


@dataclass
class Sweep:
    """The command `sweep` in the folder of a test, with a cache there."""

    folder: Path

    def start(self, *arguments: str | Path, **more: str) -> subprocess.Popen[str]:
        ours = ("--cache-dir", self.folder / "cache", "--allow-address", "127.0.0.0/8")
        return subprocess.Popen(
            [sys.executable, "-m", "lint", "sweep", *map(str, (*arguments, *ours))],
            cwd=self.folder,
            env=environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=os.name == "posix",
        )

    def run(self, *arguments: str | Path, **more: str) -> tuple[int, str, str]:
        """The exit status, standard output and error, without progress."""
        process = self.start(*arguments, **more)
        return self.end(process)

    @staticmethod
    def end(process: subprocess.Popen[str], patience: float = PATIENCE) -> tuple[int, str, str]:
        try:
            out, said = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            pytest.fail(f"takes too long: {process.communicate()}")
        progress = "awesome-lint: lists "
        lines = [line for line in said.splitlines(keepends=True) if not line.startswith(progress)]
        return process.returncode, out, "".join(lines)

    def write(self, name: str, links: Sequence[str]) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        items = "".join(f"- [thing {n}]({url}) - A thing.\n" for n, url in enumerate(links))
        path.write_text(f"# Things\n\n## Some\n\n{items}", encoding="utf-8")

    def report(self, name: str, out: str = "out") -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            (self.folder / out / "lists" / f"{name}.json").read_bytes()
        )
        return found

    def verdicts(self, name: str, out: str = "out") -> dict[str, tuple[str, str | None]]:
        """The verdict and the reason by URL."""
        links: list[dict[str, str]] = self.report(name, out)["links"]
        return {one["url"]: (one["verdict"], one["reason"]) for one in links}


@pytest.fixture
def sweep(tmp_path: Path) -> Sweep:
    return Sweep(tmp_path)

"""Lists that several processes share are reported as one process reports them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lint.config.config import Config
from lint.config.overrides import Overrides
from lint.config.rules import rules_for
from lint.diagnostics import Severity
from lint.engine.analysis import Task
from lint.engine.listener import NullListener
from lint.engine.pipeline import run
from lint.engine.processes import judge_shared, processes_for
from lint.rules.base import Context, rule
from lint.source import Source
from tests.command import children, environment
from tests.engine.test_pipeline import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.diagnostics import Finding
    from lint.document.model import Document
    from lint.engine.listener import Listener
    from lint.engine.report import Report

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked")

OFFLINE = Config().override(Overrides(offline=True))


def list_of(number: int) -> str:
    """A list with a finding, some of whose links other lists have, too."""
    entries = "".join(
        f"- [Tool {at}](https://example.org/{number % 3}/{at}) - A tool of some kind.\n"
        for at in range(20)
    )
    return f"# List {number}\n\n## Tools\n\n{entries}- [gone](#nowhere-{number}) - It is.\n"


def tasks() -> list[Task]:
    return [Task(Source(f"{at:02}.md", list_of(at)), OFFLINE) for at in range(30)]


@rule("broken", Severity.ERROR, since="1.0.0")
def broken(document: Document, _: Context) -> Iterator[Finding]:
    """A rule that breaks on two lists, in different shares."""
    if document.source.path in BREAKING:
        raise KeyError(document.source.path)
    yield from ()


BREAKING = ("05.md", "21.md")
RULES = (*rules_for([OFFLINE]), broken)


def values(report: Report) -> dict[str, object]:
    """What a report says, without how long it took and without the sources, which are copies."""
    found = report._asdict()
    found["diagnostics"] = [
        (one.path, one.rule, one.span, one.message, one.identity, one.severity)
        for one in report.diagnostics
    ]
    found["occurrences"] = {
        url: [(use.source.path, use.span, use.kind) for use in uses]
        for url, uses in report.occurrences.items()
    }
    del found["elapsed"]
    return found


@pytest.mark.parametrize("processes", [2, 3, 7])
def test_the_report_is_that_of_one_process(processes: int) -> None:
    alone, shared = NullListener(), NullListener()
    one = run(tasks(), RULES, today=TODAY, listener=alone)
    other = run(tasks(), RULES, today=TODAY, listener=shared, processes=processes)
    assert values(other) == values(one)
    assert list(other.headings) == list(one.headings)
    assert shared.failures == alone.failures
    assert [line[:5] for line in shared.failures] == [*BREAKING]
    assert len(one.diagnostics) >= 30


@pytest.mark.parametrize("end", ["killed", "raises"])
def test_what_another_process_does_not_do_is_done_by_the_first(end: str) -> None:
    first = os.getpid()

    def judge(share: Sequence[Task], *, listener: Listener) -> Report:
        if os.getpid() != first and end == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if os.getpid() != first:
            raise MemoryError
        return run(share, RULES, today=TODAY, listener=listener)

    listener = NullListener()
    found = judge_shared(tasks(), judge, listener, 3)
    assert values(found) == values(run(tasks(), RULES, today=TODAY, listener=NullListener()))
    assert [line[:5] for line in listener.failures] == [*BREAKING]


def test_only_many_lists_without_links_are_shared_out() -> None:
    many = [Task(Source(f"{at}.md", "x" * 30_000), OFFLINE) for at in range(8)]
    allowed = len(os.sched_getaffinity(0))
    assert processes_for(many) == min(8, allowed)
    assert processes_for(many[1:]) == 1
    assert processes_for(tasks()[:8]) == 1
    assert processes_for([*many, many[0]._replace(config=Config())]) == 1


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="needs two processors")
def test_ctrl_c_ends_all_processes(tmp_path: Path) -> None:
    for number in range(20):
        text = "".join(list_of(100 * number + at) for at in range(60))
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-Im", "lint", "check", "--offline", "--isolated", "."]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            while not (started := children(process.pid)):
                assert process.poll() is None, "done before it was interrupted"
                time.sleep(0.005)
            os.killpg(process.pid, signal.SIGINT)
            out, _ = process.communicate(timeout=120)
        finally:
            process.kill()
    assert process.returncode == 130
    assert b"Found" not in out
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)

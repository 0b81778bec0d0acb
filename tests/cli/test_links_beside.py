"""A run whose links another process checks: what signals and kills do, and what is shown."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lint.engine.link_process import FEWEST
from lint.links.store.sqlite import FILE_NAME
from tests.cli.test_interrupts import HERE, LINE, Gate, Terminal
from tests.command import PATIENCE, children, environment, run_process, write
from tests.links.routes import odd
from tests.links.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

several_processors = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
pytestmark = [
    pytest.mark.usefixtures("folder"),
    pytest.mark.skipif(not several_processors, reason="no process is begun"),
]

CACHE = Path("cache")
OPTIONS = ("--isolated", *HERE, "--format", "json", "a.md")
MANY = f"<!-- {'http://a.example/ ' * FEWEST} -->\n"
"""What looks like many links and is not shown."""
# The list is read for long.
SLOW_READER = """
    import sys, time
    from lint.engine import reading

    with_entries = reading.with_entries

    def slowly(*given):
        print("reading", file=sys.stderr, flush=True)
        time.sleep(60)
        return with_entries(*given)

    reading.with_entries = slowly
"""
# To close the storage takes long.
SLOW_STORE = """
    import time
    from lint.links.store.memory import LinkMemory

    close = LinkMemory.close

    def slowly(memory):
        with open("closing", "w"):
            time.sleep(60)
        close(memory)

    LinkMemory.close = slowly
"""


class Command:
    """The command at work in a process group of its own, and the process that checks the links."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        deadline = time.monotonic() + PATIENCE
        while not (found := children(process.pid)):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.005)
        (self.other,) = found

    def end(self) -> tuple[int, str, str]:
        """The exit status, and what was said; the other process has ended, too."""
        out, err = self.process.communicate(timeout=PATIENCE)
        wait_for(lambda: not is_alive(self.other))
        return self.process.returncode, out, err


@contextmanager
def at_work(before: str = "") -> Iterator[Command]:
    script = f"{textwrap.dedent(before)}\nfrom lint.__main__ import run\nrun('awesome-lint')\n"
    with subprocess.Popen(
        [sys.executable, "-c", script, *OPTIONS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(AWESOME_LINT_NO_CACHE="", AWESOME_LINT_CACHE_DIR=str(CACHE)),
        start_new_session=True,
    ) as process:
        try:
            yield Command(process)
        finally:
            process.kill()


def is_alive(pid: int) -> bool:
    """Whether a process is at work; one that nobody has waited for is not."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return text.rpartition(") ")[2][0] not in "ZX"


def wait_for(condition: object) -> None:
    assert callable(condition)
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def stored() -> list[str]:
    """The last parts of the URLs that the cache knows; none while it is being made."""
    try:
        with closing(sqlite3.connect(CACHE / FILE_NAME)) as connection:
            rows = connection.execute("SELECT url FROM links ORDER BY url").fetchall()
    except sqlite3.OperationalError:
        return []
    return [url.rpartition("/")[2] for (url,) in rows]


def is_closed() -> bool:
    """Whether the last process that used the cache closed it, which removes its log."""
    return not (CACHE / f"{FILE_NAME}-wal").exists()


def of_two_links(server: Server) -> str:
    return f"[a](#no) [b]({server.url('/now')}) [c]({server.url('/never')})\n\n{MANY}"


def asked(server: Server) -> None:
    """Wait until all is asked for, and what is answered has come."""
    wait_for(lambda: server.methods("/never") and "GET" in server.methods("/now"))
    wait_for(lambda: (CACHE / FILE_NAME).exists() and stored() == ["now"])


def interrupted(command: Command, how: str) -> None:
    if how == "Ctrl-C":  # goes to all processes of a terminal
        os.killpg(command.process.pid, signal.SIGINT)
    elif how == "SIGTERM to all":
        os.killpg(command.process.pid, signal.SIGTERM)
    else:
        command.process.send_signal(signal.Signals[how])


HOW = {"Ctrl-C": 130, "SIGINT": 130, "SIGTERM": 143, "SIGTERM to all": 143}


@pytest.mark.parametrize("how", HOW)
def test_what_is_known_is_reported_after_the_first_signal(how: str) -> None:
    gate = Gate()
    with gate.server() as server:
        write("a.md", of_two_links(server))
        with at_work() as command:
            asked(server)
            interrupted(command, how)
            status, out, err = command.end()
    report = json.loads(out)
    assert status == HOW[how]
    assert [link["verdict"] for link in report["links"]] == ["broken"]
    assert [one["rule"] for one in report["diagnostics"]] == ["missing-anchor", "broken-link"]
    assert err == "awesome-lint: interrupted; the report lacks the links that were not checked\n"
    assert is_closed()
    assert stored() == ["now"]


@pytest.mark.parametrize("how", HOW)
def test_the_second_signal_ends_both_at_once(how: str) -> None:
    gate = Gate()
    with gate.server() as server:
        write("a.md", of_two_links(server))
        with at_work(SLOW_STORE) as command:
            asked(server)
            interrupted(command, how)
            wait_for(Path("closing").exists)
            interrupted(command, how)
            assert command.end() == (HOW[how], "", "\n")


@pytest.mark.parametrize("how", HOW)
def test_a_signal_while_the_list_is_read_ends_both_in_order(how: str) -> None:
    gate = Gate()
    with gate.server() as server:
        write("a.md", of_two_links(server))
        with at_work(SLOW_READER) as command:
            assert command.process.stderr is not None
            assert command.process.stderr.readline() == "reading\n"
            asked(server)
            interrupted(command, how)
            assert command.end() == (HOW[how], "", "\n")
    assert is_closed()
    assert stored() == ["now"]


@pytest.mark.parametrize("before", ["", SLOW_READER], ids=["while it waits", "while it reads"])
def test_the_other_process_ends_with_a_killed_one(before: str) -> None:
    gate = Gate()
    with gate.server() as server:
        write("a.md", of_two_links(server))
        with at_work(before) as command:
            asked(server)
            command.process.kill()
            assert command.end()[0] == -signal.SIGKILL
    assert is_closed()
    assert stored() == ["now"]


def test_the_links_are_checked_where_the_other_process_is_killed() -> None:
    gate = Gate()
    with gate.server() as server:
        write("a.md", of_two_links(server))
        with at_work() as command:
            asked(server)
            os.kill(command.other, signal.SIGKILL)
            gate.open()
            status, out, err = command.end()
    report = json.loads(out)
    assert status == 1
    assert [link["verdict"] for link in report["links"]] == ["broken", "broken"]
    assert err == ("awesome-lint: the process that checked the links failed; checking them again\n")


@pytest.mark.parametrize("shown", ["early", "all at once"])
def test_a_terminal_shows_findings_first_and_then_how_far_the_links_are(shown: str) -> None:
    gate = Gate()
    with gate.server() as server:
        write("a.md", of_two_links(server))
        streams = ("stdout", "stderr") if shown == "early" else ("stderr",)
        terminal = Terminal("--isolated", *HERE, "a.md", streams=streams)
        host = f"127.0.0.1:{server.port}"
        terminal.read(lambda text: f"links 1/2, 1 broken; open: {host} (1)" in text)
        gate.open()
        status, noise = terminal.end()
    assert status == 1
    text = terminal.text
    if shown == "early":
        assert noise == ""
        before, line, after = text.partition(LINE)
        assert line
        assert "missing-anchor" in before.partition("links 1/2")[0]
        assert after.count("error[broken-link]") == 2
    else:
        assert [noise.count(f"[{rule}]") for rule in ("missing-anchor", "broken-link")] == [1, 2]


def test_an_invalid_state_file_is_one_line() -> None:
    Path("state.json").write_text("[]", encoding="utf-8")
    with Server(odd) as server:
        write("a.md", of_two_links(server))
        done = run_process("--isolated", *HERE, "--state", "state.json", "a.md")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("awesome-lint: state.json: invalid state file: missing array 'links'\n")
    assert not server.requests

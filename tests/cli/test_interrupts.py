"""What somebody sees who waits for the links: findings at once, progress, and what Ctrl-C does."""

from __future__ import annotations

import asyncio
import json
import os
import re
import select
import signal
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lint.console import output
from lint.links.result import LinkResult, Verdict
from tests.command import PATIENCE, POSIX, environment, run, write
from tests.links.routes import odd
from tests.links.server import Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

pytestmark = pytest.mark.usefixtures("folder")

HERE = ("--allow-address", "127.0.0.1")
LINE = "--- Links ---"


class Gate:
    """A server that answers nothing but `/now` before it is opened, and then 404."""

    def __init__(self) -> None:
        self._opened = threading.Event()
        self.open = self._opened.set

    @contextmanager
    def server(self) -> Iterator[Server]:
        with Server(self._route) as server:
            try:
                yield server
            finally:
                self.open()

    async def _route(self, request: Request) -> AsyncIterator[bytes]:
        if request.path != "/now":
            await asyncio.to_thread(self._opened.wait, PATIENCE)
        yield answer(404, head=request.method == "HEAD")


class Terminal:
    """A process whose streams are terminals, those that are named; `text` is what they showed."""

    def __init__(self, *arguments: str, streams: tuple[str, ...], **more: str) -> None:
        import pty

        self._ours, theirs = pty.openpty()
        places = {
            name: theirs if name in streams else subprocess.PIPE for name in ("stdout", "stderr")
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lint", *arguments],
            env=environment(COLUMNS="100", TERM="xterm", NO_COLOR="1", **more),
            **places,  # type: ignore[call-overload]  # one of two kinds each
        )
        os.close(theirs)
        self.text = ""

    def read(self, until: Callable[[str], bool] = lambda _: False) -> str:
        """What is shown by the time that `until` holds of it, or that the process ends."""
        deadline = time.monotonic() + PATIENCE
        while not until(self.text):
            assert time.monotonic() < deadline, self.text
            if select.select([self._ours], [], [], 0.1)[0]:
                try:
                    data = os.read(self._ours, 65536)
                except OSError:  # the other end is closed
                    data = b""
                if not data:
                    break
                self.text += data.decode()
        return self.text

    def end(self) -> tuple[int, str]:
        """The exit status, and what was written to the stream that is no terminal."""
        self.read()
        os.close(self._ours)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, (out or b"").decode() + (err or b"").decode()


# Order of events ----------------------------------------------------------------------------------


@POSIX
def test_findings_that_need_no_links_are_shown_before_the_links_are_checked() -> None:
    gate = Gate()
    with gate.server() as server:
        write("b.md", f"[a](#no) [b]({server.url('/x')})\n")
        write("a.md", f"[c]({server.url('/now')}) [d](#neither)\n")
        terminal = Terminal("--isolated", *HERE, "b.md", "a.md", streams=("stdout",))
        early = terminal.read(lambda text: "#no" in text and "#neither" in text)
        assert "broken-link" not in early
        gate.open()
        status, noise = terminal.end()
    text = terminal.text.replace("\r\n", "\n")
    assert (status, noise) == (1, "")
    before, line, after = text.partition(f"{LINE}\n\n")
    assert line
    assert re.findall(r"error\[([a-z-]+)\]", before) == ["missing-anchor"] * 2
    assert re.findall(r"error\[([a-z-]+)\]", after) == ["broken-link"] * 2
    for part in (before, after):
        assert re.findall(r"--> (\w)\.md", part) == ["a", "b"]
    assert after.rstrip().split("\n")[-2].startswith("Found 4 errors in 2 files")


@POSIX
@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("[a](#no)\n", ()),
        ("[b]({url})\n", ()),
        ("[a](#a) [b]({fine})\n", ()),
        ("[a](#no) [b]({url})\n", ("--format", "concise")),
        ("[a](#no) [b]({url})\n", ("--offline",)),
        ("[a](#no) [b]({url})\n", ("--output", "report.txt")),
        ("[a](#no) [b]({url})\n", ("--ignore", "missing-anchor")),
    ],
)
def test_otherwise_there_is_no_line_between(text: str, options: tuple[str, ...]) -> None:
    with Server(odd) as server:
        text = text.format(url=server.url("/status/404"), fine=server.url("/ok"))
        write("a.md", f"# A\n\n{text}")
        terminal = Terminal("--isolated", *HERE, *options, "a.md", streams=("stdout",))
        terminal.end()
    assert LINE not in terminal.text
    assert terminal.text.count("missing-anchor") <= 1


@POSIX
def test_a_terminal_and_a_pipe_are_told_the_same() -> None:
    with Server(odd) as server:
        write(
            "a.md",
            f"[a](#no) [b]({server.url('/status/404')})\n"
            "<!-- awesome-lint-disable missing-anchor -->\n"
            f"[c](#nor) [d]({server.url('/status/410')})\n",
        )
        terminal = Terminal("--isolated", *HERE, "a.md", streams=("stdout",))
        terminal.end()
        piped = run("--isolated", *HERE, "a.md", COLUMNS="100", NO_COLOR="1").stdout
    shown = terminal.text.replace("\r\n", "\n").replace(f"{LINE}\n\n", "")
    assert sorted(shown.split("\n\n")) == sorted(piped.split("\n\n"))


# Progress -----------------------------------------------------------------------------------------


@POSIX
def test_progress_is_drawn_on_a_terminal_and_taken_away() -> None:
    gate = Gate()
    with gate.server() as server:
        urls = [server.url(f"/{n}") for n in range(3)]
        write("a.md", "".join(f"[a]({url})\n" for url in [server.url("/now"), *urls]))
        terminal = Terminal("--isolated", *HERE, "a.md", streams=("stderr",))
        host = f"127.0.0.1:{server.port}"
        terminal.read(lambda text: f"links 1/4, 1 broken; open: {host} (3)" in text)
        gate.open()
        status, report = terminal.end()
    assert status == 1
    assert "broken-link" in report
    assert "links 1/4" not in report
    assert re.search(r"\r +\r$", terminal.text)
    assert "\n" not in terminal.text
    assert "\x1b" not in terminal.text
    assert max(map(len, terminal.text.split("\r"))) < 100


@POSIX
def test_a_terminal_of_a_ci_system_is_a_log() -> None:
    with Server(odd) as server:
        write("a.md", f"[a]({server.url('/slow')})\n")
        terminal = Terminal("--isolated", *HERE, "a.md", streams=("stderr",), CI="true")
        terminal.end()
    assert terminal.text == ""


def test_a_log_gets_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output, "_LOGGED_AFTER", 0.005)
    console = output.Console()
    console.checking(["https://a.com/1", "https://a.com/2", "https://b.com/"])
    console.progress(LinkResult("https://a.com/1", Verdict.BROKEN))
    shown = ""
    deadline = time.monotonic() + PATIENCE
    while shown.count("\n") < 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
        shown += capsys.readouterr().err
    console.checked()
    console.checked()
    assert "awesome-lint: links 1/3, 1 broken; open: " in shown
    assert "\r" not in shown


# Ctrl-C -------------------------------------------------------------------------------------------


def interrupted(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)


@POSIX
def test_what_is_known_is_reported_after_the_first() -> None:
    gate = Gate()
    with gate.server() as server:
        write("a.md", f"[a](#no) [b]({server.url('/now')}) [c]({server.url('/never')})\n")
        process = subprocess.Popen(
            [sys.executable, "-m", "lint", "--isolated", *HERE, "--format", "json", "a.md"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        deadline = time.monotonic() + PATIENCE
        while not server.methods("/never") or "GET" not in server.methods("/now"):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(0.2)  # for the answer to arrive
        interrupted(process)
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    report = json.loads(out)
    assert [link["verdict"] for link in report["links"]] == ["broken"]
    assert [one["rule"] for one in report["diagnostics"]] == ["missing-anchor", "broken-link"]
    assert err.decode().strip() == (
        "awesome-lint: interrupted; the report lacks the links that were not checked"
    )


@POSIX
def test_the_second_stops_at_once_while_things_are_put_in_order() -> None:
    """A site that will not be ended keeps the run from its end."""
    script = """
        import asyncio
        from lint.links.checker import check
        from lint.links.result import LinkOptions

        class Stubborn:
            name = "stubborn"

            def claims(self, url):
                return True

            async def answers(self, urls, client):
                print("asked", flush=True)
                try:
                    await asyncio.sleep(60)
                except asyncio.CancelledError:
                    print("cancelled", flush=True)
                    await asyncio.sleep(60)
                yield None

        check(["https://a.com/"], LinkOptions(), sites=[Stubborn()])
        print("never", flush=True)
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"asked\n"
    interrupted(process)
    assert process.stdout.readline() == b"cancelled\n"
    interrupted(process)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


@POSIX
def test_the_second_stops_at_once_while_the_report_is_written() -> None:
    gate = Gate()
    with gate.server() as server:
        # More than a pipe holds, and nobody reads.
        many = "".join(f"[a](#no-{number})\n" for number in range(5000))
        write("a.md", f"[b]({server.url('/never')})\n{many}")
        process = subprocess.Popen(
            [sys.executable, "-m", "lint", "--isolated", *HERE, "--format", "concise", "a.md"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        assert process.stderr is not None
        deadline = time.monotonic() + PATIENCE
        while not server.methods("/never"):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        interrupted(process)
        assert b"interrupted" in process.stderr.readline()
        assert process.stdout is not None
        assert select.select([process.stdout], [], [], PATIENCE)[0]  # the report has begun
        interrupted(process)
        assert process.wait(PATIENCE) == 130
        assert b"Traceback" not in process.stderr.read()
        process.stdout.close()
        process.stderr.close()


@POSIX
@pytest.mark.parametrize("path", ["/never", "/page"])
def test_add_says_that_nothing_was_added(path: str) -> None:
    """Whether a link is checked or its page is read."""
    opened = threading.Event()

    async def route(request: Request) -> AsyncIterator[bytes]:
        if request.path == "/never" or request.method == "GET":
            await asyncio.to_thread(opened.wait, PATIENCE)
        yield answer(200, b"", ("Content-Type", "text/html"), head=request.method == "HEAD")

    text = "# L\n\n- [a](https://a.example/) - A.\n- [b](https://b.example/) - B.\n"
    write("README.md", text)
    wanted = "GET" if path == "/page" else "HEAD"
    with Server(route) as server:
        process = subprocess.Popen(
            [sys.executable, "-m", "lint", "add", "--isolated", *HERE, "--write", server.url(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        deadline = time.monotonic() + PATIENCE
        while wanted not in server.methods(path):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        interrupted(process)
        out, err = process.communicate(timeout=PATIENCE)
        opened.set()
    assert (process.returncode, out) == (130, b"")
    assert err == b"awesome-lint: interrupted, so nothing was added\n"
    assert Path("README.md").read_text("utf-8") == text

"""Links from the command line to the report, against a real server on loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from lint.schemas import load
from tests.command import ANCHOR, CLEAN, PATIENCE, POSIX, environment, run, write
from tests.links.routes import odd, to
from tests.links.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("list.md", ANCHOR)
    write("clean.md", CLEAN)
    return tmp_path


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(odd) as running:
        yield running


def test_links_are_checked_and_reported_end_to_end(server: Server) -> None:
    gone, moved = server.url("/status/404"), server.url(to(301, server.url("/ok")))
    write("list.md", f"# A\n\n[a]({gone}) [b]({moved}) [c]({gone}#x)\n[d](http://10.0.0.1/)\n")
    done = run("--format", "json", "--allow-address", "127.0.0.1/32", "list.md")
    report: dict[str, Any] = json.loads(done.stdout)
    Draft202012Validator(load("report")).validate(report)
    assert (done.returncode, done.stderr) == (1, "")
    verdicts = {link["url"]: (link["verdict"], link["reason"]) for link in report["links"]}
    assert verdicts == {
        gone: ("broken", "not-found"),
        moved: ("ok", None),
        "http://10.0.0.1/": ("skipped", "private-address"),
    }
    assert report["links"][1]["redirect"] == {"permanent": True, "to": server.url("/ok")}
    rules = [(one["line"], one["rule"]) for one in report["diagnostics"]]
    assert [rule for rule in rules if rule[1] == "broken-link"] == [(3, "broken-link")] * 2
    assert (4, "private-address") in rules
    assert len([one for one in report["diagnostics"] if one["url"] == gone]) == 2


def test_a_badge_image_is_not_asked_for_but_where_it_leads(server: Server) -> None:
    badge = "https://img.shields.io/badge/a-b-c"
    write("list.md", f"[![a]({badge})]({server.url('/ok')})\n")
    report = json.loads(run("--format", "json", "--allow-address", "127.0.0.1", "list.md").stdout)
    assert [(link["url"], link["reason"]) for link in report["links"]] == [
        (server.url("/ok"), None),
        (badge, "badge-image"),
    ]


def test_a_network_that_is_down_is_said_once() -> None:
    with socket.socket() as closed:  # bound and not listening: connections are refused
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        write("list.md", f"[a](http://127.0.0.1:{port}/a) [b](http://127.0.0.1:{port}/b)\n")
        done = run("--allow-address", "127.0.0.1", "--retries", "0", "list.md")
    assert done.stderr == "awesome-lint: no host answered: the network seems to be down\n"
    assert "2 unverified" in done.stdout


def test_the_configuration_reaches_the_links(server: Server) -> None:
    write("list.md", f"[a]({server.url('/status/404')}) [b]({server.url('/ok')})\n")
    write(
        ".awesome-lint.toml",
        "[links]\nallow_addresses = ['127.0.0.1']\nexclude = ['/status/']\nuser_agent = 'me'\n",
    )
    report = json.loads(run("--format", "json", "list.md").stdout)
    assert [link["reason"] for link in report["links"]] == ["excluded", None]
    assert {request.headers["user-agent"] for request in server.requests} == {"me"}


@POSIX
def test_an_interrupted_run_reports_what_it_knows_and_says_130(server: Server) -> None:
    write("list.md", f"[a](#no) [b]({server.url('/status/404')}) [c]({server.url('/hang')})\n")
    options = ("--allow-address", "127.0.0.1", "--timeout", "50", "--format", "concise")
    process = subprocess.Popen(
        [sys.executable, "-m", "lint", *options, "list.md"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    deadline = time.monotonic() + PATIENCE
    while not server.methods("/hang") or not server.methods("/status/404"):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "missing-anchor" in out


@POSIX
def test_progress_is_drawn_on_a_terminal_and_taken_away(server: Server) -> None:
    import pty

    write("list.md", "".join(f"[a]({server.url(f'/ok?{n}')})\n" for n in range(12)))
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "lint", "--allow-address", "127.0.0.1", "list.md"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    os.close(theirs)
    drawn = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert [int(n) for n in re.findall(r"links (\d+)/12", drawn)] == list(range(1, 13))
    assert re.search(r"\r +\r$", drawn)
    assert b"links 1/" not in done.stdout

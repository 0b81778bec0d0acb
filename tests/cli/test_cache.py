"""What is remembered from run to run, by the command line and against real servers."""

from __future__ import annotations

import datetime as dt
import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from lint.config.config import Config
from lint.engine.pipeline import Task
from lint.engine.pipeline import run as run_engine
from lint.links.result import LinkOptions
from lint.links.store.sqlite import FILE_NAME
from lint.links.store.storage import Storage
from lint.rules import all_rules
from lint.source import Source
from lint.validation.schemas import load
from tests.command import ANCHOR, PATIENCE, POSIX, environment, run, write
from tests.links.routes import odd
from tests.links.server import Request, Server, answer, ok
from tests.listeners import Recorder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from lint.engine.report import Report

pytestmark = pytest.mark.usefixtures("folder")

CACHE = Path("cache")
LOCAL = ("--allow-address", "127.0.0.0/8", "--retries", "0", "list.md")
TODAY = dt.datetime.now(dt.UTC).date()


def lint(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A run with a cache in the folder `cache`, over the links of `list.md`."""
    remembering = {"AWESOME_LINT_NO_CACHE": "", "AWESOME_LINT_CACHE_DIR": str(CACHE)}
    return run(*arguments, *LOCAL, **{**remembering, **more})


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "lint", *arguments, *LOCAL],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(AWESOME_LINT_NO_CACHE="", AWESOME_LINT_CACHE_DIR=str(CACHE)),
    )


def write_list(*urls: str) -> None:
    write("list.md", "# A\n\n" + "".join(f"[{n}]({url})\n" for n, url in enumerate(urls)))


def links(*arguments: str, **more: str) -> list[dict[str, Any]]:
    done = lint("--format", "json", *arguments, **more)
    assert done.stderr == ""
    report = json.loads(done.stdout)
    Draft202012Validator(load("report")).validate(report)
    found: list[dict[str, Any]] = report["links"]
    return found


def edit(statement: str) -> None:
    with closing(sqlite3.connect(CACHE / FILE_NAME)) as connection:
        connection.execute(statement)
        connection.commit()


def stored() -> int:
    try:
        with closing(sqlite3.connect(f"file:{CACHE / FILE_NAME}?mode=ro", uri=True)) as connection:
            (count,) = connection.execute("SELECT count(*) FROM links").fetchone()
    except sqlite3.OperationalError:  # not there yet
        return 0
    return int(count)


def wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_second_run_asks_for_what_is_broken_alone(server: Server) -> None:
    good, gone, busy = (server.url(path) for path in ("/ok", "/status/404", "/status/403"))
    write_list(good, gone, busy)
    first = links()
    assert [link["cached"] for link in first] == [False] * 3
    server.requests.clear()
    second = links()
    assert [link["cached"] for link in second] == [True, False, True]
    assert [(link["url"], link["verdict"], link["reason"]) for link in second] == [
        (link["url"], link["verdict"], link["reason"]) for link in first
    ]
    assert {request.path for request in server.requests} == {"/status/404"}
    refreshed = links("--refresh")
    assert [link["cached"] for link in refreshed] == [False] * 3


def test_a_cached_answer_is_shown_with_its_day(server: Server) -> None:
    write_list(server.url("/status/403"))
    (fresh,) = json.loads(lint("--format", "json").stdout)["diagnostics"]
    assert "as of" not in fresh["message"]
    report = json.loads(lint("--format", "json").stdout)
    (known,), (link,) = report["diagnostics"], report["links"]
    said = f"as of {link['checked']}; use --refresh to check again"
    assert known["message"].endswith(f"(403 Forbidden, {said})")
    (again,) = json.loads(lint("--format", "json", "--refresh").stdout)["diagnostics"]
    assert again["message"] == fresh["message"]


def test_the_folder_can_be_said_and_the_cache_turned_off(server: Server) -> None:
    write_list(server.url("/ok"))
    links("--no-cache")
    assert not CACHE.exists()
    links("--cache-dir", "other")
    assert not CACHE.exists()
    assert links("--cache-dir", "other")[0]["cached"]
    assert not links()[0]["cached"]
    assert links()[0]["cached"]
    assert not links("--no-cache")[0]["cached"]
    platform = {"AWESOME_LINT_CACHE_DIR": "", "XDG_CACHE_HOME": str(Path.cwd() / "x")}
    if sys.platform == "linux":
        links(**platform)
        assert (Path("x") / "awesome-lint" / FILE_NAME).is_file()


def test_offline_the_cache_is_left_alone(server: Server) -> None:
    write_list(server.url("/ok"))
    assert lint("--offline").returncode == 0
    assert not CACHE.exists()
    CACHE.mkdir()
    (CACHE / FILE_NAME).write_bytes(b"garbage")
    done = lint("--offline", "--state", "no/state.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert [file.name for file in CACHE.iterdir()] == [FILE_NAME]


def test_a_list_without_links_to_ask_opens_no_cache() -> None:
    write("list.md", ANCHOR)
    lint()
    assert not CACHE.exists()


def test_days_are_configurable(server: Server) -> None:
    write_list(server.url("/ok"))
    write(".awesome-lint.toml", "[links.cache]\ngood_days = 0\n")
    assert not links()[0]["cached"]
    assert not links()[0]["cached"]
    write(".awesome-lint.toml", "[links.cache]\ngood_days = 366\n")
    assert "'links.cache.good_days' must be at most 365, not 366" in lint().stderr


def test_a_good_link_is_asked_again_after_a_week_by_its_etag() -> None:
    seen: list[dict[str, str]] = []

    async def tagged(request: Request) -> AsyncIterator[bytes]:
        seen.append(request.headers)
        known = request.headers.get("if-none-match") == '"1"'
        yield answer(304 if known else 200, b"", ("ETag", '"1"'), head=request.method == "HEAD")

    with Server(tagged) as server:
        write_list(server.url("/page"))
        links()
        edit(f"UPDATE links SET checked = '{TODAY - dt.timedelta(7)}'")
        (link,) = links()
        assert (link["verdict"], link["status"], link["cached"]) == ("ok", 200, False)
        assert links()[0]["cached"]
    assert ["if-none-match" in headers for headers in seen] == [False, True]


def test_a_broken_link_says_when_it_was_good(server: Server) -> None:
    write_list(server.url("/status/404"), server.url("/status/500"))
    lint()
    edit(
        "UPDATE links SET last_good = '2026-11-03', checked = '2026-11-04', fault_days = 5,"
        " fault_since = '2026-11-04', fault_last = '2026-11-10'"
    )
    done = lint("--format", "concise")
    gone, failing = done.stdout.splitlines()
    assert gone.endswith("does not exist (404 Not Found, last worked on 2026-11-03)")
    assert " error broken-link " in failing
    assert failing.endswith(
        "returned a server error (500 Internal Server Error, failing since 2026-11-04,"
        " last worked on 2026-11-03)"
    )


@POSIX
def test_after_a_kill_nothing_answered_is_asked_again(server: Server) -> None:
    """Killed while half of the servers answer and the others are still waited for."""
    with Server(odd, host="127.0.0.2") as slow:
        answered = [server.url(f"/ok?{n}") for n in range(60)]
        hanging = [slow.url(f"/hang?{n}") for n in range(5)]
        write_list(*answered, *hanging)
        process = start()
        wait(lambda: stored() == len(answered) and slow.open > 0)
        process.kill()
        assert process.wait(PATIENCE) == -signal.SIGKILL
        process.communicate()
    asked = len(server.requests)
    write_list(*answered, server.url("/ok"))
    found = links()
    assert [link["cached"] for link in found] == [True] * 60 + [False]
    assert [request.path for request in server.requests[asked:]] == ["/ok"]


def test_three_runs_side_by_side_share_a_cache(server: Server) -> None:
    urls = [server.url(f"/ok?{n}") for n in range(50)]
    gone = [server.url(f"/status/404?{n}") for n in range(10)]
    write_list(*urls, *gone)
    running = [start("--format", "json") for _ in range(3)]
    for process in running:
        stdout, stderr = process.communicate(timeout=PATIENCE)
        assert stderr == ""
        verdicts = [link["verdict"] for link in json.loads(stdout)["links"]]
        assert verdicts == ["ok"] * 50 + ["broken"] * 10
    with closing(sqlite3.connect(CACHE / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        failures = connection.execute("SELECT failures FROM links WHERE verdict = 'broken'")
        assert failures.fetchall() == [(3,)] * 10
    server.requests.clear()
    assert [link["cached"] for link in links()] == [True] * 50 + [False] * 10


def test_a_damaged_cache_is_set_aside_and_the_links_are_checked(server: Server) -> None:
    write_list(server.url("/ok"))
    CACHE.mkdir()
    file = CACHE / FILE_NAME
    file.write_bytes(b"garbage " * 200)
    done = lint()
    assert done.returncode == 0
    assert done.stderr == (
        f"awesome-lint: {file}: the cache is damaged (file is not a database);"
        f" renamed it to {FILE_NAME}.damaged and started a new one\n"
    )
    assert (CACHE / f"{FILE_NAME}.damaged").read_bytes() == b"garbage " * 200
    assert links()[0]["cached"]


def test_a_folder_that_cannot_be_is_no_reason_not_to_check(server: Server) -> None:
    write_list(server.url("/status/404"))
    write("cache", "a file")
    done = lint("--format", "concise")
    assert done.returncode == 1
    assert "404 Not Found" in done.stdout
    (note,) = done.stderr.splitlines()
    assert note.startswith(f"awesome-lint: {CACHE / FILE_NAME}: cannot use the cache (")
    assert note.endswith("); continuing without it")


def test_a_python_without_sqlite_checks_links_all_the_same(server: Server) -> None:
    write_list(server.url("/status/404"))
    code = "import sys; sys.modules['sqlite3'] = None; from lint.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--format", "concise", *LOCAL],
        env=environment(AWESOME_LINT_NO_CACHE="", AWESOME_LINT_CACHE_DIR=str(CACHE)),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1
    note = "awesome-lint: this Python has no sqlite3, so link results are not cached\n"
    assert done.stderr == note


def test_info_and_clear(server: Server) -> None:
    file = CACHE / FILE_NAME
    options = ("--cache-dir", str(CACHE))
    for command in ("info", "clear"):
        done = run("cache", command, *options)
        assert (done.returncode, done.stdout) == (0, f"{file}: no cache\n")
    assert not CACHE.exists()
    write_list(server.url("/ok"), server.url("/status/404"), server.url("/status/503"))
    lint()
    (CACHE / f"{FILE_NAME}.damaged").write_bytes(b"x" * 1234)
    done = run("cache", "info", AWESOME_LINT_CACHE_DIR=str(CACHE))
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
    assert lines[0][1].startswith(f"{file}, ")
    assert lines[1:] == [
        ["URLs", "3"],
        ["ok", "1"],
        ["broken", "1"],
        ["unverified", "1"],
        ["Checked", f"from {TODAY} to {TODAY}"],
        ["Damaged", f"{file}.damaged, 1.2 kB"],
    ]
    first, second = run("cache", "clear", *options).stdout.splitlines()
    assert first.startswith(f"{file}: removed 3 URLs (")
    assert second == f"{file}.damaged: removed (1.2 kB)"
    assert stored() == 0
    assert "URLs          0\n" in run("cache", "info", *options).stdout
    assert not links()[0]["cached"]


def test_info_and_clear_of_what_is_no_cache() -> None:
    CACHE.mkdir()
    file = CACHE / FILE_NAME
    file.write_bytes(b"x" * 1500)
    options = ("--cache-dir", str(CACHE))
    done = run("cache", "info", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (f"awesome-lint: {file}: cannot read the cache: file is not a database\n")
    assert run("cache", "clear", *options).stdout == f"{file}: removed (1.5 kB)\n"
    assert list(CACHE.iterdir()) == []
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    for command in ("info", "clear"):
        done = run("cache", command, *options)
        assert (done.returncode, done.stdout) == (2, "")
        assert "a later version of awesome-lint made it" in done.stderr
    assert file.exists()


def test_clearing_under_a_run_costs_it_nothing(server: Server) -> None:
    with Server(odd, host="127.0.0.2") as slow:
        write_list(server.url("/ok"), slow.url("/hang"))
        process = start("--timeout", "4", "--format", "json")
        wait(lambda: stored() == 1)
        cleared = run("cache", "clear", "--cache-dir", str(CACHE))
        assert "removed 1 URL (" in cleared.stdout
        stdout, stderr = process.communicate(timeout=PATIENCE)
    assert stderr == ""
    verdicts = [link["verdict"] for link in json.loads(stdout)["links"]]
    assert verdicts == ["ok", "unverified"]
    assert stored() == 1  # what came after


@POSIX
def test_ctrl_c_keeps_what_is_known(server: Server) -> None:
    with Server(odd, host="127.0.0.2") as slow:
        write_list(server.url("/ok"), slow.url("/hang"))
        process = start("--timeout", "60", "--format", "json", "--state", "state.json")
        wait(lambda: stored() == 1 and slow.open > 0)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    state = json.loads(Path("state.json").read_text(encoding="utf-8"))
    assert [link["url"] for link in state["links"]] == [server.url("/ok")]
    write_list(server.url("/ok"))
    assert links()[0]["cached"]
    assert links("--no-cache", "--state", "state.json")[0]["cached"]


def test_a_bad_state_file_stops_the_run_before_anything_is_asked(server: Server) -> None:
    write_list(server.url("/ok"))
    write("state.json", "{")
    done = lint("--state", "state.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "awesome-lint: state.json:1:2: invalid state file: Expecting property"
    )
    assert done.stderr.count("\n") == 1
    assert server.requests == []
    assert not CACHE.exists()


def test_mending_counts_no_failure_twice(server: Server) -> None:
    gone = server.url("/status/404")
    write("list.md", f"# A\n\n- [a]({gone})\n- [b](https://utm.invalid/?utm_source=x)\n")
    lint("--fix", "--unsafe-fixes")
    with closing(sqlite3.connect(CACHE / FILE_NAME)) as connection:
        failures = connection.execute("SELECT failures FROM links WHERE url = ?", (gone,))
        assert failures.fetchone() == (1,)


def report_on(day: int, *urls: str, storage: Storage | None = None) -> tuple[Report, list[str]]:
    """The report on a list with links to `urls` so many days from now, and the notes."""
    text = "".join(f"[{n}]({url})\n" for n, url in enumerate(urls))
    source = Source("list.md", text)
    options = LinkOptions(retries=0, allow_addresses=(ip_network("127.0.0.0/8"),))
    ear = Recorder()
    report = run_engine(
        [Task(source, Config(links=options))],
        all_rules().values(),
        today=TODAY + dt.timedelta(day),
        listener=ear,
        storage=storage or Storage(folder=CACHE),
    )
    return report, [*ear.failures, *ear.notes]


def said(report: Report) -> list[tuple[str, str]]:
    return [(one.rule, one.message) for one in report.diagnostics if "-link" in one.rule]


def test_a_dead_link_among_remembered_ones_turns_broken_in_a_fortnight(server: Server) -> None:
    """The others are not asked for a week: one of them is, to see whether there is a network."""
    with Server(ok) as gone:
        dead = gone.url("/x")
    good = [server.url(f"/ok?{n}") for n in range(20)]
    for day in range(4):
        report, notes = report_on(day, *good, dead)
        assert [rule for rule, _ in said(report)] == ["unverified-link"]
        assert notes == []
    assert len(server.requests) == 20 + 3
    report, notes = report_on(13, *good, dead)
    since = TODAY.isoformat()
    assert said(report) == [
        ("broken-link", f"{dead} refused the connection (failing since {since})")
    ]
    assert notes == []


def test_a_network_that_is_down_for_days_breaks_nothing(server: Server) -> None:
    with Server(ok) as gone:
        dead, other = gone.url("/x"), gone.url("/y")
    report_on(0, server.url("/ok"))
    for day in range(7, 12):
        report, notes = report_on(day, other, dead)
        assert [rule for rule, _ in said(report)] == ["unverified-link"] * 2
        assert notes == [], "one host that is gone is no network that is down"
        assert {one.failures for one in report.results.values()} == {0}
    report, _ = report_on(12, server.url("/ok"), other, dead)
    assert [one.failures for one in report.results.values()] == [0, 1, 1]


def test_a_link_that_comes_back_is_good_again() -> None:
    down = True

    async def flaky(_: Request) -> AsyncIterator[bytes]:
        yield answer(500 if down else 200)

    with Server(flaky) as server, Server(ok, host="127.0.0.2") as other:
        url = server.url("/x")
        rules = [
            rule
            for day in range(3)
            for rule, _ in said(report_on(day, url, other.url(f"/{day}"))[0])
        ]
        assert rules == ["unverified-link", "unverified-link", "broken-link"]
        down = False
        report, _ = report_on(3, url)
        assert said(report) == []
        down = True
        report, _ = report_on(10, url, other.url("/10"))
        assert [rule for rule, _ in said(report)] == ["unverified-link"]
        assert f"last worked on {TODAY + dt.timedelta(3)}" in said(report)[0][1]

"""Links from the command line to the report, against a real server on loopback."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from lint.validation.schemas import load
from tests.command import PATIENCE, POSIX, environment, run, write
from tests.links.routes import odd, to
from tests.links.server import Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

pytestmark = pytest.mark.usefixtures("two_lists")


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


@pytest.mark.parametrize(
    ("path", "rule", "accept"),
    [
        ("/status/404", "broken-link", "404"),
        ("/status/403", "unverified-link", "403"),
        ("/garbage", "unverified-link", '"protocol-error"'),
    ],
)
def test_the_last_line_says_how_to_accept_a_link(
    server: Server, path: str, rule: str, accept: str
) -> None:
    write("list.md", f"[a]({server.url(path)})\n")
    options = ("--allow-address", "127.0.0.1", "--format", "full", "--retries", "0")
    out = run(*options, "--no-cache", "list.md").stdout
    assert f'= help: to accept this link, set [links.accept] "127.0.0.1" = [{accept}], add a' in out
    assert f"<!-- awesome-lint: ignore {rule} -->" in out
    write(
        ".awesome-lint.toml",
        f"[links]\nallow_addresses = ['127.0.0.1']\naccept = {{'127.0.0.1' = [{accept}]}}\n",
    )
    (link,) = json.loads(run("--format", "json", "--no-cache", "list.md").stdout)["links"]
    assert (link["verdict"], link["reason"]) == ("ok", None)
    write(".awesome-lint.toml", "")
    write("list.md", f"[a]({server.url(path)}) <!-- awesome-lint: ignore {rule} -->\n")
    assert f"[{rule}]" not in run(*options, "--no-cache", "list.md").stdout


def test_a_report_says_since_when_and_how_often_a_link_has_failed(server: Server) -> None:
    write("list.md", f"[a]({server.url('/status/404')})\n")
    options = ("--allow-address", "127.0.0.1", "--state", "state.json", "--no-cache", "list.md")
    run(*options)
    (link,) = json.loads(run("--format", "json", *options).stdout)["links"]
    assert link["failures"] == 2
    assert f"has failed in 3 runs since {link['failing_since']}" in run(*options).stdout


DOWN = "awesome-lint: no host responded: the network seems to be down\n"
EVERYWHERE = ("--allow-address", "127.0.0.0/8", "--retries", "0")


@pytest.fixture
def closed_port() -> Iterator[int]:
    """One that is bound and not listening: connections are refused, on every loopback address."""
    with socket.socket() as closed:
        closed.bind(("0.0.0.0", 0))
        yield closed.getsockname()[1]


def dead(port: int, hosts: int) -> str:
    return " ".join(f"[a](http://127.0.1.{n}:{port}/{page})" for n in range(hosts) for page in "ab")


def test_a_network_that_is_down_is_said_once(closed_port: int) -> None:
    write("list.md", f"{dead(closed_port, 3)}\n")
    done = run(*EVERYWHERE, "list.md")
    assert (done.returncode, done.stderr) == (2, DOWN)
    assert "6 links, not checked" in done.stdout
    report = json.loads(run(*EVERYWHERE, "--format", "json", "list.md").stdout)
    assert not any("-link" in one["rule"] for one in report["diagnostics"])
    assert {(one["verdict"], one["reason"]) for one in report["links"]} == {("skipped", "offline")}
    spared = run(*EVERYWHERE, "--fail-on", "never", "list.md")
    assert (spared.returncode, spared.stderr) == (0, DOWN)


def test_a_network_that_is_down_leaves_the_baseline_and_the_history_alone(closed_port: int) -> None:
    write("list.md", f"{dead(closed_port, 3)}\n")
    write(".awesome-lint-baseline.json", '{"version": 1, "findings": []}\n')
    before = Path(".awesome-lint-baseline.json").read_text(encoding="utf-8")
    done = run(*EVERYWHERE, "--write-baseline", "--state", "state.json", "list.md")
    assert done.returncode == 2
    assert "no baseline was written" in done.stderr
    assert Path(".awesome-lint-baseline.json").read_text(encoding="utf-8") == before
    assert json.loads(Path("state.json").read_text(encoding="utf-8"))["links"] == []


@pytest.mark.parametrize("hosts", [1, 2])
def test_a_host_or_two_that_are_gone_are_no_network_that_is_down(
    closed_port: int, hosts: int
) -> None:
    write("list.md", f"{dead(closed_port, hosts)}\n")
    done = run(*EVERYWHERE, "list.md")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{2 * hosts} unverified" in done.stdout


@pytest.mark.parametrize("answers", [False, True])
def test_the_host_of_the_remote_is_a_witness(
    closed_port: int,
    server: Server,
    answers: bool,  # noqa: FBT001 - pytest passes it
) -> None:
    Path(".git").mkdir()
    port = server.port if answers else closed_port
    write(".git/config", f'[remote "origin"]\n\turl = http://127.0.0.1:{port}/o/r.git\n')
    write(".git/HEAD", "ref: refs/heads/main\n")
    write("list.md", f"{dead(closed_port, 1)}\n")
    done = run(*EVERYWHERE, "list.md")
    assert (done.returncode, done.stderr) == ((0, "") if answers else (2, DOWN))


def test_servers_that_say_nothing_are_no_network_that_is_down(server: Server) -> None:
    write("list.md", " ".join(f"[a]({server.url('/hang')}?{n})" for n in range(3)))
    with Server(odd, host="127.0.0.2") as second, Server(odd, host="127.0.0.3") as third:
        write("list.md", " ".join(f"[a]({one.url('/hang')})" for one in (server, second, third)))
        done = run(*EVERYWHERE, "--timeout", "1", "list.md")
    assert done.stderr == ""
    assert "3 unverified" in done.stdout


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
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["INT", "TERM"]
)
def test_an_interrupted_run_reports_what_it_knows(
    server: Server, number: signal.Signals, status: int
) -> None:
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
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == status
    assert "Traceback" not in err
    assert "missing-anchor" in out


def test_an_archived_copy_is_offered_as_an_unsafe_fix(server: Server) -> None:
    copy = "http://web.archive.org/web/20130919044612/http://example.com/"
    closest = {"available": True, "status": "200", "url": copy, "timestamp": "20130919044612"}

    async def route(_: Request) -> AsyncIterator[bytes]:
        yield answer(200, json.dumps({"archived_snapshots": {"closest": closest}}).encode())

    text = f"[a]({server.url('/status/404')}#part) <{server.url('/status/404')}>\n"
    write("list.md", text)
    with Server(route) as archive:
        settings = f"allow_addresses = ['127.0.0.1']\narchive_url = '{archive.url('/')}'\n"
        write(".awesome-lint.toml", f"[links]\narchive = true\n{settings}")
        report = run("--format", "full", "list.md").stdout
        assert "help: link to the Wayback Machine's copy of 2013-09-19" in report
        assert "Next: --fix --unsafe-fixes can fix up to 2 problems" in report
        assert "fixed" not in run("--fix", "list.md").stderr.lower()
        done = run("--diff", "--unsafe-fixes", "list.md")
    secure = copy.replace("http:", "https:", 1)
    assert f"+[a]({secure}#part) <{secure}>\n" in done.stdout


def test_images_are_checked_only_where_that_is_wanted(server: Server) -> None:
    badge, picture = server.url("/status/404/badge.svg"), server.url("/status/404")
    write("list.md", f"![a]({picture}) ![b]({badge}) <img src='{picture}?c'>\n")
    for settings, expected in {
        "": ["broken", "skipped", "broken"],
        "images = false": ["skipped", "skipped", "skipped"],
        "badge_images = true": ["broken", "unverified", "broken"],
    }.items():
        write(".awesome-lint.toml", f"[links]\nallow_addresses = ['127.0.0.1']\n{settings}\n")
        report = json.loads(run("--format", "json", "--no-cache", "list.md").stdout)
        assert [link["verdict"] for link in report["links"]] == expected, settings
        reasons = {link["reason"] for link in report["links"] if link["verdict"] == "skipped"}
        assert reasons <= {"badge-image", "excluded"}


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ("exclude = ['(']", "'links.exclude[1]': invalid regular expression '(': missing )"),
        (
            "include = ['*.a.com']",
            "'links.include[1]': invalid regular expression '*.a.com'; write",
        ),
        ("accept = {'a.com' = [99]}", "'links.accept.\"a.com\"[1]' must be a status like 403, a"),
        ("accept = {'a.com' = ['6xx']}", "'links.accept': '6xx' is neither a status such as 403"),
        ("accept = {'https://a.com' = [403]}", "'links.accept': 'https://a.com' is not a host"),
        ("headers = {'a.com' = {X = 'y'}}", "'links.headers': 'a.com' is not an origin"),
        (
            "headers = {'https://a.com' = {Host = 'y'}}",
            "'links.headers': the header Host cannot be",
        ),
        (
            "headers = {'https://a.com' = {X = 1}}",
            "'links.headers.\"https://a.com\".X' must be a string",
        ),
        (
            "archive_url = 'https://u:sEcret@a.com/'",
            "'links.archive_url': expected an http or https",
        ),
        ('user_agent = "a\\u001b[31m"', "'links.user_agent' must be one line of ASCII characters"),
        ("ca_bundle = 'gone.pem'", ""),
    ],
)
def test_a_wrong_key_is_one_clear_line(settings: str, line: str, server: Server) -> None:
    write("list.md", f"[a]({server.url('/ok')})\n")
    write(".awesome-lint.toml", f"[links]\n{settings}\n")
    done = run("list.md")
    assert (done.returncode, done.stdout) == (2, "")
    wanted = line or "gone.pem: cannot be used as a CA bundle: "
    assert wanted in done.stderr
    assert done.stderr.count("\n") == 1
    assert not line or done.stderr.startswith("awesome-lint: .awesome-lint.toml:")
    assert "sEcret" not in done.stderr


def test_headers_come_from_the_environment_and_the_configuration(server: Server) -> None:
    write("list.md", f"[a]({server.url('/ok')})\n")
    origin = server.url("")
    write(
        ".awesome-lint.toml",
        f"[links]\nallow_addresses = ['127.0.0.1']\n"
        f"[links.headers.'{origin}']\nX-One = 'file'\nX-Two = 'file'\n",
    )
    assert run("list.md", AWESOME_LINT_HEADERS=f"{origin} x-two: sEcret").returncode == 0
    headers = server.requests[0].headers
    assert (headers["x-one"], headers["x-two"]) == ("file", "sEcret")
    done = run("list.md", AWESOME_LINT_HEADERS="sEcret")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "awesome-lint: AWESOME_LINT_HEADERS: line 1 is not of the form"
        " 'https://example.org Name: value'\n"
    )

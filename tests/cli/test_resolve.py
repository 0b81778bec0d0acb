"""`rows --resolve`, and the rules on what sites say of papers, with an arXiv on loopback."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from jsonschema import Draft202012Validator

from lint.links.providers import arxiv as arxiv_interface
from lint.validation.schemas import load
from tests.command import PATIENCE, POSIX, environment, run, write
from tests.links.providers.interfaces import FORMER, PAPERS, arxiv
from tests.links.routes import odd
from tests.links.server import Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tests.links.server import Request

pytestmark = pytest.mark.usefixtures("folder")

ADDED = {"identity", "verdict", "reason", "facts"}
TABLE = """\
| Date | Title | Paper |
|---|---|---|
| 2023-03 | Foundation Models for Decision Making | [paper](https://arxiv.org/abs/2303.04129) |
| 2023-05 | A Title of Quite Another Paper | [paper](https://arxiv.org/abs/2303.04129) |
| 2023-08 | A Quantum Claim | [paper](https://arxiv.org/abs/2308.08167) |
"""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    # Three seconds between requests; that they are kept is shown where the clock is a test's own.
    monkeypatch.setattr(arxiv_interface, "_APART", 0.0)
    with Server(_route) as running:
        write(
            ".awesome-lint.toml",
            "[links]\nallow_addresses = ['127.0.0.1']\n"
            f"[sites.urls]\narxiv = '{running.url('/arxiv')}'\n",
        )
        yield running


async def _route(request: Request) -> AsyncIterator[bytes]:
    path, _, query = request.path.partition("?")
    if not path.startswith("/arxiv/"):
        async for part in odd(request):
            yield part
        return
    status, body = arxiv(path.removeprefix("/arxiv"), parse_qs(query))
    yield answer(status, body, ("Content-Type", "application/atom+xml"))


def _rows(text: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in text.splitlines()]
    for row in rows:
        Draft202012Validator(load("row")).validate(row)
    return rows


def test_a_report_has_what_the_sites_say(server: Server) -> None:
    write("list.md", TABLE)
    done = run("check", "--no-cache", "--format", "json", "list.md")
    report = json.loads(done.stdout)
    Draft202012Validator(load("report")).validate(report)
    facts = {one["url"]: one["facts"] for one in report["links"]}
    known = facts["https://arxiv.org/abs/2303.04129"]
    assert known["title"] == "Foundation Models for Decision Making"
    assert known["date"].startswith("2023-03")
    assert "stars" not in known
    assert server.port


def test_a_missing_date_is_completed(server: Server) -> None:
    text = TABLE.replace("| 2023-03 |", "|         |").replace("| 2023-05 |", "| May 2023 |")
    write("list.md", text)
    options = ("--no-cache", "--select", "missing-date", "--fix", "--unsafe-fixes")
    done = run("check", *options, "list.md")
    assert (done.returncode, done.stderr) == (0, "Fixed 1 problem in 1 file\n")
    assert Path("list.md").read_text() == text.replace("|         |", "| Mar 2023 |")
    assert server.port


def test_entries_get_what_the_sites_say_of_their_links(server: Server) -> None:
    page, gone = server.url("/ok"), server.url("/status/404")
    write(
        "list.md",
        f"{TABLE}| 2023 | Pages | [a]({page}#x) [b]({gone}) [c](./d) [d](mailto:a@b.example) |\n",
    )
    done = run("rows", "--resolve", "list.md")
    assert (done.returncode, done.stderr) == (0, "")
    first, _, third, last = _rows(done.stdout)
    assert first["links"][0] | {"facts": None} == {
        "says": "paper",
        "label": "paper",
        "message": "",
        "url": "https://arxiv.org/abs/2303.04129",
        "kind": "inline",
        "site": "arxiv",
        "badge": False,
        "identity": "arxiv:2303.04129",
        "verdict": "ok",
        "reason": None,
        "facts": None,
    }
    facts = first["links"][0]["facts"]
    assert (facts["title"], facts["date"], facts["withdrawn"]) == (
        "Foundation Models for Decision Making",
        "2023-03-07",
        False,
    )
    assert third["links"][0]["facts"]["withdrawn"]
    found = [(link["identity"], link["verdict"], link["reason"]) for link in last["links"]]
    assert found == [
        (None, "ok", None),
        (None, "broken", "not-found"),
        (None, None, None),
        (None, None, None),
    ]


def test_without_the_network_rows_are_as_before(server: Server) -> None:
    write("list.md", TABLE)
    done = run("rows", "list.md")
    assert done.returncode == 0
    assert "verdict" not in done.stdout
    assert not server.requests
    bare = [
        {
            **row,
            "links": [
                {key: link[key] for key in link if key not in ADDED} for link in row["links"]
            ],
        }
        for row in _rows(run("rows", "--resolve", "list.md").stdout)
    ]
    assert [json.dumps(row) for row in bare] == done.stdout.splitlines()


@pytest.mark.parametrize("how", ["option", "environment", "configuration"])
def test_offline_is_refused(server: Server, how: str) -> None:
    write("list.md", TABLE)
    more = {"AWESOME_LINT_OFFLINE": "1"} if how == "environment" else {}
    if how == "configuration":
        write(".awesome-lint.toml", "offline = true\n")
    done = run("rows", "--resolve", *(["--offline"] if how == "option" else []), "list.md", **more)
    message = (
        "awesome-lint: list.md: --resolve needs the network;"
        " remove `offline` from the configuration\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
    assert run("rows", "--offline", "list.md").returncode == 0
    assert not server.requests


def test_answers_are_remembered(server: Server, folder: Path) -> None:
    write("list.md", TABLE + f"| 2023 | Page | [a]({server.url('/ok')}) |\n")
    rows = ("rows", "--resolve", "--cache-dir", folder / "cache", "list.md")
    first = run(*rows, AWESOME_LINT_NO_CACHE="0")
    asked = len(server.requests)
    assert asked
    assert run(*rows, AWESOME_LINT_NO_CACHE="0").stdout == first.stdout
    assert len(server.requests) == asked
    run(*rows, "--refresh", AWESOME_LINT_NO_CACHE="0")
    assert len(server.requests) > asked


@POSIX
def test_an_interrupted_run_shows_what_it_knows(server: Server) -> None:
    write("list.md", f"| Title | Link |\n|---|---|\n| Page | [a]({server.url('/hang')}) |\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "lint", "rows", "--resolve", "list.md"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    end = time.monotonic() + PATIENCE
    while not server.requests and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert [link["verdict"] for row in _rows(out) for link in row["links"]] == [None]
    assert err == "awesome-lint: interrupted; links that were not checked have no verdict\n"


def test_the_rules_on_facts_from_the_command_line(server: Server) -> None:
    write("list.md", TABLE)
    done = run(
        "--format",
        "concise",
        "--select",
        "title-mismatch,date-mismatch,withdrawn-paper,date-contradiction",
        "list.md",
    )
    date, title, withdrawn = done.stdout.splitlines()
    assert date == (
        "list.md:4:3: info date-mismatch the date is 2023-05, but the first version of"
        " arXiv:2303.04129 is from 2023-03-07"
    )
    assert title == (
        "list.md:4:46: warning title-mismatch the link “paper” leads to “Foundation Models for"
        " Decision Making”, not “A Title of Quite Another Paper”"
    )
    assert withdrawn == (
        "list.md:5:31: warning withdrawn-paper https://arxiv.org/abs/2308.08167 (“A Quantum"
        " Claim”) was withdrawn"
    )
    # The second one asked whether an earlier version had the title.
    assert len(server.requests) == 2


def test_a_former_title_is_found_whatever_is_remembered(server: Server) -> None:
    """The cache knows the paper; only a title that is not its own is a reason to ask again."""
    old, now = FORMER["2402.17294", 1], PAPERS["2402.17294"][1]
    arguments = ("--format", "concise", "--select", "title-mismatch,renamed-paper", "list.md")
    asked = []
    for title in (now, old, old, "A Title of Quite Another Paper", now):
        write("list.md", f"- [{title}](https://arxiv.org/abs/2402.17294)\n")
        done = run(*arguments, AWESOME_LINT_NO_CACHE="", AWESOME_LINT_CACHE_DIR="cache")
        asked.append(len(server.requests))
        assert done.stdout.split(" ")[1:3] == {
            now: [],
            old: ["info", "renamed-paper"],
        }.get(title, ["warning", "title-mismatch"])
    assert asked == [1, 3, 3, 3, 3]
    write("list.md", f"- [{old}](https://arxiv.org/abs/2402.17294)\n")
    run("--select", "renamed-paper", "--fix", "--unsafe-fixes", "list.md")
    assert Path("list.md").read_text(encoding="utf-8") == (
        f"- [{now}](https://arxiv.org/abs/2402.17294)\n"
    )

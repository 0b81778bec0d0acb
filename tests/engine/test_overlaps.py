"""One place is reported once, and only by rules that run."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from lint.diagnostics import Finding, Severity
from lint.engine.overlaps import Ranked, resolve
from lint.rules import all_rules, rule
from lint.source import Span
from tests.command import run, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAIRS = [(winner.id, loser) for winner in all_rules().values() for loser in sorted(winner.outranks)]


@rule("strong", Severity.WARNING, since="0.2.0", outranks=("weak",))
def strong(_: object, __: object) -> Iterator[Finding]:
    """Outranks another."""
    yield from ()


@rule("weak", Severity.ERROR, since="0.2.0")
def weak(_: object, __: object) -> Iterator[Finding]:
    """Is outranked."""
    yield from ()


class _Gone(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(404)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def gone() -> Iterator[str]:
    """The URL of a server that answers 404 to everything."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Gone)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def ranked(one: Any, start: int, end: int) -> Ranked:
    return Ranked(one, Finding(Span(start, end), "message"), one.severity)


@pytest.mark.parametrize(("winner", "loser"), PAIRS)
def test_a_rule_outranks_rules_that_exist_and_not_itself(winner: str, loser: str) -> None:
    assert loser in all_rules()
    assert winner not in all_rules()[loser].outranks


@pytest.mark.parametrize(("winner", "loser"), PAIRS)
def test_each_pair_is_resolved_at_one_place(winner: str, loser: str) -> None:
    one, other = all_rules()[winner], all_rules()[loser]
    found = [ranked(one, 10, 30), ranked(other, 12, 30), ranked(other, 40, 50)]
    kept = resolve(found)
    assert [(each.rule.id, each.finding.span.start) for each in kept] == [(winner, 10), (loser, 40)]
    assert kept[0].severity == max(one.severity, other.severity)


@pytest.mark.parametrize(
    ("place", "hidden"),
    [((0, 5), True), ((0, 4), True), ((2, 5), True), ((0, 6), False), ((5, 9), False)],
)
def test_only_what_lies_within_is_hidden(place: tuple[int, int], *, hidden: bool) -> None:
    kept = resolve([ranked(strong, 0, 5), ranked(weak, *place)])
    assert [one.rule.id for one in kept] == (["strong"] if hidden else ["strong", "weak"])


def test_the_furthest_of_nested_places_counts() -> None:
    kept = resolve([ranked(strong, 0, 50), ranked(strong, 5, 8), ranked(weak, 20, 30)])
    assert [one.rule.id for one in kept] == ["strong", "strong"]
    assert [one.severity for one in kept] == [Severity.ERROR, Severity.WARNING]


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ((), {"malformed-link"}),
        (("--select", "broken-link"), {"broken-link"}),
        (("--ignore", "malformed-link"), {"broken-link", "stray-url-punctuation"}),
    ],
)
def test_a_rule_that_does_not_run_hides_nothing(
    options: tuple[str, ...], rules: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with gone() as url:
        write("a.md", f"# A\n\n见 {url}/gone。\n")
        here = ("--isolated", "--allow-address", "127.0.0.0/8", "--format", "json")
        done = run(*here, *options, "a.md")
    assert done.returncode == 1
    assert {one["rule"] for one in json.loads(done.stdout)["diagnostics"]} == rules


HEAD = "| Title | Description | Date | Code |\n|---|---|---|---|\n"
ROWS = "".join(
    f"| [{name}](https://a.example/{n}) | What it is. | 2021-0{n} | [c](https://c.example/{n}) |\n"
    for n, name in enumerate("ABCDEFGH", 1)
)
# A line or a row that only one rule speaks of, and the rules that would speak of it, too.
SLIPS = [
    ("swallowed-line", "missing-date", "More papers are in the wiki.\n"),
    ("swallowed-line", "missing-summary", "[More](https://fine.example/wiki) of them.\n"),
    ("swallowed-line", "missing-link", "もっとあります。\n"),
    ("swallowed-line", "unsorted-entry", "[Ask](https://fine.example/ask) us.\n"),
    (
        "ragged-row",
        "invalid-date",
        "| [I](https://c.example/i) | 2022-01 | [c](https://c.example) |\n",
    ),
    ("ragged-row", "invalid-date", "| What it is. | 2022-01 | [代码](https://c.example/i) |\n"),
    (
        "ragged-row",
        "invalid-date",
        "| [I](https://c.example/i) | What | it is. | 2022-01 | code |\n",
    ),
    ("ragged-row", "missing-date", "| What it is. | 2022-01 |\n"),
]


@pytest.mark.parametrize(("winner", "loser", "line"), SLIPS)
def test_what_follows_from_a_slip_is_not_reported_besides(
    winner: str, loser: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("a.md", f"# A\n\n{HEAD}{ROWS}{line}")

    def rules(*options: str) -> set[str]:
        done = run("--offline", "--isolated", "--format", "json", *options, "a.md")
        found = json.loads(done.stdout)["diagnostics"]
        return {one["rule"] for one in found if one["line"] == 13}

    assert loser in rules("--ignore", winner)
    assert rules() == {winner}


def test_a_date_that_is_wrong_by_itself_is_reported_in_a_long_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    row = "| [I](https://c.example/i) | What it is. | 2022--01 | [c](https://c.example) | lost |\n"
    write("a.md", f"# A\n\n{HEAD}{ROWS}{row}")
    done = run("--offline", "--isolated", "--format", "json", "a.md")
    found = {one["rule"] for one in json.loads(done.stdout)["diagnostics"]}
    assert found == {"invalid-date", "ragged-row"}


@pytest.mark.parametrize(
    "row",
    [
        "| [I](https://c.example/i) | [J] | 2022-01 | What it is. | [c](https://c.example) |",
        "| 名前 | 何か | 説明 | 2022-01 | [c](https://c.example) |",
        "| [Я](https://c.example/i) | Что это | и что ещё | 2022-01 | код |",
    ],
)
@pytest.mark.parametrize("rows", [1, 2, 4])
def test_a_row_of_a_short_table_is_reported_once(
    row: str, rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = "".join(f"{one}\n" for one in ROWS.splitlines()[:rows])
    write("a.md", f"# A\n\n{HEAD}{before}{row}\n")
    done = run("--offline", "--isolated", "--format", "json", "a.md")
    assert [one["rule"] for one in json.loads(done.stdout)["diagnostics"]] == ["ragged-row"]

"""Each format of the small report, and each format of whatever a list may hold."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lint.diagnostics import Edit, Finding, Fix, Related, Report, Severity, Span
from lint.links.result import LinkResult, Reason, Verdict
from lint.reporters import FORMATS, render
from lint.schemas import load
from lint.source import Source
from tests.reporters.small import BADGE, DIAGNOSTICS, LINKED, MOVED, REPORT, report_of

if TYPE_CHECKING:
    from pathlib import Path

FULL = """\
info[invalid-date]: 7/4/23 is 7 April or 4 July
 --> docs/list.md:4:3
  |
4 | | 7/4/23 | 论文 [![arXiv](https://img.shields.io/badge/a-b-c)](https://cdn…
  |   ^^^^^^

error[badge-url-mismatch]: the badge says arXiv: 100%, its link is not
 --> docs/list.md:4:15
  |
4 | … [![arXiv](https://img.shields.io/badge/a-b-c)](https://cdn.example/x.pdf)…
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = note: 3:10: the column

warning[redirected-link]: it has moved
 --> docs/list.md:5:2
  |
5 |     [two
  |     ^^^^
  = note: goes on to line 6
  = help: lead to the new address

Found 1 error, 1 warning, 1 note in 1 file (1 entry, 3 links to 3 URLs: 1 ok, 1 broken, \
1 skipped); 1 fixable with --fix
"""
CONCISE = """\
docs/list.md:4:3: info invalid-date 7/4/23 is 7 April or 4 July
docs/list.md:4:15: error badge-url-mismatch the badge says arXiv: 100%, its link is not
docs/list.md:5:2: warning redirected-link it has moved
"""
GITHUB = (
    "::notice file=docs/list.md,line=4,endLine=4,col=3,endColumn=9,title=invalid-date"
    "::7/4/23 is 7 April or 4 July\n"
    "::error file=docs/list.md,line=4,endLine=4,col=15,endColumn=88,title=badge-url-mismatch"
    "::the badge says arXiv: 100%25, its link is not\n"
    "::warning file=docs/list.md,line=5,endLine=6,title=redirected-link::it has moved\n"
)
JSON: dict[str, Any] = {
    "version": 1,
    "diagnostics": [
        {
            "path": "docs/list.md",
            "line": 4,
            "column": 3,
            "end_line": 4,
            "end_column": 9,
            "rule": "invalid-date",
            "severity": "info",
            "message": "7/4/23 is 7 April or 4 July",
            "url": None,
            "fix": None,
        },
        {
            "path": "docs/list.md",
            "line": 4,
            "column": 15,
            "end_line": 4,
            "end_column": 88,
            "rule": "badge-url-mismatch",
            "severity": "error",
            "message": "the badge says arXiv: 100%, its link is not",
            "url": LINKED,
            "fix": None,
        },
        {
            "path": "docs/list.md",
            "line": 5,
            "column": 2,
            "end_line": 6,
            "end_column": 33,
            "rule": "redirected-link",
            "severity": "warning",
            "message": "it has moved",
            "url": MOVED,
            "fix": {
                "title": "lead to the new address",
                "safe": True,
                "edits": [
                    {
                        "start_line": 6,
                        "start_column": 8,
                        "end_line": 6,
                        "end_column": 32,
                        "replacement": "https://new.example/",
                    }
                ],
            },
        },
    ],
    "links": [
        {
            "url": LINKED,
            "verdict": "broken",
            "reason": "not-found",
            "status": 404,
            "final_url": LINKED,
            "redirect": None,
            "cached": False,
            "elapsed_ms": 13,
            "occurrences": [
                {
                    "path": "docs/list.md",
                    "line": 4,
                    "column": 15,
                    "end_line": 4,
                    "end_column": 88,
                    "kind": "inline",
                }
            ],
        },
        {
            "url": BADGE,
            "verdict": "skipped",
            "reason": "badge-image",
            "status": None,
            "final_url": None,
            "redirect": None,
            "cached": False,
            "elapsed_ms": 0,
            "occurrences": [
                {
                    "path": "docs/list.md",
                    "line": 4,
                    "column": 16,
                    "end_line": 4,
                    "end_column": 60,
                    "kind": "image",
                }
            ],
        },
        {
            "url": MOVED,
            "verdict": "ok",
            "reason": None,
            "status": 200,
            "final_url": "https://new.example/",
            "redirect": {"permanent": True, "to": "https://new.example/"},
            "cached": False,
            "elapsed_ms": 0,
            "occurrences": [
                {
                    "path": "docs/list.md",
                    "line": 5,
                    "column": 2,
                    "end_line": 6,
                    "end_column": 33,
                    "kind": "inline",
                }
            ],
        },
    ],
    "summary": {
        "files": 1,
        "entries": 1,
        "links": 3,
        "errors": 1,
        "warnings": 1,
        "infos": 1,
        "suppressed": 0,
        "elapsed_ms": 250,
    },
}

ANYTHING = st.text(max_size=60) | st.text(
    "\x1b[31m::error::%0A\r\n\t\u202e\u2028\x85\x9b,", max_size=30
)


@pytest.fixture(autouse=True)
def no_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


@pytest.mark.parametrize(
    ("name", "text"), [("full", FULL), ("concise", CONCISE), ("github", GITHUB)]
)
def test_the_small_report(name: str, text: str) -> None:
    assert render(name, REPORT, width=80) == text


def test_the_small_report_as_json() -> None:
    text = render("json", REPORT)
    assert json.loads(text) == JSON
    assert text.isascii()
    assert text.endswith("}\n")


def test_the_json_report_is_what_its_schema_says() -> None:
    schema = load("report")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    validator.validate(json.loads(render("json", REPORT)))
    for broken in (
        {**JSON, "version": 2},
        {**JSON, "more": 1},
        {**JSON, "diagnostics": [{**JSON["diagnostics"][0], "more": 1}]},
        {**JSON, "links": [{**JSON["links"][0], "reason": "unheard-of"}]},
    ):
        assert not validator.is_valid(broken)


def test_the_schema_knows_each_verdict_reason_and_severity() -> None:
    definitions = load("report")["$defs"]
    link = definitions["link"]["properties"]
    assert set(link["verdict"]["enum"]) == set(Verdict)
    assert set(link["reason"]["enum"]) == {*Reason, None}
    assert set(definitions["diagnostic"]["properties"]["severity"]["enum"]) == set(
        map(str, Severity)
    )


def test_colour_changes_nothing_but_colour() -> None:
    coloured = render("full", REPORT, width=80, colour=True)
    assert coloured != FULL
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == FULL
    for name in sorted(FORMATS.keys() - {"full"}):
        assert render(name, REPORT, colour=True) == render(name, REPORT)


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_report(name: str) -> None:
    clean = Report((), {}, {}, files=2, entries=1, links=0)
    text = render(name, clean)
    if name == "full":
        assert text == "No problems found in 2 files (1 entry, 0 links)\n"
    elif name == "json":
        assert json.loads(text)["diagnostics"] == []
    else:
        assert text == ""


def test_the_totals_of_other_runs() -> None:
    offline = {LINKED: LinkResult(LINKED, Verdict.SKIPPED, Reason.OFFLINE)}
    report = Report((), offline, {LINKED: ()}, files=1, entries=1234, links=2)
    assert render("full", report) == (
        "No problems found in 1 file (1,234 entries, 2 links, not checked)\n"
    )
    failed = dataclasses.replace(report, failures=("a.md: gone",))
    assert render("full", failed).endswith("not checked); 1 failure\n")
    assert render("full", dataclasses.replace(failed, files=0)) == ""
    hidden = dataclasses.replace(report, suppressed=1200, baselined=2)
    assert render("full", hidden).endswith("not checked); 1,200 suppressed, 2 in the baseline\n")
    assert json.loads(render("json", hidden))["summary"]["suppressed"] == 1202


def test_what_can_be_fixed_is_counted() -> None:
    *others, moved = DIAGNOSTICS
    fix = moved.finding.fix
    assert fix is not None
    unsafe = dataclasses.replace(fix, safe=False)
    finding = dataclasses.replace(moved.finding, fix=unsafe)
    report = dataclasses.replace(
        REPORT, diagnostics=(*others, dataclasses.replace(moved, finding=finding))
    )
    assert render("full", report).endswith("1 skipped); 1 fixable with --unsafe-fixes\n")
    both = dataclasses.replace(report, diagnostics=(*report.diagnostics, moved))
    ending = "1 skipped); 1 fixable with --fix; 1 fixable with --unsafe-fixes\n"
    assert render("full", both).endswith(ending)


def test_github_looks_for_files_from_the_root_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))

    def shown(path: str) -> str:
        text = render("github", report_of(Source(path, "x"), Finding(Span(0, 1), "m")))
        return text.removeprefix("::error ").partition(",")[0]

    assert shown("a.md") == shown("./a.md") == "file=docs/a.md"
    assert shown(str(tmp_path / "b.md")) == "file=b.md"
    assert shown("a,b:c%.md") == "file=docs/a%2Cb%3Ac%25.md" or os.name == "nt"
    assert shown("<stdin>") == "line=1"
    monkeypatch.delenv("GITHUB_WORKSPACE")
    assert shown("./a.md") == "file=a.md"


@given(ANYTHING, ANYTHING, ANYTHING, st.data())
@example("\x1b[2J", "a\r::error::b", "\u202e\n\x9b", None)
def test_no_format_lets_a_list_speak(
    message: str, title: str, text: str, data: st.DataObject | None
) -> None:
    """Nothing in a list ends a line, moves a cursor, reorders text or begins a command."""
    source = Source(title.replace("\0", "") or "x", text)
    size = len(source.text)
    start = data.draw(st.integers(0, size)) if data else 0
    end = data.draw(st.integers(start, size)) if data else size
    found = Finding(
        Span(start, end),
        message,
        Fix(title, (Edit(Span(start, end), text),)),
        (Related(Span(start, start), title),),
        url=message,
    )
    report = report_of(source, found)
    width = data.draw(st.integers(1, 200)) if data else 80
    for name in ("full", "concise", "github"):
        shown = render(name, report, width=width)
        assert not [c for c in shown if unicodedata.category(c) == "Cc" and c != "\n"], name
        assert not set(shown) & set(
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028"
        ), name
        if name != "full":
            assert shown.count("\n") == len(shown.splitlines()) == 1, name
    command = render("github", report)
    assert re.match(r"::error (file=[^,:]*,)?line=\d+,endLine=\d+,[^:]*title=x-rule::", command)
    assert json.loads(render("json", report))["diagnostics"][0]["message"] == message


@given(st.text(max_size=40))
def test_github_decodes_what_we_encode(message: str) -> None:
    """The runner's own decoding (`UnescapeData`) gives back what is not a control character."""
    text = "".join(c for c in message if unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"})
    text += "%0A 100%\r\n"
    line = render("github", report_of(Source("a", "x"), Finding(Span(0, 1), text)))
    data = line.removesuffix("\n").partition("title=x-rule::")[2]
    decoded = data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    assert decoded == text


def test_diagnostics_have_one_block_each() -> None:
    blocks = render("full", REPORT, width=80).split("\n\n")
    assert len(blocks) == len(DIAGNOSTICS) + 1

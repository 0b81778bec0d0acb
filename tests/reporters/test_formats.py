"""Each format of the small report, and each format of whatever a list may hold."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lint.diagnostics import Edit, Finding, Fix, Related, Severity
from lint.engine.report import Report
from lint.links.result import Reason, Verdict
from lint.reporters import FORMATS, render
from lint.reporters.base import RenderOptions
from lint.source import Source, Span
from lint.validation.schemas import load
from tests.reporters.reading import READERS
from tests.reporters.small import REPORT, report_of

JSON: dict[str, Any] = json.loads(
    Path(__file__).with_name("golden").joinpath("json.json").read_text(encoding="utf-8")
)
ANYTHING = st.text(max_size=60) | st.text(
    "\x1b[31m::error::%0A\r\n\t\u202e\u2028\x85\x9b,", max_size=30
)


def test_the_json_report_is_what_its_schema_says() -> None:
    schema = load("report")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    validator.validate(json.loads(render("json", REPORT)))
    first = JSON["diagnostics"][0]
    for broken in (
        {**JSON, "version": 3},
        {key: JSON[key] for key in JSON if key != "failures"},
        {**JSON, "failures": [""]},
        {**JSON, "diagnostics": [{**first, "places": []}]},
        {**JSON, "diagnostics": [{key: first[key] for key in first if key != "places"}]},
        {**JSON, "links": [{**JSON["links"][0], "reason": "unheard-of"}]},
    ):
        assert not validator.is_valid(broken)
    assert validator.is_valid({**JSON, "more": 1})


def test_the_schema_names_every_key_that_is_written() -> None:
    schema = load("report")
    definitions = schema["$defs"]
    first = next(one for one in JSON["diagnostics"] if one["fix"])
    for value, described in (
        (JSON, schema),
        (first, definitions["diagnostic"]),
        (first["places"][0], definitions["place"]),
        (first["fix"], definitions["fix"]),
        (first["fix"]["edits"][0], definitions["edit"]),
        (JSON["links"][0], definitions["link"]),
        (JSON["links"][0]["occurrences"][0], definitions["occurrence"]),
        (JSON["summary"], definitions["summary"]),
    ):
        assert set(value) == set(described["properties"])


def test_a_report_of_version_1_is_one_still() -> None:
    def without(value: dict[str, Any], *keys: str) -> dict[str, Any]:
        return {key: one for key, one in value.items() if key not in keys}

    old = [without(one, "entry", "places") for one in JSON["diagnostics"]]
    report = {**without(JSON, "failures"), "version": 1, "diagnostics": old}
    assert Draft202012Validator(load("report")).is_valid(report)
    assert not Draft202012Validator(load("report")).is_valid({**report, "version": 2})


def test_the_schema_knows_each_verdict_reason_and_severity() -> None:
    definitions = load("report")["$defs"]
    link = definitions["link"]["properties"]
    assert set(link["verdict"]["enum"]) == set(Verdict)
    assert set(link["reason"]["enum"]) == {*Reason, None}
    assert set(definitions["diagnostic"]["properties"]["severity"]["enum"]) == set(
        map(str, Severity)
    )


def test_colour_changes_nothing_but_colour() -> None:
    coloured = render("full", REPORT, RenderOptions(width=80, colour=True))
    plain = render("full", REPORT, RenderOptions(width=80))
    assert coloured != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    for name in sorted(FORMATS.keys() - {"full"}):
        assert render(name, REPORT, RenderOptions(colour=True)) == render(name, REPORT)


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_report(name: str) -> None:
    clean = Report((), {}, {}, files=1, entries=1, links=0, headings={"a.md": ()})
    text = render(name, clean)
    if name in READERS:
        assert READERS[name](text) == []
    if name in {"concise", "github"}:
        assert text == ""
    elif name == "full":
        assert text == "a.md: no problems (1 entry, 0 links)\n"
    elif name in {"json", "rdjson"}:
        assert json.loads(text)["diagnostics"] == []
    elif name == "jsonl":
        assert [json.loads(line)["type"] for line in text.splitlines()] == ["report", "summary"]
    elif name in {"markdown", "html"}:
        assert "no problems" in text.lower()


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
        shown = render(name, report, RenderOptions(width))
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

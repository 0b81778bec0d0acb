"""What the formats for programs promise besides the message: places, fixes, identities, limits."""

from __future__ import annotations

import hashlib
import json
import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from lint.diagnostics import Diagnostic, Edit, Finding, Fix, Severity
from lint.engine.fixer import apply
from lint.engine.report import Report
from lint.reporters import github, gitlab, junit, render
from lint.source import Source, Span
from tests.command import POSIX, run, write
from tests.reporters.reading import READERS, plain_message
from tests.reporters.small import REPORT, report_of

if TYPE_CHECKING:
    from pathlib import Path

WIDE = Source("a.md", "a𐐀b 论\tc\r\nnext\n")


def sarif(report: Report) -> dict[str, Any]:
    text = render("sarif", report)
    READERS["sarif"](text)
    (found,) = json.loads(text)["runs"]
    return dict(found)


def rdjson(report: Report) -> list[dict[str, Any]]:
    text = render("rdjson", report)
    READERS["rdjson"](text)
    return list(json.loads(text)["diagnostics"])


def artifact(path: str) -> dict[str, str]:
    (result,) = sarif(report_of(Source(path, "x"), Finding(Span(0, 1), "m")))["results"]
    return dict(result["locations"][0]["physicalLocation"]["artifactLocation"])


# SARIF --------------------------------------------------------------------------------------------


def test_uris_are_relative_and_encoded() -> None:
    root = "%SRCROOT%"
    assert artifact("docs/list.md") == {"uri": "docs/list.md", "uriBaseId": root}
    assert artifact("./a b#?%论.md") == {"uri": "a%20b%23%3F%25%E8%AE%BA.md", "uriBaseId": root}
    assert artifact("<stdin>") == {"uri": "%3Cstdin%3E"}


@POSIX
def test_uris_of_other_paths() -> None:
    assert artifact("/x/a b.md") == {"uri": "file:///x/a%20b.md"}
    assert artifact("c:d.md")["uri"] == "c%3Ad.md"
    assert artifact(os.fsdecode(b"\xff.md"))["uri"] == "%FF.md"


def test_paths_begin_at_the_root_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert artifact("a.md")["uri"] == artifact(str(tmp_path / "docs" / "a.md"))["uri"]
    assert artifact("a.md") == {"uri": "docs/a.md", "uriBaseId": "%SRCROOT%"}
    monkeypatch.delenv("GITHUB_WORKSPACE")
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    report = report_of(Source("a.md", "x"), Finding(Span(0, 1), "m"))
    assert json.loads(render("gitlab", report))[0]["location"]["path"] == "docs/a.md"


def test_columns_are_code_points() -> None:
    run = sarif(report_of(WIDE, Finding(Span(2, 5), "m")))
    assert run["columnKind"] == "unicodeCodePoints"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 6}


def test_fingerprints_survive_moved_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    body = "[a]()\n\n[b]()\n\n[a]()\n"

    def prints(name: str, text: str) -> list[Any]:
        write("list.md", text)
        done = run("--offline", "--isolated", "--format", name, "list.md").stdout
        READERS[name](done)
        value = json.loads(done)
        if name == "gitlab":
            return [one["fingerprint"] for one in value]
        return [one["partialFingerprints"]["awesomeLint/v1"] for one in value["runs"][0]["results"]]

    for name in ("sarif", "gitlab"):
        first = prints(name, f"# A\n\n{body}")
        assert len(set(first)) == 3
        assert prints(name, f"# A\n\nwords\n\nmore words\n\n{body}") == first


def test_rules_have_help_and_levels() -> None:
    run = sarif(REPORT)
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert set(rules) == {one.rule for one in REPORT.diagnostics}
    for rule in rules.values():
        assert "```" in rule["help"]["markdown"]
        assert rule.keys() >= {"fullDescription", "shortDescription"}
    levels = {one["ruleId"]: one["level"] for one in run["results"]}
    assert levels == {
        "invalid-date": "note",
        "badge-url-mismatch": "error",
        "redirected-link": "warning",
    }


def test_of_more_than_code_scanning_takes_the_most_severe_are_kept() -> None:
    source = Source("a.md", "x")
    one = Diagnostic("a-rule", source, Severity.INFO, Finding(Span(0, 1), "m"), "0")
    worse = one._replace(severity=Severity.ERROR)
    many = Report((*([one] * 25_000), worse), {}, {}, files=1, entries=0, links=0)
    results = json.loads(render("sarif", many))["runs"][0]["results"]
    assert len(results) == 25_000
    assert results[-1]["level"] == "error"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("[a](https://x)", r"\[a\](https://x)"),
        ("a [b] {c}", "a [b] {{c}}"),
        ("a\n\u202e", r"a\n\u202e"),
    ],
)
def test_a_message_has_no_links_and_no_placeholders(message: str, shown: str) -> None:
    (result,) = sarif(report_of(WIDE, Finding(Span(0, 1), message)))["results"]
    assert result["message"]["text"] == shown
    plain_message(shown)


# reviewdog ----------------------------------------------------------------------------------------


def test_columns_of_rdjson_are_bytes() -> None:
    # The example in reviewdog.proto: the b of "a𐐀b" is in column 6.
    (found,) = rdjson(report_of(WIDE, Finding(Span(2, 5), "m")))
    assert found["location"]["range"] == {
        "start": {"line": 1, "column": 6},
        "end": {"line": 1, "column": 11},
    }


@pytest.mark.parametrize(
    ("edits", "whole"),
    [
        ((Edit(Span(0, 1), "x"),), "x𐐀b 论\tc\r\nnext\n"),
        ((Edit(Span(0, 0), "x"), Edit(Span(4, 5), "y")), "xa𐐀b y\tc\r\nnext\n"),
        ((Edit(Span(5, 10), ""),), "a𐐀b 论ext\n"),
        ((Edit(Span(0, 1), "x"), Edit(Span(10, 11), "y")), None),
    ],
)
def test_a_suggestion_is_the_whole_fix(edits: tuple[Edit, ...], whole: str | None) -> None:
    (found,) = rdjson(report_of(WIDE, Finding(Span(0, 1), "m", Fix("f", edits))))
    if whole is None:
        assert "suggestions" not in found
        return
    (one,) = found["suggestions"]
    lines = [line.encode() for line in WIDE.text.splitlines(keepends=True)]

    def offset(position: dict[str, int]) -> int:
        before = sum(map(len, lines[: position["line"] - 1]))
        return before + position["column"] - 1

    data = WIDE.text.encode()
    start, end = offset(one["range"]["start"]), offset(one["range"]["end"])
    assert (data[:start] + one["text"].encode() + data[end:]).decode() == whole
    assert apply(WIDE.text, edits) == whole


@POSIX
def test_a_name_that_is_no_text_breaks_no_reader() -> None:
    report = report_of(Source(os.fsdecode(b"\xff.md"), "x"), Finding(Span(0, 1), "m"))
    for name in ("gitlab", "rdjson"):
        assert "\ufffd.md" in json.dumps(json.loads(render(name, report)), ensure_ascii=False)


# JUnit --------------------------------------------------------------------------------------------


def test_junit_counts_what_it_has() -> None:
    report = REPORT._replace(failures=("b.md: gone",))
    text = render("junit", report)
    READERS["junit"](text)
    assert '<testsuites name="awesome-lint" tests="4" failures="1" errors="2"' in text
    assert '<error message="b.md: gone" type="not-checked"></error>' in text


# All ----------------------------------------------------------------------------------------------


def test_every_severity_has_a_word_in_every_format() -> None:
    words = [
        (
            github._COMMANDS[one],
            import_module("lint.reporters.sarif")._LEVELS[one],
            gitlab._SEVERITIES[one],
            import_module("lint.reporters.rdjson")._SEVERITIES[one],
            junit._ELEMENTS[one],
        )
        for one in reversed(Severity)
    ]
    assert words == [
        ("error", "error", "major", "ERROR", "error"),
        ("warning", "warning", "minor", "WARNING", "failure"),
        ("notice", "note", "info", "INFO", None),
    ]


def test_what_an_older_version_may_have_called_a_problem_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # 0.1.0 saw no entry in a heading: the rule, no section, no title, the text, how often before.
    text = "# List\n\n## Things\n"
    for name in ("Rivers", "Lakes", "Seas"):
        text += (
            f"\n### [{name}](https://a.example/{name})\n\nAll of the {name.lower()} there are.\n"
        )
    text += "They are on a [map](missing.md), too.\n"
    write("list.md", text)
    done = run("--offline", "--isolated", "--format", "sarif", "list.md")
    results = json.loads(done.stdout)["runs"][0]["results"]
    (one,) = [one for one in results if one["ruleId"] == "missing-file"]
    content = "missing-file\0\0\0[map](missing.md)\x000"
    older = hashlib.sha256(content.encode()).hexdigest()[:32]
    assert older != one["partialFingerprints"]["awesomeLint/v1"]
    assert older in one["properties"]["formerFingerprints"]


def test_former_fingerprints_stand_beside_the_present_one() -> None:
    (diagnostic, *_) = REPORT.diagnostics
    former = diagnostic._replace(former=frozenset({"b" * 32, "a" * 32}))
    result = sarif(REPORT._replace(diagnostics=(former,)))["results"][0]
    assert result["partialFingerprints"]["awesomeLint/v1"] == diagnostic.identity
    assert result["properties"] == {"formerFingerprints": ["a" * 32, "b" * 32]}

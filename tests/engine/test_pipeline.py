"""The pipeline: what rules say becomes diagnostics, what links answer becomes facts."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from lint.config.config import Config
from lint.diagnostics import Diagnostic, Finding, Severity
from lint.engine.pipeline import Task, entries, run
from lint.links.result import LinkResult, Reason, Verdict
from lint.rules import Context, Rule, all_rules
from lint.source import Source, Span
from tests.command import concise, write
from tests.listeners import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from lint.document.model import Document
    from lint.engine.report import Report

TODAY = dt.date(2024, 5, 6)
OFFLINE = Config(offline=True)
LIST = """\
# Papers

| Date | Title | Links |
| ---- | ----- | ----- |
| 2024-01-02 | First  paper | [Code](https://github.com/a/b#x) |
| 2024-01-03 | Second paper | [Code](https://github.com/a/b) |

![badge](https://img.shields.io/badge/x-y-z) <https://EXAMPLE.org> [m](mailto:a@b.org) [s](#papers)
"""


def matching(
    name: str,
    pattern: str,
    severity: Severity = Severity.ERROR,
    finding: Callable[[Span], Finding] = lambda span: Finding(span, "found"),
) -> Rule:
    """A rule that finds what a pattern matches."""

    def check(document: Document, _: Context) -> Iterator[Finding]:
        for match in re.finditer(pattern, document.source.text):
            yield finding(Span(*match.span()))

    return Rule(name, severity, "0.1", check, "A pattern matches.")


def judged(text: str, *rules: Rule, config: Config = OFFLINE, path: str = "a.md") -> Report:
    ear = Recorder()
    report = run([Task(Source(path, text), config)], rules, today=TODAY, listener=ear)
    assert ear.failures == []
    return report


def found(report: Report) -> list[tuple[str, str, str]]:
    return [(one.path, one.rule, one.source.slice(one.span)) for one in report.diagnostics]


def test_a_finding_becomes_a_diagnostic_in_the_order_of_path_position_and_rule() -> None:
    tasks = [Task(Source(path, "x y x"), OFFLINE) for path in ("b.md", "a.md")]
    rules = [matching("z-x", "x"), matching("a-y", "y"), matching("b-x", "x")]
    report = run(tasks, rules, today=TODAY, listener=Recorder())
    one = [("b-x", "x"), ("z-x", "x"), ("a-y", "y"), ("b-x", "x"), ("z-x", "x")]
    assert found(report) == [(path, *pair) for path in ("a.md", "b.md") for pair in one]
    assert report.files == 2


def test_a_finding_may_lower_the_severity_of_its_rule_and_never_raise_it() -> None:
    def severity(rule: Severity, finding: Severity | None) -> Severity:
        one = matching("x-x", "x", rule, lambda span: Finding(span, "m", severity=finding))
        return judged("x", one).diagnostics[0].severity

    assert severity(Severity.ERROR, None) is Severity.ERROR
    assert severity(Severity.ERROR, Severity.INFO) is Severity.INFO
    assert severity(Severity.INFO, Severity.ERROR) is Severity.INFO


def test_the_same_finding_is_reported_once() -> None:
    twice = Rule(
        "x-x",
        Severity.INFO,
        "0.1",
        lambda _, __: iter([Finding(Span(0, 1), m) for m in ("a", "b", "a")]),
        "It says things twice.",
    )
    assert [one.message for one in judged("x", twice).diagnostics] == ["a", "b"]


def test_a_rule_that_is_not_selected_is_not_even_run() -> None:
    def broken(_: Document, __: Context) -> Iterator[Finding]:
        raise AssertionError

    rules = [Rule("x-x", Severity.INFO, "0.1", broken, "It breaks."), matching("y-y", "x")]
    for config in (Config(offline=True, ignore=("x-x",)), Config(offline=True, select=("y-y",))):
        assert found(judged("x", *rules, config=config)) == [("a.md", "y-y", "x")]


def test_a_rule_that_breaks_does_not_take_the_others_with_it() -> None:
    def broken(document: Document, _: Context) -> Iterator[Finding]:
        yield Finding(Span(0, 1), "before it broke")
        if document.source.path == "a.md":
            raise KeyError("it\nbroke")

    ear = Recorder()
    tasks = [Task(Source(path, "x"), OFFLINE) for path in ("a.md", "b.md")]
    rules = [Rule("x-x", Severity.INFO, "0.1", broken, "It breaks."), matching("y-y", "x")]
    report = run(tasks, rules, today=TODAY, listener=ear)
    assert found(report) == [("a.md", "y-y", "x"), ("b.md", "x-x", "x"), ("b.md", "y-y", "x")]
    (line,) = ear.failures
    assert line.startswith(
        "a.md: rule x-x failed with KeyError: 'it\\nbroke' (tests.engine.test_pipeline:"
    )
    assert "bug in awesome-lint" in line


def identities(text: str) -> list[str]:
    report = judged(text, matching("x-x", r"\[Code\]"))
    return [one.identity for one in report.diagnostics]


def test_an_identity_outlives_moved_lines_and_reflowed_blanks() -> None:
    first, second = identities(LIST)
    assert first != second
    assert identities("An introduction.\n\n" + LIST) == [first, second]
    assert identities(LIST.replace("First  paper", "First paper")) == [first, second]
    lines = LIST.splitlines(keepends=True)
    lines[4], lines[5] = lines[5], lines[4]
    assert identities("".join(lines)) == [second, first]


def test_an_identity_is_of_its_entry_section_rule_and_content() -> None:
    first, second = identities(LIST)
    assert identities(LIST.replace("First", "Third"))[1:] == [second]
    assert identities(LIST.replace("First", "Third"))[0] != first
    assert not {first, second} & set(identities(LIST.replace("# Papers", "# Tools")))
    assert not {first, second} & set(identities(LIST.replace("[Code]", "[Data]")))
    other = judged(LIST, matching("y-y", r"\[Code\]"))
    assert not {first, second} & {one.identity for one in other.diagnostics}


def test_an_identity_is_of_the_innermost_entry() -> None:
    text = "- [A](https://a.org/) one\n  - [B](https://b.org/) x\n\n  x\n\nx\n"

    def three(text: str) -> list[str]:
        return [one.identity for one in judged(text, matching("x-x", "x")).diagnostics]

    inner, outer, outside = three(text)
    changed = three(text.replace("[A]", "[C]"))
    assert [changed[0] == inner, changed[1] == outer, changed[2] == outside] == [True, False, True]
    changed = three(text.replace("[B]", "[C]"))
    assert [changed[0] == inner, changed[1] == outer, changed[2] == outside] == [False, True, True]


def test_equal_findings_have_identities_of_their_own() -> None:
    rule = matching("x-x", "x")
    report = judged("x x\n\nx", rule)
    three = [one.identity for one in report.diagnostics]
    assert len(set(three)) == 3
    assert [one.identity for one in judged("y x\n\nx", rule).diagnostics] == three[:2]


def test_offline_every_url_is_listed_once_and_skipped() -> None:
    report = judged(LIST)
    assert {url: (one.verdict, one.reason) for url, one in report.results.items()} == dict.fromkeys(
        ("https://github.com/a/b", "https://img.shields.io/badge/x-y-z", "https://example.org/"),
        (Verdict.SKIPPED, Reason.OFFLINE),
    )
    assert list(report.results) == list(report.occurrences)
    places = {
        url: [(one.source.slice(one.span), one.kind) for one in uses]
        for url, uses in report.occurrences.items()
    }
    assert places == {
        "https://github.com/a/b": [
            ("[Code](https://github.com/a/b#x)", "inline"),
            ("[Code](https://github.com/a/b)", "inline"),
        ],
        "https://img.shields.io/badge/x-y-z": [
            ("![badge](https://img.shields.io/badge/x-y-z)", "image")
        ],
        "https://example.org/": [("<https://EXAMPLE.org>", "autolink")],
    }
    assert (report.links, report.entries) == (6, 2)


def test_rules_are_given_the_facts() -> None:
    given: list[Context] = []

    def look(_: Document, context: Context) -> Iterator[Finding]:
        given.append(context)
        return iter(())

    judged(LIST + "\n[f](gone.md)\n", Rule("x-x", Severity.INFO, "0.1", look, "It looks."))
    assert given[0].today == TODAY
    assert given[0].results == {}
    assert given[0].files == {"gone.md": False}


def test_a_rule_is_told_of_the_files_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet", "."], check=True, timeout=60)
    write("readme.md", LIST)
    command = (
        "--isolated",
        "--fail-on",
        "warning",
        "--select",
        "missing-contributing",
        "readme.md",
    )
    status, out, err = concise(*command)
    assert (status, err) == (1, "")
    assert "readme.md:1:1: warning missing-contributing the repository" in out
    write(".github/CONTRIBUTING.md", "")
    assert ".github/contributing.md is empty" in concise(*command)[1]
    write("docs/Contributing.md", "# How to add a paper\n")
    assert concise(*command)[::2] == (0, "")


def test_what_is_known_of_a_link_is_not_asked_for_again() -> None:
    # No name of these resolves: a check would say so.
    urls = ["https://a.invalid/", "https://b.invalid/"]
    known = {url: LinkResult(url, Verdict.OK, None, 200, url) for url in urls}
    task = Task(Source("a.md", "<https://a.invalid> <https://b.invalid/#x>"), Config())
    report = run([task], all_rules().values(), today=TODAY, listener=Recorder(), known=known)
    assert (report.results, report.diagnostics) == (known, ())


def test_the_configuration_sets_the_severity_of_a_rule() -> None:
    def severity(configured: Severity, finding: Severity | None = None) -> Severity:
        one = matching(
            "x-x", "x", Severity.WARNING, lambda span: Finding(span, "m", severity=finding)
        )
        config = Config(offline=True, severity={"x-x": configured})
        return judged("x", one, config=config).diagnostics[0].severity

    assert severity(Severity.ERROR) is Severity.ERROR
    assert severity(Severity.INFO) is Severity.INFO
    assert severity(Severity.ERROR, Severity.INFO) is Severity.INFO


def test_a_rule_about_the_others_comes_last_and_sees_what_they_found() -> None:
    given: list[Mapping[str, tuple[Finding, ...]]] = []

    def look(_: Document, context: Context) -> Iterator[Finding]:
        given.append(context.findings)
        return iter(())

    look_rule = Rule("a-a", Severity.INFO, "0.1", look, "It looks.", needs_findings=True)
    links = Rule("l-l", Severity.INFO, "0.1", look, "It needs links.", needs_links=True)
    config = Config(offline=True, ignore=("y-y",))
    rules = [look_rule, matching("x-x", "x"), matching("y-y", "y"), matching("z-z", "z"), links]
    judged("x y x", *rules, config=config)
    assert [{name: len(found) for name, found in each.items()} for each in given] == [
        {"x-x": 2, "z-z": 0}
    ]


def test_the_same_list_gives_the_same_report() -> None:
    rules = all_rules().values()

    def report() -> tuple[Diagnostic, ...]:
        return run(
            [Task(Source("a.md", LIST * 3), OFFLINE)], rules, today=TODAY, listener=Recorder()
        ).diagnostics

    assert [(one.identity, one.span, one.rule) for one in report()] == [
        (one.identity, one.span, one.rule) for one in report()
    ]


def test_the_entries_of_a_list() -> None:
    ear = Recorder()
    first, second = entries(Task(Source("a.md", LIST), OFFLINE), ear, today=TODAY)
    assert first.fields["title"] == "First  paper" or "First paper" in str(first.fields["title"])
    assert second.section == "Papers"
    assert ear.failures == []


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n", "\0", "x" * 100_000])
def test_texts_with_nothing_to_say(text: str) -> None:
    report = judged(text, *all_rules().values())
    assert found(report) == []
    assert report.files == 1

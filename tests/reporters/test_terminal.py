"""What somebody sees at the end of a run: findings or groups of them, totals, what is next."""

from __future__ import annotations

import re

import pytest

from lint.diagnostics import Diagnostic, Finding, Severity
from lint.engine.link_facts import UNCHANGED
from lint.engine.report import Report
from lint.links.result import LinkResult, Reason, Verdict
from lint.reporters import render
from lint.reporters.base import RenderOptions
from lint.reporters.terminal import MOST_IN_FULL
from lint.source import Source, Span
from tests.reporters.small import LINKED

CLEAN = Report((), {}, {}, files=1, entries=1234, links=2, headings={"a.md": ()})


def many(**counts: int) -> Report:
    """A report of so many problems of each rule: its first letter says how severe it is."""
    severities = {"e": Severity.ERROR, "w": Severity.WARNING, "i": Severity.INFO}
    total = sum(counts.values())
    source = Source("a.md", "x\n" * total)
    rules = [rule for rule, count in counts.items() for _ in range(count)]
    found = tuple(
        Diagnostic(
            rule.replace("_", "-"),
            source,
            severities[rule[0]],
            Finding(Span(2 * line, 2 * line + 1), f"no. {line + 1}"),
            f"{line}",
        )
        for line, rule in enumerate(rules)
    )
    return Report(found, {}, {}, files=1, entries=0, links=0, headings={"a.md": ()})


def test_as_many_as_are_read_are_shown_in_full() -> None:
    text = render("full", many(w_rule=MOST_IN_FULL))
    assert text.count("--> a.md:") == MOST_IN_FULL
    assert "--all" not in text


def test_more_are_grouped_by_rule_the_most_severe_first() -> None:
    report = many(i_rule=2, w_few=4, w_many=40, e_rule=1, e_two=1, i_more=5)
    assert len(report.diagnostics) > MOST_IN_FULL
    assert (
        render("full", report)
        == """\
error[e-rule]: 1 problem
  a.md:47:1: no. 47

error[e-two]: 1 problem
  a.md:48:1: no. 48

warning[w-many]: 40 problems
  a.md:7:1: no. 7
  a.md:8:1: no. 8
  a.md:9:1: no. 9
  and 37 more

warning[w-few]: 4 problems
  a.md:3:1: no. 3
  a.md:4:1: no. 4
  a.md:5:1: no. 5
  and 1 more

info[i-more]: 5 problems
  a.md:49:1: no. 49
  a.md:50:1: no. 50
  a.md:51:1: no. 51
  and 2 more

info[i-rule]: 2 problems
  a.md:1:1: no. 1
  a.md:2:1: no. 2

Found 2 errors, 44 warnings, 7 infos in 1 file (0 entries)
0 links
Next: --all shows 40 more
"""
    )


def test_all_shows_each() -> None:
    report = many(w_rule=MOST_IN_FULL + 1)
    text = render("full", report, RenderOptions(show_all=True))
    assert text.count("--> a.md:") == MOST_IN_FULL + 1
    assert "--all" not in text
    for name in ("concise", "json"):
        assert render(name, report, RenderOptions(show_all=True)) == render(name, report)


def test_groups_have_the_same_text_in_colour() -> None:
    report = many(e_rule=30, w_rule=30)
    coloured = render("full", report, RenderOptions(colour=True))
    assert coloured != render("full", report)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render("full", report)


def test_a_group_shows_what_a_terminal_would_obey_as_escapes() -> None:
    report = many(e_rule=51)
    bad = [
        one._replace(finding=one.finding._replace(message=f"\x1b[2J\u202e\r {number}"))
        for number, one in enumerate(report.diagnostics)
    ]
    text = render("full", report._replace(diagnostics=tuple(bad)))
    assert r"a.md:1:1: \x1b[2J\u202e\r 0" in text


def test_a_clean_file_is_one_line() -> None:
    assert render("full", CLEAN) == "a.md: no problems (1,234 entries, 2 links)\n"
    offline = {LINKED: LinkResult(LINKED, Verdict.SKIPPED, Reason.OFFLINE)}
    unchecked = CLEAN._replace(results=offline, occurrences={LINKED: ()})
    assert render("full", unchecked) == (
        "a.md: no problems (1,234 entries, 2 links, not checked)\n"
    )
    failed = unchecked._replace(failures=("b.md: gone",))
    assert render("full", failed).endswith(
        "not checked); 1 failure, so not everything was checked\n"
    )
    assert render("full", failed._replace(files=0)) == "Nothing was checked: 1 failure\n"
    hidden = unchecked._replace(suppressed=1200, baselined=2)
    assert render("full", hidden).endswith("not checked); 1,200 suppressed, 2 in the baseline\n")


def test_each_clean_file_among_others_is_a_line() -> None:
    both = many(e_rule=1)._replace(files=3, headings={"a.md": (), "b\x1b.md": (), "c.md": ()})
    assert render("full", both).splitlines()[-4:] == [
        r"b\x1b.md: no problems",
        "c.md: no problems",
        "Found 1 error in 3 files (0 entries)",
        "0 links",
    ]
    clean = CLEAN._replace(files=14, headings={f"{name}.md": () for name in range(14)})
    lines = render("full", clean).splitlines()
    assert lines[0] == "0.md: no problems"
    assert lines[9:] == [
        "9.md: no problems",
        "4 more files: no problems",
        "No problems found in 14 files (1,234 entries)",
        "2 links",
    ]


@pytest.mark.parametrize(
    ("advice", "line"),
    [
        ((), "0 links"),
        (("--fix changes 2 lines",), "Next: --fix changes 2 lines"),
        (("--fix …", "init …"), "Next: --fix … · init …"),
    ],
)
def test_what_may_be_done_next_is_the_last_line(advice: tuple[str, ...], line: str) -> None:
    text = render("full", many(e_rule=1)._replace(advice=advice))
    assert text.splitlines()[-1] == line


def test_links_that_a_change_does_not_add_are_counted_apart() -> None:
    details = (UNCHANGED, UNCHANGED, "pattern")
    results = {
        f"https://example.org/{number}": LinkResult(
            f"https://example.org/{number}", Verdict.SKIPPED, Reason.EXCLUDED, detail=detail
        )
        for number, detail in enumerate(details)
    }
    report = CLEAN._replace(results=results, occurrences=dict.fromkeys(results, ()))
    assert "3 skipped (2 not in the change, 1 by pattern)" in render("full", report)


def test_the_patterns_that_excluded_links_are_named() -> None:
    urls = [f"https://example.org/{number}" for number in range(9)]
    results = {
        url: LinkResult(url, Verdict.SKIPPED, Reason.EXCLUDED, detail=f"pattern-{index % 7}")
        for index, url in enumerate(urls)
    }
    report = CLEAN._replace(results=results, occurrences=dict.fromkeys(urls, ()))
    text = render("full", report)
    assert "9 skipped (2 by pattern-0, 2 by pattern-1, 1 by pattern-2" in text
    assert "9 in all by patterns" in text

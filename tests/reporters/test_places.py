"""One cause in each format: together where people read, a line for each place where tools do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lint.diagnostics import Diagnostic, Edit, Finding, Fix, Severity
from lint.engine.causes import apart, grouped
from lint.engine.report import Report
from lint.reporters import render
from lint.reporters.base import RenderOptions
from lint.source import Source, Span
from tests.reporters.reading import READERS
from tests.reporters.small import REPORT

PLACES = 12
LIST = Source("list.md", "".join(f"- [Tool {n}](x) and more of it\n" for n in range(PLACES)))


def found(number: int, rule: str = "x-rule", cause: str | None = "x") -> Diagnostic:
    start = LIST.line_start(number + 1) + 2
    edit = Edit(Span(start, start + 1), f"<{number}>")
    finding = Finding(
        Span(start, start + 6), "is wrong", Fix(f"fix {number}", (edit,)), cause=cause
    )
    severity = Severity.WARNING
    return Diagnostic(rule, LIST, severity, finding, f"{number}", f"Tool {number}", "Tools")


EVERY = tuple(found(number) for number in range(PLACES))
TOGETHER = Report(grouped(EVERY), {}, {}, files=1, entries=PLACES, links=PLACES)


def test_grouping_is_undone() -> None:
    (one,) = TOGETHER.diagnostics
    assert one.places == EVERY
    assert apart(TOGETHER.diagnostics) == EVERY
    assert TOGETHER.count(Severity.WARNING) == 1


@pytest.mark.parametrize(
    "other",
    [
        EVERY[1]._replace(rule="y-rule"),
        EVERY[1]._replace(severity=Severity.INFO),
        EVERY[1]._replace(source=Source("other.md", LIST.text)),
        found(1, cause="y"),
        found(1, cause=None),
    ],
)
def test_what_differs_stays_apart(other: Diagnostic) -> None:
    assert len(grouped([EVERY[0], other, EVERY[2]])) == 2
    assert len(grouped([other, other])) == (1 if other.finding.cause else 2)


@pytest.mark.parametrize("name", ["concise", "github", "gitlab", "rdjson"])
def test_tools_get_a_line_for_each_place(name: str) -> None:
    assert READERS[name](render(name, TOGETHER)) == [("x-rule", "is wrong")] * PLACES
    separate = TOGETHER._replace(diagnostics=EVERY)
    assert render(name, TOGETHER) == render(name, separate)


@pytest.mark.parametrize("name", ["json", "sarif", "junit", "markdown"])
def test_others_have_it_once(name: str) -> None:
    ((rule, message),) = READERS[name](render(name, TOGETHER))
    # Markdown names the entry where it has no room for it elsewhere.
    entry = ", in Tool 0" if name == "markdown" else ""
    assert (rule, message) == ("x-rule", f"is wrong (and 11 more places){entry}")


def test_each_place_keeps_its_fix() -> None:
    (one,) = json.loads(render("json", TOGETHER))["diagnostics"]
    assert one["entry"] == {"title": "Tool 0", "section": "Tools"}
    places: list[dict[str, Any]] = one["places"]
    assert [place["line"] for place in places] == list(range(1, PLACES + 1))
    assert [place["fix"]["title"] for place in places] == [f"fix {n}" for n in range(PLACES)]
    assert {place["message"] for place in places} == {"is wrong"}
    assert one["fix"] == places[0]["fix"]
    (result,) = json.loads(render("sarif", TOGETHER))["runs"][0]["results"]
    lines = [one["physicalLocation"]["region"]["startLine"] for one in result["relatedLocations"]]
    assert lines == list(range(2, PLACES + 1))
    assert [one["description"]["text"] for one in result["fixes"]] == [
        f"fix {n}" for n in range(PLACES)
    ]


def test_people_are_told_where_the_others_are() -> None:
    text = render("full", TOGETHER)
    assert text.startswith("warning[x-rule]: is wrong (and 11 more places)\n --> list.md:1:3\n")
    assert "  = note: other places: lines 2, 3, 4, 5, 6, 7, 8, 9 and 3 more\n" in text
    everything = render("full", TOGETHER, RenderOptions(show_all=True))
    assert "lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 12\n" in everything


def test_five_that_say_the_same_are_one() -> None:
    alike = [found(n, cause=None)._replace(severity=Severity.INFO) for n in range(5)]
    other = found(7, "y-rule", None)._replace(severity=Severity.WARNING)
    text = render("full", TOGETHER._replace(diagnostics=(*alike, other)))
    first, second, *_ = text.split("\n\n")
    assert first.startswith("warning[y-rule]")
    assert second.startswith("info[x-rule]: is wrong\n --> list.md:1:3")
    assert "  = note: 4 more of these, in lines 2, 3, 4 and 5\n" in second + "\n"
    assert "Next: --all shows 4 more\n" in text
    few = render("full", TOGETHER._replace(diagnostics=(*alike[:4], other)))
    assert few.count("info[x-rule]") == 4
    everything = TOGETHER._replace(diagnostics=(*alike, other))
    assert render("full", everything, RenderOptions(show_all=True)).count("info[x-rule]") == 5


def test_a_row_that_is_cut_has_its_entry_named() -> None:
    long = Source("a.md", "| " + "words " * 50 + "|\n")
    one = Diagnostic(
        "x-rule",
        long,
        Severity.ERROR,
        Finding(Span(2, 7), "m"),
        "0",
        "A \x1b[31mtitle",
        "Papers",
    )
    report = REPORT._replace(diagnostics=(one,))
    assert r"  = in “A \x1b[31mtitle”, section Papers" in render("full", report)
    assert " = in section Papers" in render(
        "full", report._replace(diagnostics=(one._replace(entry=""),))
    )
    assert " = in “" not in render("full", report._replace(diagnostics=(EVERY[0],)))

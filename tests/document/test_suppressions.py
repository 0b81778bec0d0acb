"""Comments that keep rules quiet: what each is about, and what it leaves alone."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.config.config import Config
from lint.diagnostics import Finding, Severity
from lint.document.parser import parse
from lint.document.suppressions import Suppressions
from lint.engine.pipeline import Task, run
from lint.rules import Context, Rule, all_rules
from lint.source import Source, Span
from tests.document.pieces import PIECES
from tests.listeners import Strict
from tests.lists import LISTS, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lint.document.model import Document
    from lint.engine.report import Report

UNUSED = all_rules()["unused-suppression"]


def finding(name: str, pattern: str) -> Rule:
    """A rule that finds a pattern outside of comments."""

    def check(document: Document, _: Context) -> Iterator[Finding]:
        text = re.sub(r"(?s)<!--.*?-->", lambda match: " " * len(match[0]), document.source.text)
        for match in re.finditer(pattern, text):
            yield Finding(Span(*match.span()), "found")

    return Rule(name, Severity.ERROR, "0.1", check, "A pattern matches.")


X, Y = finding("x-x", r"X\d?"), finding("y-y", r"Y\d?")


def judged(text: str, config: Config | None = None) -> Report:
    task = Task(Source("a.md", text), config or Config(offline=True))
    return run([task], [X, Y, UNUSED], today=dt.date(2025, 6, 1), listener=Strict())


def shown(text: str) -> list[str]:
    """What is found and not hidden; a finding of an unused comment by its message."""
    return [
        one.message if one.rule == UNUSED.id else one.source.slice(one.span)
        for one in judged(text).diagnostics
    ]


IGNORE = "<!-- awesome-lint: ignore x-x -->"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # The line below or its own; a paragraph goes on.
        (f"X1\n\n{IGNORE}\nX2 X3\nX4\n", ["X1", "X4"]),
        (f"X1\n\n{IGNORE}\n\n\nX2\nX3", ["X1", "X3"]),
        (f"X1\nX2 {IGNORE} X3\nX4", ["X1", "X4"]),
        (f"X1 {IGNORE}", []),
        (f"{IGNORE}X1\n\nX2", ["X2"]),
        (f"{IGNORE}\n# X1\n# X2", ["X2"]),
        # Another rule, several rules, a reason.
        (f"X1 Y1 {IGNORE}", ["Y1"]),
        ("X1 Y1 <!-- awesome-lint: ignore x-x, y-y -->", []),
        ("X1 Y1 <!-- awesome-lint: ignore x-x y-y -- X and Y, why not? -->", []),
        ("X1 Y1 <!--awesome-lint:ignore x-x,y-y-->", []),
        # A list item with all that is its own.
        (f"{IGNORE}\n- X1\n  X2\n\n  X3\n- X4", ["X4"]),
        (f"{IGNORE}\n- X1\n  - X2\n\n  X3\n- X4", ["X2", "X4"]),
        (f"- X1\n  - X2 {IGNORE}\n  - X3", ["X1", "X3"]),
        (f"- X1\n  X2 {IGNORE}\n- X3", ["X3"]),
        (f"- X1\n  {IGNORE}\n- X2\n- X3", ["X1", "X3"]),
        (f"- {IGNORE} X1\n- X2", ["X2"]),
        (f"1. X1 {IGNORE}\n2. X2", ["X2"]),
        (f"> {IGNORE}\n> - X1\n> - X2", ["X2"]),
        # A row of a table.
        (f"| X1 | b |\n|---|---|\n| X2 | X3 | {IGNORE}\n| X4 | b |", ["X1", "X4"]),
        (f"| X1 | b |\n|---|---|\n| X2 | X3 {IGNORE} |\n| X4 | b |", ["X1", "X4"]),
        (f"| X1 | b |\n|---|---|\n| X2 | {IGNORE} | X3 | X4 |\n| X5 | b |", ["X1", "X5"]),
        (f"{IGNORE}\n| X1 | b |\n|---|---|\n| X2 | X3 |\n| X4 | b |", ["X4"]),
        (f"X1 | b {IGNORE}\n---|---\nX2 | X3", ["X2", "X3"]),
        (f"<table>\n{IGNORE}\n<tr>\n<td>X1</td>\n</tr>\n<tr><td>X2</td></tr>\n</table>", ["X2"]),
        (f"<table>\n<tr>\n<td>X1</td>\n</tr> {IGNORE}\n<tr><td>X2</td></tr>\n</table>", ["X2"]),
        (f"<table>\n<tr>\n<td>X1</td> {IGNORE}\n<td>X2</td>\n</tr>\n<tr><td>X3", ["X3"]),
        # Comments one after the other, and over several lines.
        (f"{IGNORE}\n<!-- awesome-lint: ignore y-y -->\n- X1 Y1\n- X2", ["X2"]),
        (f"{IGNORE} <!-- a note -->\n<!-- another -->\n\n- X1\n- X2", ["X2"]),
        ("<!-- awesome-lint:\n     ignore x-x\n     -- long story -->\nX1\nX2", ["X2"]),
        # The file, and from here to there.
        ("X1 Y1\n\n<!-- awesome-lint: ignore-file x-x -->\n\nX2", ["Y1"]),
        (
            "X1\n<!-- awesome-lint: off x-x -->\nX2 Y2\n<!-- awesome-lint: on x-x -->\nX3",
            ["X1", "Y2", "X3"],
        ),
        ("X1\n<!-- awesome-lint: off -->\nX2 Y2\n<!-- awesome-lint: on -->\nX3", ["X1", "X3"]),
        (
            "X1\n<!-- awesome-lint: off -->\nX2 Y2\n<!-- awesome-lint: on x-x -->\nX3 Y3",
            ["X1", "X3"],
        ),
        ("<!-- awesome-lint: off x-x, y-y -->\nX1\n<!-- awesome-lint: on x-x -->\nX2 Y2", ["X2"]),
        ("<!-- awesome-lint: off x-x -->\nX1 Y1", ["Y1"]),
        # No comment of ours.
        (f"`{IGNORE}` X1", ["X1"]),
        (f"```\n{IGNORE}\n```\nX1", ["X1"]),
        ("X1 <!-- awesome-lint: ignore x-x", ["X1"]),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_a_comment_is_about(text: str, left: list[str], ending: str) -> None:
    text = text.replace("\n", ending)
    report = judged(text)
    assert shown(text) == left
    total = len(list(X.check(parse(Source("", text)), Context(dt.date.min))))
    total += len(list(Y.check(parse(Source("", text)), Context(dt.date.min))))
    assert report.suppressed == total - len(left)


def test_what_did_not_run_is_not_unused() -> None:
    text = "a <!-- awesome-lint: ignore empty-link, broken-link -->\n\n<!-- awesome-lint: off -->\n"

    def said(**options: Any) -> list[str]:
        task = Task(Source("a.md", text), Config(offline=True, **options))
        rules = all_rules().values()
        report = run([task], rules, today=dt.date(2025, 6, 1), listener=Strict())
        return [one.message for one in report.diagnostics]

    assert said() == ["unused suppression: no empty-link here"]
    assert said(ignore=("empty-link",)) == []
    assert said(select=("missing-anchor", UNUSED.id)) == []
    assert said(per_file_ignores={"a.md": ("empty-link",)}) == []
    assert said(severity={"empty-link": None}) == []
    assert said(ignore=(UNUSED.id,)) == []


def test_the_report_of_an_unused_comment_is_hidden_by_name_alone() -> None:
    unused = f"a {IGNORE}"
    found = ["unused suppression: no x-x here"]
    assert shown(unused) == found
    assert shown(f"<!-- awesome-lint: off -->\n\nX\n\n{unused}") == found
    assert shown(f"{unused}\n\n<!-- awesome-lint: ignore-file unused-suppression -->") == []
    off = "<!-- awesome-lint: off unused-suppression -->"
    on = "<!-- awesome-lint: on unused-suppression -->"
    assert shown(f"{off}\n\n{unused}\n\n{on}\n{unused}") == found


def test_a_hidden_finding_keeps_the_identity_of_the_others() -> None:
    one, two = judged("X\n\nX").diagnostics
    (left,) = judged(f"X {IGNORE}\n\nX").diagnostics
    assert left.identity == two.identity != one.identity


@pytest.mark.parametrize(
    "text",
    [
        f"{IGNORE}\n" * 20_000 + "X",
        IGNORE * 20_000 + "X",
        f"a {IGNORE} " * 20_000,
        f"- {IGNORE}\n" * 20_000,
        "<!-- awesome-lint: off x-x -->\n\nX\n\n" * 20_000,
        f"| a |\n|---|\n| b | {IGNORE * 20_000}",
        "| a |\n|---|\n| b | " + "<!-- awesome-lint: ignore x-x " * 20_000,
        "<!-- awesome-lint: ignore " + "x-x, " * 50_000 + "-->\nX",
    ],
    ids=range(8),
)
def test_hostile_comments_take_no_hostile_time(text: str) -> None:
    document = parse(Source("a.md", text))
    suppressions = Suppressions(document)
    offsets = range(0, len(text), 10)
    assert suppressions.quiet("x-x", offsets).hidden <= set(offsets)


COMMENTS = [
    f"<!-- awesome-lint: {verb} {names} -->"
    for verb in ("ignore", "ignore-file", "off", "on", "no")
    for names in ("", "x-x", "x-x, y-y", "z-z")
]


@given(st.lists(st.sampled_from([*PIECES, *COMMENTS, "X", "X", "Y"]), max_size=14).map("".join))
def test_any_text(text: str) -> None:
    everything = judged(text)
    plain = Config(offline=True, select=("x-x", "y-y"))
    without = judged(text.replace("awesome-lint", "other-lint"), plain)
    found = [(one.rule, one.source.slice(one.span)) for one in without.diagnostics]
    left = [
        (one.rule, one.source.slice(one.span))
        for one in everything.diagnostics
        if one.rule != UNUSED.id
    ]
    # What is hidden was found; nothing else is gone or added. (Unused ones may be hidden, too.)
    rest = iter(found)
    assert all(one in rest for one in left)
    assert everything.suppressed >= len(found) - len(left)
    if "awesome-lint" not in text:
        assert everything.suppressed == 0


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_no_real_list_holds_a_comment_of_ours(path: Path) -> None:
    assert Suppressions(parsed(path)).comments == ()

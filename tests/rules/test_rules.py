from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document.parser import parse
from lint.rules import all_rules
from lint.source import Source
from lint.testing import Case, examples_of, judge, places, read_cases
from tests.document.pieces import PIECES

if TYPE_CHECKING:
    from collections.abc import Callable

    from lint.diagnostics import Finding

FOLDER = Path(__file__).parent
EVERY_CASE = [
    case
    for path in sorted(FOLDER.glob("*.md"))
    for case in read_cases(path.stem, path.read_text(encoding="utf-8"))
]
CASES = [pytest.param(case, id=case.name) for case in EVERY_CASE]
EXAMPLES = [
    pytest.param(kind, case, id=f"{rule.id}-{kind}-{number}")
    for rule in all_rules().values()
    for kind, number, case in examples_of(rule)
]
WRITINGS = {
    "LF": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "BOM": lambda text: "\ufeff" + text,
}


@pytest.mark.parametrize("writing", [pytest.param(one, id=name) for name, one in WRITINGS.items()])
@pytest.mark.parametrize("case", CASES)
def test_case(case: Case, writing: Callable[[str], str]) -> None:
    text = writing(case.text)
    found = judge(case, text)
    messages = "\n".join(f"{rule_id}: {finding.message}" for rule_id, finding in found)
    assert places(case, found, text) == case.expected, messages


@pytest.mark.parametrize("case", CASES)
def test_spans_lie_in_the_text_and_messages_are_one_line_without_a_full_stop(case: Case) -> None:
    for _, finding in judge(case):
        assert 0 <= finding.span.start < finding.span.end <= len(case.text)
        assert finding.message
        assert "\n" not in finding.message
        assert not finding.message.endswith(".")


@pytest.mark.parametrize("case", CASES)
def test_a_fix_removes_its_finding_and_adds_none(case: Case) -> None:
    before = judge(case)
    for rule_id, finding in before:
        if finding.fix is None:
            continue
        assert all_rules()[rule_id].fixable
        text = apply(finding, case.text)
        after = judge(case, text)
        assert len(after) == len(before) - 1, (finding.fix, [one.message for _, one in after])
        links = [len(parse(Source("", one)).links) for one in (case.text, text)]
        assert links[0] == links[1] if finding.fix.safe else links[0] <= links[1]


def apply(finding: Finding, text: str) -> str:
    assert finding.fix is not None
    for edit in sorted(finding.fix.edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize(("kind", "case"), EXAMPLES)
def test_example(kind: str, case: Case) -> None:
    found = judge(case)
    assert bool(found) == (kind == "bad"), [finding.message for _, finding in found]


@pytest.mark.parametrize("rule_id", all_rules())
def test_a_rule_documents_itself(rule_id: str) -> None:
    rule = all_rules()[rule_id]
    kinds = {kind for kind, _, _ in examples_of(rule)}
    assert kinds == {"bad", "good"}
    first, blank, *_ = rule.documentation.split("\n")
    assert first.endswith(".")
    assert len(first) <= 100
    assert blank == ""
    parts = dict(re.findall(r"(?ms)^## (.+?)\n\n(.+?)(?=^## |\Z)", _fenceless(rule.documentation)))
    headings = ["What it does", "Why it matters", "Bad", "Good"]
    assert list(parts) == [*headings, *["Fix safety"] * rule.fixable]
    assert all(text.strip() for text in parts.values())
    # Each example stands below its heading.
    assert set(re.findall("EXAMPLE (bad|good)", parts["Bad"])) == {"bad"}
    assert set(re.findall("EXAMPLE (bad|good)", parts["Good"])) == {"good"}


def _fenceless(text: str) -> str:
    """`text` with a line EXAMPLE for each fence, whose Markdown may have headings."""
    return re.sub(r"(?ms)^```md (bad|good)\n.*?^```$", r"EXAMPLE \1", text)


def test_every_file_of_cases_is_that_of_a_rule_and_shows_both_sides() -> None:
    for path in FOLDER.glob("*.md"):
        own = [case for case in EVERY_CASE if case.rules[0] == path.stem]
        assert path.stem in all_rules()
        assert any(case.expected for case in own), path.name
        quiet = [len(case.text.strip().split("\n")) > len(case.expected) for case in own]
        assert any(quiet), path.name


MESSAGES = [
    ("missing-anchor", "[x](#a-b)\n\n# A & B", "section #a-b does not exist; did you mean #a--b?"),
    ("missing-file", "[x](docs/gone.md#part)", "file docs/gone.md does not exist"),
    ("empty-link", "[BERT]()", "the link “BERT” has an empty destination"),
    (
        "malformed-link",
        "[x](https:/fine.example)",
        "https:/fine.example has only one slash after its scheme",
    ),
    (
        "broken-table",
        "a | b | c\n--|--",
        "GitHub shows this table as text: its header has 3 cells, its delimiter row 2",
    ),
    (
        "ragged-row",
        "a | b\n--|--\n1 | 2 | 3",
        "GitHub drops “3”: the row has 3 cells, the header 2",
    ),
    (
        "broken-link",
        "https://gone.example/a#b",
        "https://gone.example/a does not exist (404 Not Found)",
    ),
    (
        "unverified-link",
        "https://slow.example",
        "https://slow.example/ could not be verified: it timed out",
    ),
    (
        "redirected-link",
        "http://moved.example/a#b",
        "http://moved.example/a redirects permanently to https://moved.example/a",
    ),
    (
        "private-address",
        "https://private.example",
        "https://private.example/ leads to a private address (10.0.0.7) and was not contacted",
    ),
]


@pytest.mark.parametrize(("rule_id", "text", "message"), MESSAGES)
def test_messages_name_the_values(rule_id: str, text: str, message: str) -> None:
    ((_, finding),) = judge(Case("", (rule_id,), text, {}))
    assert finding.message == message


def _table(date: str) -> str:
    return f"| Date | Title | Links |\n|---|---|---|\n| {date} | a | [x](https://a.example) |"


@pytest.mark.parametrize("date", ["2025-13", "2024-02-30", "7/4/23", "ChatGLM", "2025-12-3 or so"])
def test_dates_that_nobody_can_mend(date: str) -> None:
    for _, finding in judge(Case("", ("invalid-date",), _table(date), {})):
        assert finding.fix is None


@pytest.mark.parametrize(
    ("rule_id", "text", "fixed", "safe"),
    [
        ("missing-anchor", "[x](#a-b)\n\n# A & B", "[x](#a--b)\n\n# A & B", False),
        ("missing-anchor", "[x](#toools)\n\n# Tools", "[x](#tools)\n\n# Tools", False),
        ("missing-anchor", "[x](#a)\n\n# ⚙️ A", "[x](#%EF%B8%8F-a)\n\n# ⚙️ A", False),
        (
            "redirected-link",
            "[x](http://moved.example/a#b)",
            "[x](https://moved.example/a#b)",
            True,
        ),
        ("redirected-link", "<http://moved.example/a>", "<https://moved.example/a>", True),
        (
            "redirected-link",
            "<a href='http://moved.example/?a=1&amp;b=2'>x</a>",
            "<a href='https://moved.example/?a=1&amp;b=2'>x</a>",
            True,
        ),
        ("invalid-date", _table("2025--01"), _table("2025-01"), False),
        ("invalid-date", _table("2025-12-3"), _table("2025-12-03"), False),
        ("invalid-date", _table(" [2022-1] "), _table(" 2022-01 "), False),
        (
            "placeholder-row",
            _table("2025-01") + "\n| TBD | | |",
            _table("2025-01"),
            False,
        ),
        ("malformed-link", "[x](<https: //a.example/b c>)", "[x](https://a.example/b%20c)", True),
        ("malformed-link", "[x](www.a.example)", "[x](https://www.a.example)", False),
        ("malformed-link", "见https://a.example。", "见<https://a.example>。", True),
        ("malformed-link", "[x] (https://a.example)", "[x](https://a.example)", False),
    ],
)
def test_fixes(rule_id: str, text: str, fixed: str, safe: bool) -> None:  # noqa: FBT001 - a column
    ((_, finding),) = judge(Case("", (rule_id,), text, {}))
    assert finding.fix is not None
    assert (apply(finding, text), finding.fix.safe) == (fixed, safe)


@pytest.mark.parametrize(
    ("old", "new", "safe"),
    [
        ("http://a.example/tool", "https://a.example/tool", True),
        ("https://a.example/old/tool", "https://b.a.example/new/tool/", True),
        ("https://a.co.uk/tool", "https://b.a.co.uk/tool", True),
        ("https://a.co.uk/tool", "https://b.co.uk/tool", False),
        ("https://a.github.io/tool", "https://b.github.io/tool", False),
        ("https://a.example/tool", "https://b.example/tool", False),
        ("https://a.example/tool", "https://a.example/tools", False),
        ("http://a.example/tool", "https://a.example/en/tool", False),
        ("http://a.example/tool", "https://a.example/tool?id=1", False),
        ("http://127.0.0.1/tool", "http://128.0.0.1/tool", False),
    ],
)
def test_when_a_new_address_is_safe(old: str, new: str, safe: bool) -> None:  # noqa: FBT001 - a column
    case = Case("", ("redirected-link",), f"[x]({old})", {}, ((old, new, True),))
    ((_, finding),) = judge(case)
    assert finding.fix is not None
    assert finding.fix.safe == safe


@pytest.mark.parametrize(
    ("new", "written"),
    [
        ("https://b.example/x_(y)", "https://b.example/x_(y)"),
        ("https://b.example/x_(y", "https://b.example/x_%28y"),
        ("https://b.example/x)y(", "https://b.example/x%29y%28"),
        ("https://b.example/?a|b", "https://b.example/?a%7Cb"),
        ("https://b.example/?a&copy;=1", "https://b.example/?a&amp;copy;=1"),
    ],
)
def test_a_new_address_is_escaped_as_its_place_asks(new: str, written: str) -> None:
    text = "| a |\n|---|\n| [x](https://a.example/y) |"
    case = Case("", ("redirected-link",), text, {}, (("https://a.example/y", new, True),))
    ((_, finding),) = judge(case)
    fixed = apply(finding, text)
    assert fixed == text.replace("https://a.example/y", written)
    (link,) = parse(Source("", fixed)).links
    assert link.url.replace("%28", "(").replace("%29", ")").replace("%7C", "|") == new


@pytest.mark.parametrize(
    ("rule_id", "text", "marked"),
    [
        ("broken-table", "- a | b | c\n  --|--\n", "a | b | c\n  --|--"),
        ("broken-table", "> text\n> a | b | c\n> --|--\n", "a | b | c\n> --|--"),
        ("broken-table", "x\n\n> --|--\n", "--|--"),
        ("ragged-row", "a | b\n--|--\n1 | 2 | | 3 | 4 |", "3 | 4"),
        ("malformed-link", "a ![x](https://a.example/b c) d", "![x](https://a.example/b c)"),
        ("malformed-link", "a [x]([https://a.example) d", "[x]([https://a.example)"),
        ("malformed-link", "a b](https://a.example) d", "](https://a.example)"),
        ("malformed-link", "a [b](https://a.example d", "[b](https://a.example d"),
        ("missing-anchor", "a [b](#c) d", "[b](#c)"),
    ],
)
def test_the_span_is_what_is_wrong(rule_id: str, text: str, marked: str) -> None:
    ((_, finding),) = judge(Case("", (rule_id,), text, {}))
    assert text[finding.span.start : finding.span.end] == marked


SLIPS = [
    "https:/",
    "](",
    "] (",
    ")[",
    "]()",
    "](#",
    "\uff08https://",
    "www.",
    "http//",
    "\n|--|--|\n",
]


@given(st.lists(st.sampled_from([*PIECES, *SLIPS]), max_size=30).map("".join))
def test_no_text_makes_a_rule_fail(text: str) -> None:
    case = Case("", tuple(all_rules()), text, {})
    for rule_id, finding in judge(case):
        assert 0 <= finding.span.start < finding.span.end <= len(text), rule_id
        if finding.fix is not None:
            apply(finding, text)

"""Fixes: which are applied together, which are left out, and what they may not touch."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.config.config import Config
from lint.diagnostics import Diagnostic, Edit, Finding, Fix, Severity
from lint.document.rendering import difference, rendered
from lint.engine.fixer import Mended, _Shift, apply, compatible, mend
from lint.engine.pipeline import Task, run
from lint.rules import Context, Rule, all_rules
from lint.source import Source, Span
from tests.document.cmark import render
from tests.document.pieces import PIECES
from tests.listeners import Strict
from tests.lists import LISTS, read_list, seed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from lint.document.model import Document

TODAY = dt.date(2025, 6, 1)
RULES = tuple(all_rules().values())


def judge_by(rules: Iterable[Rule]) -> Callable[[Source], Sequence[Diagnostic]]:
    rules = tuple(rules)

    def judge(source: Source) -> Sequence[Diagnostic]:
        task = Task(source, Config(offline=True))
        return run([task], rules, today=TODAY, listener=Strict()).diagnostics

    return judge


def replacing(
    name: str, pattern: str, replacement: str, *, safe: bool = False, group: int = 0
) -> Rule:
    """A rule that finds a pattern, whose fix puts something else in the place of a group."""

    def check(document: Document, _: Context) -> Iterator[Finding]:
        for match in re.finditer(pattern, document.source.text):
            edit = Edit(Span(*match.span(group)), match.expand(replacement))
            yield Finding(Span(*match.span()), f"{match[0]!r} is here", Fix("t", (edit,), safe))

    return Rule(name, Severity.ERROR, "0.1", check, "A pattern matches.", fixable=True)


def mended(text: str, *rules: Rule, unsafe: bool = True) -> Mended:
    return mend(Source("a.md", text), judge_by(rules), unsafe=unsafe)


def texts(text: str, *rules: Rule, unsafe: bool = True) -> tuple[str, int, tuple[str, ...]]:
    result = mended(text, *rules, unsafe=unsafe)
    return result.source.text, result.fixed, result.notes


# Edits --------------------------------------------------------------------------------------------

PARTS = st.lists(st.tuples(st.text("ab\n", max_size=3), st.none() | st.text("xy\r\n", max_size=3)))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit], str]:
    """A text, edits that do not overlap in any order, and what they are to make of it."""
    text = result = ""
    edits = []
    for part, replacement in draw(PARTS):
        # An edit that inserts, or stands beside one that does, needs a character of its own.
        kept = draw(st.text("cd", min_size=1, max_size=2))
        if replacement is None:
            result += part + kept
        else:
            edits.append(Edit(Span(len(text), len(text) + len(part)), replacement))
            result += replacement + kept
        text += part + kept
    return text, draw(st.permutations(edits)), result


@given(edited())
def test_edits_are_applied_whatever_their_order(example: tuple[str, list[Edit], str]) -> None:
    text, edits, result = example
    assert compatible(edits)
    assert apply(text, edits) == result


@given(edited(), st.data())
def test_edits_that_overlap_are_told(
    example: tuple[str, list[Edit], str], data: st.DataObject
) -> None:
    text, edits, _ = example
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))

    def clashes(other: Span) -> bool:
        if span.start == span.end or other.start == other.end:
            return span.start <= other.end and other.start <= span.end
        return span.start < other.end and other.start < span.end

    assert compatible([*edits, Edit(span, "")]) != any(clashes(edit.span) for edit in edits)


@given(edited(), st.data())
def test_a_span_is_found_again(example: tuple[str, list[Edit], str], data: st.DataObject) -> None:
    text, edits, result = example
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    inner = [edit for edit in edits if span.contains(edit.span)]
    others = [edit.span for edit in edits if edit not in inner]
    at_edge = any(edit.span.start == edit.span.end in {span.start, span.end} for edit in inner)
    if at_edge or any(one.start < span.end and span.start < one.end for one in others):
        return
    shifted = [Edit(Span(e.span.start - start, e.span.end - start), e.replacement) for e in inner]
    moved = _Shift(edits).moved(span)
    assert result[moved.start : moved.end] == apply(text[span.start : span.end], shifted)


# Which fixes are applied --------------------------------------------------------------------------


def test_fixes_that_overlap_wait_for_each_other() -> None:
    assert texts("aaaa aa", replacing("a-a", "aa", "b")) == ("bb b", 3, ())
    assert texts("abc", replacing("a-a", "ab", "x"), replacing("b-b", "bc", "y")) == ("xc", 2, ())
    # Each of the three is within the next one; one goes in each pass.
    inner = [replacing(f"{one}-x", f"{one}+.*{one}+", "-") for one in "abc"]
    assert texts("abcxcba", *inner) == ("-", 3, ())


def test_edits_of_one_fix_are_applied_together_or_not_at_all() -> None:
    def swap(document: Document, _: Context) -> Iterator[Finding]:
        text = document.source.text
        for match in re.finditer(r"<(.)(.)>", text):
            edits = (Edit(Span(*match.span(2)), match[1]), Edit(Span(*match.span(1)), match[2]))
            if match[1] > match[2]:
                yield Finding(Span(*match.span()), "wrong order", Fix("swap", edits))

    rule = Rule("s-s", Severity.ERROR, "0.1", swap, "Swaps.")
    # The first edit of the fix of b-b is within that of s-s, the second far behind it.
    both = Fix("both", (Edit(Span(1, 2), "0"), Edit(Span(5, 6), "0")))

    def other(document: Document, _: Context) -> Iterator[Finding]:
        if document.source.text[5:6] == "q":
            yield Finding(Span(5, 6), "a q", both)

    assert texts("<ba> q", rule) == ("<ab> q", 1, ())
    text, fixed, _ = texts("<ba> q", rule, Rule("b-b", Severity.ERROR, "0.1", other, "Other."))
    assert (text, fixed) == ("<0b> 0", 2)


def test_a_fix_whose_edits_overlap_is_none() -> None:
    def check(_: Document, __: Context) -> Iterator[Finding]:
        edits = (Edit(Span(0, 2), ""), Edit(Span(1, 3), ""))
        yield Finding(Span(0, 1), "x", Fix("bad", edits))

    assert texts("abcd", Rule("x-x", Severity.ERROR, "0.1", check, "X.")) == ("abcd", 0, ())


def test_a_fix_that_brings_up_something_new_is_left_out_and_the_others_are_not() -> None:
    rules = [replacing("a-a", "a.", "b"), replacing("c-c", "bx", "y")]
    text, fixed, notes = texts("a1 a2x a3 a4x a5", *rules)
    assert (text, fixed) == ("b a2x b a4x b", 3)
    assert notes == (
        "a.md:1:3: the fix of a-a is not applied: it introduces c-c: 'bx' is here",
        "a.md:1:9: the fix of a-a is not applied: it introduces c-c: 'bx' is here",
    )


def test_a_fix_that_leaves_its_finding_is_left_out() -> None:
    text, fixed, (note,) = texts("ab", replacing("a-a", "a", "aa"))
    assert (text, fixed) == ("ab", 0)
    assert note.startswith("a.md:1:1: the fix of a-a is not applied: the problem remains")


def test_what_another_fix_needs_is_applied_first() -> None:
    # Of its own, the first would bring up what the second mends.
    rules = [replacing("a-a", "a(?=b)", "c"), replacing("d-d", "(?<=a)b|cb", "d")]
    assert texts("ab", *rules)[0] in {"ad", "cd"}


def test_a_finding_may_move_and_change_its_words_without_being_new() -> None:
    def longest(document: Document, _: Context) -> Iterator[Finding]:
        for match in re.finditer(r"\S*x\S*", document.source.text):
            yield Finding(Span(*match.span()), f"{len(match[0])} characters")

    rule = Rule("l-l", Severity.ERROR, "0.1", longest, "Long.")
    assert texts("aax ax", rule, replacing("a-a", "a+", "-")) == ("-x -x", 2, ())


def test_a_finding_that_moves_with_its_entry_is_not_new() -> None:
    def lines(document: Document, _: Context) -> Iterator[Finding]:
        for match in re.finditer("x", document.source.text):
            line = document.source.position(match.start())[0]
            yield Finding(Span(*match.span()), f"an x in line {line}")

    def order(document: Document, _: Context) -> Iterator[Finding]:
        if (text := document.source.text).startswith("2 x\n"):
            edits = (Edit(Span(0, 4), ""), Edit(Span(len(text), len(text)), "2 x\n"))
            yield Finding(Span(0, 3), "out of order", Fix("move", edits))

    rules = (Rule(f"{one.__name__}-x", Severity.ERROR, "0.1", one, "X.") for one in (lines, order))
    assert texts("2 x\n1\n", *rules) == ("1\n2 x\n", 1, ())


def test_a_finding_at_the_very_place_of_an_edit_is_not_new() -> None:
    # What is inserted right before the x becomes a part of what is found there.
    inserting = replacing("a-a", "a()(?=x)", "-", group=1)
    found = replacing("x-x", "-?x", "-x")
    text, fixed, _ = texts("ax", inserting, found)
    assert (text, fixed) == ("a-x", 1)


def test_unsafe_fixes_are_for_those_who_ask() -> None:
    rules = [replacing("a-a", "a", "b", safe=True), replacing("c-c", "c", "d")]
    assert texts("a c", *rules, unsafe=False) == ("b c", 1, ())
    assert texts("a c", *rules) == ("b d", 2, ())


def test_a_safe_fix_that_changes_what_is_shown_is_left_out() -> None:
    rule = replacing("a-a", r"\[(\w)\]\(u\)", r"\1", safe=True)
    text, fixed, (note,) = texts("[x](u)", rule, unsafe=False)
    assert (text, fixed) == ("[x](u)", 0)
    assert note.endswith("is not applied: what GitHub shows would be built another way")
    unsafe = replacing("a-a", r"\[(\w)\]\(u\)", r"\1")
    assert texts("[x](u)", unsafe) == ("x", 1, ())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_endings_and_the_byte_order_mark_stay(ending: str, bom: str, last: bool) -> None:  # noqa: FBT001 - a column
    rules = [replacing("a-a", "a", "b\nb"), replacing("c-c", r"[\r\n]+c[\r\n]*", r"\n")]
    text = bom + ending.join(["a", "x", "c"]) + ending * last
    result = mended(text, *rules)
    assert ("\ufeff" if result.source.bom else "") == bom
    assert result.source.text == ending.join(["b", "b", "x"]) + ending * last


def test_a_list_that_cannot_be_judged_is_left_alone() -> None:
    source = Source("a.md", "a")
    assert mend(source, lambda _: None, unsafe=True) == Mended(source)
    judge = judge_by([replacing("a-a", "a", "b")])
    result = mend(source, lambda one: judge(one) if one is source else None, unsafe=True)
    assert (result.source.text, result.fixed) == ("a", 0)


# What GitHub shows --------------------------------------------------------------------------------


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        self.found.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")


def tags(text: str) -> list[str]:
    """The tags of what cmark-gfm makes of a text."""
    parser = _Tags()
    parser.feed(render(text))
    parser.close()
    return parser.found


@pytest.mark.parametrize(
    ("old", "new", "at", "reason"),
    [
        ("[a](u) b", "[a](v) b", "u", ""),
        ("[a](u)\n\nb", "[a](u)\n\nc", "u", "more than the fixed text"),
        ("[a](u)\n\nb [c](u)", "[a](v)\n\nb [c](v)", "u", "more than the fixed text"),
        ("[a][r]\n\ntext\n\n[r]: u", "[a][r]\n\ntext\n\n[r]: v", "u", ""),
        (
            "| [a](u) | b |\n|---|---|",
            "| [a](u) | c |\n|---|---|",
            "[a]",
            "more than the fixed text",
        ),
        ("| a |\n|---|\n| b | c |", "| a |\n|---|\n| b |", "c", ""),
        ("| a |\n|---|\n| b |", "| a |\n|---|\n| b |\n| c |", "b", "another way"),
        ("a *b*", "a b", "*b*", "another way"),
        ("a *b*", "a **b**", "*b*", "another way"),
        ("a\n\nb", "a\nb", "\n\n", "another way"),
        ("- a\n- b", "- a\n\n- b", "\n", "another way"),
        ("- a\n<!-- c -->\n- b", "- a\n- b", "<!-- c -->", "another way"),
        ("a [b](u)", "a[b](u)", "a ", ""),
        ("a <!-- c -->", "a", " <!-- c -->", ""),
        ("a <!-- c --> b", "a b", " <!-- c -->", ""),
        ("a\n\n<!-- c -->\nb", "a\n\nb", "<!-- c -->\n", ""),
        ("<p align=left>a</p>", "<p align=right>a</p>", "left", ""),
        ("<p align=left>a</p>\n\nb", "<p align=right>a</p>\n\nb", "b", "more than the fixed text"),
        ("```\na\n```\n\nb", "```\nc\n```\n\nb", "b", "more than the fixed text"),
    ],
)
def test_what_a_safe_fix_may_change(old: str, new: str, at: str, reason: str) -> None:
    start = old.rindex(at)
    edit = Edit(Span(start, start + len(at)), "")
    found = difference(rendered(Source("", old)), rendered(Source("", new)), [edit])
    assert bool(found) == bool(reason)
    assert reason in found


SWALLOWED = "。，、；）】》」』〕〗］｝〉：？！"  # noqa: RUF001 - fullwidth punctuation


@pytest.mark.parametrize("mark", SWALLOWED)
@pytest.mark.parametrize(
    "form",
    [
        "- 说明见 {}\n",
        "见 {}\n\n段落\n",
        "见 {}",
        "## 见 {}\n",
        "> 见 {}\n",
        "- [ ] 见 {}\n  - 下一级 {}\n",
        "| 名 | 址 |\n|---|---|\n| 甲 | {} |\n| 乙 | {} |\n",
        "1. **粗体** {}\n",
        "**{}**\n",
        "見 {} 後文 {}\n",
    ],
)
def test_a_url_is_ended_before_fullwidth_punctuation_wherever_it_stands(
    form: str, mark: str
) -> None:
    url = "https://github.com/octo-org/jia"
    text = form.replace("{}", f"{url}{mark}")
    mended = mend(Source("list.md", text), judge_by([all_rules()["malformed-link"]]), unsafe=False)
    assert mended.notes == ()
    assert mended.source.text == form.replace("{}", f"<{url}>{mark}")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_shown_does_not_depend_on_line_endings(text: str) -> None:
    text = text.replace("\r\n", "\n")
    shown = [
        [(piece.kind, piece.value) for piece in rendered(Source("", one))]
        for one in (text, text.replace("\n", "\r\n"))
    ]
    assert shown[0] == shown[1]


# All rules on all lists ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_real_lists_are_mended_once_and_for_all(path: Path) -> None:
    seen: dict[str, Sequence[Diagnostic]] = {}

    def judge(source: Source) -> Sequence[Diagnostic]:
        if source.text not in seen:
            seen[source.text] = judge_by(RULES)(source)
        return seen[source.text]

    source = Source("list.md", read_list(path))
    for unsafe in (False, True):
        before = judge(source)
        result = mend(source, judge, unsafe=unsafe)
        assert result.notes == ()
        after = judge(result.source)
        offered = [
            [one for one in each if one.finding.fix and (unsafe or one.finding.fix.safe)]
            for each in (before, after)
        ]
        assert offered[1] == []
        assert len(before) - len(after) == result.fixed >= bool(offered[0])
        assert bool(offered[0]) == (result.source.text != source.text)
        again = mend(result.source, judge, unsafe=unsafe)
        assert (again.source.text, again.fixed) == (result.source.text, 0)
        if not unsafe:
            assert tags(result.source.text) == tags(source.text)
        source = result.source


@pytest.mark.parametrize("name", ["jump-into-llm.md", "large-language-model.md"])
def test_each_fix_of_the_seeds_does_what_it_says(name: str) -> None:
    text = read_list(seed(name))
    judge = judge_by(RULES)
    before = judge(Source("list.md", text))
    for one in before:
        fix = one.finding.fix
        if fix is None:
            continue
        mended = apply(text, fix.edits)
        assert compatible(fix.edits)
        assert mended != text
        assert len(judge(Source("list.md", mended))) < len(before), one.message
        if fix.safe:
            assert tags(mended) == tags(text)

"""The report for a comment: never too long, the most severe kept, and nothing of it lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.diagnostics import Diagnostic, Finding, Severity
from lint.engine.report import Report
from lint.reporters import render
from lint.reporters.markdown import code, text
from lint.source import Source, Span
from tests.reporters.reading import markdown
from tests.reporters.small import REPORT

WORST = "@|\u202e\U000e0001" * 200


def report(count: int, message: str, *, files: int = 1, failures: int = 0) -> Report:
    sources = [Source(f"{number} {message}.md", "x\n" * count) for number in range(files)]
    found = tuple(
        Diagnostic(
            "some-rule",
            sources[line * files // count],
            Severity.ERROR if line == count - 1 else Severity.INFO,
            Finding(Span(2 * line, 2 * line + 1), f"{line} {message}"),
            f"{line}",
        )
        for line in range(count)
    )
    return Report(
        found,
        {},
        {},
        files=files,
        entries=count,
        links=0,
        failures=(message,) * failures,
        headings={source.path: () for source in sources},
        advice=(message,) * 3,
    )


@pytest.mark.parametrize("count", [1, 10, 3000])
@pytest.mark.parametrize("files", [1, 7])
@pytest.mark.parametrize("message", ["short", WORST])
def test_it_fits_into_a_comment(count: int, files: int, message: str) -> None:
    found = render("markdown", report(count, message, files=files, failures=100))
    assert len(found) < 65_536
    said = markdown(found)
    left = count - len(said)
    assert (f"{left:,} more problem" in found.splitlines()[-1]) == bool(left)
    assert found.count("<details>") == found.count("</details>")


def test_the_most_severe_are_kept_and_the_order_is_that_of_the_list() -> None:
    said = markdown(render("markdown", report(3000, "a fairly long message " * 5)))
    numbers = [int(message.split(" ")[0]) for _, message in said]
    assert 200 < len(numbers) < 3000
    assert numbers == [*range(len(numbers) - 1), 2999]


@given(st.text(st.sampled_from("@#|`<\u202e a"), max_size=900), st.integers(1, 40))
def test_it_fits_whatever_the_list_says(message: str, count: int) -> None:
    found = render("markdown", report(count, message, failures=count))
    assert len(found) < 65_536
    markdown(found)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("the row is empty", "the row is empty"),
        ("“arXiv” says: 1,200 of 100%", "“arXiv” says: 1,200 of 100%"),
        ("a well-known, old-fashioned word", "a well-known, old-fashioned word"),
        ("see #12", "see <code>&#35;12</code>"),
        ("'4/10/20' is it", "'<code>4/10/20</code>' is it"),
        ("abcdef0 deadbeef bad", "<code>abcdef0</code> <code>deadbeef</code> bad"),
        ("GH-1 KEY-12", "<code>GH-1</code> <code>KEY-12</code>"),
        (":x: :-)", "<code>&#58;x</code>: <code>&#58;-</code>)"),
        ("www.a.b", "<code>www&#46;a.b</code>"),
        ("论文 _x_", "论文 <code>&#95;x&#95;</code>"),
    ],
)
def test_words_stay_words_and_the_rest_is_code(words: str, shown: str) -> None:
    assert text(words) == shown


def test_long_texts_are_cut() -> None:
    assert text("x " * 250) == "x " * 199 + "x…"
    assert text("x" * 400) == "x" * 400
    assert code("#" * 401).count("&#35;") == 399


def test_failures_are_listed_and_counted() -> None:
    failed = REPORT._replace(failures=tuple(f"{name}.md: gone" for name in "abcdefg"))
    found = render("markdown", failed)
    assert "Not checked:\n\n- <code>a.md&#58; gone</code>\n" in found
    assert "- and 2 more\n" in found
    assert "1 skipped; 7 failures, so not everything was checked" in found
    assert found.startswith("### awesome-lint: 1 error, 1 warning, 1 info, 7 failures, ")
    nothing = REPORT._replace(diagnostics=(), failures=("a.md: gone",), files=0)
    assert render("markdown", nothing).startswith(
        "### awesome-lint: 1 failure, not everything was checked\n"
    )


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("", ""),
        ("Attention Is All You Need", ", in <code>Attention Is All You Need</code>"),
        ("a | b @c", ", in <code>a &#124; b &#64;<!-- -->c</code>"),
        ("x" * 900, f", in <code>{'x' * 59}…</code>"),
    ],
)
def test_a_problem_names_its_entry(entry: str, shown: str) -> None:
    (one,) = report(1, "is wrong").diagnostics
    found = render("markdown", report(1, "")._replace(diagnostics=(one._replace(entry=entry),)))
    assert f"| 0 is wrong{shown} | error <code>some-rule</code> |\n" in found

"""The part of a source line that a person is shown, and the marks below it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from lint.reporters._snippet import snippet
from lint.source import Source, Span

TEXTS = st.text("ab|❤论é\u0301\t\x1b\u200b\u200d️👩💻🇩🇪\r\n\u202e", max_size=120)


def shown(text: str, width: int = 60) -> tuple[str, str]:
    """The snippet of the first text in ⟦brackets⟧, and its marks."""
    start, end = text.index("⟦"), text.index("⟧") - 1
    source = Source("x", text.replace("⟦", "").replace("⟧", ""))
    found = snippet(source, Span(start, end), width)
    return found.text, " " * found.indent + "^" * found.marks


@pytest.mark.parametrize(
    ("text", "line", "marks"),
    [
        ("a ⟦bc⟧ d", "a bc d", "  ^^"),
        ("first\na ⟦bc⟧\r\nlast", "a bc", "  ^^"),
        ("a⟦⟧b", "ab", " ^"),
        ("ab⟦⟧", "ab", "  ^"),
        ("ab⟦\n⟧c", "ab", "  ^"),
        ("⟦⟧", "", "^"),
        ("a ⟦b\nc⟧ d", "a b", "  ^"),
        ("论文 ⟦题目⟧ x", "论文 题目 x", "     ^^^^"),
        ("e\u0301 ⟦e\u0301⟧ x", "e\u0301 e\u0301 x", "  ^"),
        ("\t⟦a\tb⟧", "    a    b", "    ^^^^^^"),
        ("\x1b[31m⟦a\x07⟧", "\\x1b[31ma\\x07", "        ^^^^^"),
        ("a\u202eb ⟦c\u200bd⟧", "a\\u202eb c\\u200bd", "         ^^^^^^^^"),
        ("👩\u200d💻 ⟦x⟧", "👩\u200d💻 x", "   ^"),
        ("❤\ufe0f ⟦x⟧", "❤\ufe0f x", "   ^"),
    ],
)
def test_a_line_that_fits(text: str, line: str, marks: str) -> None:
    assert shown(text) == (line, marks)


def test_a_wide_row_is_cut_on_both_sides_of_the_span() -> None:
    line, marks = shown("x" * 1000 + " ⟦here⟧ " + "y" * 1000, 40)
    assert line == "…" + "x" * 16 + " here " + "y" * 16 + "…"
    assert marks == " " * 18 + "^^^^"


def test_a_view_begins_with_a_whole_letter_and_holds_widened_ones() -> None:
    assert shown("e\u0301" * 50 + "⟦x⟧", 10)[0] == "…" + "e\u0301" * 7 + "x"
    assert shown("❤\ufe0f" * 50 + "⟦x⟧", 10)[0] == "…" + "❤\ufe0f" * 3 + "x"


def test_a_span_near_an_end_gets_the_room_of_the_other_side() -> None:
    assert shown("⟦here⟧ " + "y" * 1000, 20) == ("here " + "y" * 13 + "…", "^^^^")
    assert shown("x" * 1000 + " ⟦here⟧", 20) == ("…" + "x" * 13 + " here", " " * 15 + "^^^^")


def test_a_span_wider_than_the_window_is_shown_from_its_start() -> None:
    assert shown("a ⟦" + "x" * 100 + "⟧", 20) == ("…" + "x" * 18 + "…", " " + "^" * 18)


def test_a_line_of_megabytes_is_not_read_as_a_whole() -> None:
    class Counting(str):
        """A text that counts the characters that are taken out of it."""

        __slots__ = ("taken",)
        taken: int

        def __getitem__(self, key: object) -> str:
            part = super().__getitem__(key)  # type: ignore[index]  # the same keys as str
            self.taken += len(part)
            return part

    source = Source("x", "x" * 4_000_000)
    text = Counting(source.text)
    text.taken = 0
    source.text = text
    found = snippet(source, Span(2_000_000, 2_000_010), 80)
    assert len(found.text) == 80
    assert text.taken < 2_000


def test_marks_without_width_do_not_grow_without_end() -> None:
    line, _ = shown("⟦a⟧" + "\u0301" * 100_000)
    assert len(line) < 2_000


@given(TEXTS, st.data())
def test_every_snippet_fits_and_marks_its_span(text: str, data: st.DataObject) -> None:
    source = Source("x", text)
    start = data.draw(st.integers(0, len(source.text)))
    end = data.draw(st.integers(start, len(source.text)))
    width = data.draw(st.integers(20, 80))
    found = snippet(source, Span(start, end), width)
    assert 0 <= wcswidth(found.text) <= width
    assert found.marks >= 1
    # A mark may stand one column behind a line that is full: at its end, or at a line feed.
    assert found.indent + found.marks <= wcswidth(found.text) + 1

"""An item that is a link, a dash and a sentence: read ahead, and read as by every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document.parser import parse
from lint.entries.facts import learn
from lint.entries.fields.line import PLAIN, Hints, Line
from lint.entries.fields.named import take_named
from lint.entries.fields.parts import read_any
from lint.entries.text import view
from lint.source import Source
from tests.lists import LISTS, read_list

if TYPE_CHECKING:
    from pathlib import Path

TITLES = st.sampled_from(
    (
        *("Name", "a", "Part 3", "Week 12", "CVPR 2024", "Paper", "C++", "Node.js", "May 3", "V 5"),
        *("Name 123", "v2.0", "Ann Lee", "by Ann", "GitHub", "No 1", "R&D", "x!", "Q/A", "2024"),
        *("Name 1984", "Fall 2024", "Workshop 2019", "Best of ICML 2023", "Report 230503", "In 12"),
    )
)
DASHES = st.sampled_from((" - ", " - ", " - ", " \u2013 ", ": ", " -", " "))
WORDS = st.lists(
    st.sampled_from(
        (
            *("A", "fast", "tool", "for", "Go", "by", "Ann", "Lee", "and", "Bo", "Li", "Chen"),
            *("Neural", "ICML", "Workshop", "(beta)", "May", "e.g.", "-", "/", "written by", "the"),
        )
    ),
    min_size=1,
    max_size=9,
).map(" ".join)
ENDS = st.sampled_from(("", ".", "!", ".)", ",", " -", "?", ":", " 3", " (Go)", " `x`", "…"))
HINTS = (PLAIN, Hints(authors=True), Hints(signed=True), Hints(dates_first=True, links_first=True))


def lines(text: str, hints: Hints) -> list[tuple[Line, Line]]:
    document = parse(Source("README.md", text))
    facts = learn(document)
    found = []
    for paragraph in document.paragraphs:
        seen = view(document, paragraph.span)
        one, other = (Line(seen, facts, hints, 0, len(seen.text)) for _ in range(2))
        found.append((one, other))
    return found


@given(TITLES, DASHES, WORDS, ENDS, st.sampled_from(HINTS))
def test_what_is_read_ahead_is_what_every_form_makes_of_it(
    title: str, dash: str, words: str, end: str, hints: Hints
) -> None:
    for one, other in lines(f"- [{title}](https://example.org/a){dash}{words}{end}\n", hints):
        if take_named(one):
            assert one.parts == read_any(other)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_so_are_the_items_of_real_lists(path: Path) -> None:
    for one, other in lines(read_list(path), PLAIN):
        if take_named(one):
            assert one.parts == read_any(other)


def test_the_plainest_item_is_read_ahead() -> None:
    ((one, _),) = lines("- [Name 123](https://example.org/a) - A tool for many.\n", PLAIN)
    assert take_named(one)
    assert one.parts.summary is not None
    assert one.text[slice(*one.parts.summary)] == "A tool for many."

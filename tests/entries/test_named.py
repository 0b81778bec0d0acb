"""An item that is a link, a dash and a sentence: read ahead, and read as by every form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document.parser import parse
from lint.entries.facts import learn
from lint.entries.fields.line import PLAIN, Hints, Line
from lint.entries.fields.named import read_named
from lint.entries.fields.parts import read_any
from lint.entries.text import view
from lint.source import Source
from tests.lists import LISTS, read_list

if TYPE_CHECKING:
    from pathlib import Path

    from lint.entries.facts import Facts
    from lint.entries.fields.line import Parts
    from lint.entries.text import View

TITLES = st.sampled_from(
    (
        *("Name", "a", "Part 3", "Week 12", "CVPR 2024", "Paper", "C++", "Node.js", "May 3", "V 5"),
        *("Name 123", "v2.0", "Ann Lee", "by Ann", "GitHub", "No 1", "R&D", "x!", "Q/A", "2024"),
        *("Name 1984", "Fall 2024", "Workshop 2019", "Best of ICML 2023", "Report 230503", "In 12"),
        *(
            "project-2-3",
            "lib1.2",
            "May-3",
            "jan-2020-05",
            "abc2023",
            "ICML-23",
            "x264",
            "a-1-2",
            "Fall-2024",
        ),
    )
)
DASHES = st.sampled_from((" - ", " - ", " - ", " \u2013 ", ": ", " -", " "))
WORDS = st.lists(
    st.sampled_from(
        (
            *("A", "fast", "tool", "for", "Go", "by", "Ann", "Lee", "and", "Bo", "Li", "Chen"),
            *("Neural", "ICML", "Workshop", "(beta)", "May", "e.g.", "-", "/", "written by", "the"),
            *(
                "2.0",
                "v3",
                "12",
                "RFC 826",
                "2023",
                "(2020)",
                "100%",
                "ISO-3166-1",
                "12345",
                "230503",
            ),
            *(
                "note: it",
                "License: MIT",
                "Tags: x.",
                "`code`",
                "*it*",
                "**bold**",
                "it\u2019s",
                "#tag",
            ),
            *(
                "@name",
                "a_b",
                "2 * 3",
                "; ICML",
                ". ICML",
                ", 2021",
                "| x",
                "Python 3",
                "[x]",
                "<b>",
            ),
        )
    ),
    min_size=1,
    max_size=9,
).map(" ".join)
ENDS = st.sampled_from(("", ".", "!", ".)", ",", " -", "?", ":", " 3", " (Go)", " `x`", "…"))
HINTS = (PLAIN, Hints(authors=True), Hints(signed=True), Hints(dates_first=True, links_first=True))


def views(text: str) -> tuple[list[View], Facts]:
    document = parse(Source("README.md", text))
    return [view(document, one.span) for one in document.paragraphs], learn(document)


def every_form(seen: View, facts: Facts, hints: Hints) -> Parts:
    return read_any(Line(seen, facts, hints, 0, len(seen.text)))


@given(TITLES, DASHES, WORDS, ENDS, st.sampled_from(HINTS))
def test_what_is_read_ahead_is_what_every_form_makes_of_it(
    title: str, dash: str, words: str, end: str, hints: Hints
) -> None:
    found, facts = views(f"- [{title}](https://example.org/a){dash}{words}{end}\n")
    for one in found:
        if (read := read_named(one, facts, hints)) is not None:
            assert replace(read, plain=False) == every_form(one, facts, hints)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_so_are_the_items_of_real_lists(path: Path) -> None:
    found, facts = views(read_list(path))
    for one in found:
        if (read := read_named(one, facts, PLAIN)) is not None:
            assert replace(read, plain=False) == every_form(one, facts, PLAIN)


@pytest.mark.parametrize(
    "summary",
    ["A tool for many.", "A note: what `it` does for v3 and more.", "A client of RFC 826 for all."],
)
def test_the_plainest_items_are_read_ahead(summary: str) -> None:
    (one,), facts = views(f"- [Name 123](https://example.org/a) - {summary}\n")
    read = read_named(one, facts, PLAIN)
    assert read is not None
    assert read.summary is not None
    assert one.text[slice(*read.summary)] == summary.replace("`", "")

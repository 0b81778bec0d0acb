"""Linked titles with a sentence each are entries at once, as they are when looked at closer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document.parser import parse
from lint.entries.fields import named, parts
from lint.entries.reader import read_texts
from lint.source import Source
from tests.lists import LISTS, read_list

if TYPE_CHECKING:
    from pathlib import Path

    from lint.entries.facts import Facts
    from lint.entries.fields.line import Hints, Parts
    from lint.entries.reader import Read
    from lint.entries.text import View

SUMMARIES = ("A tool for many.", "Reads it.", "Ann Lee and Bo Li", "by Ann Lee", "a thing", "ICML")
PLAIN = st.tuples(
    st.sampled_from(("- ", "- ", "* ", "  - ", "    - ", "1. ")),
    st.sampled_from(("Name", "Name 2", "Paper", "Other", "Ann Lee", "Site", "x/y")),
    st.sampled_from(
        ("https://a.example/1", "https://github.com/ann", "#part", "b.md", "https://x.org/2")
    ),
    st.sampled_from(SUMMARIES),
).map(lambda one: f"{one[0]}[{one[1]}]({one[2]}) - {one[3]}")
OTHER = st.sampled_from(
    (
        *("- Name", "- [Paper](https://p.example/1)", "- **Bold** - text", "- Title / Ann Lee", ""),
        *(
            "- 2023-05-03: Added [x](https://x.example/) - it.",
            "# News",
            "## Part",
            "Text:",
            "  more",
        ),
        *(
            "- Summary: what it is",
            "  - [Code](https://c.example/1)",
            "- https://d.example/",
            "---",
        ),
    )
)
TEXTS = st.lists(PLAIN | PLAIN | OTHER, min_size=1, max_size=14).map("\n".join)


def looked_at_closer(text: str) -> Read:
    """What is read where no item is known to be plain."""

    def read_named(view: View, facts: Facts, hints: Hints) -> Parts | None:
        found = named.read_named(view, facts, hints)
        if found is not None:
            found.plain = False
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "read_named", read_named)
        return read_texts(parse(Source("README.md", text)))


def same(text: str) -> None:
    found, closer = read_texts(parse(Source("README.md", text))), looked_at_closer(text)
    assert found.entries == closer.entries
    assert found.unread == closer.unread


@given(TEXTS)
def test_plain_items_are_what_they_are_when_looked_at_closer(text: str) -> None:
    same(text)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_so_are_those_of_real_lists(path: Path) -> None:
    same(read_list(path))

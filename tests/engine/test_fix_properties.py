"""Every fix of every rule at once, on lists that Hypothesis makes up from what curators write."""
# ruff: noqa: RUF001 - fullwidth punctuation, as in real lists

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from lint.engine.fixer import mend
from lint.rules import all_rules
from lint.source import Source
from tests.document.pieces import PIECES
from tests.engine.test_fixer import judge_by, tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.diagnostics import Diagnostic

RULES = tuple(all_rules().values())

DATES = [
    "2023-05-01", "2024-02", "2023", "7/4/23", "2023.05", "2023-13-45", "May 2023", "05/2023",
    "2099-01-01",
    "2023/5/1", "-", "", "TBD", "ICML 2023", "Septembr 2023", "2023-5-1", "13/5/2023", "2023-9",
]  # fmt: skip
TITLES = [
    "A paper on attention", "**Bold** title", "It‚Äôs a title", "Title \\| pipe", "Fl‚àö¬©",
    "`code`", "[Linked](http://arxiv.org/abs/2303.04129)", "标题", "Title [with] brackets", "",
]  # fmt: skip
LINKS = [
    "[x](https://e.example/p?utm_source=list&id=3)", "[x](http://github.com/a/b)",
    "[![arXiv](https://img.shields.io/badge/arXiv-b31b1b)](http://arxiv.org/abs/1706.03762)",
    "[y](https://e.example/page.)", "<http://arxiv.org/pdf/1706.03762v2>", "http://github.com/c/d,",
    "[z](#first-sectoin)", "[r][ref]", '<a href="http://github.com/e/f?utm_medium=x">h</a>',
    "![i](http://github.com/g/h/raw/main/i.png)", '[w](https://e.example/w "it‚Äôs")',
    "[](u)", "",
    "https://youtu.be/abcdefghijk?feature=shared",
    "[a b](<http://arxiv.org/abs/2303.04129?utm_id=1>)",
    "[www.example.com](Docs)", "（文档）[https://e.example/d]", "[s][reff]", "[t][ref]",
    "[Title](link)", "[Download]()",
]  # fmt: skip
SUMMARIES = [
    "What it says, in a sentence.", "an idea of five words here an idea of five words here",
    "TBD", "",
    "It‚Äôs <b>bold</b>", "see [there](http://github.com/a/b).", "（全角）。",
]  # fmt: skip
COMMENTS = [
    "", "", "", " <!-- awesome-lint: ignore insecure-link -->",
    " <!-- awesome-lint: ignore missing-summary, mojibake -- why -->",
    " <!-- awesome-lint-ignore insecure-link -->", " <!-- Awesome-Lint: ignore: insecure-link -->",
]  # fmt: skip

text = st.sampled_from
row = st.builds(
    lambda *cells: f"| {' | '.join(cells[:-1])} |{cells[-1]}",
    text(DATES),
    text(TITLES),
    text(SUMMARIES),
    text(LINKS),
    text(["", "", " |", " | extra |"]),
)
table = st.builds(
    lambda header, rows, twice: "\n".join([header, *rows, *rows[:twice]]) + "\n",
    text(["| Date | Title | Summary | Links |\n|---|---|---|---|"]),
    st.lists(row, min_size=1, max_size=5),
    st.integers(0, 2),
)
item = st.builds(
    lambda mark, link, rest, comment: f"{mark}{link}{rest}{comment}",
    text(["- ", "* ", "  - ", "1. "]),
    st.sampled_from(LINKS).filter(bool),
    text(["", " - What it does.", " – what it does", ": it‚Äôs good."]),
    text(COMMENTS),
)
bullets = st.lists(item, min_size=1, max_size=7).map(lambda items: "\n".join(items) + "\n")
NAMES = [
    "Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett",
]  # fmt: skip


def moved(first: int, second: int) -> str:
    """A sorted section of which one entry stands elsewhere."""
    names = list(NAMES)
    names.insert(second, names.pop(first))
    return "".join(f"- [{name}](https://{name.lower()}.example)\n" for name in names)


ordered = st.builds(moved, st.integers(0, 9), st.integers(0, 9))
records = st.builds(
    lambda date, title, link: (
        f"<table>\n<tr><th>Date</th><th>Title</th></tr>\n<tr><td>{date}</td>"
        f"<td>{title} <a href='{link}'>x</a></td></tr>\n</table>\n"
    ),
    text(DATES),
    text(["A title", "It‚Äôs"]),
    text(["http://arxiv.org/abs/1706.03762", "https://e.example/?utm_source=a"]),
)
ranges = text(["<!-- awesome-lint: off -->\n", "<!-- awesome-lint: on -->\n"])
odd = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
block = st.one_of(
    table, table, bullets, ordered, records, ranges, odd, text(LINKS), text(SUMMARIES)
)


@st.composite
def lists(draw: st.DrawFn) -> Source:
    """A list with a heading, some sections, and a definition, in any line endings."""
    parts = ["# List", draw(bullets)]
    for name in draw(st.permutations(["First section", "Second section"])):
        parts += [f"## {name}", *draw(st.lists(block, max_size=3))]
    parts += ["[ref]: http://arxiv.org/abs/1706.03762?utm_source=x 'it‚Äôs'\n"]
    body = re.sub(r"\r\n?|\n", draw(text(["\n", "\n", "\r\n"])), "\n\n".join(parts))
    body = body if draw(st.booleans()) else body.rstrip("\r\n")
    return Source("list.md", draw(text(["", "\ufeff"])) + body)


def endings(content: str) -> set[str]:
    return set(re.findall(r"\r\n|\r|\n", content))


@settings(max_examples=60)
@given(lists(), st.booleans())
def test_fixes_do_what_they_say_and_nothing_else(source: Source, unsafe: bool) -> None:  # noqa: FBT001 - drawn
    seen: dict[str, Sequence[Diagnostic]] = {}

    def judge(one: Source) -> Sequence[Diagnostic]:
        if one.text not in seen:
            seen[one.text] = judge_by(RULES)(one)
        return seen[one.text]

    before = judge(source)
    result = mend(source, judge, unsafe=unsafe)
    after = judge(result.source)

    assert len(before) - len(after) == result.fixed
    # A note says of each fix that is left why; whatever else was offered has been applied.
    left = [one for one in after if one.finding.fix and (unsafe or one.finding.fix.safe)]
    assert len(left) <= len(result.notes)
    again = mend(result.source, judge, unsafe=unsafe)
    assert (again.source.text, again.fixed) == (result.source.text, 0)

    old, new = source.text, result.source.text
    assert result.source.bom == source.bom
    assert endings(new) <= endings(old)
    assert new.endswith(("\n", "\r")) == old.endswith(("\n", "\r"))
    if not unsafe:
        assert tags(new) == tags(old)

"""Lists of items of one line are read as one token, and as the tokens of each item would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lint.document import plain_lists
from lint.document.markdown import normalise, parse_blocks, parsers
from lint.document.parser import parse
from lint.source import Source
from tests.document.test_one_line import LINE
from tests.lists import LISTS, read_list

if TYPE_CHECKING:
    from pathlib import Path

    from lint.document.model import Document

ITEM = st.sampled_from(
    (
        *("- text", "- [a](http://b.c) - d.", "- **b** c", "- [a][b]", "- x  ", "- x\u00a0", "- é"),
        *("- [a]: u", "- [^1]: x", "- # x", "- - x", "-  x", "-\tx", "- `c`", "* text", "+ text"),
        *(
            "- <h2>x</h2>",
            "- x <b>y",
            "- a | b",
            "- [ ] x",
            "- ![i](u)",
            "- x\\",
            "-",
            "- ",
            " - x",
        ),
        *("- é\f", "- x\r", "1. x", "  - x", "  more", "more", "# h", "***", "- - -", "---", "> x"),
        *("[a]: http://x.y", "<div>", "</div>", "```", "", "", "", " ", "\t", "\u00a0", "\f"),
    )
)
TEXTS = st.lists(ITEM | LINE, min_size=1, max_size=9).map("\n".join)


def without_the_rule(text: str) -> Document:
    md, _ = parsers()
    md.disable(plain_lists.NAME)
    try:
        return parse(Source("README.md", text))
    finally:
        md.enable(plain_lists.NAME)


def same(text: str) -> None:
    found, wanted = parse(Source("README.md", text)), without_the_rule(text)
    assert found._replace(source=wanted.source) == wanted


@given(TEXTS)
@example("- text\n- text\n\n- text")
@example("- text\n\n  more")
@example("- text\nmore\n\n- text")
@example("[a\nb\n\n- [x](http://y.z)\n- b\n\n***")
def test_a_document_is_that_of_the_parser(text: str) -> None:
    same(text)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_so_is_a_real_list(path: Path) -> None:
    same(read_list(path))


def test_a_list_is_one_token() -> None:
    text = "# List\n\n- [a](http://b.c) - d.\n- **e** f\n- g\n\n## More\n\n* h\n* i"
    lines, _ = normalise(Source("README.md", text))
    tokens = parse_blocks(lines, {plain_lists.TAKEN: True})
    assert [one.map for one in tokens if one.type == plain_lists.NAME] == [[2, 5], [8, 10]]

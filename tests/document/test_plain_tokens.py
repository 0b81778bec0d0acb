"""Text and links that need no parser: the same tokens as the parser's, whatever stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from lint.document.markdown import parsers
from lint.document.plain import plain_tokens

if TYPE_CHECKING:
    from markdown_it.token import Token

# What a rule begins with or is made of, and what looks like it.
PIECES = (
    *("[", "]", "(", ")", "](", "!", "![", "^", "[^1]", "\\", "\\[", "\n", "  \n", "\t", " ", "-"),
    *("www.", "http", "://", "https://a.b/c", "x@y.z", "mailto:", "<b>", "<!--", "&amp;", "`", "*"),
    *("_", "~", "~~", ":", ".", "a", "b c", "é", "中", "\u00a0", "(c)", "[a](u)", '[a](u "t")'),
    *("`a`", "`*a* b`", "` `", "`a@b`", "*a*", "*a b*", "**a**", "(*a*)", "*a*.", " *a* ", "``"),
    *("**", "**a b**", "[**a b**](u)", "![a](u)", "![](u)", "[![a](u)](v)", "[![](u)](v)", "<br>"),
    *("[a b](http://x.y/z)", "[a](<u>)", "[a](u(v))", "[]()", "[ ](u)", " - Some text."),
)
CONTENTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)


def parsed(content: str) -> list[Token]:
    _, md = parsers()
    tokens: list[Token] = []
    md.inline.parse(content, md, {}, tokens)
    # Beside what is bold, the parser leaves text of no characters.
    return [token for token in tokens if token.type != "text" or token.content]


@given(CONTENTS)
def test_tokens_without_the_parser_are_those_of_the_parser(content: str) -> None:
    found = plain_tokens(content)
    assert found is None or found == parsed(content)


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_so_are_those_around_a_link(before: str, label: str, behind: str) -> None:
    for linked in (label, f"**{label}**", f"![{label}](a.png)"):
        content = f"{before}[{linked}](https://example.org/){behind}"
        found = plain_tokens(content)
        assert found is None or found == parsed(content)


def test_an_item_needs_no_parser() -> None:
    assert plain_tokens("A [name](https://example.org/a_b) - What it is for.") is not None
    assert plain_tokens("[![arXiv](https://a.b/c)](https://d.e) <br> [**Title**](u)") is not None
    assert plain_tokens("A [name](u) - With `code`, *words* and **more**.") is not None
    assert plain_tokens("A *name") is None
    assert plain_tokens("A*name*") is None

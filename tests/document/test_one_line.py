"""Paragraphs of one line and texts with one link, read ahead of the parser: the same, whatever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import example, given
from hypothesis import strategies as st

from lint.document.markdown import normalise, parsers
from lint.document.plain import one_link, plain_tokens
from lint.source import Source

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

# What opens or ends a block, and what looks like it.
FRONTS = (
    *(
        "   - ",
        "- ",
        "* ",
        "+ ",
        "-  ",
        "-\t",
        "  - ",
        "    - ",
        "      ",
        "    ",
        "\t",
        "> ",
        "> - ",
        "-",
    ),
    *("1. ", "2) ", "9. ", "---", "===", "- - -", "***", "# ", "#", "```", "~~~", "<div>", "<b>"),
    *("</div>", "<!-- ", "-->", "[a]: ", "[^1]: ", "| a | b |", "|---|---|", ":-:", "", "  ", "\\"),
)
WORDS = (
    *("text", "[a](http://b.c) - d.", "**b**", "![i](u)", "[a]: u", "[ ] t", "a | b", "中文", "é"),
    *(
        "x\u00a0",
        "\u00a0x",
        "b  ",
        "**",
        "***",
        "!",
        "[",
        "[x",
        "_a_",
        "1",
        "a\\",
        "",
        "-",
        "* * *",
    ),
)
LINE = st.tuples(st.lists(st.sampled_from(FRONTS), max_size=2), st.sampled_from(WORDS)).map(
    lambda parts: "".join(parts[0]) + parts[1]
)
TEXTS = st.lists(LINE, min_size=1, max_size=7).map("\n".join)


def blocks(md: MarkdownIt, text: str) -> list[Token]:
    lines, _ = normalise(Source("README.md", text))
    env: dict[str, Any] = {"lines": lines}
    tokens: list[Token] = []
    md.block.parse(lines.text, md, env, tokens)
    return tokens


WITH, _ = parsers()
WITHOUT, _ = parsers.__wrapped__()
WITHOUT.disable("one_line")


@given(TEXTS)
@example("> text\n      - text")
@example("- text\n      - text")
@example("   - x\n    - deep")
def test_blocks_are_those_of_the_parser(text: str) -> None:
    assert blocks(WITH, text) == blocks(WITHOUT, text)


def test_an_item_is_a_paragraph_of_one_line() -> None:
    text = "- [a](http://b.c) - d.\n- **e** f\n"
    tried: list[int] = []

    def look(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 - markdown-it-py's signature
        if not silent:
            tried.append(line)
        return False

    md, _ = parsers.__wrapped__()
    md.block.ruler.before("fence", "look", look)
    blocks(md, text)
    # The list is tried at its first line; neither paragraph gets as far as any other rule.
    assert tried == [0]


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_one_link_is_that_of_the_tokens(before: str, label: str, behind: str) -> None:
    content = f"{before}[{label}](https://example.org/){behind}"
    found = one_link(content)
    tokens = plain_tokens(content)
    assert found is None or tokens is not None
    if found is None or tokens is None:
        return
    texts = [token.content for token in tokens if token.type == "text"]
    assert texts == [one for one in (found.before, found.label, found.behind) if one]
    (link,) = [token for token in tokens if token.type == "link_open"]
    assert link.meta["url"] == found.url
    assert content[slice(*found.url)] == link.attrs["href"]
    assert link.meta["start"] == len(found.before)


def test_an_item_is_one_link() -> None:
    assert one_link("A [name](https://example.org/a_b) - What it is for.") is not None
    assert one_link("[a](u) [b](v)") is None
    assert one_link("[**a**](u)") is None

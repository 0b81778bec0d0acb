"""Destinations that are read by one expression are read as markdown-it-py's own helper has them."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.helpers import parseLinkDestination

from lint.document.parser import parse
from lint.source import Source

# What ends a destination, opens another form of one, or is decoded in it.
_MARKS = ["\\", "&", "&amp;", "(", ")", "<", ">", " ", "\t", "\x01", "\x7f", "\xa0", '"', "#", "%"]


@given(st.lists(st.sampled_from([*_MARKS, "a", "é", "/", "http://a.com"]), max_size=8).map("".join))
@example("a&amp;b")
@example("a(b)")
@example("a\\)b")
@example("<a>")
@example("a\x7fb")
@example("a\xa0b")
def test_a_destination_is_what_the_helper_reads(text: str) -> None:
    source = f"[x]({text})"
    expected = parseLinkDestination(source, 4, len(source))
    if not (expected.ok and expected.pos == len(source) - 1) or text.startswith("//"):
        return  # blanks, a title, or no link: of these markdown-it-py's rule decides in both
    (link,) = parse(Source("list.md", source)).links
    assert link.url == expected.str
    assert source[link.url_span.start : link.url_span.end].strip("<>") == text.strip("<>")
    assert (link.span.start, link.span.end) == (0, len(source))

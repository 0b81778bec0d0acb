"""The pictures of `srcset`, and links without a scheme."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document.html import unescape_attribute
from lint.document.model import LinkKind
from lint.document.parser import parse
from lint.document.srcset import candidates
from lint.source import Source


@pytest.mark.parametrize(
    ("value", "urls"),
    [
        ("", []),
        (" , ,", []),
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("a.png,b.png", ["a.png,b.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        ("a.png 1x,b.png 2x", ["a.png", "b.png"]),
        ("\n  a.png 100w ,\n  b.png\t200w\n", ["a.png", "b.png"]),
        ("https://e.org/a,b.png 1x, c 2x", ["https://e.org/a,b.png", "c"]),
        ("data:image/png;base64,AA 1x, b 2x", ["data:image/png;base64,AA", "b"]),
        ("a (x, y) 1x, b", ["a", "b"]),
        ("a (x, y", ["a"]),
        ("a,, b", ["a", "b"]),
    ],
)
def test_the_addresses_are_those_of_the_standard(value: str, urls: list[str]) -> None:
    assert [one.url for one in candidates(value)] == urls


@given(st.text(alphabet="a, ()\n&;", max_size=60))
def test_each_address_stands_where_it_is_said_to(value: str) -> None:
    for one in candidates(value):
        assert value[one.start : one.end] == one.url


ADDRESS = st.text(alphabet="abc/.?=&;:%-", min_size=1, max_size=12).map(lambda text: f"x{text}y")


@given(st.lists(ADDRESS, min_size=1, max_size=4), st.sampled_from(["source", "img"]))
def test_the_pictures_of_a_list_are_links_at_their_places(urls: list[str], name: str) -> None:
    value = ", ".join(f"{url} {n + 1}x" for n, url in enumerate(urls))
    text = f'<picture>\n  <{name} srcset="{value}">\n</picture>\n'
    found = parse(Source("", text)).links
    assert [one.url for one in found] == [unescape_attribute(url) for url in urls]
    assert {one.kind for one in found} == {LinkKind.IMAGE}
    assert [text[one.url_span.start : one.url_span.end] for one in found] == urls


def test_what_src_says_is_not_said_twice() -> None:
    text = '<img src="a.png" srcset="a.png 1x, b.png 2x">\n'
    assert [one.url for one in parse(Source("", text)).links] == ["a.png", "b.png"]


def test_a_host_without_a_scheme_has_that_of_github() -> None:
    text = "[a](//e.org/x) ![b](//e.org/b.png) <a href='//e.org/c'>c</a> [d](///x) [e](//) [f][]\n"
    text += "\n[f]: //e.org/f\n"
    links = parse(Source("", text)).links
    assert [one.url for one in links] == [
        "https://e.org/x",
        "https://e.org/b.png",
        "https://e.org/c",
        "///x",
        "//",
        "https://e.org/f",
    ]
    assert text[links[0].url_span.start : links[0].url_span.end] == "//e.org/x"

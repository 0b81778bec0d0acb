"""Every span, sliced from the source, parses to its part again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.common.utils import unescapeAll

from lint.document.html import unescape_attribute
from lint.document.model import Link, LinkKind
from lint.document.parser import parse
from lint.source import Source
from tests.document.pieces import PIECES
from tests.lists import LISTS, parsed, read_list

if TYPE_CHECKING:
    from pathlib import Path

    from lint.document.model import Document


def again(text: str) -> Document:
    return parse(Source("slice.md", text))


def check_link(source: Source, link: Link) -> None:
    text, url = source.slice(link.span), source.slice(link.url_span)
    if link.kind is LinkKind.REFERENCE or (text.endswith("]") and link.kind is LinkKind.IMAGE):
        assert text[0] in "[!"
        assert text[-1] == "]"
        assert unescapeAll(url.removeprefix("<").removesuffix(">")) == link.url
        return
    found = [one for one in again(text).links if one.span.start == 0]
    # A linked image is the second construct that a badge's slice holds, so take the outermost.
    assert found, f"{text!r} is no link"
    assert (found[0].url, found[0].kind) == (link.url, link.kind)
    if "\n" not in text:
        assert found[0].span.end == len(text)
        # An `<a>` that nothing closes spans its start tag, and shows all that follows.
        assert found[0].text == link.text or (link.kind is LinkKind.HTML and "</a" not in text)
    if link.kind is LinkKind.AUTOLINK:
        # Backslashes count in an e-mail address alone, entities between angle brackets alone.
        assert link.url.endswith((url, unescapeAll(url)))
    elif text.startswith("<"):
        assert unescape_attribute(url) == link.url
    else:
        assert unescapeAll(url.removeprefix("<").removesuffix(">")) == link.url


def check(document: Document) -> None:
    source = document.source
    length = len(source.text)
    for link in document.links:
        assert 0 <= link.span.start < link.span.end <= length
        check_link(source, link)
    for heading in document.headings:
        assert 0 <= heading.span.start < heading.span.end <= length
        slices = again(source.slice(heading.span)).headings
        # A slice has no definitions for the footnotes and references that it refers to.
        written = source.slice(heading.span)
        text = slices[0].text if "[^" in written or "]" in slices[0].text else heading.text
        assert [(one.level, one.text) for one in slices] == [(heading.level, text)]
    for table in document.tables:
        if table.html:
            continue
        for row in (table.header, *table.rows):
            assert table.span.contains(row.span)
            for cell in row.cells[: len(table.header.cells)]:
                assert row.span.contains(cell.span)
                content = source.slice(cell.span)
                assert content == content.strip(" \t\v\f")
    for span in document.prose:
        assert 0 <= span.start < span.end <= length
    for item in document.items:
        assert source.slice(item.span)[:1] in "-*+0123456789"
        assert item.span.contains(item.text_span)
    for comment in document.comments:
        assert source.slice(comment).startswith("<!--")


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_real_lists(path: Path) -> None:
    check(parsed(path))


@settings(max_examples=2000, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text(text: str) -> None:
    check(again(text))


@pytest.mark.parametrize("before", ["", "x\n\n", "> ", "- "])
@pytest.mark.parametrize("blank", ["\xa0 ", "\u3000", "\xa0 \n\u3000 "])
def test_lines_that_are_blank_to_python_alone_move_nothing(before: str, blank: str) -> None:
    more = {"> ": "> ", "- ": "  "}.get(before, "")
    lines = [*blank.split("\n"), "| abc [a](https://a.example)", "[b](https://b.example) "]
    text = before + f"\n{more}".join(lines)
    document = again(text)
    check(document)
    assert [text[link.span.start] for link in document.links] == ["[", "["]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("path", LISTS[-2:], ids=lambda path: path.stem)
def test_line_endings_and_byte_order_mark_move_nothing(path: Path, ending: str) -> None:
    text = read_list(path).replace("\r\n", "\n")
    plain, other = (
        parse(Source("list.md", text)),
        parse(Source("list.md", "\ufeff" + text.replace("\n", ending))),
    )
    places = [
        [document.source.position(link.span.start) for link in document.links]
        for document in (plain, other)
    ]
    assert places[0]
    assert places[0] == places[1]
    assert [link.url for link in plain.links] == [link.url for link in other.links]


def test_cells_are_where_they_stand() -> None:
    text = (
        "- text\n\n  | a | b \\| c |\n  |---|:-:|\n  | 1 | [x](u\\|v) `p\\|q` | over |\n  |short\n"
    )
    document = parse(Source("list.md", text))
    (table,) = document.tables
    slices = [
        [document.source.slice(cell.span) for cell in row.cells]
        for row in (table.header, *table.rows)
    ]
    assert slices == [["a", "b \\| c"], ["1", "[x](u\\|v) `p\\|q`", "over"], ["short"]]
    assert table.rows[0].cells[1].text == "x p|q"
    (link,) = document.links
    assert (link.url, document.source.slice(link.url_span)) == ("u|v", "u\\|v")

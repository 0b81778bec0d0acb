from __future__ import annotations

import pytest

from lint.document.html import unescape_attribute
from lint.document.model import Document, LinkKind
from lint.document.parser import parse
from lint.source import Source


def read(text: str) -> Document:
    return parse(Source("list.md", text))


RECORDS = """\
<table>
  <tr><th>Date</th><th>Paper &amp; Summary</th><th>Links</th></tr>
  <tr>
    <td rowspan="2">2024-05</td>
    <td><b>A <i>title</i></b><br>second line</td>
    <td><a href="https://a.example/?x=1&amp;y=2"><img alt="Paper"
      src="https://img.shields.io/badge/arXiv-x-red"></a></td>
  </tr>
  <tr><td colspan=2> • What it is about </td></tr>

  <tr><td>2024-06

[Markdown](https://b.example) and **bold**

</td></tr>
</table>
"""


def test_a_table_over_several_blocks() -> None:
    document = read(RECORDS)
    (table,) = document.tables
    assert table.html
    rows = [[(cell.text, cell.rowspan, cell.colspan) for cell in row.cells] for row in table.rows]
    assert [cell.text for cell in table.header.cells] == ["Date", "Paper & Summary", "Links"]
    assert rows == [
        [("2024-05", 2, 1), ("A title\nsecond line", 1, 1), ("", 1, 1)],
        [("• What it is about", 1, 2)],
        [("2024-06\nMarkdown and bold", 1, 1)],
    ]
    assert document.source.slice(table.rows[0].cells[0].span) == "2024-05"
    assert table.rows[0].cells[2].image
    assert document.source.slice(table.span) == RECORDS.rstrip()


def test_a_badge_in_html() -> None:
    link, image, markdown = read(RECORDS).links
    assert (link.url, link.kind, link.linked) == (
        "https://a.example/?x=1&y=2",
        LinkKind.HTML,
        False,
    )
    assert link.badge is not None
    assert (link.badge.label, link.text, image.kind, image.linked) == (
        "arXiv",
        "Paper",
        LinkKind.IMAGE,
        True,
    )
    assert link.span.contains(image.span)
    assert RECORDS[link.url_span.start : link.url_span.end] == "https://a.example/?x=1&amp;y=2"
    assert markdown.url == "https://b.example"


def test_markdown_badge_between_html_tags() -> None:
    text = "<a href=u>![x](https://img.shields.io/badge/Code-blue)</a>"
    link, image = read(text).links
    assert link.badge is not None
    assert (link.badge.message, image.linked, link.span.end) == ("Code", True, len(text))


def test_headings_and_anchors() -> None:
    document = read(
        '<h2 align="center">Über <em>uns</em> <img src=x></h2>\n\n'
        '## Über uns\n\n<a name="x"></a>\n<p id=y>'
    )
    assert [(one.slug, one.level) for one in document.headings] == [
        ("über-uns-", 2),
        ("über-uns", 2),
    ]
    assert document.anchors == {"x", "y"}


def test_comments_and_fences_are_left_alone() -> None:
    text = (
        "<!-- [a](b) <a href=c>\n\n| x |\n|--|\n-->\n\n```\n[d](e)\n```\n\n    [f](g)\n\n"
        "text <!-- [h](i) --> `[j](k)` \\[l](m)\n"
    )
    document = read(text)
    assert not document.links
    assert not document.tables
    assert [document.source.slice(span)[-4:] for span in document.comments] == ["\n-->", " -->"]
    assert not any(
        "[h]" in document.source.slice(span) or "[j]" in document.source.slice(span)
        for span in document.prose
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a?x=1&amp;y=2", "a?x=1&y=2"),
        ("a?x=1&y=2", "a?x=1&y=2"),
        ("?id=1&noteId=2", "?id=1&noteId=2"),
        ("?a&copy=1", "?a&copy=1"),
        ("?a&copy", "?a\u00a9"),
        ("?a&copy;=1", "?a\u00a9=1"),
        ("&#x41;&#66;&unknown;", "AB&unknown;"),
    ],
)
def test_character_references_of_attributes(written: str, value: str) -> None:
    assert unescape_attribute(written) == value


@pytest.mark.parametrize(
    "text",
    ["<div><a href='x", "<table><tr><td>", "<a <a <a", "<div>\n<", "<!--", "<?x", "</a></td>"],
)
def test_what_never_ends(text: str) -> None:
    document = read(text)
    assert all(link.span.end <= len(text) for link in document.links)

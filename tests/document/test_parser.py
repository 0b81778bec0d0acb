from __future__ import annotations

import pytest

from lint.document.model import Document, LinkKind
from lint.document.parser import parse
from lint.source import Source
from tests.lists import read_list, seed


def read(text: str) -> Document:
    return parse(Source("list.md", text))


def test_headings_lead_to_tables_and_items() -> None:
    document = read("# A\n\n## B\n\n- [x](y)\n\n### C\n\n| t |\n|---|\n\n## D\n\n1. [z](w)\n")
    (table,) = document.tables
    assert [one.text for one in table.headings] == ["A", "B", "C"]
    assert [[one.text for one in item.headings] for item in document.items] == [
        ["A", "B"],
        ["A", "D"],
    ]


def test_an_anchor_loses_the_line_breaks_of_its_heading() -> None:
    (heading,) = read("Over\ntwo lines\n=========\n").headings
    assert (heading.text, heading.slug) == ("Over two lines", "overtwo-lines")


def test_items_with_their_own_text() -> None:
    text = "- [a](u) - one\n  more\n  - [b](v)\n\n    second\n- - [c](w)\n\n> 1) q\n"
    document = read(text)
    found = [(item.text, item.depth, item.group) for item in document.items]
    assert found == [
        ("a - one more", 1, 1),
        ("b\nsecond", 2, 2),
        ("", 1, 1),
        ("c", 2, 3),
        ("q", 1, 4),
    ]
    slices = [document.source.slice(item.span) for item in document.items]
    assert slices[0].startswith("- [a]")
    assert slices[0].endswith("second")
    assert slices[2:] == ["- - [c](w)", "- [c](w)", "1) q"]


def test_references_point_at_their_definitions() -> None:
    text = "[a][Ref] [ref][] [REF] ![i][ref]\n\n> [ref]:\n> <https://x.example/a b> 't'\n"
    document = read(text)
    assert [(link.kind, link.url) for link in document.links] == [
        *[(LinkKind.REFERENCE, "https://x.example/a b")] * 3,
        (LinkKind.IMAGE, "https://x.example/a b"),
    ]
    assert {document.source.slice(link.url_span) for link in document.links} == {
        "<https://x.example/a b>"
    }


def test_front_matter_is_no_text() -> None:
    document = read("---\ntitle: [a](b)\n---\n[c](d)\n")
    assert [link.url for link in document.links] == ["d"]
    assert document.front_matter is not None
    assert document.source.slice(document.front_matter) == "---\ntitle: [a](b)\n---\n"


def test_a_thematic_break_at_the_start_is_no_front_matter() -> None:
    document = read("---\n\n[a](b): text\n\n---\n[c](d)\n")
    assert [link.url for link in document.links] == ["b", "d"]


def test_footnotes_nobody_refers_to_are_not_shown() -> None:
    document = read("x[^1]\n\n[^1]: ライセンス[a](b)\n\n[^2]: [c](d)\n")
    assert [link.url for link in document.links] == ["b"]
    assert len(document.footnotes) == 1


def test_deep_lists_lose_no_link() -> None:
    text = "".join(f"{'  ' * depth}- [x](u{depth})\n" for depth in range(60))
    assert len(read(text).links) == 60


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        ">" * 100_000,
        "> " * 100_000,
        "- " * 100_000,
        "*" * 100_000,
        "![" * 10_000,
        "[a](" * 20_000,
        "<div>" * 20_000,
        "<a href='" * 20_000,
        "a@" * 100_000,
        "|" * 100_000 + "\n" + "|-" * 50_000,
        "http://x.example/" * 10_000,
        "\\" * 100_000,
        "`" * 1_000 + "".join("`" * count + " " for count in range(300)),
        "word " * 200_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_is_parsed(text: str) -> None:
    document = read(text)
    assert all(link.span.end <= len(text) for link in document.links)


def test_the_link_whose_text_spans_two_lines() -> None:
    document = read(read_list(seed("jump-into-llm.md")))
    (link,) = [one for one in document.links if one.url == "https://arxiv.org/abs/2005.14165"]
    assert document.source.position(link.span.start)[0] == 67
    assert document.source.position(link.span.end)[0] == 68
    assert link.text == "Language Models are Few-Shot Learners"

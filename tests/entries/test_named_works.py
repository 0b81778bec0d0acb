"""Bold names before the rest of a title, and remarks behind the linked title of a heading."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

import pytest

from lint.api import read_entries as read

RESTS = (
    "Learning to Read Quiet Rivers",
    "Slow-moving Lakes via Mask Modeling",
    "What Do We Know of the Seas?",
)
NAMES = ("RiverNet", "L-Former", "SeaLM2")


def listed(*items: str) -> str:
    """A list with one section of these items."""
    return "# List\n\nWords.\n\n## Things\n\n" + "\n".join(items) + "\n"


@pytest.mark.parametrize(
    "name", ["***{name}:*** ", "**{name}:** ", "**{name}**: ", "__{name}:__ ", "**{name}：** "]
)
@pytest.mark.parametrize("mark", ["- ", "* ", "1. ", "\n"])
@pytest.mark.parametrize(
    "labels",
    [
        "[[Paper]](https://a.example/{n}) [[Code]](https://b.example/{n})",
        "[[PDF](https://a.example/{n})] [[Project](https://b.example/{n})]",
        "[Code](https://b.example/{n}), [arXiv](https://a.example/{n})",
        "(CVPR 2024) [[论文](https://a.example/{n})]",
    ],
)
def test_a_bold_name_opens_the_title_of_a_paper(name: str, mark: str, labels: str) -> None:
    found = read(
        listed(
            *(
                mark + name.format(name=one) + rest + " " + labels.format(n=n)
                for n, (one, rest) in enumerate(zip(NAMES, RESTS, strict=True))
            )
        )
    )
    whole = [f"{one}: {rest}" for one, rest in zip(NAMES, RESTS, strict=True)]
    assert [one.title.replace("：", ":") for one in found] == whole
    assert all("summary" not in one.fields for one in found)
    assert all(("date" in one.fields) == ("2024" in labels) for one in found)


@pytest.mark.parametrize(
    "summary",
    [
        "a fast library for quiet rivers.",
        "A Fast Library for Quiet Rivers.",
        "A fast library for quiet rivers and slow lakes",
        "静かな川を読むためのライブラリ",
    ],
)
@pytest.mark.parametrize("label", ["Paper", "Code"])
def test_a_bold_name_before_a_sentence_is_the_title(summary: str, label: str) -> None:
    items = (f"- **{one}:** {summary} [[{label}]](https://a.example/{one})" for one in NAMES)
    found = read(listed(*items))
    assert [(one.title, one.fields["summary"]) for one in found] == [(n, summary) for n in NAMES]


def test_a_bold_name_before_links_to_code_alone_is_the_title() -> None:
    items = (f"- **{one}:** A Fast Library [[Code]](https://a.example/{one})" for one in NAMES)
    assert [one.title for one in read(listed(*items))] == list(NAMES)


@pytest.mark.parametrize(
    "remark",
    [
        " *Free* or as [PDF](https://b.example)",
        " *Free*",
        " (free)",
        " [PDF only]",
        " — **gratis**",
        " `paid`",
        " Free",
        " *免费*",
    ],
)
@pytest.mark.parametrize("picture", ["", "![cover](https://a.example/x.png)\n\n"])
def test_a_remark_behind_a_linked_heading_is_a_tag(remark: str, picture: str) -> None:
    found = read(
        listed(
            *(
                f"### [Book {one}](https://a.example/{one}){remark}\n\n{picture}"
                f"A book about {one} for everyone. It is long.\n"
                for one in NAMES
            )
        )
    )
    assert [one.title for one in found] == [f"Book {one}" for one in NAMES]
    assert [len(one.tags) for one in found] == [1, 1, 1]
    assert [one.fields["summary"] for one in found] == [
        f"A book about {one} for everyone. It is long." for one in NAMES
    ]


def test_words_behind_a_linked_heading_that_say_what_it_is_are_its_summary() -> None:
    items = (f"### [{one}](https://a.example/{one}) - all about water\n\nWords.\n" for one in NAMES)
    assert [one.fields["summary"] for one in read(listed(*items))] == ["all about water"] * 3


@pytest.mark.parametrize(
    "picture", ['<img src="https://a.example/x.png">', '<iframe src="//a.example/x"></iframe>']
)
@pytest.mark.parametrize("words", ["A book about {} for everyone.", "{}についての良い本だと思う。"])
def test_words_beside_a_picture_below_a_heading_are_its_summary(picture: str, words: str) -> None:
    found = read(
        listed(
            *(
                f"### [Book {one}](https://a.example/{one})\n\n<table>\n  <tbody><tr>\n"
                f"    <td>\n      {picture}\n    </td>\n    <td>\n      {words.format(one)}\n"
                "    </td>\n  </tr></tbody>\n</table>\n"
                for one in NAMES
            )
        )
    )
    assert [one.title for one in found] == [f"Book {one}" for one in NAMES]
    assert [one.fields["summary"] for one in found] == [words.format(one) for one in NAMES]

"""Headings that name a thing: what stands below says what it is, when it was made, and by whom."""
# ruff: noqa: RUF001  punctuation of other scripts is what some tests are about

from __future__ import annotations

import pytest

from lint.api import read_entries as read

NAMES = ["Gaugeboard", "Oxbow", "Bedform"]
SAYS = "It collects the readings of all rivers, and draws a map of them."

# What may stand between a name and the words on it, and says nothing of what the thing is.
BEFORE = [
    "",
    "https://{0}.example\n\n",
    "<https://{0}.example>\n\n",
    "[Website](https://{0}.example)\n\n",
    "🔗 https://{0}.example\n\n",
    "项目地址：<https://{0}.example>\n\n",
    "![cover](covers/{0}.png)\n\n",
    "[![stars](https://img.shields.io/npm/v/{0}.svg)](https://npmjs.com/{0})\n\n",
    "**Hosted by**: Ann Lee and Bo Li\n\n**Topics**: rivers, politics, weather and law\n\n",
    "**Location:** Berlin, Germany\n**Website:** <https://{0}.example>\n**Tech:** Rust\n\n",
    "Authors: Ann Lee, Bo Li\nLicense: MIT\nSite: https://{0}.example\n\n",
    "[Site](https://{0}.example)\n\n```sh\nmake {0}\n```\n\n",
]
LAST = "[Link](https://{0}.example/more)\n\n"


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("heading", ["### {1}", "### {2}. {1}", "## #{2} {1}", "#### No. {2} {1}"])
def test_the_first_words_on_a_thing_are_its_summary(heading: str, before: str) -> None:
    text = "# List\n\n" + "".join(
        (heading + "\n\n" + before).format(name.lower(), name, number)
        + f"{SAYS}\n\n"
        + LAST.format(name.lower())
        for number, name in enumerate(NAMES, 1)
    )
    found = read(text)
    assert [(one.title, one.fields.get("summary")) for one in found] == [
        (name, SAYS) for name in NAMES
    ]


@pytest.mark.parametrize(
    ("line", "authors", "date"),
    [
        ("*by Ann Lee, 2014*", "Ann Lee", "2014"),
        ("by Ann Lee and Bo Li (2014)", "Ann Lee and Bo Li", "2014"),
        ("**Authors:** Ann Lee, Bo Li\n\n**Year:** 2014", "Ann Lee, Bo Li", "2014"),
        ("Год: 2014", None, "2014"),
    ],
)
def test_credits_below_a_name(line: str, authors: str | None, date: str) -> None:
    text = "# List\n\n" + "".join(
        f"### {name}\n\n{line}\n\n{SAYS}\n\n" + LAST.format(name.lower()) for name in NAMES
    )
    for one in read(text):
        assert one.fields.get("authors") == authors
        assert one.fields.get("date") == date
        assert one.fields.get("summary") == SAYS


@pytest.mark.parametrize("mark", [": ", ":", " - ", " – ", "："])
def test_the_name_before_the_words_is_none_of_them(mark: str) -> None:
    text = "# List\n\n" + "".join(
        f"### {name}\n\n[{name}](https://{name}.example){mark} {SAYS}\n\n" for name in NAMES
    )
    assert [one.fields.get("summary") for one in read(text)] == [SAYS] * 3


def test_what_stands_below_a_line_is_of_the_whole_list() -> None:
    text = "# List\n\n" + "".join(
        f"### {name}\n\n{SAYS}\n\n" + LAST.format(name.lower()) for name in NAMES
    )
    text += "---\n\nMade by [Ann](https://ann.example).\n"
    found = read(text)
    assert [len(one.links or ()) for one in found] == [1, 1, 1]
    assert text.split("\n")[found[-1].end_line - 1].startswith("[Link]")


def test_a_heading_without_a_number_among_numbered_ones_is_no_entry() -> None:
    text = "# List\n\n" + "".join(
        f"## {number}. {name}\n\n{SAYS}\n\n" + LAST.format(name.lower())
        for number, name in enumerate(NAMES, 1)
    )
    text += "## Conclusion\n\nTell me of yours on [Mastodon](https://m.example/@me).\n"
    assert [one.title for one in read(text)] == NAMES


@pytest.mark.parametrize(
    "body",
    [
        "Rivers flow downhill, as [Lee](https://lee.example) showed.",
        "It uses [Numba](https://numba.example) for the hot loops, so that it is fast.",
        "```sh\nmake\n```\n\nSee the [docs](https://docs.example).",
    ],
)
def test_documentation_is_no_entry(body: str) -> None:
    text = "# Notes\n\n" + "".join(
        f"## {name}\n\n{body}\n\n" for name in ("Water", "Slopes", "Floods", "Sediment")
    )
    assert not read(text)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_definitions_of_any_look(gap: str) -> None:
    terms = [
        "[Gaugeboard](https://a.example)",
        "**[Oxbow](https://b.example)**",
        "**Bedform** ([site](https://c.example))",
    ]
    text = "# List\n\n## Tools\n\n" + "".join(f"{one}{gap}: {SAYS}\n\n" for one in terms)
    assert [(one.title, one.fields.get("summary")) for one in read(text)] == [
        (name, SAYS) for name in NAMES
    ]


@pytest.mark.parametrize(
    "element",
    [
        '<li><a href="{1}">{0}</a>\n<ul><li>{2}</li></ul></li>',
        '<li><p><a href="{1}">{0}</a></p><p>{2}</p></li>',
        '<dt>{0}</dt><dd><a href="{1}">{1}</a></dd><dd>{2}</dd>',
        "<dt>\n\n[{0}]({1})\n\n</dt>\n<dd>\n\n{2}\n\n</dd>\n",
    ],
)
def test_elements_hold_one_entry_each(element: str) -> None:
    text = "# List\n\n## Tools\n\n<div>\n" + "\n".join(
        element.format(name, f"https://{name.lower()}.example", SAYS) for name in NAMES
    )
    assert [(one.title, one.fields.get("summary")) for one in read(text + "\n</div>\n")] == [
        (name, SAYS) for name in NAMES
    ]

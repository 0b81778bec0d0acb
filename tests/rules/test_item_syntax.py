from __future__ import annotations

import pytest

from lint.document.parser import parse
from lint.source import Source
from tests.rules.test_rules import apply
from tests.rules.variants import found, lines

RULE = "item-syntax"
LINKS = [
    "[Ed](https://fine.example) - An editor.",
    "**[Ed](https://fine.example)** - An editor.",
    "[Ed][ed]",
    "[工具](https://fine.example)：编辑器。",  # noqa: RUF001
    "[![Stars](https://fine.example/badge.svg)](https://fine.example)",
    "![Logo](https://fine.example/a.png) [Ed](https://fine.example)",
    "[Ed](https://fine.example) costs 5 * 3 €",
]
MARKERS = ["-", "+", "1."]
OTHER = "[Sed](https://fine.example/sed) - Another."
# Where a line lacks its space, and another item has one.
AROUND = [
    "{0} {other}\n{0}{item}\n",
    "{0}{item}\n{0} {other}\n",
    "{0} {other}\n\n{0}{item}\n",
    "> {0} {other}\n> {0}{item}\n",
    "- x\n  {0} {other}\n  {0}{item}\n- y\n",
    "{0} {other}\n{0}{item}",
]


def text_of(around: str, marker: str, item: str) -> str:
    form = "# L\n\n" + around + "\n\n[ed]: https://fine.example\n"
    return form.format(marker, other=OTHER, item=item)


@pytest.mark.parametrize("item", LINKS)
@pytest.mark.parametrize("marker", MARKERS)
@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_item_that_lacks_its_space(item: str, marker: str, around: str, ending: str) -> None:
    text = text_of(around, marker, item).replace("\n", ending)
    reports = found(RULE, text)
    line = text.split(ending).index(
        next(one for one in text.split(ending) if f"{marker}{item}" in one)
    )
    assert set(reports) == {line + 1}
    after = apply(reports[line + 1], text)
    assert after == text.replace(f"{marker}{item}", f"{marker} {item}")
    assert not lines(RULE, after)
    assert items(after) == items(text) + 1


def items(text: str) -> int:
    return len(parse(Source("", text)).items)


@pytest.mark.parametrize("marker", ["-", "+"])
def test_lines_that_all_lack_it(marker: str) -> None:
    text = f"## L\n\n{marker}[a](https://a.example)\n{marker}[b](https://b.example)\n"
    assert lines(RULE, text) == {3, 4}


def test_an_asterisk_counts_where_the_next_one_is_an_item() -> None:
    assert lines(RULE, f"* {OTHER}\n*[a](https://a.example)\n") == {2}


@pytest.mark.parametrize(
    "text",
    [
        "A saying.\n\n-[Who](https://who.example)\n",
        "> A saying.\n> -[Who](https://who.example)\n",
        "- A saying\n  -[Who](https://who.example)\n",
        "*[a](https://a.example), and more.*\n",
        "*[a](https://a.example), and more.\n",
        "*[a](https://a.example)*\n*[b](https://b.example)*\n",
        f"* {OTHER}\n*[a](https://a.example)*\n",
        f"- {OTHER}\n*[a](https://a.example)\n",
        f"1. {OTHER}\n2)[a](https://a.example)\n",
        f"- {OTHER}\n-[ ] a task\n",
        f"- {OTHER}\n-[x] a task\n",
        f"- {OTHER}\n-text [a](https://a.example)\n",
        f"- {OTHER}\n\\-[a](https://a.example)\n",
        f"- {OTHER}\n\n\n\n-[a](https://a.example)\n",
        f"- {OTHER}\n- - [a](https://a.example)\n",
        "```\n-[a](https://a.example)\n-[b](https://b.example)\n```\n",
        "<!--\n-[a](https://a.example)\n-[b](https://b.example)\n-->\n",
        "<div>\n-[a](https://a.example)\n-[b](https://b.example)\n</div>\n",
        "| a |\n|---|\n| -[a](https://a.example) |\n",
        "from 1\n-[a](https://a.example) to 2\n",
        "- [a](https://a.example)\n--[b](https://b.example)\n",
        "-[a]\n-[b]\n",
    ],
)
def test_what_is_no_item(text: str) -> None:
    assert not lines(RULE, text)

from __future__ import annotations

import pytest

from lint.document.parser import parse
from lint.source import Source
from tests.rules.test_rules import apply
from tests.rules.variants import found, lines

RULE = "heading-syntax"
LOST = [
    "##Apps",
    "###工具",
    "##Приложения",
    "######Deep",
    "##🎵 Audio",
    "##[Apps](https://fine.example)",
    "##**Bold**",
    "##Apps##",
    "##\u00a0Apps",
    "##\u3000标题",
    "#\u00a0Apps",
    "##`code`",
]
AROUND = ["{}\n", "Text.\n\n{}\n\n- x\n", "Text\n{}\nmore\n", "> {}\n", "- x\n\n{}\n", "{}"]


@pytest.mark.parametrize("written", LOST)
@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_heading_that_lacks_its_blank(written: str, around: str, ending: str) -> None:
    text = around.format(written).replace("\n", ending)
    reports = found(RULE, text)
    line = around[: around.index("{")].count("\n") + 1
    assert set(reports) == {line}
    after = apply(reports[line], text)
    assert not lines(RULE, after)
    assert len(parse(Source("", after)).headings) == 1 + len(parse(Source("", text)).headings)


@pytest.mark.parametrize(
    "written",
    [
        "#shells are for reading",
        "#python #rust",
        "#1 of its kind",
        "##1",
        "#!/bin/sh",
        "#[derive]",
        "#define X",
        "#{id}",
        "`##Apps`",
        "```\n##Apps\n```",
        "<!-- ##Apps -->",
        "C ##Apps",
        "####### Seven",
        "\\##Apps",
        "##",
        "## Apps",
        "| a |\n|---|\n| ##b |",
    ],
)
def test_hashes_that_make_no_heading(written: str) -> None:
    assert not lines(RULE, f"Text.\n\n{written}\n")


@pytest.mark.parametrize("title", ["Apps", "Tools & more", "工具"])
def test_one_hash_counts_where_a_link_leads_there(title: str) -> None:
    anchor = title.lower().replace(" & ", "--").replace(" ", "-")
    text = f"[x](#{anchor})\n\n#{title}\n"
    assert set(found(RULE, text)) == {3}
    assert not lines(RULE, f"[x](#other)\n\n#{title}\n")


ACCIDENTS = [
    "Everything in this list is free and runs everywhere.\n---",
    "Some text\nthat goes on.\n---",
    "> Everything here is free and runs everywhere!\n> ---",
    "[⬆ back to top](#contents)\n---",
    "**[Back to top](#top)**\n-----------------------------------",
    "所有的工具都是自由软件，而且可以在任何系统上运行。\n---",  # noqa: RUF001
    "The list has these parts and many others besides:\n---",
    "Is this not what everybody here wants?\n--------",
    "One line with [a link](https://fine.example) and\nanother.\n-",
    "Text of six words and more …\n---",
]


@pytest.mark.parametrize("written", ACCIDENTS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_paragraph_that_became_a_heading(written: str, ending: str) -> None:
    text = f"# Contents\n\n{written}\n\nMore.\n".replace("\n", ending)
    reports = found(RULE, text)
    assert set(reports) == {3}
    after = apply(reports[3], text)
    assert not lines(RULE, after)
    assert len(parse(Source("", after)).headings) == 1


@pytest.mark.parametrize(
    "written",
    [
        "Apps\n---",
        "A long title of a section that goes on\n---",
        "Who is it for?\n---",
        "[Apps](https://fine.example)\n---",
        "Everything in this list is free and runs.\n--------------------------------------",
        "Everything in this list is free and runs everywhere.\n===",
        "Everything in this list is free and runs everywhere.\n\n---",
        "- Everything in this list is free and runs everywhere.\n---",
        "| a |\n|---|\n| b |\n---",
        "[![build](https://fine.example/a.svg)](https://fine.example)\n---",
        "工具\n---",
    ],
)
def test_headings_that_are_meant(written: str) -> None:
    assert not lines(RULE, f"# Contents\n\n{written}\n\nMore.\n")

# ruff: noqa: RUF001  marks and brackets of other scripts are what some tests are about
from __future__ import annotations

import pytest

from lint.testing import judge, read_case
from tests.rules.test_rules import apply
from tests.rules.variants import found, lines

TOP = "# Awesome Fruit\n\n"


@pytest.mark.parametrize("dash", ["–", "—", "‒", "−", "‐"])
@pytest.mark.parametrize("mark", ["", " **NEW**", " 🍏"])
@pytest.mark.parametrize("configured", [False, True])
def test_a_hyphen_may_be_asked_for(dash: str, mark: str, configured: bool) -> None:  # noqa: FBT001
    rule = "improper-list-item"
    option = "<!-- configuration: rules.improper-list-item.dash = 'hyphen' -->\n" * configured
    text = f"{option}{TOP}- [Press](https://fine.example){mark} {dash} Presses apples.\n"
    if mark == " **NEW**":
        return  # words before the dash: no description that this rule knows
    reports = found(rule, text)
    assert bool(reports) == configured
    for finding in reports.values():
        assert "Press](https://fine.example)" + f"{mark} - Presses" in apply(finding, text)
    assert not lines(rule, text.replace(f" {dash} ", " - "))


MARKS = [
    "**NEW**",
    "_new_",
    "`beta`",
    "(beta)",
    "[archived]",
    "MIT",
    "v2.0",
    "**NEW** `beta`",
    "🍏 **NEW**",
    "NEW!",
    "(🥉37 · ⭐ 10K)",
    "![new](https://fine.example/new.svg) **NEW**",
]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", ["Slicer", "Ди-резка", "切片机", "The Apple Press", "slice-r"])
@pytest.mark.parametrize("dash", ["-", "–"])
def test_a_name_that_is_repeated_behind_a_mark(mark: str, name: str, dash: str) -> None:
    text = f"{TOP}- [{name}](https://fine.example) {mark} {dash} {name} is a tool that slices.\n"
    assert lines("repeated-item-name", text) == {3}
    text = f"{TOP}- [{name}](https://fine.example) {mark} {dash} Tool that slices.\n"
    assert not lines("repeated-item-name", text)


SECTIONS = ["Apples", "Pears", "Plums", "Figs"]


def contents(items: list[str], sections: list[str]) -> str:
    listed = "".join(f"- [{one}](#{one.lower().replace(' ', '-')})\n" for one in items)
    below = "".join(f"## {one}\n\n- [a](https://fine.example) - A.\n\n" for one in sections)
    return f"{TOP}## Contents\n\n{listed}\n{below}"


@pytest.mark.parametrize(
    ("items", "line"),
    [
        (["Apples", "Pears", "Plums", "Figs"], None),
        (["Pears", "Apples", "Plums", "Figs"], 6),
        (["Apples", "Pears", "Figs", "Plums"], 8),
        (["Figs", "Plums", "Pears", "Apples"], 6),
        (["Plums", "Apples", "Pears", "Figs"], 6),
        (["Apples", "Figs", "Pears", "Plums"], 7),
    ],
)
@pytest.mark.parametrize(
    "words", [SECTIONS, ["苹果", "梨", "李子", "无花果"], ["А", "Б", "В", "Г"]]
)
def test_contents_have_the_order_of_the_sections(
    items: list[str], line: int | None, words: list[str]
) -> None:
    names = dict(zip(SECTIONS, words, strict=True))
    text = contents([names[one] for one in items], list(names.values()))
    assert lines("improper-contents", text) == ({line} if line else set())


def nested(listed: dict[str, list[str]], sections: dict[str, list[str]]) -> str:
    text = f"{TOP}## Contents\n\n"
    for name, below in listed.items():
        text += f"- [{name}](#{name.lower()})\n"
        text += "".join(f"  - [{one}](#{one.lower()})\n" for one in below)
    text += "\n"
    for name, below in sections.items():
        text += f"## {name}\n\n" + "".join(
            f"### {one}\n\n- [a](https://fine.example) - A.\n\n" for one in below or ()
        )
        text += "" if below else "- [a](https://fine.example) - A.\n\n"
    return text


FULL = {"A": ["A1", "A2"], "B": ["B1"], "C": ["C1", "C2"], "D": []}


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({}, None),
        ({"C": []}, 10),
        ({"C": ["C2"]}, 10),
        ({"B": []}, 8),
        ({"A": []}, 5),
        ({"A": [], "B": []}, None),
        ({"A": [], "B": [], "C": []}, None),
    ],
)
def test_subsections_are_there_where_those_of_other_sections_are(
    change: dict[str, list[str]], line: int | None
) -> None:
    text = nested(FULL | change, FULL)
    assert lines("improper-contents", text) == ({line} if line else set())


BRACKETS = [
    "（）",
    "［］",
    "｛｝",
    "〔〕",
    "〖〗",
    "〘〙",
    "〈〉",
    "｢｣",
    "「」",
    "『』",
    "《》",
    "【】",
]


@pytest.mark.parametrize("pair", BRACKETS)
@pytest.mark.parametrize(
    "form",
    ["- [榨汁机](https://fine.example) - {}\n", "{}\n", "## {}\n", "| a |\n|---|\n| {} |\n"],
)
def test_fullwidth_brackets_have_partners(pair: str, form: str) -> None:
    rule, opening, closing = "unbalanced-punctuation", pair[0], pair[1]
    assert lines(rule, form.format(f"苹果{opening}榨汁机"))
    assert lines(rule, form.format(f"苹果榨汁机{closing}和梨"))
    assert not lines(rule, form.format(f"苹果{opening}榨{opening}汁{closing}机{closing}"))


@pytest.mark.parametrize(
    "text",
    [
        "1）苹果 2）梨",
        "（1）苹果",
        "a）苹果；b）梨",
        "①）苹果",
        "一）苹果",
        "苹果（榨汁机)",
        "苹果(榨汁机）",
        "很好：）",
        "见（https://fine.example/a）",
        "说明（见 https://fine.example/a）。",
        "[苹果（大）](https://fine.example)",
        "苹果（[榨汁机](https://fine.example)）",
        "`（`",
        "3） 梨",
    ],
)
def test_fullwidth_brackets_that_need_none(text: str) -> None:
    assert not lines("unbalanced-punctuation", f"- {text}\n")


@pytest.mark.parametrize("text", ["苹果（榨)汁（机", "(苹果）榨汁机）"])
def test_one_bracket_of_ascii_is_one_partner(text: str) -> None:
    case = read_case("", ("unbalanced-punctuation",), text)
    assert len(judge(case)) == 1

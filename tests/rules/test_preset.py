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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Slicer", "slices fruit."),
        ("Down-loader", "downs the load."),
        ("Tracker", "tracks habits."),
        ("Compressor", "compresses pictures."),
        ("Apple", "opens any file."),
        ("scaffold", "generates a project."),
        ("GoQuery", "brings an engine."),
        ("Mattermost", "has its own server."),
        ("Runner", "runs each test."),
        ("Резак", "cuts your fruit."),
    ],
)
@pytest.mark.parametrize("mark", ["", " 🔥", " **NEW**"])
def test_a_name_that_is_repeated_before_any_verb(name: str, text: str, mark: str) -> None:
    item = f"{TOP}- [{name}](https://fine.example){mark} - {name} {text}\n"
    assert lines("repeated-item-name", item) == {3}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Python", "bindings for trees."),
        ("Docker", "images, small ones."),
        ("Slicer", "plugins for fruit."),
        ("Tracker", "trackers of habits."),
        ("Go", "goes."),
        ("React", "reacts."),
        ("Redis", "clients in several languages."),
        ("Linux", "kernels that boot."),
        ("C", "libraries of any kind."),
        ("Vue", "components"),
    ],
)
def test_a_name_before_a_noun_is_part_of_a_phrase(name: str, text: str) -> None:
    item = f"{TOP}- [{name}](https://fine.example) - {name} {text}\n"
    assert not lines("repeated-item-name", item)


@pytest.mark.parametrize(
    "system", ["Mac OS X", "Mac OS X用", "Mac OS X的", "Mac OS 9", "Mac OS X."]
)
@pytest.mark.parametrize("before", ["For ", "适用于 ", "Для ", "(", "Runs on Linux and "])
def test_what_a_system_was_called_is_no_slip(system: str, before: str) -> None:
    item = f"{TOP}- [Foo](https://fine.example) - {before}{{}}, and more.\n"
    assert not lines("misspelt-product-name", item.format(system))
    assert lines("misspelt-product-name", item.format("Mac OS")) == {3}


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


@pytest.mark.parametrize("wrapper", ["Courses", "课程", "Курсы", "Cours", "강의"])
@pytest.mark.parametrize(("kept", "missing"), [(3, False), (2, False), (1, True), (0, True)])
def test_subsections_may_stand_for_their_section(
    wrapper: str,
    kept: int,
    missing: bool,  # noqa: FBT001
) -> None:
    parts = ["A1", "A2", "A3"]
    text = f"{TOP}## Contents\n\n"
    text += "".join(f"- [{one}](#{one.lower()})\n" for one in [*parts[:kept], "Books"])
    text += f"\n## {wrapper}\n\n"
    text += "".join(f"### {one}\n\n- [{one} tool](https://a.example) - A.\n\n" for one in parts)
    text += "## Books\n\n- [b](https://b.example) - B.\n"
    found_lines = lines("improper-contents", text)
    assert (text.splitlines().index(f"## {wrapper}") + 1 in found_lines) is missing


@pytest.mark.parametrize("text", ["\"May cry''", "see \"苹果''", "the \"Max'' of", "*\"a b''*"])
def test_two_apostrophes_close_a_quotation(text: str) -> None:
    item = f"{TOP}- [Foo](https://fine.example) - How {text} grows.\n"
    assert not lines("unbalanced-punctuation", item)
    assert lines("unbalanced-punctuation", item.replace("''", "")) == {3}


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

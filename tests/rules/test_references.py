from __future__ import annotations

import pytest

from lint.document.parser import parse
from lint.engine.fixer import mend
from lint.rules import all_rules
from lint.source import Source
from tests.engine.test_fixer import judge_by
from tests.rules.variants import found, lines

RULE = "undefined-reference"
DEFINED = "[press]: https://fine.example/press\n[juicer]: https://fine.example/juicer 'x'\n"
PLACES = {
    "item": "- {}\n",
    "paragraph": "See {} here.\n",
    "heading": "## {}\n",
    "quote": "> {}\n",
    "cell": "| a | b |\n|---|---|\n| x | {} |\n",
    "bold": "- **{}** - Text.\n",
    "link": "- [{}](https://fine.example) - Text.\n",
    "nested": "- x\n  - {} and more\n",
}
MISSING = [
    ("[Pear Press][pears]", None),
    ("[Pear Press][pear-press]", None),
    ("[梨汁机][梨]", None),
    ("[Соковыжималка][сок]", None),
    ("[Press][pres]", "press"),
    ("[Press][Perss]", "press"),
    ("[Juicer][juice r]", "juicer"),
    ("[The *best* juicer][jucer]", "juicer"),
    ("![Free][fre icon]", None),
    ("![][icon]", None),
    ("![logo][juicre]", "juicer"),
    ("[`press`][prss]", "press"),
]


@pytest.mark.parametrize(("written", "nearest"), MISSING)
@pytest.mark.parametrize("place", PLACES)
def test_a_reference_without_a_definition(written: str, nearest: str | None, place: str) -> None:
    if place == "link" and not written.startswith("!"):
        pytest.skip("a link holds no link")
    before = "- [The press][press] - Text.\n- [The juicer][juicer] - Text.\n\n"
    part = PLACES[place].format(written)
    text = f"{before}{part}\n{DEFINED}"
    reports = found(RULE, text)
    line = 4 + part[: part.index(written[:3])].count("\n")
    assert set(reports) == {line}
    finding = reports[line]
    assert written == text[finding.span.start : finding.span.end]
    if nearest is None:
        assert finding.fix is None
    else:
        assert finding.fix is not None
        assert not finding.fix.safe
        assert finding.fix.edits[0].replacement == nearest


@pytest.mark.parametrize("written", [
    "[x]", "[x] [y]", "a[i][j]", "f(x)[1][2]", "[1][2]",
    "[Paper][Code]", "[paper][project page]", "[论文][代码]", "[CVPR 2024][code]",
    "[Paper][CVPR'24]",
    "[0, 1][2, 3]", "$[a][b]$",
    "[text][^1]", "[a][b][c]", "[Press][press](https://fine.example)",
    "`[a][missing]`", "[Oral][ICML]", r"\[Press\]\[pears\]", "[PyTorch][tensorflow]", "[A][2024]",
    "<!-- [Press][pears] -->", "[Paper][https://fine.example]", "[x][i+1]",
    "[press][]", "[Talk][slides]",
])  # fmt: skip
def test_brackets_that_are_no_reference(written: str) -> None:
    assert not lines(RULE, f"- [x][press] - {written}\n\n[^1]: Note.\n\n{DEFINED}")


@pytest.mark.parametrize("written", ["[Apple Press][press]", "[Tags][first tag]", "[x y][z-1]"])
def test_without_any_working_reference_brackets_are_text(written: str) -> None:
    assert not lines(RULE, f"- {written}\n")


def test_many_brackets_beside_few_references_are_a_habit() -> None:
    tags = "".join(f"- [Tool {n}][category {n}]\n" for n in range(20))
    assert not lines(RULE, f"[x][press]\n{tags}\n{DEFINED}")


UNUSED = "unused-definition"
AROUND = [
    "{}",
    "{}\n\nText.\n",
    "- a\n- b\n\n{}",
    "# H\n{}\nText.\n",
    "> quote\n\n{}",
    "| a |\n|---|\n| b |\n\n{}\n\n| c |\n|---|\n| d |\n",
    "Text.\n\n[used]: https://fine.example/u\n{}\n[used]\n",
    "[used]\n\n{}[used]: https://fine.example/u\n",
    "```\ncode\n```\n{}",
    "<p>a</p>\n\n{}\n<p>b</p>\n",
]
DEFINITIONS = [
    "[free icon]: https://fine.example/icon.png\n",
    "[图标]: <https://fine.example/图标> 'title'\n",
    '[x]:\n  https://fine.example/x\n  "title"\n',
    "   [X y]: docs/x.md\n",
    "[a]: #a\n",
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_nothing_refers_to_can_be_taken_out(around: str, definition: str, ending: str) -> None:
    text = around.replace("{}", definition).replace("\n", ending)
    rules = [all_rules()[UNUSED]]
    mended = mend(Source("list.md", text), judge_by(rules), unsafe=False)
    assert mended.notes == ()
    if "   [" in text and text.startswith("-"):  # it belongs to the item above
        assert mended.source.text == text
        return
    assert mended.source.text.strip() == around.replace("{}", "").replace("\n", ending).strip()
    assert mend(mended.source, judge_by(rules), unsafe=False).fixed == 0


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_parts_two_lists_is_left_for_a_person(ending: str) -> None:
    text = "- a\n\n[x]: https://fine.example\n- b\n".replace("\n", ending)
    assert found(UNUSED, text)[3].fix is None


@pytest.mark.parametrize(
    "text",
    [
        "[//]: # (comment)\n",
        "[comment]: <> (text)\n",
        "[//]: <> (text)\n",
        "[x]: #\n",
        "[a]\n\n[a]: u\n",
        "![a]\n\n[A]: u\n",
        "[b][a]\n\n[a]: u\n",
        "![x [a] y](z)\n\n[a]: u\n",
        "[nere]\n[x][nere]\n\n[x][near]\n\n[near]: https://fine.example\n",
        "[b][juciers]\n\n[juicers]: https://fine.example\n",
    ],
)
def test_definitions_that_are_used_or_comments(text: str) -> None:
    assert not lines(UNUSED, text)


def test_a_second_definition_of_a_name_has_no_effect() -> None:
    text = "[a]\n\n[a]: https://fine.example/1\n[A]: https://fine.example/2\n"
    assert "is already defined" in found(UNUSED, text)[4].message


def test_the_document_tells_definitions_and_what_lacks_one() -> None:
    text = "[a][b] ![c][d e]\n\n[B]: <u> 't'\n[f]:\n g\n"
    document = parse(Source("list.md", text))
    assert [(one.label, one.url, one.used) for one in document.definitions] == [
        ("B", "u", True),
        ("f", "g", False),
    ]
    assert [(one.text, one.label, one.image) for one in document.unresolved] == [("c", "d e", True)]
    spans = [text[one.span.start : one.span.end] for one in document.definitions]
    assert spans == ["[B]: <u> 't'", "[f]:\n g"]


SLIPS = [
    ("[Saw][sagee]", "sage"),
    ("[锯子][锯子图]", "锯子图标"),
    ("[Пила][пила сайта]", "пила сайт"),
    ("![logo][lgoo]", "logo"),
    ("[Guide][anleitng]", "Anleitung"),
]


@pytest.mark.parametrize(("slip", "label"), SLIPS)
@pytest.mark.parametrize("other", ["[Hammer][hammer tool]", "[锤子][锤子站]"])
def test_a_slip_counts_as_a_reference_that_works(slip: str, label: str, other: str) -> None:
    text = f"- {slip} - Saws.\n- {other} - Hits.\n\n[{label}]: https://fine.example\n"
    assert lines(RULE, text) == {1, 2}
    # So its fix applies: what is said of the other one is no news.
    written = slip.partition("][")[0]
    assert lines(RULE, text.replace(slip, f"{written}][{label}]")) == {2}


@pytest.mark.parametrize(
    "image", ["![free][icon]", "![][icon]", "[![free][icon]](https://b.example)"]
)
def test_an_image_is_a_reference_that_works(image: str) -> None:
    text = f"- [Hammer][hammer tool] {image}\n\n[icon]: https://fine.example/x.svg\n"
    assert lines(RULE, text) == {1}

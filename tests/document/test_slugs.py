# ruff: noqa: RUF001  characters that look like others are what slugs are about
from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document.slugs import Anchors, Slugger, slug

# What github.com answered, as github-slugger's test/fixtures.json and the thread below record.
GITHUB = [
    ("bravoCharlieDelta", "bravocharliedelta"),
    ("__proto__", "__proto__"),
    ("heading with a - dash", "heading-with-a---dash"),
    ("heading with a period.txt", "heading-with-a-periodtxt"),
    ("a(b, c [, d])", "ab-c--d"),
    (" a ", "-a-"),
    ("apostrophe’s should be trimmed", "apostrophes-should-be-trimmed"),
    ("I ♥ unicode", "i--unicode"),
    ("en–dash", "endash"),
    ("🚩 Start", "-start"),
    ("Installation 📦", "installation-"),
    ("😄_😄 unicode emoji", "_-unicode-emoji"),
    (":smile: - a gemoji", "smile---a-gemoji"),
    (":ok_hand: :hatched_chick: Two in a row", "ok_hand-hatched_chick-two-in-a-row"),
    ("Привет non-latin 你好", "привет-non-latin-你好"),
    ("a_‿⁀﹏＿", "a_‿⁀﹏＿"),  # connector punctuation stays
    ("a（b）：c。", "abc"),  # fullwidth punctuation goes
    ("a0٣９", "a0٣９"),  # decimal digits of any script stay
    ("x² ① ¼", "x--"),  # other numbers go
    ("Ⅻ 〇", "ⅻ-〇"),  # letter numbers stay
    ("Ⓔ 🄺 🅙 🅻 ⒪ 🇱", "ⓔ-🄺-🅙-🅻--"),  # of the symbols, the alphabetic ones stay
    ("a\u00a0b\u3000c\u2028d", "abcd"),  # a blank that is no space is no hyphen
    ("⚙️ How It Works", "\ufe0f-how-it-works"),  # idosal/git-mcp#150
    ("नमस्ते", "नमस्ते"),
    ("ΟΔΟΣ", "οδοσ"),  # Ruby: context-dependent case mapping is not supported
    ("İstanbul", "i\u0307stanbul"),
    ("Ა Ꭲ ǅ", "ა-ꭲ-ǆ"),
    ("👩\u200d💻 Dev", "-dev"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), GITHUB)
def test_slug_is_github_s(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["echo", "echo", "echo 1", "echo-1", "echo"], "echo echo-1 echo-1-1 echo-1-2 echo-2"),
        (["foxtrot-1", "foxtrot", "foxtrot"], "foxtrot-1 foxtrot foxtrot-2"),
        (["golf", "Golf", "GOLF!"], "golf golf-1 golf-2"),
        (["🎉", "🎊"], " -1"),
    ],
)
def test_duplicates_are_numbered_as_github_does(headings: list[str], expected: str) -> None:
    slugger = Slugger()
    assert " ".join(slugger.slug(heading) for heading in headings) == expected


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    made = slug(text)
    assert slug(made) == made
    assert not set(made) & set(" .,:!?()[]&/\n\t")


@given(st.lists(st.text(alphabet="aA-1 é🚩", max_size=4)))
def test_no_two_headings_share_an_anchor(headings: list[str]) -> None:
    slugger = Slugger()
    made = [slugger.slug(heading) for heading in headings]
    assert len(set(made)) == len(made)


@given(st.text(min_size=1))
def test_every_heading_is_found_by_its_own_anchor_in_any_writing(text: str) -> None:
    name = slug(text)
    anchors = Anchors([name])
    for written in (name, quote(name), name + "-", name.rstrip("-")):
        assert anchors.find(written) == name


@pytest.mark.parametrize(
    ("anchor", "name"),
    [
        ("Installation", "installation"),
        ("awesome-llm", "awesome-llm-"),
        ("awesome-langchain--", "awesome-langchain"),
        ("%F0%9F%9A%A9", "🚩"),
        ("-dev", "\u200d-dev"),
        ("agent", "Agent"),
    ],
)
def test_what_a_browser_finds(anchor: str, name: str) -> None:
    assert Anchors(["other", name]).find(anchor) == name


@pytest.mark.parametrize(
    ("anchor", "name"),
    [
        ("start", "-start"),
        ("-start", "start"),
        ("a-b", "a--b"),
        ("ab", "a-b"),
        ("-how-it-works", "\ufe0f-how-it-works"),
        ("cafe", "café"),
    ],
)
def test_what_a_browser_does_not_find(anchor: str, name: str) -> None:
    assert Anchors(["other", name]).find(anchor) is None


HEADINGS = [
    "-start",
    "pre-training--fine-tuning",
    "öôôè-undestanding-the-training-paradigm-of-llm",
    "üß-understanding-nlp-tasks",
    "\ufe0f-how-it-works",
    "papers-2024",
    "tools",
    "",
]


@pytest.mark.parametrize(
    ("anchor", "suggestion"),
    [
        ("start", "-start"),
        ("pre-training-fine-tuning", "pre-training--fine-tuning"),
        ("-how-it-works", "\ufe0f-how-it-works"),
        (
            "understanding-the-training-paradigm-of-llms",
            "öôôè-undestanding-the-training-paradigm-of-llm",
        ),
        ("understanding-nlp-tasks", "üß-understanding-nlp-tasks"),
        ("tool", "tools"),
        ("papers-2023", None),
        ("books", None),
        ("---", None),
        ("tool" * 100, None),
    ],
)
def test_the_suggestion_is_what_was_meant_or_nothing(anchor: str, suggestion: str | None) -> None:
    assert Anchors(HEADINGS).nearest(anchor) == suggestion


def test_thousands_of_broken_anchors_get_few_comparisons() -> None:
    anchors = Anchors(f"section {letter * 30}" for letter in map(chr, range(0x4E00, 0x5200)))
    for code in range(0x5200, 0x5600):
        anchors.nearest("section " + chr(code) * 30)
    assert anchors._comparisons <= 20_000

"""Several URLs below a name are one entry, names with a URL each are entries of their own."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

import pytest

from lint.api import read_entries as read

NAMES = ["Rivers", "Lakes", "Seas", "Bogs", "Ponds"]


def found(lines: list[str]) -> list[tuple[str, int]]:
    text = "# List\n\n## Waters\n\n" + "\n".join(lines) + "\n"
    return [(one.title, len(one.links or ())) for one in read(text)]


def peers(dash: str) -> list[str]:
    return [f"- {name}{dash}https://{name.lower()}.example/" for name in NAMES]


@pytest.mark.parametrize("parts", [2, 3, 5])
@pytest.mark.parametrize("word", ["Part", "Volume", "Том", "卷"])
@pytest.mark.parametrize("dash", [": ", " - ", " "])
def test_numbered_parts_are_one_entry(dash: str, word: str, parts: int) -> None:
    lines = []
    for name in NAMES[:2]:
        lines.append(f"- {name} of the North")
        lines += [f"  - {word} {at}{dash}https://b.example/{name}{at}" for at in range(parts)]
    assert found(lines) == [(f"{name} of the North", parts) for name in NAMES[:2]]


@pytest.mark.parametrize("dash", [": ", " - ", " "])
@pytest.mark.parametrize("below", [["Students", "Others"], ["校园招聘", "社会招聘"]])
def test_a_name_among_names_with_urls_is_one_entry(dash: str, below: list[str]) -> None:
    lines = peers(dash)
    lines[2:2] = ["- Springs", *(f"  - {one}{dash}https://s.example/{one}" for one in below)]
    wanted = [(name, 1) for name in NAMES]
    wanted.insert(2, ("Springs", 2))
    assert found(lines) == wanted


@pytest.mark.parametrize("dash", [": ", " - "])
def test_headings_of_names_are_none(dash: str) -> None:
    lines = []
    for number, name in enumerate(NAMES[:4], 1):
        lines.append(f"{number}. Waters of kind {number}")
        lines += [
            f"   - {name} {word}{dash}https://{word}.example/{name}" for word in ("up", "low")
        ]
    lines += ["5. Other waters", f"   - Springs and Wells{dash}https://springs.example/"]
    wanted = [(f"{name} {word}", 1) for name in NAMES[:4] for word in ("up", "low")]
    assert found(lines) == [*wanted, ("Springs and Wells", 1)]


@pytest.mark.parametrize(
    "sentence",
    [
        "In the rooms of the big sites, for one with a search of jobs at",
        "各大公司的招聘网站，如搜索字节招聘即可找到",
    ],
)
def test_a_sentence_before_a_url_is_none(sentence: str) -> None:
    lines = ["- Ask your friends", f"- {sentence} https://jobs.example/", "- Wait for a call"]
    assert found([*lines, "", "## Sites", "", *peers(" ")]) == [(name, 1) for name in NAMES]

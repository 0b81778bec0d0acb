"""Names without a link among linked ones: nobody has linked them all."""

# ruff: noqa: RUF001 - dashes are meant
from __future__ import annotations

import pytest

from lint.api import lint_text
from lint.api import read_entries as read

TOLD = ["Rivers - all about them", "Lakes - maps and more", "Wet Seas - for whales"]
BARE = ["Bogs", "Green Ponds"]
LINKED = [
    "[Springs](https://springs.example) - water from below",
    "[Wells](https://wells.example)",
    "[Rain](https://rain.example)",
]


def titles(items: list[str], mark: str = "- ") -> list[str]:
    text = "# List\n\n## Waters\n\n" + "".join(f"{mark}{one}\n" for one in items)
    return [one.title for one in read(text)]


@pytest.mark.parametrize("mark", ["- ", "* ", "1. "])
@pytest.mark.parametrize("bare", [0, 1, 2])
@pytest.mark.parametrize("dash", [" - ", " – ", " — "])
def test_names_without_a_link_are_entries(dash: str, bare: int, mark: str) -> None:
    items = [one.replace(" - ", dash) for one in (*TOLD, *BARE[:bare], *LINKED)]
    names = ["Rivers", "Lakes", "Wet Seas", *BARE[:bare], "Springs", "Wells", "Rain"]
    assert titles(items, mark) == names
    text = "# List\n\n" + "".join(f"{mark}{one}\n" for one in items)
    assert not [one for one in lint_text(text).diagnostics if "link" in one.rule]


@pytest.mark.parametrize(
    "others",
    [
        BARE,  # none of them says what it is
        [*TOLD, "Bring your own boat, and mind the weather."],  # prose
        [*TOLD, "and many more"],
        [*TOLD, *(f"{name} Other - some more" for name in "ABCDEFG")],  # hardly a link
    ],
)
def test_other_items_are_none(others: list[str]) -> None:
    assert titles([*others, *LINKED]) == ["Springs", "Wells", "Rain"]


def test_texts_behind_one_kind_only_show_nothing() -> None:
    assert titles([*TOLD, LINKED[1], LINKED[2], LINKED[1].replace("Wells", "Sea")]) == [
        "Wells",
        "Rain",
        "Sea",
    ]

"""Numbered paragraphs that open with a linked name, with what stands below each."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

import pytest

from lint.api import read_entries as read

NAMES = ["Rivers", "Lakes", "Seas", "Bogs", "Ponds"]
PICTURE = "![](https://cdn.example/{}.png)"
SAYS = "What there is to know of {}, and much more."
LINKED = "Its [data](https://data.example/{}) are new, and its [maps](https://maps.example/{})."


def written(
    head: str, below: list[str], *, sections: int = 1, numbers: tuple[int, ...] = (1, 2, 3, 4, 5)
) -> str:
    text = "# Weekly\n\nWhat [we](https://we.example) have read, by [us](https://us.example).\n"
    for at, (number, name) in enumerate(zip(numbers, NAMES, strict=True)):
        if at * sections % len(NAMES) < sections:
            text += f"\n## Section {at}\n"
        lines = [head.format(number, name, name.lower())]
        lines += [one.format(name.lower(), name.lower()) for one in below]
        text += "".join(f"\n{line}\n" for line in lines)
    return text + "\n## Last\n\n-- [Somebody](https://somebody.example)\n"


@pytest.mark.parametrize("below", [[SAYS], [PICTURE, SAYS], [SAYS, PICTURE, LINKED, PICTURE]])
@pytest.mark.parametrize("remark", ["", " (in English)", "（英文）"])
@pytest.mark.parametrize("mark", ["{}、", "{}．", "{}.", "{}、 "])
@pytest.mark.parametrize("sections", [1, 2])
def test_numbered_names_are_entries(
    mark: str, remark: str, below: list[str], sections: int
) -> None:
    text = written(mark + "[{}](https://{}.example)" + remark, below, sections=sections)
    found = read(text)
    wanted = [(name, SAYS.format(name.lower())) for name in NAMES]
    assert [(one.title, one.fields.get("summary")) for one in found] == wanted
    for one, name in zip(found, NAMES, strict=True):
        assert (one.links or ())[0].link.url == f"https://{name.lower()}.example"
        assert one.end_line - one.line == 2 * len(below)


@pytest.mark.parametrize(
    ("head", "below", "numbers"),
    [
        ("{}、[{}](#{})", [SAYS], (1, 2, 3, 4, 5)),  # into the list itself
        ("{}、[{}](https://{}.example)", [SAYS], (5, 4, 3, 2, 1)),  # no list
        ("{}、Open [{}](https://{}.example)", [SAYS], (1, 2, 3, 4, 5)),  # steps
        ("{}、", [SAYS, "-- [{}](https://{}.example)"], (1, 2, 3, 4, 5)),  # sayings
    ],
)
def test_other_numbers_are_none(head: str, below: list[str], numbers: tuple[int, ...]) -> None:
    names = {one.title for one in read(written(head, below, numbers=numbers))}
    assert not any(
        SAYS in one.fields.values() for one in read(written(head, below, numbers=numbers))
    )
    assert "Somebody" not in names

"""What belongs to the items of a list though it is not indented far enough to lie in them."""

from __future__ import annotations

import pytest

from lint.api import read_entries as read

NAMES = ["Rivers", "Lakes", "Seas", "Bogs"]
SAYS = "What there is to know of {}: maps, data and stories."


def written(mark: str, indent: str, below: list[str], gap: str = "\n") -> str:
    """A list whose items have `below` them, indented by `indent`."""
    text = "# List\n\n## Waters\n\n"
    for number, name in enumerate(NAMES, 1):
        lines = [mark.format(number) + f" **{name}**"]
        lines += [indent + one.format(name.lower()) for one in below]
        text += gap.join(lines) + "\n" + gap[1:]
    return text


def fields(text: str) -> list[tuple[str, str | None, int]]:
    return [(one.title, one.fields.get("summary"), len(one.links or ())) for one in read(text)]


ITEMS = [
    ["- " + SAYS, "- [Link](https://{}.example)"],
    ["* [Paper](https://{}.example)", "* [Code](https://github.com/a/{})", "* " + SAYS],
    ["- https://{}.example", "- " + SAYS],
    ["- Ann Lee, Bo Li", "- [PDF](https://{}.example)", "- " + SAYS],
]


@pytest.mark.parametrize("below", ITEMS)
@pytest.mark.parametrize("indent", ["", " ", "  ", "   ", "     "])
@pytest.mark.parametrize("mark", ["{}.", "{})", "1."])
def test_points_belong_to_the_number_above(mark: str, indent: str, below: list[str]) -> None:
    links = sum("://" in one for one in below)
    wanted = [(name, SAYS.format(name.lower()), links) for name in NAMES]
    assert fields(written(mark, indent, below)) == wanted


@pytest.mark.parametrize("indent", ["", "  ", "   "])
@pytest.mark.parametrize("mark", ["{}.", "{})"])
def test_paragraphs_belong_to_the_number_above(mark: str, indent: str) -> None:
    below = [SAYS, "[Website](https://{}.example)"]
    wanted = [(name, SAYS.format(name.lower()), 1) for name in NAMES]
    assert fields(written(mark, indent, below, "\n\n")) == wanted


def test_an_entry_covers_what_belongs_to_it() -> None:
    text = written("{}.", "  ", ITEMS[0])
    lines = text.split("\n")
    for one in read(text):
        first = next(at for at, line in enumerate(lines, 1) if f"**{one.title}**" in line)
        assert (one.line, one.end_line) == (first, first + 2)


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_steps_with_code_are_instructions(fence: str) -> None:
    step = f"{{0}}. Do it\n\n{fence}sh\nmake\n{fence}\n\nSee the [docs](https://{{0}}.example).\n\n"
    assert not read("# List\n\n## Setup\n\n" + "".join(map(step.format, range(1, 5))))


def test_words_after_a_list_that_restarts_are_not_its_own() -> None:
    text = "# List\n\n## Waters\n\n" + "".join(
        f"More on {name}:\n\n1. [{name}](https://{name}.example)\n\n" for name in NAMES
    )
    assert [one.fields.get("summary") for one in read(text)] == [None] * len(NAMES)


@pytest.mark.parametrize("marks", ["*-", "-*", "+-"])
def test_bullets_that_take_turns(marks: str) -> None:
    text = "# List\n\n## Waters\n\n" + "".join(
        f"{marks[0]} [{name}](https://{name}.example)\n {marks[1]} {SAYS.format(name)}\n"
        for name in NAMES
    )
    assert fields(text) == [(name, SAYS.format(name), 1) for name in NAMES]

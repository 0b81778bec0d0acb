"""Habits of lists that nobody tuned for: marks, days, people and names in front of summaries."""

# ruff: noqa: RUF001 - wide marks are meant
from __future__ import annotations

import pytest

from tests.entries.test_rows import entries, said

NAMES = ("Rill", "Brook", "Creek")
TOLD = ("runs small streams of data", "a proxy that listens", "a toy language for systems")
PAIRS = [("", *pair) for pair in zip(NAMES, TOLD, strict=True)]


def items(line: str, heading: str = "Waters") -> str:
    """A list of three items; `line` has places for a name, what is said of it, and a number."""
    written = (
        line.format(name=name, told=told, at=at, url=f"https://{name.lower()}.org")
        for at, (name, told) in enumerate(zip(NAMES, TOLD, strict=True), 3)
    )
    return f"# List\n\n## {heading}\n\n" + "".join(f"- {one}\n" for one in written)


@pytest.mark.parametrize(
    "mark",
    [
        *(" - ", " — ", " ― ", "―― ", " − ", ": ", "：", " | ", " · ", " → ", " => ", " = "),
        *(" >> ", " » ", " :: ", " ~ ", " // ", " … ", " 👉 ", "<br>", "\\\n  ", "  \n  "),
    ],
)
def test_what_parts_a_name_from_its_summary_is_none_of_it(mark: str) -> None:
    assert said(items("[{name}]({url})" + mark + "{told}")) == PAIRS


@pytest.mark.parametrize("line", ["[{name}]({url}) ({told}, and it does so well)"])
def test_a_phrase_in_brackets_is_a_summary(line: str) -> None:
    expected = [(date, name, f"{told}, and it does so well") for date, name, told in PAIRS]
    assert said(items(line)) == expected


@pytest.mark.parametrize("day", ["{at}: ", "{at}-9: ", "{at} - ", "1{at} – "])
@pytest.mark.parametrize("heading", ["March", "März", "3月", "March 2024"])
def test_days_below_a_month_are_dates(day: str, heading: str) -> None:
    found = said(items(day + "[{name}]({url}) - {told}", heading))
    days = [day.format(at=at).strip(" :–-") for at in (3, 4, 5)]
    assert found == [(one, *rest) for one, (_, *rest) in zip(days, PAIRS, strict=True)]
    numbered = said(items(day + "[{name}]({url}) - {told}", "Tools"))
    assert [title for _, title, _ in numbered] in ([], list(NAMES))


@pytest.mark.parametrize(
    "line",
    [
        "[{name}]({url}) *Ann Lee* — {told}",
        "*{name}* by Ann Lee ([site]({url})) - {told}",
        "[{name}]({url}) by Ann Lee - {told}",
    ],
)
def test_people_before_a_summary_are_authors(line: str) -> None:
    text = items(line)
    assert said(text) == PAIRS
    assert {entry.fields.get("authors") for entry in entries(text)} == {"Ann Lee"}


@pytest.mark.parametrize("words", ["متن فارسی", "تحليل النصوص", "מנתח תחבירי", "पाठ विश्लेषण"])
def test_two_words_without_capitals_are_no_people(words: str) -> None:
    assert [summary for *_, summary in said(items("[{name}]({url}) - " + words))] == [words] * 3
    if not words.replace(" ", "").isalpha():
        pytest.skip("no name of this script is known yet")
    books = entries(items("[{name}]({url}) - " + words + " (PDF, EPUB)"))
    assert [entry.fields.get("authors") for entry in books] == [words] * 3


@pytest.mark.parametrize("venue", ["arXiv 2023", "Nature Water, 2022", "Proceedings of ICML 2021"])
def test_a_title_ends_before_its_venue(venue: str) -> None:
    text = items("How all of the {name}s flow, in " + venue + ". [[Paper]({url})]")
    assert said(text) == [(venue, f"How all of the {name}s flow", "") for name in NAMES]


def test_bold_names_without_a_link_are_entries_among_linked_ones() -> None:
    text = items("[{name}]({url}) — {told}") + "- **Spring** :warning: — bubbles up\n"
    assert said(text) == [*PAIRS, ("", "Spring", "bubbles up")]
    points = "- **Rill**: runs.\n- **Brook**: listens to [x](https://x.org) or y.\n"
    assert said(f"# List\n\n{points}") == []


def test_what_is_to_do_is_no_entry() -> None:
    todo = "- [x] [2023.10.25] Write the code\n- [x] [2023.11.05] Release it\n"
    assert said(f"# List\n\n## To-do list\n\n{todo * 2}") == []


@pytest.mark.parametrize("part", ["Day", "Part", "Lecture"])
def test_numbered_parts_below_a_name_are_its_links(part: str) -> None:
    below = f"\n  - [{part} 1]({{url}}/1)\n  - [{part} 2]({{url}}/2)"
    assert said(items("[{name}]({url}) - {told}" + below)) == PAIRS


def test_the_rest_of_a_title_stands_behind_a_bold_name() -> None:
    text = items("***{name}:*** Flowing Without Much Water [[Paper]({url})]")
    assert said(text) == [("", f"{name}: Flowing Without Much Water", "") for name in NAMES]
    text = items("**{name}**: {told}. [Website]({url})")
    assert said(text) == [("", name, f"{told}.") for _, name, told in PAIRS]

"""Headings above folded parts, and short sections of paragraphs that open with a name."""

from __future__ import annotations

import pytest

from lint.api import read_entries as read

TITLES = ("Reading Quiet Rivers", "Lakes: A Field Guide", "Seas of the North", "Dunes at Night")
PEOPLE = "Ann Lee, Bo Chen, Carl Diaz"
LINKS = "[📄 Paper]({url}) | [🌐 Project Page]({url}/p) | [💻 Code (not yet)]({url}/c)"


def folded(name: str, title: str, number: int, *, opened: str = "<details>") -> str:
    """A heading with its authors, a folded part of this name and a line of links."""
    links = LINKS.format(url=f"https://a.example/{number}")
    return (
        f"### {number}. {title}\n**Authors**: {PEOPLE}\n{opened}\n<summary><b>{name}</b></summary>"
        f"\nWe show how water {number} flows. It is wide.\n</details>\n\n  {links}\n"
    )


@pytest.mark.parametrize("opened", ["<details>", "<details span>", "<details open>"])
@pytest.mark.parametrize("name", ["Abstract", "TL;DR", "摘要", "Summary"])
def test_folded_parts_tell_of_the_heading_above_them(name: str, opened: str) -> None:
    every = [folded(name, title, n % 2 + 1, opened=opened) for n, title in enumerate(TITLES)]
    sections = "".join(
        f"## Part {n}\n## 202{n}:\n{''.join(every[2 * n : 2 * n + 2])}\n<br>\n\n" for n in (0, 1)
    )
    found = read(f"# List\n\nWords.\n\n{sections}")
    assert [one.title for one in found] == list(TITLES)
    assert all(one.fields["authors"] == PEOPLE for one in found)
    assert all(one.fields["summary"].startswith("We show how water") for one in found)
    assert all(len(one.links or []) == 3 for one in found)


def test_parts_that_others_have_too_are_no_titles() -> None:
    every = "".join(folded("Why we like it", title, n) for n, title in enumerate(TITLES))
    assert [one.title for one in read(f"# List\n\nWords.\n\n## Things\n\n{every}")] == [*TITLES]


def test_folded_things_with_names_of_their_own_are_read_themselves() -> None:
    things = "".join(
        f'<details><summary><a href="https://a.example/{n}">{title}</a></summary>\n'
        f"What it is, {n}.\n</details>\n\n"
        for n, title in enumerate(TITLES)
    )
    found = read(f"# List\n\n## Section\n\nWords [here](https://a.example).\n\n{things}")
    assert [one.title for one in found] == [*TITLES]


NAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "GitHub", "Hazel")
SAID = "A bad setting took down all of the service."


@pytest.mark.parametrize(
    "form",
    [
        "[{name}](https://a.example/{n}). {said}",
        "[{name}](https://a.example/{n}) {said}",
        "**[{name}](https://a.example/{n})** {said}",
    ],
)
def test_linked_names_open_paragraphs_in_short_sections(form: str) -> None:
    every = [form.format(name=name, n=n, said=SAID) for n, name in enumerate(NAMES)]
    # A label needs a mark behind it to be a name.
    every = [one for one in every if "GitHub" not in one or "). " in one]
    sections = [every[:4], *([one] for one in every[4:6]), every[6:]]
    text = "".join(
        f"## Part {n}\n\n" + "\n\n".join(ones) + "\n\n" for n, ones in enumerate(sections)
    )
    found = read(f"# List\n\nWords on it.\n\n{text}")
    assert [one.fields["summary"] for one in found] == [SAID] * len(every)
    assert [one.title for one in found] == [one for one in NAMES if any(one in x for x in every)]


def test_sentences_with_a_linked_name_are_prose_beside_others() -> None:
    prose = "You may use [it](https://a.example/p) as you like, or [that](https://a.example/q).\n\n"
    text = "".join(
        f"## Part {n}\n\n[{name}](https://a.example/{n}) {SAID}\n\n{prose}"
        for n, name in enumerate(NAMES[:6])
    )
    assert not read(f"# List\n\nWords on it.\n\n{text}")


@pytest.mark.parametrize("day", ["January 28th, 2016", "May 2017", "3 March 2018"])
@pytest.mark.parametrize("word", ["On", "In", "Since"])
def test_a_date_that_opens_a_sentence_is_none_of_the_thing(word: str, day: str) -> None:
    said = f"{word} {day}, the pool of servers went down."
    items = "".join(f"- [{name}](https://a.example/{name}). {said}\n" for name in NAMES[:4])
    found = read(f"# List\n\n## Things\n\n{items}")
    assert [one.fields["summary"] for one in found] == [said] * 4
    assert all("date" not in one.fields for one in found)


@pytest.mark.parametrize("comma", [", ", ",", " "])
def test_titles_in_capitals_go_on_behind_their_colon(comma: str) -> None:
    titles = [
        "MoWa: Quiet Rivers for the Learning of Lakes",
        "Dune: Sand, Wind, and Night",
        "Masked Water: A Swift Reading of Seas",
    ]
    items = "".join(f"+ [Sea][Code] {one}{comma}https://a.example/{one[:2]}\n" for one in titles)
    assert [one.title for one in read(f"# List\n\n## Things\n\n{items}")] == titles


def test_words_behind_a_colon_are_a_summary_in_small_letters() -> None:
    items = "".join(
        f"- {name}: reads the water of a river, https://a.example/{name}\n" for name in NAMES[:4]
    )
    found = read(f"# List\n\n## Things\n\n{items}")
    assert [one.title for one in found] == list(NAMES[:4])

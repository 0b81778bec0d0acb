"""Names that stand in unusual places: behind an owner, a number, or in the cell of a work."""

from __future__ import annotations

import pytest

from lint.api import read_entries as read

NAMES = ("Quiet Rivers", "Глубокие сети", "静かな川")


@pytest.mark.parametrize("bold", ["", "**"])
@pytest.mark.parametrize("name", ["Rivers", "Lakes-6B"])
@pytest.mark.parametrize("form", ["row", "item"])
def test_the_name_stands_behind_its_owner(bold: str, name: str, form: str) -> None:
    owned = f"[lee](https://github.com/lee)/{bold}[{name}](https://github.com/lee/{name}){bold}"
    plain = "[Slow Seas](https://github.com/slow/seas)"
    text = (
        f"| Project | Year |\n|---|---|\n| {plain} | 2023 |\n| {owned} | 2023 |\n"
        if form == "row"
        else f"- {plain} - Keeps water.\n- {owned} - Moves water.\n"
    )
    assert [one.title for one in read(f"# List\n\n{text}")] == ["Slow Seas", name]


def test_two_homes_of_one_thing_are_no_owner_and_name() -> None:
    text = "# List\n\n" + "".join(
        f"- [{name}](https://github.com/a/{name})/[copy](https://gitlab.com/a/{name}) - Keeps.\n"
        for name in ("rivers", "lakes", "seas")
    )
    assert [one.title for one in read(text)] == ["rivers", "lakes", "seas"]


@pytest.mark.parametrize("title", ["Is water a good thing? A study", "水は良いものかという研究"])
@pytest.mark.parametrize("frame", ["{}", "Lee, A., & Chen, B. (2023). {}. *arXiv preprint 2304*."])
def test_a_work_without_a_name_has_its_title(title: str, frame: str) -> None:
    text = (
        "# List\n\n| Name | Paper | Venue | Code |\n|---|---|---|---|\n"
        "| Rivers | [Rivers of ours](https://a.example/1) | ACL | [Code](https://b.example/1) |\n"
        f"| | [{frame.format(title)}](https://a.example/2) | ACL | [Code](https://b.example/2) |\n"
        "| Lakes | [Lakes of ours](https://a.example/3) | ACL | [Code](https://b.example/3) |\n"
    )
    assert [one.title for one in read(text)] == ["Rivers", title, "Lakes"]


def test_a_label_is_no_title_of_a_work() -> None:
    text = (
        "# List\n\n| Name | Paper | Code |\n|---|---|---|\n"
        "| Rivers | [PDF](https://a.example/1) | [Code](https://b.example/1) |\n"
        "| | [PDF](https://a.example/2) | [Code](https://b.example/2) |\n"
    )
    assert [one.title for one in read(text)] == ["Rivers", ""]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("number", ["- {}. ", "- {}) ", "{}. "])
@pytest.mark.parametrize("link", ["https://a.example/{}", "<https://a.example/{}>"])
def test_a_name_behind_a_number_with_words_and_a_url_below(
    name: str, number: str, link: str
) -> None:
    text = "# List\n\n## Ideas\n\n" + "".join(
        f"{number.format(at)}{one}\n   - What {one} is about, and why.\n   - {link.format(at)}\n"
        for at, one in enumerate([name, "Loud Lakes", "Slow Seas"], 1)
    )
    found = read(text)
    assert [one.title for one in found] == [name, "Loud Lakes", "Slow Seas"]
    assert found[1].fields["summary"] == "What Loud Lakes is about, and why."
    assert all(one.links is not None and len(one.links) == 1 for one in found)


def test_several_urls_below_a_topic_are_entries_each() -> None:
    text = "# List\n\n" + "".join(
        f"- {topic}\n  - https://a.example/{topic}1\n  - https://a.example/{topic}2\n"
        for topic in ("Rivers", "Lakes", "Seas")
    )
    assert len(read(text)) == 6


@pytest.mark.parametrize("name", ["Growing Trees from Seeds", "Pruning Trees"])
@pytest.mark.parametrize("authors", ["Ann Lee", "Bo Chen and Carl Diaz"])
@pytest.mark.parametrize("label", ["link", "pdf"])
def test_the_people_behind_by_are_its_authors(name: str, authors: str, label: str) -> None:
    text = "# List\n\n## Books\n\n" + "".join(
        f"1. {one} by {authors} [{label}](https://a.example/{at})\n"
        for at, one in enumerate([name, "Felling Trees", "Selling Trees"])
    )
    found = read(text)
    assert [one.title for one in found] == [name, "Felling Trees", "Selling Trees"]
    assert found[0].fields["authors"] == authors


@pytest.mark.parametrize("title", ["Trees by Deleting Rows and Columns", "Told by Deep Learning"])
def test_other_words_behind_by_stay_in_a_title(title: str) -> None:
    text = f"# List\n\n1. {title} [pdf](https://a.example/1)\n1. Seas [pdf](https://a.example/2)\n"
    text += "1. Lakes [pdf](https://a.example/3)\n"
    assert read(text)[0].title == title

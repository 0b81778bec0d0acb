"""Entries as notes and wikis write them: pages, definitions, bare URLs, headings with links."""

from __future__ import annotations

import pytest

from lint.api import read_entries as read

NAMES = ("Quiet Rivers", "Глубокие сети", "静かな川")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mark", [" - ", " — ", ": "])
@pytest.mark.parametrize("bold", ["", "**"])
def test_pages_of_a_wiki_with_a_text_are_entries(name: str, mark: str, bold: str) -> None:
    rest = "".join(f"- {bold}[[{one}]]{bold}{mark}What {one} says\n" for one in ("lakes", "seas"))
    text = f"# List\n\n## Notes\n\n- {bold}[[page|{name}]]{bold}{mark}How water flows\n{rest}"
    found = read(text)
    assert [one.title for one in found] == [name, "lakes", "seas"]
    assert [one.fields["summary"] for one in found][::2] == ["How water flows", "What seas says"]
    assert all(one.links is None for one in found)


def test_names_of_pages_alone_are_contents() -> None:
    assert read("# List\n\n## See also\n\n- [[lakes]]\n- [[seas]]\n- [[rivers]]\n") == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("day", ["2024-01-03", "Jan 2024", "2024年1月"])
def test_each_link_below_a_term_is_an_entry(name: str, day: str) -> None:
    text = (
        f"# List\n\n## Posts\n\n{day}\n: [{name}](https://a.example/1)\n"
        ": [Loud Lakes](https://a.example/2)\n\n2024-02-04\n: [Slow Seas](https://a.example/3)\n"
    )
    found = read(text)
    assert [one.title for one in found] == [name, "Loud Lakes", "Slow Seas"]
    assert [one.fields.get("date") for one in found] == [day, day, "2024-02-04"]


def test_labels_below_a_term_are_its_links() -> None:
    text = "# List\n\n" + "".join(
        f"{name}\n: [Paper](https://a.example/{name})\n: [Code](https://b.example/{name})\n\n"
        for name in ("Rivers", "Lakes", "Seas")
    )
    assert not {"Paper", "Code"} & {one.title for one in read(text)}


@pytest.mark.parametrize("gap", ["\n", "\n\n", "  \n"])
@pytest.mark.parametrize("remark", ["", " (video)"])
def test_bare_urls_of_a_section_are_entries(gap: str, remark: str) -> None:
    urls = [f"https://{one}.example.org/page" for one in ("a", "b", "c")]
    text = f"# List\n\n## Links\n\n{urls[0]}{gap}{urls[1]}{remark}{gap}{urls[2]}\n"
    assert [one.title for one in read(text)] == urls


def test_a_url_within_instructions_is_no_entry() -> None:
    text = (
        "# List\n\n## Setup\n\nClone the repository:\n\nhttps://github.com/a/b.git\n\nThen open\n\n"
        "http://localhost:3000/\n\nand read https://docs.example.org/.\n"
    )
    assert read(text) == ()


@pytest.mark.parametrize("level", [2, 3])
@pytest.mark.parametrize("labels", [["Website", "Feed", "@Music"], ["官网", "订阅", "音乐"]])
@pytest.mark.parametrize("name", NAMES)
def test_links_that_show_the_name_of_a_heading_are_its_own(
    name: str, labels: list[str], level: int
) -> None:
    text = "# List\n\n" + "".join(
        f"{'#' * level} {title}\n\nThis show, {title}, is on the air.\n\n* Episodes: 45\n"
        + "".join(f"* [{title} {label}](https://a.example/{at}{label})\n" for label in labels)
        + "* Tags: News\n\n"
        for at, title in enumerate((name, "Loud Lakes", "Slow Seas"))
    )
    found = read(text)
    assert [one.title for one in found] == [name, "Loud Lakes", "Slow Seas"]
    assert found[1].fields["summary"] == "This show, Loud Lakes, is on the air."


@pytest.mark.parametrize(
    ("said", "date", "summary"),
    [
        ("3-5 January 2024, Library of York", "3-5 January 2024", "Library of York"),
        ("January 3, 2024 - Library of York", "January 3, 2024", "Library of York"),
        ("7. Februar 2024, Köln am Rhein", "7. Februar 2024", "Köln am Rhein"),
    ],
)
def test_a_day_before_a_place_behind_a_title(said: str, date: str, summary: str) -> None:
    text = "# List\n\n" + "".join(
        f"{name}\n: {said}, [Website](https://a.example/{name})\n\n"
        for name in ("Rivers", "Lakes", "Seas")
    )
    found = read(text)
    assert [(one.fields["date"], one.fields["summary"]) for one in found] == [(date, summary)] * 3


@pytest.mark.parametrize("word", ["see", "from the", "via"])
def test_a_sentence_goes_on_into_its_link(word: str) -> None:
    text = "# List\n\n" + "".join(
        f"{name}\n: A thing to keep, {word} [site](https://a.example/{name})\n\n"
        for name in ("Rivers", "Lakes", "Seas")
    )
    assert {one.fields["summary"] for one in read(text)} == {f"A thing to keep, {word} site"}


@pytest.mark.parametrize("labels", [["Lecture Videos", "Old Exams"], ["Notes", "Discussion Pages"]])
@pytest.mark.parametrize("behind", ["", " **Great Ideas in Water** *Uni of York*", " (York)"])
def test_links_below_the_words_of_a_course_are_its_own(labels: list[str], behind: str) -> None:
    text = "# List\n\n## Courses\n\n" + "".join(
        f"- [{name}](https://a.example/{name}){behind}\n"
        f"  - Counts all of the water in {name}, and more.\n"
        + "".join(
            f"  - [{label}](https://b.example/{name}{at})\n"
            for at, label in enumerate([*labels, "Assignments"])
        )
        for name in ("W1", "W2", "W3")
    )
    found = read(text)
    assert [one.title for one in found] == ["W1", "W2", "W3"]
    assert found[1].fields["summary"] == "Counts all of the water in W2, and more."
    assert all(one.links is not None and len(one.links) == 4 for one in found)


def test_things_below_a_thing_stay_entries() -> None:
    text = "# List\n\n" + "".join(
        f"- [{name}](https://a.example/{name}) - Keeps water.\n"
        f"  - [{name} for boats](https://b.example/{name}) - Boats on {name}.\n"
        for name in ("Rivers", "Lakes", "Seas")
    )
    assert len(read(text)) == 6


@pytest.mark.parametrize("behind", ["", " ⭐ 12", " (⭐ 1,200)"])
@pytest.mark.parametrize("mark", ["- ", "* ", ""])
def test_the_first_words_below_a_heading_are_its_summary(behind: str, mark: str) -> None:
    text = "# List\n\n## Things\n\n" + "".join(
        f"### [{name}](https://a.example/{name}){behind}\n\n{mark}Keeps all of the water.\n\n"
        for name in ("Rivers", "Lakes", "Seas")
    )
    found = read(text)
    assert [one.title for one in found] == ["Rivers", "Lakes", "Seas"]
    assert {one.fields.get("summary") for one in found} == {"Keeps all of the water."}


@pytest.mark.parametrize("comma", [",", "、", " and"])
@pytest.mark.parametrize("words", ["Other lists", "Внешние списки", "其他列表"])
def test_links_that_commas_part_behind_words_are_a_list(words: str, comma: str) -> None:
    lists = f"[Quiet Rivers](https://a.example/1){comma} [Slow Seas](https://a.example/2)"
    things = "".join(f"- [Thing {at}](https://b.example/{at}) - Does it.\n" for at in range(5))
    found = read(f"# List\n\n{things}- {words}: {lists}\n")
    assert "Quiet Rivers" not in [one.title for one in found]

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


@pytest.mark.parametrize("rule", ["\n-------\n", "\n"])
@pytest.mark.parametrize("mark", ["", "💻 "])
def test_names_stand_above_their_urls(mark: str, rule: str) -> None:
    text = rule.join(
        f"\n{mark}{name}\n\nhttps://{name.lower()}.example/jobs\n\n"
        f"What {name} is good for, in words.\n"
        for name in NAMES[:5]
    )
    found = read(f"# List\n\nWords on it.\n\n## Sites\n{text}")
    assert [one.title for one in found] == list(NAMES[:5])
    assert [one.links[0].link.url for one in found if one.links] == [
        f"https://{name.lower()}.example/jobs" for name in NAMES[:5]
    ]
    assert all("good for" in one.fields["summary"] for one in found)


@pytest.mark.parametrize("labels", [("Fall 2019, Videos", "Fall 2018, Videos"), ("Notes A", "B")])
def test_short_links_right_behind_a_name_say_nothing_of_it(labels: tuple[str, str]) -> None:
    first, second = labels
    items = "".join(
        f"- [{name} of Lakes](https://a.example/{n}) [{first}](https://b.example/{n})"
        f" [{second}](https://c.example/{n})\n"
        for n, name in enumerate(NAMES[:4])
    )
    found = read(f"# List\n\n## Things\n\n{items}")
    assert [one.title for one in found] == [f"{name} of Lakes" for name in NAMES[:4]]
    assert all("summary" not in one.fields for one in found)


def test_what_a_link_before_words_is_called_names_the_thing() -> None:
    items = (
        "- Tools:\n"
        "\t- Delphi: an old one called [Alder](https://a.example/1) = The first of all\n"
        "\t- Java: [Birch](https://a.example/2) = Low-code tool on a base (from a town)\n"
        "\t- Python: [Cedar](https://a.example/3) = Build powerful web apps\n"
        "\t- Rust: [Dogwood](https://a.example/4)\n"
    )
    found = read(f"# List\n\n## Things\n\n{items}")
    assert [(one.title, one.fields.get("summary")) for one in found] == [
        ("Birch", "Low-code tool on a base (from a town)"),
        ("Cedar", "Build powerful web apps"),
        ("Dogwood", None),
    ]


@pytest.mark.parametrize(
    "link", ["[[pdf]](https://a.example/{n})", "[[pdf]](https://a.example/{n}) "]
)
@pytest.mark.parametrize(
    "people",
    [
        "Lee, Ann and Chen, Bo and Diaz, Carl A.",
        "Ann Lee*, UC Lakes; Bo Chen, University of Rivers at Austin; Carl Diaz.",
        "Ann Lee and Bo Chen and Carl Diaz.",
    ],
)
def test_a_venue_in_italics_ends_the_authors_below(people: str, link: str) -> None:
    items = [
        f"- {title}.\n  {link.format(n=n)}\n  - {people} *ICCV 201{n}*\n"
        for n, title in enumerate(TITLES)
    ]
    items.insert(2, f"- Sand at Noon.\n  - {people} *CVPR 2018*\n")
    found = read("# List\n\n## Papers\n\n" + "\n".join(items))
    assert [one.title for one in found] == [*TITLES[:2], "Sand at Noon", *TITLES[2:]]
    assert [one.fields["date"] for one in found] == [
        *("ICCV 2010", "ICCV 2011", "CVPR 2018", "ICCV 2012", "ICCV 2013")
    ]
    assert all("summary" not in one.fields for one in found)


@pytest.mark.parametrize("written", ['{: height="20px" width="20px"}', "{:.wide}", "{ .wide }"])
def test_attributes_are_no_words(written: str) -> None:
    items = "".join(
        f"* ![PDF](/icons/pdf.svg){written} [{name} Sheet](/sheets/{name}.pdf)\n\n"
        f"## Part {name}\n\n"
        f"* [{name}](https://a.example/{name}){written} reads the water of a river\n"
        for name in NAMES[:4]
    )
    found = read(f"# List\n\n## Part\n\n{items}")
    assert [(one.title, one.fields.get("summary"), one.fields.get("tags")) for one in found] == [
        pair
        for name in NAMES[:4]
        for pair in ((f"{name} Sheet", None, None), (name, "reads the water of a river", None))
    ]


@pytest.mark.parametrize("count", ["⭐174", "⭐ 1.2k", "★ 12,345", "⭐️326"])
def test_stars_within_a_link_are_no_part_of_the_name(count: str) -> None:
    items = "".join(
        f"- [{name} ({count})](https://a.example/{name}) - text\n" for name in NAMES[:3]
    )
    found = read(f"# List\n\n## Things\n\n{items}")
    assert [one.title for one in found] == list(NAMES[:3])


@pytest.mark.parametrize(
    "picture", ["![img](a.png)", "[![img](https://a.example/a)](https://b.example)"]
)
def test_a_picture_may_stand_between_a_title_and_its_list(picture: str) -> None:
    text = "\n".join(
        f"**{title}**\n\n{picture if n % 2 else ''}\n\n- intro: how water flows, and why, in {n}\n"
        f"- arxiv: <https://arxiv.org/abs/1904.0000{n}>\n- github: https://github.com/a/b{n}\n"
        for n, title in enumerate(TITLES)
    )
    found = read(f"# List\n\n## Papers\n\n{text}")
    assert [one.title for one in found] == [*TITLES]
    assert [one.fields["summary"] for one in found] == [
        f"how water flows, and why, in {n}" for n in range(4)
    ]


@pytest.mark.parametrize("site", ["Lake Repository", "GitHub", "Data of Rivers"])
def test_a_link_in_brackets_ends_items_with_bold_names(site: str) -> None:
    said = ("Open, with a text on rivers.", "In the **public** domain.", "No sale; ask first.")
    items = "".join(
        f"* **{title}** — {text} ([{site}](https://a.example/{n}))\n"
        for n, (title, text) in enumerate(zip(TITLES, said, strict=False))
    )
    found = read(f"# List\n\n## Data\n\n{items}")
    assert [one.title for one in found] == list(TITLES[:3])
    assert [one.fields["summary"] for one in found] == [one.replace("*", "") for one in said]


def test_remarks_with_an_example_are_none_of_the_entries() -> None:
    items = "".join(f"* [{name}](https://a.example/{name}): {SAID}\n" for name in NAMES[:4])
    point = '* **By rule**: Remove words like "As an assistant" ([example](https://b.example)).\n'
    assert [one.title for one in read(f"# List\n\n## Data\n\n{point}{items}")] == [*NAMES[:4]]


def test_one_name_behind_a_title_is_its_author_where_others_have_some() -> None:
    people = ("Ann B. Lee", "Bo Chen, Carl Diaz", "Dora Kim", "Eva M. Wu")
    text = "\n\n".join(
        f"📕 **{title}** — {who} · [Shop](https://a.example/{n}) · ⭐⭐⭐⭐"
        for n, (title, who) in enumerate(zip(TITLES, people, strict=True))
    )
    found = read(f"# List\n\n## Books\n\n{text}\n")
    assert [one.fields.get("authors") for one in found] == list(people)
    assert all("summary" not in one.fields for one in found)


@pytest.mark.parametrize("said", ["Rust, Go and Zig.", "React, Node y GraphQL.", "MIT License"])
def test_single_words_below_a_name_are_no_people(said: str) -> None:
    text = "\n\n".join(
        f"> **[{name}](https://a.example/{name})**  \n> {said if n == 2 else SAID}"
        for n, name in enumerate(NAMES[:4])
    )
    found = read(f"# List\n\n## Things\n\n{text}\n")
    assert [one.fields.get("summary") for one in found] == [SAID, SAID, said, SAID]
    assert all("authors" not in one.fields for one in found)


@pytest.mark.parametrize("name", ["6.S191", "18.S096 Matrices"])
def test_the_number_of_a_course_is_a_part_of_its_name(name: str) -> None:
    text = f"| Course | Notes |\n|---|---|\n| [{name}](https://a.example/1) | On water, short |\n"
    text += f"\n- [{name}](https://a.example/2) - text\n- [1.Title](https://a.example/3) - text\n"
    assert [one.title for one in read(f"# List\n\n## Things\n\n{text}")] == [name, name, "Title"]


def test_contents_are_no_works_beside_citations() -> None:
    items = (
        'Ann M. Lee, Bo Chen. "Reading Quiet Rivers by Night". ICLR 2017.',
        "Carl Diaz and Dora Kim. 2016. Lakes: A Field Guide to Water. In Proceedings of Lakes.",
        "Eva Wu, Bo Chen. (2017). An overview of water. ",
        "R. Lopes, A. Lee. Seas of the North. ICML 2018.",
    )
    contents = "".join(f"* [{one}](#{one.lower()})\n" for one in ("Rivers", "Lakes", "Seas"))
    cited = "".join(f"- {one}\n" for one in items)
    found = read(f"# Papers I read\n\n{contents}\n## Rivers\n\n{cited}")
    assert [one.title for one in found] == [
        "Reading Quiet Rivers by Night",
        "Lakes: A Field Guide to Water",
        "An overview of water",
        "Seas of the North",
    ]
    assert [one.known_date.year for one in found if one.known_date] == [2017, 2016, 2017, 2018]

"""Books and papers without a link: catalogues of what somebody has read."""

from __future__ import annotations

import pytest

from lint.api import read_entries as read

TITLES = (
    "Reading Quiet Rivers",
    "Slow Lakes: A Field Guide",
    "El libro de los ríos",
    "静かな川を読むための本",
    "Os Mares do Sul",
    "Books of the Deep",
)
PEOPLE = ("Ann Lee", "Bo M. Chen", "Carl Diaz, Dora Kim", "Eva Wu", "R. Lopes", "Jan de Vries")


def text_of(heading: str, items: list[str]) -> str:
    """A document with these items in two sections."""
    half = len(items) // 2
    first, second = "\n".join(items[:half]), "\n".join(items[half:])
    return f"# {heading}\n\nWords.\n\n## First\n\n{first}\n\n## Second\n\n{second}\n"


@pytest.mark.parametrize("heading", ["Things", "本棚"])
@pytest.mark.parametrize(
    "form",
    [
        "- {title}\n: {who}, {year}\n",
        "- {title}\n  : {who}, {year} (Second Edition)\n",
        "1. **{title}** - {who}, {year}",
        "- **{title}**, {who} ({year})",
        '- "{title}" by {who}, {year}',
        "* {who}: {title}, {year}.\n",
    ],
)
def test_works_with_authors_and_years_are_entries(form: str, heading: str) -> None:
    found = read(
        text_of(
            heading,
            [
                form.format(title=title, who=who, year=2001 + n)
                for n, (title, who) in enumerate(zip(TITLES, PEOPLE, strict=True))
            ],
        )
    )
    assert [one.title for one in found] == list(TITLES)
    assert [one.fields["authors"] for one in found] == list(PEOPLE)
    assert [one.fields["date"] for one in found] == [str(2001 + n) for n in range(6)]
    assert all(one.links is None for one in found)


@pytest.mark.parametrize(
    "form",
    [
        "- **{title}** by {who}",
        "- {title} by {who}",
        "1. *{title}* by {who}",
        '- "{title}" by {who}',
    ],
)
def test_by_before_the_authors_is_enough(form: str) -> None:
    items = [form.format(title=title, who=who) for title, who in zip(TITLES, PEOPLE, strict=True)]
    found = read(text_of("2023", items))
    assert [one.title for one in found] == list(TITLES)
    assert [one.fields["authors"] for one in found] == list(PEOPLE)


@pytest.mark.parametrize("front", ["---\ntitle: Reading List\n---\n\n", ""])
@pytest.mark.parametrize(
    "form",
    ["1. {who}: *{title}*", "- {title} - {who}", "1. _{title}_ -- {who}", "- {title} — {who}"],
)
def test_the_title_of_the_page_may_say_that_they_are_books(front: str, form: str) -> None:
    items = [form.format(title=title, who=who) for title, who in zip(TITLES, PEOPLE, strict=True)]
    found = read(front + text_of("2023", items))
    assert [one.title for one in found] == (list(TITLES) if front else [])
    assert [one.fields["authors"] for one in found] == (list(PEOPLE) if front else [])


BOOKS = ("Livros que li", "Books", "Reading list", "我的书单", "Мои книги", "Mis libros")


@pytest.mark.parametrize("heading", BOOKS)
@pytest.mark.parametrize(
    "form",
    ["{n}. **{title}** ({who})\n   - Words about it\n   - More words\n", "- {title} ({who})"],
)
def test_books_with_authors_are_entries_where_a_heading_says_so(heading: str, form: str) -> None:
    items = [
        form.format(n=n + 1, title=title, who=who)
        for n, (title, who) in enumerate(zip(TITLES, PEOPLE, strict=True))
    ]
    found = read(text_of(heading, items))
    assert [one.title for one in found] == list(TITLES)
    assert [one.fields["authors"] for one in found] == list(PEOPLE)


@pytest.mark.parametrize(
    "items",
    [
        [f"- **{title}** ({who})" for title, who in zip(TITLES, PEOPLE, strict=True)],
        [f"- {who} ({2001 + n})" for n, who in enumerate(PEOPLE)],
        [f"- 200{n}: {title}" for n, title in enumerate(TITLES)],
        [f"- Added words about {title} (Ann Lee)" for title in TITLES],
        [f"- [ ] **Review** ({who})" for who in PEOPLE],
        [f"- Logo by {who}" for who in PEOPLE],
        [f"- {what} by {who}" for what, who in zip(("Logo", "Code"), PEOPLE[:2], strict=True)],
        [f"{n}. {title}" for n, title in enumerate(TITLES, 1)],
    ],
)
def test_names_and_people_alone_are_none(items: list[str]) -> None:
    assert not read(text_of("Things", items))


@pytest.mark.parametrize("heading", BOOKS)
def test_people_of_a_list_of_links_are_none(heading: str) -> None:
    items = [f"- [{title}](https://a.example/{n})" for n, title in enumerate(TITLES)]
    team = "\n".join(f"- **Part {n}** ({who})" for n, who in enumerate(PEOPLE))
    found = read(text_of(heading, items) + f"\n## Team\n\n{team}\n")
    assert [one.title for one in found] == list(TITLES)


@pytest.mark.parametrize("end", ["", "."])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_authors_stand_before_a_colon_in_citations(gap: str, end: str) -> None:
    items = (
        "Ann M Lee, et al.: Reading Rivers, 2001",
        "Bo Chen and Carl Diaz: Lakes: A Field Guide, NeurIPS 2013",
        "Dora Kim: A bit of order in quiet seas, Technical Report, 2003",
        "Eva Wu, Jan K.L. de Vries: On the Deep, J. of Quiet Waters, 2004",
        "R. Lopes, Eva Wu, Sand: A Study of Dunes, 2005",
    )
    found = read("# Papers\n\n## First\n\n" + gap.join(f"* {one}{end}" for one in items) + "\n")
    assert [(one.title, one.fields.get("authors")) for one in found] == [
        ("Reading Rivers", "Ann M Lee, et al"),
        ("Lakes: A Field Guide", "Bo Chen and Carl Diaz"),
        ("A bit of order in quiet seas", "Dora Kim"),
        ("On the Deep", "Eva Wu, Jan K.L. de Vries"),
        ("Sand: A Study of Dunes", "R. Lopes, Eva Wu"),
    ]
    assert [str(one.known_date.year) for one in found if one.known_date] == [
        *("2001", "2013", "2003", "2004", "2005")
    ]

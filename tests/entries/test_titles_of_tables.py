"""Which column holds the titles where no header says so, and which rows need no link."""

from __future__ import annotations

import pytest

from lint.api import read_entries as read

NAMES = ["Rivers of the North", "Lakes", "Seas", "Bogs and Fens", "Ponds", "Springs"]
TAGS = ["maps; data", "data", "maps", "birds; maps", "birds", "trees; data"]
AUTHORS = ["Douglas Adler", "William Gilson", "Colin Dent", "Colin Dent", "Mark Mills", "Ann Lee"]
MOONS = ":full_moon: :full_moon: :new_moon:"


def table(headers: list[str], *columns: list[str]) -> str:
    rows = [headers, ["---"] * len(headers), *zip(*columns, strict=True)]
    return "# List\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def urls() -> list[str]:
    return [f"https://{name.split()[0].lower()}.example" for name in NAMES]


@pytest.mark.parametrize("tags", ["Tags", "标签", "Category", "Keywords"])
@pytest.mark.parametrize("summary", ["简介", "About", "Description"])
@pytest.mark.parametrize("link", ["Link", "链接", "URL"])
def test_tags_are_no_titles_beside_names(tags: str, summary: str, link: str) -> None:
    feeds = [f"[![](https://b.example/{at})]({one}/feed)" for at, one in enumerate(urls())]
    found = read(table(["Feed", summary, link, tags], feeds, NAMES, urls(), TAGS))
    assert [one.title for one in found] == NAMES
    assert [one.links[-1].link.url for one in found if one.links] == urls()


@pytest.mark.parametrize("first", ["Category", "Provider", "Type"])
def test_what_stands_first_names_the_rows(first: str) -> None:
    says = [f"What there is to know of {name}, with maps and data." for name in NAMES]
    links = [f"[site]({one})" for one in urls()]
    found = read(table([first, "Description", "Where"], NAMES, says, links))
    assert [one.title for one in found] == NAMES


@pytest.mark.parametrize("linked", [1, 2, 5])
@pytest.mark.parametrize("rating", [MOONS, "⭐⭐⭐", "4/5"])
@pytest.mark.parametrize("author", ["Author", "Authors", "Autor"])
def test_works_with_authors_need_no_link(author: str, rating: str, linked: int) -> None:
    titles = [
        f"[{name}]({url})" if at < linked else name
        for at, (name, url) in enumerate(zip(NAMES, urls(), strict=True))
    ]
    found = read(table(["Title", author, "Rating"], titles, AUTHORS, [rating] * len(NAMES)))
    assert [(one.title, one.fields.get("authors")) for one in found] == [
        *zip(NAMES, AUTHORS, strict=True)
    ]
    assert not any("summary" in one.fields for one in found)


@pytest.mark.parametrize(
    ("headers", "second"),
    [
        (["Name", "Team", "Score"], ["red", "blue", "red", "red", "blue", "red"]),
        (["Name", "Author", "Score"], ["2.0", "3.1", "none", "4", "n/a", "5"]),
    ],
)
def test_names_without_authors_do(headers: list[str], second: list[str]) -> None:
    titles = [f"[{NAMES[0]}]({urls()[0]})", *NAMES[1:]]
    assert read(table(headers, titles, second, ["good"] * len(NAMES))) == ()

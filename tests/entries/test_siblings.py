"""What the siblings of an entry show: of its section, its table, and of the whole list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lint.api import read_entries as read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.entries.entry import Entry

SCRIPTS = {
    "latin": ("Quiet Rivers", "Loud Lakes", "Slow Seas", "Small Streams"),
    "cyrillic": ("Тихие реки", "Громкие озёра", "Тёплые моря", "Малые ручьи"),
    "cjk": ("静かな川", "賑やかな湖", "遅い海", "小さな流れ"),
}
SAID = "draws all of them on one page"


def names(entries: Sequence[Entry]) -> list[str]:
    return [entry.title for entry in entries]


@pytest.fixture(params=SCRIPTS, name="group")
def _group(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return SCRIPTS[request.param]


@pytest.mark.parametrize(
    "line",
    [
        "{at}\u3001[{name}](https://a.example/{at})\uff1a" + SAID,
        "[{name}](https://a.example/{at}) - " + SAID,
        "2024-05-0{at}\n: [{name}](https://a.example/{at}) " + SAID,
        "**[{name}](https://a.example/{at})**: " + SAID,
    ],
)
def test_sections_of_one_paragraph_are_read_as_one_list(line: str, group: Sequence[str]) -> None:
    text = "# List\n\nWords on the list.\n\n" + "".join(
        f"## Section {at}\n\n{line.format(at=at, name=name)}\n\n"
        for at, name in enumerate(group, 1)
    )
    found = read(text)
    assert names(found) == list(group)
    assert all(one.fields["summary"] == SAID for one in found)


def test_paragraphs_with_links_within_them_are_prose() -> None:
    text = "# List\n\n## Background\n\n" + "".join(
        f"Rivers were seen in [{at}](https://b.example/{at}).\n\n"
        f"[Lee](https://c.example/{at}) came then, and [others](https://d.example/{at}) did.\n\n"
        f"Today, [boats](https://e.example/{at}) do most of the work.\n\n"
        for at in range(1900, 1904)
    )
    assert read(text) == ()


@pytest.mark.parametrize("known", ["[Website]({u}/w)", "Website: {u}/w"])
@pytest.mark.parametrize("level", ["##", "###"])
def test_links_that_lists_below_headings_share_are_parts(
    known: str, level: str, group: Sequence[str]
) -> None:
    shared = ["RSS Feed", "Radio One", "Radio Two"]
    text = "# Shows\n\n" + "".join(
        f"{level} {name}\n\n{SAID}.\n\n- {known.format(u=f'https://a.example/{at}')}\n"
        + "".join(f"- [{one}](https://{at}.example/{part})\n" for part, one in enumerate(shared))
        + "\n"
        for at, name in enumerate(group)
    )
    found = read(text)
    assert names(found) == list(group)
    assert all(len(one.links or ()) == 4 for one in found)


def test_authors_with_pages_are_no_words_of_a_title(group: Sequence[str]) -> None:
    text = "# Papers\n\n" + "".join(
        f"**{name}.**<br>\n*[Ann Lee](https://a.example), [Bo Chen](https://b.example), Carl Diaz.*"
        f"<br>\n3DV 2022. [[PDF](https://p.example/{at})]\n\n"
        for at, name in enumerate(group)
    )
    found = read(text)
    assert names(found) == list(group)
    assert {one.fields["date"] for one in found} == {"3DV 2022"}
    assert {one.fields["authors"] for one in found} == {"Ann Lee, Bo Chen, Carl Diaz"}
    assert not any("summary" in one.fields for one in found)


@pytest.mark.parametrize("name", ["Ann Lee", "Bo van Dyk", "C. Diaz"])
def test_a_name_of_a_person_behind_all_titles_is_their_author(
    name: str, group: Sequence[str]
) -> None:
    text = "# Talks\n\n" + "".join(
        f"[{title}](https://a.example/{at})\n: {name}\n: 202{at}\n\n"
        for at, title in enumerate(group)
    )
    found = read(text)
    assert [(one.title, one.fields["authors"]) for one in found] == [(one, name) for one in group]
    assert [one.fields["date"] for one in found] == ["2020", "2021", "2022", "2023"]


@pytest.mark.parametrize("stars", ["", " :star:", " :star::star:"])
@pytest.mark.parametrize(
    "published", ["A Press book. (2015)", "Advances in flow. 2015", "ICML, 2015"]
)
def test_a_remark_behind_a_citation_is_what_is_said_of_it(stars: str, published: str) -> None:
    text = "# Papers\n\n" + "".join(
        f'**[{at}]** Lee, Ann, Bo Li, and Cy Young. "**{title}**." {published}. '
        f"[[pdf]](https://a.example/{at}) **(First of its kind)**{stars}\n\n"
        for at, title in enumerate(SCRIPTS["latin"])
    )
    found = read(text)
    assert names(found) == list(SCRIPTS["latin"])
    assert {one.fields["summary"] for one in found} == {"First of its kind"}
    assert all(one.known_date and one.known_date.year == 2015 for one in found)


TABLES_OF_NONE = {
    "benchmark": "| Model | BLEU | ROUGE | F1 | Paper / Source | Code |\n|-|-|-|-|-|-|\n"
    "| A (Lee, 2018) | 41.2 | 18.8 | 37.1 | [On rivers](https://a.example/1) | |\n"
    "| B (Li, 2019) | 42.3 | 19.9 | 38.2 | [On lakes](https://a.example/2) | |\n",
    "options": "| Option | Description |\n|-|-|\n| `--all` | All, see [it](https://a.example) |\n"
    "| `--map` | Draw a map |\n| `--fast` | Skip the checks |\n",
    "symbols": "| Symbol | Meaning |\n|-|-|\n| 🌊 | a river |\n"
    "| 🐟 | has fish, see [fishbase](https://fish.example) |\n",
}


@pytest.mark.parametrize("name", TABLES_OF_NONE)
def test_tables_that_list_nothing(name: str) -> None:
    assert read(f"# List\n\n## Rivers\n\n{TABLES_OF_NONE[name]}") == ()


@pytest.mark.parametrize(
    ("title", "summary", "link"),
    [
        ("Movie Title", "Short Synopsis", "Watch Link"),
        ("Course Name", "Course Description", "Course Link"),
        ("应用名称", "应用描述", "应用地址"),
        ("論文タイトル", "一言要約", "参考リンク"),
    ],
)
def test_longer_headers_are_known_by_their_end(
    title: str, summary: str, link: str, group: Sequence[str]
) -> None:
    summary = summary.replace("一言要約", "一言説明")
    rows = "".join(
        f"| {at} | {name} | ok | [x](https://a.example/{at}) |\n" for at, name in enumerate(group)
    )
    found = read(f"# List\n\n| No | {title} | {summary} | {link} |\n|-|-|-|-|\n{rows}")
    assert names(found) == list(group)
    assert {one.fields["summary"] for one in found} == {"ok"}


def test_urls_alone_name_the_rows_of_one_column() -> None:
    urls = [f"https://{name}.example" for name in ("rivers", "lakes", "seas")]
    found = read("# List\n\n| Website |\n|-|\n" + "".join(f"| {url} |\n" for url in urls))
    assert names(found) == urls


@pytest.mark.parametrize(
    ("header", "dated"), [("", True), ("Edition", True), ("Last commit", False)]
)
def test_a_linked_year_is_the_date_unless_it_is_of_a_change(header: str, *, dated: bool) -> None:
    rows = "".join(
        f"| {name} | [2022](https://a.example/{at}) |\n" for at, name in enumerate(SCRIPTS["latin"])
    )
    found = read(f"# List\n\n| Name | {header} |\n|-|-|\n{rows}")
    assert names(found) == list(SCRIPTS["latin"])
    assert [one.fields.get("date") for one in found] == ["2022" if dated else None] * 4


@pytest.mark.parametrize("mark", [" ::", ":", " -", " =>", ""])
@pytest.mark.parametrize("names", [("Cobra", "Viper"), ("眼镜蛇", "蝰蛇"), ("Kobra", "Natter")])
def test_names_that_sections_share_are_names(mark: str, names: tuple[str, ...]) -> None:
    text = "# Tools\n"
    for number, section in enumerate(("Go", "Python", "Rust")):
        text += f"\n## {section}\n\n"
        for name in names:
            text += f"- [{name}](https://a.example/{number}/{name}){mark} a library for {section}\n"
    found = read(text)
    assert [one.fields["title"] for one in found] == list(names) * 3

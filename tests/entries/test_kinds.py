"""Kinds of entries that long lists write and short ones seldom do."""

from __future__ import annotations

import pytest

from lint.api import read_entries as read
from lint.entries.fields.references import is_venue_year

NAMES = ("Quiet Rivers", "Глубокие сети", "静かな川")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("heading", ["News", "🔥 Latest Updates"])
def test_works_behind_their_venue_are_listed_among_news(name: str, heading: str) -> None:
    text = (
        f"# List\n\n## {heading}\n\nLast update on 2025/3/24\n\n#### Models\n\n"
        f"* [NeurIPS 2024] {name} [[Paper](https://a.example/1)][[Code](https://b.example/1)]\n"
        "* [CVPR 2024] Loud Lakes [[Paper](https://a.example/2)]\n"
        "* [ICML 2023] Slow Seas [[Paper](https://a.example/3)]\n"
    )
    found = read(text)
    assert [one.title for one in found] == [name, "Loud Lakes", "Slow Seas"]
    assert [one.fields["date"] for one in found] == ["NeurIPS 2024", "CVPR 2024", "ICML 2023"]


def test_news_by_the_day_stay_none() -> None:
    text = (
        "# List\n\n## News\n\n"
        "* [2024/03/01] We add new papers [[Paper](https://a.example/1)]\n"
        "* [2024/02/01] We release the list [[Code](https://a.example/2)]\n"
        "* [2024/01/01] Our survey is out [[Paper](https://a.example/3)]\n"
    )
    assert read(text) == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("written", "iso"), [("2023.5", "2023-05"), ("2024.10", "2024-10")])
def test_a_date_behind_the_links_of_the_authors(name: str, written: str, iso: str) -> None:
    text = "# List\n\n## Papers\n\n" + "".join(
        f"{number}. **{title}**\n\n"
        f"   *Ann Lee, Bo Chen, Carl Diaz.* [[abs]](https://a.example/{number}), {date}\n\n"
        for number, (title, date) in enumerate([(name, written), ("Loud Lakes", "2022.1")], 1)
    )
    first, second = read(text)
    assert (first.title, first.fields["date"]) == (name, written)
    assert first.known_date is not None
    assert (first.known_date.iso, second.fields["date"]) == (iso, "2022.1")


@pytest.mark.parametrize(
    "day", ["2024/01/22", "\u06f1\u06f4\u06f0\u06f4/\u06f0\u06f1/\u06f2\u06f2"]
)
def test_figures_with_a_day_are_neither_a_date_nor_a_summary(day: str) -> None:
    text = "# List\n\n## Channels\n\n<table><tbody>\n" + "".join(
        f'<tr><td><img src="https://i.example/{at}" alt="{name}"/><br/>:star: 21{at}00<br/>'
        f':eyes: 4{at}<br/>:blush: {day}</td><td><a href="https://y.example/{at}"><b>{name}</b></a>'
        f"<br/>Talks on {name} and on what it does for you</td></tr>\n"
        for at, name in enumerate(["Quiet Rivers", "Loud Lakes", "Slow Seas"])
    )
    found = read(f"{text}</tbody></table>\n")
    assert [one.title for one in found] == ["Quiet Rivers", "Loud Lakes", "Slow Seas"]
    assert not any(one.fields.get("date") for one in found)
    assert all(one.fields["summary"].startswith("Talks on") for one in found)


def test_what_is_said_before_a_venue_is_no_part_of_it() -> None:
    assert is_venue_year("ACL SRW 2023")
    assert not is_venue_year("\u65e5\u672c\u8a9e\u306e\u8a55\u4fa1 - ACL SRW 2023")

"""Days beside other words: behind a tag, in brackets with more in them, behind a name."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

import pytest

from lint.api import read_entries as read

NAMES = ("Quiet Rivers", "Глубокие сети", "静かな川")


def _items(lines: list[str]) -> str:
    return "# List\n\n## Things\n\n" + "".join(f"- {line}\n" for line in lines)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mark", [" - ", " – ", " | ", ", "])
@pytest.mark.parametrize("day", ["4th September 2023", "2023-09-04", "4 de mayo de 2023"])
@pytest.mark.parametrize("tag", ["NLP", "Testing"])
def test_a_tag_before_a_day_is_none_of_it(name: str, mark: str, day: str, tag: str) -> None:
    lead = " - " if mark != ", " else mark
    text = _items(
        [
            f"[{one}](https://a.example/{at}){lead}{tag}{mark}{day}"
            for at, one in enumerate((name, "Loud Lakes", "Slow Seas"))
        ]
    )
    found = read(text)
    assert [one.title for one in found] == [name, "Loud Lakes", "Slow Seas"]
    assert {one.fields["date"] for one in found} == {day}
    assert not any(one.fields.get("summary") for one in found)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("（公開日：2025/04/16、閲覧日：2025/04/17）", "2025/04/16"),
        ("(published: 2025-04-16, read: 2025-04-17) ", "2025-04-16"),
        ("(Posted May 3, 2024; updated June 1, 2024) ", "May 3, 2024"),
        ("[发布：2024-01-02 阅读：2024-02-03] ", "2024-01-02"),
    ],
)
@pytest.mark.parametrize("below", ["###", "-"])
def test_the_first_of_several_days_in_a_bracket(name: str, lead: str, day: str, below: str) -> None:
    text = "# List\n\n" + "".join(
        f"## {topic}\n\n" + _items([f"{lead}[{name} {topic}](https://a.example/{topic})"])[19:]
        for topic in ("Rivers", "Lakes", "Seas", below)
    )
    found = read(text)
    assert [one.title for one in found][:2] == [f"{name} Rivers", f"{name} Lakes"]
    assert {one.fields["date"] for one in found} == {day}


@pytest.mark.parametrize("name", ["The University of York", "York University", "Yorks Inc."])
@pytest.mark.parametrize(
    "url", ["https://a.example/1", "[https://a.example/1](https://a.example/2)"]
)
def test_a_name_and_its_date_before_a_url(name: str, url: str) -> None:
    found = read(_items([f"{name} (2020/03): {url}", "Kikuta (2019/01): https://b.example/1"]))
    assert [one.title for one in found] == [name.rstrip("."), "Kikuta"]
    assert [one.fields["date"] for one in found] == ["2020/03", "2019/01"]


@pytest.mark.parametrize("words", ["See also", "See"])
def test_what_to_see_below_other_words_is_a_point(words: str) -> None:
    text = _items(
        [
            "For models of rivers, the data are sorted (thanks [@lee](https://github.com/lee)!",
            f"  - {words}: https://a.example/issues/1",
        ]
    )
    assert read(text.replace("-   -", "  -")) == ()

"""Links to pages beside the list, most with their day before the name."""

from __future__ import annotations

import pytest

from lint.api import read_entries as read

NAMES = ["Rivers of the North", "Lakes", "Seas, and More", "Bogs", "Ponds"]
DAYS = [(2019, 1, 31), (2020, 2, 20), (2020, 2, 20), (2021, 11, 19), (2021, 12, 24)]
CONTENTS = "- [Waters](#waters)\n- [Woods](#woods)\n"


def items(date: str, *, days: int = 5, folder: str = "notes/", end: str = ".md") -> list[str]:
    found = []
    for at, (name, (year, month, day)) in enumerate(zip(NAMES, DAYS, strict=True)):
        written = date.format(year=year, short=year % 100, month=month, day=day)
        words = f"{written} {name}" if at < days else name
        page = words.replace(" ", "%20").replace("[", "").replace("]", "")
        found.append(f"[{words}]({folder}{page}{end})")
    return found


def titles(lines: list[str], mark: str = "- ") -> list[str]:
    text = f"# Log\n\n{CONTENTS}\n## Waters\n\n" + "".join(f"{mark}{one}\n" for one in lines)
    return [one.title for one in read(text)]


FORMS = [
    "{short:02}{month:02}{day:02}",
    "{year}{month:02}{day:02}",
    "{year}-{month:02}-{day:02}",
    "{year}/{month:02}/{day:02}:",
    "{year}.{month:02}.{day:02} -",
]


@pytest.mark.parametrize("mark", ["- ", "1. ", "* "])
@pytest.mark.parametrize("date", FORMS)
@pytest.mark.parametrize("end", [".md", ".html"])
def test_dated_pages_are_entries(date: str, mark: str, end: str) -> None:
    assert titles(items(date, end=end), mark) == NAMES


@pytest.mark.parametrize("days", [3, 4])
@pytest.mark.parametrize("date", FORMS)
def test_pages_without_a_day_stay_contents(date: str, days: int) -> None:
    assert titles(items(date, days=days)) == NAMES[:days]


@pytest.mark.parametrize("days", [0, 1, 2])
@pytest.mark.parametrize("date", FORMS)
def test_a_few_days_make_no_log(date: str, days: int) -> None:
    assert titles(items(date, days=days)) == []


@pytest.mark.parametrize("date", ["{year}", "{month}.{day}", "990{month:02}99", "{day}"])
def test_other_numbers_make_no_log(date: str) -> None:
    assert titles(items(date)) == []


def test_days_that_may_be_months_are_no_dates() -> None:
    lines = [
        f"[2005{day} {name}]({day}.md)" for day, name in zip(range(10, 15), NAMES, strict=True)
    ]
    text = "# Log\n\n" + "".join(f"- {one}\n" for one in lines)
    assert [(one.title, one.fields.get("date")) for one in read(text)] == [
        (name, None) for name in NAMES
    ]


def test_known_days_are_dates() -> None:
    text = "# Log\n\n" + "".join(f"- {one}\n" for one in items(FORMS[2]))
    assert [one.fields.get("date") for one in read(text)] == [
        f"{year}-{month:02}-{day:02}" for year, month, day in DAYS
    ]


@pytest.mark.parametrize("tags", ["#birds", "#birds #wet-lakes", "#birds, #lakes"])
@pytest.mark.parametrize("dash", [" ", " - "])
def test_hashtags_are_no_summary(dash: str, tags: str) -> None:
    urls = [f"- [{name}](https://a.example/{at}){dash}{tags}" for at, name in enumerate(NAMES)]
    pages = [f"- {one}{dash}{tags}" for one in items(FORMS[2])]
    for lines in (urls, pages):
        found = read("# Log\n\n" + "\n".join(lines) + "\n")
        assert [one.title for one in found] == NAMES
        assert not any(one.fields.get("summary") for one in found)


def test_words_behind_a_hash_are_a_summary() -> None:
    lines = [f"- [{name}](https://{at}.example) - #1 in all\n" for at, name in enumerate(NAMES)]
    text = "".join(lines)
    assert all(one.fields.get("summary") == "#1 in all" for one in read(f"# L\n\n{text}"))

"""Summaries in brackets behind URLs, of a few words and of many."""

from __future__ import annotations

import pytest

from lint.api import read_entries as read

LONG = "What there is to know of {}, with maps, data and whatever else one needs"
SHORT = "Maps {} in 3D"
NAMES = ["Rivers", "Lakes", "Seas", "Bogs", "Ponds"]


def summaries(long: int, framed: str = "({})") -> list[str | None]:
    text = "# List\n\n## Waters\n"
    for at, name in enumerate(NAMES):
        words = (LONG if at < long else SHORT).format(name.lower())
        url = f"https://{name.lower()}.example"
        text += f"\n[{url}]({url}/?from=list) {framed.format(words)}\n"
    found = read(text)
    assert [one.title for one in found] == [f"https://{one.lower()}.example" for one in NAMES]
    return [one.fields.get("summary") for one in found]


@pytest.mark.parametrize("long", [3, 4, 5])
@pytest.mark.parametrize("framed", ["({})", "\uff08{}\uff09"])
def test_few_words_are_one_where_most_have_many(long: int, framed: str) -> None:
    wanted = [(LONG if at < long else SHORT).format(name.lower()) for at, name in enumerate(NAMES)]
    assert summaries(long, framed) == wanted


@pytest.mark.parametrize("long", [0, 1, 2])
def test_few_words_alone_are_tags(long: int) -> None:
    assert not any(one is not None and one.startswith("Maps") for one in summaries(long))

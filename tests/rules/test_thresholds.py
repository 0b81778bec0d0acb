"""Where a rule counts: silent on one side of its threshold, and not on the other."""

from __future__ import annotations

import pytest

from lint.testing import Case, judge

ARXIV = "https://arxiv.org/abs/2210.03629"


def found(rule_id: str, text: str) -> int:
    """How many findings the rule has on a list."""
    return len(judge(Case("", (rule_id,), text, {})))


def table(columns: str, *rows: str) -> str:
    """A table with these rows, each a line without its outer pipes."""
    count = columns.count("|") + 1
    return "\n".join(f"| {one} |" for one in (columns, " | ".join("-" * count), *rows)) + "\n"


@pytest.mark.parametrize(
    ("heading", "query", "count"),
    [
        ("#", "spm=a1.b2.c3", 1),
        ("#", "spm=a1.b2", 0),
        ("#", "utm_source=publicapis", 0),
        ("##", "utm_source=publicapis", 1),
        ("#", "utm_source=", 1),
        ("#", "gclid=publicapis", 1),
    ],
)
def test_a_place_has_three_parts_and_a_list_the_name_of_its_title(
    heading: str, query: str, count: int
) -> None:
    text = f"{heading} Public APIs\n\n[a](https://fine.example/?{query})\n"
    assert found("tracking-parameter", text) == count


@pytest.mark.parametrize(
    ("tracked", "bare", "count"), [(3, 0, 3), (4, 0, 1), (4, 3, 1), (4, 4, 4), (5, 4, 1)]
)
def test_four_links_and_more_than_half_make_a_campaign_of_the_list(
    tracked: int, bare: int, count: int
) -> None:
    queries = ["?utm_source=x"] * tracked + [""] * bare
    entries = (
        f"- [a{place}](https://fine.example/{place}{query})\n"
        for place, query in enumerate(queries)
    )
    assert found("tracking-parameter", f"# List\n\n{''.join(entries)}") == count


@pytest.mark.parametrize(("name", "count"), [("mail", 0), ("maily", 1)])
def test_an_alias_is_of_a_name_of_five_letters(name: str, count: int) -> None:
    url = "https://github.com/marrow/mailer"
    assert found("duplicate-link", f"- [{name}]({url})\n- [python-{name}]({url})\n") == count


@pytest.mark.parametrize(("between", "count"), [(19, 1), (20, 0)])
def test_an_entry_is_compared_with_the_first_twenty_of_its_page(between: int, count: int) -> None:
    # What counts is whether the twin is among them, so it comes after the others.
    names = [f"Name{chr(97 + n)}" for n in range(between)]
    lines = [f"- [{name}]({ARXIV})" for name in (*names, "Twin", "Twin")]
    assert found("duplicate-link", "\n".join(lines) + "\n") == count


def ragged(rows: int, others: int = 0, columns: int = 3) -> str:
    """A table of so many full rows, of which `others` have no date, and one row that lacks it."""
    more = "| x " * (columns - 3)
    full = [
        f"{'some words' if n < others else '2020-01'} | A survey | Some text {more}"
        for n in range(rows)
    ]
    heading = "Date | Title | Summary " + "".join(f"| C{n} " for n in range(columns - 3))
    return table(heading, *full, f"A survey | Some text {more}")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (ragged(5), 1),
        (ragged(4), 0),
        (ragged(10, others=1), 1),
        (ragged(9, others=1), 0),
        (ragged(5, columns=50), 1),
        (ragged(5, columns=51), 0),
    ],
    ids=["five", "four", "nine-in-ten", "eight-in-nine", "fifty-columns", "more-columns"],
)
def test_a_column_is_of_a_kind_where_five_cells_and_nine_in_ten_are(text: str, count: int) -> None:
    assert found("ragged-row", text) == count


@pytest.mark.parametrize(
    ("future", "past", "count"),
    [
        # At the threshold of share, and below it.
        (3, 12, 0),
        (3, 13, 3),
        # Two are too few for a calendar, whatever their share.
        (2, 0, 2),
        (3, 0, 0),
    ],
)
def test_three_dates_that_are_a_fifth_make_a_calendar(future: int, past: int, count: int) -> None:
    rows = [f"2026-01-{n + 1:02} | future {n}" for n in range(future)]
    rows += [f"2024-01-{n + 1:02} | past {n}" for n in range(past)]
    assert found("future-date", table("Date | Title", *rows)) == count


@pytest.mark.parametrize(
    ("date", "count"),
    [
        *(("2025-06-02", 0), ("2025-06-03", 1), ("2025-06", 0), ("2025-07", 1)),
        *(("2025", 0), ("2026", 1), ("NeurIPS 2026", 0), ("NeurIPS 2027", 1)),
    ],
)
def test_tomorrow_is_no_future(date: str, count: int) -> None:
    """Today is 1 June 2025, and tomorrow has begun somewhere."""
    rows = [f"2024-01-{n + 1:02} | past {n}" for n in range(5)]
    assert found("future-date", table("Date | Title", f"{date} | x", *rows)) == count


def words(count: int) -> str:
    """So many words, each another one."""
    return " ".join(f"w{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(count))


@pytest.mark.parametrize(
    ("phrase", "count"),
    [
        (words(5), 1),
        (words(4), 0),
        # Of five words four must be different.
        ("one two three four one", 1),
        ("one two three one two", 0),
        # Two characters count as a word.
        ("我们提出一种新的方法", 1),
        ("我们提出一种新的方", 0),
        # Numbers are no words.
        ("one two three four 5", 0),
        (words(300), 1),
        (words(301), 0),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_phrase_has_five_words_and_at_most_three_hundred(phrase: str, count: int) -> None:
    assert found("repeated-text", table("a | b", f"{phrase}. {phrase}. | x")) == count

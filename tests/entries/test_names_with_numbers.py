"""A name with a number that is no date itself begins none, so that it is asked only once."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from lint.entries.fields.front import opens_with_date
from lint.entries.fields.references import dated

PIECES = st.sampled_from(
    (
        *("May", "Jun", "2023", "ICML", "NeurIPS", "Nature", "project", "Week", "v", "3", "12"),
        *("-1", ".5", "23", "rd", "Fall", "Annals", "Best", "99"),
    )
)
WORDS = st.sampled_from(("project", "Week", "Fall", "Annals", "Best", "ICML", "Nature", "tool"))
NAMES = st.tuples(WORDS, st.lists(PIECES, min_size=1, max_size=4)).map(
    lambda pair: pair[0] + "".join(pair[1])
)
RESTS = st.sampled_from(
    [
        "May 2023 - text",
        "2023 Title of it",
        "ICML 2023: word",
        "12 May 2023 Name",
        "2024-05-03 Title",
        "of Statistics 2023 Title",
        "May 3, 2023 Some Title",
        "Workshop 2023 “A”",
        '2023 "T"',
    ]
)
TEXTS = st.lists(PIECES | st.sampled_from(["of", "-", "/", "(Oral)", "by", ","]), max_size=5)


@given(NAMES, RESTS)
def test_no_date_begins_with_such_a_name(name: str, rest: str) -> None:
    assume(not name.isalpha() and not dated(name, bracketed=True))
    assert not opens_with_date(f"{name} {rest}")


@given(TEXTS, st.sampled_from(["", " "]))
def test_a_date_is_one_in_brackets_too(words: list[str], blank: str) -> None:
    """What is called no label is then no date either."""
    text = blank.join(words)
    assert dated(text, bracketed=True) or not dated(text)

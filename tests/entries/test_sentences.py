"""What opens as a sentence does is no reference and no credit, looked at closer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lint.dates.lines import may_be_date
from lint.entries.fields.openings import opening
from lint.entries.fields.people import opens_a_sentence, opens_prose
from lint.entries.fields.references import cut, is_reference

WORDS = st.sampled_from(
    (
        *(
            "Ann",
            "Lee",
            "Ann Lee",
            "A. Lee",
            "Bo Li",
            "J. R. Smith",
            "and",
            "et al.",
            "van",
            "of",
            "de",
        ),
        *("ICML", "NeurIPS", "Nature", "Workshop", "Journal of Finance", "arXiv", "Springer", "Go"),
        *(
            "fast",
            "tool",
            "for",
            "with",
            "the",
            "web-based",
            "CLI-friendly",
            "go-ef",
            "friends",
            "in",
        ),
        *(
            "3",
            "v2",
            "12",
            "7000",
            "May",
            "others",
            "und",
            "y",
            "(MIT)",
            "(the first)",
            "`x`",
            "@ann",
        ),
    )
)
MARKS = st.sampled_from(
    (" ", " ", " ", " ", ", ", ". ", "; ", " - ", ": ", " & ", "/", " (", ") ", "-")
)
TEXTS = st.lists(st.tuples(WORDS, MARKS), min_size=2, max_size=8).map(
    lambda parts: "".join(word + mark for word, mark in parts).strip(" ,;-")
)


def looked_at_closer(text: str) -> bool:
    found = any(is_reference(text, loose=loose) for loose in (False, True))
    return found or cut(text, loose=True)[0] > 0 or opening(text).whole


@given(TEXTS)
def test_a_sentence_is_no_reference(text: str) -> None:
    assert not (opens_a_sentence(text) and looked_at_closer(text))


@given(TEXTS)
def test_nor_is_prose_that_states_no_date(text: str) -> None:
    assert not (opens_prose(text) and not may_be_date(text) and looked_at_closer(text))


def test_most_summaries_open_as_a_sentence_does() -> None:
    for text in (
        "Read and write files.",
        "Web-based PostgreSQL database browser.",
        "A tool for it.",
    ):
        assert opens_a_sentence(text)
    for text in ("Ann Lee and Bo Li.", "Journal of Finance", "Ann Lee, of some lab."):
        assert not opens_a_sentence(text) or not looked_at_closer(text)

"""Texts that plainly hold, as jsonschema would say, too."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lint.patterns import finder
from lint.validation.brief import plainly_holds


def _is_found(pattern: str, text: str) -> bool:
    return finder(pattern)(text)


PATTERNS = st.sampled_from(["^a", "b$", "[0-9]", "^$", "."])
EASY: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(["string", "string", "null", ["string", "null"]]),
    "minLength": st.integers(0, 3),
    "pattern": PATTERNS,
    "not": st.fixed_dictionaries({"pattern": PATTERNS}),
    "x-message": st.just("a message"),
}
HARD: list[dict[str, Any]] = [
    {"maxLength": 1},
    {"const": "a"},
    {"enum": ["a", "b"]},
    {"not": True},
    {"not": {"minLength": 1}},
    {"anyOf": [{"minLength": 2}]},
]
SIMPLE = st.builds(
    lambda easy, hard: {**easy, **hard},
    st.fixed_dictionaries({}, optional=EASY),
    st.sampled_from([{}, {}, {}, {}, *HARD]),
)
SCHEMAS = st.one_of(
    SIMPLE,
    st.builds(lambda parts, own: {**own, "allOf": parts}, st.lists(SIMPLE, min_size=1), SIMPLE),
    st.booleans(),
)
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.text("ab1\n", max_size=4), st.sampled_from([None, 0, True, [], {}])
)


@example(schema={"minLength": 2}, value="a")
@given(schema=SCHEMAS, value=VALUES)
def test_what_plainly_holds_is_valid(schema: Any, value: Any) -> None:
    if plainly_holds(schema, value, _is_found):
        assert isinstance(value, str)
        assert Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "string", "description": "What it is."},
        {"minLength": 5, "x-rule": "missing-summary", "x-message": "the summary is missing"},
        {"allOf": [{"minLength": 1}, {"not": {"pattern": "^[?]+$"}}], "pattern": "^a"},
    ],
)
def test_an_ordinary_text_plainly_holds(schema: dict[str, Any]) -> None:
    assert plainly_holds(schema, "a text", _is_found)

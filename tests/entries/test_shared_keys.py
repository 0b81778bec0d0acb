"""Dictionaries that share their keys are those that they were made of."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from lint.entries.shared_keys import sharing

NAMES = st.sampled_from(["title", "date", "summary", "", "Ünï cöde", "__class__", "__dict__"])


@given(st.dictionaries(NAMES | st.text(max_size=5), st.text(max_size=5), max_size=8))
def test_nothing_but_the_memory_is_another(values: dict[str, str]) -> None:
    shared = sharing(values)
    assert list(shared.items()) == list(values.items())
    assert type(shared) is dict
    shared["more"] = "x"
    assert sharing(values) == values


def test_they_take_less() -> None:
    values = {"title": "a", "date": "b", "summary": "c"}
    shared, plain = sys.getsizeof(sharing(values)), sys.getsizeof(dict(values.items()))
    assert shared <= plain
    if sys.version_info < (3, 14):  # how much less is Python's own business
        assert shared * 3 < plain * 2

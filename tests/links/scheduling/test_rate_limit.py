"""How many requests at once a host takes: arithmetic alone, no clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.links.scheduling.rate_limit import LEAST, MOST, START, USUAL, Pace, jitter

# After all that the tests let happen to a limit.
LATER = 1000.0


def after(pace: Pace, answers: int, seconds: float = 0.1) -> int:
    for _ in range(answers):
        pace.answered(LATER, LATER + seconds)
    return int(pace.limit)


def test_it_starts_small_and_grows_by_one_for_each_answer() -> None:
    pace = Pace()
    assert [int(pace.limit), *(after(pace, 1) for _ in range(USUAL - START))] == list(
        range(START, USUAL + 1)
    )


def test_beyond_the_usual_it_grows_slowly_and_only_to_the_ceiling() -> None:
    pace = Pace()
    assert after(pace, USUAL - START) == USUAL
    assert after(pace, 1) == USUAL
    assert after(pace, 4) == USUAL
    assert after(pace, 200) == MOST


@pytest.mark.parametrize("most", [1, 2, 3, 10, 64])
def test_a_ceiling_of_the_users_own_is_reached_and_kept(most: int) -> None:
    pace = Pace(most)
    assert int(pace.limit) == min(START, most)
    assert after(pace, 200) == most
    assert pace.most == most


def test_a_limit_halves_it_once_for_all_that_was_under_way() -> None:
    pace = Pace()
    after(pace, 200)
    for now in (5.0, 5.1, 5.2):
        pace.limited(began=4.0, now=now)
    assert pace.limit == MOST / 2
    pace.limited(began=5.3, now=6.0)
    assert pace.limit == MOST / 4
    assert after(pace, 1) == MOST / 4, "and it does not grow quickly any more"


def test_answers_to_what_was_under_way_at_a_limit_do_not_raise_it_again() -> None:
    pace = Pace()
    pace.limited(began=5.0, now=5.1)
    for _ in range(10):
        pace.answered(began=5.0, now=5.2)
    assert pace.limit == START / 2
    pace.answered(began=5.1, now=5.3)
    assert pace.limit > START / 2


def test_a_failure_counts_for_less_than_a_limit() -> None:
    limited, failed = Pace(), Pace()
    for pace in (limited, failed):
        after(pace, 200)
    limited.limited(1.0, 2.0)
    failed.failed(1.0, 2.0)
    assert limited.limit < failed.limit < MOST


def test_rising_latency_lowers_it() -> None:
    pace = Pace()
    after(pace, 200, 0.1)
    after(pace, 20, 1.0)
    assert pace.limit < MOST


@pytest.mark.parametrize("slow", [0.25, 0.55])
def test_a_host_that_stays_quick_is_not_slowed_by_rising_latency(slow: float) -> None:
    pace = Pace()
    after(pace, 200, 0.1)
    after(pace, 200, slow)
    assert pace.limit == MOST


def test_a_few_slow_pages_say_nothing() -> None:
    pace = Pace()
    for _ in range(50):
        after(pace, 7, 0.1)
        after(pace, 3, 8.0)
    assert pace.limit == MOST


@given(
    st.none() | st.integers(1, 100),
    st.lists(st.tuples(st.sampled_from("alf"), st.floats(0, 30))),
)
def test_it_stays_within_its_bounds(most: int | None, events: list[tuple[str, float]]) -> None:
    pace = Pace(most)
    ceiling = MOST if most is None else most
    now = 0.0
    for what, seconds in events:
        now += seconds
        if what == "a":
            pace.answered(now - seconds, now)
        elif what == "l":
            pace.limited(now - seconds, now)
        else:
            pace.failed(now - seconds, now)
        assert min(LEAST, ceiling) <= pace.limit <= ceiling


@given(st.integers(0, 100))
def test_jitter_is_full_and_bounded(again: int) -> None:
    waits = [jitter(again) for _ in range(50)]
    assert all(0 <= wait <= min(60.0, 2**again) for wait in waits)
    assert len(set(waits)) > 1

"""What days of failures make of a link, told by simulated days: no clock."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.links.result import Facts, LinkResult, Reason, Verdict
from lint.links.store.record import AGEING, FAULT_DAYS, Record, following, merged, record, told

URL = "https://a.example/x"
START = dt.date(2026, 11, 19)
GOOD = LinkResult(URL, Verdict.OK, status=200, final_url=URL)
NEVER = [
    Reason.AUTH_REQUIRED,
    Reason.FORBIDDEN,
    Reason.RATE_LIMITED,
    Reason.LEGAL,
    Reason.BOT_WALL,
    Reason.SOFT_404,
    Reason.TIMEOUT,
    Reason.RESET,
    Reason.PROTOCOL_ERROR,
    Reason.TOO_MANY_REDIRECTS,
    Reason.CLIENT_ERROR,
]
FAILURES = sorted({*NEVER, *AGEING, Reason.NOT_FOUND})


def failure(reason: Reason) -> LinkResult:
    broken = {Reason.NOT_FOUND, Reason.NO_SUCH_HOST}
    verdict = Verdict.BROKEN if reason in broken else Verdict.UNVERIFIED
    return LinkResult(URL, verdict, reason)


def lived(*days: tuple[int, Reason | None]) -> tuple[Record, LinkResult]:
    """The record after answers on days (after START), and the last of them as it is told."""
    known = None
    told_last = None
    for offset, reason in days:
        result = GOOD if reason is None else failure(reason)
        known = following(record(result, START + dt.timedelta(offset)), known, counted=True)
        told_last = told(result, known)
    assert known is not None
    assert told_last is not None
    return known, told_last


@pytest.mark.parametrize("reason", sorted(AGEING - {Reason.NO_SUCH_HOST}))
def test_three_days_of_a_fault_make_a_link_broken(reason: Reason) -> None:
    _, second = lived((0, reason), (1, reason))
    assert (second.verdict, second.detail) == (Verdict.UNVERIFIED, "")
    known, third = lived((0, reason), (1, reason), (2, reason))
    assert (third.verdict, third.reason) == (Verdict.BROKEN, reason)
    assert third.detail == "failing since 2026-11-19"
    assert (third.failing_since, third.failures) == (START, 3)
    assert known.aged


@pytest.mark.parametrize("reason", NEVER)
def test_what_a_site_may_keep_from_programs_never_ages(reason: Reason) -> None:
    known, last = lived(*((day, reason) for day in range(30)))
    assert last.verdict is Verdict.UNVERIFIED
    assert (last.failures, last.failing_since) == (30, START)
    assert not known.aged


@pytest.mark.parametrize("last", NEVER)
def test_a_fault_of_old_does_not_make_another_failure_broken(last: Reason) -> None:
    fault = Reason.SERVER_ERROR
    _, told_last = lived((0, fault), (1, fault), (2, fault), (3, last))
    assert told_last.verdict is Verdict.UNVERIFIED


def test_many_runs_on_two_days_are_not_enough() -> None:
    fault = Reason.REFUSED
    known, last = lived(*((day, fault) for day in (0, 0, 0, 1, 1, 1)))
    assert last.verdict is Verdict.UNVERIFIED
    assert (known.failures, known.fault_days) == (6, 2)


def test_a_good_answer_ends_it_all() -> None:
    fault = Reason.REFUSED
    known, last = lived((0, fault), (1, fault), (2, None), (3, fault), (4, fault))
    assert last.verdict is Verdict.UNVERIFIED
    assert (last.last_good, last.failing_since) == (dt.date(2026, 11, 21), dt.date(2026, 11, 22))
    assert (known.failures, known.fault_days) == (2, 2)


def test_an_answer_shows_that_somebody_is_there_and_a_timeout_shows_nothing() -> None:
    fault = Reason.SERVER_ERROR
    _, answered = lived((0, fault), (1, fault), (2, Reason.FORBIDDEN), (3, fault), (4, fault))
    assert answered.verdict is Verdict.UNVERIFIED
    assert answered.failing_since == START
    _, silent = lived((0, fault), (1, fault), (2, Reason.TIMEOUT), (3, fault))
    assert (silent.verdict, silent.failures) == (Verdict.BROKEN, 4)


def test_faults_of_several_kinds_are_faults_of_one_link() -> None:
    _, last = lived((0, Reason.NO_SUCH_HOST), (3, Reason.TLS_EXPIRED), (9, Reason.DNS_FAILURE))
    assert last.verdict is Verdict.BROKEN
    assert last.detail == "failing since 2026-11-19"


def test_a_failure_that_is_not_the_links_own_leaves_the_history_as_it_was() -> None:
    fault = Reason.DNS_FAILURE
    before, _ = lived((0, None), (1, fault), (2, fault))
    now = record(failure(fault), START + dt.timedelta(3))
    known = following(now, before, counted=False)
    assert known[: Record._fields.index("last_good")] == now[: Record._fields.index("last_good")]
    assert known[Record._fields.index("last_good") :] == before[-6:]
    aged, _ = lived((0, fault), (1, fault), (2, fault))
    unbelieved = told(failure(fault), aged, believed=False)
    assert (unbelieved.verdict, unbelieved.failures) == (Verdict.UNVERIFIED, 3)


def test_a_clock_that_goes_back_adds_no_days() -> None:
    fault = Reason.REFUSED
    known, last = lived((5, fault), (4, fault), (3, fault), (5, fault))
    assert (known.failures, known.fault_days, known.fault_last) == (4, 1, "2026-11-24")
    assert last.verdict is Verdict.UNVERIFIED


def test_what_a_certificate_said_stays_in_the_detail() -> None:
    aged, _ = lived(*((day, Reason.TLS_EXPIRED) for day in range(3)))
    result = LinkResult(URL, Verdict.UNVERIFIED, Reason.TLS_EXPIRED, detail="expired 2026-11-01")
    assert told(result, aged).detail == "expired 2026-11-01, failing since 2026-11-19"


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.sampled_from([None, *FAILURES])), min_size=1, max_size=30
    )
)
def test_no_link_is_aged_without_three_days_of_faults(
    days: list[tuple[int, Reason | None]],
) -> None:
    """Judged by the plain words of docs/verdicts.md, over the whole past of the link."""
    days.sort(key=lambda one: one[0])
    _, last = lived(*days)
    streak = list(
        itertools.takewhile(
            lambda one: one[1] in AGEING or one[1] is Reason.TIMEOUT, reversed(days)
        )
    )
    faults = {day for day, reason in streak if reason in AGEING}
    final = days[-1][1]
    expected = GOOD.verdict if final is None else failure(final).verdict
    if final in AGEING and len(faults) >= FAULT_DAYS:
        expected = Verdict.BROKEN
    assert last.verdict is expected


RECORDS = st.builds(
    lambda days: lived(*sorted(days, key=lambda one: one[0]))[0],
    st.lists(
        st.tuples(st.integers(0, 6), st.sampled_from([None, *FAILURES])), min_size=1, max_size=8
    ),
)


@given(RECORDS, RECORDS)
def test_two_places_know_no_less_than_one(one: Record, other: Record) -> None:
    both = merged(one, other)
    assert both.checked == max(one.checked, other.checked)
    assert both.last_good == max(one.last_good, other.last_good)
    assert merged(both, other) == merged(both, one) == both
    assert merged(one, one) == one
    if both.failing_since:
        assert both.last_good <= both.failing_since
        assert both.fault_days <= max(one.fault_days, other.fault_days)
    if one.checked != other.checked:
        assert merged(other, one) == both


def test_a_good_answer_elsewhere_restarts_the_count() -> None:
    fault = Reason.SERVER_ERROR
    failing, _ = lived((0, fault), (1, fault), (4, fault))
    good, _ = lived((2, None))
    assert failing.aged
    both = merged(failing, good)
    assert not both.aged
    assert (both.failing_since, both.failures, both.fault_days) == ("2026-11-23", 1, 1)


@pytest.mark.parametrize("field", ["url", "final_url"])
def test_credentials_are_not_kept(field: str) -> None:
    secret = "https://user:word@a.example/x"
    values: dict[str, Any] = {"url": URL, "final_url": URL, field: secret}
    with pytest.raises(ValueError, match="user-info"):
        record(LinkResult(verdict=Verdict.OK, **values), START)
    at_sign = "https://a.example/@user"
    assert record(LinkResult(at_sign, Verdict.OK, final_url=at_sign), START).url == at_sign


FACTS = Facts(
    "arxiv:1706.03762",
    "Attention \ud83d is all",
    "2017-06",
    archived=True,
    topics=("a", "b"),
)


@given(
    result=st.builds(
        LinkResult,
        url=st.just(URL),
        verdict=st.sampled_from([Verdict.OK, Verdict.BROKEN, Verdict.UNVERIFIED]),
        reason=st.none() | st.sampled_from(Reason),
        status=st.none() | st.integers(100, 999),
        final_url=st.sampled_from([URL, "https://b.example/"]),
        permanent=st.booleans(),
        detail=st.text(max_size=20),
        facts=st.none() | st.just(FACTS),
        missing=st.just(()) | st.just(("b", "ü\ud800")),
    )
)
def test_an_answer_comes_back_as_it_went(result: LinkResult) -> None:
    fragments = ("a", "b", "ü\ud800")
    kept = record(result, START, fragments=fragments)
    again = kept.result(fragments)
    assert again.from_cache
    good = START if result.verdict is Verdict.OK else None
    assert again == LinkResult(
        url=result.url,
        verdict=result.verdict,
        reason=result.reason,
        status=result.status,
        final_url=result.final_url,
        permanent=result.permanent,
        detail=result.detail,
        from_cache=True,
        facts=result.facts,
        missing=result.missing,
        last_good=good,
    )
    assert kept.result(("b",)).missing == tuple(one for one in result.missing if one == "b")
    assert kept.knows(("a", "b"))
    assert not kept.knows(("c",))


def test_texts_that_are_no_unicode_do_not_end_a_run() -> None:
    kept = record(LinkResult(URL, Verdict.UNVERIFIED, Reason.RESET, detail="\ud800"), START)
    assert kept.detail == "?"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ('W/"abc"', 'W/"abc"'),
        ('"a\r\nX: b"', ""),
        ('"ü"', ""),
        ('"' + "a" * 500 + '"', ""),
    ],
)
def test_only_sound_validators_are_kept(value: str, kept: str) -> None:
    assert record(GOOD, START, validators={"ETag": value}).etag == kept


def test_a_failure_has_no_validators() -> None:
    assert record(failure(Reason.SERVER_ERROR), START, validators={"ETag": '"a"'}).etag == ""

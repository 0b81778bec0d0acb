"""How far the check of the links is: the counts, what is said of them, and when."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.console.progress import Progress, Tally, columns, in_ci
from lint.links.result import LinkResult, Reason, Verdict


def ok(url: str) -> LinkResult:
    return LinkResult(url, Verdict.OK)


def links(host: str, count: int) -> list[str]:
    return [f"https://{host}/{number}" for number in range(count)]


def test_verdicts_are_counted() -> None:
    urls = links("a.com", 5)
    tally = Tally(urls, 0.0)
    assert tally.line(0.0, 80) == "links 0/5; open: a.com (5)"
    tally.add(ok(urls[0]), 1.0)
    tally.add(LinkResult(urls[1], Verdict.BROKEN, Reason.GONE), 1.0)
    tally.add(LinkResult(urls[2], Verdict.UNVERIFIED, Reason.TIMEOUT), 1.0)
    tally.add(LinkResult(urls[3], Verdict.SKIPPED, Reason.EXCLUDED), 1.0)
    assert tally.line(1.0, 80) == "links 4/5, 1 broken, 1 unverified; open: a.com (1)"
    tally.add(ok(urls[4]), 1.0)
    assert tally.line(1.0, 80) == "links 5/5, 1 broken, 1 unverified"


def test_the_user_info_of_a_url_is_no_part_of_its_host() -> None:
    tally = Tally(["https://user:sEcret@a.com:8080/x@y", "http://b.com"], 0.0)
    assert tally.line(0.0, 80) == "links 0/2; open: a.com:8080 (1), b.com (1)"


def test_the_slowest_hosts_are_named() -> None:
    tally = Tally([*links("quick.com", 30), *links("slow.com", 5), *links("dead.com", 1)], 0.0)
    for number in range(20):
        tally.add(ok(f"https://quick.com/{number}"), number / 10)
    tally.add(ok("https://slow.com/0"), 1.0)
    tally.add(ok("https://slow.com/1"), 2.0)
    assert [name for name, _ in tally.slowest(2.0)] == ["slow.com", "dead.com", "quick.com"]


def test_the_time_left_is_that_of_the_slowest_host() -> None:
    tally = Tally([*links("quick.com", 90), *links("slow.com", 90)], 0.0)
    for second in range(1, 31):
        tally.add(ok(f"https://quick.com/{2 * second}"), float(second))
        tally.add(ok(f"https://quick.com/{2 * second + 1}"), float(second))
        tally.add(ok(f"https://slow.com/{second}"), float(second))
    left = tally.time_left(30.0)
    assert left is not None
    assert 58 <= left <= 62  # 60 links at one a second; in all there are 90 at three
    assert "about 60 s left" in tally.line(30.0, 80)


def test_a_host_that_falls_silent_takes_longer() -> None:
    tally = Tally(links("a.com", 21), 0.0)
    for number in range(20):
        tally.add(ok(f"https://a.com/{number}"), number / 2)
    soon, later = tally.time_left(10.0), tally.time_left(100.0)
    assert soon is not None
    assert later is not None
    assert soon < 2
    assert later > 85


def test_no_time_is_named_before_there_is_something_to_go_by() -> None:
    urls = links("a.com", 1000)
    tally = Tally(urls, 0.0)
    for url in urls[:9]:
        tally.add(ok(url), 1.0)
    assert tally.time_left(60.0) is None  # too few
    tally.add(ok(urls[9]), 1.0)
    assert tally.time_left(2.0) is None  # too early
    assert tally.time_left(60.0) is not None


def test_what_nobody_was_asked_for_says_nothing_of_the_time() -> None:
    urls = links("a.com", 1000)
    tally = Tally(urls, 0.0)
    for url in urls[:900]:
        tally.add(LinkResult(url, Verdict.OK, from_cache=True), 0.1)
    for url in urls[900:920]:
        tally.add(LinkResult(url, Verdict.SKIPPED, Reason.EXCLUDED), 0.1)
    assert tally.time_left(10.0) is None
    for number, url in enumerate(urls[920:960]):
        tally.add(ok(url), float(number))
    left = tally.time_left(40.0)
    assert left is not None
    assert 39 <= left <= 42  # 40 more at one a second


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (0.001, "a few seconds left"),
        (0.2, "about 20 s left"),
        (0.8, "about 80 s left"),
        (3.0, "about 5 min left"),
        (100.0, "about 3 h left"),
    ],
)
def test_times_are_round(rate: float, words: str) -> None:
    urls = links("a.com", 200)
    tally = Tally(urls, 0.0)
    for number, url in enumerate(urls[:100], 1):
        tally.add(ok(url), number * rate)
    assert words in tally.line(max(100 * rate, 3.0), 80)


@given(
    st.lists(st.sampled_from([f"https://host-{n}.com/{n}" for n in range(9)]), max_size=60),
    st.integers(1, 120),
    st.floats(0, 1e6),
)
def test_a_line_fits(urls: list[str], width: int, now: float) -> None:
    tally = Tally(urls, 0.0)
    for url in urls[::2]:
        tally.add(LinkResult(url, Verdict.BROKEN, Reason.GONE), now / 2)
    assert len(tally.line(now, width)) <= max(width, len("links 60/60"))
    assert tally.done == len(urls[::2])


def test_it_is_shown_though_nothing_happens_and_not_once_it_is_closed() -> None:
    shown: list[int] = []
    twice = threading.Event()

    def show(tally: Tally, _: float) -> None:
        shown.append(tally.done)
        if len(shown) == 2:
            twice.set()

    progress = Progress(links("a.com", 3), show, 0.001)
    assert twice.wait(10)
    progress.add(ok("https://a.com/0"))
    progress.close()
    count = len(shown)
    assert not any(thread.name == "progress" for thread in threading.enumerate())
    assert len(shown) == count


@pytest.mark.parametrize(
    ("value", "expected"),
    [("true", True), ("1", True), ("", False), ("0", False), ("false", False), ("False", False)],
)
def test_a_log_is_told_by_its_variable(value: str, *, expected: bool) -> None:
    assert in_ci({"CI": value}) is expected
    assert not in_ci({})


def test_the_width_is_that_of_the_terminal_unless_said_otherwise() -> None:
    assert columns({"COLUMNS": "33"}, -1) == 33
    assert columns({"COLUMNS": "0"}, -1) == columns({"COLUMNS": "wide"}, -1) == 80

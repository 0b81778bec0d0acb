"""Who is asked next: by a clock that the tests turn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from lint import urls
from lint.links.result import HostOptions, LinkOptions, Reason, Verdict
from lint.links.scheduling.host_limits import Limits
from lint.links.scheduling.host_queue import MAX_RETRY_AFTER, Lane
from lint.links.scheduling.scheduler import Schedule
from lint.links.verdicts.status import Outcome, outcome

if TYPE_CHECKING:
    from lint.links.scheduling.host_queue import Item

OK = Outcome(Verdict.OK, status=200)
BUSY = outcome(Reason.SERVER_ERROR, 503)
LOST = outcome(Reason.RESET)
MISSING = outcome(Reason.NOT_FOUND, 404)
SILENT = outcome(Reason.TIMEOUT)


def limited(seconds: float | None = None) -> Outcome:
    return outcome(Reason.RATE_LIMITED, 429, retry_after=seconds)


def link(host: str, number: int) -> tuple[str, urls.URL]:
    url = urls.http(f"http://{host}/{number}")
    assert url is not None
    return url.request, url


def schedule(places: int = 128, options: LinkOptions | None = None) -> Schedule:
    return Schedule(places, Limits(options or LinkOptions()))


def fill(plan: Schedule, sizes: dict[str, int], now: float = 0.0) -> None:
    plan.put_fresh([link(host, n) for host, size in sizes.items() for n in range(size)], now)


def begun(plan: Schedule, now: float) -> list[str]:
    """The hosts of all requests that may begin now, in order."""
    found = []
    while (step := plan.next(now)) is not None:
        found.append(step[0].host)
    return found


def test_a_host_starts_with_four_at_once() -> None:
    plan = schedule()
    fill(plan, {"a.com": 50, "b.com": 3})
    assert sorted(begun(plan, 0.0)) == ["a.com"] * 4 + ["b.com"] * 3


def test_hosts_with_most_links_go_first() -> None:
    plan = schedule(places=4)
    fill(plan, {"small.com": 1, "big.com": 50, "middle.com": 9})
    assert begun(plan, 0.0) == ["big.com"] * 4


def test_hosts_that_are_slow_go_first() -> None:
    plan = schedule(places=1)
    for host, seconds in (("quick.com", 0.1), ("slow.com", 5.0)):
        plan.lane(host).saw(OK, 0.0, seconds)
    fill(plan, {"quick.com": 30, "slow.com": 10})
    assert begun(plan, 9.0) == ["slow.com"]


def test_a_free_place_stays_with_its_host() -> None:
    plan = schedule(places=1)
    fill(plan, {"a.com": 3, "b.com": 4})
    step = plan.next(0.0)
    order = []
    while step is not None:
        lane, _ = step
        order.append(lane.host)
        lane.saw(OK, 0.0, 0.01)
        plan.release(lane, 0.0)
        step = plan.next(0.0, lane)
    assert order == ["b.com"] * 4 + ["a.com"] * 3


def test_unless_another_has_far_more_to_do() -> None:
    plan = schedule(places=1)
    fill(plan, {"a.com": 10})
    step = plan.next(0.0)
    assert step is not None
    lane, _ = step
    fill(plan, {"b.com": 500})
    lane.saw(OK, 0.0, 0.1)
    plan.release(lane, 0.1)
    following = plan.next(0.1, lane)
    assert following is not None
    assert following[0].host == "b.com"


def test_hosts_that_were_never_asked_go_before_more_of_the_same() -> None:
    # Any of them may be one that never answers, and the run would end with it.
    plan = schedule(places=8)
    fill(plan, {"a.com": 9, "b.com": 9, **{f"{n}.com": 1 for n in range(5)}})
    hosts = begun(plan, 0.0)
    assert len(hosts) == 8
    assert len(set(hosts)) == 7


def test_a_place_beside_others_goes_to_a_host_that_was_never_asked() -> None:
    plan = schedule(places=2)
    fill(plan, {"a.com": 20})
    assert begun(plan, 0.0) == ["a.com"] * 2
    fill(plan, {"b.com": 1})
    lane = plan.lane("a.com")
    order = []
    for _ in range(2):
        lane.saw(OK, 0.0, 0.01)
        plan.release(lane, 0.01)
        step = plan.next(0.01, lane)
        assert step is not None
        order.append(step[0].host)
    assert order == ["b.com", "a.com"], "the last one stays, and with it the connection"


def test_no_more_places_than_there_are() -> None:
    plan = schedule(places=10)
    fill(plan, {f"{n}.com": 7 for n in range(20)})
    assert len(begun(plan, 0.0)) == 10
    plan.shrink()
    assert begun(plan, 0.0) == []


def test_a_host_that_rests_is_left_alone_as_a_whole() -> None:
    plan = schedule()
    fill(plan, {"a.com": 50, "b.com": 1})
    assert begun(plan, 0.0).count("a.com") == 4
    lane = plan.lane("a.com")
    for _ in range(4):
        lane.saw(limited(30.0), 0.0, 1.0)
        plan.release(lane, 1.0)
    assert begun(plan, 30.9) == []
    assert plan.alarm() == 31.0
    assert begun(plan, 31.0) == ["a.com"] * 2, "half as many as before"


def test_the_longest_wish_counts() -> None:
    lane = Lane("a.com")
    lane.saw(limited(5.0), 0.0, 1.0)
    lane.saw(limited(30.0), 0.0, 1.5)
    lane.saw(limited(2.0), 0.0, 2.0)
    assert lane.rests_until == 31.5


def test_a_wish_beyond_the_cap_closes_the_host() -> None:
    for said in (limited(86400.0), replace(BUSY, retry_after=86400.0)):
        lane = Lane("a.com")
        lane.saw(said, 0.0, 1.0)
        assert lane.closed is not None
        assert lane.closed.reason is Reason.RATE_LIMITED
        assert lane.closed.detail == "retry after 24 hours"
        assert lane.closed.status is None
        lane.add(link("a.com", 1))
        assert not lane.is_ready(1e9)
    lane = Lane("a.com")
    lane.saw(limited(MAX_RETRY_AFTER), 0.0, 1.0)
    assert lane.closed is None


def test_a_host_that_limits_for_ever_is_given_up() -> None:
    lane = Lane("a.com")
    now = 0.0
    rests = 0
    while lane.closed is None:
        assert rests < 20
        lane.saw(limited(1.0), now, now + 0.1)
        now = lane.rests_until
        rests += 1
    assert lane.closed.detail == "still limits requests after 5 pauses"


def test_one_that_lets_some_pass_is_given_up_after_minutes_only() -> None:
    lane = Lane("a.com")
    now = 0.0
    while lane.closed is None:
        assert now < 1000
        lane.saw(limited(50.0), now, now + 0.1)
        now = lane.rests_until
        lane.saw(OK, now, now + 0.1)
        now += 0.1
    assert now > 300
    assert lane.closed.detail == "still limits requests after pausing for 6 minutes"


def test_without_a_wish_the_host_rests_longer_each_time() -> None:
    longest = [0.0] * 4
    for _ in range(300):
        lane = Lane("a.com")
        now = 0.0
        for again in range(4):
            lane.saw(limited(), now, now)
            longest[again] = max(longest[again], lane.rests_until - now)
            now = lane.rests_until
    for again, rest in enumerate(longest):
        assert 0.7 * 2**again < rest <= 2**again


def test_a_host_that_never_answers_is_given_up() -> None:
    lane = Lane("a.com")
    for number in range(4):
        assert lane.closed is None
        lane.saw(SILENT, 10.0 * number, 10.0 * number + 10)
    assert lane.closed is not None
    assert (lane.closed.reason, lane.closed.status) == (Reason.TIMEOUT, None)


def test_one_that_has_answered_is_not() -> None:
    lane = Lane("a.com")
    lane.saw(MISSING, 0.0, 1.0)
    for number in range(100):
        lane.saw(SILENT, 10.0 * number, 10.0 * number + 10)
    assert lane.closed is None


def test_a_page_that_hangs_takes_no_room_from_the_others() -> None:
    plan = schedule()
    fill(plan, {"a.com": 50})
    lane = plan.lane("a.com")
    assert len(begun(plan, 0.0)) == 4
    lane.saw(OK, 0.0, 0.1)
    plan.release(lane, 0.1)
    assert len(begun(plan, 0.1)) == 2, "one more than there were"
    assert plan.join(lane, 3.0), "a second request for one link"
    assert lane.busy == 6
    assert len(begun(plan, 3.0)) == 1, "in the place that the silent one had"
    plan.part(lane, 10.0, joined=True)
    plan.part(lane, 10.0, joined=False)
    assert (lane.busy, lane.stuck) == (6, 0)


def test_a_second_request_for_a_link_needs_a_place() -> None:
    for plan in (schedule(places=1), schedule(options=LinkOptions(per_host=1))):
        fill(plan, {"a.com": 1})
        assert begun(plan, 0.0) == ["a.com"]
        lane = plan.lane("a.com")
        assert not plan.join(lane, 3.0)
        assert lane.busy == 1


def test_limits_of_single_hosts() -> None:
    hosts = {"a.com": HostOptions(per_host=1), "slow.a.com": HostOptions(interval=2.0)}
    plan = schedule(options=LinkOptions(per_host=3, hosts=hosts))
    fill(plan, {"a.com": 9, "www.a.com": 9, "slow.a.com": 9, "b.com": 9, "ba.com": 9})
    first = begun(plan, 0.0)
    assert {host: first.count(host) for host in set(first)} == {
        "a.com": 1,
        "www.a.com": 1,
        "slow.a.com": 1,
        "b.com": 3,
        "ba.com": 3,
    }
    assert plan.alarm() == 2.0
    assert begun(plan, 2.0) == ["slow.a.com"]


def test_open_hosts_are_told_by_what_they_have_before_them() -> None:
    plan = schedule(places=5)
    fill(plan, {"a.com": 6, "b.com": 60, "c.com": 0})
    assert len(begun(plan, 0.0)) == 5
    assert [(one.host, one.left) for one in plan.open_hosts()] == [("b.com", 60), ("a.com", 6)]


class _Inquiry:
    """An inquiry as far as a lane is concerned."""


_SAID = [OK, MISSING, BUSY, LOST, SILENT, limited(), limited(0.0), limited(7.0), limited(61.0)]
_PAUSES = [None, None, 0.0, 2.0]


class _Simulation:
    """A run without a network: what each request comes to is drawn."""

    def __init__(
        self, plan: Schedule, places: int, options: LinkOptions, data: st.DataObject
    ) -> None:
        self.plan = plan
        self.places = places
        self.options = options
        self.draw = data.draw
        self.now = 0.0
        self.done = 0
        self.under_way: list[tuple[float, float, Lane]] = []
        self.last_start: dict[str, float] = {}

    def begin(self, step: tuple[Lane, Item] | None) -> None:
        limits = Limits(self.options)
        while step is not None:
            lane, _ = step
            assert self.now >= lane.rests_until
            assert lane.closed is None
            assert lane.busy <= (limits.most(lane.host) or 16)
            since = self.now - self.last_start.get(lane.host, -9.0)
            assert since >= limits.interval(lane.host) - 1e-9
            self.last_start[lane.host] = self.now
            end = self.now + self.draw(st.sampled_from([0.1, 1.0, 10.0]))
            self.under_way.append((end, self.now, lane))
            assert len(self.under_way) <= self.places
            step = self.plan.next(self.now)

    def advance(self) -> None:
        """Let time pass until the next request ends, or one may begin."""
        alarm = self.plan.alarm()
        self.under_way.sort(key=lambda one: one[0], reverse=True)
        if not self.under_way or (alarm is not None and alarm < self.under_way[-1][0]):
            assert alarm is not None, "links wait, and nobody will ever ask for them"
            self.now = max(self.now, alarm)
            self.begin(self.plan.next(self.now))
            return
        self.now, start, lane = self.under_way.pop()
        lane.saw(self.draw(st.sampled_from(_SAID)), start, self.now)
        pause = self.draw(st.sampled_from(_PAUSES))
        if pause is None:
            self.done += 1
        else:
            host = self.plan.lane(self.draw(st.sampled_from([lane.host, "e.com"])))
            self.plan.put(host, _Inquiry(), self.now, pause)  # type: ignore[arg-type]
        for each in (lane, self.plan.lane("e.com")):
            if each.closed is not None:
                self.done += len(each.drain())
        self.plan.release(lane, self.now)
        self.begin(self.plan.next(self.now, lane))


@given(
    sizes=st.dictionaries(
        st.sampled_from(["a.com", "b.com", "c.com", "d.com"]), st.integers(1, 12)
    ),
    places=st.integers(1, 12),
    per_host=st.none() | st.integers(1, 5),
    interval=st.sampled_from([0.0, 0.5]),
    data=st.data(),
)
def test_whatever_happens_nothing_is_lost_and_no_bound_broken(
    sizes: dict[str, int],
    places: int,
    per_host: int | None,
    interval: float,
    data: st.DataObject,
) -> None:
    options = LinkOptions(per_host=per_host, hosts={"b.com": HostOptions(interval=interval)})
    plan = schedule(places, options)
    fill(plan, sizes)
    run = _Simulation(plan, places, options, data)
    run.begin(plan.next(0.0))
    for _ in range(5000):
        if run.done == sum(sizes.values()):
            break
        run.advance()
    assert run.done == sum(sizes.values())
    assert not run.under_way
    assert not plan.open_hosts()

"""The issue on dead links: what it says, what it remembers, and what a tick does."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from lint.actions.api import BODY_MAX
from lint.actions.dead_links_issue import KEEP_DAYS, MARK, Dead, Issue, Told, key, newest, read

TODAY = dt.date(2026, 11, 2)
URLS = [f"https://x.example/{letter}" for letter in "abcdef"]
NOTHING = Told({}, {})


def dead(url: str, **more: str) -> Dead:
    return Dead(url, "does not exist (404 Not Found)", (("README.md", 7),), **more)


def issue(
    told: Told,
    gone: list[str],
    good: list[str] | None = None,
    there: list[str] | None = None,
    today: dt.date = TODAY,
) -> Issue:
    good = good or []
    there = [*gone, *good] if there is None else there
    return Issue(told, list(map(dead, gone)), good=good, all_urls=there, today=today)


def tick(body: str, url: str, box: str = "x") -> str:
    return re.sub(rf"- \[.\](?= .*{key(url)})", f"- [{box}]", body)


def test_a_dead_link_has_a_line_with_what_may_stand_in() -> None:
    one = dead(
        URLS[0],
        snapshot="https://web.archive.org/web/20200101000000/https://x.example/a",
        moved="https://y.example/a",
    )
    body = Issue(NOTHING, [one], good=[], all_urls=URLS, today=TODAY).body()
    assert body.startswith(f"{MARK}\n\n1 link is broken.")
    assert (
        "- [ ] `https://x.example/a` does not exist (404 Not Found) (`README.md` line 7)"
        " · [new address](<https://y.example/a>) · [archived copy](<https://web.archive.org/web/"
        f"20200101000000/https://x.example/a>) <!-- link {key(URLS[0])} -->\n"
    ) in body


def test_an_entry_is_named_and_its_line_linked() -> None:
    one = dead(URLS[0], entry="A `tool` @x", section="Tools")
    page = "https://github.com/o/r"
    body = Issue(NOTHING, [one], good=[], all_urls=URLS, today=TODAY, repository=page).body()
    where = "[line 7](https://github.com/o/r/blob/HEAD/README.md?plain=1#L7)"
    assert f"(in ``A `tool` @x``, section `Tools`, `README.md` {where}) <!-- link" in body


def test_the_rule_is_named_where_its_page_is_known() -> None:
    pages = "https://github.com/owner/awesome-lint/blob/v1/docs/rules"
    gone = [dead("https://x.example/a")]
    body = Issue(NOTHING, gone, good=[], all_urls=URLS, today=TODAY, rules=pages).body()
    assert f"The rule is [`broken-link`]({pages}/broken-link.md)." in body
    assert "The rule" not in Issue(NOTHING, gone, good=[], all_urls=URLS, today=TODAY).body()


def test_the_same_links_make_the_same_text() -> None:
    first = issue(NOTHING, URLS[:2])
    again = issue(read(first.body(), TODAY), URLS[1::-1], today=TODAY + dt.timedelta(7))
    assert again.body() == first.body()
    assert again.comment() == ""
    edited = first.body().replace("\n", "\r\n")
    assert issue(read(edited, TODAY), URLS[:2]).body() == first.body()


def test_what_is_new_is_told_once() -> None:
    first = issue(NOTHING, URLS[:2])
    second = issue(read(first.body(), TODAY), URLS[1:3], good=URLS[:1])
    assert second.comment() == (
        "Newly broken:\n\n- `https://x.example/c`\n\nWorking again:\n\n- `https://x.example/a`"
    )
    assert issue(read(second.body(), TODAY), URLS[1:3], good=URLS[:1]).comment() == ""


def test_what_nobody_could_verify_stays_and_what_left_the_list_goes() -> None:
    first = issue(NOTHING, URLS[:3])
    second = issue(read(first.body(), TODAY), URLS[:1], there=URLS[:2])
    assert second.comment() == ""
    assert read(second.body(), TODAY).keys == {key(url) for url in URLS[:2]}
    line = next(one for one in first.body().splitlines() if key(URLS[1]) in one)
    assert line in second.body()
    assert not issue(read(second.body(), TODAY), [], there=[]).any


def test_a_tick_is_kept_for_ninety_days_and_then_asked_about_again() -> None:
    body = tick(issue(NOTHING, URLS[:2]).body(), URLS[0])
    kept = issue(read(body, TODAY), URLS[:2])
    assert kept.comment() == ""
    assert f"<!-- link {key(URLS[0])} kept 2026-11-02 -->" in kept.body()
    for days in (1, 30, KEEP_DAYS - 1):
        later = TODAY + dt.timedelta(days)
        assert issue(read(kept.body(), later), URLS[:2], today=later).body() == kept.body()
    later = TODAY + dt.timedelta(KEEP_DAYS)
    asked = issue(read(kept.body(), later), URLS[:2], today=later)
    assert asked.body() == issue(NOTHING, URLS[:2]).body()
    assert asked.comment() == ""
    # And ticked again, it is kept again.
    again = issue(read(tick(asked.body(), URLS[0]), later), URLS[:2], today=later)
    assert "kept 2027-01-31" in again.body()


def test_a_box_that_is_cleared_is_clear() -> None:
    body = issue(read(tick(issue(NOTHING, URLS[:1]).body(), URLS[0]), TODAY), URLS[:1]).body()
    assert "[x]" in body
    assert issue(read(tick(body, URLS[0], " "), TODAY), URLS[:1]).body() == (
        issue(NOTHING, URLS[:1]).body()
    )


def test_only_what_is_not_kept_needs_somebody() -> None:
    first = issue(NOTHING, URLS[:1])
    assert first.any
    kept = issue(read(tick(first.body(), URLS[0]), TODAY), URLS[:1])
    assert kept.any
    assert "[x]" in kept.body()


def test_thousands_of_links_fit_and_are_remembered() -> None:
    urls = [f"https://x.example/{number}/{'y' * 150}" for number in range(900)]
    first = issue(NOTHING, urls)
    assert len(first.body()) <= BODY_MAX
    assert "more links." in first.body()
    assert issue(read(first.body(), TODAY), urls).comment() == ""


def test_an_open_issue_goes_before_a_closed_one() -> None:
    issues = [{"state": state, "number": n} for n, state in enumerate(["open", "open", "closed"])]
    found = newest(issues)
    assert found is not None
    assert found["number"] == 1
    assert newest([]) is None


STRANGE = st.text(st.sampled_from("ab/`[]<>!-\n\r x*@#\x00\u202e"), max_size=30)


@given(texts=st.lists(STRANGE, unique=True, max_size=6), why=STRANGE)
def test_any_url_is_one_line_that_is_known_again(texts: list[str], why: str) -> None:
    urls = [f"https://x.example/{text} <!-- link {'0' * 16} -->" for text in texts]
    gone = [Dead(url, why, (("a\nb.md", 1),)) for url in urls]
    first = Issue(NOTHING, gone, good=[], all_urls=urls, today=TODAY)
    told = read(first.body(), TODAY)
    assert told.keys == set(map(key, urls))
    again = Issue(told, [], good=[], all_urls=urls, today=TODAY)
    assert read(again.body(), TODAY).keys == told.keys
    assert sorted(again.body().splitlines()) == sorted(first.body().splitlines())
    assert again.comment() == ""

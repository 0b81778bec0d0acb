"""The state file: what is written is read, and of what is no state file is said why."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.errors import ConfigError
from lint.links.result import Facts, LinkOptions, LinkResult, Reason, Verdict
from lint.links.store.record import Record
from lint.links.store.state_file import State
from lint.links.store.storage import Storage
from tests.command import POSIX
from tests.links.store.test_memory import BUSY, EXPIRED, GONE, OK_A, OK_B, URL_A, URL_B, Ear

pytestmark = pytest.mark.usefixtures("folder")

START = dt.date(2026, 11, 19)


def run(
    day: int, *results: LinkResult, folder: str | None = None, options: LinkOptions | None = None
) -> list[LinkResult]:
    """A run so many days after START: with a cache in `folder`, if given, and a state file."""
    storage = Storage(folder is not None, Path(folder) if folder else None, "state.json")
    today = START + dt.timedelta(day)
    ear = Ear()
    memory = storage.open(options or LinkOptions(), (), today=today, ear=ear)
    assert memory is not None
    said = [
        memory.recall(result.url, ()) or memory.remember(result, (), {"ETag": '"1"'})
        for result in results
    ]
    memory.close()
    assert ear == []
    return said


def text() -> str:
    return Path("state.json").read_text(encoding="utf-8")


def test_what_it_looks_like() -> None:
    options = LinkOptions(user_agent="me")
    facts = Facts("github:a/b", "Ä", archived=True, topics=("x",))
    run(0, replace(OK_B, final_url=URL_A, permanent=True, facts=facts), GONE)
    run(1, BUSY, options=options)
    assert text() == (
        '{\n  "version": 1,\n  "links": [\n'
        '    {"url": "https://a.example/x", "checked": "2026-11-20", "verdict": "unverified",'
        ' "options": "e4e5b5030d60", "reason": "server-error", "status": 500,'
        ' "failing_since": "2026-11-19", "failures": 1},\n'
        '    {"url": "https://b.example/y", "checked": "2026-11-19", "verdict": "ok",'
        ' "status": 200, "final_url": "https://a.example/x", "permanent": true,'
        ' "facts": {"identity": "github:a/b", "title": "Ä", "archived": true, "topics": ["x"]},'
        ' "last_good": "2026-11-19"}\n'
        "  ]\n}\n"
    )


def test_the_same_run_twice_writes_the_same(folder: Path) -> None:
    run(0, OK_B, OK_A)
    before = text(), Path("state.json").stat().st_mtime_ns
    run(0, OK_A, OK_B)
    assert (text(), Path("state.json").stat().st_mtime_ns) == before
    assert [file.name for file in folder.iterdir()] == ["state.json"]


def test_links_age_by_the_state_file_alone() -> None:
    """As in CI, where each run is on a new machine."""
    for day in range(2):
        *_, result = run(day, replace(OK_B, url=f"https://b.example/{day}"), EXPIRED)
        assert (result.verdict, result.failures) == (Verdict.UNVERIFIED, day + 1)
    *_, result = run(2, OK_B, EXPIRED)
    assert result.verdict is Verdict.BROKEN
    assert result.detail == "failing since 2026-11-19"


def test_answers_count_as_long_as_with_a_cache() -> None:
    run(0, OK_B, EXPIRED)
    assert [one.from_cache for one in run(0, OK_B, EXPIRED)] == [True, True]
    assert [one.from_cache for one in run(6, OK_B, OK_A)] == [True, False]
    assert [one.from_cache for one in run(7, OK_B, OK_A)] == [False, True]


def test_a_cache_and_a_state_file_know_together_what_either_knows() -> None:
    run(0, OK_B, OK_A, folder="one")
    Path("state.json").rename("first.json")
    run(1, OK_B, GONE, folder="two")
    assert json.loads(text())["links"][0]["verdict"] == "broken"
    # The cache of the first machine knows when it was good.
    (result,) = run(3, GONE, folder="one")
    assert (result.last_good, result.failing_since, result.failures) == (
        START,
        START + dt.timedelta(1),
        2,
    )
    # And a new cache learns it from the file.
    (result,) = run(4, GONE, folder="three")
    assert (result.last_good, result.failures) == (START, 3)
    Path("state.json").unlink()
    (result,) = run(5, GONE, folder="three")
    assert (result.last_good, result.failures) == (START, 4)


def test_only_links_of_the_lists_are_written() -> None:
    """Not those of other lists, which the cache of the user knows as well."""
    other = Storage(folder=Path("cache")).open(LinkOptions(), (), today=START, ear=Ear())
    assert other is not None
    other.remember(OK_A, (), {})
    other.close()
    run(0, OK_B, folder="cache")
    assert [link["url"] for link in json.loads(text())["links"]] == [URL_B]
    # What was in the file stays in it, a list at a time.
    run(1, OK_A, folder="cache")
    assert [link["url"] for link in json.loads(text())["links"]] == [URL_A, URL_B]


def test_what_nobody_asked_for_in_a_year_leaves() -> None:
    run(0, OK_B)
    run(365, OK_A)
    assert len(json.loads(text())["links"]) == 2
    run(366, OK_A)
    assert [link["url"] for link in json.loads(text())["links"]] == [URL_A]


def test_secrets_are_not_written_even_as_a_digest() -> None:
    options = LinkOptions(headers={"https://a.example": {"X": "hunter2"}})
    run(0, OK_A, LinkResult("https://u:hunter2@a.example/", Verdict.OK), options=options)
    (link,) = json.loads(text())["links"]
    assert link["options"] == "+"
    assert "hunter2" not in text()
    # So the answer does not count, but its history does.
    (result,) = run(1, GONE, options=options)
    assert (result.from_cache, result.last_good) == (False, START)


def test_two_branches_merge() -> None:
    run(0, OK_A)
    one = text()
    Path("state.json").unlink()
    run(2, GONE, OK_B)
    first, second = (json.loads(side)["links"] for side in (one, text()))
    Path("state.json").write_text(json.dumps({"version": 1, "links": [*first, *second]}))
    result, _ = run(3, GONE, OK_B)
    assert (result.last_good, result.failing_since, result.failures) == (
        START,
        START + dt.timedelta(2),
        2,
    )


TEXTS = st.text(st.characters(categories=["L", "Z", "C"]), max_size=8)  # half pairs, too
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 11, 1)).map(dt.date.isoformat)
RECORDS = st.builds(
    Record,
    url=st.sampled_from([f"https://a.example/{n}" for n in range(9)]),
    checked=DAYS,
    verdict=st.sampled_from(["ok", "broken", "unverified"]),
    options=st.from_regex(r"[0-9a-f]{0,4}", fullmatch=True),
    site=st.text(max_size=8),
    reason=st.sampled_from(["", *Reason]).map(str),
    status=st.none() | st.integers(100, 999),
    final_url=st.text(max_size=8),
    permanent=st.integers(0, 1),
    detail=st.text(max_size=8),
    fragments=st.lists(TEXTS, min_size=1).map(json.dumps) | st.just(""),
    missing=st.lists(TEXTS, min_size=1).map(json.dumps) | st.just(""),
    facts=st.builds(lambda text: json.dumps({"identity": text}), TEXTS) | st.just(""),
    etag=st.just(""),
    last_modified=st.just(""),
    last_good=DAYS | st.just(""),
    failing_since=DAYS | st.just(""),
    failures=st.integers(0, 99),
    fault_since=DAYS | st.just(""),
    fault_days=st.integers(0, 99),
    fault_last=DAYS | st.just(""),
)


@given(st.lists(RECORDS, unique_by=lambda one: one.url))
def test_every_record_comes_back(tmp_path_factory: pytest.TempPathFactory, records: Any) -> None:
    file = str(tmp_path_factory.getbasetemp() / "hypothesis.json")
    Path(file).unlink(missing_ok=True)
    state = State(file)
    for one in records:
        state.put(one)
    state.save(START)
    written = Path(file).read_bytes()
    again = State(file)
    for one in records:
        assert again.get(one.url) == one
    again.save(START)
    assert Path(file).read_bytes() == written
    urls = [link["url"] for link in json.loads(written)["links"]]
    assert urls == sorted(urls)
    assert written.count(b"\n") == 4 + len(records) + bool(records)


LINK = {"url": "https://a.example/", "checked": "2026-11-19", "verdict": "ok"}


def links(**values: Any) -> str:
    found = {key: value for key, value in {**LINK, **values}.items() if value is not ...}
    return json.dumps({"version": 1, "links": [LINK, found]})


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "state.json:1:1: invalid state file: Expecting value"),
        ("{\n  x", "state.json:2:3: invalid state file: Expecting property name"),
        (b"\xff", "state.json: byte 0 is not UTF-8 text"),
        ("[" * 100_000, "state.json: invalid state file: "),
        ("7", "state.json: invalid state file: missing array 'links'"),
        ('{"version": 1, "findings": []}', "missing array 'links'"),
        ('{"version": 2, "links": []}', "state.json: unsupported state file version 2, expected 1"),
        ('{"version": 1, "links": [7]}', "state.json: 'links[1]' must be an object"),
        (links(url=...), "state.json: 'links[2]' has no 'url'"),
        (links(checked=...), "'links[2]' has no 'checked'"),
        (links(verdict="good"), "'links[2]' has an unknown verdict: \"good\""),
        (links(verdict="skipped"), "'links[2]' has an unknown verdict: \"skipped\""),
        (
            links(url="https://u:secret@a.example/"),
            "'url' that is not a normalised http or https URL",
        ),
        (links(url="https://a.example"), "'url' that is not a normalised http or https URL"),
        (links(url="https://a.example/#a"), "'url' that is not a normalised http or https URL"),
        (links(url="ftp://a.example/"), "'url' that is not a normalised http or https URL"),
        (links(checked="2026-13-01"), "month must be in 1..12"),
        (links(checked="20261119"), "has a 'checked' that is not a date such as 2026-11-03"),
        (links(last_good="yesterday"), "has a 'last_good' that is not a date such as 2026-11-03"),
        (links(failures=-1), "has a 'failures' that is not a number of at least 0"),
        (links(failures="1"), "has a 'failures' that is not a number of at least 0"),
        (links(status=1e400), "has a 'status' that is not a number of at least 0"),
        (links(facts=[]), "has an invalid 'facts'"),
        (links(detail=7), "has a 'detail' that is not a string"),
    ],
)
def test_what_is_no_state_file_is_refused_in_one_line(content: str | bytes, complaint: str) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    Path("state.json").write_bytes(data)
    with pytest.raises(ConfigError) as raised:
        State("state.json")
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)
    assert Path("state.json").read_bytes() == data


def test_keys_of_a_later_version_are_no_harm() -> None:
    Path("state.json").write_text(links(colour="red", url="https://b.example/"))
    assert State("state.json").get("https://b.example/") is not None


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(ConfigError, match=r"no/state\.json: cannot be written: no such"):
        State("no/state.json")


def test_a_folder_in_the_place_of_the_file() -> None:
    Path("state.json").mkdir()
    with pytest.raises(ConfigError, match=r"state\.json: cannot be read: "):
        State("state.json")


@POSIX
def test_a_file_that_cannot_be_written_at_the_end_is_said() -> None:
    storage = Storage(cache=False, state="folder/state.json")
    Path("folder").mkdir()
    ear = Ear()
    memory = storage.open(LinkOptions(), (), today=START, ear=ear)
    assert memory is not None
    memory.remember(OK_A, (), {})
    Path("folder").rmdir()
    memory.close()
    reason = os.strerror(2)
    assert ear == [f"folder/state.json: the state cannot be written: {reason}"]

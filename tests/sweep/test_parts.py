"""The parts of a sweep that need no cluster: who asks what, what is believed, what is kept."""

from __future__ import annotations

import csv
import datetime as dt
import ipaddress
import json
import os
import time
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import urls
from lint.config.overrides import FailOn
from lint.console.output import Console
from lint.diagnostics import Severity
from lint.errors import InputError
from lint.links.providers.options import SitesOptions
from lint.links.result import (
    CacheOptions,
    Facts,
    HostOptions,
    LinkOptions,
    LinkResult,
    Reason,
    Verdict,
)
from lint.links.store.storage import Storage
from lint.sweep import plain
from lint.sweep.answers import Answers
from lint.sweep.checking import Links, _Job
from lint.sweep.domains import registrable
from lint.sweep.journal import Journal
from lint.sweep.partitions import HEAVY, divided
from lint.sweep.snapshot import unpacked
from lint.sweep.sources import Origin, names, origins
from lint.sweep.tables import Row, dead_before, row, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TODAY = dt.date(2026, 11, 3)
TERMS = plain.Terms(TODAY)


# Domains


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.example.com", "example.com"),
        ("a.b.example.co.uk", "example.co.uk"),
        # The private section of the list does not count: one server stands behind all of these.
        ("someone.github.io", "github.io"),
        ("someone.blogspot.com", "blogspot.com"),
        ("bucket.s3.amazonaws.com", "amazonaws.com"),
        ("127.0.0.1", "127.0.0.1"),
        ("[2001:db8::1]", "[2001:db8::1]"),
        ("localhost", "localhost"),
        ("a.b.internal", "b.internal"),
        ("example.com.", "example.com"),
        ("a.xn--55qx5d.cn", "a.xn--55qx5d.cn"),
    ],
)
def test_the_registrable_domain(host: str, domain: str) -> None:
    assert registrable(host) == domain


# Partitions


@dataclass(frozen=True)
class Claiming:
    name: str
    hosts: frozenset[str]

    def claims(self, url: urls.URL) -> bool:
        return url.host in self.hosts

    def answers(self, *_: object) -> None:
        raise NotImplementedError


hosts = st.sampled_from([f"{name}.d{n}.example.com" for n in range(9) for name in ("a", "b")]) | (
    st.sampled_from([f"h.d{n}.org" for n in range(30)] + ["127.0.0.1", "127.0.0.2", "[::1]"])
)
keys = st.lists(st.builds(lambda host, n: f"http://{host}/{n}", hosts, st.integers(0, 400)))


@given(keys=keys.map(lambda found: list(dict.fromkeys(found))), workers=st.integers(1, 9))
def test_every_url_is_in_one_partition_with_its_whole_domain(keys: list[str], workers: int) -> None:
    sites = [
        Claiming("one", frozenset({"h.d1.org", "h.d2.org"})),
        Claiming("two", frozenset({"h.d2.org", "h.d3.org"})),
        Claiming("three", frozenset({"h.d4.org"})),
    ]
    found = divided(keys, sites, workers)  # type: ignore[arg-type]
    assert sorted(key for part in found.partitions for key in part.keys) == sorted(keys)
    domains = [domain for part in found.partitions for domain in part.domains]
    assert len(domains) == len(set(domains))
    for part in found.partitions:
        assert {registrable(urls.http(key).host) for key in part.keys} == part.domains  # type: ignore[union-attr]
        # What an interface answers for stays apart, and sites that share a domain together.
        own = part.domains & {"d1.org", "d2.org", "d3.org", "d4.org"}
        assert bool(own) == bool(part.site)
        assert not own or own == part.domains
    shared = {part.site for part in found.partitions if "d2.org" in part.domains}
    if shared:
        of_shared = {"d1.org", "d2.org", "d3.org"} & set(domains)
        assert any(part.domains == of_shared for part in found.partitions)
    weights = [part.weight for part in found.partitions]
    assert weights == sorted(weights, reverse=True)


def test_as_many_partitions_as_workers_where_there_are_domains_for_them() -> None:
    few = [f"http://h{n}.example{n}.org/" for n in range(10)]
    assert len(divided(few, (), 4).partitions) == 4
    assert len(divided(few[:2], (), 4).partitions) == 2
    many = [f"http://h{n % 500}.example{n % 500}.org/{n}" for n in range(20_000)]
    assert len(divided(many, (), 4).partitions) == 16
    sizes = [len(part.keys) for part in divided(many, (), 4).partitions]
    assert max(sizes) - min(sizes) <= 40
    assert divided([], (), 4).partitions == []


def test_heavy_domains_are_foreign_to_the_other_partitions() -> None:
    keys = [f"http://a.example.com/{n}" for n in range(HEAVY + 1)]
    keys += [f"http://h.d{n}.org/{m}" for n in range(6) for m in range(HEAVY)]
    found = divided(keys, (), 3)
    owner = found.owner("other.example.com")
    assert owner is not None
    assert "example.com" in found.partitions[owner].domains
    assert found.owner("h.d1.org") is None
    for number, _ in enumerate(found.partitions):
        assert found.foreign(number) == ({"example.com"} if number != owner else set())


# What travels

words = st.text(max_size=8)
results = st.builds(
    LinkResult,
    url=words,
    verdict=st.sampled_from(Verdict),
    reason=st.none() | st.sampled_from(Reason),
    status=st.none() | st.integers(100, 599),
    final_url=st.none() | words,
    permanent=st.booleans(),
    detail=words,
    from_cache=st.booleans(),
    elapsed=st.floats(0, 100),
    facts=st.none()
    | st.builds(
        Facts,
        words,
        title=st.none() | words,
        topics=st.none() | st.tuples(words),
        former=st.none() | st.tuples(words, words),
        fork=st.booleans(),
    ),
    missing=st.tuples(words),
    last_good=st.none() | st.dates(),
    failing_since=st.none() | st.dates(),
    failures=st.integers(0, 9),
    snapshot=st.none() | words,
    checked=st.none() | st.dates(),
    connected=st.booleans(),
)  # fmt: skip


@given(results)
def test_a_result_arrives_as_it_was_sent(result: LinkResult) -> None:
    arrived = plain.result(json.loads(json.dumps(plain.of_result(result))))
    # Not by ==, which leaves out what two checks of one link may differ in.
    for one in fields(LinkResult):
        assert getattr(arrived, one.name) == getattr(result, one.name), one.name


def test_terms_arrive_as_they_were_sent_but_for_headers() -> None:
    links = LinkOptions(
        timeout=3.5,
        allow_addresses=(ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")),
        hosts={
            "example.org": HostOptions(2, 0.5, accept=(403,), headers={"X-Key": "token-of-mine"})
        },
        exclude=("a", "glob:*b"),
        accept={"*": (200, "3xx")},
        headers={"https://example.org": {"Authorization": "token-of-mine"}},
        cache=CacheOptions(good_days=3),
        foreign=frozenset({"b", "a"}),
        user_agent="me",
    )
    sites = SitesOptions(frozenset({"doi"}), {"arxiv": "http://x"}, "a@b.c", ("x/y",))
    for fail_on in (None, FailOn(None), FailOn(Severity.WARNING)):
        sent = plain.Terms(TODAY, links, sites, offline=True, fail_on=fail_on, isolated=True)
        text = json.dumps(sent.plain())
        assert "token-of-mine" not in text
        hosts = {"example.org": HostOptions(2, 0.5, accept=(403,))}
        expected = replace(sent, links=replace(links, headers={}, hosts=hosts))
        assert plain.terms(json.loads(text)) == expected


def test_a_snapshot_is_written_nowhere_else(tmp_path: Path) -> None:
    for place in ("../x.md", "/tmp/x.md", "a/../../x.md"):
        snapshot = {"name": "x.md", "place": place, "texts": {place: "# A\n"}}
        with pytest.raises(InputError, match="no place in a snapshot"):
            unpacked(snapshot, tmp_path / "folder", TERMS)
    assert list(tmp_path.iterdir()) == []


# Answers


class Kept(list[LinkResult]):
    """A journal that only counts."""

    def keep(self, result: LinkResult, _: object) -> None:
        self.append(result)


class Sent:
    """Answers as two workers, `one` and `two`, send them."""

    def __init__(self, *wanted: str) -> None:
        self.journal = Kept()
        self.answers = Answers(None, self.journal, lambda _: None)  # type: ignore[arg-type]
        list(self.answers.want(dict.fromkeys(wanted, ()), {}))

    def take(self, worker: str, url: str, verdict: Verdict, **rest: object) -> None:
        result = LinkResult(url, verdict, **rest)  # type: ignore[arg-type]
        self.answers.take(worker, plain.of_result(result), {})

    @property
    def known(self) -> Mapping[str, LinkResult]:
        return self.answers.results


A, B, C = (f"http://{name}.example/" for name in "abc")


def test_the_silence_of_a_worker_that_nobody_answers_waits() -> None:
    sent = Sent(A, B, C)
    sent.take("one", A, Verdict.UNVERIFIED, reason=Reason.TIMEOUT)
    sent.take("two", B, Verdict.OK, status=200)
    assert set(sent.known) == {B}
    assert sent.answers.missing([A, B, C]) == [C]
    assert sent.answers.unsure() == [A]
    assert sent.answers.witnesses() == [B]
    assert sent.answers.heard == "two"
    fine = LinkResult(A, Verdict.OK, status=200)
    sent.answers.settle({A: (fine, {}), B: (fine, {})})
    assert sent.known[A] == fine


def test_the_silence_of_a_host_counts_once_another_has_answered_that_worker() -> None:
    sent = Sent(A, B, C)
    sent.take("one", A, Verdict.UNVERIFIED, reason=Reason.REFUSED)
    sent.take("one", B, Verdict.BROKEN, reason=Reason.NOT_FOUND, status=404)
    sent.take("one", C, Verdict.UNVERIFIED, reason=Reason.TIMEOUT)
    assert set(sent.known) == {A, B, C}
    assert sent.answers.unsure() == []


def test_a_name_that_a_worker_does_not_find_is_looked_up_again_beside_others() -> None:
    sent = Sent(A, B, C)
    sent.take("one", A, Verdict.UNVERIFIED, reason=Reason.DNS_FAILURE)
    sent.take("one", B, Verdict.OK, status=200)
    assert sent.answers.unsure() == [A]
    gone = LinkResult(A, Verdict.BROKEN, Reason.NO_SUCH_HOST)
    sent.answers.settle({A: (gone, {})})
    assert sent.known[A] == gone
    # One that another host of the same partition bears out is believed.
    sent.take("one", C, Verdict.BROKEN, reason=Reason.NO_SUCH_HOST)
    assert sent.known[C].reason is Reason.NO_SUCH_HOST


def test_without_a_witness_a_failure_stays_what_it_is() -> None:
    sent = Sent(A)
    sent.take("one", A, Verdict.UNVERIFIED, reason=Reason.DNS_FAILURE)
    assert sent.answers.unsure() == [A]
    assert sent.answers.witnesses() == []
    sent.answers.settle({})
    assert sent.known[A].reason is Reason.DNS_FAILURE
    assert sent.journal == [sent.known[A]]


def test_a_link_is_as_good_as_what_it_leads_to_and_never_broken_by_that() -> None:
    deep, target = "http://a.example/papers/17.html", "http://heavy.example/papers/17"
    sent = Sent(deep)
    left = {"reason": Reason.EXCLUDED, "final_url": target, "permanent": True}
    sent.take("one", deep, Verdict.SKIPPED, **left)
    assert sent.answers.missing([deep]) == []
    assert not sent.known
    assert sent.answers.also({target: ()}) == [target]
    sent.take("two", target, Verdict.BROKEN, status=404, reason=Reason.NOT_FOUND)
    assert not sent.answers.follow(deep)
    sent.take("two", target, Verdict.OK, status=200, final_url="http://heavy.example/")
    # A deep link that ends at a front page is no proof of the page.
    assert not sent.answers.follow(deep)
    sent.take("two", target, Verdict.OK, status=200, final_url=target)
    assert sent.answers.follow(deep)
    assert sent.known[deep] == LinkResult(
        deep, Verdict.OK, status=200, final_url=target, permanent=True
    )
    assert sent.answers.left == {}


def test_what_the_journal_has_of_a_redirects_target_is_not_asked_again() -> None:
    sent = Sent()
    result = LinkResult(B, Verdict.BROKEN, Reason.NOT_FOUND, status=404)
    list(sent.answers.want({A: ()}, {B: (result, frozenset({"part"}))}))
    assert sent.answers.also({B: ("part",), C: ()}) == [C]
    assert sent.known[B] == result
    sent = Sent()
    list(sent.answers.want({A: ()}, {B: (result, frozenset())}))
    assert sent.answers.also({B: ("part",)}) == [B]


def test_that_an_interface_fails_is_said_once(tmp_path: Path) -> None:
    said: list[str] = []

    class Said(Console):
        def note(self, line: str) -> None:
            said.append(line)

    links = Links(
        None,  # type: ignore[arg-type]
        TERMS,
        storage=Storage(),
        journal=journal(tmp_path),
        progress=None,  # type: ignore[arg-type]
        console=Said(),
    )
    links._jobs[7] = _Job((), (), lambda *_: None, list)
    event = {"sweep": links._id, "partition": 7, "worker": "a", "kind": "notice", "line": "failed"}
    for one in (event, event | {"worker": "b"}, event | {"sweep": "other"}, event | {"line": "x"}):
        links._hear(one)
    assert said == ["failed", "x"]


# The journal


def journal(out: Path, **more: object) -> Journal:
    terms = replace(TERMS, **more).plain()  # type: ignore[arg-type]
    return Journal(out, terms, "", refresh=False)


def begun(out: Path, **more: object) -> set[str]:
    """The URLs that a journal has when a sweep begins."""
    found = journal(out, **more)
    known = found.begin()
    found.close()
    return set(known)


def test_a_journal_outlives_half_a_line_and_keeps_no_password(tmp_path: Path) -> None:
    first = journal(tmp_path)
    assert first.begin() == {}
    kept = LinkResult(A, Verdict.BROKEN, Reason.NOT_FOUND, status=404)
    first.keep(kept, ("part",))
    first.keep(LinkResult("http://me:secret@a.example/", Verdict.OK), ())
    first.keep(LinkResult(B, Verdict.OK, final_url="http://me:secret@a.example/"), ())
    first.keep_list("name", "https://github.com/o/r", {"a": 1})
    first.close()
    file = tmp_path / ".sweep" / "answers.jsonl"
    assert "secret" not in file.read_text()
    with file.open("ab") as more:
        more.write(b"[" * 150_000 + b"\n")
        more.write(b'{"result": {"url": "http://b')
    deep = next((tmp_path / ".sweep").rglob("name.json"))
    deep.with_name("deep.json").write_bytes(b"[" * 150_000)
    second = journal(tmp_path)
    assert second.begin() == {A: (kept, frozenset({"part"}))}
    assert second.list("name", "https://github.com/o/r") == {"a": 1}
    # Other sources may have the same name in another run.
    assert second.list("name", "https://github.com/o-r/x") is None
    assert second.list("deep", "https://github.com/o/r") is None
    second.keep(LinkResult(C, Verdict.OK), ())
    second.close()
    third = journal(tmp_path)
    assert set(third.begin()) == {A, C}
    third.end()
    assert list(tmp_path.iterdir()) == []


def test_a_journal_of_other_terms_or_of_another_day_does_not_count(tmp_path: Path) -> None:
    first = journal(tmp_path)
    first.begin()
    first.keep(LinkResult(A, Verdict.OK), ())
    first.close()
    assert begun(tmp_path, links=LinkOptions(concurrency=3), today=dt.date(2026, 11, 4)) == {A}
    file = tmp_path / ".sweep" / "answers.jsonl"
    old = time.time() - 90_000
    os.utime(file, (old, old))
    assert begun(tmp_path) == set()
    again = journal(tmp_path)
    again.begin()
    again.keep(LinkResult(A, Verdict.OK), ())
    again.close()
    assert begun(tmp_path, links=LinkOptions(timeout=3)) == set()


# Sources and tables


def test_sources_are_found_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "own/b.md", "own/c.txt", "own/.hidden/d.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# A\n", encoding="utf-8")
    (tmp_path / "own" / "lists.txt").write_text(
        "# all\n\nb.md\n../a.md\nhttps://github.com/O/R\nlists.txt\nmissing.md\n", encoding="utf-8"
    )
    (tmp_path / "binary").write_bytes(b"\xff\x00")
    said: list[str] = []
    found = origins(
        ["a.md", "own", "own/lists.txt", "https://github.com/o/r.git", "https://x.org/a", "binary"],
        said.append,
    )
    assert [one.source for one in found] == ["a.md", "own/b.md", "https://github.com/O/R"]
    assert [line.partition(":")[0] for line in said] == [
        "own/lists.txt",
        "binary",
        "own/missing.md",
        "https",
    ]
    # What names nothing does not stand for the README of the working folder.
    (tmp_path / "README.md").write_text("# A\n", encoding="utf-8")
    (tmp_path / "none.txt").write_text("# none\n", encoding="utf-8")
    assert origins([], said.append) == []
    assert origins(["none.txt", "binary"], said.append) == []
    # Without a network nothing is fetched, whoever names it.
    (tmp_path / "more.txt").write_text("a.md\nhttps://github.com/o/r\n", encoding="utf-8")
    assert [one.source for one in origins(["more.txt"], said.append, offline=True)] == ["a.md"]
    assert said[-1] == "https://github.com/o/r: cannot be fetched with --offline"


def test_names_are_files_and_no_two_alike() -> None:
    sources = [
        *("a.md", "A.md", "a/b.md", "a-b.md", "../x.md", "con.md", "é.md", "x" * 300 + ".md"),
        *("https://github.com/o/r", "https://github.com/o/r/blob/main/x.md", "-.md", "=1.md"),
    ]
    found = names(map(Origin, sources))
    assert len({name.lower() for name in found}) == len(sources)
    for name in found:
        assert len(name) < 100
        assert name.isascii()
        assert not set(name) & set('/\\ :*?"<>|\n')
        assert name[0] not in "-.="
    assert found[0] == "a"
    assert found[8] == "o-r"


def test_tables_know_what_is_new_and_hold_no_formula(tmp_path: Path) -> None:
    def linted(*dead: str) -> dict[str, object]:
        links = [["http://fine.example/", "ok", None, 200, None]]
        links += [[url, "broken", "not-found", 404, None] for url in dead]
        findings = {"error": len(dead)}
        return {"links": links, "entries": 3, "stale": 0, "findings": findings, "failed": False}

    assert dead_before(tmp_path) == {}
    rows = [row("a", "=HYPERLINK()", linted(A, B), {}), row("b", "b.md", linted(), {})]
    assert [one.new for one in rows] == [None, None]
    write(tmp_path, rows, TODAY)
    lines = (tmp_path / "lists.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == [
        "1,b,b.md,100.0,3,1,0,0,0,,0,0,0",
        "2,a,'=HYPERLINK(),33.3,3,3,2,0,0,,2,0,0",
    ]
    before = dead_before(tmp_path)
    assert before == {"'=HYPERLINK()": {A, B}, "b.md": frozenset()}
    # By its source: the name may be that of another list by now.
    assert row("c", "=HYPERLINK()", linted(B, C), before).new == 1
    assert row("a", "a.md", linted(B, C), before).new is None
    assert not Row("d", "d.md").judged


def test_a_dead_link_of_thousands_of_lists_is_not_new_the_next_time(tmp_path: Path) -> None:
    """The cell with the names of its lists is longer than the csv module reads by default."""
    links = [[A, "broken", "not-found", 404, None], [B, "skipped", "offline", None, None]]
    found = {"links": links, "entries": 1, "stale": 0, "findings": {}, "failed": True}
    rows = [row(f"name-of-a-list-{number}", f"{number}.md", found, {}) for number in range(7000)]
    write(tmp_path, rows, TODAY)
    longest = max(map(len, (tmp_path / "links.csv").read_text(encoding="utf-8").splitlines()))
    limit = csv.field_size_limit()
    assert longest > limit
    before = dead_before(tmp_path)
    assert csv.field_size_limit() == limit
    # What was not checked, for there was no network, is not new either.
    links[1] = [B, "broken", "not-found", 404, None]
    assert row("other", "6999.md", found, before).new == 0
    links.append([C, "broken", "not-found", 404, None])
    assert row("other", "6999.md", found, before).new == 1

"""Links that another process checks while the lists are read are reported as one process does."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import signal
import sqlite3
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.api.lists import Lists
from lint.config.config import Config
from lint.config.rules import rules_for
from lint.engine import analysis
from lint.engine.analysis import Task
from lint.engine.changes import Before
from lint.engine.link_facts import Plan
from lint.engine.link_process import FEWEST, LinkProcess, fewest_for
from lint.engine.listener import NullListener
from lint.engine.messages import received, result_of, row, send
from lint.engine.pipeline import Interrupted, run
from lint.engine.versions import Past
from lint.entries.options import TableConfig
from lint.errors import ConfigError
from lint.links.providers import SitesOptions, arxiv
from lint.links.result import Facts, LinkOptions, LinkResult, Reason, Verdict
from lint.links.store.storage import Storage
from lint.source import Source
from lint.validation.violations import judge
from tests.command import PATIENCE
from tests.links.providers.interfaces import World
from tests.links.routes import odd
from tests.links.server import Request, Server
from tests.listeners import Recorder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from lint.document.model import Document
    from lint.engine.report import Report
    from lint.validation.violations import Judged

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the process is forked")

TODAY = dt.date(2026, 5, 6)
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
ONLINE = Config(links=LinkOptions(allow_addresses=LOOPBACK, retries=0, timeout=2.0))
PAPER, TITLE = "https://arxiv.org/abs/2402.17294", "Steering Boats of Any Size with Maps"
FORMER = "RiverAgent: Guiding a Small Boat by Reading Its Map"


class Said(NamedTuple):
    """What a run came to, in terms that two runs have in common."""

    report: dict[str, object]
    failures: list[str]
    notes: list[str]
    asked: list[str]
    seen: list[str]


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that were forked."""
    found: list[int] = []
    fork = os.fork

    def counted() -> int:
        pid = fork()
        found.append(pid)
        return pid

    monkeypatch.setattr(os, "fork", counted)
    return found


def values(report: Report) -> dict[str, object]:
    found = report._asdict()
    found["diagnostics"] = [
        (one.path, one.rule, one.span, one.message, one.identity, one.severity)
        for one in report.diagnostics
    ]
    found["occurrences"] = [
        (url, [(use.source.path, use.span, use.kind) for use in uses])
        for url, uses in report.occurrences.items()
    ]
    for name in ("results", "asides"):
        results = getattr(report, name).items()
        found[name] = [(url, _whole(replace(one, elapsed=0.0))) for url, one in results]
    del found["elapsed"]
    return found


def _whole(result: LinkResult) -> tuple[object, ...]:
    """All of a result, with what does not count where results are compared."""
    return tuple(getattr(result, name) for name in LinkResult.__match_args__)


def said(tasks: Sequence[Task], *, beside: int | None, storage: Storage | None = None) -> Said:
    ear = Recorder()
    copies = [task._replace(source=Source(task.source.path, task.source.text)) for task in tasks]
    rules = rules_for(task.config for task in copies)
    report = run(copies, rules, today=TODAY, listener=ear, storage=storage, beside=beside)
    return Said(values(report), ear.failures, ear.notes, sorted(ear.asked), sorted(ear.seen))


def many(server: Server, count: int = 300) -> str:
    """A list with links of all kinds and a finding that needs none."""
    paths = ["/ok", "/status/404", "/status/410", "/on-head/405", "/status/503", "/hang-up"]
    links = [server.url(f"{paths[at % 6]}?{at}") for at in range(count)]
    lines = [f"- [Tool {at}]({link}) - A tool of some kind." for at, link in enumerate(links)]
    pictures = f"![x]({server.url('/ok?picture')}) ![b](https://img.shields.io/badge/a-b-c)"
    return "\n".join(
        ["# List", "", "## Tools", "", *lines, "- [gone](#nowhere) - It is.", pictures]
    )


def excluding(server: Server) -> list[Task]:
    links = replace(ONLINE.links, exclude=(r"\?1",), images=False)
    return [Task(Source("a.md", many(server)), replace(ONLINE, links=links))]


def several(server: Server) -> list[Task]:
    """An online list between two that are offline, all with links of one another."""
    offline = replace(ONLINE, offline=True)
    return [
        Task(Source("a.md", many(server, 40)), offline),
        Task(Source("b.md", many(server, 20)), ONLINE),
        Task(Source("c.md", "# C\n\n- [t](https://elsewhere.example/)\n"), offline),
    ]


def unreachable(_: Server) -> list[Task]:
    """Nobody answers, so nothing is known of the links."""
    links = "".join(f"- [T](http://127.0.0.{at}:9/{at})\n" for at in range(2, 9))
    return [Task(Source("a.md", f"# A\n\n{links}"), ONLINE)]


def fragments(server: Server) -> list[Task]:
    links = replace(ONLINE.links, fragments=True)
    text = f"# A\n\n- [a]({server.url('/ok')}#nowhere)\n- [b]({server.url('/ok?2')}#x)\n"
    return [Task(Source("a.md", text), replace(ONLINE, links=links))]


def plain(server: Server) -> list[Task]:
    return [Task(Source("a.md", many(server)), ONLINE)]


def unreadable(server: Server) -> list[Task]:
    """One list cannot be read, which is said; the others are checked all the same."""
    deep = "<details>" * 20_000
    return [Task(Source("a.md", many(server, 20)), ONLINE), Task(Source("b.md", deep), ONLINE)]


def none(_: Server) -> list[Task]:
    return [Task(Source("a.md", "# A\n\nNo links.\n"), ONLINE)]


@pytest.mark.parametrize(
    "lists", [plain, excluding, several, unreachable, fragments, unreadable, none]
)
def test_the_report_is_that_of_one_process(
    lists: Callable[[Server], list[Task]], server: Server, forks: list[int]
) -> None:
    tasks = lists(server)
    alone = said(tasks, beside=None)
    assert forks == []
    assert said(tasks, beside=0) == alone
    assert len(forks) == 1


def test_what_is_remembered_is_what_one_process_remembers(
    server: Server, forks: list[int], tmp_path: Path
) -> None:
    text = many(server, 60)
    tasks = [Task(Source("a.md", text), ONLINE)]

    def stored(folder: Path) -> list[tuple[object, ...]]:
        with sqlite3.connect(folder / "links.sqlite3") as connection:
            return connection.execute("SELECT * FROM links ORDER BY url").fetchall()

    for number in range(3):
        folders = [tmp_path / name for name in ("alone", "beside")]
        storages = [
            Storage(folder=folder, state=str(tmp_path / f"{folder.name}.json"))
            for folder in folders
        ]
        one = said(tasks, beside=None, storage=storages[0])
        other = said(tasks, beside=0, storage=storages[1])
        assert other == one
        assert stored(folders[1]) == stored(folders[0]) != []
        texts = [Path(str(storage.state)).read_text("utf-8") for storage in storages]
        assert texts[1] == texts[0]
        assert len(forks) == number + 1


@pytest.fixture
def papers() -> Iterator[Server]:
    with Server(World().route) as server:
        yield server


def of_papers(server: Server, title: str) -> list[Task]:
    """A list of a paper that it calls `title`."""
    sites = SitesOptions(urls={"arxiv": server.url("/arxiv")})
    text = f"# Papers\n\n- [{title}]({PAPER}) - A paper.\n"
    return [Task(Source("a.md", text), replace(ONLINE, sites=sites))]


@pytest.mark.parametrize("title", [TITLE, FORMER])
def test_the_titles_in_the_lists_are_known_to_sites(
    title: str,
    papers: Server,
    forks: list[int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where facts are remembered, which may have to be completed for another title."""
    monkeypatch.setattr(arxiv, "_APART", 0.0)
    first = of_papers(papers, TITLE)
    then = of_papers(papers, title)
    for name, beside in (("alone", None), ("beside", 0)):
        said(first, beside=beside, storage=Storage(folder=tmp_path / name))
    before = len(papers.requests)
    alone = said(then, beside=None, storage=Storage(folder=tmp_path / "alone"))
    middle = len(papers.requests)
    assert (middle > before) == (title == FORMER)
    assert said(then, beside=0, storage=Storage(folder=tmp_path / "beside")) == alone
    assert len(papers.requests) - middle == middle - before
    assert len(forks) == 2


def test_other_links_do_not_wait_for_the_titles(papers: Server) -> None:
    tasks = of_papers(papers, TITLE)
    page = papers.url("/arxiv/api/query?id_list=2402.17294v3")
    process = LinkProcess(tasks, None)
    ear = Recorder()
    try:
        # The second is asked for because a site knows it, the last one is not.
        pages = ("https://arxiv.org/abs/2402.17294v3", "https://elsewhere.example/")
        process.begin(Plan({PAPER: (), page: ()}, pages, config=tasks[0].config))
        deadline = time.monotonic() + PATIENCE
        while len(papers.requests) < 2:  # HEAD, and then GET
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert {papers.url(one.path) for one in papers.requests} == {page}
        process.tell({PAPER: [TITLE]})
        checked = process.checked(ear)
    finally:
        process.close()
    assert checked is not None
    assert [ear.asked, sorted(ear.seen)] == [[PAPER, page, pages[0]], sorted(ear.asked)]
    found = {url: (one.verdict, one.facts) for url, one in checked.results.items()}
    assert found.pop(page) == (Verdict.OK, None)
    titles = {facts.title for _, facts in found.values() if facts is not None}
    assert (len(found), titles) == (2, {TITLE})


def test_an_invalid_schema_is_found_before_anything_is_requested(
    server: Server, tmp_path: Path
) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text('{"type": 5}', encoding="utf-8")
    text = f"| Title | Link |\n| --- | --- |\n| A | [x]({server.url('/ok')}) |\n"
    config = replace(ONLINE, tables=(TableConfig(schema=schema),))
    for beside in (None, 0):
        with pytest.raises(ConfigError, match="type"):
            said([Task(Source("a.md", text), config)], beside=beside)
    assert not server.requests


@pytest.mark.parametrize("beside", [None, 0])
def test_an_invalid_pattern_and_an_invalid_state_file_end_the_run(
    beside: int | None, server: Server, tmp_path: Path
) -> None:
    state = tmp_path / "state.json"
    state.write_text("[]", encoding="utf-8")
    storage = Storage(cache=False, state=str(state))
    tasks = plain(server)
    with pytest.raises(ConfigError, match="invalid state file"):
        said(tasks, beside=beside, storage=storage)
    links = replace(ONLINE.links, exclude=("(",))
    with pytest.raises(ConfigError, match=r"\("):
        said([task._replace(config=replace(ONLINE, links=links)) for task in tasks], beside=beside)
    assert not server.requests


def test_a_signal_that_comes_when_all_is_checked_interrupts_the_run_all_the_same(
    server: Server, forks: list[int]
) -> None:
    class Late(Recorder):
        def checked(self) -> None:
            deadline = time.monotonic() + PATIENCE
            while ") Z " not in Path(f"/proc/{forks[0]}/stat").read_text(encoding="utf-8"):
                assert time.monotonic() < deadline
                time.sleep(0.01)
            os.kill(os.getpid(), signal.SIGINT)

    tasks = plain(server)
    with pytest.raises(Interrupted) as ended:
        run(tasks, rules_for([ONLINE]), today=TODAY, listener=Late(), beside=0)
    alone = said(tasks, beside=None)
    assert values(ended.value.report) == alone.report
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


NOTE = "the process that checked the links failed; checking them again"


def test_links_are_checked_again_where_the_process_is_killed_at_work(forks: list[int]) -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        if request.path.endswith("?39") and armed:
            armed.clear()
            os.kill(forks[0], signal.SIGKILL)
        async for chunk in odd(request):
            yield chunk

    armed: list[bool] = []
    with Server(route) as server:
        tasks = [Task(Source("a.md", many(server, 80)), ONLINE)]
        alone = said(tasks, beside=None)
        armed.append(True)
        again = said(tasks, beside=0)
    assert again.report == alone.report
    assert again.notes == [NOTE]
    assert set(again.seen) == set(alone.seen)
    assert len(forks) == 1


def test_links_are_checked_where_the_process_is_killed_at_once(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork = os.fork

    def killed() -> int:
        pid = fork()
        if pid:
            os.kill(pid, signal.SIGKILL)
        return pid

    tasks = plain(server)
    alone = said(tasks, beside=None)
    monkeypatch.setattr(os, "fork", killed)
    assert said(tasks, beside=0) == alone._replace(notes=[NOTE])


def pipes() -> set[str]:
    """The pipes that are open."""
    found = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # those of the server come and go
            found.add(str(descriptor.readlink()))
    return {name for name in found if name.startswith("pipe:")}


def test_links_are_checked_where_no_process_can_be_begun(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> int:
        raise BlockingIOError

    tasks = plain(server)
    alone = said(tasks, beside=None)
    before = pipes()
    monkeypatch.setattr(os, "fork", refused)
    assert said(tasks, beside=0) == alone
    assert pipes() <= before


def test_a_list_whose_entries_cannot_be_read_is_said_so_once(
    server: Server, forks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:

    def breaking(document: Document, *rest: Any, **more: Any) -> Judged:
        if document.source.path == "b.md":
            raise KeyError("b")
        return judge(document, *rest, **more)

    monkeypatch.setattr(analysis, "judge", breaking)
    tasks = [Task(Source(path, many(server, 20)), ONLINE) for path in ("a.md", "b.md", "c.md")]
    alone = said(tasks, beside=None)
    assert len(alone.failures) == 1
    assert said(tasks, beside=0) == alone
    assert len(forks) == 1


def test_only_many_links_of_the_command_line_are_checked_beside(
    server: Server, forks: list[int]
) -> None:
    several_processors = len(os.sched_getaffinity(0)) > 1
    task = plain(server)[0]
    assert fewest_for([task]) == (FEWEST if several_processors else None)
    before = Before(None, Past(()))
    assert fewest_for([task._replace(before=before)]) is None
    assert fewest_for([task._replace(trusted=before)]) is None
    lists = Lists([task], NullListener(), today=TODAY)
    lists.check()
    lists.check(processes=True)
    assert forks == []
    more = f"{task.source.text}\n<!-- {'http://a.example/ ' * FEWEST} -->\n"
    lists = lists.having([task._replace(source=Source("a.md", more))])
    lists.check()
    assert forks == []
    lists.check(processes=True)
    assert len(forks) == several_processors


texts = st.text(max_size=20)
results = st.builds(
    LinkResult,
    st.sampled_from(["https://a.example/", "https://b.example/x"]),
    st.sampled_from(Verdict),
    st.none() | st.sampled_from(Reason),
    st.none() | st.integers(100, 599),
    st.none() | st.sampled_from(["https://a.example/", "https://c.example/"]),
    permanent=st.booleans(),
    detail=texts,
    from_cache=st.booleans(),
    elapsed=st.floats(0, 100),
    facts=st.none() | st.builds(Facts, texts, title=st.none() | texts, archived=st.booleans()),
    missing=st.lists(texts, max_size=3).map(tuple),
    last_good=st.none() | st.dates(),
    failing_since=st.none() | st.dates(),
    failures=st.integers(0, 9),
    snapshot=st.none() | texts,
    checked=st.none() | st.dates(),
    connected=st.booleans(),
)


@given(st.lists(results, max_size=5))
def test_results_come_through_as_they_were(said_so: list[LinkResult]) -> None:
    urls = [one.url for one in said_so]
    reading, writing = os.pipe()
    try:
        send(writing, [row(number, one) for number, one in enumerate(said_so)])
        os.write(writing, b"\x10\x00\x00\x00half")
        os.close(writing)
        messages = [[result_of(one, urls) for one in rows] for rows in received(reading)]
    finally:
        os.close(reading)
    assert [list(map(_whole, one)) for one in messages] == [list(map(_whole, said_so))]

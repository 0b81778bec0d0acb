"""The links of a sweep: each asked once, each host by one worker, with the verdicts of `check`."""

from __future__ import annotations

import csv
import json
import time
from typing import TYPE_CHECKING

from tests.command import POSIX, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sweep.conftest import Cluster, Sweep
    from tests.sweep.web import Asked

from tests.sweep.web import Web

pytestmark = POSIX  # a whole network of loopback addresses, processes by their sockets


def mixed(one: Asked) -> tuple[int, float, str]:
    if one.path.startswith("/gone"):
        return 404, 0.0, ""
    if one.path.startswith("/shut"):
        return 403, 0.0, ""
    if one.path.startswith("/moved"):
        return 301, 0.0, f"/fine{one.path}"
    return 200, 0.02, ""


def fill(sweep: Sweep, web: Web, lists: int, links: int = 4) -> None:
    """Lists that link to every host of `web`, all of them to some pages."""
    kinds = ("fine", "gone", "shut", "moved")
    for number in range(lists):
        own = [
            web.url(host, f"/{kinds[(host + place) % len(kinds)]}/{number}/{place}")
            for host in range(1, web.hosts + 1)
            for place in range(links)
        ]
        common = [web.url(1, "/common"), web.url(2, "/common"), "http://no-such.invalid/"]
        sweep.write(f"lists/list{number}.md", [*own, *common])


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stored(out: Path) -> set[str]:
    """The URLs whose answers an unfinished sweep has kept; its last line may be half a one."""
    lines = (out / ".sweep" / "answers.jsonl").read_bytes().split(b"\n")
    whole = (line for line in lines if b'"result"' in line and line.endswith(b"}"))
    return {json.loads(line)["result"]["url"] for line in whole}


def wait_for(holds: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.02)


def test_each_link_is_asked_once_and_each_host_by_one_of_two_workers(
    sweep: Sweep, cluster: Cluster
) -> None:
    with Web(16, mixed) as web:
        fill(sweep, web, 3)
        status, out, said = sweep.run("lists", "--out", "out", "--scheduler", cluster.address)
        assert (status, said) == (1, "Wrote out/index.html\n")
        assert out.startswith("3 lists, 201 entries, 195 links: 98 ok, 49 broken, 48 unverified\n")
        workers = {worker.pid for worker in cluster.workers}
        assert all(len(processes) == 1 for processes in web.processes().values())
        assert set.union(*web.processes().values()) == workers
        heads = [(one.host, one.path) for one in web.asked if one.method == "HEAD"]
        assert len(heads) == len(set(heads))

        asked = list(web.asked)
        web.asked.clear()
        again = sweep.run("lists", "--out", "again", "--scheduler", cluster.address)
        assert again == (1, out, "Wrote again/index.html\n")
        # As with `check`: what failed is asked again, and what is fine or unverified today is not.
        assert {one.path.split("/")[1] for one in web.asked} == {"gone"}

        web.asked.clear()
        sweep.run("lists", "--out", "out", "--refresh", "--scheduler", cluster.address)
        # How often depends on who was shut out before: no second look goes to such a host.
        assert {(one.host, one.path) for one in web.asked} == {
            (one.host, one.path) for one in asked
        }

        # The report of each list is that of `check`, but for what the runs cost and remember.
        for number in range(3):
            name = f"list{number}"
            done = run(
                *("--allow-address", "127.0.0.0/8", "--format", "json"),
                sweep.folder / "lists" / f"{name}.md",
            )
            mine, checks = sweep.report(f"lists-{name}"), json.loads(done.stdout)
            for report in (mine, checks):
                report["summary"]["elapsed_ms"] = 0
                for link in report["links"]:
                    link["elapsed_ms"] = 0
                    # The check keeps no history.
                    link |= {"failures": 0, "failing_since": None, "last_good": None}
            text = json.dumps(checks).replace(f"{sweep.folder}/", "")
            assert mine == json.loads(text)

    rows = table(sweep.folder / "out" / "lists.csv")
    assert [(row["name"], row["dead"], row["new"]) for row in rows] == [
        (f"lists-list{number}", "17", "0") for number in range(3)
    ]
    links = {row["url"]: row for row in table(sweep.folder / "out" / "links.csv")}
    assert len(links) == 195
    assert links[web.url(1, "/common")]["lists"] == "lists-list0 lists-list1 lists-list2"
    assert not (sweep.folder / "out" / ".sweep").exists()


def test_a_redirect_into_a_heavy_domain_is_left_to_the_worker_that_has_it(
    sweep: Sweep, cluster: Cluster
) -> None:
    def route(one: Asked) -> tuple[int, float, str]:
        if one.path.startswith("/to"):
            return 301, 0.0, web.url(1, one.path.removeprefix("/to"))
        return (404 if one.path.startswith("/gone") else 200), 0.01, ""

    with Web(12, route) as web:
        heavy = [web.url(1, f"/{number}/page") for number in range(101)]
        ways = [web.url(host, f"/to/{host}/page") for host in range(2, 8)]
        others = [web.url(host, f"/to/other/{host}") for host in range(2, 8)]
        dead = [web.url(host, f"/to/gone/{host}") for host in range(2, 8)]
        sweep.write("list.md", [*heavy, *ways, *others, *dead, web.url(12, "/")])
        status, _, said = sweep.run("list.md", "--out", "out", "--scheduler", cluster.address)
        assert (status, said) == (1, "Wrote out/index.html\n")
        owners = web.processes()[web.host(1)]
        assert len(owners) == 1
        ways_asked = [
            one for one in web.asked if one.path in {f"/to/{n}/page" for n in range(2, 8)}
        ]
        assert len(ways_asked) == len(ways)
    verdicts = sweep.verdicts("list")
    assert {verdicts[url] for url in (*ways, *others)} == {("ok", None)}
    assert {verdicts[url] for url in dead} == {("broken", "not-found")}
    links = {one["url"]: one for one in sweep.report("list")["links"]}
    for url, target in zip(
        ways, (web.url(1, f"/{host}/page") for host in range(2, 8)), strict=True
    ):
        assert links[url]["redirect"] == {"permanent": True, "to": target}


def test_what_a_dead_worker_had_sent_is_not_asked_again(sweep: Sweep, own_cluster: Cluster) -> None:
    own_cluster.begin()
    with Web(16, lambda _: (200, 0.15, "")) as web:
        fill(sweep, web, 2, links=6)
        options = ("--concurrency", "8", "--scheduler", own_cluster.address)
        process = sweep.start("lists", "--out", "out", *options)
        first, second = own_cluster.workers
        wait_for(lambda: sum(one.process == first.pid for one in web.asked) > 24)
        first.kill()
        status, out, said = sweep.end(process)
        assert (status, said) == (1, "Wrote out/index.html\n")
        assert "195 links: 194 ok, 1 broken" in out
        twice = [link for link, times in web.links().items() if times > 1]
        # Those under way, and what was said of others in the moment before.
        assert 0 < len(twice) <= 16
        assert {one.process for one in web.asked if (one.host, one.path) in twice} >= {second.pid}


def test_a_killed_client_resumes(sweep: Sweep, own_cluster: Cluster) -> None:
    own_cluster.begin()
    with Web(16, lambda one: (404 if "gone" in one.path else 200, 0.1, "")) as web:
        fill(sweep, web, 2, links=6)
        options = ("lists", "--out", "out", "--concurrency", "8", "--refresh")
        process = sweep.start(*options, "--scheduler", own_cluster.address)
        journal = sweep.folder / "out" / ".sweep" / "answers.jsonl"
        wait_for(lambda: journal.exists() and journal.read_bytes().count(b"\n") > 40)
        process.kill()
        process.communicate()
        kept = stored(sweep.folder / "out")
        # Its workers stop by themselves, as soon as the scheduler has told them.
        before = len(web.asked)

        def quiet() -> bool:
            nonlocal before
            asked, before = before, len(web.asked)
            time.sleep(1)
            return asked == len(web.asked)

        wait_for(quiet)
        status, out, _ = sweep.run(*options, "--scheduler", own_cluster.address)
        assert status == 1
        assert "195 links: 146 ok, 49 broken" in out
        again = {f"http://{one.host}:{web.port}{one.path}" for one in web.asked[before:]}
        kept.discard("http://no-such.invalid/")
        assert len(kept) > 30
        assert not kept & again
        assert len(again) == 194 - len(kept)


def test_a_dead_scheduler_is_one_line_and_the_sweep_resumes_on_a_new_one(
    sweep: Sweep, own_cluster: Cluster
) -> None:
    own_cluster.begin()
    with Web(8, lambda _: (200, 0.15, "")) as web:
        fill(sweep, web, 2, links=8)
        options = ("lists", "--out", "out", "--concurrency", "8")
        address = own_cluster.address
        process = sweep.start(*options, "--scheduler", address)
        wait_for(lambda: len(web.asked) > 40)
        assert own_cluster.scheduler is not None
        own_cluster.scheduler.kill()
        status, out, said = sweep.end(process, patience=30)
        assert (status, out) == (2, "")
        assert said == (
            f"awesome-lint: {address}: the scheduler is gone; stored results are kept, and the same"
            " command continues from there\n"
        )
        own_cluster.end()
        asked = len(web.asked)
        own_cluster.begin()
        status, out, _ = sweep.run(*options, "--scheduler", own_cluster.address)
        assert status == 1
        assert "131 links: 130 ok, 1 broken" in out
        assert len(web.asked) - asked <= 130 - 24

"""Many links: each once, so many at once, in order, and nothing lost."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from lint.errors import ConfigError
from lint.links.checker import Run, check, network_down
from lint.links.network.pool import affordable
from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
from tests.links.routes import odd, to
from tests.links.server import Request, Server, answer, ok
from tests.links.verdicts.test_verdicts import HERE, here

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

OPTIONS = LinkOptions(timeout=3, allow_addresses=HERE)


def test_each_url_is_asked_once(server: Server) -> None:
    urls = [server.url(f"/ok?{n}") for n in range(20)]
    seen: list[LinkResult] = []
    results = check([*urls, *reversed(urls), *urls], OPTIONS, seen.append)
    assert list(results) == urls
    assert {r.url for r in seen} == set(urls)
    assert len(seen) == len(urls) == len(server.requests)


def test_the_order_is_that_of_the_input(server: Server) -> None:
    urls = [
        server.url("/hang-on-head"),
        "http://gone.invalid/",
        "mailto:a@b.c",
        server.url("/ok"),
        "http://10.0.0.1/",
        "http://excluded.com/",
        server.url("/status/404"),
    ]
    options = LinkOptions(timeout=1, allow_addresses=HERE, exclude=(r"//excluded\.",))
    results = check(urls, options)
    assert list(results) == urls
    assert [r.url for r in results.values()] == urls


@pytest.mark.parametrize("per_host", [1, 3, 10])
def test_no_host_is_asked_for_more_at_once(server: Server, per_host: int) -> None:
    urls = [server.url(f"/slow?{n}") for n in range(30)]
    options = LinkOptions(timeout=3, per_host=per_host, allow_addresses=HERE)
    results = check(urls, options)
    assert {r.verdict for r in results.values()} == {Verdict.OK}
    assert server.peak == per_host


def test_nor_is_one_that_others_redirect_to(server: Server) -> None:
    """Twenty names, all sent on to one."""
    with Server(odd) as goal:
        path = to(302, goal.url("/slow", host="goal.com"))
        urls = [server.url(path, host=f"name-{n}.com") for n in range(20)]
        options = LinkOptions(timeout=3, per_host=2, allow_addresses=HERE)
        results = check(urls, options, lookup=lambda _, __: ["127.0.0.1"])
        assert {r.verdict for r in results.values()} == {Verdict.OK}
        assert goal.peak == 2


def test_no_more_than_so_many_are_under_way_in_all(server: Server) -> None:
    urls = [server.url(f"/slow?{n}", host=f"name-{n}.com") for n in range(30)]
    options = LinkOptions(timeout=3, concurrency=4, allow_addresses=HERE)
    results = check(urls, options, lookup=lambda _, __: ["127.0.0.1"])
    assert {r.verdict for r in results.values()} == {Verdict.OK}
    assert server.peak == 4


def test_waiting_for_a_place_is_not_on_the_links_time(server: Server) -> None:
    """Two hundred links of 20 ms, one after the other, with less time for each than for all."""
    urls = [server.url(f"/slow?{n}") for n in range(200)]
    options = LinkOptions(timeout=3, per_host=1, allow_addresses=HERE)
    assert {r.verdict for r in check(urls, options).values()} == {Verdict.OK}


def test_a_link_that_rests_does_not_hold_up_the_others(server: Server) -> None:
    order: list[str] = []
    urls = [server.url("/flaky-500"), *(server.url(f"/ok?{n}") for n in range(5))]
    options = LinkOptions(timeout=3, per_host=1, allow_addresses=HERE)
    check(urls, options, lambda result: order.append(result.url))
    assert order == [*urls[1:], urls[0]]


def test_connections_are_reused_and_closed_with_their_queue() -> None:
    """Hosts that are done leave no connection behind while others are still asked."""
    open_at_once = []

    async def count(request: Request) -> AsyncIterator[bytes]:
        open_at_once.append(request.server.open)
        yield answer(200)

    with Server(count) as server:
        urls = [server.url(f"/{n}", host=f"name-{n % 100}.com") for n in range(1000)]
        options = LinkOptions(timeout=5, concurrency=8, per_host=2, allow_addresses=HERE)
        results = check(urls, options, lookup=lambda _, __: ["127.0.0.1"])
        assert {r.verdict for r in results.values()} == {Verdict.OK}
        assert max(open_at_once) <= 3 * 8
        assert server.connections <= 300


def test_one_connection_serves_a_queue(server: Server) -> None:
    urls = [server.url(f"/ok?{n}") for n in range(20)]
    check(urls, LinkOptions(per_host=1, allow_addresses=HERE))
    assert server.connections == 1


def test_the_longest_queue_is_served_first(server: Server) -> None:
    urls = [
        server.url(f"/ok?{n}", host=host)
        for host, m in (("a.com", 1), ("b.com", 3))
        for n in range(m)
    ]
    order: list[str] = []
    options = LinkOptions(concurrency=1, per_host=1, allow_addresses=HERE)
    check(urls, options, lambda r: order.append(r.url), lookup=lambda _, __: ["127.0.0.1"])
    assert order == [*urls[1:], urls[0]]


def test_tasks_are_few_however_many_links_there_are(server: Server) -> None:
    most = 0

    def count(_: LinkResult) -> None:
        nonlocal most
        most = max(most, len(asyncio.all_tasks()))

    urls = [server.url(f"/ok?{n}", host=f"name-{n % 300}.com") for n in range(600)]
    options = LinkOptions(timeout=5, concurrency=10, allow_addresses=HERE)
    check(urls, options, count, lookup=lambda _, __: ["127.0.0.1"])
    assert most < 100


def test_a_domain_of_one_host_and_many_schemes_is_one_queue(server: Server) -> None:
    with Server(ok) as other:
        urls = [server.url("/ok"), other.url("/ok")]
        results = check(urls, LinkOptions(per_host=1, allow_addresses=HERE))
        assert {r.verdict for r in results.values()} == {Verdict.OK}


def test_excluded_links_are_not_asked(server: Server) -> None:
    options = LinkOptions(allow_addresses=HERE, exclude=("nothing", r"/status/\d", "4"))
    results = check([server.url("/status/404"), "http://4.invalid/"], options)
    first, second = results.values()
    assert (first.verdict, first.reason) == (Verdict.SKIPPED, Reason.EXCLUDED)
    assert first.detail == r"/status/\d"
    assert second.detail == "4"
    assert server.connections == 0


def test_an_exclude_pattern_that_is_none() -> None:
    with pytest.raises(ConfigError, match=r"^invalid regular expression '\('"):
        check([], LinkOptions(exclude=("(",)))


def test_nothing_to_check() -> None:
    assert check([], OPTIONS) == {}
    assert not network_down({})


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "ftp://a.com/",
        "http:/a.com",
        "http://",
        "http://a b/",
        "http://\ud800/",
        "file:///",
    ],
)
def test_what_is_no_http_url_gets_a_result(url: str) -> None:
    (result,) = check([url], OPTIONS).values()
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.PROTOCOL_ERROR)
    assert result.detail == "not an http or https URL"


def test_a_fault_of_ours_is_said_of_its_link_only(server: Server) -> None:
    def lookup(host: str, _: int) -> list[str]:
        if host == "bad.com":
            raise ZeroDivisionError
        return ["127.0.0.1" if host == "good.com" else "no address at all\x1b"]

    urls = [server.url(host=host) for host in ("bad.com", "odd.com", "good.com")]
    bad, odd, good = check(urls, OPTIONS, lookup=lookup).values()
    assert (bad.verdict, bad.reason) == (Verdict.UNVERIFIED, Reason.PROTOCOL_ERROR)
    assert bad.detail == "cannot be checked (ZeroDivisionError)"
    assert odd.reason is Reason.PRIVATE_ADDRESS
    assert odd.detail.isprintable()
    assert good.verdict is Verdict.OK


def test_a_user_agent_that_cannot_be_sent_does_not_end_the_run(server: Server) -> None:
    options = LinkOptions(user_agent="a\r\nX: b", allow_addresses=HERE)
    (result,) = check([server.url()], options).values()
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.PROTOCOL_ERROR)


def test_the_network_is_down_if_nobody_answers(server: Server) -> None:
    with Server(ok) as gone:
        dead = gone.url()
    skipped = "http://10.0.0.1/"
    assert network_down(check([dead, skipped], OPTIONS))
    assert not network_down(check([dead, server.url()], OPTIONS))
    assert not network_down(check([dead, server.url("/status/404")], OPTIONS))
    assert not network_down(check([skipped], OPTIONS))


def test_what_is_known_survives_cancellation(server: Server) -> None:
    """As Ctrl-C does it: the main task is cancelled once a result is there."""
    urls = [server.url("/ok"), *(server.url(f"/hang?{n}") for n in range(5)), "http://gone.com/"]
    options = LinkOptions(timeout=30, allow_addresses=HERE)
    first = asyncio.Event()
    run = Run(urls, options, lambda one: first.set() if one.url == urls[0] else None, here)

    async def main() -> None:
        task = asyncio.create_task(run.go())
        await first.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert run.results[urls[0]].verdict is Verdict.OK
    assert urls[1] not in run.results


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT cannot be sent to one process there")
def test_ctrl_c_hands_over_what_is_known(server: Server) -> None:
    script = f"""
        from ipaddress import ip_network
        from lint.links.checker import Interrupted, check
        from lint.links.result import LinkOptions
        options = LinkOptions(timeout=60, allow_addresses=(ip_network("127.0.0.0/8"),))
        try:
            check([{server.url("/hang")!r}, {server.url("/ok")!r}], options,
                  lambda result: print(result.url, flush=True))
        except Interrupted as error:
            print([(url, str(r.verdict)) for url, r in error.results.items()])
    """
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == f"{server.url('/ok')}\n"
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert stdout == f"[({server.url('/ok')!r}, 'ok')]\n"
    assert stderr == ""
    assert process.returncode == 0


# Links to names that all lead to this machine, in a process that may have few files open.
FEW_DESCRIPTORS = """
    import resource, sys, os
    from collections import Counter
    from ipaddress import ip_network
    from lint.links.checker import check
    from lint.links.result import LinkOptions
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, ({limit}, hard))
    files = [os.open(os.devnull, os.O_RDONLY) for _ in range({taken})]
    options = LinkOptions(timeout=30, allow_addresses=(ip_network("127.0.0.0/8"),))
    urls = [f"http://name-{{n % 400}}.com:{port}/ok?{{n}}" for n in range({links})]
    results = check(urls, options, lookup=lambda _, __: ["127.0.0.1"])
    print(Counter((str(r.verdict), r.detail) for r in results.values()))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit there")
@pytest.mark.parametrize(("limit", "taken", "links"), [(256, 0, 2000), (256, 215, 600)])
def test_a_process_with_few_descriptors_gets_every_verdict_right(
    server: Server, limit: int, taken: int, links: int
) -> None:
    """The second has hardly any left, which it cannot know beforehand."""
    script = FEW_DESCRIPTORS.format(limit=limit, taken=taken, links=links, port=server.port)
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert process.stderr == ""
    assert process.stdout == f"Counter({{('ok', ''): {links}}})\n"
    assert len(server.requests) == links


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit there")
def test_descriptors_are_not_run_out_of() -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        assert affordable(128) == 64
        assert affordable(10) == 10
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

"""Names that do not exist, and names of which that cannot be said."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from lint.links.checker import check, network_down
from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
from tests.links.routes import odd
from tests.links.server import Server, ok
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OPTIONS = LinkOptions(timeout=4, allow_addresses=HERE)
BROKEN = Verdict.BROKEN, Reason.NO_SUCH_HOST
UNSURE = Verdict.UNVERIFIED, Reason.DNS_FAILURE


class Names:
    """A name server in a dictionary: addresses, or the code of getaddrinfo's failure.

    A list of codes and addresses is given out one after the other.
    """

    def __init__(self, names: Mapping[str, list[str | int]]) -> None:
        self.names = {name: list(answers) for name, answers in names.items()}
        self.asked: list[str] = []
        self.flags: list[int] = []

    def __call__(self, host: str, flags: int) -> list[str]:
        self.asked.append(host)
        self.flags.append(flags)
        answers = self.names.get(host, [socket.EAI_NONAME])
        said = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(said, int):
            raise socket.gaierror(said, "\x1b[31mfrom the system")
        return [said]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(ok) as running:
        yield running


def said(result: LinkResult) -> tuple[Verdict, Reason | None]:
    return result.verdict, result.reason


def test_an_unknown_name_is_looked_up_twice(server: Server) -> None:
    names = Names({})
    gone, *_, here = check(
        ["http://gone.com/", "http://gone.com/2", server.url()], OPTIONS, lookup=names
    ).values()
    assert said(gone) == BROKEN
    assert said(here) == (Verdict.OK, None)
    assert names.asked == ["gone.com"] * 2
    assert names.flags == [socket.AI_ADDRCONFIG, 0], "the second time for all addresses"


def test_a_second_lookup_that_finds_the_name_stands(server: Server) -> None:
    names = Names({"late.com": [socket.EAI_NONAME, "127.0.0.1"]})
    (result,) = check([server.url(host="late.com")], OPTIONS, lookup=names).values()
    assert result.verdict is Verdict.OK


def test_an_unknown_name_alone_is_not_broken() -> None:
    results = check(["http://gone.com/"], OPTIONS, lookup=Names({}))
    (result,) = results.values()
    assert said(result) == UNSURE
    assert network_down(results)


def test_names_are_not_believed_unknown_where_no_name_is_known(server: Server) -> None:
    """An isolated network says so of every name; a server on an IP address answers all the same."""
    keys = [f"http://site-{n}.com/" for n in range(20)]
    results = check([*keys, server.url()], OPTIONS, lookup=Names({}))
    assert {said(results[key]) for key in keys} == {UNSURE}
    assert not network_down(results)


def test_many_unknown_names_are_broken_where_one_is_known(server: Server) -> None:
    keys = [f"http://site-{n}.com/" for n in range(20)]
    names = Names({"known.com": ["127.0.0.1"]})
    results = check([*keys, server.url(host="known.com")], OPTIONS, lookup=names)
    assert {said(results[key]) for key in keys} == {BROKEN}


def test_an_unknown_name_is_reported_as_soon_as_it_is_believed() -> None:
    reported: list[str] = []
    names = Names({"known.com": ["127.0.0.1"]})
    with Server(odd) as server:
        keys = [
            "http://gone.com/",
            server.url("/ok", host="known.com"),
            server.url("/limited/1/1", host="known.com"),
        ]
        check(keys, OPTIONS, lambda result: reported.append(result.url), lookup=names)
    assert reported[-1] == keys[-1]


@pytest.mark.parametrize(
    "host", ["gone.invalid", "a.b.invalid", "invalid", "gone.invalid.", "a.example", "a.test"]
)
def test_reserved_names_are_broken_at_once(host: str) -> None:
    names = Names({})
    results = check([f"http://{host}/"], OPTIONS, lookup=names)
    (result,) = results.values()
    assert said(result) == BROKEN
    assert names.asked == ([] if "invalid" in host else [host])
    assert not network_down(results), "nothing was asked of the network"


def test_a_test_name_that_is_known_here_is_asked(server: Server) -> None:
    names = Names({"app.test": ["127.0.0.1"]})
    (result,) = check([server.url(host="app.test")], OPTIONS, lookup=names).values()
    assert result.verdict is Verdict.OK


def test_an_onion_address_is_not_looked_up() -> None:
    names = Names({})
    (result,) = check(["http://abc.onion/"], OPTIONS, lookup=names).values()
    assert said(result) == UNSURE
    assert names.asked == []


CODES = [socket.EAI_AGAIN, socket.EAI_FAIL, getattr(socket, "EAI_NODATA", socket.EAI_FAIL), -4321]


@pytest.mark.parametrize("code", CODES)
def test_other_failures_are_not_broken(server: Server, code: int) -> None:
    names = Names({"a.com": [code]})
    result, _ = check(["http://a.com/", server.url()], OPTIONS, lookup=names).values()
    assert said(result) == UNSURE
    assert result.detail.isprintable()
    assert len(names.asked) == (3 if code == socket.EAI_AGAIN else 1)


def test_a_temporary_failure_may_pass(server: Server) -> None:
    names = Names({"late.com": [socket.EAI_AGAIN, "127.0.0.1"]})
    (result,) = check([server.url(host="late.com")], OPTIONS, lookup=names).values()
    assert result.verdict is Verdict.OK


def test_a_lookup_that_takes_too_long_is_a_matter_of_the_name_server() -> None:
    import threading

    blocked = threading.Event()

    def hang(_: str, __: int) -> list[str]:
        blocked.wait(20)
        return []

    try:
        results = check(["http://a.com/"], LinkOptions(timeout=0.5), lookup=hang)
    finally:
        blocked.set()
    (result,) = results.values()
    assert said(result) == UNSURE
    assert result.detail == "the lookup took too long"
    assert network_down(results)


def test_a_name_is_looked_up_once_for_all_its_links(server: Server) -> None:
    names = Names({"many.com": ["127.0.0.1"]})
    keys = [server.url(f"/{n}", host="many.com") for n in range(50)]
    results = check(keys, OPTIONS, lookup=names)
    assert {r.verdict for r in results.values()} == {Verdict.OK}
    assert names.asked == ["many.com"]


def test_a_name_that_no_resolver_takes(server: Server) -> None:
    long = "a" * 300
    result, _ = check([f"http://{long}.com/", server.url()], OPTIONS).values()
    assert result.verdict in {Verdict.BROKEN, Verdict.UNVERIFIED}


def test_localhost_is_this_machine_whatever_a_name_server_says(server: Server) -> None:
    names = Names({"localhost": ["8.8.8.8"], "a.localhost": ["8.8.8.8"]})
    keys = [server.url(host="localhost"), server.url(host="a.localhost")]
    allowed = check(keys, OPTIONS, lookup=names)
    refused = check(keys, LinkOptions(), lookup=names)
    assert {r.verdict for r in allowed.values()} == {Verdict.OK}
    assert {r.reason for r in refused.values()} == {Reason.PRIVATE_ADDRESS}
    assert names.asked == []

"""Lookups by c-ares, at a name server on loopback; what it does not know, the system is asked."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from typing import TYPE_CHECKING, Self

import pytest

from lint.links.network.cares import Ares, open_ares
from lint.links.network.guard import Guard
from lint.links.network.resolver import LookupFailedError, Resolver, UnknownHostError
from tests.links.network.test_resolver import Names
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from collections.abc import Mapping

NXDOMAIN, SERVFAIL = 3, 2


class NameServer:
    """Answers for `names` with an IPv4 address, and otherwise with the code `other`.

    Without a code it says nothing. `asked` are the names, in order.
    """

    def __init__(self, names: Mapping[str, str], other: int | None = NXDOMAIN) -> None:
        self.names = names
        self.other = other
        self.asked: list[str] = []

    def __enter__(self) -> Self:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        host, port = self.address.split(":")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", (host, int(port)))
        self._thread.join(10)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            query, asker = self._socket.recvfrom(4096)
            if not query:
                return
            labels, at = [], 12  # RFC 1035, section 4.1: a header, then the question
            while length := query[at]:
                labels.append(query[at + 1 : at + 1 + length].decode())
                at += 1 + length
            name = ".".join(labels).lower()
            (kind,) = struct.unpack_from("!H", query, at + 1)
            self.asked.append(name)
            address = self.names.get(name)
            if address is None and self.other is None:
                continue
            answers = [address] if address and kind == 1 else []
            code = 0 if address else self.other
            reply = query[:2] + struct.pack("!HHHHH", 0x8180 | (code or 0), 1, len(answers), 0, 0)
            reply += query[12 : at + 5]
            for one in answers:
                reply += struct.pack("!HHHIH", 0xC00C, 1, 1, 60, 4) + socket.inet_aton(one)
            self._socket.sendto(reply, asker)


def resolve(server: NameServer | None, system: Names, *hosts: str) -> list[str | OSError]:
    """The first address of each of `hosts`, or the error; one after the other in one run."""

    async def main() -> list[str | OSError]:
        ares = None if server is None else open_ares([server.address])
        assert server is None or isinstance(ares, Ares)
        resolver = Resolver(Guard(HERE), 0, system, ares)
        found: list[str | OSError] = []
        for host in hosts:
            try:
                found.append((await resolver.resolve(host))[0]["host"])
            except OSError as error:
                found.append(error)
        await resolver.close()
        return found

    return asyncio.run(main())


def test_what_a_name_server_knows_takes_no_thread() -> None:
    system = Names({})
    with NameServer({"known.com": "127.0.0.7", "xn--caf-dma.com": "127.0.0.8"}) as server:
        found = resolve(server, system, "known.com", "xn--caf-dma.com", "known.com.")
    assert found == ["127.0.0.7", "127.0.0.8", "127.0.0.7"]
    assert system.asked == []


def test_a_name_that_the_system_alone_knows() -> None:
    """By multicast, a VPN's own resolver, or whatever else nsswitch.conf may name."""
    system = Names({"inside.com": ["127.0.0.9"]})
    with NameServer({}) as server:
        assert resolve(server, system, "inside.com") == ["127.0.0.9"]
        assert "inside.com" in server.asked


def test_no_name_is_unknown_before_the_system_says_so_twice() -> None:
    system = Names({})
    with NameServer({}) as server:
        (error,) = resolve(server, system, "gone.com")
    assert isinstance(error, UnknownHostError)
    assert system.asked == ["gone.com"] * 2


@pytest.mark.parametrize("other", [SERVFAIL, None])
def test_a_name_server_that_fails_is_soon_left_alone(other: int | None) -> None:
    names = [f"{n}.com" for n in range(6)]
    system = Names({name: ["127.0.0.9"] for name in names})
    with NameServer({}, other) as server:
        assert resolve(server, system, *names) == ["127.0.0.9"] * 6
        assert {name for name in server.asked if name in names} == set(names[:3])
    assert system.asked == names


def test_one_that_is_not_there() -> None:
    with NameServer({}) as server:
        pass
    system = Names({"a.com": ["127.0.0.9"]})
    assert resolve(server, system, "a.com") == ["127.0.0.9"]


@pytest.mark.parametrize("host", ["printer", "printer.local", "printer.local."])
def test_names_of_the_local_network_are_for_the_system(host: str) -> None:
    system = Names({host: ["127.0.0.9"]})
    with NameServer({}) as server:
        assert resolve(server, system, host) == ["127.0.0.9"]
        assert server.asked == []


@pytest.mark.parametrize("host", ["a" * 64 + ".com", "a..com", f"{'a.' * 200}com"])
def test_a_name_that_is_none(host: str) -> None:
    system = Names({host: [socket.EAI_FAIL]})
    with NameServer({}) as server:
        (error,) = resolve(server, system, host)
    assert isinstance(error, LookupFailedError)


def test_without_c_ares_the_system_is_asked() -> None:
    system = Names({"a.com": ["127.0.0.9"]})
    assert resolve(None, system, "a.com") == ["127.0.0.9"]
    assert system.asked == ["a.com"]


def test_without_the_library_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "aiodns", None)

    async def main() -> None:
        assert open_ares() is None

    asyncio.run(main())


def test_many_names_at_once() -> None:
    # As many as there are requests at once: of more, a socket's buffer may lose some.
    names = {f"{n}.com": f"127.0.0.{n + 1}" for n in range(128)}

    async def main(address: str) -> list[str]:
        resolver = Resolver(Guard(HERE), 0, Names({}), open_ares([address]))
        found = await asyncio.gather(*(resolver.resolve(name) for name in names))
        await resolver.close()
        return [one[0]["host"] for one in found]

    with NameServer(names) as server:
        assert asyncio.run(main(server.address)) == list(names.values())


def test_a_run_that_ends_leaves_no_lookup_behind() -> None:
    async def main(address: str) -> None:
        resolver = Resolver(Guard(HERE), 0, Names({}), open_ares([address]))
        waiting = asyncio.create_task(resolver.resolve("a.com"))
        await asyncio.sleep(0.05)
        await resolver.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    with NameServer({}, None) as server:
        asyncio.run(main(server.address), debug=True)

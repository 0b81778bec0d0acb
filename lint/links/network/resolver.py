"""Looking up names: once a host and run, public addresses first.

c-ares is asked first, which takes no thread; what it does not find, the system's lookup decides, in
threads of its own.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from aiohttp.abc import AbstractResolver, ResolveResult

from lint.links.network.guard import PrivateAddressError
from lint.links.scheduling.rate_limit import jitter

if TYPE_CHECKING:
    from collections.abc import Callable

    from lint.links.network.cares import Ares
    from lint.links.network.guard import Guard

    Lookup = Callable[[str, int], list[str]]
    """The addresses of a name, by a blocking lookup with getaddrinfo's flags.

    Raises socket.gaierror, as getaddrinfo does.
    """

# getaddrinfo blocks a thread for as long as a name server takes, 10 s and more if it is dead.
_THREADS = 32
# Before a name is called unknown the lookup is repeated, this many seconds later.
_CONFIRM_AFTER = 0.2
# The most addresses of a name that are remembered; an answer may have thousands.
_MOST_ADDRESSES = 32
# Nothing below these is in the public DNS (RFC 6761 and RFC 2606), so one lookup, for the sake of
# those who use them at home, is enough.
_RESERVED = (".example", ".test")
# No name server in this run knew any name, though this many were asked for: it is the resolver
# that is wrong (an isolated network answers so), not the names.
_TOO_MANY_UNKNOWN = 5


class UnknownHostError(OSError):
    """A name that does not exist; `reserved` where the standards say that it never will."""

    def __init__(self, *, reserved: bool = False) -> None:
        super().__init__("unknown host")
        self.reserved = reserved


class LookupFailedError(OSError):
    """A name that could not be looked up, or has no address; `detail` says how that was."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def system_lookup(host: str, flags: int) -> list[str]:
    """The addresses that the system's resolver gives for `host`, in its order of preference."""
    # As bytes, so that Python's IDNA 2003 codec does not have a say.
    infos = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM, flags=flags)
    return list(dict.fromkeys(str(info[4][0]) for info in infos))


class Resolver(AbstractResolver):
    """aiohttp's resolver for one run.

    `retries` is how often a lookup that failed for the moment is repeated. `ares`, where there is
    one, is asked before `lookup` is, and believed only in what it finds.
    """

    def __init__(
        self,
        guard: Guard,
        retries: int = 1,
        lookup: Lookup = system_lookup,
        ares: Ares | None = None,
    ) -> None:
        self._guard = guard
        self._ares = ares
        self._retries = retries
        self._lookup = lookup
        # A task's result is its error, not raised: nobody may be left to hear of it.
        self._lookups: dict[tuple[str, bool], asyncio.Task[list[str] | OSError]] = {}
        self._threads = asyncio.Semaphore(_THREADS)
        self._known = 0
        self._unknown = 0

    @property
    def trustworthy(self) -> bool:
        """Whether an unknown name may be believed to be unknown."""
        return self.knows_names or self._unknown < _TOO_MANY_UNKNOWN

    @property
    def knows_names(self) -> bool:
        """Whether any name has been found."""
        return self._known > 0

    def is_waiting_for(self, host: str) -> bool:
        """Whether the lookup of `host` has begun and has not ended."""
        task = self._lookups.get((host, False))
        return task is not None and not task.done()

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 (aiohttp's interface)
    ) -> list[ResolveResult]:
        """The addresses of `host`, of any family, that may be contacted, for aiohttp.

        Raises PrivateAddressError if it has others only, UnknownHostError and LookupFailedError.
        """
        addresses = await self._found(host, every=False)
        permitted = [address for address in addresses if self._guard.permits(address)]
        if not permitted:
            raise PrivateAddressError(addresses[0], host)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in permitted
        ]

    async def check(self, host: str) -> None:
        """Find out that every address of `host` may be contacted, for someone else to choose one.

        Those that this machine cannot reach count, too. Raises PrivateAddressError naming one that
        may not be contacted, UnknownHostError and LookupFailedError.
        """
        for address in await self._found(host, every=True):
            if not self._guard.permits(address):
                raise PrivateAddressError(address, host)

    async def _found(self, host: str, *, every: bool) -> list[str]:
        """The addresses of `host`, or `every` one, whether or not this machine has such itself."""
        task = self._lookups.get((host, every))
        if task is None:
            task = asyncio.create_task(self._addresses(host, every=every))
            self._lookups[host, every] = task
        # Shielded: other links of the host wait for the same lookup.
        addresses = await asyncio.shield(task)
        if isinstance(addresses, OSError):
            raise addresses.with_traceback(None)
        return addresses

    async def close(self) -> None:
        """End the lookups that nobody waits for any more; their threads end by themselves."""
        for task in self._lookups.values():
            task.cancel()
        await asyncio.gather(*self._lookups.values(), return_exceptions=True)
        if self._ares is not None:
            await self._ares.close()

    async def _addresses(self, host: str, *, every: bool) -> list[str] | OSError:
        name = host.removesuffix(".")
        special = _special(name)
        if special is not None:
            return special
        if self._ares is not None and (found := await self._ares.addresses(host)):
            self._known += 1
            return self._few(found)
        reserved = name.endswith(_RESERVED)
        flags: int = 0 if every else socket.AI_ADDRCONFIG
        failures, confirmed = 0, False
        while True:
            try:
                addresses = await self._in_thread(host, flags)
            except socket.gaierror as error:
                failures += 1
                if error.errno == socket.EAI_NONAME:
                    if confirmed or reserved:
                        self._unknown += 1
                        return UnknownHostError(reserved=reserved)
                    # Some systems say so, too, of a name whose addresses this machine cannot
                    # reach (IPv6 only): the second lookup asks for all of them.
                    flags, confirmed = 0, True
                    await asyncio.sleep(_CONFIRM_AFTER)
                elif error.errno == socket.EAI_AGAIN and failures <= self._retries:
                    await asyncio.sleep(jitter(failures - 1))
                else:
                    return LookupFailedError(_DETAILS.get(error.errno or 0, "the lookup failed"))
            except (OSError, UnicodeError):
                return LookupFailedError("the lookup failed")
            else:
                self._known += 1
                return self._few(addresses)

    def _few(self, addresses: list[str]) -> list[str]:
        """Not too many of `addresses`; one that may not be contacted is among them if there is."""
        if len(addresses) <= _MOST_ADDRESSES:
            return addresses
        private = (one for one in addresses if not self._guard.permits(one))
        return [*islice(private, 1), *addresses[:_MOST_ADDRESSES]]

    async def _in_thread(self, host: str, flags: int) -> list[str]:
        """What the blocking lookup returns or raises.

        Not by an executor: Python waits at its exit for an executor's threads, and a dead name
        server would keep a user who pressed Ctrl-C waiting.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[list[str]] = loop.create_future()

        def deliver(addresses: list[str], error: Exception | None) -> None:
            if future.done():
                return
            if error is None:
                future.set_result(addresses)
            else:
                future.set_exception(error)

        def look_up() -> None:
            addresses: list[str] = []
            failure: Exception | None = None
            try:
                addresses = self._lookup(host, flags)
            except Exception as error:  # noqa: BLE001 (raised again where it is waited for)
                failure = error
            with suppress(RuntimeError):  # the run has ended, and its event loop is closed
                loop.call_soon_threadsafe(deliver, addresses, failure)

        async with self._threads:
            threading.Thread(target=look_up, name=f"lookup of {host}", daemon=True).start()
            return await future


def _special(name: str) -> list[str] | OSError | None:
    """What is known of a name without a lookup; None if nothing is."""
    if name == "localhost" or name.endswith(".localhost"):
        return ["127.0.0.1", "::1"]  # RFC 6761, section 6.3
    if name == "invalid" or name.endswith(".invalid"):
        return UnknownHostError(reserved=True)  # RFC 6761, section 6.4
    if name.endswith(".onion"):
        return LookupFailedError("an onion address needs Tor")  # RFC 7686, section 2: no lookup
    return None


_DETAILS = {
    getattr(socket, "EAI_NODATA", 0): "the name has no address",  # not on every system
    socket.EAI_AGAIN: "temporary failure in name resolution",
    socket.EAI_FAIL: "the name server failed",
}

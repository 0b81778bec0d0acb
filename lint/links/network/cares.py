"""Looking up names without a thread for each: c-ares, by aiodns.

It asks the name servers itself, and reads the hosts file, but knows nothing of what else a system
may ask (nsswitch modules, multicast DNS, the resolver of a VPN). So only what it finds counts; what
it does not find is for the system's own lookup to say.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import aiodns

# Seconds until a name server has had its time. The system's lookup, which is asked then, has
# patience of its own.
_PATIENCE = 2.0
# After so many lookups in a row that nobody answered, nobody will: no name server is configured,
# or it may be asked by the system alone.
_MAX_UNANSWERED = 3


class Ares:
    """One run's lookups by c-ares; `open_ares` makes it."""

    def __init__(self, resolver: aiodns.DNSResolver) -> None:
        self._resolver = resolver
        self._unanswered = 0

    async def addresses(self, name: str) -> list[str]:
        """The addresses of `name`, the best first; none where it does not know."""
        if self._unanswered >= _MAX_UNANSWERED or _is_local(name):
            return []
        from aiodns import error

        try:
            async with asyncio.timeout(_PATIENCE):
                found = await self._resolver.getaddrinfo(
                    name, family=socket.AF_UNSPEC, type=socket.SOCK_STREAM
                )
        except error.DNSError as failure:
            answers = {error.ARES_ENOTFOUND, error.ARES_ENODATA}
            self._unanswered = 0 if failure.args[0] in answers else self._unanswered + 1
            return []
        except (TimeoutError, UnicodeError, RuntimeError):
            self._unanswered += 1
            return []
        self._unanswered = 0
        return list(dict.fromkeys(node.addr[0].decode("ascii") for node in found.nodes))

    async def close(self) -> None:
        """End the lookups that nobody waits for any more."""
        with suppress(RuntimeError):
            await self._resolver.close()


def open_ares(nameservers: Sequence[str] | None = None) -> Ares | None:
    """Lookups within the running event loop; None where c-ares does not work.

    `nameservers` stand in for the system's, as `address:port`.
    """
    try:
        import aiodns

        return Ares(aiodns.DNSResolver(nameservers, timeout=_PATIENCE, tries=1))
    except Exception:  # noqa: BLE001 - a library that is missing or fails to start is no matter
        return None


def _is_local(name: str) -> bool:
    """Whether `name` is one that name servers are not asked for, or not as it stands."""
    return "." not in name.removesuffix(".") or name.removesuffix(".").endswith(".local")

"""How the interfaces of sites are asked: at the pace that they want, until they fail."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import aiohttp

from lint.links.result import LinkResult, Verdict
from lint.links.verdicts.status import parse_retry_after
from lint.sites import identity

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping

    from lint.links.protocols import Client, Reply
    from lint.links.result import Facts
    from lint.urls import URL

    Ask = Callable[["Work"], Awaitable[Iterable[LinkResult]]]

_T = TypeVar("_T")

SECONDS = 20.0
"""How long an answer may take."""
# An interface that asks for a longer pause is left alone for the rest of the run, in seconds.
_LONGEST_PAUSE = 60.0
WAITS: tuple[float, ...] = (3.0, 10.0, 30.0)
"""How long, in seconds, one that limits its callers is left alone if it does not say, each time."""
TO_ALL = frozenset({301, 302, 303, 307, 308, 401, 403, 410, 451})
"""What an interface of public things says to whoever asks, whatever they ask for: go away."""
# What went wrong so often in a row will go wrong again.
_FAILURES = 3


class FailedError(Exception):
    """An interface gave no usable answer: what it was asked for is left to the ordinary way."""


class Work:
    """A work, by its `identity`, and the URLs in the list, by their keys, that show it."""

    __slots__ = ("identity", "urls")

    def __init__(self, name: str) -> None:
        self.identity = name
        self.urls: dict[str, URL] = {}

    @property
    def name(self) -> str:
        """The identity without the site's name."""
        return self.identity.partition(":")[2]


class Pace:
    """How often one interface is asked in one run, and whether at all.

    `at_once` requests at most are under way, and `apart` seconds lie between the beginnings of
    two. An interface that answers 429 or 503 with a Retry-After is left alone that long, once for
    each request, and one that answers 429 without for as long as WAITS says. One that fails three
    times in a row, limits its callers after the last of WAITS, or for longer than a minute, is not
    asked any more: every request then raises at once. A status in `failures` is one, as 5xx are.
    """

    def __init__(
        self, at_once: int, apart: float = 0.0, *, failures: frozenset[int] = frozenset()
    ) -> None:
        self.at_once = at_once
        self._are_failures = failures
        self._apart = apart
        self._places = asyncio.Semaphore(at_once)
        self._next = 0.0  # on the loop's clock
        self._failures = 0
        self._waits = WAITS
        self.closed = False

    async def get(
        self,
        client: Client,
        url: str,
        *,
        accept: str = "application/json",
        redirects: int = 0,
    ) -> Reply:
        """The reply to a GET, whatever its status but 429 and failures. Raises FailedError."""
        async with self._places:
            reply = await self._send(client, url, accept, redirects)
            if reply.status in {429, 503} and self._pause(reply):
                reply = await self._send(client, url, accept, redirects)
            while reply.status == 429 and self._wait(reply):
                reply = await self._send(client, url, accept, redirects)
            if reply.status == 429:
                self.closed = True
                raise FailedError
            if reply.status >= 500 or reply.status in self._are_failures:
                self.failed()
            if reply.status != 200:
                self.understood()
            return reply

    async def get_json(self, client: Client, url: str, *, redirects: int = 0) -> tuple[int, Any]:
        """The status of a reply and the JSON in it, None if the status is not 200.

        Raises FailedError, also for a page in the place of JSON.
        """
        reply = await self.get(client, url, redirects=redirects)
        return reply.status, self.read(reply) if reply.status == 200 else None

    def read(self, reply: Reply) -> Any:
        """The JSON in `reply`. Raises FailedError if there is none."""
        try:
            said = reply.json()
        except (ValueError, RecursionError):
            self.failed()
        self.understood()
        return said

    def understood(self) -> None:
        """Count no failures any more: there was a sound answer."""
        self._failures = 0
        self._waits = WAITS

    def failed(self) -> NoReturn:
        """Count a failure, and raise FailedError for it."""
        self._failures += 1
        if self._failures >= _FAILURES:
            self.closed = True
        raise FailedError

    def refused(self) -> NoReturn:
        """Ask no more, of an interface that refuses all alike, and raise FailedError."""
        self.closed = True
        raise FailedError

    async def _send(self, client: Client, url: str, accept: str, redirects: int) -> Reply:
        loop = asyncio.get_running_loop()
        if self.closed:
            raise FailedError
        while (wait := self._next - loop.time()) > 0:
            await asyncio.sleep(wait)
            if self.closed:
                raise FailedError
        self._next = loop.time() + self._apart
        try:
            return await client.request(
                "GET",
                url,
                headers={"Accept": accept},
                timeout=SECONDS,
                redirects=redirects,
            )
        except (OSError, ValueError, aiohttp.ClientError):
            self.failed()

    def _pause(self, reply: Reply) -> bool:
        """Let the interface rest as long as it wishes; whether to ask again then."""
        wish = parse_retry_after(reply.headers.get("Retry-After"))
        if wish is None or wish > _LONGEST_PAUSE:
            return False
        self._next = max(self._next, asyncio.get_running_loop().time() + wish)
        return True

    def _wait(self, reply: Reply) -> bool:
        """Let the interface rest, which does not say for how long; whether to ask again then."""
        if not self._waits or parse_retry_after(reply.headers.get("Retry-After")) is not None:
            return False
        wait, *rest = self._waits
        self._waits = tuple(rest)
        self._next = max(self._next, asyncio.get_running_loop().time() + wait)
        return True


async def each(works: Iterable[Work], ask: Ask, at_once: int) -> AsyncGenerator[LinkResult, None]:
    """What `ask` says of the works, as it comes; nothing where it raises FailedError.

    Who may stop early closes it (`contextlib.aclosing`), so that no request goes on.
    """
    waiting = iter(works)
    running: set[asyncio.Task[Iterable[LinkResult]]] = set()
    try:
        while True:
            while len(running) < at_once and (work := next(waiting, None)) is not None:
                running.add(asyncio.create_task(_unless_failed(ask, work)))
            if not running:
                return
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                for result in task.result():
                    yield result
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _unless_failed(ask: Ask, work: Work) -> Iterable[LinkResult]:
    try:
        return await ask(work)
    except FailedError:
        return ()


def works(urls: Mapping[str, URL]) -> list[Work]:
    """The works that `urls` show, in the order in which they first come."""
    found: dict[str, Work] = {}
    for key, url in urls.items():
        name = identity(url)
        if name is not None:
            found.setdefault(name, Work(name)).urls[key] = url
    return list(found.values())


def batches(items: list[_T], size: int) -> Iterable[list[_T]]:
    """`items` in lists of at most `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))


def exists(key: str, facts: Facts | None = None, final: str | None = None) -> LinkResult:
    """The page at `key` is there, or at `final` where the site has moved it."""
    return LinkResult(key, Verdict.OK, final_url=final or key, facts=facts)


def known(key: str, facts: Facts) -> LinkResult:
    """Something is known of the work, not whether the page at `key` is there."""
    return LinkResult(key, Verdict.UNVERIFIED, facts=facts)


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a list out of JSON; none for anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

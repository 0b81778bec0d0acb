"""What the link engine asks of its neighbours: the memory of earlier runs, and sites that know.

Protocols alone, so that neither side imports the other. Imports nothing heavy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Mapping

    from lint.links.result import Facts, LinkResult
    from lint.urls import URL


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, whole. `headers` have no case; `body` is decompressed, and bounded."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON; ValueError where it is none."""
        import json

        try:
            return json.loads(self.body)
        except RecursionError:
            raise ValueError("the JSON is nested too deeply") from None


class Client(Protocol):
    """Sends single requests through the engine: its guard, its proxies, its user agent.

    Any request may raise OSError (TimeoutError and what the network says), aiohttp.ClientError and
    ValueError.
    """

    async def request(  # noqa: PLR0913 - what a request is
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        timeout: float = 20.0,  # noqa: ASYNC109 - for one request, all its redirects included
        most: int = 8_000_000,
        redirects: int = 0,
    ) -> Reply:
        """The reply to one request; a body longer than `most` bytes raises ValueError.

        `headers` come on top of the engine's own and are dropped at the first redirect to another
        origin. A redirect beyond the number of `redirects` is a reply like any other.
        """


class OnlineSite(Protocol):
    """A site that answers for many URLs in a few requests.

    What it does not answer, and what is left when it raises, is asked for in the ordinary way.
    """

    @property
    def name(self) -> str:
        """The site's name, as in `lint.sites`."""

    def claims(self, url: URL) -> bool:
        """Whether it may answer for `url`."""

    def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for those of `urls`, by their keys, that it can answer for, as they come.

        An `unverified` result decides nothing: it has facts, and the URL is asked for in the
        ordinary way, whose result gets them. So does an `ok` for a URL whose fragments are wanted,
        as only the page has those.

        It keeps to the site's own limits: how many at once, how often, how long to wait.
        """


@runtime_checkable
class AskingMore(Protocol):
    """An `OnlineSite` that may need to know more of a work than what is remembered of it."""

    def suffices(self, url: str, facts: Facts) -> bool:
        """Whether `facts`, remembered of the normalised `url`, are all that the site would say."""


@runtime_checkable
class Waiting(Protocol):
    """An `OnlineSite` that may have to wait for something before anything is said of its links."""

    @property
    def waits(self) -> bool:
        """Whether it still has to."""

    async def ready(self) -> None:
        """Wait; from then on `waits` is false."""


class Memory(Protocol):
    """What is remembered between runs. Every method is quick, and called from one thread.

    Called within an event loop, it writes by that loop, within a hundredth of a second.
    """

    def recall(self, url: str, fragments: Collection[str]) -> LinkResult | None:
        """The result to use instead of asking, if one is fresh enough and knows `fragments`."""

    def validators(self, url: str, fragments: Collection[str] = ()) -> Mapping[str, str]:
        """Headers for a conditional request (If-None-Match, If-Modified-Since); empty if none.

        There are some only where a 304 would answer everything: what is remembered is good, was
        no redirect, and knows `fragments`.
        """

    def remember(
        self, result: LinkResult, fragments: Collection[str], validators: Mapping[str, str]
    ) -> LinkResult:
        """Store an answer, and return it with what its history adds: a verdict that has aged.

        `validators` are the answer's ETag and Last-Modified, under those names. A result `ok` with
        the status 304 stands for the remembered answer: that is what is returned. What nobody
        asked for is not stored: `skipped` ones, and `rate-limited` ones without a status.
        """


class Notes(Protocol):
    """Receives failures and notes, a line each."""

    def fail(self, line: str) -> None:
        """Receive a failure: something that was requested and not done."""

    def note(self, line: str) -> None:
        """Receive a note on the run."""

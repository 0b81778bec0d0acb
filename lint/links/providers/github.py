"""GitHub: up to 100 repositories per GraphQL request. Requires a token.

Repositories, their folders and files, issues, pull requests, discussions and releases, users,
organisations and gists. Only what readers without an account see is called fine: what is private,
disabled or not found may be there for others or be gone, which its page decides. So does it where
an answer is missing, the budget low or the interface down.

Schema: https://docs.github.com/graphql/reference; limits: "Rate limits and query limits for the
GraphQL API" there.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from typing import TYPE_CHECKING, Any

import aiohttp

from lint.links.providers._github_access import PUBLIC, Access, accesses
from lint.links.providers._github_answers import UNKNOWN, errors, is_low, results
from lint.links.providers._github_pages import page
from lint.links.providers._github_query import Asked, Query, Question, questions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from lint.links.protocols import Client, OnlineSite, Reply
    from lint.links.providers.options import SitesOptions
    from lint.links.result import LinkResult
    from lint.urls import URL

URLS = {"github": PUBLIC}
"""GitHub Enterprise: `https://HOST/api/graphql`."""

BATCH = 100
"""Repositories, owners and gists in one query."""
# A query that GitHub finds too heavy is cut in half so often, one after another.
_MOST_FAILURES = 3
# GitHub gives up a query after ten seconds.
_SECONDS = 15.0
# As the engine does, it waits for so long where a server asks for it; here once a run.
_LONGEST_WAIT = 60.0
_TOO_HEAVY = frozenset({"MAX_NODE_LIMIT_EXCEEDED", "RESOURCE_LIMITS_EXCEEDED", "TIMEOUT"})
_LIMITED = frozenset({"RATE_LIMITED", "RATE_LIMIT"})
_SECONDARY = re.compile(rb"secondary rate limit|abuse detection", re.IGNORECASE)


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> OnlineSite | None:
    """The site, if `environ` has a token for it."""
    found = accesses(environ, options.urls.get("github"))
    return GitHub(found) if found else None


class GitHub:
    """The instances of GitHub that can be asked."""

    name = "github"

    def __init__(self, instances: Sequence[Access]) -> None:
        self._instances = tuple(instances)

    def claims(self, url: URL) -> bool:
        """Whether `url` shows something that GraphQL knows."""
        return any(page(url, one.host) is not None for one in self._instances)

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for what is certainly there, and facts on repositories in any case."""
        for instance in self._instances:
            pages = ((key, url, page(url, instance.host)) for key, url in urls.items())
            asked = [Asked(key, url, one) for key, url, one in pages if one is not None]
            conversation = _Conversation(instance, client)
            async for result in conversation.run(questions(asked)):
                yield result


class _OverError(Exception):
    """Nothing more is to be asked: the token is refused, or the budget is used up."""


class _Conversation:
    """Asking one instance, one query after another, as GitHub wants it of its callers."""

    def __init__(self, instance: Access, client: Client) -> None:
        self._instance = instance
        self._client = client
        self._waiting: deque[Question] = deque()
        self._size = BATCH
        self._failures = 0
        self._waited = False

    async def run(self, questions: Sequence[Question]) -> AsyncIterator[LinkResult]:
        """What is certain, as it comes."""
        self._waiting.extend(questions)
        while self._waiting and self._failures < _MOST_FAILURES:
            count = min(self._size, len(self._waiting))
            batch = [self._waiting.popleft() for _ in range(count)]
            start = time.perf_counter()
            try:
                reply = await self._client.request(
                    "POST",
                    self._instance.graphql,
                    headers={
                        "Accept": "application/json",
                        "Authorization": f"Bearer {self._instance.token}",
                    },
                    json=Query(batch).body,
                    timeout=_SECONDS,
                )
                answer = await self._read(reply, batch)
            except _OverError:
                return
            except (aiohttp.ClientError, OSError, ValueError):
                self._shrink(batch)
                continue
            if answer is None:
                continue
            each = (time.perf_counter() - start) / count
            for result in results(self._instance, batch, answer, each):
                yield result
            if is_low(answer):
                return

    async def _read(self, reply: Reply, batch: list[Question]) -> Mapping[str, Any] | None:
        """The answer in `reply`; None where `batch`, or less at once, is to be asked for again.

        What was too heavy waits again, the rest of the answer counting. Raises _OverError, and
        ValueError for what is no answer.
        """
        if reply.status in {403, 429}:
            await self._rest(batch, _pause(reply))
            return None
        if 300 <= reply.status < 500:
            raise _OverError
        answer = reply.json()
        if reply.status != 200 or not isinstance(answer, dict):
            raise ValueError(f"status {reply.status}")
        wrong = errors(answer)
        if any(kind in _LIMITED for kind, _ in wrong):
            await self._rest(batch, _pause(reply))
            return None
        # What went wrong for no stated reason has no type: a timeout, mostly.
        heavy = {path[:1] for kind, path in wrong if kind in _TOO_HEAVY or not kind}
        if not isinstance(answer.get("data"), dict):
            if any(kind == UNKNOWN for kind, _ in wrong):
                raise _OverError  # it does not understand the query: an old instance
            self._shrink(batch)
            return None
        again = [one for index, one in enumerate(batch) if (f"q{index}",) in heavy]
        if again:
            self._shrink(again, count=len(batch))
        else:
            self._failures = 0
        return answer

    async def _rest(self, batch: Sequence[Question], seconds: float | None) -> None:
        """Wait for so long, once a run, and ask for `batch` again. Raises _OverError."""
        if self._waited or seconds is None or seconds > _LONGEST_WAIT:
            raise _OverError
        self._waited = True
        self._waiting.extendleft(reversed(batch))
        await asyncio.sleep(seconds)

    def _shrink(self, batch: Sequence[Question], count: int | None = None) -> None:
        """Ask for `batch` again, and for half as much at once as the `count` that was too much."""
        self._failures += 1
        self._size = max(min(self._size, count or len(batch)) // 2, 1)
        self._waiting.extendleft(reversed(batch))


def _pause(reply: Reply) -> float | None:
    """The seconds that the secondary limits want their caller to wait; None for another refusal.

    Source: "Exceeding the rate limit" in
    https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
    """
    wish = reply.headers.get("Retry-After", "")
    if wish:
        return int(wish) if wish.isascii() and wish.isdigit() else None
    if reply.headers.get("X-RateLimit-Remaining") == "0" or not _SECONDARY.search(reply.body):
        return None
    return _LONGEST_WAIT

"""A HEAD that is silent is joined by a GET, and the first answer counts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.links.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from lint import urls
    from lint.links.scheduling.host_queue import Lane
    from lint.links.scheduling.workers import Traffic
    from lint.links.verdicts.status import Outcome


class Answer(NamedTuple):
    """What one request came to: a redirect to `target`, or else what `said` says of it.

    `head` says that it is the answer to a HEAD. `cookies` are the Set-Cookie header fields of a
    redirect, `missing` the fragments that the page lacks.
    """

    said: Outcome
    head: bool
    target: urls.URL | None = None
    cookies: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the answer to a HEAD stands while a GET is under way: 2xx, 3xx, 429 and 503."""
        said = self.said
        return self.target is not None or said.verdict is Verdict.OK or said.status in {429, 503}


class Race:
    """A HEAD to the host of `lane` and, where there is a place for it, a GET beside it.

    `ask` sends one of them, within a timeout, and turns failures into answers. Both end at
    `deadline`, a time of the event loop. Where there is no place the GET takes that of the HEAD.
    """

    __slots__ = (
        "_ask",
        "_deadline",
        "_lane",
        "_loop",
        "_over",
        "_rival",
        "_scope",
        "_silent",
        "_traffic",
    )

    def __init__(
        self,
        ask: Callable[[str, asyncio.Timeout], Coroutine[Any, Any, Answer]],
        deadline: float,
        lane: Lane,
        traffic: Traffic,
    ) -> None:
        self._ask = ask
        self._deadline = deadline
        self._lane = lane
        self._traffic = traffic
        self._loop = asyncio.get_running_loop()
        self._scope = asyncio.timeout_at(deadline)
        self._rival: asyncio.Task[Answer] | None = None
        self._silent = False
        self._over = False

    async def run(self, patience: float) -> Answer:
        """The answer; the HEAD may be silent for `patience` seconds before the GET begins."""
        timer = self._loop.call_later(patience, self._join)
        try:
            answer = await self._ask("HEAD", self._scope)
            self._over = True
            timer.cancel()
            if not self._silent or answer.counts:
                return answer
            return await (self._get() if self._rival is None else self._rival)
        finally:
            self._over = True
            timer.cancel()
            if self._silent:
                await self._finish()

    def _join(self) -> None:
        self._silent = True
        if self._traffic.join(self._lane):
            self._rival = self._loop.create_task(self._get())
            self._rival.add_done_callback(self._settle)
        else:
            self._end_head()

    def _get(self) -> Coroutine[Any, Any, Answer]:
        return self._ask("GET", asyncio.timeout_at(self._deadline))

    def _settle(self, rival: asyncio.Task[Answer]) -> None:
        self._traffic.part(self._lane, second=True)
        failed = rival.cancelled() or rival.exception() is not None
        if not failed and rival.result().said.status is not None:
            self._end_head()

    def _end_head(self) -> None:
        if not self._over and not self._scope.expired():
            self._scope.reschedule(self._loop.time())

    async def _finish(self) -> None:
        self._traffic.part(self._lane, second=False)
        if self._rival is not None and not self._rival.done():
            self._rival.cancel()
            await asyncio.wait({self._rival})

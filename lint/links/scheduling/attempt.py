"""Asking for one URL: HEAD, then GET, along its redirects, and again if a failure may pass.

An inquiry makes one step at a time, a request to one host, so that whoever calls it decides when
each host is asked, and an inquiry that waits costs no task.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lint.links.network.intermediates import ALONE
from lint.links.network.redirect_chain import BROWSER_REDIRECTS, Chain
from lint.links.result import LinkResult, Reason, Verdict
from lint.links.scheduling import second_look
from lint.links.scheduling.hedge import Race
from lint.links.scheduling.host_queue import MAX_RETRY_AFTER
from lint.links.scheduling.rate_limit import jitter
from lint.links.scheduling.requester import TICK, Requester, Step
from lint.links.verdicts.badge_pictures import is_badge
from lint.links.verdicts.status import Outcome, duration, outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Coroutine, Mapping

    from lint import urls
    from lint.links.network.pool import Hosts
    from lint.links.result import LinkOptions
    from lint.links.scheduling.hedge import Answer
    from lint.links.scheduling.host_queue import Lane
    from lint.links.scheduling.workers import Traffic

# A HEAD that is silent for this share of the time, and so many seconds at most, is joined by a GET.
_HEAD_SHARE = 1 / 3
_HEAD_SECONDS = 3.0
# No connection, so no method would have done better.
_NO_CONNECTION = frozenset(
    {
        Reason.DNS_FAILURE,
        Reason.NO_SUCH_HOST,
        Reason.PRIVATE_ADDRESS,
        Reason.REFUSED,
        Reason.TLS_EXPIRED,
        Reason.TLS_HOSTNAME,
        Reason.TLS_UNTRUSTED,
    }
)


class Inquiry:
    """One URL on its way to a result.

    `key` is the URL as the result names it, `target` the same, parsed. Of `fragments` it is to be
    found out which the page lacks. `conditional` are headers with which a server may say that
    nothing has changed. Call `step` until it gives a LinkResult. `doubtful` says of that result
    that it is an unknown host, which is not to be believed before another host has answered,
    `asked` whether anything was asked at all.
    """

    __slots__ = (
        "_chain",
        "_completed",
        "_first",
        "_get",
        "_hosts",
        "_left",
        "_options",
        "_requester",
        "_retries",
        "_spent",
        "_status",
        "_target",
        "_timeout",
        "asked",
        "doubtful",
        "fragments",
        "key",
    )

    def __init__(  # noqa: PLR0913 - what a link is, and what asking for it takes
        self,
        key: str,
        target: urls.URL,
        hosts: Hosts,
        options: LinkOptions,
        *,
        fragments: Collection[str] = (),
        conditional: Mapping[str, str] | None = None,
    ) -> None:
        self.key = key
        self.fragments = fragments
        self.asked = False
        self.doubtful = False
        self._hosts = hosts
        self._options = options
        self._requester = Requester(target, hosts, fragments, conditional)
        self._target = target
        self._timeout = hosts.limits.timeout(target.host)
        self._left = self._timeout
        self._spent = 0.0  # in the first look, once there is a second one
        self._first: tuple[Outcome, LinkResult] | None = None
        self._retries = options.retries
        self._completed = ""  # the host whose certificates were completed last
        self._status: int | None = None
        # What the page says is in its body alone.
        self._get = bool(fragments) or (options.badge_images and is_badge(target))
        self._chain = Chain(target)

    @property
    def host(self) -> str:
        """The host that the next step asks."""
        return self._chain.url.host

    @property
    def validators(self) -> Mapping[str, str]:
        """The ETag and Last-Modified of the answer."""
        return self._requester.validators

    async def step(self, lane: Lane, traffic: Traffic) -> LinkResult | float:
        """Ask the host once, in a place of `lane`; the result, or how long to rest until then.

        Raises CrowdedError.
        """
        if self._first is not None and not self._hosts.looks.may_ask(self.host):
            return self._first[1]
        loop = asyncio.get_running_loop()
        began = loop.time()
        deadline = began + self._left
        self.asked = True
        try:
            answer = await self._step(lane, traffic, deadline)
        finally:
            self._left -= loop.time() - began
        if answer.said.incomplete and self._hosts.connects_to(self._chain.url):
            if self._completed != self.host and await self._hosts.complete(self._chain.url):
                self._completed = self.host
                return 0.0
            answer = await self._noted(answer)
        said = answer.said
        if said.status is None:
            lane.saw(said, began, loop.time())
        self._status = said.status if said.status is not None else self._status
        if not answer.head or said.reason is Reason.RATE_LIMITED:
            self._hosts.looks.saw(lane.host, said, look=self._first is not None)
        if answer.target is not None:
            ended = self._chain.follow(
                answer.target, said.status or 0, answer.cookies, by_head=answer.head
            )
            if ended is None:
                return self._left_to_others() if self._is_foreign() else 0.0
            said = ended
        if self._first is not None:
            return self._result(second_look.verdict(self._first[0], said), answer.missing)
        return self._conclude(said, answer)

    async def _noted(self, answer: Answer) -> Answer:
        """`answer`, a certificate whose issuer's is not there, with what the server leaves out."""
        sent = await self._hosts.intermediates.of(self._chain.url)
        said = replace(answer.said, detail=ALONE) if sent.alone else answer.said
        return answer._replace(said=said)

    def given_up(self, said: Outcome) -> LinkResult:
        """The result if the host is asked no more, for the reason in `said`."""
        return self._result(said) if self._first is None else self._first[1]

    def _is_foreign(self) -> bool:
        """Whether the next host is none of this run's (`LinkOptions.foreign`)."""
        foreign, host = self._options.foreign, self.host
        if not foreign:
            return False
        labels = host.split(".")
        return any(".".join(labels[index:]) in foreign for index in range(len(labels)))

    def _left_to_others(self) -> LinkResult:
        """The result of a link that leads to a host which is left to another run."""
        said = Outcome(
            Verdict.SKIPPED, Reason.EXCLUDED, status=self._status, detail="left to others"
        )
        return replace(self._result(said), permanent=self._chain.permanent)

    def _conclude(self, said: Outcome, answer: Answer) -> LinkResult | float:
        """The result, once `said` is all that there is to say; or when to ask again."""
        limited = said.reason in {Reason.RATE_LIMITED, Reason.SERVER_ERROR}
        if limited and (said.retry_after or 0.0) > MAX_RETRY_AFTER:
            detail = f"retry after {duration(said.retry_after or 0.0)}"
            return self._result(outcome(Reason.RATE_LIMITED, said.status, detail))
        if said.verdict is Verdict.OK:
            return self._result(said, answer.missing)
        if answer.head or self._chain.by_head:
            if self._chain.redirects == 0 and said.reason in _NO_CONNECTION:
                return self._result(said)
            wait = said.reason is Reason.RATE_LIMITED or said.status == 503
            if wait and (pause := self._pause(said)) is not None:
                return self._anew(pause)
            if said.reason is Reason.RATE_LIMITED:
                return self._result(said)
            if self._out_of_time:
                # Nothing is broken on a HEAD alone.
                broken = said.verdict is Verdict.BROKEN
                return self._result(outcome(Reason.TIMEOUT) if broken else said)
            return self._anew(0.0)
        if said.may_pass and (pause := self._pause(said)) is not None:
            return self._anew(pause)
        if said.reason in second_look.REASONS:
            return self._look_again(said)
        return self._result(said, answer.missing)

    def _look_again(self, said: Outcome) -> LinkResult | float:
        """Begin again as a browser asks, if that may be; else the result by `said`."""
        looks, host = self._hosts.looks, self.host
        first = self._result(looks.instead(host, said))
        if not (looks.may_ask(host) and looks.may_ask(self._target.host)):
            return first
        self._first = said, first
        self._spent = self._timeout - self._left
        self._left = self._timeout
        self._status = None
        self._get = True
        self._chain = Chain(self._target, BROWSER_REDIRECTS)
        return 0.0

    def _anew(self, pause: float) -> float:
        """Begin again, by GET, after `pause` seconds."""
        self._get = True
        self._status = None
        self._chain = Chain(self._target)
        return pause

    def _pause(self, said: Outcome) -> float | None:
        """The seconds until the next attempt, or None if there shall be none.

        Where the host rests, the lane sees to that, and it is not on the link's time.
        """
        if said.reason is Reason.RESET:
            self._retries -= 1  # aiohttp has asked a second time already
        if self._retries <= 0 or self._out_of_time:
            return None
        pause = jitter(max(0, self._options.retries - self._retries))
        self._retries -= 1
        if said.reason is Reason.RATE_LIMITED or said.retry_after is not None:
            return 0.0
        if pause > self._left - TICK:
            return None
        self._left -= pause
        return pause

    def _result(self, said: Outcome, missing: tuple[str, ...] = ()) -> LinkResult:
        self.doubtful = said.reason is Reason.NO_SUCH_HOST and not said.reserved
        chain = self._chain
        return LinkResult(
            url=self.key,
            verdict=said.verdict,
            reason=said.reason,
            status=self._status,
            final_url=chain.url.request if chain.redirects else self.key,
            permanent=chain.permanent and chain.redirects > 0 and said.verdict is Verdict.OK,
            detail=said.detail,
            elapsed=self._spent + self._timeout - self._left,
            missing=missing,
            connected=self._hosts.has_connected(chain.url),
        )

    async def _step(self, lane: Lane, traffic: Traffic, deadline: float) -> Answer:
        step = Step(self._chain, lane, deadline, looking=self._first is not None)

        def ask(method: str, scope: asyncio.Timeout) -> Coroutine[Any, Any, Answer]:
            return self._requester.ask(method, step, scope)

        if self._get:
            return await ask("GET", asyncio.timeout_at(deadline))
        patience = min(self._timeout * _HEAD_SHARE, _HEAD_SECONDS, self._left / 2)
        return await Race(ask, deadline, lane, traffic).run(patience)

    @property
    def _out_of_time(self) -> bool:
        return self._left < TICK

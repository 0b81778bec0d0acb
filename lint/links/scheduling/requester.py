"""One request for a URL, and what its answer says."""

from __future__ import annotations

import asyncio
import errno
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, cast

import aiohttp

from lint.links.network import lenient
from lint.links.network.redirect_chain import target_of
from lint.links.result import Reason, Verdict
from lint.links.scheduling.hedge import Answer
from lint.links.verdicts.page import examine, judge
from lint.links.verdicts.status import (
    NOT_HTTP,
    PROXY_AUTHENTICATION,
    REDIRECTS,
    Outcome,
    judge_error,
    outcome,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lint import urls
    from lint.links.network.pool import Hosts
    from lint.links.network.redirect_chain import Chain
    from lint.links.scheduling.host_queue import Lane

TICK = 0.05
"""A wait of fewer seconds counts as over: a timer may go off a little early."""
_OUT_OF_DESCRIPTORS = frozenset({errno.EMFILE, errno.ENFILE})
# So often an inquiry waits for descriptors before it says that there are none.
_MAX_CROWDED = 5
_VALIDATORS = ("ETag", "Last-Modified")
# A longer one is not worth remembering; they are kept for every link.
_VALIDATOR_LENGTHS = range(1, 513)


class CrowdedError(Exception):
    """The process has no descriptor left for a connection; nothing was requested."""


class Step(NamedTuple):
    """A request to where `chain` has led, in a place of `lane`, until `deadline`.

    `looking` says that it is one of a second look.
    """

    chain: Chain
    lane: Lane
    deadline: float
    looking: bool


class Requester:
    """Sends the requests for `target`, and turns each response or failure into an Answer.

    Of `fragments` it finds out which the page lacks. `conditional` are headers with which a server
    may say that nothing has changed. `validators` are the ETag and Last-Modified of the response.
    """

    __slots__ = ("_conditional", "_crowded", "_fragments", "_hosts", "_target", "validators")

    def __init__(
        self,
        target: urls.URL,
        hosts: Hosts,
        fragments: Collection[str],
        conditional: Mapping[str, str] | None,
    ) -> None:
        self.validators: Mapping[str, str] = {}
        self._target = target
        self._hosts = hosts
        self._fragments = fragments
        self._conditional = conditional
        self._crowded = 0

    async def ask(self, method: str, step: Step, scope: asyncio.Timeout) -> Answer:
        """The answer to one request, or the failure to get one within `scope`.

        Raises CrowdedError.
        """
        time = asyncio.get_running_loop().time
        began = time()
        chain, lane = step.chain, step.lane
        url = chain.url
        head = method == "HEAD"
        headers = chain.headers()
        if step.looking:
            headers = {**self._hosts.looks.headers, **headers}
        elif self._conditional and chain.redirects == 0:
            headers.update(self._conditional)
        # What a server sends behind its answer must not be taken for that to a second look.
        fresh = self._hosts.connections() if step.looking else None
        connections = fresh or self._hosts.to(lane.host)
        try:
            async with (
                scope,
                connections.request(method, url, headers, own=not step.looking) as response,
            ):
                self._hosts.answered = True
                if response.status in REDIRECTS and not self._accepts(response.status, url):
                    lane.saw(None, began, time())
                    return _redirect(response, url, head=head)
                said = self._judge(response, chain)
                lane.saw(said, began, time())
                if said.verdict is Verdict.OK and chain.redirects == 0:
                    self.validators = {
                        name: response.headers[name]
                        for name in _VALIDATORS
                        if len(response.headers.get(name, "")) in _VALIDATOR_LENGTHS
                    }
                if head or response.status == 304:
                    return Answer(said, head)
                # What remains of the time bounds the body; an answer that has begun is one.
                scope.reschedule(None)
                return await self._examined(response, url, said, step.deadline)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if not head and _is_unreadable(error) and self._hosts.connects_to(url):
                return await self._ask_leniently(step, headers)
            return Answer(self._failure(error, chain, late=time() > step.deadline - TICK), head)
        finally:
            if fresh is not None:
                await fresh.close()

    async def _ask_leniently(self, step: Step, headers: Mapping[str, str]) -> Answer:
        """The answer to one more GET, for one that is not valid HTTP."""
        time = asyncio.get_running_loop().time
        began = time()
        chain, lane = step.chain, step.lane
        url = chain.url
        sent = self._hosts.sent_to(url, headers, own=not step.looking)
        try:
            answered = await lenient.get(self._hosts, url, sent, step.deadline)
        except lenient.NotHttpError as error:
            said = outcome(
                Reason.HTTP2_ONLY if error.http2 else Reason.PROTOCOL_ERROR,
                detail="" if error.http2 else NOT_HTTP,
            )
            return Answer(said, head=False)
        except OSError as error:
            return Answer(
                self._failure(error, chain, late=time() > step.deadline - TICK), head=False
            )
        # It has what is asked of an answer here and in `examine`.
        response = cast("aiohttp.ClientResponse", answered)
        if response.status in REDIRECTS and not self._accepts(response.status, url):
            lane.saw(None, began, time())
            return _redirect(response, url, head=False)
        said = self._judge(response, chain)
        lane.saw(said, began, time())
        return await self._examined(response, url, said, step.deadline)

    async def _examined(
        self, response: aiohttp.ClientResponse, url: urls.URL, said: Outcome, deadline: float
    ) -> Answer:
        """What the page of an answer to a GET makes of `said`, which its head says."""
        if said.reason is Reason.PROXY_AUTH:
            return Answer(said, head=False)  # the page is the proxy's
        left = max(0.0, deadline - asyncio.get_running_loop().time())
        page = await examine(
            response, url, self._target, self._fragments, left, room=self._hosts.room
        )
        accepted = said.verdict is Verdict.OK and not 200 <= response.status < 300
        return Answer(said if accepted else page.outcome, head=False, missing=page.missing)

    def _judge(self, response: aiohttp.ClientResponse, chain: Chain) -> Outcome:
        """The outcome that the head of a response other than a redirect gives."""
        status, url = response.status, chain.url
        if status == 304 and self._conditional and chain.redirects == 0:
            return Outcome(Verdict.OK, status=status)
        if self._accepts(status, url):
            return Outcome(Verdict.OK, status=status)
        if status == PROXY_AUTHENTICATION and self._hosts.proxy_for(url) is not None:
            return outcome(Reason.PROXY_AUTH, status)
        return judge(response, url, self._target)

    def _accepts(self, status: int, url: urls.URL) -> bool:
        """Whether the configuration accepts `status`, an answer from `url`."""
        return self._hosts.accepted.counts(url.host, status)

    def _failure(self, error: Exception, chain: Chain, *, late: bool) -> Outcome:
        url = chain.url
        system = getattr(error, "os_error", error)
        if getattr(system, "errno", None) in _OUT_OF_DESCRIPTORS and self._crowded < _MAX_CROWDED:
            self._crowded += 1
            raise CrowdedError from None
        said = judge_error(error)
        slow_lookup = late and self._hosts.resolver.is_waiting_for(url.host)
        if slow_lookup and self._hosts.proxy_for(url) is None:
            said = outcome(Reason.DNS_FAILURE, detail="the lookup took too long")
        if chain.redirects and said.reason is Reason.PRIVATE_ADDRESS:
            said = replace(said, detail=f"redirects to {url.origin}")
        return said


def _is_unreadable(error: Exception) -> bool:
    """Whether an answer came that aiohttp does not take for HTTP."""
    return isinstance(error, aiohttp.ClientResponseError) and not isinstance(
        error, aiohttp.ClientHttpProxyError
    )


def _redirect(response: aiohttp.ClientResponse, url: urls.URL, *, head: bool) -> Answer:
    target = target_of(response, url)
    if isinstance(target, Outcome):
        return Answer(target, head)
    said = Outcome(Verdict.OK, status=response.status)
    return Answer(said, head, target, tuple(response.headers.getall("Set-Cookie", ())))

"""Asking for one URL: HEAD, then GET, along its redirects, and again if a failure may pass."""

from __future__ import annotations

import asyncio
import random
from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote_from_bytes, unquote_to_bytes

import aiohttp
import yarl

from lint import urls
from lint.links.answers import (
    PERMANENT,
    REDIRECTS,
    Outcome,
    judge_error,
    judge_status,
    outcome,
    printable,
)
from lint.links.result import LinkResult, Reason, Verdict

if TYPE_CHECKING:
    from lint.links.host import Hosts
    from lint.links.result import LinkOptions

MAX_REDIRECTS = 10
# A server that hangs on HEAD has this share of the time for it, and this many seconds at most.
_HEAD_SHARE = 1 / 3
_HEAD_SECONDS = 3.0
# A failure that may pass is asked for again after this many seconds, give or take half.
_RETRY_AFTER = 1.0
# A server that wants us to wait for longer than this, in seconds, is not asked again.
MAX_RETRY_AFTER = 60.0
# Less time than this, in seconds, is no time: a timer may go off a little early.
_TICK = 0.05
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
# The characters of a Location that are left alone; bytes above ASCII are percent-encoded.
_ASCII = "".join(map(chr, range(0x80)))


class _Trail(NamedTuple):
    """Where asking led, and what it came to there."""

    outcome: Outcome
    url: urls.URL
    redirects: int
    permanent: bool
    status: int | None


class Inquiry:
    """One URL on its way to a result.

    `key` is the URL as the result names it, `target` the same, parsed. Call `attempt` until it
    gives a LinkResult. `doubtful` says of that result that it is an unknown host, which is not to
    be believed before another host has answered.
    """

    __slots__ = (
        "_credentials",
        "_hosts",
        "_left",
        "_options",
        "_retries",
        "_start",
        "_tried_head",
        "doubtful",
        "key",
    )

    def __init__(self, key: str, target: urls.URL, hosts: Hosts, options: LinkOptions) -> None:
        self.key = key
        self.doubtful = False
        self._hosts = hosts
        self._options = options
        self._left = options.timeout
        self._retries = options.retries
        self._tried_head = False
        self._credentials: dict[str, str] = {}
        self._start = self._without_credentials(target)

    async def attempt(self) -> LinkResult | float:
        """The result, or for how many seconds to wait before another attempt."""
        if not self._tried_head:
            self._tried_head = True
            trail = await self._follow("HEAD")
            said = trail.outcome
            if said.verdict is Verdict.OK or (
                trail.redirects == 0 and said.reason in _NO_CONNECTION
            ):
                return self._result(trail)
            if said.reason is Reason.RATE_LIMITED and (pause := self._pause(said)) is not None:
                return pause
            if self._out_of_time:
                if said.verdict is Verdict.BROKEN:
                    # Nothing is broken on a HEAD alone.
                    trail = trail._replace(outcome=outcome(Reason.TIMEOUT))
                return self._result(trail)
        trail = await self._follow("GET")
        if trail.outcome.may_pass and (pause := self._pause(trail.outcome)) is not None:
            return pause
        return self._result(trail)

    def _pause(self, said: Outcome) -> float | None:
        """The seconds until the next attempt, or None if there shall be none."""
        wish = said.retry_after
        if self._retries <= 0 or self._out_of_time or (wish or 0) > MAX_RETRY_AFTER:
            return None
        self._retries -= 1
        jitter = 0.5 + random.random()  # noqa: S311 (nothing to keep secret)
        return _RETRY_AFTER * jitter if wish is None else wish + jitter / 2

    def _result(self, trail: _Trail) -> LinkResult:
        said = trail.outcome
        self.doubtful = said.reason is Reason.NO_SUCH_HOST and not said.reserved
        return LinkResult(
            url=self.key,
            verdict=said.verdict,
            reason=said.reason,
            status=trail.status,
            final_url=trail.url.request if trail.redirects else self.key,
            permanent=trail.permanent and trail.redirects > 0 and said.verdict is Verdict.OK,
            detail=said.detail,
            elapsed=self._options.timeout - self._left,
        )

    async def _follow(self, method: str) -> _Trail:
        """Ask for the URL and follow its redirects to the end."""
        url = self._start
        status: int | None = None
        permanent = True
        jar: aiohttp.CookieJar | None = None
        seen: set[tuple[str, str]] = set()
        for redirects in range(MAX_REDIRECTS + 1):
            cookies = _cookie_header(jar, url)
            if (url.request, cookies) in seen:
                return _Trail(outcome(Reason.REDIRECT_LOOP), url, redirects, permanent, status)
            seen.add((url.request, cookies))
            try:
                response = await self._ask(method, url, cookies)
            except (aiohttp.ClientError, OSError, ValueError) as error:
                said = self._failure(error, url, redirects)
                return _Trail(said, url, redirects, permanent, status)
            status = response.status
            if status not in REDIRECTS:
                said = judge_status(status, response.headers)
                return _Trail(said, url, redirects, permanent, status)
            target = _target(response, url)
            if isinstance(target, Outcome):
                return _Trail(target, url, redirects, permanent, status)
            if response.cookies:
                jar = aiohttp.CookieJar(unsafe=True, quote_cookie=False) if jar is None else jar
                jar.update_cookies(response.cookies, _yarl(url))
            permanent = permanent and status in PERMANENT
            url = self._without_credentials(target)
        said = outcome(Reason.TOO_MANY_REDIRECTS, status)
        return _Trail(said, url, MAX_REDIRECTS + 1, permanent, status)

    async def _ask(self, method: str, url: urls.URL, cookies: str) -> aiohttp.ClientResponse:
        """The head of the answer to one request; raises what aiohttp does, or TimeoutError.

        The wait for a place is not on the link's time. The body is left unread, whatever it is,
        and the connection closed if there is one.
        """
        self._hosts.guard.check_host(url.host)
        headers = {"Cookie": cookies} if cookies else {}
        if url.origin in self._credentials:
            headers["Authorization"] = self._credentials[url.origin]
        patience = self._left
        if method == "HEAD":
            patience = min(patience, self._options.timeout * _HEAD_SHARE, _HEAD_SECONDS)
        loop = asyncio.get_running_loop()
        async with self._hosts.place(url.host) as session:
            started = loop.time()
            try:
                async with (
                    asyncio.timeout(patience),
                    session.request(
                        method, _yarl(url), headers=headers, allow_redirects=False
                    ) as response,
                ):
                    self._hosts.answered = True
            finally:
                self._left -= loop.time() - started
        return response

    def _failure(self, error: Exception, url: urls.URL, redirects: int) -> Outcome:
        said = judge_error(error)
        if self._out_of_time and self._hosts.resolver.is_waiting_for(url.host):
            said = outcome(Reason.DNS_FAILURE, detail="the lookup took too long")
        if redirects and said.reason is Reason.PRIVATE_ADDRESS:
            said = replace(said, detail=f"redirects to {url.origin}")
        return said

    @property
    def _out_of_time(self) -> bool:
        return self._left < _TICK

    def _without_credentials(self, url: urls.URL) -> urls.URL:
        """`url` without its credentials, which are kept for requests to its origin."""
        if not url.username and not url.password:
            return url
        pair = unquote_to_bytes(url.username) + b":" + unquote_to_bytes(url.password)
        self._credentials[url.origin] = f"Basic {b64encode(pair).decode('ascii')}"
        href = f"{url.origin}{url.path}" + (f"?{url.query}" if url.query else "")
        return url._replace(href=href, username="", password="")


def _target(response: aiohttp.ClientResponse, url: urls.URL) -> urls.URL | Outcome:
    """Where a redirect from `url` leads, or what is wrong with it."""
    status = response.status
    # aiohttp decodes a header as UTF-8 and keeps other bytes as surrogates.
    raw = response.headers.get("Location", "").encode("utf-8", "surrogateescape")
    location = quote_from_bytes(raw, safe=_ASCII).strip()
    if not location:
        return outcome(Reason.PROTOCOL_ERROR, status, f"status {status} without a Location")
    target = urls.resolve(location, url)
    if target is None:
        detail = f"redirects to {printable(location)}, which is no URL"
        return outcome(Reason.BAD_REDIRECT, status, detail)
    if target.scheme not in {"http", "https"}:
        detail = f"redirects to a {printable(target.scheme, 20)}: URL"
        return outcome(Reason.BAD_REDIRECT, status, detail)
    return target


def _cookie_header(jar: aiohttp.CookieJar | None, url: urls.URL) -> str:
    if jar is None:
        return ""
    cookies = jar.filter_cookies(_yarl(url)).values()
    return "; ".join(f"{cookie.key}={cookie.coded_value}" for cookie in cookies)


def _yarl(url: urls.URL) -> yarl.URL:
    """`url` for aiohttp, as it stands: yarl must not normalise it in its own way."""
    return yarl.URL(url.request, encoded=True)

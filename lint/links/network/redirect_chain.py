"""The way from a URL along its redirects: its cookies, its credentials, and where it ends."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes, unquote_to_bytes

from lint import credentials, urls
from lint.links.network.cookies import Cookies
from lint.links.network.pool import as_yarl
from lint.links.result import Reason, Verdict
from lint.links.verdicts.status import PERMANENT, Outcome, outcome, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import aiohttp

MAX_REDIRECTS = 10
# The length of a URL that is followed; servers take request lines of 8 kB (RFC 9110, section 4.1,
# has 8,000 as the least that all should take). One that waits for its host is kept.
_MAX_LOCATION = 8_192
BROWSER_REDIRECTS = 20
"""So many a browser follows (Fetch Standard, "HTTP-redirect fetch", step 7)."""
# Where a redirect to one of these leads nowhere, because browsers follow none: Fetch has a network
# error for `about`, `blob`, `data` and `file`, and browsers for what would run or show their own;
# `ftp` and `gopher` they have dropped.
# Any other scheme opens the program that it belongs to: vscode:, slack:, intent:, mailto:.
_NO_PROGRAM = frozenset(
    {
        "about",
        "blob",
        "chrome",
        "data",
        "file",
        "filesystem",
        "ftp",
        "gopher",
        "javascript",
        "resource",
        "vbscript",
        "view-source",
        "ws",
        "wss",
    }
)
# The characters of a Location that are left alone; bytes above ASCII are percent-encoded.
_ASCII = "".join(map(chr, range(0x80)))


class Chain:
    """A URL and where its redirects have led so far.

    `start` may have credentials. `url` is where to ask next, without any. `by_head` says that the
    answer to a HEAD has led here. `permanent` says that every redirect was.

    After so many redirects the way ends, `most`, or BROWSER_REDIRECTS where it has once come to a
    URL again; to one that it comes to a third time, it goes in a circle.
    """

    __slots__ = (
        "_cookies",
        "_credentials",
        "_most",
        "_seen",
        "by_head",
        "permanent",
        "redirects",
        "url",
    )

    def __init__(self, start: urls.URL, most: int = MAX_REDIRECTS) -> None:
        self._most = most
        self.redirects = 0
        self.permanent = True
        self.by_head = False
        self._credentials: dict[str, str] | None = None
        self._cookies: Cookies | None = None
        self._seen: dict[int, int] | None = None
        self.url = self._without_credentials(start)

    def headers(self) -> dict[str, str]:
        """The headers that the next request needs because of where the chain has been."""
        headers: dict[str, str] = {}
        if cookies := self._cookie_header():
            headers["Cookie"] = cookies
        if self._credentials and self.url.origin in self._credentials:
            headers["Authorization"] = self._credentials[self.url.origin]
        return headers

    def follow(
        self, target: urls.URL, status: int, cookies: Sequence[str], *, by_head: bool
    ) -> Outcome | None:
        """Go on to `target`; what to say if that is not to be asked, for the way ends there.

        `cookies` are the Set-Cookie header fields of the redirect, whose status is `status`.
        """
        if self._seen is None:
            self._seen = {hash((self.url.request, "")): 1}
        if cookies:
            if self._cookies is None:
                self._cookies = Cookies()
            self._cookies.take(cookies, as_yarl(self.url))
        self.redirects += 1
        self.by_head = self.by_head or by_head
        self.permanent = self.permanent and status in PERMANENT
        self.url = self._without_credentials(target)
        if self.redirects > self._most:
            return outcome(Reason.TOO_MANY_REDIRECTS, status)
        step = hash((self.url.request, self._cookie_header()))  # what they were may be long
        times = self._seen[step] = self._seen.get(step, 0) + 1
        if times == 2 and not self.by_head:
            # A server may set a mark of its own, and answer the same request when it comes again.
            self._most = BROWSER_REDIRECTS
        elif times > 1:
            if self._cookies is not None and self._cookies.lost(as_yarl(self.url)):
                detail = "in a loop with a cookie that cannot be sent back"
                return outcome(Reason.TOO_MANY_REDIRECTS, status, detail)
            return outcome(Reason.REDIRECT_LOOP, status)
        return None

    def _cookie_header(self) -> str:
        return "" if self._cookies is None else self._cookies.header(as_yarl(self.url))

    def _without_credentials(self, url: urls.URL) -> urls.URL:
        """`url` without its credentials, which are kept for requests to its origin."""
        if not url.username and not url.password:
            return url
        pair = unquote_to_bytes(url.username) + b":" + unquote_to_bytes(url.password)
        if self._credentials is None:
            self._credentials = {}
        self._credentials[url.origin] = f"Basic {b64encode(pair).decode('ascii')}"
        return credentials.stripped(url)


def target_of(response: aiohttp.ClientResponse, url: urls.URL) -> urls.URL | Outcome:
    """Where the redirect `response` from `url` leads; an outcome if that is not to be asked.

    It is fine where a browser opens a program, and says what is wrong otherwise.
    """
    status = response.status
    # aiohttp decodes a header as UTF-8 and keeps other bytes as surrogates.
    raw = response.headers.get("Location", "").encode("utf-8", "surrogateescape")
    location = quote_from_bytes(raw, safe=_ASCII).strip()
    if not location:
        return outcome(Reason.PROTOCOL_ERROR, status, f"status {status} without a Location")
    if len(location) > _MAX_LOCATION:
        detail = f"redirects to a URL of more than {_MAX_LOCATION} characters"
        return outcome(Reason.PROTOCOL_ERROR, status, detail)
    target = urls.resolve(location, url)
    if target is None:
        detail = f"redirects to {printable(location)}, which is not a URL"
        return outcome(Reason.BAD_REDIRECT, status, detail)
    if target.scheme in {"http", "https"}:
        return target
    article = "an" if target.scheme[:1] in {*"aeiou"} else "a"
    detail = f"redirects to {article} {printable(target.scheme, 20)}: URL"
    if target.scheme in _NO_PROGRAM:
        return outcome(Reason.BAD_REDIRECT, status, detail)
    return Outcome(Verdict.OK, status=status, detail=f"{detail}, which opens a program")

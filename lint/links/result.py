"""What is known of a link after a check, and the options of a check. Imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from ipaddress import IPv4Network, IPv6Network


class Verdict(StrEnum):
    """What may be said of a link (docs/verdicts.md)."""

    OK = "ok"
    BROKEN = "broken"
    UNVERIFIED = "unverified"
    SKIPPED = "skipped"


class Reason(StrEnum):
    """Why a verdict is not `ok`. The words are part of the JSON contract."""

    # broken
    NOT_FOUND = "not-found"
    GONE = "gone"
    NO_SUCH_HOST = "no-such-host"
    REDIRECT_LOOP = "redirect-loop"
    BAD_REDIRECT = "bad-redirect"
    # unverified
    AUTH_REQUIRED = "auth-required"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate-limited"
    LEGAL = "legal"
    BOT_WALL = "bot-wall"
    SOFT_404 = "soft-404"
    SERVER_ERROR = "server-error"
    TIMEOUT = "timeout"
    DNS_FAILURE = "dns-failure"
    REFUSED = "refused"
    RESET = "reset"
    PROTOCOL_ERROR = "protocol-error"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    TLS_EXPIRED = "tls-expired"
    TLS_UNTRUSTED = "tls-untrusted"
    TLS_HOSTNAME = "tls-hostname"
    CLIENT_ERROR = "client-error"
    # skipped
    OFFLINE = "offline"
    EXCLUDED = "excluded"
    PRIVATE_ADDRESS = "private-address"
    BADGE_IMAGE = "badge-image"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a site says of the work that a URL shows; None, False or empty where it says nothing.

    `identity` is that of `lint.sites.identity`. `title` is plain text. `date` is that of the first
    version, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, `pushed` that of the last change, likewise.
    `moved_to` is the URL of the same work at its present name. `licence` is an SPDX identifier.
    """

    identity: str
    title: str | None = None
    date: str | None = None
    moved_to: str | None = None
    archived: bool = False
    withdrawn: bool = False
    pushed: str | None = None
    description: str | None = None
    topics: tuple[str, ...] | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class LinkResult:
    """What one check of one URL found out.

    `url` is normalised and has no fragment. `status` is the last HTTP status seen, if any.
    `final_url` is where redirects led (equal to `url` without any); `permanent` says that every
    hop was a 301 or 308. `detail` says in a few words what the reason cannot (a certificate's
    expiry, an address, the exclude pattern). `elapsed` is in seconds.

    `facts` is what the page's site says of it. Of the fragments that were asked for, written as in
    the list and decoded, `missing` are those that the page certainly has not. `last_good` and
    `failing_since` are days (UTC) that the history knows, `failures` counts the runs since then
    that found the link broken or unverified, this one included. `snapshot` is the URL of an
    archived copy.
    """

    url: str
    verdict: Verdict
    reason: Reason | None = None
    status: int | None = None
    final_url: str | None = None
    permanent: bool = False
    detail: str = ""
    from_cache: bool = False
    elapsed: float = 0.0
    facts: Facts | None = None
    missing: tuple[str, ...] = ()
    last_good: dt.date | None = None
    failing_since: dt.date | None = None
    failures: int = 0
    snapshot: str | None = None

    @property
    def redirected(self) -> bool:
        """Whether the URL answered from somewhere else than asked."""
        return self.final_url is not None and self.final_url != self.url


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """How links are checked. Times are in seconds."""

    timeout: float = 10.0
    retries: int = 1
    concurrency: int = 128
    per_host: int = 10
    allow_addresses: tuple[IPv4Network | IPv6Network, ...] = ()
    exclude: tuple[str, ...] = ()
    user_agent: str = ""
    ca_bundle: str | None = None


if TYPE_CHECKING:
    Progress = Callable[[LinkResult], None]
    """Called once for each URL, as soon as its verdict is known."""

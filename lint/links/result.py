"""What is known of a link after a check, and the options of a check. Imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
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
    HTTP2_ONLY = "http2-only"
    PROXY_AUTH = "proxy-auth"
    # skipped
    OFFLINE = "offline"
    EXCLUDED = "excluded"
    PRIVATE_ADDRESS = "private-address"
    BADGE_IMAGE = "badge-image"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a site says of the work that a URL shows; None, False or empty where it says nothing.

    `identity` is that of `lint.sites.identity`. Texts are plain, on one line and bounded, without
    control and bidirectional characters (`lint.links.providers._text`). Days are `YYYY`, `YYYY-MM`
    or `YYYY-MM-DD`: `date` that of the first version, `pushed` that of the last change, or of the
    version that the URL names. `title` is that of this version, too, or the latest; `former` are
    the other titles that the work has had, None where nobody asked or they could not be read.

    Of papers: `authors` are all of them in their order, given name first; `withdrawn` covers
    retractions; `doi` and `venue` are those of what was published of
    a preprint; `decision` is that of the venue (accepted, rejected, withdrawn). `code` and
    `homepage` are the URLs that the site has for them.
    Of repositories and models: `moved_to` is the URL of the same work at its present name,
    `archived_on` the day of that, `empty` one without a commit, `fork` one that began as a copy.
    `licence` is an SPDX identifier, `release` the tag of the latest one. `gated` models are given
    out on request, `disabled` ones to nobody.
    Of packages: `state` is why no one should install it (deprecated, security-holding, yanked,
    inactive), `note` what its registry says of that. `disambiguation` is a page that only lists
    others.
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
    fork: bool = False
    former: tuple[str, ...] | None = None
    doi: str | None = None
    venue: str | None = None
    decision: str | None = None
    code: str | None = None
    homepage: str | None = None
    stars: int | None = None
    release: str | None = None
    archived_on: str | None = None
    empty: bool = False
    gated: bool = False
    disabled: bool = False
    state: str | None = None
    note: str | None = None
    disambiguation: bool = False
    authors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class LinkResult:
    """What one check of one URL found out.

    `url` is normalised and has no fragment. `status` is the HTTP status of the last request, if it
    had one.
    `final_url` is where redirects led (equal to `url` without any); `permanent` says that every
    hop was a 301 or 308. `detail` says in a few words what the reason cannot (a certificate's
    expiry, an address, the exclude pattern), and of an `ok` what there is to note. `elapsed` is in
    seconds. `checked` is the day (UTC) of an answer that comes from the cache. `connected` says
    that there was a connection to the host, whatever came of it.

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
    checked: dt.date | None = field(default=None, compare=False)
    connected: bool = field(default=False, compare=False)

    @property
    def redirected(self) -> bool:
        """Whether the URL answered from somewhere else than asked."""
        return self.final_url is not None and self.final_url != self.url


@dataclass(frozen=True, slots=True)
class HostOptions:
    """How one host is asked, and each of those below it, each on its own.

    `per_host` is the most requests at once, None for what holds for all hosts; `interval` the least
    time between the beginnings of two requests, `timeout` the longest that one link may take (None
    for what holds for all hosts), both in seconds. `accept` has what counts as fine besides
    (`lint.links.network.accepted_statuses`), `headers` values by name.
    """

    per_host: int | None = None
    interval: float = 0.0
    timeout: float | None = None
    accept: tuple[int | str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class CacheOptions:
    """For how many days an answer counts before a link is asked again; 0 is none at all."""

    good_days: int = 7
    unverified_days: int = 1


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """How links are checked. Times are in seconds.

    `per_host` is the most requests at once to one host; None lets the host decide, up to 16
    (`lint.links.scheduling.rate_limit`). `hosts` says otherwise for some of them.
    `include` and `exclude` are patterns (`lint.links.filters`). `accept` has what counts as fine
    by host (`lint.links.network.accepted_statuses`), `headers` values by name by origin; both are
    normalised. `user_agent` is the whole of what requests say that they come from, `contact` the
    page or the mail address in it (`lint.provenance.agent`). `second_look` sends a request as a
    browser does before a link is called broken, `aia` fetches a certificate that a server does not
    send. `fragments` has those of every HTML page looked for. `archive_url` is asked for copies of
    broken links if `archive` says so. `trust_proxy` leaves names that cannot be looked up here to
    the proxy. No redirect is followed to the hosts in `foreign`, nor to those below them: a link
    that leads there is skipped as excluded, and its `final_url` says where that is.
    """

    timeout: float = 10.0
    retries: int = 2
    concurrency: int = 128
    per_host: int | None = None
    hosts: Mapping[str, HostOptions] = field(default_factory=dict)
    allow_addresses: tuple[IPv4Network | IPv6Network, ...] = ()
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    accept: Mapping[str, tuple[int | str, ...]] = field(default_factory=dict)
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    images: bool = True
    badge_images: bool = False
    fragments: bool = False
    archive: bool = False
    archive_url: str = "https://archive.org/wayback/available"
    trust_proxy: bool = False
    second_look: bool = True
    aia: bool = True
    user_agent: str = ""
    contact: str = ""
    ca_bundle: str | None = None
    cache: CacheOptions = field(default_factory=CacheOptions)
    foreign: frozenset[str] = frozenset()


if TYPE_CHECKING:
    Progress = Callable[[LinkResult], None]
    """Called once for each URL, as soon as its verdict is known."""

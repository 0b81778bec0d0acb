"""What an answer, or a failure to get one, says of a link: pure functions, no network.

A human would be shown a page for a 2xx only. Of the rest, only 404 and 410 say that there is no
such page; whatever may be about the asker, the moment or the way is `unverified`.
"""

from __future__ import annotations

import errno
import re
import socket
import ssl
import time
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import aiohttp

from lint.credentials import hide
from lint.links.network.guard import PrivateAddressError
from lint.links.network.proxies import NotHandedOnError
from lint.links.network.resolver import LookupFailedError, UnknownHostError
from lint.links.result import Reason, Verdict
from lint.links.verdicts import bot_walls

if TYPE_CHECKING:
    from collections.abc import Mapping

# RFC 9110, section 15.4: the statuses that send on to the Location (Fetch: "redirect status").
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})

_STATUSES = {
    401: Reason.AUTH_REQUIRED,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    410: Reason.GONE,
    429: Reason.RATE_LIMITED,
    451: Reason.LEGAL,
    999: Reason.BOT_WALL,  # LinkedIn
}
_BROKEN = frozenset(
    {
        Reason.NOT_FOUND,
        Reason.GONE,
        Reason.NO_SUCH_HOST,
        Reason.REDIRECT_LOOP,
        Reason.BAD_REDIRECT,
    }
)
# What may pass if it is asked again (an unknown host and a lookup that failed were asked again by
# the resolver; a timeout has had its time).
_PASSING = frozenset({Reason.RATE_LIMITED, Reason.RESET, Reason.SERVER_ERROR})
# OpenSSL's x509_vfy.h: X509_V_ERR_CERT_HAS_EXPIRED, _HOSTNAME_MISMATCH, _IP_ADDRESS_MISMATCH.
_EXPIRED = 10
_WRONG_HOST = frozenset({62, 64})
# _UNABLE_TO_GET_ISSUER_CERT, _UNABLE_TO_GET_ISSUER_CERT_LOCALLY, _UNABLE_TO_VERIFY_LEAF_SIGNATURE.
_INCOMPLETE = frozenset({2, 20, 21})

UPGRADE_REQUIRED = 426
NOT_HTTP = "the response is not valid HTTP, or its header is too long"
PROXY_AUTHENTICATION = 407
# RFC 7301, section 3.2: the alert of a server that speaks none of the protocols offered, which are
# HTTP/1.1 alone. OpenSSL 3 has these names for it.
_NO_COMMON_PROTOCOL = frozenset(
    {"TLSV1_ALERT_NO_APPLICATION_PROTOCOL", "TLSV13_ALERT_NO_APPLICATION_PROTOCOL"}
)

_UNREACHABLE = {
    errno.ENETUNREACH: "the network is unreachable",
    errno.EHOSTUNREACH: "no route to the host",
    errno.EADDRNOTAVAIL: "the address cannot be connected to",
    errno.EACCES: "connecting is not permitted here",
    errno.EPERM: "connecting is not permitted here",
    errno.EMFILE: "too many open files here",
    errno.ENFILE: "too many open files here",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way of asking came to. `retry_after` is the server's wish, in seconds.

    `reserved` is set for an unknown host whose name can never be known, `incomplete` for a
    certificate whose issuer's is not there.
    """

    verdict: Verdict
    reason: Reason | None = None
    status: int | None = None
    detail: str = ""
    retry_after: float | None = None
    reserved: bool = False
    incomplete: bool = False

    @property
    def may_pass(self) -> bool:
        """Whether asking again a little later may come to something else."""
        return self.reason in _PASSING


def outcome(
    reason: Reason,
    status: int | None = None,
    detail: str = "",
    retry_after: float | None = None,
    *,
    reserved: bool = False,
) -> Outcome:
    """The outcome for `reason`, which decides the verdict."""
    if reason in _BROKEN:
        verdict = Verdict.BROKEN
    elif reason is Reason.PRIVATE_ADDRESS:
        verdict = Verdict.SKIPPED
    else:
        verdict = Verdict.UNVERIFIED
    return Outcome(verdict, reason, status, detail, retry_after, reserved)


def judge_status(status: int, headers: Mapping[str, str]) -> Outcome:
    """The outcome of an answer that is no redirect; `headers` are looked up in any case."""
    if (wall := bot_walls.by_headers(status, headers)) is not None:
        return outcome(Reason.BOT_WALL, status, printable(wall))
    if 200 <= status < 300:
        return Outcome(Verdict.OK, status=status)
    retry_after = parse_retry_after(headers.get("Retry-After"))
    if (reason := _STATUSES.get(status)) is not None:
        detail = ""
        if reason is Reason.RATE_LIMITED and retry_after is not None:
            detail = f"retry after {duration(retry_after)}"
        return outcome(reason, status, detail, retry_after)
    if status == UPGRADE_REQUIRED and re.match(
        r"(?i)\s*(?:h2c?|HTTP/2)", headers.get("Upgrade", "")
    ):
        return outcome(Reason.HTTP2_ONLY, status)
    if 400 <= status < 500:
        return outcome(Reason.CLIENT_ERROR, status)
    if 500 <= status < 600:
        return outcome(Reason.SERVER_ERROR, status, retry_after=retry_after)
    return outcome(Reason.PROTOCOL_ERROR, status, f"unexpected status {status}")


def parse_retry_after(value: str | None) -> float | None:
    """The seconds to wait by a Retry-After header (RFC 9110, section 10.2.3), or None."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])  # a longer number says "never" as well
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def duration(seconds: float) -> str:
    """`seconds` in the largest unit that fits, rounded."""
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"


def judge_error(error: Exception) -> Outcome:
    """The outcome of a request that ended in `error`.

    The words are ours or OpenSSL's, never the server's: an exception's text may hold anything.
    """
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _judge_certificate(error.certificate_error)
    if isinstance(error, aiohttp.ClientHttpProxyError):
        if error.status == PROXY_AUTHENTICATION:
            return outcome(Reason.PROXY_AUTH, detail=f"the proxy returned {error.status}")
        return outcome(Reason.PROTOCOL_ERROR, detail=f"the proxy returned {error.status}")
    if isinstance(error, aiohttp.ClientProxyConnectionError) or _is_of_proxy(error):
        # No answer, and none that says anything of the link, however often it is asked.
        return outcome(Reason.TIMEOUT, detail="the proxy cannot be reached")
    if isinstance(error, aiohttp.ClientConnectorError):
        return _judge_connecting(error.os_error)
    if isinstance(error, PrivateAddressError):
        return _judge_connecting(error)
    if isinstance(error, TimeoutError):
        return outcome(Reason.TIMEOUT)
    if isinstance(error, (aiohttp.ClientConnectionError, OSError)):
        return outcome(Reason.RESET, detail="without a response")
    if isinstance(error, aiohttp.ClientResponseError):
        return outcome(Reason.PROTOCOL_ERROR, detail=NOT_HTTP)
    return outcome(Reason.PROTOCOL_ERROR, detail=f"cannot be requested ({type(error).__name__})")


def _is_of_proxy(error: Exception) -> bool:
    """Whether it is the proxy's own name that could not be looked up."""
    return isinstance(error, aiohttp.ClientConnectorError) and isinstance(
        error.os_error, socket.gaierror
    )


def _judge_connecting(error: OSError) -> Outcome:
    if isinstance(error, PrivateAddressError):
        detail = f"{error.name} is {error.address}" if error.name else error.address
        return outcome(Reason.PRIVATE_ADDRESS, detail=printable(detail))
    if isinstance(error, UnknownHostError):
        return outcome(Reason.NO_SUCH_HOST, reserved=error.reserved)
    if isinstance(error, NotHandedOnError):
        return outcome(Reason.PROTOCOL_ERROR, detail="unknown host, so the proxy was not contacted")
    if isinstance(error, LookupFailedError):
        return outcome(Reason.DNS_FAILURE, detail=error.detail)
    if isinstance(error, ssl.SSLError):
        if error.reason in _NO_COMMON_PROTOCOL:
            return outcome(Reason.HTTP2_ONLY)
        alert = (error.reason or "").replace("_", " ").lower()
        return outcome(Reason.PROTOCOL_ERROR, detail=f"the TLS handshake failed: {alert}")
    if isinstance(error, TimeoutError):  # ETIMEDOUT: the system gave up before we did
        return outcome(Reason.TIMEOUT)
    if isinstance(error, (ConnectionResetError, ConnectionAbortedError, BrokenPipeError)):
        return outcome(Reason.RESET)
    return outcome(Reason.REFUSED, detail=_UNREACHABLE.get(error.errno or 0, ""))


def _judge_certificate(error: Exception) -> Outcome:
    if not isinstance(error, ssl.SSLCertVerificationError):
        return outcome(Reason.TLS_UNTRUSTED)
    if error.verify_code == _EXPIRED:
        return outcome(Reason.TLS_EXPIRED, detail=printable(error.verify_message))
    reason = Reason.TLS_HOSTNAME if error.verify_code in _WRONG_HOST else Reason.TLS_UNTRUSTED
    said = outcome(reason, detail=printable(error.verify_message.rstrip(".")))
    return replace(said, incomplete=error.verify_code in _INCOMPLETE)


def printable(text: str, limit: int = 100) -> str:
    """`text` from outside, fit for a terminal: ASCII, escaped, cut, without credentials."""
    text = hide(re.sub(r"//[^/?#\s]*@", "//", text))
    escaped = text.encode("unicode_escape").decode("ascii")
    return escaped if len(escaped) <= limit else f"{escaped[:limit]}..."

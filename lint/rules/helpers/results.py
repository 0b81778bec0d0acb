"""The links of a document with what the checker found out about them, and that in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import urls
from lint.document.model import LinkKind
from lint.links.result import Reason, Verdict
from lint.rules.helpers.templates import is_address_in_template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.document.model import Document, Link
    from lint.links.result import LinkResult
    from lint.rules.base import Context

_BADGE_HOSTS = frozenset({"img.shields.io", "shields.io", "raster.shields.io", "badgen.net"})

_WORDS = {
    Reason.NOT_FOUND: "does not exist",
    Reason.GONE: "is permanently gone",
    Reason.NO_SUCH_HOST: "has a host that does not exist",
    Reason.REDIRECT_LOOP: "redirects in a loop",
    Reason.BAD_REDIRECT: "has an invalid redirect",
    Reason.AUTH_REQUIRED: "requires a login",
    Reason.FORBIDDEN: "denies access",
    Reason.RATE_LIMITED: "limits requests",
    Reason.LEGAL: "is unavailable for legal reasons",
    Reason.BOT_WALL: "blocks automated requests",
    Reason.SOFT_404: "shows a different page than requested",
    Reason.SERVER_ERROR: "returned a server error",
    Reason.TIMEOUT: "timed out",
    Reason.DNS_FAILURE: "could not be resolved",
    Reason.REFUSED: "refused the connection",
    Reason.RESET: "closed the connection",
    Reason.PROTOCOL_ERROR: "sent an invalid response",
    Reason.TOO_MANY_REDIRECTS: "redirects too many times",
    Reason.TLS_EXPIRED: "has an expired certificate",
    Reason.TLS_UNTRUSTED: "has an untrusted certificate",
    Reason.TLS_HOSTNAME: "has a certificate for a different host",
    Reason.CLIENT_ERROR: "rejected the request",
    Reason.HTTP2_ONLY: "requires HTTP/2, which is not supported",
    Reason.PROXY_AUTH: "was not requested: the proxy requires a login",
}
# The reasons that say what the status says.
_BY_STATUS = frozenset(
    {
        Reason.NOT_FOUND,
        Reason.GONE,
        Reason.AUTH_REQUIRED,
        Reason.FORBIDDEN,
        Reason.RATE_LIMITED,
        Reason.LEGAL,
        Reason.BOT_WALL,
        Reason.SERVER_ERROR,
        Reason.CLIENT_ERROR,
    }
)


def checked(document: Document, context: Context) -> Sequence[tuple[Link, LinkResult]]:
    """The links that have a result, in order.

    Without the images of badges, and what is broken of the addresses that templates make up.
    """
    return context.once(_checked, document) if context.results else ()


def _checked(document: Document, context: Context) -> Sequence[tuple[Link, LinkResult]]:
    found = []
    for link in document.links:
        url = link.web
        result = context.results.get(url.request) if url is not None else None
        if url is None or result is None:
            continue
        if link.kind is LinkKind.IMAGE and url.host in _BADGE_HOSTS:
            continue
        if result.verdict is not Verdict.OK and is_address_in_template(document, context, link):
            continue
        found.append((link, result))
    return found


def in_words(result: LinkResult) -> str:
    """What keeps a link from being fine: `returned a server error (503 Service Unavailable)`.

    With the day on which it was fine last, if that is known.
    """
    words = _WORDS.get(result.reason, "") if result.reason is not None else ""
    facts = []
    if result.status is not None and not 200 <= result.status < 400:
        facts.append(_status(result.status))
    if result.detail:
        facts.append(result.detail)
    if result.from_cache and result.checked is not None:
        facts.append(f"as of {result.checked.isoformat()}; use --refresh to check again")
    if result.last_good is not None:
        facts.append(f"last worked on {result.last_good.isoformat()}")
    return f"{words} ({', '.join(facts)})" if facts else words


def history(result: LinkResult) -> tuple[str, ...]:
    """Since when and how often a link has failed, where that is more than today."""
    if result.failing_since is None or result.failures < 2:
        return ()
    return (f"has failed in {result.failures:,} runs since {result.failing_since.isoformat()}",)


def how_to_accept(result: LinkResult, rule: str) -> str | None:
    """What to do about a link that is right as it is; None for one without a reason."""
    end = urls.http(result.final_url or result.url)
    if result.reason is None or end is None:
        return None
    failed = result.status is not None and not 200 <= result.status < 300
    by_status = failed and result.reason in _BY_STATUS
    accepted = str(result.status) if by_status else f'"{result.reason.value}"'
    return (
        f'to accept this link, set [links.accept] "{end.host}" = [{accepted}], add a pattern to'
        f" `exclude` in [links], or add <!-- awesome-lint: ignore {rule} -->"
    )


def _status(status: int) -> str:
    from http import HTTPStatus

    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)

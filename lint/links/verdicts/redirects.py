"""What an address and the one that it redirects to have in common. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.urls import URL

# Hosts whose purpose is to redirect: persistent identifiers, shorteners, invitations.
RESOLVER = lazy(
    r"(?:dx\.)?doi\..+|hdl\..+|(?:www\.)?(?:aka\.ms|amzn\.to|bit\.ly|buff\.ly|cutt\.ly|discord\.gg"
    r"|dwz\.cn|fb\.me|forms\.gle|g\.co|git\.io|goo\.gl|hf\.co|is\.gd|j\.mp|lnkd\.in|m\.me|n2t\.net"
    r"|nbn-resolving\.org|ow\.ly|purl\.org|rb\.gy|rebrand\.ly|redd\.it|reurl\.cc|s\.id|shorturl\.at"
    r"|t\.cn|t\.co|t\.ly|t\.me|tinyurl\.com|url\.cn|w3id\.org|youtu\.be)"
)
_LANGUAGE = (
    r"(?:ar|cn|cs|da|de|el|en|es|fi|fr|he|hi|hu|id|it|ja|jp|ko|kr|nl|no|pl|pt|ro|ru|sv|th|tr|uk"
    r"|us|vi|zh)(?:[-_](?:[a-z]{2,4}|419))?"
)
_LOCALE_HOST = lazy(rf"(?i)(?:www\.)?(?:{_LANGUAGE}\.(?=[^.]+\.))?")
_LOCALE_SEGMENT = lazy(rf"(?i){_LANGUAGE}|intl")
_LOCALE_QUERY = frozenset({"gl", "hl", "lang", "language", "locale"})
GATE = lazy(
    r"(?i)(?:^|[/.?&=_-])(?:accounts?|auth(?:enticate|orize|wall)?|captcha|challenge|consent"
    r"|cookie(?:absent|s)?|idp|log[-_]?in|oauth2?|passport|sessions?|sign[-_]?(?:in|up)|sso)"
    r"(?:$|[/.?&=_-])"
)


def expected(old: URL, new: URL) -> bool:
    """Whether a redirect does what it is there for, so that the old address is the one to keep.

    It adds or takes away a slash, `www.`, a language or a file's suffix, leads to a login, or
    belongs to a service that exists to redirect.
    """
    if RESOLVER.fullmatch(old.host):
        return True
    if GATE.search(new.host + new.path) and not GATE.search(old.host + old.path):
        return True
    if old.scheme != new.scheme or site(old.host) != site(new.host):
        return False
    if old.path == "/" and not old.query:
        return True
    return path(old) == path(new) and query(old) <= query(new)


def path(url: URL) -> list[str]:
    """The path without what a server adds or takes away: slashes, a language, `.pdf`, case."""
    segments = [one for one in url.path.lower().split("/") if one]
    segments = [one for one in segments if not _LOCALE_SEGMENT.fullmatch(one)]
    if segments:
        segments[-1] = segments[-1].removesuffix(".pdf")
    return segments


def query(url: URL) -> set[tuple[str, str]]:
    """The parameters but for those that name a language."""
    pairs = parse_qsl(url.query, keep_blank_values=True)
    return {pair for pair in pairs if pair[0].lower() not in _LOCALE_QUERY}


def has_language(url: URL) -> bool:
    """Whether a part of the path names a language."""
    return any(_LOCALE_SEGMENT.fullmatch(one) for one in url.path.split("/"))


def site(host: str) -> str:
    """The host without `www.` and a language."""
    return _LOCALE_HOST.sub("", host, count=1)

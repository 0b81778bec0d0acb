"""One function normalises URLs; the extractor, the checker, the guard and the report all use it."""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

# WHATWG URL, "basic URL parser", steps 1 and 3: C0 controls and spaces around a URL go, ASCII tabs
# and line breaks go anywhere.
_AROUND = "".join(map(chr, range(0x21)))
_ANYWHERE = str.maketrans("", "", "\t\n\r")
# A backslash is a slash in these schemes (WHATWG URL, "special authority slashes state").
_HTTP = lazy(r"https?:[/\\]{2}", re.IGNORECASE)
# What the serialiser of the standard writes for http and https (WHATWG URL, "URL serializing"): the
# path is never empty, and what parts the rest from each other is encoded within it.
_PARTS = lazy(
    r"(https?)://(?:([^:@/?#]*+)(?::([^@/?#]*+))?@)?(\[[^]]*+\]|[^:/?#]*+)(?::(\d++))?"
    r"([^?#]*+)(?:\?([^#]*+))?(?:#(.*))?",
    re.DOTALL,
)


# What the parser leaves as it is, by that standard: nothing in it is encoded, decoded or dropped. A
# host of letters ends in no number, an `xn--` has to be valid, a dot may begin a segment `..`.
_NORMAL = lazy(
    r"(https?)://()()((?:[a-z0-9]++(?:-[a-z0-9]++)*+\.)++[a-z]{2,63})()"
    r"(/(?:[\w~!$&()*+,;=:@/-]|(?<!/)\.)*+)(?:\?([\w~!$&()*+,;=:@/?.%-]++))?(?:#([\w~!$&()*+,;=:@/?.-]++))?",
    re.ASCII,
)


class URL(NamedTuple):
    """A URL as a browser would request it (WHATWG URL Standard).

    `href` is the whole, with its fragment; `scheme` has no colon; `host` is lower case, IDNA
    encoded, an IPv4 address in dotted decimal, an IPv6 one in brackets; `port` is "" where it is
    the scheme's own; `username` and `password` are percent-encoded.
    """

    href: str
    scheme: str
    username: str
    password: str
    host: str
    port: str
    path: str
    query: str
    fragment: str

    @property
    def request(self) -> str:
        """The URL without its fragment: what is asked of a server, and a result's key."""
        return self.href.partition("#")[0]

    @property
    def origin(self) -> str:
        """Scheme, host and port; never the credentials."""
        return f"{self.scheme}://{self.host}" + (f":{self.port}" if self.port else "")


@lru_cache(maxsize=4096)
def parse(text: str) -> URL | None:
    """The absolute URL in `text`, normalised, or None where it is relative or no URL.

    Whatever the standard repairs is repaired: `http:/x` becomes `http://x/`.
    Source: https://url.spec.whatwg.org/, by the ada parser that Node.js uses.
    """
    return _parse(text, None)


# Each link is looked at by a dozen rules.
@lru_cache(maxsize=65536)
def http(text: str) -> URL | None:
    """The http or https URL in `text`, normalised, or None for anything else.

    Only an explicit `http://` or `https://` counts; a relative target is not resolved. Nor is
    `https:/x` or `https:x` repaired to `https://x/`: on a page that is itself at an https URL, as
    every list on GitHub is, a browser takes these for paths of that page's host (WHATWG URL,
    "special relative or authority state"), so what they would be repaired to is not where they
    lead.
    """
    written = _HTTP.match(text) or _HTTP.match(text.translate(_ANYWHERE).lstrip(_AROUND))
    if written is None:
        return None
    if normal := _NORMAL.fullmatch(text):  # a seventh of the time of a parse
        return _url(text, normal.groups(""))
    return _parse(text, None)


def resolve(text: str, base: URL) -> URL | None:
    """The URL that the reference `text` stands for on a page at `base`, or None if it is no URL.

    A reference without credentials inherits none, unlike in the standard: they belong to the URL
    that they were written in.
    """
    return _parse(text, f"{base.origin}{base.path}" + (f"?{base.query}" if base.query else ""))


def _parse(text: str, base: str | None) -> URL | None:
    import ada_url

    try:
        url = ada_url.URL(text, base)
    except ValueError:  # no URL, or a lone surrogate that no encoding can carry
        return None
    href: str = url.href
    if href == text:
        href = text
    if match := _PARTS.fullmatch(href):
        # Half of the time that a parse took with a foreign call for each part.
        return _url(href, match.groups(""))
    return URL(
        href,
        url.protocol[:-1],
        url.username,
        url.password,
        url.hostname,
        url.port,
        url.pathname,
        url.search[1:],
        url.hash[1:],
    )


def _url(href: str, parts: Sequence[str]) -> URL:
    """The URL with these parts; a long list has few schemes, hosts and ports, each kept once."""
    scheme, username, password, host, port, *rest = parts
    return URL(href, intern(scheme), username, password, intern(host), intern(port), *rest)

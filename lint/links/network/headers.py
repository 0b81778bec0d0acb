"""Headers of the user's own, by origin: `[links.headers]` and AWESOME_LINT_HEADERS.

A header goes to the origin that it is written for (scheme, host and port) and to no other, wherever
redirects lead. Secrets come from the environment, with the origin that they are for: if the
configuration could name a variable, whoever changes it in a pull request could have that sent to a
server of his own. Imports nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import credentials, urls
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "AWESOME_LINT_HEADERS"
"""The environment variable with headers: a line for each, `https://api.example.org X-Key: word`."""

# RFC 9110, section 5.6.2 (token) and 5.5 (field value), without the obsolete bytes above ASCII.
_NAME = lazy(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = lazy(r"[\x20-\x7e\t]*")
# What frames a message, names its host or speaks to the next hop alone is not the user's to write.
_NOT_OURS = frozenset(
    {
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)

Headers = dict[str, dict[str, str]]
"""Values by name, by origin."""


def normalised(table: Mapping[str, Mapping[str, str]]) -> Headers:
    """`table` with each origin as `lint.urls.URL.origin` has it.

    Raises ValueError, saying why and never with a value, for what cannot be sent.
    """
    found: Headers = {}
    for text, headers in table.items():
        origin = _origin(text)
        if origin in found:
            raise ValueError(f"{text!r} is given twice")
        found[origin] = {}
        for name, value in headers.items():
            _add(found[origin], name, value, origin)
    return found


def from_environment(environ: Mapping[str, str]) -> Headers:
    """The headers that the environment gives.

    Raises ValueError as `normalised` does, with the number of the line.
    """
    found: Headers = {}
    for number, line in enumerate(environ.get(VARIABLE, "").split("\n"), 1):
        if not line.strip():
            continue
        text, _, header = line.strip().partition(" ")
        name, colon, value = header.partition(":")
        if not colon or urls.http(text) is None or not _NAME.fullmatch(name.strip()):
            # Without its words: the secret may stand in the wrong place.
            raise ValueError(f"line {number} is not of the form 'https://example.org Name: value'")
        try:
            origin = _origin(text)
            _add(found.setdefault(origin, {}), name.strip(), value.strip(), origin)
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from None
    return found


def merged(
    below: Mapping[str, Mapping[str, str]], above: Mapping[str, Mapping[str, str]]
) -> Headers:
    """The headers of both; of two with one name for one origin, those of `above`."""
    found = {origin: dict(headers) for origin, headers in below.items()}
    for origin, headers in above.items():
        own = found.setdefault(origin, {})
        for name in [name for name in own if name.lower() in {one.lower() for one in headers}]:
            del own[name]
        own.update(headers)
    return found


def check(table: Mapping[str, str], where: str) -> None:
    """Raise ValueError, saying why and never with a value, for headers that cannot be sent."""
    found: dict[str, str] = {}
    for name, value in table.items():
        _add(found, name, value, where)


def _origin(text: str) -> str:
    url = urls.http(text)
    if url is None or url.href.rstrip("/") != url.origin:
        shown = credentials.hide(text)
        raise ValueError(f"{shown!r} is not an origin such as 'https://api.example.org'")
    return url.origin


def _add(headers: dict[str, str], name: str, value: str, origin: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a valid header name")
    if name.lower() in _NOT_OURS:
        raise ValueError(f"the header {name} cannot be set")
    if not _VALUE.fullmatch(value):
        raise ValueError(f"the value of {name} for {origin} must be one line of ASCII characters")
    if name.lower() in {one.lower() for one in headers}:
        raise ValueError(f"{name} for {origin} is given twice")
    headers[name] = value

r"""A link's target has moved for good.

The server answers 301 or 308 at every step, so the old address may stop working. Nothing is said
of what a redirect is for: a slash at the end, `www.`, a language, a login, a landing page, or a
service that exists to redirect, such as doi.org or a shortener. Further addresses that are there to
redirect can be named:

```toml
[rules.redirected-link]
keep = ['^https://hub\.example/latest/']
```

```md bad
- [A tool](http://moved.example/tool) - Has moved to https://moved.example/tool.
```

```md good
- [A tool](https://fine.example/tool) - Answers.
- [A paper](https://doi.org/10.1000/182) - A DOI is there to redirect.
```
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from lint import urls
from lint.diagnostics import Finding, Fix, Severity
from lint.links.result import Verdict
from lint.rules._edits import retarget
from lint.rules._results import checked
from lint.rules._rule import Context, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.urls import URL

# Hosts whose purpose is to redirect: persistent identifiers, shorteners, invitations.
_RESOLVER = re.compile(
    r"(?:dx\.)?doi\..+|hdl\..+|(?:www\.)?(?:aka\.ms|amzn\.to|bit\.ly|buff\.ly|cutt\.ly|discord\.gg"
    r"|fb\.me|forms\.gle|g\.co|git\.io|goo\.gl|hf\.co|is\.gd|j\.mp|lnkd\.in|m\.me|n2t\.net"
    r"|nbn-resolving\.org|ow\.ly|purl\.org|rb\.gy|rebrand\.ly|redd\.it|s\.id|shorturl\.at|t\.co"
    r"|t\.ly|t\.me|tinyurl\.com|w3id\.org|youtu\.be)"
)
_LANGUAGE = (
    r"(?:ar|cn|cs|da|de|el|en|es|fi|fr|he|hi|hu|id|it|ja|jp|ko|kr|nl|no|pl|pt|ro|ru|sv|th|tr|uk"
    r"|us|vi|zh)(?:[-_](?:[a-z]{2,4}|419))?"
)
_LOCALE_HOST = re.compile(rf"(?i)(?:www\.)?(?:{_LANGUAGE}\.(?=[^.]+\.))?")
_LOCALE_SEGMENT = re.compile(rf"(?i){_LANGUAGE}|intl")
_LOCALE_QUERY = frozenset({"gl", "hl", "lang", "language", "locale"})
_LOGIN = re.compile(
    r"(?i)(?:^|[/.?&=_-])(?:accounts?|auth(?:enticate|orize|wall)?|captcha|challenge|consent"
    r"|cookie(?:absent|s)?|idp|log[-_]?in|oauth2?|passport|sessions?|sign[-_]?(?:in|up)|sso)"
    r"(?:$|[/.?&=_-])"
)
# Hosts that many people share, so that two names below one have nothing to do with each other. A
# gap in the list (https://publicsuffix.org has thousands) only makes a fix safe that should not be.
_SHARED = frozenset(
    [
        "azurewebsites.net",
        "blogspot.com",
        "fly.dev",
        "github.io",
        "gitlab.io",
        "herokuapp.com",
        "hf.space",
        "medium.com",
        "netlify.app",
        "notion.site",
        "onrender.com",
        "pages.dev",
        "readthedocs.io",
        "readthedocs.org",
        "streamlit.app",
        "substack.com",
        "vercel.app",
        "web.app",
        "wordpress.com",
    ]
)
_SECOND_LEVEL = frozenset(["ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"])


@dataclass(frozen=True, slots=True)
class Options:
    """Which redirects are meant."""

    keep: tuple[str, ...] = field(
        default=(),
        metadata={
            "description": "Regular expressions; a URL in which one is found may redirect.",
            "items": {"minLength": 1, "format": "regex"},
        },
    )


@rule(
    "redirected-link",
    Severity.WARNING,
    since="0.1.0",
    needs_links=True,
    fixable=True,
    options=Options,
)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each use of a URL."""
    kept = [re.compile(pattern) for pattern in context.options(Options).keep]
    for link, result in checked(document, context):
        if result.verdict is not Verdict.OK or not result.permanent or not result.redirected:
            continue
        old, new = urls.http(link.url), urls.http(result.final_url or "")
        if old is None or new is None or _expected(old, new):
            continue
        if any(pattern.search(old.href) for pattern in kept):
            continue
        if new.path == "/" and not new.query and old.path != "/":
            # Nothing says that the page is still somewhere: there is no address to write instead.
            message = f"{result.url} has given way to the home page {new.href}"
            yield Finding(link.span, message, url=result.url)
            continue
        # A fragment that the redirect does not name is kept, as a browser does (RFC 9110, 10.2.2).
        target = new.href if new.fragment or not old.fragment else f"{new.href}#{old.fragment}"
        edit = retarget(document, link, target)
        fix = Fix(f"link to {target}", (edit,), _same(old, new)) if edit else None
        message = f"{result.url} has moved for good to {new.href}"
        yield Finding(link.span, message, fix, url=result.url)


def _expected(old: URL, new: URL) -> bool:
    """Whether a redirect does what it is there for, so that the old address is the one to keep."""
    if _RESOLVER.fullmatch(old.host):
        return True
    if _LOGIN.search(new.host + new.path) and not _LOGIN.search(old.host + old.path):
        return True
    if old.scheme != new.scheme or _site(old.host) != _site(new.host):
        return False
    if old.path == "/" and not old.query:
        return True
    return _path(old) == _path(new) and _query(old) <= _query(new)


def _site(host: str) -> str:
    return _LOCALE_HOST.sub("", host, count=1)


def _path(url: URL) -> list[str]:
    """The path without what a server adds or takes away: slashes, a language, `.pdf`, case."""
    segments = [one for one in url.path.lower().split("/") if one]
    segments = [one for one in segments if not _LOCALE_SEGMENT.fullmatch(one)]
    if segments:
        segments[-1] = segments[-1].removesuffix(".pdf")
    return segments


def _query(url: URL) -> set[tuple[str, str]]:
    pairs = parse_qsl(url.query, keep_blank_values=True)
    return {pair for pair in pairs if pair[0].lower() not in _LOCALE_QUERY}


def _same(old: URL, new: URL) -> bool:
    """Whether the new address is the same page for certain: one owner, one name at the end."""
    if _owner(old.host) != _owner(new.host) or _path(old)[-1:] != _path(new)[-1:]:
        return False
    # No language is added to an address that had none.
    languages = [_LOCALE_SEGMENT.fullmatch(one) for one in new.path.split("/")]
    return not any(languages) and _query(old) == _query(new)


def _owner(host: str) -> str:
    """The registrable domain of a host, by rule of thumb."""
    labels = host.split(".")
    if labels[-1].isdigit() or host.startswith("["):
        return host
    count = 2
    if len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _SECOND_LEVEL:
        count = 3
    if ".".join(labels[-2:]) in _SHARED:
        count = 3
    return ".".join(labels[-count:])

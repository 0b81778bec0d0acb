r"""Link that redirects permanently.

## What it does

Checks for links whose server responds with status 301 or 308 at every step. Redirects that are
intended are ignored: to a trailing slash, `www.`, a language, a login or a landing page, and from a
service that exists to redirect, such as doi.org or a URL shortener. A renamed repository is
reported as `renamed-repository`. Use the option `keep` to ignore more URLs.

## Why it matters

The old URL may stop working at any time.

## Bad

The examples use this configuration:

```toml
[rules.redirected-link]
keep = ['^https://hub\.example/latest/']
```

```md bad
- [A tool](http://moved.example/tool) - Redirects to https://moved.example/tool.
```

## Good

```md good
- [A tool](https://fine.example/tool) - Works.
- [A paper](https://doi.org/10.1000/182) - A DOI always redirects.
```

## Fix safety

The fix links to the new URL. It is safe if both URLs have the same registrable domain, end with the
same path segment and have the same query, for example if only `http` changes to `https`. Otherwise
it is unsafe, because the new page may have different content.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint import urls
from lint.diagnostics import Finding, Fix, Severity
from lint.links.result import Verdict
from lint.links.verdicts.redirects import expected, has_language, path, query
from lint.patterns import finder
from lint.rules.base import Context, rule
from lint.rules.data.sunsets import sunset
from lint.rules.helpers import repositories
from lint.rules.helpers.edits import retarget
from lint.rules.helpers.results import checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.urls import URL

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
    """Which redirects are intended."""

    keep: tuple[str, ...] = field(
        default=(),
        metadata={
            "description": "Regular expressions for URLs that may redirect.",
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
    outranks=("insecure-link",),  # its fix says all of the new address
)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each use of a URL."""
    kept = [finder(pattern) for pattern in context.options(Options).keep]
    for link, result in checked(document, context):
        if result.verdict is not Verdict.OK or not result.permanent or not result.redirected:
            continue
        old, new = link.web, urls.http(result.final_url or "")
        if old is None or new is None or expected(old, new):
            continue
        if repositories.renamed(old, result) is not None:
            continue  # `renamed-repository` says so
        if sunset(old) is not None:
            continue  # `sunset-site` knows what such a redirect is worth
        if any(is_found(old.href) for is_found in kept):
            continue
        if new.path == "/" and not new.query and old.path != "/":
            # Nothing says that the page is still somewhere: there is no address to write instead.
            message = f"{result.url} redirects to the home page {new.href}"
            yield Finding(link.span, message, url=result.url)
            continue
        # A fragment that the redirect does not name is kept, as a browser does (RFC 9110, 10.2.2).
        target = new.href if new.fragment or not old.fragment else f"{new.href}#{old.fragment}"
        edit = retarget(document, link, target)
        fix = Fix(f"link to {target}", (edit,), _same(old, new)) if edit else None
        message = f"{result.url} redirects permanently to {new.href}"
        yield Finding(link.span, message, fix, url=result.url)


def _same(old: URL, new: URL) -> bool:
    """Whether the new address is the same page for certain: one owner, one name at the end."""
    if _owner(old.host) != _owner(new.host) or path(old)[-1:] != path(new)[-1:]:
        return False
    # No language is added to an address that had none.
    return not has_language(new) and query(old) == query(new)


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

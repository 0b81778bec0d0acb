"""npm, the registry of JavaScript packages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.patterns import lazy
from lint.sites.site import Site, decoded

if TYPE_CHECKING:
    from lint.urls import URL

# https://docs.npmjs.com/cli/configuring-npm/package-json#name. Old names may have capitals, and
# then they are other packages than those without.
_NAME = lazy(r"(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*", re.IGNORECASE)


def package(url: URL) -> str | None:
    """The name of the package that a page shows, with its scope if it has one; any version."""
    parts = decoded(url)
    if url.host not in {"npmjs.com", "www.npmjs.com"} or parts[:1] != ["package"]:
        return None
    scoped = len(parts) > 1 and parts[1].startswith("@") and "/" not in parts[1]
    name = "/".join(parts[1 : 3 if scoped else 2])
    rest = parts[1 + len(name.split("/")) :]
    if rest and not (len(rest) == 2 and rest[0] == "v"):
        return None
    return name if _NAME.fullmatch(name) else None


def _identity(url: URL) -> str | None:
    found = package(url)
    return f"npm:{found}" if found else None


SITE = Site(frozenset({"npmjs.com"}), frozenset({"npm"}), lambda _: "npm", _identity)

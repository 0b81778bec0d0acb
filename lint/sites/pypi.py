"""The Python Package Index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.patterns import lazy
from lint.sites.site import Site, decoded

if TYPE_CHECKING:
    from lint.urls import URL

# https://packaging.python.org/en/latest/specifications/name-normalization/
_NAME = lazy(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?", re.ASCII | re.IGNORECASE)
_RUN = lazy(r"[-_.]+")
# `/p/NAME` is short for `/project/NAME`, and `/pypi/NAME` what it was on pypi.python.org.
_PROJECTS = frozenset({"p", "project", "pypi"})


def normal(name: str) -> str:
    """The name of a project as it is compared with others."""
    return _RUN.sub("-", name).lower()


def project(url: URL) -> str | None:
    """The normalised name of the project that a page at pypi.org shows; any of its releases."""
    parts = decoded(url)
    known = url.host in {"pypi.org", "www.pypi.org", "pypi.python.org"}
    if not known or not 2 <= len(parts) <= 3 or parts[0] not in _PROJECTS:
        return None
    return normal(parts[1]) if _NAME.fullmatch(parts[1]) else None


def _identity(url: URL) -> str | None:
    found = project(url)
    return f"pypi:{found}" if found else None


SITE = Site(
    frozenset({"pypi.org", "pypi.python.org"}), frozenset({"pypi"}), lambda _: "pypi", _identity
)

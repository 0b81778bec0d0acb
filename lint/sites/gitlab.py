"""GitLab, at gitlab.com and on hosts of its users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.sites.site import Site, segments

if TYPE_CHECKING:
    from lint.urls import URL

# Everything that is not the project itself stands behind `/-/`; older links have no `-`.
_INSIDE = frozenset({"-", "blob", "issues", "raw", "tree", "wikis"})


def _name(url: URL) -> str:
    if url.host.endswith("gitlab.io"):
        return "gitlab/pages"
    parts = segments(url)
    if len(parts) < 2 or not _INSIDE.isdisjoint(parts):
        return "gitlab/other"
    return "gitlab/repository"


def _identity(url: URL) -> str | None:
    if url.host != "gitlab.com" or _name(url) != "gitlab/repository":
        return None
    return f"gitlab:{'/'.join(segments(url)).removesuffix('.git')}".lower()


SITE = Site(
    frozenset({"gitlab.com", "gitlab.io", "gitlab.*"}),
    frozenset({"gitlab/repository", "gitlab/pages", "gitlab/other"}),
    _name,
    _identity,
)

"""Bilibili."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.patterns import lazy
from lint.sites.site import Site, segments

if TYPE_CHECKING:
    from lint.urls import URL

_VIDEO = lazy(r"BV[0-9A-Za-z]{10}")


def _identity(url: URL) -> str | None:
    """A video by the identifier that counts case; the older `av170001` is another name for one."""
    parts = segments(url)
    if len(parts) == 2 and parts[0] == "video" and _VIDEO.fullmatch(parts[1]):
        return f"bilibili:{parts[1]}"
    return None


SITE = Site(
    frozenset({"bilibili.com", "b23.tv"}), frozenset({"bilibili"}), lambda _: "bilibili", _identity
)

"""Vimeo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.patterns import lazy
from lint.sites.site import Site, segments

if TYPE_CHECKING:
    from lint.urls import URL

# https://developer.vimeo.com/api/oembed/videos: the addresses of videos. A video that is not listed
# has a hash behind its number.
_VIDEO = lazy(
    r"(?:(?:video|channels/[^/]+|groups/[^/]+/videos|album/[^/]+/video|showcase/[^/]+/video)/)?"
    r"(?P<number>[1-9]\d{5,11})(?:/(?P<hash>[0-9a-f]{8,12}))?",
    re.ASCII,
)


def video(url: URL) -> tuple[str, str] | None:
    """The number of the video that a page shows, and the hash of one that is not listed, or ""."""
    if url.host not in {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}:
        return None
    match = _VIDEO.fullmatch("/".join(segments(url)))
    return (match["number"], match["hash"] or "") if match else None


def _identity(url: URL) -> str | None:
    found = video(url)
    return f"vimeo:{found[0]}" if found else None


SITE = Site(frozenset({"vimeo.com"}), frozenset({"vimeo"}), lambda _: "vimeo", _identity)

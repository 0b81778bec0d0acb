"""YouTube."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.sites.site import Site, parameter, segments

if TYPE_CHECKING:
    from lint.urls import URL

# https://developers.google.com/youtube/player_parameters
_VIDEO = re.compile(r"[\w-]{11}", re.ASCII)
_BEFORE_VIDEO = frozenset({"embed", "live", "shorts", "v"})


def _identity(url: URL) -> str | None:
    """A video, wherever it starts and in whatever list it plays, or a whole list of them."""
    parts = segments(url)
    if url.host.endswith("youtu.be"):
        video = parts[0] if len(parts) == 1 else ""
    elif parts == ["watch"]:
        video = parameter(url, "v")
    elif parts == ["playlist"] and (playlist := parameter(url, "list")):
        return f"youtube:playlist/{playlist}"
    else:
        video = parts[1] if len(parts) == 2 and parts[0] in _BEFORE_VIDEO else ""
    return f"youtube:{video}" if _VIDEO.fullmatch(video) else None


SITE = Site(
    frozenset({"youtube.com", "youtu.be", "youtube-nocookie.com"}),
    frozenset({"youtube"}),
    lambda _: "youtube",
    _identity,
)

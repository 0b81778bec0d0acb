"""YouTube: whether a video exists, which the status of its page does not tell.

The interface (https://oembed.com/) answers 404 or 400 for a video that does not exist, 401 for one
that may not be embedded, 403 for a private one. None of that is documented beyond the meaning that
oEmbed gives to these codes, so a video is only called removed if its preview, on another host, is
gone, too (https://developers.google.com/youtube/v3/docs/thumbnails), and if both are there of a
video that is known to exist.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from lint.links.providers import _client, _oembed, _text
from lint.links.result import Facts, LinkResult, Reason, Verdict
from lint.sites import identity, site_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from lint.links.protocols import Client
    from lint.links.providers.options import SitesOptions
    from lint.urls import URL

URLS = {"youtube": "https://www.youtube.com", "youtube-previews": "https://i.ytimg.com"}

_AT_ONCE = 4
_PLAYLIST = "playlist/"
_NO_VIDEO = frozenset({400, 404})
# The first video that was ever uploaded: https://www.youtube.com/watch?v=jNQXAC9IVRw
_KNOWN = "jNQXAC9IVRw"


class YouTube:
    """Its videos and playlists."""

    name = "youtube"

    def __init__(self, base: str, previews: str) -> None:
        self._base = base
        self._previews = previews

    def claims(self, url: URL) -> bool:
        """Whether `url` plays a video or a list of them."""
        return site_name(url) == "youtube" and identity(url) is not None

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for videos that are there and for those that are gone; none for the others."""
        interfaces = _Interfaces(self._base, self._previews, client)

        async def ask(work: _client.Work) -> list[LinkResult]:
            playlist = work.name.startswith(_PLAYLIST)
            name = work.name.removeprefix(_PLAYLIST)
            status, title = await interfaces.page(
                f"playlist?list={name}" if playlist else _page(name)
            )
            if status == 200:
                return [_client.exists(key, Facts(work.identity, title)) for key in work.urls]
            if playlist or status not in _NO_VIDEO or await interfaces.preview(name) != 404:
                return []
            return [_removed(key) for key in work.urls] if await interfaces.is_sound() else []

        async with aclosing(_client.each(_client.works(urls), ask, _AT_ONCE)) as results:
            async for result in results:
                yield result


class _Interfaces:
    """The two interfaces in one run."""

    def __init__(self, base: str, previews: str, client: Client) -> None:
        self._base = base
        self._previews = previews
        self._client = client
        self._pages = _client.Pace(_AT_ONCE)
        self._pictures = _client.Pace(_AT_ONCE)
        self._once = asyncio.Lock()
        self._sound: bool | None = None

    async def page(self, page: str) -> tuple[int, str | None]:
        """The status of the answer for a page, and its title if that is 200."""
        video = f"https://www.youtube.com/{page}"
        endpoint = f"{self._base}/oembed"
        status, answer = await _oembed.ask(self._client, self._pages, endpoint, video)
        return status, _text.text(answer.get("title"))

    async def preview(self, video: str) -> int:
        """The status of the preview of a video."""
        url = f"{self._previews}/vi/{video}/mqdefault.jpg"
        return (await self._pictures.get(self._client, url, accept="image/*")).status

    async def is_sound(self) -> bool:
        """Whether both know of a video that exists; they are asked once."""
        async with self._once:
            if self._sound is None:
                self._sound = False  # also if it cannot be found out
                status, _ = await self.page(_page(_KNOWN))
                self._sound = status == 200 and await self.preview(_KNOWN) == 200
            return self._sound


def _page(video: str) -> str:
    return f"watch?v={video}"


def _removed(key: str) -> LinkResult:
    detail = "there is no such video on YouTube"
    return LinkResult(key, Verdict.BROKEN, Reason.NOT_FOUND, final_url=key, detail=detail)


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> YouTube:
    """YouTube, by the base URLs in `options`."""
    del environ  # there is nothing to log in with
    return YouTube(*(options.url(name, url) for name, url in URLS.items()))

"""Vimeo: whether a video can be watched; its pages block automated requests.

Interface: https://developer.vimeo.com/api/oembed/videos. It answers 404 for what does not exist as
for what is hidden, and with less than a title for what only some may see.
"""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from lint.links.providers import _client, _oembed, _text
from lint.links.result import Facts
from lint.sites import vimeo

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from lint.links.protocols import Client
    from lint.links.providers.options import SitesOptions
    from lint.links.result import LinkResult
    from lint.urls import URL

URLS = {"vimeo": "https://vimeo.com"}

_AT_ONCE = 4


class Vimeo:
    """Its videos."""

    name = "vimeo"

    def __init__(self, base: str) -> None:
        self._base = base

    def claims(self, url: URL) -> bool:
        """Whether `url` shows a video."""
        return vimeo.video(url) is not None

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for videos that everybody may watch; none for the others."""
        pace = _client.Pace(_AT_ONCE)

        async def ask(work: _client.Work) -> list[LinkResult]:
            found = {vimeo.video(url) for url in work.urls.values()} - {None}
            # With the hash, if the list has it: without, a video that is not listed is not shown.
            number, hash_ = max(pair for pair in found if pair is not None)
            page = f"https://vimeo.com/{number}" + (f"/{hash_}" if hash_ else "")
            endpoint = f"{self._base}/api/oembed.json"
            status, answer = await _oembed.ask(client, pace, endpoint, page)
            title = _text.text(answer.get("title"))
            if status != 200 or title is None or answer.get("domain_status_code", 200) != 200:
                return []
            facts = Facts(work.identity, title)
            return [
                _client.exists(key, facts)
                for key, url in work.urls.items()
                if vimeo.video(url) == (number, hash_)
            ]

        async with aclosing(_client.each(_client.works(urls), ask, _AT_ONCE)) as results:
            async for result in results:
                yield result


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> Vimeo:
    """Vimeo, by the base URL in `options`."""
    del environ  # there is nothing to log in with
    return Vimeo(options.url("vimeo", URLS["vimeo"]))

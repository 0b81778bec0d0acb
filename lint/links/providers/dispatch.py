"""Offering links to the sites that can answer for many at once, before they are asked one by one.

Whatever a site does wrong costs no verdict: what it has not answered is asked in the ordinary way.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

    from lint.links.protocols import Client, OnlineSite
    from lint.links.result import LinkResult
    from lint.urls import URL

# A site that says nothing for so many seconds, its own waits included, says nothing more.
_SILENCE = 90.0


def claimed(
    links: Iterable[tuple[str, URL]], sites: Sequence[OnlineSite]
) -> tuple[dict[OnlineSite, dict[str, URL]], list[tuple[str, URL]]]:
    """The links that each of `sites` claims, the first that does; and those that none claims."""
    offers: dict[OnlineSite, dict[str, URL]] = {}
    others = []
    for key, url in links:
        site = next((site for site in sites if _claims(site, url)), None)
        if site is None:
            others.append((key, url))
        else:
            offers.setdefault(site, {})[key] = url
    return offers, others


async def answers(
    site: OnlineSite, urls: Mapping[str, URL], client: Client
) -> AsyncIterator[LinkResult]:
    """The results of `site` for `urls`, each once, as they come; never an error."""
    left = set(urls)
    results = site.answers(urls, client)
    with suppress(Exception):
        while left:
            async with asyncio.timeout(_SILENCE):
                result = await anext(results, None)
            if result is None:
                return
            if result.url in left:
                left.remove(result.url)
                yield result


def _claims(site: OnlineSite, url: URL) -> bool:
    try:
        return site.claims(url)
    except Exception:  # noqa: BLE001 - a defect of a site must not end the run
        return False

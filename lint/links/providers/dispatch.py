"""Offering links to the sites that can answer for many at once, before they are asked one by one.

Whatever a site does wrong costs no verdict: what it has not answered is asked in the ordinary way.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from lint import urls
from lint.links.protocols import Waiting

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence

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


def waited_for(
    keys: Collection[str], sites: Sequence[OnlineSite]
) -> tuple[Collection[str], Collection[str], Sequence[Waiting]]:
    """The URLs that can be dealt with at once, those that must wait for sites, and these sites."""
    waiting = [site for site in sites if isinstance(site, Waiting) and site.waits]
    later = {
        key: None
        for key in keys
        if waiting
        and (url := urls.http(key)) is not None
        and any(_claims(site, url) for site in waiting)
    }
    if not later:
        return keys, (), ()
    return [key for key in keys if key not in later], later, waiting


async def answers(
    site: OnlineSite, links: Mapping[str, URL], client: Client
) -> AsyncIterator[LinkResult]:
    """The results of `site` for `links`, each once, as they come; never an error."""
    left = set(links)
    results = site.answers(links, client)
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

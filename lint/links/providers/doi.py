"""DOIs: whether they are registered, and the titles of the works.

The resolver's interface: https://www.doi.org/doi-handbook/HTML/rest-api-response-format.html. A DOI
that is registered leads somewhere, whatever the publisher lets programs see of it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from lint.links.providers import _client
from lint.links.providers._registries import BATCH, Registries
from lint.links.providers._registries import URLS as _REGISTRIES
from lint.links.result import Facts
from lint.sites import doi, identity, site_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from lint.links.protocols import Client
    from lint.links.providers._registries import Record
    from lint.links.providers.options import SitesOptions
    from lint.links.result import LinkResult
    from lint.urls import URL

URLS = {"doi": "https://doi.org", **_REGISTRIES}

_AT_ONCE = 5
_SUCCESS = 1  # the code for a handle that exists; 100 is for one that does not


class Doi:
    """The resolver, and for facts alone the pages of publishers."""

    name = "doi"

    def __init__(self, options: SitesOptions) -> None:
        self._base = options.url("doi", URLS["doi"])
        self._registries = {name: options.url(name, url) for name, url in _REGISTRIES.items()}
        self._mailto = options.mailto

    def claims(self, url: URL) -> bool:
        """Whether there is a DOI in `url`, at the resolver or at a publisher."""
        return _doi(url) is not None

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for the DOIs that are registered; none for the others."""
        pace = _client.Pace(_AT_ONCE, failures=_client.TO_ALL)
        registries = Registries(self._registries, self._mailto)
        works: dict[str, dict[str, URL]] = {}
        for key, url in urls.items():
            works.setdefault(_doi(url) or "", {})[key] = url
        works.pop("", None)
        for batch in _client.batches(list(works), BATCH):
            to_resolve = [name for name in batch if any(map(_resolver, works[name].values()))]
            replies = [self._registered(client, pace, name) for name in to_resolve]
            there = dict(zip(to_resolve, await asyncio.gather(*replies), strict=True))
            wanted = [name for name in batch if there.get(name, True)]
            records = await registries.records(client, wanted)
            for name in wanted:
                record = records.get(name)
                for key, url in works[name].items():
                    facts = _facts(url, record)
                    if _resolver(url):
                        yield _client.exists(key, facts)
                    elif facts is not None:
                        yield _client.known(key, facts)

    async def _registered(self, client: Client, pace: _client.Pace, name: str) -> bool:
        """Whether the resolver knows the DOI for certain."""
        url = f"{self._base}/api/handles/{quote(name, safe='/')}"
        try:
            status, answer = await pace.get_json(client, url)
        except _client.FailedError:
            return False
        if status != 200 or not isinstance(answer, dict):
            return False
        same = str(answer.get("handle")).lower() == name
        return same and answer.get("responseCode") == _SUCCESS


def _facts(url: URL, record: Record | None) -> Facts | None:
    if record is None:
        return None
    return Facts(
        identity(url) or "",
        record.title,
        record.date,
        withdrawn=record.retracted,
        authors=record.authors,
    )


def _resolver(url: URL) -> bool:
    return site_name(url).startswith("doi")


def _doi(url: URL) -> str | None:
    """The DOI in `url`, in lower case: DOIs have none."""
    if _resolver(url):
        return unquote(url.path[1:]).lower() if doi.SITE.identity(url) else None
    name, _, found = (identity(url) or "").partition(":")
    return found if name == "doi" else None


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> Doi:
    """The resolver and the registries, by the base URLs in `options`."""
    del environ  # there is nothing to log in with
    return Doi(options)

"""Wikipedia: up to 50 pages of one language per request.

Interface: https://www.mediawiki.org/wiki/API:Query. Requests to one Wikipedia come one after
another (https://www.mediawiki.org/wiki/API:Etiquette).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from lint.links.providers import _client, _text
from lint.links.result import Facts
from lint.sites import identity, wikipedia

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from lint.links.protocols import Client
    from lint.links.providers.options import SitesOptions
    from lint.links.result import LinkResult
    from lint.urls import URL

URLS = {"wikipedia": "https://{language}.wikipedia.org"}

_BATCH = 50


class Wikipedia:
    """Its pages, in all languages."""

    name = "wikipedia"

    def __init__(self, base: str) -> None:
        self._base = base

    def claims(self, url: URL) -> bool:
        """Whether `url` is a page by its title."""
        return wikipedia.page(url) is not None

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for the pages that exist, redirects included; none for the others."""
        pace = _client.Pace(1, failures=_client.TO_ALL)
        languages: dict[str, dict[str, dict[str, URL]]] = {}
        for key, url in urls.items():
            if page := wikipedia.page(url):
                titles = languages.setdefault(page[0], {})
                titles.setdefault(page[1], {})[key] = url
        for language, titles in languages.items():
            base = self._base.replace("{language}", language)
            for batch in _client.batches(list(titles), _BATCH):
                query = urlencode(
                    {
                        "action": "query",
                        "titles": "|".join(batch),
                        "redirects": 1,
                        # https://www.mediawiki.org/wiki/Extension:Disambiguator
                        "prop": "pageprops",
                        "ppprop": "disambiguation",
                        "format": "json",
                        "formatversion": 2,
                    }
                )
                try:
                    _, answer = await pace.get_json(client, f"{base}/w/api.php?{query}")
                except _client.FailedError:
                    continue
                for title, found in _existing(answer, batch):
                    for key, url in titles[title].items():
                        yield _client.exists(key, _facts(url, found))


def _facts(url: URL, page: Mapping[str, Any]) -> Facts:
    properties = page.get("pageprops")
    return Facts(
        identity(url) or "",
        _text.text(page.get("title")),
        disambiguation=isinstance(properties, dict) and "disambiguation" in properties,
    )


def _existing(answer: Any, titles: list[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Those of `titles` that lead to a page, by way of its normalised title and redirects.

    Each with that page, which has the title that Wikipedia gives it.
    """
    query = answer.get("query") if isinstance(answer, dict) else None
    if not isinstance(query, dict):
        return
    steps = [
        {str(one.get("from")): str(one.get("to")) for one in _client.objects(query.get(name))}
        for name in ("normalized", "redirects")
    ]
    # Pages that are missing, invalid or made by scripts have no number.
    there = {
        str(page.get("title")): page
        for page in _client.objects(query.get("pages"))
        if "pageid" in page
    }
    for title in titles:
        found = title
        for step in steps:
            found = step.get(found, found)
        if found in there:
            yield title, there[found]


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> Wikipedia:
    """Wikipedia, by the base URL in `options`."""
    del environ  # there is nothing to log in with
    return Wikipedia(options.url("wikipedia", URLS["wikipedia"]))

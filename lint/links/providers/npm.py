"""npm: whether a package is there, one a request; its pages let no programs in.

Interface: https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md, of which the latest
version of a package is asked for: the whole of one may be many megabytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from lint.links.providers import _client
from lint.links.result import Facts
from lint.sites import npm
from lint.sites.site import segments

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from lint.links.protocols import Client
    from lint.links.providers.options import SitesOptions
    from lint.links.result import LinkResult
    from lint.urls import URL

URLS = {"npm": "https://registry.npmjs.org"}

_AT_ONCE = 4


class Npm:
    """Its packages; single versions of them for facts alone."""

    name = "npm"

    def __init__(self, base: str) -> None:
        self._base = base

    def claims(self, url: URL) -> bool:
        """Whether `url` shows a package."""
        return npm.package(url) is not None

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for the packages that have a latest version; none for the others."""
        pace = _client.Pace(_AT_ONCE)

        async def ask(work: _client.Work) -> list[LinkResult]:
            url = f"{self._base}/{quote(work.name, safe='@')}/latest"
            status, answer = await pace.get_json(client, url)
            if status != 200 or not isinstance(answer, dict) or answer.get("name") != work.name:
                return []
            facts = Facts(work.identity, description=_client.text(answer.get("description")))
            whole = 1 + len(work.name.split("/"))  # `package` and the name
            return [
                _client.exists(key, facts)
                if len(segments(url)) == whole
                else _client.known(key, facts)
                for key, url in work.urls.items()
            ]

        async for result in _client.each(_client.works(urls), ask, _AT_ONCE):
            yield result


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> Npm:
    """The registry, by the base URL in `options`."""
    del environ  # tokens are for what is not public
    return Npm(options.url("npm", URLS["npm"]))

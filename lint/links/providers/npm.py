"""npm: whether a package exists, one per request; its pages block automated requests.

Interface: https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md, of which the latest
version of a package is asked for: the whole of one may be many megabytes.
"""

from __future__ import annotations

import re
from contextlib import aclosing
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lint.links.providers import _client, _text
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
_HOLDER = "security holding package"
_SECURITY = re.compile(r"\d+\.\d+\.\d+-security(?:\.\d+)?", re.ASCII)


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
        pace = _client.Pace(_AT_ONCE, failures=_client.TO_ALL)

        async def ask(work: _client.Work) -> list[LinkResult]:
            url = f"{self._base}/{quote(work.name, safe='@')}/latest"
            status, answer = await pace.get_json(client, url)
            if status != 200 or not isinstance(answer, dict) or answer.get("name") != work.name:
                return []
            state, note = _state(answer)
            facts = Facts(
                work.identity,
                description=_text.line(answer.get("description")),
                state=state,
                note=note,
            )
            whole = 1 + len(work.name.split("/"))  # `package` and the name
            return [
                _client.exists(key, facts)
                if len(segments(url)) == whole
                else _client.known(key, facts)
                for key, url in work.urls.items()
            ]

        async with aclosing(_client.each(_client.works(urls), ask, _AT_ONCE)) as results:
            async for result in results:
                yield result


def _state(answer: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Why nobody should install the latest version, and the words of who says so.

    The message of `npm deprecate` (https://docs.npmjs.com/cli/commands/npm-deprecate), and what npm
    itself puts in the place of a package with malicious code
    (https://docs.npmjs.com/threats-and-mitigations).
    """
    description = _text.line(answer.get("description"))
    held = (description or "").casefold() == _HOLDER
    if held or _SECURITY.fullmatch(str(answer.get("version"))):
        return "security-holding", None
    deprecated = answer.get("deprecated")
    if deprecated is True or (isinstance(deprecated, str) and deprecated.strip()):
        return "deprecated", _text.line(deprecated)
    return None, None


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> Npm:
    """The registry, by the base URL in `options`."""
    del environ  # tokens are for what is not public
    return Npm(options.url("npm", URLS["npm"]))

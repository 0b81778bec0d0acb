"""PyPI: whether a project exists, one per request.

Interface: https://docs.pypi.org/api/json/. A project without a release is not found there.
"""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from lint.links.providers import _client, _text
from lint.links.result import Facts
from lint.sites import pypi
from lint.sites.site import segments

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from lint.links.protocols import Client
    from lint.links.providers.options import SitesOptions
    from lint.links.result import LinkResult
    from lint.urls import URL

URLS = {"pypi": "https://pypi.org"}

_AT_ONCE = 4
# https://pypi.org/classifiers/
_INACTIVE = "Development Status :: 7 - Inactive"


class PyPI:
    """Its projects by their pages; what redirects there, and single releases, for facts alone."""

    name = "pypi"

    def __init__(self, base: str) -> None:
        self._base = base

    def claims(self, url: URL) -> bool:
        """Whether `url` shows a project."""
        return pypi.project(url) is not None

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for the projects that have a release; none for the others."""
        pace = _client.Pace(_AT_ONCE, failures=_client.TO_ALL)

        async def ask(work: _client.Work) -> list[LinkResult]:
            status, answer = await pace.get_json(client, f"{self._base}/pypi/{work.name}/json")
            info = answer.get("info") if isinstance(answer, dict) else None
            if status != 200 or not isinstance(info, dict):
                return []
            if pypi.normal(str(info.get("name"))) != work.name:
                return []
            state, note = _state(info)
            facts = Facts(
                work.identity, description=_text.line(info.get("summary")), state=state, note=note
            )
            return [
                _client.exists(key, facts) if _own(url) else _client.known(key, facts)
                for key, url in work.urls.items()
            ]

        async with aclosing(_client.each(_client.works(urls), ask, _AT_ONCE)) as results:
            async for result in results:
                yield result


def _state(info: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Why nobody should install the project, and the words of who says so.

    The latest release is a yanked one only where all are (https://peps.python.org/pep-0592/).
    """
    if info.get("yanked") is True:
        return "yanked", _text.line(info.get("yanked_reason"))
    classifiers = info.get("classifiers")
    if isinstance(classifiers, list) and _INACTIVE in classifiers:
        return "inactive", None
    return None, None


def _own(url: URL) -> bool:
    parts = segments(url)
    return url.host == "pypi.org" and len(parts) == 2 and parts[0] == "project"


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> PyPI:
    """PyPI, by the base URL in `options`."""
    del environ  # there is nothing to log in with
    return PyPI(options.url("pypi", URLS["pypi"]))

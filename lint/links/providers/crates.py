"""crates.io: up to 100 crates per request; scripts build its pages.

The interface is described in https://crates.io/api/openapi.json (`ids[]`, `per_page`), its terms
(one request a second, by whom) in https://crates.io/data-access.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from lint.links.providers import _client, _text
from lint.links.result import Facts
from lint.sites import crates
from lint.sites.site import segments

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from lint.links.protocols import Client
    from lint.links.providers.options import SitesOptions
    from lint.links.result import LinkResult
    from lint.urls import URL

URLS = {"crates": "https://crates.io"}

_BATCH = 100
_APART = 1.0  # seconds


class Crates:
    """Its crates; single versions of them for facts alone."""

    name = "crates"

    def __init__(self, base: str, *, apart: float | None = None) -> None:
        self._base = base
        self._apart = _APART if apart is None else apart

    def claims(self, url: URL) -> bool:
        """Whether `url` shows a crate."""
        return crates.crate(url) is not None

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for the crates that exist by the very name in the list; none for the others."""
        pace = _client.Pace(1, self._apart, failures=_client.TO_ALL)
        named: dict[str, dict[str, URL]] = {}
        for key, url in urls.items():
            named.setdefault(crates.crate(url) or "", {})[key] = url
        named.pop("", None)
        for batch in _client.batches(list(named), _BATCH):
            query = urlencode([*(("ids[]", name) for name in batch), ("per_page", len(batch))])
            try:
                status, answer = await pace.get_json(client, f"{self._base}/api/v1/crates?{query}")
            except _client.FailedError:
                continue
            found = answer.get("crates") if status == 200 and isinstance(answer, dict) else None
            for crate in _client.objects(found):
                name = str(crate.get("id"))
                facts = Facts(
                    f"crates:{name.lower().replace('_', '-')}",
                    date=_text.day(crate.get("created_at")),
                    pushed=_text.day(crate.get("updated_at")),
                    description=_text.line(crate.get("description")),
                    # All versions are (`Crate` in the description of the interface).
                    state="yanked" if crate.get("yanked") is True else None,
                )
                # Each once, whatever the answer repeats.
                for key, url in named.pop(name, {}).items():
                    whole = len(segments(url)) == 2
                    yield _client.exists(key, facts) if whole else _client.known(key, facts)


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> Crates:
    """crates.io, by the base URL in `options`."""
    del environ  # there is nothing to log in with
    return Crates(options.url("crates", URLS["crates"]))

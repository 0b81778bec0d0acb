"""The options of the sites that are asked for many URLs at once. Imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from concurrent.futures import Future

    Titles = Mapping[str, Collection[str]] | Future[Mapping[str, Collection[str]]]
    """The titles that lists give to works, by the normalised URL, or what will have them."""


@dataclass(frozen=True, slots=True)
class SitesOptions:
    """Which sites are asked, and where (`[sites]` of the configuration).

    `off` are the names of the sites that are not. `urls` are base URLs in the place of the public
    ones, by the name of the interface, such as `arxiv` or `crossref`. `mailto` is the address that
    those get which serve callers better who say who they are. `plugins` are the ids of sites that
    plug-ins provide.

    `written` is no part of the configuration: the titles that the lists of this run give to works.
    """

    off: frozenset[str] = frozenset()
    urls: Mapping[str, str] = field(default_factory=dict)
    mailto: str | None = None
    plugins: tuple[str, ...] = ()
    written: Titles = field(default_factory=dict)

    def url(self, name: str, public: str) -> str:
        """The base URL of the interface `name`, `public` unless configured; no slash at its end."""
        return self.urls.get(name, public).rstrip("/")

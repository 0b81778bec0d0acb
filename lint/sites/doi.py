"""Digital object identifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.sites._site import Site

if TYPE_CHECKING:
    from lint.urls import URL

# https://info.arxiv.org/help/doi.html
_ARXIV = "/10.48550/arxiv."


def _name(url: URL) -> str:
    return "doi/arxiv" if url.path.lower().startswith(_ARXIV) else "doi"


SITE = Site(frozenset({"doi.org"}), frozenset({"doi", "doi/arxiv"}), _name)

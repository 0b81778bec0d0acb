"""Digital object identifiers, also where publishers put them into their own addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lint.sites import arxiv
from lint.sites.site import Site

if TYPE_CHECKING:
    from lint.urls import URL

# https://info.arxiv.org/help/doi.html
_ARXIV = "10.48550/arxiv."
# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
# Publishers whose pages are `/doi/DOI`, or one of these words in between.
_PUBLISHERS = frozenset(
    {
        "dl.acm.org",
        "journals.sagepub.com",
        "onlinelibrary.wiley.com",
        "pubs.acs.org",
        "www.pnas.org",
        "www.science.org",
        "www.tandfonline.com",
    }
)
_PAGE = re.compile(r"/doi/(?:(?:abs|epdf|full|fullhtml|pdf)/)?(?=10\.)", re.IGNORECASE)


def identity(text: str) -> str | None:
    """The work that a DOI stands for, as `doi:10.1145/3626772`; one of arXiv's is its paper.

    DOIs have no case (DOI Handbook, section 2.4).
    """
    doi = text.lower()
    if not _DOI.fullmatch(doi):
        return None
    return arxiv.identity(doi.removeprefix(_ARXIV)) if doi.startswith(_ARXIV) else f"doi:{doi}"


def published(url: URL) -> str | None:
    """The work on a page of a publisher that has a DOI in its address."""
    match = _PAGE.match(url.path) if url.host in _PUBLISHERS else None
    return identity(unquote(url.path[match.end() :])) if match else None


def _name(url: URL) -> str:
    return "doi/arxiv" if url.path.lower().startswith(f"/{_ARXIV}") else "doi"


def _identity(url: URL) -> str | None:
    return identity(unquote(url.path[1:]))


SITE = Site(frozenset({"doi.org"}), frozenset({"doi", "doi/arxiv"}), _name, _identity)

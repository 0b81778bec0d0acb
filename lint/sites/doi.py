"""Digital object identifiers, also where publishers put them into their own addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lint.patterns import lazy
from lint.sites import arxiv
from lint.sites.site import Site

if TYPE_CHECKING:
    from lint.urls import URL

# https://info.arxiv.org/help/doi.html
_ARXIV = "10.48550/arxiv."
# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI = lazy(r"10\.\d{4,9}/\S+", re.ASCII)
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
_LONGEST_PATH = 300
_PAGE = lazy(r"/doi/(?:(?:abs|epdf|full|fullhtml|pdf)/)?(?=10\.)", re.IGNORECASE)


def identity(text: str) -> str | None:
    """The work that a DOI stands for, as `doi:10.1145/3626772`; one of arXiv's is its paper.

    DOIs have no case (DOI Handbook, section 2.4).
    """
    doi = text.lower()
    if not _DOI.fullmatch(doi):
        return None
    return arxiv.identity(doi.removeprefix(_ARXIV)) if doi.startswith(_ARXIV) else f"doi:{doi}"


# Where a DOI, or what it ends with, stands in the addresses of other publishers: the path, and what
# comes before that part. Sources: https://aclanthology.org/faq/ and
# https://aclanthology.org/info/ids/ (only the venues that have DOIs),
# https://www.nature.com/documents/nature-article-identifiers; the others have it whole.
_MORE = {
    "aclanthology.org": (
        lazy(
            r"/(?P<doi>20\d\d\.(?:aacl|acl|conll|eacl|emnlp|findings|naacl)-[a-z]+\.\d{1,4}"
            r"|[DEKNP]1[6-9]-\d{4})(?:\.pdf|v\d+\.pdf)?/?"
        ),
        "10.18653/v1/",
    ),
    "link.springer.com": (
        lazy(
            r"/(?:article|chapter|book|content/pdf|referenceworkentry)/"
            r"(?P<doi>10\.\d{4,9}/[\w.()-]+?)(?:\.pdf|/fulltext\.html)?/?"
        ),
        "",
    ),
    # `d41586` are news, which lists call as they like.
    "nature.com": (
        lazy(r"/articles/(?P<doi>(?!d41586)[a-z]*\d[\w.-]*?)(?:\.pdf)?/?"),
        "10.1038/",
    ),
    "frontiersin.org": (
        lazy(
            r"/(?:journals/[\w-]+/)?articles?/(?P<doi>10\.3389/[\w.]+)(?:/(?:abstract|full|pdf))?/?"
        ),
        "",
    ),
    "biorxiv.org": (
        lazy(
            r"/content/(?:early/\d{4}/\d\d/\d\d/)?(?P<doi>10\.(?:1101|64898)/[\d.]+\d)(?:v\d+)?"
            r"(?:\.(?:abstract|article-info|full(?:-text)?(?:\.pdf)?))?/?"
        ),
        "",
    ),
}
_MORE["medrxiv.org"] = _MORE["biorxiv.org"]


def published(url: URL) -> str | None:
    """The work on a page of a publisher that has a DOI in its address."""
    if url.host in _PUBLISHERS:
        match = _PAGE.match(url.path)
        return identity(unquote(url.path[match.end() :])) if match else None
    if len(url.path) > _LONGEST_PATH or (known := _MORE.get(url.host.removeprefix("www."))) is None:
        return None
    page, prefix = known
    found = page.fullmatch(unquote(url.path))
    return identity(prefix + found["doi"]) if found else None


def _name(url: URL) -> str:
    return "doi/arxiv" if url.path.lower().startswith(f"/{_ARXIV}") else "doi"


def _identity(url: URL) -> str | None:
    return identity(unquote(url.path[1:]))


SITE = Site(frozenset({"doi.org"}), frozenset({"doi", "doi/arxiv"}), _name, _identity)

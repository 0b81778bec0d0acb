"""What arXiv's feed says of papers.

Format: https://info.arxiv.org/help/api/user-manual.html, section 3.3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from lint.links.providers import _code_links, _publications, _text, _withdrawals
from lint.sites import arxiv, doi

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ENTRY_ID = re.compile(r"https?://arxiv\.org/abs/(?P<paper>.+?)v(?P<version>\d+)", re.ASCII)
# What else the comment on a withdrawn version speaks of. Its text is gone, but then only the page
# itself can say so.
_DOUBTFUL = re.compile(
    r"admin|consent|copyright|duplicate|error|flaw|incorrect|merged|mistake|no longer|permission"
    r"|plagiar|remov|replaced by|retract|supersed|withdr[ae]w|wrong",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a paper; `date` is the day of the first one, `updated` that of this one.

    `doubtful` says that its text may be gone.
    """

    number: int
    title: str
    date: str | None
    updated: str | None
    withdrawn: bool
    doubtful: bool
    venue: str | None
    doi: str | None
    authors: tuple[str, ...] | None
    code: str | None


Papers = Mapping[str, Mapping[int, Version]]
"""Versions by their numbers, by the identifier of the paper."""


def read(body: bytes) -> Papers | None:
    """The papers of a feed, each with the versions in it; None for what is no feed."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        feed = fromstring(body)
    except (ParseError, DefusedXmlException, LookupError, ValueError, RecursionError):
        return None
    if feed.tag != f"{_ATOM}feed":
        return None
    found: dict[str, dict[int, Version]] = {}
    for entry in feed.iterfind(f"{_ATOM}entry"):
        match = _ENTRY_ID.fullmatch(_said(entry, f"{_ATOM}id"))
        name = arxiv.paper(match["paper"]) if match else None
        title = _text.text(_said(entry, f"{_ATOM}title"))
        if match is None or name is None or title is None:
            continue  # an error, or an entry of a paper that does not exist, as there once were
        version = _version(entry, int(match["version"][:6]), title)
        found.setdefault(name, {})[version.number] = version
    return found


def _version(entry: Element, number: int, title: str) -> Version:
    comment = _said(entry, f"{_ARXIV}comment")
    abstract = _said(entry, f"{_ATOM}summary")
    withdrawn = _withdrawals.by_comment(comment) or _withdrawals.by_abstract(abstract)
    published = (_said(entry, f"{_ARXIV}doi").split() or [""])[0].lower()
    place = _publications.venue(comment, _said(entry, f"{_ARXIV}journal_ref"))
    known = doi.identity(published) or ""
    return Version(
        number,
        title,
        _text.day(_said(entry, f"{_ATOM}published")),
        _text.day(_said(entry, f"{_ATOM}updated")),
        withdrawn,
        withdrawn or bool(_DOUBTFUL.search(comment)),
        _text.name(place),
        known.removeprefix("doi:") if known.startswith("doi:") else None,
        _text.names(one.findtext(f"{_ATOM}name") for one in entry.iterfind(f"{_ATOM}author")),
        _code_links.repository(f"{abstract} {comment}"),
    )


def _said(entry: Element, name: str) -> str:
    return " ".join((entry.findtext(name) or "").split())

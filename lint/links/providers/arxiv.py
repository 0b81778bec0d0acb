"""arXiv, asked for up to 200 papers at once.

The interface is described in https://info.arxiv.org/help/api/user-manual.html, its terms of use
(one request in three seconds, one connection) in https://info.arxiv.org/help/api/tou.html. It gives
the latest version of a paper, leaves out what does not exist, and answers with a single entry
titled `Error` if anything was wrong with the request. It is a day behind the pages, so that what it
lacks may be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlencode
from xml.etree.ElementTree import ParseError

from lint.links.providers import _client
from lint.links.result import Facts
from lint.sites import arxiv, identity, site_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from xml.etree.ElementTree import Element

    from lint.links.protocols import Client
    from lint.links.providers.options import SitesOptions
    from lint.links.result import LinkResult
    from lint.urls import URL

URLS = {"arxiv": "https://export.arxiv.org"}

_BATCH = 200
_APART = 3.0  # seconds
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ENTRY_ID = re.compile(r"https?://arxiv\.org/abs/(?P<paper>.+?)v(?P<version>\d+)", re.ASCII)
# The pages that every paper has, as they are at arXiv itself; there is HTML only of some.
_PAGE = re.compile(
    r"/(?:abs/(?P<abs>.+?)|pdf/(?P<pdf>.+?))(?:v(?P<version>\d{1,6}))?(?(pdf)(?:\.pdf)?)",
    re.ASCII,
)
_OWN = frozenset({"arxiv.org", "www.arxiv.org", "export.arxiv.org"})

# A withdrawn paper has a last version without a text; the reason stands in its comments, in the
# words of its authors (https://info.arxiv.org/help/withdraw.html), earlier also in the abstract.
# Nothing else says so.
_SUBJECT = (
    r"(?:this|the|our) (?:\w+ )?(?:article|draft|letter|manuscript|note|paper|preprint|report"
    r"|submission|version|work) (?:(?:has|have) (?:now )?been|is|was) "
)
_WITHDRAWN = (
    r"(?:temporarily |formally )?withdrawn(?=\W*$|[,.;:!)\]]| (?:after|and|as|at|because|by|due|for"
    r"|from (?:the )?arxiv|in order|on|owing|pending|since|temporarily|to|until)\b)"
)
_WITHDRAWN_BY_COMMENT = re.compile(
    rf"^\W*(?:{_SUBJECT}|(?:article|manuscript|paper|submission) )?{_WITHDRAWN}", re.IGNORECASE
)
_WITHDRAWN_BY_ABSTRACT = re.compile(rf"^\W*{_SUBJECT}{_WITHDRAWN}", re.IGNORECASE)
# What else the comment on a withdrawn version speaks of. Its text is gone, but then only the page
# itself can say so.
_DOUBTFUL = re.compile(
    r"admin|consent|copyright|duplicate|error|flaw|incorrect|merged|mistake|no longer|permission"
    r"|plagiar|remov|replaced by|retract|supersed|withdr[ae]w|wrong",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Paper:
    """What the feed says of a paper: `version` is the latest one, whose text may be gone."""

    version: int
    title: str
    date: str | None
    withdrawn: bool
    doubtful: bool


class Arxiv:
    """arXiv's pages, and for facts alone the sites that show its papers."""

    name = "arxiv"

    def __init__(self, base: str, *, apart: float = _APART) -> None:
        self._base = base
        self._apart = apart

    def claims(self, url: URL) -> bool:
        """Whether `url` shows a paper, at arXiv or a site that renders its papers."""
        return site_name(url) == "arxiv" and identity(url) is not None

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for the papers that the feed has; none for the others."""
        pace = _client.Pace(1, self._apart)
        for batch in _client.batches(_client.works(urls), _BATCH):
            try:
                papers = await self._ask(client, pace, [work.name for work in batch])
            except _client.FailedError:
                if pace.closed:
                    return
                continue
            for work in batch:
                paper = papers.get(work.name)
                if paper is None:
                    continue
                facts = Facts(work.identity, paper.title, paper.date, withdrawn=paper.withdrawn)
                for key, url in work.urls.items():
                    there = _there(url, paper)
                    yield _client.exists(key, facts) if there else _client.known(key, facts)

    async def _ask(
        self, client: Client, pace: _client.Pace, papers: list[str]
    ) -> Mapping[str, _Paper]:
        query = urlencode({"id_list": ",".join(papers), "max_results": len(papers)}, safe=",/")
        url = f"{self._base}/api/query?{query}"
        reply = await pace.get(client, url, accept="application/atom+xml")
        if reply.status != 200:
            pace.failed()
        found = _read(reply.body)
        if found is None:
            pace.failed()
        pace.understood()
        return found


def _there(url: URL, paper: _Paper) -> bool:
    """Whether the page at `url` is there for certain."""
    match = _PAGE.fullmatch(unquote(url.path)) if url.host in _OWN else None
    if match is None or arxiv.paper(match["abs"] or match["pdf"]) is None:
        return False
    asked = int(match["version"]) if match["version"] else paper.version
    if not 1 <= asked <= paper.version:
        return False
    return bool(match["abs"]) or asked < paper.version or not paper.doubtful


def _read(body: bytes) -> Mapping[str, _Paper] | None:
    """The papers of a feed by their identifiers; None for what is no feed, or one of errors."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        feed = fromstring(body)
    except (ParseError, DefusedXmlException, LookupError, ValueError, RecursionError):
        return None
    if feed.tag != f"{_ATOM}feed":
        return None
    found = {}
    for entry in feed.iterfind(f"{_ATOM}entry"):
        match = _ENTRY_ID.fullmatch(_text(entry, f"{_ATOM}id"))
        name = arxiv.paper(match["paper"]) if match else None
        title = _client.text(_text(entry, f"{_ATOM}title"))
        if match is None or name is None or title is None:
            continue  # an error, or an entry of a paper that does not exist, as there once were
        comment = _text(entry, f"{_ARXIV}comment")
        abstract = _text(entry, f"{_ATOM}summary")
        withdrawn = bool(
            _WITHDRAWN_BY_COMMENT.search(comment) or _WITHDRAWN_BY_ABSTRACT.search(abstract)
        )
        found[name] = _Paper(
            int(match["version"][:6]),
            title,
            _client.day(_text(entry, f"{_ATOM}published")),
            withdrawn,
            withdrawn or bool(_DOUBTFUL.search(comment)),
        )
    return found


def _text(entry: Element, name: str) -> str:
    return " ".join((entry.findtext(name) or "").split())


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> Arxiv:
    """arXiv, by the base URL in `options`."""
    del environ  # there is nothing to log in with
    return Arxiv(options.url("arxiv", URLS["arxiv"]))

"""What a page says of the work that it shows, where no interface does: its `<meta>` elements.

`citation_*` are the tags of Google Scholar (inclusion guidelines for webmasters,
https://scholar.google.com/intl/en/scholar/inclusion.html), `og:*` and `article:*` those of the Open
Graph protocol (https://ogp.me), `dc.*` those of Dublin Core in HTML
(https://www.dublincore.org/specifications/dublin-core/dc-html/). They come in that order, and the
page's own title last.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

from lint.document.html import Tag, tokenize
from lint.document.positions import SourceMap
from lint.links.network.client import NetworkClient
from lint.links.network.pool import Hosts
from lint.links.network.resolver import system_lookup
from lint.links.providers import _text, dispatch
from lint.links.verdicts import html_scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lint.links.protocols import OnlineSite
    from lint.links.result import Facts, LinkOptions
    from lint.urls import URL

# In bytes; a longer page is not read. In characters: nothing further down is looked at.
_MOST = 4_000_000
_HEAD = 400_000
_REDIRECTS = 5
_MOST_TAGS = 1000
_LONGEST = 4000
# HTML Standard, section 13.2.5: what these hold is no markup.
_NO_MARKUP = re.compile(
    r"(?is)<!--.*?(?:-->|\Z)"
    r"|<(script|style|template|textarea|svg|noscript|iframe|xmp)\b.*?(?:</\1\s*>|\Z)"
)
_HEAD_ENDS = re.compile(r"(?i)</head\s*>")
_TITLES = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_DATES = (
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "article:published_time",
    "dc.date",
    "dcterms.date",
    "date",
)
_VENUES = ("citation_conference_title", "citation_journal_title", "citation_inbook_title")
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator")
_SUMMARIES = ("og:description", "description", "twitter:description", "dc.description")
# What parts a page's title from the name of its site.
_BEFORE_SITE = re.compile(r"\s[|·•–—-]\s")  # noqa: RUF001 - dashes


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its work, as `Facts` has it: plain texts on one line, bounded."""

    title: str | None = None
    date: str | None = None
    venue: str | None = None
    authors: tuple[str, ...] = ()
    description: str | None = None
    doi: str | None = None


def read(text: str) -> PageFacts:
    """What the HTML page `text` says of its work, in time that grows with its length."""
    found: dict[str, list[str]] = {}
    for name, content in _metas(text[:_HEAD]):
        found.setdefault(name, []).append(content)

    def first(names: Iterable[str]) -> str | None:
        return next((said for name in names for said in found.get(name, ()) if said.strip()), None)

    own = html_scan.title(text[:_HEAD])
    site = _text.name(first(("og:site_name",)) or "")
    authors = next((found[name] for name in _AUTHORS if name in found), [])
    names = _text.names(map(_text.first_name_first, authors))
    doi = (first(("citation_doi",)) or "").removeprefix("doi:").removeprefix("https://doi.org/")
    return PageFacts(
        title=_without_site(_text.text(first(_TITLES) or own), site),
        date=_day(first(_DATES)),
        venue=_text.name(first(_VENUES)),
        authors=names or (),
        description=_text.line(first(_SUMMARIES)),
        doi=_text.name(doi),
    )


def ask(
    pages: Iterable[str],
    works: Mapping[str, URL],
    sites: Sequence[OnlineSite],
    options: LinkOptions,
) -> tuple[Mapping[str, PageFacts], Mapping[str, Facts]]:
    """What pages say of themselves, and what `sites` say of further `works`, by their URLs.

    Those of which nothing is known are absent: a page that gives no HTML, for one. Requests go
    through the guard of the link check, with its time and its headers.
    """
    return asyncio.run(_ask(list(dict.fromkeys(pages)), works, sites, options))


async def _ask(
    pages: Sequence[str],
    works: Mapping[str, URL],
    sites: Sequence[OnlineSite],
    options: LinkOptions,
) -> tuple[Mapping[str, PageFacts], Mapping[str, Facts]]:
    hosts = Hosts(options, system_lookup)
    client = NetworkClient(hosts)
    found: dict[str, Facts] = {}
    try:
        replies = await asyncio.gather(*(_page(client, url, options.timeout) for url in pages))
        for site, urls in dispatch.claimed(works.items(), sites)[0].items():
            async for result in dispatch.answers(site, urls, client):
                if result.facts is not None:
                    found[result.url] = result.facts
    finally:
        await client.close()
        await hosts.close()
    said = zip(pages, replies, strict=True)
    return {url: facts for url, facts in said if facts is not None}, found


async def _page(client: NetworkClient, url: str, seconds: float) -> PageFacts | None:
    try:
        reply = await client.request(
            "GET",
            url,
            headers={"Accept": "text/html,application/xhtml+xml;q=0.9"},
            timeout=seconds,
            most=_MOST,
            redirects=_REDIRECTS,
        )
    except (OSError, ValueError, aiohttp.ClientError):
        return None
    kind = reply.headers.get("Content-Type", "")
    if reply.status != 200 or not html_scan.is_html(kind, reply.body):
        return None
    return await asyncio.to_thread(read, html_scan.decode(reply.body, kind))


def _metas(text: str) -> Iterator[tuple[str, str]]:
    """The name, in lower case, and the content of each `<meta>` in the head of a page."""
    text = _NO_MARKUP.sub(" ", text)
    if (end := _HEAD_ENDS.search(text)) is not None:
        text = text[: end.start()]
    left = _MOST_TAGS
    for part in tokenize(text, SourceMap([0], [0])):
        if not isinstance(part, Tag) or part.name != "meta":
            continue
        said = part.attributes
        name = said.get("name") or said.get("property") or said.get("itemprop") or ""
        content = said.get("content", "")
        if name and content:
            yield name.strip().lower(), content[:_LONGEST]
        left -= 1
        if left <= 0:
            return


def _without_site(title: str | None, site: str | None) -> str | None:
    """A title without the name of its site, which many pages put behind it."""
    if not title or not site:
        return title
    for last in _BEFORE_SITE.finditer(title):
        if title[last.end() :].strip().casefold() == site.casefold():
            return title[: last.start()].strip() or title
    return title


def _day(text: str | None) -> str | None:
    """`2023/03/07` and `2023-03-07T10:00Z` as `Facts` has days."""
    if text is None:
        return None
    parts = text.strip().partition("T")[0].partition(" ")[0].replace("/", "-").split("-")
    padded = [part.zfill(2) for part in parts[:3] if part.isascii() and part.isdigit()]
    return _text.day("-".join(padded))

"""arXiv: up to 200 papers per request.

The interface is described in https://info.arxiv.org/help/api/user-manual.html, its terms of use
(one request in three seconds, one connection) in https://info.arxiv.org/help/api/tou.html. It gives
the latest version of a paper, or the one that is named (`id_list=2303.04129v1`), or both if both
are asked for (search/services/index/classic_api in https://github.com/arXiv/arxiv-search), leaves
out what does not exist, and answers with a single entry titled `Error` if anything was wrong with
the request. It is a day behind the pages, so that what it lacks may be there.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote, urlencode

from lint.links.providers import _arxiv_feed, _client
from lint.links.result import Facts
from lint.sites import arxiv, identity, site_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator
    from concurrent.futures import Future

    from lint.links.protocols import Client
    from lint.links.providers._arxiv_feed import Papers, Version
    from lint.links.providers.options import SitesOptions, Titles
    from lint.links.result import LinkResult
    from lint.urls import URL

_T = TypeVar("_T")

URLS = {"arxiv": "https://export.arxiv.org"}

_BATCH = 200
_APART = 3.0  # seconds
_MOST_VERSIONS = 10
"""Of so many earlier versions of a paper at most the titles are asked for."""
# The pages that every paper has, as they are at arXiv itself; there is HTML only of some.
_PAGE = re.compile(
    r"/(?:abs/(?P<abs>.+?)|pdf/(?P<pdf>.+?))(?:v(?P<version>\d{1,6}))?(?(pdf)(?:\.pdf)?)",
    re.ASCII,
)
_OWN = frozenset({"arxiv.org", "www.arxiv.org", "export.arxiv.org"})


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper of the list, its versions by their numbers, the last of which is the latest."""

    work: _client.Work
    versions: Mapping[int, Version]

    @property
    def latest(self) -> Version:
        return self.versions[max(self.versions)]

    def shown(self, url: URL) -> Version:
        """The version that a page shows: the one that it names, if that is known."""
        return self.versions.get(arxiv.version(url) or 0, self.latest)


class Arxiv:
    """arXiv's pages, and for facts alone the sites that show its papers.

    `written` are the titles that lists give to works. Where one is not that of the paper, the
    titles of its earlier versions are asked for: it may have been renamed.
    """

    name = "arxiv"

    def __init__(
        self,
        base: str,
        *,
        apart: float | None = None,
        written: Titles | None = None,
    ) -> None:
        self._base = base
        self._apart = _APART if apart is None else apart
        self._written: Mapping[str, Collection[str]] = {}
        self._coming: Future[Mapping[str, Collection[str]]] | None = None
        if written is None or isinstance(written, Mapping):
            self._written = written or {}
        else:
            self._coming = written

    @property
    def waits(self) -> bool:
        """Whether the titles in the lists are still to come."""
        return self._coming is not None

    async def ready(self) -> None:
        """Wait for the titles in the lists."""
        if self._coming is not None:
            self._written = await asyncio.wrap_future(self._coming)
            self._coming = None

    def claims(self, url: URL) -> bool:
        """Whether `url` shows a paper, at arXiv or a site that renders its papers."""
        return site_name(url) == "arxiv" and identity(url) is not None

    def suffices(self, url: str, facts: Facts) -> bool:
        """Whether nothing more is to be asked of a paper of which `facts` are remembered."""
        return facts.former is not None or not self._differs((url,), facts.title)

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for the papers that the feed has; none for the others."""
        pace = _client.Pace(1, self._apart)
        doubtful: list[_Paper] = []
        for batch, names in _batches(_client.works(urls), _identifiers):
            try:
                found = await self._ask(client, pace, names)
            except _client.FailedError:
                if pace.closed:
                    break
                continue
            for work in batch:
                if not (versions := found.get(work.name)):
                    continue
                paper = _Paper(work, versions)
                if self._may_be_renamed(paper):
                    doubtful.append(paper)
                else:
                    for result in _results(paper, None):
                        yield result
        async for result in self._earlier(doubtful, client, pace):
            yield result

    async def _earlier(
        self, papers: list[_Paper], client: Client, pace: _client.Pace
    ) -> AsyncIterator[LinkResult]:
        """The results for papers of which lists have another title, with their former ones."""
        for batch, names in _batches(papers, _missing):
            found: Papers = {}
            if names and not pace.closed:
                with suppress(_client.FailedError):
                    found = await self._ask(client, pace, names)
            for paper in batch:
                more_versions = {**found.get(paper.work.name, {}), **paper.versions}
                whole = _Paper(paper.work, more_versions)
                titles = tuple(dict.fromkeys(one.title for _, one in sorted(more_versions.items())))
                # What is not known to be a former title may be one of a version that was not read.
                complete = not _missing(whole) or not self._differs(paper.work.urls, *titles)
                for result in _results(paper, titles if complete else None):
                    yield result

    def _may_be_renamed(self, paper: _Paper) -> bool:
        """Whether a list has another title than the version that it links to."""
        return any(
            self._differs((key,), paper.shown(url).title) for key, url in paper.work.urls.items()
        )

    def _differs(self, keys: Iterable[str], *titles: str | None) -> bool:
        """Whether a title in a list, for one of `keys`, is certainly none of `titles`."""
        from lint.titles.comparison import compare

        return any(
            all(title and title != written and compare(written, title).mismatch for title in titles)
            for key in keys
            for written in self._written.get(key, ())
        )

    async def _ask(self, client: Client, pace: _client.Pace, papers: list[str]) -> Papers:
        query = urlencode({"id_list": ",".join(papers), "max_results": len(papers)}, safe=",/")
        url = f"{self._base}/api/query?{query}"
        reply = await pace.get(client, url, accept="application/atom+xml")
        if reply.status in _client.TO_ALL:
            pace.refused()
        if reply.status != 200:
            pace.failed()
        found = _arxiv_feed.read(reply.body)
        if found is None:
            pace.failed()
        pace.understood()
        return found


def _batches(
    items: Iterable[_T], names_of: Callable[[_T], list[str]]
) -> Iterator[tuple[list[_T], list[str]]]:
    """`items` with the names that each needs, in requests of no more names than arXiv takes."""
    batch: list[_T] = []
    names: list[str] = []
    for item in items:
        more = names_of(item)
        if batch and len(names) + len(more) > _BATCH:
            yield batch, names
            batch, names = [], []
        batch.append(item)
        names += more
    if batch:
        yield batch, names


def _identifiers(work: _client.Work) -> list[str]:
    """What to ask for: the paper, and each version of it that a URL names."""
    numbers = dict.fromkeys(map(arxiv.version, work.urls.values()))
    return [work.name, *(f"{work.name}v{number}" for number in numbers if number)]


def _missing(paper: _Paper) -> list[str]:
    """The earlier versions that are not known: the first ones and the last, if there are many."""
    every = range(1, paper.latest.number)
    half = _MOST_VERSIONS // 2
    earlier = [*every[:half], *every[half:][-half:]]
    return [f"{paper.work.name}v{number}" for number in earlier if number not in paper.versions]


def _results(paper: _Paper, titles: tuple[str, ...] | None) -> Iterator[LinkResult]:
    """A result for each URL; `titles` are all that the paper has had, if they are known."""
    latest = paper.latest
    if titles is None and latest.number == 1:
        titles = (latest.title,)
    for key, url in paper.work.urls.items():
        shown = paper.shown(url)
        facts = Facts(
            paper.work.identity,
            shown.title,
            shown.date,
            withdrawn=latest.withdrawn,
            pushed=shown.updated,
            former=None if titles is None else tuple(t for t in titles if t != shown.title),
            doi=latest.doi or shown.doi,
            venue=latest.venue or shown.venue,
            code=latest.code or shown.code,
            authors=shown.authors,
        )
        there = _there(url, paper)
        yield _client.exists(key, facts) if there else _client.known(key, facts)


def _there(url: URL, paper: _Paper) -> bool:
    """Whether the page at `url` is there for certain."""
    match = _PAGE.fullmatch(unquote(url.path)) if url.host in _OWN else None
    if match is None or arxiv.paper(match["abs"] or match["pdf"]) is None:
        return False
    latest = paper.latest.number
    asked = int(match["version"]) if match["version"] else latest
    if not 1 <= asked <= latest:
        return False
    if match["abs"]:
        return True
    version = paper.versions.get(asked)
    # A text that was withdrawn is gone, be there later versions or not.
    return version is not None and not version.doubtful


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> Arxiv:
    """arXiv, by the base URL in `options`."""
    del environ  # there is nothing to log in with
    return Arxiv(options.url("arxiv", URLS["arxiv"]), written=options.written)

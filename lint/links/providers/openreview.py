"""OpenReview: whether a submission exists, one per request.

Interfaces: https://docs.openreview.net/getting-started/using-the-api; venues before 2023 are at
the first version of it, with plain values where the second has objects.
"""

from __future__ import annotations

import re
from contextlib import aclosing
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lint.links.providers import _client, _text
from lint.links.result import Facts
from lint.sites import identity, site_name
from lint.sites.site import segments

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from lint.links.protocols import Client
    from lint.links.providers.options import SitesOptions
    from lint.links.result import LinkResult
    from lint.urls import URL

URLS = {"openreview": "https://api2.openreview.net", "openreview1": "https://api.openreview.net"}

_AT_ONCE = 2
# `Submitted to ICLR 2024`, and what is imported from elsewhere (`CoRR 2024`) without a decision.
_OPEN = ("submitted", "under review", "corr", "arxiv", "dblp")
_VENUE = re.compile(r"[\w.-]+(?:/[\w.-]+)*/(?:Conference|Workshop/[\w.-]+)|TMLR")


class OpenReview:
    """Its submissions, by their pages and their PDFs."""

    name = "openreview"

    def __init__(self, options: SitesOptions) -> None:
        self._bases = [options.url(name, url) for name, url in URLS.items()]

    def claims(self, url: URL) -> bool:
        """Whether `url` shows a submission."""
        return site_name(url) == "openreview" and identity(url) is not None

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for the submissions that everybody may read; none for the others."""
        paces = [_client.Pace(_AT_ONCE) for _ in self._bases]

        async def ask(work: _client.Work) -> list[LinkResult]:
            for base, pace in zip(self._bases, paces, strict=True):
                url = f"{base}/notes?id={quote(work.name, safe='')}"
                try:
                    reply = await pace.get(client, url)
                    answer = pace.read(reply)
                except _client.FailedError:
                    continue
                if reply.status == 403 and _name(answer).startswith("Challenge"):
                    pace.closed = True  # it lets no programs in from here
                if reply.status == 200 and (note := _submission(answer, work.name)):
                    return list(_results(work, note))
            return []

        async with aclosing(_client.each(_client.works(urls), ask, _AT_ONCE)) as results:
            async for result in results:
                yield result


def _name(answer: Any) -> str:
    return str(answer.get("name")) if isinstance(answer, dict) else ""


def _submission(answer: Any, name: str) -> dict[str, Any] | None:
    """The submission `name` in an answer; None for a reply to one, and for what was deleted."""
    for note in _client.objects(answer.get("notes") if isinstance(answer, dict) else None):
        if note.get("id") == name == note.get("forum"):
            return None if note.get("ddate") else note
    return None


def _results(work: _client.Work, note: Mapping[str, Any]) -> Iterator[LinkResult]:
    title = _text.text(_value(note, "title"))
    authors = _value(note, "authors")
    facts = Facts(
        work.identity,
        title,
        _text.day(note.get("cdate")),
        venue=_text.name(_value(note, "venue")),
        decision=_decision(note),
        authors=_text.names(authors) if isinstance(authors, list) else None,
    )
    for key, url in work.urls.items():
        shown = segments(url) == ["forum"] or bool(_value(note, "pdf"))
        yield _client.exists(key, facts) if shown else _client.known(key, facts)


def _decision(note: Mapping[str, Any]) -> str | None:
    """What became of a submission, by the name of the group that it is in; None for what is open.

    https://docs.openreview.net/how-to-guides/data-retrieval-and-modification: a venue is
    `ICLR.cc/2024/Conference`, and what it did not accept in a group of its own below that.
    """
    group = _value(note, "venueid")
    if not isinstance(group, str):
        return None
    last = group.rpartition("/")[2]
    if last.endswith("Withdrawn_Submission"):
        return "withdrawn"
    if last.endswith("Rejected_Submission"):
        return "rejected"
    if "Submission" in last or str(_value(note, "venue")).casefold().startswith(_OPEN):
        return None
    return "accepted" if _VENUE.fullmatch(group) else None


def _value(note: Mapping[str, Any], field: str) -> Any:
    content = note.get("content")
    found = content.get(field) if isinstance(content, dict) else None
    return found.get("value") if isinstance(found, dict) else found


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> OpenReview:
    """OpenReview, by the base URLs in `options`."""
    del environ  # there is nothing to log in with
    return OpenReview(options)

"""Hugging Face: models, datasets, Spaces and papers, one per request.

Interface: https://huggingface.co/docs/hub/api; anonymous callers may ask it for 500 things in five
minutes, for pages a hundred (https://huggingface.co/docs/hub/rate-limits). It answers 401 for what
does not exist and for what is private alike, and redirects from old names.
"""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lint import urls
from lint.links.providers import _client, _text
from lint.links.result import Facts
from lint.sites import huggingface, identity, site_name
from lint.sites.site import decoded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from lint.links.protocols import Client
    from lint.links.providers.options import SitesOptions
    from lint.links.result import LinkResult
    from lint.urls import URL

URLS = {"huggingface": "https://huggingface.co"}

_AT_ONCE = 4
_REDIRECTS = 3  # a repository may have been renamed more than once
_PAPER = "arxiv:"
# The rest of a description is long, and not needed; a Space is not given out on request.
_FIELDS = "?expand[]=createdAt&expand[]=lastModified&expand[]=disabled"
_GATED = "&expand[]=gated"
_LONGEST_URL = 2000
_HUB = "https://huggingface.co/"
_OWN = frozenset({"huggingface.co", "www.huggingface.co", "hf.co"})


class HuggingFace:
    """Its repositories and papers, and for facts alone those on its mirror."""

    name = "huggingface"

    def __init__(self, base: str) -> None:
        self._base = base

    def claims(self, url: URL) -> bool:
        """Whether `url` shows a model, a dataset, a Space or a paper, at its root."""
        return site_name(url) in huggingface.SITE.names and identity(url) is not None

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for what everybody may see; none for the rest."""
        pace = _client.Pace(_AT_ONCE)

        async def ask(work: _client.Work) -> list[LinkResult]:
            url = f"{self._base}/api/{_path(work)}"
            reply = await pace.get(client, url, redirects=_REDIRECTS)
            answer = pace.read(reply) if reply.status == 200 else None
            if not isinstance(answer, dict) or answer.get("private"):
                return []
            if work.identity.startswith(_PAPER):
                return list(_paper(work, answer))
            return list(_repository(work, answer, redirected=reply.url != url))

        async with aclosing(_client.each(_client.works(urls), ask, _AT_ONCE)) as results:
            async for result in results:
                yield result


def _path(work: _client.Work) -> str:
    if work.identity.startswith(_PAPER):
        return f"papers/{quote(work.name, safe='/')}"
    kind = "" if work.name.startswith(("datasets/", "spaces/")) else "models/"
    fields = _FIELDS if work.name.startswith("spaces/") else _FIELDS + _GATED
    return f"{kind}{quote(work.name, safe='/')}{fields}"


def _paper(work: _client.Work, answer: Mapping[str, Any]) -> Iterator[LinkResult]:
    title = _text.text(answer.get("title"))
    if answer.get("id") != work.name or title is None:
        return
    facts = Facts(
        work.identity,
        title,
        _text.day(answer.get("publishedAt")),
        code=_page(answer.get("githubRepo")),
        homepage=_page(answer.get("projectPage")),
    )
    for key, url in work.urls.items():
        yield _client.exists(key, facts) if url.host in _OWN else _client.known(key, facts)


def _page(value: Any) -> str | None:
    """The URL of a page, as it would be requested."""
    url = urls.http(value) if isinstance(value, str) and len(value) <= _LONGEST_URL else None
    return url.request if url is not None else None


def _repository(
    work: _client.Work, answer: Mapping[str, Any], *, redirected: bool
) -> Iterator[LinkResult]:
    found = answer.get("id")
    owner_and_name = "/".join(work.name.split("/")[-2:])
    if not isinstance(found, str) or found.count("/") != 1:
        return
    moved = found.lower() != owner_and_name.lower()
    if moved and not redirected:
        return
    now = _HUB + work.name.removesuffix(owner_and_name) + quote(found, safe="/")
    facts = Facts(
        work.identity,
        date=_text.day(answer.get("createdAt")),
        pushed=_text.day(answer.get("lastModified")),
        moved_to=now if moved else None,
        gated=answer.get("gated") not in (None, False),
        disabled=answer.get("disabled") not in (None, False),
    )
    for key, url in work.urls.items():
        tree = decoded(url)[-2:] == ["tree", "main"]
        if url.host not in _OWN or tree or facts.disabled:
            yield _client.known(key, facts)
        else:
            yield _client.exists(key, facts, now if moved else None)


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> HuggingFace:
    """Hugging Face, by the base URL in `options`."""
    del environ  # tokens are for what is not public
    return HuggingFace(options.url("huggingface", URLS["huggingface"]))

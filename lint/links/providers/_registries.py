"""Titles of works by their DOIs, out of the records of those that register or collect them.

Crossref (https://api.crossref.org/swagger-ui/index.html; etiquette, with `mailto`:
https://www.crossref.org/documentation/retrieve-metadata/rest-api/), DataCite
(https://support.datacite.org/docs/api-queries) and OpenAlex
(https://developers.openalex.org/guides/filtering) each answer for fifty at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from lint.links.providers import _client, _text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lint.links.protocols import Client

URLS = {
    "crossref": "https://api.crossref.org",
    "datacite": "https://api.datacite.org",
    "openalex": "https://api.openalex.org",
}

BATCH = 50
# Of so many works at most the authors are asked for: some have thousands, and an answer is bounded.
_FEW = 5
# Those with other characters would have to be escaped, each interface in its own way.
_PLAIN = re.compile(r"10\.\d{4,9}/[\w.;()/:<>+-]+", re.ASCII)
_DOI_ORG = "https://doi.org/"
# Types of updates in the vocabulary of Crossmark that take a work back.
_RETRACTIONS = frozenset({"removal", "retraction", "withdrawal"})
# Not the notice, whose title begins with `Retraction` or `Retraction Note`.
_RETRACTED = re.compile(
    r"\W{0,2}(?:(?:RETRACTED|WITHDRAWN)(?: (?:ARTICLE|CHAPTER|PAPER))?"
    r"|(?i:retracted|withdrawn)(?i: article)?(?=[:\]]))(?:\W+|$)"
)


class Record(NamedTuple):
    """What is registered of a work: its title, and the day, month or year that it came out.

    `retracted` says that its publisher, or Retraction Watch, took it back. `authors` are those of a
    work that was asked for with few others.
    """

    title: str
    date: str | None
    retracted: bool = False
    authors: tuple[str, ...] | None = None


class _Registry(NamedTuple):
    """An interface: the path and query that ask it for DOIs, and what its answer says of them."""

    query: Callable[[list[str]], tuple[str, dict[str, str | int]]]
    read: Callable[[Any], Iterator[tuple[Any, Record | None]]]


def _crossref_query(dois: list[str]) -> tuple[str, dict[str, str | int]]:
    return "/works", {
        "filter": ",".join(f"doi:{doi}" for doi in dois),
        "rows": len(dois),
        "select": "DOI,title,subtitle,issued,updated-by" + ",author" * (len(dois) <= _FEW),
    }


def _crossref(answer: Any) -> Iterator[tuple[Any, Record | None]]:
    for item in _client.objects(_get(answer, "message", "items")):
        title = _text.text(_first(item.get("title")), markup=True)
        subtitle = _text.text(_first(item.get("subtitle")), markup=True)
        if title and subtitle and subtitle.casefold() not in title.casefold():
            title = _text.text(f"{title}: {subtitle}")
        parts = _first(_get(item, "issued", "date-parts"))
        numbers = parts[:3] if isinstance(parts, list) else []
        date = "-".join(f"{part:02}" for part in numbers if isinstance(part, int))
        # https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/
        updates = {str(one.get("type")) for one in _client.objects(item.get("updated-by"))}
        retracted = not _RETRACTIONS.isdisjoint(updates)
        authors = _text.names(map(_author, _client.objects(item.get("author"))))
        yield item.get("DOI"), _record(title, date, retracted=retracted, authors=authors)


def _datacite_query(dois: list[str]) -> tuple[str, dict[str, str | int]]:
    return "/dois", {
        "query": "doi:({})".format(" OR ".join(f'"{doi}"' for doi in dois)),
        "page[size]": len(dois),
        "fields[dois]": "doi,titles,dates,publicationYear" + ",creators" * (len(dois) <= _FEW),
    }


def _datacite(answer: Any) -> Iterator[tuple[Any, Record | None]]:
    for item in _client.objects(_get(answer, "data")):
        work = item.get("attributes")
        if not isinstance(work, dict):
            continue
        # Subtitles, translations and other titles have a type.
        titles = (one for one in _client.objects(work.get("titles")) if not one.get("titleType"))
        title = next(titles, {}).get("title")
        dates = {
            str(one.get("dateType")): one.get("date") for one in _client.objects(work.get("dates"))
        }
        date = dates.get("Submitted") or dates.get("Issued") or str(work.get("publicationYear"))
        creators = (
            _author(one) or _text.first_name_first(one.get("name"))
            for one in _client.objects(work.get("creators"))
        )
        authors = _text.names(creators)
        yield work.get("doi"), _record(_text.text(title, markup=True), date, authors=authors)


def _openalex_query(dois: list[str]) -> tuple[str, dict[str, str | int]]:
    return "/works", {
        "filter": "doi:" + "|".join(dois),
        "per-page": len(dois),
        "select": "doi,title,publication_date",
    }


def _openalex(answer: Any) -> Iterator[tuple[Any, Record | None]]:
    for item in _client.objects(_get(answer, "results")):
        title = _text.text(item.get("title"), markup=True)
        yield item.get("doi"), _record(title, item.get("publication_date"))


def _author(person: Mapping[str, Any]) -> str | None:
    """A person's name, or that of a group (`name` at Crossref); None for neither."""
    given = person.get("given") or person.get("givenName")
    family = person.get("family") or person.get("familyName")
    if family:
        return f"{given} {family}" if given else str(family)
    return person.get("name") if "nameType" not in person else None


def _record(
    title: str | None,
    date: Any,
    *,
    retracted: bool = False,
    authors: tuple[str, ...] | None = None,
) -> Record | None:
    """A record; publishers write what they took back into the title, which then loses it."""
    if title is None:
        return None
    said = _RETRACTED.match(title)
    bare = title[said.end() :] if said else title
    return Record(bare or title, _text.day(date), retracted or said is not None, authors)


# In this order: who registers most DOIs of papers, who registers those of data, software and
# preprints, and who collects the others', but lets nobody ask it often without an account.
_REGISTRIES = {
    "crossref": _Registry(_crossref_query, _crossref),
    "datacite": _Registry(_datacite_query, _datacite),
    "openalex": _Registry(_openalex_query, _openalex),
}


class Registries:
    """The interfaces, asked one after another until each work is known."""

    def __init__(self, bases: Mapping[str, str], mailto: str | None) -> None:
        self._bases = bases
        self._mailto = mailto
        self._paces = {name: _client.Pace(1, failures=_client.TO_ALL) for name in _REGISTRIES}

    async def records(self, client: Client, dois: Iterable[str]) -> Mapping[str, Record]:
        """What is registered of `dois`, at most `BATCH`, in lower case; without those unknown."""
        found: dict[str, Record] = {}
        plain = [doi for doi in dois if _PLAIN.fullmatch(doi)]
        for name in _REGISTRIES:
            missing = [doi for doi in plain if doi not in found]
            if missing:
                try:
                    found |= await self._ask(client, name, missing)
                except _client.FailedError:
                    continue
        return found

    async def _ask(self, client: Client, name: str, dois: list[str]) -> Mapping[str, Record]:
        registry, pace = _REGISTRIES[name], self._paces[name]
        path, query = registry.query(dois)
        if self._mailto:
            query["mailto"] = self._mailto
        status, answer = await pace.get_json(
            client, f"{self._bases[name]}{path}?{urlencode(query)}"
        )
        if status != 200:
            pace.failed()
        found = {}
        for doi, record in registry.read(answer):
            key = doi.lower().removeprefix(_DOI_ORG) if isinstance(doi, str) else ""
            if record is not None:
                found[key] = record
        return found


def _get(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else None

"""The papers that an entry is about, by the links that lead to them, and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.entries.identity import called_paper, title_link, work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.entries.entry import Entry
    from lint.entries.labels import EntryLink
    from lint.links.result import Facts
    from lint.rules.base import Context

_KINDS = ("arxiv:", "doi:", "openreview:")
# DOIs of data and software have titles such as `owner/repository: v1.2` (Zenodo, figshare,
# Dataverse, OSF, Hugging Face).
_NO_PAPERS = ("doi:10.5281/", "doi:10.6084/", "doi:10.7910/", "doi:10.17605/", "doi:10.57967/")


class Paper(NamedTuple):
    """A paper as the title of its entry, a label or a column names it: the link and the facts."""

    link: EntryLink
    facts: Facts


def facts_of(link: EntryLink, context: Context) -> Facts | None:
    """What the site of a link says of what it shows."""
    url = link.link.web
    result = context.results.get(url.request) if url is not None else None
    return result.facts if result is not None else None


def is_paper(identity: str) -> bool:
    """Whether an identity, as `lint.sites.identity` has it, is that of a paper with a title."""
    return identity.startswith(_KINDS) and not identity.startswith(_NO_PAPERS)


def own_papers(entry: Entry, context: Context) -> Iterator[Paper]:
    """The papers of an entry itself of which anything is known, each once, the title's first.

    They are where the title leads and what a label calls the paper, unless labels lead to several.
    In a table it is also the only one that is linked outside of the summary. Any other link may be
    to a paper that uses, evaluates or cites the thing.
    """
    title = title_link(entry)
    called = [link for link in entry.links or () if link is not title and called_paper(link)]
    found = [] if title is None else [title]
    # One paper has a page and a PDF, and may be at a publisher and on arXiv.
    works = [known for link in called if (known := work(link)) is not None]
    if all(works.count(one) == len(_of_kind(works, one)) for one in works):
        found += called
    if not called and not entry.listed and (title is None or not is_paper(work(title) or "")):
        found += _only_one(entry)
    seen = set()
    for link in found:
        facts = facts_of(link, context)
        if facts is not None and is_paper(facts.identity) and facts.identity not in seen:
            seen.add(facts.identity)
            yield Paper(link, facts)


def _of_kind(works: list[str], one: str) -> list[str]:
    return [other for other in works if other.partition(":")[0] == one.partition(":")[0]]


def _only_one(entry: Entry) -> list[EntryLink]:
    """The link to a paper of a row that has no other outside of its summary."""
    summary = entry.places.get("summary")
    links = [
        link
        for link in entry.links or ()
        if is_paper(work(link) or "") and not (summary and summary.contains(link.link.span))
    ]
    return links[:1] if len({work(link) for link in links}) == 1 else []

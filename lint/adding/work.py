"""What is to be added: a work with all that its sites say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lint import urls
from lint.adding.escaping import one_line
from lint.document.model import Link, LinkKind
from lint.entries.identity import address, called_paper
from lint.entries.nulls import fold
from lint.sites import identity, site_name
from lint.sites.site import segments
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.entries.labels import EntryLink
    from lint.links.page_facts import PageFacts
    from lint.links.result import Facts
    from lint.urls import URL


class Role(StrEnum):
    """What a link of an entry is to it."""

    PAPER = "paper"
    CODE = "code"
    PROJECT = "project page"
    MODEL = "model"
    DATASET = "data set"
    DEMO = "demo"
    VIDEO = "video"
    PACKAGE = "package"
    PAGE = "page"


_ROLES = {
    "anonymous-github": Role.CODE,
    "arxiv": Role.PAPER,
    "bilibili": Role.VIDEO,
    "crates": Role.PACKAGE,
    "doi": Role.PAPER,
    "huggingface/paper": Role.PAPER,
    "modelscope": Role.MODEL,
    "npm": Role.PACKAGE,
    "openreview": Role.PAPER,
    "pypi": Role.PACKAGE,
    "vimeo": Role.VIDEO,
    "youtube": Role.VIDEO,
}
_KINDS = {"gist": Role.CODE, "pages": Role.PROJECT, "repository": Role.CODE, "tree": Role.CODE}
_PROJECTS = """
    demo | home | homepage | official site | official website | page | project | project page
    | site | web | website | 主页 | 项目 | 项目主页
"""
_CALLED_PROJECT = frozenset(map(str.strip, _PROJECTS.split("|")))
_CODES = "code | codes | github | official code | repo | repository | source | source code | 代码"
_CALLED_CODE = frozenset(map(str.strip, _CODES.split("|")))
_PREPRINTS = frozenset({"", "arxiv", "arxiv.org", "corr"})
_FORGES = frozenset({"github", "gitlab", "gitee", "codeberg", "bitbucket"})
# Parts of a path that lead to a file of a repository, not to it.
_FILES = frozenset({"blob", "raw", "resolve"})
_FEW_WORDS = 2
_HUB_KINDS = frozenset({"collections", "datasets", "models", "spaces"})
_PACKAGES = frozenset({"pypi", "npm", "crates"})
# What GitHub adds to the description of a repository on its page.
_CONTRIBUTE = re.compile(
    r"(?:\.|(?<![\s.]))\s{1,20}"
    r"Contribute to \S{1,300} development by creating an account on GitHub\."
)
_NO_DESCRIPTION = re.compile(
    r"Contribute to \S{1,300} development by creating an account on GitHub\."
)


def role(url: URL | None, link: EntryLink | None = None) -> Role:
    """What `url` is to its entry, by its site, else by what `link`, which has it, is called."""
    if url is None:
        return Role.PAGE
    site = site_name(url)
    if site == "huggingface":
        return _at_hugging_face(url)
    found = _ROLES.get(site) or _ROLES.get(site.partition("/")[0]) or _KINDS.get(_kind(site))
    if found is not None:
        return found
    if (identity(url) or "").startswith("doi:"):
        return Role.PAPER
    if url.path.lower().endswith(".pdf"):
        # A repository may have its licence as a PDF, too, which is called by a word or two.
        named = link is None or called_paper(link) or len(link.link.text.split()) > _FEW_WORDS
        return Role.PAPER if named or site.partition("/")[0] not in _FORGES else Role.PAGE
    if link is not None:
        said = fold(link.says or link.link.text).strip(" []()")
        if called_paper(link):
            return Role.PAPER
        if said in _CALLED_PROJECT:
            return Role.PROJECT
        if said in _CALLED_CODE:
            return Role.CODE
    return Role.PAGE


def misnames(link: EntryLink, url: URL) -> bool:
    """Whether `link` is called what `url` is not: `Paper` a package, `Code` a video."""
    said = fold(link.says or link.link.text).strip(" []()")
    if called_paper(link):
        return role(url) not in {Role.PAPER, Role.PAGE}
    return said in _CALLED_CODE and role(url) in {Role.PAPER, Role.VIDEO, Role.DATASET}


def _at_hugging_face(url: URL) -> Role:
    """What a page there is: https://huggingface.co/docs/hub/repositories."""
    parts = segments(url)
    if not _FILES.isdisjoint(parts[2:]):
        return Role.PAGE
    return {"datasets": Role.DATASET, "spaces": Role.DEMO}.get(
        parts[0] if parts else "", Role.MODEL
    )


def _kind(site: str) -> str:
    return site.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Work:
    """A work to be added; None, "" or empty for what nobody knows.

    `url` is the URL as it was given. `links` are the URLs of its parts, `date` is `YYYY`,
    `YYYY-MM` or `YYYY-MM-DD`, `names` are what the addresses of its pages have in common
    (`lint.entries.identity.address`). `owner` goes before the name of a repository. `doubt` says
    why the URL could not be verified, `state` what its site says against the work: `archived`.
    `wanted` are fields that were given for this entry alone.
    """

    url: str
    title: str = ""
    date: str = ""
    venue: str = ""
    authors: tuple[str, ...] = ()
    summary: str = ""
    links: Mapping[Role, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    owner: str = ""
    doubt: str = ""
    state: str = ""
    paper: bool = False
    wanted: frozenset[str] = frozenset()

    @property
    def role(self) -> Role:
        """What the URL that was given is."""
        return role(urls.http(self.url))

    @property
    def site(self) -> str:
        """The site of the URL that was given."""
        url = urls.http(self.url)
        return "" if url is None else site_name(url)


def gather(  # noqa: PLR0913 - what is known of a work, by who says it
    url: URL,
    written: str,
    facts: Facts | None,
    page: PageFacts | None,
    *,
    others: tuple[Facts, ...] = (),
    final: str | None = None,
    doubt: str = "",
    summary: str | None = None,
) -> Work:
    """The work at `url`, by the `facts` of its site, else by what its `page` says.

    One that its site knows by another name now is at its present URL. `others` are the facts of
    further pages of the same work, `final` is where the URL leads; `summary` counts in the place
    of any description.
    """
    from lint.links.page_facts import PageFacts

    known = tuple(one for one in (facts, *others) if one is not None)
    old = url
    url, written = _present(url, written, facts)
    name = identity(url) or (known[0].identity if known else "")
    kind = name.partition(":")[0]
    owner, title = _named(url, name)

    def said(field_name: str) -> str:
        values = (getattr(one, field_name) for one in known)
        return next((value for value in values if value), "")

    own = page or PageFacts()
    authors = next((one.authors for one in known if one.authors), own.authors)
    description = said("description") or _described(own.description or "", kind)
    venue = said("venue") or own.venue or ""
    links = {Role.CODE: said("code"), Role.PROJECT: said("homepage")}
    links[role(url)] = written
    pages = {
        written,
        url.request,
        old.request,
        final or "",
        *links.values(),
        *(one.moved_to or "" for one in known),
    }
    dois = {one.doi for one in known if one.doi} | ({own.doi} if own.doi else set())
    names = {name for one in pages for name in names_of(one)} | {
        f"doi:{doi.lower()}" for doi in dois
    }
    names |= {one.identity for one in known}
    return Work(
        url=written,
        title=one_line(title or said("title") or own.title or ""),
        date=said("date") or own.date or "",
        venue="" if venue.casefold() in _PREPRINTS else one_line(venue),
        authors=tuple(filter(None, map(one_line, authors))),
        summary=one_line(description if summary is None else summary),
        links={part: one for part, one in links.items() if one},
        names=frozenset(one for one in names if one),
        owner=owner,
        doubt=doubt,
        state=_state(facts),
        paper=role(url) is Role.PAPER,
        wanted=frozenset() if summary is None else frozenset({"summary"}),
    )


def _present(url: URL, written: str, facts: Facts | None) -> tuple[URL, str]:
    """The URL of a repository or a model at its present name, and the place in it."""
    moved = urls.http(facts.moved_to or "") if facts is not None else None
    if moved is None or moved.href == url.href:
        return url, written
    place = f"#{url.fragment}" if url.fragment and not moved.fragment else ""
    new = f"{moved.request}{place}"
    return urls.http(new) or moved, new


def _state(facts: Facts | None) -> str:
    """Why one may not want the work in a list; "" for nothing that is known."""
    if facts is None:
        return ""
    said = {"withdrawn": facts.withdrawn, "archived": facts.archived, "disabled": facts.disabled}
    return next((name for name, holds in said.items() if holds), facts.state or "")


def _named(url: URL, name: str) -> tuple[str, str]:
    """The owner and the name of a repository, as the URL spells them, or of a package."""
    kind = name.partition(":")[0]
    parts = segments(url)
    if kind in _FORGES and len(parts) > 1:
        return parts[0], parts[1].removesuffix(".git")
    if kind in _PACKAGES:
        return "", name.partition(":")[2]
    if kind == "huggingface" and (own := [one for one in parts if one not in _HUB_KINDS])[1:]:
        return own[0], own[1]
    return "", ""


def _described(text: str, kind: str) -> str:
    """The description on a page, without what its site adds."""
    if kind != "github":
        return text
    return "" if _NO_DESCRIPTION.match(text) else _CONTRIBUTE.sub("", text)


def names_of(url: str) -> frozenset[str]:
    """What the pages of the work at `url` have in common; nothing for no web page."""
    nowhere = Span(0, 0)
    found = address(Link("", url, nowhere, nowhere, LinkKind.AUTOLINK))
    return frozenset({found} if found else ())

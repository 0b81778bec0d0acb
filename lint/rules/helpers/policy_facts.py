"""What a list's own policy says of the repositories and packages that its entries are about.

Sites say what they know of them when links are checked. What nobody said is no reason to blame an
entry, and none to take it for fine: it is reported as not checked.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from lint import urls
from lint.entries.identity import main_link, work
from lint.rules.helpers.link_roles import PICTURE, role
from lint.sites import identity
from lint.text import clip, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.labels import EntryLink
    from lint.links.result import Facts
    from lint.rules.base import Context
    from lint.source import Span

_FORGES = frozenset({"bitbucket", "codeberg", "gitee", "github", "gitlab"})
_OTHERS = frozenset({"crates", "huggingface", "npm", "pypi"})
# What GitHub says of a licence that it cannot tell (https://spdx.github.io/spdx-spec/v2.3/).
_UNTOLD = frozenset({"noassertion", "none", "other"})


class Wanted(NamedTuple):
    """The keys of `[policy]` that need facts, each as it is in the configuration."""

    stars_min: int | None
    age_min_days: int | None
    licences: Sequence[str]
    own_forks: bool

    @property
    def anything(self) -> bool:
        """Whether any of them asks for something."""
        return self != NOTHING


NOTHING = Wanted(None, None, (), own_forks=True)


class Broken(NamedTuple):
    """A key that is broken at a place, and how; or, with a `cause`, one that was not checked."""

    key: str
    span: Span
    message: str
    cause: str | None = None


def of_facts(document: Document, context: Context, wanted: Wanted) -> Iterator[Broken]:
    """What is wrong with what the entries are about, or was not checked, by entry."""
    for entry in context.entries if wanted.anything else ():
        link = _subject(document, entry)
        where = work(link) if link is not None else None
        if link is None or where is None:
            continue
        span = link.link.span
        facts = _facts(link, context)
        if where.partition(":")[0] in _FORGES:
            yield from _stars(facts, wanted.stars_min, span)
            if not wanted.own_forks:
                yield from _fork(facts, context, where, span)
        yield from _age(facts, wanted.age_min_days, context.today, span)
        yield from _licence(facts, wanted.licences, span)


def _subject(document: Document, entry: Entry) -> EntryLink | None:
    """The link to the repository or the package that an entry is about.

    That is its main link, or one that stands as a label; what its text mentions is another thing.
    """
    main, summary = main_link(entry), entry.places.get("summary")
    for link in (main, *(entry.links or ())):
        known = work(link) if link is not None else None
        if link is None or known is None or known.partition(":")[0] not in _FORGES | _OTHERS:
            continue
        mentioned = summary is not None and summary.contains(link.link.span)
        how = role(document, link)
        if link is main or how == PICTURE or (how and not mentioned):
            return link
    return None


def _facts(link: EntryLink, context: Context) -> Facts | None:
    url = link.link.web
    result = context.results.get(url.request) if url is not None else None
    return result.facts if result is not None else None


def _stars(facts: Facts | None, least: int | None, span: Span) -> Iterator[Broken]:
    if least is None:
        return
    if facts is None or facts.stars is None:
        yield _unchecked("stars_min", span, "the number of its stars is unknown")
    elif facts.stars < least:
        message = f"the repository has {plural(facts.stars, 'star')}, expected at least {least}"
        yield Broken("stars_min", span, message)


def _age(facts: Facts | None, least: int | None, today: dt.date, span: Span) -> Iterator[Broken]:
    if least is None:
        return
    said = (facts.date or "") if facts is not None else ""
    try:
        # A month or a year alone may be that of its first day.
        began = dt.date(*[*map(int, said.split("-")), 1, 1][:3])
    except ValueError:
        yield _unchecked("age_min_days", span, "the date of its first version is unknown")
        return
    if (today - began).days < least:
        days = plural(max((today - began).days, 0), "day")
        message = f"it is {days} old ({said}), expected at least {least}"
        yield Broken("age_min_days", span, message)


def _licence(facts: Facts | None, allowed: Sequence[str], span: Span) -> Iterator[Broken]:
    if not allowed:
        return
    licence = (facts.licence or "") if facts is not None else ""
    if not licence or licence.casefold() in _UNTOLD:
        yield _unchecked("licences", span, "the licence is unknown")
    elif licence.casefold() not in {one.casefold() for one in allowed}:
        message = f"the licence is {clip(licence)}, not one of {clip(', '.join(allowed))}"
        yield Broken("licences", span, message)


def _fork(facts: Facts | None, context: Context, where: str, span: Span) -> Iterator[Broken]:
    # A site that tells the stars tells of a fork, too.
    if facts is None or facts.stars is None:
        yield _unchecked("own_forks", span, "whether the repository is a fork is unknown")
        return
    home = urls.http(context.home or "") if facts.fork else None
    ours = identity(home) if home is not None else None
    if facts.fork and ours is None:
        yield _unchecked("own_forks", span, "the repository of the list is unknown")
    elif facts.fork and ours is not None and _account(ours) == _account(where):
        account = clip(_account(where).partition(":")[2])
        yield Broken("own_forks", span, f"{account} owns this fork and the list")


def _account(where: str) -> str:
    return where.rpartition("/")[0]


def _unchecked(key: str, span: Span, why: str) -> Broken:
    return Broken(key, span, f"not checked: {why}", cause=f"{key} {why}")

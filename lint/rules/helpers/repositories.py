"""What rules say of repositories: where one has moved, and whether a list knows of its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import urls
from lint.entries.index import Owners
from lint.links.result import Verdict
from lint.patterns import lazy
from lint.rules.helpers.results import checked
from lint.sites import github
from lint.sites.site import segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link
    from lint.links.result import Facts, LinkResult
    from lint.rules.base import Context
    from lint.source import Span
    from lint.urls import URL

# What lists write beside what is no longer worked on, on purpose.
_SAID = lazy(
    r"(?i)\b(?:archived|abandoned|deprecated|discontinued|inactive|obsolete|read-only|stale"
    r"|unmaintained|(?:no longer|not)(?: actively| being)? maintained)\b"
    r"|归档|弃用|废弃|停止维护|不再维护|アーカイブ|非推奨"
)
# What no reader sees: URLs, and comments, which may name a rule.
_UNSEEN = lazy(r"https?://[^\s<>()\"']+|<!--(?s:.{0,500}?)-->")
_SECTION = lazy(r"(?i)\b(?:archives?|graveyard|hall of fame|historic(?:al)?|history|legacy)\b")


def renamed(url: URL, result: LinkResult) -> str | None:
    """Where the repository that `url` shows is at its present name; None if it has moved nowhere.

    Its site says so, or its page redirects there for good.
    """
    if result.verdict is not Verdict.OK:
        return None
    facts = result.facts
    if facts is not None and facts.moved_to is not None and _is_of_github(facts):
        return facts.moved_to
    final = urls.http(result.final_url or "") if result.permanent else None
    if final is None:
        return None
    old, new = github.repository(url), github.repository(final)
    if old is None or new is None or old == new or segments(url)[2:] != segments(final)[2:]:
        return None
    return final.request


def resting(document: Document, context: Context) -> Iterator[tuple[Link, LinkResult]]:
    """The first link to each repository whose site knows its state, with its result.

    Without those of which the list itself says, beside the link or above it, that they are no
    longer worked on.
    """
    owners: Owners | None = None
    seen: set[str] = set()
    for link, result in checked(document, context):
        facts = result.facts
        if facts is None or not (facts.archived or facts.pushed) or not _is_of_github(facts):
            continue
        if facts.identity in seen:
            continue
        if owners is None:
            owners = Owners(context.entries)
        if not (said_beside(document, owners, link.span) or said_above(document, link.span)):
            seen.add(facts.identity)
            yield link, result


def _is_of_github(facts: Facts) -> bool:
    """Whether `facts` are those of a repository, on GitHub or an instance of one's own."""
    site = facts.identity.partition(":")[0]
    return site == "github" or "." in site


def said_beside(document: Document, owners: Owners, place: Span) -> bool:
    """Whether the entry around `place`, or its line, says that something is at rest."""
    text = document.source.text
    index = owners.index(place)
    around = owners.entries[index].span if index >= 0 else place
    start = text.rfind("\n", 0, around.start) + 1
    end = text.find("\n", around.end)
    return bool(_SAID.search(_UNSEEN.sub("", text[start : len(text) if end < 0 else end])))


def said_above(document: Document, place: Span) -> bool:
    """Whether a heading above `place` says that what stands below it is at rest."""
    level = 7
    for heading in reversed(document.headings):
        if heading.span.start < place.start and heading.level < level:
            level = heading.level
            if _SAID.search(heading.text) or _SECTION.search(heading.text):
                return True
    return False

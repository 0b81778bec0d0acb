"""Which of the tables and lists of a document a new entry goes into."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from lint import urls
from lint.adding.work import role
from lint.dates import cells as dates
from lint.dates.writing import parts_of
from lint.entries.identity import main_link, name_key
from lint.errors import LintError
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.adding.work import Work
    from lint.document.model import Document, Heading
    from lint.entries.identity import Series

_MOST_NAMED = 5
_ALIKE = 0.6
_LARGEST = 2000


def choose(document: Document, groups: Sequence[Series], section: str | None, work: Work) -> Series:
    """The entries that `work` goes with: those of `section`, or the only ones that are like it.

    Raises LintError, with the names nearest to it, for a section that is not there and where there
    is a choice.
    """
    path = document.source.path
    if not groups:
        raise LintError(f"{path}: no entries to write one like")
    if section is None:
        return _likeliest(path, groups, work, ())
    heading = find(document, groups, section)
    own = [one for one in groups if one.headings and one.headings[-1].span == heading.span]
    if own:
        return max(own, key=lambda one: (_fit(one, work), len(one.entries)))
    below = [one for one in groups if any(other.span == heading.span for other in one.headings)]
    if not below:
        raise LintError(
            f"{path}: section {clip(heading.text)!r} has no entries to write one like"
            f"{_named('; those that have some are', _sections(groups))}"
        )
    return _likeliest(path, below, work, (heading,))


def find(document: Document, groups: Sequence[Series], section: str) -> Heading:
    """The heading that `section` names by its text or its `#anchor`.

    Raises LintError, with the nearest names, where there is none or more than one.
    """
    path = document.source.path
    key, anchor = name_key(section), section.removeprefix("#").casefold()
    found = [one for one in document.headings if one.slug.casefold() == anchor]
    if not found or not section.startswith("#"):
        texts = [one for one in document.headings if one.text.strip() == section.strip()]
        found = texts or [one for one in document.headings if key and name_key(one.text) == key]
        found = found or [one for one in document.headings if one.slug.casefold() == anchor]
    if len(found) > 1:
        listed = [one for one in found if any(one in each.headings for each in groups)]
        found = listed if len(listed) == 1 else found
    if len(found) > 1:
        places = ", ".join(
            f"#{one.slug} (line {document.source.position(one.span.start)[0]})"
            for one in found[:_MOST_NAMED]
        )
        raise LintError(f"{path}: {len(found)} sections are called {clip(section)!r}: {places}")
    if not found:
        raise LintError(f"{path}: unknown section {clip(section)!r}{_near(groups, section)}")
    return found[0]


def _near(groups: Sequence[Series], section: str) -> str:
    """The sections with the names nearest to one, else those with the most entries."""
    names = _sections(groups)
    keys = {name_key(name): name for name in reversed(names)}
    key = name_key(section)
    near = get_close_matches(key, list(keys)[:_LARGEST], n=3, cutoff=_ALIKE)
    near += [one for one in keys if key and key in one and one not in near]
    if near:
        shown = " or ".join(repr(clip(keys[one])) for one in near[:_MOST_NAMED])
        return f"; did you mean {shown}?"
    return _named("; there are", names)


def _sections(groups: Iterable[Series]) -> list[str]:
    """The names of the sections with entries, those with the most first."""
    sizes: dict[str, int] = {}
    for one in groups:
        name = one.headings[-1].text if one.headings else ""
        sizes[name] = sizes.get(name, 0) + len(one.entries)
    return sorted(filter(None, sizes), key=lambda name: -sizes[name])


def _named(lead: str, names: Sequence[str]) -> str:
    shown = ", ".join(repr(clip(name)) for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{lead} {shown}{f' and {more} more' if more > 0 else ''}" if shown else ""


def _likeliest(
    path: str, groups: Sequence[Series], work: Work, within: Sequence[Heading]
) -> Series:
    """The one of `groups` that `work` is like. Raises LintError where there are several."""
    if len(groups) == 1:
        return groups[0]
    fitting = [one for one in groups if _fit(one, work) > 0] or list(groups)
    dated = [one for one in fitting if _of_time(one, work.date)]
    if len(dated) == 1:
        return dated[0]
    if len(fitting) == 1:
        return fitting[0]
    ranked = sorted(fitting, key=lambda one: -_fit(one, work) * len(one.entries))
    names = list(dict.fromkeys(one.headings[-1].text for one in ranked if one.headings))
    where = f"section {clip(within[0].text)!r}" if within else path
    raise LintError(
        f"{path}: {where} has {len(groups)} tables and lists of entries; name a section with"
        f" --section{_named(', such as', names)}"
    )


def _fit(one: Series, work: Work) -> float:
    """The share of entries that are about the same kind of page."""
    pages = [link for entry in one.entries if (link := main_link(entry)) is not None]
    kinds = [role(urls.http(link.link.url), link) for link in pages]
    same_site = sum(link.site == work.site for link in pages)
    return (kinds.count(work.role) + same_site) / (2 * max(len(one.entries), 1))


def _of_time(one: Series, date: str) -> bool:
    """Whether the headings give the year of `date`, and the month if they give one."""
    year, month, _ = parts_of(date)
    if year is None or dates.year_in(heading.text for heading in one.headings) != year:
        return False
    stated = dates.month_in(one.headings[-1].text)
    return stated is None or stated == month

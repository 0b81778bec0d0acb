"""Drafts of a new entry: like its neighbours, best first, each as the lines that would be added."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from lint.adding.filling import NEAR, Filler
from lint.adding.lines import lines_of
from lint.adding.rows import Rows
from lint.adding.work import names_of
from lint.entries.entry import Form

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lint.adding.filling import Filled
    from lint.adding.house import House
    from lint.adding.lines import Draft
    from lint.adding.work import Work
    from lint.entries.entry import Entry
    from lint.source import Span

# So many entries are tried as examples, the nearest first, and so many drafts are given.
_MOST_TRIED, _MOST_DRAFTS = 60, 6
_EMPTY_CELL = re.compile(r"(<td\b[^<>]{0,300}>)\s{0,40}(</td>)", re.IGNORECASE)


def drafts(house: House, work: Work, index: int, wrong: Collection[Span] = ()) -> Iterator[Draft]:
    """Drafts of an entry before the one at `index` of the section.

    The entries at the places `wrong` are no example, as long as there are others.
    """
    entries = house.series.entries
    table = house.series.table
    sound = [one for one in entries if one.span not in wrong] or entries
    near = sorted(sound, key=lambda one: abs(entries.index(one) - index + 0.5))[:_MOST_TRIED]
    if table is not None and not table.html and entries[0].form is Form.ROW:
        # Where the rows have no place for the URL that was given, the others are left out.
        for one in (work, replace(work, links={work.role: work.url})):
            draft = Rows(house, one, near).draft(index)
            if draft is not None and _leads_there(draft, work):
                yield draft
                return
        return
    ranked: list[tuple[float, Entry, Filled]] = []
    html = table is not None and table.html
    for modes in (html, not html):
        filler = Filler(house, work, html=modes)
        found = ((one, filler.fill(one, one.span)) for one in near)
        ranked = [
            (filled.score(house, work.wanted) - distance * NEAR, one, filled)
            for distance, (one, filled) in enumerate(found)
            if filled is not None and filled.title
        ]
        ranked.sort(key=lambda one: -one[0])
        for _, entry, filled in ranked[:_MOST_DRAFTS]:
            text = _null_cells(house, entry, filled.text) if html else filled.text
            draft = lines_of(house, entry, replace(filled, text=text), index)
            if draft is not None and _leads_there(draft, work):
                yield draft


def _leads_there(draft: Draft, work: Work) -> bool:
    """Whether a draft has the URL that was given, in whatever form."""
    return bool(names_of(work.url) & {name for url in draft.urls for name in names_of(url)})


def _null_cells(house: House, entry: Entry, text: str) -> str:
    """An HTML record with the list's null mark in the cells that have lost what they held."""
    before = len(_EMPTY_CELL.findall(house.document.source.slice(entry.span)))
    if len(_EMPTY_CELL.findall(text)) <= before:
        return text
    marks = Counter(
        value.strip()
        for one in house.series.entries
        for value in one.fields.values()
        if value.strip() and house.is_null(value)
    )
    mark = marks.most_common(1)[0][0] if marks else ""
    return _EMPTY_CELL.sub(lambda cell: f"{cell[1]}{mark}{cell[2]}", text)

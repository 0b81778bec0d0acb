"""What the columns of a table hold, by their headers (`headers`) and `[[tables]] map`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.entries.headers import Meaning, meaning_of, normalise, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

CORE = ("section", "date", "title", "summary", "venue", "links")
"""The names in an entry that a column's own header never takes."""
RESERVED = ("line", "end_line", "form", "authors", "tags")
"""The names of an entry that a column of the same header has a prefix for: `column:line`."""


_TITLES = (
    (Meaning.TITLE, Meaning.TITLE_AND_SUMMARY),
    (Meaning.NAME, Meaning.NAME_OR_LINK),
    (Meaning.PAPER,),
    (Meaning.NAME_OF_KIND,),
    (Meaning.UNNAMED,),
)
_DATES = ((Meaning.DATE, Meaning.DATE_OR_VENUE), (Meaning.WEAK_DATE,))
_OTHERWISE_LINKS = {Meaning.NAME_OR_LINK, Meaning.PAPER, Meaning.WEAK_LINKS}


class Columns(NamedTuple):
    """Which column holds what, counted from 0.

    `keys` are the names under which an entry keeps the text of each cell, "" for those of links
    without a name of their own. `title_and_summary`
    says that the title's column holds a summary, too: below the title. `paper` says that it may.
    `venue_in_date` says that the column of dates is one of venues as well; `weak_date` and
    `weak_links` that the headers alone are no proof that these columns hold dates and links.
    `optional` are columns that the cells alone have shown to hold a field: they promise nothing.
    """

    keys: tuple[str, ...]
    title: int | None = None
    date: int | None = None
    summary: int | None = None
    venue: int | None = None
    links: tuple[int, ...] = ()
    authors: int | None = None
    optional: frozenset[int] = frozenset()
    title_and_summary: bool = False
    paper: bool = False
    venue_in_date: bool = False
    weak_date: bool = False
    weak_links: bool = False

    @property
    def describe_entries(self) -> bool:
        """Whether a table with these columns lists entries: things with more than a name."""
        if self.title is None:
            return False
        has_summary = self.summary is not None or self.title_and_summary
        return self.date is not None or has_summary or bool(self.links)


def read_columns(
    headers: Sequence[str],
    mapping: Mapping[str, str] | None = None,
    *,
    weak_dates: bool = True,
    decided: Mapping[int, str] | None = None,
    never: Collection[int] = (),
) -> Columns:
    """What the columns under `headers` (their visible text) hold.

    `mapping` names the field of a column by its header: `date`, `title`, `summary`, `venue` and
    `links`; any other name becomes the name of the cell. Without `weak_dates`, headers such as
    `Time`, which may be something else, name no date. `decided` are the fields of columns by their
    index, as their cells have it; a column in `never` is no title whatever its header says.
    """
    fixed = {plain(header): field for header, field in (mapping or {}).items()}
    decided = decided or {}
    fields = [fixed.get(plain(header)) or decided.get(at) for at, header in enumerate(headers)]
    meanings = [
        None if field else meaning_of(header, index)
        for index, (header, field) in enumerate(zip(headers, fields, strict=True))
    ]
    named = [None if at in never else meaning for at, meaning in enumerate(meanings)]
    title = _one("title", fields, named, _TITLES)
    date = _one("date", fields, meanings, _DATES if weak_dates else _DATES[:1])
    summary = _one("summary", fields, meanings, ((Meaning.SUMMARY,),))
    venue = _one("venue", fields, meanings, ((Meaning.VENUE,),))
    authors = _one("authors", fields, meanings, ((Meaning.AUTHORS,),))
    taken = {title, date, summary, venue, authors}
    strong = [
        index
        for index, meaning in enumerate(meanings)
        if index not in taken and (meaning is Meaning.LINKS or fields[index] == "links")
    ]
    weak = [
        index
        for index, meaning in enumerate(meanings)
        if index not in taken and meaning in _OTHERWISE_LINKS
    ]
    places = {
        title: "title",
        date: "date",
        summary: "summary",
        venue: "venue",
        authors: "authors",
    }
    names = [
        places.get(index) or _own_name(header, fields[index])
        for index, header in enumerate(headers)
    ]
    titled = meanings[title] if title is not None and summary is None else None
    return Columns(
        tuple(_unique(names, places)),
        title,
        date,
        summary,
        venue,
        tuple(sorted(strong + weak)),
        authors,
        frozenset(decided) - {title},
        title_and_summary=titled is Meaning.TITLE_AND_SUMMARY,
        paper=titled is Meaning.PAPER,
        venue_in_date=date is not None and meanings[date] is Meaning.DATE_OR_VENUE,
        weak_date=date is not None and meanings[date] is Meaning.WEAK_DATE,
        weak_links=not strong,
    )


def _own_name(header: str, field: str | None) -> str:
    """The name of a cell that is no core field; columns of links keep their headers."""
    return field if field is not None and field != "links" else normalise(header)


def _one(
    field: str,
    fields: Sequence[str | None],
    meanings: Sequence[Meaning | None],
    preferences: Sequence[Sequence[Meaning]],
) -> int | None:
    """The first column that is mapped to `field`, else the first of the best meaning."""
    if field in fields:
        return fields.index(field)
    for wanted in preferences:
        for index, meaning in enumerate(meanings):
            if meaning in wanted:
                return index
    return None


def _unique(names: Sequence[str], places: Mapping[int | None, str]) -> Iterator[str]:
    """Distinct names: a column that repeats one, or that a core name is not for, is numbered."""
    used = {*CORE, *RESERVED}
    last: dict[str, int] = {}
    for index, name in enumerate(names):
        if index in places or name == "links":
            yield "" if name == "links" else name
            continue
        wanted = name or f"column {index + 1}"
        if wanted in RESERVED:
            wanted = f"column:{wanted}"
        number = last.get(wanted, 1)
        unique = wanted if number == 1 else f"{wanted} ({number})"
        while unique in used:
            number += 1
            unique = f"{wanted} ({number})"
        last[wanted] = number
        used.add(unique)
        yield unique

"""Whether the rows of a table are entries, and what its columns hold.

A header that is known is strong evidence; where none says what the title is, the cells do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lint.document.model import Document, Link, LinkKind
from lint.entries.candidates.records import text_of
from lint.entries.columns import Columns, read_columns
from lint.entries.fields import people
from lint.entries.groups.column_fields import decided_fields, title_column
from lint.entries.groups.column_shares import Column, are_labels, measure
from lint.entries.groups.told import Told, is_attribute, told_by
from lint.entries.headers import Meaning, meaning_of, plain
from lint.entries.nulls import is_null
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.entries.facts import Facts
    from lint.entries.groups.samples import Sample

_MOST, _HALF, _SHARE, _FEW = 0.6, 0.5, 0.7, 0.3
_FEWEST = 3
_SENTENCE, _NEARLY = 6, 0.9
# So many tables are looked at for one that is like another.
_MOST_TABLES = 50
# What names a thing, but need not be the title of a row.
_NAMES = {Meaning.NAME, Meaning.NAME_OR_LINK, Meaning.PAPER, Meaning.NAME_OF_KIND}
# A malformed URL, too: `https:/host`.
_SCHEME = lazy(r"(?i)https?\b")


@dataclass(slots=True)
class Decision:
    """What a table holds: `columns` if entries, else what else it is, or why it was not read."""

    columns: Columns | None
    kind: str = ""
    why: str = ""


def decide(sample: Sample) -> Decision:
    """What the columns of a table hold."""
    wanted, mapping = sample.reading.wanted, sample.reading.mapping
    columns = _by_headers(sample)
    if wanted and mapping:
        return Decision(columns)
    own = _own(sample)
    # What links into the list itself are its contents, unless there is a date of each thing.
    if own and not wanted and (columns.date is None or columns.title is None):
        return Decision(None, own)
    if columns.describe_entries and (
        wanted or columns.title is None or not _labels_only(sample, columns.title)
    ):
        return Decision(columns) if wanted else _described(sample, columns)
    if len(sample.records) < (2 if wanted else 1):
        # One row shows nothing of its columns.
        return Decision(columns if wanted else None)
    return _by_cells(sample, columns)


def _by_headers(sample: Sample) -> Columns:
    """What the headers say; `Time` is no date where the cells are none."""
    headers, reading = sample.headers, sample.reading
    columns = read_columns(headers, reading.mapping)
    if reading.wanted and reading.mapping:
        return columns
    if columns.weak_date and columns.date is not None:
        dates = [text_of(sample.document, record, columns.date) for record in sample.every]
        stated = [text for text in dates if text and not is_null(text, reading.marks)]
        if sum(map(reading.is_date, stated)) * 2 < len(stated):
            columns = read_columns(headers, reading.mapping, weak_dates=False)
    first = _named_before(sample, columns)
    if first is None:
        return columns
    return read_columns(
        headers, reading.mapping, weak_dates=columns.weak_date, decided={first: "title"}
    )


def _named_before(sample: Sample, columns: Columns) -> int | None:
    """A column of linked names, each another, before a title without links: `Paper | Framework`."""
    title, headers = columns.title, sample.headers
    if not title or meaning_of(headers[title], title) not in _NAMES:
        return None
    for at in range(title):
        if meaning_of(headers[at], at) in _NAMES:
            one = measure(sample, at)
            if one.named >= _MOST and one.distinct >= _SHARE:
                return at if measure(sample, title).linked < _FEW else None
    return None


def _described(sample: Sample, columns: Columns) -> Decision:
    """What a table is whose headers say that it lists entries."""
    if _repeats(sample, columns):
        return Decision(None, "figures")
    # Names and what they mean, without a single link: options, terms, a legend.
    if (
        not columns.links
        and columns.date is None
        and len(sample.records) > 1
        and not any(sample.links(record.span) for record in sample.records)
        and not _has_linked_sibling(sample.document, sample.headers[columns.title or 0])
    ):
        return Decision(None, "overview")
    if _are_figures(sample, columns):
        return Decision(None, "figures")
    decided = _further(sample, columns)
    if not decided:
        return Decision(columns)
    return Decision(read_columns(sample.headers, sample.reading.mapping, decided=decided))


def _by_cells(sample: Sample, columns: Columns) -> Decision:
    """What the cells show where the headers do not say it; `columns` are those of the headers."""
    headers, reading = sample.headers, sample.reading
    seen = [measure(sample, at) for at in range(len(headers))]
    title = columns.title
    if (
        title is None
        or not plain(headers[title])
        or seen[title].labelled >= _MOST
        or max(seen[title].numbers, seen[title].dates) > _HALF
    ):
        title = _titled_by_cells(sample, columns, seen)
    if title is None:
        return Decision(columns if reading.wanted else None, "", "no column of titles was found")
    if seen[title].labelled >= _MOST and columns.title == title:
        return Decision(None, "", "no column of titles was found")
    chosen = read_columns(
        headers,
        reading.mapping,
        weak_dates=columns.date is not None,
        decided=decided_fields(seen, headers, title, columns),
        never=[at for at in range(len(headers)) if at != title],
    )
    return Decision(chosen) if reading.wanted else _accept(sample, chosen, seen, title)


def _titled_by_cells(sample: Sample, columns: Columns, seen: Sequence[Column]) -> int | None:
    """The column of titles by its cells; for want of others, a summary, or attributes: `Tags`.

    What stands first names the rows whatever its header says. A few words each, all different,
    under the header of a summary are names rather than attributes are.
    """
    taken = {columns.summary, columns.date, columns.authors} - {None}
    attributes = {at for at, header in enumerate(sample.headers) if at and is_attribute(header)}
    told = columns.summary
    short = told is not None and seen[told].words < _SENTENCE and seen[told].distinct >= _SHARE
    others = taken - {told} if short else taken
    for without in (taken | attributes, others | attributes, taken, set[int]()):
        title = title_column([Column() if at in without else one for at, one in enumerate(seen)])
        # URLs are names only where there is nothing else.
        if title is not None and (not without & attributes or seen[title].labelled < _MOST):
            return title
    return None


def _are_figures(sample: Sample, columns: Columns) -> bool:
    """Whether most columns beside names without links are numbers: a benchmark."""
    if columns.title is None or columns.summary is not None or columns.date is not None:
        return False
    others = [at for at in range(len(sample.headers)) if at not in {columns.title, *columns.links}]
    if len(others) <= _FEWEST or columns.paper or columns.title_and_summary:
        return False
    seen = [one for at in others if (one := measure(sample, at)).filled > 0]
    numbers = sum(one.numbers >= _MOST for one in seen)
    if numbers < _FEWEST or numbers * 10 < len(seen) * 6:
        return False
    return measure(sample, columns.title).named < _HALF


def _has_linked_sibling(document: Document, header: str) -> bool:
    """Whether a table whose titles have this header, too, has links."""
    return any(
        any(cell.text == header for cell in table.header.cells) and document.links_in(table.span)
        for table in document.tables[:_MOST_TABLES]
    )


def _further(sample: Sample, columns: Columns) -> dict[int, str]:
    """The fields of columns by their cells, where the headers of others say what a table holds."""
    if len(sample.records) < 2 or columns.title is None:
        return {}
    headers = sample.headers
    missing = (columns.date, columns.venue, columns.authors, columns.summary)
    taken = {columns.title, *missing, *columns.links}
    free = [at for at in range(len(headers)) if at not in taken]
    if not free or None not in missing:
        return {}
    seen = [measure(sample, at) if at in free else Column() for at in range(len(headers))]
    decided = decided_fields(seen, headers, columns.title, columns)
    return {
        at: field
        for at, field in decided.items()
        if at in free
        and field != "links"
        and (
            field != "summary"
            or (
                not columns.title_and_summary
                and (
                    told_by(headers[at]) is not Told.UNKNOWN
                    or (max(seen[at].words, seen[at].wide / 2) >= 4 and seen[at].filled >= _HALF)
                )
            )
        )
    }


def _accept(sample: Sample, columns: Columns, seen: Sequence[Column], title: int) -> Decision:
    """Whether rows with these columns are entries."""
    records = sample.records
    linked = sum(
        any(_is_meant(link, sample.facts) for link in sample.document.links_in(record.span))
        for record in records
    )
    if _repeats(sample, columns):
        return Decision(None, "figures")
    others = [one for at, one in enumerate(seen) if at != title and one.filled > 0]
    numbers = sum(one.numbers >= _MOST for one in others)
    if others and numbers * 10 >= len(others) * 6 and seen[title].named < _HALF:
        return Decision(None, "figures")
    if not linked:
        return Decision(None, "figures" if numbers else "overview")
    # Names without a link beside words with a few: options, terms.
    told = columns.summary is not None and seen[title].linked > 0
    if _are_works(sample, columns, seen[title]):
        return Decision(columns)
    if linked * 2 < len(records) and (linked * 5 < len(records) or not told):
        return Decision(None, "", "most rows have no link")
    if not others and linked < len(records) and seen[title].named < _SHARE:
        return Decision(None, "legend")
    if len(seen) == 1 and seen[title].words > 12:
        return Decision(None, "prose")
    return Decision(columns)


def _are_works(sample: Sample, columns: Columns, titles: Column) -> bool:
    """Whether rows are works with their authors, though only some of the titles are links."""
    if columns.authors is None or len(sample.records) < _FEWEST:
        return False
    names = [text_of(sample.document, record, columns.authors) for record in sample.records]
    named = sum(people.are_people(" ".join(one.split()), loose=True) for one in names if one)
    distinct = min(titles.filled, titles.distinct) >= _NEARLY
    return titles.linked > 0 and distinct and named >= len(names) * _MOST


def _is_meant(link: Link, facts: Facts) -> bool:
    """Whether a link leads out of the list, or would if its URL were not empty or malformed."""
    if facts.is_web(link):
        return True
    url = link.url.strip()
    return link.kind is not LinkKind.IMAGE and (not url or _SCHEME.match(url) is not None)


def _own(sample: Sample) -> str:
    """What a table is whose links all lead into the list itself, or to people; "" for neither."""
    links = [link for record in sample.records for link in sample.links(record.span)]
    if len(links) < 2:
        return ""
    web = [link for link in links if sample.facts.is_web(link)]
    if not web and all(sample.facts.is_own(link.url) for link in links):
        return "contents"
    if not web and all("://" not in link.url for link in links):
        names = [link.url.partition("#")[0].casefold() for link in links]
        if all(
            name == "" or name.endswith((".md", "/", ".html")) or "." not in name.rpartition("/")[2]
            for name in names
        ):
            return "contents"
    if web and all(sample.facts.is_owner(link.url) for link in web):
        return "contributors"
    return ""


def _repeats(sample: Sample, columns: Columns) -> bool:
    """Whether the rows are figures on things that stand elsewhere: the same links again."""
    if columns.title is None or columns.summary is not None:
        return False
    again = total = 0
    for record in sample.records:
        for cell in record.cells.get(columns.title, ())[:1]:
            links = sample.links(cell.span)
            if links:
                total += 1
                again += links[0].url in sample.known_links
    return total >= 2 and again * 4 >= total * 3


def _labels_only(sample: Sample, at: int) -> bool:
    """Whether a column holds nothing but labelled links: `[pdf](…)`."""
    filled = labelled = 0
    for record in sample.records:
        for cell in record.cells.get(at, ())[:1]:
            if cell.text:
                filled += 1
                labelled += are_labels(sample.links(cell.span), cell.text, sample.facts)
    return filled > 0 and labelled >= filled * _MOST

"""The fields that columns hold, by their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.groups.told import is_attribute, summary_column
from lint.entries.headers import is_activity, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lint.entries.columns import Columns
    from lint.entries.groups.column_shares import Column

_MOST, _HALF = 0.6, 0.5


def title_column(seen: Sequence[Column]) -> int | None:
    """The column of titles, by the cells alone."""
    fit = [
        at
        for at, one in enumerate(seen)
        if one.filled >= _MOST
        and one.dates < _HALF
        and one.numbers < _HALF
        and one.labelled < _HALF
        and one.distinct >= (0.3 if one.named >= 0.4 or one.bold >= _HALF else _HALF)
        and one.people < _MOST
    ]
    if not fit:
        # Nothing but URLs, each another: they are the names.
        filled = [at for at, one in enumerate(seen) if one.filled > 0]
        alone = len(filled) == 1 and seen[filled[0]].distinct >= 0.9
        return filled[0] if alone and seen[filled[0]].labelled >= _MOST else None
    named = [at for at in fit if seen[at].codes < 0.9]
    fit = named or fit
    first = fit[0]
    named = [at for at in fit if seen[at].named >= 0.4]
    bold = [at for at in fit if seen[at].bold >= _HALF]
    best = (named or bold or [first])[0]
    # Names in plain text before what they link to.
    if seen[first].words >= 5 and seen[best].words * 1.5 < seen[first].words:
        return best
    unique = seen[first].distinct >= 0.95 and seen[first].filled >= 0.95
    if first < best and unique and seen[best].length < seen[first].length * 2.5:
        return first
    return best


def decided_fields(
    seen: Sequence[Column], headers: Sequence[str], title: int, columns: Columns
) -> dict[int, str]:
    """The fields that columns are by their cells, where their headers do not say so."""
    decided: dict[int, str] = {title: "title"}
    free = [at for at in range(len(seen)) if at != title]

    def take(field: str, fits: Callable[[int], bool]) -> None:
        found = next((at for at in free if at not in decided and fits(at)), None)
        if found is not None:
            decided[found] = field

    if columns.date is None or columns.date == title:
        take(
            "date",
            lambda at: seen[at].dates >= 0.8 and not is_activity(headers[at]),
        )
    if columns.venue is None:
        take("venue", lambda at: seen[at].venues >= _HALF and not is_attribute(headers[at]))
    if columns.authors is None:
        take("authors", lambda at: seen[at].people >= _MOST)
    taken = {columns.date, columns.summary, columns.venue, columns.authors, *decided}
    if columns.summary is None:
        told = summary_column(seen, headers, [at for at in free if at not in taken], title)
        if told is not None:
            decided[told] = "summary"
    for at in free:
        unknown = at not in decided and at not in taken and at not in columns.links
        if unknown and seen[at].labelled >= _HALF and plain(headers[at]):
            decided[at] = "links"
    return decided

"""Empty cells of a table in Markdown, and how a text is written into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Edit
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.identity import Series


def filled(document: Document, entry: Entry, field: str, text: str) -> Edit | None:
    """The edit that writes `text` into the empty cell of a field; None where there is none.

    The cell keeps its width, if there is room.
    """
    place = entry.places.get(field)
    if place is None or entry.short or entry.surplus:
        return None
    blank = document.source.slice(place)
    if blank == "|":  # of `||`, the second
        return Edit(Span(place.start, place.start), f" {text} ")
    if blank.strip(" \t"):
        return None
    return Edit(place, f" {text} ".ljust(len(blank)))


def nearest(series: Series, entry: Entry) -> Iterator[Entry]:
    """The other entries of a table, those that stand next to `entry` first, above before below."""
    at = series.entries.index(entry)
    order = sorted(range(len(series.entries)), key=lambda other: (abs(other - at), other))
    return (series.entries[other] for other in order if other != at)

"""Who made a thing, as it stands behind the title: `by Ann Lee`, `- Written by Ann Lee, 2012`."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.entries.fields.line import Line

_YEAR_LAST = lazy(r",\s*((?:19|20)\d\d)\W{0,3}$")
BY = lazy(
    r"(?i)\s*[,，]?\s?[(（]?(?:by|from|via|por)\b[\s:]*|\s*[.]\s*by\b[\s:]*"
    r"|\s*(?:[-–—]\s)?\s?(?:written|created|made|presented|posted|taught|edited)\sby\b[\s:]*"
)


def take_by(line: Line, start: int) -> int:
    """Take the authors behind `by`, up to what parts them from the summary."""
    text, end = line.text, line.end
    stops = [end]
    for mark in (" - ", " – ", " — ", ": ", "：", "\n", " | ", ". "):
        found = text.find(mark, start, end)
        # Behind an initial, a full stop ends nothing.
        while mark == ". " and found > 0 and not text[found - 2 : found].isalpha():
            found = text.find(mark, found + 1, end)
        if found > 0:
            stops.append(found)
    for position in range(start, min(stops)):
        if text[position] in "([（":
            inside = any(one.start - 1 <= position < one.end for one in line.anchors)
            if not inside:
                stops.append(position)
                break
    stop = min(stops)
    if stop - start > 200:
        return start
    year = _YEAR_LAST.search(text, start, stop)
    if year and line.parts.date is None:
        line.parts.date = year.span(1)
        line.parts.authors = line.shrink(start, year.start())
    else:
        line.parts.authors = line.shrink(start, stop)
    return stop

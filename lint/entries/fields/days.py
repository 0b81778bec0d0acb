"""Dates behind a title: which of two counts, and a day in front of other words."""

# ruff: noqa: RUF001, RUF002, RUF003 - fullwidth marks and dashes are meant
from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lint.dates import cells
from lint.entries.fields.marks import CLOSING, STOP
from lint.entries.fields.references import dated
from lint.entries.fields.trimming import trim_summary
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.entries.fields.line import Line

_LONGEST, _MOST_STOPS = 60, 4
_A_DAY = 2
_LONGEST_BRACKET = 100
_MARK = lazy(r" [-–—|] |, ")
# What a date is, and the date: `公開日：2025/04/16`, `Posted May 3, 2024`, `read: 2025-04-17`.
_KEYED = lazy(
    r"(?P<key>[^\W\d_]{2,12}(?: [^\W\d_]{2,10})?[:：] ?|(?:posted|published|updated|read) )"
    r"(?P<date>[^;；、，|:：()]{6,20}?)"
    r"(?=[;；、，|()]|,(?! ?(?:19|20)\d\d)|\s(?=[^\W\d_]{2,12}[:：])|$)",
    re.IGNORECASE,
)
_BETWEEN = " ;；、，,|"


def take_date(line: Line, start: int, end: int) -> None:
    """A calendar date goes before a venue with its year, which is the venue then."""
    parts, view = line.parts, line.view
    new = (start, end)
    if parts.date is None:
        parts.date = new
        return
    old = cells.read(view.value(*parts.date))
    date = cells.read(view.value(*new))
    if date is not None and (old is None or date.precision > old.precision):
        if old is not None and old.venue:
            parts.venue = parts.venue or parts.date
        parts.date = new
    elif date is not None and date.venue:
        parts.venue = parts.venue or new


def take_end_date(line: Line) -> None:
    """Take a day, or a date in brackets, at the end of the summary, if the text has no other."""
    parts, text = line.parts, line.text
    if parts.date is not None or parts.summary is None:
        return
    start, end = parts.summary
    stop = day_at_end(line, start, end)
    if stop > start:
        # `NLP - 4 May 2023`: a single word beside a day is not a summary.
        head = line.view.value(start, stop)
        parts.date = line.shrink(stop, end)
        parts.summary = trim_summary(line.view, line.facts, start, stop) if " " in head else None
        if " " not in head:
            parts.tags.append(head)
        return
    if text[end - 1] not in CLOSING:
        return
    at = text.rfind(CLOSING[text[end - 1]], max(start, end - _LONGEST_BRACKET), end)
    if at <= start or not dated(line.view.value(at + 1, end - 1), bracketed=True):
        return
    parts.date = (at + 1, end - 1)
    parts.summary = trim_summary(line.view, line.facts, start, at)


def front_day(line: Line, start: int, end: int) -> int:
    """Where a day of a known year ends that a mark parts from the words behind it; -1 without."""
    found = -1
    for match in islice(
        STOP.finditer(line.text, start + 1, min(end, start + _LONGEST)), _MOST_STOPS
    ):
        words = line.view.value(start, match.start())
        date = cells.read(words) if any(map(str.isdigit, words)) else None
        if date is not None and date.precision > 1 and date.year is not None and not date.venue:
            found = match.start()
    return found if any(map(str.isalpha, line.text[found:end])) else -1


def keyed_date(text: str) -> tuple[int, int] | None:
    """The first of the dates that `text` lists by what each is: `公開日：2025/04/16、閲覧日：…`."""
    found = None
    at = 0
    for match in _KEYED.finditer(text):
        if text[at : match.start()].strip(_BETWEEN):
            return None
        date = cells.read(match["date"])
        if date is None or date.precision < _A_DAY or date.year is None:
            return None
        found = found or match.span("date")
        at = match.end()
    return None if text[at:].strip(_BETWEEN) else found


def day_at_end(line: Line, start: int, end: int) -> int:
    """Where the words end before a day of a known year, behind a mark: `NLP - 4 May 2023`; -1."""
    limit = max(start, end - _LONGEST)
    for match in reversed(list(_MARK.finditer(line.text, limit, end))):
        words = line.view.value(match.end(), end).rstrip(".")
        if not words[:1].isalnum() or not any(map(str.isdigit, words)):
            continue
        date = cells.read(words) if cells.is_one(words) else None
        if date is not None and date.precision > 1 and date.year is not None and not date.venue:
            return match.start()
    return -1

"""Where a title in plain text ends: at a label, a line break, a bar or a date in brackets."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields.marks import BROKEN_LABEL, OPENING, close_of
from lint.entries.fields.references import authors_end, dated
from lint.entries.words import simple

if TYPE_CHECKING:
    from lint.entries.fields.line import Line

_LONGEST_LEAD = 60
_SHORT = 5
_FEW_WORDS = 3


def boundary(line: Line, at: int) -> int:
    """Where a title in plain text that begins at `at` ends."""
    text, end = line.text, line.end
    stops = [end, *(place for mark in ("\n", " | ") if (place := text.find(mark, at, end)) > 0)]
    first = next((one for one in line.anchors if one.start >= at), None)
    if first is not None:
        stop = first.start
        while stop > at and text[stop - 1] in " [(（【":
            stop -= 1
        stops.append(_before_words(text, at, stop))
    stop = min(stops)
    for match in BROKEN_LABEL.finditer(text, at, stop):
        if simple(match[1]) in line.facts.labels and match.start() > at:
            stop = match.start()
            break
    return next(
        (
            place
            for place in range(at + 1, stop)
            if text[place] in OPENING and _is_annex(text, place, stop)
        ),
        stop,
    )


def _before_words(text: str, at: int, stop: int) -> int:
    """Where a bracket opens that has a few words before its first link: `Title (see [news](u))`."""
    start = max(at, stop - _LONGEST_LEAD)
    opening = max(text.rfind("(", start, stop), text.rfind("（", start, stop))
    if opening <= at or ")" in text[opening:stop] or "）" in text[opening:stop]:
        return stop
    return opening if len(text[opening + 1 : stop].split()) <= _FEW_WORDS else stop


def _is_annex(text: str, start: int, stop: int) -> bool:
    """Whether a bracket holds a date or an account, which are no words of a title."""
    close = close_of(text, start, min(stop, start + _LONGEST_LEAD))
    inner = text[start + 1 : close if close > 0 else min(stop, start + _SHORT)].strip()
    if not inner:
        return False
    if inner[0] == "@" or dated(inner, bracketed=True) or authors_end(inner) > 0:
        return True
    # Who published it, and when: `(Publisher, 2020)`.
    ends = close > 0 and text[close + 1 : close + 2].strip(" :.\n") == ""
    return ends and "," in inner and dated(inner.rpartition(",")[2])

"""The part of a source line around a span, cut to a terminal's width, and where the marks go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.console import escape
from lint.credentials import mask

if TYPE_CHECKING:
    from lint.source import Source, Span

ELLIPSIS = "…"
# Characters without width cost no columns, so their number is bounded, too.
_MOST_CHARACTERS = 1000
_LONGEST_USER_INFO = 500


class Snippet(NamedTuple):
    """A line to show: `indent` columns before the marks and at least one column of `marks`."""

    text: str
    indent: int
    marks: int


class Parts(NamedTuple):
    """A line to show, the part to mark apart from what stands before and after it."""

    before: str
    marked: str
    after: str


def snippet(source: Source, span: Span, width: int) -> Snippet:
    """The line on which `span` begins, at most `width` columns of it, the span within them.

    Marks what of the span is on that line and in view.
    """
    before, marked, after = parts(source, span, width)
    indent = escape.columns(before)
    marks = escape.columns(before + marked) - indent
    return Snippet(before + marked + after, indent, max(1, marks))


def parts(source: Source, span: Span, width: int) -> Parts:
    """The line as `snippet` has it, in its parts.

    Works on offsets alone, so that a line of megabytes costs no more than another.
    """
    text = source.text
    line, _ = source.position(span.start)
    first = source.line_start(line)
    last = source.line_start(line + 1) if line < source.line_count else len(text)
    while last > first and text[last - 1] in "\r\n":
        last -= 1
    start = min(span.start, last)
    end = min(span.end, last)
    low, high = _window(text, (first, start, end, last), width - 2 * len(ELLIPSIS))
    end = min(end, high)
    # With what may be the beginning of a URL whose user-info is in view.
    around = max(first, low - _LONGEST_USER_INFO)
    shown = text[around : min(last, high + _LONGEST_USER_INFO)]
    masked = mask(shown, around, source.user_info)[low - around :]
    before = (ELLIPSIS if low > first else "") + escape.source(masked[: start - low])
    marked = escape.source(masked[start - low : end - low])
    after = escape.source(masked[end - low : high - low]) + (ELLIPSIS if high < last else "")
    return Parts(before, marked, after)


def _window(text: str, places: tuple[int, int, int, int], room: int) -> tuple[int, int]:
    """Where the view begins and ends: the span from its start, then as much on either side.

    `places` are the offsets of the line's start, the span's start and end, and the line's end.
    """
    first, start, end, last = places
    low = high = start
    while high < end and escape.room(text[high]) <= room and high - low < _MOST_CHARACTERS:
        room -= escape.room(text[high])
        high += 1
    growing = high == end
    while growing and high - low < _MOST_CHARACTERS:
        growing = False
        if low > first and escape.room(text[low - 1]) <= room:
            low -= 1
            room -= escape.room(text[low])
            growing = True
        if high < last and escape.room(text[high]) <= room:
            room -= escape.room(text[high])
            high += 1
            growing = True
    while first < low < start and escape.is_mark(text[low]):
        low += 1  # a mark whose letter is out of view
    return low, high

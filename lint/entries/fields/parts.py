"""The parts of one line or paragraph: its date, title, authors, venue, summary, labels and tags.

This reads one text at a time. What its siblings show (that dates come first, that authors follow
the title) comes in as `Hints`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields.behind import take_rest
from lint.entries.fields.front import (
    days_end,
    front_code,
    front_labels,
    front_tag,
    lead_date,
    picture,
)
from lint.entries.fields.line import Hints, Line, Parts
from lint.entries.fields.marks import front_number, skip_marks
from lint.entries.fields.named import read_named
from lint.entries.fields.segments import segments
from lint.entries.fields.titles import take_title, tidy
from lint.entries.text import BOLD
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.entries.facts import Facts
    from lint.entries.text import View

_MOST_TAGS = 5
_DIGITS = 3
# `05 Feb` is a day.
_MONTH = lazy(r"(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b")
_COUNTED = lazy(r"\d{1,3}\s+(?=\S)")


def read_parts(view: View, facts: Facts, hints: Hints, start: int = 0, end: int = -1) -> Parts:
    """The parts of `view.text[start:end]`."""
    if not start and end < 0 and (named := read_named(view, facts, hints)) is not None:
        return named
    return read_any(Line(view, facts, hints, start, len(view.text) if end < 0 else end))


def read_stretches(view: View, facts: Facts, hints: Hints) -> Parts:
    """What the lines of `view` say beside a title that stands elsewhere."""
    line = Line(view, facts, hints, 0, len(view.text))
    segments(line, 0)
    return line.parts


def read_any(line: Line) -> Parts:
    """The parts of `line`, whatever its form."""
    parts, text = line.parts, line.text
    at = skip_marks(text, line.start, line.end)
    if picture(line, at):
        take_rest(line, at)
        _count(line)
        return parts
    at = front_code(line, at)
    days = days_end(text, at, line.end) if line.hints.days else at
    if days > at:
        line.lead(at, days)
        at = skip_marks(text, days, line.end)
    numbered = at if days > at else front_number(text, at, line.end)
    if numbered == at and not line.parts.lead_date:
        numbered = _counted(line, at)
    if numbered - at > _DIGITS and line.is_linked(at) and text[numbered - 1] == ".":
        # `[996.ICU](u)` is a name.
        numbered = at
    parts.numbered, at = numbered > at, numbered
    if parts.date is None:
        at = lead_date(line, at)
    for _ in range(_MOST_TAGS):
        new = front_tag(line, at)
        if new == at:
            break
        # `[2023] [ICLR] Title`, `[Survey] [2023] Title`
        at = new if line.parts.date is not None else lead_date(line, new)
    at = front_labels(line, at)
    if at >= line.end:
        _nameless(line)
        return parts
    take_title(line, at)
    if parts.title is not None:
        parts.title = tidy(line, *parts.title)
        take_rest(line, parts.title_end)
    _count(line)
    return parts


def _counted(line: Line, at: int) -> int:
    """After a number that nothing but a blank parts from a link or bold text; `at` if none is."""
    match = _COUNTED.match(line.text, at, line.end)
    if match is None or match.end() == line.end or _MONTH.match(line.text, match.end()):
        return at
    after = match.end()
    style = line.view.style(at) == line.view.style(after)
    named = any(one.start == after for one in line.anchors)
    bold = line.view.style(after) & BOLD and not style
    return after if (named or bold or match[0][0] == "0") and not line.is_linked(at) else at


def _nameless(line: Line) -> None:
    """There is nothing but labels, or pictures."""
    parts = line.parts
    linked = [one for one in line.bare if not one.is_image]
    if parts.front_label:
        parts.kind = "label"
    elif linked:
        parts.kind = "picture"
        parts.badge_title = linked[0]
    _count(line)


def _count(line: Line) -> None:
    parts = line.parts
    for one in line.anchors:
        if parts.title is not None and one.start < parts.title[1] and one.end > parts.title[0]:
            continue
        if parts.authors is not None and parts.authors[0] <= one.start < parts.authors[1]:
            # The page of an author.
            continue
        if line.labels_at(one) or line.facts.is_url(one):
            parts.labels += 1
        else:
            parts.others += 1
    parts.labels += sum(not one.is_image for one in line.bare)

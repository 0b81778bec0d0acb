"""The plainest of texts, which most items are: a link, a dash, and a sentence without digits.

What is said of them is what `parts` would say, which tries every other form first: a third of the
time that the items of a list take.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.dates.lines import may_be_date
from lint.dates.venues import known
from lint.entries.fields import people
from lint.entries.fields.behind import is_papery
from lint.entries.fields.credits import BY
from lint.entries.fields.marks import front_number
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.entries.fields.line import Line

# No mark that parts, encloses or ends anything stands at an end of either.
_TITLE = lazy(r"[A-Za-z](?:[\w .+#'&/!-]*[A-Za-z0-9+#!])?", re.ASCII)
_SUMMARY = lazy(r" - ([A-Za-z][A-Za-z ,.;'\"/&+()!?%$=#-]*[A-Za-z.!?])")
_DIGIT = lazy(r"\d")
_NUMBERED = lazy(r"([A-Za-z][A-Za-z ]*) [0-9]+")
_OPENING = 60
_SENTENCE = 500


def take_named(line: Line) -> bool:
    """Take the title and the summary of a plain text; False if it may be anything else."""
    if len(line.anchors) != 1 or line.bare or line.start or line.view.softs:
        return False
    one = line.anchors[0]
    text = line.text
    if one.start or line.end != len(text) or not _TITLE.fullmatch(text, 0, one.end):
        return False
    summary = _SUMMARY.fullmatch(text, one.end)
    if summary is None or not line.view.is_plain:
        return False
    if _DIGIT.search(text, 0, one.end) and (
        front_number(text, 0, line.end) or _may_open_with_date(line, one.end)
    ):
        return False
    if line.facts.is_label(one.link) or line.facts.is_url(one) or BY.match(text, one.end):
        return False
    start, end = summary.span(1)
    if not people.opens_a_sentence(text[start : start + _SENTENCE]) and is_papery(line, start):
        return False
    parts = line.parts
    parts.kind, parts.title, parts.title_end = "link", (0, one.end), one.end
    parts.summary = start, end
    return True


def _may_open_with_date(line: Line, title_end: int) -> bool:
    """Whether a line may open with a date, given where its title ends, which alone has digits.

    A number that ends a title is a year only behind a venue or a month, or where the siblings have
    dates. `Name 1984` is just a name.
    """
    text = line.text
    if not may_be_date(text[:_OPENING]):
        return False
    numbered = None if line.hints.dates_first else _NUMBERED.fullmatch(text, 0, title_end)
    return numbered is None or may_be_date(text[title_end:_OPENING]) or known(numbered[1])

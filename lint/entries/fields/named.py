"""The plainest of texts, which most items are: a link, a dash, and a sentence without a date.

What is said of them is what `parts` would say, which tries every other form first: half of the
time that the items of a list take.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.dates.lines import may_be_date
from lint.dates.venues import is_venue, known
from lint.document.model import LinkKind
from lint.entries.fields import people
from lint.entries.fields.behind import is_papery
from lint.entries.fields.credits import BY
from lint.entries.fields.front import is_code
from lint.entries.fields.line import Line, Parts
from lint.entries.fields.marks import front_number
from lint.entries.fields.trimming import TAGGED
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.entries.facts import Facts
    from lint.entries.fields.line import Hints
    from lint.entries.text import View

# No mark that parts, encloses or ends anything stands at an end of either. What is cut from a
# number of five digits may be a year.
_TITLE = lazy(r"[A-Za-z](?:[\w .+#'&/!-]*[A-Za-z0-9+#!])?", re.ASCII)
_SUMMARY = lazy(
    r" - ([A-Za-z](?:[A-Za-z ,.;:'\u2019\"/&+()!?%$=#_@*<>-]|\d{1,4}(?!\d))*[A-Za-z.!?])", re.ASCII
)
_DIGIT = lazy(r"[0-9]")
_NUMBERED = lazy(r"([A-Za-z][A-Za-z ]*) [0-9]+")
_SENTENCE = 500


def read_named(view: View, facts: Facts, hints: Hints) -> Parts | None:
    """The title and the summary of a plain text; None if it may be anything else."""
    if len(view.anchors) != 1 or view.softs:
        return None
    title_start, title_end, link = view.anchors[0]
    text = view.text
    if title_start or link.kind is LinkKind.IMAGE or not _TITLE.fullmatch(text, 0, title_end):
        return None
    summary = _SUMMARY.fullmatch(text, title_end)
    if summary is None:
        return None
    start, end = summary.span(1)
    if not view.is_plain and _is_styled(view, start):
        return None
    if _DIGIT.search(text) and not _is_undated(text, title_end, hints):
        return None
    if facts.is_label(link) or facts.is_url(view.anchors[0]) or BY.match(text, title_end):
        return None
    if ":" in text and TAGGED.search(text, start):
        return None
    sentence = people.opens_prose(text[start : start + _SENTENCE])
    if not sentence and (
        is_papery(Line(view, facts, hints, 0, len(text)), start) or is_venue(text[start:end])
    ):
        return None
    return Parts("link", (0, title_end), title_end, summary=(start, end), plain=sentence)


def _is_styled(view: View, start: int) -> bool:
    """Whether the title, the first word of the summary or its last one is in bold, say, or code."""
    return bool(view.style(len(view.text) - 1)) or view.is_styled(0, start)


def _is_undated(text: str, title_end: int, hints: Hints) -> bool:
    """Whether a text with a digit has neither a number in front nor anything like a date.

    A number that ends a title is a year only behind a venue or a month, or where the siblings have
    dates. `Name 1984` and `name-19-84` are just names.
    """
    if front_number(text, 0, len(text)):
        return False
    if not may_be_date(text):
        return True
    if hints.dates_first or may_be_date(text[title_end:]):
        return False
    numbered = _NUMBERED.fullmatch(text, 0, title_end)
    return is_code(text[:title_end]) or (numbered is not None and not known(numbered[1]))

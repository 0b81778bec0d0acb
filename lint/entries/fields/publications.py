"""Where a work came out, and when: the date of a text, and the venue beside its year."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields.days import take_date
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.entries.fields.line import Line, Range

_LONGEST = 200
# `Nature 521.7553 (2015): 445-451`
_JOURNAL = lazy(
    r"([A-Z][^\d()]{2,80}) \d[\d.]{0,12}(?:\([\d–-]{1,9}\))?,? ?\(((?:19|20)\d\d)\)"
    r"(?:[:,] ?[\w–-]{1,20})?"
)
# `Advances in systems. 2012.`, `A Press book. (2015)`
_PUBLISHED = lazy(r"([A-Za-z][^\n()]{3,120}?)[.,]? (?:\((?=\d{4}\)))?((?:19|20)\d\d)\)?\.?")
_FEWEST = 2
_CITED = frozenset({"bold", "quoted"})


def take_journal(line: Line, start: int, end: int) -> bool:
    """Take a journal with its volume and its year."""
    text = line.text[start:end].rstrip(".")
    match = _JOURNAL.fullmatch(text) if len(text) < _LONGEST else None
    if match is None:
        return False
    line.parts.venue = line.parts.venue or (start, start + match.end(1))
    take_date(line, start + match.start(2), start + match.end(2))
    return True


def take_publisher(line: Line, start: int, end: int, *, sure: bool = False) -> bool:
    """Take where a cited work came out, and the year at the end: `A Press book. (2015)`.

    `sure` says that the year must stand in brackets, behind several words.
    """
    parts, text = line.parts, line.text[start:end]
    if parts.authors is None or parts.kind not in _CITED:
        return False
    if parts.summary is not None or parts.date is not None or len(text) > _LONGEST:
        return False
    if sure and (text.count(" ") < _FEWEST or not text.rstrip(".").endswith(")")):
        return False
    match = _PUBLISHED.fullmatch(text)
    if match is None:
        return False
    parts.venue = parts.venue or bare_range(line.text, start, start + match.end(1))
    take_date(line, start + match.start(2), start + match.end(2))
    return True


def bare_range(text: str, start: int, end: int) -> Range:
    """A range without the brackets, marks and emphasis around it."""
    while start < end and text[start] in " ([（【*_":
        start += 1
    while end > start and text[end - 1] in " .,;)]）】*_，、":
        if text[end - 1] == ")" and "(" in text[start : end - 1]:
            break
        end -= 1
    return start, end

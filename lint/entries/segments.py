"""The stretches behind a title: authors, venue, date, labels, summary, in whatever order."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lint.dates import cells
from lint.dates.venues import known
from lint.entries import people
from lint.entries.marks import BROKEN_LABEL, SEPARATORS
from lint.entries.references import cut, dated, is_venue_year
from lint.entries.text import CODE, ITALIC
from lint.entries.trimming import trim_summary
from lint.entries.words import SUMMARIES, is_label, key_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.entries.line import Line, Range

_BARS = re.compile(r"\n|\s\|\s|\s?[•·]\s|\s/\s(?=\[)")
_LONGEST_DATE = 100
# Nobody follows a title by more labels, tags or stretches.
_MOST_PARTS = 60


def segments(line: Line, start: int) -> None:
    """Take what stands behind the title from `start` on, stretch by stretch."""
    text, end = line.text, line.end
    at = start
    rough: list[Range] = []
    for match in _BARS.finditer(text, start, end):
        rough.append((at, match.start()))
        at = match.end()
    rough.append((at, end))
    rough = [part for one in rough[:_MOST_PARTS] for part in _unlabelled(line, *one)]
    for one in rough[:_MOST_PARTS]:
        for first, last in _without_links(line, *one):
            classify(line, first, last)


def _unlabelled(line: Line, start: int, end: int) -> Iterator[Range]:
    """The stretches around labels whose link is broken: `[[pdf]] (https://…)`."""
    at = start
    for match in islice(BROKEN_LABEL.finditer(line.text, start, end), _MOST_PARTS):
        linked = any(one.start < match.end() and match.start() < one.end for one in line.anchors)
        if not linked and is_label(match[1]):
            yield at, match.start()
            at = match.end()
    quote = line.text.find('"', at, end)
    if 0 <= quote <= at + 3 and (close := line.text.find('"', quote + 1, end)) > quote + 10:
        yield quote + 1, close
        at = close + 1
    yield at, end


def _without_links(line: Line, start: int, end: int) -> list[Range]:
    """The stretches of a segment that are no label links."""
    text = line.text
    found = []
    at = start
    for one in line.anchors:
        if one.start < at or one.start >= end:
            continue
        label = line.labels_at(one) or line.facts.is_url(one)
        if not label and _inner_words(line, at, end):
            continue
        stop = one.start
        while stop > at and text[stop - 1] in "[( （【":
            stop -= 1
        found.append((at, stop))
        at = one.end
        while at < end and text[at] in "]) ）】":
            at += 1
        if line.facts.is_dated(one) and (line.parts.date is None or not line.parts.lead_date):
            _take_date(line, one.start, one.end)
    found.append((at, end))
    return found


def _inner_words(line: Line, start: int, end: int) -> bool:
    """Whether links stand within a sentence."""
    return sum(map(str.isalpha, line.text[start:end])) > 60


def _take_date(line: Line, start: int, end: int) -> None:
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


def classify(line: Line, start: int, end: int) -> None:  # noqa: C901, PLR0912 - one branch a kind
    """Take a stretch for what it is."""
    view, text, parts = line.view, line.text, line.parts
    while start < end and (text[start] in SEPARATORS or text[start] in "]})）】"):
        start += 1
    while end > start and (
        (text[end - 1] in SEPARATORS and text[end - 1] != ".") or text[end - 1] in "[(（【"
    ):
        end -= 1
    bare = view.value(start, end)
    letters = sum(map(str.isalnum, bare))
    if not letters or "](http" in bare or (len(bare) < 30 and is_label(bare)):
        return
    if line.facts.keys and key_in(bare) in line.facts.keys:
        return
    if _bracketed_end(line, start, end) or _italic_front(line, start, end):
        return
    italic = bool(view.style(start) & ITALIC) and view.run(start, ITALIC) >= end - 2
    if _halves(line, start, end):
        return
    if dated(bare) or dated(bare, bracketed=bare[:1] in "([（【"):
        _take_date(line, *_bare(text, start, end))
        return
    if view.style(start) & CODE and view.run(start, CODE) >= end - 1:
        parts.tags.append(bare)
        return
    if len(bare) <= _LONGEST_DATE and is_venue_year(bare):
        _take_date(line, *_bare(text, start, end))
        return
    loose = line.hints.authors or italic
    if parts.authors is None and (
        people.are_people(bare, loose=loose) or (italic and _names(bare))
    ):
        parts.authors = _bare(text, start, end)
        return
    if len(bare) <= 80 and known(bare.strip(" .")):
        parts.venue = parts.venue or _bare(text, start, end)
        return
    sentence = bare.endswith((".", "。", "!", "?")) and len(bare.split()) > 6
    if italic and not sentence and len(bare) <= 120 and parts.kind != "picture":
        parts.venue = parts.venue or _bare(text, start, end)
        return
    if key_in(bare) in SUMMARIES:
        start = min(at for mark in ":：" if (at := text.find(mark, start, end)) > 0) + 1
    if parts.summary is None:
        # One word, but for scripts without blanks, says nothing.
        if letters >= 3 and (" " in bare or not bare.isascii()):
            parts.summary = trim_summary(view, line.facts, start, end)
        return
    near = not text[parts.summary[1] : start].strip(" \n.]") or parts.kind in {"link", "bold"}
    if near and not line.hints.authors:
        parts.summary = trim_summary(view, line.facts, parts.summary[0], end) or parts.summary


def _bracketed_end(line: Line, start: int, end: int) -> bool:
    """Take authors with a bracket behind them: `A. Author (PDF, HTML)`."""
    text, parts = line.text, line.parts
    if text[end - 1] not in ")）" or parts.authors is not None:
        return False
    at = max(text.rfind("(", start, end), text.rfind("（", start, end))
    if at <= start or not people.are_people(text[start:at], loose=True):
        return False
    parts.authors = _bare(text, start, at)
    inner = line.view.value(at + 1, end - 1)
    if dated(inner, bracketed=True):
        _take_date(line, at + 1, end - 1)
    elif inner:
        parts.tags.append(inner)
    return True


def _italic_front(line: Line, start: int, end: int) -> bool:
    """Take what is in italics at the front of a stretch by itself: `*Authors*. Venue 2020`."""
    view, text = line.view, line.text
    if not view.style(start) & ITALIC:
        return False
    stop = view.run(start, ITALIC)
    if stop >= end - 2 or text[start:stop].count(" ") < 1:
        return False
    rest = text[stop:end].lstrip(SEPARATORS)
    if not rest or rest[0].islower():
        return False
    classify(line, start, stop)
    classify(line, stop, end)
    return True


def _names(bare: str) -> bool:
    """Whether a text is most probably a list of names: short parts, capitals."""
    parts = [one.split() for one in bare.replace(" and ", ", ").split(",")]
    words = [word for one in parts for word in one]
    capitals = sum(not word[:1].islower() for word in words)
    return len(parts) > 1 and len(words) <= len(parts) * 4 and capitals * 4 >= len(words) * 3


def _halves(line: Line, start: int, end: int) -> bool:
    """Take `Authors, Venue 2023` and `Authors. Venue, 2023`, if the stretch is that."""
    at, mark = cut(line.text[start:end])
    if at <= 0:
        return False
    classify(line, start, start + at)
    classify(line, start + at + mark, end)
    return True


def _bare(text: str, start: int, end: int) -> Range:
    while start < end and text[start] in " ([（【*_":
        start += 1
    while end > start and text[end - 1] in " .,;)]）】*_，、":
        if text[end - 1] == ")" and "(" in text[start : end - 1]:
            break
        end -= 1
    return start, end

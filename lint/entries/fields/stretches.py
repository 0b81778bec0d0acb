"""One stretch behind a title: authors, a venue, a date, a tag, or words of the summary."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.dates import cells
from lint.dates.venues import is_publication, known
from lint.entries.fields import people
from lint.entries.fields.citations import cited, is_named_year
from lint.entries.fields.days import day_at_end, front_day, take_date
from lint.entries.fields.line import NAMED
from lint.entries.fields.marks import (
    LONGEST_SHORTCODE,
    OPENING,
    SEPARATORS,
    SHORTCODE_LAST,
    close_of,
)
from lint.entries.fields.publications import bare_range, take_journal, take_publisher
from lint.entries.fields.references import (
    WIDE,
    authors_end,
    credit_end,
    cut,
    dated,
    is_venue_year,
    placed,
)
from lint.entries.fields.trimming import trim_summary
from lint.entries.text import BOLD, CODE, ITALIC
from lint.entries.words import AUTHORS, DATES, SUMMARIES, VENUES, is_label, key_in
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.entries.fields.line import Line, Range

_LONGEST_DATE = 100
_LONGEST_LABEL = 30
_LONGEST_VENUE, _LONGEST_ITALIC = 80, 120
_MARKS = (".", ",", ";")
_YEAR_LAST = lazy(r",\s?((?:19|20)\d\d)\s?$")


def classify(line: Line, start: int, end: int) -> None:
    """Take a stretch for what it is."""
    start, end = _stripped(line.text, start, end)
    bare = line.view.value(start, end)
    if not any(map(str.isalnum, bare)) or "](http" in bare:
        return
    if len(bare) < _LONGEST_LABEL and is_label(bare):
        return
    if line.facts.keys and key_in(bare) in line.facts.keys:
        return
    if not (
        _placed(line, start, end)
        or take_publisher(line, start, end, sure=True)
        or _cited(line, start, end)
        or _bracketed_end(line, start, end)
        or _italic_front(line, start, end)
        or _italic_rear(line, start, end)
        or _italic_end(line, start, end)
        or _date_front(line, start, end)
        or _date_rear(line, start, end)
        or _halves(line, start, end)
        or _opened(line, start, end)
        or _dated(line, start, end)
        or _named(line, start, end)
        or _keyed(line, start, end)
    ):
        _summarise(line, start, end)


def _stripped(text: str, start: int, end: int) -> Range:
    """A stretch without separators and brackets that it does not open or close, nor shortcodes."""
    while code := SHORTCODE_LAST.search(text, max(start, end - LONGEST_SHORTCODE), end):
        end = code.start()
    while start < end and (text[start] in SEPARATORS or text[start] in "]})）】"):
        start += 1
    while end > start and (
        (text[end - 1] in SEPARATORS and text[end - 1] != ".") or text[end - 1] in "[(（【"
    ):
        end -= 1
    return start, end


def _placed(line: Line, start: int, end: int) -> bool:
    """Take a venue and its year in italics: `*Nature Water, 2022*`."""
    if not _is_italic(line, start, end) or not placed(line.view.value(start, end).rstrip(".")):
        return False
    name = line.view.value(start, end).rpartition(",")[0]
    if people.are_people(name, loose=True) and not known(name):
        return False
    take_date(line, *bare_range(line.text, start, end))
    return True


def _dated(line: Line, start: int, end: int) -> bool:
    """Take a date, a venue with its year, or code, which is a tag."""
    bare = line.view.value(start, end)
    if dated(bare) or dated(bare, bracketed=bare[:1] in "([（【"):
        take_date(line, *bare_range(line.text, start, end))
        return True
    if take_journal(line, start, end) or take_publisher(line, start, end):
        return True
    if line.view.style(start) & CODE and line.view.run(start, CODE) >= end - 1:
        line.parts.tags.append(bare)
        return True
    if len(bare) <= _LONGEST_DATE and is_venue_year(bare):
        take_date(line, *bare_range(line.text, start, end))
        return True
    return False


def _named(line: Line, start: int, end: int) -> bool:
    """Take authors or a venue."""
    parts = line.parts
    bare = line.view.value(start, end)
    italic = _is_italic(line, start, end)
    # Two names in full between a title and a venue are its authors.
    alone = line.text[max(start - 3, 0) : start] == " | " or line.text[end : end + 3] == " | "
    named = alone or parts.kind in {"text", "quoted", "bold"}
    fewest = 2 if named and parts.summary is None else 3
    loose = line.hints.authors or line.hints.signed or italic or _before_venue(line, end)
    if parts.authors is None and (
        people.are_people(bare, loose=loose, fewest=fewest) or (italic and _names(bare))
    ):
        parts.authors = bare_range(line.text, start, end)
        return True
    sentence = bare.endswith((".", "。", "!", "?")) and len(bare.split()) > 6
    if (len(bare) <= _LONGEST_VENUE and _is_venue(bare.strip(" ."))) or (
        italic and not sentence and len(bare) <= _LONGEST_ITALIC and parts.kind != "picture"
    ):
        parts.venue = parts.venue or bare_range(line.text, start, end)
        return True
    return False


def _before_venue(line: Line, at: int) -> bool:
    """Whether a bar and then a venue with its year follow: `Ann Lee | ICML 2020 | …`."""
    if line.text[at : at + 3] != " | ":
        return False
    stop = line.text.find(" |", at + 3, line.end)
    rest = line.view.value(at + 3, stop if stop > 0 else line.end)
    if not dated(rest):
        return False
    date = cells.read(rest.strip("[]() "))
    return date is not None and bool(date.venue)


def _is_venue(words: str) -> bool:
    """Whether words are the name of a venue, and no sentence such as `Blog on rivers`."""
    return known(words) and is_publication(words)


def _is_italic(line: Line, start: int, end: int) -> bool:
    return bool(line.view.style(start) & ITALIC) and line.view.run(start, ITALIC) >= end - 2


def _keyed(line: Line, start: int, end: int) -> bool:
    """Take a field behind its key: `Authors: …`, `Venue: …`."""
    parts = line.parts
    key = key_in(line.view.value(start, end))
    if key not in AUTHORS and key not in VENUES and key not in DATES:
        return False
    found = bare_range(line.text, _behind_colon(line.text, start, end), end)
    if key in AUTHORS:
        parts.authors = parts.authors or found
    elif key in VENUES:
        parts.venue = parts.venue or found
    if key not in AUTHORS and dated(line.view.value(*found)):
        take_date(line, *found)
    return True


def _behind_colon(text: str, start: int, end: int) -> int:
    return min(at for mark in ":：" if (at := text.find(mark, start, end)) > 0) + 1


def _summarise(line: Line, start: int, end: int) -> None:
    """Take words of the summary."""
    view, text, parts = line.view, line.text, line.parts
    bare = view.value(start, end)
    known = view.value(*parts.title) if parts.title is not None else ""
    if known.strip(" []()").casefold() == bare.strip(" []()").casefold():
        # The title again: `Title https://… [[Title]]`.
        return
    if key_in(bare) in SUMMARIES:
        start = _behind_colon(text, start, end)
    if parts.summary is None:
        # One word, but for scripts without blanks and bold remarks, says nothing.
        words = sum(map(str.isalnum, bare))
        bold = view.style(start) & BOLD and bare[0] == "("
        if (words >= 3 and (" " in bare or bold)) or (words > 1 and max(bare) >= WIDE):
            parts.summary = trim_summary(view, line.facts, *_unframed(text, start, end))
        return
    near = not text[parts.summary[1] : start].strip(" \n.]。！？!?")
    if (near or parts.kind in {"link", "bold"}) and not line.hints.authors:
        parts.summary = trim_summary(view, line.facts, parts.summary[0], end) or parts.summary


def _unframed(text: str, start: int, end: int) -> Range:
    """What stands in a bracket that is all of a stretch: `(the first of its kind)`."""
    if end - start > 2 and text[start] in OPENING and close_of(text, start, end) == end - 1:
        return start + 1, end - 1
    return start, end


def _cited(line: Line, start: int, end: int) -> bool:
    """Take the venue and the year of a citation, whose authors stand before its title."""
    parts, text = line.parts, line.text
    if parts.title is None or parts.date is not None:
        return False
    fronted = parts.authors is not None and parts.authors[1] <= parts.title[0]
    found = cited(text[start:end]) if fronted else None
    if found is not None:
        name = bare_range(text, start, start + found.venue)
        if parts.venue is None and any(map(str.isalpha, text[slice(*name)])):
            parts.venue = name
        parts.date = (start + found.start, start + found.end)
        return True
    if parts.kind in {"bold", "quoted"} and is_named_year(
        text[start:end], line.view.value(*parts.title)
    ):
        take_date(line, *bare_range(text, start, end))
        return True
    return False


def _bracketed_end(line: Line, start: int, end: int) -> bool:
    """Take authors with a bracket behind them: `A. Author (PDF, HTML)`."""
    text, parts = line.text, line.parts
    if text[end - 1] not in ")）" or parts.authors is not None:
        return False
    at = max(text.rfind("(", start, end), text.rfind("（", start, end))
    if at <= start or not people.are_people(text[start:at], loose=True):
        return False
    parts.authors = bare_range(text, start, at)
    year = _YEAR_LAST.search(text, start, at)
    if year is not None and year.start() > start:
        # `Ann Lee, 2006 (Third Edition)`
        parts.authors = bare_range(text, start, year.start())
        take_date(line, *year.span(1))
    inner = line.view.value(at + 1, end - 1)
    # `(2010, Publisher)`
    first, comma, last = inner.partition(",")
    yeared = bool(comma) and first.isdigit() and dated(first) and not known(last.strip())
    if yeared and line.view.value(at + 1, at + 1 + len(first)) == first:
        take_date(line, at + 1, at + 1 + len(first))
        inner = last.strip()
    elif dated(inner, bracketed=True):
        take_date(line, at + 1, end - 1)
        return True
    if inner:
        parts.tags.append(inner)
    return True


def _date_front(line: Line, start: int, end: int) -> bool:
    """Take a day in front of a place or a remark: `3-5 January 2024, Berlin`."""
    stop = front_day(line, start, end) if line.parts.date is None else -1
    if stop < 0:
        return False
    line.parts.date = bare_range(line.text, start, stop)
    classify(line, stop, end)
    return True


def _date_rear(line: Line, start: int, end: int) -> bool:
    """Take a day behind a word or a remark: `NLP - 4th May 2023`."""
    stop = day_at_end(line, start, end) if line.parts.date is None else -1
    head = line.view.value(start, stop) if stop > start else ""
    if not head or known(head) or dated(head) or people.are_people(head, loose=True):
        return False
    line.parts.date = line.shrink(stop, end)
    if " " in head:
        classify(line, start, stop)
    else:
        line.parts.tags.append(head)
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


def _italic_rear(line: Line, start: int, end: int) -> bool:
    """Take a date or a venue in front of text in italics: `ICLR 2018. *Authors*`."""
    view = line.view
    limit = min(end, start + _LONGEST_DATE)
    at = next((p.start for p in view.pieces if start < p.start < limit and p.style & ITALIC), -1)
    if at < 0 or view.style(start) & ITALIC:
        return False
    head = line.text[start:at].strip(" .,;:-–—")
    if not (dated(head) or is_venue_year(head)):
        return False
    classify(line, start, at)
    classify(line, at, end)
    return True


def _italic_end(line: Line, start: int, end: int) -> bool:
    """Take a date or a venue with its year in italics at the end: `Authors. *ICLR 2018*`."""
    view = line.view
    if not view.style(end - 1) & ITALIC or view.style(start) & ITALIC:
        return False
    pieces = [one for one in view.pieces if start < one.end and one.start < end]
    plain = next((one for one in reversed(pieces) if not one.style & ITALIC), None)
    if plain is None or not line.text[start : plain.end].rstrip(" ").endswith(_MARKS):
        return False
    words = view.value(plain.end, end)
    if not (dated(words) or is_venue_year(words)):
        return False
    take_date(line, *bare_range(line.text, plain.end, end))
    classify(line, start, plain.end)
    return True


def _names(bare: str) -> bool:
    """Whether a text is most probably a list of names: short parts, capitals."""
    parts = [one.split() for one in bare.replace(" and ", ", ").split(",")]
    words = [word for one in parts for word in one]
    capitals = sum(not word[:1].islower() for word in words)
    return len(parts) > 1 and len(words) <= len(parts) * 4 and capitals * 4 >= len(words) * 3


def _halves(line: Line, start: int, end: int) -> bool:
    """Take `Authors, Venue 2023` and `Authors. Venue, 2023`, if the stretch is that."""
    # One author and a year may follow a name that is sure: `[Title](u), Ann Author, 2019`.
    sure = line.hints.authors or line.hints.signed or line.parts.kind in NAMED
    at, mark = cut(line.text[start:end], loose=sure)
    if at <= 0:
        return False
    for first, last in ((start, start + at), (start + at + mark, end)):
        words = line.text[first:last]
        named = people.are_people(words, loose=sure) or people.are_references(words)
        if named and line.parts.authors is None and not dated(words):
            line.parts.authors = bare_range(line.text, first, last)
        else:
            classify(line, first, last)
    return True


def _opened(line: Line, start: int, end: int) -> bool:
    """Take `A. Author et al., Venue, 2016`: the authors, and what is behind them."""
    if line.parts.authors is not None:
        return False
    words = line.text[start:end]
    loose = line.hints.authors or line.hints.signed
    at = credit_end(words.rstrip(" ."), loose=loose) or authors_end(words)
    if at <= 0:
        return False
    line.parts.authors = bare_range(line.text, start, start + at)
    classify(line, start + at, end)
    return True

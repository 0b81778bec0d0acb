"""A title in plain text within a reference: behind its authors, before a venue and a year."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.dates import cells
from lint.dates.venues import known
from lint.entries.fields import people
from lint.entries.fields.author_lists import before_tail, title_in
from lint.entries.fields.boundary import boundary
from lint.entries.fields.citations import Cited, cited
from lint.entries.fields.marks import QUOTES, STRIP, skip_marks
from lint.entries.fields.openings import are_listed
from lint.entries.fields.references import WIDE, cut, is_reference, placed
from lint.entries.text import BOLD, ITALIC
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.entries.fields.line import Line

_APA_YEAR = lazy(
    r"(?:\s?\(|[,.]\s)((?:19|20)\d\d[a-z]?(?:, [A-Z][a-z]{2,8}(?: \d{1,2})?)?)"
    r"(?:\)\s?[.:,]|\.(?=\s\D))\s?"
)
# `Title, in Venue 2020`, `Title. In Proceedings of Venue, 2020`
_IN_VENUE = lazy(r"([Ii]n )[^.?!\n]{2,120}\b(?:19|20)\d\d\W{0,3}$")
_YEAR_FIRST = lazy(r"(?:19|20)\d\d[.,:]?\s+(?=\w)")
_TYPED = lazy(
    r"\s?\[(?:CP|DB|EB|[ACDGJMNPRSZ])(?:/(?:OL|CD|DK|MT))?\](?://|(?=[.,:]|\s?$))[.,:]?\s*"
)
_YEAR = lazy(r"(?<![\d./-])(?:19|20)\d\d(?![\d/-])")
_NAMES_END = lazy(r"(?:,\s?(?:et al|等))?\.\s?(?=\S)|,\s?等[.,]?\s")
_COLON = lazy(r":(?=\s)|：")
_CLOSED = lazy(r" (?:and|&) ")
_LONGEST_TITLE = 400
_MOST_BLANKS = 60
_SHORTEST_TITLE = 8


def take_reference_title(line: Line, at: int) -> bool:
    """Take the title of a reference that opens with its authors; False if none is there."""
    stop = boundary(line, at)
    return (
        _typed_within(line, at, stop)
        or _credited_within(line, at, stop)
        or _quoted_within(line, at, stop)
        or _styled_within(line, at, stop)
        or _dated_within(line, at)
        or _listed_within(line, at, stop)
    )


def take_authors(line: Line, at: int, stop: int) -> int:
    """Behind the authors that a reference opens with: `A. Author, B. Author. Title.`."""
    for first_end, rest in people.splits(line.text[at:stop]):
        if line.text[at + first_end] not in ".。" or at + rest >= stop:
            continue
        if people.are_people(line.text[at : at + first_end], fewest=2):
            line.parts.authors = line.shrink(at, at + first_end)
            return at + rest
    return at


def _typed_within(line: Line, at: int, stop: int) -> bool:
    """Take a title before the mark of its type: `Lee A, Chen B, et al. Title[C]//Venue. 2014: 3-9`.

    GB/T 7714-2015, appendix B, has the marks.
    """
    text, parts = line.text, line.parts
    mark = _TYPED.search(text, at, stop)
    if mark is None:
        return False
    # `A. Lee` has its initials first, `Lee A` behind.
    initials = text[at + 1 : at + 2] == "."
    ends = _NAMES_END.finditer(text, at, mark.start())
    start = at
    names = next(
        (
            one
            for one in ends
            if not (initials and text[one.start() - 2 : one.start() - 1] in {" ", ".", ""})
            and _are_authors(text[at : one.start()])
        ),
        None,
    )
    if names is not None and line.words(names.end(), mark.start()):
        start = names.end()
        parts.authors = line.shrink(at, names.start())
    parts.title, parts.title_end = (start, mark.start()), stop
    behind = text[mark.end() : stop]
    found, year = cited(behind), _YEAR.search(behind)
    if found is None and year is not None:
        # `Nature, 2015, 521(7553): 436-444`
        found = Cited(year.start(), *year.span())
    if found is not None and parts.date is None:
        parts.date = (mark.end() + found.start, mark.end() + found.end)
        if any(map(str.isalpha, behind[: found.venue])):
            parts.venue = line.shrink(mark.end(), mark.end() + found.venue)
    return True


def _are_authors(words: str) -> bool:
    """Whether words that a full stop ends are authors; one of three characters may be."""
    return people.are_people(words, loose=True) or people.kind_of(words.strip()) == "cjk"


def _credited_within(line: Line, at: int, stop: int) -> bool:
    """Take a title behind its authors and a colon: `A. Lee and B. Li: Title, Venue, 2020`."""
    text, parts = line.text, line.parts
    mark = next((one.start() for one in _COLON.finditer(text, at, stop)), -1)
    start = skip_marks(text, mark + 1, stop) if mark > 0 else stop
    if start >= stop or not _are_fronted(line, text[at:mark]):
        return False
    end, venue = before_tail(text[start:stop], 0, 0)
    parts.authors = line.shrink(at, mark)
    parts.title, parts.title_end = (start, start + end), start + end
    if venue >= 0:
        parts.date = line.shrink(start + venue, stop)
        parts.title_end = stop
    return True


def _are_fronted(line: Line, words: str) -> bool:
    """Whether words before a colon are the authors of what follows it.

    One will do where siblings have theirs in front: `Ann Lee: Title`.
    """
    if words.count(" ") > _MOST_BLANKS or not (words[-1:].isalpha() or words.endswith(".")):
        return False
    before, comma, last = words.rpartition(",")
    if comma and _is_title(before, last.strip()):
        return False
    if line.hints.fronted and people.are_people(words, loose=True):
        return True
    return people.are_people(words, fewest=2) and " " in words


def _is_title(before: str, last: str) -> bool:
    """Whether what stands behind the last comma is a title: `Ann Lee and Bo Li, Name: …`.

    It is if the names before it are complete, or written in another way.
    """
    kind = people.kind_of(last)
    if not kind:
        return False
    closed = _CLOSED.search(before) is not None
    kinds = {people.kind_of(one.strip()) for one in before.split(",")}
    return closed or (kind in {"single", "full"} and kind not in kinds)


def cut_title(line: Line, start: int, at: int, stop: int) -> None:
    """Take `text[start:stop]` for the title, without the authors, venue and year at its end.

    `at` is where the title begins behind authors.
    """
    text, parts = line.text, line.parts
    title = (start, stop)
    parts.title, parts.title_end = title, stop
    italic = _italic_after(line, at, stop)
    if italic > 0 and line.view.run(italic, ITALIC) >= stop - 2 and _is_end(line, italic, stop):
        parts.title, parts.title_end = (at, italic), italic
        return
    for first_end, rest in people.splits(text[at:stop]):
        # Surnames alone are names only behind a full stop.
        sure = line.hints.signed or (line.hints.authors and text[at + first_end] in ".。\n")
        stretch = text[at + rest : stop]
        inside = _IN_VENUE.match(stretch)
        if inside:
            parts.title, parts.title_end = (at, at + first_end), stop
            if parts.date is None:
                parts.date = line.shrink(at + rest + inside.end(1), stop)
            return
        if is_reference(stretch, loose=sure):
            parts.title, parts.title_end = (at, at + first_end), at + first_end
            if cells.is_one(stretch.strip(" .")):
                return
            if people.are_people(stretch, loose=sure) or cut(stretch)[0] > 0:
                return
    if parts.title != title:
        # A venue and a year: the last comma parts them from the title.
        return
    if italic > 0:
        parts.title, parts.title_end = (at, italic), italic


def _is_end(line: Line, start: int, stop: int) -> bool:
    """Whether text in italics behind a title is its venue, its date or its authors."""
    words = line.view.value(start, stop).strip(STRIP)
    return is_reference(words, loose=True) or placed(words) > 0 or known(words)


def _italic_after(line: Line, at: int, stop: int) -> int:
    """Where text in italics begins behind a title that a full stop or a comma ends; -1."""
    for piece in line.view.pieces:
        if piece.start >= stop:
            break
        if piece.start > at + _SHORTEST_TITLE and piece.style & ITALIC:
            before = line.text[at : piece.start].rstrip()
            return piece.start if before.endswith((".", ",", "?", "!", ";")) else -1
    return -1


def _quoted_within(line: Line, at: int, stop: int) -> bool:
    """Take a title in quotes behind its authors: `A. Author, "Title", 2020`."""
    text, parts = line.text, line.parts
    for mark in ('"', "“", "《"):
        start = text.find(mark, at, stop)
        if start < 0:
            continue
        close = text.find(QUOTES[mark], start + 1, stop)
        dated_first = _YEAR_FIRST.match(text, at, start)
        begin = dated_first.end() if dated_first else at
        before = text[begin:start].strip(STRIP)
        shortest = 4 if text[start + 1 : start + 2] >= WIDE else 10
        if close - start > shortest and (
            people.are_people(before, loose=True) or are_listed(before)
        ):
            if dated_first and parts.date is None:
                line.lead(at, begin)
            parts.authors = line.shrink(begin, start)
            parts.kind = "quoted"
            parts.title, parts.title_end = (start + 1, close), close + 1
            return True
    return False


def _styled_within(line: Line, at: int, stop: int) -> bool:
    """Take a title in bold or italics behind its authors: `A. Author, **Title**, 2020`."""
    parts, view = line.parts, line.view
    for style, kind in ((BOLD, "bold"), (ITALIC, "quoted")):
        start = next(
            (one.start for one in view.pieces if at < one.start < stop and one.style & style), -1
        )
        if start < 0:
            continue
        before = line.text[at:start].rstrip(STRIP)
        if not (people.are_people(before, loose=True, fewest=2) or are_listed(before)):
            continue
        end = min(view.run(start, style), line.end)
        words = view.value(start, end)
        if style == ITALIC and (known(words) or is_reference(words) or are_listed(words)):
            continue
        parts.authors = line.shrink(at, start)
        parts.kind = kind
        parts.title, parts.title_end = (start, end), end
        return True
    return False


def _listed_within(line: Line, at: int, stop: int) -> bool:
    """Take a title between its authors and its venue, with commas alone between them."""
    found = title_in(line.text[at:stop], fronted=line.hints.fronted)
    if found is None:
        return False
    start, end, venue = (at + one if one >= 0 else one for one in found)
    parts = line.parts
    parts.authors = line.shrink(at, start)
    parts.title, parts.title_end = (start, end), end
    if venue >= 0:
        parts.date = line.shrink(venue, stop)
        parts.title_end = stop
    return True


def _dated_within(line: Line, at: int) -> bool:
    """Take a title behind authors and a year: `Author, A., & Author, B. (2020). Title. Venue`."""
    text, parts = line.text, line.parts
    match = _APA_YEAR.search(text, at, min(line.end, at + _LONGEST_TITLE))
    if match is None or not people.are_references(text[at : match.start()]):
        return False
    start = skip_marks(text, match.end(), line.end)
    stop = boundary(line, start) if start < line.end else start
    for end, _ in people.splits(text[start:stop]):
        if text[start + end] in ".。\n":
            stop = start + end
            break
    else:
        italic = _italic_after(line, start, stop)
        stop = italic if italic > 0 else stop
    if not line.words(start, stop):
        return False
    parts.authors = line.shrink(at, match.start())
    parts.date = match.span(1)
    parts.title, parts.title_end = (start, stop), stop
    return True

"""What follows a title: brackets, authors, labels, and the summary or a reference."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.dates import cells
from lint.dates.venues import is_venue
from lint.entries.fields import people
from lint.entries.fields.credits import BY, take_by
from lint.entries.fields.days import take_end_date
from lint.entries.fields.marks import (
    ATTRIBUTES,
    DASHES,
    OPENING,
    STOP,
    STRIP,
    close_of,
    is_symbol,
    skip_marks,
    skip_separators,
)
from lint.entries.fields.openings import is_credit
from lint.entries.fields.references import WIDE, cut, dated, is_reference
from lint.entries.fields.segments import segments
from lint.entries.fields.stretches import classify
from lint.entries.fields.trimming import trim_summary
from lint.entries.text import BOLD, CODE, ITALIC, Anchor
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.entries.fields.line import Line

_ON = lazy(r"(?i)(?:on|in|am|le|el|em|il|since|от)\s+(?=\S)")
_LONGEST_DATE, _MOST_STOPS, _MOST_LINES = 50, 3, 5
_LONGEST_LABEL, _NEAR = 24, 4
_MOST_LINKS = 30
_FRAMES = " \u00a0()[]（）"
_FEWEST_WORDS = 4
_JOINTS = frozenset(["/", "&", "+", "和", "or", "and"])
_WIDE_PHRASES = frozenset("的了，、のをはがにで")
_AFTER_DATE = lazy(STOP.pattern + r"|\. |。")
_PIECES = lazy(r"\s[|•·–—-]\s")


def take_rest(line: Line, at: int) -> None:
    """Take what follows the title, which ends at `at`."""
    view, text, parts, end = line.view, line.text, line.parts, line.end
    at = _annexes(line, at)
    by = BY.match(text, at, end)
    if by and parts.authors is None and by.end() < end:
        at = take_by(line, by.end())
        at = _annexes(line, at)
    start = _behind_marks(text, at, end)
    if start >= end:
        return
    linked = parts.kind in {"link", "url"}
    if linked and _are_short(line, at):
        return
    if linked and parts.authors is None and view.style(start) & ITALIC:
        start = _behind_authors(line, start)
    if linked:
        start = _behind_date(line, start)
    if not linked or is_papery(line, start):
        segments(line, start)
        return
    start = _behind_labels(line, start)
    if start < end:
        parts.summary = trim_summary(view, line.facts, start, end)
    if parts.summary is not None and is_venue(view.value(*parts.summary)):
        # `[Title](u) | ACL | [code](u)`
        parts.venue, parts.summary = parts.venue or parts.summary, None
    if parts.summary is not None:
        take_end_date(line)


def _behind_marks(text: str, at: int, end: int) -> int:
    """After the marks that part a title and what is said of it."""
    start = skip_marks(text, at, end) if text[at:end].lstrip()[:1] == ":" else at
    start = skip_separators(text, start, end)
    # `[Name](u) = what it is`
    return skip_separators(text, start + 2, end) if text.startswith("= ", start) else start


def _behind_authors(line: Line, start: int) -> int:
    """After people in italics between a linked title and its summary: `*Ann Lee* - …`."""
    stop = min(line.view.run(start, ITALIC), line.end)
    named = people.are_people(line.view.value(start, stop), loose=True)
    if not named or line.text[stop : stop + 3] not in DASHES:
        return start
    line.parts.authors = line.shrink(start, stop)
    return stop + len(" - ")


def _behind_date(line: Line, start: int) -> int:
    """After a date between a linked title and its summary: `- 2023-05 - …`, `*2023*. …`."""
    text, view, end = line.text, line.view, line.end
    limit = min(end, start + _LONGEST_DATE)
    if line.parts.date is not None or not any(map(str.isdigit, text[start:limit])):
        return start
    on = _ON.match(text, start, end)
    if on:
        stop = next((one for one in range(on.end(), limit) if text[one] in "(（"), limit)
        bare = view.value(on.end(), stop)
        if dated(bare) and not bare.isdigit():
            line.parts.date = line.shrink(on.end(), stop)
            return stop
    if limit == end and dated(view.value(start, end)):
        return start
    stops = [match.start() for match in _AFTER_DATE.finditer(text, start + 1, limit)]
    if view.style(start) & (BOLD | ITALIC):
        stops.append(view.run(start, BOLD | ITALIC))
    for stop in sorted(stops)[:_MOST_STOPS]:
        bare = view.value(start, stop)
        year_alone = bare.isdigit() and text[stop : stop + 1] == ","
        if dated(bare) and not year_alone and line.words(stop, end):
            last = _longest_date(line, start, sorted(stops), stop)
            if on and text[last : last + 1] == ",":
                # `On May 3, 2023, the …`: a sentence that begins with a date
                return start
            line.parts.date = line.shrink(start, last)
            return skip_separators(text, last, end)
    return start


def _longest_date(line: Line, start: int, stops: list[int], first: int) -> int:
    """Where a date ends that may go on behind a comma: `May 3, 2023`."""
    return max(
        (one for one in stops if one >= first and cells.is_one(line.view.value(start, one))),
        default=first,
    )


def _behind_labels(line: Line, at: int) -> int:
    """After the labels and URLs that stand between a title and what is said of it."""
    text, end = line.text, line.end
    for one in line.anchors:
        if one.start < at:
            continue
        if any(map(str.isalnum, text[at : one.start])):
            break
        joined = text[at : one.start].strip() in _JOINTS
        if not (
            line.labels_at(one) or line.facts.is_url(one) or _is_short(line, one, joined=joined)
        ):
            break
        stop = skip_separators(text, one.end, end, also="])）】")
        blank = stop - one.end < 2 and text[one.end : one.end + 1] in {" ", "\u00a0"}
        if (
            stop < end
            and blank
            and not any(other.start == stop for other in line.anchors[:_MOST_LINKS])
        ):
            break
        at = stop
    return at


def _are_short(line: Line, at: int) -> bool:
    """Whether nothing but several short links stands behind a title, and no mark parts them.

    `[Name](u) [Fall 2019, video](u) [2020, notes](u)`
    """
    links = [one for one in line.anchors[-_MOST_LINKS:] if one.start >= at]
    if len(links) < 2 or not line.labels_only(at):
        return False
    if line.text[at : links[0].start].strip(_FRAMES):
        return False
    return all(
        one.end - one.start <= _LONGEST_LABEL and not line.facts.is_dated(one) for one in links
    )


def _is_short(line: Line, one: Anchor, *, joined: bool) -> bool:
    """Whether a link is a label by its place: short, in a row of them before a dash.

    Behind another name, `[Name](u) / [Name](u): text`, a colon will do.
    """
    if one.end - one.start > _LONGEST_LABEL:
        return False
    end = one.end
    for other in line.anchors[:_MOST_LINKS]:
        if other.start > end and other.start <= end + _NEAR and not line.words(end, other.start):
            end = other.end
    rest = line.text[end : min(end + _NEAR, line.end)].lstrip(" ])")
    return rest[:2] in {"- ", "– ", "— "} or (joined and rest[:1] in {":", "："})


def is_papery(line: Line, start: int) -> bool:
    """Whether a linked title is followed by authors, a venue or a date, not by a summary."""
    text = line.text
    marks = ("\n", " | ", " [")
    found = (text.find(mark, start, line.end) for mark in marks)
    stop = min((at for at in found if at > 0), default=line.end)
    whole = line.view.value(start, min(stop, start + 500)).strip(STRIP)
    if not whole:
        return False
    italic = line.view.run(start, ITALIC) if line.view.style(start) & ITALIC else start
    if start < italic < line.end and people.are_people(text[start:italic], loose=True):
        return True
    lines = text[start : line.end].split("\n", _MOST_LINES)[:_MOST_LINES]
    if len(lines) > 1 and any(map(dated, lines)):
        return True
    if people.opens_a_sentence(whole):
        return False
    loose = line.hints.authors or line.hints.signed
    if any(map(str.isdigit, text[max(start, line.end - _NEAR) : line.end])):
        pieces = [
            one for one in _PIECES.split(line.view.value(start, line.end), _MOST_STOPS) if one
        ]
        if len(pieces) > 1 and dated(pieces[-1]) and all(map(is_credit, pieces[:-1])):
            return True
    if text[stop : stop + 3] == " | " and people.are_people(whole, fewest=2):
        # `Ann Lee, Bo Li | ICML 2020`
        return True
    if is_reference(whole, loose=loose) or cut(whole, loose=True)[0] > 0:
        return True
    first = whole.partition(". ")[0]
    return len(first) < len(whole) and is_reference(first, loose=loose)


def _annexes(line: Line, at: int) -> int:
    """Take the brackets, code and labels that stand right behind the title."""
    text, view, parts, end = line.text, line.view, line.parts, line.end
    while at < end:
        stop = at
        while stop < end and (text[stop] in " \u00a0" or is_symbol(text[stop])):
            stop += 1
        if stop >= end:
            return stop
        if text[stop] == "," and view.style(min(stop + 2, end - 1)) & CODE:
            at = stop + 1
            continue
        if view.style(stop) & CODE and not line.is_linked(stop):
            at = _code(line, stop)
            continue
        if text[stop] not in OPENING:
            return at
        close = close_of(text, stop, end)
        if close < 0:
            year = text[stop + 1 : stop + 5]
            if parts.date is None and dated(year) and text[stop + 5 : stop + 6] in {",", " ", ")"}:
                parts.date = (stop + 1, stop + 5)
                at = stop + 5
                continue
            return at
        if not _annex(line, stop, close):
            return at
        at = close + 1
    return at


def _code(line: Line, start: int) -> int:
    """Take code for a date or a tag; where it ends."""
    stop = min(line.view.run(start, CODE), line.end)
    value = line.view.value(start, stop)
    if line.parts.date is None and dated(value):
        line.parts.date = line.shrink(start, stop)
    else:
        line.parts.tags.append(value)
    return stop


def _annex(line: Line, start: int, close: int) -> bool:
    """Take one bracket, if it is none of the summary."""
    if line.text[start] == "{" and ATTRIBUTES.fullmatch(line.text, start, close + 1):
        return True
    view, parts = line.view, line.parts
    inner = view.value(start + 1, close)
    linked = [
        one for one in view.links(start, close + 1) if not one.is_image and one.end > one.start
    ]
    if linked:
        return _linked_bracket(line, start, close, linked)
    if 12 < len(inner) <= 300 and cut(inner)[0] > 0:
        classify(line, start + 1, close)
        return True
    if parts.date is None and _takes_date(line, start, close):
        return True
    if len(inner) > 12 and is_reference(inner):
        classify(line, start + 1, close)
        return True
    if _takes_authors(line, start + 1, close):
        return True
    return _tag(line, start, close, inner)


def _tag(line: Line, start: int, close: int, inner: str) -> bool:
    """Take one bracket for a tag, or for the summary if nothing else follows."""
    text, view, parts = line.text, line.view, line.parts
    after = text[close + 1 : line.end].lstrip(" \u00a0")
    framed = text[start] in "[【" and parts.kind == "link"
    if (framed or BY.match(after)) and len(inner) <= _LONGEST_LABEL:
        parts.tags.append(inner)
        return True
    styled = view.style(start) & ITALIC and view.run(start, ITALIC) == close + 1
    if styled and len(inner) <= 60:
        parts.tags.append(inner)
        return True
    words = inner.split()
    if not after and parts.summary is None and _is_said(words):
        parts.summary = trim_summary(view, line.facts, start + 1, close)
        return True
    if not after or after[0] in "-–—:：,，|\n[(（【" or len(inner) <= 4:
        if len(inner) <= 60:
            parts.tags.append(inner)
        return len(inner) <= 120
    return False


def _is_said(words: list[str]) -> bool:
    """Whether the words in a bracket are a phrase, and no name: `(the first of its kind)`."""
    small = sum(word[:1].islower() for word in words)
    if small * 10 > max(len(words), _FEWEST_WORDS) * 6:
        return True
    if small >= 3 and len(words) > 2 * _FEWEST_WORDS - 2 and words[0].islower():
        return True
    # A script without blanks: commas and the likes of `of` are in phrases.
    text = "".join(words)
    return sum(char >= WIDE for char in text) > 2 * _FEWEST_WORDS and any(
        mark in text for mark in _WIDE_PHRASES
    )


def _takes_date(line: Line, start: int, close: int) -> bool:
    """Take a date in a bracket, alone or behind words: `(Berlin, 2024)`."""
    inner = line.view.value(start + 1, close)
    if len(inner) <= 100 and dated(inner, bracketed=True):
        line.parts.date = (start + 1, close)
        return True
    comma = line.text.rfind(",", start, close)
    if comma <= 0 or not dated(line.text[comma + 1 : close]):
        return False
    line.parts.date = line.shrink(comma + 1, close)
    line.parts.tags.append(line.view.value(start + 1, comma))
    return True


def _takes_authors(line: Line, start: int, close: int) -> bool:
    """Take `by A. Author`, `@name` or names in a bracket."""
    inner = line.view.value(start, close)
    by = BY.match(inner)
    if (
        inner[:1] != "@"
        and not (by and len(inner) < 100)
        and not people.are_people(inner, fewest=2)
    ):
        return False
    line.parts.authors = (start + (by.end() if by else 0), close)
    return True


def _linked_bracket(line: Line, start: int, close: int, linked: list[Anchor]) -> bool:
    """Whether a bracket holds nothing but links, which are labels."""
    at = start + 1
    words = 0
    for one in linked:
        words += sum(map(str.isalnum, line.text[at : one.start]))
        at = max(at, one.end)
    words += sum(map(str.isalnum, line.text[at:close]))
    if words > 24:
        return False
    for one in linked:
        if line.parts.date is None and line.facts.is_dated(one):
            line.parts.date = (one.start, one.end)
    return True

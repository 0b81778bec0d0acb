"""The title of a text: linked, bold, quoted or plain."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries import people
from lint.entries.marks import (
    BROKEN_LABEL,
    COLONS,
    DASHES,
    OPENING,
    QUOTES,
    SHORTCODE,
    STRIP,
    close_of,
    is_symbol,
)
from lint.entries.references import cut, dated, is_reference
from lint.entries.segments import classify
from lint.entries.text import BOLD, ITALIC
from lint.entries.words import POINTERS, simple

if TYPE_CHECKING:
    from lint.entries.line import Line, Range
    from lint.entries.text import Anchor

_LONGEST_LEAD = 60
_LONGEST_TITLE = 400
_PREFIX, _PREFIX_WORDS = 40, 4


def take_title(line: Line, at: int) -> None:
    """Take the title of a text whose words begin at `at`."""
    view, text, parts = line.view, line.text, line.parts
    picture = next((one for one in line.bare if not one.is_image and one.start <= at), None)
    first = next((one for one in line.anchors if one.end > at), None)
    opened = first is not None and text[at] in "[(（【" and first.start == at + 1
    if first is not None and (first.start <= at or opened):
        parts.title = (max(first.start, at), first.end)
        parts.title_end = first.end
        if opened and text[first.end : first.end + 1] in {"]", ")", "）", "】"}:
            parts.title_end += 1
        parts.kind = "url" if line.facts.is_url(first) else "link"
        return
    if view.style(at) & BOLD:
        _bold(line, at, first)
        return
    if text[at] in QUOTES and _quoted(line, at):
        return
    if picture is not None and parts.badge_title is None:
        parts.badge_title = picture
    _plain(line, at, first)


def _bold(line: Line, at: int, first: Anchor | None) -> None:
    view, text, parts = line.view, line.text, line.parts
    stop = min(view.run(at, BOLD), line.end)
    # Bold text goes on behind a line break.
    while stop + 1 < line.end and text[stop] == "\n" and view.style(stop + 1) == view.style(at):
        stop = min(view.run(stop + 1, BOLD), line.end)
    # Two bold runs with nothing but a blank between them are one.
    while (
        stop < line.end
        and text[stop] == " "
        and view.style(stop + 1 if stop + 1 < line.end else stop) & BOLD
    ):
        stop = min(view.run(stop + 1, BOLD), line.end)
    if first is not None and first.start < stop:
        if line.facts.is_label(first.link) and first.start > at:
            stop = first.start
            while stop > at and text[stop - 1] in "[( ":
                stop -= 1
        else:
            number = text[at : first.start].strip(STRIP + "[(")
            if not any(map(str.isalpha, number)):
                parts.title, parts.title_end, parts.kind = (
                    (first.start, first.end),
                    first.end,
                    "link",
                )
                return
    parts.kind = "bold"
    parts.title = (at, stop)
    parts.title_end = stop
    after = text[stop : stop + 2].lstrip()
    parts.key = text[at:stop].rstrip().endswith((":", "：")) or after[:1] in {":", "："}


def _quoted(line: Line, at: int) -> bool:
    text, parts = line.text, line.parts
    close = text.find(QUOTES[text[at]], at + 1, min(line.end, at + _LONGEST_TITLE))
    if close < 0 or (close - at < 8 and text[at] in '"“'):
        return False
    parts.kind = "quoted"
    parts.title = (at + 1, close)
    parts.title_end = close + 1
    return True


def _plain(  # noqa: C901, PLR0912 - one branch for each way to write it
    line: Line, at: int, first: Anchor | None
) -> None:
    """A title in plain text, or words before a linked one."""
    text, parts, facts = line.text, line.parts, line.facts
    stop = _boundary(line, at)
    if first is not None and not text[stop : first.start].strip(" [(（【"):
        before = text[at : first.start]
        label = line.labels_at(first)
        if not label and not facts.is_url(first):
            short = len(before.strip()) <= _PREFIX and "\n" not in before
            short = short and len(before.split()) <= _PREFIX_WORDS
            bare = before.strip(STRIP + "[]()（）【】")
            key = before.rstrip().endswith((":", "：", "-", "–", "—"))
            if not key and bare and is_reference(bare, loose=True):
                classify(line, at, first.start)
                parts.title, parts.title_end, parts.kind = (
                    (first.start, first.end),
                    first.end,
                    "link",
                )
                return
            if not bare or (line.hints.links_first and short):
                parts.before = (at, first.start)
                parts.title, parts.title_end, parts.kind = (
                    (first.start, first.end),
                    first.end,
                    "link",
                )
                return
            ends = not line.words(first.end, line.end) or line.labels_only(first.end)
            if key or not ends or len(bare.split()) < 3 or text[first.start - 1] not in "[(（":
                parts.kind = "key" if key and short else "prose"
                parts.before = (at, first.start)
                parts.title, parts.title_end = None, first.start
                return
    if (
        first is not None
        and simple(first.link.text) in POINTERS
        and line.words(at, first.start)
        and text[first.start - 1] in " \u00a0"
        and text[stop - 1].isalnum()
    ):
        parts.kind = "prose"
        return
    title = (at, stop)
    if stop - at > _LONGEST_TITLE or not line.words(at, stop):
        parts.kind = "prose"
        return
    parts.kind = "text"
    if _quoted_within(line, at, stop):
        return
    at = _after_authors(line, at, stop)
    if line.hints.dashed or line.hints.coloned:
        marks = DASHES if line.hints.dashed else COLONS
        dash = min(
            (place for mark in marks if (place := text.find(mark, at, stop)) > 0), default=-1
        )
        if dash > 0:
            parts.title, parts.title_end = (at, dash), dash
            return
    parts.title, parts.title_end = title, stop
    for first_end, rest in people.splits(text[at:stop]):
        mark = text[at + first_end : at + rest]
        # Surnames alone are names only behind a full stop.
        sure = line.hints.authors and mark[0] in ".。\n"
        stretch = text[at + rest : stop]
        if is_reference(stretch, loose=sure):
            parts.title, parts.title_end = (at, at + first_end), at + first_end
            if people.are_people(stretch, loose=sure) or cut(stretch)[0] > 0:
                return
    if parts.title != title:
        # A venue and a year: the last comma parts them from the title.
        return
    italic = _italic_after(line, at, stop)
    if italic > 0:
        parts.title, parts.title_end = (at, italic), italic


def _after_authors(line: Line, at: int, stop: int) -> int:
    """Behind the authors that a reference opens with: `A. Author, B. Author. Title`."""
    for first_end, rest in people.splits(line.text[at:stop]):
        if line.text[at + first_end] not in ".。" or at + rest >= stop:
            continue
        if people.are_people(line.text[at : at + first_end], fewest=2):
            line.parts.authors = line.shrink(at, at + first_end)
            return at + rest
    return at


def _italic_after(line: Line, at: int, stop: int) -> int:
    """Where text in italics begins behind a title that a full stop or a comma ends; -1."""
    for piece in line.view.pieces:
        if piece.start >= stop:
            break
        if piece.start > at + 8 and piece.style & ITALIC:
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
        before = text[at:start].strip(STRIP)
        if close - start > 10 and people.are_people(before, loose=True):
            parts.authors = line.shrink(at, start)
            parts.kind = "quoted"
            parts.title, parts.title_end = (start + 1, close), close + 1
            return True
    return False


def _boundary(line: Line, at: int) -> int:  # noqa: C901 - one branch for each thing that ends it
    """Where a title in plain text that begins at `at` ends."""
    text, end = line.text, line.end
    stops = [end]
    broken = text.find("\n", at, end)
    if broken > 0:
        stops.append(broken)
    bar = text.find(" | ", at, end)
    if bar > 0:
        stops.append(bar)
    for one in line.anchors:
        if one.start >= at:
            stop = one.start
            while stop > at and text[stop - 1] in " [(（【":
                stop -= 1
            stops.append(stop)
            break
    stop = min(stops)
    for match in BROKEN_LABEL.finditer(text, at, stop):
        if simple(match[1]) in line.facts.labels and match.start() > at:
            stop = match.start()
            break
    for position in range(at + 1, stop):
        if text[position] in OPENING:
            close = close_of(text, position, min(stop, position + _LONGEST_LEAD))
            inner = text[position + 1 : close if close > 0 else min(stop, position + 5)].strip()
            if inner and inner[0] != "@" and dated(inner, bracketed=True):
                stop = position
                break
            if inner[:1] == "@":
                stop = position
                break
    return stop


def tidy(line: Line, start: int, stop: int) -> Range:
    """A title without emoji, quotes and marks at its ends."""
    text = line.text
    while start < stop and (text[start] in " \t\n\u00a0*_~\u200b" or is_symbol(text[start])):
        start += 1
    if start < stop and text[start] == ":" and (match := SHORTCODE.match(text, start, stop)):
        return tidy(line, match.end(), stop)
    while stop > start and (text[stop - 1] in STRIP or is_symbol(text[stop - 1])):
        stop -= 1
    if stop - start > 2 and QUOTES.get(text[start]) == text[stop - 1]:
        start, stop = start + 1, stop - 1
    return start, stop

"""A title in plain text, or a linked one behind other words."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields import people
from lint.entries.fields.boundary import boundary
from lint.entries.fields.marks import COLONS, DASHES, STRIP
from lint.entries.fields.reference_titles import cut_title, take_authors, take_reference_title
from lint.entries.fields.references import is_reference
from lint.entries.fields.stretches import classify
from lint.entries.words import LABELS, POINTERS, simple

if TYPE_CHECKING:
    from lint.entries.fields.line import Line
    from lint.entries.text import Anchor

_LONGEST_TITLE = 400
_LONGEST_PART = 12
_PREFIX, _PREFIX_WORDS = 40, 4
# Behind more words, or one of these, a link is a part of a sentence.
_MOST_NAMED = 12
_SENDING = frozenset(
    [
        *("see", "check", "click", "read", "visit", "for", "if", "you", "please", "find", "follow"),
        *("here", "go", "join", "also", "more", "to", "we", "this", "these", "there", "get", "use"),
        *("download", "submit", "open", "add", "watch", "contact", "our", "the", "all", "and"),
    ]
)
_COMMAS = frozenset([",", "，", "、", "&", "and"])
# No title ends in one of these: a sentence goes on with the link.
_OPEN_ENDS = frozenset(
    ["a", "an", "the", "our", "your", "my", "their", "this", "to", "of", "in", "with", "via"]
)


def take_plain(line: Line, at: int, first: Anchor | None) -> None:
    """Take a title in plain text, or the first link if the words before it are none."""
    text, parts = line.text, line.parts
    stop = boundary(line, at)
    if first is not None:
        adjacent = not text[stop : first.start].strip(" [(（【")
        named = not line.labels_at(first) and not line.facts.is_url(first)
        if adjacent and named and not _are_parts(line, at, first) and _take_linked(line, at, first):
            return
        if _is_open(line, at, stop, first):
            parts.kind = "prose"
            return
    if stop - at > _LONGEST_TITLE or not line.words(at, stop):
        parts.kind = "prose"
        return
    parts.kind = "text"
    if take_reference_title(line, at):
        return
    begin = take_authors(line, at, stop)
    if line.hints.dashed or line.hints.coloned:
        marks = DASHES if line.hints.dashed else COLONS
        places = (text.find(mark, begin, stop) for mark in marks)
        mark = min((place for place in places if place > 0), default=-1)
        if mark > 0:
            parts.title, parts.title_end = (begin, mark), mark
            return
    cut_title(line, at, begin, stop)


def _are_parts(line: Line, at: int, first: Anchor) -> bool:
    """Whether a name has several short links behind it: `Festival 2017 [day 1](u), [final](u)`."""
    before = line.text[at : first.start].strip(STRIP)
    found = end = 0
    for one in line.anchors:
        if one.start < first.start:
            continue
        if found and line.words(end, one.start):
            break
        if one.end - one.start > _LONGEST_PART:
            return False
        found, end = found + 1, one.end
    return (
        found > 1
        and len(before.split()) > 1
        and before[-1:].isalnum()
        and len(before) > _LONGEST_PART
    )


def _take_linked(line: Line, at: int, first: Anchor) -> bool:
    """Take the link behind some words for the title, or for a part of a sentence; False if neither.

    `2023. [Title](u)`, `New: [Name](u)`.
    """
    text, parts = line.text, line.parts
    before = text[at : first.start]
    short = "\n" not in before and len(before.split()) <= _PREFIX_WORDS
    short = short and len(before.strip()) <= _PREFIX
    bare = before.strip(STRIP + "[]()（）【】")
    key = before.rstrip().endswith((":", "：", "-", "–", "—"))
    if not key and bare and is_reference(bare, loose=True):
        if people.are_people(bare, loose=True, fewest=2):
            parts.authors = line.shrink(at, first.start)
        else:
            classify(line, at, first.start)
        line.name("link", first.start, first.end)
        return True
    if not bare or (line.hints.links_first and short and not (key and _are_listed(line, first))):
        parts.before = (at, first.start)
        line.name("link", first.start, first.end)
        return True
    ends = not line.words(first.end, line.end) or line.labels_only(first.end)
    if key or not ends or len(bare.split()) < 3 or text[first.start - 1] not in "[(（":
        parts.kind = "key" if key and short else "prose"
        parts.before = (at, first.start)
        parts.title_end = first.start
        return True
    return False


def _are_listed(line: Line, first: Anchor) -> bool:
    """Whether commas part links behind words, which is a list: `Others: [One](u), [Two](u)`."""
    second = next(
        (one for one in line.anchors if one.start >= first.end and not one.is_image), None
    )
    return second is not None and line.text[first.end : second.start].strip() in _COMMAS


def _is_name(line: Line, at: int, stop: int) -> bool:
    """Whether words before `[link](u)` are a name, and do not send the reader there."""
    words = line.text[at:stop].split()
    if line.parts.lead_date or line.parts.numbered:
        return True
    named = words[0][:1].isupper() or not words[0].isascii()
    return named and len(words) <= _MOST_NAMED and words[0].casefold() not in _SENDING


def _is_open(line: Line, at: int, stop: int, first: Anchor) -> bool:
    """Whether words go on into a link, as a sentence does: `See our list [here](u)`."""
    text = line.text
    if first.start <= at or text[first.start - 1] not in " \u00a0":
        return False
    last = text[at:stop].rsplit(None, 1)[-1:]
    if last and last[0].casefold() in _OPEN_ENDS:
        return True
    pointer = simple(first.link.text)
    if pointer in LABELS and not line.words(first.end, line.end) and _is_name(line, at, stop):
        return False
    if pointer == "link" and len(last) == 1 and last[0][:1].isupper():
        # `Title by Ann Author [link](u)`
        return False
    return (
        pointer in POINTERS
        and line.words(at, first.start)
        and not text[stop : first.start].strip()
        and text[stop - 1].isalnum()
    )

"""What the first paragraphs below a title say of it."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from lint.entries.fields import people
from lint.entries.fields.building import property_field
from lint.entries.fields.credits import BY
from lint.entries.fields.line import PLAIN, Range
from lint.entries.fields.lines import break_lines, holds_only_links
from lint.entries.fields.marks import skip_marks
from lint.entries.fields.parts import read_stretches
from lint.entries.fields.properties import key_in_view
from lint.entries.fields.references import dated, is_reference
from lint.entries.fields.trimming import trim_summary
from lint.entries.text import BOLD, ITALIC, View, view
from lint.entries.words import SUMMARIES, is_label, key_in, letters, simple
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lint.document.model import Document
    from lint.entries.facts import Facts
    from lint.source import Span

# No summary has fewer.
_FEWEST_LETTERS = 3
_MOST_LINES, _MOST_KEYED, _LONGEST_REMARK, _LONGEST_CREDIT = 12, 3, 20, 120
_YEAR_LAST = lazy(r"(?:,\s?|\s\(|\s[-–—|·]\s|\s)((?:19|20)\d\d)$")
# What parts a name and what is said of it.
_MARKS = ("- ", "– ", "— ", ":", "：", "|")


def read_below(
    document: Document, places: Iterable[Span], facts: Facts, title: str = ""
) -> list[tuple[str, str, Span]]:
    """What paragraphs below a title say: field, text and place; up to the summary.

    Behind another key than that of a summary, words are one only for want of others.
    """
    said: list[tuple[str, str, Span]] = []
    remark: list[tuple[str, str, Span]] = []
    for place in places:
        text = break_lines(view(document, place), facts)
        fields = _fields_of(text, facts, title)
        kept = remark if fields and fields[-1][0] == "summary" and _has_key(text) else said
        if kept is remark and remark:
            continue
        for name, found in fields:
            kept.append((name, text.value(*found), text.span(*found)))
            if name == "venue" and dated(text.value(*found)):
                kept.append(("date", text.value(*found), text.span(*found)))
        if said and said[-1][0] == "summary":
            return [*said, *(one for one in remark if one[0] != "summary")]
    return [*said, *remark]


def _has_key(text: View) -> bool:
    """Whether a paragraph begins with a bold key other than that of a summary."""
    words = text.text
    start = skip_marks(words, 0, len(words))
    if start >= len(words) or not text.style(start) & BOLD:
        return False
    key = key_in(words[start:])
    stop = min((at for mark in ":：" if (at := words.find(mark, start)) > 0), default=-1)
    bold = text.run(start, BOLD)
    return bool(key) and key not in SUMMARIES and start < stop <= bold + 1


def _fields_of(text: View, facts: Facts, title: str) -> list[tuple[str, Range]]:
    """The fields that one paragraph says, with their places in it; the summary comes last."""
    words = text.text
    if holds_only_links(text, 0, len(words)):
        return []
    said = _property(text)
    if said is not None:
        return [said]
    keyed = _keyed_lines(text)
    if keyed is not None:
        return keyed
    credit = _credit(text)
    if credit:
        return credit
    if "\n" in words.strip() or " | " in words or is_reference(words):
        parts = read_stretches(text, facts, PLAIN)
        fields = [("authors", parts.authors), ("venue", parts.venue), ("date", parts.date)]
        return [(name, one) for name, one in (*fields, ("summary", parts.summary)) if one]
    found = _words_below(text, facts, title)
    if found is None or is_label(text.value(*found)):
        return []
    end = found[1] - (words[found[1] - 1] in ".。,")
    if dated(words[found[0] : end]):
        return [("date", (found[0], end))]
    if sum(map(str.isalpha, words[found[0] : found[1]])) <= _FEWEST_LETTERS:
        return []
    italic = text.style(found[0]) & ITALIC and text.run(found[0], ITALIC) >= found[1]
    people_named = people.are_people(words[found[0] : found[1]], loose=bool(italic))
    named = ("authors" if people_named else "summary", found)
    date = date_behind_links(text)
    return [("date", date), named] if date is not None and date[0] >= found[1] else [named]


def _credit(text: View) -> list[tuple[str, Range]]:
    """The authors, and the year, of a line that is nothing else: `by Ann Lee, 2014`."""
    words = text.text
    start, stop = skip_marks(words, 0, len(words)), len(words.rstrip(" \t\n*_.)"))
    if stop - start > _LONGEST_CREDIT or "\n" in words[start:stop]:
        return []
    by = BY.match(words, start)
    found: list[tuple[str, Range]] = []
    year = _YEAR_LAST.search(words, start, stop)
    end = year.start() if year else stop
    first = by.end() if by else start
    if not people.are_people(words[first:end], loose=bool(by) or bool(year)):
        return []
    if by is None and is_reference(words):
        return []
    found.append(("authors", (first, end)))
    if year:
        found.append(("date", year.span(1)))
    return found if by or year else []


def _keyed_lines(text: View) -> list[tuple[str, Range]] | None:
    """The fields of lines that each have a key, `**Idea**: …`, `**Field**: …`; None for others.

    Without the usual key of a summary, the first words behind a key in bold that are more than a
    remark are one.
    """
    breaks = sorted({*text.softs, *(at for at, char in enumerate(text.text) if char == "\n")})
    lines = list(pairwise([-1, *breaks, len(text.text.rstrip())]))
    found: list[tuple[str, Range]] = []
    words: Range | None = None
    known = False
    if not 1 < len(lines) <= _MOST_LINES:
        return None
    for before, stop in lines:
        start = skip_marks(text.text, before + 1, stop)
        key = key_in(text.text[start:stop])
        bold = bool(text.style(start) & BOLD) if start < stop else False
        if not key or len(key.split()) > _MOST_KEYED:
            return None
        start = min(at for mark in ":：" if (at := text.text.find(mark, start)) > 0) + 1
        start = skip_marks(text.text, start, stop)
        name = property_field(key)
        linked = text.links(start, stop)
        known = known or bold or bool(name) or is_label(key) or bool(linked)
        if name and start < stop and not linked:
            found.append((name, (start, stop)))
            if name == "venue" and dated(text.text[start:stop]):
                found.append(("date", (start, stop)))
        elif not (linked or is_label(key)) and bold and stop - start > _LONGEST_REMARK:
            words = words or (start, stop)
    if not known:
        return None
    if words is not None and all(name != "summary" for name, _ in found):
        found.append(("summary", words))
    return sorted(found, key=lambda one: one[0] == "summary")


def date_behind_links(text: View) -> Range | None:
    """The date behind the last link of a paragraph: `Authors. [pdf](…), 2023.5`."""
    words = text.text
    if not text.anchors:
        return None
    start, stop = text.anchors[-1].end, len(words.rstrip(" \t\n.,;)]"))
    while start < stop and not words[start].isalnum():
        start += 1
    return (start, stop) if start < stop and dated(words[start:stop]) else None


def _property(text: View) -> tuple[str, Range] | None:
    """The field that a paragraph on one line is by its key, `Date: …`, and where its value is."""
    key, at = key_in_view(text)
    name = property_field(key) if key and "\n" not in text.text.strip() else ""
    start = skip_marks(text.text, at, len(text.text))
    if key and not name and dated(text.text[start:]):
        # `Published in the year: 2015`
        name = "date"
    if not name or name == "summary" or text.links(start, len(text.text)):
        return None
    return (name, (start, len(text.text))) if start < len(text.text) else None


def _behind_title(text: View, title: str) -> int:
    """Where the words begin behind a link that is called as the title, and a mark."""
    start = skip_marks(text.text, 0, len(text.text))
    one = next((one for one in text.anchors if one.start == start < one.end), None)
    if one is None or not title or letters(text.text[one.start : one.end]) != letters(title):
        return start
    behind = text.text[one.end :].lstrip(" *_")
    if not behind.startswith(_MARKS):
        return start
    return skip_marks(text.text, len(text.text) - len(behind), len(text.text))


def _words_below(text: View, facts: Facts, title: str) -> Range | None:
    """The words of a paragraph behind the key of a summary, `**Summary**: …`, or the title."""
    words = text.text
    start, stop = _behind_title(text, title), len(words)
    if start < stop and text.style(start) & BOLD:
        bold = text.run(start, BOLD)
        key = simple(words[start:bold])
        if key in SUMMARIES or words[bold - 1 : bold + 1].strip()[-1:] in {":", "："}:
            start = skip_marks(words, bold, stop)
    return trim_summary(text, facts, start, stop)

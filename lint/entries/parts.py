"""The parts of one line or paragraph: its date, title, authors, venue, summary, labels and tags.

This reads one text at a time. What its siblings show (that dates come first, that authors follow
the title) comes in as `Hints`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint.entries import people
from lint.entries.segments import (
    SEPARATORS,
    classify,
    close_of,
    cut,
    dated,
    is_reference,
    segments,
    trim_summary,
)
from lint.entries.text import BOLD, CODE, ITALIC
from lint.entries.words import POINTERS, simple

if TYPE_CHECKING:
    from lint.entries.facts import Facts
    from lint.entries.text import Anchor, View

Range = tuple[int, int]

_SHORTCODE = re.compile(r":[a-z0-9_+-]{2,40}:")
_TASK = re.compile(r"\[[ xX✓✔]\]\s")
_NUMBER = re.compile(
    r"(?:(?:No|Nr|Ep|Vol)\.?\s?)?[#№]?(?P<bare>\d{1,4})(?:、|[.:：．](?=[^\d\s/])|[.):：．]\s+|\s[-–—|]\s+)"
    r"|[#№]\d{1,4}\s+(?=\S)|[\[(（【](?P<framed>\d{1,4})[\])）】][.:]?\s*(?=\S)"
)
# `3. März 2024`, `3. 4. 2024`
_DAY = re.compile(r"\d{1,2}\.\s?(?:[^\W\d_]{3,12}\.?|\d{1,2}\.)\s?(?:19|20)\d\d\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FRONT = frozenset(" \t\n\u00a0•·▪◦‣*>|~,，;；、:：.-–—_→➤▶►»\u200b\u200d\ufe0f")
_OPEN = "([{（【〔［「"
_QUOTES = {'"': '"', "“": "”", "《": "》", "「": "」", "『": "』", "„": "“", "«": "»"}
_APA_YEAR = re.compile(
    r"\s?\(((?:19|20)\d\d[a-z]?(?:, [A-Z][a-z]{2,8}(?: \d{1,2})?)?)\)\s?[.:,]\s?"
)
_BROKEN_LABEL = re.compile(r"\[{1,2}([^\[\]\n]{1,24})\]{1,2}")
_STRIP = " \t\n\u00a0-–—:：,，.;；|·•→*_~、\u200b"
_LONGEST_LEAD = 60
_LONGEST_TAG = 32
_MOST_TAGS = 5
_SHORTEST_QUOTE = 8
_LONGEST_TITLE = 400
_PREFIX, _PREFIX_WORDS = 40, 4
_DASHES = (" - ", " – ", " — ", " -- ")
_COLONS = (": ", "：")
# No title ends in one of these: a sentence goes on with the link.
_OPEN_ENDS = frozenset(
    ["a", "an", "the", "our", "your", "my", "their", "this", "to", "of", "in", "with", "via"]
)
_BY = re.compile(r"(?i)\s*[,，]?\s?[(（]?(?:by|from|via|por)\b[\s:]*")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the siblings of a text show.

    Dates come first, links are names, authors follow the title, a dash or a colon parts title and
    summary.
    """

    dates_first: bool = False
    links_first: bool = False
    authors: bool = False
    dashed: bool = False
    coloned: bool = False


@dataclass(slots=True)
class Parts:
    """What was found in a text, as ranges of it; None for what it does not say.

    `kind` says what the title is: `link`, `url`, `bold`, `quoted`, `text`, `label` (there is none
    but labels) or `prose` (a sentence with links). `before` are words in front of a linked title,
    `labels` is the number of links that are labels, `others` that of the links within the words.
    """

    kind: str = "prose"
    title: Range | None = None
    title_end: int = 0
    before: Range | None = None
    date: Range | None = None
    lead_date: bool = False
    numbered: bool = False
    authors: Range | None = None
    venue: Range | None = None
    summary: Range | None = None
    labels: int = 0
    others: int = 0
    front_label: bool = False
    key: bool = False
    badge_title: Anchor | None = None
    tags: list[str] = field(default_factory=list)


def is_symbol(character: str) -> bool:
    """Whether a character is an emoji, or a part of one."""
    return character > "\x7f" and (
        unicodedata.category(character) in {"So", "Sk", "Cf", "Mn"} or character == "\ufe0f"
    )


def skip_front(text: str, at: int, end: int) -> int:
    """Where the words begin: after blanks, marks, emoji, shortcodes and a task box."""
    while at < end:
        character = text[at]
        if (character == ":" and (match := _SHORTCODE.match(text, at, end))) or (
            character == "[" and (match := _TASK.match(text, at, end))
        ):
            at = match.end()
        elif character in _FRONT or is_symbol(character):
            at += 1
        else:
            break
    return at


def _skip(text: str, at: int, end: int) -> int:
    while at < end:
        if text[at] == ":" and (match := _SHORTCODE.match(text, at, end)):
            at = match.end()
            continue
        new = skip_front(text, at, end)
        if new == at:
            break
        at = new
    return at


def front_number(text: str, at: int, end: int) -> int:
    """Where the words begin behind a number: `1.`, `[3]`, `1、`."""
    match = _NUMBER.match(text, at, end)
    if match and _YEAR.fullmatch(match["bare"] or match["framed"] or ""):
        # A year is a date, though some lists have two thousand items.
        return at
    if match and _DAY.match(text, at, end):
        return at
    after = _skip(text, match.end(), end) if match else end
    return after if after < end else at


def read_parts(view: View, facts: Facts, hints: Hints, start: int = 0, end: int = -1) -> Parts:
    """The parts of `view.text[start:end]`."""
    return _Reader(view, facts, hints, start, len(view.text) if end < 0 else end).read()


def read_stretches(view: View, facts: Facts, hints: Hints) -> Parts:
    """What the lines of `view` say beside a title that stands elsewhere."""
    reader = _Reader(view, facts, hints, 0, len(view.text))
    segments(reader, 0)
    return reader.parts


class _Reader:
    def __init__(self, view: View, facts: Facts, hints: Hints, start: int, end: int) -> None:
        self.view = view
        self.text = view.text
        self.facts = facts
        self.hints = hints
        self.start = start
        self.end = end
        self.parts = Parts(title_end=start)
        inside = view.links(start, end)
        self.anchors = [one for one in inside if not one.is_image and one.end > one.start]
        self.bare = [one for one in inside if one.is_image or one.end == one.start]

    def read(self) -> Parts:
        parts, text = self.parts, self.text
        at = _skip(text, self.start, self.end)
        if self._picture(at):
            self._rest(at)
            self._count()
            return parts
        at = self._front_code(at)
        numbered = front_number(text, at, self.end)
        parts.numbered, at = numbered > at, numbered
        at = self._lead_date(at)
        for _ in range(_MOST_TAGS):
            new = self._front_tag(at)
            if new == at:
                break
            # `[2023] [ICLR] Title`, `[Survey] [2023] Title`
            at = new if self.parts.date is not None else self._lead_date(new)
        at = self._front_labels(at)
        if at >= self.end:
            self._nameless()
            return parts
        self._title(at)
        if parts.title is not None:
            parts.title = self._tidy(*parts.title)
            self._rest(parts.title_end)
        self._count()
        return parts

    def _picture(self, at: int) -> bool:
        """Whether a linked picture, alone on its line, stands where a title would."""
        text = self.text
        first = self.bare[0] if self.bare else None
        if first is None or first.is_image or at >= self.end:
            return False
        badge = first.link.badge
        if first.start > self.start or (badge is not None and badge.service):
            return False
        nameless = not first.link.text and not any(
            one.is_image and first.link.span.contains(one.link.span) for one in self.bare
        )
        if any(map(str.isalnum, text[self.start : first.start])):
            return False
        if (
            not nameless
            and "\n" not in text[first.start : at]
            and not any(first.start <= one < at for one in self.view.softs)
        ):
            return False
        self.parts.kind = "picture"
        self.parts.badge_title = first
        self.parts.title_end = at
        return True

    # What stands before the title ----------------------------------------------------------------

    def _front_code(self, at: int) -> int:
        """After code that is a mark before a link or bold text, not the name itself."""
        if at < self.end and self.view.style(at) & CODE:
            stop = self.view.run(at, CODE)
            after = _skip(self.text, stop, self.end)
            linked = any(one.start == after for one in self.anchors)
            own = any(one.start <= at < one.end for one in self.anchors)
            value = self.view.value(at, stop)
            if not own and after < self.end and dated(value):
                self._date(at, stop)
                return after
            if not own and after < self.end and (linked or self.view.style(after) & BOLD):
                self.parts.tags.append(self.view.value(at, stop))
                return after
        return at

    def _front_tag(self, at: int) -> int:
        """After a tag in brackets before a title: `**[Name]** Title`, `[Qt]: [Name](u)`."""
        text, end = self.text, self.end
        if at >= end or text[at] not in "[【":
            return at
        close = close_of(text, at, min(end, at + _LONGEST_LEAD))
        if close < 0 or any(at < one.end and one.start < close for one in self.anchors):
            return at
        after = _skip(text, close + 1, end)
        if after >= end:
            return at
        styled = self.view.style(at + 1) & (BOLD | CODE) and not self.view.style(after) & (
            BOLD | CODE
        )
        named = any(one.start == after for one in self.anchors) or self.view.style(after) & BOLD
        label = any(one.start in {after, after + 1} and self.labels_at(one) for one in self.anchors)
        # `[LLM] Title` with its links behind; `[Title] (u)` and `[Name]: text` are no tags.
        plain = (
            text[at] == "["
            and close - at <= _LONGEST_TAG
            and text[close + 1 : close + 2] in {" ", "["}
            and (text[after].isalnum() or text[after] in '["“')
            and self.view.style(at) == self.view.style(after)
            and not label
        )
        if (
            plain
            or (styled and text[after].isalnum() and not label)
            or (named and not styled and not label)
        ):
            self.parts.tags.append(self.view.value(at + 1, close))
            return after
        return at

    def _lead_date(self, at: int) -> int:
        text, end = self.text, self.end
        if at >= end:
            return at
        if text[at] in _OPEN:
            close = close_of(text, at, min(end, at + _LONGEST_LEAD))
            if close > 0:
                inner = self.view.value(at + 1, close)
                free = not any(at < one.end and one.start < close for one in self.anchors)
                slot = self.hints.dates_first and len(inner) <= 24 and any(map(str.isdigit, inner))
                if free and (slot or dated(inner, bracketed=True)):
                    self._date(at + 1, close)
                    return _skip(text, close + 1, end)
            return at
        if self.view.style(at) & (BOLD | ITALIC | CODE):
            stop = min(self.view.run(at, BOLD | ITALIC | CODE), end)
            bare = self.view.value(at, stop).strip(_STRIP + "[]()【】")
            free = not any(at < one.end and one.start < stop for one in self.anchors)
            if free and len(bare) <= _LONGEST_LEAD and dated(bare):
                self._date(at, stop)
                return _skip(text, stop, end)
            if self.view.style(at) & BOLD:
                return at
        limit = min(end, at + _LONGEST_LEAD)
        stops = [one.start for one in self.anchors if at <= one.start <= limit]
        for mark in (": ", "：", " | ", " - ", " – ", " — ", "\n", "，", ", "):
            found = text.find(mark, at, limit)
            if found > 0:
                stops.append(found)
        bold = next(
            (p.start for p in self.view.pieces if at < p.start <= limit and p.style & BOLD), -1
        )
        if bold > 0:
            stops.append(bold)
        for stop in sorted(set(stops))[:3]:
            bare = text[at:stop].strip(_STRIP + "[(")
            if any(mark in bare for mark in ("\n", " | ", " - ", " – ", " — ")):
                break
            if (
                bare
                and any(map(str.isdigit, bare))
                and dated(bare)
                and (not bare.isdigit() or self._yeared(bare, stop))
                and len(bare) > 3
            ):
                after = _skip(text, stop, end)
                if after < end:
                    self._date(at, at + len(text[at:stop].rstrip(_STRIP + "[(")))
                    return _skip(text, at + len(text[at:stop].rstrip(_STRIP + "[(")), end)
        return at

    def _yeared(self, bare: str, stop: int) -> bool:
        """Whether a year alone is a date: siblings have dates, or a name follows the mark."""
        if not _YEAR.fullmatch(bare):
            return False
        after = _skip(self.text, stop, self.end)
        named = any(one.start == after for one in self.anchors)
        return self.hints.dates_first or named or bool(self.view.style(after) & BOLD)

    def _date(self, start: int, stop: int) -> None:
        start, stop = self._shrink(start, stop)
        self.parts.date = (start, stop)
        self.parts.lead_date = True

    def _shrink(self, start: int, stop: int) -> Range:
        text = self.text
        while start < stop and (text[start] in _STRIP or text[start] in "[]()"):
            start += 1
        while stop > start and (text[stop - 1] in _STRIP or text[stop - 1] in "[]"):
            stop -= 1
        return start, stop

    def _front_labels(self, at: int) -> int:
        """After labels that stand before the name: `[Paper](u) [Code](u) Title`."""
        text = self.text
        first = at
        for one in self.anchors:
            if one.start < at:
                continue
            bracket = at < self.end and text[at] in "[(（【" and one.start == at + 1
            if one.start != at and not bracket:
                break
            if not self.facts.is_label(one.link) or (at == first and self._names(one)):
                break
            if one.start > first and text.find("\n", first, one.start) >= 0:
                break
            at = one.end
            if at < self.end and text[at] in "])）】":
                at += 1
            at = _skip(text, at, self.end)
            self.parts.front_label = True
        if at < self.end and text[at] in "])）】":
            at = _skip(text, at + 1, self.end)
        if self.parts.front_label and not self._words(at, self.end):
            return self.end
        return at

    def _names(self, one: Anchor) -> bool:
        """Whether a label is the name after all: a separator and words follow."""
        rest = self.text[one.end : min(one.end + 40, self.end)].lstrip(" \u00a0])*_")
        return rest[:2] in {"- ", "– ", "— ", ": "} or rest[:1] == "："

    def _words(self, start: int, end: int) -> bool:
        return any(map(str.isalnum, self.text[start:end]))

    def _nameless(self) -> None:
        """There is nothing but labels, or pictures."""
        parts = self.parts
        linked = [one for one in self.bare if not one.is_image]
        if parts.front_label:
            parts.kind = "label"
        elif linked:
            parts.kind = "picture"
            parts.badge_title = linked[0]
        self._count()

    # The title ------------------------------------------------------------------------------------

    def _title(self, at: int) -> None:
        view, text, parts = self.view, self.text, self.parts
        picture = next((one for one in self.bare if not one.is_image and one.start <= at), None)
        first = next((one for one in self.anchors if one.end > at), None)
        opened = first is not None and text[at] in "[(（【" and first.start == at + 1
        if first is not None and (first.start <= at or opened):
            parts.title = (max(first.start, at), first.end)
            parts.title_end = first.end
            if opened and text[first.end : first.end + 1] in {"]", ")", "）", "】"}:
                parts.title_end += 1
            parts.kind = "url" if self.facts.is_url(first) else "link"
            return
        if view.style(at) & BOLD:
            self._bold(at, first)
            return
        if text[at] in _QUOTES and self._quoted(at):
            return
        if picture is not None and parts.badge_title is None:
            parts.badge_title = picture
        self._plain(at, first)

    def _bold(self, at: int, first: Anchor | None) -> None:
        view, text, parts = self.view, self.text, self.parts
        stop = min(view.run(at, BOLD), self.end)
        line = text.find("\n", stop, stop + 1)
        # Bold text goes on behind a line break.
        while line == stop and stop + 1 < self.end and view.style(stop + 1) == view.style(at):
            stop = min(view.run(stop + 1, BOLD), self.end)
            line = text.find("\n", stop, stop + 1)
        # Two bold runs with nothing but a blank between them are one.
        while (
            stop < self.end
            and text[stop] == " "
            and view.style(stop + 1 if stop + 1 < self.end else stop) & BOLD
        ):
            stop = min(view.run(stop + 1, BOLD), self.end)
        if first is not None and first.start < stop:
            if self.facts.is_label(first.link) and first.start > at:
                stop = first.start
                while stop > at and text[stop - 1] in "[( ":
                    stop -= 1
            else:
                number = text[at : first.start].strip(_STRIP + "[(")
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
        if self._named_title(at, stop):
            return
        after = text[stop : stop + 2].lstrip()
        parts.key = text[at:stop].rstrip().endswith((":", "：")) or after[:1] in {":", "："}

    def _named_title(self, at: int, stop: int) -> bool:
        """Take a title in quotes behind the short name of the work: `**Name**: "Title", ICML, 2023`."""
        text, parts = self.text, self.parts
        start = stop
        while start < self.end and text[start] in " \u00a0:：-–—,":
            start += 1
        if (
            start == stop
            or stop - at > _LONGEST_TAG
            or start >= self.end
            or text[start] not in _QUOTES
        ):
            return False
        close = text.find(_QUOTES[text[start]], start + 1, min(self.end, start + _LONGEST_TITLE))
        rest = text[close + 1 : self.end].strip(" \n,.;")
        if close < 0 or not any(map(str.isdigit, rest[:80])) or close - start < _SHORTEST_QUOTE:
            return False
        name = self.view.value(at, stop).strip(_STRIP + "?")
        if name:
            parts.tags.append(name)
        parts.kind = "quoted"
        parts.title, parts.title_end = (start + 1, close), close + 1
        return True

    def _quoted(self, at: int) -> bool:
        text, parts = self.text, self.parts
        close = text.find(_QUOTES[text[at]], at + 1, min(self.end, at + _LONGEST_TITLE))
        if close < 0 or (close - at < 8 and text[at] in '"“'):
            return False
        parts.kind = "quoted"
        parts.title = (at + 1, close)
        parts.title_end = close + 1
        return True

    def _plain(self, at: int, first: Anchor | None) -> None:
        """A title in plain text, or words before a linked one."""
        text, parts, facts = self.text, self.parts, self.facts
        stop = self._boundary(at)
        if first is not None and not text[stop : first.start].strip(" [(（【"):
            before = text[at : first.start]
            label = self.labels_at(first)
            if not label and not facts.is_url(first):
                short = len(before.strip()) <= _PREFIX and "\n" not in before
                short = short and len(before.split()) <= _PREFIX_WORDS
                bare = before.strip(_STRIP + "[]()（）【】")
                key = before.rstrip().endswith((":", "：", "-", "–", "—"))
                if not key and bare and is_reference(bare, loose=True):
                    if people.are_people(bare, loose=True, fewest=2):
                        parts.authors = self._shrink(at, first.start)
                    else:
                        classify(self, at, first.start)
                    parts.title, parts.title_end, parts.kind = (
                        (first.start, first.end),
                        first.end,
                        "link",
                    )
                    return
                if not bare or (self.hints.links_first and short):
                    parts.before = (at, first.start)
                    parts.title, parts.title_end, parts.kind = (
                        (first.start, first.end),
                        first.end,
                        "link",
                    )
                    return
                ends = not self._words(first.end, self.end) or self._labels_only(first.end)
                if key or not ends or len(bare.split()) < 3 or text[first.start - 1] not in "[(（":
                    parts.kind = "key" if key and short else "prose"
                    parts.before = (at, first.start)
                    parts.title, parts.title_end = None, first.start
                    return
        if first is not None and simple(first.link.text) in POINTERS:
            if (
                self._words(at, first.start)
                and text[first.start - 1] in " \u00a0"
                and not text[stop : first.start].strip()
                and text[stop - 1].isalnum()
            ):
                parts.kind = "prose"
                return
        if first is not None and first.start > at:
            last = text[at:stop].rsplit(None, 1)[-1:]
            if last and last[0].casefold() in _OPEN_ENDS and text[first.start - 1] in " \u00a0":
                parts.kind = "prose"
                return
        title = (at, stop)
        if stop - at > _LONGEST_TITLE or not self._words(at, stop):
            parts.kind = "prose"
            return
        parts.kind = "text"
        if self._quoted_within(at, stop) or self._bold_within(at, stop) or self._dated_within(at):
            return
        at = self._after_authors(at, stop)
        if self.hints.dashed or self.hints.coloned:
            marks = _DASHES if self.hints.dashed else _COLONS
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
            sure = self.hints.authors and mark[0] in ".。\n"
            stretch = text[at + rest : stop]
            if is_reference(stretch, loose=sure):
                parts.title, parts.title_end = (at, at + first_end), at + first_end
                if people.are_people(stretch, loose=sure) or cut(stretch)[0] > 0:
                    return
        if parts.title != title:
            # A venue and a year: the last comma parts them from the title.
            return
        italic = self._italic_after(at, stop)
        if italic > 0:
            parts.title, parts.title_end = (at, italic), italic

    def _after_authors(self, at: int, stop: int) -> int:
        """Behind the authors that a reference opens with: `A. Author, B. Author. Title.`."""
        for first_end, rest in people.splits(self.text[at:stop]):
            if self.text[at + first_end] not in ".。" or at + rest >= stop:
                continue
            if people.are_people(self.text[at : at + first_end], fewest=2):
                self.parts.authors = self._shrink(at, at + first_end)
                return at + rest
        return at

    def _italic_after(self, at: int, stop: int) -> int:
        """Where text in italics begins behind a title that a full stop or a comma ends; -1."""
        for piece in self.view.pieces:
            if piece.start >= stop:
                break
            if piece.start > at + 8 and piece.style & ITALIC:
                before = self.text[at : piece.start].rstrip()
                return piece.start if before.endswith((".", ",", "?", "!", ";")) else -1
        return -1

    def _quoted_within(self, at: int, stop: int) -> bool:
        """Take a title in quotes behind its authors: `A. Author, "Title", 2020`."""
        text, parts = self.text, self.parts
        for mark in ('"', "“", "《"):
            start = text.find(mark, at, stop)
            if start < 0:
                continue
            close = text.find(_QUOTES[mark], start + 1, stop)
            before = text[at:start].strip(_STRIP)
            if close - start > 10 and people.are_people(before, loose=True):
                parts.authors = self._shrink(at, start)
                parts.kind = "quoted"
                parts.title, parts.title_end = (start + 1, close), close + 1
                return True
        return False

    def _bold_within(self, at: int, stop: int) -> bool:
        """Take a bold title behind its authors: `A. Author, B. Author, **Title**, 2020`."""
        parts = self.parts
        start = next(
            (one.start for one in self.view.pieces if at < one.start < stop and one.style & BOLD),
            -1,
        )
        if start < 0:
            return False
        before = self.text[at:start].rstrip(_STRIP)
        if not people.are_people(before, loose=True, fewest=2):
            return False
        parts.authors = self._shrink(at, start)
        parts.kind = "bold"
        parts.title = (start, min(self.view.run(start, BOLD), self.end))
        parts.title_end = parts.title[1]
        return True

    def _dated_within(self, at: int) -> bool:
        """Take a title behind authors and a year: `Author, A., & Author, B. (2020). Title. Venue`."""
        text, parts = self.text, self.parts
        match = _APA_YEAR.search(text, at, min(self.end, at + _LONGEST_TITLE))
        if match is None or not people.are_references(text[at : match.start()]):
            return False
        start = _skip(text, match.end(), self.end)
        stop = self._boundary(start) if start < self.end else start
        for end, _ in people.splits(text[start:stop]):
            if text[start + end] in ".。\n":
                stop = start + end
                break
        else:
            italic = self._italic_after(start, stop)
            stop = italic if italic > 0 else stop
        if not self._words(start, stop):
            return False
        parts.authors = self._shrink(at, match.start())
        parts.date = match.span(1)
        parts.title, parts.title_end = (start, stop), stop
        return True

    def labels_at(self, anchor: Anchor) -> bool:
        if self.facts.is_label(anchor.link):
            return True
        before = self.text[max(0, anchor.start - 2) : anchor.start]
        after = self.text[anchor.end : anchor.end + 1]
        # `[[CVPR'21]](u)`: brackets within the text of the link
        words = self.text[anchor.start : anchor.end]
        if len(words) <= _LONGEST_TAG and words[:1] == "[" and words[-1:] == "]":
            return True
        return before.endswith("[") and after == "]"

    def _labels_only(self, start: int) -> bool:
        """Whether there are no words from `start` on but those of links."""
        at = start
        for one in self.anchors:
            if one.start >= at:
                if self._words(at, one.start):
                    return False
                at = one.end
        return not self._words(at, self.end)

    def _boundary(self, at: int) -> int:
        """Where a title in plain text that begins at `at` ends."""
        text, end = self.text, self.end
        stops = [end]
        line = text.find("\n", at, end)
        if line > 0:
            stops.append(line)
        bar = text.find(" | ", at, end)
        if bar > 0:
            stops.append(bar)
        for one in self.anchors:
            if one.start >= at:
                stop = one.start
                while stop > at and text[stop - 1] in " [(（【":
                    stop -= 1
                stops.append(stop)
                break
        stop = min(stops)
        for match in _BROKEN_LABEL.finditer(text, at, stop):
            if simple(match[1]) in self.facts.labels and match.start() > at:
                stop = match.start()
                break
        for position in range(at + 1, stop):
            if text[position] in _OPEN:
                close = close_of(text, position, min(stop, position + _LONGEST_LEAD))
                inner = text[position + 1 : close if close > 0 else min(stop, position + 5)].strip()
                if inner and inner[0] != "@" and dated(inner, bracketed=True):
                    stop = position
                    break
                if inner[:1] == "@":
                    stop = position
                    break
        return stop

    def _tidy(self, start: int, stop: int) -> Range:
        """A title without emoji, quotes and marks at its ends."""
        text = self.text
        while start < stop and (text[start] in " \t\n\u00a0*_~\u200b" or is_symbol(text[start])):
            start += 1
        if start < stop and text[start] == ":" and (match := _SHORTCODE.match(text, start, stop)):
            return self._tidy(match.end(), stop)
        while stop > start and (text[stop - 1] in _STRIP or is_symbol(text[stop - 1])):
            stop -= 1
        if stop - start > 2 and _QUOTES.get(text[start]) == text[stop - 1]:
            start, stop = start + 1, stop - 1
        return start, stop

    # What follows the title ---------------------------------------------------------------------

    def _rest(self, at: int) -> None:
        view, text, parts, end = self.view, self.text, self.parts, self.end
        at = self._annexes(at)
        by = _BY.match(text, at, end)
        if by and parts.authors is None and by.end() < end:
            at = self._by(by.end())
            at = self._annexes(at)
        start = at
        start = _skip(text, start, end) if text[start:end].lstrip()[:1] == ":" else start
        while start < end and (text[start] in SEPARATORS or is_symbol(text[start])):
            start += 1
        if start >= end:
            return
        if parts.kind not in {"link", "url"} or self._papery(start):
            segments(self, start)
            return
        start = self._behind_labels(start)
        if start < end:
            parts.summary = trim_summary(view, self.facts, start, end)

    def _behind_labels(self, at: int) -> int:
        """After the labels and URLs that stand between a title and what is said of it."""
        text, end = self.text, self.end
        for one in self.anchors:
            if one.start < at:
                continue
            if any(map(str.isalnum, text[at : one.start])):
                break
            if not (self.labels_at(one) or self.facts.is_url(one)):
                break
            stop = one.end
            while stop < end and (
                text[stop] in SEPARATORS or text[stop] in "])）】" or is_symbol(text[stop])
            ):
                stop += 1
            if stop < end and stop - one.end < 2 and text[one.end : one.end + 1] in {" ", "\u00a0"}:
                break
            at = stop
        return at

    def _papery(self, start: int) -> bool:
        """Whether a linked title is followed by authors, a venue or a date, not by a summary."""
        text = self.text
        marks = ("\n", " | ", " [")
        found = (text.find(mark, start, self.end) for mark in marks)
        stop = min((at for at in found if at > 0), default=self.end)
        whole = self.view.value(start, min(stop, start + 500)).strip(_STRIP)
        if not whole:
            return False
        if is_reference(whole, loose=self.hints.authors):
            return True
        first = whole.partition(". ")[0]
        return len(first) < len(whole) and is_reference(first, loose=self.hints.authors)

    def _annexes(self, at: int) -> int:
        """Take the brackets, code and labels that stand right behind the title."""
        text, view, parts, end = self.text, self.view, self.parts, self.end
        while at < end:
            stop = at
            while stop < end and (text[stop] in " \u00a0" or is_symbol(text[stop])):
                stop += 1
            if stop >= end:
                return stop
            if text[stop] == "," and view.style(min(stop + 2, end - 1)) & CODE:
                at = stop + 1
                continue
            if view.style(stop) & CODE and not self._is_linked(stop):
                code = min(view.run(stop, CODE), end)
                parts.tags.append(view.value(stop, code))
                at = code
                continue
            if text[stop] not in _OPEN:
                return at
            close = close_of(text, stop, end)
            if close < 0:
                year = text[stop + 1 : stop + 5]
                if (
                    parts.date is None
                    and dated(year)
                    and text[stop + 5 : stop + 6] in {",", " ", ")"}
                ):
                    parts.date = (stop + 1, stop + 5)
                    at = stop + 5
                    continue
                return at
            if not self._annex(stop, close):
                return at
            at = close + 1
        return at

    def _is_linked(self, position: int) -> bool:
        return any(one.start <= position < one.end for one in self.anchors)

    def _annex(self, start: int, close: int) -> bool:
        """Take one bracket, if it is none of the summary."""
        text, view, parts = self.text, self.view, self.parts
        inner = view.value(start + 1, close)
        linked = [
            one for one in view.links(start, close + 1) if not one.is_image and one.end > one.start
        ]
        if linked:
            return self._linked_bracket(start, close, linked)
        if 12 < len(inner) <= 300 and cut(inner)[0] > 0:
            classify(self, start + 1, close)
            return True
        if len(inner) <= 100 and parts.date is None and dated(inner, bracketed=True):
            parts.date = (start + 1, close)
            return True
        if len(inner) > 12 and is_reference(inner):
            classify(self, start + 1, close)
            return True
        if inner[:1] == "@" or (_BY.match(inner) and len(inner) < 100) or people.are_people(inner):
            by = _BY.match(inner)
            skip = by.end() if by else 0
            parts.authors = (start + 1 + skip, close)
            return True
        after = text[close + 1 : self.end].lstrip(" \u00a0")
        if not after or after[0] in "-–—:：,，|\n[(（【" or len(inner) <= 4:
            if len(inner) <= 60:
                parts.tags.append(inner)
            return len(inner) <= 120
        return False

    def _linked_bracket(self, start: int, close: int, linked: list[Anchor]) -> bool:
        """Whether a bracket holds nothing but links, which are labels."""
        at = start + 1
        words = 0
        for one in linked:
            words += sum(map(str.isalnum, self.text[at : one.start]))
            at = max(at, one.end)
        words += sum(map(str.isalnum, self.text[at:close]))
        if words > 24:
            return False
        for one in linked:
            if self.parts.date is None and self.facts.is_dated(one):
                self.parts.date = (one.start, one.end)
        return True

    def _by(self, start: int) -> int:
        """Take the authors behind `by`, up to what parts them from the summary."""
        text, end = self.text, self.end
        stops = [end]
        for mark in (" - ", " – ", " — ", ": ", "：", "\n", " | ", ". "):
            found = text.find(mark, start, end)
            # Behind an initial, a full stop ends nothing.
            while mark == ". " and found > 0 and not text[found - 2 : found].isalpha():
                found = text.find(mark, found + 1, end)
            if found > 0:
                stops.append(found)
        for position in range(start, min(stops)):
            if text[position] in "([（":
                inside = any(one.start - 1 <= position < one.end for one in self.anchors)
                if not inside:
                    stops.append(position)
                    break
        stop = min(stops)
        if stop - start > 200:
            return start
        self.parts.authors = self._shrink(start, stop)
        return stop

    def _count(self) -> None:
        parts = self.parts
        for one in self.anchors:
            if parts.title is not None and one.start < parts.title[1] and one.end > parts.title[0]:
                continue
            if self.labels_at(one) or self.facts.is_url(one):
                parts.labels += 1
            else:
                parts.others += 1
        parts.labels += sum(not one.is_image for one in self.bare)

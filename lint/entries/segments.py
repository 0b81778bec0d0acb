"""The stretches behind a title: authors, venue, date, labels, summary, in whatever order."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from lint.dates import cells
from lint.dates.venues import known
from lint.entries import people
from lint.entries.text import CODE, ITALIC
from lint.entries.words import AUTHORS, DATES, SUMMARIES, VENUES, is_label, key_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.entries.facts import Facts
    from lint.entries.parts import _Reader
    from lint.entries.text import Anchor, View

SEPARATORS = " \t\n\u00a0-–—:：,，.;；|·•→、\u200b。"
_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "〔": "〕", "［": "］", "「": "」"}
_BARS = re.compile(r"\n|\s\|\s|\s?[•·]\s|\s/\s(?=\[)")
_BROKEN_LABEL = re.compile(r"\[{1,2}([^\[\]\n]{1,24})\]{1,2}")
_SHORTCODE_LAST = re.compile(r":[a-z0-9_+-]{2,40}:$")
_YEAR_LAST = re.compile(r"(?:19|20)\d\d\W{0,3}$")
_YEAR_FIRST = re.compile(r"^\W{0,3}(?:19|20)\d\d\b")
# Nobody follows a title by more labels, tags or stretches.
_MOST_PARTS = 60
_LONGEST_DATE = 100
_ARROW = re.compile(r"(?:[=-]{0,2}>|~|/|»|⇒|::)\s+")
_TAG_MARKS = " \t\n\u00a0|·•,，;；/-–—.。"
_INITIAL_LAST = re.compile(r"(?:^|\W)\w$")
_WORD_GAPS = re.compile(r"[\s,.'@/()-]+")
_NO_DATE = ('"', "“", "《", "?", "!")
_INTRODUCING = frozenset(
    ["version", "v", "since", "updated", "released", "published", "release", "from", "in"]
)
_FOLD = str.maketrans("", "", "*_`[](){}【】（）「」")


def close_of(text: str, start: int, end: int) -> int:
    """Where the bracket closes that opens at `start`; -1 if not before `end`."""
    opening, closing = text[start], _PAIRS[text[start]]
    depth = 0
    for at in range(start, end):
        if text[at] == opening:
            depth += 1
        elif text[at] == closing:
            depth -= 1
            if not depth:
                return at
    return -1


@lru_cache(maxsize=4096)
def dated(text: str, *, bracketed: bool = False) -> bool:
    """Whether `text` is a date, alone or with its venue."""
    bare = text.translate(_FOLD).strip(" \t\n.,;:|-–—、，。")
    if not 2 < len(bare) <= _LONGEST_DATE or not any(map(str.isdigit, bare)):
        return False
    if any(mark in bare for mark in _NO_DATE):
        return False
    for mark in ("|", ";", ",", " / "):
        if mark in bare:
            halves = [one.strip() for one in bare.split(mark)]
            if all(_one(one, bracketed=bracketed) for one in halves if one) and len(halves) <= 4:
                return True
    return _one(bare, bracketed=bracketed)


def _one(bare: str, *, bracketed: bool) -> bool:
    if len(bare) > 60:
        return False
    if cells.lead(f"[{bare}]" if bracketed else bare) is not None:
        return True
    rest = bare[introduced(bare) :]
    return len(rest) < len(bare) and cells.lead(rest) is not None


def introduced(text: str) -> int:
    """Where a date begins behind a word such as `version` or `updated`; 0 without one."""
    first, _, rest = text.partition(" ")
    return len(text) - len(rest) if rest and first.casefold().strip(":") in _INTRODUCING else 0


def segments(reader: _Reader, start: int) -> None:
    """Take what stands behind the title from `start` on, stretch by stretch."""
    view, text, parts, end = reader.view, reader.text, reader.parts, reader.end
    at = start
    rough: list[tuple[int, int]] = []
    bars = [match.span() for match in _BARS.finditer(text, start, end)]
    # A line of its own in italics is a part of its own, though the break does not show.
    softs = (
        (one, one + 1)
        for one in view.softs[:_MOST_PARTS]
        if start <= one < end - 1 and (view.style(one + 1) ^ view.style(max(one - 1, 0))) & ITALIC
    )
    for first, last in sorted([*bars, *softs]):
        if first >= at:
            rough.append((at, first))
            at = last
    rough.append((at, end))
    rough = [part for one in rough[:_MOST_PARTS] for part in _unlabelled(reader, *one)]
    for one in rough[:_MOST_PARTS]:
        for first, last in _without_links(reader, *one):
            classify(reader, first, last)
    del view, parts


def _unlabelled(reader: _Reader, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches around labels whose link is broken: `[[pdf]] (https://…)`."""
    at = start
    for match in islice(_BROKEN_LABEL.finditer(reader.text, start, end), _MOST_PARTS):
        linked = any(one.start < match.end() and match.start() < one.end for one in reader.anchors)
        if not linked and is_label(match[1]):
            yield at, match.start()
            at = match.end()
    quote = reader.text.find('"', at, end)
    if 0 <= quote <= at + 3 and (close := reader.text.find('"', quote + 1, end)) > quote + 10:
        yield quote + 1, close
        at = close + 1
    yield at, end


def _without_links(reader: _Reader, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a segment that are no label links."""
    text = reader.text
    found: list[tuple[int, int]] = []
    at = start
    if people.are_people(text[start:end], loose=True):
        # Authors, each with a page.
        return [(start, end)]
    for one in reader.anchors:
        if one.start < at or one.start >= end:
            continue
        if not reader.labels_at(one) and not reader.facts.is_url(one):
            if _inner_words(reader, at, end):
                continue
        stop = one.start
        while stop > at and text[stop - 1] in "[( （【":
            stop -= 1
        found.append((at, stop))
        at = one.end
        while at < end and text[at] in "]) ）】":
            at += 1
        if reader.facts.is_dated(one) and (reader.parts.date is None or not reader.parts.lead_date):
            _take_date(reader, one.start, one.end)
    found.append((at, end))
    return found


def _inner_words(reader: _Reader, start: int, end: int) -> bool:
    """Whether links stand within a sentence."""
    return sum(map(str.isalpha, reader.text[start:end])) > 60


def _take_date(reader: _Reader, start: int, end: int) -> None:
    """A calendar date goes before a venue with its year, which is the venue then."""
    parts, view = reader.parts, reader.view
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


def classify(reader: _Reader, start: int, end: int) -> None:
    """Take a stretch for what it is."""
    view, text, parts = reader.view, reader.text, reader.parts
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
    if reader.facts.keys and key_in(bare) in reader.facts.keys:
        return
    if (
        _bracketed_end(reader, start, end)
        or _italic_front(reader, start, end)
        or _italic_rear(reader, start, end)
    ):
        return
    italic = bool(view.style(start) & ITALIC) and view.run(start, ITALIC) >= end - 2
    if _halves(reader, start, end):
        return
    if dated(bare) or dated(bare, bracketed=bare[:1] in "([（【"):
        _take_date(reader, *_bare(text, start, end))
        return
    if view.style(start) & CODE and view.run(start, CODE) >= end - 1:
        parts.tags.append(bare)
        return
    if len(bare) <= _LONGEST_DATE and is_venue_year(bare):
        _take_date(reader, *_bare(text, start, end))
        return
    loose = reader.hints.authors or italic
    # Two names in full between a title and a venue are its authors.
    fewest = 2 if parts.kind in {"text", "quoted", "bold"} and parts.summary is None else 3
    if parts.authors is None and (
        people.are_people(bare, loose=loose, fewest=fewest) or (italic and _names(bare))
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
    key = key_in(bare)
    if key in AUTHORS or key in VENUES or key in DATES:
        start = min(at for mark in ":：" if (at := text.find(mark, start, end)) > 0) + 1
        found = _bare(text, start, end)
        if key in DATES and dated(view.value(*found)):
            _take_date(reader, *found)
        elif key in AUTHORS:
            parts.authors = parts.authors or found
        elif key in VENUES:
            parts.venue = parts.venue or found
            if dated(view.value(*found)):
                _take_date(reader, *found)
        return
    if key in SUMMARIES:
        start = min(at for mark in ":：" if (at := text.find(mark, start, end)) > 0) + 1
    if parts.summary is None:
        # One word, but for scripts without blanks, says nothing.
        if letters >= 3 and (" " in bare or not bare.isascii()):
            parts.summary = trim_summary(view, reader.facts, start, end)
    elif text[parts.summary[1] : start].strip(" \n.]") == "" or parts.kind in {"link", "bold"}:
        if not reader.hints.authors:
            parts.summary = trim_summary(view, reader.facts, parts.summary[0], end) or parts.summary


def _bracketed_end(reader: _Reader, start: int, end: int) -> bool:
    """Take authors with a bracket behind them: `A. Author (PDF, HTML)`."""
    text, parts = reader.text, reader.parts
    if text[end - 1] not in ")）" or parts.authors is not None:
        return False
    at = max(text.rfind("(", start, end), text.rfind("（", start, end))
    if at <= start or not people.are_people(text[start:at], loose=True):
        return False
    parts.authors = _bare(text, start, at)
    inner = reader.view.value(at + 1, end - 1)
    if dated(inner, bracketed=True):
        _take_date(reader, at + 1, end - 1)
    elif inner:
        parts.tags.append(inner)
    return True


def _italic_front(reader: _Reader, start: int, end: int) -> bool:
    """Take what is in italics at the front of a stretch by itself: `*Authors*. Venue 2020`."""
    view, text = reader.view, reader.text
    if not view.style(start) & ITALIC:
        return False
    stop = view.run(start, ITALIC)
    if stop >= end - 2 or text[start:stop].count(" ") < 1:
        return False
    rest = text[stop:end].lstrip(SEPARATORS)
    if not rest or rest[0].islower():
        return False
    classify(reader, start, stop)
    classify(reader, stop, end)
    return True


def _italic_rear(reader: _Reader, start: int, end: int) -> bool:
    """Take a date or a venue in front of text in italics: `ICLR 2018. *Authors*`."""
    view = reader.view
    limit = min(end, start + _LONGEST_DATE)
    at = next((p.start for p in view.pieces if start < p.start < limit and p.style & ITALIC), -1)
    if at < 0 or view.style(start) & ITALIC:
        return False
    head = reader.text[start:at].strip(" .,;:-–—")
    if not (dated(head) or is_venue_year(head)):
        return False
    classify(reader, start, at)
    classify(reader, at, end)
    return True


def _names(bare: str) -> bool:
    """Whether a text is most probably a list of names: short parts, capitals."""
    parts = [one.split() for one in bare.replace(" and ", ", ").split(",")]
    words = [word for one in parts for word in one]
    capitals = sum(not word[:1].islower() for word in words)
    return len(parts) > 1 and len(words) <= len(parts) * 4 and capitals * 4 >= len(words) * 3


def _halves(reader: _Reader, start: int, end: int) -> bool:
    """Take `Authors, Venue 2023` and `Authors. Venue, 2023`, if the stretch is that."""
    at, mark = cut(reader.text[start:end], loose=reader.hints.authors)
    if at <= 0:
        return False
    classify(reader, start, start + at)
    classify(reader, start + at + mark, end)
    return True


_MARKS = (". ", ", ", "; ", " - ", " — ", " – ", " (", "，", "] ", "], ")


def cut(stretch: str, *, loose: bool = False) -> tuple[int, int]:
    """Where a stretch falls into authors or a venue and a date: the place and the mark's length.

    `loose` says that one name alone will do.
    """
    for mark in _MARKS:
        at = stretch.rfind(mark)
        if at <= 0 or (mark == ". " and _INITIAL_LAST.search(stretch, max(0, at - 2), at)):
            continue
        first, second = stretch[:at], stretch[at + len(mark) :].strip(" .)")
        if people.are_people(second, fewest=2) and (dated(first) or is_venue_year(first)):
            return at, len(mark)
        if not (dated(second) or is_venue_year(second) or known(second)):
            continue
        if people.are_people(first, loose=loose, fewest=2) or dated(first):
            return at, len(mark)
        if known(first.strip(" []().")):
            date = cells.read(second)
            # `CVPR, 2020` is one date.
            if date is not None and date.precision > 1:
                return at, len(mark)
    return -1, 0


def is_reference(stretch: str, *, loose: bool = False) -> bool:
    """Whether a stretch is what a reference says beside the title: authors, venue, date."""
    stretch = stretch.strip(" \n.,;:-–—()*_")
    if not stretch or len(stretch) > 1500:
        return False
    if dated(stretch) or is_venue_year(stretch) or people.are_people(stretch, loose=loose):
        return True
    return cut(stretch)[0] > 0


def is_venue_year(bare: str) -> bool:
    """Whether this is the name of a venue with its year: capitals but for small words."""
    if not (_YEAR_LAST.search(bare) or _YEAR_FIRST.match(bare)):
        return False
    words = [word for word in _WORD_GAPS.split(bare) if word and not word.isdigit()]
    if not words or len(words) > 10 or bare.count(",") > 2:
        return False
    capital = sum(word[:1].isupper() for word in words)
    return capital * 2 > len(words) and any(
        sum(map(str.isupper, word)) > 1 or known(word) for word in words
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ([（【*_":
        start += 1
    while end > start and text[end - 1] in " .,;)]）】*_，、":
        if text[end - 1] == ")" and "(" in text[start : end - 1]:
            break
        end -= 1
    return start, end


def trim_summary(view: View, facts: Facts, start: int, end: int) -> tuple[int, int] | None:
    """The words of `text[start:end]` without the labels, tags and marks at their end."""
    text = view.text
    while start < end and (
        (text[start] in SEPARATORS and text[start] != ".") or text[start] == "]"
    ):
        start += 1
    if match := _ARROW.match(text, start, end):
        start = match.end()
    links = [one for one in view.links(start, end) if one.end > one.start and not one.is_image]
    for _ in range(_MOST_PARTS):
        stop = end
        while stop > start and (
            text[stop - 1] in " \t\n\u00a0|·•,，;；/" or _is_mark(text[stop - 1])
        ):
            stop -= 1
        if stop <= start:
            return None
        code = (
            _SHORTCODE_LAST.search(text, max(start, stop - 42), stop)
            if text[stop - 1] == ":"
            else None
        )
        if code is not None:
            end = code.start()
            continue
        new = _without_last(view, facts, links, start, stop)
        if new is None:
            end = stop
            break
        end = new
    start, end = view.trim(start, end)
    if not any(map(str.isalnum, text[start:end])) or _only_links(text, links, start, end):
        return None
    return start, end


def _only_links(text: str, links: list[Anchor], start: int, end: int) -> bool:
    """Whether nothing but short links is left: `[Transcript](u).`."""
    at = start
    for one in links:
        if at <= one.start and one.end <= end:
            if (
                any(map(str.isalnum, text[at : one.start]))
                or text.count(" ", one.start, one.end) > 1
            ):
                return False
            at = one.end
    return at > start and not any(map(str.isalnum, text[at:end]))


def _is_mark(character: str) -> bool:
    from lint.entries.parts import is_symbol

    return is_symbol(character)


def _without_last(
    view: View, facts: Facts, links: list[Anchor], start: int, stop: int
) -> int | None:
    """Where the text ends without its last part, if that is a tag or labels; None if not."""
    text = view.text
    last = text[stop - 1]
    if view.style(stop - 1) & CODE:
        at = stop
        while at > start and view.style(at - 1) & CODE:
            at -= 1
        before = text[start:at].rstrip(" \t\n\u00a0|")
        ends = before[-1:] in {"", ".", "。", "!", "?", "…", ")", "]", "）", "！", "？"}
        return at if ends or (before and view.style(len(before) + start - 1) & CODE) else None
    if last in ")]）】":
        opening = {")": "(", "]": "[", "）": "（", "】": "【"}[last]
        depth, at = 0, stop - 1
        while at >= start:
            if text[at] == last:
                depth += 1
            elif text[at] == opening:
                depth -= 1
                if not depth:
                    break
            at -= 1
        if at < start:
            return None
        inside = [one for one in links if at <= one.start and one.end <= stop]
        if not inside:
            return None
        words = sum(map(str.isalnum, text[at:stop])) - sum(
            sum(map(str.isalnum, text[one.start : one.end])) for one in inside
        )
        labelled = all(facts.is_label(one.link) for one in inside) or last == "]"
        return at if words <= 8 and (labelled or words == 0) else None
    glued = next((one for one in reversed(links) if one.start < stop), None)
    if glued is not None and glued.end >= stop and glued.start > start and facts.is_url(glued):
        return int(glued.start)
    final = next((one for one in reversed(links) if one.start < stop), None)
    if (
        final is not None
        and final.end >= stop
        and final.start > start
        and facts.is_label(final.link)
    ):
        first = final
        for one in reversed(links):
            gap = text[one.end : first.start]
            if one.end <= first.start and one.start > start and facts.is_label(one.link):
                if any(map(str.isalnum, gap)):
                    break
                first = one
        before = text[start : first.start].rstrip(" \t\n\u00a0")
        if before[-1:] in {
            ".",
            "。",
            "|",
            "!",
            "?",
            "！",
            "？",
            "]",
            ")",
            ",",
            "·",
            "•",
            "-",
            "–",
            "—",
        }:
            return int(first.start)
    return None

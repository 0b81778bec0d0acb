"""The front of a text: marks, a date, a tag or labels that stand before the title."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.dates import cells
from lint.dates.lines import may_be_date
from lint.dates.months import month_number
from lint.dates.venues import known
from lint.entries.fields.days import keyed_date
from lint.entries.fields.marks import (
    CLOSING,
    DASHES,
    OPENING,
    QUOTES,
    STOP,
    STRIP,
    close_of,
    skip_marks,
)
from lint.entries.fields.references import dated
from lint.entries.text import BOLD, CODE, ITALIC, Anchor
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.dates.cells import Date
    from lint.entries.fields.line import Line

_LONGEST_LEAD = 60
# What stands in brackets where siblings have a date is one if it is no longer.
_LONGEST_SLOT = 24
_SHORTEST_DATE = 4
_MOST_STOPS = 5
_LONGEST_GLUED, _MOST_WORDS = 36, 6
# The digits of `230503` and of a year.
_SHORT_DAY, _YEARLY = 6, 4
_AROUND = STRIP + "[(>"
_YEAR_FIRST = lazy(r"\W{0,4}(?:19|20)\d\d\s?(?:[-–—:：|,]|\))\s")
_LONGEST_TAG = 32
_DAYS = lazy(
    r"\W{0,3}(\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–—&]\s?\d{1,2}(?:st|nd|rd|th)?)?)"
    r"(?:\s?[:：]\s|\s[-–—|]\s)"
)
_CODE = lazy(r"([A-Za-z]{3,}+)[\w.+-]*+", re.ASCII)
_YEAR = lazy(r"(?:19|20)\d\d")


def days_end(text: str, at: int, end: int) -> int:
    """Where the days of a month end that a text opens with, `14-16:`, `20 -`; `at` without them."""
    match = _DAYS.match(text, at, end)
    return match.end(1) if match else at


def picture(line: Line, at: int) -> bool:
    """Whether a linked picture, alone on its line, stands where a title would."""
    text = line.text
    first = line.bare[0] if line.bare else None
    if first is None or first.is_image or at >= line.end:
        return False
    badge = first.link.badge
    if first.start > line.start or (badge is not None and badge.service):
        return False
    nameless = not first.link.text and not any(
        one.is_image and first.link.span.contains(one.link.span) for one in line.bare
    )
    if any(map(str.isalnum, text[line.start : first.start])):
        return False
    if (
        not nameless
        and "\n" not in text[first.start : at]
        and not any(first.start <= one < at for one in line.view.softs)
    ):
        return False
    line.parts.kind = "picture"
    line.parts.badge_title = first
    line.parts.title_end = at
    return True


def front_code(line: Line, at: int) -> int:
    """After code that is a mark before a link or bold text, not the name itline."""
    if at < line.end and line.view.style(at) & CODE:
        stop = line.view.run(at, CODE)
        after = skip_marks(line.text, stop, line.end)
        linked = any(one.start == after for one in line.anchors)
        own = any(one.start <= at < one.end for one in line.anchors)
        value = line.view.value(at, stop)
        if not own and after < line.end and dated(value):
            line.lead(at, stop)
            return after
        if not own and after < line.end and (linked or line.view.style(after) & BOLD):
            line.parts.tags.append(line.view.value(at, stop))
            return after
    return at


def front_tag(line: Line, at: int) -> int:
    """After a tag in brackets before a title: `**[Name]** Title`, `[Qt]: [Name](u)`."""
    text, end = line.text, line.end
    if at >= end or text[at] not in "[【" or line.opens_wiki(at):
        return at
    close = close_of(text, at, min(end, at + _LONGEST_LEAD))
    if close < 0 or any(at < one.end and one.start < close for one in line.anchors):
        return at
    after = skip_marks(text, close + 1, end)
    if after >= end:
        return at
    styled = line.view.style(at + 1) & (BOLD | CODE) and not line.view.style(after) & (BOLD | CODE)
    named = any(one.start == after for one in line.anchors) or line.view.style(after) & BOLD
    label = any(one.start in {after, after + 1} and line.labels_at(one) for one in line.anchors)
    # `[LLM] Title` with its links behind; `[Title] (u)` and `[Name]: text` are no tags.
    plain = (
        text[at] == "["
        and close - at <= _LONGEST_TAG
        and text[close + 1 : close + 2] in {" ", "["}
        and (text[after].isalnum() or text[after] in '["“')
        and line.view.style(at) == line.view.style(after)
        and not label
    )
    if (
        plain
        or (styled and text[after].isalnum() and not label)
        or (named and not styled and not label)
    ):
        line.parts.tags.append(line.view.value(at + 1, close))
        return after
    return at


def lead_date(line: Line, at: int) -> int:
    """After the date that a text opens with: in brackets, styled, or before a mark."""
    if at >= line.end:
        return at
    if line.text[at] in OPENING:
        return _bracketed_date(line, at)
    if _is_event(line, at):
        return at
    style = line.view.style(at)
    if style & (BOLD | ITALIC | CODE):
        stop = min(line.view.run(at, BOLD | ITALIC | CODE), line.end)
        bare = line.view.value(at, stop).strip(STRIP + "[]()【】")
        if len(bare) <= _LONGEST_LEAD and dated(bare) and not line.meets_link(at, stop):
            line.lead(at, stop)
            return skip_marks(line.text, stop, line.end)
        if style & BOLD:
            return at
    return _separated_date(line, at)


def _bracketed_date(line: Line, at: int) -> int:
    """After a date in brackets; `at` if it is none."""
    close = close_of(line.text, at, min(line.end, at + _LONGEST_LEAD))
    if close < 0:
        return at
    inner = line.view.value(at + 1, close)
    keyed = keyed_date(inner) if not line.meets_link(at, close) else None
    if keyed is not None and line.view.value(at + 1, close) == line.text[at + 1 : close]:
        line.lead(at + 1 + keyed[0], at + 1 + keyed[1])
        return skip_marks(line.text, close + 1, line.end)
    slot = line.hints.dates_first and len(inner) <= _LONGEST_SLOT and any(map(str.isdigit, inner))
    if (slot or dated(inner, bracketed=True)) and not line.meets_link(at, close):
        line.lead(at + 1, close)
        return skip_marks(line.text, close + 1, line.end)
    return at


def _separated_date(line: Line, at: int) -> int:
    """After a date that a mark, a link or bold text follows; `at` if there is none."""
    text, end = line.text, line.end
    opening = text[at : at + _LONGEST_LEAD]
    if not any(map(str.isdigit, opening)) or not may_be_date(opening):
        return at
    last = -1
    for stop in sorted(_stops(line, at))[:_MOST_STOPS]:
        bare = text[at:stop].strip(_AROUND)
        if "\n" in bare or (last < 0 and any(mark in bare for mark in DASHES)):
            break
        if any(at < one.start < stop for one in line.anchors):
            break
        # A date goes on behind its first mark: `May 3, 2023`, `2023-05-03 - 2023-05-05`.
        if not (cells.is_one(bare) if last > 0 else _is_date(line, bare, stop)):
            continue
        if last < 0 and _is_name_of_label(line, bare, stop):
            continue
        if skip_marks(text, stop, end) < end:
            last = at + len(text[at:stop].rstrip(_AROUND))
    last = max(last, glued_date(line, at, begun=last > 0))
    if last < 0:
        return at
    line.lead(at, last)
    return skip_marks(text, last, end)


def _is_name_of_label(line: Line, bare: str, stop: int) -> bool:
    """Whether words with a date behind them are the name of what URLs or labels lead to.

    `Name (arXiv 2021.05) [[Paper]](u)`: the label is no title, so that the name is no venue.
    """
    links = [one for one in line.anchors if one.start >= stop]
    if bare[:1].isdigit() or not links or not line.labels_only(stop):
        return False
    if bare[-1:] in CLOSING and all(map(line.facts.is_url, links)):
        return True
    labels = all(line.facts.is_url(one) or line.facts.is_label(one.link) for one in links)
    return labels and _holds_name(bare)


def _holds_name(bare: str) -> bool:
    """Whether a date is a name, which no venue has, with a date behind it."""
    bracketed = bare[-1:] in CLOSING
    at = bare.rfind(CLOSING[bare[-1]]) if bracketed else bare.find(",")
    name, date = bare[: max(at, 0)].strip(STRIP), bare[at + 1 :].strip(STRIP + "])）】")
    return bool(name) and dated(date, bracketed=True) and not known(name) and not dated(name)


def _is_date(line: Line, bare: str, stop: int) -> bool:
    """Whether what stands before a mark at `stop` is a date."""
    if " | " in bare or not any(map(str.isdigit, bare)) or len(bare) < _SHORTEST_DATE:
        return False
    if _is_name_of_link(line, bare):
        return False
    return dated(bare) and (not bare.isdigit() or _yeared(line, bare, stop))


def _is_name_of_link(line: Line, bare: str) -> bool:
    """Whether a stretch is the text of the first link, and a name. Then it cannot be a date.

    Text that states a date is a label, and each link is tested for that once. Stopping here makes
    reading names with numbers a tenth faster.
    """
    one = line.anchors[0] if line.anchors else None
    return one is not None and bare == one.link.text and not line.facts.is_label(one.link)


def glued_date(line: Line, at: int, *, begun: bool = False) -> int:
    """Where a date ends that nothing but a blank parts from a title in plain text; -1 for none.

    A day or a month in numbers is always one, words and venues where the siblings have dates, or
    where one has `begun` before a mark.
    """
    text = line.text
    name = line.anchors[0].link.text if line.anchors else ""
    if is_code(name) and text.startswith(name, at) and _is_name_of_link(line, name):
        return -1
    for stop, date in _opening_dates(text, at, line.end):
        after = skip_marks(text, stop, line.end)
        sure = text[at].isdigit() and date.year is not None and stop - at != _SHORT_DAY
        sure = sure and not date.venue
        quoted = after < line.end and text[after] in QUOTES
        sure = sure or quoted or line.hints.dates_first or (begun and cells.is_one(text[at:stop]))
        if sure and line.words(after, line.end):
            return stop
    return -1


def is_code(name: str) -> bool:
    """Whether a name is a word with a number, `project-2-3`, which no date begins with."""
    code = _CODE.fullmatch(name)
    return code is not None and any(map(str.isdigit, name)) and month_number(code[1]) is None


def opens_with_date(text: str) -> bool:
    """Whether a text opens with a date, whatever follows it."""
    start = skip_marks(text, 0, len(text))
    return _YEAR_FIRST.match(text) is not None or any(_opening_dates(text, start, len(text)))


def _opening_dates(text: str, at: int, end: int) -> Iterator[tuple[int, Date]]:
    """The dates that a text opens with, up to a blank, longest first; a year alone is none."""
    limit = min(end, at + _LONGEST_GLUED)
    opening = text[at:limit]
    if not any(map(str.isdigit, opening)) or not may_be_date(opening):
        return
    stops = [place for place in range(at, limit) if text[place] in " \u00a0"][:_MOST_WORDS]
    for stop in reversed(stops):
        bare = text[at:stop].strip(_AROUND)
        digits = sum(map(str.isdigit, bare))
        after = skip_marks(text, stop, end)
        quoted = after < end and text[after] in QUOTES
        if not digits or (digits == len(bare) < _SHORT_DAY and not (quoted and digits == _YEARLY)):
            continue
        last = bare.rsplit(None, 1)[-1]
        if "|" in bare or not (any(map(str.isdigit, last)) or month_number(last) or known(last)):
            continue
        date = cells.lead(bare)
        # `5/3/2023` says no more than its year.
        if (
            date is not None
            and (date.precision > 1 or date.venue or digits >= _SHORT_DAY or quoted)
            and not _holds_name(bare)
        ):
            yield at + len(text[at:stop].rstrip(_AROUND)), date


def _stops(line: Line, at: int) -> set[int]:
    """Where a date that begins at `at` may end: at links, marks and bold text."""
    limit = min(line.end, at + _LONGEST_LEAD)
    stops = {one.start for one in line.anchors if at <= one.start <= limit}
    stops.update(match.start() for match in STOP.finditer(line.text, at + 1, limit))
    for piece in line.view.pieces:
        if piece.start > limit:
            break
        if at < piece.start and piece.style & BOLD:
            stops.add(piece.start)
            break
    return stops


def _yeared(line: Line, bare: str, stop: int) -> bool:
    """Whether a year alone is a date: siblings have dates, or a name follows the mark."""
    if not _YEAR.fullmatch(bare):
        # `20230503`; `230503` may be any number.
        named = _is_name(line, skip_marks(line.text, stop, line.end))
        return len(bare) > _SHORT_DAY or line.hints.dates_first or named
    after = skip_marks(line.text, stop, line.end)
    return line.hints.dates_first or _is_name(line, after)


def _is_name(line: Line, at: int) -> bool:
    """Whether a link or bold text begins at a place."""
    named = any(one.start == at for one in line.anchors)
    return named or (at < line.end and bool(line.view.style(at) & BOLD))


def front_labels(line: Line, at: int) -> int:
    """After labels that stand before the name: `[Paper](u) [Code](u) Title`."""
    text = line.text
    first = at
    for one in line.anchors:
        if one.start < at:
            continue
        bracket = at < line.end and text[at] in "[(（【" and one.start == at + 1
        if one.start != at and not bracket:
            break
        if not line.facts.is_label(one.link) or (at == first and not bracket and _names(line, one)):
            break
        if at == first and not bracket and _is_event(line, at):
            break
        if one.start > first and text.find("\n", first, one.start) >= 0:
            break
        at = one.end
        if at < line.end and text[at] in "])）】":
            at += 1
        at = skip_marks(text, at, line.end)
        line.parts.front_label = True
    if at < line.end and text[at] in "])）】":
        at = skip_marks(text, at + 1, line.end)
    if line.parts.front_label and not line.words(at, line.end):
        return line.end
    return at


def _is_event(line: Line, at: int) -> bool:
    """Whether a link is the name of an event, though it reads like a venue: `[CVPR 2015](u) - Jun`.

    Nothing follows it, or a mark, a bracket, or a word in lower case.
    """
    one = next((one for one in line.anchors if one.start >= at), None)
    if one is None or one.start != at or not line.facts.is_dated(one):
        return False
    date = cells.read(line.view.value(one.start, one.end))
    if date is None or not date.venue:
        return False
    rest = line.text[one.end : min(one.end + 40, line.end)].lstrip(" \u00a0*_")
    return not rest or rest[0] in "-–—(:（：," or rest[0].islower()


def _names(line: Line, one: Anchor) -> bool:
    """Whether a label is the name after all: a separator and words follow."""
    rest = line.text[one.end : min(one.end + 40, line.end)].lstrip(" \u00a0])*_")
    if rest[:2] in {"- ", "– ", "— ", ": "} or rest[:1] == "：":
        return True
    # `[Name](u). What it is.`
    said = rest[:1] in {".", "。"} and rest[1:].lstrip(" ")[:1].isalpha()
    return said and not line.meets_link(one.end, one.end + _SHORTEST_DATE)

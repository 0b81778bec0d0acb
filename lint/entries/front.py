"""The front of a text: marks, a date, a tag or labels that stand before the title."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.marks import OPENING, STRIP, close_of, skip_marks
from lint.entries.references import dated
from lint.entries.text import BOLD, CODE, ITALIC

if TYPE_CHECKING:
    from lint.entries.line import Line
    from lint.entries.text import Anchor

_LONGEST_LEAD = 60


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
    if at >= end or text[at] not in "[【":
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
    if (styled and text[after].isalnum() and not label) or (named and not styled and not label):
        line.parts.tags.append(line.view.value(at + 1, close))
        return after
    return at


def lead_date(line: Line, at: int) -> int:  # noqa: C901, PLR0912 - one branch for each place
    """After the date that a text opens with: in brackets, bold, or before a mark."""
    text, end = line.text, line.end
    if at >= end:
        return at
    if text[at] in OPENING:
        close = close_of(text, at, min(end, at + _LONGEST_LEAD))
        if close > 0:
            inner = line.view.value(at + 1, close)
            free = not any(at < one.end and one.start < close for one in line.anchors)
            slot = line.hints.dates_first and len(inner) <= 24 and any(map(str.isdigit, inner))
            if free and (slot or dated(inner, bracketed=True)):
                line.lead(at + 1, close)
                return skip_marks(text, close + 1, end)
        return at
    if line.view.style(at) & (BOLD | ITALIC | CODE):
        stop = min(line.view.run(at, BOLD | ITALIC | CODE), end)
        bare = line.view.value(at, stop).strip(STRIP + "[]()【】")
        free = not any(at < one.end and one.start < stop for one in line.anchors)
        if free and len(bare) <= _LONGEST_LEAD and dated(bare):
            line.lead(at, stop)
            return skip_marks(text, stop, end)
        if line.view.style(at) & BOLD:
            return at
    limit = min(end, at + _LONGEST_LEAD)
    stops = [one.start for one in line.anchors if at <= one.start <= limit]
    for mark in (": ", "：", " | ", " - ", " – ", " — ", "\n", "，", ", "):
        found = text.find(mark, at, limit)
        if found > 0:
            stops.append(found)
    bold = next((p.start for p in line.view.pieces if at < p.start <= limit and p.style & BOLD), -1)
    if bold > 0:
        stops.append(bold)
    for stop in sorted(set(stops))[:3]:
        bare = text[at:stop].strip(STRIP + "[(")
        if any(mark in bare for mark in ("\n", " | ", " - ", " – ", " — ")):
            break
        if (
            bare
            and any(map(str.isdigit, bare))
            and dated(bare)
            and not bare.isdigit() | (len(bare) < 4)
        ):
            after = skip_marks(text, stop, end)
            if after < end:
                line.lead(at, at + len(text[at:stop].rstrip(STRIP + "[(")))
                return skip_marks(text, at + len(text[at:stop].rstrip(STRIP + "[(")), end)
    return at


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
        if not line.facts.is_label(one.link) or (at == first and _names(line, one)):
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


def _names(line: Line, one: Anchor) -> bool:
    """Whether a label is the name after all: a separator and words follow."""
    rest = line.text[one.end : min(one.end + 40, line.end)].lstrip(" \u00a0])*_")
    return rest[:2] in {"- ", "– ", "— ", ": "} or rest[:1] == "："

"""The end of a summary: labels, tags and marks that are none of its words."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.entries.marks import SEPARATORS, is_symbol
from lint.entries.text import CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.entries.facts import Facts
    from lint.entries.line import Range
    from lint.entries.text import Anchor, View

_SHORTCODE_LAST = re.compile(r":[a-z0-9_+-]{2,40}:$")
_LONGEST_SHORTCODE = 42
# Nobody follows a summary by more labels and tags.
_MOST_PARTS = 60


def trim_summary(view: View, facts: Facts, start: int, end: int) -> Range | None:
    """The words of `text[start:end]` without the labels, tags and marks at their end."""
    text = view.text
    while start < end and (
        (text[start] in SEPARATORS and text[start] != ".") or text[start] == "]"
    ):
        start += 1
    links = [one for one in view.links(start, end) if one.end > one.start and not one.is_image]
    for _ in range(_MOST_PARTS):
        stop = end
        while stop > start and (
            text[stop - 1] in " \t\n\u00a0|·•,，;；/" or is_symbol(text[stop - 1])
        ):
            stop -= 1
        if stop <= start:
            return None
        code = (
            _SHORTCODE_LAST.search(text, max(start, stop - _LONGEST_SHORTCODE), stop)
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
    if not any(map(str.isalnum, text[start:end])):
        return None
    return start, end


def _without_last(  # noqa: C901 - one branch for each kind of last part
    view: View, facts: Facts, links: Sequence[Anchor], start: int, stop: int
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
        return glued.start
    final = next((one for one in reversed(links) if one.start < stop), None)
    if (
        final is not None
        and final.end >= stop
        and final.start > start
        and facts.is_label(final.link)
    ):
        before = text[start : final.start].rstrip(" \t\n\u00a0")
        if before[-1:] in {".", "。", "|", "!", "?", "]", ")", ",", "·", "•", "-", "–", "—"}:
            return final.start
    return None

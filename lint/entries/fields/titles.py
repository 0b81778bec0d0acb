"""The title of a text, if it is linked, bold or quoted."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields.marks import CLOSING, QUOTES, SHORTCODE, STRIP, close_of, is_symbol
from lint.entries.fields.named_works import opens_title
from lint.entries.fields.plain_titles import take_plain
from lint.entries.fields.references import dated
from lint.entries.text import BOLD, Anchor
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.entries.fields.line import Line, Range

_LONGEST_TAG = 32
_LONGEST_TITLE = 400
_SHORTEST_QUOTE = 8
_LONGEST_DATE = 40
# `0 A.D.`
_INITIALS_LAST = lazy(r"(?:^|[\s.])[A-Z]\.[A-Z]\.$")
_LONGEST_INITIALS = 6
# `[Name (⭐ 12.3k)](u)`
_COUNT = lazy(r"\s?\([⭐★☆🌟]\ufe0f?\s?\d[\d.,]{0,8}[kKmM]?\+?\)$")
_LONGEST_COUNT = 20


def take_title(line: Line, at: int) -> None:
    """Take the title that begins at `at`."""
    view, text, parts = line.view, line.text, line.parts
    picture = next((one for one in line.bare if not one.is_image and one.start <= at), None)
    first = next((one for one in line.anchors if one.end > at), None)
    opened = first is not None and text[at] in "[(（【" and first.start == at + 1
    if first is not None and (first.start <= at or opened):
        first = _behind_owner(line, first)
        # `.NET` begins with its full stop.
        dotted = text[first.start : at] == "." and text[at].isalnum()
        parts.title = (first.start if dotted else max(first.start, at), first.end)
        parts.title_end = first.end
        if opened and text[first.end : first.end + 1] in {"]", ")", "）", "】"}:
            parts.title_end += 1
        parts.kind = "url" if line.facts.is_url(first) else "link"
        return
    if _wiki(line, at):
        return
    if view.style(at) & BOLD:
        _bold(line, at, first)
        return
    if text[at] in QUOTES and _quoted(line, at):
        return
    if picture is not None and parts.badge_title is None:
        parts.badge_title = picture
    take_plain(line, at, first)


def _behind_owner(line: Line, first: Anchor) -> Anchor:
    """The link of the name behind that of its owner: `[owner](u)/[name](u/name)`; else `first`."""
    second = next((one for one in line.anchors if one.start >= first.end), None)
    if second is None or line.text[first.end : second.start].strip() != "/":
        return first
    below = second.link.url.startswith(first.link.url.rstrip("/") + "/")
    return second if below and line.facts.is_owner(first.link.url) else first


def _wiki(line: Line, at: int) -> bool:
    """Take a title in double brackets: `[[Title]] https://…`, `[[page|Title]]`."""
    if not line.opens_wiki(at):
        return False
    close = line.text.find("]]", at, min(line.end, at + _LONGEST_TITLE))
    if close < 0 or line.meets_link(at, close) or not line.words(at, close):
        return False
    bar = line.text.find("|", at, close)
    start = bar + 1 if bar > 0 and line.words(bar + 1, close) else at + 2
    line.name("text", start, close)
    line.parts.title_end = close + 2
    return True


def _bold(line: Line, at: int, first: Anchor | None) -> None:
    """Take a bold title; the link within it, if nothing but a number stands before that."""
    text, parts = line.text, line.parts
    stop = _bold_end(line, at)
    if first is not None and first.start < stop:
        if line.facts.is_label(first.link) and first.start > at:
            stop = first.start
            while stop > at and text[stop - 1] in "[( ":
                stop -= 1
        elif not any(map(str.isalpha, text[at : first.start].strip(STRIP + "[("))):
            line.name("link", first.start, first.end)
            return
    line.name("bold", at, stop)
    if _named_title(line, at, stop):
        return
    _dated_end(line, at, stop)
    after = text[stop : stop + 2].lstrip()
    coded = SHORTCODE.match(text, stop + (text[stop : stop + 1] == " "), line.end)
    parts.key = text[at:stop].rstrip().endswith((":", "：")) or (
        after[:1] in {":", "："} and coded is None
    )
    if parts.key and opens_title(line, at, stop):
        parts.key = False


def _dated_end(line: Line, at: int, stop: int) -> None:
    """Take a date in brackets at the end of a bold title: `**Title (2016)**`."""
    text, parts = line.text, line.parts
    end = len(text[:stop].rstrip(STRIP))
    if parts.date is not None or text[end - 1 : end] not in CLOSING:
        return
    start = text.rfind(CLOSING[text[end - 1]], max(at, end - _LONGEST_DATE), end)
    if start > at and dated(line.view.value(start + 1, end - 1), bracketed=True):
        parts.title, parts.date = (at, start), (start + 1, end - 1)


def _bold_end(line: Line, at: int) -> int:
    """Where bold text ends: it goes on behind a line break, or a blank between two runs."""
    view, text, end = line.view, line.text, line.end
    stop = min(view.run(at, BOLD), end)
    while stop + 1 < end and text[stop] == "\n" and view.style(stop + 1) == view.style(at):
        stop = min(view.run(stop + 1, BOLD), end)
    while stop < end and text[stop] == " " and view.style(min(stop + 1, end - 1)) & BOLD:
        stop = min(view.run(stop + 1, BOLD), end)
    return stop


def _named_title(line: Line, at: int, stop: int) -> bool:
    """Take a title in quotes behind the short name of the work: `**Name**: "Title", ICML, 2023`."""
    text, parts = line.text, line.parts
    start = stop
    while start < line.end and text[start] in " \u00a0:：-–—,":
        start += 1
    if start == stop or stop - at > _LONGEST_TAG or start >= line.end or text[start] not in QUOTES:
        return False
    close = text.find(QUOTES[text[start]], start + 1, min(line.end, start + _LONGEST_TITLE))
    rest = text[close + 1 : line.end].strip(" \n,.;")
    if close < 0 or not any(map(str.isdigit, rest[:80])) or close - start < _SHORTEST_QUOTE:
        return False
    name = line.view.value(at, stop).strip(STRIP + "?")
    if name:
        parts.tags.append(name)
    line.name("quoted", start + 1, close)
    parts.title_end = close + 1
    return True


def _quoted(line: Line, at: int) -> bool:
    """Take a title in quotes; False if the quotes hold a word or two."""
    text = line.text
    close = text.find(QUOTES[text[at]], at + 1, min(line.end, at + _LONGEST_TITLE))
    if close < 0 or (close - at < 8 and text[at] in '"“'):
        return False
    line.name("quoted", at + 1, close)
    line.parts.title_end = close + 1
    return True


def tidy(line: Line, start: int, stop: int) -> Range:
    """A title without emoji, quotes and marks at its ends."""
    text = line.text
    while start < stop and (text[start] in " \t\n\u00a0*_~\u200b" or is_symbol(text[start])):
        start += 1
    if start < stop and text[start] == ":" and (match := SHORTCODE.match(text, start, stop)):
        return tidy(line, match.end(), stop)
    while stop > start and (text[stop - 1] in STRIP or is_symbol(text[stop - 1])):
        if _INITIALS_LAST.search(text, max(start, stop - _LONGEST_INITIALS), stop):
            break
        stop -= 1
    if stop > start and text[stop - 1] == ")":
        counted = _COUNT.search(text, max(start + 1, stop - _LONGEST_COUNT), stop)
        stop = counted.start() if counted else stop
    if stop - start > 2 and text[start] == "[" and close_of(text, start, stop) == stop - 1:
        return tidy(line, start + 1, stop - 1)
    if stop - start > 2 and QUOTES.get(text[start]) == text[stop - 1]:
        start, stop = start + 1, stop - 1
    return start, stop

"""The end of a summary: labels, tags and marks that are none of its words."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields.marks import (
    CLOSING,
    LONGEST_SHORTCODE,
    SEPARATORS,
    SHORTCODE,
    SHORTCODE_LAST,
    is_symbol,
)
from lint.entries.text import CODE, Anchor, View
from lint.entries.words import is_label, key_in
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.entries.facts import Facts

TAGGED = lazy(r"(?:(?<=\s)[-–—|·•]\s{1,3}|(?<![^\s.]))(?:Licen[cs]es?|Tags?|Languages?|Stars?):\s")
"""Where a summary ends, and its licence, languages and the like begin."""
# Behind these, a label is a word of the sentence.
_ARTICLES = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "its",
        "our",
        "their",
        "your",
        "my",
        "and",
        "or",
        "of",
        "in",
        "from",
        "on",
        "at",
        "to",
        "for",
        "by",
        "see",
        "read",
        "as",
        "with",
    ]
)
# Nobody follows a title by more labels, tags or stretches.
_MOST_PARTS = 60
_CREDIT = lazy(r"(?i)(?:\s[-–—])?\s((?:made|written|created|maintained)\s)?by\s$")
# `inspired by [name](u)`, `powered by [name](u)`
_TAKEN = lazy(r"(?:ed|en|wn)$")
# `#birds #lakes`
_HASHTAGS = lazy(r"#[^\s#]{1,60}(?:[\s,]{1,4}#[^\s#]{1,60}){0,30}")
_LONGEST_CREDIT, _LONGEST_TAG = 24, 16
_BY = frozenset(["by", "via", "por", "von", "par", "от", "by:", "作者：", "作者:"])
# Letters in brackets beside labels: `(see [Demo](u))`.
_MOST_LETTERS = 8
_BEFORE_LABELS = frozenset(".。|!?！？]),·•-–—")
_ARROW = lazy(r"(?:[=-]{0,2}>{1,2}|={1,2}|[~～〜»⇒⟶➜➡…]|//?|::|\.{2,3})\s+")


def trim_summary(view: View, facts: Facts, start: int, end: int) -> tuple[int, int] | None:
    """The words of `text[start:end]` without the labels, tags and marks at their end."""
    text = view.text
    start = _behind_marks(text, start, end)
    tagged = TAGGED.search(text, start, end)
    if tagged:
        end = tagged.start()
    links = [one for one in view.links(start, end) if one.end > one.start and not one.is_image]
    for _ in range(_MOST_PARTS):
        stop = end
        while stop > start and (
            text[stop - 1] in " \t\n\u00a0|·•,，;；/" or is_symbol(text[stop - 1])
        ):
            stop -= 1
        if stop <= start:
            return None
        code = text[stop - 1] == ":" and SHORTCODE_LAST.search(
            text, max(start, stop - LONGEST_SHORTCODE), stop
        )
        new = code.start() if code else _without_last(view, facts, links, start, stop)
        if new is None:
            end = stop
            break
        end = new
    start, end = view.trim(start, end)
    if (
        text[start : start + 1] == "["
        and end - start <= _LONGEST_TAG
        and "]" not in text[start : end - 1]
    ):
        # `[video]`
        return None
    if text[start : start + 1] == "#" and _HASHTAGS.fullmatch(text, start, end):
        return None
    if not any(map(str.isalnum, text[start:end])) or _only_links(text, links, start, end):
        return None
    return start, end


def _behind_marks(text: str, start: int, end: int) -> int:
    """Where the words begin: behind separators, a bracket that closes, and an arrow."""
    while start < end:
        if text[start] == ":" and (code := SHORTCODE.match(text, start, end)):
            start = code.end()
        elif (text[start] in SEPARATORS and text[start] != ".") or text[start] == "]":
            start += 1
        else:
            break
    arrow = _ARROW.match(text, start, end)
    return arrow.end() if arrow else start


def _only_links(text: str, links: list[Anchor], start: int, end: int) -> bool:
    """Whether nothing but short links is left: `[Transcript](u).`."""
    at = start
    key = key_in(text[start:end])
    if key and is_label(key):
        at = text.index(":", start) + 1 if ":" in text[start:end] else start
    for one in links:
        if one.start < at or one.end > end:
            continue
        if any(map(str.isalnum, text[at : one.start])) or text.count(" ", one.start, one.end) > 1:
            return False
        at = one.end
    return at > start and not any(map(str.isalnum, text[at:end]))


def _without_last(
    view: View, facts: Facts, links: list[Anchor], start: int, stop: int
) -> int | None:
    """Where the text ends without its last part, if that is a tag or labels; None if not."""
    text = view.text
    if view.style(stop - 1) & CODE:
        return _before_code(view, start, stop)
    if text[stop - 1] in CLOSING:
        return _before_bracket(text, facts, links, start, stop)
    if text[stop - 2 : stop] in {").", "）。"}:
        at = text.rfind("(" if text[stop - 1] == "." else "（", start, stop)
        first = next((one for one in links if one.start > at >= 0), None)
        if first is not None and text[at + 1 : first.start].strip().casefold() in _BY:
            return at
    last = next((one for one in reversed(links) if one.start < stop), None)
    if last is not None and last.start > start and not text[last.end : stop].strip(" ."):
        # `… by [@name](u).` says who made it.
        credit = _CREDIT.search(text, max(start, last.start - _LONGEST_CREDIT), last.start)
        if credit and (credit[1] or not _TAKEN.search(text[start : credit.start()])):
            return credit.start()
    if last is None or last.end < stop or last.start <= start:
        return None
    if facts.is_url(last):
        return last.start
    return _before_labels(text, facts, links, start, last) if facts.is_label(last.link) else None


def _before_code(view: View, start: int, stop: int) -> int | None:
    """Where the code at the end begins, if it is a tag behind a sentence or another one."""
    at = stop
    while at > start and view.style(at - 1) & CODE:
        at -= 1
    before = view.text[start:at].rstrip(" \t\n\u00a0|")
    ends = not before or before[-1] in ".。!?…)]）！？"
    return at if ends or view.style(len(before) + start - 1) & CODE else None


def _before_bracket(
    text: str, facts: Facts, links: list[Anchor], start: int, stop: int
) -> int | None:
    """Where the bracket at the end opens, if it holds nothing but labels."""
    closing = text[stop - 1]
    opening = CLOSING[closing]
    depth, at = 0, stop - 1
    while at >= start:
        if text[at] == closing:
            depth += 1
        elif text[at] == opening:
            depth -= 1
            if not depth:
                break
        at -= 1
    inside = [one for one in links if at <= one.start and one.end <= stop]
    if at < start or not inside:
        return None
    words = sum(map(str.isalnum, text[at:stop])) - sum(
        sum(map(str.isalnum, text[one.start : one.end])) for one in inside
    )
    labelled = closing == "]" or all(facts.is_label(one.link) for one in inside)
    # `(by [Ann](u))`
    labelled = labelled or text[at + 1 : inside[0].start].strip().casefold() in _BY
    return at if words <= _MOST_LETTERS and (labelled or words == 0) else None


def _before_labels(
    text: str, facts: Facts, links: list[Anchor], start: int, last: Anchor
) -> int | None:
    """Where the labels at the end begin, if a sentence ends or a mark stands before them."""
    first = last
    for one in reversed(links):
        if one.end <= first.start and one.start > start and facts.is_label(one.link):
            if any(map(str.isalnum, text[one.end : first.start])):
                break
            first = one
    before = text[start : first.start].rstrip(" \t\n\u00a0")
    if not before:
        return None
    last_word = before.rsplit(None, 1)[-1].casefold()
    named = first.link.text[:1].isupper() and last_word not in _ARTICLES
    return first.start if before[-1] in _BEFORE_LABELS or named else None

"""Marks of a text: what stands before words, separates them or encloses them."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

import unicodedata

from lint.patterns import lazy

SHORTCODE = lazy(r":[a-z0-9_+-]{2,40}:")
SHORTCODE_LAST = lazy(r":[a-z0-9_+-]{2,40}:\s{0,4}$")
LONGEST_SHORTCODE = 42
OPENING = "([{（【〔［「"
QUOTES = {'"': '"', "“": "”", "《": "》", "「": "」", "『": "』", "„": "“", "«": "»"}
CLOSING = {")": "(", "]": "[", "）": "（", "】": "【"}
"""Brackets that close, with what opens each."""
STRIP = " \t\n\u00a0-–—―−－:：,，.;；|·•→*_~、\u200b"
SEPARATORS = " \t\n\u00a0-–—―−－:：,，.;；|·•→、\u200b。"
DASHES = (" - ", " – ", " — ", " -- ", " ― ")
COLONS = (": ", "：")
STOP = lazy(r" (?:[-–—|·•~]|--) |: |：|\n|，|, ")
"""A mark behind a date."""
BROKEN_LABEL = lazy(r"\[{1,2}([^\[\]\n]{1,24})\]{1,2}")
# Attributes of what stands before them, in kramdown and in Python-Markdown: `{: .wide}`.
ATTRIBUTES = lazy(r"\{:[^{}\n]{0,200}\}|\{ ?[.#][^{}\n]{1,200}\}")
_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "〔": "〕", "［": "］", "「": "」"}
_TASK = lazy(r"\[[ xX✓✔]\]\s")
_NUMBER = lazy(
    r"(?:(?:No|Nr|Ep|Vol)\.?\s?)?[#№]?(?P<bare>\d{1,4})(?:、|[.:：．](?=[^\d\s/])(?![A-Z]\d)|[.):：．]\s+|\s[-–—|]\s+)"
    r"|(?i:lecture|lesson|episode|chapter|week|part|day|session|module|unit|talk)\s\d{1,3}"
    r"(?:\s[-–—|]|[.:])\s+"
    r"|(?:[#№]|N[ro°º]\.?\s?)\d{1,4}\s+(?=\S)"
    r"|0\d\s+(?!(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|[^\W\d_]{3,8}\s\d)(?=\S)"
    r"|(?:[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]|\d{1,2}\ufe0f?\u20e3)[.、:：]?\s*(?=\S)"
    r"|[\[(（【](?P<framed>\d{1,4})[\])）】][.:]?\s*(?=\S)"
)
# `3. März 2024`, `3. 4. 2024`
_DAY = lazy(r"\d{1,2}\.\s?(?:[^\W\d_]{3,12}\.?|\d{1,2}\.)\s?(?:19|20)\d\d\b")
_YEAR = lazy(r"(?:19|20)\d\d")
_FRONT = frozenset(" \t\n\u00a0•·▪◦‣*>|~,，;；、:：.-–—―_→➤▶►»\u200b\u200d\ufe0f")


def is_symbol(character: str) -> bool:
    """Whether a character is an emoji, or a part of one."""
    return character > "\x7f" and (
        unicodedata.category(character) in {"So", "Sk", "Cf", "Mn"} or character == "\ufe0f"
    )


def skip_marks(text: str, at: int, end: int) -> int:
    """Where the words begin: after blanks, marks, emoji, shortcodes, attributes and a task box."""
    while at < end:
        character = text[at]
        if (character == ":" and (match := SHORTCODE.match(text, at, end))) or (
            character == "[" and (match := _TASK.match(text, at, end))
        ):
            at = match.end()
        elif character in _FRONT or is_symbol(character):
            at += 1
        elif character == "{" and (match := ATTRIBUTES.match(text, at, end)):
            at = match.end()
        else:
            break
    return at


def skip_separators(text: str, at: int, end: int, *, also: str = "") -> int:
    """Where the words go on: after separators, emoji, shortcodes, and the characters `also`."""
    while at < end:
        character = text[at]
        if character == ":" and (match := SHORTCODE.match(text, at, end)):
            at = match.end()
        elif character in SEPARATORS or character in also or is_symbol(character):
            at += 1
        else:
            break
    return at


def front_number(text: str, at: int, end: int) -> int:
    """Where the words begin behind a number: `1.`, `[3]`, `1、`."""
    match = _NUMBER.match(text, at, end)
    if match and _YEAR.fullmatch(match["bare"] or match["framed"] or ""):
        # A year is a date, though some lists have two thousand items.
        return at
    if match and _DAY.match(text, at, end):
        return at
    after = skip_marks(text, match.end(), end) if match else end
    return after if after < end else at


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

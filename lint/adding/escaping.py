"""Strangers' text in a list: it reads as it is, and nothing of it is markup.

A character is escaped only where it could be markup (CommonMark 0.31, section 2.4; GFM, 6.9), so
that a title looks in the source as a curator would type it. What no escape can help against, such
as an autolink, is what `plainest` takes away.
"""

from __future__ import annotations

import html
import re
import unicodedata

# What reorders a line (Unicode Standard Annex #9) or cannot be seen.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BREAKS = frozenset({"Zl", "Zp", "Zs"})
_ALWAYS = frozenset("\\`*[]<>|")
# CommonMark 0.31, section 2.5: a character reference ends with a semicolon.
_REFERENCE = re.compile(r"&(?:#\w{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
_WORD = re.compile(r"[^\W_]")
_AUTOLINK = re.compile(r"(?i)\b(?:https?|ftp)://|\bwww\.")
_KEPT_MARKS = frozenset(" .,;'()?%+=/-–—…")  # noqa: RUF001 - dashes


def one_line(text: str) -> str:
    """`text` on one line, without what nobody sees: controls, formats, private characters."""
    found = []
    for char in text:
        kind = unicodedata.category(char)
        if kind in _BREAKS or char in "\t\n\r\v\f\x85":
            found.append(" ")
        elif kind not in _DROPPED:
            found.append(char)
    return " ".join("".join(found).split())


def in_markdown(text: str) -> str:
    """`text`, on one line, as it is written in Markdown so that it reads the same."""
    found = []
    for at, char in enumerate(text):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if (
            char in _ALWAYS
            or (char == "_" and not (_is_word(before) and _is_word(after)))
            or (char == "~" and "~" in text[:at] + text[at + 1 :])
            or (char == "&" and _REFERENCE.match(text, at))
            or (char == "!" and after == "[")
            or (char == ":" and after and not after.isspace() and _is_code(text, at))
            or (char in "#+-=" and at == 0)
            or (char in ".)" and text[:at].isdigit() and not after.strip())
        ):
            found.append("\\")
        found.append(char)
    return "".join(found)


def in_html(text: str) -> str:
    """`text` as it is written between tags, where Markdown counts for nothing."""
    return html.escape(text, quote=False)


def plainest(text: str) -> str:
    """The letters and digits of `text`, with what cannot be markup wherever it stands."""
    text = _AUTOLINK.sub(" ", text).replace("@", " at ")
    return " ".join(
        "".join(c if c.isalnum() or c in _KEPT_MARKS else " " for c in text).split()
    ).strip("-+=. ")


def _is_word(char: str) -> bool:
    return bool(char) and _WORD.match(char) is not None


def _is_code(text: str, at: int) -> bool:
    """Whether a colon may open the shortcode of an emoji: `:tada:`, or a URL's `://`."""
    return text.startswith("://", at) or ":" in text[at + 1 : at + 60]

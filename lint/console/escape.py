"""Untrusted text on a terminal: nothing in a list may move the cursor or reorder a line."""

from __future__ import annotations

import unicodedata

# The joiners are format characters that words and emoji need; they neither hide nor reorder.
_JOINERS = "\u200c\u200d"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_VARIATION_16 = "\ufe0f"
TAB = "    "


def visible(text: str) -> str:
    r"""`text` with what a terminal would not show, or would obey, written as an escape.

    Control and format characters (general categories Cc, Cf, Zl, Zp) and lone surrogates become
    `\n`, `\x1b`, `\u202e` and so on, but for the two joiners.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def source(text: str) -> str:
    """`text` of a list as a source line shows it: tabs as blanks, the rest made visible."""
    return visible(TAB.join(text.split("\t"))) if "\t" in text else visible(text)


def columns(text: str) -> int:
    """How many columns a terminal needs for `text`, which is visible."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


def room(character: str) -> int:
    """The most columns that one character of a list takes once it is shown."""
    if character == "\t":
        return len(TAB)
    shown = _shown(character)
    # U+FE0F widens the character before it.
    return 1 if shown == _VARIATION_16 else columns(shown)


def is_mark(character: str) -> bool:
    """Whether a character is drawn onto the one before it."""
    return character != "\t" and columns(_shown(character)) == 0


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN or character in _JOINERS:
        return character
    return character.encode("unicode_escape").decode("ascii")

r"""The anchors that GitHub gives to headings, and how a link's `#anchor` finds one of them.

Two sources agree. html-pipeline's `TableOfContentsFilter`, GitHub's own when it was open, takes the
rendered text of a heading, downcases it, drops all that is not Ruby's `\p{Word}`, a hyphen or a
space, and turns spaces into hyphens. github-slugger's `test/fixtures.json` records what github.com
made of some 80 headings, for every general category of Unicode. An emoji shortcode loses only its
colons (`:ok_hand: Yes` is `#ok_hand-yes`), for it becomes an emoji after the slug is made.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

# Ruby's \p{Word} is Alphabetic, Mark, Decimal_Number and Connector_Punctuation (Onigmo's
# tool/enc-unicode.rb). Alphabetic is the letters, the letter numbers, and Other_Alphabetic: marks,
# and the circled and squared Latin letters, which are symbols by their category.
_WORD_CATEGORIES = frozenset(
    ["Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn", "Mc", "Me", "Nd", "Pc"],
)
_ALPHABETIC_SYMBOLS = (
    range(0x24B6, 0x24EA),
    range(0x1F130, 0x1F14A),
    range(0x1F150, 0x1F16A),
    range(0x1F170, 0x1F18A),
)
_NOT_PLAIN = re.compile(r"[^a-z0-9_\- ]")
# Ruby counts the two joiners as word characters since 2025 (ruby/ruby#14372) and did not before;
# which of the two github.com runs cannot be told from a file, so they never decide.
_JOINERS = str.maketrans(dict.fromkeys("\u200c\u200d"))
# Tuned on real lists: a slip of the pen and a lost emoji stay above, the next section below.
_CUTOFF = 0.8
# Comparing costs the product of two lengths, so a hostile document must not ask for many.
_MAX_COMPARISONS = 20_000
_MAX_LENGTH = 200


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    """`character` if it is one of Ruby's word characters, else nothing."""
    if unicodedata.category(character) in _WORD_CATEGORIES:
        return character
    code = ord(character)
    return character if any(code in symbols for symbols in _ALPHABETIC_SYMBOLS) else ""


def _downcase(text: str) -> str:
    """`text` in lower case as Ruby has it: a final capital sigma is no special case there."""
    return text.replace("\N{GREEK CAPITAL LETTER SIGMA}", "\N{GREEK SMALL LETTER SIGMA}").lower()


def slug(text: str) -> str:
    """The anchor of a heading whose rendered text is `text`, before duplicates are numbered.

    `text` has no markup, keeps the blanks around images, and its emoji shortcodes as written.
    """
    return _NOT_PLAIN.sub(lambda match: _kept(match[0]), _downcase(text)).replace(" ", "-")


class Slugger:
    """The anchors of one document, made in the order of its headings.

    A slug that is taken gets `-1`, `-2` and so on, until one is free (github-slugger's fixtures:
    `echo`, `echo`, `echo 1`, `echo` are `echo`, `echo-1`, `echo-1-1`, `echo-2`).
    """

    __slots__ = ("_taken",)

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def slug(self, text: str) -> str:
        """The anchor of the next heading, whose rendered text is `text`."""
        first = result = slug(text)
        while result in self._taken:
            self._taken[first] += 1
            result = f"{first}-{self._taken[first]}"
        self._taken[result] = 0
        return result


def _folded(anchor: str) -> str:
    """What two anchors have in common when a browser on github.com takes one for the other.

    Case does not count, nor do trailing hyphens: where a heading ends in a badge, some of the tools
    that write tables of contents leave the hyphen of its blank out.
    """
    return _downcase(anchor).translate(_JOINERS).rstrip("-")


def _letters(anchor: str) -> str:
    """`anchor` without its hyphens and the variation selectors that emoji leave behind."""
    return _folded(anchor).replace("-", "").replace("\ufe0f", "")


class Anchors:
    """The targets of one document: the slugs of its headings and its explicit ids and names.

    Anchors are given as written in a link, without their `#`; they are percent-decoded here.
    """

    __slots__ = ("_by_letters", "_comparisons", "_names")

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        self._by_letters: dict[str, str] = {}
        self._comparisons = 0
        for name in names:
            self._names.setdefault(_folded(name), name)
            self._by_letters.setdefault(_letters(name), name)

    def find(self, anchor: str) -> str | None:
        """The target that `anchor` leads to, or None."""
        return self._names.get(_folded(unquote(anchor)))

    def equal(self, anchor: str) -> str | None:
        """The target that differs from `anchor` in hyphens and invisible characters alone."""
        letters = _letters(unquote(anchor))
        return self._by_letters.get(letters) if letters else None

    def nearest(self, anchor: str) -> str | None:
        """The target that was probably meant by `anchor`, or None where none is near.

        One that differs in hyphens alone comes first, then the most similar one. Numbers must be
        the same: `#papers-2023` is no slip for `#papers-2024`. A document with very many broken
        anchors gets suggestions for the first of them only.
        """
        from difflib import SequenceMatcher

        equal = self.equal(anchor)
        if equal is not None:
            return equal
        wanted = _folded(unquote(anchor))
        if not 0 < len(wanted) <= _MAX_LENGTH:
            return None
        numbers = re.findall(r"\d+", wanted)
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        best, similarity = None, _CUTOFF
        for candidate, name in self._names.items():
            if self._comparisons >= _MAX_COMPARISONS:
                break
            shorter, longer = sorted((len(candidate), len(wanted)))
            if 2 * shorter < similarity * (shorter + longer):
                continue
            self._comparisons += 1
            matcher.set_seq1(candidate)
            if matcher.quick_ratio() < similarity or re.findall(r"\d+", candidate) != numbers:
                continue
            ratio = matcher.ratio()
            if ratio > similarity or (best is None and ratio == similarity):
                best, similarity = name, ratio
        return best

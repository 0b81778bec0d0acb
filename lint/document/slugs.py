r"""The anchors that GitHub gives to headings, and how a link's `#anchor` finds one of them.

Two sources agree. html-pipeline's `TableOfContentsFilter`, GitHub's own when it was open, takes the
rendered text of a heading, downcases it, drops all that is not Ruby's `\p{Word}`, a hyphen or a
space, and turns spaces into hyphens. github-slugger's `test/fixtures.json` records what github.com
made of some 80 headings, for every general category of Unicode. An emoji shortcode loses only its
colons (`:ok_hand: Yes` is `#ok_hand-yes`), for it becomes an emoji after the slug is made.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

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
_NOT_PLAIN = lazy(r"[^a-z0-9_\- ]")
# Ruby counts the two joiners as word characters since 2025 (ruby/ruby#14372) and did not before;
# which of the two github.com runs cannot be told from a file, so they never decide.
_JOINERS = str.maketrans(dict.fromkeys("\u200c\u200d"))
# Comparing costs the product of two lengths, so a hostile document must not ask for many.
_MAX_COMPARISONS = 20_000
_MAX_LENGTH = 200
# Words that an anchor may have and another lack without being about something else.
_SMALL = """
    a an and as at by da das de del der des di die du e el en et for from i il im in la las le les
    los of on or the to u und with y
"""
_SMALL_WORDS = frozenset(_SMALL.split())
_DIGITS = lazy(r"\d+")
_LAST_NUMBER = lazy(r"(?<!-)-++\d++$")
# What East Asian headings join words with: kana that are no word, and marks.
_JOINS = lazy(r"[\u3041-\u309f\u30fb\u30fc]")
_UNSPACED = lazy(r"[\u3041-\u30ff\u3400-\u9fff]")
# A word of so many letters may have one or two slips; a shorter one is another word.
_ONE_SLIP, _TWO_SLIPS = 5, 8
_PLURALS = ("s", "es")


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


def _is_slip(word: str, other: str) -> bool:
    """Whether two words are the same but for a slip of the pen or a plural."""
    if word == other:
        return True
    if _UNSPACED.search(word) or _UNSPACED.search(other):
        return _JOINS.sub("", word) == _JOINS.sub("", other) != ""
    shorter, longer = sorted((word, other), key=len)
    if any(longer == shorter + plural for plural in _PLURALS):
        return True
    if longer == f"{shorter[:-1]}ies" and shorter.endswith("y"):
        return True
    if len(longer) < _ONE_SLIP or _DIGITS.search(word) or _DIGITS.search(other):
        return False
    from rapidfuzz.distance import OSA

    most = 2 if len(shorter) >= _TWO_SLIPS else 1
    distance = OSA.distance(word, other, score_cutoff=most)
    if distance > most:
        return False
    # `vision` and `version`, `supervised` and `unsupervised` are words of their own, and so are
    # many words of five letters that differ in one.
    if word[0] != other[0] and (distance > 1 or len(word) != len(other)):
        return False
    return len(word) != len(other) or len(word) > _ONE_SLIP or sorted(word) == sorted(other)


def _words(anchor: str) -> list[str]:
    return [word for word in anchor.split("-") if word and word not in _SMALL_WORDS]


def _is_debris(word: str, around: str) -> bool:
    """Whether a word is what is left of an emoji that was read in the wrong encoding."""
    return around.isascii() and all("\x7f" < character < "\u0250" for character in word)


def _slips(wanted: str, candidate: str) -> int | None:
    """How many words of two anchors differ by a slip; None where a whole word does."""
    ours, theirs = _words(wanted), _words(candidate)
    while theirs and _is_debris(theirs[0], wanted):
        del theirs[0]
    while theirs and _is_debris(theirs[-1], wanted):
        del theirs[-1]
    if len(ours) != len(theirs) or not ours:
        # `data-base` and `database`
        return 0 if ours and "".join(ours) == "".join(theirs) else None
    pairs = list(zip(ours, theirs, strict=True))
    if not all(_is_slip(*pair) for pair in pairs):
        return None
    return sum(one != other for one, other in pairs)


class Anchors:
    """The targets of one document: the slugs of its headings and its explicit ids and names.

    `names` are as written in a link, without the `#`; they are percent-decoded here. `bare` gives
    names by what is left of their headings without emoji and counts. `foreign` are ids that other
    programs read, not GitHub, each with the anchor that its heading has on GitHub.
    """

    __slots__ = ("_bare", "_by_letters", "_comparisons", "_foreign", "_names")

    def __init__(
        self,
        names: Iterable[str],
        *,
        bare: Iterable[tuple[str, str]] = (),
        foreign: Mapping[str, str] | None = None,
    ) -> None:
        self._names: dict[str, str] = {}
        self._by_letters: dict[str, str] = {}
        self._bare: dict[str, str | None] = {}
        self._foreign = {_folded(one): other for one, other in (foreign or {}).items()}
        self._comparisons = 0
        for name in names:
            self._names.setdefault(_folded(name), name)
            self._by_letters.setdefault(_letters(name), name)
        for short, name in bare:
            key = _letters(short)
            # What two sections are called without their numbers is no name of either.
            self._bare[key] = name if self._bare.get(key, name) == name else None

    def find(self, anchor: str) -> str | None:
        """The target that `anchor` leads to, or None."""
        return self._names.get(_folded(unquote(anchor)))

    def foreign(self, anchor: str) -> str | None:
        """The anchor on GitHub of the heading to which other programs give the id `anchor`."""
        return self._foreign.get(_folded(unquote(anchor)))

    def equal(self, anchor: str) -> str | None:
        """The target that differs from `anchor` in punctuation, emoji and a count alone."""
        decoded = unquote(anchor)
        for spelling in (decoded, slug(decoded)):
            letters = _letters(spelling)
            if letters and letters in self._by_letters:
                return self._by_letters[letters]
        wanted = slug(decoded)
        for spelling in (wanted, _LAST_NUMBER.sub("", wanted)):
            if letters := _letters(spelling):
                found = self._bare.get(letters)
                if found is not None:
                    return found
        return None

    def nearest(self, anchor: str, linked: Container[str] = ()) -> str | None:
        """The target that was probably meant by `anchor`, or None where none is near.

        One that differs in punctuation, emoji and a count alone comes first, then the one whose
        words differ by the fewest slips of the pen, if it is not among those `linked` already.
        Another word is another thing, and so is another number: `#papers-2023` is no slip for
        `#papers-2024`. A document with very many broken anchors gets suggestions for the first of
        them only.
        """
        equal = self.equal(anchor)
        if equal is not None:
            return equal
        wanted = _folded(slug(unquote(anchor)))
        if not 0 < len(wanted) <= _MAX_LENGTH:
            return None
        numbers = _DIGITS.findall(wanted)
        best, fewest = None, len(wanted)
        for candidate, name in self._names.items():
            if self._comparisons >= _MAX_COMPARISONS:
                break
            shorter, longer = sorted((len(candidate), len(wanted)))
            if 2 * shorter < longer or _DIGITS.findall(candidate) != numbers:
                continue
            self._comparisons += 1
            slips = _slips(wanted, candidate)
            if slips is not None and slips < fewest and name not in linked:
                best, fewest = name, slips
        return best

"""Titles in other languages than English, which are compared by their words or characters.

A translation may be worded in many ways, so that two titles are only told apart where they have
nothing in common.
"""

from __future__ import annotations

from lint.patterns import lazy

_WIDE = lazy(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WIDE_RUN = lazy(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_LATIN = lazy(r"[A-Za-z]{2,}")
_WORD = lazy(r"[^\W\d_]+")
# Shorter ones may be names or topics: in characters of East Asia, and in words of other scripts.
_FEWEST_WIDE, _FEWEST_WORDS = 6, 4
# Words of fewer letters say little of a title, and endings differ.
_SHORTEST, _STEM = 4, 5
# Of the characters that two titles have in common, some are particles.
_MOST_COMMON = 0.34
# Longer text cannot be a title.
_LONGEST = 400


def are_of_two_works(one: str, other: str) -> bool:
    """Whether two titles in one foreign language have nothing in common; False where unclear."""
    from lint.titles.words import is_foreign, read

    if max(len(one), len(other)) > _LONGEST:
        return False
    if not (is_foreign(read(one)) and is_foreign(read(other))):
        return False
    names = [{word.casefold() for word in _LATIN.findall(title)} for title in (one, other)]
    wide = [len(_WIDE.findall(title)) for title in (one, other)]
    if min(wide) >= _FEWEST_WIDE:
        # A name in Latin letters may be what the other title translates.
        if bool(names[0]) != bool(names[1]) or names[0] & names[1]:
            return False
        pairs = [_pairs(title) for title in (one, other)]
        characters = [set(_WIDE.findall(title)) for title in (one, other)]
        common = len(characters[0] & characters[1]) / min(map(len, characters))
        return pairs[0].isdisjoint(pairs[1]) and common <= _MOST_COMMON
    if any(wide):
        return False
    words = [_WORD.findall(title.casefold()) for title in (one, other)]
    if min(map(len, words)) < _FEWEST_WORDS or _scripts(one) != _scripts(other):
        return False
    stems = [{word[:_STEM] for word in each if len(word) >= _SHORTEST} for each in words]
    return all(stems) and stems[0].isdisjoint(stems[1])


def _pairs(title: str) -> set[str]:
    """The pairs of neighbouring characters."""
    return {run[at : at + 2] for run in _WIDE_RUN.findall(title) for at in range(len(run) - 1)}


def _scripts(title: str) -> bool:
    """Whether most letters of a title are Latin ones."""
    letters = [one for one in title if one.isalpha()]
    return sum(one < "\u0250" for one in letters) * 2 > len(letters)

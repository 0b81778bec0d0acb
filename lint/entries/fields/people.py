"""Names of people in a text: `G. Hinton et al.`, `Chen and Manning`, `张三, 李四`."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 1500
# One name alone has no more words, but for particles.
_MOST_WORDS = 3
_JOINTS = lazy(r"(?:(?<!\s)\s++)?+(?:,|;|，|、|&|\band\b|\bund\b|\by\b|\be\b|\bet\b|\bи\b|/)\s*")
_INITIALS = lazy(r"(?:[A-Z]\.[ -]?){1,3}")
_ONLY_INITIALS = lazy(r"[A-Z]\.?(?:[ -]?[A-Z]\.?){0,3}")
# An article is no initial.
_MIDDLE = lazy(r"[A-Z]\.|[B-HJ-Z]")
_NAME = lazy(r"[^\W\d_][\w.'’`-]*")
_PARTICLES = frozenset(
    [
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
        "zu",
    ]
)
# What stands behind the name of something else: `MIT License`.
_NO_NAMES = frozenset(["License", "Licence"])
# Words in small letters that may stand among names.
_AMONG = _PARTICLES | {"al", "and", "et", "others", "und", "y"}
_DIGIT = lazy(r"\d")
# What stands before the first mark or bracket that may part names, venues and dates.
_FRONT = lazy(r"(?:[^,.;:&/|()\[\]{}，；、。：\n–—-]|(?<=\w)-(?=\w)){0,80}")
_ET_AL = lazy(r"(?i)\bet[\s.]*al\b\.?|等(?:人)?$|\bothers$")
_CJK_NAME = lazy(r"[\u4e00-\u9fff·]{2,4}")
_CJK = lazy(r"[\u2e80-\ud7af]")
_SPLITS = lazy(r"[,.;，。](?:\s+|(?=[A-Z]))|\s[-–—]\s|\n")
_LAST_BRACKET = lazy(r"\s?\([^()]{0,40}\)$")
_NOTES = lazy(r"(?<![*†‡§¶\d])[*†‡§¶\d]++$|\([^()]*\)")


def are_people(text: str, *, loose: bool = False, fewest: int = 3) -> bool:
    """Whether `text` lists the names of people, and nothing else.

    `loose` says that its siblings do, so that surnames alone, or one name, will do; else there are
    `fewest` names in full, or initials.
    """
    text = text.strip(" \t\n.,;:*_|-")
    if not text or len(text) > _LONGEST or _is_prose(text):
        return False
    text = _LAST_BRACKET.sub("", text)
    short = _ET_AL.sub("", text).strip(" ,.;")
    full: list[str] = []
    for one in _JOINTS.split(short):
        name = _NOTES.sub("", one).strip(" .*")
        if name:
            kind = kind_of(name)
            if not kind:
                return False
            full.append(kind)
    if not full:
        return False
    if short != text:
        return len(full) <= 30
    initials = sum(kind == "initial" for kind in full)
    pairs = sum(kind in {"initial", "full"} for kind in full)
    if len(full) == 1:
        few = len(short.split()) <= _MOST_WORDS or not _PARTICLES.isdisjoint(short.split())
        return full[0] == "initial" or (loose and full[0] == "full" and few)
    if initials:
        return pairs * 2 >= len(full)
    if pairs >= fewest and pairs * 4 >= len(full) * 3:
        return True
    return _are_inverted(short) or (loose and (pairs * 2 >= len(full) or len(full) <= 4))


def are_words(text: str) -> bool:
    """Whether what may be a list of names is of single words, which may be anything: `Go, Rust`."""
    text = text.strip(" \t\n.,;:*_|-")
    return _ET_AL.search(text) is None and all(
        kind_of(one.strip(" .*")) == "single" for one in _JOINTS.split(text) if one.strip(" .*")
    )


def _are_inverted(text: str) -> bool:
    """Whether `text` is names as BibTeX has them: `Lee, Ann M and Chen, Bo`."""
    if " and " not in text or "," not in text:
        return False
    names = [one.split(",") for one in text.split(" and ")]
    return all(len(one) == 2 and all(kind_of(part.strip()) for part in one) for one in names)


def _is_prose(text: str) -> bool:
    """Whether a lower-case word shows that `text` is not a list of names; False decides nothing.

    Nearly every summary has one: to look for it first takes 5 % off the check of a large list.
    """
    before, bracket, _ = text.partition("(")
    words = before.split()
    if bracket:
        words = words[:-1]  # a bracket within a word is left out of a name
    return any(word.islower() and word.isalpha() and word not in _AMONG for word in words)


def opens_a_sentence(text: str) -> bool:
    """Whether `text` is clearly not a reference: it has no digit, and opens with an ordinary word.

    Nearly every summary is such: to say so first takes a tenth off the check of a large list. No
    name, date or venue can begin such a text, however it is split; False decides nothing.
    """
    if _DIGIT.search(text) or not (text.isascii() or not any(map(str.isdigit, text))):
        return False
    return opens_prose(text)


def opens_prose(text: str) -> bool:
    """Whether an ordinary word in `text` shows that no name or venue opens it.

    If `text` states no date, it is clearly not a reference then; False decides nothing.
    """
    front = _FRONT.match(text)
    for word in front[0].split(" ")[:-1] if front else ():
        if word.islower() and word.isalpha() and word not in _AMONG:
            return True
    return False


def are_references(text: str) -> bool:
    """Whether `text` is authors as references have them: `Surname, A. B., & Surname, C.`."""
    text = text.strip(" \t\n.,;:*_|-")
    if not text or len(text) > _LONGEST:
        return False
    names = [one.strip(" .") for one in _JOINTS.split(_ET_AL.sub("", text).strip(" ,.;…"))]
    names = [one for one in names if one and one != "..."]
    initials = sum(_ONLY_INITIALS.fullmatch(one) is not None for one in names)
    rest = [one for one in names if _ONLY_INITIALS.fullmatch(one) is None]
    return bool(rest) and all(map(kind_of, rest)) and (initials > 0 or are_people(text, loose=True))


def kind_of(name: str) -> str:
    """What sort of name this is: `initial`, `full`, `single` or `cjk`; "" for none."""
    if not name.isascii():
        if _CJK_NAME.fullmatch(name):
            return "cjk"
        if _CJK.search(name):
            return ""
    initials = _INITIALS.match(name)
    if initials and initials.end() < len(name):
        rest = name[initials.end() :].split()
        return "initial" if len(rest) <= 3 and all(map(_capital, rest)) else ""
    words = name.split()
    if not 1 <= len(words) <= 5 or not all(map(_capital, words)) or not _upper(words[-1]):
        return ""
    if words[-1] in _NO_NAMES or any(_NAME.fullmatch(word) is None for word in words):
        return ""
    # A long word before a full stop ends a sentence.
    if any(len(word) > 4 and word.endswith(".") for word in words):
        return ""
    if any(len(word) > 3 and word.isupper() and "." not in word for word in words):
        return ""
    if len(words) == 1:
        return "single"
    return "initial" if any(_MIDDLE.fullmatch(word) for word in words[:-1]) else "full"


def _capital(word: str) -> bool:
    return _upper(word) or word.casefold() in _PARTICLES


def _upper(word: str) -> bool:
    return word[:1].isupper() or not (word[:1].islower() or word[:1].isascii())


def splits(text: str) -> Iterator[tuple[int, int]]:
    """Where a title in `text` may end and what is beside it begin, first places first."""
    if len(text) > _LONGEST:
        return
    found = 0
    for match in _SPLITS.finditer(text):
        if match.start() >= 4:
            found += 1
            if found > 16:
                return
            yield match.start(), match.end()

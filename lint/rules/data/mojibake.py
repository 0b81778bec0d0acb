"""Text that was UTF-8 and was read by another codec: how it is told from sound text and mended.

Read by a codec of one byte a character, each character beyond ASCII becomes two to four: `’`
becomes `‚Äô` (Mac Roman), `â€™` (Windows-1252), `ΓÇÖ` (code page 437). Such a sequence can be
found again, but sound text has some of its own: `d’été` holds one by Mac Roman, `CAFÉ”` one by
Windows-1252, `√π` is mathematics. So each sequence must be certain by itself, or stand in a text
that is nothing but damage.
"""
# ruff: noqa: RUF001, RUF002  characters that look like others are what this module is about

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Damage(NamedTuple):
    """A damaged text: the codec that it was read by, where that is certain, and it mended.

    `places` are the offsets of the sequences that prove it.
    """

    codec: str
    places: tuple[int, ...]
    mended: str


# The codecs by which UTF-8 is misread most, in the order in which one wins over another with as
# much proof. Python's name and the one that readers know.
_CODECS = {
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "mac_roman": "Mac Roman",
    "cp437": "code page 437",
    "cp850": "code page 850",
    "cp1251": "Windows-1251",
}
# What may follow a letter in sound text, so that a sequence made of it proves nothing; with the
# controls that stand for some of it where Windows-1252 was read as Latin-1.
_FOLLOWERS = frozenset("\xa0«»‹›“”„‘’‚…–—·•™®°\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99")
# The letters of Windows-1251 that only Serbian and Macedonian have, and seldom together.
_SOUTHERN = frozenset("ЂЃѓЉЊЌЋЏђљњќћџ")
_MATHS = frozenset("∞±≤≥∂∑∏π∫Ωµ≠∆")
_BOX = lazy(r"[\u2500-\u259f]")  # box drawing, as trees of files are drawn
# Punctuation, currency signs, letter-like symbols, arrows, mathematics, shapes, dingbats.
_SYMBOLS = (range(0x2010, 0x2028), range(0x2030, 0x205F), range(0x20A0, 0x20C1))
_SIGNS = (range(0x2100, 0x27C0), range(0x2900, 0x2980), range(0x2B00, 0x2C00))
# CJK punctuation and fullwidth forms, the variation selector of an emoji.
_WIDE = (range(0x3000, 0x3040), range(0xFE0F, 0xFE10), range(0xFF01, 0xFF66))
_EMOJI = (range(0x1D000, 0x1FB00),)  # with the letters of mathematics
_CERTAIN = (*_SYMBOLS, *_SIGNS, *_WIDE, *_EMOJI)
# Scripts with two bytes a letter: Greek, Cyrillic, Armenian, Hebrew, Arabic.
_TWO_BYTE_SCRIPTS = range(0x370, 0x700)
_LATIN_LETTERS = range(0xC0, 0x100)
# A word in another script: so many characters of damage in one run, two or three letters.
_SHORTEST_WORD = 6
_LONG_WORD = 4
_RUN = lazy(r"[^\x00-\x7f]+")
# How often a text may have been misread over and over.
_ROUNDS = 3


class _Codec(NamedTuple):
    name: str
    bytes_of: Mapping[str, int]
    sequence: re.Pattern[str]


class _Sequence(NamedTuple):
    """A few characters that are one character misread."""

    start: int
    written: str
    meant: str

    @property
    def end(self) -> int:
        return self.start + len(self.written)


def find_damage(text: str, visible: Callable[[int], bool]) -> Damage | None:
    """The damage of `text` with all of it mended, or None.

    Only what stands at a `visible` offset is proof; the codec with the most of it is taken.
    """
    first = _read(text, visible)
    if first is None:
        return None
    mended, following = first.mended, first
    for _ in range(_ROUNDS - 1):
        # Offsets move; what is mended stands in prose as much as what was damaged.
        again = _read(mended, lambda _: True)
        if again is None or again.codec != following.codec:
            break
        mended, following = again.mended, again
    return first._replace(mended=mended)


def changes(text: str, mended: str) -> list[tuple[int, int, str]]:
    """Start, end and replacement of each run of `text` that is another in `mended`.

    Runs beyond ASCII stay such runs, whatever codec they were read by.
    """
    pairs = zip(_RUN.finditer(text), _RUN.findall(mended), strict=True)
    return [(*run.span(), meant) for run, meant in pairs if run[0] != meant]


def _read(text: str, visible: Callable[[int], bool]) -> Damage | None:
    runs = [run.span() for run in _RUN.finditer(text)]
    beyond = sum(end - start for start, end in runs)
    runs = [(start, end) for start, end in runs if end - start > 1]
    best: tuple[tuple[bool, int], _Codec, list[_Sequence], list[_Sequence]] | None = None
    for name in _CODECS:
        codec = _codec(name)
        sequences = _sequences(codec, text, runs)
        certain = _certain(codec, text, sequences)
        # Whether the codec explains every character beyond ASCII, else how many sequences.
        rank = beyond == sum(len(one.written) for one in sequences), len(certain)
        if certain and (best is None or rank > best[0]):
            best = rank, codec, sequences, certain
    if best is None:
        return None
    (whole, _), codec, sequences, certain = best
    places = tuple(one.start for one in certain if visible(one.start))
    if not places:
        return None
    if not whole:
        proved = frozenset(certain)
        sequences = [one for one in sequences if one in proved or _is_likely(text, one)]
    return Damage(_CODECS[codec.name], places, _mend(text, sequences))


def _mend(text: str, sequences: list[_Sequence]) -> str:
    parts = []
    position = 0
    for one in sequences:
        parts += [text[position : one.start], one.meant]
        position = one.end
    return "".join((*parts, text[position:]))


@cache
def _codec(name: str) -> _Codec:
    bytes_of = {}
    for byte in range(0x80, 0x100):
        try:
            character = bytes([byte]).decode(name)
        except UnicodeDecodeError:
            character = chr(byte)
        bytes_of[character] = byte

    def those(first: int, last: int) -> str:
        return re.escape("".join(one for one, byte in bytes_of.items() if first <= byte <= last))

    # RFC 3629, section 4; overlong forms and surrogates fail when the bytes are decoded.
    tail = f"[{those(0x80, 0xBF)}]"
    sequence = re.compile(
        f"[{those(0xC2, 0xDF)}]{tail}|[{those(0xE0, 0xEF)}]{tail}{{2}}"
        f"|[{those(0xF0, 0xF4)}]{tail}{{3}}"
    )
    return _Codec(name, bytes_of, sequence)


def _sequences(codec: _Codec, text: str, runs: list[tuple[int, int]]) -> list[_Sequence]:
    """All sequences in `runs` of `text` that are one character of UTF-8 read by `codec`."""
    found = []
    for match in chain.from_iterable(codec.sequence.finditer(text, *run) for run in runs):
        try:
            meant = bytes(codec.bytes_of[one] for one in match[0]).decode()
        except UnicodeDecodeError:
            continue
        if unicodedata.category(meant) not in {"Cn", "Co", "Cc"}:
            found.append(_Sequence(match.start(), match[0], meant))
    return found


def _certain(codec: _Codec, text: str, sequences: list[_Sequence]) -> list[_Sequence]:
    """Those of `sequences` that cannot be sound text."""
    certain = []
    run: list[_Sequence] = []
    for one in sequences:
        if run and run[-1].end != one.start:
            certain += _certain_in_run(codec, text, run)
            run = []
        run.append(one)
    return certain + _certain_in_run(codec, text, run)


def _certain_in_run(codec: _Codec, text: str, run: list[_Sequence]) -> list[_Sequence]:
    """Those of a run of sequences that cannot be sound text: all where one or a word proves it."""
    letters = [one for one in run if _is_letter(one.meant)]
    proof = [one for one in letters if not _may_be_sound(codec, one)]
    if sum(len(one.written) for one in proof) >= _SHORTEST_WORD:
        return run
    # Cyrillic letters may follow any of their kind, but none alternates with two capitals for long.
    if codec.name == "cp1251" and len(letters) >= _LONG_WORD:
        return run
    return run if any(_is_certain(codec, text, one) for one in run) else []


def _is_letter(character: str) -> bool:
    """Whether a character beyond Latin makes words: a run of them is no accident."""
    code = ord(character)
    return code in _TWO_BYTE_SCRIPTS or (code > 0x7FF and unicodedata.category(character)[0] == "L")


def _is_certain(codec: _Codec, text: str, one: _Sequence) -> bool:
    if _may_be_sound(codec, one):
        return False
    code = ord(one.meant)
    if code > 0x7FF:
        return any(code in span for span in _CERTAIN)
    # `é` as `Ã©` or `√©`: a letter of a word whose others are ASCII. `IRMÃ©` may be sound.
    before, after = _sides(text, one)
    return (
        code in _LATIN_LETTERS
        and one.written[1] not in _MATHS
        and (before.islower() or bool(after))
    )


def _is_likely(text: str, one: _Sequence) -> bool:
    """Whether a sequence is damage in a text that is damaged elsewhere: `K√∂ln`, `a¬†b`."""
    code = ord(one.meant)
    return one.meant == "\xa0" or (code in _LATIN_LETTERS and all(_sides(text, one)))


def _sides(text: str, one: _Sequence) -> tuple[str, str]:
    """The ASCII letters before and behind a sequence, "" for anything else."""
    sides = text[max(0, one.start - 1) : one.start], text[one.end : one.end + 1]
    before, after = (side if side.isascii() and side.isalpha() else "" for side in sides)
    return before, after


def _may_be_sound(codec: _Codec, one: _Sequence) -> bool:
    """Whether all but the first character of a sequence may follow that one in sound text."""
    following = one.written[1:]
    if codec.name == "cp1251":
        return _SOUTHERN.isdisjoint(following)
    return all(
        (character in _FOLLOWERS and one.written[0].isalpha()) or _BOX.match(character)
        for character in following
    )

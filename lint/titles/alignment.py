"""How alike two sequences of words are, slips, abbreviations and glued words forgiven."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.titles.words import Word

# In percent of `fuzz.ratio`; words that differ at their beginning (online, offline; supervised,
# unsupervised) are two.
_SLIP = 82
_FEWEST_LETTERS = 4
_GLUED = 88
# Forms of one word, such as optimize and optimization, share this much of the longer.
_STEM, _FEWEST_STEM_LETTERS = 0.6, 6
_SHORTEST_ABBREVIATION, _LONGEST_ABBREVIATION = 2, 6
_SHORT_FORMS = {"net": "network", "nets": "networks", "info": "information"}
# What is left of the likeness where numbers differ: `Qwen2` is not `Qwen2.5`.
_OTHER_NUMBER = 0.5


def likeness(left: Sequence[Word], right: Sequence[Word]) -> float:
    """From 0, nothing in common, to 1."""
    mine, theirs = _as_in(_spelt_out(left, right), right), _spelt_out(right, left)
    total = sum(word.weight for word in (*mine, *theirs))
    if not total:
        return 0.0
    missing = 0
    numbers = False
    for one, other in _differences(mine, theirs):
        if _glued(one, other):
            continue
        left_over = (*one, *other)
        missing += sum(word.weight for word in left_over)
        numbers = numbers or any(word.number for word in left_over)
    found = 1 - missing / total
    return found * _OTHER_NUMBER if numbers else found


def has_not(words: Sequence[Word], one: Word) -> bool:
    """Whether `one` is not among `words`, in no form."""
    return not any(one.text == word.text or _similar(one.text, word.text) for word in words)


def _differences(
    left: Sequence[Word], right: Sequence[Word]
) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    """The runs of words that stand in the place of each other; one of them may be empty."""
    from rapidfuzz.distance import Indel

    one: list[Word] = []
    other: list[Word] = []
    for step in Indel.opcodes([word.text for word in left], [word.text for word in right]):
        if step.tag != "equal":
            one += left[step.src_start : step.src_end]
            other += right[step.dest_start : step.dest_end]
        elif one or other:
            yield tuple(one), tuple(other)
            one, other = [], []
    if one or other:
        yield tuple(one), tuple(other)


def _glued(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether two runs have the same letters but for a slip, such as `pre training`."""
    a, b = ("".join(word.text for word in run) for run in (one, other))
    if a == b:
        return True
    if any(word.number for word in (*one, *other)):
        return False
    long = min(len(a), len(b)) >= _FEWEST_LETTERS
    return long and a[:2] == b[:2] and _ratio(a, b) >= _GLUED


def _as_in(left: Sequence[Word], right: Sequence[Word]) -> list[Word]:
    """`left` with those words as `right` writes them that are the same but for a slip."""
    known = {word.text for word in right}
    own = {word.text for word in left}
    found = []
    for word in left:
        if word.text not in known:
            same = (
                other
                for other in right
                if other.text not in own and _similar(word.text, other.text)
            )
            word = next(same, word)  # noqa: PLW2901 - as it is written there
        found.append(word)
    return found


def _similar(one: str, other: str) -> bool:
    """Whether two words are the same but for a slip, a plural, or the form."""
    short, long = sorted((one, other), key=len)
    if short[0].isdigit() or short[:1] != long[:1]:
        return False
    if _SHORT_FORMS.get(short) in {long, f"{long}s"} or long in {f"{short}s", f"{short}es"}:
        return True
    if len(short) < _FEWEST_LETTERS or short[:2] != long[:2]:
        return False
    common = _common_start(short, long)
    if common >= _FEWEST_STEM_LETTERS and common >= _STEM * len(long):
        return True
    return _ratio(short, long) >= _SLIP


def _ratio(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other)


def _common_start(short: str, long: str) -> int:
    """How many letters two words share at their beginning."""
    pairs = enumerate(zip(short, long, strict=False))
    return next((at for at, (one, other) in pairs if one != other), len(short))


def _spelt_out(words: Sequence[Word], by: Sequence[Word]) -> list[Word]:
    """`words` with abbreviations spelt out as in `by`: `LLMs`, large language models."""
    known = {word.text for word in by}
    found: list[Word] = []
    for word in words:
        run = None
        if word.text not in known:
            bare = word.text.removesuffix("s")
            run = _abbreviated(word.text, by) or _abbreviated(bare, by)
        found += run or [word]
    return found


def _abbreviated(text: str, words: Sequence[Word]) -> list[Word] | None:
    """The run of `words` whose initials are `text`."""
    size = len(text)
    if not _SHORTEST_ABBREVIATION <= size <= _LONGEST_ABBREVIATION or not text.isalpha():
        return None
    initials = "".join(word.text[0] for word in words)
    start = initials.find(text)
    return None if start < 0 else list(words[start : start + size])

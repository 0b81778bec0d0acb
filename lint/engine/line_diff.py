"""Which lines of two texts are the same, and what makes one of the other, as `diff -u` writes it.

difflib's own comparison leaves lines that are frequent, in texts of 200 lines or more, out of what
it compares, and then shows them as removed and added again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Lines of context around a change, as git has it.
_CONTEXT = 3
# The product of the lines of two parts, without one that is the only one of its kind, that are
# compared line by line: this takes an eighth of it in bytes. Larger parts are replaced whole.
_LARGEST = 400_000_000

_Block = tuple[int, int, int]


def unified(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The hunks that make `after` of `before`, line by line; nothing if they are the same."""
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    matcher.opcodes = list(_opcodes(before, after))  # type: ignore[attr-defined]
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        first, last = group[0], group[-1]
        old, new = _range(first[1], last[2]), _range(first[3], last[4])
        yield f"@@ -{old} +{new} @@\n"
        for tag, old_start, old_end, new_start, new_end in group:
            if tag == "equal":
                yield from (f" {line}" for line in before[old_start:old_end])
                continue
            yield from (f"-{line}" for line in before[old_start:old_end])
            yield from (f"+{line}" for line in after[new_start:new_end])


def _range(start: int, end: int) -> str:
    """Lines as a hunk names them: counted from 1, and from the one before where there are none."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + 1 if count else start},{count}"


def _opcodes(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[str, int, int, int, int]]:
    """The same as `SequenceMatcher.get_opcodes`."""
    if not before and not after:
        return
    old = new = 0
    for old_start, new_start, size in (*_blocks(before, after), (len(before), len(after), 0)):
        if old < old_start and new < new_start:
            yield "replace", old, old_start, new, new_start
        elif old < old_start:
            yield "delete", old, old_start, new, new_start
        elif new < new_start:
            yield "insert", old, old_start, new, new_start
        old, new = old_start + size, new_start + size
        if size:
            yield "equal", old_start, old, new_start, new


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[_Block]:
    """The runs of equal lines: where they begin in either, and how many they are; none empty."""
    block = (0, 0, 0)
    for old, new in _pairs(before, after):
        start, other, size = block
        if (old, new) == (start + size, other + size):
            block = start, other, size + 1
            continue
        if size:
            yield block
        block = old, new, 1
    if block[2]:
        yield block


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of lines that are the same in both, in order."""
    old = new = 0
    for next_old, next_new in (*_anchors(before, after), (len(before), len(after))):
        yield from _between(before, after, old, next_old, new, next_new)
        if next_old < len(before):
            yield next_old, next_new
        old, new = next_old + 1, next_new + 1


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The places of lines that both have once, as many as are in the same order in both."""
    counts, others = Counter(before), Counter(after)
    places = {line: place for place, line in enumerate(after) if others[line] == 1}
    # The longest increasing subsequence, by the ends of those of each length.
    ends: list[int] = []
    chains: list[tuple[int, int, int]] = []
    last: list[int] = []
    for place, line in enumerate(before):
        other = places.get(line) if counts[line] == 1 else None
        if other is None:
            continue
        length = bisect_left(ends, other)
        chains.append((place, other, last[length - 1] if length else -1))
        ends[length : length + 1] = [other]
        last[length : length + 1] = [len(chains) - 1]
    found = []
    index = last[-1] if last else -1
    while index >= 0:
        place, other, index = chains[index]
        found.append((place, other))
    return found[::-1]


def _between(  # noqa: PLR0913, PLR0917 - two texts and a part of each
    before: Sequence[str], after: Sequence[str], old: int, old_end: int, new: int, new_end: int
) -> Iterator[tuple[int, int]]:
    """The pairs within a part of each text that has no anchor."""
    while old < old_end and new < new_end and before[old] == after[new]:
        yield old, new
        old, new = old + 1, new + 1
    tail = 0
    while old < old_end - tail and new < new_end - tail:
        if before[old_end - tail - 1] != after[new_end - tail - 1]:
            break
        tail += 1
    old_end, new_end = old_end - tail, new_end - tail
    if 0 < (old_end - old) * (new_end - new) <= _LARGEST:
        from rapidfuzz.distance import LCSseq

        for op in LCSseq.opcodes(before[old:old_end], after[new:new_end]):
            if op.tag == "equal":
                for offset in range(op.src_end - op.src_start):
                    yield old + op.src_start + offset, new + op.dest_start + offset
    yield from ((old_end + one, new_end + one) for one in range(tail))

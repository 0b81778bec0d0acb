"""A change of whole entries, which is told from the lines of both versions.

Most commits to a list add a row or an item, edit one or remove one. What is new is known then
without reading the version before, which takes nearly as long as all else that a hook does.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.entries.index import Owners
    from lint.source import Source

    Lines = tuple[Sequence[int], Sequence[str]]

_MARKER = re.compile(r"[ \t>]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]")
# An item: where it begins, and its marker.
_ITEM = re.compile(r"([ \t]*)(?:[-+*]|[0-9]{1,9}[.)])(?<=(.))[ \t]+[^ \t]")
# What begins another block within an item, or is a thematic break.
_OPENING = re.compile(r"[ \t]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]+(?:[`~<>]|[-+*][ \t]+[-+*])")
_HEADING = re.compile(r"#{1,6}[ \t]")
# Each is sought in the whole text; of a larger change, both versions are read.
_MOST = 50
_DELIMITERS = re.compile(r"[-:| \t]+$")


class LineChange(NamedTuple):
    """What a change of whole entries does.

    `entries` are the indexes of those that it adds or edits, `removed` are the lines that are gone.
    """

    entries: frozenset[int]
    removed: Sequence[str]


def line_change(now: Source, old: Source, owners: Owners) -> LineChange | None:
    """What was done to `old` to make it `now`; `owners` has the entries of `now`.

    None if it is anything but whole entries that were added, edited or removed: if a new line
    belongs to no entry or to an older one, or if a new entry may have moved here.
    """
    before, behind = _lines(old), _lines(now)
    hunks = _insertions(before, behind) or [_replacement(before, behind)]
    if not all(_stands_alone(one, before, behind) for one in hunks):
        return None
    new = [at for one in hunks for at in one.new]
    gone = [before[at] for one in hunks for at in one.old]
    numbers = frozenset(at + 1 for at in new if behind[at].strip())
    found: dict[int, list[int]] = {}
    for index, entry in enumerate(owners.entries):
        first, last = now.line_of(entry.span.start), now.line_of(max(entry.span.end - 1, 0))
        if numbers.isdisjoint(range(first, last + 1)):
            continue
        own = list(_own_lines(now, owners, index))
        if numbers.issuperset(own):
            found[index] = own
        elif not numbers.isdisjoint(own):
            return None
    if len(found) > _MOST or numbers != {number for own in found.values() for number in own}:
        return None
    if any(
        _stood("".join(_bare(behind[number - 1]) for number in own), before)
        for own in found.values()
    ):
        return None
    return LineChange(frozenset(found), gone)


def _lines(source: Source) -> list[str]:
    return [source.line_text(number) for number in range(1, source.line_count + 1)]


class _Hunk(NamedTuple):
    """The indexes of lines that are gone, and of those that came in their place."""

    old: range
    new: range


def _insertions(before: Sequence[str], behind: Sequence[str]) -> list[_Hunk]:
    """Where lines were inserted, if nothing else was done to `before`; nowhere otherwise."""
    hunks = []
    at = start = 0
    for index, line in enumerate(behind):
        if at < len(before) and line == before[at]:
            if start < index:
                hunks.append(_Hunk(range(at, at), range(start, index)))
            at, start = at + 1, index + 1
    if start < len(behind):
        hunks.append(_Hunk(range(at, at), range(start, len(behind))))
    return hunks if at == len(before) else []


def _replacement(before: Sequence[str], behind: Sequence[str]) -> _Hunk:
    """The lines from the first that differs to the last."""
    most = min(len(before), len(behind))
    head = next((at for at in range(most) if before[at] != behind[at]), most)
    most -= head
    tail = next((at for at in range(most) if before[-at - 1] != behind[-at - 1]), most)
    return _Hunk(range(head, len(before) - tail), range(head, len(behind) - tail))


def _stands_alone(hunk: _Hunk, before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether all other lines are read in the same way with a hunk as without it.

    That holds for rows of a table, and for items with nothing but items in and around them.
    """
    changed = [*(before[at] for at in hunk.old), *(behind[at] for at in hunk.new)]
    if all(line.lstrip().startswith("|") for line in changed):
        return _is_in_table(before, hunk.old.start)
    lines = [line for line in changed if line.strip()]
    items = [_ITEM.match(line) for line in lines]
    if not all(items) or not items or any(map(_OPENING.match, lines)):
        return False
    left = min(len(item[1]) for item in items if item is not None)
    if hunk.old and left:  # the item around them may have had their text
        return False
    above = before[hunk.old.start - 1] if hunk.old.start else ""
    at = next((at for at in range(hunk.old.stop, len(before)) if before[at].strip()), None)
    below, is_beside = (before[at], at == hunk.old.stop) if at is not None else ("", False)
    if not _is_fresh(above) and not _ITEM.match(above) and not above[0].isspace():
        return False
    if not (_ITEM.match(below) or _is_fresh(below) or not is_beside):
        return False
    if below[:1].isspace() and (hunk.old or not _ITEM.match(below)):
        return False
    around = [line for line in (above, below if is_beside else "") if not _is_fresh(line)]
    markers = {item[2] if (item := _ITEM.match(line)) else "" for line in (*around, *lines)}
    # A number other than 1 begins no list within a paragraph.
    return len(markers) == 1 or markers.isdisjoint((".", ")"))


def _is_fresh(line: str) -> bool:
    """Whether no line goes on from this one."""
    return not line.strip() or bool(_HEADING.match(line))


def _is_in_table(lines: Sequence[str], at: int) -> bool:
    """Whether a row at the index `at` belongs to a table that begins above it."""
    above = at - 1
    while above > 0 and lines[above].lstrip().startswith("|"):
        if _DELIMITERS.match(lines[above]) and "-" in lines[above]:
            return "|" in lines[above - 1] and (above == 1 or _is_fresh(lines[above - 2]))
        above -= 1
    return False


def _own_lines(source: Source, owners: Owners, index: int) -> Iterator[int]:
    """The numbers of the lines, blank ones left out, on which an entry has text of its own."""
    for part in owners.own(index):
        first, last = source.line_of(part.start), source.line_of(max(part.end - 1, 0))
        for number in range(first, last + 1):
            start = source.line_start(number)
            end = start + len(source.line_text(number))
            if source.text[max(start, part.start) : min(end, part.end)].strip():
                yield number


def _stood(text: str, lines: Sequence[str]) -> bool:
    """Whether `text`, the bare text of an entry, is that of some lines in a row."""
    bare = list(map(_bare, lines))
    whole = "".join(bare)
    if text not in whole:
        return False
    ends = set(accumulate(map(len, bare)))
    return any(whole.startswith(text, at) and at + len(text) in ends for at in (0, *ends))


def _bare(line: str) -> str:
    """What is left of a line of an entry wherever it stands: of a row, also without its edges."""
    marker = _MARKER.match(line)
    return "".join(line[marker.end() if marker else 0 :].split()).strip("|")

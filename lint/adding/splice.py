"""Putting new parts into the place of old ones, and taking out parts with what joins them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.source import Span

# What ends right behind a part: emphasis, brackets, end tags; and what begins right before one.
_CLOSING = re.compile(r"(?:\*{1,3}|_{1,3}|~~|`|[)\]）】}”\"]|</(?!t[dhr]\b)\w{1,20}\s{0,9}>)*+")  # noqa: RUF001
_OPENING = re.compile(
    r"\*{1,3}|_{1,3}|~~|`|[(\[（【{“\"]|<(?!/|br\b|hr\b|img\b|t[dhr]\b)\w{1,20}(?:\s[^<>]{0,200})?>"  # noqa: RUF001
)
_PAIRS = {"(": ")", "[": "]", "（": "）", "【": "】", "{": "}", "“": "”"}  # noqa: RUF001
_CELL = re.compile(r"(?i)</?t[dhr]\b")
_TAG = re.compile(r"</?(\w+)")
# Elements without an end tag (HTML, 13.1.2).
_VOID = ("br", "hr", "img", "input", "wbr")
_LONGEST = 300
_STOPS = (".", "。")


class Piece(NamedTuple):
    """A part of an entry and what takes its place; None where nothing does."""

    span: Span
    text: str | None
    name: str = ""
    """What it is, in the words of a message; "" for words that belong to the old entry alone."""


class _Gap(NamedTuple):
    """What stands between two parts: what closes the first, joins them, opens the next."""

    closing: list[str]
    joint: str
    opening: list[str]

    def __str__(self) -> str:
        return "".join((*self.closing, self.joint, *self.opening))


def splice(text: str, span: Span, pieces: Sequence[Piece], cuts: Sequence[Span] = ()) -> str:
    """The text of `span` with `pieces`, which are in order and apart, in their places.

    What stands in `cuts` between them is left out.

    A piece without a text goes with the brackets and the emphasis around it, and with what joins
    it to the others.
    """
    gaps = []
    start = span.start
    for piece in pieces:
        between = _without(text, start, piece.span.start, cuts)
        gaps.append(_gap(between, first=start == span.start))
        start = piece.span.end
    gaps.append(_gap(_without(text, start, span.end, cuts), first=not pieces, last=True))
    parts = [piece.text for piece in pieces]
    while None in parts:
        at = parts.index(None)
        gaps[at : at + 2] = [_joined(gaps[at], gaps[at + 1], at == 0, at == len(parts) - 1)]
        del parts[at]
    written = [str(gaps[0])]
    for part, gap in zip(parts, gaps[1:], strict=True):
        written += [part or "", str(gap)]
    return "".join(written)


def is_torn(text: str, span: Span, pieces: Sequence[Piece], cuts: Sequence[Span] = ()) -> bool:
    """Whether `splice` would leave a tag, a bracket or a mark of emphasis without the other one."""
    # Whatever stands in the pieces then is whole.
    kept = [piece if piece.text is None else piece._replace(text=" ") for piece in pieces]
    before = _alone(text[span.start : span.end])
    after = _alone(splice(text, span, kept, cuts))
    return any(after[one] > before[one] for one in after)


def _alone(text: str) -> Counter[str]:
    """How many of each kind of mark in `text` have no counterpart."""
    counts: Counter[str] = Counter()
    for tag in _TAG.finditer(text):
        counts[tag[1].lower()] += -1 if tag[0].startswith("</") else 1
    for name in _VOID:
        counts.pop(name, None)
    for opening, closing in _PAIRS.items():
        counts[opening] = text.count(opening) - text.count(closing)
    for mark in ("**", "~~", "`"):
        counts[mark] = text.count(mark) % 2
    return Counter({one: abs(count) for one, count in counts.items() if count})


def _without(text: str, start: int, end: int, cuts: Sequence[Span]) -> str:
    kept = []
    for cut in cuts:
        if start <= cut.start and cut.end <= end:
            kept.append(text[start : cut.start])
            start = cut.end
    return "".join((*kept, text[start:end]))


def _gap(text: str, *, first: bool = False, last: bool = False) -> _Gap:
    """A gap in its parts; what stands first closes nothing, what stands last opens nothing."""
    end = 0 if first else (found.end() if (found := _CLOSING.match(text)) else 0)
    closing = _marks(text[:end])
    start = len(text)
    opening: list[str] = []
    tail = text[max(end, len(text) - _LONGEST) :]
    if not last:
        marks = list(_OPENING.finditer(tail))
        for one in reversed(marks):
            at = len(text) - len(tail) + one.start()
            if at + len(one[0]) != start:
                break
            opening.insert(0, one[0])
            start = at
    return _Gap(closing, text[end:start], opening)


def _marks(text: str) -> list[str]:
    return re.findall(r"\*{1,3}|_{1,3}|~~|</[^<>]*>|.", text)


def _joined(before: _Gap, after: _Gap, first: bool, last: bool) -> _Gap:  # noqa: FBT001 - a place
    """The one gap of two around a part that goes."""
    opening, closing = list(before.opening), list(after.closing)
    peeled = False
    while opening and closing and _match(opening[-1], closing[0]):
        opening.pop()
        closing.pop(0)
        peeled = True
    behind = after.joint
    while opening and not closing and (mark := _counterpart(opening[-1])) in behind:
        # It closes after a line break of its own, which goes with it.
        behind = behind.partition(mark)[2]
        opening.pop()
        peeled = True
    after = after._replace(joint=behind)
    cells = _CELL.search(before.joint), _CELL.search(after.joint)
    if any(cells):
        # The cells of an HTML table stay, whatever goes out of them.
        joint = before.joint * bool(cells[0]) + after.joint * bool(cells[1])
        return _Gap([*before.closing, *closing], joint, [*opening, *after.opening])
    if last:
        stop = before.joint[:1] if before.joint.startswith(_STOPS) else ""
        joint = after.joint if after.joint.startswith(_STOPS) else stop + after.joint
        return _Gap([*before.closing, *closing], joint, [*opening, *after.opening])
    if first:
        return _Gap(before.closing, before.joint, [*opening, *closing, *after.opening])
    own = before.joint.strip() and not any(map(str.isalnum, before.joint))
    joint = before.joint if own and not (peeled and after.joint.strip()) else after.joint
    return _Gap([*before.closing, *closing], joint, [*opening, *after.opening])


def _counterpart(opening: str) -> str:
    """What closes what `opening` opens."""
    tag = _TAG.match(opening)
    return f"</{tag[1]}>" if tag else _PAIRS.get(opening, opening)


def _match(opening: str, closing: str) -> bool:
    if opening[0] == "<":
        tags = _TAG.match(opening), _TAG.match(closing)
        return all(tags) and tags[0][1].lower() == tags[1][1].lower()  # type: ignore[index]
    return _PAIRS.get(opening, opening) == closing

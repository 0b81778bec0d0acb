"""Fixes are tried before they are applied: each must do what it says, and nothing else.

Those that do not overlap are applied together; the list is then judged again. A fix counts if its
finding is gone and there is no new one; a safe fix must, besides, leave what GitHub shows as it
was but for the text or URL that it mends. One that fails is left out, and the rest is tried again,
until nothing is left that could be applied. So every pass has fewer findings than the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from lint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from lint.diagnostics import Diagnostic, Edit, Fix
    from lint.document.rendering import Piece

    Judge = Callable[[Source], Sequence[Diagnostic] | None]
    """What is to be said of a source, in order; None if it cannot be judged in full."""
    _Same = Callable[[Diagnostic], Hashable]

# Fixes that overlap wait for each other; no list needs half as many passes.
_MOST_PASSES = 30
# A fix that fails is found by halving, at a few judgements each.
_MOST_TRIALS = 100
_LINE_FEED = re.compile(r"(?<!\r)\n")
_ENDING = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Mended:
    """A list after its fixes: how many findings are gone, and what was not applied, and why."""

    source: Source
    fixed: int = 0
    notes: tuple[str, ...] = ()


class _Mendable(NamedTuple):
    """A diagnostic with the edits that mend it, in order."""

    diagnostic: Diagnostic
    fix: Fix
    edits: tuple[Edit, ...]


def mend(source: Source, judge: Judge, *, unsafe: bool) -> Mended:
    """Apply the safe fixes to `source`, and the `unsafe` ones if they are wanted.

    `judge` says what is to be said of a text. Nothing is written.
    """
    return _Mending(source, judge, unsafe=unsafe).run()


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` after `edits`, which must be compatible; their order does not matter."""
    parts = []
    position = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [text[position : edit.span.start], edit.replacement]
        position = edit.span.end
    return "".join((*parts, text[position:]))


def compatible(edits: Iterable[Edit]) -> bool:
    """Whether all of `edits` can be applied together: none overlaps another.

    An edit that only inserts must not touch another one: which comes first would be a guess.
    """
    spans = sorted(edit.span for edit in edits)
    return not any(map(_clash, spans, spans[1:]))


def _clash(left: Span, right: Span) -> bool:
    """Whether two spans, the left one first, cannot both be replaced."""
    if right.start != left.end:
        return right.start < left.end
    return left.start == left.end or right.start == right.end


class _Mending:
    """The passes over one list."""

    def __init__(self, source: Source, judge: Judge, *, unsafe: bool) -> None:
        self._judge = judge
        self._source = source
        self._kinds = (True, False) if unsafe else (True,)
        self._trials = 0
        self._pieces: tuple[Piece, ...] | None = None
        self._diagnostics: Sequence[Diagnostic] = ()
        self._failed: dict[str, str] = {}
        # What the last trial that went well led to.
        self._accepted: tuple[Source, Sequence[Diagnostic]] = source, ()

    def run(self) -> Mended:
        original = self._source
        found = self._judge(original)
        if found is None:
            return Mended(original)
        self._diagnostics = found
        passes = 0
        while passes < _MOST_PASSES and any(map(self._pass, self._kinds)):
            passes += 1
        notes = list(self._failed.values())
        if passes == _MOST_PASSES or self._trials >= _MOST_TRIALS:
            notes.append(f"{original.path}: some fixes require another run")
        return Mended(self._source, len(found) - len(self._diagnostics), tuple(notes))

    def _pass(self, safe: bool) -> bool:  # noqa: FBT001 - mapped over both
        """Apply all fixes of one kind that do not overlap; whether there was any."""
        self._failed = {key: note for key, note in self._failed.items() if not safe}
        while True:
            chosen = self._choose(safe=safe)
            if not chosen:
                return False
            if self._keep([], chosen):
                self._source, self._diagnostics = self._accepted
                self._pieces = None
                return True

    def _choose(self, *, safe: bool) -> list[_Mendable]:
        """The fixes to try next, in order, those that overlap an earlier one left out."""
        chosen: list[_Mendable] = []
        taken: list[Span] = []
        for one in sorted(self._candidates(safe=safe), key=lambda one: one.edits[0].span):
            if all(_is_free(taken, edit.span) for edit in one.edits):
                chosen.append(one)
                for edit in one.edits:
                    insort(taken, edit.span)
        return chosen

    def _candidates(self, *, safe: bool) -> Iterator[_Mendable]:
        for one in self._diagnostics:
            fix = one.finding.fix
            if fix is None or fix.safe != safe or _key(one) in self._failed:
                continue
            edits = sorted(set(fix.edits), key=lambda edit: edit.span)
            if edits and compatible(edits):
                yield _Mendable(one, fix, tuple(map(self._fitted, edits)))

    def _fitted(self, edit: Edit) -> Edit:
        """`edit` with the line ending of the list, where it brings any."""
        if "\n" not in edit.replacement:
            return edit
        text = self._source.text
        end = self._source.line_start(2) if self._source.line_count > 1 else 0
        first = _ENDING.search(text, max(end - 2, 0), end)
        return edit._replace(
            replacement=_LINE_FEED.sub(first[0] if first else "\n", edit.replacement)
        )

    def _keep(self, good: list[_Mendable], candidates: list[_Mendable]) -> list[_Mendable]:
        """`good`, which hold together, with all of `candidates` that can be added to them."""
        if self._trials >= _MOST_TRIALS:
            for one in candidates:
                self._failed.setdefault(
                    _key(one.diagnostic), self._note(one, "too many fixes fail")
                )
            return good
        reason = self._trial([*good, *candidates])
        if not reason:
            return [*good, *candidates]
        if len(candidates) == 1:
            self._failed[_key(candidates[0].diagnostic)] = self._note(candidates[0], reason)
            return good
        middle = len(candidates) // 2
        good = self._keep(good, candidates[:middle])
        return self._keep(good, candidates[middle:])

    def _note(self, one: _Mendable, reason: str) -> str:
        place = ":".join(map(str, self._source.position(one.diagnostic.span.start)))
        where = f"{one.diagnostic.path}:{place}"
        return f"{where}: the fix of {one.diagnostic.rule} is not applied: {reason}"

    def _trial(self, chosen: Sequence[_Mendable]) -> str:
        """Why `chosen` cannot be applied together; "" if they can."""
        self._trials += 1
        edits = [edit for one in chosen for edit in one.edits]
        after = self._applied(edits)
        if all(one.fix.safe for one in chosen):
            from lint.document.rendering import difference, rendered

            self._pieces = self._pieces or rendered(self._source)
            if reason := difference(self._pieces, rendered(after), edits):
                return reason
        found = self._judge(after)
        if found is None:
            return "the list could no longer be checked"
        mended = {id(one.diagnostic) for one in chosen}
        others = [one for one in self._diagnostics if id(one) not in mended]
        new = next(_unmatched(others, found, edits), None)
        if new is None:
            self._accepted = after, found
            return ""
        if any(new.rule == one.diagnostic.rule for one in chosen):
            return f"the problem remains: {new.message}"
        return f"it introduces {new.rule}: {new.message}"

    def _applied(self, edits: Sequence[Edit]) -> Source:
        """The source after `edits`; that its last line has no ending, or has one, is kept."""
        text = apply(self._source.text, edits)
        had = self._source.text.endswith(("\n", "\r"))
        if text and not had:
            text = text.rstrip("\r\n")
        elif text and not text.endswith(("\n", "\r")):
            text += _ENDING.findall(self._source.text)[-1]
        mark = "\ufeff" if self._source.bom else ""
        return Source(self._source.path, mark + text, self._source.file)


def _is_free(taken: Sequence[Span], span: Span) -> bool:
    """Whether `span` clashes with none of `taken`, which are sorted and do not clash."""
    index = bisect_left(taken, span)
    return not (
        (index and _clash(taken[index - 1], span))
        or (index < len(taken) and _clash(span, taken[index]))
    )


def _unmatched(
    before: Sequence[Diagnostic], after: Sequence[Diagnostic], edits: Sequence[Edit]
) -> Iterator[Diagnostic]:
    """Those of `after` that are none of `before`, whose places and content `edits` have changed.

    One is another if its rule is the same and so is, in this order, its place, its identity, its
    message, or the edit that it touches.
    """
    shift = _Shift(edits)
    sames: tuple[tuple[_Same, _Same], ...] = (
        (lambda one: shift.moved(one.span), lambda one: one.span),
        (lambda one: one.identity, lambda one: one.identity),
        (lambda one: one.message, lambda one: one.message),
        (lambda one: shift.touched(one.span), lambda one: shift.touched_after(one.span)),
    )
    for old, new in sames:
        waiting: dict[Hashable, list[Diagnostic]] = defaultdict(list)
        for one in before:
            waiting[one.rule, old(one)].append(one)
        rest = []
        for one in after:
            key = new(one)
            found = waiting.get((one.rule, key))
            if key is not None and found and found[-1].severity >= one.severity:
                found.pop()
            else:
                rest.append(one)
        before, after = [one for each in waiting.values() for one in each], rest
    yield from after


def _key(diagnostic: Diagnostic) -> str:
    fix = diagnostic.finding.fix
    return f"{diagnostic.identity} {fix.title if fix else ''}"


class _Shift:
    """Where a span is after some edits, which do not overlap."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = sorted(edits, key=lambda edit: edit.span)
        self._ends = [edit.span.end for edit in self._edits]
        grown = (len(edit.replacement) - edit.span.end + edit.span.start for edit in self._edits)
        self._grown = [0, *accumulate(grown)]
        self._ends_after = [end + by for end, by in zip(self._ends, self._grown[1:], strict=True)]

    def touched(self, span: Span) -> int | None:
        """The number of an edit that a span before them touches, if one does."""
        index = bisect_left(self._ends, span.start)
        if index < len(self._edits) and self._edits[index].span.start <= span.end:
            return index
        return None

    def touched_after(self, span: Span) -> int | None:
        """The same for a span after the edits."""
        index = bisect_left(self._ends_after, span.start)
        if index < len(self._edits):
            end = self._ends_after[index]
            if end - len(self._edits[index].replacement) <= span.end:
                return index
        return None

    def moved(self, span: Span) -> Span:
        """The span, its ends put outwards where they were within an edit."""
        first = bisect_left(self._ends, span.start + 1)
        start = span.start
        if first < len(self._edits):
            start = min(start, self._edits[first].span.start)
        last = bisect_left(self._ends, span.end)
        end = span.end
        grown = self._grown[last]
        if last < len(self._edits) and self._edits[last].span.start < span.end:
            end = self._edits[last].span.end
            grown = self._grown[last + 1]
        return Span(start + self._grown[first], end + grown)

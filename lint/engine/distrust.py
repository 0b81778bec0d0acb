"""What a stranger's change hides: comments that it brings along do not count, nor front matter.

Held against each other are the list as the change has it and as it was. What a comment hides stays
hidden where the same was hidden before: in the same entry, whether or not the change edits it, or
in an entry new to a stretch that was turned off. Everything else that the change hides is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from lint.diagnostics import Related
from lint.document.suppressions import Suppressions, Verb
from lint.engine.changes import marks
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from lint.diagnostics import Diagnostic
    from lint.document.model import Document
    from lint.document.suppressions import Suppression
    from lint.engine.versions import Version


def shown_again(
    now: Version,
    old: Version | None,
    hidden: Iterable[Diagnostic],
    by_name: Container[str],
    *,
    npm: bool = False,
) -> Mapping[str, Suppression]:
    """Which of the findings `hidden` by comments in `now` are not to be, each with its comment.

    By identity. `old` is None for a list that was not there. Of the rules in `by_name`, only
    comments count that name them. `npm` says that comments for the linter of npm hide, too.
    """
    if not hidden:
        return {}
    comments = _Comments(now, old, npm=npm)
    found: dict[str, Suppression] = {}
    for rule, group in groupby(sorted(hidden, key=lambda one: one.rule), lambda one: one.rule):
        found |= comments.distrusted(rule, list(group), by_name=rule in by_name)
    return found


def with_note(found: Diagnostic, comment: Suppression) -> Diagnostic:
    """`found` with a word on the `comment` that does not hide it."""
    names = " ".join(name.text for name in comment.names)
    words = clip(f"awesome-lint: {comment.verb} {names}".rstrip())
    if comment.foreign:
        words = clip(found.source.slice(comment.span).strip("<!->"))
    line, _ = found.source.position(comment.span.start)
    why = "is not trusted because the change comes from a fork"
    message = f"{found.message}; “{words}” on line {line} {why}"
    note = Related(comment.span, f"this comment {why}")
    finding = found.finding._replace(message=message, related=(*found.finding.related, note))
    return found._replace(finding=finding)


def swallowed(document: Document, old: Version | None) -> str:
    """Why the front matter of a list cannot be a stranger's, in words; "" if it can.

    What it holds is no part of a list, so that it must hold nothing of the list as it was, and
    nothing that would be one: rows of a table, links.
    """
    if document.front_matter is None:
        return ""
    text = document.source.slice(document.front_matter)
    lines = _lines(text)
    known: set[str] = set()
    before: set[str] = set()
    if old is not None:
        source, matter = old.document.source, old.document.front_matter
        end = matter.end if matter is not None else 0
        known, before = set(_lines(source.text[:end])), set(_lines(source.text[end:]))
    for line in lines:
        if line not in known and (
            line in before or line.startswith(("|", "<")) or "](" in line or "][" in line
        ):
            return f"the change moves part of the list into its front matter: {clip(line)!r}"
    return ""


class _Comments:
    """The comments of two versions of a list, to see which of the later ones may hide."""

    def __init__(self, now: Version, old: Version | None, *, npm: bool) -> None:
        self._now = now
        self._old = old
        self._comments = Suppressions(now.document, npm=npm)
        self._before = Suppressions(old.document, npm=npm) if old is not None else None
        keys = frozenset(old.keys) if old is not None else frozenset()
        self._starts = [entry.span.start for entry in now.entries]
        self._previous, self._next = _neighbours([key in keys for key in now.keys])
        self._gone = frozenset(keys) - frozenset(now.keys)
        self._places = (
            {_place(old.document, one.span) for one in self._before.comments}
            if old is not None and self._before is not None
            else set()
        )
        # Either neighbour will do, so that a line beside a comment may be edited.
        self._above = {(above, text) for above, text, _ in self._places}
        self._below = {(text, below) for _, text, below in self._places}

    def distrusted(
        self, rule: str, hidden: Sequence[Diagnostic], *, by_name: bool
    ) -> Mapping[str, Suppression]:
        """Which findings of `rule` are hidden and were not to be; each with its comment."""
        scopes = self._comments.scopes(rule, by_name=by_name)
        covered, switched = self._hidden_before(rule, by_name=by_name)
        comments = self._comments.comments
        ranges = sorted(
            (span.start, span.end, index) for index, spans in scopes.items() for span in spans
        )
        found: dict[str, Suppression] = {}
        position, last = 0, (-1, -1)
        for one in sorted(hidden, key=lambda one: one.span):
            while position < len(ranges) and ranges[position][0] <= one.span.start:
                last = max(last, ranges[position][1:])
                position += 1
            end, index = last
            if one.span.start >= end:
                continue
            owner = self._now.owners.index(one.span)
            if owner < 0:
                trusted = covered is None or self._was_there(comments[index])
            else:
                off = comments[index].verb == Verb.OFF
                region = Span(comments[index].span.start, end)
                trusted = (
                    covered is None
                    or self._is_covered(owner, covered)
                    or (off and self._is_among(owner, region, switched))
                )
            if not trusted:
                found[one.identity] = comments[index]
        return found

    def _hidden_before(
        self, rule: str, *, by_name: bool
    ) -> tuple[frozenset[str] | None, frozenset[str]]:
        """What was hidden: the keys, and the marks of entries that are gone; None for everything.

        And the keys of those entries for which the rule was turned off.
        """
        if self._old is None or self._before is None:
            return frozenset(), frozenset()
        scopes = self._before.scopes(rule, by_name=by_name)
        all_spans: list[Span] = []
        off_spans: list[Span] = []
        for index, spans in scopes.items():
            verb = self._before.comments[index].verb
            if verb == Verb.IGNORE_FILE:
                return None, frozenset()
            all_spans += spans
            off_spans += spans if verb == Verb.OFF else ()
        covered: set[str] = set()
        within = _within(all_spans, [entry.span.start for entry in self._old.entries])
        for index in within:
            key = self._old.keys[index]
            covered.add(key)
            if key in self._gone:
                covered.update(marks(self._old.entries[index]))
        starts = [entry.span.start for entry in self._old.entries]
        return frozenset(covered), frozenset(
            self._old.keys[index] for index in _within(off_spans, starts)
        )

    def _is_covered(self, owner: int, covered: frozenset[str]) -> bool:
        key = self._now.keys[owner]
        return key in covered or not covered.isdisjoint(marks(self._now.entries[owner]))

    def _is_among(self, owner: int, region: Span, switched: frozenset[str]) -> bool:
        """Whether an old entry beside the new one at `owner`, in `region`, was turned off there."""
        beside = (self._previous[owner], self._next[owner])
        return any(
            index is not None
            and region.start <= self._starts[index] < region.end
            and self._now.keys[index] in switched
            for index in beside
        )

    def _was_there(self, comment: Suppression) -> bool:
        above, text, below = _place(self._now.document, comment.span)
        return (above, text) in self._above or (text, below) in self._below


def _place(document: Document, comment: Span) -> tuple[str, str, str]:
    """The line above a comment, the comment's own, and the line below, blanks left out."""
    source = document.source
    first, last = source.position(comment.start)[0], source.position(comment.end)[0]

    def line(number: int) -> str:
        return " ".join(source.line_text(number).split()) if 0 < number <= source.line_count else ""

    return line(first - 1), " ".join(map(line, range(first, last + 1))), line(last + 1)


def _neighbours(kept: Sequence[bool]) -> tuple[list[int | None], list[int | None]]:
    """For each index, the nearest one before it, and after it, that is `kept`."""
    before: list[int | None] = []
    nearest: int | None = None
    for index, is_kept in enumerate(kept):
        before.append(nearest)
        nearest = index if is_kept else nearest
    after: list[int | None] = []
    nearest = None
    for index in range(len(kept) - 1, -1, -1):
        after.append(nearest)
        nearest = index if kept[index] else nearest
    return before, after[::-1]


def _within(spans: Iterable[Span], starts: Sequence[int]) -> Iterable[int]:
    """The indexes of those of `starts`, which are sorted, that lie in one of `spans`."""
    done = 0
    for span in sorted(spans):
        first = max(done, bisect_right(starts, span.start - 1))
        done = max(done, bisect_right(starts, span.end - 1))
        yield from range(first, done)


def _lines(text: str) -> list[str]:
    """The lines of `text` that say something, blanks left out."""
    found = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in found if line.strip("-. ")]

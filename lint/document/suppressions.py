"""Comments in a list that keep rules quiet, and where each of them holds.

    <!-- awesome-lint: ignore RULE, RULE -- reason -->   the entry or line below, or its own
    <!-- awesome-lint: ignore-file RULE, RULE -->        the whole file
    <!-- awesome-lint: off RULE, RULE -->                from here on, every rule if none is named
    <!-- awesome-lint: on RULE, RULE -->                 until here

A comment with a line of its own is about what comes next: a list item without those below it, a
row of an HTML table, a table's header with its first row, or else one line. With other text on its
line it is about that: the row or item that it stands in, and the line. In YAML, comments begin with
`#`, and what comes next is an entry.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lint.document.model import Document, Item, Row

# A second colon, behind the verb, does no harm.
_VERB = r"((?:\w++(?:-\w++)*+)?+)(?:[ \t]*+:)?+"
_COMMENT = lazy(rf"(?i)<!---*+[ \t]*+awesome-lint[ \t]*+:\s*+{_VERB}(.*)-->", re.DOTALL)
_HASH_COMMENT = lazy(rf"(?i)#++[ \t]*+awesome-lint[ \t]*+:[ \t]*+{_VERB}([^\r\n]*+)")
# Without its colon a comment is one only where a verb follows, ours or one of other linters: others
# speak of awesome-lint, too.
_COLONLESS = lazy(
    r"<!---*+[ \t]*+awesome-lint([ \t]*+-?[ \t]*+)"
    r"(ignore(?:-file)?|off|on|disable(?:-(?:file|line|next-line))?|enable)\b[^\r\n]*-->",
    re.IGNORECASE,
)
_OTHER_VERBS = {
    "disable": "off",
    "disable-file": "ignore-file",
    "disable-line": "ignore",
    "disable-next-line": "ignore",
    "enable": "on",
}
_REASON = lazy(r"(?:^|\s)(?:--++|[\u2013\u2014])(?:\s|$)")
_NAME = lazy(r"[^\s,]+")
_BETWEEN = lazy(r"[\s>]*+")
_LINE_END = lazy(r"[ \t]*+(?=[\r\n]|\Z)")


class Verb(StrEnum):
    """What a comment asks for."""

    IGNORE = "ignore"
    IGNORE_FILE = "ignore-file"
    OFF = "off"
    ON = "on"


class Name(NamedTuple):
    """A rule's name as a comment has it."""

    text: str
    span: Span


class Suppression(NamedTuple):
    """One comment: what it asks for (`verb` as written), of which rules, and where it stands.

    `scope` is where an `ignore` or `ignore-file` holds. `alone` says that it has a line of its own.
    `foreign` says that it is written for another linter.
    """

    verb: str
    names: tuple[Name, ...]
    span: Span
    alone: bool
    scope: tuple[Span, ...] = ()
    foreign: bool = False

    def about(self, rule: str) -> bool:
        """Whether the comment names `rule` or, turning on or off, no rule at all."""
        if not self.names:
            return self.foreign or self.verb in {Verb.OFF, Verb.ON}
        return any(name.text == rule for name in self.names)


class Quiet(NamedTuple):
    """What the suppressions do about one rule: the offsets hidden, and which comments hid any."""

    hidden: frozenset[int]
    used: frozenset[int]


class Colonless(NamedTuple):
    """A comment that would be a suppression, had it a colon: what is to stand at `place` in it.

    `ends` says that it would end one.
    """

    span: Span
    place: Span
    right: str
    ends: bool


def colonless(document: Document) -> Iterator[Colonless]:
    """The comments that lack the colon behind `awesome-lint`, in order."""
    text = document.source.text
    if "awesome-lint" not in text.lower():
        return
    for span in sorted({*document.comments, *_surplus(document)}):
        match = _COLONLESS.fullmatch(text, span.start, span.end)
        if match is not None and match[1]:
            verb = _OTHER_VERBS.get(match[2].lower(), match[2])
            yield Colonless(span, Span(match.start(1), match.end(2)), f": {verb}", verb == Verb.ON)


class Suppressions:
    """The suppressions of a document, `comments` in order.

    `npm` says that comments for the linter of npm count, too.
    """

    def __init__(self, document: Document, *, npm: bool = False) -> None:
        self._length = len(document.source.text)
        found = [*_read(document), *(_read_npm(document) if npm else ())]
        self.comments = tuple(sorted(found, key=lambda one: one.span))

    def quiet(self, rule: str, offsets: Iterable[int], *, by_name: bool = False) -> Quiet:
        """Which findings of `rule`, given by their first `offsets`, are hidden, and by what.

        `by_name` leaves out the comments that do not name the rule.
        """
        if not self.comments:
            return Quiet(frozenset(), frozenset())
        ranges = sorted(
            (span.start, span.end, index)
            for index, spans in self.scopes(rule, by_name=by_name).items()
            for span in spans
        )
        hidden: set[int] = set()
        used: set[int] = set()
        waiting: list[tuple[int, int]] = []
        reach = position = 0
        for offset in sorted(offsets):
            while position < len(ranges) and ranges[position][0] <= offset:
                _, end, index = ranges[position]
                reach = max(reach, end)
                waiting.append((end, index))
                position += 1
            if offset < reach:
                hidden.add(offset)
                # Every comment that holds here is of use; each is looked at once.
                used.update(index for end, index in waiting if offset < end)
                waiting = []
        return Quiet(frozenset(hidden), frozenset(used))

    def scopes(self, rule: str, *, by_name: bool = False) -> Mapping[int, tuple[Span, ...]]:
        """Where each comment, given by its index, hides `rule`."""
        found: dict[int, tuple[Span, ...]] = {}
        end = self._length + 1
        for index in range(len(self.comments) - 1, -1, -1):
            comment = self.comments[index]
            if not comment.about(rule) or (by_name and not comment.names):
                continue
            if comment.verb == Verb.ON:
                end = comment.span.start
            elif comment.verb == Verb.OFF:
                found[index] = (Span(comment.span.start, end),)
            else:
                found[index] = comment.scope
        return found


def _read(document: Document) -> Iterator[Suppression]:
    text = document.source.text
    if "awesome-lint" not in text.lower():
        return
    comments = sorted({*document.comments, *_surplus(document)})
    places = _Places(document, comments)
    pattern = _HASH_COMMENT if document.data else _COMMENT
    for span in comments:
        match = pattern.fullmatch(text, span.start, span.end)
        if match is None:
            continue
        verb = match[1].lower()
        rest = match[2].rstrip("-")
        reason = _REASON.search(rest)
        end = match.start(2) + (reason.start() if reason else len(rest))
        names = tuple(
            Name(name[0], Span(*name.span())) for name in _NAME.finditer(text, match.start(2), end)
        )
        scope: tuple[Span, ...] = ()
        if verb == Verb.IGNORE:
            scope = places.scope(span)
        elif verb == Verb.IGNORE_FILE:
            scope = (Span(0, len(text) + 1),)
        yield Suppression(verb, names, span, places.alone(span), scope)


def _read_npm(document: Document) -> Iterator[Suppression]:
    """What comments for the linter of npm say of rules that are ours, too."""
    from lint.document import npm_comments

    text = document.source.text
    blocks: npm_comments.Blocks | None = None
    for span in sorted(document.comments):
        match = npm_comments.COMMENT.fullmatch(text, span.start, span.end)
        rules = npm_comments.rules_in(match) if match is not None else None
        if match is None or rules is None:
            continue
        verb = npm_comments.VERBS[match["verb"].lower()]
        names = tuple(Name(*rule) for rule in rules)
        scope: tuple[Span, ...] = ()
        if verb == Verb.IGNORE:
            blocks = blocks or npm_comments.Blocks(document)
            scope = blocks.below(span)
        yield Suppression(verb, names, span, alone=True, scope=scope, foreign=True)


def _surplus(document: Document) -> Iterator[Span]:
    """The comments in cells that GitHub drops, where the parser does not look."""
    text = document.source.text
    for table in () if document.data else document.tables:
        for row in () if table.html else table.rows:
            for cell in row.cells[len(table.header.cells) :]:
                start = end = cell.span.start
                while start >= 0 and end >= 0:
                    start = text.find("<!--", end, cell.span.end)
                    end = text.find("-->", start, cell.span.end) if start >= 0 else -1
                    if end >= 0:
                        yield Span(start, end + 3)


class _Places:
    """What each comment of a document is about.

    Comments with nothing but blanks between them on a line are one run; a run with a line of its
    own looks at what comes after it, past further such runs.
    """

    def __init__(self, document: Document, comments: Iterable[Span]) -> None:
        self._source = document.source
        rows = [row for table in document.tables for row in (table.header, *table.rows)]
        self._rows = sorted(rows, key=lambda row: row.span)
        self._row_starts = [row.span.start for row in self._rows]
        self._tables = {table.span.start: table for table in document.tables}
        self._items = _Items(document.items)
        runs: list[Span] = []
        self._run: dict[Span, int] = {}
        for span in comments:
            if runs and not self._source.text[runs[-1].end : span.start].strip(" \t"):
                runs[-1] = Span(runs[-1].start, span.end)
            else:
                runs.append(span)
            self._run[span] = len(runs) - 1
        self._alone = [self._is_alone(run) for run in runs]
        self._next = self._targets(runs)

    def alone(self, comment: Span) -> bool:
        """Whether nothing but other comments stands on the lines of `comment`."""
        return self._alone[self._run[comment]]

    def scope(self, comment: Span) -> tuple[Span, ...]:
        """Where an `ignore` in `comment` holds."""
        if self.alone(comment):
            target = self._next[self._run[comment]]
            return self._from(target) if target < len(self._source.text) else ()
        line = self._line(comment)
        row = self._row_at(line.start, line.end)
        if row is not None:
            return (row.span, line)
        return (*self._items.own_at(comment.start), line)

    def _is_alone(self, run: Span) -> bool:
        text, position = self._source.text, run.start
        while position and text[position - 1] in " \t>":
            position -= 1
        first = not position or text[position - 1] in "\r\n"
        return first and _LINE_END.match(text, run.end) is not None

    def _targets(self, runs: list[Span]) -> list[int]:
        """Where what each run is about begins, the end of the text for nothing."""
        targets = [0] * len(runs)
        starts = {run.start: index for index, run in enumerate(runs)}
        for index in range(len(runs) - 1, -1, -1):
            between = _BETWEEN.match(self._source.text, runs[index].end)
            target = between.end() if between else runs[index].end
            following = starts.get(target)
            if following is not None and self._alone[following]:
                target = targets[following]
            targets[index] = target
        return targets

    def _from(self, start: int) -> tuple[Span, ...]:
        """The unit that begins at `start`, or the line."""
        line = self._line(Span(start, start))
        if start in self._tables:
            table = self._tables[start]
            return (line, table.header.span, *(row.span for row in table.rows[:1]))
        index = bisect_right(self._row_starts, start) - 1
        if index >= 0 and self._row_starts[index] == start:
            return (line, self._rows[index].span)
        return (line, *self._items.own_from(start, line.end))

    def _row_at(self, start: int, end: int) -> Row | None:
        """The last row on the line from `start` to before `end`."""
        index = bisect_left(self._row_starts, end) - 1
        if index < 0 or self._rows[index].span.end < start:
            return None
        return self._rows[index]

    def _line(self, span: Span) -> Span:
        source = self._source
        first, last = source.position(span.start)[0], source.position(span.end)[0]
        end = source.line_start(last + 1) if last < source.line_count else len(source.text) + 1
        return Span(source.line_start(first), end)


class _Items:
    """The list items of a document; what is an item's own is not in an item below it."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._spans = [item.span for item in items]
        self._starts = [span.start for span in self._spans]
        self._outer: list[int] = []
        self._below: dict[int, list[int]] = {}
        around: list[int] = []
        for index, span in enumerate(self._spans):
            while around and self._spans[around[-1]].end <= span.start:
                around.pop()
            self._outer.append(around[-1] if around else -1)
            self._below.setdefault(self._outer[-1], []).append(index)
            around.append(index)

    def own_at(self, offset: int) -> tuple[Span, ...]:
        """What is the own of the innermost item around `offset`; nothing without one."""
        index = bisect_right(self._starts, offset) - 1
        # A comment at the very end of an item still stands on its line.
        while index >= 0 and self._spans[index].end < offset:
            index = self._outer[index]
        return self._own(index) if index >= 0 else ()

    def own_from(self, start: int, end: int) -> tuple[Span, ...]:
        """What is the own of the items that begin on a line, `start` being its first character."""
        index = bisect_right(self._starts, start - 1)
        found: list[Span] = []
        while index < len(self._spans) and self._starts[index] < end:
            found += self._own(index)
            index += 1
        return tuple(found)

    def _own(self, index: int) -> tuple[Span, ...]:
        span = self._spans[index]
        found = []
        start = span.start
        for below in self._below.get(index, ()):
            found.append(Span(start, self._spans[below].start))
            start = self._spans[below].end
        return (*found, Span(start, span.end + 1))

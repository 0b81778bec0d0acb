"""What a change of lists brings in: which entries, which links, which findings.

Two versions of a list are held against each other by content, never by line. An entry is the same
if its own text is, blanks, the marker or number of an item and the padding of a table left out; so
a row that merely moved is no change. Of the findings those count that stand on an entry which the
change adds or edits, and those elsewhere that were not there before.

The earlier version is read only where that decides anything: a change of whole entries in a sound
list (`lint.engine.line_changes`) costs a look at the lines of both.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lint.engine.line_changes import line_change

if TYPE_CHECKING:
    from collections.abc import Container, Hashable, Iterable, Iterator, Sequence

    from lint.diagnostics import Diagnostic
    from lint.document.model import Link
    from lint.engine.line_changes import LineChange
    from lint.engine.versions import Past, Version
    from lint.entries.entry import Entry
    from lint.git.repository import Repository
    from lint.rules import Rule
    from lint.source import Span


class History(NamedTuple):
    """Where to look up what a list was earlier: its repository, a commit, and its path there."""

    repository: Repository
    commit: str
    path: str


class Before(NamedTuple):
    """What a list was before the change, None if it was not there, and all that was there then.

    `history` leads to what was there earlier, if there is anything.
    """

    own: Version | None
    past: Past
    history: History | None = None


class Change:
    """What became of a list: `now` held against `before`."""

    def __init__(self, now: Version, before: Before) -> None:
        self._now = now
        self._before = before

    @cached_property
    def _whole(self) -> LineChange | None:
        """What the change does to whole entries, if it does nothing else."""
        own = self._before.own
        # An entry that moved here from another list is not new.
        if own is None or self._before.past.versions != (own,):
            return None
        return line_change(self._now.source, own.source, self._now.owners)

    @cached_property
    def _kept(self) -> frozenset[int]:
        """The indexes of the entries that were there before."""
        now, own, past = self._now, self._before.own, self._before.past
        if self._whole is not None:
            return frozenset(range(len(now.entries))) - self._whole.entries
        kept = _kept(now.keys, own.keys) if own is not None else frozenset()
        return frozenset(
            index
            for index, key in enumerate(now.keys)
            if index in kept or ((own is None or key not in own.keys) and key in past.keys)
        )

    @property
    def before(self) -> Before:
        """What it is held against."""
        return self._before

    @property
    def changed(self) -> tuple[Span, ...]:
        """The entries that the change adds or edits, in order."""
        entries = enumerate(self._now.entries)
        return tuple(entry.span for index, entry in entries if index not in self._kept)

    def adds(self, link: Link) -> bool:
        """Whether `link` leads to a web page, or a place on one, that no list had led to before."""
        url = link.web
        return url is not None and url.href not in self._before.past.links

    @cached_property
    def added(self) -> frozenset[Span] | None:
        """The entries that the change adds; None for a list that was not there before.

        One that has the title of an entry that is gone, or leads to the same, is an edited one.
        """
        if self._before.own is None:
            return None
        if self._whole is not None:
            removed = "\n".join(self._whole.removed)
            changed = (self._now.entries[index] for index in self._whole.entries)
            return frozenset(entry.span for entry in changed if not _is_named(entry, removed))
        own = self._before.own
        gone = Counter(own.keys) - Counter(self._now.keys[index] for index in self._kept)
        marks_gone: Counter[str] = Counter()
        for entry, key in zip(own.entries, own.keys, strict=True):
            if gone[key]:
                gone[key] -= 1
                marks_gone.update(set(marks(entry)))
        return frozenset(
            entry.span
            for index, entry in enumerate(self._now.entries)
            if index not in self._kept and not any(marks_gone[one] for one in marks(entry))
        )

    def split(
        self,
        found: Sequence[Diagnostic],
        rules: Iterable[Rule],
        by_schema: Container[str],
    ) -> tuple[list[Diagnostic], list[Diagnostic]]:
        """Those of the diagnostics `found` that the change brings in, and the older ones.

        `rules` are all that ran, `by_schema` those, by their ids, that report what breaks a schema.
        A fix that would reach into an entry that the change leaves alone is left out.
        """
        kinds = {rule.id: rule for rule in rules}
        new: set[int] = set()
        waiting: list[int] = []
        for index, one in enumerate(found):
            rule = kinds[one.rule]
            owner = self._now.owners.index(one.span)
            if self._is_on_change(one, owner):
                new.add(index)
            elif rule.needs_links:
                if any(map(self.adds, self._now.document.links_in(one.span))):
                    new.add(index)
            elif not rule.relative and not (one.rule in by_schema and self._says_the_same(owner)):
                waiting.append(index)
            elif owner < 0 and not any(
                old.rule == one.rule for old in self._old(frozenset({one.rule}))
            ):
                new.add(index)
        new.update(self._unmatched(found, waiting))
        return (
            [self._with_own_fix(one) for index, one in enumerate(found) if index in new],
            [one for index, one in enumerate(found) if index not in new],
        )

    def _is_on_change(self, one: Diagnostic, owner: int) -> bool:
        """Whether a diagnostic, or what it is related to, stands on an entry that changed."""
        related = (self._now.owners.index(each.span) for each in one.finding.related)
        return any(index >= 0 and index not in self._kept for index in (owner, *related))

    def _says_the_same(self, owner: int) -> bool:
        """Whether an entry says what it said: then only the habits of the list have changed."""
        return (
            owner >= 0
            and (self._now.keys[owner], self._now.instance(owner)) in self._before.past.instances
        )

    def _old(self, rules: frozenset[str]) -> Sequence[Diagnostic]:
        return () if self._before.own is None else self._before.own.found_by(rules)

    def _unmatched(self, found: Sequence[Diagnostic], waiting: Sequence[int]) -> Iterator[int]:
        """Those of `waiting`, indexes into `found`, that are none of the older diagnostics.

        One is an older one if the rule is the same and so is, in this order, its place, the set of
        places that it relates to each other, or, outside of entries, its message.
        """
        now, own = self._now, self._before.own
        # The other rules need not run on the older version: a tenth of the time of a hook.
        rules = frozenset(found[index].rule for index in waiting)
        left = self._unplaced(found, waiting, rules) if waiting else []
        if own is None or not left:
            yield from left
            return
        # Two that are alike are found here or there, as the order of the entries has it.
        before = own.found_by(rules)
        alike = {_related(own, one) for one in before if one.finding.related}
        left = [index for index in left if _related(now, found[index]) not in alike]
        said = Counter((one.rule, one.message) for one in before)
        says = Counter((one.rule, one.message) for one in found)
        for index in left:
            words = found[index].rule, found[index].message
            if now.owners.index(found[index].span) >= 0 or says[words] > said[words]:
                yield index

    def _unplaced(
        self, found: Sequence[Diagnostic], waiting: Sequence[int], rules: frozenset[str]
    ) -> list[int]:
        """Those of `waiting` that no older diagnostic of the same rule had at the same place."""
        now, own = self._now, self._before.own
        outside: Counter[Hashable] = Counter(
            (one.rule, *place)
            for one in self._old(rules)
            if own is not None and not (place := own.place(one.span))[0]
        )
        lines = own.lines if own is not None else frozenset()

        def is_new_line(index: int) -> bool:
            number, _ = now.document.source.position(found[index].span.start)
            return _plain(now.document.source.line_text(number)) not in lines

        # Of two that are alike, the one in a line that was there is the older one.
        left = []
        inside = self._before.past.places(rules)
        for index in sorted(waiting, key=is_new_line):
            entry, content = now.place(found[index].span)
            key = (found[index].rule, entry, content)
            if not _take(inside if entry else outside, key):
                left.append(index)
        return left

    def _with_own_fix(self, one: Diagnostic) -> Diagnostic:
        """`one` without its fix if that would change an entry that the change does not."""
        fix = one.finding.fix
        touched = self._now.owners.touched
        if fix is None or not any(
            index in self._kept for edit in fix.edits for index in touched(edit.span)
        ):
            return one
        return one._replace(finding=one.finding._replace(fix=None))


def marks(entry: Entry) -> Iterator[str]:
    """What an entry is known by once it is edited: where it leads, and its title."""
    from lint.entries.identity import address, main_link, name_key

    link = main_link(entry)
    if link is not None and (where := address(link.link)):
        yield where
    if name := name_key(entry.fields.get("title", "")):
        yield f"name {name}"


def _is_named(entry: Entry, text: str) -> bool:
    """Whether `text`, lines of a list, has the title of an entry, or the URL that it leads to."""
    from lint.entries.identity import main_link, name_key

    if not text:
        return False
    name, link = name_key(entry.fields.get("title", "")), main_link(entry)
    return bool(name and name in name_key(text)) or (link is not None and link.link.url in text)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _take(counter: Counter[Hashable], key: Hashable) -> bool:
    """Whether `key` was left in `counter`; it is then one fewer."""
    if counter[key] <= 0:
        return False
    counter[key] -= 1
    return True


def _related(version: Version, one: Diagnostic) -> Hashable:
    """The rule of a diagnostic, and the places that it relates, whichever it stands at."""
    spans = (one.span, *(each.span for each in one.finding.related))
    places = [version.place(span) for span in spans]
    return one.rule, frozenset(entry or content for entry, content in places)


def _kept(now: Sequence[str], old: Sequence[str]) -> frozenset[int]:
    """The indexes of those entries in `now`, given by their keys, that are among those in `old`.

    Where there are more of one key than before, those beside an old neighbour are the old ones.
    """
    rest = Counter(old)
    total = Counter(now)
    places: dict[str, list[int]] = {}
    for index, key in enumerate(old):
        places.setdefault(key, []).append(index)
    kept = {index for index, key in enumerate(now) if total[key] <= rest[key]}
    several = [index for index, key in enumerate(now) if total[key] > rest[key] > 0]
    for near in (True, False) if several else ():
        for index in several:
            if index in kept or not rest[now[index]]:
                continue
            before, behind = _beside(now, index)
            were = (_beside(old, at) for at in places[now[index]])
            if not near or any(before == one or behind == other for one, other in were):
                kept.add(index)
                rest[now[index]] -= 1
    return frozenset(kept)


def _beside(keys: Sequence[str], index: int) -> tuple[str, str]:
    """The keys before and behind that at `index`, "" at either end."""
    return keys[index - 1] if index else "", keys[index + 1] if index + 1 < len(keys) else ""

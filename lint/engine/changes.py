"""What a change of lists brings in: which entries, which links, which findings.

Two versions of a list are held against each other by content, never by line. An entry is the same
if its own text is, blanks, the marker or number of an item and the padding of a table left out; so
a row that merely moved is no change. Of the findings those count that stand on an entry which the
change adds or edits, and those elsewhere that were not there before.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from lint.entries.index import Owners

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence

    from lint.diagnostics import Diagnostic
    from lint.document.model import Document, Link
    from lint.entries.entry import Entry
    from lint.git.repository import Repository
    from lint.rules import Rule
    from lint.source import Span

_MARKER = re.compile(r"(?m)^[ \t>]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]")
# Stands between the cells of a row, and in no text of an item.
_CELL = "\x1f"


class Version:
    """One version of a list, with what was found in it.

    `find` finds the diagnostics that no comment hides, of the rules whose ids it is given or, for
    None, of all, once anybody asks for them: nothing does where the version that came after it is
    sound. `links` are the URLs of its links to web
    pages, normalised, with their fragments.
    """

    def __init__(
        self,
        document: Document,
        entries: Sequence[Entry],
        find: Callable[[frozenset[str] | None], Sequence[Diagnostic]] = lambda _: (),
    ) -> None:
        self.document = document
        self.owners = Owners(entries)
        self.entries = self.owners.entries
        links = (link.web for link in document.links)
        self.links = frozenset(url.href for url in links if url is not None)
        self._find = find
        self._found: dict[frozenset[str] | None, Sequence[Diagnostic]] = {}
        self.keys = tuple(self._keys())

    @property
    def found(self) -> Sequence[Diagnostic]:
        """The diagnostics that no comment hides."""
        return self.found_by(None)

    def found_by(self, rules: frozenset[str] | None) -> Sequence[Diagnostic]:
        """Those of the rules with these ids, perhaps with others; of all rules for None."""
        if rules not in self._found:
            self._found[rules] = self._find(rules)
        return self._found[rules]

    def _keys(self) -> Iterator[str]:
        """What each entry is known by: its own text."""
        slice_of = self.document.source.slice
        rows = {
            row.span: row for table in self.document.tables if not table.html for row in table.rows
        }
        for index, entry in enumerate(self.entries):
            row = rows.get(entry.span)
            if row is not None:
                yield _CELL.join(_plain(slice_of(cell.span)) for cell in row.cells)
            else:
                text = "\n".join(map(slice_of, self.owners.own(index)))
                yield _plain(_MARKER.sub("", text) if entry.listed else text)

    def place(self, span: Span) -> tuple[str, str]:
        """What a place is known by: its entry, "" outside of entries, and its own text."""
        index = self.owners.index(span)
        content = _plain(self.document.source.slice(span))
        return (self.keys[index] if index >= 0 else ""), content

    def instance(self, index: int) -> str:
        """What the entry at `index` says, as its schema sees it."""
        return json.dumps(self.entries[index].as_json(), sort_keys=True)

    @cached_property
    def lines(self) -> frozenset[str]:
        """The lines of the text, blanks left out."""
        source = self.document.source
        return frozenset(
            _plain(source.line_text(number)) for number in range(1, source.line_count + 1)
        )


class Past:
    """All that was there before a change, in all lists that it is about."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self._versions = tuple(versions)
        self.keys = frozenset(chain.from_iterable(one.keys for one in self._versions))
        self.links = frozenset(chain.from_iterable(one.links for one in self._versions))

    @cached_property
    def instances(self) -> frozenset[tuple[str, str]]:
        """What each entry was known by, with what it said."""
        return frozenset(
            (key, one.instance(index))
            for one in self._versions
            for index, key in enumerate(one.keys)
        )

    def places(self, rules: frozenset[str]) -> Counter[Hashable]:
        """How often each of the rules with these ids found something at a place in an entry."""
        return Counter(
            (found.rule, *place)
            for one in self._versions
            for found in one.found_by(rules)
            if (place := one.place(found.span))[0]
        )


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
        own = before.own
        kept = _kept(now.keys, own.keys) if own is not None else frozenset()
        self._kept = frozenset(
            index
            for index, key in enumerate(now.keys)
            if index in kept or ((own is None or key not in own.keys) and key in before.past.keys)
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

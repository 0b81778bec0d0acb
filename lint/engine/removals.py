"""The entries that a change adds although they were in the list before, and were removed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lint.engine.changes import marks
from lint.entries.identity import address, main_link
from lint.errors import InputError, LintError
from lint.git.program import Limits
from lint.source import Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from lint.engine.analysis import Parsed
    from lint.engine.changes import History
    from lint.engine.listener import Listener
    from lint.entries.entry import Entry
    from lint.git.repository import Commit
    from lint.rules import Rule
    from lint.source import Span

RULE = "removed-before"
LIMITS = Limits(commits=1_000, size=50_000_000, seconds=20)
"""How far back to look: some years of a list that is changed every other day."""
# A change of more entries moves or imports them.
_MOST_ENTRIES = 50
# Each costs as much as reading the list twice.
_MOST_READ = 8


def removed_before(
    each: Parsed, rules: Sequence[Rule], today: dt.date, listener: Listener
) -> Mapping[Span, Commit]:
    """The last commit that removed an entry which the change of a list adds again, by its place.

    `listener` is told where the history is not all there.
    """
    wanted = any(rule.id == RULE and each.config.selects(rule, each.source.file) for rule in rules)
    change = each.change
    if not wanted or change is None or change.before.history is None or each.document.data:
        return {}
    new = _new(each)
    if not 0 < len(new) <= _MOST_ENTRIES:
        return {}
    history = change.before.history
    try:
        found = _Search(each, history, today).find(new)
        cut = len(found) < len(new) and history.repository.is_shallow()
    except LintError as error:
        listener.note(f"{each.source.path}: {RULE} was not checked: {error}")
        return {}
    if cut:
        listener.note(
            f"{each.source.path}: {RULE} was not checked: the clone is shallow"
            " (`git fetch --unshallow`; in GitHub Actions, `fetch-depth: 0`)"
        )
    return found


def _new(each: Parsed) -> Mapping[str, Span]:
    """The entries that the change adds, and that were nowhere in the list, by what they show."""
    if each.change is None or not each.change.added:
        return {}
    added = each.change.added
    new = {
        shown: entry.span
        for entry in each.judged.entries
        if entry.span in added and (shown := _shown(entry))
    }
    own = each.change.before.own
    if own is None:
        return new
    text = own.source.text.casefold().encode(errors="replace")
    if not any(_needle(shown) in text for shown in new):
        return new
    there = {_shown(entry) for entry in own.entries}
    return {shown: span for shown, span in new.items() if shown not in there}


def _shown(entry: Entry) -> str:
    link = main_link(entry)
    return address(link.link) if link is not None else ""


def _needle(shown: str) -> bytes:
    """What a line has, in lower case, that links to a page in any of the ways to write its URL."""
    site, colon, name = shown.partition(":")
    # The name of a site has neither; the rest is the URL of a page, without its scheme.
    is_work = colon and "." not in site and "/" not in site
    return (name if is_work else shown).partition("#")[0].casefold().encode(errors="replace")


class _Search:
    """A search of the history of one list."""

    def __init__(self, each: Parsed, history: History, today: dt.date) -> None:
        self._each = each
        self._history = history
        self._today = today
        self._left = _MOST_READ
        self._gone: dict[str, frozenset[str]] = {}

    def find(self, new: Mapping[str, Span]) -> dict[Span, Commit]:
        """The commits, by the places of those of `new` that were removed."""
        found: dict[Span, Commit] = {}
        needles = {_needle(shown): shown for shown in new}
        for commit, shown in self._candidates(needles):
            if new[shown] not in found and shown in self._removed(commit):
                found[new[shown]] = commit
        return found

    def _candidates(self, needles: Mapping[bytes, str]) -> list[tuple[Commit, str]]:
        """The commits that have more lines with a needle removed than added, the latest first."""
        balance: dict[Commit, Counter[bytes]] = {}
        for commit, line in self._history.repository.patches(
            self._history.commit, self._history.path, LIMITS
        ):
            folded = line.lower()
            for needle in needles:
                if needle in folded:
                    sign = 1 if line[:1] == b"-" else -1
                    balance.setdefault(commit, Counter())[needle] += sign
        return [
            (commit, needles[needle])
            for commit, counts in balance.items()
            for needle, count in counts.items()
            if count > 0
        ]

    def _removed(self, commit: Commit) -> frozenset[str]:
        """What the entries showed that a commit removed: nothing with their title is left."""
        if commit.name not in self._gone:
            if self._left <= 0 or not commit.parents:
                return frozenset()
            self._left -= 1
            old, new = (self._entries(name) for name in (commit.parents[0], commit.name))
            kept = {mark for entry in new for mark in marks(entry)}
            self._gone[commit.name] = frozenset(
                _shown(entry) for entry in old if kept.isdisjoint(marks(entry))
            )
        return self._gone[commit.name]

    def _entries(self, commit: str) -> Sequence[Entry]:
        """The entries that the list had in a commit; none if it was not there or cannot be read."""
        from lint.engine.analysis import Task, read
        from lint.engine.listener import NullListener

        repository, path = self._history.repository, self._history.path
        config = self._each.config
        found = repository.file(commit, path)
        if found is None or (found[1].size or 0) > config.max_file_size:
            return ()
        try:
            source = Source.decode(self._each.source.path, repository.content(found[1].object))
        except InputError:
            return ()
        parsed = read(Task(source, config), self._today, NullListener())
        return () if parsed is None else parsed.judged.entries

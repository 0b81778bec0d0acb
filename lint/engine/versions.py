"""Versions of lists: what was read in one, and what was found, once anybody needs to know."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from lint.entries.index import Owners

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from lint.diagnostics import Diagnostic
    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.source import Source, Span

    Reading = tuple[Document, Sequence[Entry]]

_MARKER = re.compile(r"(?m)^[ \t>]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]")
# Stands between the cells of a row, and in no text of an item.
_CELL = "\x1f"


class Version:
    """One version of a list, with what was found in it.

    `read` reads `source`, and `find` finds the diagnostics that no comment hides, of the rules
    whose ids it is given or, for None, of all; neither is called before anybody needs what it
    gives: nothing does where the version that came after it is sound.
    """

    def __init__(
        self,
        source: Source,
        read: Callable[[], Reading],
        find: Callable[[frozenset[str] | None], Sequence[Diagnostic]] = lambda _: (),
    ) -> None:
        self.source = source
        self._read = read
        self._find = find
        self._found: dict[frozenset[str] | None, Sequence[Diagnostic]] = {}

    @cached_property
    def _reading(self) -> Reading:
        return self._read()

    @property
    def document(self) -> Document:
        """What `source` was parsed to."""
        return self._reading[0]

    @cached_property
    def owners(self) -> Owners:
        """The entries, by their places."""
        return Owners(self._reading[1])

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries, in order."""
        return self.owners.entries

    @cached_property
    def links(self) -> frozenset[str]:
        """The URLs of its links to web pages, normalised, with their fragments."""
        links = (link.web for link in self.document.links)
        return frozenset(url.href for url in links if url is not None)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What each entry is known by: its own text."""
        return tuple(self._keys())

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
        slice_of = self.source.slice
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
        content = _plain(self.source.slice(span))
        return (self.keys[index] if index >= 0 else ""), content

    def instance(self, index: int) -> str:
        """What the entry at `index` says, as its schema sees it."""
        return json.dumps(self.entries[index].as_json(), sort_keys=True)

    @cached_property
    def lines(self) -> frozenset[str]:
        """The lines of the text, blanks left out."""
        source = self.source
        return frozenset(
            _plain(source.line_text(number)) for number in range(1, source.line_count + 1)
        )


class Past:
    """All that was there before a change, in all lists that it is about."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self.versions = tuple(versions)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What the entries were known by."""
        return frozenset(chain.from_iterable(one.keys for one in self.versions))

    @cached_property
    def links(self) -> frozenset[str]:
        """The URLs of the links, as `Version` has them."""
        return frozenset(chain.from_iterable(one.links for one in self.versions))

    @cached_property
    def instances(self) -> frozenset[tuple[str, str]]:
        """What each entry was known by, with what it said."""
        return frozenset(
            (key, one.instance(index))
            for one in self.versions
            for index, key in enumerate(one.keys)
        )

    def places(self, rules: frozenset[str]) -> Counter[Hashable]:
        """How often each of the rules with these ids found something at a place in an entry."""
        return Counter(
            (found.rule, *place)
            for one in self.versions
            for found in one.found_by(rules)
            if (place := one.place(found.span))[0]
        )


def _plain(text: str) -> str:
    return " ".join(text.split())

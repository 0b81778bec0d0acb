"""The reader: from a document to its entries, in three steps.

1. *Candidates* (`tree`, `blocks`, `tables`): what may be an entry.
2. *Groups* (`facts`, `lists`, `blocks`, `columns`): what stands side by side and is alike in shape
   is read as a whole.
3. *Fields* (`parts`, `segments`, `people`): title, date, authors, venue, summary and labels of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lint.entries.blocks import read_blocks
from lint.entries.entry import Entry, Unread
from lint.entries.facts import Facts, learn
from lint.entries.lists import read_items
from lint.entries.tree import candidates

if TYPE_CHECKING:
    from lint.document.model import Document


@dataclass(frozen=True, slots=True)
class Read:
    """What a document was read as, tables aside: its entries, and what looks like some and is none."""

    entries: tuple[Entry, ...]
    unread: tuple[Unread, ...]
    facts: Facts


def read_texts(document: Document) -> Read:
    """The entries of a document that are no rows of tables."""
    facts = learn(document)
    found = candidates(document)
    blocks = read_blocks(document, found, facts)
    items = read_items(document, found.nodes, facts)
    unread = list(blocks.unread)
    source = document.source
    for node in found.nodes:
        if not node.verdict and node.why:
            line = source.position(node.item.span.start)[0]
            unread.append(Unread("items", "item", node.item.span, line, node.why))
    entries = sorted((*blocks.entries, *items), key=lambda one: (one.span.start, -one.span.end))
    return Read(tuple(entries), tuple(sorted(unread, key=lambda one: one.line)), facts)

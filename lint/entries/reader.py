"""The reader: from a document to its entries, in three steps.

1. *Candidates* (`candidates/`): what may be an entry: items, headings, paragraphs and their lines,
   HTML, records of tables.
2. *Groups* (`groups/`): what stands side by side and is alike in shape is read as a whole. `facts`
   are what the whole list shows of itself, `columns` what the headers of a table say.
3. *Fields* (`fields/`): title, date, authors, venue, summary and labels of each.

Tables are read by `tables`, all else by `read_texts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.entries.candidates.block import Blocks
from lint.entries.candidates.tree import candidates
from lint.entries.entry import Entry, Unread
from lint.entries.facts import Facts, learn
from lint.entries.groups.containers import read_containers
from lint.entries.groups.elements import read_elements
from lint.entries.groups.lists import read_items
from lint.entries.groups.paragraphs import read_paragraphs

if TYPE_CHECKING:
    from lint.document.model import Document


class Read(NamedTuple):
    """What a document was read as, tables aside: its entries, and what looks like one."""

    entries: tuple[Entry, ...]
    unread: tuple[Unread, ...]
    facts: Facts


def read_texts(document: Document) -> Read:
    """The entries of a document that are no rows of tables."""
    facts = learn(document)
    found = candidates(document)
    blocks = Blocks()
    read_containers(document, found, facts, blocks)
    read_paragraphs(document, found, facts, blocks)
    read_elements(document, found, facts, blocks)
    items = read_items(document, found.nodes, facts)
    unread = list(blocks.unread)
    source = document.source
    for node in found.nodes:
        if not node.verdict and node.why:
            line = source.position(node.item.span.start)[0]
            unread.append(Unread("items", "item", node.item.span, line, node.why))
        node.forget()  # else items that hold each other stay there until Python looks for cycles
    entries = sorted((*blocks.entries, *items), key=lambda one: (one.span.start, -one.span.end))
    return Read(tuple(entries), tuple(sorted(unread, key=lambda one: one.line)), facts)

"""What paragraphs, headings and HTML elements have in common that may be entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint.entries.building import build
from lint.entries.entry import Form

if TYPE_CHECKING:
    from lint.document.model import Document, Heading
    from lint.entries.entry import Entry, Unread
    from lint.entries.facts import Facts
    from lint.entries.parts import Parts
    from lint.entries.text import View
    from lint.source import Span

FEWEST = 3
"""So many that are alike are a group."""


@dataclass(slots=True)
class Blocks:
    """What was found: entries, and what looks like some."""

    entries: list[Entry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)

    def add(self, document: Document, one: Block) -> None:
        """Take an entry that says all of itself."""
        self.entries.append(build(document, one.text, one.parts, one.span, one.form, one.headings))


@dataclass(slots=True)
class Block:
    """A candidate: `span` is the whole of it, `text` what holds its title."""

    span: Span
    text: View
    parts: Parts
    headings: tuple[Heading, ...]
    form: Form
    body: Span


def name_of(block: Block) -> str:
    """The title as it is compared, "" without one."""
    parts = block.parts
    return block.text.value(*parts.title).casefold() if parts.title is not None else ""


def opens_with_link(block: Block, facts: Facts) -> bool:
    """Whether the title is a link to a web page."""
    parts = block.parts
    if parts.kind not in {"link", "url"} or parts.title is None:
        return False
    if block.form is Form.HEADING and parts.summary is not None and parts.others:
        return False
    return any(
        facts.is_web(one.link)
        for one in block.text.anchors
        if one.end > one.start and one.start < parts.title[1] and one.end > parts.title[0]
    )

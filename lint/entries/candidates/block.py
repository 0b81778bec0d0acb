"""What paragraphs, headings and HTML elements have in common that may be entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint.entries.entry import Entry, Form, Unread
from lint.entries.fields import people
from lint.entries.fields.building import Draft, build
from lint.entries.fields.line import Hints
from lint.entries.fields.parts import read_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from lint.document.model import Document, Heading
    from lint.entries.candidates.tree import Node
    from lint.entries.facts import Facts
    from lint.entries.fields.line import Parts
    from lint.entries.text import View
    from lint.source import Span

FEWEST = 3
_SMALL = 6
_YEAR = 4


@dataclass(slots=True)
class Blocks:
    """What was found: entries, and what looks like some."""

    entries: list[Entry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)

    def add(
        self, document: Document, one: Block, extra: Iterable[tuple[str, str, Span]] = ()
    ) -> None:
        """Take an entry; `extra` is what is said of it elsewhere: field, text and place."""
        self.entries.append(build(document, one.draft, extra=extra))


@dataclass(slots=True)
class Block:
    """A candidate: `span` is the whole of it, `text` what holds its title."""

    span: Span
    text: View
    parts: Parts
    headings: tuple[Heading, ...]
    form: Form
    body: Span
    below: list[Span] = field(default_factory=list)
    """Paragraphs without a link that follow it at once."""
    counted: bool = False
    """Whether it is one of the `numbered_names` of a document."""
    stop: int = 0
    """Where the last paragraph below a numbered name ends, pictures as well; 0 for none."""
    points: list[Node] = field(default_factory=list)
    """Items without a link that follow it at once; one of several may have some."""
    said: list[tuple[str, str, Span]] = field(default_factory=list)
    """What is said of it before it: field, text and place."""

    @property
    def draft(self) -> Draft:
        """What its entry is made of."""
        return Draft(self.text, self.parts, self.span, self.form, self.headings)


def distinct(names: Collection[object], chosen: Sequence[Block]) -> bool:
    """Whether most members of a group have names of their own; of a few, one may come twice."""
    return len(names) * 3 >= len(chosen) * 2 or (
        len(chosen) < _SMALL and len(names) * 2 >= len(chosen)
    )


def with_authors(chosen: list[Block], facts: Facts) -> list[Block]:
    """The members of a group, read again if nearly all say nothing but the name of a person."""
    said = [one for one in chosen if one.parts.summary is not None and one.parts.authors is None]
    named = [one for one in said if _is_name(one)]
    known = sum(one.parts.authors is not None for one in chosen)
    if len(named) + known < FEWEST or len(named) * 10 < len(said) * 8:
        return chosen
    # What stands beside a day is a place as likely.
    if any(_is_day(one) for one in named):
        return chosen
    for one in named:
        parts = read_parts(one.text, facts, Hints(authors=True))
        if parts.title == one.parts.title:
            parts.numbered = one.parts.numbered
            one.parts = parts
    return chosen


def _is_day(block: Block) -> bool:
    """Whether the date of a block is more than a year."""
    date = block.parts.date
    return date is not None and sum(map(str.isdigit, block.text.value(*date))) > _YEAR


def _is_name(block: Block) -> bool:
    summary = block.parts.summary
    return summary is not None and people.are_people(block.text.value(*summary), loose=True)


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


def has_labels(block: Block, facts: Facts) -> bool:
    """Whether labels stand in a heading itself: `## Title [[Paper](u)]`."""
    parts = block.parts
    web = any(facts.is_web(one.link) for one in block.text.anchors if not one.is_image)
    return (
        web
        and parts.kind in {"text", "bold", "quoted"}
        and parts.labels > 0
        and not parts.others
        and not all(one.link.badge for one in block.text.anchors if not one.is_image)
    )


def is_bare(block: Block) -> bool:
    """Whether a block is a linked name, or a URL, and nothing else."""
    parts = block.parts
    if parts.kind not in {"link", "url"} or parts.title is None:
        return False
    if parts.summary or parts.date or parts.labels or parts.others:
        return False
    rest = block.text.text[parts.title_end :]
    return not any(map(str.isalnum, rest))

"""A text that is being read: what is known of it so far, and what its siblings show."""

# ruff: noqa: RUF001 - fullwidth brackets are meant
from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lint.entries.fields.marks import DASHES, STRIP

if TYPE_CHECKING:
    from lint.entries.facts import Facts
    from lint.entries.text import Anchor, View

Range = tuple[int, int]
_LONGEST_TAG, _LONGEST_NAME = 32, 120
# Brackets within the text of a link that make it a label.
_FRAMES = frozenset({"[]", "＜＞", "<>", "【】", "〔〕"})


class Hints(NamedTuple):
    """What the siblings of a text show.

    Dates come first, links are names, authors follow the title or stand in front of it, a dash or a
    colon parts title and summary. `signed` says that one author follows the title, `days` that
    numbers in front are days of a month.
    """

    dates_first: bool = False
    links_first: bool = False
    authors: bool = False
    fronted: bool = False
    signed: bool = False
    days: bool = False
    dashed: bool = False
    coloned: bool = False


PLAIN = Hints()
"""What is known before the siblings are read: nothing."""
NAMED = ("link", "url", "picture")
"""The kinds of a title that is a link."""


@dataclass(slots=True)
class Parts:
    """What was found in a text, as ranges of it; None for what it does not say.

    `kind` says what the title is: `link`, `url`, `bold`, `quoted`, `text`, `label` (there is none
    but labels) or `prose` (a sentence with links). `before` are words in front of a linked title,
    `labels` is the number of links that are labels, `others` that of the links within the words.
    `plain` says that there is nothing but a linked title and a sentence, see `named`.
    """

    kind: str = "prose"
    title: Range | None = None
    title_end: int = 0
    before: Range | None = None
    date: Range | None = None
    lead_date: bool = False
    numbered: bool = False
    authors: Range | None = None
    venue: Range | None = None
    summary: Range | None = None
    labels: int = 0
    others: int = 0
    front_label: bool = False
    key: bool = False
    badge_title: Anchor | None = None
    tags: list[str] = field(default_factory=list)
    plain: bool = False


class Line:
    """A stretch of a view, from `start` to `end`, with the parts that were found in it.

    `anchors` are the links that show words, `bare` those that show none and the pictures.
    """

    def __init__(self, view: View, facts: Facts, hints: Hints, start: int, end: int) -> None:
        self.view = view
        self.text = view.text
        self.facts = facts
        self.hints = hints
        self.start = start
        self.end = end
        self.parts = Parts(title_end=start)
        self.shorts = False
        """Whether short links are parts of what the words before them name."""
        inside = view.links(start, end)
        self.anchors = [one for one in inside if not one.is_image and one.end > one.start]
        self.bare = [one for one in inside if one.is_image or one.end == one.start]

    def words(self, start: int, end: int) -> bool:
        """Whether there is a letter or a digit between two places."""
        return any(map(str.isalnum, self.text[start:end]))

    def is_linked(self, position: int) -> bool:
        """Whether a link covers a place."""
        return any(one.start <= position < one.end for one in self.anchors)

    def name(self, kind: str, start: int, stop: int) -> None:
        """Take `text[start:stop]` for the title."""
        parts = self.parts
        parts.kind, parts.title, parts.title_end = kind, (start, stop), stop

    def labels_at(self, anchor: Anchor) -> bool:
        """Whether a link is a label, by its text or by brackets around it."""
        if self.facts.is_label(anchor.link):
            return True
        if self.shorts and anchor.end - anchor.start <= _LONGEST_TAG:
            return True
        before = self.text[max(0, anchor.start - 2) : anchor.start]
        after = self.text[anchor.end : anchor.end + 1]
        # `[[CVPR'21]](u)`: brackets within the text of the link
        words = self.text[anchor.start : anchor.end]
        if len(words) <= _LONGEST_TAG and words[:1] + words[-1:] in _FRAMES:
            return True
        if before.endswith("(") and after == ")":
            # `Title by Ann Lee ([site](u)) - text`
            dashed = self.text[anchor.end + 1 : anchor.end + 4] in DASHES
            return dashed and len(words) <= _LONGEST_TAG and anchor.start <= _LONGEST_NAME
        return before.endswith("[") and after == "]"

    def opens_wiki(self, at: int) -> bool:
        """Whether a title in double brackets, which lead nowhere, begins at a place."""
        return self.text.startswith("[[", at) and not self.meets_link(at, at + 3)

    def meets_link(self, start: int, stop: int) -> bool:
        """Whether a link stands between two places, or reaches there."""
        return any(start < one.end and one.start < stop for one in self.anchors)

    def labels_only(self, start: int) -> bool:
        """Whether there are no words from `start` on but those of links."""
        at = start
        for one in self.anchors:
            if one.start >= at:
                if self.words(at, one.start):
                    return False
                at = one.end
        return not self.words(at, self.end)

    def shrink(self, start: int, stop: int) -> Range:
        """A range without the marks and brackets at its ends."""
        text = self.text
        while start < stop and (text[start] in STRIP or text[start] in "[]()"):
            start += 1
        while stop > start and (text[stop - 1] in STRIP or text[stop - 1] in "[]"):
            stop -= 1
        return start, stop

    def lead(self, start: int, stop: int) -> None:
        """Take the date that stands before the title."""
        start, stop = self.shrink(start, stop)
        self.parts.date = (start, stop)
        self.parts.lead_date = True

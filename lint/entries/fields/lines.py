"""The text of a paragraph with its lines kept apart where each says something else."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lint.entries.fields import people
from lint.entries.fields.line import PLAIN, Hints, Parts
from lint.entries.fields.marks import skip_marks
from lint.entries.fields.parts import read_parts
from lint.entries.fields.references import dated, is_reference
from lint.entries.text import ITALIC, View
from lint.entries.words import TITLES, is_label, key_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.entries.facts import Facts

_LONGEST_NAME = 250
_LONGEST_LINE, _MOST_LINES = 60, 500
DEFINES = (": ", ":\t")
"""How a line of a definition list begins, below its term."""


def read_paragraph(text: View, facts: Facts) -> Parts:
    """The parts of a paragraph; of one that names its fields, `**Title**: …`, those behind it."""
    parts = read_parts(text, facts, PLAIN)
    first = text.text[: max(0, text.text.find("\n"))]
    if parts.kind == "link" and parts.title is not None:
        rest = text.text[parts.title_end :].strip()
        short = len(rest) < _LONGEST_NAME and "\n" not in rest
        if short and is_reference(rest, loose=True) and not people.are_words(rest):
            return read_parts(text, facts, Hints(authors=True))
    key = key_in(first.lstrip(" \t*_"))
    if key in TITLES:
        start = min(at for mark in ":：" if (at := text.text.find(mark)) > 0) + 1
        named = read_parts(text, facts, PLAIN, start=start)
        if named.title is not None:
            return named
    return parts


def break_lines(text: View, facts: Facts) -> View:
    """`text` with its lines kept apart where each of them says something else.

    The source of a paragraph often has a title, its authors, a venue and labels on lines of their
    own, though nothing shows it.
    """
    softs = []
    before = holds_only_links(text, 0, text.softs[0] if text.softs else 0)
    for number, at in enumerate(text.softs[:_MOST_LINES]):
        stop = text.softs[number + 1] if number + 1 < len(text.softs) else len(text.text)
        line = text.text[at + 1 : stop].strip(" \t*_")
        start = skip_marks(text.text, at + 1, stop)
        first = next((one for one in text.links(at + 1, stop) if not one.is_image), None)
        labelled = (
            first is not None
            and first.start <= start + 2
            and not any(map(str.isalnum, text.text[start : first.start]))
            and facts.is_label(first.link)
        )
        known = start < stop and bool(text.style(start) & ITALIC)
        # A definition list, which GitHub shows as it is written.
        known = known or text.text.startswith(DEFINES, at + 1)
        only = holds_only_links(text, at + 1, stop)
        bare = line if first is None or labelled else _before_labels(text, facts, at + 1, stop)
        if before or only or labelled or known or dated(bare) or is_reference(bare):
            softs.append(at)
        before = only
    if softs and _is_name_line(text, softs):
        softs.append(text.softs[0])
    if not softs:
        return text
    characters = list(text.text)
    for at in softs:
        characters[at] = "\n"
    left = [at for at in text.softs if at not in set(softs)]
    return replace(text, text="".join(characters), softs=left)


def _is_name_line(text: View, breaks: Sequence[int]) -> bool:
    """Whether a short first line without a link is a name: words and then links follow below it."""
    if text.softs[0] in breaks or len(text.softs) != 2 or text.softs[1] not in breaks:
        return False
    first, second = text.softs
    name, below = text.text[:first].strip(" \t*_"), text.text[first + 1 : second].strip(" \t*_")
    return (
        0 < len(name) <= _LONGEST_LINE
        and name[-1].isalnum()
        and not text.links(0, second)
        and not below[:1].islower()
        and holds_only_links(text, second + 1, len(text.text))
    )


def _before_labels(text: View, facts: Facts, start: int, stop: int) -> str:
    """A line without the labels at its end."""
    links = [one for one in text.links(start, stop) if not one.is_image and one.end > one.start]
    words = text.text
    if links and all(facts.is_label(one.link) for one in links):
        starts = [*(one.start for one in links[1:]), stop]
        gaps = (words[one.end : after] for one, after in zip(links, starts, strict=True))
        if not any(map(str.isalnum, "".join(gaps))):
            stop = links[0].start
    return words[start:stop].strip(" \t*_[(|")


def holds_only_links(text: View, start: int, stop: int) -> bool:
    """Whether a line holds links and nothing else but labels of them."""
    links = [one for one in text.links(start, stop) if not one.is_image and one.end > one.start]
    if not links or sum(one.end - one.start for one in links) > _LONGEST_NAME:
        return False
    at = start
    for one in links:
        words = text.text[at : one.start]
        if any(map(str.isalnum, words)) and not is_label(words):
            return False
        at = max(at, one.end)
    return not any(map(str.isalnum, text.text[at:stop]))


def inside_html(text: View) -> bool:
    """Whether the first link of a text is written in HTML."""
    return bool(text.anchors) and text.anchors[0].link.kind == "html"

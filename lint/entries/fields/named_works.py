"""The title of a paper that opens with a bold name: `**Name:** Rest of the Title [[Paper]](u)`."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields.boundary import boundary
from lint.entries.fields.building import property_field
from lint.entries.fields.marks import STRIP
from lint.entries.fields.reference_titles import cut_title
from lint.entries.words import TITLES, is_label, simple

if TYPE_CHECKING:
    from lint.entries.fields.line import Line

_LONGEST_NAME, _LONGEST_TITLE = 60, 300
_FEWEST_WORDS, _SMALL_WORD = 2, 3
# So many words of a title are in capitals, the small ones aside.
_SHARE = (6, 10)
_PAPERS = frozenset(
    ["paper", "pdf", "arxiv", "abs", "doi", "openreview", "preprint", "论文", "論文", "논문"]
)


def opens_title(line: Line, at: int, stop: int) -> bool:
    """Take a bold name, which ends at `stop`, with the words behind it for the title of a paper.

    These are no sentence: nearly all are in capitals, and labels follow, of a paper among others.
    """
    text = line.text
    start = stop
    while start < line.end and text[start] in " \u00a0:：":
        start += 1
    if start >= line.end or stop - at > _LONGEST_NAME:
        return False
    end = boundary(line, start)
    links = [one for one in line.anchors if one.start >= start]
    if not links or not all(line.labels_at(one) for one in links):
        return False
    if _PAPERS.isdisjoint(simple(one.link.text) for one in links):
        return False
    name = line.view.value(at, stop).strip(STRIP)
    if is_label(name) or property_field(name) or simple(name) in TITLES:
        return False
    if not _is_title(text[start:end]):
        return False
    cut_title(line, at, at, end)
    return True


def _is_title(words: str) -> bool:
    """Whether words are in capitals, as those of a title are."""
    bare = words.strip()
    found = [one.strip("\"'“”‘’(),") for one in bare.replace("-", " ").split()]
    found = [one for one in found if any(map(str.isalpha, one))]
    if len(found) < _FEWEST_WORDS or len(bare) > _LONGEST_TITLE or bare.endswith((".", "。", "!")):
        return False
    large = [one for one in found if len(one) > _SMALL_WORD]
    capital = sum(one != one.lower() for one in large)
    return (
        len(large) > 1
        and found[0] != found[0].lower()
        and capital * _SHARE[1] >= len(large) * _SHARE[0]
    )

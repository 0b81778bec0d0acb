"""Authors behind a slash: `Title / Ann Lee`, `[Title](u) / 王小明 et al.`, decided over a list."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.entries.fields import people
from lint.entries.fields.line import NAMED
from lint.entries.fields.marks import DASHES, STRIP
from lint.entries.fields.references import dated
from lint.entries.fields.trimming import trim_summary
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.entries.candidates.tree import Node
    from lint.entries.facts import Facts
    from lint.entries.fields.line import Range

_SLASH = lazy(r"\s/{1,2}\s|\s?／\s?")
# A year behind the names: `Ann Lee, 2019`, `Ann Lee (2019)`, `Ann Lee / 2019`.
_YEAR_LAST = lazy(r"(?:,|\s/|\s?[(（])\s?((?:19|20)\d\d)[)）]?$")
# Beyond doubt: `A. Lee`, `Ann Lee et al.`, `王小明 等`, `山田太郎 著`.
_SURE = lazy(r"(?i)(?:^|\s)[A-Z]\. |\bet al\b|[等著]$")
# A name in a script without capitals: short, and nothing but letters.
_WIDE_NAME = lazy(r"[\u2e80-\ud7af][\u2e80-\ud7af·・ 、,，&]{0,40}")
_FEWEST, _LONGEST, _MOST_WORDS = 3, 160, 16


class Credit(NamedTuple):
    """Where a slash stands behind a title, the names behind it, and where these end."""

    at: int
    names: Range
    end: int


def are_signed(nodes: Iterable[Node]) -> bool:
    """Whether what stands behind the slashes of a document is people, some of them beyond doubt.

    `Company / Software Engineer` and `Team / New York` read like names, but have no initials, and
    no `et al.`; few of them are several.
    """
    found = [node.text.value(*one.names) for node in nodes if (one := _credit(node)) is not None]
    sure = sum(_SURE.search(text) is not None for text in found)
    several = {text for text in found if people.are_people(text, fewest=2)}
    enough = len(found) >= _FEWEST and (sure > 0 or len(several) > 1)
    return enough and sum(map(_may_be_people, found)) * 10 >= len(found) * 7


def take_slashed(group: Sequence[Node], facts: Facts, *, signed: bool) -> None:
    """Take what stands behind a slash for authors where most items of a list have it there.

    `signed` says that the document has authors there.
    """
    if not signed:
        return
    titled = [node for node in group if node.parts is not None and node.parts.title is not None]
    found = [(node, one) for node in titled if (one := _credit(node)) is not None]
    if not found or len(found) * 10 < len(titled) * 6:
        return
    for node, one in found:
        parts, text = node.parts, node.text
        if parts is None or parts.title is None:
            continue
        if parts.kind not in NAMED:
            parts.title = text.trim(parts.title[0], one.at)
        parts.authors, parts.summary, parts.venue = one.names, None, None
        year = _YEAR_LAST.search(text.text, one.names[0], one.names[1])
        if year is not None and year.start() > one.names[0]:
            parts.authors = text.trim(one.names[0], year.start())
            parts.date = parts.date or year.span(1)
        links = [other for other in text.anchors if other.start >= one.end]
        stop = links[0].start if links else len(text.text)
        rest = text.text[one.end : stop]
        if any(rest.startswith(mark) for mark in DASHES):
            parts.summary = trim_summary(text, facts, one.end, len(text.text))


def _credit(node: Node) -> Credit | None:
    """What stands behind the first slash of an item, which follows its title."""
    parts = node.parts
    if parts is None or parts.title is None or parts.kind in {"prose", "label", "key"}:
        return None
    text = node.text.text
    start, stop = parts.title
    if parts.kind in NAMED:
        start = parts.title_end
    slash = _SLASH.search(text, start, min(len(text), start + _LONGEST * 2))
    if slash is None or slash.start() == start == parts.title[0]:
        return None
    if parts.kind in NAMED and text[start : slash.start()].strip(STRIP + ")]"):
        return None
    if any(one.start < slash.end() and slash.start() < one.end for one in node.text.anchors):
        return None
    ends = [len(text)]
    ends += [one.start for one in node.text.anchors if one.start >= slash.end()][:1]
    ends += [at for mark in (*DASHES, "\n", " | ") if (at := text.find(mark, slash.end())) > 0]
    end = min(ends)
    stop = slash.end() + len(text[slash.end() : end].rstrip(" [(（【-–—|,，*_"))
    names = node.text.trim(slash.end(), stop)
    words = text[slice(*names)]
    if not 1 < len(words) <= _LONGEST or len(words.split()) > _MOST_WORDS or dated(words):
        return None
    return Credit(slash.start(), names, stop)


def _may_be_people(text: str) -> bool:
    """Whether words may be the names of people, in any script."""
    bare = _YEAR_LAST.sub("", text)
    wide = _SURE.sub("", bare).strip(" .")
    return people.are_people(bare, loose=True) or _WIDE_NAME.fullmatch(wide) is not None

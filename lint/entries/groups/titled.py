"""Whether a paragraph opens with a title and says something of it, or is prose."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.candidates.block import Block, is_bare
from lint.entries.fields.lines import holds_only_links
from lint.entries.text import BOLD, ITALIC, Anchor, View
from lint.entries.words import POINTERS, UNFINISHED, simple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.entries.facts import Facts
    from lint.entries.fields.line import Range

_LONGEST_NAME = 250
_LONGEST_NAMED = 80
_SEPARATORS = frozenset(["", *"-–—:：\n(（[|,，.。"])


def is_titled(block: Block, facts: Facts) -> bool:
    """Whether a block opens with a title and says something of it."""
    parts, text = block.parts, block.text
    web = [one for one in text.anchors if not one.is_image and facts.is_web(one.link)]
    if not web:
        return False
    if parts.kind in {"bold", "quoted"}:
        own = parts.title is not None and any(
            one.start < parts.title[1] and one.end > parts.title[0] and one.end > one.start
            for one in web
        )
        listed = parts.others > 0 and (_ends_in_links(text) or _follow(text, parts.title))
        return own or (
            (parts.labels > 0 or listed)
            and (parts.others == 0 or listed)
            and not (parts.key and parts.labels > 4)
        )
    if parts.kind == "text":
        if parts.labels == 0 or parts.others or _is_sentence(block):
            return False
        return parts.summary is None or _is_titled(block, web)
    if parts.kind in {"link", "url"} and parts.title is not None:
        title = next(
            (one for one in web if one.start < parts.title[1] and one.end > parts.title[0]), None
        )
        if title is None:
            return False
        rest = text.text[parts.title[1] :].lstrip("*_ ")
        separated = rest[:1] in _SEPARATORS
        separated = separated or parts.numbered or parts.lead_date or bool(block.said)
        separated = separated or parts.authors is not None or parts.date is not None
        # What is bold, or on a line of its own, is a name.
        separated = separated or bool(text.style(parts.title[0]) & (BOLD | ITALIC))
        separated = separated or parts.title[1] in text.softs
        said = parts.summary is not None or parts.labels > 0 or parts.date is not None
        said = said or (parts.kind == "url" and bool(parts.tags))
        return separated and (said or parts.authors is not None or is_bare(block))
    if parts.kind == "picture":
        return sum(map(str.isalpha, text.text)) > 10
    return False


def opens_sentence(block: Block, facts: Facts) -> bool:
    """Whether a paragraph is a sentence whose first words are a linked name: `[Name](u) is …`."""
    parts, text = block.parts, block.text
    if parts.kind != "link" or parts.title is None or parts.before or parts.summary is None:
        return False
    start, stop = parts.title
    first = next((one for one in text.anchors if one.start <= start and one.end >= stop), None)
    if first is None or not facts.is_web(first.link) or simple(first.link.text) in POINTERS:
        return False
    return stop - start <= _LONGEST_NAMED and text.text[parts.summary[0]].isalnum()


def _follow(text: View, title: Range | None) -> bool:
    """Whether all links of a paragraph follow its title, one at once behind the other."""
    at = title[1] if title is not None else 0
    for one in text.anchors:
        if one.is_image or one.end == one.start:
            continue
        if one.start < at or any(map(str.isalnum, text.text[at : one.start])):
            return False
        at = one.end
    return title is not None


def _ends_in_links(text: View) -> bool:
    """Whether all links of a paragraph stand in its last line, which holds nothing else."""
    last = text.text.rstrip().rfind("\n")
    if last <= 0 or not holds_only_links(text, last + 1, len(text.text)):
        return False
    return all(one.is_image or one.start > last for one in text.anchors)


def _is_sentence(block: Block) -> bool:
    """Whether a title in plain text goes on into its link: `The code is at [GitHub](u)`."""
    parts, text = block.parts, block.text.text
    if parts.title is None:
        return True
    words = text[slice(*parts.title)].split()
    behind = text[parts.title_end : parts.title_end + 2]
    if behind.strip()[:1] in {"[", "(", "|"} or behind[:1] == "\n":
        return False
    return not words or words[-1].casefold() in UNFINISHED


def _is_titled(block: Block, web: Sequence[Anchor]) -> bool:
    """Whether labels follow a title at once, and a summary behind them or on a new line."""
    parts, text = block.parts, block.text
    if parts.title is None or parts.summary is None:
        return False
    start, stop = parts.title
    if stop - start > _LONGEST_NAME or text.text[start:stop].rstrip().endswith((".", "。")):
        return False
    first = web[0]
    if first.start >= stop and not any(map(str.isalnum, text.text[stop : first.start])):
        return parts.summary[0] >= first.end
    between = text.text[stop : parts.summary[0] + 1]
    return "\n" in between or "|" in between

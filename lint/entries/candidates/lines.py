"""Candidates of a paragraph: the whole, or each line that opens with a name."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.candidates.block import FEWEST, Block
from lint.entries.entry import Form
from lint.entries.fields import people
from lint.entries.fields.building import property_field
from lint.entries.fields.lines import (
    DEFINES,
    break_lines,
    holds_only_links,
    inside_html,
    read_paragraph,
)
from lint.entries.fields.marks import DASHES, front_number, skip_marks
from lint.entries.fields.references import dated
from lint.entries.text import BOLD, View, view
from lint.entries.words import is_label
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Heading
    from lint.entries.candidates.tree import Candidates
    from lint.entries.facts import Facts
    from lint.entries.fields.line import Range

_LONGEST_GAP = 1000
_URLS = ("http://", "https://", "<http://", "<https://")
# No name ends so.
_ENDS = (".", ":", "：", "。", ",", "?", "!", "？", "！")
_MOST_LINES = 500
# A title has these words in capitals, if at all.
_VERBS = frozenset(
    ["is", "are", "was", "can", "will", "please", "Please", "you", "your", "we", "our", "see"]
)
_MOST_NAMED, _LONGEST_LEAD = 3, 60
_BEFORE_LINK = " [(:：-–—|,，\u3000"


def joined_paragraphs(document: Document, found: Candidates) -> list[list[Span]]:
    """The paragraphs; those that nothing but a comment parts are one.

    So are a term and its definition, `: …`, which GitHub shows as two, and a name and the URL below
    it where names stand above most URLs.
    """
    joined: list[list[Span]] = []
    source = document.source.text
    named = _named_urls(document, [one.span for one in found.paragraphs])
    for paragraph in found.paragraphs:
        if joined:
            if paragraph.span.start in named:
                joined[-1].append(paragraph.span)
                continue
            gap = source[joined[-1][-1].end : paragraph.span.start].strip()
            near = paragraph.span.start - joined[-1][-1].end < _LONGEST_GAP
            defines = source.startswith(DEFINES, paragraph.span.start)
            if defines and near and not gap:
                joined[-1].append(paragraph.span)
                continue
            if near and gap.startswith("<!--") and gap.endswith("-->"):
                between = source[joined[-1][-1].end : paragraph.span.start].replace("\r\n", "\n")
                if "\n\n" not in between:
                    joined[-1].append(paragraph.span)
                    continue
        joined.append([paragraph.span])
    return joined


def _named_urls(document: Document, places: list[Span]) -> set[int]:
    """Where the paragraphs begin that are a URL below a name, if most URLs are."""
    source = document.source.text
    urls = [
        at
        for at, place in enumerate(places)
        if source.startswith(_URLS, place.start)
        and not any(map(str.isspace, source[place.start : place.end]))
    ]
    if len(urls) < FEWEST:
        return set()
    named = {
        places[at].start
        for at in urls
        if at > 0 and _is_name_above(document, places[at - 1], places[at].start)
    }
    return named if len(named) >= FEWEST and len(named) * 10 >= len(urls) * 6 else set()


def _is_name_above(document: Document, place: Span, end: int) -> bool:
    """Whether a paragraph is a name in a few words, with nothing between it and `end`."""
    source = document.source.text
    words = source[place.start : min(place.end, place.start + _LONGEST_LEAD)]
    if place.end - place.start > _LONGEST_LEAD or end - place.end > _LONGEST_GAP:
        return False
    if source[place.end : end].strip() or "\n" in words or document.links_in(place):
        return False
    return any(map(str.isalnum, words)) and not words.rstrip().endswith(_ENDS)


def lines_of(
    document: Document, text: View, facts: Facts, path: tuple[Heading, ...]
) -> Iterator[Block]:
    """The entries that a paragraph may hold: one, or one for each line that opens with a name."""
    text = break_lines(text, facts)
    ranges = _ranges(text)
    heads = _heads(text, facts, ranges)
    said: list[tuple[str, str, Span]] = []
    defined = _defined(text, facts, ranges)
    if defined:
        heads = defined
        if _is_date_line(text, *ranges[0]):
            said.append(("date", text.value(*ranges[0]), text.span(*ranges[0])))
    if len(heads) == 1 and heads[0] == 0:
        if any(not one.is_image for one in text.links(0, len(text.text))):
            yield _block(text, facts, path, text.place, Form.PARAGRAPH)
        return
    for number, first in enumerate(heads):
        last = heads[number + 1] - 1 if number + 1 < len(heads) else len(ranges) - 1
        start, stop = ranges[first][0], ranges[last][1]
        links = text.links(start, stop)
        if all(one.is_image for one in links):
            continue
        span = text.span(start, stop)
        ends = [span.end, *(one.link.span.end for one in links)]
        span = Span(min(span.start, links[0].link.span.start), max(ends))
        line = break_lines(view(document, span), facts)
        block = _block(line, facts, path, span, Form.LINE)
        if block.parts.date is None:
            block.said = said
        yield block


def _block(text: View, facts: Facts, path: tuple[Heading, ...], span: Span, form: Form) -> Block:
    parts = read_paragraph(text, facts)
    if parts.kind == "picture" or (inside_html(text) and parts.kind in {"link", "url"}):
        form = Form.HTML
    return Block(span, text, parts, path, form, span)


def _ranges(text: View) -> list[Range]:
    """The lines of a paragraph as ranges of its text."""
    breaks = sorted({*text.softs, *(at for at, char in enumerate(text.text) if char == "\n")})
    ranges = []
    start = 0
    for stop in (*breaks, len(text.text)):
        ranges.append((start, stop))
        start = stop + 1
    return ranges


def _heads(text: View, facts: Facts, ranges: list[Range]) -> list[int]:
    """Which lines of a paragraph open an entry: the first alone for one, none in prose."""
    heads = [at for at, one in enumerate(ranges) if _is_head(text, facts, *one)]
    if len(ranges) > 1 and _is_date_line(text, *ranges[0]):
        # A date on a line of its own is of what is below it.
        dates = [at for at, one in enumerate(ranges) if _is_date_line(text, *one)]
        heads = sorted({*dates, *(at for at in heads if at - 1 not in dates)})
    if len(heads) * 3 < len(ranges) * 2 and _are_lines(text, facts, ranges):
        heads = list(range(len(ranges)))
    # Authors, some of them with a page, are of the title above.
    heads = [at for at in heads if at == 0 or not _are_authors(text, *ranges[at])]
    if heads and heads[0] == 0 and not any(not one.is_image for one in text.links(*ranges[0])):
        # A line of links below a name is its own.
        heads = [0, *(at for at in heads[1:] if not holds_only_links(text, *ranges[at]))]
    if heads and heads[0] != 0 and _are_links_below(text, facts, ranges, heads):
        return [0]
    if heads and heads[0] != 0 and len(heads) < FEWEST and not _are_defined(text, ranges, heads):
        return []
    return heads or [0]


def _are_defined(text: View, ranges: list[Range], heads: list[int]) -> bool:
    """Whether all lines but the first define it: `: 12 March: [Name](u)`."""
    if heads != list(range(1, len(ranges))) or text.links(*ranges[0]):
        return False
    return all(text.text.startswith(DEFINES, ranges[at][0]) for at in heads)


def _defined(text: View, facts: Facts, ranges: list[Range]) -> list[int]:
    """The lines of a definition list that each open with a link, below one term; none of one."""
    found = []
    for at, (start, stop) in enumerate(ranges[1:_MOST_LINES], 1):
        if text.text.startswith(DEFINES, start):
            first = next((one for one in text.links(start, stop) if not one.is_image), None)
            opens = first is not None and first.start == skip_marks(text.text, start, stop)
            if first is None or not opens or facts.is_label(first.link):
                return []
            found.append(at)
    return found if len(found) > 1 and not text.links(*ranges[0]) else []


def _are_links_below(text: View, facts: Facts, ranges: list[Range], heads: list[int]) -> bool:
    """Whether the lines that open with a link show nothing but URLs, below a name without one."""
    first = ranges[0]
    words = text.text[slice(*first)].strip()
    named = any(map(str.isalnum, words)) and not text.links(*first) and not _is_statement(words)
    return named and all(
        holds_only_links(text, *ranges[at]) and all(map(facts.is_url, text.links(*ranges[at])))
        for at in heads
    )


def _is_statement(words: str) -> bool:
    """Whether words are a sentence that goes on into a URL, or say where it leads."""
    if any(mark in words[:_LONGEST_LEAD] for mark in DASHES):
        return False
    if words.endswith((".", ":", "：", "。", ",")):
        return True
    found = words.split()
    return len(found) > _MOST_NAMED and not _VERBS.isdisjoint(found)


def _is_head(text: View, facts: Facts, start: int, stop: int) -> bool:
    """Whether a line opens with a name."""
    at = skip_marks(text.text, start, stop)
    at = front_number(text.text, at, stop)
    first = next(iter(text.links(start, stop)), None)
    if first is not None and not first.is_image and first.start <= at and first.start == first.end:
        badge = first.link.badge
        return first.start == start and (badge is None or not badge.service)
    if at >= stop:
        return False
    if first is not None and first.start == at and not first.is_image:
        return not facts.is_label(first.link)
    if first is not None and _is_dated(text, at, first.start):
        return not facts.is_label(first.link)
    if not text.style(at) & BOLD:
        return False
    bold = min(text.run(at, BOLD), stop)
    words = text.text[at:bold].strip()
    keyed = words[-1:] in {":", "："} or text.text[bold : bold + 2].strip()[:1] in {":", "："}
    if keyed and (property_field(words) or is_label(words)):
        return False
    return not dated(words) or start == 0


def _are_authors(text: View, start: int, stop: int) -> bool:
    """Whether a line lists people, two of them or more."""
    return people.are_people(text.text[start:stop], fewest=2)


def _is_date_line(text: View, start: int, stop: int) -> bool:
    """Whether a line is a date and nothing else."""
    words = text.text[start:stop]
    return any(map(str.isdigit, words)) and dated(words) and not text.links(start, stop)


def _is_dated(text: View, start: int, stop: int) -> bool:
    """Whether nothing but a date stands between two places."""
    words = text.text[start:stop].strip(_BEFORE_LINK)
    return any(map(str.isdigit, words)) and dated(words)


def _are_lines(text: View, facts: Facts, ranges: list[Range]) -> bool:
    """Whether each line is an entry by itself: a name with links behind it, or a mark before."""
    if not FEWEST <= len(ranges) <= _MOST_LINES:
        return False
    found = filled = 0
    names = set()
    for start, stop in ranges:
        filled += bool(text.text[start:stop].strip())
        links = [one for one in text.links(start, stop) if not one.is_image and one.end > one.start]
        if not links:
            continue
        at = front_number(text.text, skip_marks(text.text, start, stop), stop)
        words = text.text[at : links[0].start].strip(_BEFORE_LINK)
        after = text.text[links[-1].end : stop]
        marked = at > start and text.text[start:at].strip() != ""
        ends = not any(map(str.isalnum, after))
        labels = all(facts.is_label(one.link) or facts.is_url(one) for one in links)
        if any(map(str.isalnum, words)) and len(words) <= 200 and labels and (ends or marked):
            found += 1
            names.add(words)
    return found >= FEWEST and found * 5 >= filled * 4 and len(names) * 3 >= found * 2

"""The descriptions of list items: what a reader sees behind the link that opens an item."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from lint.document.model import LinkKind
from lint.entries.identity import title_link
from lint.patterns import lazy
from lint.rules.helpers import guideline
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link
    from lint.entries.entry import Entry
    from lint.rules.base import Context

# An item that is longer is a text of its own.
_LONGEST = 5000
# What is raised is a note: `<sup>new</sup>`.
_HTML = lazy(r"<!--.{0,500}?-->|<su[bp]\b[^<>]*>[^<>]{0,40}</su[bp]>|</?[A-Za-z][^<>]*>", re.DOTALL)
# The shortcode of an emoji, the mark of a footnote, a character reference.
_SHORTCODE = lazy(r":[a-z0-9_+-]+:|\[\^[^\[\]\s]+\]|&\w+;")
_SHORTCODE_LAST = lazy(rf"(?:{_SHORTCODE.pattern})$")
_LONGEST_CODE = 60
MARKER = lazy(r"(?m)^[ \t]*([-+])\[(?=[^\]\n]+\]\()")
"""An item whose marker is not one, for want of a blank; the text of the item above."""
# What stands around words and is none: emphasis, and the task box of a list.
_AROUND = frozenset(" \t\n\r\u00a0*_~")
_DECORATION = lazy(r"(?is)<[^<>]*>|&\w+;|:[a-z0-9_+-]+:|^\[[ x]\]\s|[*_~`\s]")


class Description(NamedTuple):
    """What follows the link of an item, in its first paragraph.

    `text` has a character for each of the source from `start` on: blanks where the source has
    badges, images, tags and destinations, which are no words. `name` is the text of the link that
    opens the item, `others` are the links that follow, without badges.
    """

    name: str
    text: str
    start: int
    others: tuple[Link, ...]

    def span(self, first: int, last: int) -> Span:
        """The place in the source of `text[first:last]`."""
        return Span(self.start + first, self.start + last)

    @property
    def words_at(self) -> int:
        """Where in `text` the first character stands that is neither blank nor decoration."""
        return skip(self.text, 0)


def descriptions(document: Document, context: Context) -> Iterator[Description]:
    """The descriptions of the items that open with a link, but for badges and emoji.

    An item of a table of contents has none, nor has one that says something before its link.
    """
    items = {item.span: item for item in document.items}
    paragraphs = sorted(paragraph.span for paragraph in document.paragraphs)
    heading = guideline.contents(document)
    for entry in context.entries:
        item = items.get(entry.span)
        if item is None or not entry.listed or (heading is not None and heading in item.headings):
            continue
        at = bisect_right(paragraphs, item.text_span.start, key=lambda span: span.start) - 1
        if at >= 0 and paragraphs[at].end - paragraphs[at].start <= _LONGEST:
            found = _describe(document, entry, paragraphs[at])
            if found is not None:
                yield found


def skip(text: str, position: int) -> int:
    """The first place from `position` on that is neither blank, emphasis nor emoji."""
    while position < len(text):
        if text[position] in _AROUND or is_symbol(text[position]):
            position += 1
        elif match := _SHORTCODE.match(text, position):
            position = match.end()
        else:
            break
    return position


def trim(text: str) -> str:
    """`text` without the blanks, emphasis, emoji and footnote marks at its end."""
    while text:
        if text[-1] in _AROUND or is_symbol(text[-1]):
            text = text[:-1]
        elif match := _SHORTCODE_LAST.search(text, max(0, len(text) - _LONGEST_CODE)):
            text = text[: match.start()]
        else:
            break
    return text


def is_latin(character: str) -> bool:
    """Whether this is a Latin letter, of whatever width or accent."""
    return character.isalpha() and "LATIN" in unicodedata.name(character, "")


def is_symbol(character: str) -> bool:
    """Whether a character is an emoji, or a part of one."""
    return character > "\x7f" and unicodedata.category(character) in {"So", "Sk", "Cf", "Mn"}


def _describe(document: Document, entry: Entry, paragraph: Span) -> Description | None:
    title = title_link(entry)
    if title is None or not title.link.text:
        return None
    link = title.link
    if not paragraph.contains(link.span) or _says(document, Span(paragraph.start, link.span.start)):
        return None
    glued = MARKER.search(document.source.text, link.span.end, paragraph.end)
    rest = Span(link.span.end, paragraph.end if glued is None else glued.start())
    others = document.links_in(rest)
    return Description(
        link.text,
        _visible(document, rest, others),
        rest.start,
        tuple(one for one in others if one.kind is not LinkKind.IMAGE and one.badge is None),
    )


def _says(document: Document, span: Span) -> bool:
    """Whether there are words within `span` besides badges and images."""
    text = _visible(document, span, document.links_in(span))
    rest = _DECORATION.sub("", text)
    return any(not is_symbol(character) for character in rest)


def _visible(document: Document, span: Span, links: tuple[Link, ...]) -> str:
    """The source within `span` with blanks for what is no word of it."""
    text = document.source.slice(span)
    masks = [match.span() for match in _HTML.finditer(text)]
    for link in links:
        start, end = link.span.start - span.start, link.span.end - span.start
        if link.kind is LinkKind.IMAGE:
            masks.append((start, end))
        elif link.kind in {LinkKind.INLINE, LinkKind.REFERENCE}:
            if link.kind is LinkKind.INLINE:
                close = text.rfind("](", start, link.url_span.start - span.start)
            else:
                close = text.find("]", start, end)
            masks += [(start, start + 1), (close if close > start else end, end)]
    for start, end in masks:
        text = text[:start] + " " * len(text[start:end]) + text[end:]
    return text

"""The HTML in a list: tags with their attributes, links, images, headings and tables.

GitHub shows the tags of a raw HTML block and those between Markdown inlines alike, and Markdown
between two HTML blocks stands inside the element that the first one opened. So everything runs
through one stream, in document order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from lint.document.badges import decode_badge
from lint.document.model import Cell, Element, Heading, Link, LinkKind, Row, Table
from lint.document.runs import RunWriter
from lint.document.srcset import candidates
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lint.document.positions import SourceMap
    from lint.source import Source

# HTML Standard, section 13.2.5: tag open, tag name, attribute name and value states.
_MARKUP = lazy(r"<(?:(!--)|([!?])|(/?)([A-Za-z][^\s/>]*))")
_ATTRIBUTE = lazy(
    r"""[\s/]*(?:(>)|([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?)"""
)
_REFERENCE = lazy(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|([A-Za-z][A-Za-z0-9]*)(;?))")
_HEADING = lazy(r"h([1-6])")
# Tables in tables: each takes the text of all that are in it.
_MOST_TABLES = 100
_ELEMENTS = frozenset({"details", "summary", "li", "p", "dt", "dd", "div"})
# HTML Standard, section 13.1.2.4: elements whose end tag may be left out where the next one begins.
_ENDED_BY = {"li": {"li"}, "p": {"p"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}}
_HOLDERS = {"dl": {"dt", "dd"}, "ul": {"li"}, "ol": {"li"}}
# Deeper nesting of such elements is no list's, and is not followed.
_MOST_OPEN = 100


class Tag(NamedTuple):
    """A start or end tag; `values` are the spans of the attributes' values."""

    name: str
    closing: bool
    span: Span
    attributes: Mapping[str, str] = {}
    values: Mapping[str, Span] = {}

    def moved(self, start: int, spans: SourceMap) -> Tag:
        """The same tag with spans in the source: this one counts from `start` of a content."""

        def move(span: Span) -> Span:
            return spans.span(start + span.start, start + span.end)

        values = {name: move(span) for name, span in self.values.items()}
        return Tag(self.name, self.closing, move(self.span), self.attributes, values)


def unescape_attribute(value: str) -> str:
    """Decode the character references of an attribute value.

    HTML Standard, section 13.2.5.73: `&copy=1` and `&copyright` stay as they are, for a reference
    without its semicolon counts only before something that is neither `=` nor alphanumeric.
    """
    if "&" not in value:
        return value

    def decode(match: re.Match[str]) -> str:
        name, semicolon = match.groups()
        if name is None or semicolon:
            return unescape(match[0])
        following = value[match.end() : match.end() + 1]
        return unescape(match[0]) if name in html5 and following != "=" else match[0]

    return _REFERENCE.sub(decode, value)


def tokenize(text: str, spans: SourceMap) -> Iterator[Tag | Span | tuple[str, Span]]:
    """The tags, the comments (as spans) and the text between them (decoded, with its span)."""
    position = 0
    while position < len(text):
        match = _MARKUP.search(text, position)
        if match is None:
            break
        if match.start() > position:
            yield unescape(text[position : match.start()]), spans.span(position, match.start())
        if match[1]:
            # `<!-->` and `<!--->` are whole comments (CommonMark 0.31.2, section 6.6).
            end = text.find("-->", match.start() + 2)
            position = len(text) if end < 0 else end + 3
            yield spans.span(match.start(), position)
            continue
        if match[2]:
            end = text.find(">", match.end())
            position = len(text) if end < 0 else end + 1
            continue
        tag, position = _tag(text, match, spans)
        if tag is None:
            # A browser takes all that is left for the inside of the tag, too.
            return
        yield tag
    if position < len(text):
        yield unescape(text[position:]), spans.span(position, len(text))


def _tag(text: str, match: re.Match[str], spans: SourceMap) -> tuple[Tag | None, int]:
    """The tag that opens at `match` and where to go on; None where it never ends."""
    attributes: dict[str, str] = {}
    values: dict[str, Span] = {}
    position = match.end()
    while (found := _ATTRIBUTE.match(text, position)) is not None and not found[1]:
        name = found[2].lower()
        group = next((number for number in (3, 4, 5) if found[number] is not None), None)
        if name not in attributes:
            attributes[name] = "" if group is None else unescape_attribute(found[group])
            if group is not None:
                values[name] = spans.span(found.start(group), found.end(group))
        position = found.end()
    if found is None:
        return None, match.start() + 1
    span = spans.span(match.start(), found.end())
    return Tag(match[4].lower(), bool(match[3]), span, attributes, values), found.end()


@dataclass(slots=True)
class _OpenLink:
    tag: Tag
    text: list[str] = field(default_factory=list)
    image: Link | None = None


@dataclass(slots=True)
class _OpenCell:
    tag: Tag
    text: list[str] = field(default_factory=list)
    image: bool = False


@dataclass(slots=True)
class _OpenTable:
    start: int
    headings: tuple[Heading, ...]
    rows: list[Row] = field(default_factory=list)
    row_start: int | None = None
    cells: list[Cell] = field(default_factory=list)
    cell: _OpenCell | None = None


class Stream:
    """Collects what the HTML of a document says.

    `links`, `tables`, `anchors` and `comments` are complete after `finish`; `headings` are handed
    out by `tag` as soon as they close, since what follows stands below them.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._links: list[_OpenLink] = []
        self._tables: list[_OpenTable] = []
        self._heading: tuple[int, Tag, list[str]] | None = None
        self.path: tuple[Heading, ...] = ()
        self.links: list[Link] = []
        self.tables: list[Table] = []
        self.anchors: set[str] = set()
        self.comments: list[Span] = []
        self.runs = RunWriter()
        self.elements: list[Element] = []
        self._open: list[tuple[Tag, tuple[Heading, ...]]] = []

    def text(self, text: str) -> None:
        """Text that a reader sees at this point."""
        for link in self._links:
            link.text.append(text)
        if self._heading is not None:
            self._heading[2].append(text)
        for table in self._tables:
            if table.cell is not None:
                table.cell.text.append(text)

    def image(self, image: Link) -> None:
        """Take a Markdown image that stands at this point."""
        for link in self._links:
            link.image = link.image or image
        for table in self._tables:
            if table.cell is not None:
                table.cell.image = True

    @property
    def in_link(self) -> bool:
        """Whether an `<a href>` is open."""
        return bool(self._links)

    def tag(self, tag: Tag) -> tuple[str, int, Span] | None:  # noqa: C901 - one branch an element
        """Take a tag; the text, level and span of a heading where it closes one."""
        if not tag.closing:
            for name in ("id", "name"):
                if value := tag.attributes.get(name):
                    self.anchors.add(value)
        name = tag.name
        self.runs.tag(name, tag.span, closing=tag.closing)
        if name in _ELEMENTS:
            self._element(tag)
        elif tag.closing and name in _HOLDERS:
            if self._open and self._open[-1][0].name in _HOLDERS[name]:
                self._close_element(tag.span.start, tag.span.start)
        elif name == "a":
            self._link(tag)
        elif name in {"img", "source"} and not tag.closing:
            if name == "img":
                self._image(tag)
            self._sources(tag)
        elif name == "br":
            self.text("\n")
        elif name in {"table", "tr", "td", "th"}:
            self._table(tag)
        elif match := _HEADING.fullmatch(name):
            return self._heading_tag(tag, int(match[1]))
        return None

    def _link(self, tag: Tag) -> None:
        # A start tag inside an open link closes that one first (HTML Standard, 13.2.6.4.7).
        if self._links:
            end = tag.span.end if tag.closing else None
            self._close_link(self._links.pop(), end)
        if not tag.closing and "href" in tag.attributes:
            self._links.append(_OpenLink(tag))

    def _close_link(self, link: _OpenLink, end: int | None) -> None:
        start = link.tag.span
        text = " ".join("".join(link.text).split())
        image = link.image
        self.links.append(
            Link(
                text or (image.text if image is not None else ""),
                link.tag.attributes["href"],
                Span(start.start, start.end if end is None else end),
                link.tag.values.get("href", start),
                LinkKind.HTML,
                image.badge if image is not None else None,
            )
        )

    def _image(self, tag: Tag) -> None:
        source, alt = tag.attributes.get("src"), tag.attributes.get("alt", "")
        if source is None:
            return
        image = Link(
            alt,
            source,
            tag.span,
            tag.values.get("src", tag.span),
            LinkKind.IMAGE,
            decode_badge(source, alt),
            linked=self.in_link,
        )
        self.image(image)
        self.links.append(image)

    def _sources(self, tag: Tag) -> None:
        """The pictures of `srcset`, one of which is shown in the place of `src`."""
        place, alt = tag.values.get("srcset"), tag.attributes.get("alt", "")
        if place is None:
            return
        written = list(candidates(self._source.text[place.start : place.end]))
        urls = [unescape_attribute(one.url) for one in written]
        if urls != [one.url for one in candidates(tag.attributes["srcset"])]:
            return  # in several lines of a quote: it is not known where each of them stands
        for url, one in zip(urls, written, strict=True):
            if url != tag.attributes.get("src"):
                span = Span(place.start + one.start, place.start + one.end)
                badge = decode_badge(url, alt)
                self.links.append(
                    Link(alt, url, tag.span, span, LinkKind.IMAGE, badge, linked=self.in_link)
                )

    def _element(self, tag: Tag) -> None:
        ended = {tag.name} if tag.closing else _ENDED_BY.get(tag.name, set())
        if self._open and self._open[-1][0].name in ended:
            self._close_element(tag.span.start, tag.span.end if tag.closing else tag.span.start)
        elif tag.closing and any(one.name == tag.name for one, _ in self._open):
            while self._open[-1][0].name != tag.name:
                self._close_element(tag.span.start, tag.span.start)
            self._close_element(tag.span.start, tag.span.end)
        if not tag.closing and len(self._open) < _MOST_OPEN:
            self._open.append((tag, self.path))

    def _close_element(self, inner_end: int, end: int) -> None:
        tag, headings = self._open.pop()
        inner = Span(tag.span.end, max(inner_end, tag.span.end))
        self.elements.append(Element(tag.name, Span(tag.span.start, end), inner, headings))

    def _heading_tag(self, tag: Tag, level: int) -> tuple[str, int, Span] | None:
        if not tag.closing:
            self._heading = (level, tag, [])
            return None
        if self._heading is None:
            return None
        level, opening, text = self._heading
        self._heading = None
        return "".join(text), level, Span(opening.span.start, tag.span.end)

    def _table(self, tag: Tag) -> None:
        if tag.name == "table":
            if not tag.closing:
                if len(self._tables) == _MOST_TABLES:
                    raise RecursionError
                self._tables.append(_OpenTable(tag.span.start, self.path))
            elif self._tables:
                self._close_table(self._tables.pop(), tag.span.end)
            return
        if not self._tables:
            return
        table = self._tables[-1]
        self._close_cell(table, tag.span.start)
        if tag.name == "tr":
            self._close_row(table, tag.span.end if tag.closing else tag.span.start)
            if not tag.closing:
                table.row_start = tag.span.start
        elif not tag.closing:
            if table.row_start is None:
                table.row_start = tag.span.start
            table.cell = _OpenCell(tag)

    def _close_cell(self, table: _OpenTable, end: int) -> None:
        cell, table.cell = table.cell, None
        if cell is None:
            return
        start = cell.tag.span.end
        content = self._source.text[start:end]
        start += len(content) - len(content.lstrip())
        lines = "".join(cell.text).split("\n")
        table.cells.append(
            Cell(
                "\n".join(" ".join(line.split()) for line in lines).strip(),
                Span(start, max(start, start + len(content.strip()))),
                cell.image,
                _count(cell.tag.attributes.get("rowspan")),
                _count(cell.tag.attributes.get("colspan")),
            )
        )

    def _close_row(self, table: _OpenTable, end: int) -> None:
        if table.row_start is not None and table.cells:
            table.rows.append(Row(tuple(table.cells), Span(table.row_start, end)))
        table.row_start = None
        table.cells = []

    def _close_table(self, table: _OpenTable, end: int) -> None:
        self._close_cell(table, end)
        self._close_row(table, end)
        if table.rows:
            span = Span(table.start, end)
            header, *rows = table.rows
            self.tables.append(Table(header, tuple(rows), span, table.headings, html=True))

    def finish(self) -> None:
        """Close what is still open at the end of the document."""
        end = len(self._source.text)
        while self._links:
            self._close_link(self._links.pop(), None)
        while self._tables:
            self._close_table(self._tables.pop(), end)
        while self._open:
            self._close_element(end, end)


def _count(value: str | None) -> int:
    """A rowspan or colspan: at least 1, at most 1,000 as browsers have it."""
    digits = re.match(r"\s*([0-9]{1,4})", value or "")
    return min(max(int(digits[1]), 1), 1000) if digits else 1

"""Source text to `Document`: one walk over the tokens."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import mdTrim

from lint.document import html, plain_lists
from lint.document.contents import Contents
from lint.document.markdown import definitions, normalise, parse_blocks
from lint.document.model import Cell, Document, Heading, Item, Link, Paragraph, Row, Table
from lint.document.slugs import Slugger
from lint.errors import InputError
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

    from lint.document.table import RawCell
    from lint.source import Source

# CommonMark 0.31.2, section 2.1, with the line endings.
_BLANKS = " \t\n\v\f\r"
_MARKER = lazy(r"(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]|$)")


def parse(source: Source) -> Document:
    """The list in `source`.

    Raises InputError for a text that nests deeper than any parser can follow.
    """
    try:
        return _Builder(source).build()
    except RecursionError:
        raise InputError(f"{source.path}: nested too deeply to be parsed") from None


class _Builder:
    """Walks the tokens of one document once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines, self.front_matter = normalise(source)
        self.env: dict[str, Any] = {plain_lists.TAKEN: True}
        self.stream = html.Stream(source)
        self.contents = Contents(self.lines, self.env, self.stream)
        self.slugger = Slugger()
        self.headings: list[Heading] = []
        self.path: tuple[Heading, ...] = ()
        self.tables: list[Table] = []
        self.items: list[Item] = []
        self.paragraphs: list[Paragraph] = []
        self.open_items: list[_OpenItem] = []
        self.groups: list[int] = []
        self.group = 0
        self.notes: list[tuple[str, Span]] = []
        self.hidden: list[Span] = []

    def build(self) -> Document:
        tokens = parse_blocks(self.lines, self.env)
        # Each is let go once it is read: a long list has more of them than of all else.
        tokens.reverse()
        before: Token | None = None
        while tokens:
            token = tokens.pop()
            self.block(token, before)
            before = token
        self.stream.finish()
        footnotes = self.footnotes()
        links = sorted(
            (
                _with_scheme(link)
                for link in (*self.contents.links, *self.stream.links)
                if self.shown(link)
            ),
            key=lambda link: (link.span.start, -link.span.end),
        )
        tables = sorted((*self.tables, *self.stream.tables), key=lambda one: one.span)
        return Document(
            self.source,
            tuple(self.headings),
            tuple(tables),
            tuple(sorted(self.items, key=lambda item: (item.span.start, item.depth))),
            tuple(links),
            tuple(self.paragraphs),
            tuple(self.contents.prose),
            frozenset(self.stream.anchors),
            tuple(self.stream.comments),
            tuple(footnotes),
            self.front_matter,
            self.stream.runs.finished(),
            tuple(sorted(self.stream.elements, key=lambda one: one.span)),
            tuple(definitions(self.env, self.lines)),
            tuple(sorted(self.contents.unresolved, key=lambda one: one.span)),
            tuple(link.span.start for link in links),
        )

    def block(self, token: Token, before: Token | None) -> None:
        """Take one block token; `before` is the one that it follows."""
        kind = token.type
        if kind == "inline":
            assert before is not None  # noqa: S101 - content follows what opens it
            self.text_block(token, before)
        elif kind == "html_block":
            self.html_block(token)
        elif kind == "gfm_table":
            self.table(token)
        elif kind == plain_lists.NAME:
            self.plain_items(token)
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            self.group += 1
            self.groups.append(self.group)
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self.groups.pop()
        elif kind == "list_item_open":
            self.open_item(token)
        elif kind == "list_item_close":
            self.close_item()
        elif kind == "footnote_reference_open" and token.map is not None:
            self.notes.append((token.meta["label"], self.line_span(*token.map)))

    def footnotes(self) -> list[Span]:
        """The footnotes that are referred to; the others are hidden, as GitHub has it."""
        numbers = self.env.get("footnotes", {}).get("refs", {})
        shown: dict[str, Span] = {}
        for label, span in self.notes:
            if numbers.get(f":{label}", -1) >= 0 and label not in shown:
                shown[label] = span
            else:
                self.hidden.append(span)
        return list(shown.values())

    def shown(self, link: Link) -> bool:
        """Whether a link stands where a reader sees it."""
        before = bisect_right(self.hidden, link.span.start, key=lambda span: span.start)
        return before == 0 or not self.hidden[before - 1].contains(link.span)

    # Text -------------------------------------------------------------------------------------

    def text_block(self, token: Token, opening: Token) -> None:
        """A heading or a paragraph."""
        assert token.map is not None  # noqa: S101 - block rules always set it
        content, spans = self.lines.place(token.content, token.map[0])
        self.stream.text("\n")
        is_heading = opening.type == "heading_open"
        # GitHub's anchors lose a line break, where text shows a blank.
        span = spans.span(0, len(content))
        text, prose = self.contents.read(content, spans, "\n" if is_heading else " ", span)
        if is_heading:
            assert opening.map is not None  # noqa: S101 - see above
            whole = self.line_span(opening.map[0], opening.map[1])
            self.heading(text, int(opening.tag[1]), whole)
            return
        self.paragraphs.append(Paragraph(span, prose))
        if self.open_items:
            self.open_items[-1].add(text, span)

    def heading(self, text: str, level: int, span: Span) -> None:
        """Take a heading; what follows stands below it."""
        heading = Heading(" ".join(text.split()), self.slugger.slug(text), level, span)
        self.headings.append(heading)
        self.path = (*(one for one in self.path if one.level < level), heading)
        self.stream.path = self.path

    # HTML blocks and tables --------------------------------------------------------------------

    def html_block(self, token: Token) -> None:
        assert token.map is not None  # noqa: S101 - block rules always set it
        content = token.content
        spans = self.lines.map_content(content.removesuffix("\n"), token.map[0])
        for piece in html.tokenize(content, spans):
            if isinstance(piece, html.Tag):
                if heading := self.stream.tag(piece):
                    self.heading(*heading)
            elif isinstance(piece, Span):
                self.stream.comments.append(piece)
            else:
                # White space is white space in HTML; `<br>` alone breaks a line.
                self.stream.text(piece[0].replace("\n", " "))
                self.stream.runs.html(piece[0], piece[1], self.source.text)

    def table(self, token: Token) -> None:
        raw_rows: list[tuple[list[RawCell], Span]] = token.meta["rows"]
        columns = len(raw_rows[0][0])
        rows = []
        for raw_cells, span in raw_rows:
            cells = []
            for number, raw in enumerate(raw_cells):
                if number >= columns:
                    # GitHub drops what stands beyond the header's columns.
                    cells.append(Cell(raw.content, raw.span, image="![" in raw.content))
                    continue
                first = self.links_so_far()
                text, _ = self.contents.read(raw.content, raw.spans)
                lines = (" ".join(line.split()) for line in text.split("\n"))
                image = self.links_so_far() > first and "!" in raw.content
                image = image or "<img" in raw.content
                cells.append(Cell("\n".join(lines).strip(), raw.span, image))
            rows.append(Row(tuple(cells), span))
        assert token.map is not None  # noqa: S101 - the rule sets it
        span = Span(rows[0].span.start, rows[-1].span.end)
        self.tables.append(Table(rows[0], tuple(rows[1:]), span, self.path))

    def links_so_far(self) -> int:
        """How many links and images were found up to here."""
        return len(self.contents.links) + len(self.stream.links)

    # Lists ------------------------------------------------------------------------------------

    def open_item(self, token: Token) -> None:
        assert token.map is not None  # noqa: S101 - block rules always set it
        first, last = token.map
        line = self.lines.line(first)
        column = 0
        # `- - x` opens two items on one line.
        start = self.lines.sources[first]
        if self.open_items and self.open_items[-1].marker_end > start:
            column = self.open_items[-1].marker_end - start
        marker = _MARKER.search(line, column)
        column = marker.start() if marker else column
        begin = start + column if column else start
        if last == first + 1:
            end = start + len(line.rstrip(_BLANKS))
        else:
            end = self.line_span(first, last).end
        marker_end = start + (marker.end() if marker else column)
        self.open_items.append(
            _OpenItem(begin, max(end, begin), marker_end, self.groups[-1], self.path)
        )

    def close_item(self) -> None:
        item = self.open_items.pop()
        if len(item.spans) == 1:
            text_span = item.spans[0]
        elif item.spans:
            text_span = Span(item.spans[0].start, item.spans[-1].end)
        else:
            text_span = Span(item.marker_end, item.marker_end)
        # Most items end where their text does; what is kept once takes less in a long list.
        end = text_span.end if text_span.end == item.end else item.end
        self.items.append(
            Item(
                "\n".join(item.texts),
                Span(item.start, end),
                text_span,
                item.group,
                len(self.open_items) + 1,
                item.headings,
            )
        )

    def plain_items(self, token: Token) -> None:
        """A list whose items are a line each."""
        assert token.map is not None  # noqa: S101 - the rule sets it
        self.group += 1
        for number in range(*token.map):
            line = self.lines.line(number)
            start = self.lines.sources[number]
            path = self.path
            content, spans = self.lines.place(mdTrim(line[plain_lists.MARKER :]), number)
            self.stream.text("\n")
            place = spans.span(0, len(content))
            text, prose = self.contents.read(content, spans, place=place)
            self.paragraphs.append(Paragraph(place, prose))
            end = start + len(line.rstrip(_BLANKS))
            # Numbers that are the same are kept once: a long list has many.
            span = Span(start, place.end if place.end == end else end)
            self.items.append(Item(text.strip(), span, place, self.group, 1, path))

    def line_span(self, first: int, last: int) -> Span:
        """The lines from `first` to before `last` (0-based), without indent and blank ends."""
        while last > first + 1 and not self.lines.line(last - 1).strip(_BLANKS):
            last -= 1
        line = self.lines.line(first)
        start = self.lines.sources[first] + len(line) - len(line.lstrip(_BLANKS))
        end = self.lines.sources[last - 1] + len(self.lines.line(last - 1).rstrip(_BLANKS))
        return Span(start, max(start, end))


class _OpenItem:
    """A list item whose content is being read."""

    __slots__ = ("end", "group", "headings", "marker_end", "spans", "start", "texts")

    def __init__(
        self, start: int, end: int, marker_end: int, group: int, headings: tuple[Heading, ...]
    ) -> None:
        self.start = start
        self.end = end
        self.marker_end = marker_end
        self.group = group
        self.headings = headings
        self.texts: list[str] = []
        self.spans: list[Span] = []

    def add(self, text: str, span: Span) -> None:
        """Take a paragraph of the item's own."""
        self.texts.append(text.strip())
        self.spans.append(span)


def _with_scheme(link: Link) -> Link:
    """`link`, with the scheme of GitHub's pages where its destination has a host and no scheme."""
    if link.url.startswith("//") and link.url[2:3] not in {"", "/", "\\", "?", "#"}:
        return link._replace(url=f"https:{link.url}")
    return link

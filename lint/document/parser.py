"""Source text to `Document`: one walk over the tokens."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from lint.document import html, inline
from lint.document.badges import decode_badge
from lint.document.markdown import (
    alternative_text,
    decode_entities,
    definition,
    definitions,
    normalise,
    parse_blocks,
    parse_inlines,
)
from lint.document.model import (
    Cell,
    Document,
    Heading,
    Item,
    Link,
    LinkKind,
    Paragraph,
    Row,
    Table,
    Unresolved,
)
from lint.document.positions import SourceMap
from lint.document.runs import Trace
from lint.document.slugs import Slugger
from lint.errors import InputError
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        self.env: dict[str, Any] = {}
        self.stream = html.Stream(source)
        self.slugger = Slugger()
        self.headings: list[Heading] = []
        self.path: tuple[Heading, ...] = ()
        self.links: list[Link] = []
        self.tables: list[Table] = []
        self.items: list[Item] = []
        self.paragraphs: list[Paragraph] = []
        self.prose: list[Span] = []
        self.open_items: list[_OpenItem] = []
        self.groups: list[int] = []
        self.group = 0
        self.definitions: dict[str, Span] = {}
        self.notes: list[tuple[str, Span]] = []
        self.hidden: list[Span] = []
        self.unresolved: list[Unresolved] = []

    def build(self) -> Document:
        tokens = parse_blocks(self.lines, self.env)
        for index, token in enumerate(tokens):
            self.block(token, tokens, index)
        self.stream.finish()
        footnotes = self.footnotes()
        links = sorted(
            (_with_scheme(link) for link in (*self.links, *self.stream.links) if self.shown(link)),
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
            tuple(self.prose),
            frozenset(self.stream.anchors),
            tuple(self.stream.comments),
            tuple(footnotes),
            self.front_matter,
            self.stream.runs.finished(),
            tuple(sorted(self.stream.elements, key=lambda one: one.span)),
            tuple(definitions(self.env, self.lines)),
            tuple(sorted(self.unresolved, key=lambda one: one.span)),
            tuple(link.span.start for link in links),
        )

    def block(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        """Take one block token."""
        kind = token.type
        if kind == "inline":
            self.text_block(token, tokens[index - 1])
        elif kind == "html_block":
            self.html_block(token)
        elif kind == "gfm_table":
            self.table(token)
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
        content = self.untrimmed(token.content, token.map[0])
        spans = self.lines.map_content(content, token.map[0])
        self.stream.text("\n")
        is_heading = opening.type == "heading_open"
        # GitHub's anchors lose a line break, where text shows a blank.
        text, prose = self.inlines(content, spans, "\n" if is_heading else " ")
        span = spans.span(0, len(content))
        if is_heading:
            assert opening.map is not None  # noqa: S101 - see above
            whole = self.line_span(opening.map[0], opening.map[1])
            self.heading(text, int(opening.tag[1]), whole)
            return
        self.paragraphs.append(Paragraph(span, prose))
        if self.open_items:
            self.open_items[-1].add(text, span)

    def untrimmed(self, content: str, first_line: int) -> str:
        """`content` with the blanks at both ends that are none to CommonMark, such as NBSP.

        markdown-it-py trims all of Unicode's white space; an autolink swallows what is not ASCII.
        """
        last_line = first_line + content.count("\n")
        if not content or last_line >= len(self.lines.starts):
            return content
        last = self.lines.line(last_line).rstrip(_BLANKS)
        if last and last[-1].isspace() and last.rstrip().endswith(content.rpartition("\n")[2]):
            content += last[len(last.rstrip()) :]
        first = self.lines.line(first_line)
        before = first[: first.find(content.partition("\n")[0])]
        return before[len(before.rstrip()) :].lstrip(_BLANKS) + content

    def heading(self, text: str, level: int, span: Span) -> None:
        """Take a heading; what follows stands below it."""
        heading = Heading(" ".join(text.split()), self.slugger.slug(text), level, span)
        self.headings.append(heading)
        self.path = (*(one for one in self.path if one.level < level), heading)
        self.stream.path = self.path

    def inlines(  # noqa: C901 - one branch for each kind of token
        self, content: str, spans: SourceMap, soft_break: str = " "
    ) -> tuple[str, tuple[Span, ...]]:
        """Parse inline content: what a reader sees, and the spans of plain text."""
        if not content:
            return "", ()
        parts: list[str] = []
        occupied: list[tuple[int, int]] = []
        trace = Trace(content, spans, self.stream.runs)
        open_links: list[tuple[Token, int, Link | None]] = []
        for token in parse_inlines(content, self.env):
            kind = token.type
            trace.take(token)
            if kind in {"text", "text_special"}:
                parts.append(token.content)
                self.stream.text(token.content)
            elif kind in {"softbreak", "hardbreak"}:
                parts.append(soft_break if kind == "softbreak" else "\n")
                self.stream.text(parts[-1])
            elif kind == "link_open":
                open_links.append((token, len(parts), None))
                occupied.append((token.meta["start"], token.meta["end"]))
            elif kind == "link_close":
                self.markdown_link(*open_links.pop(), parts, spans)
            elif kind == "image":
                image = self.markdown_image(token, spans, linked=bool(open_links))
                if open_links and open_links[-1][2] is None:
                    open_links[-1] = (*open_links[-1][:2], image)
                occupied.append((token.meta["start"], token.meta["end"]))
            elif kind == "html_inline":
                if self.inline_html(token, spans):
                    parts.append("\n")
                occupied.append((token.meta["start"], token.meta["end"]))
            elif kind == "code_inline":
                parts.append(token.content)
                self.stream.text(token.content)
                occupied.append((token.meta["start"], token.meta["end"]))
        for one in self.env.pop(inline.UNRESOLVED, {}).values():
            self.unresolved_reference(one, content, spans)
        prose = tuple(spans.gaps(occupied, len(content)))
        self.prose.extend(prose)
        return "".join(parts), prose

    def inline_html(self, token: Token, spans: SourceMap) -> bool:
        """Take an HTML tag or comment between inlines; whether it is a line break."""
        start = token.meta["start"]
        local = SourceMap((0,), (0,))
        line_break = False
        for piece in html.tokenize(token.content, local):
            if isinstance(piece, html.Tag):
                line_break = line_break or piece.name == "br"
                self.stream.tag(piece.moved(start, spans))
            elif isinstance(piece, Span):
                self.stream.comments.append(spans.span(start + piece.start, start + piece.end))
        return line_break

    # Links ------------------------------------------------------------------------------------

    def markdown_link(
        self,
        token: Token,
        first_part: int,
        image: Link | None,
        parts: Sequence[str],
        spans: SourceMap,
    ) -> None:
        text = " ".join("".join(parts[first_part:]).split())
        meta = token.meta
        span = spans.span(meta["start"], meta["end"])
        kind, url_span = self.destination(meta, span, spans)
        url = str(token.attrs["href"])
        if token.markup == "autolink":
            kind = LinkKind.AUTOLINK
            if "url" not in meta:
                # `<https://…>`: entities count there, backslashes do not (CommonMark, 6.5).
                url_span = Span(span.start + 1, span.end - 1)
                url = decode_entities(url)
        if image is not None:
            text = text or image.text
        badge = image.badge if image is not None else None
        self.links.append(Link(text, url, span, url_span, kind, badge))

    def markdown_image(self, token: Token, spans: SourceMap, *, linked: bool) -> Link:
        meta = token.meta
        span = spans.span(meta["start"], meta["end"])
        url = str(token.attrs["src"])
        alt = alternative_text(token.children or ())
        _, url_span = self.destination(meta, span, spans)
        linked = linked or self.stream.in_link
        image = Link(alt, url, span, url_span, LinkKind.IMAGE, decode_badge(url, alt), linked)
        self.links.append(image)
        self.stream.image(image)
        return image

    def unresolved_reference(self, place: inline.Bracketed, content: str, spans: SourceMap) -> None:
        """Take what would be a reference link, were its label defined."""
        label = spans.span(place.text_end + 2, place.end - 1)
        self.unresolved.append(
            Unresolved(
                content[place.text_start : place.text_end],
                content[place.text_end + 2 : place.end - 1],
                spans.span(place.text_start - 1 - place.image, place.end),
                label,
                place.image,
            )
        )

    def destination(
        self, meta: dict[str, Any], span: Span, spans: SourceMap
    ) -> tuple[LinkKind, Span]:
        """How a Markdown link is written, and the span of its destination."""
        if "url" in meta:
            return LinkKind.INLINE, spans.span(*meta["url"])
        if "label" in meta:
            label = meta["label"]
            if label not in self.definitions:
                self.definitions[label] = definition(label, self.env, self.lines) or span
            return LinkKind.REFERENCE, self.definitions[label]
        return LinkKind.INLINE, span

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
                first = len(self.links) + len(self.stream.links)
                text, _ = self.inlines(raw.content, raw.spans)
                lines = (" ".join(line.split()) for line in text.split("\n"))
                image = len(self.links) + len(self.stream.links) > first and "!" in raw.content
                image = image or "<img" in raw.content
                cells.append(Cell("\n".join(lines).strip(), raw.span, image))
            rows.append(Row(tuple(cells), span))
        assert token.map is not None  # noqa: S101 - the rule sets it
        span = Span(rows[0].span.start, rows[-1].span.end)
        self.tables.append(Table(rows[0], tuple(rows[1:]), span, self.path))

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
        begin = start + (marker.start() if marker else column)
        end = self.line_span(first, last).end
        marker_end = start + (marker.end() if marker else column)
        self.open_items.append(
            _OpenItem(Span(begin, max(end, begin)), marker_end, self.groups[-1], self.path)
        )

    def close_item(self) -> None:
        item = self.open_items.pop()
        text_span = Span(item.marker_end, item.marker_end)
        if item.spans:
            text_span = Span(item.spans[0].start, item.spans[-1].end)
        self.items.append(
            Item(
                "\n".join(item.texts),
                item.span,
                text_span,
                item.group,
                len(self.open_items) + 1,
                item.headings,
            )
        )

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

    __slots__ = ("group", "headings", "marker_end", "span", "spans", "texts")

    def __init__(
        self, span: Span, marker_end: int, group: int, headings: tuple[Heading, ...]
    ) -> None:
        self.span = span
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

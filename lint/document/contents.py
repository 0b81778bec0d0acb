"""Inline content to text and links: what stands within a paragraph, a heading or a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lint.document import html, inline
from lint.document.badges import decode_badge
from lint.document.markdown import alternative_text, decode_entities, definition, parse_inlines
from lint.document.model import Link, LinkKind, Unresolved
from lint.document.plain import OneLink, one_link
from lint.document.positions import SourceMap
from lint.document.runs import Trace
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from lint.document.positions import Lines


class Contents:
    """Reads the inline contents of one document, in order.

    `links`, `prose` and `unresolved` are what it found so far; tags, comments and the runs of text
    go to `stream`. `env` is that of the parsed blocks.
    """

    def __init__(self, lines: Lines, env: dict[str, Any], stream: html.Stream) -> None:
        self.links: list[Link] = []
        self.prose: list[Span] = []
        self.unresolved: list[Unresolved] = []
        self._lines = lines
        self._env = env
        self._stream = stream
        self._definitions: dict[str, Span] = {}

    def read(  # noqa: C901, PLR0912 - one branch for each kind of token
        self, content: str, spans: SourceMap, soft_break: str = " ", place: Span | None = None
    ) -> tuple[str, tuple[Span, ...]]:
        """Parse inline content: what a reader sees, and the spans of plain text.

        `place` is where all of it stands, if that is known.
        """
        if not content:
            return "", ()
        if spans.shift is not None and (simple := one_link(content)) is not None:
            shift = spans.shift
            return self._one_link(simple, content, shift, place or (shift, shift + len(content)))
        parts: list[str] = []
        occupied: list[tuple[int, int]] = []
        trace = Trace(content, spans, self._stream.runs)
        open_links: list[tuple[Token, int, Link | None]] = []
        for token in parse_inlines(content, self._env):
            kind = token.type
            trace.take(token)
            if kind in {"text", "text_special"}:
                parts.append(token.content)
                self._stream.text(token.content)
            elif kind in {"softbreak", "hardbreak"}:
                parts.append(soft_break if kind == "softbreak" else "\n")
                self._stream.text(parts[-1])
            elif kind == "link_open":
                open_links.append((token, len(parts), None))
                occupied.append((token.meta["start"], token.meta["end"]))
            elif kind == "link_close":
                self._link(*open_links.pop(), parts, spans)
            elif kind == "image":
                image = self._image(token, spans, linked=bool(open_links))
                if open_links and open_links[-1][2] is None:
                    open_links[-1] = (*open_links[-1][:2], image)
                occupied.append((token.meta["start"], token.meta["end"]))
            elif kind == "html_inline":
                if self._inline_html(token, spans):
                    parts.append("\n")
                occupied.append((token.meta["start"], token.meta["end"]))
            elif kind == "code_inline":
                parts.append(token.content)
                self._stream.text(token.content)
                occupied.append((token.meta["start"], token.meta["end"]))
        for one in self._env.pop(inline.UNRESOLVED, {}).values():
            self._unresolved(one, content, spans)
        prose = tuple(spans.gaps(occupied, len(content)))
        self.prose.extend(prose)
        return "".join(parts), prose

    def _one_link(
        self, simple: OneLink, content: str, shift: int, place: tuple[int, int]
    ) -> tuple[str, tuple[Span, ...]]:
        """Take text with one link in it, which stands at `place`, `shift` further on.

        Spans that begin or end at one place share its number, which is half of what they take.
        """
        before, label, behind, (url_start, url_end) = simple
        start, end = len(before), url_end + 1
        runs, stream = self._stream.runs, self._stream
        runs.block()
        for text, at in ((before, 0), (label, start + 1), (behind, end)):
            if text:
                stream.text(text)
                runs.add(text, at + shift, at + len(text) + shift, 0)
        first, last = place
        begin, stop = start + shift if start else first, end + shift if behind else last
        self.links.append(
            Link(
                " ".join(label.split()),
                content[url_start:url_end],
                Span(begin, stop),
                Span(url_start + shift, url_end + shift),
                LinkKind.INLINE,
                None,
            )
        )
        prose: tuple[Span, ...] = (Span(first, begin),) if start else ()
        if behind:
            prose = (*prose, Span(stop, last))
        self.prose += prose
        return before + label + behind, prose

    def _inline_html(self, token: Token, spans: SourceMap) -> bool:
        """Take an HTML tag or comment between inlines; whether it is a line break."""
        start = token.meta["start"]
        local = SourceMap((0,), (0,))
        line_break = False
        for piece in html.tokenize(token.content, local):
            if isinstance(piece, html.Tag):
                line_break = line_break or piece.name == "br"
                self._stream.tag(piece.moved(start, spans))
            elif isinstance(piece, Span):
                self._stream.comments.append(spans.span(start + piece.start, start + piece.end))
        return line_break

    # Links ------------------------------------------------------------------------------------

    def _link(
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
        kind, url_span = self._destination(meta, span, spans)
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

    def _image(self, token: Token, spans: SourceMap, *, linked: bool) -> Link:
        meta = token.meta
        span = spans.span(meta["start"], meta["end"])
        url = str(token.attrs["src"])
        alt = alternative_text(token.children or ())
        _, url_span = self._destination(meta, span, spans)
        linked = linked or self._stream.in_link
        image = Link(alt, url, span, url_span, LinkKind.IMAGE, decode_badge(url, alt), linked)
        self.links.append(image)
        self._stream.image(image)
        return image

    def _unresolved(self, place: inline.Bracketed, content: str, spans: SourceMap) -> None:
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

    def _destination(
        self, meta: dict[str, Any], span: Span, spans: SourceMap
    ) -> tuple[LinkKind, Span]:
        """How a Markdown link is written, and the span of its destination."""
        if "url" in meta:
            return LinkKind.INLINE, spans.span(*meta["url"])
        if "label" in meta:
            label = meta["label"]
            if label not in self._definitions:
                self._definitions[label] = definition(label, self._env, self._lines) or span
            return LinkKind.REFERENCE, self._definitions[label]
        return LinkKind.INLINE, span

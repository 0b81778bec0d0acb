"""Collects the text of a document run by run: each with its style and its place in the source."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from lint.document.model import Runs, Style

if TYPE_CHECKING:
    from markdown_it.token import Token

    from lint.document.positions import SourceMap
    from lint.source import Span

_STYLES = {
    "strong_open": int(Style.BOLD),
    "em_open": int(Style.ITALIC),
    "s_open": int(Style.STRUCK),
    "strong_close": int(Style.BOLD),
    "em_close": int(Style.ITALIC),
    "s_close": int(Style.STRUCK),
}
_TAGS = {
    "b": int(Style.BOLD),
    "strong": int(Style.BOLD),
    "i": int(Style.ITALIC),
    "em": int(Style.ITALIC),
    "code": int(Style.CODE),
    "kbd": int(Style.CODE),
    "del": int(Style.STRUCK),
    "s": int(Style.STRUCK),
    "strike": int(Style.STRUCK),
    "sub": int(Style.SMALL),
    "sup": int(Style.SMALL),
    "small": int(Style.SMALL),
}
# Where a block of text ends, the tags end that nobody closed.
_BLOCKS = frozenset({"p", "li", "td", "th", "tr", "div", "summary", "details", "dt", "dd"})
_CODE, _BREAK, _SOFT = int(Style.CODE), int(Style.BREAK), int(Style.SOFT)
# How far text may be from where it is expected: the white space that a line loses.
_WINDOW = 300


class RunWriter:
    """Takes runs in the order of the document."""

    def __init__(self) -> None:
        self._starts = array("I")
        self._ends = array("I")
        self._styles = array("I")
        self._texts: dict[int, str] = {}
        self._style = 0

    def add(self, text: str, start: int, end: int, style: int) -> None:
        """Take the run of `text`, which is written from `start` to `end`."""
        if end - start != len(text):
            self._texts[len(self._starts)] = text
        self._starts.append(start)
        self._ends.append(end)
        self._styles.append(style | self._style)

    def tag(self, name: str, span: Span, *, closing: bool) -> None:
        """Take an HTML tag, which may change the style of what follows."""
        style = _TAGS.get(name)
        if style is not None:
            self._style = self._style & ~style if closing else self._style | style
        elif name == "br":
            self._texts[len(self._starts)] = "\n"
            self.add("\n", span.start, span.end, _BREAK)
        elif name in _BLOCKS:
            self._style = 0

    def block(self) -> None:
        """Begin a block of text, in plain style."""
        self._style = 0

    def html(self, text: str, span: Span, source: str) -> None:
        """Take the text between two tags of an HTML block."""
        if len(text) == span.end - span.start or "&" not in source[span.start : span.end]:
            self.add(text, span.start, span.end, 0)
            return
        from html import unescape

        at = span.start
        while at < span.end:
            amp = source.find("&", at, span.end)
            end = span.end if amp < 0 else amp
            if end > at:
                self.add(source[at:end], at, end, 0)
            if amp < 0:
                break
            semicolon = source.find(";", amp, min(amp + 40, span.end))
            at = semicolon + 1 if semicolon > 0 else amp + 1
            self.add(unescape(source[amp:at]), amp, at, 0)

    def finished(self) -> Runs:
        """All runs, in order."""
        starts = self._starts
        order = range(len(starts))
        if any(starts[at] > starts[at + 1] for at in range(len(starts) - 1)):
            order = sorted(order, key=lambda at: (starts[at], self._ends[at]))  # type: ignore[assignment]
            texts = {new: self._texts[old] for new, old in enumerate(order) if old in self._texts}
            return Runs(
                array("I", (starts[at] for at in order)),
                array("I", (self._ends[at] for at in order)),
                array("I", (self._styles[at] for at in order)),
                texts,
            )
        return Runs(starts, self._ends, self._styles, self._texts)


class Trace:
    """Finds the places of the inline tokens of one content, which keep none of their own."""

    __slots__ = ("_add", "_at", "_content", "_links", "_shift", "_spans", "_style")

    def __init__(self, content: str, spans: SourceMap, runs: RunWriter) -> None:
        self._content = content
        self._spans = spans
        self._shift = spans.shift
        self._add = runs.add
        self._at = 0
        self._style = 0
        self._links: list[int] = []
        runs.block()

    def take(self, token: Token) -> None:  # noqa: C901, PLR0912 - one branch for each kind of token
        """Take the next token."""
        kind = token.type
        if kind == "text":
            text = token.content
            if text:
                at = self._at
                if not self._content.startswith(text, at):
                    at = self._content.find(text, at, at + len(text) + _WINDOW)
                if at >= 0:
                    self._at = at + len(text)
                    self._run(text, at, self._at, self._style)
        elif kind == "link_open":
            start, end = token.meta["start"], token.meta["end"]
            self._links.append(end)
            self._at = start + 1 if self._content[start] in "[<" else start
        elif kind == "link_close":
            if self._links:
                self._at = self._links.pop()
        elif kind in _STYLES:
            self._mark(kind, token.markup)
        elif kind in {"image", "html_inline"}:
            self._at = token.meta["end"]
        elif kind in {"softbreak", "hardbreak"}:
            end = self._content.find("\n", self._at)
            if end >= 0:
                style = _SOFT if kind == "softbreak" else _BREAK
                start = self._spans.offset(end - 1) + 1 if end else self._spans.offset(end)
                self._add("\n", start, start + 1, self._style | style)
                self._at = end + 1
        elif kind == "code_inline":
            self._code(token)
        elif kind == "text_special":
            self._special(token.content, token.markup or token.content)

    def _special(self, text: str, markup: str) -> None:
        at = self._content.find(markup, self._at, self._at + len(markup) + _WINDOW)
        if at >= 0:
            self._at = at + len(markup)
            self._run(text, at, self._at, self._style)

    def _code(self, token: Token) -> None:
        start, end = token.meta["start"], token.meta["end"]
        ticks = len(token.markup)
        at = self._content.find(token.content, start + ticks, end - ticks)
        if at >= 0:
            start, stop = at, at + len(token.content)
        else:
            start, stop = start + ticks, end - ticks
        self._run(token.content, start, stop, self._style | _CODE)
        self._at = end

    def _mark(self, kind: str, markup: str) -> None:
        at = self._content.find(markup, self._at, self._at + len(markup) + _WINDOW)
        if at >= 0:
            self._at = at + len(markup)
        style = _STYLES[kind]
        self._style = self._style | style if kind.endswith("open") else self._style & ~style

    def _run(self, text: str, start: int, end: int, style: int) -> None:
        if self._shift is not None:
            self._add(text, start + self._shift, end + self._shift, style)
        else:
            offset = self._spans.offset
            self._add(text, offset(start), offset(end - 1) + 1, style)

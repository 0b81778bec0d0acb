"""The anchors that a page of Markdown may have, found by a scan of its lines.

The parser takes a while for a page of a megabyte, and a page is a stranger's. This takes time that
grows with the length and is bounded, and errs on one side: it may find an anchor too many, where a
line of code looks like a heading, but none too few.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import normalizeReference

from lint.document import html
from lint.document.markdown import parse_inlines
from lint.document.positions import SourceMap
from lint.document.slugs import Anchors, Slugger
from lint.links.verdicts import html_scan
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A page with more headings, or with longer ones, is none that somebody wrote. In characters.
_MOST_HEADINGS = 5000
_LONGEST = 2000
_MOST_TEXT = 100_000
_MOST_LABELS = 5000
# A setext heading may have more than one line (CommonMark 0.31.2, section 4.3).
_MOST_LINES = 5
_BREAKS = {"softbreak", "hardbreak", "html_inline"}
_ENDING = re.compile(r"\r\n?|\n")
# What quotes and list items put before a line, then what it begins with.
_CONTAINERS = re.compile(r"[ \t>]*+(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t>]++)*+")
_ATX = re.compile(r"#{1,6}(?![^ \t])")
_UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+\Z")
_CLOSING = re.compile(r"(?:\A|[ \t])#++\Z")
_DEFINED = re.compile(r"\[([^\[\]]{1,999})\]:")
_INDENT = re.compile(r"(?m)^[ \t>]+")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,999}\]")
_HTML_HEADING = re.compile(
    rf"(?is)<h([1-6])(?=[\s/>])[^<>]{{0,{_LONGEST}}}>(.{{0,{_LONGEST}}}?)</h\1"
)
_OPEN_HEADING = re.compile(r"(?i)<h[1-6][\s/>]")


def possible(text: str) -> Anchors | None:
    """The anchors that GitHub may give to a page with the Markdown `text`.

    None for a page with more or longer headings than are read.
    """
    headings = _headings(text)
    if headings is None:
        return None
    slugger = Slugger()
    labels = _labels(text) if any("[" in one for one in headings) else {}
    found = {slugger.slug(shown) for one in headings for shown in _shown(one, labels)}
    names = set(html_scan.names(text))
    found |= names
    found.update(name.removeprefix("user-content-") for name in names)
    return Anchors(sorted(found))


def _headings(text: str) -> list[str] | None:
    """The inline content of whatever may be a heading; None if that is too much."""
    found: list[str] = []
    size = 0
    for one in _candidates(text):
        found.append(one)
        size += len(one)
        if len(one) > _LONGEST or len(found) > _MOST_HEADINGS or size > _MOST_TEXT:
            return None
    return found


def _candidates(text: str) -> Iterator[str]:
    above: list[str] = []
    for line in _ENDING.split(text):
        containers = _CONTAINERS.match(line)
        content = line[containers.end() :] if containers else line
        if marks := _ATX.match(content):
            content = content[marks.end() :].strip(" \t")
            yield content
            closing = len(content.rstrip("#"))
            if closing < len(content) and content[closing - 1 : closing] in {"", " ", "\t"}:
                yield content[:closing].rstrip(" \t")
        elif above and _UNDERLINE.match(line.lstrip(" \t>")):
            yield from _above(above)
        above = [*above[1 - _MOST_LINES :], line] if content.strip(" \t") else []
    opened = len(_OPEN_HEADING.findall(text))
    for heading in _HTML_HEADING.finditer(text) if opened <= _MOST_HEADINGS else ():
        opened -= 1
        yield heading[2]
    if opened > 0:
        # One that is not closed, or is longer than any: what it says is not known.
        yield "#" * (_LONGEST + 1)


def _above(lines: list[str]) -> Iterator[str]:
    """What may be a setext heading: some of the last lines, as they are and out of containers."""
    bare = [_INDENT.sub("", line) for line in lines]
    found = set()
    for count in range(1, len(lines) + 1):
        first, *others = bare[-count:]
        containers = _CONTAINERS.match(first)
        inside = first[containers.end() :] if containers else first
        found.add("\n".join(line.strip(" \t") for line in lines[-count:]))
        found.add("\n".join((first, *others)).rstrip(" \t"))
        found.add("\n".join((inside, *others)).rstrip(" \t"))
    yield from sorted(found)


def _labels(text: str) -> dict[str, Any]:
    """What may be defined as a reference, as markdown-it-py keeps it."""
    found: dict[str, Any] = {}
    for label in _DEFINED.finditer(text):
        if len(found) < _MOST_LABELS:
            found[normalizeReference(label[1])] = {"href": "", "title": "", "map": [0, 0]}
    return found


def _shown(content: str, labels: dict[str, Any]) -> set[str]:
    """What a reader may see of a heading: as Markdown, with and without references, and as HTML."""
    found = set()
    for one in {content, _FOOTNOTE.sub("", content)}:
        found.add(_inlines(one, {}))
        if labels and "[" in one:
            found.add(_inlines(one, {"references": labels}))
        if "<" in one or "&" in one:
            found.add(_without_tags(one))
            # In a paragraph, lines have no indent, and in a quote they have its mark.
            found.add(_without_tags(_INDENT.sub("", one)))
    return found


def _inlines(content: str, env: dict[str, Any]) -> str:
    parts = []
    for token in parse_inlines(content, env):
        if token.type in {"text", "text_special", "code_inline"}:
            parts.append(token.content)
        elif token.type != "html_inline" or token.content[:3].lower() == "<br":
            parts.append("\n" if token.type in _BREAKS else "")
    return "".join(parts)


def _without_tags(content: str) -> str:
    """The text of HTML, in which `<br>` alone breaks a line."""
    parts = []
    for piece in html.tokenize(content, SourceMap((0,), (0,))):
        if isinstance(piece, html.Tag):
            parts.append("\n" if piece.name == "br" else "")
        elif not isinstance(piece, Span):
            parts.append(piece[0].replace("\n", " "))
    return "".join(parts)

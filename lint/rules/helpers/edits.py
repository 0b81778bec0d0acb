"""How a new destination is written in the place of an old one."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from lint.diagnostics import Edit
from lint.document.model import LinkKind

if TYPE_CHECKING:
    from lint.document.model import Document, Link

# What CommonMark (section 6.3) and table cells would read as something else.
_ENCODED = str.maketrans({" ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C", "|": "%7C"})
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
# GFM, section 6.9: a bare URL ends before these, at `<`, and at a closing bracket too many.
_NOT_LAST = "?!.,:*_~'\";)"


def retarget(document: Document, link: Link, url: str) -> Edit | None:
    """The edit that makes `link` lead to `url`, or None where `url` cannot be written there.

    `url` is as a browser has it; what its place in the source asks for is escaped here.
    """
    text, span = document.source.text, link.url_span
    if text[link.span.start] == "<" and link.kind is not LinkKind.AUTOLINK:
        quoted = text[span.start - 1] in "\"'"
        if not quoted and re.search(r"[\s\"'=<>`]", url):
            return None
        return Edit(span, html.escape(url.strip()))
    if re.search(r"[\x00-\x1f\x7f]", url):
        return None
    written = url.strip().translate(_ENCODED)
    if link.kind is LinkKind.AUTOLINK:
        bare = span == link.span
        if bare and (written[-1] in _NOT_LAST or not written.startswith(("http://", "https://"))):
            return None
        return Edit(span, written)
    if not _balanced(written):
        written = written.replace("(", "%28").replace(")", "%29")
    return Edit(span, _ENTITY.sub("&amp;", written))


def _balanced(url: str) -> bool:
    depth = 0
    for character in url:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0

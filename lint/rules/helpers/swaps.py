"""Links whose text and URL, or whose brackets, have changed places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Fix
from lint.document.model import LinkKind
from lint.files.inputs import relative_target
from lint.patterns import lazy
from lint.rules.helpers.syntax import Plain, Slip
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link
    from lint.rules.base import Context

_WHOLE_URL = lazy(r"(?i)<?(?:https?://[^\s<>]+|www\.[\w-]+\.[^\s<>]+)>?")
# How far apart the two ends of a link are looked for.
_REACH = 300
_URL = r"https?://[^\s()<>\[\]]{1,1000}(?:\([^\s()<>]{0,200}\)[^\s()<>\[\]]{0,1000})?"
# `[https://…](some words)`, which is no link for the blanks.
_WORDS = lazy(rf"(?i)\[(?P<url>{_URL})\]\((?P<text>(?!#)[^()\[\]\r\n|<>\"']{{1,{_REACH}}})\)")
# `(text)[https://…]`, also with fullwidth brackets.
_BRACKETS = lazy(
    rf"(?i)[(\uff08](?P<text>[^()\uff08\uff09\[\]\r\n|]{{1,{_REACH}}})[)\uff09]\[(?P<url>{_URL})\]"
)
# `(https://…)[text]`, in which GitHub links the URL alone, with the bracket and what follows.
_REVERSED = lazy(
    rf"(?i)\((?P<url>{_URL})\)\[(?P<text>(?!\^)[^()\[\]\r\n|<>]{{2,{_REACH}}})\](?![(\[:])"
)
_BEFORE = lazy(r"[\w\]!]")
# What a destination that is a path or a section has in it.
_PATH = lazy(r"[/\\#?%:@]|\.\w{1,5}$|^\.")
_NUMBER = lazy(r"[\s\d.,;*†‡–-]*")  # noqa: RUF001 - a dash between numbers
_LETTER = lazy(r"[^\W\d_]")


def swaps(document: Document, context: Context) -> Iterator[Slip]:
    """The links whose parts have changed places, in order."""
    found = [*_links(document, context), *_texts(document), *_reversed(document)]
    yield from sorted(found, key=lambda slip: slip.span)


def _links(document: Document, context: Context) -> Iterator[Slip]:
    """`[https://example.org](Android)`, which GitHub takes for a link to a file."""
    for link in document.links:
        if link.kind not in {LinkKind.INLINE, LinkKind.IMAGE} or not _is_name(link.url):
            continue
        text = link.text.strip()
        if not _WHOLE_URL.fullmatch(text):
            continue
        target = relative_target(link.url)
        if target is not None and context.files.get(target):
            continue
        yield Slip(link.span, _problem(link.url), _fix(document, link))


def _is_name(url: str) -> bool:
    return bool(_LETTER.search(url)) and not _PATH.search(url)


def _fix(document: Document, link: Link) -> Fix | None:
    written = document.source.slice(link.span)
    mark = "!" if written.startswith("!") else ""
    url = link.text.strip().strip("<>")
    if url.lower().startswith("www."):
        url = f"https://{url}"
    if written != f"{mark}[{link.text}]({link.url})" or re.search(r"[()\\]", url):
        return None
    return _swap(link.span, mark, link.url, url)


def _swap(span: Span, mark: str, text: str, url: str) -> Fix:
    return Fix("swap text and URL", (Edit(span, f"{mark}[{text}]({url})"),))


def _problem(text: str) -> str:
    return f"the text “{clip(text)}” and the URL are swapped"


def _texts(document: Document) -> Iterator[Slip]:
    """The same where GitHub sees no link."""
    text = document.source.text
    if "[http" not in text.lower():
        return
    plain = Plain(document.prose)
    for match in _WORDS.finditer(text):
        words = match["text"].strip()
        if " " not in words or match.start() not in plain or _is_escaped(text, match.start()):
            continue
        if _LETTER.search(words) and not _PATH.search(words):
            yield Slip(Span(*match.span()), _problem(words), _plain_fix(match))
    for match in _BRACKETS.finditer(text):
        opening = match.start()
        closing = match.end("text")
        if opening not in plain or closing not in plain or closing + 1 not in plain:
            continue
        before = text[max(0, opening - 1) : opening]
        # `Smith (2019)[https://…]` and `f(x)[https://…]` are no links.
        if _BEFORE.match(before) or _NUMBER.fullmatch(match["text"]) or before == "\\":
            continue
        problem = "round and square brackets are swapped"
        yield Slip(Span(*match.span()), problem, _plain_fix(match))


def _reversed(document: Document) -> Iterator[Slip]:
    """`(https://example.org)[Android]`."""
    text = document.source.text
    if ")[" not in text:
        return
    literal = {one.span.start for one in document.links if one.kind is LinkKind.AUTOLINK}
    for match in _REVERSED.finditer(text) if literal else ():
        before = text[max(0, match.start() - 1) : match.start()]
        if match.start("url") not in literal or _BEFORE.match(before) or before == "\\":
            continue
        if _LETTER.search(match["text"]):
            problem = "round and square brackets are swapped"
            yield Slip(Span(*match.span()), problem, _plain_fix(match))


def _is_escaped(text: str, at: int) -> bool:
    return text[max(0, at - 1) : at] == "\\"


def _plain_fix(match: re.Match[str]) -> Fix | None:
    if re.search(r"[()\\]", match["url"]):
        return None
    return _swap(Span(*match.span()), "", match["text"].strip(), match["url"])

r"""Heading that renders as text, or text that renders as a heading.

## What it does

Checks for headings without a space after the hashes, such as `##Apps`, and for headings with a
no-break or ideographic space there. A single hash may start a tag; it is reported only if a link
leads to that heading.

Also checks for a line of hyphens directly below a paragraph. It is reported if the text above does
not look like a heading: a sentence, several lines, or a single link within the page.

## Why it matters

GitHub renders `##Apps` as text, so the section is missing from the outline and links to it do not
work. A line of hyphens below a paragraph turns the paragraph into a heading where a horizontal rule
was meant.

## Bad

```md bad
##Apps

- [Ed](https://www.gnu.org/software/ed/) - A line editor.
```

```md bad
Everything in this list is free, and all of it runs on every system.
---
```

## Good

```md good
## Apps

#editors and #shells are tags.

Apps by name
------------
```

## Fix safety

The fixes insert the missing space or a blank line. They are unsafe, because they change how the
page renders.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.document.slugs import Anchors, slug
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Heading

# GFM, section 4.2: up to three blanks, one to six hashes, then a blank, a tab or the end.
_GLUED = lazy(r"(?m)^(?:[ >]{0,12})(#{1,6})([\u00a0\u3000]*+)(?=([^\s#]))")
_ODD_BLANKS = frozenset("\u00a0\u3000")
# `#1`, `#!/bin/sh`, `#{id}`, `#define x`, `##[group]` are no headings.
_NO_HEADING = lazy(r"[\d!{<|%$&()=+;:,./\\-]")
_DIRECTIVE = lazy(r"(?:define|elif|else|endif|if|ifdef|ifndef|include|pragma|undef)\b")
_TAG_LIST = lazy(r"\s#\w")
_LONGEST = 120
_HYPHENS = lazy(r"(?:\r\n|\n|\r)[ >]{0,12}(-+)[ \t]*\Z")
_SENTENCE = lazy(r"[.!?\u3002\uff01\uff1f\u2026:\uff1a]\W{0,3}\Z")
_FEWEST_WORDS = 6
_UNSPACED = lazy(r"[\u3040-\u30ff\u3400-\u9fff]")
_FEWEST_CHARACTERS = 15
# Whoever underlines a heading makes the line about as long as it.
_ABOUT = 3


@rule("heading-syntax", Severity.WARNING, since="0.2.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings on lines that were to be headings, then on headings that were none, in order."""
    yield from _lost(document)
    for heading in document.headings:
        underline = _HYPHENS.search(document.source.text, heading.span.start, heading.span.end)
        if underline is not None and _is_accident(document, heading, underline):
            line = Span(*underline.span(1))
            written = document.source.slice(Span(heading.span.start, underline.start()))
            fix = Fix("insert a blank line", (_blank_line(document, line),))
            message = (
                f"the line of hyphens below “{clip(heading.text or written)}” makes it a heading"
            )
            yield Finding(heading.span, message, fix)


def _lost(document: Document) -> Iterator[Finding]:
    text = document.source.text
    linked: Anchors | None = None
    for paragraph in document.paragraphs:
        # From the start of its first line on, which a quote has its marks on.
        first = text.rfind("\n", 0, paragraph.span.start) + 1
        for match in _GLUED.finditer(text, first, paragraph.span.end):
            hashes = Span(*match.span(1))
            line = _line(document, hashes.start)
            rest = text[match.end(2) : line.end].strip()
            if len(rest) > _LONGEST or not _is_prose(paragraph.prose, hashes):
                continue
            if not match[2] and (_NO_HEADING.match(match[3]) or _DIRECTIVE.match(rest)):
                continue
            if len(match[1]) == 1 and not match[2]:
                linked = linked or _linked(document)
                if _TAG_LIST.search(rest) or linked.find(slug(rest.strip("# "))) is None:
                    continue
            edit = Edit(Span(match.end(1), match.end(2)), " ")
            what = "invalid" if match[2] else "missing"
            yield Finding(
                Span(hashes.start, line.end),
                f"“{clip(match[1] + rest)}” renders as text, not as a heading:"
                f" {what} space after the hashes",
                Fix("insert a space", (edit,)),
            )


def _is_prose(prose: tuple[Span, ...], place: Span) -> bool:
    return any(span.contains(place) for span in prose)


def _line(document: Document, offset: int) -> Span:
    number, _ = document.source.position(offset)
    start = document.source.line_start(number)
    return Span(start, start + len(document.source.line_text(number).rstrip()))


def _linked(document: Document) -> Anchors:
    """The anchors that links within the page lead to."""
    return Anchors(link.url[1:] for link in document.links if link.url[:1] == "#")


def _is_accident(document: Document, heading: Heading, underline: re.Match[str]) -> bool:
    """Whether a paragraph became a heading by the line of hyphens below it."""
    text = document.source.slice(Span(heading.span.start, underline.start())).strip()
    last = re.split(r"[\r\n]", text)[-1].strip()
    if last != text:
        return not re.fullmatch(r"(?s)(?:\s*<[^>]*>)*\s*", text)
    if abs(len(last) - len(underline[1])) <= _ABOUT:
        return False
    links = document.links_in(heading.span)
    if len(links) == 1 and links[0].url.startswith("#") and links[0].text == heading.text:
        return True
    words = heading.text.split()
    long = len(words) >= _FEWEST_WORDS or (
        _UNSPACED.search(heading.text) and len(heading.text) >= _FEWEST_CHARACTERS
    )
    return bool(long) and _SENTENCE.search(heading.text) is not None


def _blank_line(document: Document, line: Span) -> Edit:
    """The edit that puts a blank line above `line`, within the quote that it stands in."""
    start = document.source.line_start(document.source.position(line.start)[0])
    prefix = document.source.text[start : line.start].rstrip(" ")
    return Edit(Span(start, start), f"{prefix}\n")

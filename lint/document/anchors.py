"""Where a link into a Markdown page on GitHub may lead: its headings, ids and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.document.slugs import Anchors, slug
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.document.model import Document

# Anchors that are there without a heading: the top of a page (HTML Standard, section 7.4.6.3), the
# README and the content of a GitHub page, its footnotes, its sanitised ids and its lines of code,
# and text fragments.
ALWAYS = lazy(
    r"(?i)(?:|top|readme|start-of-content|user-content-.*|fn(?:ref)?[-:]?\d.*|fn(?:ref)?-.*"
    r"|L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?|(?:(?!:~:).)*+:~:.*)"
)
_PREFIX = "user-content-"
# `## Tools {#id}` of MkDocs, Docusaurus, VitePress and Hugo, `{: #id .class}` of Jekyll.
# A run of blanks is read once, from its beginning.
_BLANKS = r"(?:(?<![ \t])[ \t]++)?+"
_ID = lazy(_BLANKS + r"\{:?[ \t]*#([^\s{}#]{1,200})(?:[ \t][^{}\n]{0,200})?\}[ \t]*\Z")
# What comes and goes in a heading without a change of its subject: shortcodes and keycaps, which
# leave letters and digits in the anchor, and how many entries there are.
_SHORTCODE = lazy(r":[a-z0-9_+-]{1,50}:|[0-9#*]\ufe0f?\u20e3")
_COUNT = lazy(
    _BLANKS + r"[(\[\uff08\u3010][ \t]*\d[\d,. ]{0,12}[^\W\d_]{0,12}[ \t]*[)\]\uff09\u3011][ \t]*\Z"
)

# What ends a count; other signs at the end of a heading, such as an emoji, are passed over.
_CLOSING = frozenset(")]\uff09\u3011")


def anchors(document: Document) -> Anchors:
    """The anchors that GitHub gives to `document`.

    A page with front matter is one of a site, whose generator reads `{#id}`, so these count there.
    """
    explicit = sorted(document.anchors)
    ids = {
        match[1]: heading.slug
        for heading in document.headings
        if "{" in heading.text and (match := _ID.search(heading.text))
    }
    return Anchors(
        [
            *(heading.slug for heading in document.headings),
            *explicit,
            *(name.removeprefix(_PREFIX) for name in explicit if name.startswith(_PREFIX)),
            *(ids if document.front_matter is not None else ()),
        ],
        bare=((_bare(heading.text), heading.slug) for heading in document.headings),
        foreign=ids,
    )


def _bare(text: str) -> str:
    """The anchor of a heading called `text`, had it neither emoji nor a count or an id."""
    words = _SHORTCODE.sub("", _ID.sub("", text))
    end = len(words)
    while end and not words[end - 1].isalnum() and words[end - 1] not in _CLOSING:
        end -= 1
    return slug(_COUNT.sub("", words[:end]))

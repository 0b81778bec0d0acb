"""The titles that lists give to papers, beside those that the papers have and had."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.document.model import Document, Link
    from lint.links.result import Facts

# What Markdown reads as markup, autolinks or the end of a cell (CommonMark 2.4 allows a backslash
# before each), and a shortcode for an emoji.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~#&:@]")


def written(fields: Mapping[str, str]) -> str:
    """The title of an entry, the first of its lines, by the entry's fields."""
    return fields.get("title", "").partition("\n")[0]


def former_title(title: str, facts: Facts) -> str | None:
    """The one of a paper's other titles that a list has; None where it has none of them."""
    from lint.titles.comparison import ALIKE, compare

    for former in facts.former or ():
        found = compare(title, former)
        if found.certain and found.likeness >= ALIKE:
            return former
    return None


def escaped(document: Document, text: str, link: Link | None) -> str:
    """`text` as it is written in a list, within `link` if there is one, so that it reads the same.

    A sign that stands between blanks or before one is no markup, such as a colon.
    """
    if link is not None and document.source.text[link.span.start] == "<":
        return html.escape(text)

    def escape(found: re.Match[str]) -> str:
        after = text[found.end() :][:1]
        harmless = found[0] in ":&#@~" and (not after or after.isspace())
        return found[0] if harmless else f"\\{found[0]}"

    return _MARKUP.sub(escape, text)

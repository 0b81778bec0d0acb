"""How a link stands in its entry: as a label of what the entry is about, or as words of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.document.model import LinkKind
from lint.entries.words import is_label, simple

if TYPE_CHECKING:
    from lint.document.model import Document
    from lint.entries.labels import EntryLink

PICTURE = "picture"
"""The role of a link that is a badge or an icon."""


def role(document: Document, link: EntryLink) -> str:
    """`PICTURE`, the words of a usual label such as `code`, or "" for any other text."""
    inner = document.links_in(link.link.span)
    pictures = [one for one in inner if one.kind is LinkKind.IMAGE and one.linked]
    if link.link.badge is not None or (pictures and pictures[0].text == link.link.text):
        return PICTURE
    return simple(link.link.text) if is_label(link.link.text) else ""

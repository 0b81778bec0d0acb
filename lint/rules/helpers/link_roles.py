"""How a link stands in its entry: as a label of what the entry is about, or as words of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.document.model import LinkKind
from lint.entries.words import is_label, simple

if TYPE_CHECKING:
    from lint.document.model import Document
    from lint.entries.labels import EntryLink

PICTURE = "picture"
"""The role of a link that is a badge, an icon or an emoji."""

# In code points: an emoji may have modifiers and joiners.
_LONGEST_SYMBOL = 8


def role(document: Document, link: EntryLink) -> str:
    """`PICTURE`, the words of a usual label such as `code`, or "" for any other text."""
    inner = document.links_in(link.link.span)
    pictures = [one for one in inner if one.kind is LinkKind.IMAGE and one.linked]
    if link.link.badge is not None or (pictures and pictures[0].text == link.link.text):
        return PICTURE
    text = link.link.text.strip()
    if 0 < len(text) <= _LONGEST_SYMBOL and not any(map(str.isalnum, text)):
        return PICTURE  # an emoji such as 🤗
    return simple(text) if is_label(text) else ""
